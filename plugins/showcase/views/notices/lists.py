"""拟命名, 拟保留 …: who is proposed, by list and kind, with counts; long ones go on over several pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from showcase.model.office import Notice, NoticeList
from showcase.model.units import Unit
from showcase.views.grids import Cell, Grid, Row, head, numbers
from showcase.views.notices.evidence import evidence_of
from showcase.views.paging import page_url, within
from showcase.views.parts import Context, Crumb

__all__ = ["ListGroup", "ListView", "ProposedRow", "count_grid", "cut", "list_groups", "outline", "rows_of"]

_UNSAID: Final = "未写明"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRow:
    """One unit of one list."""

    number: int
    name: str
    url: str
    kind: str
    region: str
    application: str
    evidence: tuple[Crumb, ...]
    """Its pages on which materials are: 测评材料, 档案."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """拟命名文明村镇, with its units."""

    id: str
    title: str
    kind: str
    application: str
    count: int
    """Of its units on all pages."""
    css: str
    """Empty, k (kept), w (warning), g (gone)."""
    rows: tuple[ProposedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListGroup:
    """All lists of one title: 拟命名 of every kind, with the number of units."""

    id: str
    title: str
    css: str
    count: int
    note: str
    """文明单位 2、文明村镇 1；新申报 3: its units by kind and by how they apply."""
    lists: tuple[ListView, ...]
    url: str = ""
    """The way to its beginning: an anchor of this page, or the address of another one."""


def list_groups(context: Context, notice: Notice) -> Iterator[ListGroup]:
    """Lists of the same title stand together, in the order in which the notice first names them."""
    by_title: dict[str, list[ListView]] = {}
    for number, listed in enumerate(notice.lists, 1):
        by_title.setdefault(listed.title, []).append(_list_view(context, listed, number))
    for number, (title, lists) in enumerate(by_title.items(), 1):
        rows = [row for listed in lists for row in listed.rows]
        yield ListGroup(
            id=f"s-list-{number}",
            title=title,
            css=lists[0].css,
            count=len(rows),
            note="；".join(part for part in (_kinds_told(rows), _applications_told(rows)) if part),
            lists=tuple(lists),
        )


def _kinds_told(rows: Iterable[ProposedRow]) -> str:
    counts = _tally(row.kind for row in rows)
    return "、".join(f"{kind} {count}" for kind, count in counts.items()) if set(counts) != {_UNSAID} else ""


def _applications_told(rows: Iterable[ProposedRow]) -> str:
    counts = _tally(row.application for row in rows if row.application)
    return "、".join(f"{word} {count}" for word, count in counts.items())


def _tally(words: Iterable[str]) -> dict[str, int]:
    """In the order in which they first come."""
    counts: dict[str, int] = {}
    for word in words:
        counts[word or _UNSAID] = counts.get(word or _UNSAID, 0) + 1
    return counts


def count_grid(groups: Sequence[ListGroup]) -> Grid | None:
    """Lists and how units apply × kinds; one list of one kind needs no table."""
    rows = [(group.title, row) for group in groups for listed in group.lists for row in listed.rows]
    kinds = tuple(_tally(row.kind for _, row in rows))
    heads = tuple(dict.fromkeys((title, row.application) for title, row in rows))
    if len(kinds) < 2 or len(heads) < 2:
        return None
    counts: dict[tuple[tuple[str, str], str], int] = {}
    for title, row in rows:
        key = ((title, row.application), row.kind or _UNSAID)
        counts[key] = counts.get(key, 0) + 1
    lines = {own: [counts.get((own, kind), 0) for kind in kinds] for own in heads}
    return Grid(
        name="名单统计表",
        caption="名单按类别和申报类型计",
        note="单位：家",
        css="sums",
        heads=(head("名单"), *(head(kind) for kind in kinds), head("合计")),
        rows=tuple(
            Row(head(" · ".join(filter(None, own))), (*numbers(line), Cell(str(sum(line)), "r t")))
            for own, line in lines.items()
        ),
        foot=Row(head("合计"), numbers((*map(sum, zip(*lines.values(), strict=True)), len(rows)), "t")),
    )


def _list_view(context: Context, listed: NoticeList, number: int) -> ListView:
    application = listed.application.value if listed.application else ""
    rows = tuple(_proposed(context, listed, word, n, application) for n, word in enumerate(listed.units, 1))
    return ListView(
        id=f"list-{number}",
        title=listed.title,
        kind=listed.kind.name if listed.kind else "",
        application=application,
        count=len(rows),
        css=_list_css(listed.title),
        rows=rows,
    )


def _list_css(title: str) -> str:
    for word, css in (("撤销", "g"), ("终止", "g"), ("整改", "w"), ("黄牌", "w"), ("保留", "k"), ("复查", "k")):
        if word in title:
            return css
    return ""


def _proposed(context: Context, listed: NoticeList, word: str, number: int, application: str) -> ProposedRow:
    unit = context.collection.unit(word)
    return ProposedRow(
        number=number,
        name=unit.short_name if unit else context.collection.name_of(word),
        url=unit.url if unit else "",
        kind=_kind_of(listed, unit),
        region=unit.region.name if unit else "",
        application=application,
        evidence=evidence_of(context, unit) if unit else (),
    )


def _kind_of(listed: NoticeList, unit: Unit | None) -> str:
    kind = listed.kind or (unit.kind if unit else None)
    return kind.name if kind else ""


# --- page by page --------------------------------------------------------------------------------


def rows_of(group: ListGroup) -> int:
    """How many rows of a page it takes."""
    return sum(len(listed.rows) for listed in group.lists)


def cut(groups: Iterable[ListGroup], span: tuple[int, int]) -> tuple[ListGroup, ...]:
    """What lies within a span of all rows."""
    return within(groups, rows_of, _cut_group, span)


def _cut_group(group: ListGroup, start: int, stop: int) -> ListGroup:
    return replace(group, lists=within(group.lists, lambda item: len(item.rows), _cut_list, (start, stop)))


def _cut_list(listed: ListView, start: int, stop: int) -> ListView:
    return replace(listed, rows=listed.rows[start:stop])


def outline(groups: Iterable[ListGroup], pages: Sequence[Sequence[ListGroup]], url: str) -> list[tuple[ListGroup, ...]]:
    """All groups without their lists, for each page, with the way to where each begins."""
    starts: dict[str, int] = {}
    for number, shown in enumerate(pages, 1):
        for group in shown:
            starts.setdefault(group.id, number)
    known, shown_on = list(groups), range(1, len(pages) + 1)
    return [tuple(_outlined(group, url, starts[group.id], here) for group in known) for here in shown_on]


def _outlined(group: ListGroup, url: str, start: int, here: int) -> ListGroup:
    return replace(group, lists=(), url=f"{'' if start == here else page_url(url, start)}#{group.id}")
