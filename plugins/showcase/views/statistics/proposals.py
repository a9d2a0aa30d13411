"""What is applied for, and shares of stated denominators."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from showcase.model.collection import Collection
from showcase.model.office import ApplicationType
from showcase.model.shares import Application, Share, percent
from showcase.model.statistics import cross
from showcase.model.vocabulary import Term
from showcase.views.charts import BarChart, Part, Series, bar_chart
from showcase.views.grids import Cell, Grid, Head, Row, head, numbers
from showcase.views.statistics.breakdown import UNSAID, word_of

__all__ = ["ApplicationsView", "ShareLine", "applications_view", "share_line"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationsView:
    """新申报、复查、转化."""

    chart: BarChart | None
    grid: Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLine:
    """占比: what, part, whole, percent; ``width`` is that of its bar."""

    label: str
    part: str
    whole: str
    percent: str
    width: str
    source: str
    note: str


def applications_view(collection: Collection, applied: Sequence[Application]) -> ApplicationsView | None:
    """What notices name, by kind; the newest year's new ones as bars."""
    if not applied:
        return None
    kinds = (*collection.config.taxonomies.kinds, *((None,) if any(a.kind is None for a in applied) else ()))
    newest = max(a.year for a in applied)
    series = [Series(word_of(kind), _application_parts(applied, newest, kind)) for kind in kinds]
    has_new = any(one.total for one in series)
    return ApplicationsView(
        chart=bar_chart("bars-new", f"{newest}年新申报，按类别", "家", series) if has_new else None,
        grid=_applications_grid(applied, kinds, newest),
    )


def _application_parts(applied: Iterable[Application], year: int, kind: Term | None) -> tuple[Part, ...]:
    own = [a for a in applied if a.year == year and a.type is ApplicationType.NEW and a.kind == kind]
    is_open = sum(a.is_open for a in own)
    return Part("c", "已有结果", len(own) - is_open), Part("hatch", "尚未决定", is_open)


def _applications_grid(applied: Sequence[Application], kinds: Sequence[Term | None], newest: int) -> Grid:
    """A row for each type and level of a year; of the newest year every type, though nobody applied."""
    table = cross(applied, lambda a: (a.year, a.type, a.level), lambda a: a.kind, (), kinds)
    told = {(year, kind) for year, kind, _ in table.rows}
    none = [(newest, kind, None) for kind in ApplicationType if (newest, kind) not in told]
    return Grid(
        name="申报表",
        caption="公示名单里的申报",
        note="单位：家",
        css="sums",
        heads=(head("申报"), *(head(word_of(kind)) for kind in kinds), head("合计")),
        rows=tuple(
            Row(_application_head(*key), (*numbers(table.at(key, k) for k in kinds), Cell(str(table.row(key)), "r t")))
            for key in sorted((*table.rows, *none), key=_application_order)
        ),
    )


_Key = tuple[int, ApplicationType, Term | None]


def _application_order(key: _Key) -> tuple[int, int, int]:
    """The newest year first; levels from the highest, the unsaid one last."""
    year, kind, level = key
    return -year, list(ApplicationType).index(kind), level.order if level else 99


def _application_head(year: int, kind: ApplicationType, level: Term | None) -> Head:
    return Head((f"{year}年{kind.value}", f"（{level.name}）" if level else ""))


def share_line(share: Share) -> ShareLine:
    """A share with both of its numbers, and where the denominator is from."""
    stated = share.stated
    as_of = f"{stated.as_of.display}" if stated.as_of else ""
    place = stated.region.name if stated.region else ""
    return ShareLine(
        label=stated.label or f"{_counted(share)}占{place}{stated.what}",
        part=str(share.part),
        whole=str(share.whole),
        percent=percent(share.part, share.whole) if share.whole else "—",
        width=f"{min(100 * share.part / share.whole, 100):.2f}%" if share.whole else "0%",
        source="，".join(word for word in (stated.source, as_of) if word)
        or ("按本站数据计数" if stated.of else UNSAID),
        note=f"名单里另有 {share.unclear} 家还没有单位页，无从判断，未计入分子" if share.unclear else "",
    )


def _counted(share: Share) -> str:
    count = share.stated.count
    words = [*(o.name for o in (*count.ownership, *count.sectors)), *(v.name for v in count.levels)]
    what = "、".join(kind.name for kind in count.kinds) or (
        "单位" if count.all_units or count.application else "在册单位"
    )
    return (count.application.value if count.application else "") + "、".join(words) + what
