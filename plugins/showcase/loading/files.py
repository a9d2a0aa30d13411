"""Reading files that others wrote: size, encoding, symbolic links. A fault is a diagnostic at ``:1:1``."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from showcase.diagnostics import Diagnostics, Location
from showcase.loading.file_names import (
    INVISIBLE,
    UNSHOWN,
    folded_name,
    hidden_words,
    is_hidden,
    is_litter,
    name_fault,
    name_oddity,
)
from showcase.model.limits import Intake

__all__ = ["Root", "decode", "in_folder", "nfc", "read_bytes", "read_text", "visible", "walk"]


@dataclass(frozen=True, slots=True)
class Root:
    """The repository's folder; paths in messages are relative to it."""

    folder: Path
    limits: Intake = Intake()
    """How large a file below it may be."""
    checks_pages: bool = False
    """The office's free pages are not trusted blindly (``free_pages: checked``)."""

    def relative(self, path: Path) -> str:
        """Path for messages: ``/``-separated and in Unicode's composed form (macOS stores the other)."""
        written, folder = path.as_posix(), self.folder.as_posix()
        if written == folder:
            return "."
        inside = written.removeprefix(f"{folder.rstrip('/')}/")  # Path.relative_to took an eighth of loading
        return unicodedata.normalize("NFC", UNSHOWN.sub("?", inside))


def nfc(name: str) -> str:
    """macOS stores names decomposed; compared as they are, they would not exist (STYLE.md §2.9)."""
    return unicodedata.normalize("NFC", name)


def read_text(root: Root, path: Path, diagnostics: Diagnostics, limit: int = 0) -> str | None:
    """The text of a UTF-8 file, line ends as ``\\n``; ``None`` with a diagnostic when it cannot be read.

    :param limit: bytes, if not those of the site's limits
    """
    data = read_bytes(root, path, diagnostics, limit or root.limits.text * 1000)
    return None if data is None else decode(data, Location(root.relative(path)), diagnostics)


def read_bytes(root: Root, path: Path, diagnostics: Diagnostics, limit: int) -> bytes | None:
    """The bytes of a file no larger than ``limit``."""
    place = Location(root.relative(path))
    try:
        size = path.stat().st_size
        if size > limit:
            message = f"文件有 {size / 1e6:.1f} MB，超过 {limit / 1e6:g} MB"
            diagnostics.error(place, message, "file-too-large")
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
        before = data[: error.start].decode("utf-8-sig")
        where = Location(place.path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        if _looks_like_gbk(data):
            diagnostics.error(place, "文件编码像是 GBK，请用编辑器另存为 UTF-8", "wrong-encoding")
        else:
            diagnostics.error(where, "这里有无法识别的字节，文件可能已损坏，或不是文本", "wrong-encoding")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _without_control(text, place, diagnostics)


def _looks_like_gbk(data: bytes) -> bool:
    """Damaged UTF-8 often decodes as GBK too; but then the rest of it is still good UTF-8."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    high = sum(byte >= 0x80 for byte in data)
    return data.decode("utf-8", "replace").count("\ufffd") * 4 > high


def visible(text: str) -> str:
    """The text without what nobody sees."""
    return _CONTROL.sub("", text)


def _without_control(text: str, place: Location, diagnostics: Diagnostics) -> str:
    """Invisible characters are reported once each, where they stand first; search and feeds could not carry them."""
    for sign in sorted(set(_CONTROL.findall(text))):
        before, count = text[: text.index(sign)], text.count(sign)
        at = Location(place.path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        times = f"（共 {count} 处）" if count > 1 else ""
        message = f"含有看不见的字符 U+{ord(sign):04X}{times}，已略去"
        diagnostics.warning(at, message, "control-character")
        text = text.replace(sign, "")
    return text


_CONTROL: Final = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{INVISIBLE}]")


def walk(root: Root, folder: Path, diagnostics: Diagnostics) -> Iterator[Path]:
    """Files below a folder in a stable order, hidden ones left out; symbolic links are errors."""
    for path in in_folder(root, folder, diagnostics):
        if path.is_dir():
            yield from walk(root, path, diagnostics)
        elif path.is_file():
            yield path
        else:
            diagnostics.error(Location(root.relative(path)), "这不是普通文件，读不了", "unreadable-file")


def in_folder(root: Root, folder: Path, diagnostics: Diagnostics) -> Iterator[Path]:
    """What lies in a folder; without what is hidden, what points elsewhere and what cannot be named everywhere."""
    try:
        paths = sorted(folder.iterdir(), key=lambda path: unicodedata.normalize("NFC", path.name))
    except OSError as error:
        message = f"读不了这个文件夹：{error.strerror or '系统错误'}"
        diagnostics.error(Location(root.relative(folder)), message, "unreadable-file")
        return
    hidden = [path.name for path in paths if is_hidden(path.name) and not is_litter(path.name)]
    if hidden:
        diagnostics.warning(Location(root.relative(folder)), hidden_words(hidden), "stray-file")
    seen: dict[str, str] = {}
    for path in paths:
        if not (is_hidden(path.name) or is_litter(path.name)) and _is_sound(root, path, seen, diagnostics):
            yield path


def _is_sound(root: Root, path: Path, seen: dict[str, str], diagnostics: Diagnostics) -> bool:
    """False with a diagnostic; ``seen`` has the names that came before it, as every system compares them."""
    place, folded = Location(root.relative(path)), folded_name(path.name)
    if path.is_symlink():
        diagnostics.error(place, "不允许符号链接，请放入文件或文件夹本身", "symbolic-link")
        return False
    if fault := name_fault(path.name, root.limits.name):
        diagnostics.error(place, fault, "bad-file-name")
        return False
    if oddity := name_oddity(path.name):
        diagnostics.warning(place, oddity, "bad-file-name")
    if folded in seen:
        how = "只差大小写" if seen[folded] != nfc(path.name) else "看起来一样，只是字的编码方式不同"
        message = f"与“{seen[folded]}”{how}，在 Windows 和 macOS 上是同一个文件，请改名或删去一个"
        diagnostics.error(place, message, "same-name")
        return False
    seen[folded] = nfc(path.name)
    return True
