"""一、（一）1.（1）: the levels of a text by how its headings are numbered (GB/T 9704—2012, 7.3.3)."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Final

__all__ = ["Level", "level_of"]

_HAN: Final = "[一二三四五六七八九十百]{1,4}"
_LONGEST: Final = 40
"""Signs of a heading that is not marked as one; a longer line is a sentence that begins with a number."""
_ENDS: Final = "。；！？：…，、;:!?,"


class Level(IntEnum):
    """From large to small."""

    FIRST = 1
    SECOND = 2
    THIRD = 3
    FOURTH = 4

    @staticmethod
    def looks_like_one(words: str) -> bool:
        """Whether a paragraph may be a heading: short, and not ended as a sentence."""
        return 0 < len(words) <= _LONGEST and words[-1] not in _ENDS and "。" not in words


_PATTERNS: Final = (
    (Level.FIRST, re.compile(rf"{_HAN}、|第{_HAN}[章编部]")),
    (Level.SECOND, re.compile(rf"[（(]{_HAN}[）)]|第{_HAN}[节条]")),
    (Level.THIRD, re.compile(r"\d{1,2}[.．、](?!\d)")),
    (Level.FOURTH, re.compile(r"[（(]\d{1,2}[）)]")),
)


def level_of(words: str) -> Level | None:
    """By what it begins with; ``None`` when that is no number."""
    start = words.lstrip(" \u3000")
    return next((level for level, pattern in _PATTERNS if pattern.match(start)), None)
