"""MP3 (ISO 11172-3) with what ID3, before and behind the sound, says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from showcase.loading.media.facts import BrokenMediaError, Bytes, MediaFacts, Person, private_in

__all__ = ["is_mp3", "read_mp3"]

_RATES: Final = (44_100, 48_000, 32_000)
_KILOBITS: Final = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
"""Of MPEG 1, and of MPEG 2 and 2.5; layer III."""
_PEOPLE: Final = {
    b"TPE1": "表演者", b"TPE2": "表演者", b"TPE3": "表演者", b"TCOM": "作者", b"TEXT": "作者", b"TOPE": "作者",
    b"TOLY": "作者", b"TOWN": "所有者", b"TP1": "表演者", b"TP2": "表演者", b"TP3": "表演者", b"TCM": "作者",
    b"TXT": "作者", b"TENC": "制作者", b"TEN": "制作者",
}  # fmt: skip
_ENCODERS: Final = re.compile(r"lavf|lame|itunes|lavc|ffmpeg|audacity", re.IGNORECASE)
_CODINGS: Final = ("latin-1", "utf-16", "utf-16-be", "utf-8")
_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")
_SEARCHED: Final = 64_000
"""Bytes behind the tag in which the first sound must begin."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """One frame of sound."""

    version: int
    """1, or 2 for the lower rates."""
    size: int
    samples: int
    rate: int
    kilobits: int
    is_mono: bool


def is_mp3(head: bytes) -> bool:
    """A tag, or two frames of sound in a row."""
    if head.startswith(b"ID3") and 2 <= head[3] <= 4 and len(head) > 10:
        return True
    first = _frame(head[:4])
    return first is not None and (first.size >= len(head) or _frame(head[first.size : first.size + 4]) is not None)


def read_mp3(source: Bytes) -> MediaFacts:
    """:class:`BrokenMediaError` when there is no sound behind the tag."""
    head = source.some(0, 10)
    size = _tag_size(head) if head.startswith(b"ID3") else 0
    tag = source.part(0, size)
    start, frame = _first_frame(source, size)
    end = source.some(max(size, source.size - 64_000), 64_000)
    frames = list(_id3(tag)) if tag else []
    return MediaFacts(
        type="MP3",
        is_video=False,
        seconds=_seconds(source, start, frame),
        private=tuple(dict.fromkeys((*private_in(tag), *private_in(_behind(end))))),
        persons=(*_persons(frames), *_old_artist(end)),
        pictures=tuple(_covers(frames)),
    )


def _tag_size(head: bytes) -> int:
    """Seven bits a byte, besides ten bytes before and perhaps ten behind."""
    size = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=False))
    return size + (20 if len(head) > 5 and head[5] & 0x10 else 10)


def _first_frame(source: Bytes, start: int) -> tuple[int, _Frame]:
    data = source.some(start, _SEARCHED)
    place = data.find(b"\xff")
    while place >= 0:
        frame = _frame(data[place : place + 4])
        if frame is not None:
            behind = data[place + frame.size : place + frame.size + 4]
            if _frame(behind) is not None or start + place + frame.size >= source.size:
                return start + place, frame
        place = data.find(b"\xff", place + 1)
    raise BrokenMediaError("里面没有 MP3 的声音")


def _frame(head: bytes) -> _Frame | None:
    """What the four bytes before a frame of layer III tell."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return None
    version, rate, kilobits = head[1] >> 3 & 3, head[2] >> 2 & 3, head[2] >> 4
    if version == 1 or rate == 3 or kilobits in (0, 15):
        return None
    is_first = version == 3
    hertz = _RATES[rate] >> {3: 0, 2: 1, 0: 2}[version]
    rate_bits, samples = _KILOBITS[0 if is_first else 1][kilobits], 1152 if is_first else 576
    size = samples * rate_bits * 125 // hertz + (head[2] >> 1 & 1)
    return _Frame(1 if is_first else 2, size, samples, hertz, rate_bits, head[3] >> 6 == 3)


def _seconds(source: Bytes, start: int, frame: _Frame) -> float:
    """By the count of frames that encoders of changing rates write first; else by the size."""
    side = (17 if frame.is_mono else 32) if frame.version == 1 else (9 if frame.is_mono else 17)
    first = source.some(start, 256)
    mark = first[4 + side : 4 + side + 12]
    if mark[:4] in (b"Xing", b"Info") and mark[7:8] and mark[7] & 1:
        return int.from_bytes(mark[8:12], "big") * frame.samples / frame.rate
    if first[36:40] == b"VBRI":
        return int.from_bytes(first[50:54], "big") * frame.samples / frame.rate
    return (source.size - start) / (frame.kilobits * 125)


def _id3(tag: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each field of ID3v2.2, 2.3 or 2.4."""
    version, body = tag[3], tag[10:]
    if tag[5] & 0x80 and version < 4:
        body = body.replace(b"\xff\0", b"\xff")
    if tag[5] & 0x40 and version > 2:
        extra = _number(body[:4], 7 if version == 4 else 8)
        body = body[extra if version == 4 else extra + 4 :]
    width = 3 if version == 2 else 4
    head = 6 if version == 2 else 10
    place = 0
    while place + head < len(body) and re.fullmatch(rb"[A-Z0-9]+", name := body[place : place + width]):
        size = _number(body[place + width : place + 2 * width], 7 if version == 4 else 8)
        yield name, body[place + head : place + head + size]
        place += head + size


def _number(data: bytes, bits: int) -> int:
    total = 0
    for byte in data:
        total = (total << bits) + byte
    return total


def _persons(frames: list[tuple[bytes, bytes]]) -> Iterator[Person]:
    for name, content in frames:
        if name in _PEOPLE and content and content[0] < len(_CODINGS):
            text = content[1:].decode(_CODINGS[content[0]], "ignore").strip("\0 ")
            if text and not _ENCODERS.match(text):
                yield _PEOPLE[name], text


def _old_artist(end: bytes) -> Iterator[Person]:
    """ID3v1: the last 128 bytes; in whatever coding the writer's machine had."""
    if end[-128:-125] == b"TAG" and (name := end[-95:-65].strip(b"\0 ")):
        yield "表演者", name.decode("gb18030", "ignore")


def _behind(end: bytes) -> bytes:
    """Tags at the end, ID3v1, APE and others; sound is no text, and anything is found in it."""
    start = min((place for mark in (b"APETAGEX", b"LYRICSBEGIN", b"ID3") if (place := end.find(mark)) >= 0), default=-1)
    return end[start:] if start >= 0 else end[-128:] if end[-128:-125] == b"TAG" else b""


def _covers(frames: list[tuple[bytes, bytes]]) -> Iterator[bytes]:
    """From the first sign of a picture on; before it stand its type and a description."""
    for name, content in frames:
        starts = [place for mark in _PICTURES if (place := content.find(mark)) >= 0]
        if name in (b"APIC", b"PIC", b"GEOB") and starts:
            yield content[min(starts) :]
