"""One file: told by its first bytes what it is, and handed to the reader of that format."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO, Final

from showcase.inspection.boxes import inspect_boxes, inspect_codestream
from showcase.inspection.chunks import inspect_gif, inspect_png, inspect_webp
from showcase.inspection.jpeg import inspect_jpeg
from showcase.inspection.office import inspect_zip
from showcase.inspection.recordings import inspect_recording
from showcase.inspection.stray import inspect_stray
from showcase.inspection.svg import has_inline, inline_pictures, inspect_svg
from showcase.inspection.values import BrokenError, Finding, Findings, Inner, Kind, number
from showcase.loading.media import is_recording

__all__ = ["VERSION", "inspect_content", "inspect_stream", "is_plain_text", "suffix_of"]

VERSION: Final = 2
"""Raised when the same bytes may get another verdict than before."""

_PICTURES: Final = frozenset(
    ".jpg .jpeg .jpe .jfif .png .apng .webp .gif .avif .avifs .heic .heif .heics .hif .tif .tiff .svg .svgz .jp2 .j2k"
    " .jpf .jpx .jxl .jxr .wdp .hdp .bmp .ico .psd .psb .xcf .tga .pcx .exr .dng .cr2 .cr3 .nef .arw .raf .orf .rw2"
    " .pef .srw .mpo".split()
)
"""A file of this name that is none of the formats we read is said to be not understood."""
_TEXTS: Final = frozenset(".html .htm .xhtml .css .js .mjs .json .xml .map .csv .txt .md .webmanifest .xsl".split())
_OPAQUE: Final = frozenset(
    ".doc .xls .ppt .wps .et .dps .rtf .rar .7z .gz .tgz .tar .bz2 .xz .zip .docx .xlsx .pptx .odt .ods .odp .epub .ofd"
    " .pdf .emf .wmf .eps .ai .mht .mhtml .eml .msg .fodt .fods .fodp .uof .uot .uos .uop .ceb .cebx .caj".split()
)
_SVG: Final = re.compile(
    rb"(?:\xef\xbb\xbf|\s|<\?(?>.*?\?>)|<!--(?>.*?-->)|<!DOCTYPE(?>[^>\[]*(?:\[.*?\]\s*)?>))*+<(?:[\w-]+:)?svg[\s>/]",
    re.DOTALL,
)
"""The root is ``svg``, whatever comments and declarations come before it."""
_MAX_INSIDE: Final = 600_000_000
_MAX_DEPTH: Final = 3
"""An archive in a document in an archive; what is deeper hides."""


def suffix_of(name: str) -> str:
    """The suffix in lower case, with its dot."""
    stem, dot, suffix = name.rpartition("/")[2].rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def is_plain_text(name: str, data: bytes) -> bool:
    """Pages, styles and data in which nothing is hidden: most files of a site."""
    return suffix_of(name) in _TEXTS and not has_inline(data) and _reader(data) is None and b"\0" not in data[:512]


@dataclass(slots=True)
class _Budget:
    """Bytes that may still come out of one published file, archives in archives included."""

    left: int = _MAX_INSIDE

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise BrokenError("里面的文件太多或太大")


def inspect_content(name: str, data: bytes) -> Iterator[Finding]:
    """Everything found in a file, never an exception; the name matters only by its suffix."""
    yield from _inspect(name, data, 0, _Budget())


def inspect_stream(stream: BinaryIO) -> Iterator[Finding]:
    """The same of a recording, of which only the heads are read: it may be larger than memory."""
    budget = _Budget()

    def inner(where: str, content: bytes) -> Findings:
        budget.spend(len(content))
        yield from _inside(where, content, 1, budget)

    try:
        yield from inspect_recording(stream, inner)
    except BrokenError as error:
        yield Finding(Kind.OPAQUE, str(error))


def _inspect(name: str, data: bytes, depth: int, budget: _Budget) -> Findings:
    """By the structure, and where that tells of nothing, by what the bytes hold all the same."""
    has_told = False
    for found in _structure(name, data, depth, budget):
        has_told = has_told or found.kind in (Kind.METADATA, Kind.RECORDING)
        yield found
    if not has_told and suffix_of(name) not in _TEXTS:
        yield from inspect_stray(data)


def _structure(name: str, data: bytes, depth: int, budget: _Budget) -> Findings:
    def inner(where: str, content: bytes) -> Findings:
        budget.spend(len(content))
        yield from _inside(where, content, depth + 1, budget)

    read = _reader(data)
    try:
        if read is not None:
            yield from read(data, inner)
        else:
            for count, picture in enumerate(dict.fromkeys(inline_pictures(data)), 1):
                yield from inner(f"第 {count} 张内嵌图片", picture)
            yield from _unknown(suffix_of(name))
    except BrokenError as error:
        yield Finding(Kind.UNREADABLE, str(error))


def _inside(where: str, data: bytes, depth: int, budget: _Budget) -> Findings:
    if _is_picture(data):
        yield Finding(Kind.INNER, hashlib.sha256(data).hexdigest(), where)
    if depth > _MAX_DEPTH:
        yield Finding(Kind.OPAQUE, "一层套一层，太深了", where)
        return
    for found in _inspect(where, data, depth, budget):
        yield Finding(found.kind, found.what, f"{where} → {found.where}" if found.where else where)


def _unknown(suffix: str) -> Findings:
    if suffix in _PICTURES:
        yield Finding(Kind.UNREADABLE, "不是看得懂的图片格式")
    elif suffix in _OPAQUE:
        yield Finding(Kind.OPAQUE, f"{suffix} 格式看不到里面")


def _foreign(_data: bytes, _inner: Inner) -> Findings:
    """Camera raw files, Photoshop, JPEG XL and XR, by content: no browser shows them, and they hold everything."""
    yield Finding(Kind.UNREADABLE, "不是看得懂的图片格式")


def _tiff(_data: bytes, _inner: Inner) -> Findings:
    """TIFF keeps whatever a scanner or camera said, and no browser shows it."""
    yield Finding(Kind.METADATA, "TIFF 格式的信息")


def _old_office(_data: bytes, _inner: Inner) -> Findings:
    yield Finding(Kind.OPAQUE, "老格式（.doc、.xls、.ppt、.wps）看不到里面，另存为 .docx、.xlsx 或 PDF 就能查")


def _rich_text(_data: bytes, _inner: Inner) -> Findings:
    yield Finding(Kind.OPAQUE, "RTF 格式看不到里面")


def _icon(data: bytes, inner: Inner) -> Findings:
    """Entries of 16 bytes: how long each picture is, and where."""
    for entry in range(6, 6 + 16 * number(data, 4, 2, "little"), 16):
        start, size = number(data, entry + 12, 4, "little"), number(data, entry + 8, 4, "little")
        picture = data[start : start + size]
        if _is_picture(picture):
            yield from inner(f"第 {entry // 16 + 1} 个图标", picture)


def _bitmap(data: bytes, _inner: Inner) -> Findings:
    """A head and pixels; only the newest head can point to a colour profile, and none to metadata."""
    if len(data) < 26:
        raise BrokenError("文件不完整")
    yield from ()


def _plain(read: Callable[[bytes], Findings]) -> Callable[[bytes, Inner], Findings]:
    return lambda data, _inner: read(data)


_Reader = Callable[[bytes, Inner], Findings]
_PICTURE_HEADS: Final[Mapping[bytes, _Reader]] = MappingProxyType(
    {
        b"\xff\xd8\xff": _plain(inspect_jpeg),
        b"\x89PNG\r\n\x1a\n": _plain(inspect_png),
        b"GIF87a": _plain(inspect_gif),
        b"GIF89a": _plain(inspect_gif),
        b"II*\0": _tiff,
        b"MM\0*": _tiff,
        b"II+\0": _tiff,
        b"MM\0+": _tiff,
        b"\0\0\1\0": _icon,
        b"BM": _bitmap,
        b"\xff\x4f\xff\x51": _plain(inspect_codestream),
        **dict.fromkeys((b"8BPS", b"\0\0\0\x0cJXL ", b"II\xbc\1", b"FUJIFILMCCD-RAW", b"v/1\1"), _foreign),
        **dict.fromkeys((b"IIRO", b"IIRS", b"MMOR", b"IIU\0"), _foreign),
    }
)
_DOCUMENT_HEADS: Final[Mapping[bytes, _Reader]] = MappingProxyType(
    {
        b"PK\3\4": inspect_zip,
        b"PK\5\6": inspect_zip,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": _old_office,
        b"{\\rtf": _rich_text,
    }
)


def _reader(data: bytes) -> _Reader | None:
    if is_recording(data[:1024]):
        return lambda content, inner: inspect_recording(io.BytesIO(content), inner)
    return _picture_reader(data) or _document_reader(data)


def _picture_reader(data: bytes) -> _Reader | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _plain(inspect_webp)
    if data[4:8] in (b"ftyp", b"jP  "):
        return _plain(inspect_boxes)
    return next((read for head, read in _PICTURE_HEADS.items() if data.startswith(head)), None)


def _document_reader(data: bytes) -> _Reader | None:
    if b"%PDF-" in data[:1024]:
        from showcase.inspection.pdf import inspect_pdf  # pypdf takes 0.1 s: only in a worker that meets a new PDF

        return inspect_pdf
    if _SVG.match(data[:65_536]):
        return inspect_svg
    return next((read for head, read in _DOCUMENT_HEADS.items() if data.startswith(head)), None)


def _is_picture(data: bytes) -> bool:
    return _picture_reader(data) is not None
