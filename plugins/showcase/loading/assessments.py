"""What a unit says of its own assessment: ``assessment:`` in ``index.md``, or a table of that name beside it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from showcase.diagnostics import Location, suggest, suggest_file
from showcase.loading.front_matter import Document
from showcase.loading.tables import ASSESSMENT_HEADS
from showcase.loading.unit_desk import UnitDesk, nfc, table_rows
from showcase.model.documents import Source
from showcase.model.indicators import TOTAL, Assessment
from showcase.model.units import Article, Photo

if TYPE_CHECKING:
    from showcase.loading.indicator_schema import AssessmentSchema
    from showcase.loading.schema import UnitSchema

__all__ = ["load_assessment"]

_Line = tuple["AssessmentSchema", Source, tuple[str | int, ...]]


def load_assessment(
    desk: UnitDesk, folder: Path, schema: UnitSchema, document: Document, materials: Iterable[Article | Photo]
) -> tuple[Assessment, ...]:
    """All lines that name something of the assessment system, each thing once."""
    paths = {_path(material) for material in materials}
    found: dict[str, Assessment] = {}
    for line in _lines(desk, folder, schema, document):
        stated = _stated(desk, folder, line, paths)
        if stated is None:
            continue
        if stated.of in found:
            desk.diagnostics.error(stated.location, f"“{stated.of}”前面已经写过", "duplicate-key")
        found.setdefault(stated.of, stated)
    return tuple(found.values())


def _path(material: Article | Photo) -> str:
    return material.source.path if isinstance(material, Article) else material.path


def _lines(desk: UnitDesk, folder: Path, schema: UnitSchema, document: Document) -> Iterator[_Line]:
    from showcase.loading.indicator_schema import AssessmentSchema  # pydantic: only when a file is parsed
    from showcase.loading.validation import validate

    yield from ((item, document.source, ("assessment", n)) for n, item in enumerate(schema.assessment))
    for row, source in table_rows(desk, folder, "assessment", ASSESSMENT_HEADS, bool(schema.assessment), document):
        item = validate(AssessmentSchema, row, source, desk.diagnostics, ASSESSMENT_HEADS.labels)
        if item is not None:
            yield item, source, ()


def _stated(desk: UnitDesk, folder: Path, line: _Line, paths: set[str]) -> Assessment | None:
    item, source, key = line
    place = source.at(*key, "of")
    if not _is_known(desk, item.of, place):
        return None
    if item.value and not desk.words.editions.find(item.of):
        message = f"“{item.of}”不是要点，数值只能写在要点上"
        desk.diagnostics.error(source.at(*key, "value"), message, "bad-value")
    return Assessment(
        of=item.of,
        value=item.value,
        unit=item.unit,
        as_of=item.as_of,
        evidence=_evidence(desk, folder, item.evidence, source.at(*key, "evidence"), paths),
        self_score=item.self,
        expert_score=item.expert,
        public_score=item.public,
        location=place,
    )


def _is_known(desk: UnitDesk, written: str, place: Location) -> bool:
    editions = desk.words.editions
    slug, slash, name = written.rpartition("/")
    if editions.find(written) or editions.items(written):
        return True
    if name == TOTAL and editions and (not slash or any(edition.slug == slug for edition in editions)):
        return True
    if editions.is_whole:
        hint = suggest(written, editions.assessed()) or "，应是要点编号、项目名称或“合计”"
        desk.diagnostics.error(place, f"测评体系里没有“{written}”{hint}", "unknown-indicator")
    return False


def _evidence(desk: UnitDesk, folder: Path, written: str, place: Location, paths: set[str]) -> str:
    """Path of a material of this unit; what is not there, or at fault, is told."""
    if not written:
        return ""
    unit = desk.root.relative(folder)
    path = nfc(posixpath.normpath(posixpath.join(unit, written)))
    if path in paths:
        return path
    if not (desk.root.folder / path).is_file():
        hint = suggest_file(written, [known.removeprefix(f"{unit}/") for known in sorted(paths)])
        desk.diagnostics.error(place, f"佐证“{written}”不存在，应是本单位的材料或照片{hint}", "missing-file")
    elif not path.startswith(f"{unit}/") or not path.endswith(".md"):
        desk.diagnostics.error(place, f"佐证“{written}”应是本单位的材料或照片", "missing-file")
    return ""
