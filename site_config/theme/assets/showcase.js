/* Optional: every page reads the same without it. Listens for what is marked with data-act, and folds details on phones and in 长辈版. */
(() => {
  "use strict";
  const all = (selector, of = document) => [...of.querySelectorAll(selector)];
  const body = document.body;

  /* 深色 / 浅色, 长辈版 / 标准版; the first choice is the system's (see partials/header.html) */
  const isDark = () => body.dataset.mdColorScheme === "slate";
  const remember = (value, what = "scheme") => { try { localStorage.setItem(`showcase.${what}`, value); } catch { /* private window */ } };

  const fold = () => all("details[data-fold]").forEach(d => { d.open = false; });

  const acts = {
    scheme() { body.dataset.mdColorScheme = isDark() ? "default" : "slate"; remember(body.dataset.mdColorScheme); },
    reading() {
      const root = document.documentElement, isElder = root.dataset.reading === "elder";
      if (isElder) delete root.dataset.reading; else { root.dataset.reading = "elder"; fold(); }
      remember(isElder ? "standard" : "elder", "reading");
    },
    print() { window.print(); },
    async copy(button) {
      const said = button.querySelector("span") ?? button, before = said.textContent;
      try { await navigator.clipboard.writeText(button.dataset.copy); said.textContent = "已复制"; }
      catch { said.textContent = "请手动复制"; }
      setTimeout(() => { said.textContent = before; }, 2500);
    },
  };
  document.addEventListener("click", event => {
    const button = event.target.closest("[data-act]");
    acts[button?.dataset.act]?.(button);
  });

  /* Wide tables and listings scroll inside themselves: the keyboard must reach them. */
  const reachable = new ResizeObserver(seen => seen.forEach(({ target: box }) => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; else box.removeAttribute("tabindex");
  }));
  all(".body table, .body pre > code, .tbl").forEach(box => reachable.observe(box));

  if (matchMedia("(max-width: 60em)").matches || document.documentElement.dataset.reading === "elder") fold();
})();
