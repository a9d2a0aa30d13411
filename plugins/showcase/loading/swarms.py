"""Pictures of millions of parts: each costs Pillow some microseconds and bytes, and 60 MB have room for many.

What cameras and programmes write has tens of segments (JPEG), thousands of chunks (PNG), and a block of
pixels for each 255 bytes (GIF). Files of empty parts took Pillow more than a minute and 2 GB.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import IO, BinaryIO, Final

__all__ = ["channels_in_first_scan", "has_many_scans", "refuse_swarm"]

_PART: Final = 20
"""Costs, with a block of GIF pixels as the unit."""
_MAX_COST: Final = 400_000
_MAX_SCANS: Final = 100
"""A progressive JPEG has about ten; each is a walk over the whole picture, however few bytes it has."""
_MARKER: Final = re.compile(rb"\xff[^\0\xd0-\xd7\xff]")
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD9)})


def refuse_swarm(stream: BinaryIO) -> None:
    """:class:`ValueError` for a picture of too many parts; the stream is at its beginning again."""
    head = stream.read(8)
    walk = next((walk for magic, walk in _WALKS if head.startswith(magic)), None)
    cost = 0
    for part in walk(stream) if walk else ():
        cost += part
        if cost > _MAX_COST:
            raise ValueError("too many parts")
    stream.seek(0)


def _jpeg(stream: IO[bytes]) -> Iterator[int]:
    """Segments up to the first scan; Pillow reads over what is no marker, sign by sign."""
    stream.seek(2)
    while len(head := stream.read(2)) == 2 and head not in (b"\xff\xda", b"\xff\xd9"):
        yield _PART
        if head[0] != 0xFF or head[1] == 0xFF:
            stream.seek(-1, 1)
        elif head[1] not in _BARE:
            stream.seek(max(0, int.from_bytes(stream.read(2), "big") - 2), 1)


def channels_in_first_scan(stream: IO[bytes]) -> int:
    """Of a JPEG; fewer than it has when each channel has a scan of its own. The stream is left where it was."""
    place = stream.tell()
    for _ in _jpeg(stream):
        pass
    head = stream.read(3)
    stream.seek(place)
    return head[2] if len(head) == 3 else 0


def _png(stream: BinaryIO) -> Iterator[int]:
    stream.seek(8)
    while len(head := stream.read(8)) == 8:
        yield _PART
        stream.seek(int.from_bytes(head[:4], "big") + 4, 1)


def _gif(stream: BinaryIO) -> Iterator[int]:
    """Up to the second picture: so far Pillow looks, to know whether there is one."""
    stream.seek(10)
    _skip_palette(stream, stream.read(3)[:1])
    pictures = 0
    while pictures < 2 and (block := stream.read(1)) not in (b"", b";"):
        yield _PART
        if block == b",":
            pictures += 1
            _skip_palette(stream, stream.read(9)[8:])
            stream.seek(1, 1)
            yield from _blocks(stream, 1)
        elif block == b"!":
            stream.seek(1, 1)
            yield from _blocks(stream, _PART)


def _skip_palette(stream: BinaryIO, flags: bytes) -> None:
    if flags and flags[0] & 0x80:
        stream.seek(3 << (flags[0] & 7) + 1, 1)


def _blocks(stream: BinaryIO, cost: int) -> Iterator[int]:
    while (size := stream.read(1)) not in (b"", b"\0"):
        yield cost
        stream.seek(size[0], 1)


_WALKS: Final[tuple[tuple[bytes, Callable[[BinaryIO], Iterator[int]]], ...]] = (
    (b"\xff\xd8", _jpeg),
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"GIF8", _gif),
)


def has_many_scans(stream: BinaryIO) -> bool:
    """Whether decoding a JPEG would take minutes; reads the file, and leaves the stream at its beginning."""
    stream.seek(0)
    data = stream.read()
    stream.seek(0)
    return data.count(b"\xff\xda") > _MAX_SCANS and _scans(data) > _MAX_SCANS


def _scans(data: bytes) -> int:
    """Of the first picture: a film behind it has these bytes too, by chance."""
    count, place = 0, 2
    while (found := _MARKER.search(data, place)) and found[0] != b"\xff\xd9":
        count += found[0] == b"\xff\xda"
        length = 0 if found[0][1] in _BARE else int.from_bytes(data[found.end() : found.end() + 2], "big")
        place = found.end() + length
    return count
