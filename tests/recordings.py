"""Tiny video and audio files, written by hand: a head of each format, and a few bytes that nobody plays."""

from __future__ import annotations

import struct


def box(name: bytes, *content: bytes) -> bytes:
    inside = b"".join(content)
    return struct.pack(">I", len(inside) + 8) + name + inside


def track(handler: bytes, codec: bytes, width: int = 0, height: int = 0, *, turned: bool = False) -> bytes:
    matrix = (0, 1, 0, -1, 0, 0, 0, 0, 1) if turned else (1, 0, 0, 0, 1, 0, 0, 0, 1)
    scale = [n * (0x40000000 if place % 3 == 2 else 0x10000) for place, n in enumerate(matrix)]
    head = bytes(40) + struct.pack(">9i", *scale) + struct.pack(">II", width << 16, height << 16)
    entries = bytes(4) + struct.pack(">I", 1) + box(codec, bytes(8))
    inner = box(
        b"mdia", box(b"hdlr", bytes(8) + handler + bytes(13)), box(b"minf", box(b"stbl", box(b"stsd", entries)))
    )
    return box(b"trak", box(b"tkhd", head), inner)


VIDEO = track(b"vide", b"avc1", 1280, 720)
SOUND = track(b"soun", b"mp4a")


def mp4(
    *tracks: bytes, seconds: int = 200, told: bytes = b"", slow: bool = False, brand: bytes = b"isom", played: int = 400
) -> bytes:
    """``told``: boxes within ``moov`` besides the tracks; ``played``: bytes of what is seen and heard."""
    length = bytes(12) + struct.pack(">II", 1000, seconds * 1000) + bytes(80)
    moov = box(b"moov", box(b"mvhd", length), *(tracks or (VIDEO, SOUND)), told)
    media = box(b"mdat", bytes(played))
    return box(b"ftyp", brand, bytes(4), brand) + (media + moov if slow else moov + media)


def element(name: int, content: bytes, *, unknown: bool = False) -> bytes:
    size = b"\x01" + b"\xff" * 7 if unknown else (len(content) | 1 << 56).to_bytes(8, "big")
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + size + content


def webm(
    *more: bytes, doc_type: bytes = b"webm", seconds: float = 65, codec: bytes = b"V_VP9", live: bool = False
) -> bytes:
    """``more``: further parts of the segment; ``live``: no length is known of it, as browsers record."""
    length = b"" if live else element(0x4489, struct.pack(">d", seconds * 1000))
    info = element(0x1549A966, element(0x2AD7B1, (1_000_000).to_bytes(3, "big")) + length)
    size = element(0xB0, (640).to_bytes(2, "big")) + element(0xBA, (360).to_bytes(2, "big"))
    entry = element(0xAE, element(0x83, b"\1") + element(0x86, codec) + element(0xE0, size))
    block = element(0xE7, b"\0") + element(0xA3, bytes(50))
    cluster = element(0x1F43B675, block, unknown=live)
    inside = info + element(0x1654AE6B, entry) + b"".join(more) + cluster + cluster
    return element(0x1A45DFA3, element(0x4282, doc_type)) + element(0x18538067, inside, unknown=live)


def tag(name: str, text: str) -> bytes:
    """A tag of WebM."""
    words = element(0x45A3, name.encode()) + element(0x4487, text.encode())
    return element(0x1254C367, element(0x7373, element(0x67C8, words)))


def attached(content: bytes) -> bytes:
    """A file within a WebM."""
    return element(0x1941A469, element(0x61A7, element(0x466E, b"cover.jpg") + element(0x465C, content)))


def frame(name: bytes, content: bytes) -> bytes:
    """A field of ID3v2.3."""
    return name + struct.pack(">I", len(content)) + bytes(2) + content


def mp3(*fields: bytes, frames: int = 50, end: bytes = b"") -> bytes:
    """MPEG 1, layer III, 128 kbit/s, 44.1 kHz: a frame is 417 bytes and 26 ms."""
    inside = b"".join(fields)
    size = bytes(len(inside) >> shift & 0x7F for shift in (21, 14, 7, 0))
    sound = (b"\xff\xfb\x90\x00" + bytes(413)) * frames
    return (b"ID3\3\0\0" + size + inside if fields else b"") + sound + end


def udta(name: bytes, text: str) -> bytes:
    """A field as QuickTime writes it."""
    words = text.encode()
    return box(b"udta", box(name, struct.pack(">HH", len(words), 0x15C7), words))
