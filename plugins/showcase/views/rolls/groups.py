"""The roll of one level, of one kind, of one region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from showcase.model.honors import State
from showcase.model.vocabulary import Region, Term
from showcase.views.parts import ViewPage
from showcase.views.rolls.cuts import Count, Cut, chips, region_url
from showcase.views.rolls.data import honor_table
from showcase.views.rolls.levels import Place, roll_levels
from showcase.views.rolls.listing import list_pages
from showcase.views.rolls.pages import ROLL, RollListView, RollSection, as_of
from showcase.views.rolls.roll import Roll
from showcase.views.rolls.rows import Line, Lines, table, units_of, with_former_names

__all__ = ["held_counts", "kind_pages", "level_pages", "region_pages"]

_ROWS_ELSEWHERE = "单位太多，本页只列数目；点地区看名单。"


def level_pages(roll: Roll) -> Iterator[ViewPage]:
    """``/honors/levels/<slug>/``."""
    for level, lines in roll.levels.items():
        yield from _term_pages(roll, roll.cuts["levels"], level, lines)


def kind_pages(roll: Roll) -> Iterator[ViewPage]:
    """``/honors/kinds/<slug>/``."""
    for kind, lines in roll.kinds.items():
        yield from _term_pages(roll, roll.cuts["kinds"], kind, lines)


def _term_pages(roll: Roll, cut: Cut, term: Term, lines: Lines) -> Iterator[ViewPage]:
    url, day, most = f"{cut.url}{term.slug}/", as_of(roll.context), roll.context.limits.rows
    view = RollListView(
        kicker=f"{ROLL} · {cut.title}",
        title=term.name,
        lead=f"截至{day}在册的{term.name}称号 {len(lines)} 项。",
        as_of=day,
        counts=held_counts(lines),
        cut=cut,
        siblings=chips(cut, url),
        levels=roll_levels(roll.context, lines, Place(roll.places), limit=_limit(lines, most), rest=_ROWS_ELSEWHERE),
        empty=f"目前没有在册的{term.name}称号。",
    )
    data = honor_table(roll.records, f"光荣榜·{term.name}", lines)
    return list_pages(most, url, view, name=term.name, data=data)


def _limit(lines: Lines, most: int) -> int:
    """The whole page is counted or listed: a page of which half is rows would not tell which."""
    return most if len(lines) <= most else 0


def region_pages(roll: Roll) -> Iterator[ViewPage]:
    """``/honors/regions/<code>/``: the region and all below it, with what was held before."""
    for region, lines in roll.regions.items():
        yield from _region_pages(roll, region, tuple(with_former_names(line) for line in lines))


def _region_pages(roll: Roll, region: Region, lines: Lines) -> Iterator[ViewPage]:
    """A region without parts has all its rows, in pages; one with parts counts when it has too many."""
    context, cut, url = roll.context, roll.cuts["regions"], region_url(region)
    day, label = as_of(context), context.collection.config.regions.label(region)
    current = tuple(line for line in lines if line.honor.is_current)
    limit = _limit(current, context.limits.rows) if not region.is_leaf else len(lines)
    view = RollListView(
        kicker=f"{ROLL} · {cut.title}",
        title=region.full_name,
        lead=f"截至{day}，{region.full_name}的单位在册称号 {len(current)} 项{_below(roll, region)}。",
        as_of=day,
        counts=held_counts(current),
        cut=cut,
        siblings=chips(cut, url),
        levels=roll_levels(context, current, Place(roll.places, region), limit=limit, rest=_ROWS_ELSEWHERE),
        empty=f"{region.full_name}目前没有在册称号。",
        sections=(*_own(region, current, limit), _past(lines, limit)),
    )
    data = honor_table(roll.records, f"光荣榜·{region.full_name}", lines)
    return list_pages(context.limits.rows, url, view, name=label, data=data)


def _below(roll: Roll, region: Region) -> str:
    """含清源区、望山县 …"""
    below = [r.name for r in roll.regions if r.path[:-1] == region.path]
    return f"，含{'、'.join(below[:6])}{f'等 {len(below)} 地' if len(below) > 6 else ''}" if below else ""


def _own(region: Region, current: Lines, limit: int) -> Iterator[RollSection]:
    """Where a region is only counted, the units that belong to it and to none below still need their rows."""
    rows = [line.row for line in current if line.unit.region == region]
    if len(current) > limit and rows:
        shown = table("unit title term basis proof state", rows, caption=f"{region.name}本级单位的在册称号")
        yield RollSection(id="s-own", title=f"{region.name}本级的单位", note=f"{len(rows)} 项", tables=(shown,))


def _past(lines: Lines, limit: int) -> RollSection:
    """What is no longer on the roll."""
    past = [line for line in lines if not line.honor.is_current]
    rows = [line.row for line in past] if len(past) <= limit else []
    return RollSection(
        id="s-past",
        title="不再在册的称号",
        note=f"{len(past)} 项，不计入在册",
        counts=_by_state(past),
        tables=(table("unit level title term basis proof state since", rows, caption="不再在册的称号"),)
        if rows
        else (),
        lead=_ROWS_ELSEWHERE if past and not rows else "",
        empty="" if past else "目前没有已晋级、届满、撤销或终止的称号。",
    )


def _by_state(lines: Iterable[Line]) -> tuple[Count, ...]:
    counted = Counter(line.honor.state for line in lines)
    return tuple(Count(state.value, "", counted[state]) for state in State if not state.counts)


def held_counts(lines: Lines) -> tuple[Count, ...]:
    """How many titles of how many units, and on whose word."""
    verified = sum(line.row.is_verified for line in lines)
    return (
        Count("在册称号", "", len(lines)),
        Count("单位", "", units_of(lines)),
        Count("有决定", "", verified),
        Count("单位自报", "", len(lines) - verified),
    )
