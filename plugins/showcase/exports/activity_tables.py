"""Open data of how steadily materials come in: the last update of each unit, its pieces by quarter (R5, R6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from showcase.exports.columns import Column, column, table
from showcase.model.activity import Activity, activity_of
from showcase.model.archive import Medium
from showcase.model.datasets import Dataset, Reference
from showcase.model.periods import Period
from showcase.model.units import Unit

__all__ = ["ACTIVITY", "QUARTER", "activity_tables"]


@dataclass(frozen=True, slots=True)
class _QuarterRow:
    unit: str
    quarter: Period
    counts: Mapping[Medium, int]


ACTIVITY: Final[tuple[Column[Activity], ...]] = (
    column("unit", "单位代码", lambda a: a.unit.slug, "见“单位”表"),
    column(
        "updated", "最近更新", lambda a: a.updated.written if a.updated else None,
        "材料写明的最新日期，照原文；都没有写日期的空着",
    ),
    column(
        "updated_iso", "最近更新首日", lambda a: a.updated.earliest if a.updated else None,
        "最近更新所指的第一天，供排序", type="date",
    ),
    column("pieces", "材料数", lambda a: a.count, "文章、照片、音像、文件，一件一名", type="integer"),
    column("undated", "没有日期", lambda a: a.undated, "没有写日期的件数", type="integer"),
    column("vague", "不明季度", lambda a: a.vague, "日期看不出是哪个季度的件数", type="integer"),
)  # fmt: skip
QUARTER: Final[tuple[Column[_QuarterRow], ...]] = (
    column("unit", "单位代码", lambda r: r.unit, "见“单位”表"),
    column("quarter", "季度", lambda r: r.quarter.code, "2026Q3 是2026年第三季度"),
    column("start", "季度首日", lambda r: r.quarter.start, type="date"),
    column("pieces", "材料数", lambda r: sum(r.counts.values()), type="integer"),
    column("texts", "文字", lambda r: r.counts.get(Medium.TEXT, 0), type="integer"),
    column("photos", "照片", lambda r: r.counts.get(Medium.PHOTO, 0), type="integer"),
    column("recordings", "音像", lambda r: r.counts.get(Medium.RECORDING, 0), type="integer"),
)


def activity_tables(units: Iterable[Unit], today: dt.date) -> tuple[Dataset, Dataset]:
    """Both tables; what is dated later than ``today`` is in neither."""
    found = [activity_of(unit, today) for unit in sorted(units, key=lambda unit: unit.slug)]
    references = (Reference("unit", "units", "slug"),)
    return (
        table(
            "activity", "材料动态", "每家单位最近一次更新和材料数，按材料写明的日期，不是上传的时间。",
            ACTIVITY, found, ("unit",), references,
        ),
        table(
            "quarters", "分季材料", "每家单位各季度的材料数；没有的季度不列行，就是 0。",
            QUARTER, _rows(found), ("unit", "quarter"), references,
        ),
    )  # fmt: skip


def _rows(found: Iterable[Activity]) -> Iterator[_QuarterRow]:
    for activity in found:
        for quarter in sorted(activity.quarters):
            yield _QuarterRow(activity.unit.slug, quarter, activity.quarters[quarter])
