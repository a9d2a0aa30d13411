"""A volume as a book: its words in the order of print, clean HTML for texts, no page of the site.

Frozen values without I/O; :mod:`showcase.books.typesetting` and :mod:`showcase.books.epub` make files of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["EPUB", "FORMATS", "HTML", "PDF", "Book", "BookChapter", "BookPart", "Picture"]

PDF: Final = "pdf"
EPUB: Final = "epub"
HTML: Final = "html"
FORMATS: Final = (PDF, EPUB)
"""Suffixes of the files that the site offers of a volume; as HTML it has its pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photo as it is published: made upright, in sRGB, and without what a camera wrote into it."""

    name: str
    """File name, from its content; the same in the book as on the site."""
    file: str
    """Absolute place of the JPEG in the photo cache."""
    width: int
    height: int
    """Pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookChapter:
    """One article."""

    number: int
    """Through the whole volume."""
    title: str
    subtitle: str = ""
    unit: str
    """Full name of the unit that wrote it (requirement R61)."""
    date: str = ""
    url: str
    """Absolute address of the full text on the site."""
    html: str
    """Clean, with absolute addresses."""
    is_shortened: bool = False
    """Sections were left out: 编入时有删节."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPart:
    """编; a volume of one part without a title has no page for it."""

    label: str
    """第一编."""
    title: str
    chapters: tuple[BookChapter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A volume, ready to be printed."""

    slug: str
    title: str
    subtitle: str = ""
    kicker: str = ""
    """经验交流汇编 · 第三辑."""
    series: str = ""
    number: int | None = None
    """In its series."""
    issuers: str
    """中共…委, who answers for it."""
    editors: str = ""
    date: str
    """As it is printed."""
    day: dt.date
    """In the file's own data: the first day of a date that is a month or a year; never a clock's."""
    summary: str = ""
    counts: str = ""
    """4 编 14 篇."""
    item_word: str = "篇"
    """What an article of it is called."""
    is_official: bool = False
    """Set as a 公文 is (GB/T 9704—2012), not as a book."""
    chop: tuple[str, ...] = ()
    """Lines of the seal on the cover."""
    preface: str = ""
    """Clean HTML."""
    notes: tuple[str, ...] = ()
    """Sentences for the colophon: of shortened articles, of revoked titles."""
    url: str
    """Absolute address of the volume on the site."""
    site: str = ""
    """Name of the site."""
    parts: tuple[BookPart, ...]
    pictures: tuple[Picture, ...] = ()
    """All that its texts show, each once."""

    @property
    def chapters(self) -> Iterator[BookChapter]:
        """Of all parts, in their order."""
        for part in self.parts:
            yield from part.chapters

    @property
    def has_part_pages(self) -> bool:
        """A volume of one part without a title has none."""
        return len(self.parts) > 1 or any(part.title for part in self.parts)

    @property
    def name(self) -> str:
        """Of its files, without suffix."""
        return self.slug
