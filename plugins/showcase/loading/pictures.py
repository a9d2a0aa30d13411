"""Opening pictures that others made: what a file really is, from its headers alone (DESIGN.md §6).

Nothing here decodes pixels; what a picture would cost to decode is known before anybody does. Pillow's
readers raise whatever a damaged file leads them to (seven types of exceptions over 1,257 odd files,
MEASURED.md §2): callers catch ``Exception``.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO, Final

from PIL import Image, ImageFile

from showcase.loading.swarms import channels_in_first_scan, refuse_swarm

__all__ = ["MAX_MEMORY", "Header", "header_of", "is_in_several_scans", "name_of_type", "open_picture"]

MAX_MEMORY: Final = 400_000_000
"""Bytes that one picture may take while it is decoded."""

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF")  # "MPO" here raises KeyError; JPEG opens it by itself
_WORDS: Final = {"MPO": "JPEG", "WEBP": "WebP", "HEIF": "HEIC"}
_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
_ORIENTATION: Final = 0x0112
_BITS, _SAMPLES, _TILE_WIDTH, _TILE_HEIGHT = 0x0102, 0x0115, 0x0142, 0x0143
_UPRIGHT: Final = ("TIFF", "HEIC")
"""Their readers turn the picture themselves."""

_BASE: Final = 40_000_000
"""Bytes besides the decoded picture: what is made of it, encoders, the file itself."""
_BYTES_A_PIXEL: Final = {"PNG": 5.0, "GIF": 5.0, "TIFF": 7.0, "AVIF": 8.5, "HEIC": 7.0, "WebP": 15.0}
"""Peak bytes while decoding, measured at 25 and 50 megapixels; WebP's reader holds the picture four times."""
_BYTES_A_COEFFICIENT: Final = 1.8
_SCALED_PIXELS: Final = 11_000_000
"""A JPEG decoded at a scale has less than twice the long edge that is wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a file says of itself before it is decoded."""

    type: str
    """A key of :data:`~showcase.loading.photo_names.SUFFIXES`."""
    width: int
    height: int
    """In pixels as stored, before ``orientation`` is applied."""
    orientation: int
    """EXIF orientation 1–8; 1 for anything else, and where the reader turns the picture itself."""
    frames: str
    """Says that only the first of several is used: 动图, several pages; else empty."""
    memory: int
    """Bytes that decoding is expected to take at its peak."""

    @property
    def is_turned(self) -> bool:
        """Width and height change places when the picture is put upright."""
        return self.orientation >= 5


def open_picture(stream: BinaryIO) -> Image.Image:
    """The picture by its content, not decoded; raises anything when it is none that we read."""
    refuse_swarm(stream)
    head = stream.read(64)
    stream.seek(0)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS and b"avif" not in head:
        from pillow_heif import HeifImageFile  # takes 0.07 s, and few photos are HEIC

        image: Image.Image = HeifImageFile(stream)  # type: ignore[no-untyped-call]
    else:
        image = Image.open(stream, formats=_FORMATS)
    if image.format == "PNG" and "exif" not in image.info:
        _find_late_exif(image, stream)
    return image


def header_of(image: Image.Image) -> Header:
    """The facts of a picture that was opened; raises anything."""
    kind = _WORDS.get(image.format or "", image.format or "")
    width, height = image.size
    return Header(
        type=kind,
        width=width,
        height=height,
        orientation=1 if kind in _UPRIGHT else _orientation(image),
        frames=_frames(image, kind),
        memory=round(_BASE + _memory(image, kind, width * height)),
    )


def _orientation(image: Image.Image) -> int:
    found = Image.Image.getexif(image).get(_ORIENTATION, 1)  # PNG's own getexif() would decode the whole picture
    return found if found in range(1, 9) else 1


def _frames(image: Image.Image, kind: str) -> str:
    """A photo for two eyes (MPO) and the images inside a HEIC file are no animation."""
    if kind not in ("PNG", "WebP", "AVIF", "GIF", "TIFF") or not getattr(image, "is_animated", False):
        return ""
    return "这个文件有几页，只用第一页" if kind == "TIFF" else "这是动图，只用第一帧"


def _memory(image: Image.Image, kind: str, pixels: int) -> float:
    """JPEG is decoded at a scale, but one of several scans keeps the coefficients of the whole picture meanwhile."""
    if kind != "JPEG":
        return pixels * _BYTES_A_PIXEL[kind] + _tile(image)
    if is_in_several_scans(image):
        return pixels * _BYTES_A_COEFFICIENT * len(image.getbands())
    return min(pixels, _SCALED_PIXELS) * 4.0


def is_in_several_scans(image: Image.Image) -> bool:
    """Of a JPEG: progressive, or baseline with a scan for each channel."""
    stream = image.fp if isinstance(image, ImageFile.ImageFile) else None
    apart = stream is not None and channels_in_first_scan(stream) < len(image.getbands())
    return apart or bool(image.info.get("progressive"))


def _tile(image: Image.Image) -> int:
    """A TIFF may be made of tiles, each unpacked as a whole, and one may be larger than the picture."""
    tags = getattr(image, "tag_v2", {})
    bits = max(tags.get(_BITS, (8,)))
    return int(tags.get(_TILE_WIDTH, 0) * tags.get(_TILE_HEIGHT, 0) * tags.get(_SAMPLES, 1) * bits) // 8


def _find_late_exif(image: Image.Image, stream: BinaryIO) -> None:
    """EXIF may stand behind the pixels of a PNG, where Pillow sees it only after decoding them."""
    place = stream.tell()
    stream.seek(8)
    while len(head := stream.read(8)) == 8:
        length, name = struct.unpack(">I4s", head)
        if name == b"eXIf" and length <= 1_000_000:
            image.info["exif"] = b"Exif\x00\x00" + stream.read(length)
            break
        stream.seek(length + 4, 1)
    stream.seek(place)


_OTHERS: Final = (
    (b"BM", "BMP 图片"),
    (b"8BPS", "Photoshop 文件"),
    (b"%PDF", "PDF 文件"),
    (b"PK\x03\x04", "压缩包或 Office 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件"),
    (b"Rar!", "压缩包"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000 图片"),
    (b"\xff\x4f\xff\x51", "JPEG 2000 图片"),
    (b"<svg", "SVG 图"),
    (b"<?xml", "XML 或 SVG 文件"),
    (b"<", "网页"),
)


def name_of_type(head: bytes) -> str:
    """What a file is that is no photo, from its first bytes; empty when nobody knows."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((name for magic, name in _OTHERS if start.startswith(magic)), "")
