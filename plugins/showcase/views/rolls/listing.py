"""A roll as one page, or as many as its rows need, each with the table of what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from showcase.model.datasets import Dataset
from showcase.views.paging import paged
from showcase.views.parts import Crumb, ViewPage
from showcase.views.rolls.cutting import cut_view, shown_rows
from showcase.views.rolls.pages import RollListView, list_page

__all__ = ["list_pages"]


def list_pages(
    limit: int,
    url: str,
    view: RollListView,
    *,
    name: str,
    data: Dataset | None,
    keys: Sequence[str] = (),
    around: tuple[Crumb | None, Crumb | None] = (None, None),
) -> Iterator[ViewPage]:
    """At most ``limit`` rows a page; ``keys`` are the rows of the data by the ids of the page's rows, else their first
    column is.

    A page has the table of its own rows. One that only counts has none when the rows are too many: the same
    thousands of rows beside dozens of pages would take more room than all pages (2,000 units: 22 MB).
    """
    views = cut_view(view, url, limit)
    if len(views) == 1 or data is None:
        fits = data is not None and len(data.rows) <= limit
        page = list_page(url, view, name=name, data=data if fits else None, around=around)
        yield from paged(page, views)
        return
    known = dict(zip(keys or [str(row[0]) for row in data.rows], data.rows, strict=True))
    for page, shown in zip(paged(list_page(url, view, name=name, around=around), views), views, strict=True):
        ids = dict.fromkeys(row.id for row in shown_rows(shown))
        yield replace(page, data=replace(data, rows=tuple(known[key] for key in ids)))
