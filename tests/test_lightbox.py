"""看大图, in a real browser with real keys, below a folder of a strict server."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import site
from tests.browser import Browser, browser, served

__all__ = ["browser"]

REPOSITORY = Path(__file__).resolve().parent.parent
# --- a page of pictures, as the templates make them ----------------------------------------------

SIZES = {"river": (1600, 1067), "portrait": (800, 1200), "wide": (1600, 400), "tiny": (120, 80)}
CAPTIONS = {
    "river": "巡河<br><small>2023年4月 · 白鹭河</small>",
    "portrait": "&lt;b&gt;新牌子&lt;/b&gt;",
    "wide": "",
    "tiny": "老照片" * 200,
    "lost": "没有这张照片",
}


def figure(name: str) -> str:
    width, height = SIZES.get(name, (1600, 1067))
    caption = f"<figcaption>{CAPTIONS[name]}</figcaption>" if CAPTIONS[name] else ""
    return (
        f'<figure><a class="zoom" href="{name}.jpg"><span class="pix"><picture>'
        f'<source type="image/webp" srcset="{name}.jpg {width}w" sizes="20rem">'
        f'<img src="{name}.jpg" width="{width}" height="{height}" alt="照片{name}" loading="lazy" decoding="async">'
        f"</picture></span></a>{caption}</figure>"
    )


def page(*names: str) -> str:
    gap = "<p>文字</p>" * 60
    return (
        '<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="../assets/showcase.css">'
        '<script src="../assets/watch.js"></script><body data-md-color-scheme="default"><main>'
        f'{gap.join(figure(name) for name in names)}</main><script src="../assets/lightbox.js" defer></script>'
    )


WATCH = "window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective));"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """``pages("a", "b")`` → the address of a page of these pictures, served below a folder."""
    root = tmp_path_factory.mktemp("www")
    folder, assets = root / "sub" / "units", root / "sub" / "assets"
    site.write(folder, {f"{name}.jpg": site.photo(*size) for name, size in SIZES.items()})
    site.write(assets, {"watch.js": WATCH})
    shutil.copy(REPOSITORY / "plugins/showcase/templates/assets/lightbox.js", assets)
    shutil.copy(REPOSITORY / "site_config/theme/assets/showcase.css", assets)

    with served(root) as base:

        def address(*names: str) -> str:
            site.write(folder, {f"{'-'.join(names)}.html": page(*names)})
            return f"{base}/sub/units/{'-'.join(names)}.html"

        yield address


ALL = ("river", "portrait", "wide", "tiny", "lost")
OPEN, SHUT = "document.querySelector('dialog[open]')", "!document.querySelector('dialog[open]')"
TOLD = "[...document.querySelectorAll('.lb-said > *')].map(p => p.textContent)"
FOCUS = "document.activeElement.getAttribute('href')"
VISIBLE = (
    "(() => { const r = document.activeElement.getBoundingClientRect(); return r.bottom > 0 && r.top < innerHeight })()"
)
SHOWN = """(() => {
  const middle = innerWidth / 2, one = [...document.querySelectorAll('.lb-one')].find(o => {
    const r = o.getBoundingClientRect(); return r.left < middle && r.right > middle; });
  const image = one.querySelector('img'), r = image.getBoundingClientRect();
  const said = document.querySelector('.lb-said').getBoundingClientRect();
  return {src: image.getAttribute('src'), left: r.left, top: r.top, right: r.right, bottom: r.bottom,
    ratio: r.width / r.height, said: said.top, end: said.bottom, alt: image.alt, inert: one.inert, loading: image.loading};
})()"""

LEAST = "Math.min(...[...document.querySelectorAll('dialog button')].flatMap(b => [b.offsetWidth, b.offsetHeight]))"


def click_link(browser: Browser, number: int) -> None:
    x, y = browser.run(
        f"(() => {{ const a = document.querySelectorAll('a.zoom')[{number}]; a.scrollIntoView({{block: 'center'}});"
        "const r = a.getBoundingClientRect(); return [r.left + 40, (r.top + r.bottom) / 2] })()"
    )
    browser.click(x, y)


@pytest.mark.browser
def test_keys_lead_through_the_pictures_and_out_again(browser, pages):
    browser.size(1200, 800)
    browser.open(pages(*ALL))
    before = browser.run("history.length")
    click_link(browser, 0)
    browser.until(OPEN)
    assert browser.run(TOLD) == ["1 / 5", "巡河2023年4月 · 白鹭河"]
    browser.press("ArrowRight")
    assert browser.run(TOLD) == ["2 / 5", "<b>新牌子</b>"]
    browser.press("ArrowRight")
    assert browser.run(TOLD) == ["3 / 5", ""]
    browser.press("ArrowLeft", "Home", "ArrowLeft")
    assert browser.run(TOLD)[0] == "1 / 5"
    browser.press("End")
    browser.until(f"{SHOWN}.src === 'lost.jpg'")
    assert browser.run(TOLD) == ["5 / 5", "没有这张照片"]
    assert browser.run("document.querySelector('.lb-next').getAttribute('aria-disabled')") == "true"
    browser.press("Tab", "Tab", "Tab", "Tab", "Tab")
    assert browser.run(f"{OPEN}.contains(document.activeElement) || document.activeElement === document.body")
    browser.press("Escape")
    browser.until(f"{SHUT} && !history.state && {FOCUS} === 'lost.jpg'")
    browser.until("history.scrollRestoration === 'auto'")
    assert browser.run(VISIBLE)
    assert browser.run("history.length") == before + 1
    browser.press("Enter")
    browser.until(f"{OPEN} && {TOLD}[0] === '5 / 5'")
    browser.press("Home")
    browser.until(f"{SHOWN}.src === 'river.jpg'")
    browser.run("history.back()")
    browser.until(f"{SHUT} && {FOCUS} === 'river.jpg'")
    browser.until("history.scrollRestoration === 'auto'")
    assert browser.run(VISIBLE)
    assert browser.run("refused") == []
    assert browser.run("location.pathname").endswith("/sub/units/river-portrait-wide-tiny-lost.html")


@pytest.mark.browser
@pytest.mark.parametrize("reading", ["", "elder"])
def test_every_picture_fits_the_view_with_its_caption(browser, pages, reading):
    address = pages(*ALL)
    for width, height in ((1440, 900), (390, 844), (844, 390), (320, 568)):
        browser.size(width, height)
        browser.open(address)
        browser.run(f"document.documentElement.dataset.reading = '{reading}'")
        for number, name in enumerate(ALL):
            click_link(browser, number)
            browser.until(f"{OPEN} && {SHOWN}.src === '{name}.jpg'")
            fits(browser.run(SHOWN), name, width, height)
            assert browser.run(LEAST) >= (60 if reading else 44)
            assert browser.run("document.documentElement.scrollWidth") <= width
            browser.press("Escape")
            browser.until(f"{SHUT} && !history.state")


def fits(shown: dict[str, Any], name: str, width: int, height: int) -> None:
    """Whole, in its proportions, not above its own pixels, and the caption below it in view."""
    case = (name, width, height, shown)
    wide, high = SIZES.get(name, (1600, 1067))
    assert 0 <= shown["left"] < shown["right"] <= min(width, shown["left"] + wide), case
    assert 0 <= shown["top"] < shown["bottom"] <= shown["said"] + 1, case
    assert shown["end"] <= height, case
    assert (shown["inert"], shown["loading"], shown["alt"]) == (False, "eager", f"照片{name}"), case
    if name in SIZES:
        assert shown["ratio"] == pytest.approx(wide / high, rel=0.03), case


@pytest.mark.browser
def test_a_swipe_tells_and_the_surround_closes(browser, pages):
    browser.size(390, 844, mobile=True)
    browser.open(pages(*ALL))
    click_link(browser, 0)
    browser.until(OPEN)
    browser.swipe(300, 60, 400)
    browser.until(f"{TOLD}[0] === '2 / 5' && {SHOWN}.src === 'portrait.jpg'")
    browser.press("ArrowRight")
    browser.until(f"{SHOWN}.src === 'wide.jpg'")
    browser.size(844, 390, mobile=True)
    browser.until(f"innerWidth === 844 && {SHOWN}.src === 'wide.jpg'")
    assert browser.run(TOLD)[0] == "3 / 5"
    browser.click(422, 130)
    assert browser.run(f"!!{OPEN}")
    browser.click(300, 8)
    browser.until(f"{SHUT} && {FOCUS} === 'wide.jpg'")


@pytest.mark.browser
def test_one_picture_needs_no_way_on(browser, pages):
    browser.size(1200, 800)
    browser.open(pages("river"))
    click_link(browser, 0)
    browser.until(OPEN)
    buttons = "[...document.querySelectorAll('dialog button')].filter(b => b.offsetWidth).map(b => b.textContent)"
    assert browser.run(buttons) == ["关闭"]
    browser.press("ArrowRight", "Enter")
    browser.until(f"{SHUT} && {FOCUS} === 'river.jpg'")


@pytest.mark.browser
def test_without_script_a_picture_is_a_link(browser, pages):
    browser.size(1200, 800)
    address = pages("river", "tiny")
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(address)
        browser.events.clear()
        browser.press("Tab", "Enter")
        while "Page.loadEventFired" not in browser.events:
            browser.call("Page.getFrameTree")
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
    assert browser.run("location.pathname").endswith("/sub/units/river.jpg")


def test_only_pages_of_pictures_load_it(build):
    """Every a.zoom of a real site leads to a file, and its page hands over the script."""
    built = build({"units/bailu-town/index.md": site.UNIT + "\n![大院](photos/01-镇政府大院.jpg)\n"})
    assert built.code == 0, built.output
    seen = 0
    for path in sorted(built.site.rglob("*.html")):
        links = (page := built.page(path.relative_to(built.site).as_posix())).select("a.zoom")
        scripts = [s["src"] for s in page.select("script[src]") if "/lightbox." in s["src"]]
        assert not links or len(scripts) == 1, path
        for address in (*(a["href"] for a in links), *scripts):
            assert (path.parent / address).is_file(), (path, address)
        seen += len(links)
    assert seen > 0
