"""``/honors/bodies/<slug>/``: what an awarding body gave, by year; joint awards name all bodies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from showcase.views.parts import ViewPage
from showcase.views.rolls.cuts import Count, chips
from showcase.views.rolls.data import honor_table
from showcase.views.rolls.listing import list_pages
from showcase.views.rolls.pages import ROLL, RollListView, RollSection, as_of
from showcase.views.rolls.roll import Roll, Series, given
from showcase.views.rolls.rows import NO_YEAR, Line, Lines, RollTable, by_year, event_row, table

__all__ = ["body_pages"]

_TITLES: Final = "given unit level title term basis joint proof state"
_SINGLES: Final = "given unit level honor basis joint proof state"


def body_pages(roll: Roll) -> Iterator[ViewPage]:
    """A page for every body that gave anything."""
    for series in roll.bodies:
        yield from _body_pages(roll, series)


def _body_pages(roll: Roll, series: Series) -> Iterator[ViewPage]:
    cut, day, lines, limit = roll.cuts["bodies"], as_of(roll.context), series.lines, roll.context.limits.rows
    titles = sum(line.honor.is_title for line in lines)
    view = RollListView(
        kicker=f"{ROLL} · {cut.title}",
        title=series.name,
        lead=f"{series.name}授予的称号和单项荣誉，按年份排列，截至{day}。",
        as_of=day,
        counts=(
            Count("称号", "", titles),
            Count("单项荣誉", "", len(lines) - titles),
            Count("联合授予", "", sum(len(line.honor.award.by) > 1 for line in lines)),
            Count("称号仍在册", "", sum(line.honor.is_current for line in lines)),
        ),
        cut=cut,
        siblings=chips(cut, series.url),
        first=tuple(_sections(lines, limit)),
    )
    data = honor_table(roll.records, f"光荣榜·{series.name}授予", lines)
    return list_pages(limit, series.url, view, name=series.name, data=data)


def _sections(lines: Lines, limit: int) -> Iterator[RollSection]:
    is_split = len(lines) > limit
    for number, (year, held) in enumerate(by_year(lines), 1):
        yield RollSection(
            id=f"s-{year.removesuffix('年')}" if year != NO_YEAR else f"s-year-{number}",
            title=year,
            note=f"{len(held)} 项",
            counts=_by_basis(held) if is_split else (),
            tables=() if is_split else tuple(_tables(year, held)),
            lead="单位太多，本页只按决定列数目，名单在各决定里。" if is_split else "",
        )


def _tables(year: str, held: Iterable[Line]) -> Iterator[RollTable]:
    for is_title, keys, word in ((True, _TITLES, "称号"), (False, _SINGLES, "单项荣誉")):
        rows = [event_row(line, event) for line in held if line.honor.is_title is is_title and (event := given(line))]
        if rows:
            yield table(keys, rows, caption=f"{year}授予的{word}", title=word, note=f"{len(rows)} 项")


def _by_basis(held: Iterable[Line]) -> tuple[Count, ...]:
    rows = Counter((row.basis, row.basis_url) for row in (line.row for line in held))
    return tuple(Count(basis or "未写明依据", url, number) for (basis, url), number in rows.items())
