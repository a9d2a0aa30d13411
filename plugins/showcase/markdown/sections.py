"""Where the sections and paragraphs of a text stand, so that some of them can be left out of it.

Found by comrak's own marks, so that a section here is a section on the page: with setext headings, and without those
in code, quotations and lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from showcase.markdown.engine import tidy, to_html
from showcase.markdown.values import plain_text
from showcase.model.documents import Text

__all__ = ["Block", "blocks_of", "without_lines"]

_TAG: Final = re.compile(
    r"<(/?)(p|h[2-6]|ul|ol|blockquote|pre|table|section)(?=[ >])(?:[^<>]*? data-sourcepos=\"(\d+):)?[^<>]*>"
)
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
    found = [
        item for item in _outermost(tidy(to_html(text.markdown, sourcepos=True, has_ids=False))) if item[1] != "section"
    ]
    ends = [*(line for line, _, _ in found), text.markdown.count("\n") + 1][1:]
    return tuple(
        Block(line, end, tag, plain_text(inside)) for (line, tag, inside), end in zip(found, ends, strict=True)
    )


def _outermost(html: str) -> Iterator[tuple[int, str, str]]:
    """Elements that stand in no other: line, tag and what is in them.

    By expression, for a parser of HTML takes longer than comrak: 0.4 ms a text, of which a volume may have hundreds.
    """
    opened: list[str] = []
    line, begin = 0, 0
    for match in _TAG.finditer(html):
        closes, tag, place = match[1], match[2], match[3]
        if closes and opened and tag == opened[-1]:
            opened.pop()
            if not opened:
                yield line, tag, html[begin : match.start()]
        elif not closes and place:  # what an author wrote as HTML has none
            if not opened:
                line, begin = int(place) - 1, match.end()
            opened.append(tag)


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
