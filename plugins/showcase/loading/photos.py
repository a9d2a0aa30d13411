"""Probing pictures: what they are, before anything is made of them (DESIGN.md §6)."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from pathlib import Path
from typing import Final

from PIL import Image

from showcase.diagnostics import Diagnostics, Location
from showcase.loading.files import Root, read_bytes
from showcase.loading.schema import PhotoSchema
from showcase.model.units import Photo

__all__ = ["PHOTO_SUFFIXES", "probe_photo"]

PHOTO_SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif"})
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF")  # "MPO" here raises KeyError; JPEG opens it by itself
_MAX_BYTES: Final = 60_000_000
_MAX_PIXELS: Final = 50_000_000
"""50 megapixels take 281 MB to decode as PNG (MEASURED.md §2)."""
_NAME: Final = re.compile(r"(\d{1,3})(?:[-_：:、. ]+)(.+)")
_ORIENTATION: Final = 0x0112


def probe_photo(root: Root, path: Path, said: PhotoSchema | None, diagnostics: Diagnostics) -> Photo | None:
    """One picture with its caption; ``None`` with a diagnostic when it cannot be shown."""
    place = Location(root.relative(path))
    data = read_bytes(root, path, diagnostics, _MAX_BYTES)
    size = _size(data, place, diagnostics) if data is not None else None
    number, caption = _from_name(path.stem)
    caption = said.caption if said and said.caption else caption
    if not caption:
        message = "照片没有说明：请把文件名写成“01-说明.jpg”，或在 photos 里写 caption"
        diagnostics.error(place, message, "photo-caption")
    if data is None or size is None or not caption:
        return None
    said = said or PhotoSchema()
    return Photo(
        path=place.path,
        file=str(path),
        number=number,
        caption=caption,
        width=size[0],
        height=size[1],
        digest=hashlib.sha256(data).hexdigest(),
        alt=said.alt,
        date=said.date,
        place=said.place,
        credit=said.credit,
        focus=said.focus,
    )


def _from_name(stem: str) -> tuple[int, str]:
    match = _NAME.fullmatch(stem)
    return (int(match[1]), match[2].strip()) if match else (999, "")


def _size(data: bytes, place: Location, diagnostics: Diagnostics) -> tuple[int, int] | None:
    """Width and height as seen; reads headers only."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                width, height = image.size
                turned = image.getexif().get(_ORIENTATION, 1) in (5, 6, 7, 8)
    except Exception:  # noqa: BLE001 – Pillow's readers raise whatever a damaged file leads them to
        diagnostics.error(place, "打不开这张照片：文件已损坏，或不是 JPEG、PNG、WebP、AVIF、GIF、TIFF", "bad-photo")
        return None
    if width * height > _MAX_PIXELS:
        message = f"照片有 {width}×{height} 像素，超过 5000 万像素，请先缩小"
        diagnostics.error(place, message, "photo-too-large")
        return None
    return (height, width) if turned else (width, height)
