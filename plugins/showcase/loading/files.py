"""Reading files that others wrote: size, encoding, symbolic links. A fault is a diagnostic at ``:1:1``."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from showcase.diagnostics import Diagnostics, Location

__all__ = ["Root", "decode", "read_bytes", "read_text", "walk"]

MAX_TEXT_BYTES: Final = 1_000_000
"""A long article has 60 KB; above this a file is not a text that a person wrote."""


@dataclass(frozen=True, slots=True)
class Root:
    """The repository's folder; paths in messages are relative to it."""

    folder: Path

    def relative(self, path: Path) -> str:
        """Path for messages: ``/``-separated and in Unicode's composed form (macOS stores the other)."""
        try:
            return unicodedata.normalize("NFC", path.relative_to(self.folder).as_posix())
        except ValueError:
            return path.as_posix()


def read_text(root: Root, path: Path, diagnostics: Diagnostics) -> str | None:
    """The text of a UTF-8 file, line ends as ``\\n``; ``None`` with a diagnostic when it cannot be read."""
    data = read_bytes(root, path, diagnostics, MAX_TEXT_BYTES)
    return None if data is None else decode(data, Location(root.relative(path)), diagnostics)


def read_bytes(root: Root, path: Path, diagnostics: Diagnostics, limit: int) -> bytes | None:
    """The bytes of a file no larger than ``limit``."""
    place = Location(root.relative(path))
    try:
        size = path.stat().st_size
        if size > limit:
            diagnostics.error(place, f"文件过大（{size} 字节），上限是 {limit} 字节", "file-too-large")
            return None
        return path.read_bytes()
    except OSError as error:
        diagnostics.error(place, f"读不了这个文件：{error.strerror or '系统错误'}", "unreadable-file")
        return None


def decode(data: bytes, place: Location, diagnostics: Diagnostics) -> str | None:
    """UTF-8 text; UTF-16 and GBK are named, so that the author knows what to change."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        diagnostics.error(place, "文件编码是 UTF-16，请用编辑器另存为 UTF-8", "wrong-encoding")
        return None
    if data.startswith(codecs.BOM_UTF8):
        diagnostics.warning(place, "文件开头有字节顺序标记（BOM），请另存为“UTF-8（无 BOM）”", "byte-order-mark")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        diagnostics.error(place, _not_utf8(data, error), "wrong-encoding")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _without_control(text, place, diagnostics)


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return f"文件不是 UTF-8 文本（第 {error.start + 1} 个字节无法识别），可能已损坏"
    return "文件编码像是 GBK，请用编辑器另存为 UTF-8"


def _without_control(text: str, place: Location, diagnostics: Diagnostics) -> str:
    """Control characters are reported where they stand; XML and feeds could not carry them."""
    if text.isprintable() or not any(_is_control(sign) for sign in set(text)):
        return text
    for number, line in enumerate(text.split("\n"), 1):
        for column, sign in enumerate(line, 1):
            if _is_control(sign):
                at = Location(place.path, number, column)
                diagnostics.warning(at, f"含有看不见的控制字符 U+{ord(sign):04X}，已略去", "control-character")
    return "".join(sign for sign in text if not _is_control(sign))


def _is_control(sign: str) -> bool:
    return (sign < " " and sign not in "\n\t") or "\x7f" <= sign <= "\x9f" or sign in "\ufffe\uffff"


def walk(root: Root, folder: Path, diagnostics: Diagnostics) -> Iterator[Path]:
    """Files below a folder in a stable order, hidden ones left out; symbolic links are errors."""
    for path in sorted(folder.iterdir(), key=lambda p: unicodedata.normalize("NFC", p.name)):
        if path.name.startswith("."):
            continue
        if path.is_symlink():
            place = Location(root.relative(path))
            diagnostics.error(place, "不允许符号链接，请放入文件本身", "symbolic-link")
        elif path.is_dir():
            yield from walk(root, path, diagnostics)
        else:
            yield path
