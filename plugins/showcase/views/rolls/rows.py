"""One honour as a line of any roll: what a reader sees of it, and how lines are grouped and put into tables."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from showcase.model.dates import PartialDate
from showcase.model.honors import HonorEvent, HonorState, State
from showcase.model.office import Event
from showcase.model.units import Unit
from showcase.views.parts import Badge, Context, day, state_badge

__all__ = [
    "NO_YEAR",
    "Basis",
    "Line",
    "Lines",
    "RollRow",
    "RollTable",
    "all_lines",
    "bases",
    "by_year",
    "event_row",
    "grouped",
    "row_on",
    "shown_state",
    "spans_of",
    "table",
    "told",
    "units_of",
    "whose",
    "with_former_names",
]

T = TypeVar("T")
K = TypeVar("K")
_UNPROVEN: Final = Badge("未核实", "")
"""What no decision says has no state that could be told."""
_OVERDUE_CLAIM: Final = Badge("届期已过", "")
"""Of a claim only this is known: its years are over."""
NO_YEAR: Final = "年份不详"
_COLUMNS: Final = {
    "region": "地区", "unit": "单位", "event": "事项", "holder": "获誉的下属单位",
    "title": "称号", "honor": "荣誉", "lost": "原称号", "level": "级别", "term": "届次或时间",
    "date": "日期", "given": "授予时间", "basis": "依据", "by": "授予机关", "joint": "联合授予",
    "reason": "原因", "persons": "人次", "spans": "经过", "proof": "核实", "state": "状态", "since": "状态起始",
}  # fmt: skip
_ALWAYS: Final = frozenset({"unit", "state", "proof", "basis"})
_FIELDS: Final = {"lost": "title", "honor": "title", "date": "given"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RollRow:
    """One honour of one unit, ready to print; what a table does not need is empty."""

    id: str
    """Of the honour, or of another thing that data tell by the same word."""
    name: str
    url: str
    title: str
    is_verified: bool
    state: Badge
    then: str = ""
    """The name that the unit bore when the honour was given, where that was another one."""
    former: tuple[str, ...] = ()
    """All its former names, where readers search for them."""
    region: str = ""
    level: str = ""
    event: str = ""
    term: str = ""
    given: str = ""
    basis: str = ""
    """文号, or who gave it as the unit says; empty when neither is stated."""
    basis_url: str = ""
    by: str = ""
    joint: str = ""
    """All bodies, where several gave it."""
    holder: str = ""
    persons: str = ""
    spans: str = ""
    reason: str = ""
    since: str = ""
    is_gone: bool = False


Days = Mapping[dt.date, PartialDate]
"""The days on which anything happened to a unit's honours, as precisely as they were told."""


@dataclass(frozen=True, slots=True)
class Line:
    """An honour beside the row that shows it: the one to count and group by, the other to print."""

    honor: HonorState
    row: RollRow
    days: Days
    """Of the unit."""

    @property
    def unit(self) -> Unit:
        """Whose honour it is."""
        return self.honor.unit


Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its key chooses what of a row is printed."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RollTable:
    """Rows under a heading of their own; a column that no row fills is left out."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[RollRow, ...]
    title: str = ""
    url: str = ""
    """Where the heading leads."""
    id: str = ""
    note: str = ""


def all_lines(context: Context) -> Lines:
    """Every honour of every unit that lists may show: by region, by pinyin, by height, then from the oldest."""
    shown = sorted(context.units, key=lambda unit: (unit.region.order, unit.pinyin, unit.slug))
    return tuple(line for unit in shown for line in _lines_of(context, context.honors.get(unit.slug, ())))


def _lines_of(context: Context, honors: Iterable[HonorState]) -> Iterator[Line]:
    held = sorted(honors, key=_height)
    days = {event.date.latest: event.date for honor in held for event in honor.events if event.date.latest}
    yield from (Line(honor, _row(context, honor, days), days) for honor in held)


def _height(honor: HonorState) -> tuple[int, int, dt.date, str]:
    return (honor.level.order, -honor.rung, honor.award.date.latest or dt.date.max, honor.id)


def table(keys: str, rows: Iterable[RollRow], *, caption: str, title: str = "", **more: str) -> RollTable:
    """A table of these columns; keys are those of :data:`_COLUMNS`, in order."""
    listed = tuple(rows)
    columns = tuple(Column(key, _COLUMNS[key]) for key in keys.split() if _is_filled(key, listed))
    return RollTable(caption=caption, columns=columns, rows=listed, title=title, **more)


def _is_filled(key: str, rows: Iterable[RollRow]) -> bool:
    return key in _ALWAYS or any(getattr(row, _FIELDS.get(key, key)) for row in rows)


def with_former_names(line: Line) -> Line:
    """For pages on which readers search for a unit under a name of old."""
    names = tuple(former.name for former in line.unit.former_names)
    return replace(line, row=replace(line.row, former=names)) if names else line


def _row(context: Context, honor: HonorState, days: Days) -> RollRow:
    award, basis, given = honor.award, bases(honor)[-1], honor.award.date
    regions = context.collection.config.regions
    return RollRow(
        id=honor.id,
        name=honor.unit.short_name,
        url=honor.unit.url,
        then=honor.unit.former_name_on(given.latest) if given.latest else "",
        region=regions.label(honor.unit.region),
        level=honor.level.name,
        title=f"{honor.title}{honor.prize}",
        term=honor.term or told(given),
        given=told(given),
        basis=basis.name,
        basis_url=basis.url,
        by=_together(award.by),
        joint=_together(award.by) if len(award.by) > 1 else "",
        is_verified=honor.is_verified,
        state=shown_state(honor.state, honor.is_verified),
        since=_since(honor, days),
        is_gone=honor.state in (State.REVOKED, State.ENDED),
    )


def event_row(line: Line, event: HonorEvent) -> RollRow:
    """One event of an honour, on its day."""
    happened = event.date.latest
    return replace(
        line.row,
        event=event.event.value,
        then=line.unit.former_name_on(happened) if happened else "",
        term=event.term or line.row.term,
        given=told(event.date),
        basis=event.decision.name if event.decision else event.document,
        basis_url=event.decision.url if event.decision else "",
        is_verified=event.is_verified,
        reason=event.reason,
        is_gone=event.event in (Event.REVOKE, Event.END),
    )


def row_on(line: Line, state: State, asked: dt.date) -> RollRow:
    """As the roll of a day had it: the state, the name and the basis of then."""
    honor = line.honor
    basis, url = next(((b.name, b.url) for b in reversed(bases(honor)) if b.since <= asked), ("", ""))
    return replace(
        line.row,
        then=honor.unit.former_name_on(asked),
        state=shown_state(state, honor.is_verified),
        basis=basis,
        basis_url=url,
        is_gone=False,
    )


@dataclass(frozen=True, slots=True)
class Basis:
    """What stands behind a title from a day on: a decision, or what the unit states."""

    since: dt.date
    name: str
    url: str = ""


def bases(honor: HonorState) -> tuple[Basis, ...]:
    """The latest decision of every day, in order of time; before the first one the unit's own statement."""
    award = honor.award
    stated = () if award.decision else (Basis(dt.date.min, award.document or "、".join(award.by)),)
    decided = {e.date.latest: e.decision for e in honor.events if e.decision and e.date.latest}
    return (*stated, *(Basis(since, d.name, d.url) for since, d in decided.items() if since))


def _together(by: tuple[str, ...]) -> str:
    return "、".join(by) + ("（联合）" if len(by) > 1 else "")


def shown_state(state: State, is_verified: bool) -> Badge:
    """The state's word; what only the unit says is 未核实, but its years can be over all the same."""
    if is_verified or not state.counts:
        return state_badge(state)
    return _OVERDUE_CLAIM if state is State.OVERDUE else _UNPROVEN


def told(date: PartialDate) -> str:
    """A date as written; one without a year says so and is never guessed."""
    if date.is_known:
        return date.display
    return f"年份不详（原文“{date.written}”）" if re.search(r"\d|连续", date.written) else NO_YEAR


def _since(honor: HonorState, days: Days) -> str:
    """Since when the present state holds."""
    start = honor.changes[-1].since
    return (days.get(start) or day(start)).display if start else "日期不详"


def whose(honor: HonorState) -> str:
    """Whose title it is: of a jurisdiction, or of a level where none is stated."""
    return honor.jurisdiction.name if honor.jurisdiction else honor.level.name


def grouped(items: Iterable[T], key: Callable[[T], K], order: Callable[[K], object]) -> list[tuple[K, list[T]]]:
    """Groups by key in the order of the keys; items keep their own order."""
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return sorted(groups.items(), key=lambda group: order(group[0]))  # type: ignore[arg-type,return-value]


def units_of(lines: Iterable[Line]) -> int:
    """How many units hold them."""
    return len({line.unit.slug for line in lines})


def spans_of(line: Line) -> Iterator[str]:
    """Its states with their first days."""
    for span in line.honor.spans:
        word, start = shown_state(span.state, line.row.is_verified).text, span.start
        yield f"{(line.days.get(start) or day(start)).display}起{word}" if start else f"{word}（起始日期不详）"


def by_year(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """Newest year first; what nobody dates stands at the end."""
    groups: dict[str, list[Line]] = {}
    for line in sorted(lines, key=_given_on, reverse=True):
        latest = line.honor.award.date.latest
        groups.setdefault(f"{latest.year}年" if latest else NO_YEAR, []).append(line)
    return sorted(groups.items(), key=lambda group: (group[0] != NO_YEAR, group[0]), reverse=True)


def _given_on(line: Line) -> int:
    """By the day on which it was given; sorted in reverse, lines of one day keep their order."""
    latest = line.honor.award.date.latest
    return latest.toordinal() if latest else 0
