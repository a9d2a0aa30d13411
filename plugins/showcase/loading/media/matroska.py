"""WebM (Matroska, RFC 9559): elements in elements; clusters, which are what is played, are passed over."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from showcase.loading.media.facts import BrokenMediaError, Bytes, MediaFacts, Person, private_in

__all__ = ["read_matroska"]

_SEGMENT, _CLUSTER, _VOID = 0x18538067, 0x1F43B675, 0xEC
_INFO, _TRACKS, _TAGS, _ATTACHMENTS, _CHAPTERS = 0x1549A966, 0x1654AE6B, 0x1254C367, 0x1941A469, 0x1043A770
_DOC_TYPE, _SCALE, _DURATION = 0x4282, 0x2AD7B1, 0x4489
_TRACK, _TRACK_TYPE, _CODEC, _VIDEO, _WIDTH, _HEIGHT = 0xAE, 0x83, 0x86, 0xE0, 0xB0, 0xBA
_TAG, _SIMPLE_TAG, _TAG_NAME, _TAG_TEXT = 0x7373, 0x67C8, 0x45A3, 0x4487
_ATTACHED, _FILE = 0x61A7, 0x465C
_FOLDERS: Final = frozenset({_INFO, _TRACKS, _TAGS, _ATTACHMENTS, _TRACK, _VIDEO, _TAG, _SIMPLE_TAG, _ATTACHED})
_MAX_DEPTH: Final = 8
_MAX_ELEMENTS: Final = 3_000_000
_PLAYED: Final = frozenset({b"V_VP8", b"V_VP9", b"V_AV1", b"A_OPUS", b"A_VORBIS"})
_PEOPLE: Final = {
    "ARTIST": "表演者", "LEAD_PERFORMER": "表演者", "ACTOR": "表演者", "DIRECTOR": "导演", "PRODUCER": "制片",
    "AUTHOR": "作者", "WRITTEN_BY": "作者", "COMPOSER": "作者", "DIRECTOR_OF_PHOTOGRAPHY": "摄影",
    "ENCODED_BY": "制作者",
}  # fmt: skip


@dataclass(slots=True)
class _Found:
    numbers: dict[int, int] = field(default_factory=dict)
    duration: float = 0.0
    kinds: set[int] = field(default_factory=set)
    codecs: list[bytes] = field(default_factory=list)
    tag: str = ""
    persons: list[Person] = field(default_factory=list)
    private: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)


def read_matroska(source: Bytes) -> MediaFacts:
    """Only heads are read; :class:`BrokenMediaError` for what is cut off."""
    found, is_webm = _Found(), False
    for name, place, size in _outer(source):
        if name == _DOC_TYPE:
            is_webm = source.part(place, size, 64).rstrip(b"\0") == b"webm"
        elif name in (_INFO, _TRACKS, _TAGS, _ATTACHMENTS, _CHAPTERS):
            content = source.part(place, size)
            found.private += private_in(content)
            if name in _FOLDERS:
                _read(content, found)
        elif name == _VOID:
            found.private += private_in(source.some(place, min(size, 1_000_000)))
    is_empty = not found.kinds & {1, 2}
    fault = "里面没有画面，也没有声音" if is_empty else ""
    return _facts(found, fault if is_webm else "内容是 Matroska 视频（.mkv）")


def _outer(source: Bytes) -> Iterator[tuple[int, int, int]]:
    """What the head and the segment hold; a cluster of unknown length is gone through piece by piece."""
    place = 0
    for _ in range(_MAX_ELEMENTS):
        if place >= source.size:
            return
        head = source.some(place, 12)
        name, size, length = _element(head)
        start = place + length
        is_open = size is None or name in (_SEGMENT, 0x1A45DFA3)
        if not is_open and start + (size or 0) > source.size:
            raise BrokenMediaError("文件不完整，可能没有拷完或没有录完")
        if not is_open:
            yield name, start, size or 0
        place = start if is_open else start + (size or 0)
    raise BrokenMediaError("结构异常")


def _element(head: bytes) -> tuple[int, int | None, int]:
    """Identifier, size (``None``: unknown), and how many bytes both take."""
    name_length = _length(head)
    rest = head[name_length:]
    size_length = _length(rest)
    size = int.from_bytes(rest[:size_length], "big") & (1 << 7 * size_length) - 1
    is_unknown = size == (1 << 7 * size_length) - 1
    return int.from_bytes(head[:name_length], "big"), None if is_unknown else size, name_length + size_length


def _length(head: bytes) -> int:
    """The first byte's leading zeros tell how long a number is."""
    length = 9 - head[0].bit_length() if head else 9
    if length > min(8, len(head)):
        raise BrokenMediaError("结构异常")
    return length


def _read(data: bytes, found: _Found, depth: int = 0) -> None:
    place = 0
    while place < len(data):
        name, size, length = _element(data[place : place + 12])
        content = data[place + length : place + length + (size or 0)]
        if name in _FOLDERS and depth < _MAX_DEPTH:
            _read(content, found, depth + 1)
        else:
            _read_value(name, content, found)
        place += length + (size or 0)


def _read_value(name: int, content: bytes, found: _Found) -> None:
    if name == _DURATION and len(content) in (4, 8):
        found.duration = struct.unpack(">f" if len(content) == 4 else ">d", content)[0]
    elif name == _TRACK_TYPE:
        found.kinds.add(int.from_bytes(content, "big"))
    elif name == _CODEC:
        found.codecs.append(content.rstrip(b"\0"))
    elif name in (_SCALE, _WIDTH, _HEIGHT):
        found.numbers.setdefault(name, int.from_bytes(content[:8], "big"))
    elif name == _TAG_NAME:
        found.tag = content.decode("utf-8", "ignore").strip("\0 ").upper()
    elif name == _TAG_TEXT and found.tag in _PEOPLE:
        found.persons.append((_PEOPLE[found.tag], content.decode("utf-8", "ignore").strip("\0 ")))
    elif name == _FILE:
        found.pictures.append(content)


def _facts(found: _Found, fault: str) -> MediaFacts:
    seconds = found.duration * found.numbers.get(_SCALE, 1_000_000) / 1e9
    others = [codec for codec in found.codecs if codec[:2] in (b"V_", b"A_") and codec not in _PLAYED]
    return MediaFacts(
        type="WebM",
        fault=fault,
        is_video=1 in found.kinds,
        width=found.numbers.get(_WIDTH, 0),
        height=found.numbers.get(_HEIGHT, 0),
        seconds=seconds if 0.1 <= seconds < 1e7 else 0.0,
        codecs=tuple(dict.fromkeys(codec[2:40].decode("latin-1") for codec in others)),
        private=tuple(dict.fromkeys(found.private)),
        persons=tuple(found.persons),
        pictures=tuple(found.pictures),
    )
