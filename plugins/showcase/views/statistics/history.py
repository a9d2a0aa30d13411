"""When titles were given and lost: by year, and by term (届次)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from showcase.model.collection import Collection
from showcase.model.dates import day_words
from showcase.model.statistics import Holding, TermOfOffice, Year, terms, years
from showcase.model.vocabulary import Term
from showcase.views.charts import ColumnChart, LaneChart, Part, Series, Span, column_chart, lane_chart
from showcase.views.grids import Cell, Grid, Head, Row, head, numbers
from showcase.views.statistics.breakdown import level_css

__all__ = ["TermsView", "YearsView", "terms_view", "years_view"]

_DAY: Final = 6
"""Precision of a date that is a day."""
_YEARS: Final = 10
"""Columns that a phone can hold; what was before stands in one row of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsView:
    """By year."""

    given: ColumnChart
    stock: ColumnChart
    grid: Grid
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsView:
    """届次."""

    chart: LaneChart | None
    before: str
    """How many terms are too long past for the picture; empty when none is."""
    grid: Grid


def years_view(collection: Collection, holding: Holding, today: dt.date) -> YearsView | None:
    """Given, held and lost by year; ``None`` while nothing is dated."""
    levels = tuple(collection.config.taxonomies.levels)
    known = years(holding.titles, today)
    if not known:
        return None
    recent, before = known[-_YEARS:], known[:-_YEARS]
    given = [Series(_year(y), tuple(Part(level_css(v), v.name, y.given.get(v, 0)) for v in levels)) for y in recent]
    stocks = [Series(_year(y), tuple(Part(level_css(v), v.name, y.stock.get(v, 0)) for v in levels)) for y in recent]
    return YearsView(
        given=column_chart("cols-given", "每年授予的称号，按级别", "项", given),
        stock=column_chart("cols-stock", "每年年末在册的称号，按级别", "项", stocks),
        grid=_years_grid(levels, recent, before),
        note=_outside(holding),
    )


def _outside(holding: Holding) -> str:
    """What the years cannot tell, in words."""
    undated, vague = holding.undated, holding.vague
    note = f"另有 {undated} 项在册称号没有写明时间，不在各年之内。" if undated else "在册称号都有时间。"
    return note + (f"授予年份说不准的 {vague} 项不计入授予。" if vague else "")


def _year(year: Year) -> str:
    return str(year.year)


def _years_grid(levels: tuple[Term, ...], recent: Sequence[Year], before: Sequence[Year]) -> Grid:
    rows = [Row(head(f"{one.year}年"), _year_cells(levels, (one,))) for one in reversed(recent)]
    if before:
        rows.append(Row(head(f"{before[-1].year}年及以前"), _year_cells(levels, before)))
    names = ("授予", "其中连任", "撤销", "终止", "晋级、届满", "年末在册", *(f"授予{level.name}" for level in levels))
    return Grid(
        name="分年表",
        caption="分年增减",
        note="单位：项",
        css="sums",
        heads=(head("年份"), *(Head((name[:2], name[2:]) if name.startswith("授予") else (name,)) for name in names)),
        rows=tuple(rows),
    )


def _year_cells(levels: tuple[Term, ...], span: Sequence[Year]) -> tuple[Cell, ...]:
    given = [sum(one.given.get(level, 0) for one in span) for level in levels]
    lost = (sum(one.revoked for one in span), sum(one.ended for one in span), sum(one.past for one in span))
    again = sum(one.again for one in span)
    left = sum(span[-1].stock.values())
    return (Cell(str(sum(given)), "r t"), *numbers((again, *lost)), Cell(str(left), "r t"), *numbers(given))


def terms_view(collection: Collection, holding: Holding, today: dt.date) -> TermsView | None:
    """Terms of every jurisdiction that has any; ``None`` while none is named."""
    known = terms(holding.titles, collection.config.taxonomies.jurisdictions)
    if not known:
        return None
    lanes: dict[str, list[Span]] = {}
    for term in known:
        if term.start is not None:
            lanes.setdefault(term.jurisdiction.name, []).append(_span(term, term.start, today))
    rows = (_term_row(term) for term in known)
    chart = lane_chart("lanes-terms", "各届起止、命名数和在册数", today, tuple(lanes.items())) if lanes else None
    before = sum(span.end.year < chart.since for own in lanes.values() for span in own) if chart else 0
    return TermsView(
        chart=chart,
        before=f"{chart.since}年以前结束的 {before} 届见下面的表。" if chart and before else "",
        grid=Grid(
            name="届次表",
            caption="届次",
            css="sums",
            heads=(head("届次"), head("首次命名"), head("届止"), head("命名（项）"), head("在册（项）")),
            rows=tuple(rows),
        ),
    )


def _span(term: TermOfOffice, start: dt.date, today: dt.date) -> Span:
    return Span(
        name=term.name,
        words=" 至 ".join(_when(term)),
        notes=(f"命名 {term.named}", f"在册 {term.held}"),
        css=level_css(term.jurisdiction.level) if term.held else "past",
        start=start,
        end=term.end or max(today, start),
    )


def _when(term: TermOfOffice) -> tuple[str, str]:
    """Its first award as written, and its end no more exactly than that."""
    if term.first is None:
        return "时间不详", "未定"
    is_day = term.first.precision == _DAY
    end = (day_words(term.end) if is_day else f"{term.end.year}年") if term.end else "未定"
    return term.first.display, end


def _term_row(term: TermOfOffice) -> Row:
    words = tuple(Cell(word, "w") for word in _when(term))
    return Row(head(f"{term.jurisdiction.name}{term.name}"), (*words, *numbers((term.named, term.held))))
