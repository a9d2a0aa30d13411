"""看大图, in a real browser with real keys: Chromium driven through its pipe, below a folder of a strict server."""

from __future__ import annotations

import base64
import contextlib
import fcntl
import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import site

REPOSITORY = Path(__file__).resolve().parent.parent
STRICT = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"
# The browser reads from descriptor 3 and writes to 4.
START = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execvp(sys.argv[3], sys.argv[3:])"
)
KEYS = {"ArrowLeft": 37, "ArrowRight": 39, "End": 35, "Enter": 13, "Escape": 27, "Home": 36, "Tab": 9}


class Browser:
    """Chromium's DevTools protocol over a pipe: JSON ended by a zero byte, nothing but the standard library."""

    def __init__(self, chromium: str, profile: Path) -> None:
        ends = (*os.pipe(), *os.pipe())
        there, self._out, self._in, back = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
        for end in ends:
            os.close(end)
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, str(there), str(back), chromium, *options]
            + [f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank"],
            pass_fds=(there, back), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(there)
        os.close(back)
        self._buffer, self._number, self._session, self.events = b"", 0, "", []
        target = next(t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self._session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        self.call("Page.enable")

    def close(self) -> None:
        self._session = ""
        with contextlib.suppress(OSError, EOFError):
            self.call("Browser.close")
        self._process.wait(20)
        os.close(self._in)
        os.close(self._out)

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            if not (more := os.read(self._in, 1 << 20)):
                raise EOFError("the browser is gone")
            self._buffer += more
        line, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(line)

    def call(self, method: str, **params: Any) -> Any:
        self._number += 1
        sent = {"id": self._number, "method": method, "params": params}
        os.write(
            self._out, json.dumps({**sent, **({"sessionId": self._session} if self._session else {})}).encode() + b"\0"
        )
        while (answer := self._message()).get("id") != self._number:
            self.events.append(answer.get("method"))
        assert "error" not in answer, (method, answer)
        return answer["result"]

    def run(self, script: str) -> Any:
        """The value of an expression, awaited."""
        said = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True)
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    def until(self, script: str) -> None:
        """Wait for a condition; five seconds are enough."""
        wait = f"new Promise(done => {{ const start = Date.now(), look = () => ({script}) ? done(true) : Date.now() - start > 5000 ? done(false) : setTimeout(look, 20); look(); }})"
        assert self.run(wait), script

    def open(self, url: str) -> None:
        self.events.clear()
        self.call("Page.navigate", url=url)
        while "Page.loadEventFired" not in self.events:
            self.events.append(self._message().get("method"))

    def size(self, width: int, height: int, **more: Any) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            **{"deviceScaleFactor": 1, "mobile": False, **more},
        )

    def press(self, *keys: str, modifiers: int = 0) -> None:
        for key in keys:
            both: dict[str, Any] = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS[key], "modifiers": modifiers}
            self.call("Input.dispatchKeyEvent", type="keyDown", **both, **({"text": "\r"} if key == "Enter" else {}))
            self.call("Input.dispatchKeyEvent", type="keyUp", **both)

    def click(self, x: float, y: float) -> None:
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def swipe(self, start: int, end: int, y: int) -> None:
        """A finger from right to left."""
        for kind, x in (("touchStart", start), *(("touchMove", x) for x in range(start - 10, end, -20))):
            self.call("Input.dispatchTouchEvent", type=kind, touchPoints=[{"x": x, "y": y}])
        self.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))


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
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no chromium on PATH")
    found = Browser(chromium, tmp_path_factory.mktemp("profile"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """``pages("a", "b")`` → the address of a page of these pictures, served below a folder."""
    root = tmp_path_factory.mktemp("www")
    folder, assets = root / "sub" / "units", root / "sub" / "assets"
    site.write(folder, {f"{name}.jpg": site.photo(*size) for name, size in SIZES.items()})
    site.write(assets, {"watch.js": WATCH})
    shutil.copy(REPOSITORY / "plugins/showcase/templates/assets/lightbox.js", assets)
    shutil.copy(REPOSITORY / "site_config/theme/assets/showcase.css", assets)

    class Strict(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Nothing: pytest shows what matters."""

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", STRICT)
            super().end_headers()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Strict, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def address(*names: str) -> str:
        site.write(folder, {f"{'-'.join(names)}.html": page(*names)})
        return f"http://127.0.0.1:{server.server_port}/sub/units/{'-'.join(names)}.html"

    yield address
    server.shutdown()
    server.server_close()
    thread.join()


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
  return {src: image.getAttribute('src'), left: r.left, top: r.top, right: r.right, bottom: r.bottom,
    ratio: r.width / r.height, width: r.width, alt: image.alt, inert: one.inert, loading: image.loading};
})()"""


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
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844), (844, 390), (320, 568)])
def test_every_picture_fits_the_view_with_its_caption(browser, pages, width, height):
    browser.size(width, height)
    browser.open(pages(*ALL))
    for number, name in enumerate(ALL):
        click_link(browser, number)
        browser.until(f"{OPEN} && {SHOWN}.src === '{name}.jpg'")
        shown = browser.run(SHOWN)
        assert shown["left"] >= 0 and shown["right"] <= width, name
        assert shown["inert"] is False and shown["loading"] == "eager" and shown["alt"] == f"照片{name}", name
        said = browser.run(
            "(() => { const r = document.querySelector('.lb-cap').getBoundingClientRect(); return [r.top, r.bottom] })()"
        )
        if CAPTIONS[name]:
            assert shown["bottom"] <= said[0] + 1 and said[1] <= height, name
        if name in SIZES:
            wide, high = SIZES[name]
            assert shown["width"] <= wide and shown["top"] >= 0, name
            assert shown["ratio"] == pytest.approx(wide / high, rel=0.02), name
        small = "[...document.querySelectorAll('dialog button')].map(b => b.getBoundingClientRect()).filter(r => Math.min(r.width, r.height) < 44).length"
        assert browser.run(small) == 0
        assert browser.run("document.documentElement.scrollWidth <= innerWidth")
        browser.press("Escape")
        browser.until(f"{SHUT} && !history.state")


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
        scripts = [s["src"] for s in page.select("script[src]") if s["src"].endswith("lightbox.js")]
        assert not links or len(scripts) == 1, path
        for address in (*(a["href"] for a in links), *scripts):
            assert (path.parent / address).is_file(), (path, address)
        seen += len(links)
    assert seen > 0
