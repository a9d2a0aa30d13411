"""Where titles are and of what sort: region, kind, level, grade, ownership."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from showcase.model.collection import Collection
from showcase.model.honors import HonorState
from showcase.model.shares import percent
from showcase.model.statistics import Cross, Holding, cross
from showcase.model.vocabulary import Region, Term
from showcase.views.charts import BarChart, Part, Series, Swatch, bar_chart
from showcase.views.grids import Cell, Grid, Row, bounds, cross_grid, head, numbers
from showcase.views.parts import Context
from showcase.views.rolls.cuts import region_url

__all__ = [
    "UNSAID",
    "Bars",
    "Heat",
    "grades",
    "heat",
    "level_css",
    "levels",
    "owners",
    "regions",
    "spread",
    "word_of",
]

R = TypeVar("R", bound=Hashable)
UNSAID: Final = "未写明"
_LEVEL_CSS: Final = ("a", "b", "c", "d")


@dataclass(frozen=True, slots=True)
class Bars:
    """A picture and the table with the same numbers."""

    chart: BarChart
    grid: Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """地区 × 类别."""

    grid: Grid
    legend: tuple[Swatch, ...]
    zeros: int
    empty: str
    """Regions without any unit on the roll, in one sentence."""


def _places(context: Context) -> list[Region]:
    """Leaf regions of the site's place, and every other one that has a unit, in the office's order."""
    config = context.collection.config
    used = {unit.region.code for unit in context.units}
    place = config.site.place
    return [
        region
        for region in config.regions.all
        if region.code in used or (region.is_leaf and (place in region.path or not place))
    ]


def spread(context: Context, holding: Holding) -> Cross[Region, Term]:
    """Units on the roll by region and kind, each once under its highest title."""
    kinds = context.collection.config.taxonomies.kinds
    return cross(holding.best, lambda s: s.unit.region, lambda s: s.unit.kind, _places(context), kinds)


def heat(context: Context, table: Cross[Region, Term]) -> Heat:
    """The same as a heat table, with what its tints mean and which regions are empty."""
    label = context.collection.config.regions.label
    steps = bounds(max(table.counts.values(), default=0))
    legend = [Swatch("h0", "0（空白）")]
    for n, (low, high) in enumerate(zip((0, *steps), steps, strict=False), 1):
        legend.append(Swatch(f"h{n}", str(high) if high == low + 1 else f"{low + 1}—{high}"))
    empty = "、".join(label(region) for region in table.empty_rows)
    return Heat(
        grid=cross_grid(
            table,
            lambda region: head(label(region), region_url(region) if table.row(region) else ""),
            lambda kind: head(kind.name, f"honors/kinds/{kind.slug}/"),
            corner="地区",
            name="地区与类别分布表",
            caption="地区 × 类别",
            note="单位：家，按最高级别各计一次",
        ),
        legend=tuple(legend),
        zeros=table.zeros,
        empty=f"{empty}目前没有在册单位，整行为 0。" if empty else "每个地区都有在册单位。",
    )


def regions(context: Context, holding: Holding) -> Bars:
    """Units on the roll by region and level."""
    config = context.collection.config
    levels = config.taxonomies.levels
    table = cross(holding.best, lambda s: s.unit.region, lambda s: s.level, _places(context), levels)
    return _bars("regions", "地区", table, config.regions.label)


def owners(collection: Collection, holding: Holding) -> Bars:
    """The same by ownership; what does not say stands in a row of its own."""
    known = collection.config.taxonomies
    rows = (*known.ownership, None)
    table = cross(holding.best, lambda s: s.unit.ownership, lambda s: s.level, rows, known.levels)
    return _bars("owners", "所有制", table, word_of)


def _bars(name: str, what: str, table: Cross[R, Term], word: Callable[[R], str]) -> Bars:
    series = [
        Series(word(row), tuple(Part(level_css(v), v.name, table.at(row, v)) for v in table.columns))
        for row in table.rows
    ]
    return Bars(
        chart=bar_chart(f"bars-{name}", f"在册单位，按{what}和级别", "家", series),
        grid=cross_grid(
            table,
            lambda row: head(word(row)),
            lambda level: head(level.name),
            corner=what,
            name=f"{what}与级别表",
            caption=f"{what} × 级别",
            note="单位：家",
        ),
    )


def level_css(level: Term) -> str:
    """Colour of a level: weight falls from the highest; all below the third look alike."""
    return _LEVEL_CSS[min(level.order, len(_LEVEL_CSS) - 1)]


def levels(collection: Collection, holding: Holding) -> Grid:
    """级别 × 类别: titles, and how many of them a decision proves."""
    known = collection.config.taxonomies
    table = cross(holding.held, lambda s: s.level, lambda s: s.unit.kind, known.levels, known.kinds)
    proven = Counter(state.level for state in holding.held if state.is_verified)
    rows = [
        Row(head(level.name), _with_proof([table.at(level, kind) for kind in table.columns], proven[level]))
        for level in table.rows
    ]
    totals = [table.column(kind) for kind in table.columns]
    return Grid(
        name="级别与类别表",
        caption="级别 × 类别",
        note="单位：项",
        css="sums",
        heads=(head("级别"), *(head(kind.name) for kind in table.columns), head("合计"), head("已核实"), head("占比")),
        rows=tuple(rows),
        foot=Row(head("合计"), _with_proof(totals, holding.verified)),
    )


def _with_proof(counts: Sequence[int], proven: int) -> tuple[Cell, ...]:
    total = sum(counts)
    share = percent(proven, total) if total else "—"
    return (*numbers(counts), Cell(str(total), "r t"), Cell(str(proven)), Cell(share))


def grades(collection: Collection, holding: Holding) -> Grid:
    """等次: a line each for the rungs that anybody holds, by level, the highest first."""
    held: dict[tuple[int, int, str, str], list[HonorState]] = {}
    rungs = [grade for j in collection.config.taxonomies.jurisdictions for way in j.ladders for grade in reversed(way)]
    ladder = {grade: n for n, grade in enumerate(dict.fromkeys(rungs))}
    for state in holding.held:
        key = (state.level.order, ladder.get(state.grade, 0), state.level.name, state.grade)
        held.setdefault(key, []).append(state)
    rows = (
        Row(
            head(f"{level} {grade}"),
            numbers((len(own), len({s.unit.slug for s in own}), sum(s.is_verified for s in own))),
        )
        for (_, _, level, grade), own in sorted(held.items(), key=lambda item: item[0])
    )
    return Grid(
        name="等次表",
        caption="按等次",
        css="sums",
        heads=(head("级别和等次"), head("称号（项）"), head("单位（家）"), head("已核实（项）")),
        rows=tuple(rows),
    )


def word_of(term: Term | None) -> str:
    """Its name, or that nobody says."""
    return term.name if term else UNSAID
