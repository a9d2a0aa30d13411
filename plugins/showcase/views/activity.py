"""How steadily a unit's work comes in: its log by date, and its materials by quarter (requirement R5).

Dates are those that materials and decisions bear. Nothing is judged: an empty quarter is said to be empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from showcase.markdown import image_of
from showcase.model.activity import Activity, activity_of
from showcase.model.archive import Material, Medium, pieces
from showcase.model.dates import PartialDate, day_words
from showcase.model.honors import HonorEvent
from showcase.model.periods import Period, quarters_until
from showcase.model.units import Unit
from showcase.views.charts import ColumnChart, Series, column_chart
from showcase.views.charts import Part as Piece
from showcase.views.paging import Part, cut_groups, page_url, paged
from showcase.views.parts import HOME, Context, Crumb, NewsLine, PagePlan, ViewPage, unit_facts

__all__ = ["QUARTERS", "ActivityView", "activity_plans", "activity_url", "left_out", "quarter_chart", "quarter_words"]

QUARTERS: Final = 8
"""Columns that a phone can hold: two years."""
_MEDIUM_CSS: Final = {Medium.TEXT: "c", Medium.PHOTO: "b", Medium.RECORDING: "d"}
_UNKNOWN: Final = "时间不详"


@dataclass(frozen=True, slots=True)
class LogYear:
    """A year of the log, as much of it as stands on one page."""

    label: str
    count: int
    """Of the whole year."""
    lines: tuple[NewsLine, ...]
    is_continued: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityView:
    """``/units/<slug>/activity/``."""

    unit: Crumb
    updated: PartialDate | None
    today: str
    count: int
    """Pieces."""
    chart: ColumnChart | None
    empty: str
    """Quarters without any, in words."""
    last: str
    """What the last label means."""
    left_out: str
    """What the picture cannot show, in words; empty when there is nothing."""
    years: tuple[LogYear, ...]
    lines: int
    """Of the log, on all pages."""
    archive_url: str


def activity_url(unit: Unit) -> str:
    """Site-relative address of a unit's log."""
    return f"{unit.url}activity/"


def activity_plans(context: Context) -> Iterator[PagePlan]:
    """The log of every unit, page by page."""
    for unit in context.collection.units:
        for number in range(1, _page_count(context, unit) + 1):
            yield PagePlan(
                url=page_url(activity_url(unit), number),
                template="activity.html",
                section="units/",
                is_listed=not unit.publication.draft,
                make=partial(_activity_page, context, unit, number),
            )


def _page_count(context: Context, unit: Unit) -> int:
    """Most units have few lines: those need not be looked at before their page is made."""
    most = len(unit.articles) + len(unit.photos) + len(unit.recordings) + len(unit.files)
    most += sum(len(state.events) for state in context.honors.get(unit.slug, ()))
    return 1 if most <= context.limits.lines else len(_years(context, unit))


def _activity_page(context: Context, unit: Unit, number: int) -> ViewPage:
    activity = activity_of(unit, context.today)
    page = ViewPage(
        url=activity_url(unit),
        template="activity.html",
        title=f"{unit.short_name}的日常动态",
        description=f"{unit.name}按日期排列的材料、照片、音像和荣誉，各季度的材料数",
        view=None,
        crumbs=(Crumb(HOME, ""), Crumb("单位", "units/"), Crumb(unit.short_name, unit.url), Crumb("日常动态")),
        section="units/",
        published=activity.updated,
        content_source=unit.name,
        is_draft=unit.publication.draft,
        search=unit_facts(context, unit),
    )
    pages = _years(context, unit)
    lines = sum(year.count for years in pages for year in years if not year.is_continued)
    views = [_view(context, activity, years, lines) for years in pages]
    return list(paged(page, views))[number - 1]


def _view(context: Context, activity: Activity, years: tuple[LogYear, ...], lines: int) -> ActivityView:
    unit, quarters = activity.unit, quarters_until(context.today, QUARTERS)
    return ActivityView(
        unit=Crumb(unit.short_name, unit.url),
        updated=activity.updated,
        today=day_words(context.today),
        count=activity.count,
        chart=quarter_chart("cols-quarters", [activity], quarters) if activity.quarters else None,
        empty=_empty(activity, quarters, context),
        last=quarter_words(quarters[-1]),
        left_out=left_out(activity.undated, activity.vague, _before(activity, quarters)),
        years=years,
        lines=lines,
        archive_url=f"{unit.url}archive/",
    )


def _before(activity: Activity, quarters: Sequence[Period]) -> int:
    return sum(activity.total(quarter) for quarter in activity.quarters if quarter < quarters[0])


def _empty(activity: Activity, quarters: Sequence[Period], context: Context) -> str:
    """In which of the quarters that are over nothing came in."""
    empty = activity.empty(quarters, context.today)
    if not activity.quarters:
        return ""
    return f"{'、'.join(q.words for q in empty)}没有材料。" if empty else "过完的每个季度都有材料。"


def quarter_words(quarter: Period) -> str:
    """What the label of a column means; of the present quarter, which has fewer days than the others."""
    return f"{_short(quarter)} 是{quarter.words}，还没有过完。"


def left_out(undated: int, vague: int, before: int) -> str:
    """What stands in none of the columns, in words."""
    counts = ((before, "在更早的时间"), (vague, "的日期看不出是哪个季度"), (undated, "没有写日期"))
    told = "，".join(f"{count} 件{words}" for count, words in counts if count)
    return f"另有 {told}，不在图里。" if told else ""


def quarter_chart(name: str, activities: Iterable[Activity], quarters: Sequence[Period]) -> ColumnChart:
    """Pieces by quarter and medium; what the columns say is told in words, too."""
    counts = {(quarter, medium): 0 for quarter in quarters for medium in Medium}
    for activity in activities:
        for quarter in quarters:
            for medium, count in activity.quarters.get(quarter, {}).items():
                counts[quarter, medium] += count
    series = [Series(_short(q), tuple(Piece(_MEDIUM_CSS[m], m.value, counts[q, m]) for m in Medium)) for q in quarters]
    return column_chart(name, "各季度的材料数，按载体", "件", series)


def _short(quarter: Period) -> str:
    """26Q3: as much as stands under a column of a phone."""
    return quarter.code[2:]


# --- the log ---------------------------------------------------------------------------------------


def _years(context: Context, unit: Unit) -> list[tuple[LogYear, ...]]:
    """All lines by year, page by page; what has no date is counted, not listed: the archive lists it."""
    years: dict[str, list[NewsLine]] = {}
    for line in _lines(context, unit):
        years.setdefault(f"{line.date.year}年" if line.date.is_known else _UNKNOWN, []).append(line)
    pages = cut_groups(years.items(), context.limits.lines)
    return [tuple(_year(part, years) for part in page) for page in pages] or [()]


def _year(part: Part[str, NewsLine], years: dict[str, list[NewsLine]]) -> LogYear:
    return LogYear(part.group, len(years[part.group]), part.items, part.is_continued)


def _lines(context: Context, unit: Unit) -> list[NewsLine]:
    """Newest first; what is still to come is no part of a log."""
    found = [*_of_materials(context, unit), *_of_honors(context, unit)]
    known = [n for n in found if n.date.earliest is not None and n.date.earliest <= context.today]
    known.sort(key=lambda n: (n.title, n.url))
    known.sort(key=lambda n: n.date.sort_key[:4], reverse=True)
    return known + [n for n in found if not n.date.is_known]


def _of_materials(context: Context, unit: Unit) -> Iterator[NewsLine]:
    for piece in pieces(unit):
        if piece.date is not None:
            yield NewsLine(
                url=_address(context, unit, piece),
                title=piece.title,
                type=piece.article.type.value if piece.article else piece.medium.value,
                date=piece.date,
                note=piece.category.name if piece.category else "",
            )


def _address(context: Context, unit: Unit, piece: Material) -> str:
    if piece.article is not None:
        return piece.article.url
    return image_of(piece.photos[0], avif=context.avif).url if piece.photos else f"{unit.url}#s-media"


def _of_honors(context: Context, unit: Unit) -> Iterator[NewsLine]:
    for state in context.honors.get(unit.slug, ()):
        yield from (_honor_line(unit, event) for event in state.events)


def _honor_line(unit: Unit, event: HonorEvent) -> NewsLine:
    document = event.decision.name if event.decision else event.document
    return NewsLine(
        url=event.decision.url if event.decision else f"{unit.url}#s-honors",
        title=f"{event.title}{event.prize}",
        type=event.event.value if event.decision else "自报",
        date=event.date,
        note=" · ".join(part for part in ("、".join(event.by), document) if part),
    )
