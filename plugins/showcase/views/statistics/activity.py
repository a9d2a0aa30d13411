"""How steadily materials come in, of all units (``/statistics/activity/``, requirements R5, R6).

Counts by the dates that materials bear; nothing is judged. The period is the last one that is over, a quarter unless
the office says another length.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from showcase.model.activity import Activity, activity_of
from showcase.model.dates import PartialDate, day_words
from showcase.model.periods import Period, last_full, quarters_until
from showcase.model.units import Unit
from showcase.views.activity import QUARTERS, activity_url, left_out, quarter_chart, quarter_words
from showcase.views.charts import ColumnChart
from showcase.views.grids import Cell, Grid, Row, head, numbers
from showcase.views.paging import chunks, paged
from showcase.views.parts import HOME, Context, Crumb, ViewPage

__all__ = ["ActivityListView", "SiteActivityView", "site_activity_pages"]

G = TypeVar("G", bound=Hashable)
_URL: Final = "statistics/activity/"
_FIRST: Final = 10
"""Lines of a long list that the first page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine:
    """A unit in a list."""

    name: str
    url: str
    """Of its log."""
    place: str
    updated: PartialDate | None
    within: int
    """Pieces of the period."""
    count: int
    """Of all times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteActivityView:
    """The page."""

    period: str
    days: str
    """From when to when the period is."""
    today: str
    active: int
    """Units with something in the period."""
    quiet: int
    units: int
    pieces: int
    """Of the period."""
    chart: ColumnChart
    left_out: str
    regions: Grid
    kinds: Grid
    latest: tuple[ActivityLine, ...]
    silent: tuple[ActivityLine, ...]
    latest_url: str
    silent_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityListView:
    """All units, or those without anything in the period, page by page."""

    title: str
    lead: str
    period: str
    lines: tuple[ActivityLine, ...]
    count: int
    """On all pages."""


def site_activity_pages(context: Context) -> Iterator[ViewPage]:
    """The page, and its two lists whole."""
    period = last_full(context.collection.config.site.activity_period, context.today)
    found = [activity_of(unit, context.today) for unit in context.units]
    latest = sorted(found, key=_newest_first)
    silent = [activity for activity in latest if not activity.within(period)]
    yield ViewPage(
        url=_URL,
        template="site_activity.html",
        title="各单位的材料动态",
        description=f"{period.words}各单位的材料数、最近更新，按地区和类别分列，没有的写 0",
        view=_view(context, period, latest, silent),
        crumbs=(Crumb(HOME, ""), Crumb("统计", "statistics/"), Crumb("材料动态")),
        section="statistics/",
    )
    yield from _list(context, "latest", "全部单位，按最近更新", "最近更新的在前，没有写明日期的在后。", period, latest)
    lead = "按最近更新排列，最近更新的在前。材料只写年份、看不出时段的，不计入。"
    yield from _list(context, "silent", f"{period.words}没有材料的单位", lead, period, silent)


def _newest_first(activity: Activity) -> tuple[int, str, str]:
    newest = activity.updated.earliest if activity.updated else None
    return -newest.toordinal() if newest else 0, activity.unit.pinyin, activity.unit.slug


def _list(
    context: Context, name: str, title: str, lead: str, period: Period, found: Sequence[Activity]
) -> Iterator[ViewPage]:
    page = ViewPage(
        url=f"{_URL}{name}/",
        template="site_activity_list.html",
        title=title,
        description=f"{title}，共 {len(found)} 家",
        view=None,
        crumbs=(Crumb(HOME, ""), Crumb("统计", "statistics/"), Crumb("材料动态", _URL), Crumb(title)),
        section="statistics/",
    )
    parts = chunks([_line(context, period, activity) for activity in found], context.limits.rows)
    views = [
        ActivityListView(title=title, lead=lead, period=period.words, lines=part, count=len(found)) for part in parts
    ]
    yield from paged(page, views)


def _line(context: Context, period: Period, activity: Activity) -> ActivityLine:
    unit = activity.unit
    return ActivityLine(
        name=unit.short_name,
        url=activity_url(unit),
        place=f"{context.collection.config.regions.label(unit.region)} · {unit.kind.name}",
        updated=activity.updated,
        within=activity.within(period),
        count=activity.count,
    )


def _view(context: Context, period: Period, latest: Sequence[Activity], silent: Sequence[Activity]) -> SiteActivityView:
    config, quarters = context.collection.config, quarters_until(context.today, QUARTERS)
    regions = [r for r in config.regions.all if r.is_leaf or r.code in {a.unit.region.code for a in latest}]
    label = config.regions.label
    return SiteActivityView(
        period=period.words,
        days=f"{day_words(period.start)}至{day_words(period.end)}",
        today=day_words(context.today),
        active=len(latest) - len(silent),
        quiet=len(silent),
        units=len(latest),
        pieces=sum(activity.within(period) for activity in latest),
        chart=quarter_chart("cols-quarters", latest, quarters),
        left_out=quarter_words(quarters[-1]) + _left_out(latest, quarters),
        regions=_grid("地区", [(r, label(r)) for r in regions], lambda u: u.region, period, latest),
        kinds=_grid("类别", [(k, k.name) for k in config.taxonomies.kinds], lambda u: u.kind, period, latest),
        latest=tuple(_line(context, period, activity) for activity in latest[:_FIRST]),
        silent=tuple(_line(context, period, activity) for activity in silent[:_FIRST]),
        latest_url=f"{_URL}latest/",
        silent_url=f"{_URL}silent/",
    )


def _left_out(found: Iterable[Activity], quarters: Sequence[Period]) -> str:
    undated = vague = before = 0
    for activity in found:
        undated, vague = undated + activity.undated, vague + activity.vague
        before += sum(activity.total(quarter) for quarter in activity.quarters if quarter < quarters[0])
    return left_out(undated, vague, before)


def _grid(
    corner: str,
    groups: Sequence[tuple[G, str]],
    group_of: Callable[[Unit], G],
    period: Period,
    found: Sequence[Activity],
) -> Grid:
    """Units, those with something in the period, and their pieces; a group without any unit is a row of zeros."""
    totals = {group: [0, 0, 0, 0] for group, _ in groups}
    for activity in found:
        counts, within = totals[group_of(activity.unit)], activity.within(period)
        for n, count in enumerate((1, int(within > 0), int(not within), within)):
            counts[n] += count
    rows = tuple(Row(head(name), numbers(totals[group])) for group, name in groups)
    sums = [sum(counts[n] for counts in totals.values()) for n in range(4)]
    return Grid(
        name=f"按{corner}的材料动态表",
        caption=f"按{corner}",
        note=f"{period.words}，单位：家、件",
        css="sums",
        heads=(head(corner), head("单位"), head("有材料"), head("没有材料"), head("件数")),
        rows=rows,
        foot=Row(head("合计"), tuple(Cell(str(n), "t") for n in sums)),
    )
