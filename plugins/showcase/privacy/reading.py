"""One file: told by its first bytes what it is, and handed to the reader of that format. What nobody can look into is
said to be so: it never passes."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Final

from showcase.model.privacy import Masks
from showcase.privacy.archives import MAX_DEPTH, Budget, in_archive
from showcase.privacy.texts import in_csv, in_lines, in_words
from showcase.privacy.values import Kind, Place, Seen, UnreadableError

__all__ = ["is_harmless", "look_into", "suffix_of"]

_ZIP: Final = (b"PK\3\4", b"PK\5\6")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HARMLESS: Final = (
    b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"BM", b"\0\0\1\0", b"wOFF", b"wOF2",
    b"OTTO", b"\0\1\0\0", b"ttcf", b"\x1aE\xdf\xa3", b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"OggS", b"fLaC",
)  # fmt: skip
_SURE: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"\x1aE\xdf\xa3")
_MEDIA: Final = frozenset(
    ".jpg .jpeg .jpe .jfif .png .gif .webp .avif .heic .heif .tif .tiff .bmp .ico .mp4 .m4v .mov .m4a .webm .mkv .mp3"
    " .wav .ogg .flac .woff .woff2 .ttf .otf .ttc".split()
)
"""Pictures, recordings, fonts: without words that we could read. Their hidden information is another gate's (§6). A
text may begin with “BM”: there the name must say so too."""
_OPAQUE: Final = frozenset(
    ".doc .xls .ppt .wps .et .dps .rtf .rar .7z .gz .tgz .tar .bz2 .xz .ceb .cebx .caj .mht .mhtml .eml .msg .mdb"
    " .accdb".split()
)
_TEXTS: Final = frozenset({".md", ".yml", ".yaml", ".csv", ".txt"})
"""Read as texts whatever they hold."""
_TABLES: Final = frozenset({".csv"})
_PICTURE_NAMES: Final = frozenset(".jpg .jpeg .png .gif .webp .tif .tiff .bmp .heic".split())


def suffix_of(name: str) -> str:
    """The suffix in lower case, with its dot."""
    stem, dot, suffix = name.rpartition("/")[2].rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def is_harmless(name: str, head: bytes) -> bool:
    """Whether a file is a picture, a recording or a font."""
    if suffix_of(name) in _TEXTS:
        return False
    is_sure = head.startswith(_SURE) or head[4:8] == b"ftyp"
    return is_sure or (suffix_of(name) in _MEDIA and head.startswith(_HARMLESS))


def look_into(name: str, data: bytes, masks: Masks) -> Iterator[Seen]:
    """Everything found in a file, never an exception; of the name only the suffix matters."""
    yield from _look(name, data, masks, Budget(), 0)


def _look(name: str, data: bytes, masks: Masks, budget: Budget, depth: int) -> Iterator[Seen]:
    if is_harmless(name, data[:16]):
        if depth and suffix_of(name) in _PICTURE_NAMES:
            yield Seen(Kind.UNREAD, Place(), "", "这是图片，里面的字读不到")
        return
    try:
        yield from _read(name, data, masks, budget, depth)
    except UnreadableError as error:
        yield Seen(Kind.UNREAD, Place(), "", str(error))


def _read(name: str, data: bytes, masks: Masks, budget: Budget, depth: int) -> Iterator[Seen]:
    if data.startswith(_ZIP):
        if depth >= MAX_DEPTH:
            raise UnreadableError("压缩包一层套一层，太深了")
        yield from in_archive(
            data, masks, budget, lambda inner, content: _look(inner, content, masks, budget, depth + 1)
        )
    elif data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        yield from _in_pdf(data, masks, budget, depth)
    elif data.startswith(_OLE):
        raise UnreadableError("旧格式（.doc、.xls）或加了密码，里面的内容读不到")
    elif suffix_of(name) in _OPAQUE:
        raise UnreadableError(f"{suffix_of(name)} 格式读不了")
    else:
        text = _decoded(data, is_named_text=suffix_of(name) in _TEXTS)
        yield from (in_csv if suffix_of(name) in _TABLES else in_lines)(text, masks)


def _in_pdf(data: bytes, masks: Masks, budget: Budget, depth: int) -> Iterator[Seen]:
    from showcase.privacy.pdf import read_pdf  # pypdf

    for where, found in read_pdf(data):
        if isinstance(found, str):
            yield from in_words(found, masks, Place(label=where))
            continue
        if depth >= MAX_DEPTH:
            raise UnreadableError("文件一层套一层，太深了")
        budget.spend(len(found))
        yield from (
            Seen(seen.kind, seen.place.below(where), seen.shown, seen.what)
            for seen in _look(where, found, masks, budget, depth + 1)
        )


def _decoded(data: bytes, *, is_named_text: bool) -> str:
    """:raises UnreadableError: no text"""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")
    if not is_named_text and b"\0" in data[:4096]:
        raise UnreadableError("不认识的格式，里面的内容读不到")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
