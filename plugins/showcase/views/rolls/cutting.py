"""A roll that one page does not hold, page by page: levels, sections and tables are cut between rows.

Counts stay those of the whole. Every page lists the parts with the page where each begins; a part that begins
elsewhere keeps its anchor in that list, so that links from other pages still find it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from showcase.views.paging import page_url, spans, within
from showcase.views.rolls.levels import RollGrade, RollKind, RollLevel, RollRegion
from showcase.views.rolls.pages import RollListView, RollOutline, RollSection
from showcase.views.rolls.rows import RollRow, RollTable

__all__ = ["cut_view", "shown_rows"]

Block = RollSection | RollLevel


def cut_view(view: RollListView, url: str, size: int) -> list[RollListView]:
    """The view itself when its rows fit, else one view a page."""
    blocks = _blocks(view)
    cuts = spans(sum(map(_size, blocks)), size)
    if len(cuts) == 1:
        return [view]
    pages = [within(blocks, _size, _cut, cut) for cut in cuts]
    starts: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for block in page:
            starts.setdefault(block.id, number)
    return [_page(view, page, url, starts, number) for number, page in enumerate(pages, 1)]


def _blocks(view: RollListView) -> list[Block]:
    return [*view.first, *view.levels, *view.sections]


def shown_rows(view: RollListView) -> Iterator[RollRow]:
    """All rows of a view, in the order of the page."""
    for block in _blocks(view):
        if isinstance(block, RollSection):
            yield from (row for table in block.tables for row in table.rows)
        else:
            kinds = (kind for grade in block.grades for kind in grade.kinds)
            yield from (row for kind in kinds for region in kind.regions for row in region.rows)


def _page(view: RollListView, page: tuple[Block, ...], url: str, starts: dict[str, int], number: int) -> RollListView:
    """What tells of the whole stands on the first page."""
    here = {block.id: block for block in page}
    is_first = number == 1
    return replace(
        view,
        counts=view.counts if is_first else (),
        siblings=view.siblings if is_first else (),
        notes=view.notes if is_first else (),
        empty="" if view.levels else view.empty,
        first=tuple(block for old in view.first if isinstance(block := here.get(old.id), RollSection)),
        levels=tuple(block for old in view.levels if isinstance(block := here.get(old.id), RollLevel)),
        sections=tuple(block for old in view.sections if isinstance(block := here.get(old.id), RollSection)),
        outline=tuple(
            _outline(block, url, starts[block.id], number, block.id in here) for block in _blocks(view) if _size(block)
        ),
    )


def _outline(block: Block, url: str, start: int, here: int, is_here: bool) -> RollOutline:
    title = block.title if isinstance(block, RollSection) else block.name
    place = "" if start == here else page_url(url, start)
    return RollOutline("" if is_here else block.id, title, f"{place}#{block.id}", _size(block))


def _size(block: Block) -> int:
    if isinstance(block, RollSection):
        return sum(map(_table_size, block.tables))
    return sum(map(_grade_size, block.grades))


def _cut(block: Block, start: int, stop: int) -> Block:
    span, is_continued = (start, stop), start > 0
    if isinstance(block, RollSection):
        tables = within(block.tables, _table_size, _cut_table, span)
        if not is_continued:
            return replace(block, tables=tables)
        return replace(block, tables=tables, counts=(), lead="", is_continued=True)
    grades = within(block.grades, _grade_size, _cut_grade, span)
    return replace(block, grades=grades, regions=() if is_continued else block.regions, is_continued=is_continued)


def _table_size(table: RollTable) -> int:
    return len(table.rows)


def _cut_table(table: RollTable, start: int, stop: int) -> RollTable:
    return replace(table, rows=table.rows[start:stop])


def _grade_size(grade: RollGrade) -> int:
    return sum(map(_kind_size, grade.kinds))


def _cut_grade(grade: RollGrade, start: int, stop: int) -> RollGrade:
    return replace(grade, kinds=within(grade.kinds, _kind_size, _cut_kind, (start, stop)))


def _kind_size(kind: RollKind) -> int:
    return sum(map(_region_size, kind.regions))


def _cut_kind(kind: RollKind, start: int, stop: int) -> RollKind:
    return replace(kind, regions=within(kind.regions, _region_size, _cut_region, (start, stop)))


def _region_size(region: RollRegion) -> int:
    return len(region.rows)


def _cut_region(region: RollRegion, start: int, stop: int) -> RollRegion:
    return replace(region, rows=region.rows[start:stop])
