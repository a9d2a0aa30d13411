"""The documents of a unit's archive that are no Markdown: PDF, docx, xlsx … (requirements R1, R19, R20)."""

from __future__ import annotations

import os
from pathlib import Path

from showcase.diagnostics import Location
from showcase.loading.archive_places import place_of
from showcase.loading.file_content import danger_in, mismatch_in
from showcase.loading.unit_desk import UnitDesk
from showcase.loading.unit_files import ARCHIVE, UnitFiles, number_in, stem_of, title_in
from showcase.model.units import ArchiveFile

__all__ = ["load_archive_files"]


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
            suffix = path.suffix.lower()
            if fault := mismatch_in(stream, size, suffix):
                desk.diagnostics.error(place, fault, "archive-type")
                return None
            if danger := danger_in(stream, suffix):
                desk.diagnostics.error(place, danger, "unsafe-file")
                return None
            return size, desk.digests.of(path, stream)
    except OSError as error:
        desk.diagnostics.error(place, f"读不了这个文件：{error.strerror or '系统错误'}", "unreadable-file")
        return None
