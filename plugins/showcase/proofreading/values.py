"""What is found in a text, and the text as the rules see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

__all__ = ["Finding", "Prose", "Remark", "lines_of", "quote"]

_AROUND = 8
"""Signs on each side of what is quoted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One damage at an offset of the text."""

    offset: int
    message: str
    rule: str
    is_error: bool = False
    count: int = 1
    """Places that the message speaks of."""


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """A finding with its line and column, counted from 1 in the file."""

    line: int
    column: int
    message: str
    rule: str
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as readers see it: what they do not see is blanked, so that every offset is that of the file."""

    text: str
    """Traditional signs of it are as written."""
    folded: str
    """The same with simplified signs, for rules that know words."""
    misprints: Mapping[str, tuple[str, str, bool]] = field(default_factory=lambda: MappingProxyType({}))
    """Wrong → right, reason, whether it is grave."""
    lines: tuple[tuple[int, str], ...] = ()
    """Each line with its offset; of a title none is needed."""


def quote(text: str, start: int, end: int) -> str:
    """What was found with a little of what stands around it, on one line and without blanks of ours."""
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = text[end : end + _AROUND].partition("\n")[0]
    return (
        f"{before}{text[start:end]}{after}".replace("\n", " ")
        .replace("\0", "")
        .replace("“", "‘")
        .replace("”", "’")
        .strip()
    )


def lines_of(text: str) -> tuple[tuple[int, str], ...]:
    """Each line with its offset."""
    found, start = [], 0
    for line in text.split("\n"):
        found.append((start, line))
        start += len(line) + 1
    return tuple(found)
