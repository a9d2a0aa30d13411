"""Open data of the assessment system: its points, what each unit has for them, and its totals (requirement R38).

Of 20,000 units and 60 points all pairs would be 1,200,000 rows; so the long table has those with material, and the
table of totals names, unit by unit, the points that have none: nothing is left out, in a fiftieth of the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from showcase.exports.columns import Column, column, table
from showcase.model.datasets import Dataset, Reference
from showcase.model.evidence import Coverage, EditionEvidence, PointEvidence, UnitEvidence
from showcase.model.indicators import Edition, Editions, Indicator, Item, Point, number_words
from showcase.model.units import Article, Unit

__all__ = ["COVERAGE", "EVIDENCE", "INDICATOR", "evidence_tables"]


@dataclass(frozen=True, slots=True)
class _PointRow:
    edition: Edition
    item: Item
    indicator: Indicator
    point: Point
    url: str


@dataclass(frozen=True, slots=True)
class _EvidenceRow:
    unit: UnitEvidence
    point: Point
    found: PointEvidence
    best_url: str


@dataclass(frozen=True, slots=True)
class _CoverageRow:
    unit: UnitEvidence
    url: str


INDICATOR: Final[tuple[Column[_PointRow], ...]] = (
    column("edition", "体系代码", lambda r: r.edition.slug, "文件名，也是网址的一段"),
    column("point", "要点", lambda r: r.point.id, "要点编号，材料按它对应"),
    column("edition_name", "体系", lambda r: r.edition.name),
    column("item", "项目", lambda r: r.item.name),
    column("indicator", "指标", lambda r: r.indicator.name),
    column("text", "内容", lambda r: r.point.text),
    column("methods", "方法", lambda r: r.point.methods, type="array"),
    column("threshold", "阈值", lambda r: _target(r.point), "名称、符号、数、单位"),
    column("score", "分值", lambda r: number_words(r.point.score) if r.point.score is not None else None,
           "没有出处的空着"),
    column("office", "责任单位", lambda r: r.point.office),
    column("window", "材料时间窗", lambda r: r.point.window.written if r.point.window else None, "空着就是不限"),
    column("url", "网址", lambda r: r.url, "指标页的完整网址"),
)  # fmt: skip
EVIDENCE: Final[tuple[Column[_EvidenceRow], ...]] = (
    column("edition", "体系代码", lambda r: r.unit.edition.slug),
    column("unit", "单位代码", lambda r: r.unit.unit.slug, "见“单位”表"),
    column("point", "要点", lambda r: r.point.id, "见“测评要点”表"),
    column("state", "状态", lambda r: r.found.state.value, "有材料、时间不详、超出时间窗；没有列出的就是暂无材料"),
    column("count", "份数", lambda r: r.found.count, "时间窗之内的材料", type="integer"),
    column("all", "全部份数", lambda r: len(r.found.materials), "时间窗以外和时间不详的也算", type="integer"),
    column("best", "最好的一份", lambda r: r.found.best.title if r.found.best else None, "怎样算最好，见指标页"),
    column("best_date", "它的时间", lambda r: _best_date(r.found), "照材料所写"),
    column("best_url", "它的网址", lambda r: r.best_url, "照片没有自己的页面，是单位测评材料页"),
)
COVERAGE: Final[tuple[Column[_CoverageRow], ...]] = (
    column("edition", "体系代码", lambda r: r.unit.edition.slug),
    column("unit", "单位代码", lambda r: r.unit.unit.slug, "见“单位”表"),
    column("name", "单位", lambda r: r.unit.unit.name),
    column("points", "要点", lambda r: len(r.unit.edition.points), "这一版的全部要点", type="integer"),
    column("present", "有材料", lambda r: r.unit.counts[Coverage.PRESENT], "几个要点", type="integer"),
    column("undated", "时间不详", lambda r: r.unit.counts[Coverage.UNDATED], "几个要点", type="integer"),
    column("outside", "超出时间窗", lambda r: r.unit.counts[Coverage.OUTSIDE], "几个要点", type="integer"),
    column("none", "暂无材料", lambda r: r.unit.counts[Coverage.NONE], "几个要点", type="integer"),
    column("share", "有材料的百分比", lambda r: r.unit.share, "取整", type="integer"),
    column("none_points", "暂无材料的要点", lambda r: tuple(p for p in r.unit.edition.points if p not in r.unit.found),
           type="array"),
    column("url", "网址", lambda r: r.url, "单位测评材料页的完整网址"),
)  # fmt: skip


def evidence_tables(editions: Editions, units: Iterable[Unit], base: str) -> tuple[Dataset, ...]:
    """Points, pairs, totals; ``base`` begins every address. None without an assessment system."""
    if not editions:
        return ()
    listed = sorted(units, key=lambda unit: unit.slug)
    found = tuple(EditionEvidence.of(edition, listed) for edition in sorted(editions, key=lambda e: e.slug))
    unit = Reference("unit", "units", "slug")
    return (
        table(
            "indicators", "测评要点", "测评体系各版的要点，照体系的次序；分值没有出处的空着。",
            INDICATOR, (row for one in found for row in _points(one.edition, base)), ("edition", "point"),
        ),
        table(
            "evidence", "测评材料", "单位 × 要点，只列有材料的；没有列出的就是暂无材料，见“材料合计”。",
            EVIDENCE, (row for one in found for row in _pairs(one, base)), ("edition", "unit", "point"), (unit,),
        ),
        table(
            "coverage", "材料合计", "每家单位在每一版体系里有多少要点有材料，哪些要点暂无材料。",
            COVERAGE, (_CoverageRow(u, f"{base}{u.unit.url}evidence/") for one in found for u in one.units),
            ("edition", "unit"), (unit,),
        ),
    )  # fmt: skip


def _points(edition: Edition, base: str) -> Iterator[_PointRow]:
    for item in edition.items:
        for indicator in item.indicators:
            url = f"{base}{edition.address(indicator)}"
            yield from (_PointRow(edition, item, indicator, point, url) for point in indicator.points)


def _pairs(evidence: EditionEvidence, base: str) -> Iterator[_EvidenceRow]:
    for unit in evidence.units:
        for point in unit.edition.points.values() if unit.found else ():
            if point.id in unit.found:
                found = unit.found[point.id]
                yield _EvidenceRow(unit, point, found, f"{base}{_best_url(unit.unit, found)}")


def _best_url(unit: Unit, found: PointEvidence) -> str:
    what = found.best.what if found.best else None
    return what.url if isinstance(what, Article) else f"{unit.url}evidence/"


def _best_date(found: PointEvidence) -> str:
    return found.best.date.written if found.best and found.best.date else ""


def _target(point: Point) -> str:
    return f"{point.threshold.label}{point.threshold.target}" if point.threshold else ""
