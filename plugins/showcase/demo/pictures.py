"""Pictures that are drawn: a sky, hills, houses, people as signs. Cheap to make, each another one."""

from __future__ import annotations

import io
import random
from typing import Final

from PIL import Image, ImageDraw

__all__ = ["draw_picture", "make_sound"]

_SKIES: Final = ("#cfe3ea", "#e8dcc4", "#d8e4d0", "#f0e3d6", "#c9d6e6", "#dfe9e4")
_HILLS: Final = ("#7fa874", "#5f8f6b", "#9bb08a", "#6d9a8d", "#88a16a", "#a7b48d")
_WALLS: Final = ("#e9e1d3", "#d9c7ac", "#cfd3d2", "#f3efe6", "#c8b39a", "#dcd7ce")
_ROOFS: Final = ("#5d6a70", "#8c5a4a", "#47606b", "#7a6a58", "#394b52")
_VESTS: Final = ("#b5483c", "#2f6f6a", "#c98b2b", "#3f5f8a", "#7b5a86")
_COARSE: Final = 1000
"""From this size on a picture gets a grain, so that it is as heavy as a photo."""


def draw_picture(rng: random.Random, edge: int) -> bytes:
    """A JPEG, four to three, its longer side as long as said."""
    width, height = edge, edge * 3 // 4
    image = Image.new("RGB", (width, height), rng.choice(_SKIES))
    pen = ImageDraw.Draw(image)
    _hills(pen, rng, width, height)
    for _ in range(rng.randint(1, 4)):
        _house(pen, rng, width, height)
    for _ in range(rng.randint(2, 7)):
        _person(pen, rng, width, height)
    if edge >= _COARSE:
        image = _grained(image, rng)
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=82)
    return stream.getvalue()


def _hills(pen: ImageDraw.ImageDraw, rng: random.Random, width: int, height: int) -> None:
    for level in (0.45, 0.6):
        tops = [(width * n / 4, height * (level + rng.uniform(-0.1, 0.06))) for n in range(5)]
        pen.polygon([*tops, (width, height), (0, height)], fill=rng.choice(_HILLS))


def _house(pen: ImageDraw.ImageDraw, rng: random.Random, width: int, height: int) -> None:
    left, base = rng.uniform(0, 0.8) * width, rng.uniform(0.68, 0.78) * height
    wide, high = rng.uniform(0.1, 0.25) * width, rng.uniform(0.12, 0.34) * height
    top = base - high
    pen.rectangle((left, top, left + wide, base), fill=rng.choice(_WALLS))
    roof = ((left - wide * 0.08, top), (left + wide / 2, top - high * 0.3), (left + wide * 1.08, top))
    pen.polygon(roof, fill=rng.choice(_ROOFS))
    pen.rectangle((left + wide * 0.4, base - high * 0.35, left + wide * 0.6, base), fill=rng.choice(_ROOFS))


def _person(pen: ImageDraw.ImageDraw, rng: random.Random, width: int, height: int) -> None:
    x, y, size = rng.uniform(0.05, 0.92) * width, rng.uniform(0.78, 0.9) * height, height * rng.uniform(0.05, 0.08)
    pen.ellipse((x, y - size * 1.5, x + size * 0.6, y - size * 0.9), fill="#8a6a58")
    pen.rectangle((x - size * 0.1, y - size * 0.9, x + size * 0.7, y), fill=rng.choice(_VESTS))
    pen.rectangle((x, y, x + size * 0.6, y + size * 0.8), fill="#3d4449")


def _grained(image: Image.Image, rng: random.Random) -> Image.Image:
    tile = Image.frombytes("L", (512, 512), rng.randbytes(512 * 512))
    grain = tile.resize(image.size, Image.Resampling.BILINEAR).convert("RGB")
    return Image.blend(image, grain, 0.12)


def make_sound(seconds: int) -> bytes:
    """Silence as MP3: 32 kbit/s, mono, 44,100 Hz; 38 frames a second."""
    frame = b"\xff\xfb\x10\xc4" + bytes(100)
    return frame * (38 * seconds)
