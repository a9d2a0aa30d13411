"""Numbers → pictures drawn at build time: what ``partials/charts.html`` prints, worked out to the last place.

Lengths across are percent of whatever width the reader has, heights and text are rem: text never shrinks
on a phone, and grows in the elder's version with its bars. Labels stand above their bars, so that nothing
can overlap. No library draws that: those at hand fix their sizes in pixels and write style attributes,
which the site's CSP forbids. Colours are classes: a b c d for levels from the highest, ``hatch`` for what
is only proposed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = [
    "BarChart",
    "ColumnChart",
    "Lane",
    "LaneChart",
    "Part",
    "Series",
    "Span",
    "Swatch",
    "bar_chart",
    "column_chart",
    "lane_chart",
]

_ROW: Final = 2.5
"""Height of a bar with its label, rem."""
_PLOT: Final = 8.0
"""Height of the longest column, rem."""
_LANE: Final = 6.2
_TICKS: Final = 6
"""More year labels than these do not fit a phone."""
_YEARS_SHOWN: Final = 15


@dataclass(frozen=True, slots=True)
class Part:
    """One colour of a bar: what it counts, and how many."""

    css: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Series:
    """A bar before it is drawn."""

    label: str
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        """Length of the whole bar."""
        return sum(part.count for part in self.parts)


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts, before it is drawn; ``notes`` stand below it line by line.

    ``words`` say from when to when, as exactly as anybody knows.
    """

    name: str
    words: str
    notes: tuple[str, ...]
    css: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Swatch:
    """A line of the legend."""

    css: str
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``start`` and ``size`` across in percent or downwards in rem."""

    css: str
    start: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row of a bar chart: its label and value stand above the bar."""

    label: str
    detail: str
    """Its parts that are not 0: 省级 2 · 市级 1."""
    value: str
    text: str
    top: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Bars that lie."""

    id: str
    title: str
    desc: str
    height: str
    bars: tuple[Bar, ...]
    legend: tuple[Swatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A bar that stands; ``css`` is ``alt`` for every second one, whose words a narrow page leaves out."""

    label: str
    value: str
    x: str
    width: str
    middle: str
    value_y: str
    boxes: tuple[Box, ...]
    css: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChart:
    """Bars that stand, one a year."""

    id: str
    title: str
    desc: str
    height: str
    base: str
    label_y: str
    columns: tuple[Column, ...]
    legend: tuple[Swatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneBar:
    """A term on its lane."""

    name: str
    notes: tuple[str, ...]
    css: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Lane:
    """Terms of one jurisdiction beside each other; heights in rem."""

    label: str
    label_y: str
    name_y: str
    bar_y: str
    note_y: str
    bars: tuple[LaneBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A year on the axis."""

    label: str
    x: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneChart:
    """Terms over the years, with today."""

    id: str
    title: str
    desc: str
    height: str
    top: str
    base: str
    tick_y: str
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    today: Tick
    since: int
    """The first year of the picture; what was over before is in the table alone."""


def told(series: Iterable[Series], unit: str) -> str:
    """The same numbers in words, for those who do not see the picture."""
    lines = []
    for one in series:
        parts = "，".join(f"{part.name} {part.count}" for part in one.parts)
        lines.append(f"{one.label} {one.total} {unit}" + (f"（{parts}）" if len(one.parts) > 1 else ""))
    return "；".join(lines)


def bar_chart(name: str, title: str, unit: str, series: Sequence[Series]) -> BarChart:
    """Bars of parts, the longest as wide as the page."""
    longest = max((one.total for one in series), default=0) or 1
    bars = (
        Bar(
            label=one.label,
            detail=" · ".join(f"{p.name} {p.count}" for p in one.parts if p.count) if len(one.parts) > 1 else "",
            value=f"{one.total} {unit}",
            text=_rem(n * _ROW + 1.0),
            top=_rem(n * _ROW + 1.35),
            boxes=_boxes(one.parts, 100 / longest),
        )
        for n, one in enumerate(series)
    )
    return BarChart(
        id=f"s-{name}",
        title=title,
        desc=told(series, unit),
        height=_rem(len(series) * _ROW),
        bars=tuple(bars),
        legend=_legend(series, unit),
    )


def column_chart(name: str, title: str, unit: str, series: Sequence[Series]) -> ColumnChart:
    """Columns of parts, the longest eight rem high; the newest one keeps its words on the narrowest page."""
    longest = max((one.total for one in series), default=0) or 1
    step = 100 / max(len(series), 1)
    base = _PLOT + 1.5
    columns = (
        Column(
            label=one.label,
            value=str(one.total),
            x=_percent(n * step + step * 0.14),
            width=_percent(step * 0.72),
            middle=_percent((n + 0.5) * step),
            value_y=_rem(base - _PLOT * one.total / longest - 0.35),
            boxes=_stack(one.parts, base, _PLOT / longest),
            css="" if (len(series) - n) % 2 else "alt",
        )
        for n, one in enumerate(series)
    )
    return ColumnChart(
        id=f"s-{name}",
        title=title,
        desc=told(series, unit),
        height=_rem(base + 1.7),
        base=_rem(base),
        label_y=_rem(base + 1.15),
        columns=tuple(columns),
        legend=tuple(Swatch(part.css, part.name) for part in series[0].parts) if series else (),
    )


def lane_chart(name: str, title: str, today: dt.date, lanes: Sequence[tuple[str, Sequence[Span]]]) -> LaneChart:
    """Terms as bars over an axis of years; what ended long ago is left to the table."""
    spans = [span for _, own in lanes for span in own]
    since = max(min(span.start.year for span in spans), today.year - _YEARS_SHOWN)
    until = max(today.year, *(span.end.year for span in spans)) + 1
    axis = _Axis(dt.date(since, 1, 1), dt.date(until, 1, 1))
    shown = [(label, [s for s in own if s.end > axis.start]) for label, own in lanes]
    base = 1.4 + sum(1 for _, own in shown if own) * _LANE
    drawn = (_lane(label, own, n, axis) for n, (label, own) in enumerate((w, o) for w, o in shown if o))
    lines = (f"{label}{span.name} {span.words}，{'，'.join(span.notes)}" for label, own in lanes for span in own)
    return LaneChart(
        id=f"s-{name}",
        title=title,
        desc="；".join(lines),
        height=_rem(base + 1.7),
        top=_rem(1.2),
        base=_rem(base),
        tick_y=_rem(base + 1.15),
        ticks=tuple(_ticks(since, until, axis)),
        lanes=tuple(drawn),
        today=Tick(label="今天", x=_percent(axis.at(today)), anchor="end" if axis.at(today) > 90 else "middle"),
        since=since,
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    start: dt.date
    end: dt.date

    def at(self, day: dt.date) -> float:
        """Percent of the way, within the picture."""
        share = (day - self.start).days / (self.end - self.start).days
        return 100 * min(max(share, 0), 1)


def _lane(label: str, spans: Iterable[Span], n: int, axis: _Axis) -> Lane:
    top = 1.4 + n * _LANE
    bars = (
        LaneBar(
            name=span.name,
            notes=span.notes,
            css=span.css,
            x=_percent(axis.at(span.start)),
            width=_percent(axis.at(span.end) - axis.at(span.start)),
        )
        for span in spans
    )
    return Lane(
        label=label,
        label_y=_rem(top + 1.0),
        name_y=_rem(top + 1.2),
        bar_y=_rem(top + 2.6),
        note_y=_rem(top + 3.25),
        bars=tuple(bars),
    )


def _ticks(since: int, until: int, axis: _Axis) -> Iterable[Tick]:
    step = -(-(until - since) // _TICKS)
    for year in range(since, until, step):
        at = axis.at(dt.date(year, 1, 1))
        if at < 88:  # a label further on would leave the picture
            yield Tick(label=str(year), x=_percent(at), anchor="start")


def _boxes(parts: Iterable[Part], scale: float) -> tuple[Box, ...]:
    boxes, start = [], 0.0
    for part in parts:
        if part.count:
            boxes.append(Box(part.css, _percent(start), _percent(part.count * scale)))
            start += part.count * scale
    return tuple(boxes)


def _stack(parts: Iterable[Part], base: float, scale: float) -> tuple[Box, ...]:
    """The highest level stands at the foot."""
    boxes = []
    for part in parts:
        if part.count:
            base -= part.count * scale
            boxes.append(Box(part.css, _rem(base), _rem(part.count * scale)))
    return tuple(boxes)


def _legend(series: Sequence[Series], unit: str) -> tuple[Swatch, ...]:
    """Every colour once with its total; one colour alone needs none, unless it is a hatch."""
    totals: dict[tuple[str, str], int] = {}
    for one in series:
        for part in one.parts:
            totals[part.css, part.name] = totals.get((part.css, part.name), 0) + part.count
    return tuple(Swatch(css, f"{name} {count} {unit}") for (css, name), count in totals.items())


def _rem(value: float) -> str:
    return f"{value:.2f}rem"


def _percent(value: float) -> str:
    return f"{value:.2f}%"
