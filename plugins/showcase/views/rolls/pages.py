"""One shape for all rolls but the first one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from showcase.model.datasets import Dataset
from showcase.model.dates import day_words
from showcase.views.paging import chunks, paged
from showcase.views.parts import HOME, Context, Crumb, ViewPage
from showcase.views.rolls.cuts import Chip, Count, Cut
from showcase.views.rolls.levels import RollLevel
from showcase.views.rolls.rows import RollTable

__all__ = ["ROLL", "RollListView", "RollOutline", "RollSection", "as_of", "index_pages", "list_page"]

ROLL: Final = "光荣榜"


@dataclass(frozen=True, slots=True, kw_only=True)
class RollSection:
    """A part of a page: counts, tables, or the words that there is nothing."""

    id: str
    title: str
    note: str = ""
    lead: str = ""
    counts: tuple[Count, ...] = ()
    tables: tuple[RollTable, ...] = ()
    empty: str = ""
    is_continued: bool = False
    """It began on an earlier page."""


@dataclass(frozen=True, slots=True)
class RollOutline:
    """A part of a roll in pages, with the way to its beginning."""

    id: str
    """The part's anchor, where the part itself is not on the page."""
    name: str
    url: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RollListView:
    """Any roll but the first one."""

    kicker: str
    title: str
    lead: str
    as_of: str
    counts: tuple[Count, ...] = ()
    cut: Cut | None = None
    siblings: tuple[Chip, ...] = ()
    first: tuple[RollSection, ...] = ()
    """Before the levels."""
    levels: tuple[RollLevel, ...] = ()
    empty: str = ""
    """Said where there are no levels."""
    sections: tuple[RollSection, ...] = ()
    outline: tuple[RollOutline, ...] = ()
    """Of a roll in pages: all its parts."""
    notes: tuple[str, ...] = ()
    word: str = ""
    """Of the links to the neighbours: 年."""
    has_key: bool = True


def list_page(
    url: str,
    view: RollListView,
    *,
    name: str,
    data: Dataset | None = None,
    around: tuple[Crumb | None, Crumb | None] = (None, None),
    template: str = "roll_list.html",
) -> ViewPage:
    """A roll's page; ``name`` is what the path to it and the document are called."""
    between = (Crumb(view.cut.title, view.cut.url),) if view.cut and view.cut.url != url else ()
    return ViewPage(
        url=url,
        template=template,
        title=f"{name} - {ROLL}",
        description=view.lead,
        view=view,
        crumbs=(Crumb(HOME, ""), Crumb(ROLL, "honors/"), *between, Crumb(name)),
        section="honors/",
        feed="decisions",
        previous=around[0],
        next=around[1],
        data=data,
    )


def index_pages(context: Context, cut: Cut) -> Iterator[ViewPage]:
    """All pages of a cut with their counts; of bodies there may be thousands."""
    view = RollListView(
        kicker=ROLL,
        title=cut.title,
        lead=f"{cut.title}看光荣榜，共 {len(cut.links)} 页；数字是{cut.what}。",
        as_of=as_of(context),
        cut=cut,
        has_key=False,
        siblings=cut.links,
        empty="" if cut.links else "目前还没有。",
    )
    page = list_page(cut.url, view, name=cut.title, template="roll_index.html")
    yield from paged(page, [replace(view, siblings=links) for links in chunks(cut.links, context.limits.names)])


def as_of(context: Context) -> str:
    """The day of the roll."""
    return day_words(context.today)
