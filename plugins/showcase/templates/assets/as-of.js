/* 截至日期: the roll of any day on /honors/. Optional: without it the pages by year say the same for each 31 December.
   It holds no rule: a state, or a name, is that of the interval with start ≤ day < end (honors/as-of.json, written by
   the build from the fold of all decisions). Text goes in as text, never as markup. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-as-of]"), out = document.querySelector("[data-as-of-roll]");
  if (!form || !out || location.protocol === "file:") return;      /* from a disk no data can be read */
  const field = form.elements.namedItem("date"), said = form.querySelector("[data-as-of-said]");
  const now = [...document.querySelectorAll("[data-now]")], {today, root, src} = form.dataset;
  const OPEN = 200;      /* rows of a level that are laid out at once; more unfold on demand */
  const STEP = 500;      /* rows that unfold at once: a browser is slow with thousands */
  const HEADS = {region: "地区", unit: "单位", title: "称号", term: "届次或时间", basis: "依据", proof: "核实", state: "状态"};
  let loaded;

  const holds = (start, end, day) => start !== null && start <= day && (end === null || day < end);
  const spoken = day => `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
  const make = (tag, attributes = {}, ...inside) => {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...inside.filter(part => part !== ""));
    return element;
  };
  const link = (path, text, attributes = {}) => make("a", {...attributes, href: root.replace(/\/?$/, "/") + path}, text);
  const read = url => fetch(url).then(answer => {
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  });
  /* A large site has several files, each with its own lists; levels and grades have the same numbers in all. */
  const load = () => loaded ??= read(src)
    .then(async first => [first, ...await Promise.all((first.parts ?? []).map(name => read(new URL(name, new URL(src, location.href)))))])
    .catch(error => { loaded = undefined; throw error; });

  /* Every title with its state on that day: on the roll, off it, or without any date. */
  const lookUp = (all, day) => {
    const found = {held: [], gone: new Map(), undated: 0};
    all.forEach(data => data.units.forEach(([name, slug, region, kind, former, numbers]) => {
      const then = former.find(([, end]) => day < end)?.[0] ?? "";
      numbers.forEach(number => {
        const title = data.titles[number], spans = title[6];
        const span = spans.find(([, start, end]) => holds(start, end, day));
        if (!span) { found.undated += spans[0][1] === null ? 1 : 0; return; }
        const [word, css, counts] = data.states[span[0]];
        const [basis, url] = title[4].find(([, , start, end]) => holds(start, end, day)) ?? ["", ""];
        if (counts) found.held.push({name, slug, then, region: data.regions[region], title, basis, url, word, css});
        else found.gone.set(word, (found.gone.get(word) ?? 0) + 1);
      });
    }));
    return found;
  };

  /* The sign of a state is that of the page's own key. */
  const badge = (word, css) =>
    make("span", {class: `st ${css}`}, (css && document.querySelector(`.key .st.${css} svg`)?.cloneNode(true)) || "", word);
  const line = ({name, slug, then, region, title, basis, url, word, css}) => make("tr", {},
    make("td", {class: "k-region", "data-l": "地区"}, region),
    make("th", {scope: "row"}, link(`units/${slug}/`, name), then ? make("small", {class: "then"}, `时称“${then}”`) : ""),
    make("td", {class: "ttl"}, title[0]),
    make("td", {class: "k-term", "data-l": "届次或时间"}, title[3]),
    make("td", {class: "k-basis", "data-l": "依据"}, url ? link(url, basis, {class: "nowrap"}) : basis || "未写明"),
    make("td", {class: "prf"}, make("span", {class: title[5] ? "ver" : "ver self"}, title[5] ? "已核实" : "单位自报")),
    make("td", {class: "state"}, badge(word, css)));

  const table = (caption, rows) => make("div", {class: "tbl", tabindex: "0", role: "region", "aria-label": `${caption}，可左右滚动`},
    make("table", {class: "stack list-t"}, make("caption", {class: "vh"}, caption),
      make("colgroup", {}, ...Object.keys(HEADS).map(key => make("col", {class: `k-${key}`}))),
      make("thead", {}, make("tr", {}, ...Object.entries(HEADS)
        .map(([key, head]) => make("th", {scope: "col", class: `k-${key}`}, head)))),
      make("tbody", {}, ...rows.map(line))));

  /* Groups in the order of the data's own lists; a level of many rows unfolds grade by grade. */
  const groups = (rows, place) => {
    const by = new Map();
    rows.forEach(row => {
      const key = row.title[place];
      if (by.has(key)) by.get(key).push(row); else by.set(key, [row]);
    });
    return [...by].sort(([a], [b]) => a - b);
  };
  const grade = (name, caption, rows, folded) => {
    const note = make("small", {}, `${rows.length} 项`);
    if (!folded) return [make("h4", {class: "grade"}, name, " ", note), table(caption, rows)];
    const fold = make("details", {class: "grade-fold"}, make("summary", {}, name, " ", note));
    const more = make("button", {class: "btn line", type: "button"});
    let laid = 0;
    const lay = () => {
      const next = rows.slice(laid, laid + STEP);
      if (laid) fold.querySelector("tbody").append(...next.map(line)); else fold.append(table(caption, next), more);
      laid += next.length;
      more.hidden = laid >= rows.length;
      more.textContent = `再列 ${Math.min(STEP, rows.length - laid)} 项（还有 ${rows.length - laid} 项）`;
    };
    more.addEventListener("click", lay);
    fold.addEventListener("toggle", () => { if (fold.open && !laid) lay(); });
    return [fold];
  };
  const level = (data, [number, rows]) => make("section", {class: "lvl"},
    make("h3", {}, data.levels[number], " ", make("small", {}, `${rows.length} 项`)),
    ...groups(rows, 2).flatMap(([g, held]) =>
      grade(data.grades[g], `${data.levels[number]}${data.grades[g]}`, held, rows.length > OPEN)));

  const show = (all, day) => {
    const [data] = all, {held, gone, undated} = lookUp(all, day), levels = groups(held, 1);
    const counts = levels.map(([number, rows]) => `${data.levels[number]} ${rows.length} 项`).join("，");
    const off = [...gone].map(([word, count]) => `${word} ${count} 项`).join("，");
    const sentences = [
      `截至${spoken(day)}在册 ${held.length} 项${counts ? `：${counts}` : ""}。`,
      off ? `当时已不在册的：${off}。` : "",
      undated ? `另有 ${undated} 项没有写明日期，没有列出。` : "",
    ];
    out.replaceChildren(
      make("div", {class: "sec-h"}, make("h2", {id: "s-as-of", tabindex: "-1"}, "截至", make("span", {class: "nowrap"}, spoken(day)), "的光荣榜"),
        make("p", {}, `${held.length} 项称号`)),
      make("p", {class: "note"}, sentences.slice(1).join("")),
      ...(held.length ? levels.map(part => level(data, part)) : [make("p", {class: "muted"}, "这一天还没有在册称号。")]),
      make("p", {class: "docname roll-doc"}, make("span", {}, "光荣榜"), make("span", {}, `截至${spoken(day)}`)));
    said.textContent = sentences.join("");
  };

  const turn = asked => {
    const isNow = !asked;
    out.hidden = isNow;
    now.forEach(part => { part.hidden = !isNow; });
    const query = new URLSearchParams(location.search);
    if (asked) query.set("date", asked); else query.delete("date");
    history.replaceState(null, "", location.pathname + (String(query) ? `?${query}` : "") + location.hash);
  };
  const ask = async day => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || day < field.min || day > field.max) {
      said.textContent = `请选${spoken(field.min)}至${spoken(field.max)}之间的一天。`;
      return;
    }
    field.value = day;
    said.textContent = "正在读取……";
    try {
      const data = await load();
      show(data, day);
      turn(day);
    } catch {
      said.textContent = "没有读到数据，请稍后再试，或按年份看。";
    }
  };
  form.addEventListener("submit", event => { event.preventDefault(); ask(field.value); });
  form.addEventListener("reset", () => setTimeout(() => {
    out.replaceChildren();
    turn("");
    said.textContent = `已还原到今天，${spoken(today)}。`;
  }));
  form.hidden = false;
  const given = new URLSearchParams(location.search).get("date");
  if (given) ask(given);
})();
