/* 看大图: a page's pictures (a.zoom), large, with their captions. Without it the links lead to the large files.
   <dialog> holds the focus and closes on Esc; a snapping row is swiped; captions are copied nodes. */
(() => {
  "use strict";
  const isLast = ({href}, n, all) => !all.slice(n + 1).some(other => other.href === href);      /* a photo shown twice */
  const links = [...document.querySelectorAll("a.zoom:has(img)")].filter(isLast), last = links.length - 1;      /* no :has: too old */
  let show, shown, rest, opener;

  const isPlain = ({altKey, ctrlKey, metaKey, shiftKey}) => !(altKey || ctrlKey || metaKey || shiftKey);
  const make = (tag, attributes, ...inside) => {
    const space = ["svg", "path"].includes(tag) ? "2000/svg" : "1999/xhtml";
    const element = document.createElementNS(`http://www.w3.org/${space}`, tag);
    Object.entries(attributes).forEach(pair => element.setAttribute(...pair));
    element.append(...inside);
    return element;
  };
  const button = (name, word, key, path, act) => {
    const icon = make("svg", {class: "i", viewBox: "0 0 24 24", "aria-hidden": true}, make("path", {d: path}));
    const made = make("button", {class: name, type: "button", title: `${word}（${key}）`}, icon, word);
    made.addEventListener("click", act);
    return made;
  };

  /* The link's own picture; its size lets the style sheet fit it in and never enlarge it. */
  const slide = link => {
    const frame = make("div", {class: "lb-pic"}, link.querySelector("picture, img").cloneNode(true));
    const [wide, high] = ["width", "height"].map(name => frame.querySelector("img").getAttribute(name));
    frame.style.setProperty("--w", wide);
    frame.style.setProperty("--h", high);
    frame.querySelectorAll("[srcset]").forEach(one => { one.sizes = `min(100vw, ${Math.ceil(100 * wide / high)}vh)`; });
    return make("div", {class: "lb-one"}, frame);
  };

  const build = () => {
    const slides = links.map(slide), track = make("div", {class: "lb-track", tabindex: 0, role: "group", "aria-label": "照片"}, ...slides);
    const count = make("p", {class: "lb-n"}), caption = make("div", {class: "lb-cap"});
    const previous = button("lb-prev", "上一张", "←", "M14.5 5 8 12l6.5 7", () => go(shown - 1));
    const next = button("lb-next", "下一张", "→", "M9.5 5 16 12l-6.5 7", () => go(shown + 1));
    const close = button("lb-close", "关闭", "Esc", "m6 6 12 12M18 6 6 18", () => dialog.close());
    const dialog = make("dialog", {class: "lightbox", "aria-label": "看大图"}, track,
      make("div", {class: "lb-said", "aria-live": "polite"}, count, caption), previous, next, close);
    count.hidden = previous.hidden = next.hidden = !last;

    const tell = () => {
      const words = links[shown].closest("figure")?.querySelector("figcaption");
      count.replaceChildren(make("b", {}, shown + 1), ` / ${last + 1}`);
      caption.replaceChildren(...words?.cloneNode(true).childNodes ?? []);
      caption.scrollTop = 0;
      caption.tabIndex = caption.scrollHeight > caption.clientHeight ? 0 : -1;
      previous.ariaDisabled = !shown;
      next.ariaDisabled = shown === last;
      slides.forEach((one, n) => {
        one.inert = n !== shown;
        if (Math.abs(n - shown) < 2) one.querySelector("img").loading = "eager";
      });
    };
    const place = behavior => track.scrollTo({left: slides[shown].offsetLeft, behavior});
    const go = (to, from = shown) => {
      shown = Math.min(Math.max(to, 0), last);
      tell();
      place(Math.abs(shown - from) < 2 ? "auto" : "instant");
    };
    track.addEventListener("scroll", () => {      /* a swipe is over */
      clearTimeout(rest);
      rest = setTimeout(() => {
        const at = Math.round(track.scrollLeft / track.clientWidth);
        if (dialog.open && at !== shown) { shown = at; tell(); }
      }, 120);
    });
    new ResizeObserver(() => { if (dialog.open) place("instant"); }).observe(track);

    dialog.addEventListener("keydown", event => {
      const to = {ArrowLeft: shown - 1, ArrowRight: shown + 1, Home: 0, End: last}[event.key];
      if (to === undefined || !isPlain(event)) return;
      event.preventDefault();
      go(to);
    });
    dialog.addEventListener("click", event => {
      if (!event.target.closest(".lb-pic, .lb-said > *, button")) dialog.close();
    });
    /* The Back button closes: it has an entry of its own, taken back after any other way of closing. */
    dialog.addEventListener("close", () => {
      if (history.state?.lightbox) history.back();
      (links[shown].href === opener.href ? opener : links[shown]).focus();
    });
    addEventListener("popstate", () => {
      dialog.close();
      setTimeout(() => { history.scrollRestoration = "auto"; });
    });
    document.body.append(dialog);
    return number => {
      history.scrollRestoration = "manual";      /* the focus says where the page stands afterwards */
      history.pushState({...history.state, lightbox: true}, "");
      dialog.showModal();
      go(number, NaN);
      (last ? next : close).focus();
    };
  };

  document.addEventListener("click", event => {
    const link = event.target.closest("a.zoom"), number = links.findIndex(one => one.href === link?.href);
    if (number < 0 || event.defaultPrevented || !isPlain(event)) return;
    event.preventDefault();
    opener = link;
    (show ??= build())(number);
  });
})();
