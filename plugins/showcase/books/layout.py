"""A book as the data that its typst template walks through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from showcase.books.pictures import BOOK_ROOM, OFFICIAL_ROOM
from showcase.books.tree import blocks_of
from showcase.books.values import Book, BookChapter, BookPart
from showcase.books.xhtml import printable
from showcase.fonts import FontSet

__all__ = ["colophon", "signs_of", "volume_data"]

_SIZES: Final = ((5, 44), (7, 36), (10, 30), (14, 25))
"""Points of a title on the cover, for as many characters at most."""
_SMALLEST: Final = 21


def volume_data(book: Book, fonts: FontSet, addresses: Mapping[str, str]) -> dict[str, Any]:
    """All words in their order; every text already taken apart.

    :param addresses: names of pictures by their address in the texts
    """
    return {
        "title": printable(book.title),
        "title-size": next((size for longest, size in _SIZES if len(book.title) <= longest), _SMALLEST),
        "subtitle": printable(book.subtitle),
        "kicker": printable(book.kicker),
        "issuers": printable(book.issuers),
        "editors": printable(book.editors or book.issuers),
        "date": book.date,
        "day": [book.day.year, book.day.month, book.day.day],
        "summary": printable(book.summary),
        "official": book.is_official,
        "picture-height": (OFFICIAL_ROOM if book.is_official else BOOK_ROOM).height,
        "chop": [printable(line) for line in book.chop],
        "colophon": [[name, printable(words)] for name, words in colophon(book) if words],
        "notes": [printable(note) for note in book.notes],
        "preface": blocks_of(book.preface, addresses) if book.preface else [],
        "links": {chapter.url: chapter.number for chapter in book.chapters},
        "units": [printable(chapter.unit) for chapter in book.chapters],
        "parts": [_part(part, number, book, addresses) for number, part in enumerate(book.parts, 1)],
        "fonts": _fonts(fonts),
    }


def _fonts(fonts: FontSet) -> dict[str, Any]:
    families: dict[str, Any] = {role: list(families) for role, families in fonts.families.items()}
    mono = ["DejaVu Sans Mono", *families["hei"]]  # typst brings it along
    return {**families, "mono": mono, "title-weight": "regular" if fonts.is_title_real else "bold"}


def _units(book: Book) -> int:
    return len({chapter.unit for chapter in book.chapters})


def colophon(book: Book) -> Iterator[tuple[str, str]]:
    """What the page behind the cover says, line by line."""
    yield "书　　名", book.title + (f"——{book.subtitle}" if book.subtitle else "")
    yield "丛　　书", book.kicker
    yield "编　　印", book.issuers
    yield "编　　辑", book.editors
    yield "日　　期", book.date
    yield "收　　录", f"{_units(book)} 家单位，{book.counts}"
    yield "在线阅读", book.url


def _part(part: BookPart, number: int, book: Book, addresses: Mapping[str, str]) -> dict[str, Any]:
    return {
        "number": number,
        "label": printable(part.label),
        "title": printable(part.title),
        "count": f"{len(part.chapters)} {book.item_word}",
        "has-page": book.has_part_pages,
        "chapters": [_chapter(chapter, addresses) for chapter in part.chapters],
    }


def _chapter(chapter: BookChapter, addresses: Mapping[str, str]) -> dict[str, Any]:
    return {
        "number": chapter.number,
        "title": printable(chapter.title),
        "subtitle": printable(chapter.subtitle),
        "unit": printable(chapter.unit),
        "date": chapter.date,
        "url": chapter.url,
        "shortened": chapter.is_shortened,
        "blocks": blocks_of(chapter.html, addresses),
    }


def signs_of(data: Any) -> set[str]:
    """All characters that the book shows."""
    if isinstance(data, str):
        return set(data)
    values = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return set().union(*(signs_of(value) for value in values))
