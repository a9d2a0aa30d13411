"""``/honors/years/<year>/``: what happened in a year, and who was on the roll at its end."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from showcase.model.datasets import Field, Value
from showcase.model.office import Decision, Event
from showcase.views.parts import Crumb, ViewPage, day
from showcase.views.rolls.cuts import Count, chips
from showcase.views.rolls.data import honor_table
from showcase.views.rolls.levels import Place, roll_levels
from showcase.views.rolls.listing import list_pages
from showcase.views.rolls.pages import ROLL, RollListView, RollSection
from showcase.views.rolls.roll import Happened, Roll
from showcase.views.rolls.rows import Line, Lines, RollTable, event_row, row_on, shown_state, table

__all__ = ["year_pages"]

_KEYS: Final = "event unit region level title term reason proof"


def year_pages(roll: Roll) -> Iterator[ViewPage]:
    """A page a year, each with the one before and after it."""
    years, apart = list(roll.years), _apart(roll)
    links = [Crumb(f"{year}年", _url(year)) for year in years]
    for n, year in enumerate(years):
        around = (links[n - 1] if n else None, links[n + 1] if n + 1 < len(links) else None)
        yield from _year_pages(roll, year, around, apart)


def _url(year: int) -> str:
    return f"honors/years/{year}/"


@dataclass(frozen=True, slots=True)
class _Apart:
    """What no year's roll has; counted once, for counted anew for each year it took a quarter of their time."""

    undated: int
    """Titles that belong to no year."""
    singles: Counter[int]
    """Single honours by the year in which they were given."""


def _apart(roll: Roll) -> _Apart:
    given = (line.honor.award.date.latest for line in roll.singles)
    undated = sum(not line.honor.is_dated for line in roll.titles)
    return _Apart(undated, Counter(latest.year for latest in given if latest is not None))


def _year_pages(roll: Roll, year: int, around: tuple[Crumb | None, Crumb | None], apart: _Apart) -> Iterator[ViewPage]:
    cut, events, limit = roll.cuts["years"], roll.years[year], roll.context.limits.rows
    end = min(dt.date(year, 12, 31), roll.context.today)
    held = _on(roll.titles, end, limit)
    said = day(end).display
    is_split = len(held) > limit
    view = RollListView(
        kicker=f"{ROLL} · {cut.title}",
        title=f"{year}年",
        lead=f"{year}年的授予、晋级、复查和撤销 {len(events)} 件，以及截至{said}在册的称号 {len(held)} 项。",
        as_of=said,
        counts=_event_counts(events),
        cut=cut,
        siblings=chips(cut, _url(year)),
        first=(_events_section(year, events, limit), _held_section(said, held, is_split)),
        levels=roll_levels(
            roll.context,
            held,
            Place(roll.places, has_links=False),
            limit=0 if is_split else limit,
            rest="单位太多，本页只列数目；任何一天的名单可在光荣榜按“截至日期”看，或查开放数据的“状态区间”表。",
        ),
        notes=tuple(_notes(apart, year)),
        word="年",
    )
    told = _of_year(roll.titles, () if is_split else held, events)
    is_counted = (is_split or len(events) > limit) and len(told) > limit
    data = None if is_counted else honor_table(roll.records, f"光荣榜·{year}年", told, tuple(_more(end, events)))
    return list_pages(limit, _url(year), view, name=f"{year}年", data=data, around=around)


def _on(titles: Lines, end: dt.date, limit: int) -> Lines:
    """The roll of a day, each title in the state that it had then; what is only counted stays as it is."""
    found = [(line, state) for line in titles if (state := line.honor.on(end)) is not None and state.counts]
    if len(found) > limit:
        return tuple(line for line, _ in found)
    return tuple(replace(line, row=row_on(line, state, end)) for line, state in found)


def _event_counts(events: Iterable[Happened]) -> tuple[Count, ...]:
    """By event, in the order of the words' list; zeros too, for a year without a revocation is told."""
    counts = Counter(happened.event.event for happened in events if happened.event.is_verified)
    claims = sum(not happened.event.is_verified for happened in events)
    return (*(Count(event.value, "", counts[event]) for event in Event), Count("单位自报", "", claims))


# --- what happened -------------------------------------------------------------------------------


def _events_section(year: int, events: tuple[Happened, ...], limit: int) -> RollSection:
    is_split = len(events) > limit
    groups = _by_decision(events)
    return RollSection(
        id="s-events",
        title="当年事项",
        note=f"{len(events)} 件，按决定排列",
        lead="事项太多，本页只按决定列数目，名单在各决定里。" if is_split else "",
        counts=tuple(_decision_count(decision, held) for decision, held in groups) if is_split else (),
        tables=() if is_split else tuple(_table(decision, held) for decision, held in groups),
        empty="" if events else f"{year}年没有命名、复查或撤销的记录。",
    )


def _by_decision(events: Iterable[Happened]) -> list[tuple[Decision | None, list[Happened]]]:
    """By day; what only units say stands at the end."""
    groups: dict[str, tuple[Decision | None, list[Happened]]] = {}
    for happened in events:
        decision = happened.event.decision
        groups.setdefault(decision.slug if decision else "", (decision, []))[1].append(happened)
    return sorted(groups.values(), key=lambda g: (g[0].date, g[0].slug) if g[0] else (dt.date.max, ""))


def _table(decision: Decision | None, held: list[Happened]) -> RollTable:
    order = list(Event)
    listed = sorted(held, key=lambda h: (order.index(h.event.event), h.line.honor.level.order))
    rows = [event_row(h.line, h.event) for h in listed]
    if decision is None:
        keys = _KEYS.replace("term", "given term").replace("reason", "by")
        return table(keys, rows, caption="单位自报的称号", title="单位自报", note=f"{len(rows)} 件，未见决定")
    return table(
        _KEYS.replace(" proof", ""),
        rows,
        caption=f"{decision.name}的事项",
        title=decision.name,
        url=decision.url,
        note=f"{day(decision.date).display}，{'、'.join(decision.by)}，{len(rows)} 件",
    )


def _decision_count(decision: Decision | None, held: list[Happened]) -> Count:
    return Count(decision.name if decision else "单位自报", decision.url if decision else "", len(held))


# --- who was on the roll -------------------------------------------------------------------------


def _held_section(said: str, held: Lines, is_split: bool) -> RollSection:
    return RollSection(
        id="s-roll",
        title=f"截至{said}在册",
        note=f"{len(held)} 项",
        lead="" if is_split or not held else "状态和名称都照当时；后来的晋级、届满、撤销见各单位页。",
        empty="" if held else "当时没有在册称号。",
    )


def _notes(apart: _Apart, year: int) -> Iterator[str]:
    undated = apart.undated
    yield f"另有 {undated} 项称号没有写明日期，无法归入年份，上面没有列出。" if undated else "所有称号都写明了日期。"
    yield f"当年另有单项荣誉 {apart.singles[year]} 项，不在阶梯上，见“单项荣誉及其他”。"


def _of_year(titles: Lines, held: Lines, events: Iterable[Happened]) -> Lines:
    """Titles on the roll at the end of the year or with an event in it, in the order of the roll."""
    wanted = {id(line.honor) for line in held} | {id(happened.line.honor) for happened in events}
    return tuple(line for line in titles if id(line.honor) in wanted)


def _more(end: dt.date, events: Iterable[Happened]) -> Iterator[tuple[Field, Callable[[Line], Value]]]:
    """What the year did to a title, and what it was at its end; 状态 beside them is today's."""
    happened: dict[int, list[str]] = {}
    for one in sorted(events, key=lambda h: h.day):
        basis = one.event.decision.name if one.event.decision else "单位自报"
        happened.setdefault(id(one.line.honor), []).append(f"{day(one.day).display}{one.event.event.value}（{basis}）")

    def state(line: Line) -> Value:
        then = line.honor.on(end)
        return shown_state(then, line.honor.is_verified).text if then else ""

    yield Field(name="events", title="当年事项", type="array"), lambda line: tuple(happened.get(id(line.honor), ()))
    yield Field(name="state_then", title="年底状态", description=f"{end.isoformat()} 的状态；“状态”是现在的"), state
