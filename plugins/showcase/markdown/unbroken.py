"""Dates and 文号 that do not break at a line's end (LOOK.md §3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["unbroken"]

_PLACE: Final = re.compile(
    r"[<〔\d](?:(?<=<)[^>]*>|(?<=\d)(?:\d?月\d{1,2}日|\d{3}年\d{1,2}月(?:\d{1,2}日)?)|(?<=〔)\d{4}〕\d{1,5}号)"
)
"""A tag, a date, or a 文号 without its 机关代字. Each begins with one of a few signs, so that the search leaps from one
to the next: with up to five characters before 〔 in the pattern, a text of 2,600 took 0.22 ms, and takes 0.02."""
_LONGEST_CODE: Final = 5


def unbroken(html: str) -> str:
    """Clean HTML in which they are wrapped; tags are passed over with their attributes."""
    if "月" not in html and "〔" not in html:
        return html
    return "".join(_pieces(html))


def _pieces(html: str) -> Iterator[str]:
    end = 0
    for match in _PLACE.finditer(html):
        start = match.start()
        if html[start] == "<":
            continue
        if html[start] == "〔":
            start = _code_start(html, start, end)
        yield f'{html[end:start]}<span class="nowrap">{html[start : match.end()]}</span>'
        end = match.end()
    yield html[end:]


def _code_start(html: str, bracket: int, end: int) -> int:
    """Where the 机关代字 before a bracket begins: at most five Chinese characters, none of them used already."""
    start = bracket
    while start > max(end, bracket - _LONGEST_CODE) and "\u4e00" <= html[start - 1] <= "\u9fff":
        start -= 1
    return start
