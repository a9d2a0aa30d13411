/* 单位名录: facets that combine, a text field, A–Z, sorting, cards or a table, on /units/. Optional: without it the page
   is a plain list. Which units there are stands in files of columns that the build writes (views/directory/files.py);
   they are asked for with the first choice, not before. Thousands of units are gone through in slices, and no more
   than MOST of them ever stand on the page. The address keeps every choice. Text goes in as text, never as markup. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-directory]");
  if (!form) return;
  if (location.protocol === "file:") {      /* from a disk no data can be read: the plain list stays */
    form.replaceChildren("从本地打开时不能筛选、排序，请按拼音翻看。");
    document.querySelectorAll(".bar .tools").forEach(tools => { tools.hidden = true; });
    return;
  }
  document.documentElement.classList.add("js");
  const STEP = 60;       /* units that are shown at once, and more on demand */
  const MOST = 600;      /* units on the page: the next ones take the place of the first */
  const BATCH = 12;      /* units laid out in one go */
  const SLICE = 6;       /* milliseconds of work before the browser may draw */
  const KEYS = ["level", "kind", "region", "state"];
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ#";
  const one = (selector, of = document) => of.querySelector(selector);
  const all = (selector, of = document) => [...of.querySelectorAll(selector)];
  const {src, root, usual} = form.dataset;
  const base = root.replace(/\/?$/, "/"), at = new URL(src, location.href);
  const said = one("[data-said]"), still = one("[data-still]"), found = one("[data-found]"), results = one("[data-results]");
  const chosen = one("[data-chosen]"), more = one("[data-more]"), back = one("[data-back]"), none = one("[data-none]");
  const sorts = one("select[name=sort]"), views = all("[data-view]"), field = form.elements.namedItem("q");
  const marks = new Map(all("[data-mark]", one("[data-marks]").content).map(mark => [mark.dataset.mark, mark]));
  const letters = all(".az a").map(a => ({a, letter: a.textContent}));
  const cards = new Map(all(".card", still).map(card => [one("a", card).getAttribute("href"), card]));
  const order = [...cards.values()], list = one(".cards", still);

  const make = (tag, attributes, ...inside) => {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...inside.filter(part => part !== ""));
    return element;
  };
  const pause = () => new Promise(done => { const {port1, port2} = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); });

  /* After the next frame: what was laid out is drawn before more is added. A hidden page draws none. */
  const drawn = () => new Promise(done => { requestAnimationFrame(() => setTimeout(done)); setTimeout(done, 100); });

  /* ── the choice, and the address that keeps it ── */

  let choice, typed = false;
  const read = () => {
    const given = new URLSearchParams(location.search), text = name => given.get(name) || "";
    const number = name => Math.max(0, Math.floor(Number(given.get(name)) / STEP) * STEP || 0);
    const az = text("az").toUpperCase();
    choice = {
      q: text("q").trim(), az: LETTERS.includes(az) ? az.slice(0, 1) : "",
      sort: ["level", "region", "new"].includes(text("sort")) ? text("sort") : "",
      view: ["cards", "table"].includes(text("view")) ? text("view") : usual,
      from: number("from"), show: Math.min(MOST, number("show") || STEP),
    };
    KEYS.forEach(key => { choice[key] = given.getAll(key); });
  };
  const address = (of = choice) => {
    const query = new URLSearchParams();
    if (of.q) query.set("q", of.q);
    KEYS.forEach(key => of[key].forEach(value => query.append(key, value)));
    if (of.az) query.set("az", of.az);
    if (of.sort) query.set("sort", of.sort);
    if (of.view !== usual) query.set("view", of.view);
    if (of.from) query.set("from", String(of.from));
    if (of.show > STEP) query.set("show", String(of.show));
    return location.pathname + (String(query) ? `?${query}` : "");
  };
  const narrows = () => Boolean(choice.q || choice.az || KEYS.some(key => choice[key].length));
  /* The page as it was built says the same; it is left as it is. */
  const isPlain = () => !narrows() && !choice.sort && choice.view === usual && !choice.from;
  const keep = replaced => {
    if (address() === location.pathname + location.search) return;
    history[replaced ? "replaceState" : "pushState"](null, "", address());
  };
  const boxes = () => all("input[type=checkbox]", form);
  const tick = () => {
    if (field.value.trim() !== choice.q) field.value = choice.q;
    boxes().forEach(box => { box.checked = choice[box.name].includes(box.value); });
    sorts.value = choice.sort;
    views.forEach(view => view.setAttribute("aria-pressed", String(view.dataset.view === choice.view)));
    letters.forEach(({a, letter}) => letter === choice.az ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current"));
  };
  /* A change begins at the first unit again; while somebody types, the address is one step of the history. */
  const change = (changes, isTyping = false) => {
    choice = {...choice, from: 0, show: STEP, ...changes};
    keep(isTyping && typed);
    typed = isTyping;
    tick();
    run();
  };

  /* ── the data ── */

  let index, loading, have = 0, waiting = [], failed = false;
  const columns = {slug: [], name: [], pinyin: [], more: [], sounds: [], texts: [], heard: [], drafts: new Set()};
  const fetched = async (url, settings) => {
    const answer = await fetch(url, settings);
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };
  const prepare = told => {
    const {regions, facets, count} = told;
    KEYS.concat("badge", "term", "day").forEach(key => { columns[key] = new Int32Array(count); });
    columns.az = new Uint8Array(count);
    const ends = regions.map((_, number) => number + 1);
    for (let number = regions.length - 1; number >= 0; number--) {
      const above = regions[number][2];
      if (above >= 0) ends[above] = Math.max(ends[above], ends[number]);
    }
    const paths = [];
    regions.forEach(([name, , above, between]) => paths.push((above >= 0 ? paths[above] : "") + between + name));
    const words = {};
    KEYS.forEach(key => { words[key] = facets[key].map(([value]) => value); });
    index = {...told, ends, paths, words};
  };
  const append = told => {
    KEYS.concat("badge", "term", "day").forEach(key => columns[key].set(told[key], have));
    told.drafts.forEach(number => columns.drafts.add(have + number));
    told.slug.forEach((slug, number) => {
      columns.slug.push(slug);
      columns.name.push(told.name[number]);
      columns.pinyin.push(told.pinyin[number]);
      columns.more.push(told.more[number] || "");
      columns.sounds.push(told.sounds[number] || "");
      const place = LETTERS.indexOf((told.pinyin[number][0] || "#").toUpperCase());
      columns.az[have + number] = place < 0 ? 26 : place;
    });
    have += told.slug.length;
  };
  const wake = () => { waiting.splice(0).forEach(done => done()); };
  const next = () => new Promise(done => { waiting.push(done); });
  const loadIndex = () => {
    loading = loading || fetched(at, {cache: "no-cache"}).then(prepare).catch(error => { loading = undefined; throw error; });
    return loading;
  };
  let rest;
  /* Three at a time, and put together in their order: the first results need not wait for the last file. */
  const loadRest = () => {
    rest = rest || (async () => {
      const asked = index.files.map(() => undefined), ask = number => {
        if (number < asked.length && !asked[number]) {
          asked[number] = fetched(new URL(index.files[number][0], at));
          asked[number].catch(() => {});
        }
      };
      for (let number = 0; number < asked.length; number++) {
        [0, 1, 2].forEach(ahead => ask(number + ahead));
        append(await asked[number]);
        wake();
        await pause();
      }
    })().catch(() => { failed = true; rest = undefined; wake(); });
  };
  const reset = () => {
    index = loading = rest = undefined;
    have = 0;
    failed = false;
    ["slug", "name", "pinyin", "more", "sounds", "texts", "heard"].forEach(key => { columns[key] = []; });
    columns.drafts.clear();
  };

  /* ── what fits ── */

  const plain = text => text.normalize("NFKC").toLowerCase();
  const textOf = number => {
    if (columns.texts[number] === undefined) {
      columns.texts[number] = plain(`${columns.name[number]}\n${columns.more[number]}\n${index.paths[columns.region[number]]}`);
      columns.heard[number] = `${columns.pinyin[number]}\n${columns.sounds[number].replaceAll("*", columns.pinyin[number])}`
        .split("\n").map(line => line.split(" ").filter(part => /^[a-z/]+$/.test(part)).map(part => part.split("/")));
    }
    return columns.texts[number];
  };
  /* By sound: initials, or syllables from the beginning of one; of any name, in any reading. */
  const begins = (line, at, left) => !left || (line[at] || []).some(part =>
    part.startsWith(left) || (left.startsWith(part) && begins(line, at + 1, left.slice(part.length))));
  const initials = (line, at, left) => !left || ((line[at] || []).some(part => part[0] === left[0]) && initials(line, at + 1, left.slice(1)));
  const sounds = (number, word) => columns.heard[number].some(line => line.some((_, at) => begins(line, at, word) || initials(line, at, word)));
  const hears = (number, words) => {
    const text = textOf(number);
    return words.every(({word, isSound}) => text.includes(word) || (isSound && sounds(number, word)));
  };
  /* Per facet which numbers are wanted: null for any. A region brings all that lies in it. */
  const wanted = () => {
    const masks = KEYS.map(key => {
      const words = index.words[key], mask = new Uint8Array(words.length);
      choice[key].forEach(value => {
        const number = words.indexOf(value);
        if (number >= 0) mask.fill(1, number, key === "region" ? index.ends[number] : number + 1);
      });
      return choice[key].length ? mask : null;
    });
    const words = plain(choice.q).split(/\s+/).filter(Boolean)
      .map(word => ({word: /^[a-z'’-]+$/.test(word) ? word.replace(/['’-]/g, "") : word, isSound: /^[a-z'’-]+$/.test(word)}));
    return {masks, az: choice.az ? LETTERS.indexOf(choice.az) : -1, words};
  };
  const Q = 5;
  const tally = () => ({
    hits: [], missed: new Uint32Array(6), az: new Uint32Array(27), by: KEYS.map(key => new Uint32Array(index.words[key].length)),
  });
  /* A unit that fails one facet alone still counts in that facet: its counts follow the choices of all others. */
  const weigh = ({masks, az, words}, sums, number) => {
    let failing = -1;
    for (let n = 0; n < 4; n++) {
      if (masks[n] && !masks[n][columns[KEYS[n]][number]]) { if (failing >= 0) return; failing = n; }
    }
    if (az >= 0 && columns.az[number] !== az) { if (failing >= 0) return; failing = 4; }
    if (words.length && !hears(number, words)) { if (failing >= 0) return; failing = Q; }
    if (failing < 0) sums.hits.push(number); else sums.missed[failing]++;
    for (let n = 0; n < 4; n++) if (failing < 0 || failing === n) sums.by[n][columns[KEYS[n]][number]]++;
    if (failing < 0 || failing === 4) sums.az[columns.az[number]]++;
  };
  const sorted = hits => {
    if (!choice.sort) return hits;
    const {badges, days} = index, {badge, region, day} = columns;
    const height = {
      level: number => (badge[number] < 0 ? badges.length : badge[number]),
      region: number => region[number],
      new: number => days.length - day[number],
    }[choice.sort];
    /* Numbers that hold both keys sort in a few milliseconds, a function that compares takes ten times as long. */
    const packed = Float64Array.from(hits, number => height(number) * 0x200000 + number).sort();
    return Array.from(packed, key => key % 0x200000);
  };

  /* ── what is shown ── */

  const link = (path, text) => make("a", {href: base + path}, text);
  const badgeOf = number => {
    if (columns.badge[number] < 0) return "";
    const [text, css] = index.badges[columns.badge[number]];
    return make("span", {class: `bdg ${css}`}, text);
  };
  const draftOf = number => (columns.drafts.has(number) ? make("span", {class: "bdg draft"}, "草稿") : "");
  const markOf = number => marks.get(index.words.state[columns.state[number]]).cloneNode(true);
  const placeOf = number => index.regions[columns.region[number]][1];
  const dayOf = number => {
    const iso = index.days[columns.day[number]];
    return iso && make("time", {datetime: iso, class: "nowrap"}, iso.split("-").map((part, n) => Number(part) + "年月日"[n]).join(""));
  };
  const row = number => make("tr", {},
    make("th", {scope: "row"}, link(`units/${columns.slug[number]}/`, columns.name[number]), draftOf(number)),
    make("td", {class: "b"}, badgeOf(number), markOf(number)),
    make("td", {class: "k"}, index.words.kind[columns.kind[number]]),
    make("td", {class: "p"}, placeOf(number)),
    make("td", {class: "t"}, index.terms[columns.term[number]]),
    make("td", {class: "d"}, dayOf(number) || ""));
  const HEADS = ["单位", "最高称号", "类别", "地区", "届次", "材料更新"];
  const table = () => make("div", {class: "tbl", tabindex: "0", role: "region", "aria-label": "单位表，可左右滚动"},
    make("table", {class: "units-t"}, make("caption", {class: "vh"}, "单位"),
      make("thead", {}, make("tr", {}, ...HEADS.map(head => make("th", {scope: "col"}, head)))), make("tbody", {})));

  const faces = new Map();
  const faceOf = number => {
    const file = index.faces[Math.floor(number / index.faceSize)];
    if (!file) return Promise.resolve({say: "", photo: []});
    if (!faces.has(file)) faces.set(file, fetched(new URL(file, at)));
    return faces.get(file).then(told => ({say: told.say[number % index.faceSize], photo: told.photo[number % index.faceSize]}));
  };
  const fillCard = (card, {say, photo}) => {
    const text = one(".say", card);
    text.textContent = say;
    text.hidden = !say;
    text.classList.remove("wait");
    if (!photo.length) return;
    const [sizes, css, alt] = photo;
    const image = make("img", {class: css, alt, decoding: "async", sizes: "(max-width: 44em) 124px, 322px",
      srcset: sizes.map(([url, width]) => `${base}${url} ${width}w`).join(", "), src: base + sizes[0][0]});
    one(".pic", card).replaceWith(make("div", {class: "pic"}, make("span", {class: "pix"}, image)));
  };
  /* What a card shows beyond its row is asked for as it comes into sight. */
  const seen = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(({target}) => {
    seen.unobserve(target);
    faceOf(Number(target.dataset.number)).then(face => fillCard(target, face)).catch(() => fillCard(target, {say: "", photo: []}));
  }), {rootMargin: "300px"});
  const card = number => {
    const name = columns.name[number], known = cards.get(`${base}units/${columns.slug[number]}/`);
    if (known) return known;
    const mark = markOf(number), proof = one(".ver, .muted", mark), kind = index.words.kind[columns.kind[number]];
    if (proof) proof.remove();
    const made = make("li", {class: "card", "data-number": String(number)},
      make("div", {class: "pic none", "aria-hidden": "true"}, make("span", name.length < 6 ? {class: "short"} : {}, name)),
      make("div", {class: "b"},
        make("div", {class: "badges"}, draftOf(number), badgeOf(number), make("span", {class: "bdg kind"}, kind), ...mark.childNodes),
        make("h3", {class: "name"}, link(`units/${columns.slug[number]}/`, name)),
        make("p", {class: "say wait"}),
        make("div", {class: "f"}, make("span", {}, [placeOf(number), index.terms[columns.term[number]]].filter(Boolean).join(" · ")), proof || "")));
    seen.observe(made);
    return made;
  };

  let job = 0, laid = 0, first = 0, asked = "";
  const isTable = () => choice.view === "table";
  const clear = () => {
    results.replaceChildren(isTable() ? table() : make("ul", {class: "cards"}));
    laid = 0;
    first = choice.from;
  };
  /* Units of this window that are not there yet, a few at a time. */
  const lay = async (hits, mine) => {
    const into = one("tbody, ul", results), stop = Math.min(hits.length, first + choice.show);
    while (first + laid < stop) {
      const part = hits.slice(first + laid, Math.min(stop, first + laid + BATCH));
      into.append(...part.map(isTable() ? row : card));
      laid += part.length;
      await drawn();
      if (mine !== job) return false;
    }
    return true;
  };
  const say = (text, isBusy = false) => {
    if (said.textContent !== text) said.textContent = text;
    found.setAttribute("aria-busy", String(isBusy));
  };
  const total = () => (index ? index.count : Number(said.dataset.said));
  const counted = (key, sums) => {
    const counts = Array.from(sums);
    if (key === "region") for (let n = counts.length - 1; n >= 0; n--) if (index.regions[n][2] >= 0) counts[index.regions[n][2]] += counts[n];
    return counts;
  };
  const showCounts = by => {
    const known = new Map();
    KEYS.forEach((key, n) => {
      const counts = by ? counted(key, by[n]) : index.facets[key].map(([, count]) => count);
      index.words[key].forEach((word, number) => known.set(`${key}=${word}`, counts[number]));
    });
    boxes().forEach(box => {
      const count = known.get(`${box.name}=${box.value}`) || 0, label = box.closest("label");
      one(".n", label).textContent = String(count);
      label.classList.toggle("zero", count === 0);
    });
  };
  const showLetters = az => letters.forEach(({a, letter}) => a.classList.toggle("zero", Boolean(az) && !az[LETTERS.indexOf(letter)]));

  /* What is chosen, each with the way to take it back. */
  const showChosen = () => {
    const parts = KEYS.flatMap(key => choice[key].map(value => [value, {[key]: choice[key].filter(other => other !== value)}]));
    if (choice.az) parts.push([`首字母 ${choice.az}`, {az: ""}]);
    if (choice.q) parts.unshift([`“${choice.q}”`, {q: ""}]);
    chosen.hidden = !parts.length;
    chosen.replaceChildren(...parts.map(([word, without]) => {
      const button = make("button", {class: "chip", type: "button", "aria-label": `去掉条件：${word}`}, word, make("span", {"aria-hidden": "true"}, "×"));
      button.addEventListener("click", () => { change(without); (one("button", chosen) || field).focus(); });
      return make("li", {}, button);
    }));
  };
  /* Nothing fits: the one condition without which most would. */
  const NAMES = ["级别", "类别", "地区", "状态", "首字母", "查找的词"], EMPTY = [...KEYS.map(key => ({[key]: []})), {az: ""}, {q: ""}];
  const showNone = missed => {
    const best = missed.reduce((top, count, n) => (count > missed[top] ? n : top), 0), button = one("button", none);
    none.hidden = false;
    one("[data-why]", none).textContent = missed[best]
      ? `不限${NAMES[best]}，就有 ${missed[best]} 家。` : "有的地区、类别目前确实还没有单位；也可能名称里有别的字。";
    button.textContent = missed[best] ? `去掉“${NAMES[best]}”的条件` : "清除全部条件";
    button.onclick = () => { change(missed[best] ? EMPTY[best] : Object.assign({}, ...EMPTY)); field.focus(); };
  };
  const showEnds = hits => {
    const left = hits.length - first - laid;
    back.hidden = first === 0;
    more.hidden = left <= 0;
    one("button", more).textContent = `再看 ${Math.min(STEP, left)} 家（还有 ${left} 家）`;
  };
  const restore = () => {
    job++;
    asked = "";
    if (list) list.replaceChildren(...order);
    results.replaceChildren();
    still.hidden = false;
    found.hidden = true;
    if (index) showCounts(null);
    showLetters(null);
    say(`共 ${total()} 家`);
  };

  /* ── from a choice to what is seen ── */

  let hits = [];
  const scan = async mine => {
    const test = wanted(), sums = tally(), inOrder = !choice.sort;
    let number = 0, since = performance.now();
    loadRest();
    while (number < index.count) {
      if (number === have) {
        say(`共 ${total()} 家，正在查找……`, true);
        if (inOrder && !await lay(sums.hits, mine)) return;
        if (number === have) await next();
        if (failed) throw new Error("files");
        since = performance.now();
      }
      for (const stop = Math.min(have, number + 250); number < stop; number++) weigh(test, sums, number);
      if (performance.now() - since > SLICE) { await pause(); since = performance.now(); }
      if (mine !== job) return;
    }
    hits = sorted(sums.hits);
    showCounts(sums.by);
    showLetters(sums.az);
    say(narrows() ? `共 ${total()} 家，符合条件 ${hits.length} 家` : `共 ${total()} 家`);
    if (hits.length) none.hidden = true; else showNone(sums.missed);
    if (first && first >= hits.length) { choice.from = 0; clear(); }
    if (await lay(hits, mine)) showEnds(hits);
  };
  const run = async () => {
    showChosen();
    if (isPlain()) { restore(); return; }
    const mine = ++job;
    try {
      await loadIndex();
      if (mine !== job) return;
      await openChosen();
      showChosen();
      still.hidden = true;
      found.hidden = false;
      more.hidden = back.hidden = none.hidden = true;
      clear();
      await scan(mine);
    } catch {
      if (mine !== job) return;
      const isFirst = asked !== address();
      asked = address();
      reset();
      if (isFirst) { run(); return; }        /* the site was published anew meanwhile: the names of its files changed */
      say("没有读到名录的数据，请稍后再试。");
    }
  };

  /* ── the tree of regions: branches that the page does not have yet ── */

  const branch = (number, above) => {
    const [word] = index.regions[number], value = index.words.region[number];
    const hasMore = index.ends[number] > number + 1, count = index.facets.region[number][1];
    const made = make("div", {class: "pick"}, make("label", {class: count ? "opt" : "opt zero"},
      make("input", {type: "checkbox", name: "region", value}), word, make("span", {class: "n"}, String(count))));
    if (hasMore) {
      made.append(make("button", {class: "open", type: "button", "aria-expanded": "false", "aria-label": `${word}的下级地区`}),
        make("div", {class: "below", role: "group", "aria-label": `${word}的下级地区`, hidden: ""}));
    }
    above.append(made);
  };
  const grow = pick => {
    const below = one(".below", pick), number = index.words.region.indexOf(one("input", pick).value);
    if (below.children.length) return false;
    index.regions.forEach(([, , above], child) => { if (above === number) branch(child, below); });
    return true;
  };
  const unfold = async (button, isOpen) => {
    await loadIndex();
    if (grow(button.closest(".pick"))) tick();
    button.setAttribute("aria-expanded", String(isOpen));
    button.nextElementSibling.hidden = !isOpen;
  };
  /* A choice that comes with the address may lie deep in the tree; a name is another word for its only region. */
  const openChosen = async () => {
    const known = index.words.region, names = index.regions.map(([name]) => name);
    choice.region = choice.region.map(value => (known.includes(value) || names.indexOf(value) < 0
      || names.indexOf(value) !== names.lastIndexOf(value) ? value : known[names.indexOf(value)]));
    for (const value of choice.region) {
      const path = [];
      for (let number = known.indexOf(value); number >= 0; number = index.regions[number][2]) path.unshift(known[number]);
      for (const step of path.slice(0, -1)) {
        const box = boxes().find(each => each.name === "region" && each.value === step), button = box && one(".open", box.closest(".pick"));
        if (button) await unfold(button, true);
      }
    }
    tick();
  };

  /* ── who is listened to ── */

  form.addEventListener("change", event => {
    const {name, value, checked, type} = event.target;
    if (type === "checkbox") change({[name]: checked ? [...choice[name], value] : choice[name].filter(other => other !== value)});
  });
  let timer;
  field.addEventListener("input", event => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(() => change({q: field.value.trim()}, true), 150);
  });
  field.addEventListener("compositionend", () => change({q: field.value.trim()}, true));
  form.addEventListener("submit", event => { event.preventDefault(); clearTimeout(timer); change({q: field.value.trim()}, true); });
  form.addEventListener("reset", event => { event.preventDefault(); change(Object.assign({}, ...EMPTY)); });
  form.addEventListener("click", event => {
    const button = event.target.closest(".open");
    if (button) unfold(button, button.getAttribute("aria-expanded") !== "true").catch(() => say("没有读到名录的数据，请稍后再试。"));
  });
  sorts.addEventListener("change", () => change({sort: sorts.value}));
  views.forEach(view => view.addEventListener("click", () => change({view: view.dataset.view})));
  letters.forEach(({a, letter}) => a.addEventListener("click", event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    change({az: choice.az === letter ? "" : letter});
  }));
  const turn = async changes => {
    choice = {...choice, ...changes};
    keep(true);
    const mine = ++job, before = laid;
    if (choice.from !== first) clear();
    const start = choice.from === first && laid ? before : 0;
    if (!await lay(hits, mine)) return;
    showEnds(hits);
    const to = all("tr a, .card .name a", results)[start];
    if (to) to.focus();
  };
  one("button", more).addEventListener("click", () => (choice.show >= MOST
    ? turn({from: first + laid, show: STEP}) : turn({show: choice.show + STEP})));
  one("button", back).addEventListener("click", () => turn({from: Math.max(0, first - MOST), show: MOST}));
  addEventListener("popstate", () => { read(); typed = false; tick(); run(); });

  said.dataset.said = said.textContent.replace(/\D/g, "");
  read();
  tick();
  if (!isPlain()) run();
})();
