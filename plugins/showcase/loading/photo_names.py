"""What the name of a picture says: that it is one, its number and its caption. No picture is opened here."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["PHOTO_SUFFIXES", "SUFFIXES", "number_and_caption"]

SUFFIXES: Final = {
    "JPEG": (".jpg", ".jpeg", ".jfif", ".mpo"),
    "PNG": (".png",),
    "WebP": (".webp",),
    "AVIF": (".avif",),
    "GIF": (".gif",),
    "TIFF": (".tif", ".tiff"),
    "HEIC": (".heic", ".heif", ".hif"),
}
"""Types that are read, by the word that an author knows, with the suffixes that say so."""
PHOTO_SUFFIXES: Final = frozenset(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)
_NAME: Final = re.compile(r"(\d{1,3})(?:[-_：:、. ]+)(.+)")


def number_and_caption(stem: str) -> tuple[int, str]:
    """Of a name ``01-说明``; without a caption in any other."""
    match = _NAME.fullmatch(stem)
    return (int(match[1]), match[2].strip()) if match else (999, "")
