"""Screenshots of every page type, to look at: ``python -m tests.screenshots OUT [--site DIR] [--only WORD …] [--modes …] [--widths …]``.

Each page is opened once at each width and shown in four modes: light, dark, elder (长辈版), elder-dark. OUT receives
one JPEG each, ``TYPE-WIDTH-MODE.jpg``, and contact sheets, ``sheet-WIDTH-MODE-N.jpg``, on which many are seen at once.
``--site`` takes what ``publish`` of tests/page_types.py made before; without it both sites are built.
"""

from __future__ import annotations

import argparse
import base64
import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw

from tests.browser import Browser, served
from tests.page_types import PAGE_TYPES, PageType, publish

WIDTHS = (1440, 390)
MODES = ("light", "dark", "elder", "elder-dark")
TALLEST = 9000
"""Pixels of a page that are shown; what comes below is more of the same."""
SHEETS = {1440: (360, 4, 1500), 390: (195, 8, 1500)}
"""For each width: how wide a page is on a sheet, pages in a row, and how much of its height is shown."""
MODE = """(mode => {
  document.body.dataset.mdColorScheme = mode.includes("dark") ? "slate" : "default";
  if (mode.includes("elder")) document.documentElement.dataset.reading = "elder";
  else delete document.documentElement.dataset.reading;
})"""
SEEN = "Promise.all([...document.images].map(i => i.decode().catch(() => {})))"


def set_mode(browser: Browser, mode: str) -> None:
    """Light, dark, elder or elder-dark, on the page that is open."""
    browser.run(f"{MODE}({mode!r})")


def open_page(browser: Browser, address: str, page: PageType, width: int = 390) -> None:
    """Loaded, and filled where a script fills it."""
    browser.size(width, 900)
    browser.open(f"{address}/{page.url}")
    if page.ready:
        browser.until(page.ready)


def shots(
    browser: Browser, address: str, page: PageType, width: int, modes: tuple[str, ...] = MODES
) -> Iterator[tuple[str, Image.Image]]:
    """One picture of the whole page for each mode."""
    open_page(browser, address, page, width)
    for mode in modes:
        set_mode(browser, mode)
        browser.size(width, 900)
        tall = min(TALLEST, browser.run("document.documentElement.scrollHeight"))
        browser.size(width, tall)
        browser.run(f"Promise.race([{SEEN}, new Promise(done => setTimeout(done, 3000))]).then(() => 0)")
        data = browser.call("Page.captureScreenshot", format="jpeg", quality=80)["data"]
        yield mode, Image.open(io.BytesIO(base64.b64decode(data)))


def sheets(out: Path, width: int, mode: str, pictures: list[tuple[str, Image.Image]]) -> None:
    """Pages side by side under their names."""
    wide, columns, tall = SHEETS[width]
    for start in range(0, len(pictures), columns):
        row = pictures[start : start + columns]
        sheet = Image.new("RGB", (columns * (wide + 8), tall + 16), "#777")
        for number, (name, picture) in enumerate(row):
            left = number * (wide + 8)
            sheet.paste(picture.crop((0, 0, wide, min(tall, picture.height))), (left, 16))
            ImageDraw.Draw(sheet).text((left + 2, 2), name, "#fff")
        sheet.save(out / f"sheet-{width}-{mode}-{start // columns + 1}.jpg", quality=85)


def main() -> None:
    """Take them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--site", type=Path)
    parser.add_argument("--only", nargs="*", default=[""], help="parts of names of page types")
    parser.add_argument("--modes", nargs="*", default=MODES, choices=MODES)
    parser.add_argument("--widths", nargs="*", type=int, default=WIDTHS, choices=WIDTHS)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    pages = [p for p in PAGE_TYPES if not p.moves_on and any(word in p.name for word in options.only)]
    with tempfile.TemporaryDirectory() as profile:
        root = publish((options.site or Path(profile) / "sites").absolute())
        browser = Browser(shutil.which("chromium") or "chromium", Path(profile))
        browser.call("Page.setBypassCSP", enabled=True)
        browser.call("Emulation.setScrollbarsHidden", hidden=True)
        with served(root) as address:
            for width in options.widths:
                small: dict[str, list[tuple[str, Image.Image]]] = {mode: [] for mode in options.modes}
                for page in pages:
                    for mode, picture in shots(browser, address, page, width, tuple(options.modes)):
                        picture.save(out := options.out / f"{page.name}-{width}-{mode}.jpg", quality=80)
                        wide = SHEETS[width][0]
                        small[mode].append((page.name, picture.resize((wide, picture.height * wide // width))))
                        print(out)
                for mode, pictures in small.items():
                    sheets(options.out, width, mode, pictures)
        browser.close()


if __name__ == "__main__":
    main()
