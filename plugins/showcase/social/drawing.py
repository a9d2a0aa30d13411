"""A card → the bytes of a JPEG: paper, the picture at the right, the name in large type, the seal below.

The same card, photo and fonts give the same bytes. Nothing but pixels is written: no comment, no profile, no date.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from showcase.model.social import PREVIEW_SIZE, PreviewCard, Stamp
from showcase.social.lettering import Hand, Letters
from showcase.social.lines import broken, cut

__all__ = ["Hands", "draw_preview"]

_Colour = tuple[int, int, int]
_PAPER: Final = (251, 248, 242)
_INK: Final = (31, 42, 42)
_INK_2: Final = (70, 82, 80)
_LINE: Final = (133, 125, 109)
_BRAND: Final = (30, 85, 96)
_BRAND_BG: Final = (229, 238, 236)
_SEAL: Final = (166, 58, 40)
_ON_SEAL: Final = (255, 247, 234)
_GOLD: Final = (122, 90, 22)
_GOLD_BG: Final = (247, 237, 211)
_GOLD_DECO: Final = (201, 162, 75)
_BAND: Final = (20, 60, 68)
_ON_BAND: Final = (244, 237, 221)
"""The colours of the pages (showcase.css), light: whoever shares an address has no scheme."""
_LOOKS: Final[dict[str, tuple[_Colour, _Colour, _Colour]]] = {
    "nat": (_SEAL, _SEAL, _ON_SEAL),
    "pro": (_GOLD_BG, _GOLD_DECO, _GOLD),
    "cit": (_PAPER, _INK_2, _INK),
    "cou": (_PAPER, _LINE, _INK_2),
    "kind": (_BRAND_BG, _BRAND_BG, _BRAND),
}
"""Of a stamp: ground, edge, words."""
_LEFT, _FOOT, _PICTURE = 60, 520, (660, 0, 1200, 508)
"""Margin, upper edge of the band, place of the cover."""
_NAME: Final = (148, 424)
"""From where to where the name may reach."""
_SIZES: Final = (84, 74, 66, 58, 52, 46, 42, 38, 34)
_ONE_LINE: Final = 60
"""A name stands in one line where it can be as large as this: no program knows where a name may be broken."""
_MANY: Final = 56
"""Larger than this a name has three lines at most."""
_LEADING: Final = 1.28
_MOON: Final = 330


@dataclass(frozen=True)
class Hands:
    """The kinds of type: serif speaks, sans works."""

    name: Hand
    text: Hand


def draw_preview(card: PreviewCard, hands: Hands, cover: Path | None) -> bytes:
    """The finished file.

    :param card: that fits: all its signs are in the hands' fonts
    :param cover: a rendition of its photo
    :raises OSError: the rendition is no picture
    """
    image = Image.new("RGB", PREVIEW_SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    _side(image, card, hands, cover)
    _stamps(draw, card, hands)
    width = (_PICTURE[0] if cover else PREVIEW_SIZE[0] - _MOON) - _LEFT - 50
    _name(draw, card.name, hands.name, width)
    if card.place:
        letters = hands.text.at(30)
        letters.draw(draw, (_LEFT, 474), cut(card.place, width, letters.width), _INK_2)
    _band(draw, card, hands)
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=80, subsampling=0)  # halved colour makes red seals bleed
    return stream.getvalue()


def _side(image: Image.Image, card: PreviewCard, hands: Hands, cover: Path | None) -> None:
    """The photo around what its crop must keep; without one the seal before a moon, as on the home page."""
    left, top, right, bottom = _PICTURE
    if cover is not None and card.cover is not None:
        image.paste(_cropped(cover, card.cover.focus, (right - left, bottom - top)), (left, top))
        return
    moon = _moon()
    place = (PREVIEW_SIZE[0] - _MOON - 20, (bottom - _MOON) // 2)
    image.paste(_BRAND_BG, place, moon)
    side = _MOON // 3
    corner = (place[0] + _MOON // 3, place[1] + _MOON // 3)
    _seal(ImageDraw.Draw(image), card.chop, hands.name, (*corner, corner[0] + side, corner[1] + side))


@cache
def _moon() -> Image.Image:
    """A round mask, drawn four times as large: Pillow's own circles have steps."""
    large = Image.new("L", (_MOON * 4, _MOON * 4))
    ImageDraw.Draw(large).ellipse((0, 0, _MOON * 4 - 1, _MOON * 4 - 1), fill=255)
    return large.resize((_MOON, _MOON), Image.Resampling.BOX)


def _cropped(file: Path, focus: tuple[float, float], size: tuple[int, int]) -> Image.Image:
    with Image.open(file) as opened:
        photo = opened.convert("RGB")
    scale = min(photo.width / size[0], photo.height / size[1])
    width, height = size[0] * scale, size[1] * scale
    left = min(max(focus[0] * photo.width - width / 2, 0), photo.width - width)
    top = min(max(focus[1] * photo.height - height / 2, 0), photo.height - height)
    return photo.resize(size, Image.Resampling.BILINEAR, box=(left, top, left + width, top + height))


def _stamps(draw: ImageDraw.ImageDraw, card: PreviewCard, hands: Hands) -> None:
    """Level and kind, then whether a decision says so."""
    letters, x = hands.text.at(26), float(_LEFT)
    for stamp in card.stamps[:2]:
        x = _stamp(draw, stamp, letters, x)
    if card.is_verified is not None:
        mark, words = ("核", "已核实") if card.is_verified else ("报", "单位自报")
        look = _LOOKS["nat"] if card.is_verified else _LOOKS["cou"]
        box = (x, 66, x + 44, 110)
        draw.rectangle(box, look[0], look[1], 2)
        letters.draw_in(draw, box, mark, look[2])
        letters.draw(draw, (x + 54, 97), words, _SEAL if card.is_verified else _INK_2)


def _stamp(draw: ImageDraw.ImageDraw, stamp: Stamp, letters: Letters, x: float) -> float:
    """Where the next one begins."""
    ground, edge, ink = _LOOKS.get(stamp.css, _LOOKS["kind"])
    words = cut(stamp.text, 300, letters.width)
    box = (x, 66, x + letters.width(words) + 32, 110)
    draw.rectangle(box, ground, edge, 2)
    letters.draw_in(draw, box, words, ink)
    return box[2] + 14


def _name(draw: ImageDraw.ImageDraw, name: str, hand: Hand, width: float) -> None:
    """As large as it may be and still fit; the smallest size holds 80 signs beside a picture, more are cut."""
    top, bottom = _NAME
    letters, lines = next(_settings(name, hand, width, bottom - top))
    leading = letters.size * _LEADING
    y = top + (bottom - top - leading * len(lines)) / 2 + leading * 0.5
    for line in lines:
        letters.draw(draw, (_LEFT, y + letters.size * 0.36), line, _INK)
        y += leading


def _settings(name: str, hand: Hand, width: float, height: float) -> Iterator[tuple[Letters, tuple[str, ...]]]:
    """From the best one on."""
    for size in range(_SIZES[0], _ONE_LINE, -2):
        if (letters := hand.at(size)).width(name) <= width:
            yield letters, (name,)
    for size in _SIZES:
        letters, most = hand.at(size), int(height // (size * _LEADING))
        lines = broken(name, width, letters.width)
        if len(lines) <= most and (len(lines) <= 3 or size < _MANY):
            yield letters, lines
    letters, most = hand.at(_SIZES[-1]), int(height // (_SIZES[-1] * _LEADING))
    lines = broken(name, width, letters.width)
    yield letters, (*lines[: most - 1], cut("".join(lines[most - 1 :]), width, letters.width))


def _band(draw: ImageDraw.ImageDraw, card: PreviewCard, hands: Hands) -> None:
    """文武线, and below it whose site this is."""
    draw.rectangle((0, 508, 1199, 513), _SEAL)
    draw.rectangle((0, 517, 1199, 518), _SEAL)
    draw.rectangle((0, _FOOT, 1199, 629), _BAND)
    x = _LEFT
    if card.chop:
        _seal(draw, card.chop, hands.name, (_LEFT, _FOOT + 17, _LEFT + 76, _FOOT + 93))
        x += 100
    letters = hands.name.at(36)
    letters.draw(draw, (x, _FOOT + 68), cut(card.site, 1200 - x - _LEFT, letters.width), _ON_BAND)


def _seal(draw: ImageDraw.ImageDraw, lines: tuple[str, ...], hand: Hand, box: tuple[int, int, int, int]) -> None:
    """The lines stand upright, the first one at the right, as in the pages' header."""
    if not lines:
        return
    left, top, right, bottom = box
    draw.rounded_rectangle(box, (right - left) // 12, _SEAL)
    rows = max(map(len, lines))
    inset = (right - left) // 10
    wide, high = (right - left - 2 * inset) / len(lines), (bottom - top - 2 * inset) / max(rows, 1)
    letters = hand.at(int(min(wide, high) * 0.94))
    for column, line in enumerate(lines):
        x = right - inset - (column + 1) * wide
        for row, sign in enumerate(line):
            y = top + inset + row * high
            letters.draw_in(draw, (x, y, x + wide, y + high), sign, _ON_SEAL)
