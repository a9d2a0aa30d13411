"""What is known of a recording, and how its bytes are read without trusting the lengths they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

__all__ = ["DEVICE", "POSITION", "BrokenMediaError", "Bytes", "MediaFacts", "Person", "private_in"]

Person = tuple[str, str]
"""The field, in Chinese, and what stands in it."""


class BrokenMediaError(Exception):
    """No recording, or a damaged one; the message is a part of a Chinese sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFacts:
    """What a file says of itself."""

    type: str
    """``MP4``, ``WebM`` or ``MP3``."""
    fault: str = ""
    """Why it cannot be played, as a part of a Chinese sentence: an empty one, a .mov, a .mkv."""
    is_video: bool
    width: int = 0
    height: int = 0
    """Pixels as seen, turned upright; 0 when nobody knows."""
    seconds: float = 0.0
    """0 when nobody knows: live recordings are often without."""
    codecs: tuple[str, ...] = ()
    """Those that many browsers do not play, by their names."""
    is_slow: bool = False
    """What is needed to begin stands at the end."""
    private: tuple[str, ...] = ()
    """What a camera wrote and nobody may read, in Chinese: the position, the device."""
    persons: tuple[Person, ...] = ()
    pictures: tuple[bytes, ...] = ()
    """Covers inside, as files."""


class Bytes:
    """A file of which only pieces are read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.size = stream.seek(0, 2)

    def part(self, place: int, size: int, limit: int = 64_000_000) -> bytes:
        """Exactly so many bytes; :class:`BrokenMediaError` when they are not there, or are too many to be a head."""
        if place < 0 or size < 0 or place + size > self.size:
            raise BrokenMediaError("文件不完整，可能没有拷完或没有录完")
        if size > limit:
            raise BrokenMediaError("结构异常")
        self._stream.seek(place)
        return self._stream.read(size)

    def some(self, place: int, size: int) -> bytes:
        """At most so many bytes."""
        self._stream.seek(min(place, self.size))
        return self._stream.read(size)


_POSITION: Final = re.compile(
    rb"latitude|gps.?(?:position|coordinates)|\.location\b"
    rb"|[+-]\d\d(?:\d\d){0,2}(?:\.\d+)?[+-]\d{3}(?:\d\d){0,2}(?:\.\d+)?[/+\-\0]|[+-]\d\d\.\d+[+-]\d{2,3}\.\d+",
    re.IGNORECASE,
)
"""Names of fields, and ISO 6709 itself: ``+30.6586+104.0648/``."""
_DEVICE: Final = re.compile(
    rb"quicktime\.(?:make|model)|com\.android\.(?:manufacturer|model)|serial.?n|<device\b|devicemodel", re.IGNORECASE
)
_EXIF: Final = re.compile(rb"Exif\0\0")
POSITION: Final = "拍摄位置（GPS）"
DEVICE: Final = "拍摄设备"
_PRIVATE: Final = ((POSITION, _POSITION), ("拍摄信息（EXIF）", _EXIF), (DEVICE, _DEVICE))


def private_in(metadata: bytes) -> Iterator[str]:
    """What a block of metadata tells that nobody may read; also where it is written in two bytes a sign."""
    plain = metadata.replace(b"\0", b"") if b"\0" in metadata else b""
    yield from (name for name, known in _PRIVATE if known.search(metadata) or known.search(plain))
