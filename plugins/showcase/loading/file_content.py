"""What a file really is, whatever its name says, before it is published as it is (DESIGN.md §8).

A browser, an office program or Windows judge a file by its content too: a page that calls itself CSV runs its
script, a document with macros runs them, and a file that is two things at once (a picture and a program, a PDF and
a page) is opened as the worse one. Photos are made anew from their pixels, so only what surely was put in on
purpose is told of them.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

__all__ = ["PACKAGES", "danger_in", "hidden_danger_in", "mismatch_in"]

PACKAGES: Final = {".docx": "word/", ".xlsx": "xl/", ".pptx": "ppt/", ".ofd": "OFD.xml", ".zip": ""}
"""What surely is in a ZIP of the suffix."""
_OLD_OFFICE: Final = frozenset({".doc", ".xls", ".wps", ".et", ".ppt", ".dps"})
_TEXTS: Final = frozenset({".csv", ".txt"})
_OLE: Final = b"\xd0\xcf\x11\xe0"
"""Begins what Word and Excel wrote before 2007, and what they lock with a password."""
_HEAD: Final = 2048
"""Bytes by which browsers judge (WHATWG, “MIME Sniffing”, 1,445), and a PDF's own 1,024 (ISO 32000-1, H.3.4.1)."""
_TAIL: Final = 65_557
"""Within which the directory of a ZIP has to end (APPNOTE 4.3.16): 22 bytes and a comment of 65,535."""
_MAX_ENTRIES: Final = 5_000
_MAX_NESTED: Final = 50_000_000
_MAX_DEPTH: Final = 2

_MARKUP: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe|svg|\?php)\b", re.IGNORECASE)
_UTF16_PAGE: Final = "<html".encode("utf-16-le"), "<script".encode("utf-16-le")
_PROGRAMS: Final = (
    (b"MZ", "Windows 程序"),
    (b"\x7fELF", "Linux 程序"),
    (b"\xca\xfe\xba\xbe", "Java 或 macOS 程序"),
    (b"\xfe\xed\xfa\xce", "macOS 程序"),
    (b"\xfe\xed\xfa\xcf", "macOS 程序"),
    (b"\xce\xfa\xed\xfe", "macOS 程序"),
    (b"\xcf\xfa\xed\xfe", "macOS 程序"),
    (b"L\0\0\0\1\x14\2\0", "Windows 快捷方式"),
    (b"#!", "脚本"),
    (b"<?php", "脚本"),
)
_MACROS: Final = re.compile(rb"_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0|M\0a\0c\0r\0o\0s\0\0\0")
"""Names in the directory of an old document, in UTF-16 (MS-OVBA 2.2.1)."""
_ACTIONS: Final = re.compile(rb"/(?:JavaScript|Launch|RichMedia)\b")
_RUNNING: Final = frozenset(
    ".exe .dll .com .scr .pif .bat .cmd .ps1 .psm1 .vbs .vbe .js .jse .mjs .wsf .wsh .hta .msi .msp .jar .class .lnk"
    " .url .reg .cpl .chm .sh .py .app .apk .dmg .iso .html .htm .xhtml .mht .mhtml .svg .svgz .xsl .swf"
    " .docm .dotm .xlsm .xltm .xlam .xlsb .pptm .potm .ppsm .ppam .sldm".split()
)
"""What runs, or can, when somebody opens it out of an archive."""


def mismatch_in(stream: BinaryIO, size: int, suffix: str) -> str:
    """Why the file is not what its name says; empty when it is, or when nobody can tell."""
    stream.seek(0)
    head = stream.read(_HEAD)
    if not size:
        return "文件是空的，请放入完整的文件"
    if head.startswith(_OLE) and suffix not in _OLD_OFFICE:
        return f"内容是加了密码的文件，或旧格式（.doc、.xls、.ppt）；请去掉密码，另存为 {suffix} 或 PDF"
    is_good = True
    if suffix == ".pdf":
        is_good = b"%PDF-" in head
    elif suffix in _TEXTS:
        is_good = _is_text(head)
    elif suffix in PACKAGES:
        is_good = _is_package(stream, PACKAGES[suffix])
    elif suffix in _OLD_OFFICE:
        is_good = head.startswith(_OLE)
    return "" if is_good else f"文件名的后缀是 {suffix}，内容却不是，或者已损坏；请放入原来的文件"


def danger_in(stream: BinaryIO, suffix: str) -> str:
    """What in the file can act on whoever opens it; empty when nothing was found."""
    return _danger(stream, suffix, 0)


def hidden_danger_in(stream: BinaryIO, what: str) -> str:
    """What was put behind or into a picture or recording on purpose: a page, a script, a ZIP (GIFAR).

    :param what: what the file is, to be told; the place in the stream stays
    """
    place = stream.tell()
    try:
        end = stream.seek(0, 2)
        stream.seek(0)
        head = stream.read(_HEAD)
        stream.seek(max(0, end - _TAIL))
        tail = stream.read()
    finally:
        stream.seek(place)
    if _MARKUP.search(head) or _MARKUP.search(tail[-_HEAD:]):
        return f"{what}里夹着网页或脚本，请换成没有改动过的文件"
    return f"{what}后面接着压缩包，请换成没有改动过的文件" if b"PK\5\6" in tail and b"PK\1\2" in tail else ""


def _danger(stream: BinaryIO, suffix: str, depth: int) -> str:
    stream.seek(0)
    head = stream.read(_HEAD)
    for magic, name in _PROGRAMS:
        if head.startswith(magic) and (magic != b"MZ" or b"\0" in head):  # a text may begin with these letters
            return f"内容是{name}，不能发布"
    if _MARKUP.search(head) or any(mark in head.lower() for mark in _UTF16_PAGE):
        return "里面夹着网页或脚本，浏览器可能把它当网页打开；请另存为干净的文件"
    if head.startswith(_OLE):
        return _old_office_danger(stream)
    if suffix == ".pdf":
        return _pdf_danger(stream, head)
    return _package_danger(stream, head, depth) if suffix in PACKAGES else ""


def _old_office_danger(stream: BinaryIO) -> str:
    stream.seek(0)
    return "文件带宏，请另存为不带宏的格式" if _MACROS.search(stream.read()) else ""


def _pdf_danger(stream: BinaryIO, head: bytes) -> str:
    """Before its mark and behind its end a PDF has nothing; what is packed inside is not looked into."""
    stream.seek(0)
    data = stream.read()
    tail = data[data.rfind(b"%%EOF") + 5 :] if b"%%EOF" in data else b""
    if head[: head.find(b"%PDF-")].strip(b"\xef\xbb\xbf \t\r\n\0"):
        return "PDF 前面还有别的内容，请重新导出 PDF"
    if b"PK\5\6" in tail or b"PK\3\4" in tail or _MARKUP.search(tail):
        return "PDF 后面接着别的文件，请重新导出 PDF"
    return "PDF 里有脚本，或会启动程序的动作，请重新导出 PDF" if _ACTIONS.search(data) else ""


def _package_danger(stream: BinaryIO, head: bytes, depth: int) -> str:
    if not head.startswith((b"PK\3\4", b"PK\5\6")):
        return "压缩包前面还有别的内容，请重新打包"
    try:
        with zipfile.ZipFile(stream) as package:
            if _MARKUP.search(package.comment):
                return "压缩包的注释里夹着网页，请重新打包"
            return next(_entries_danger(package, depth), "")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return "压缩包已损坏，打不开，请重新打包"


def _entries_danger(package: zipfile.ZipFile, depth: int) -> Iterator[str]:
    entries = package.infolist()
    if len(entries) > _MAX_ENTRIES:
        yield f"里面有 {len(entries)} 个文件，超过 {_MAX_ENTRIES} 个，看不过来；请分开"
        return
    is_document = any(entry.filename == "[Content_Types].xml" for entry in entries)
    for entry in entries:
        name = entry.filename
        if "vbaproject" in name.lower() or "/activex/" in f"/{name.lower()}":
            yield "文件带宏，请另存为不带宏的格式"
        if name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name):
            yield f"里面的“{_short(name)}”会解到别的文件夹去，请重新打包"
        if stat.S_ISLNK(entry.external_attr >> 16):
            yield f"里面的“{_short(name)}”是符号链接，请放入文件本身"
        if not is_document and not entry.is_dir():
            yield from filter(None, [_entry_danger(package, entry, depth)])


def _entry_danger(package: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int) -> str:
    """Of what lies in an archive: by name, by content, and the same again of documents in it."""
    name, suffix = entry.filename, _suffix(entry.filename)
    if suffix in _RUNNING:
        return f"里面的“{_short(name)}”是网页、程序或带宏的文件，不能发布"
    if entry.flag_bits & 1:
        return ""  # locked: said by the gate that looks into it
    is_whole = suffix in PACKAGES or suffix in _OLD_OFFICE or suffix == ".pdf"
    if is_whole and (depth >= _MAX_DEPTH or entry.file_size > _MAX_NESTED):
        return f"里面的“{_short(name)}”套得太深或太大，看不到里面；请直接放进来"
    with package.open(entry) as stream:
        content = io.BytesIO(stream.read(_MAX_NESTED if is_whole else _HEAD))
    found = _danger(content, suffix, depth + 1)
    return f"里面的“{_short(name)}”：{found}" if found else ""


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rstrip(" .").rpartition("/")[2].rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def _short(name: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:60]


def _is_text(head: bytes) -> bool:
    """No bytes that texts never have; nor a page, which a browser might run."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return (is_utf16 or b"\0" not in head) and not start.startswith(_PAGES)


_PAGES: Final = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml")


def _is_package(stream: BinaryIO, inside: str) -> bool:
    """A ZIP that can be opened; only its directory is read."""
    try:
        with zipfile.ZipFile(stream) as package:
            return any(name.startswith(inside) for name in package.namelist()) or not inside
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return False
