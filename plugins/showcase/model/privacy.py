"""How the office wants personal numbers masked (DOMAIN.md §3.6), and what ``site.yml`` accepts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

__all__ = ["Mask", "MaskError", "Masks"]

_NOTATION: Final = re.compile(r"(\d{1,2})\+(\d{0,2})\*\+(\d{1,2})")
_MIN_HIDDEN: Final = 4


class MaskError(ValueError):
    """The notation is not understood, or would hide too little; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Mask:
    """``2+13*+3``: so many signs shown, so many stars, so many shown; the stars fit the length of the number."""

    head: int
    tail: int

    @classmethod
    def of(cls, notation: str, length: int) -> Mask:
        """:raises MaskError: not of that form, not of that length, or fewer than four signs are hidden

        :param length: signs of the number; for bank cards, which have 16 to 19, the fewest
        """
        match = _NOTATION.fullmatch(notation.replace(" ", "").replace("＋", "+").replace("＊", "*"))
        if match is None:
            raise MaskError(f"“{notation}”应形如“3+4*+4”：开头留几位、几个星号、末尾留几位")
        head, tail = int(match[1]), int(match[3])
        if match[2] and head + int(match[2]) + tail != length:
            raise MaskError(f"“{notation}”合起来应是 {length} 位")
        if length - head - tail < _MIN_HIDDEN:
            raise MaskError(f"“{notation}”至少要遮住 {_MIN_HIDDEN} 位")
        return cls(head, tail)

    def apply(self, number: str) -> str:
        """A number as it may be shown."""
        hidden = max(len(number) - self.head - self.tail, _MIN_HIDDEN)
        return f"{number[: self.head]}{'*' * hidden}{number[len(number) - self.tail :] if self.tail else ''}"


@dataclass(frozen=True, slots=True)
class Masks:
    """One for each kind of number; the stricter convention where there are two (2+13*+3, not 6+8*+4)."""

    id: Mask = field(default=Mask(2, 3))
    mobile: Mask = field(default=Mask(3, 4))
    card: Mask = field(default=Mask(4, 4))
