"""Everybody can read and use every page: axe-core, reflow, sizes, 长辈版, the keyboard, reading aloud, 繁体."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests import elder_layout, measuring
from tests.browser import Browser, browser, served
from tests.conftest import REPOSITORY
from tests.page_types import PAGE_TYPES, PageType, shared
from tests.screenshots import open_page, set_mode

__all__ = ["browser"]

SHOWN = [page for page in PAGE_TYPES if not page.moves_on]
ASKED = [(390, "light"), (390, "dark"), (390, "elder"), (1440, "elder"), (1440, "dark"), (1440, "light")]
MEASURED = [(width, mode) for width in (390, 1440, 320) for mode in ("light", "elder")]


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both sites, built once a run."""
    return shared(tmp_path_factory)


@pytest.fixture(scope="module")
def address(sites: Path, browser: Browser) -> Iterator[str]:
    """Where they are served. The script in the head runs as it does where its hash is allowed; nothing moves."""
    browser.call("Page.setBypassCSP", enabled=True)
    motion = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    browser.call("Emulation.setEmulatedMedia", features=motion)
    with served(sites) as found:
        yield found
    browser.call("Emulation.setEmulatedMedia", features=[])
    browser.call("Page.setBypassCSP", enabled=False)


def test_every_page_type_is_known(sites):
    """What is not in the list is looked at by no test of the browser."""
    templates = {path.name for path in (REPOSITORY / "plugins/showcase/templates").glob("*.html")}
    templates -= {"frame.html", "parts.html"}
    assert {page.template for page in PAGE_TYPES} == {name for name in templates if not name.startswith("_")}
    missing = [
        page.url
        for page in PAGE_TYPES
        if not (path := sites / page.url.partition("?")[0]).exists()
        or (path.is_dir() and not (path / "index.html").exists())
    ]
    assert missing == []


# --- every page type ------------------------------------------------------------------------------------

MAIN = ".nav a, .btn:not(.sm), .find, .field button, .field input, summary, .anchors a, .aloud button"


def faults(browser: Browser, page: PageType, width: int, mode: str) -> list[str]:
    """Of the page as it stands: what overflows, and what is too small."""
    found = browser.run(measuring.MEASURES)
    elder = "elder" in mode
    told = [f"{found['wide']} px too wide: {found['over']}"] if found["wide"] > 0 else []
    told += [f"text of {size} px: {name}" for size, name in found["texts"] if size < (24 if elder else 12) - 0.05]
    least, narrowest = (59.5, 24) if elder else (24, 0)  # a target's height, by layout of whole pixels
    told += [
        f"target of {wide} × {high} px: {name}"
        for high, wide, name in found["targets"]
        if high < least or wide < narrowest
    ]
    return [f"{page.name} at {width} px, {mode}: {fault}" for fault in told]


def show(browser: Browser, width: int, mode: str) -> None:
    """The open page at a width and in a mode, drawn."""
    browser.size(width, 844)
    set_mode(browser, mode)
    browser.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))")


FRAMED = ("home", "free-page-rich")
"""Pages of the two sites whose headers and footers are looked at in every mode; all others have the same."""


def asked(browser: Browser, page: PageType) -> list[str]:
    """What axe says of the open page, in every mode and at every width."""
    measuring.load_axe(browser)
    only: tuple[str, ...] = ()
    told = []
    if not measuring.is_thorough():
        only = measuring.CHANGING
        told += [f"{page.name}: {fault}" for fault in measuring.violations(browser, without=only)]
        measuring.thin(browser, page.name in FRAMED)
    for width, mode in ASKED:
        show(browser, width, mode)
        told += [f"{page.name} at {width} px, {mode}: {fault}" for fault in measuring.violations(browser, only)]
    return told


@pytest.mark.browser
@pytest.mark.parametrize("page", SHOWN, ids=[page.name for page in SHOWN])
def test_page(browser, address, page):
    """No violation in any mode, nothing to scroll sideways at 320 px (400 % of 1280), and large enough for fingers.

    axe is asked in light, dark and elder mode, at 390 and 1440 px: of the whole page once by all rules but those that
    look at colours and sizes, which are asked in all six, of each kind of place on the page. What the others look at,
    elements, names and order, no mode and no width changes; ``AXE=all`` asks everything everywhere, and found no more.
    """
    open_page(browser, address, page)
    told = []
    for width, mode in MEASURED:
        show(browser, width, mode)
        told += faults(browser, page, width, mode)
    show(browser, 390, "light")
    small = f"[...document.querySelectorAll('{MAIN}')].filter(e => e.checkVisibility() && e.offsetHeight && e.offsetHeight < 44).map(e => e.outerHTML.slice(0, 90))"
    told += browser.run(small)
    assert told + asked(browser, page) == []


# --- 长辈版 ---------------------------------------------------------------------------------------------


def test_elder_layout_is_that_of_a_phone():
    """`python -m tests.elder_layout` was run after showcase.css was changed."""
    assert (REPOSITORY / "site_config/theme/assets/elder.css").read_text(encoding="utf-8") == elder_layout.whole()


SWITCH = "document.querySelector('[data-act=reading]')"
READING = "document.documentElement.dataset.reading ?? ''"


@pytest.mark.browser
def test_the_switch_is_remembered(browser, address):
    """Set before the first paint, even where the site's own script comes late or never."""
    browser.size(390, 844)
    browser.open(f"{address}/about/")
    assert browser.run(READING) == ""
    assert browser.run(f"{SWITCH}.innerText.trim()") == "长辈版"
    browser.run(f"{SWITCH}.click()")
    assert browser.run(READING) == "elder"
    assert browser.run(f"{SWITCH}.innerText.trim()") == "标准版"
    browser.call("Network.enable")
    browser.call("Network.setBlockedURLs", urls=["*/showcase*.js"])
    browser.open(f"{address}/units/")
    assert browser.run(READING) == "elder"
    browser.call("Network.setBlockedURLs", urls=[])
    browser.open(f"{address}/units/")
    browser.run(f"{SWITCH}.click()")
    browser.open(f"{address}/units/")
    assert browser.run(READING) == ""


VOICES = """(voices => {
  window.said = [];
  const synth = { getVoices: () => voices, cancel() { clearTimeout(this.timer); }, speak(u) { said.push(u.text); this.timer = setTimeout(() => u.onend(), 20); } };
  Object.defineProperty(window, "speechSynthesis", { value: synth, configurable: true });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
})"""
OWN = '{lang: "zh-CN", localService: true}'
ALOUD = "[...document.querySelectorAll('.aloud button')].filter(b => b.checkVisibility()).map(b => b.textContent)"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("voices", "shown"),
    [
        ("", []),
        ('{lang: "en-US", localService: true}', []),
        ('{lang: "zh-CN", localService: false}', []),
        (OWN, ["朗读正文"]),
    ],
)
def test_reading_aloud_needs_a_chinese_voice_of_the_device(browser, address, voices, shown):
    """The words go to no company's server; without a voice there is no button that does nothing."""
    script = browser.call("Page.addScriptToEvaluateOnNewDocument", source=f"{VOICES}([{voices}])")
    browser.open(f"{address}/units/liuwan-village/shuxia-yishi/")
    assert browser.run(ALOUD) == []  # 标准版
    set_mode(browser, "elder")
    assert browser.run(ALOUD) == shown
    browser.call("Page.removeScriptToEvaluateOnNewDocument", identifier=script["identifier"])


@pytest.mark.browser
def test_reading_aloud_goes_on_where_it_stopped(browser, address):
    script = browser.call("Page.addScriptToEvaluateOnNewDocument", source=f"{VOICES}([{OWN}])")
    browser.open(f"{address}/units/liuwan-village/shuxia-yishi/")
    set_mode(browser, "elder")
    click = "document.querySelector('[data-aloud-act={}]').click()".format
    browser.run(click("start"))
    assert browser.run(ALOUD) == ["暂停朗读", "停止朗读"]
    browser.until("said.length > 3")
    browser.run(click("pause"))
    assert browser.run(ALOUD) == ["接着朗读", "停止朗读"]
    place = browser.run("said.length")
    browser.run(click("start"))
    assert browser.run("said.at(-1)") == browser.run(f"said[{place - 1}]")  # the sentence that was broken off
    browser.until("document.querySelectorAll('.aloud button:not([hidden])').length === 1")  # to the end
    said = browser.run("said")
    text = browser.run("document.querySelector('[data-aloud]').textContent.replace(/\\s/g, '')")
    assert all(len(words) <= 130 for words in said)
    assert [words for words in said if words.replace(" ", "") not in text] == []
    assert len(set("".join(said))) > 300
    browser.call("Page.removeScriptToEvaluateOnNewDocument", identifier=script["identifier"])


# --- keyboard -------------------------------------------------------------------------------------------

FOCUSED = """(() => {
  const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e), field = e.closest('.field');
  const ring = x => { const c = getComputedStyle(x); return c.outlineStyle !== 'none' && parseFloat(c.outlineWidth) >= 3; };
  e.dataset.met = (+e.dataset.met || 0) + 1;
  return [e.tagName, (e.textContent || e.value || '').trim().slice(0, 20), ring(e) || !!field && ring(field),
    r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth || r.width === 0, +e.dataset.met];
})()"""
REACHABLE = """[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"], video, audio')].filter(e =>
  e.checkVisibility() && !e.closest('[inert]') && e.tabIndex >= 0 && !e.disabled).length"""


@pytest.mark.browser
@pytest.mark.parametrize("mode", ["light", "elder"])
@pytest.mark.parametrize(
    "url",
    ["", "units/", "units/bailu-town/", "notices/2026-11-nimingming/", "404.html", "indicators/2012-quanguo/matrix/"],
)
def test_all_by_keyboard(browser, address, url, mode):
    """Every control once and in turn, the way past the head first, each seen with a ring around it, and no trap."""
    browser.size(390 if mode == "elder" else 1280, 844)
    browser.open(f"{address}/{url}")
    set_mode(browser, mode)
    count = browser.run(REACHABLE)
    met = []
    for _ in range(count + 60):  # players have controls of their own
        browser.press("Tab")
        here = browser.run(FOCUSED)
        if here[0] == "BODY" or (met and here[1] == met[0][1]):
            break  # out of the page, or round it
        met.append(here)
    else:
        pytest.fail("there is no way out")
    assert met[0][:2] == ["A", "跳到正文"]
    assert [at for at in met if not at[2] and at[0] not in ("VIDEO", "AUDIO")] == []
    assert [at for at in met if not at[3]] == []
    assert [at for at in met if at[4] > 1 and at[0] not in ("VIDEO", "AUDIO", "INPUT")] == []
    assert browser.run("document.querySelectorAll('[data-met]:not(body)').length") >= count


@pytest.mark.browser
def test_the_skip_link_leads_past_the_head(browser, address):
    browser.open(f"{address}/units/")
    browser.press("Tab", "Enter", "Tab")
    assert browser.run("document.querySelector('#main').contains(document.activeElement)")


# --- 繁体 -----------------------------------------------------------------------------------------------


def test_no_page_of_this_site_claims_to_be_traditional(sites):
    """No false alarm in this repository's texts, all of which are simplified."""
    found = [path for path in sites.rglob("*.html") if 'lang="zh-Hant"' in path.read_text(encoding="utf-8")]
    assert found == []


def test_traditional_passages_say_so(build):
    """WCAG 3.1.2: whole paragraphs, titles, and quotations within simplified ones."""
    article = "\n".join(
        ("---", "type: 经验", "title: 讀書會的來歷", "date: 2024-01-02", "summary: 一次读书会", "accepted:", "  - {rule: odd-characters, reason: 引用原文}", "---",
         "她念道：“讀書為樂，與鄰為善”，大家都笑了。", "", "讀書會設在圖書館，每週開會討論。", "", "> 這裡的書，人人可以借閱。", "")
    )  # fmt: skip
    result = build({"units/bailu-town/du.md": article})
    page: BeautifulSoup = result.page("units/bailu-town/du")
    marked = [(e.name, e.get_text(strip=True)) for e in page.select('main [lang="zh-Hant"]')]
    assert marked == [
        ("h1", "讀書會的來歷"),
        ("span", "“讀書為樂，與鄰為善”"),
        ("p", "讀書會設在圖書館，每週開會討論。"),
        ("p", "這裡的書，人人可以借閱。"),
    ]
    assert page.html is not None
    assert page.html["lang"] == "zh-CN"
    assert 'lang="zh-Hant">讀書會的來歷</a>' in result.text("units/bailu-town")
