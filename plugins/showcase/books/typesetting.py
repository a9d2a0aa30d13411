"""A book → PDF, by typst, in a process of its own.

Of its own, for a volume of 200 photos takes some hundred megabytes that the site's build then need not hold, and what
goes wrong in it ends that process alone. The folder that it sees holds the templates, the words as JSON, the photos
and the chosen fonts; typst reads nothing outside it, and fetches nothing.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from showcase.books.pictures import BOOK_ROOM, OFFICIAL_ROOM, place_pictures, put
from showcase.books.values import Book
from showcase.fonts import FontSet

__all__ = ["GETA", "TypesettingError", "draw_cover", "typeset"]

GETA: Final = "〓"
"""What printers put where they have no type for a character."""
_PATIENCE: Final = 600
"""Seconds; a volume of 100 articles takes a few."""
_TEMPLATES: Final = ("blocks.typ", "book.typ", "cover.typ", "covers.typ", "official.typ")
_DOTS: Final = 144
"""An inch, of the cover as a picture: 1,049 pixels wide."""


class TypesettingError(RuntimeError):
    """typst could not do it; says why in its own words."""


def typeset(book: Book, data: Mapping[str, Any], fonts: FontSet, missing: frozenset[str], photos: Path) -> bytes:
    """The PDF: tagged (PDF/UA-1), with subset fonts; the same bytes for the same book and fonts.

    :param data: the words, by :func:`showcase.books.layout.volume_data`
    :param missing: characters that no font has; 〓 stands for them
    :param photos: folder in the cache for photos at their printed size
    :raises TypesettingError: typst failed
    """
    main = "official.typ" if book.is_official else "book.typ"
    room = OFFICIAL_ROOM if book.is_official else BOOK_ROOM

    def furnish(folder: Path) -> None:
        place_pictures(book.pictures, room, photos, folder)

    return _made(main, "pdf", data, book.day, furnish, fonts, missing)


def draw_cover(book: Book, data: Mapping[str, Any], fonts: FontSet, missing: frozenset[str]) -> bytes:
    """The cover as a PNG, for EPUB.

    :raises TypesettingError: typst failed
    """
    words = {**data, "parts": [], "preface": [], "units": [], "links": {}}
    return _made("cover.typ", "png", words, book.day, lambda _folder: None, fonts, missing)


def _made(
    main: str,
    form: str,
    data: Mapping[str, Any],
    day: dt.date,
    furnish: Callable[[Path], None],
    fonts: FontSet,
    missing: frozenset[str],
) -> bytes:
    words = json.dumps(data, ensure_ascii=False).translate({ord(sign): GETA for sign in missing})
    with tempfile.TemporaryDirectory(prefix="showcase-book-") as name:
        folder = Path(name)
        _furnish(folder, fonts)
        furnish(folder / "pictures")
        (folder / "volume.json").write_text(words, encoding="utf-8")
        _run(folder, main, form, day)
        return (folder / f"made.{form}").read_bytes()


def _furnish(folder: Path, fonts: FontSet) -> None:
    for name in _TEMPLATES:
        (folder / name).write_bytes((files("showcase.books") / "templates" / name).read_bytes())
    (folder / "pictures").mkdir()
    (folder / "fonts").mkdir()
    for number, file in enumerate(fonts.files):
        put(Path(file), folder / "fonts" / f"{number:02d}{Path(file).suffix}")


def _run(folder: Path, main: str, form: str, day: dt.date) -> None:
    order = [sys.executable, "-m", "showcase.books.typesetting", str(folder), main, form, day.isoformat()]
    path = os.pathsep.join(filter(None, sys.path))
    try:
        done = subprocess.run(  # noqa: S603 – ourselves
            order, env={**os.environ, "PYTHONPATH": path}, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise TypesettingError(f"{_PATIENCE} 秒还没有排完") from None
    if done.returncode:
        raise TypesettingError(done.stderr.decode(errors="replace").strip()[-500:] or f"退出码 {done.returncode}")


def _main(folder: str, main: str, form: str, day: str) -> None:
    import typst  # here, in the process that is made for it

    midnight = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), dt.UTC)
    compiler = typst.Compiler(f"{folder}/{main}", root=folder, font_paths=[f"{folder}/fonts"], ignore_system_fonts=True)
    when = int(midnight.timestamp())
    try:
        if form == "pdf":
            made = compiler.compile(format="pdf", timestamp=when, pdf_standards=["ua-1"])
        else:
            made = compiler.compile(format="png", timestamp=when, ppi=_DOTS)
    except typst.TypstError as error:
        sys.exit("\n".join(map(str, (error, *getattr(error, "hints", ())))))
    if not isinstance(made, bytes):
        sys.exit("封面不止一页")
    Path(folder, f"made.{form}").write_bytes(made)


if __name__ == "__main__":
    _main(*sys.argv[1:])
