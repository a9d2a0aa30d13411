"""The documents of a unit's archive that are no Markdown: PDF, docx, xlsx … (requirements R1, R19, R20)."""

from __future__ import annotations

import os
import zipfile
from io import BufferedReader
from pathlib import Path
from typing import Final

from showcase.diagnostics import Location
from showcase.loading.archive_places import place_of
from showcase.loading.unit_desk import UnitDesk
from showcase.loading.unit_files import ARCHIVE, UnitFiles, number_in, stem_of, title_in
from showcase.model.units import ArchiveFile

__all__ = ["load_archive_files"]

_INSIDE: Final = {".docx": "word/", ".xlsx": "xl/", ".pptx": "ppt/", ".ofd": "OFD.xml"}
"""What surely is in a package of the type."""
_OLE: Final = b"\xd0\xcf\x11\xe0"
"""Begins what Word and Excel wrote before 2007, and what they lock with a password."""
_PDF_HEAD: Final = 1024
"""Bytes within which a PDF has to say that it is one (ISO 32000-1, annex H.3.4.1)."""

_PAGES: Final = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml")


def load_archive_files(desk: UnitDesk, folder: Path, files: UnitFiles) -> tuple[ArchiveFile, ...]:
    """All documents of an archive in the order of the folder; those that cannot be published are told and left out."""
    notes = {stem_of(path): desk.root.relative(path) for path in files.articles}
    found = (_archive_file(desk, folder, path, notes.get(stem_of(path), "")) for path in files.documents)
    return tuple(file for file in found if file is not None)


def _archive_file(desk: UnitDesk, folder: Path, path: Path, note: str) -> ArchiveFile | None:
    place = Location(desk.root.relative(path))
    desk.diagnostics.belongs(place.file, note or desk.root.relative(folder / "index.md"))
    number, title = number_in(path), title_in(path)
    if path.parent == folder / ARCHIVE:
        desk.diagnostics.error(place, "归档材料要放在 archive/<档案类别>/ 下", "archive-name")
    if number is None:
        example = f"01-领导小组文件{path.suffix.lower()}"
        desk.diagnostics.error(place, f"归档材料要按“两位数序号：主题”命名，如 {example}", "archive-name")
    lies = place_of(desk, folder, path)
    probed = _probe(desk, path, place)
    if probed is None or number is None:
        return None
    size, digest = probed
    return ArchiveFile(
        unit=folder.name,
        path=place.file,
        file=str(path),
        number=number,
        title=title,
        suffix=path.suffix.lower(),
        size=size,
        digest=digest,
        archive=lies.category,
        indicators=() if note else lies.points,
        note=note,
    )


def _probe(desk: UnitDesk, path: Path, place: Location) -> tuple[int, str] | None:
    """Size and digest; ``None`` with a diagnostic for what cannot be published. What is too large is never read."""
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > desk.root.limits.file * 1_000_000:
                message = f"文件有 {size / 1e6:.1f} MB，超过 {desk.root.limits.file} MB；请压缩或分成几个文件"
                desk.diagnostics.error(place, message, "file-too-large")
                return None
            fault = _fault(stream, size, path.suffix.lower())
            if fault:
                desk.diagnostics.error(place, fault, "archive-type")
                return None
            return size, desk.digests.of(path, stream)
    except OSError as error:
        desk.diagnostics.error(place, f"读不了这个文件：{error.strerror or '系统错误'}", "unreadable-file")
        return None


def _fault(stream: BufferedReader, size: int, suffix: str) -> str:
    """Why the file is not what its name says; empty when it is."""
    head = stream.read(_PDF_HEAD)
    if not size:
        return "文件是空的，请放入完整的文件"
    if head.startswith(_OLE):
        return f"内容是加了密码的文件，或旧格式（.doc、.xls、.ppt）；请去掉密码，另存为 {suffix} 或 PDF"
    if suffix == ".pdf":
        is_good = b"%PDF-" in head
    else:
        is_good = _is_text(head) if suffix in (".csv", ".txt") else _is_package(stream, suffix)
    return "" if is_good else f"文件名的后缀是 {suffix}，内容却不是，或者已损坏；请放入原来的文件"


def _is_text(head: bytes) -> bool:
    """No bytes that texts never have; nor a page, which a browser might run."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return (is_utf16 or b"\0" not in head) and not start.startswith(_PAGES)


def _is_package(stream: BufferedReader, suffix: str) -> bool:
    """A ZIP that can be opened; only its directory is read."""
    try:
        with zipfile.ZipFile(stream) as package:
            inside = _INSIDE.get(suffix, "")
            return any(name.startswith(inside) for name in package.namelist()) or not inside
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return False
