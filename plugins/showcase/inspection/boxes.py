"""Pictures made of boxes in boxes (ISO 14496-12): AVIF, HEIC, JPEG 2000."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from showcase.inspection.profiles import metadata, profile
from showcase.inspection.values import BrokenError, Findings, number, part

__all__ = ["inspect_boxes", "inspect_codestream"]

_FOLDERS: Final = {b"meta": 4, b"iprp": 0, b"ipco": 0, b"jp2h": 0, b"moov": 0, b"trak": 0, b"iref": 4}
"""Boxes that hold boxes, and how many bytes come before these."""
_MAX_DEPTH: Final = 6
_MAX_BOXES: Final = 20_000


def inspect_boxes(data: bytes) -> Findings:
    """All but pixels."""
    for count, (name, content) in enumerate(_boxes(data)):
        if count > _MAX_BOXES:
            raise BrokenError("结构异常复杂")
        yield from _picture_box(name, content)


def _boxes(data: bytes, depth: int = 0) -> Iterator[tuple[bytes, bytes]]:
    """Every box, those that hold others before what they hold."""
    place = 0
    while place < len(data):
        head, size = _size(data, place)
        name, content = part(data, place + 4, 4), part(data, place + head, size - head)
        yield name, content
        if name in _FOLDERS and depth < _MAX_DEPTH:
            yield from _boxes(content[_FOLDERS[name] :], depth + 1)
        place += size


def _size(data: bytes, place: int) -> tuple[int, int]:
    """Bytes of the head, and of the whole box; 1 means a long length, 0 up to the end."""
    size = number(data, place, 4)
    head = 16 if size == 1 else 8
    size = number(data, place + 8, 8) if size == 1 else size or len(data) - place
    if size < head:
        raise BrokenError("长度不合格式")
    return head, size


def _picture_box(name: bytes, content: bytes) -> Findings:
    if name == b"iinf":
        yield from _items(content)
    elif name == b"jp2c":
        yield from inspect_codestream(content)
    elif name == b"thmb":
        yield metadata("内嵌的缩略图")
    elif name in (b"free", b"skip") and content.strip(b"\0"):
        yield metadata("软件的数据")
    elif name in (b"uuid", b"xml ", b"udta"):
        yield metadata("XMP 等信息")
    elif name == b"colr" and content[:4] in (b"prof", b"rICC"):
        yield from profile(content[4:])
    elif name == b"colr" and content[:1] == b"\2":  # JPEG 2000: method, precedence, approximation, profile
        yield from profile(content[3:])


def inspect_codestream(data: bytes) -> Findings:
    """JPEG 2000 (ITU T.800): comments stand in the head, before the first tile."""
    place = 2
    while (marker := part(data, place, 2)) not in (b"\xff\x90", b"\xff\xd9"):
        if marker == b"\xff\x64":
            yield metadata("注释")
        place += 2 + max(number(data, place + 2, 2), 2)


def _items(content: bytes) -> Findings:
    """Entries of ``iinf``: each says of what type an item is."""
    start = 6 if content[:1] == b"\0" else 8
    for name, entry in _boxes(content[start:]):
        if name == b"infe":
            kind = part(entry, 10 if entry[0] > 2 else 8, 4) if entry[:1] >= b"\2" else b"mime"
            if kind == b"Exif":
                yield metadata("拍摄信息（EXIF）")
            elif kind in (b"mime", b"uri "):
                yield metadata("XMP 信息")
