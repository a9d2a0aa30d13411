"""A file is what its content says; what is none of the three is named where it is known."""

from __future__ import annotations

from typing import BinaryIO, Final

from showcase.loading.media.facts import BrokenMediaError, Bytes, MediaFacts
from showcase.loading.media.matroska import read_matroska
from showcase.loading.media.mp3 import is_mp3, read_mp3
from showcase.loading.media.mp4 import is_mp4, read_mp4

__all__ = ["is_recording", "read_media"]

_EBML: Final = b"\x1a\x45\xdf\xa3"
_OTHERS: Final = (
    (0, b"OggS", "Ogg 文件"),
    (0, b"fLaC", "FLAC 录音"),
    (0, b"FLV", "FLV 视频"),
    (0, b".RMF", "RealMedia 文件"),
    (0, b"#!AMR", "AMR 录音"),
    (0, b"\x30\x26\xb2\x75", "WMV 或 WMA 文件"),
    (0, b"\0\0\1\xba", "MPEG 视频"),
    (8, b"AVI ", "AVI 视频"),
    (8, b"WAVE", "WAV 录音"),
    (0, b"\xff\xd8\xff", "JPEG 图片"),
    (0, b"\x89PNG", "PNG 图片"),
    (0, b"%PDF", "PDF 文件"),
    (0, b"PK\3\4", "压缩包或 Office 文件"),
)


def is_recording(head: bytes) -> bool:
    """Whether a file that begins so is read by :func:`read_media`; 1 KB is enough."""
    return head.startswith(_EBML) or is_mp4(head) or is_mp3(head)


def read_media(stream: BinaryIO) -> MediaFacts:
    """The facts of a recording; :class:`BrokenMediaError` for anything else."""
    source = Bytes(stream)
    head = source.some(0, 1024)
    if head.startswith(_EBML):
        return read_matroska(source)
    if is_mp4(head):
        return read_mp4(source)
    if is_mp3(head):
        return read_mp3(source)
    raise BrokenMediaError(_name_of(head))


def _name_of(head: bytes) -> str:
    if not head:
        return "文件是空的"
    other = next((name for place, magic, name in _OTHERS if head.startswith(magic, place)), "")
    space = " " if other[:1].isascii() else ""
    return f"内容是{space}{other}" if other else "文件已损坏，或不是音像文件"
