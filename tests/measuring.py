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
    if (!shown(e) || e.type === 'hidden' || isInSentence(e)) continue;
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


REPEATED = (
    "tr:nth-child(n + 5)",
    "li:nth-child(n + 7)",
    "section:nth-of-type(n + 4)",
    "div:nth-of-type(n + 7)",
    "dl > :nth-child(n + 9)",
)
"""Rows that look as those before them."""


def rules_for(width: int, mode: str, is_first: bool) -> list[str]:
    """What to ask of a page (as axe's ``runOnly``): all rules once, at each width and mode those that may differ.

    axe takes 0.1–2.5 s a page: of page types that share a template, one is asked in every mode. ``AXE=all`` in the
    environment asks all.
    """
    if (width, mode) == (390, "light"):
        return [f"{{ type: 'tag', values: {list(TAGS)} }}"]
    asked_all = os.environ.get("AXE") == "all"
    if width == 320 or not (asked_all or (is_first and mode != "elder-dark")):
        return []
    return [
        f"{{ type: 'tag', values: {list(TAGS)} }}" if asked_all else f"{{ type: 'rule', values: {list(CHANGING)} }}"
    ]


def violations(browser: Browser, rules: str, whole: bool) -> list[str]:
    """What axe finds, one line for each rule and place; of long lists only the beginning unless ``whole``."""
    left_out = [] if whole else list(REPEATED)
    options = f"{{ runOnly: {rules}, resultTypes: ['violations'] }}"
    return browser.run(
        f"axe.run({{ include: document, exclude: {left_out} }}, {options}).then(r => r.violations.flatMap(v => v.nodes.map(n => "
        "`${v.id}: ${n.target.join(' ')} | ${n.failureSummary.replace(/\\s+/g, ' ').slice(0, 200)}`)))"
    )
