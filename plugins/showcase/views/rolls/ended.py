"""``/honors/revoked/``: what was taken away (撤销) and what came to its end (终止), told apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from showcase.model.honors import State
from showcase.views.parts import ViewPage
from showcase.views.rolls.cuts import Count
from showcase.views.rolls.data import honor_table
from showcase.views.rolls.listing import list_pages
from showcase.views.rolls.pages import ROLL, RollListView, RollSection, as_of
from showcase.views.rolls.roll import Roll
from showcase.views.rolls.rows import Line, event_row, table

__all__ = ["REVOKED_URL", "ended_order", "revoked_pages"]

REVOKED_URL: Final = "honors/revoked/"


def revoked_pages(roll: Roll) -> Iterator[ViewPage]:
    """Newest first; what was restored is back on the roll and not here."""
    day = as_of(roll.context)
    ended = sorted(roll.ended, key=ended_order, reverse=True)
    parts = {state: [line for line in ended if line.honor.state is state] for state in (State.REVOKED, State.ENDED)}
    view = RollListView(
        kicker=ROLL,
        title="已撤销、终止的称号",
        lead=f"截至{day}共 {len(ended)} 项，撤销和终止分开列出，都不计入在册；恢复的已回到光荣榜。",
        as_of=day,
        counts=tuple(Count(state.value, "", len(lines)) for state, lines in parts.items()),
        first=(
            _section(State.REVOKED, parts[State.REVOKED], "由决定撤销的称号。"),
            _section(State.ENDED, parts[State.ENDED], "单位撤并、注销等，由决定终止的称号；与撤销不同。"),
        ),
        notes=("原因只在决定写明公开时列出。",),
    )
    data = honor_table(roll.records, "已撤销、终止的称号", ended)
    return list_pages(roll.context.limits.rows, REVOKED_URL, view, name="已撤销、终止", data=data)


def ended_order(line: Line) -> tuple[object, ...]:
    """By the day of the last event."""
    return line.honor.last.date.sort_key


def _section(state: State, lines: list[Line], lead: str) -> RollSection:
    rows = [event_row(line, line.honor.last) for line in lines]
    word = state.value
    keys = "date unit lost level term region basis by reason state"
    return RollSection(
        id=f"s-{'revoked' if state is State.REVOKED else 'ended'}",
        title=word,
        note=f"{len(rows)} 项",
        lead=lead,
        tables=(table(keys, rows, caption=f"已{word}的称号，最近的在前"),) if rows else (),
        empty="" if rows else f"目前没有{word}的称号。",
    )
