"""Characters that no font has: where they stand, so that somebody can do something about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from showcase.books.typesetting import GETA
from showcase.diagnostics import Diagnostic, Location, Severity
from showcase.model.documents import Source, Text
from showcase.model.volumes import Volume

__all__ = ["missing_glyphs"]

_MOST: Final = 20
"""Of one text: a file in a foreign script has hundreds."""


def missing_glyphs(volume: Volume, missing: Iterable[str], texts: Mapping[str, Text]) -> Iterator[Diagnostic]:
    """One warning for each character of each text, at its first place there.

    :param texts: whole bodies, by path of the file: a place in a shortened one is none in the file
    """
    signs = sorted(missing)
    sources = {source.path: (source, words) for source, words in _sources(volume)}
    told: set[str] = set()
    for source, words in sources.values():
        places = [(sign, _place(sign, source, words, texts[source.path])) for sign in signs]
        found = [(sign, place) for sign, place in places if place is not None]
        told |= {sign for sign, _ in found}
        yield from (_warning(sign, place) for sign, place in found[:_MOST])
    yield from (_warning(sign, volume.source.at()) for sign in signs if sign not in told)


def _sources(volume: Volume) -> Iterator[tuple[Source, str]]:
    """Files that its words come from, with what their front matter gives to print."""
    yield volume.source, "".join((volume.title, volume.subtitle, *volume.by, *volume.editors))
    for chapter in volume.chapters:
        yield chapter.source, chapter.title + chapter.subtitle


def _place(sign: str, source: Source, words: str, text: Text) -> Location | None:
    for number, line in enumerate(text.markdown.splitlines()):
        column = line.find(sign)
        if column >= 0:
            return Location(source.path, text.first_line + number, column + 1)
    return source.at("title") if sign in words else None


def _warning(sign: str, place: Location) -> Diagnostic:
    message = (
        f"没有字体印得出“{sign}”（U+{ord(sign):04X}），PDF 里印作“{GETA}”；请把有这个字的字体放进 books.fonts 的文件夹"
    )
    return Diagnostic(place, message, "book-glyph", Severity.WARNING)
