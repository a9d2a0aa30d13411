/* Optional: every page reads the same without it. Listens for what is marked with data-act, folds details on phones,
   and filters the directory. */
(() => {
  "use strict";
  const all = (selector, of = document) => [...of.querySelectorAll(selector)];
  const body = document.body;

  /* 深色 / 浅色, 长辈版 / 标准版; the first choice is the system's (see partials/header.html) */
  const isDark = () => body.dataset.mdColorScheme === "slate";
  const remember = (value, what = "scheme") => { try { localStorage.setItem(`showcase.${what}`, value); } catch { /* private window */ } };

  const acts = {
    scheme() { body.dataset.mdColorScheme = isDark() ? "default" : "slate"; remember(body.dataset.mdColorScheme); },
    reading() {
      const root = document.documentElement, isElder = root.dataset.reading === "elder";
      if (isElder) delete root.dataset.reading; else root.dataset.reading = "elder";
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

  if (matchMedia("(max-width: 60em)").matches) all("details[data-fold]").forEach(d => { d.open = false; });

  /* The directory: OR inside a group, AND between groups; words in any order; the address keeps the choice. */
  const form = document.querySelector("form[data-facets]");
  if (form) {
    const cards = all("[data-unit]"), boxes = all("input[type=checkbox]", form), field = form.elements.namedItem("q");
    const count = document.querySelector("[data-count]"), shown = document.querySelector("[data-shown]");
    const empty = document.querySelector(".empty");
    const given = new URLSearchParams(location.search);
    field.value = given.get("q") ?? "";
    boxes.forEach(box => { box.checked = given.getAll(box.name).includes(box.value); });
    const filter = () => {
      const words = field.value.trim().toLowerCase().split(/\s+/).filter(Boolean), want = {};
      boxes.filter(box => box.checked).forEach(box => (want[box.name] ??= []).push(box.value));
      const fits = card => words.every(word => card.dataset.words.toLowerCase().includes(word))
        && Object.entries(want).every(([key, values]) => values.includes(card.dataset[key]));
      let found = 0;
      cards.forEach(card => { card.hidden = !fits(card); found += card.hidden ? 0 : 1; });
      const active = words.length > 0 || Object.keys(want).length > 0;
      count.textContent = found; shown.hidden = !active;
      if (empty) empty.hidden = found > 0;
      const query = new URLSearchParams();
      if (words.length) query.set("q", words.join(" "));
      Object.entries(want).forEach(([key, values]) => values.forEach(value => query.append(key, value)));
      history.replaceState(null, "", location.pathname + (active ? `?${query}` : "") + location.hash);
    };
    form.addEventListener("input", filter);
    form.addEventListener("submit", event => { event.preventDefault(); filter(); });
    form.addEventListener("reset", () => setTimeout(filter));
    if (location.search) filter();
  }
})();
