"""``/honors/history/``: every title ever, by unit, with its course."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from showcase.model.honors import State
from showcase.views.parts import ViewPage
from showcase.views.rolls.cuts import Count
from showcase.views.rolls.data import honor_table
from showcase.views.rolls.levels import Place, region_counts
from showcase.views.rolls.listing import list_pages
from showcase.views.rolls.pages import ROLL, RollListView, RollSection, as_of
from showcase.views.rolls.roll import Roll
from showcase.views.rolls.rows import Line, RollRow, RollTable, spans_of, table, units_of, with_former_names

__all__ = ["HISTORY_URL", "history_pages"]

HISTORY_URL: Final = "honors/history/"
_NAMES_HERE: Final = "改过名的单位列出原名，可在本页查找"
_NAMES: Final = "改过名的单位，各地区的榜上列出原名"


def history_pages(roll: Roll) -> Iterator[ViewPage]:
    """By pinyin; on a large site regions hold the rows."""
    lines = sorted(roll.titles, key=lambda line: (line.unit.pinyin, line.unit.slug))
    day, limit = as_of(roll.context), roll.context.limits.rows
    is_split = len(lines) > limit
    states = [line.honor.state for line in lines]
    section = RollSection(
        id="s-all",
        title="全部称号" if not is_split else "按地区",
        note=f"{len(lines)} 项，按单位拼音排列" if not is_split else f"{len(lines)} 项",
        lead="称号太多，本页只列数目；点地区看名单。" if is_split else "",
        counts=region_counts(roll.context, lines, Place(roll.places)) if is_split else (),
        tables=() if is_split or not lines else (_history([_row(line) for line in lines]),),
        empty="" if lines else "目前还没有称号。",
    )
    view = RollListView(
        kicker=ROLL,
        title="历史称号",
        lead=f"截至{day}有过的称号 {len(lines)} 项，{units_of(lines)} 家单位；{_NAMES if is_split else _NAMES_HERE}。",
        as_of=day,
        counts=(
            Count("仍在册", "", sum(state.counts for state in states)),
            *(Count(s.value, "", states.count(s)) for s in State if not s.counts),
        ),
        first=(section,),
    )
    data = honor_table(roll.records, "历史称号", lines)
    return list_pages(limit, HISTORY_URL, view, name="历史称号", data=data)


def _history(rows: list[RollRow]) -> RollTable:
    return table("unit region level title term basis proof spans state", rows, caption="有过的全部称号和它们的经过")


def _row(line: Line) -> RollRow:
    return replace(with_former_names(line).row, spans="，".join(spans_of(line)))
