"""Where the sections and paragraphs of a text stand, so that some of them can be left out of it.

Found by comrak's own marks, so that a section here is a section on the page: with setext headings, and without those
in code, quotations and lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from showcase.markdown.engine import tidy, to_html
from showcase.model.documents import Text

__all__ = ["Block", "blocks_of", "without_lines"]

_BLOCKS: Final = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "table", "section"})
_DEFINITION: Final = re.compile(r" {0,3}\[[^\]]+\]:")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a list … that stands in nothing else."""

    start: int
    """Its first line, counted from 0 within the text."""
    stop: int
    """The first line behind it, and behind what is empty after it."""
    tag: str
    """``h2`` … ``h6``, ``p``, ``ul``, ``table`` …"""
    text: str
    """Its words."""

    @property
    def level(self) -> int:
        """Of a heading, from 2; 0 of anything else."""
        return int(self.tag[1]) if self.tag[0] == "h" and self.tag[1:].isdigit() else 0


def blocks_of(text: Text) -> tuple[Block, ...]:
    """The blocks of a text from its first to its last line; footnotes are none."""
    finder = _Finder()
    finder.feed(tidy(to_html(text.markdown, sourcepos=True)))
    finder.close()
    found = [item for item in finder.found if item.tag != "section"]
    if not found:
        return ()
    ends = [*(item.line for item in found[1:]), text.markdown.count("\n") + 1]
    return tuple(
        Block(item.line, end, item.tag, "".join(item.words).strip()) for item, end in zip(found, ends, strict=True)
    )


def without_lines(text: Text, cuts: Iterable[tuple[int, int]]) -> Text:
    """A text without some of its lines; what defines footnotes and addresses stays, for others may name them too."""
    gone = {line for start, stop in cuts for line in range(start, stop)}
    lines = text.markdown.split("\n")
    kept = (line for n, line in enumerate(lines) if n not in gone)
    defined = _definitions(line for n, line in enumerate(lines) if n in gone)
    return Text("\n".join((*kept, "", *defined)).strip("\n") + "\n", text.first_line)


def _definitions(lines: Iterable[str]) -> Iterator[str]:
    """``[^1]: …`` with what is indented below it; each ends with an empty line."""
    is_inside = False
    for line in lines:
        is_inside = bool(_DEFINITION.match(line)) or (is_inside and line.startswith((" ", "\t")))
        if is_inside:
            yield line
            yield ""


@dataclass(slots=True)
class _Found:
    line: int
    tag: str
    words: list[str]


class _Finder(HTMLParser):
    """Elements that stand in no other, with their lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Found] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        place = dict(attrs).get("data-sourcepos")
        if tag not in _BLOCKS or place is None:
            return
        if not self._open:
            self.found.append(_Found(int(place.partition(":")[0]) - 1, tag, []))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == self._open[-1]:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[-1].words.append(data)
