"""Words of a PDF page by page; a page that is a picture says nothing, and that is said."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from showcase.privacy.values import UnreadableError

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

__all__ = ["PdfText", "read_pdf"]

_SECONDS: Final = 20.0
"""A hostile file must not hold up a build; pypdf takes some 20 ms a page."""
_MAX_PAGES: Final = 3_000
PdfText = tuple[str, str | bytes]
"""Where it stands, in words, and what; bytes are a file that is attached."""


def read_pdf(data: bytes) -> Iterator[PdfText]:
    """:raises UnreadableError: encrypted, damaged, scanned, or too much"""
    from pypdf import PdfReader  # here: few sites have any

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings would count for --strict
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("PDF 加了密码")
        yield from (("文件属性", str(value)) for value in (reader.metadata or {}).values())
        yield from _pages(reader)
        yield from ((f"附带的文件 {name}", content) for name, files in reader.attachments.items() for content in files)
    except UnreadableError:
        raise
    except Exception:  # noqa: BLE001 – pypdf raises whatever a damaged file leads it to
        raise UnreadableError("PDF 已损坏，读不全") from None


def _pages(reader: PdfReader) -> Iterator[PdfText]:
    deadline, blank, count = time.monotonic() + _SECONDS, [], len(reader.pages)
    for number, page in enumerate(reader.pages, 1):
        if number > _MAX_PAGES or time.monotonic() > deadline:
            raise UnreadableError(f"PDF 太长或太复杂，只读到第 {number - 1} 页")
        words = page.extract_text()
        if not words.strip() and _has_picture(page):
            blank.append(number)
        yield f"第 {number} 页", words
        yield from ((f"第 {number} 页的批注", words) for words in _notes(page))
    if blank:
        where = (
            "每一页都是"
            if len(blank) == count
            else f"第 {'、'.join(map(str, blank[:5]))} 页{'等' * (len(blank) > 5)}是"
        )
        raise UnreadableError(f"PDF {where}扫描的图片，里面的字读不到")


def _has_picture(page: PageObject) -> bool:
    """A page without words and without pictures is empty."""
    resources = page.get("/Resources")
    found = resources.get_object().get("/XObject") if resources is not None else None
    return found is not None and len(found.get_object()) > 0


def _notes(page: PageObject) -> Iterator[str]:
    """Comments, fields of forms, and addresses of links."""
    for note in page.get("/Annots") or ():
        found = note.get_object()
        action = found.get("/A")
        target = action.get_object().get("/URI") if action is not None else None
        yield from (
            str(value) for value in (found.get("/Contents"), found.get("/V"), found.get("/TU"), target) if value
        )
