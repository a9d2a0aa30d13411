"""Statistics (``/statistics/``): where titles are, and where there are none (requirements R57–R60).

A zero is printed as 0 and hatched: the uneven spread is the point. Every picture has a table or its
own words beside it with the same numbers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from showcase.model.dates import day_words
from showcase.model.shares import applications, percent, shares
from showcase.model.statistics import Cross, Holding, stock
from showcase.model.vocabulary import Region, Term
from showcase.views.grids import Grid
from showcase.views.parts import HOME, Context, Crumb, ViewPage
from showcase.views.statistics.activity import site_activity_pages
from showcase.views.statistics.breakdown import Bars, Heat, grades, heat, levels, owners, regions, spread
from showcase.views.statistics.dataset import stock_dataset
from showcase.views.statistics.history import TermsView, YearsView, terms_view, years_view
from showcase.views.statistics.proposals import ApplicationsView, ShareLine, applications_view, share_line

__all__ = ["StatisticsView", "site_activity_pages", "statistics_pages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A large number and what it counts."""

    value: str
    unit: str
    label: tuple[str, ...]
    """In parts that do not break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsView:
    """``/statistics/``."""

    as_of: str
    """数据截至; empty while there is nothing dated."""
    today: str
    figures: tuple[Figure, ...]
    heat: Heat | None
    levels: Grid | None
    grades: Grid | None
    regions: Bars | None
    owners: Bars | None
    years: YearsView | None
    terms: TermsView | None
    applications: ApplicationsView | None
    shares: tuple[ShareLine, ...]
    csv: str


def statistics_pages(context: Context) -> Iterator[ViewPage]:
    """The one page with its table."""
    holding = stock(context.collection, context.honors)
    data = stock_dataset(context, holding)
    yield ViewPage(
        url="statistics/",
        template="statistics.html",
        title="统计",
        description="各级文明单位的分布、年度增减、届次、申报和占比，没有的写 0",
        view=statistics_view(context, holding, f"statistics/{data.name}.csv"),
        crumbs=(Crumb(HOME, ""), Crumb("统计")),
        section="statistics/",
        data=data,
    )


def statistics_view(context: Context, holding: Holding, csv: str) -> StatisticsView:
    """Everything on the context's day."""
    collection, today = context.collection, context.today
    as_of = collection.newest_date(today)
    table = spread(context, holding)
    applied = applications(collection, today)
    has_any = bool(holding.best)
    return StatisticsView(
        as_of=day_words(as_of) if as_of else "",
        today=day_words(today),
        figures=tuple(_figures(holding, table, today)),
        heat=heat(context, table) if has_any else None,
        levels=levels(collection, holding) if has_any else None,
        grades=grades(collection, holding) if has_any else None,
        regions=regions(context, holding) if has_any else None,
        owners=owners(collection, holding) if has_any else None,
        years=years_view(collection, holding, today),
        terms=terms_view(collection, holding, today),
        applications=applications_view(collection, applied),
        shares=tuple(share_line(s) for s in shares(collection, holding, applied, collection.config.denominators)),
        csv=csv,
    )


def _figures(holding: Holding, table: Cross[Region, Term], today: dt.date) -> Iterator[Figure]:
    held = len(holding.held)
    given = [holding.given_in(year) for year in (today.year - 1, today.year)]
    yield Figure(value=str(len(holding.best)), unit="家", label=("在册单位，", "按最高级别各计一次"))
    yield Figure(value=str(held), unit="项", label=("在册称号，", "一家可以有几项"))
    proven = percent(holding.verified, held).removesuffix("%")
    yield Figure(value=proven, unit="%", label=("有决定核实：", f"{holding.verified} 项，", f"共 {held} 项"))
    label = ("授予：", f"{today.year - 1}年 {given[0]} 项，", f"{today.year}年 {given[1]} 项")
    yield Figure(value=str(sum(given)), unit="项", label=label)
    yield Figure(value=str(table.zeros), unit="格", label=("地区 × 类别中的空白",))
