"""What several picture formats share: EXIF blocks, colour profiles, bytes behind the end."""

from __future__ import annotations

import re
import zlib
from typing import Final, Literal

from showcase.inspection.values import BrokenError, Finding, Findings, Kind, number

__all__ = ["exif", "metadata", "names_person", "profile", "tail", "unpacked"]

_GPS: Final = 0x8825
_MAX_PROFILE: Final = 16_384
"""sRGB profiles have 0.5 to 3.2 kB; one that is larger hides something or is none."""
_ENTRY: Final = 12
_BODY: Final = re.compile(r"[\u4e00-\u9fff（）()]{6,}")
"""Six Chinese signs and more without a dot are an office, not a person."""
_NOBODY: Final = frozenset(
    "openpyxl|python-docx|xlsxwriter|apache poi|microsoft office user|wps office|administrator|admin|user|windows user"
    "|pc|微软用户|用户".split("|")
)
"""Names that programs write when nobody gave one."""


def metadata(what: str) -> Finding:
    """A finding about a picture."""
    return Finding(Kind.METADATA, what)


def names_person(text: str) -> bool:
    """Whether what stands in a field for an author may be a person's name."""
    name = text.strip()
    return bool(name) and name.lower() not in _NOBODY and not _BODY.fullmatch(name)


def exif(block: bytes) -> Findings:
    """A block of EXIF, with its ``Exif`` mark or without; a position is told apart because it is the worst."""
    tiff = block[6:] if block.startswith(b"Exif\0") else block
    try:
        has_position = _GPS in _tags(tiff)
    except BrokenError:
        has_position = False
    yield metadata("拍摄位置（GPS）" if has_position else "拍摄信息（EXIF）")


def _tags(tiff: bytes) -> frozenset[int]:
    """Tags of the first directory."""
    order: Literal["big", "little"] = "little" if tiff.startswith(b"II") else "big"
    start = number(tiff, 4, 4, order)
    count = number(tiff, start, 2, order)
    return frozenset(number(tiff, start + 2 + n * _ENTRY, 2, order) for n in range(count))


def profile(icc: bytes) -> Findings:
    """A colour profile other than sRGB tells of the camera, and looks wrong on plain screens."""
    is_srgb = b"sRGB" in icc or "sRGB".encode("utf-16-be") in icc
    if not is_srgb or len(icc) > _MAX_PROFILE or icc[36:40] != b"acsp":
        yield metadata("sRGB 以外的色彩配置（ICC）")


def unpacked(packed: bytes, limit: int = 4 * _MAX_PROFILE) -> bytes:
    """Deflated bytes, never more than the limit."""
    try:
        return zlib.decompressobj().decompress(packed, limit)
    except zlib.error:
        raise BrokenError("压缩的数据已损坏") from None


def tail(data: bytes, end: int) -> Findings:
    """Bytes behind the end of a picture: a second picture, a video, a maker's notes. Zeros are padding."""
    rest = data[end : end + 4]
    if data[end:].strip(b"\0\r\n"):
        yield metadata("藏在末尾的另一张图片" if rest[:3] == b"\xff\xd8\xff" else "图片末尾之后的数据")
