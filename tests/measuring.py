"""What a page is like to use, asked of the page itself in the browser: overflow, sizes of text and of targets."""

from __future__ import annotations

import os
from pathlib import Path

import axe_playwright_python

from tests.browser import Browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
"""Deque's axe-core; of the package only this file is used."""
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

MEASURES = r"""(() => {
  const shown = e => { const r = e.getBoundingClientRect(); return r.width > 1 && r.height > 1 && e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && !e.closest('[aria-hidden=true], .vh'); };
  const name = e => `${e.tagName.toLowerCase()}${e.id ? '#' + e.id : ''}${[...e.classList].map(c => '.' + c).join('')} «${(e.textContent || e.value || '').trim().replace(/\s+/g, ' ').slice(0, 24)}» in ${e.parentElement?.closest('[class]')?.getAttribute('class')}`;
  const texts = [], targets = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    const e = node.parentElement;
    if (!node.data.trim() || e.closest('script, style, svg, noscript, option') || !shown(e)) continue;
    const size = parseFloat(getComputedStyle(e).fontSize);
    texts.push([size, name(e)]);
  }
  /* A link in a line of other words is as high as that line (WCAG 2.5.8 and 2.5.5, inline). */
  const isInSentence = e => e.parentElement.matches('sup') || getComputedStyle(e).display.startsWith('inline') && [...e.parentElement.childNodes].some(n => n !== e && n.nodeType === 3 && n.data.trim().length > 1);
  for (const e of document.querySelectorAll('a[href], button, summary, select, input')) {
    if (!shown(e) || e.type === 'hidden' || e.disabled || isInSentence(e)) continue;
    const box = (e.type === 'checkbox' || e.type === 'radio' ? e.closest('label') ?? e : e).getBoundingClientRect();
    const cover = e.matches('.card .name a, .shelf h3 a, .ntc.open h3 a') ? e.closest('li').getBoundingClientRect() : box;
    targets.push([Math.round(Math.max(cover.height, box.height)), Math.round(Math.max(cover.width, box.width)), name(e)]);
  }
  const root = document.documentElement;
  const over = root.scrollWidth > root.clientWidth
    ? [...document.body.querySelectorAll('*')].filter(e => shown(e) && e.getBoundingClientRect().right > root.clientWidth + 1).slice(0, 3).map(name) : [];
  return { texts, targets, over, wide: root.scrollWidth - root.clientWidth };
})()"""


def load_axe(browser: Browser) -> None:
    """Into the page that is open; past its Content-Security-Policy, as DevTools' own console."""
    if not browser.run("!!window.axe"):
        browser.call("Runtime.evaluate", expression=AXE.read_text(encoding="utf-8"))


CHANGING = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")
"""Rules whose answer depends on colours and sizes; all others ask for what no mode changes."""


ALIKE = 2
"""Of places that look alike as many stay: enough for stripes, and for a target beside another."""

THIN = """(most => {
  const told = ['class', 'type', 'lang', 'aria-current', 'aria-expanded', 'aria-pressed', 'data-state'];
  const own = e => `${e.nodeName} ${e.getAttributeNames().join(' ')} ${told.map(name => e.getAttribute(name) ?? '').join('|')}` +
    ([...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) ? '"' : '');
  const looks = new Map(), look = e => {
    const found = `${own(e)}(${[...e.children].map(look).join()})`;
    looks.set(e, found);
    return found;
  };
  const met = new Map();
  const thin = (e, path) => {
    if (e.nodeName === 'svg') return;
    for (const child of [...e.children]) {
      const key = `${path} > ${looks.get(child)}`, count = (met.get(key) ?? 0) + 1;
      met.set(key, count);
      if (count > most) child.remove(); else thin(child, `${path} > ${own(child)}`);
    }
  };
  look(document.body);
  thin(document.body, '');
  return document.querySelectorAll('body *').length;
})"""


def thin(browser: Browser, has_frame: bool) -> int:
    """Take away what looks as places before it: same elements, classes and states within and around it.

    Most of a long page's time in axe is for the contrast of rows that differ in nothing but their words.

    :param has_frame: leave the site's header and footer, which are those of all pages
    :returns: elements left
    """
    if not has_frame:
        browser.run("[...document.body.children].forEach(e => e.nodeName === 'MAIN' || e.remove())")
    left: int = browser.run(f"{THIN}({ALIKE})")
    return left


def is_thorough() -> bool:
    """``AXE=all`` in the environment: all rules of all of each page in each mode, several times as long."""
    return os.environ.get("AXE") == "all"


def violations(browser: Browser, only: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> list[str]:
    """What axe finds, one line for each rule and place.

    :param only: these rules; all when empty
    :param without: these are not asked
    """
    rules = f"{{ type: 'rule', values: {list(only)} }}" if only else f"{{ type: 'tag', values: {list(TAGS)} }}"
    left_out = ", ".join(f"'{name}': {{ enabled: false }}" for name in without)
    options = (
        f"{{ runOnly: {rules}, rules: {{ {left_out} }}, resultTypes: ['violations'], preload: false, iframes: false }}"
    )
    return browser.run(
        f"axe.run(document, {options}).then(r => r.violations.flatMap(v => v.nodes.map(n => "
        "`${v.id}: ${n.target.join(' ')} | ${n.failureSummary.replace(/\\s+/g, ' ').slice(0, 200)}`)))"
    )
