"""``/honors/terms/<slug>/``: who was named in a term, what has become of them, and when."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.model.honors import State
from showcase.views.parts import ViewPage
from showcase.views.rolls.cuts import Count, chips
from showcase.views.rolls.data import honor_table
from showcase.views.rolls.levels import Place, region_counts
from showcase.views.rolls.listing import list_pages
from showcase.views.rolls.pages import ROLL, RollListView, RollSection, as_of
from showcase.views.rolls.roll import Roll, Series
from showcase.views.rolls.rows import Line, Lines, grouped, table

__all__ = ["term_pages"]

_KEYS = "region unit title given basis proof state since"


def term_pages(roll: Roll) -> Iterator[ViewPage]:
    """A page for every term of every jurisdiction."""
    for series in roll.terms:
        yield from _term_pages(roll, series)


def _term_pages(roll: Roll, series: Series) -> Iterator[ViewPage]:
    cut, day, lines = roll.cuts["terms"], as_of(roll.context), series.lines
    view = RollListView(
        kicker=f"{ROLL} · {cut.title}",
        title=series.name,
        lead=_lead(series.name, lines, day),
        as_of=day,
        counts=_outcomes(lines),
        cut=cut,
        siblings=chips(cut, series.url),
        first=tuple(_sections(roll, lines)),
    )
    data = honor_table(roll.records, f"光荣榜·{series.name}", lines)
    return list_pages(roll.context.limits.rows, series.url, view, name=series.name, data=data)


def _lead(name: str, lines: Lines, day: str) -> str:
    """What was not named in the term itself – the successor of a merger was confirmed – is told apart."""
    named = sum(line.honor.is_named for line in lines)
    others = f"，另有由认定等得来的 {len(lines) - named} 项" if named < len(lines) else ""
    return f"{name}命名过的称号 {named} 项{others}，以及它们截至{day}的状态。"


def _outcomes(lines: Lines) -> tuple[Count, ...]:
    """Named, and what has become of them; zeros too."""
    states = [line.honor.state for line in lines]
    return (
        Count("命名", "", sum(line.honor.is_named for line in lines)),
        Count("有决定", "", sum(line.honor.is_verified for line in lines)),
        Count("仍在册", "", sum(state.counts for state in states)),
        *(
            Count(state.value, "", states.count(state))
            for state in (State.SUPERSEDED, State.CONCLUDED, State.REVOKED, State.ENDED)
        ),
    )


def _sections(roll: Roll, lines: Lines) -> Iterator[RollSection]:
    """One for each rung, the highest first."""
    rungs = {line.honor.grade: line.honor.rung for line in lines}
    for number, (grade, held) in enumerate(grouped(lines, lambda line: line.honor.grade, lambda g: (-rungs[g], g)), 1):
        yield _section(roll, grade, held, number, is_long=len(lines) > roll.context.limits.rows)


def _section(roll: Roll, grade: str, held: list[Line], number: int, *, is_long: bool) -> RollSection:
    rows = tuple(line.row for line in held)
    return RollSection(
        id=f"s-grade-{number}",
        title=grade,
        note=f"{len(held)} 项",
        lead="单位较多，名单分页列出；点地区看当地的光荣榜。" if is_long else "",
        counts=region_counts(roll.context, held, Place(roll.places)) if is_long else (),
        tables=(table(_KEYS, rows, caption=f"{grade}：当届命名的单位和现在的状态"),),
    )
