"""佐证: which of a unit's material stands for which point of the assessment system (requirements R35, R38).

Pure counting over what units name; nothing is judged. A point has 有材料 when something of it lies in its window,
时间不详 when what there is has no date that could be held against the window, 超出时间窗 when all of it lies outside,
暂无材料 when there is nothing. Linear in the material: a point without any costs nothing until it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Final

from showcase.model.dates import PartialDate
from showcase.model.indicators import Edition, Indicator, Point, Window
from showcase.model.units import ArchiveFile, Article, ArticleType, Photo, Unit

__all__ = [
    "BEST_FIRST",
    "Coverage",
    "EditionEvidence",
    "Material",
    "PointEvidence",
    "UnitEvidence",
    "evidence_of",
    "percent",
    "state_of",
]

BEST_FIRST: Final = (
    "先看时间窗之内的，再看单位荐入汇编的，再看日期最近的；日期相同的，经验、制度在前，照片在后。"
    "同一个指标，一家只列一份。"
)
"""What :attr:`Material.rank` does, in words for readers."""
_TYPES: Final = (ArticleType.EXPERIENCE, ArticleType.RULE)
"""Of the same day, what others can learn most from."""
PHOTO: Final = "照片"


class Coverage(StrEnum):
    """State of a point, an indicator, or of one material, from the best to nothing."""

    PRESENT = "有材料"
    UNDATED = "时间不详"
    OUTSIDE = "超出时间窗"
    NONE = "暂无材料"


_ORDER: Final = tuple(Coverage)


@dataclass(frozen=True, slots=True)
class Material:
    """An article, a photo or a document, held against the window of one point."""

    what: Article | Photo | ArchiveFile
    state: Coverage

    @property
    def title(self) -> str:
        """Of the article, or what is said of the photo."""
        return self.what.caption if isinstance(self.what, Photo) else self.what.title

    @property
    def kind(self) -> str:
        """经验, 制度 …, 照片, PDF …"""
        if isinstance(self.what, ArchiveFile):
            return self.what.suffix[1:].upper()
        return self.what.type.value if isinstance(self.what, Article) else PHOTO

    @property
    def date(self) -> PartialDate | None:
        """As the author wrote it."""
        return _date_of(self.what)

    @property
    def path(self) -> str:
        """Of the file: what tells it from all others."""
        return self.what.source.path if isinstance(self.what, Article) else self.what.path

    @property
    def rank(self) -> tuple[int, bool, int, int, str]:
        """The least is the best (:data:`BEST_FIRST`)."""
        latest = self.date.latest if self.date else None
        featured = isinstance(self.what, Article) and self.what.featured
        newest = -latest.toordinal() if latest else 0
        return _ORDER.index(self.state), not featured, newest, self._type_rank, self.path

    @property
    def _type_rank(self) -> int:
        if isinstance(self.what, Photo):
            return len(_TYPES) + 1
        is_ranked = isinstance(self.what, Article) and self.what.type in _TYPES
        return _TYPES.index(self.what.type) if isinstance(self.what, Article) and is_ranked else len(_TYPES)


def _date_of(what: Article | Photo | ArchiveFile) -> PartialDate | None:
    """What says nothing of itself has none."""
    return None if isinstance(what, ArchiveFile) else what.date


def state_of(window: Window | None, date: PartialDate | None) -> Coverage:
    """Of one material: without a window everything counts."""
    covered = True if window is None else window.covers(date)
    if covered is None:
        return Coverage.UNDATED
    return Coverage.PRESENT if covered else Coverage.OUTSIDE


@dataclass(frozen=True, slots=True)
class PointEvidence:
    """What a unit has for one point, the best first."""

    materials: tuple[Material, ...] = ()

    @property
    def state(self) -> Coverage:
        """Of the best material."""
        return self.materials[0].state if self.materials else Coverage.NONE

    @property
    def best(self) -> Material | None:
        """What others may learn from."""
        return self.materials[0] if self.materials else None

    @property
    def count(self) -> int:
        """Materials within the window."""
        return sum(material.state is Coverage.PRESENT for material in self.materials)


_NOTHING: Final = PointEvidence()


@dataclass(frozen=True)
class UnitEvidence:
    """What a unit has for the points of one edition."""

    unit: Unit
    edition: Edition
    found: Mapping[str, PointEvidence]
    """By id; points without any material are left out."""

    def at(self, point: str) -> PointEvidence:
        """What it has for a point, nothing included."""
        return self.found.get(point, _NOTHING)

    def of_points(self, points: Iterable[Point]) -> PointEvidence:
        """For several points together: each material once, as it stands best."""
        best: dict[str, Material] = {}
        for material in (m for point in points if point.id in self.found for m in self.found[point.id].materials):
            known = best.get(material.path)
            if known is None or material.rank < known.rank:
                best[material.path] = material
        return PointEvidence(tuple(sorted(best.values(), key=lambda m: m.rank))) if best else _NOTHING

    def of(self, indicator: Indicator) -> PointEvidence:
        """For an indicator: it has the state of the best of its points."""
        return self.of_points(indicator.points)

    @cached_property
    def states(self) -> Mapping[str, Coverage]:
        """Of indicators that have any material, by slug: the state of the best of its points."""
        found: dict[str, Coverage] = {}
        for point, evidence in self.found.items():
            slug = self.edition.place_of(point)[1].slug
            found[slug] = min(found.get(slug, Coverage.NONE), evidence.state, key=_ORDER.index)
        return found

    @cached_property
    def counts(self) -> Mapping[Coverage, int]:
        """How many points are in each state; together all points of the edition."""
        found = dict.fromkeys(Coverage, 0)
        for evidence in self.found.values():
            found[evidence.state] += 1
        found[Coverage.NONE] = len(self.edition.points) - len(self.found)
        return MappingProxyType(found)

    @property
    def share(self) -> int:
        """Points with material, in whole per cent."""
        return percent(self.counts[Coverage.PRESENT], len(self.edition.points))


def percent(part: int, whole: int) -> int:
    """Whole per cent, halves up; 100 and 0 only when it is all or none."""
    if not whole:
        return 0
    rounded = (200 * part + whole) // (2 * whole)
    return rounded if part in (0, whole) else min(max(rounded, 1), 99)


@dataclass(frozen=True)
class EditionEvidence:
    """What all units have for one edition."""

    edition: Edition
    units: tuple[UnitEvidence, ...]
    """In the order in which they are listed."""

    @classmethod
    def of(cls, edition: Edition, units: Iterable[Unit]) -> EditionEvidence:
        """Of these units."""
        return cls(edition, tuple(evidence_of(unit, edition) for unit in units))

    @cached_property
    def _by_indicator(self) -> Mapping[str, Mapping[Coverage, int]]:
        found = {indicator.slug: dict.fromkeys(Coverage, 0) for indicator in self.edition.indicators}
        for unit in self.units:
            for slug, state in unit.states.items():
                found[slug][state] += 1
        for counts in found.values():
            counts[Coverage.NONE] = len(self.units) - sum(counts.values())
        return found

    def counts(self, indicator: Indicator) -> Mapping[Coverage, int]:
        """How many units are in each state; together all of them."""
        return self._by_indicator[indicator.slug]

    @property
    def total(self) -> int:
        """Points with material, of all units together."""
        return sum(unit.counts[Coverage.PRESENT] for unit in self.units)


def evidence_of(unit: Unit, edition: Edition) -> UnitEvidence:
    """All that the unit's shown material is named for; what was taken back is no evidence."""
    found: dict[str, dict[str, Material]] = {}
    for what, point in _named(unit, edition):
        material = Material(what, state_of(point.window, _date_of(what)))
        found.setdefault(point.id, {}).setdefault(material.path, material)
    ranked = {
        point: PointEvidence(tuple(sorted(materials.values(), key=lambda m: m.rank)))
        for point, materials in found.items()
    }
    return UnitEvidence(unit, edition, MappingProxyType(ranked))


def _named(unit: Unit, edition: Edition) -> Iterator[tuple[Article | Photo | ArchiveFile, Point]]:
    shown = (article for article in unit.articles if article.publication.withdrawn is None)
    materials: Iterable[Article | Photo | ArchiveFile] = chain(shown, unit.photos, unit.shown_files)
    for what in materials:
        for written in what.indicators:
            slug, _, bare = written.rpartition("/")
            point = edition.points.get(bare) if slug in ("", edition.slug) else None
            if point is not None:
                yield what, point
