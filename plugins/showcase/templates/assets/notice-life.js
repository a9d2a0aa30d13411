/* Notices: state, working days left and the boxes of days by the reader's clock, in China's time wherever the reader is,
   so that a page built last week tells the truth today. It holds no rule and few words: moments, holidays and what to
   say before, during and after stand in the page's data attributes (views/notices/clock.py). Without it the dates and
   the day by which the state was told stand plainly. */
(() => {
  "use strict";
  const all = (selector, of = document) => [...of.querySelectorAll(selector)];
  const HOUR = 3600e3, DAY = 24 * HOUR;
  const boxes = all("[data-notice]");
  if (!boxes.length) return;

  const day = moment => new Date(moment).toISOString().slice(0, 10);
  const inChina = moment => day(moment + 8 * HOUR); /* no summer time there since 1991 */
  const say = (node, text) => { if (node && node.textContent !== text) node.textContent = text; };
  const look = (node, css, looks) => { if (node) { node.classList.remove(...looks, "closed"); node.classList.add(css); } };

  /* Working days from one day to another, both counted. */
  const workdays = (from, {closes, off = "", worked = ""}) => {
    let count = 0;
    for (let at = Date.parse(`${from}T00:00Z`), date = from; date <= closes; at += DAY, date = day(at)) {
      count += new Date(at).getUTCDay() % 6 ? !off.includes(date) : worked.includes(date);
    }
    return count;
  };

  const left = (today, notice, lastDay) => today === notice.closes ? lastDay
    : `还剩 ${workdays(today, notice)} 个工作日${notice.note ? `（${notice.note}）` : ""}`;

  const refreshDays = (box, today) => all("[data-day]", box).forEach(node => {
    const date = node.dataset.day, isToday = date === today;
    node.classList.toggle("past", date < today);
    node.classList.toggle("today", isToday);
    if (isToday) node.setAttribute("aria-current", "date"); else node.removeAttribute("aria-current");
    say(node.querySelector("[data-word]"), date < today ? "已过" : isToday ? "今天" : node.dataset.plain || "\u00a0");
  });

  /* In a list by state: to the group that it belongs to now. */
  const regroup = (box, css) => {
    const here = box.closest("[data-group]"), there = document.querySelector(`[data-group="${css}"]`);
    if (!here || !there || here === there) return;
    there.querySelector("ul").prepend(box);
    for (const [group, more] of [[here, -1], [there, 1]]) {
      const count = group.querySelector("[data-count]"), empty = group.querySelector(".empty");
      say(count, String(Number(count.textContent) + more));
      const has = group.querySelector("[data-notice]") !== null;
      group.hidden = !has && !empty;
      if (empty) empty.hidden = has;
    }
  };

  const refresh = (box, now) => {
    const notice = box.dataset, looks = notice.looks.split("|"), heads = notice.heads.split("|");
    const stage = now < Date.parse(notice.starts) ? 0 : now < Date.parse(notice.ends) ? 1 : 2;
    const today = inChina(now), css = looks[stage];
    say(box.querySelector("[data-state]"), notice.states.split("|")[stage]);
    say(box.querySelector("[data-left]"), stage === 1 ? left(today, notice, heads[1]) : heads[stage]);
    look(box, css, looks);
    look(box.querySelector(".pill"), css, looks);
    refreshDays(box, today);
    regroup(box, css);
    if ("onlyOpen" in notice) box.hidden = stage !== 1;
    if ("main" in notice) all("[data-when]").forEach(node => { node.hidden = node.dataset.when !== (stage === 2 ? "after" : "until"); });
    all("[data-told]", box).forEach(node => { node.hidden = true; });
  };

  /* Now, and whenever something changes: a period begins or ends, a day begins in China, the reader comes back. */
  let timer;
  const run = () => {
    const now = Date.now();
    boxes.forEach(box => refresh(box, now));
    all("[data-told-all]").forEach(node => { node.hidden = true; });
    const moments = boxes.flatMap(({dataset}) => [Date.parse(dataset.starts), Date.parse(dataset.ends)]);
    const midnight = Math.floor((now + 8 * HOUR) / DAY + 1) * DAY - 8 * HOUR;
    clearTimeout(timer);
    timer = setTimeout(run, Math.min(...moments.filter(moment => moment > now), midnight) - now + 200);
  };
  run();
  /* What changes while the page is open is read out; what was so from the start is not. */
  all("[data-main] .now").forEach(node => node.setAttribute("aria-live", "polite"));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) run(); });
  addEventListener("pageshow", event => { if (event.persisted) run(); });
})();
