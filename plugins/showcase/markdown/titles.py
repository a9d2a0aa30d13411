"""First-level headings in a text: the page has one already, its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from showcase.model.documents import Text

__all__ = ["first_level_lines"]

_HEADING: Final = re.compile(r" {0,3}#\s+\S")
_UNDERLINE: Final = re.compile(r" {0,3}=+\s*")


def first_level_lines(text: Text) -> tuple[int, ...]:
    """Lines of the file with such a heading, or its underline."""
    if "#" not in text.markdown and "=" not in text.markdown:
        return ()
    return tuple(_lines(text))


def _lines(text: Text) -> Iterator[int]:
    before = ""
    for number, line in enumerate(_outside_code(text.markdown), text.first_line):
        underlined = before.strip() and _UNDERLINE.fullmatch(line)
        if _HEADING.match(line) or underlined:
            yield number
        before = line


def _outside_code(markdown: str) -> Iterator[str]:
    fenced = False
    for line in markdown.split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        yield "" if fenced else line
