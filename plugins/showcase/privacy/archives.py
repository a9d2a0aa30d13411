"""Files that are ZIP archives: Word, Excel, PowerPoint, ODF, OFD, and plain ones, in one another up to a depth."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from showcase.diagnostics import conceal
from showcase.model.privacy import Masks
from showcase.privacy.packed import Paragraphs, name_of_part
from showcase.privacy.sheets import read_sheet, shared_texts, sheet_names
from showcase.privacy.texts import Table, in_words
from showcase.privacy.values import Kind, Place, Seen, UnreadableError

__all__ = ["Budget", "in_archive"]

_MAX_ENTRIES: Final = 10_000
_MAX_ENTRY: Final = 100_000_000
MAX_DEPTH: Final = 3
"""An archive in an archive in an archive; what is deeper hides."""
_DOCUMENT: Final = re.compile(r"word/|xl/|ppt/|\[Content_Types\]\.xml$|mimetype$|OFD\.xml$")
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_PLAIN_PARTS: Final = re.compile(
    r".*(?:styles|theme\d*|fontTable|settings|webSettings|numbering|calcChain|\[Content_Types\]|sharedStrings)[^/]*\.xml"
)
"""Without any words of an author's; shared texts are read with the sheets that show them."""
_PACKED_TYPES: Final = (".xml", ".rels")
Look = Callable[[str, bytes], Iterator[Seen]]


@dataclass(slots=True)
class Budget:
    """Bytes that may still come out of one file, archives in archives included: a bomb has thousands of times more."""

    left: int = 100_000_000

    def spend(self, size: int) -> None:
        """:raises UnreadableError: it is used up"""
        self.left -= size
        if self.left < 0:
            raise UnreadableError("解开以后太大")


def in_archive(data: bytes, masks: Masks, budget: Budget, look: Look) -> Iterator[Seen]:
    """:raises UnreadableError: encrypted, damaged, or too large

    :param look: into a file that lies within
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from _in_entries(_Packed(archive, masks, budget), look)
    except UnreadableError:
        raise
    except (NotImplementedError, RuntimeError):
        raise UnreadableError("文件加了密码，或用了少见的压缩方法") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, IndexError):
        raise UnreadableError("文件已损坏，打不开") from None


@dataclass(frozen=True, slots=True)
class _Packed:
    archive: zipfile.ZipFile
    masks: Masks
    budget: Budget

    def read(self, entry: zipfile.ZipInfo) -> bytes:
        if entry.flag_bits & 1:
            raise UnreadableError("文件加了密码")
        if entry.file_size > _MAX_ENTRY:
            raise UnreadableError("解开以后太大")
        self.budget.spend(entry.file_size)
        with self.archive.open(entry) as stream:  # never gives more than the size that was counted
            return stream.read(entry.file_size)


def _in_entries(packed: _Packed, look: Look) -> Iterator[Seen]:
    entries = [entry for entry in packed.archive.infolist() if not entry.is_dir()]
    if len(entries) > _MAX_ENTRIES:
        raise UnreadableError(f"里面有 {len(entries)} 个文件，太多了")
    if any(_DOCUMENT.match(entry.filename) for entry in entries):
        yield from _in_document(packed, {entry.filename: entry for entry in entries}, look)
        return
    for number, entry in enumerate(entries, 1):
        name = _name(entry)
        yield from in_words(name, packed.masks, Place(label=f"里面第 {number} 个文件的名字"))
        try:
            yield from (_below(seen, name) for seen in look(name, packed.read(entry)))
        except UnreadableError as error:
            yield Seen(Kind.UNREAD, Place().below(name), "", str(error))


def _below(seen: Seen, name: str) -> Seen:
    return replace(seen, place=seen.place.below(name))


def _name(entry: zipfile.ZipInfo) -> str:
    """A ZIP packed under a Chinese Windows has names in GBK, which zipfile takes for those of old DOS."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


# --- documents ----------------------------------------------------------------------------------


def _in_document(packed: _Packed, entries: dict[str, zipfile.ZipInfo], look: Look) -> Iterator[Seen]:
    """Every part with words, and every file that is put in: a workbook in a letter."""
    yield from _in_sheets(packed, entries)
    for name, entry in entries.items():
        if _SHEET.fullmatch(name) or _PLAIN_PARTS.fullmatch(name):
            continue
        if name.endswith(_PACKED_TYPES):
            yield from _in_part(name, packed.read(entry), packed.masks)
        elif "/media/" not in name and "/fonts/" not in name:
            label = f"嵌入的 {name.rpartition('/')[2]}"
            yield from (_below(seen, label) for seen in look(name, packed.read(entry)))


def _in_part(name: str, data: bytes, masks: Masks) -> Iterator[Seen]:
    """Word's own text has its paragraphs for lines."""
    label = name_of_part(name)
    for number, words in Paragraphs().read(data):
        yield from in_words(words, masks, Place(number, label=f"{label}第 {number} 段" if label == "正文" else label))


def _in_sheets(packed: _Packed, entries: dict[str, zipfile.ZipInfo]) -> Iterator[Seen]:
    parts = [name for name in entries if _SHEET.fullmatch(name)]
    if not parts:
        return

    def part(name: str, default: bytes = b"<x/>") -> bytes:
        return packed.read(entries[name]) if name in entries else default

    shared = shared_texts(part("xl/sharedStrings.xml"))
    names = sheet_names(part("xl/workbook.xml"), part("xl/_rels/workbook.xml.rels"))
    for name in parts:
        title = conceal(names.get(name) or name.rpartition("/")[2])
        rows, around = read_sheet(packed.read(entries[name]), shared)
        table = Table(packed.masks, title)
        for number, cells in rows:
            yield from table.row(number, cells)
        for words in around:
            yield from in_words(words, packed.masks, Place(sheet=title, label="页眉、页脚、提示或链接"))
