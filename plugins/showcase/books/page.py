"""A book → one HTML file that holds its photos and style: to be sent by mail, read anywhere, printed."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Final

from showcase.books.epub_pages import STYLE, chapter_body, colophon_body, cover_body, part_body, preface_body
from showcase.books.epub_text import Places, text_xhtml
from showcase.books.values import Book

__all__ = ["make_page"]

_OWN: Final = """\
body { max-width: 38em; margin: 0 auto; padding: 0 1em; color: #1f2a2a; background: #fff; font-size: 1.05rem; }
section.page { padding: 2em 0; border-bottom: 1px solid #ddd5c5; }
.title, .part { margin-top: 3em; }
nav li { margin: 0.3em 0; }
@page { size: A4; margin: 25mm 22mm; }
@media print { section.page { break-before: page; border: 0; padding: 0; } h1, h2, h3 { break-after: avoid; } }
"""
_ID: Final = re.compile(r' id="(i\d+)"')
_ANCHOR: Final = re.compile(r' href="#(i\d+)"')
_IMAGE: Final = re.compile(r'src="images/([^"]+)"')
_EPUB: Final = re.compile(r' epub:type="[^"]*"')


def make_page(book: Book, addresses: Mapping[str, str]) -> bytes:
    """The whole file; photos are in it as ``data:``, so it grows with them.

    :raises OSError: a photo cannot be read
    """
    places = Places(addresses, {chapter.url: f"#c{chapter.number}" for chapter in book.chapters})
    sections = [("cover", cover_body(book, "")), ("colophon", colophon_body(book))]
    if book.preface:
        sections.append(("preface", preface_body(book, text_xhtml(book.preface, book.url, places))))
    sections.append(("toc", _contents(book)))
    for number, part in enumerate(book.parts, 1):
        if book.has_part_pages:
            sections.append((f"p{number}", part_body(part, book.item_word)))
        for chapter in part.chapters:
            sections.append(
                (f"c{chapter.number}", chapter_body(chapter, text_xhtml(chapter.html, chapter.url, places)))
            )
    body = "\n".join(f'<section class="page" id="{name}">{_own_ids(html, name)}</section>' for name, html in sections)
    return _with_pictures(_EPUB.sub("", _whole(book, body)), book).encode()


def _whole(book: Book, body: str) -> str:
    title = escape("：".join(filter(None, (book.title, book.subtitle))))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head><meta charset="UTF-8"/>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>'
        f"<title>{title}</title><style>\n{STYLE}{_OWN}</style></head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _contents(book: Book) -> str:
    lines: list[str] = []
    for number, part in enumerate(book.parts, 1):
        items = "".join(
            f'<li><a href="#c{c.number}">{escape(c.title)}</a>　{escape(c.unit)}</li>' for c in part.chapters
        )
        head = f'<li><a href="#p{number}">{escape(part.label)}　{escape(part.title)}</a><ol>{items}</ol></li>'
        lines.append(head if book.has_part_pages else items)
    return f"<h1>目录</h1><nav><ol>{''.join(lines)}</ol></nav>"


def _own_ids(html: str, section: str) -> str:
    """Every text counts its anchors from one."""
    return _ANCHOR.sub(rf' href="#{section}-\1"', _ID.sub(rf' id="{section}-\1"', html))


def _with_pictures(html: str, book: Book) -> str:
    files = {picture.name: picture.file for picture in book.pictures}

    def data(match: re.Match[str]) -> str:
        return f'src="data:image/jpeg;base64,{base64.b64encode(Path(files[match[1]]).read_bytes()).decode()}"'

    return _IMAGE.sub(data, html)
