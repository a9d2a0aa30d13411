"""MP4 (ISO 14496-12): boxes in boxes; only ``moov`` tells, ``mdat`` is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from showcase.loading.media.facts import DEVICE, POSITION, BrokenMediaError, Bytes, MediaFacts, Person, private_in

__all__ = ["is_mp4", "read_mp4"]

_STILL: Final = frozenset(
    {b"avif", b"avis", b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"miaf", b"crx "}
)
_FOLDERS: Final = frozenset({b"trak", b"mdia", b"minf", b"stbl", b"mvex"})
_TABLES: Final = frozenset(b"stts stss ctts stsz stz2 stco co64 stsc sdtp sbgp sgpd saiz saio subs cslg".split())
"""Numbers alone, millions of them: among them any four letters are found sooner or later."""
_TELLING: Final = frozenset({b"meta", b"udta", b"uuid", b"XMP_", b"free", b"skip", b"wide"})
"""Beside ``moov``; editors free the room of what they take out, and leave the words in it."""
_MAX_DEPTH: Final = 8
_MAX_BOXES: Final = 100_000
_PLAYED: Final = frozenset(b"avc1 avc3 av01 vp08 vp09 mp4a Opus fLaC .mp3".split())
_CODECS: Final = {
    b"hvc1": "H.265（HEVC）", b"hev1": "H.265（HEVC）", b"mp4v": "MPEG-4 Part 2", b"s263": "H.263", b"samr": "AMR",
    b"ac-3": "杜比 AC-3", b"ec-3": "杜比 E-AC-3", b"dvh1": "杜比视界", b"dvhe": "杜比视界", b"apch": "ProRes",
}  # fmt: skip
_PEOPLE: Final = {
    b"\xa9ART": "表演者", b"aART": "表演者", b"\xa9prf": "表演者", b"perf": "表演者", b"\xa9aut": "作者",
    b"auth": "作者", b"\xa9wrt": "作者", b"\xa9dir": "导演", b"\xa9prd": "制片",
}  # fmt: skip
_PLACE_BOX: Final = re.compile(rb"\xa9xyz|loci\0")
_DEVICE_BOX: Final = re.compile(rb"\xa9(?:mak|mod)")
_PLACE_TRACKS: Final = frozenset({b"gpmd", b"camm", b"djmd"})
"""Where action cameras and drones write their way: GoPro, Android, DJI."""
_PERSON: Final = re.compile(b"(.{4})(" + b"|".join(map(re.escape, _PEOPLE)) + b")", re.DOTALL)
_PERSON_KEY: Final = re.compile(rb"com\.apple\.quicktime\.(?:author|artist|director|performer|producer)")
_COVER: Final = re.compile(rb"covr(.{4})data.{8}", re.DOTALL)


def is_mp4(head: bytes) -> bool:
    """A file of this family that is no picture; old QuickTime has no ``ftyp``."""
    if head[4:8] != b"ftyp":
        return head[:1] == b"\0" and head[4:8] in (b"moov", b"wide", b"mdat")
    size = min(int.from_bytes(head[:4], "big"), len(head))
    return not _STILL & {head[8:12], *(head[n : n + 4] for n in range(16, size, 4))}


@dataclass(slots=True)
class _Track:
    handler: bytes = b""
    codec: bytes = b""
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class _Found:
    tracks: list[_Track] = field(default_factory=list)
    seconds: float = 0.0
    is_slow: bool = False
    told: list[bytes] = field(default_factory=list)
    """Everything that may tell more than pictures and sound."""


def read_mp4(source: Bytes) -> MediaFacts:
    """Only heads are read; :class:`BrokenMediaError` for what is cut off."""
    found, has_head = _Found(), False
    for name, place, size in _outer(source):
        if name == b"mdat":
            found.is_slow |= not has_head
        elif name == b"moov":
            has_head = True
            _read_head(source.part(place, size), found)
        elif name in _TELLING:
            found.told.append(source.some(place, min(size, 4_000_000)))
    return _facts(found, _fault(source, found, has_head))


def _fault(source: Bytes, found: _Found, has_head: bool) -> str:
    if source.some(4, 8) == b"ftypqt  " or source.some(4, 4) != b"ftyp":
        return "内容是 QuickTime 视频（.mov）"
    if not has_head:
        return "文件不完整，没有播放要用的信息（moov），可能没有录完"
    is_empty = not any(track.handler in (b"vide", b"soun") for track in found.tracks)
    return "里面没有画面，也没有声音" if is_empty else ""


def _outer(source: Bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, place and size of what each outer box holds."""
    place = 0
    for _ in range(_MAX_BOXES):
        if place + 8 > source.size:
            return
        head, size = _size(source.some(place, 16), source.size - place)
        if place + size > source.size:
            raise BrokenMediaError("文件不完整，可能没有拷完或没有录完")
        yield source.part(place + 4, 4), place + head, size - head
        place += size
    raise BrokenMediaError("结构异常")


def _size(head: bytes, rest: int) -> tuple[int, int]:
    """Bytes of the head, and of the whole box; 1 means a long length, 0 up to the end."""
    size = int.from_bytes(head[:4], "big")
    length = 16 if size == 1 else 8
    size = int.from_bytes(head[8:16], "big") if size == 1 else size or rest
    if size < length:
        raise BrokenMediaError("结构异常")
    return length, size


def _inner(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place + 8 <= len(data):
        head, size = _size(data[place : place + 16], len(data) - place)
        yield data[place + 4 : place + 8], data[place + head : place + size]
        place += size


def _read_head(data: bytes, found: _Found, depth: int = 0) -> None:
    for name, content in _inner(data):
        if name == b"trak":
            found.tracks.append(_Track())
        if name in _FOLDERS and depth < _MAX_DEPTH:
            _read_head(content, found, depth + 1)
        elif name in (b"mvhd", b"mehd"):
            _read_length(name, content, found)
        elif name in (b"tkhd", b"hdlr", b"stsd") and found.tracks:
            _read_track(name, content, found.tracks[-1])
        if name not in _TABLES | _FOLDERS:
            found.told.append(name + content)


def _read_length(name: bytes, content: bytes, found: _Found) -> None:
    """``mehd`` is the length of what was recorded in fragments, in the time of ``mvhd`` before it."""
    is_long = content[:1] == b"\1"
    if name == b"mehd":
        found.seconds *= int.from_bytes(content[4:12] if is_long else content[4:8], "big")
        return
    scale = int.from_bytes(content[20:24] if is_long else content[12:16], "big")
    length = int.from_bytes(content[24:32] if is_long else content[16:20], "big")
    unknown = length in (0, 2**32 - 1, 2**64 - 1)
    found.seconds = (1 if unknown else length) / scale if scale else 0.0


def _read_track(name: bytes, content: bytes, track: _Track) -> None:
    if name == b"hdlr":
        track.handler = track.handler or content[8:12]
    elif name == b"stsd":
        track.codec = content[12:16]
    else:
        size = [int.from_bytes(content[n:][:4], "big") >> 16 for n in (len(content) - 8, len(content) - 4)]
        matrix = content[-44:]
        is_turned = matrix[:4] == bytes(4) and matrix[4:8] != bytes(4)  # as phones do: a quarter turn
        track.width, track.height = reversed(size) if is_turned else size


def _facts(found: _Found, fault: str) -> MediaFacts:
    shown = [t for t in found.tracks if t.handler == b"vide" and t.width and t.height]
    heard = [t for t in found.tracks if t.handler == b"soun"]
    private = [what for block in found.told for what in _private(block)]
    if any(track.codec in _PLACE_TRACKS for track in found.tracks):
        private.append(POSITION)
    codecs = [t.codec for t in (*shown, *heard) if t.codec and t.codec not in _PLAYED]
    return MediaFacts(
        type="MP4",
        fault=fault,
        is_video=bool(shown),
        width=shown[0].width if shown else 0,
        height=shown[0].height if shown else 0,
        seconds=found.seconds if found.seconds >= 0.1 else 0.0,
        codecs=tuple(dict.fromkeys(_CODECS.get(codec, codec.decode("latin-1")) for codec in codecs)),
        is_slow=found.is_slow,
        private=tuple(dict.fromkeys(private)),
        persons=tuple(person for block in found.told for person in _persons(block)),
        pictures=tuple(picture for block in found.told for picture in _covers(block)),
    )


def _private(block: bytes) -> Iterator[str]:
    yield from private_in(block)
    if _PLACE_BOX.search(block):
        yield POSITION
    if _DEVICE_BOX.search(block):
        yield DEVICE


def _persons(block: bytes) -> Iterator[Person]:
    """iTunes writes a box ``data`` into the field, QuickTime two short numbers before the words."""
    for match in _PERSON.finditer(block):
        content = block[match.end() : match.start() + int.from_bytes(match[1], "big")]
        text = content[16:] if content[4:8] == b"data" else content[4:]
        if words := text.decode("utf-8", "ignore").strip("\0 "):
            yield _PEOPLE[match[2]], words
    if _PERSON_KEY.search(block):
        yield "作者", "?"


def _covers(block: bytes) -> Iterator[bytes]:
    for match in _COVER.finditer(block):
        yield block[match.end() : match.end() + int.from_bytes(match[1], "big") - 16]
