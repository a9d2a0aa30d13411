"""Placeholders as the cache keeps them: ``4 abc 9de …`` – how many fields a row has, then their colours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PIL import Image

from showcase.model.renditions import Placeholder, plan_placeholder
from showcase.model.units import Photo

__all__ = ["encode_placeholder", "read_placeholders"]

_KEPT: Final = re.compile(r"([1-4])((?: [0-9a-f]{3}){1,16})")


def encode_placeholder(image: Image.Image) -> bytes:
    """A picture of a few pixels as it is kept."""
    levels = [f"{(value + 8) // 17:x}" for value in image.tobytes()]
    colours = ["".join(levels[n : n + 3]) for n in range(0, len(levels), 3)]
    return " ".join((str(image.width), *colours)).encode()


def read_placeholders(photos: Iterable[Photo], cache: Path) -> dict[str, Placeholder]:
    """By digest of the photo; what cannot be read is left out: a page is complete without."""
    found: dict[str, Placeholder] = {}
    for photo in photos:
        if photo.digest not in found and (placeholder := _read(cache / "photos" / plan_placeholder(photo).name)):
            found[photo.digest] = placeholder
    return found


def _read(file: Path) -> Placeholder | None:
    try:
        kept = _KEPT.fullmatch(file.read_text("ascii"))
    except (OSError, UnicodeDecodeError):
        return None
    return Placeholder(int(kept[1]), tuple(kept[2].split())) if kept else None
