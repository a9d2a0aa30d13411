"""``/honors/``: the roll as it is today, and the way to all others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from showcase.model.dates import day_words
from showcase.model.honors import HonorState
from showcase.views.parts import HOME, Context, Crumb, ViewPage, best_state
from showcase.views.rolls.cuts import Chip, Cut
from showcase.views.rolls.data import honor_table
from showcase.views.rolls.ended import REVOKED_URL, ended_order
from showcase.views.rolls.history import HISTORY_URL
from showcase.views.rolls.levels import Place, RollLevel, roll_levels
from showcase.views.rolls.others import OTHERS_URL, other_count
from showcase.views.rolls.pages import ROLL, as_of
from showcase.views.rolls.roll import Roll
from showcase.views.rolls.rows import RollTable, event_row, grouped, table, with_former_names

__all__ = ["RollView", "current_page"]

_WALL_LIMIT: Final = 24
"""More names than this do not fit a wall of vertical plaques; the tables have them all."""
_FEW: Final = 4
_MANY: Final = 12
_LEVEL_LIMIT: Final = 200
"""Titles of a level that stand on this page itself: a province has 20,000 units."""
_ENDED_LIMIT: Final = 100
"""Of 撤销 and 终止 that stand on this page; all are on theirs."""
_ROWS_ELSEWHERE: Final = "单位较多，名单在本级的单独一页。"


@dataclass(frozen=True, slots=True, kw_only=True)
class RollStep:
    """A level in the index at the top of the page; without titles it has no anchor but is still shown."""

    name: str
    id: str
    count: int


@dataclass(frozen=True, slots=True)
class WallKind:
    """Names on the wall under one hairline."""

    name: str
    units: tuple[Crumb, ...]


@dataclass(frozen=True, slots=True)
class Wall:
    """The highest level that anybody holds, as vertical plaques."""

    level: str
    count: int
    kinds: tuple[WallKind, ...]
    rest: int
    """Names that did not fit."""
    css: str
    """few (up to four names), many (more than twelve), or empty."""


@dataclass(frozen=True, slots=True)
class AsOfControl:
    """截至日期: the days that the roll can be asked for, ISO."""

    first: str
    today: str
    first_said: str
    today_said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RollView:
    """``/honors/``."""

    as_of: str
    control: AsOfControl | None
    """``None`` when no title has a date."""
    wall: Wall | None
    index: tuple[RollStep, ...]
    levels: tuple[RollLevel, ...]
    count: int
    """All counted titles."""
    claims: int
    """Counted titles that only the unit states."""
    ended: RollTable | None
    """撤销, 终止: in a section of their own and not counted."""
    ended_count: int
    ended_rest: int
    """Older ones that are only on their own page."""
    cuts: tuple[Cut, ...]
    more: tuple[Chip, ...]
    """Rolls that are no cut of this one: revoked, historical, single honours."""


def current_page(roll: Roll) -> ViewPage:
    """The roll as of today; its own table only while that is no longer than those of other rolls."""
    is_short = len(roll.current) <= roll.context.limits.rows
    return ViewPage(
        url="honors/",
        template="roll.html",
        title=ROLL,
        description=f"各级文明单位称号，按级别、等次、类别、地区排列，截至{as_of(roll.context)}",
        view=_view(roll),
        crumbs=(Crumb(HOME, ""), Crumb(ROLL)),
        section="honors/",
        feed="decisions",
        data=honor_table(roll.records, "光荣榜", roll.current) if is_short else None,
    )


def _view(roll: Roll) -> RollView:
    lines = tuple(with_former_names(line) for line in roll.current)
    levels = roll_levels(roll.context, lines, Place(roll.places), limit=_LEVEL_LIMIT, rest=_ROWS_ELSEWHERE)
    ended = sorted(roll.ended, key=ended_order, reverse=True)
    listed = ended[:_ENDED_LIMIT]
    rows = [replace(event_row(line, line.honor.last), title=f"{line.honor.term}{line.row.title}") for line in listed]
    shown = table("unit lost region basis date state", rows, caption="已撤销和终止的称号，最近的在前")
    return RollView(
        as_of=as_of(roll.context),
        control=_control(roll),
        wall=_wall(roll.context, [line.honor for line in roll.current]),
        index=tuple(_index(roll.context, levels)),
        levels=levels,
        count=len(roll.current),
        claims=sum(not line.honor.is_verified for line in roll.current),
        ended=shown if ended else None,
        ended_count=len(ended),
        ended_rest=len(ended) - len(rows),
        cuts=tuple(roll.cuts.values()),
        more=(
            Chip("已撤销、终止", REVOKED_URL, len(ended)),
            Chip("历史称号", HISTORY_URL, len(roll.titles)),
            Chip("单项荣誉及其他", OTHERS_URL, other_count(roll)),
        ),
    )


def _control(roll: Roll) -> AsOfControl | None:
    days = (change.since for line in roll.titles for change in line.honor.changes if change.since is not None)
    first, today = min(days, default=None), roll.context.today
    if first is None:
        return None
    return AsOfControl(first.isoformat(), today.isoformat(), day_words(first), day_words(today))


def _index(context: Context, levels: Iterable[RollLevel]) -> Iterator[RollStep]:
    """All levels from the highest to the lowest."""
    known = {level.name: level for level in levels}
    for term in context.collection.config.taxonomies.levels:
        level = known.get(term.name)
        yield RollStep(name=term.name, id=level.id if level else "", count=level.count if level else 0)


def _wall(context: Context, current: Iterable[HonorState]) -> Wall | None:
    """Names of units whose best title has the highest level; nothing but names on the wall."""
    units = {state.unit.slug: state.unit for state in current if state.is_verified}
    best = [b for unit in units.values() if (b := best_state(context, unit)) is not None and b.is_verified]
    if not best:
        return None
    level = min((state.level for state in best), key=lambda level: level.order)
    held = [state for state in best if state.level == level]
    shown = sorted(held, key=lambda s: (s.unit.kind.order, -s.rung, s.unit.region.order, s.unit.pinyin))[:_WALL_LIMIT]
    kinds = (
        WallKind(kind.name, tuple(Crumb(state.unit.short_name, state.unit.url) for state in rows))
        for kind, rows in grouped(shown, lambda s: s.unit.kind, lambda kind: kind.order)
    )
    css = "few" if len(shown) <= _FEW else "many" if len(shown) > _MANY else ""
    return Wall(level.name, len(held), tuple(kinds), len(held) - len(shown), css)
