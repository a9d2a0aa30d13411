/* Full-text search over the files that search/indexing.py makes. It knows no words: a term is found wherever its
   characters stand side by side in the folded text of a page, so the result is that of looking through every page. */
(() => {
  "use strict";
  const box = document.querySelector("[data-finder]");
  if (!box) return;
  document.documentElement.classList.add("js");
  const part = name => box.querySelector(`[data-${name}]`);
  const form = box.querySelector("form[role=search]"), field = form.elements.namedItem("q");
  const said = part("said"), found = part("found"), tips = part("tips"), none = part("none"), hits = part("hits");
  const types = part("types"), facets = part("narrow"), more = part("more");
  const root = new URL(box.dataset.root.replace(/\/?$/, "/"), location.href);
  const FORMAT = 2, FIRST = 35, GAP = 0x800, LEAP = 0x10FFFF - GAP - 1, DAY = 864e5;
  const EPOCH = Date.UTC(1949, 8, 30);
  const PAGE = 10, TERMS = 8, LENGTH = 60, PATIENCE = 200, WINDOW = 110, BEFORE = 24, SHOWN = 8;
  const FACETS = [["kind", "类别"], ["level", "级别"], ["region", "地区"], ["topic", "话题"], ["year", "年份"]];
  const TYPES = ["单位", "经验", "活动", "事迹", "汇报", "总结", "计划", "制度", "媒体", "公示", "决定", "汇编", "测评体系", "光荣榜", "统计", "档案", "栏目", "说明", "其他"];

  /* ── files ── */
  class Missing extends Error {
    constructor(status) { super(`status ${status}`); this.status = status; }
  }
  const get = async (path, how, cache = "default") => {
    const answer = await fetch(new URL(path, root), {cache});
    if (!answer.ok) throw new Missing(answer.status);
    return answer[how]();
  };
  const number = code => code >= 0xE000 ? code - GAP : code;
  const column = text => {
    const list = new Uint32Array(text.length);
    let count = 0;
    for (let n = 0; n < text.length; n += 1) {
      const code = text.codePointAt(n);
      if (code > 0xFFFF) n += 1;
      list[count++] = number(code) - FIRST;
    }
    return list.subarray(0, count);
  };

  /* ── what is the same: as search/folding.py ── */
  let simplified;
  const memory = new Map();
  const fold = sign => {
    let same = memory.get(sign);
    if (same === undefined) {
      same = [...sign.normalize("NFKC").toLowerCase()].map(one => simplified.get(one) ?? one).join("");
      memory.set(sign, same);
    }
    return same;
  };
  const isPlain = sign => /^[0-9a-z]$/.test(sign);
  /* The folded text, and of each of its characters the place of the one that it came from. */
  const folded = text => {
    const signs = [...text], same = [], from = [];
    let isSpaced = false;
    signs.forEach((sign, at) => {
      if (sign !== "\n" && /\s/.test(sign)) { isSpaced = true; return; }
      for (const one of fold(sign)) {
        if (/\s/.test(one) && one !== "\n") { isSpaced = true; continue; }
        if (isSpaced && same.length && isPlain(same[same.length - 1]) && isPlain(one)) { same.push(" "); from.push(at); }
        isSpaced = false;
        same.push(one); from.push(at);
      }
    });
    return {signs, same, from};
  };

  /* ── the index ── */
  let index;
  /* The catalog and the table are asked for whether they changed; all else has its content in its name. */
  const load = () => index ??= (async () => {
    const [catalog, pairs] = await Promise.all([get("search/catalog.json", "json", "no-cache"), get("search/fold.json", "json", "no-cache")]);
    if (catalog.format !== FORMAT || catalog.fold !== pairs[2]) throw new Error("format");
    const [old, now] = pairs.map(text => [...text]);
    simplified = new Map(old.map((sign, at) => [sign, now[at]]));
    const facts = get(catalog.facts, "json").then(all => all.map(prepared));
    facts.catch(() => {});      /* whoever waits for it hears of it */
    return catalog.shards.map(([place, files], number) => ({place, files, loaded: new Map(), facts: () => facts.then(all => all[number])}));
  })();
  const prepared = facts => {
    const columns = Object.fromEntries(["size", "title", "unit", "lines", "date", "rank", "topics", "type", "kind", "level", "region"].map(name => [name, column(facts[name])]));
    const starts = new Uint32Array(columns.size.length + 1), lines = [];
    columns.size.forEach((size, at) => { starts[at + 1] = starts[at] + size; });
    for (let at = 0; at < columns.lines.length;) {
      const count = columns.lines[at], end = at + (count ? 2 + count + columns.lines[at + 1] : 1);
      lines.push(columns.lines.subarray(at, end));
      at = end;
    }
    return {...columns, starts, lines, words: facts.words, names: facts.names};
  };
  const isSound = sign => sign >= "\uE000" && sign < "\uE060";
  const file = (of, gram) => {
    const [first, second] = [gram[0].codePointAt(0), gram[1]?.codePointAt(0) ?? 0];
    const at = isSound(gram[0]) ? of.files : (Math.imul(first * 31 + second, 0x9E3779B1) >>> 16) % of.files;
    if (!of.loaded.has(at)) of.loaded.set(at, get(`${of.place}/${at}.txt`, "text").then(parse));
    return of.loaded.get(at);
  };
  const parse = text => {
    const end = text.indexOf("\n"), head = JSON.parse(text.slice(0, end)), lists = new Map();
    let at = end + 1;
    for (let n = 0; n < head.length; n += 2) { lists.set(head[n], [at, at + head[n + 1]]); at += head[n + 1]; }
    return {text, lists};
  };
  const NOWHERE = new Uint32Array(0);
  const places = async (of, gram) => {
    const {text, lists} = await file(of, gram), range = lists.get(gram.join(""));
    if (!range) return NOWHERE;
    const list = new Uint32Array(range[1] - range[0]);
    let at = -1, count = 0;
    for (let n = range[0]; n < range[1]; n += 1) {
      const code = text.codePointAt(n);
      if (code > 0xFFFF) n += 1;
      if (code === 0x10FFFF) { at += LEAP; continue; }
      list[count++] = at += number(code);
    }
    return list.subarray(0, count);
  };
  /* Where any of some pairs stands. */
  const anywhere = async (of, grams) => {
    const lists = (await Promise.all(grams.map(gram => places(of, gram)))).filter(list => list.length);
    if (lists.length < 2) return lists[0] ?? NOWHERE;
    const all = new Uint32Array(lists.reduce((sum, list) => sum + list.length, 0));
    lists.reduce((at, list) => { all.set(list, at); return at + list.length; }, 0);
    return all.sort();
  };
  /* Where the pairs of a term stand at the distances that they have in it. */
  const starts = async (of, term) => {
    if (term.length === 1) return anywhere(of, term[0].map(sign => [sign]));
    const at = [];
    for (let n = 0; n < term.length - 1; n += 2) at.push(n);
    if (term.length % 2) at.push(term.length - 2);
    /* The ends of a long term first: in most shards they rule it out, and the rest need not be fetched. */
    const batches = at.length > 2 && !isSound(term[0][0]) ? [[at[0], at[at.length - 1]], at.slice(1, -1)] : [at];
    let left;
    for (const batch of batches) {
      if (left && !left.length) break;
      const lists = await Promise.all(batch.map(n => anywhere(of, term[n].flatMap(one => term[n + 1].map(next => [one, next])))));
      lists.forEach((list, n) => { left = left ? followed(left, list, batch[n]) : list; });
    }
    return left;
  };
  const followed = (left, list, away) => {
    const kept = new Uint32Array(left.length);
    let count = 0, here = 0;
    for (const place of left) {
      while (here < list.length && list[here] < place + away) here += 1;
      if (list[here] === place + away) kept[count++] = place;
    }
    return kept.subarray(0, count);
  };
  const BODY = 1, UNIT = 2, TITLE = 3, OTHER = 4, WHOLE = 5, BEGUN = 6, OWN = 7;
  /* How well a place of a page answers: in its words; the name of its unit, its title, a name of its own; and such
     names: another one begins with the term, a title is the term, the short name begins with it, a name is the term. */
  const valueAt = (facts, page, into, length) => {
    const lines = facts.lines[page], title = facts.title[page], isOwn = lines[0] > 0;
    if (into < title) return length === title - 1 ? (isOwn ? OWN : WHOLE) : isOwn && !into ? BEGUN : TITLE;
    if (!isOwn) return into < title + facts.unit[page] ? UNIT : BODY;
    let start = title;
    for (let n = 2; n < lines.length; n += 1) {
      if (into < start + lines[n]) {
        if (into > start) return TITLE;
        return length === lines[n] ? OWN : n === 2 || (n >= 2 + lines[0] && n < 4 + lines[0]) ? BEGUN : OTHER;
      }
      start += lines[n] + 1;
    }
    return BODY;
  };
  const look = async (of, {variants}) => {
    const lists = await Promise.all(variants.map(signs => starts(of, signs))), facts = await of.facts();
    const best = new Uint8Array(facts.size.length);
    lists.forEach((list, n) => {
      let page = 0;
      for (const place of list) {
        while (facts.starts[page + 1] <= place) page += 1;
        const value = valueAt(facts, page, place - facts.starts[page], variants[n].length);
        if (value > best[page]) best[page] = value;
      }
    });
    return best;
  };

  /* ── terms ── */
  const shifted = (letters, base) => [...letters].map(letter => String.fromCharCode(base + letter.charCodeAt(0) - 97));
  /* Initials; and letters from the first one of a syllable on, wherever further syllables begin. */
  const pinyin = letters => [
    shifted(letters, 0xE000).map(sign => [sign]),
    [...letters].map((letter, n) => (n ? [0xE020, 0xE040] : [0xE020]).flatMap(base => shifted(letter, base))),
  ];
  const SOUND = /^[a-zü"]{2,}$/;
  const soundOf = word => word.replace(/"/g, "").replace(/ü/g, "v");
  const termOf = word => {
    const signs = [...word], letters = SOUND.test(word) ? soundOf(word) : "";
    return {signs, letters, variants: [signs.map(sign => [sign]), ...(letters.length > 1 ? pinyin(letters) : [])]};
  };
  const wordsOf = text => [...new Set(text.trim().split(/\s+/).map(word => folded(word).same.slice(0, LENGTH).join("")))].filter(Boolean).slice(0, TERMS);
  /* Syllables with blanks between them: the same as without. */
  const joined = text => {
    const words = folded(text.trim()).same.join("").split(" ").filter(Boolean), letters = soundOf(words.join(""));
    return words.length > 1 && words.every(word => /^[a-zü"]+$/.test(word)) && letters.length > 1 && letters.length <= LENGTH
      ? {signs: [], letters, variants: pinyin(letters)} : null;
  };

  /* ── results ── */
  const yearOf = days => days ? String(new Date(EPOCH + days * DAY).getUTCFullYear()) : "";
  const valuesOf = ({of, page}, facet) => facet === "topic" ? of.words.topics[of.topics[page]]
    : [facet === "year" ? yearOf(of.date[page]) : of.words[facet][of[facet][page]]].filter(Boolean);
  const search = async text => {
    const shards = await load(), terms = wordsOf(text).map(termOf), whole = joined(text);
    if (!terms.length) return {terms, pages: []};
    const pages = (await Promise.all(shards.map(async (of, number) => {
      const [more, ...bests] = await Promise.all([whole ? look(of, whole) : null, ...terms.map(term => look(of, term))]);
      const facts = await of.facts(), all = [];
      for (let page = 0; page < facts.size.length; page += 1) {
        const value = bests.every(best => best[page]) ? bests.reduce((sum, best) => sum + best[page], 0) : 0;
        if (value || more?.[page]) all.push({of: facts, place: of.place, page, number, value: Math.max(value, (more?.[page] ?? 0) * (1 + terms.length))});
      }
      return all;
    }))).flat();
    const named = ({of, page, value}) => value >= OTHER * terms.length ? of.title[page] : 0;
    pages.sort((a, b) => b.value - a.value || a.of.rank[a.page] - b.of.rank[b.page] || named(a) - named(b) || b.of.date[b.page] - a.of.date[a.page] || a.number - b.number || a.page - b.page);
    return {terms: whole ? [...terms, whole] : terms, pages};
  };
  const recordOf = ({of, place, page}) => `${place.replace(/\/[^/]*$/, "")}/r/${of.names.slice(page * 6, page * 6 + 6)}.json`;

  /* ── words with marks ── */
  const marksIn = (text, terms) => {
    const {signs, same, from} = folded(text), line = same.join(""), units = [], marks = [];
    same.forEach((sign, at) => { for (let n = 0; n < sign.length; n += 1) units.push(at); });
    terms.forEach((term, number) => {
      const word = term.signs.join("");
      for (let at = word ? line.indexOf(word) : -1, n = 0; at >= 0 && n < 400; at = line.indexOf(word, at + word.length), n += 1)
        marks.push({number, start: from[units[at]], end: from[units[at + word.length - 1]] + 1});
    });
    return {signs, marks: marks.sort((a, b) => a.start - b.start || b.end - a.end)};
  };
  /* Where a name is typed by its sound: from the character at which a whole begins, or the initials do, to the last one. */
  const heard = (sounds, letters) => {
    const whole = (at, left) => !left ? at : (sounds[at] ?? []).reduce((end, one) => end
      || (one.startsWith(left) ? at + 1 : left.startsWith(one) ? whole(at + 1, left.slice(one.length)) : 0), 0);
    const initials = (at, left) => !left ? at : sounds[at]?.some(one => one[0] === left[0]) ? initials(at + 1, left.slice(1)) : 0;
    for (let start = 0; start < sounds.length; start += 1) {
      const end = whole(start, letters) || initials(start, letters);
      if (end) return {start, end};
    }
    return null;
  };
  /* The names of a page's own, with what is typed of them: as they are written, or by their sounds. */
  const namesOf = (told, terms) => (told.unit ?? "").split("\n").filter(Boolean).map((name, n) => {
    const {signs, marks} = marksIn(name, terms), spoken = told.pinyin?.split("\n")[n]?.split(" ").map(one => one.split("/")) ?? [];
    const at = signs.map((_, place) => place).filter(place => spoken[place]?.[0] > "-");
    terms.forEach(({letters}, number) => {
      const found = letters && !marks.some(mark => mark.number === number) && heard(at.map(place => spoken[place]), letters);
      if (found) marks.push({number, start: at[found.start], end: at[found.end - 1] + 1});
    });
    return {name, signs, marks: marks.sort((a, b) => a.start - b.start || b.end - a.end)};
  });
  const put = (node, signs, marks, start, end) => {
    let at = start;
    const words = stop => { if (stop > at) node.append(signs.slice(at, stop).join("").replace(/\s*\n\s*/g, "　")); at = Math.max(at, stop); };
    for (const mark of marks) {
      if (mark.end <= at || mark.start >= end) continue;
      words(Math.max(mark.start, at));
      const marked = document.createElement("mark");
      marked.textContent = signs.slice(at, Math.min(mark.end, end)).join("").replace(/\n/g, "　");
      at = Math.min(mark.end, end);
      node.append(marked);
    }
    words(end);
  };
  /* The place around which most of the wanted terms stand together, in a sentence rather than in a label. */
  const bestPlace = (told, {marks}, wanted) => {
    const lines = [], found = {at: -1, most: 0, near: new Set()};
    let at = 0, line = 0;
    told.text.split("\n").forEach(words => { const size = [...words].length; if (/[，。；！？]/.test(words)) lines.push([at, at + size]); at += size + 1; });
    marks.forEach((mark, n) => {
      const near = new Set();
      for (let k = n; k < marks.length && marks[k].end < mark.start + WINDOW - BEFORE; k += 1) if (wanted.has(marks[k].number)) near.add(marks[k].number);
      if (!near.size && wanted.has(mark.number)) near.add(mark.number);
      while (line < lines.length && lines[line][1] < mark.end) line += 1;
      const isSentence = line < lines.length && lines[line][0] <= mark.start && mark.start >= told.title.length;
      const value = near.size && near.size * 2 + isSentence;
      if (value > found.most) Object.assign(found, {at: mark.start, most: value, near, isSentence});
    });
    return found;
  };
  const around = (node, {signs, marks}, at, size) => {
    let start = Math.max(at - BEFORE, 0);
    for (let n = at - 1; n >= start; n -= 1) if ("\n。！？".includes(signs[n])) { start = n + 1; break; }
    while (start < at && /[\s，。、；：！？—…·)）”》〕-]/.test(signs[start])) start += 1;
    const end = Math.min(Math.max(start + size, marks.find(mark => mark.start === at)?.end ?? 0), signs.length);
    if (start > 0) node.append("……");
    put(node, signs, marks, start, end);
    if (end < signs.length) node.append("……");
  };
  const numbersOf = ({marks}) => new Set(marks.map(mark => mark.number));
  const without = (wanted, had) => new Set([...wanted].filter(number => !had.has(number)));
  /* Up to two pieces in which each term is marked that the title does not show: a sentence, or the summary where it has
     one; and what is said in a word: another name, a topic, a label. */
  const excerpt = (node, told, terms, names, title) => {
    const text = marksIn(told.text, terms), summary = marksIn(told.summary ?? "", terms), topics = (told.topics ?? []).map(topic => ({name: topic, ...marksIn(topic, terms)}));
    const whole = new Set(terms.map((_, number) => number).filter(number => terms[number].signs.length));
    const main = bestPlace(told, text, whole), hasSentence = main.isSentence && main.near.size >= numbersOf(summary).size;
    let left = without(without(new Set(terms.map((_, number) => number)), numbersOf(title)), hasSentence ? main.near : numbersOf(summary));
    if (!numbersOf(title).size && !hasSentence && !summary.marks.length) left = new Set(terms.map((_, number) => number));
    const piece = () => {
      for (const [word, all] of [["话题", topics], [told.type === "单位" ? "名称" : told.own ? "文号" : "单位", names.filter(({name}) => name !== told.title)]]) {
        const one = all.find(({marks}) => marks.some(({number}) => left.has(number)));
        if (one) return {had: numbersOf(one), show: () => { node.append(`${word}：`); put(node, one.signs, one.marks, 0, one.signs.length); }};
      }
      const place = bestPlace(told, text, left);
      return place.most ? {had: place.near, show: () => around(node, text, place.at, WINDOW / 2)} : null;
    };
    const pieces = [];
    const rest = hasSentence ? () => around(node, text, main.at, pieces.length ? WINDOW / 2 : WINDOW)
      : told.summary ? () => put(node, summary.signs, summary.marks, 0, summary.signs.length) : null;
    for (const most = hasSentence || summary.marks.length ? 1 : 2; left.size && pieces.length < most;) {
      const more = piece();
      if (!more) break;
      pieces.push(more.show);
      left = without(left, more.had);
    }
    if (rest && pieces.length < 2) pieces.push(rest);
    if (!pieces.length) pieces.push(() => (main.most ? around(node, text, main.at, WINDOW) : put(node, text.signs, [], 0, Math.min(WINDOW, text.signs.length))));
    pieces.forEach((show, n) => { if (n) node.append("　"); show(); });
  };

  /* ── the page ── */
  const LEVELS = ["全国级", "省级", "市级", "县级"], LOOKS = ["nat", "pro", "cit", "cou"];
  const badge = (text, look) => { const node = document.createElement("span"); node.className = `bdg ${look}`; node.textContent = text; return node; };
  const draw = async (page, terms) => {
    const told = await get(recordOf(page), "json"), node = part("hit").content.firstElementChild.cloneNode(true);
    const unit = (told.unit ?? "").split("\n")[0], isUnit = told.type === "单位";
    const path = [told.type, isUnit ? told.region : unit, told.date].filter(Boolean);
    node.querySelector(".path").append(...path.flatMap((word, place) => {
      const part = document.createElement("span");
      if (word === told.date) part.className = "nowrap";
      part.textContent = word;
      return place ? [" › ", part] : [part];
    }));
    const link = node.querySelector("a"), names = namesOf(told, terms), plain = marksIn(told.title, terms);
    const title = names.find(({name, marks}) => name === told.title && marks.length > plain.marks.length) ?? plain;
    link.href = new URL(told.url, root).href;
    put(link, title.signs, title.marks, 0, title.signs.length);
    const badges = node.querySelector(".badges");
    if (isUnit && told.level) badges.append(badge(told.level === "全国级" ? "全国" : told.level, LOOKS[LEVELS.indexOf(told.level)] ?? "cou"));
    if (isUnit && told.kind) badges.append(badge(told.kind, "kind"));
    if (!badges.childNodes.length) badges.remove();
    excerpt(node.querySelector(".words"), told, terms, names, title);
    if (told.image) node.querySelector("img").src = new URL(told.image, root).href;
    else { node.querySelector(".pic").remove(); node.classList.add("no"); }
    return node;
  };

  const state = {text: "", chosen: {}, result: null, shown: [], count: 0, turn: 0};
  const fits = (page, but) => Object.entries(state.chosen).every(([facet, want]) => facet === but || !want.length || valuesOf(page, facet).some(value => want.includes(value)));
  const countsOf = facet => {
    const counts = new Map();
    state.result.pages.forEach(page => { if (fits(page, facet)) valuesOf(page, facet).forEach(value => counts.set(value, (counts.get(value) ?? 0) + 1)); });
    (state.chosen[facet] ?? []).forEach(value => { if (!counts.has(value)) counts.set(value, 0); });
    return counts;
  };
  const drawTypes = () => {
    const counts = countsOf("type"), chosen = state.chosen.type?.[0] ?? "";
    const order = [...counts.keys()].sort((a, b) => (TYPES.indexOf(a) + 99) % 99 - (TYPES.indexOf(b) + 99) % 99);
    const all = state.result.pages.filter(page => fits(page, "type")).length;
    types.replaceChildren(...[["", "全部", all], ...order.map(value => [value, value, counts.get(value)])].map(([value, word, count]) => {
      const chip = document.createElement("a");
      chip.className = "chip"; chip.href = address({...state.chosen, type: value ? [value] : []}); chip.dataset.type = value;
      chip.textContent = `${word} ${count}`;
      if (value === chosen) chip.setAttribute("aria-current", "true");
      return chip;
    }));
  };
  const byCount = (a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "zh");
  const byYear = (a, b) => b[0].localeCompare(a[0]);
  const byLevel = (a, b) => LEVELS.indexOf(a[0]) - LEVELS.indexOf(b[0]) || byCount(a, b);
  const opened = new Set();
  const drawFacets = () => {
    const focus = document.activeElement?.dataset?.key;
    facets.replaceChildren(...FACETS.flatMap(([facet, word]) => {
      const counts = countsOf(facet), chosen = state.chosen[facet] ?? [];
      if (!counts.size) return [];
      const node = part("facet").content.firstElementChild.cloneNode(true);
      node.querySelector("legend").textContent = word;
      const order = [...counts].sort(facet === "year" ? byYear : facet === "level" ? byLevel : byCount);
      const isWhole = opened.has(facet) || order.length <= SHOWN + 1;
      const shown = isWhole ? order : order.filter(([value], n) => n < SHOWN || chosen.includes(value));
      node.querySelector("div").append(...shown.map(([value, count]) => {
        const option = part("option").content.firstElementChild.cloneNode(true), input = option.querySelector("input");
        input.name = facet; input.value = value; input.checked = chosen.includes(value); input.dataset.key = `${facet} ${value}`;
        option.querySelector(".w").textContent = value;
        option.querySelector(".n").textContent = count;
        if (!count) option.classList.add("zero");
        return option;
      }));
      const whole = node.querySelector("button");
      if (isWhole) whole.remove();
      else { whole.dataset.all = facet; whole.textContent = `显示全部 ${order.length} 项`; }
      return [node];
    }));
    if (focus) facets.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
  };

  const address = chosen => {
    const query = new URLSearchParams();
    if (state.text.trim()) query.set("q", state.text.trim());
    Object.entries(chosen).forEach(([facet, values]) => values.forEach(value => query.append(facet, value)));
    const told = query.toString();
    return location.pathname + (told ? `?${told}` : "");
  };
  const keep = how => { if (address(state.chosen) !== location.pathname + location.search) history[`${how}State`](null, "", address(state.chosen)); };
  const say = (...nodes) => said.replaceChildren(...nodes);
  const bold = text => { const node = document.createElement("b"); node.textContent = text; return node; };
  const tell = () => {
    const count = state.shown.length, nodes = [count ? "找到 " : "没有找到", ...(count ? [bold(count), " 条"] : []), "与“", bold(state.text.trim()), "”有关的内容"];
    if (count < state.result.pages.length) nodes.push(`（不限范围共 ${state.result.pages.length} 条）`);
    say(...nodes);
  };

  const showMore = async () => {
    const turn = state.turn, next = state.shown.slice(state.count, state.count + PAGE);
    const nodes = await Promise.all(next.map(page => draw(page, state.result.terms)));
    if (turn !== state.turn) return null;
    state.count += next.length;
    hits.append(...nodes);
    more.hidden = state.count >= state.shown.length;
    more.textContent = `更多结果（还有 ${state.shown.length - state.count} 条）`;
    return nodes[0];
  };
  const show = async () => {
    const isAsked = state.result.terms.length > 0, turn = state.turn += 1;
    state.shown = state.result.pages.filter(page => fits(page));
    state.count = 0;
    tips.hidden = isAsked; found.hidden = !isAsked || !state.result.pages.length; none.hidden = !isAsked || state.shown.length > 0;
    if (!isAsked) { say(); hits.replaceChildren(); box.dataset.done = state.text; return; }
    const coming = Promise.all(state.shown.slice(0, PAGE).map(page => draw(page, state.result.terms)));
    tell(); drawTypes(); drawFacets();      /* while the records are on their way */
    const first = await coming;
    if (turn !== state.turn) return;
    hits.replaceChildren(...first);
    state.count = first.length;
    more.hidden = state.count >= state.shown.length;
    more.textContent = `更多结果（还有 ${state.shown.length - state.count} 条）`;
    document.title = `${state.text.trim()} - ${document.title.replace(/^.* - (?=搜索 - )/, "")}`;
    box.dataset.done = state.text;
    box.dispatchEvent(new CustomEvent("found", {detail: {text: state.text, records: state.shown.map(recordOf)}}));
  };
  /* A site that was published anew meanwhile has other files: look again, once. */
  const run = async (isAgain = false) => {
    const turn = state.turn += 1, text = state.text;
    if (text.trim() && !index) say("正在准备搜索……");
    try {
      const result = text.trim() ? await search(text) : {terms: [], pages: []};
      if (turn !== state.turn) return;
      state.result = result;
      await show();
    } catch (error) {
      if (state.text !== text) return;
      index = undefined;
      if (error instanceof Missing && error.status === 503) { say("正在准备搜索，请稍候……"); setTimeout(() => { if (state.text === text) run(); }, 1500); return; }
      if (!isAgain) { run(true); return; }
      say("搜索暂时用不了。请刷新页面再试，或到单位名录查找。");
    }
  };

  /* ── readers ── */
  const read = () => {
    const given = new URLSearchParams(location.search);
    field.value = state.text = given.get("q") ?? "";
    state.chosen = Object.fromEntries(["type", ...FACETS.map(([facet]) => facet)].map(facet => [facet, given.getAll(facet)]).filter(([, values]) => values.length));
    run();
  };
  let timer, isComposing = false;
  const typed = how => {
    clearTimeout(timer);
    if (isComposing || field.value === state.text) return;
    if (field.value.trim() !== state.text.trim()) state.chosen = {};
    state.text = field.value;
    keep(how);
    run();
  };
  field.addEventListener("compositionstart", () => { isComposing = true; });
  field.addEventListener("compositionend", () => { isComposing = false; clearTimeout(timer); timer = setTimeout(typed, PATIENCE, "replace"); });
  field.addEventListener("input", () => { clearTimeout(timer); if (!isComposing) timer = setTimeout(typed, PATIENCE, "replace"); });
  field.addEventListener("focus", () => { load().catch(() => { index = undefined; }); }, {once: true});
  form.addEventListener("submit", event => { event.preventDefault(); if (isComposing) return; typed("push"); hits.querySelector("a")?.focus({preventScroll: true}); });
  types.addEventListener("click", event => {
    const chip = event.target.closest("a");
    if (!chip || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    state.chosen = {...state.chosen, type: chip.dataset.type ? [chip.dataset.type] : []};
    keep("push"); show(); types.querySelector("[aria-current]")?.focus();
  });
  facets.addEventListener("change", event => {
    const {name} = event.target;
    state.chosen = {...state.chosen, [name]: [...facets.querySelectorAll(`input[name="${name}"]:checked`)].map(input => input.value)};
    keep("push"); show();
  });
  facets.addEventListener("click", event => { const facet = event.target.dataset.all; if (facet) { opened.add(facet); drawFacets(); facets.querySelector(`input[name="${facet}"]`)?.focus(); } });
  more.addEventListener("click", async () => { (await showMore())?.querySelector("a").focus(); });
  addEventListener("popstate", read);
  /* Keys: / to the field, arrows from hit to hit, Escape back. */
  document.addEventListener("keydown", event => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...hits.querySelectorAll("h3 a")], at = links.indexOf(document.activeElement), isField = document.activeElement === field;
    const go = node => { if (node) { event.preventDefault(); node.focus(); } };
    if (event.key === "/" && !/^(input|textarea|select)$/i.test(document.activeElement?.tagName ?? "")) go(field);
    else if (event.key === "ArrowDown" && (isField || at >= 0)) go(links[at + 1]);
    else if (event.key === "ArrowUp" && at >= 0) go(links[at - 1] ?? field);
    else if (event.key === "Escape" && at >= 0) go(field);
  });
  /* A browser lets a page that was opened from a disk read no files (origin "null"). */
  if (location.protocol === "file:") { field.disabled = tips.hidden = true; say("从本地打开时不能搜索，请用单位名录。"); }
  else read();
})();
