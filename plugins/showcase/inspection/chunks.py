"""Formats that are a row of named chunks: PNG, WebP, GIF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from showcase.inspection.profiles import exif, metadata, profile, tail, unpacked
from showcase.inspection.values import BrokenError, Findings, number, part

__all__ = ["inspect_gif", "inspect_png", "inspect_webp"]

_PNG_PLAIN: Final = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB sBIT bKGD hIST pHYs acTL fcTL fdAT cICP mDCV cLLI sTER oFFs".split()
)
_PNG_TEXT: Final = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_WEBP_PLAIN: Final = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM"})
_GIF_PLAIN: Final = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0"})
_GIF_COMMENT, _GIF_APPLICATION, _GIF_CONTROL = 0xFE, 0xFF, 0xF9


def inspect_png(data: bytes) -> Findings:
    """Everything but pixels and how to show them."""
    place, name = 8, b""
    while name != b"IEND":
        size, name = number(data, place, 4), part(data, place + 4, 4)
        content = part(data, place + 8, size + 4)[:size]
        place += size + 12
        yield from _png_chunk(name, content)
    yield from tail(data, place)


def _png_chunk(name: bytes, content: bytes) -> Findings:
    if name == b"eXIf":
        yield from exif(content)
    elif name in _PNG_TEXT:
        yield metadata("XMP 信息" if content.startswith(b"XML:com.adobe.xmp") else "文字说明")
    elif name == b"tIME":
        yield metadata("修改时间")
    elif name == b"iCCP":
        yield from profile(unpacked(content.partition(b"\0")[2][1:]))
    elif name not in _PNG_PLAIN:
        yield metadata(f"软件的数据（{_shown(name)}）")


def inspect_webp(data: bytes) -> Findings:
    """Everything but pixels and their animation."""
    end = 8 + number(data, 4, 4, "little")
    yield from _webp_chunks(part(data, 12, end - 12))
    yield from tail(data, end)


def _webp_chunks(data: bytes) -> Findings:
    for name, content in _riff(data):
        if name == b"EXIF":
            yield from exif(content)
        elif name == b"XMP ":
            yield metadata("XMP 信息")
        elif name == b"ICCP":
            yield from profile(content)
        elif name == b"ANMF":
            yield from _webp_chunks(content[16:])
        elif name not in _WEBP_PLAIN:
            yield metadata(f"软件的数据（{_shown(name)}）")


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place < len(data):
        size = number(data, place + 4, 4, "little")
        yield part(data, place, 4), part(data, place + 8, size)
        place += 8 + size + size % 2


def inspect_gif(data: bytes) -> Findings:
    """Everything but pictures, their timing and the loop."""
    place = 13 + _palette(number(data, 10, 1))
    while (block := number(data, place, 1)) != 0x3B:
        if block == 0x21:
            first = part(data, place + 3, number(data, place + 2, 1))
            yield from _gif_extension(number(data, place + 1, 1), first)
            place = _sub_blocks_end(data, place + 2)
        elif block == 0x2C:
            place = _sub_blocks_end(data, place + 11 + _palette(number(data, place + 9, 1)))
        else:
            raise BrokenError("不合 GIF 的格式")
    yield from tail(data, place + 1)


def _palette(flags: int) -> int:
    """Bytes of a colour table."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _sub_blocks_end(data: bytes, place: int) -> int:
    while size := number(data, place, 1):
        place += size + 1
    return place + 1


def _gif_extension(label: int, first: bytes) -> Findings:
    if label == _GIF_COMMENT:
        yield metadata("注释")
    elif label == _GIF_APPLICATION and first not in _GIF_PLAIN:
        yield metadata("XMP 信息" if first.startswith(b"XMP") else "软件的数据")
    elif label not in (_GIF_APPLICATION, _GIF_CONTROL):
        yield metadata("文字说明")


def _shown(name: bytes) -> str:
    return "".join(chr(sign) if 0x20 < sign < 0x7F else "?" for sign in name)
