"""JPEG, segment by segment (ITU T.81, JFIF, CIPA DC-007 for several pictures in one file)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from showcase.inspection.profiles import exif, metadata, profile, tail
from showcase.inspection.values import BrokenError, Findings, number, part

__all__ = ["inspect_jpeg"]

_COM: Final = 0xFE
_SOS: Final = 0xDA
_EOI: Final = 0xD9
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers without a length."""
_UNUSED: Final = frozenset({*range(0x02, 0xC0), *range(0xF0, 0xFE)})
"""Reserved markers: no decoder needs what they hold."""
_AFTER_SCAN: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""The marker that ends coded pixels; stuffed zeros and restarts are parts of them."""
_MAX_SEGMENTS: Final = 20_000
_ICC: Final = b"ICC_PROFILE\0"


def inspect_jpeg(data: bytes) -> Findings:
    """Everything but pixels, a plain JFIF head, Adobe's colour mark and sRGB."""
    icc = bytearray()
    end = 0
    for count, (marker, start, content) in enumerate(_segments(data)):
        if count > _MAX_SEGMENTS:
            raise BrokenError("结构异常复杂")
        if marker == _EOI:
            end = start
        elif marker == 0xE2 and content.startswith(_ICC):
            icc += content[len(_ICC) + 2 :]
        elif marker == _COM:
            yield metadata("注释")
        elif 0xE0 <= marker <= 0xEF:
            yield from _application(marker, content)
        elif marker in _UNUSED:
            yield metadata("软件的数据")
    if icc:
        yield from profile(bytes(icc))
    yield from tail(data, end)


def _segments(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Marker, where it ends, content; the last one is the end of the picture."""
    place = 2
    while True:
        if part(data, place, 1) != b"\xff":
            raise BrokenError("不合 JPEG 的格式")
        marker = number(data, place + 1, 1)
        if marker == 0xFF:
            place += 1
            continue
        if marker == _EOI:
            yield marker, place + 2, b""
            return
        length = 0 if marker in _BARE else number(data, place + 2, 2)
        yield marker, place + 2 + length, part(data, place + 4, length - 2) if length else b""
        place += 2 + length
        if marker == _SOS:
            place = _scan_end(data, place)


def _scan_end(data: bytes, start: int) -> int:
    found = _AFTER_SCAN.search(data, start)
    if found is None:
        raise BrokenError("文件不完整")
    return found.end() - 2


def _application(marker: int, content: bytes) -> Findings:
    if marker == 0xE0:
        yield from _jfif(content)
    elif marker == 0xE1:
        yield from exif(content) if content.startswith(b"Exif\0") else iter((metadata("XMP 信息"),))
    elif marker == 0xE2:
        yield metadata("藏在末尾的另一张图片" if content.startswith(b"MPF\0") else "相机或软件的数据（APP2）")
    elif marker == 0xED:
        yield metadata("标题、作者等信息（IPTC）")
    elif not (marker == 0xEE and content.startswith(b"Adobe") and len(content) <= 12):
        yield metadata(f"相机或软件的数据（APP{marker - 0xE0}）")


def _jfif(content: bytes) -> Findings:
    """A head of 14 bytes; a thumbnail may show what was cut away."""
    if content.startswith(b"JFXX\0") or len(content) > 14:
        yield metadata("内嵌的缩略图")
    elif not content.startswith(b"JFIF\0"):
        yield metadata("相机或软件的数据（APP0）")
