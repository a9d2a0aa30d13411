"""Words drawn with several fonts: each sign by the first one that has it, so that none comes out as a box."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Final

from showcase.fonts import Face

if TYPE_CHECKING:
    from PIL import ImageDraw
    from PIL.ImageFont import FreeTypeFont

__all__ = ["Hand", "Letters"]

_Colour = tuple[int, int, int]
_Box = tuple[float, float, float, float]
_KEPT: Final = 24
"""Sizes of fonts that are open at once."""


class Hand:
    """One kind of type: a chain of faces, and which signs each of them has."""

    def __init__(self, chain: Sequence[Face], signs: Mapping[Face, frozenset[int]]) -> None:
        self._chain, self._signs = tuple(chain), signs
        self._sizes: dict[int, Letters] = {}

    def at(self, size: int) -> Letters:
        """The same at a size, in pixels."""
        if size not in self._sizes:
            if len(self._sizes) >= _KEPT:
                self._sizes.clear()
            self._sizes[size] = Letters(self._chain, self._signs, size)
        return self._sizes[size]


class Letters:
    """A hand at one size."""

    def __init__(self, chain: tuple[Face, ...], signs: Mapping[Face, frozenset[int]], size: int) -> None:
        self._chain, self._signs, self.size = chain, signs, size
        self._widths: dict[str, float] = {}

    @cached_property
    def _fonts(self) -> Mapping[Face, FreeTypeFont]:
        from PIL import ImageFont  # here, for most builds draw nothing

        way = ImageFont.Layout.BASIC  # the other one needs a library that not every machine has
        return {f: ImageFont.truetype(f.file, self.size, index=f.index, layout_engine=way) for f in self._chain}

    def width(self, words: str) -> float:
        """In pixels."""
        return sum(map(self._width, words))

    def _width(self, sign: str) -> float:
        if sign not in self._widths:
            self._widths[sign] = self._fonts[self._face_of(sign)].getlength(sign)
        return self._widths[sign]

    def _face_of(self, sign: str) -> Face:
        return next((face for face in self._chain if ord(sign) in self._signs[face]), self._chain[0])

    def _runs(self, words: str) -> Iterator[tuple[Face, str]]:
        return ((face, "".join(signs)) for face, signs in groupby(words, self._face_of))

    def draw(self, draw: ImageDraw.ImageDraw, at: tuple[float, float], words: str, colour: _Colour) -> None:
        """From the left, on a base line."""
        x, y = at
        for face, run in self._runs(words):
            draw.text((x, y), run, fill=colour, font=self._fonts[face], anchor="ls")
            x += self.width(run)

    def draw_in(self, draw: ImageDraw.ImageDraw, box: _Box, words: str, colour: _Colour) -> None:
        """In the middle of a box: left, top, right, bottom."""
        left, top, right, bottom = box
        x = (left + right - self.width(words)) / 2
        self.draw(draw, (x, (top + bottom) / 2 + self.size * _DROP), words, colour)


_DROP: Final = 0.36
"""From the middle of a Chinese sign down to the base line, as a share of its size."""
