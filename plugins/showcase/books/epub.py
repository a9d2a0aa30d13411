"""A book → EPUB 3.3: pages, photos and contents in a ZIP whose bytes follow from the book alone.

Written out here, for no library gives the same bytes twice: pandoc and EbookLib take times and identifiers from a clock
or from chance, and have their own mind about parts and the cover. epubcheck reads what comes of it in the tests.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from showcase.books.epub_pages import (
    CONTAINER,
    STYLE,
    Page,
    chapter_body,
    colophon_body,
    cover_body,
    nav,
    opf,
    part_body,
    preface_body,
    xhtml,
)
from showcase.books.epub_text import Places, text_xhtml
from showcase.books.values import Book

__all__ = ["make_epub"]

_COVER: Final = "cover.png"
_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""ZIP's own beginning of time."""


def make_epub(book: Book, addresses: Mapping[str, str], cover: bytes | None) -> bytes:
    """The file: the same bytes for the same book.

    :param addresses: names of pictures by their address in the texts
    :param cover: a PNG; without one the first page says what it would
    :raises OSError: a photo cannot be read
    """
    places = Places(addresses, {c.url: f"chapter-{c.number:03d}.xhtml" for c in book.chapters})
    front = list(_front(book, places, cover))
    parts = list(_parts(book, places))
    body = [page for part, chapters in parts for page in (*([part] if part else []), *chapters)]
    contents = Page("nav.xhtml", "目录", nav(book, front, parts), "nav")
    pages = [*front, contents, *body]
    names = [*([_COVER] if cover else []), *(picture.name for picture in book.pictures)]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        _put(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _put(archive, "META-INF/container.xml", CONTAINER.encode())
        _put(archive, "EPUB/package.opf", opf(book, pages, names, _COVER if cover else "").encode())
        _put(archive, "EPUB/style.css", STYLE.encode())
        for page in pages:
            _put(archive, f"EPUB/{page.name}", page.content.encode())
        if cover:
            _put(archive, f"EPUB/images/{_COVER}", cover, zipfile.ZIP_STORED)
        for picture in book.pictures:
            _put(archive, f"EPUB/images/{picture.name}", Path(picture.file).read_bytes(), zipfile.ZIP_STORED)
    return stream.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> None:
    """JPEGs are stored as they are: deflating gains nothing and takes longest."""
    info = zipfile.ZipInfo(name, _DAY)
    info.external_attr = 0o644 << 16
    info.create_system = 3  # else it would say which system it was written on
    archive.writestr(info, content, method)


def _front(book: Book, places: Places, cover: bytes | None) -> Iterator[Page]:
    first = cover_body(book, _COVER if cover else "")
    yield Page("cover.xhtml", "封面", xhtml(book.title, first, "cover"))
    yield Page("colophon.xhtml", "版权页", xhtml("版权页", colophon_body(book), "frontmatter"))
    if book.preface:
        text = preface_body(book, text_xhtml(book.preface, book.url, places))
        yield Page("preface.xhtml", "前言", xhtml("前言", text, "frontmatter"))


def _parts(book: Book, places: Places) -> Iterator[tuple[Page | None, list[Page]]]:
    for number, part in enumerate(book.parts, 1):
        title = "　".join(filter(None, (part.label, part.title)))
        page = Page(f"part-{number:02d}.xhtml", title, xhtml(title, part_body(part, book.item_word), "bodymatter"))
        chapters = [
            Page(
                places.chapters[chapter.url],
                chapter.title,
                xhtml(
                    chapter.title, chapter_body(chapter, text_xhtml(chapter.html, chapter.url, places)), "bodymatter"
                ),
            )
            for chapter in part.chapters
        ]
        yield page if book.has_part_pages else None, chapters
