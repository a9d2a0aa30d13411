"""A long list in pages: cut, named and linked in one way everywhere.

The first page has the list's own address, the others ``<list>/page_2/`` …: no folder of a unit and no other address
that authors choose has an underscore (``loading.unit_desk.SLUG``), so that none can ever take a page's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Generic, TypeVar

from showcase.views.parts import Crumb, Paging, PagingLink, ViewPage

__all__ = ["Part", "chunks", "cut_groups", "page_url", "paged", "spans", "within"]

G = TypeVar("G")
T = TypeVar("T")
_BESIDE: Final = 2
"""Pages before and after the present one that are linked by number, beside the first and the last."""


@dataclass(frozen=True, slots=True)
class Part(Generic[G, T]):
    """As much of a group as stands on one page."""

    group: G
    items: tuple[T, ...]
    is_continued: bool
    """The group began on an earlier page."""


def page_url(url: str, number: int) -> str:
    """Of a page of the list at ``url``; the first one is the list itself."""
    return url if number == 1 else f"{url}page_{number}/"


def chunks(items: Sequence[T], size: int) -> list[tuple[T, ...]]:
    """Items page by page; nothing is one empty page."""
    return [tuple(items[n : n + size]) for n in range(0, len(items), size)] or [()]


def cut_groups(groups: Iterable[tuple[G, Sequence[T]]], size: int) -> list[tuple[Part[G, T], ...]]:
    """Groups page by page, each page with at most ``size`` items; an empty group stays where it stands."""
    pages: list[list[Part[G, T]]] = [[]]
    room = size
    for group, items in groups:
        done = 0
        while done < len(items):
            if not room:
                pages.append([])
                room = size
            taken = tuple(items[done : done + room])
            pages[-1].append(Part(group, taken, done > 0))
            done, room = done + len(taken), room - len(taken)
        if not items:
            pages[-1].append(Part(group, (), is_continued=False))
    return [tuple(page) for page in pages]


def spans(total: int, size: int) -> list[tuple[int, int]]:
    """Which rows, of so many, each page holds: from the first, up to but without the second."""
    return [(start, min(start + size, total)) for start in range(0, max(total, 1), size)]


def within(
    nodes: Iterable[T], size_of: Callable[[T], int], take: Callable[[T, int, int], T], span: tuple[int, int]
) -> tuple[T, ...]:
    """What of a list of lists lies within a span of all their rows.

    ``take`` cuts one that lies there in part, by its own rows; one without rows stays beside the row before it.
    """
    (start, stop), at, found = span, 0, []
    for node in nodes:
        size = size_of(node)
        low, high = max(start - at, 0), min(stop - at, size)
        if low < high:
            found.append(node if high - low == size else take(node, low, high))
        elif not size and (start < at <= stop or start == at == 0):
            found.append(node)
        at += size
    return tuple(found)


def paged(page: ViewPage, views: Sequence[object]) -> Iterator[ViewPage]:
    """The page of a list with its one view, or as many pages as it has views; ``page`` is the first one."""
    for number, view in enumerate(views, 1):
        yield _turned(page, view, number, len(views)) if len(views) > 1 else replace(page, view=view)


def _turned(page: ViewPage, view: object, number: int, count: int) -> ViewPage:
    paging = _paging(page.url, number, count)
    if number == 1:
        return replace(page, view=view, paging=paging)
    *above, last = page.crumbs
    return replace(
        page,
        url=page_url(page.url, number),
        title=f"{page.title}（第 {number} 页）",
        description=f"{page.description}（第 {number} 页，共 {count} 页）",
        view=view,
        paging=paging,
        crumbs=(*above, Crumb(last.title, page.url), Crumb(f"第 {number} 页")),
    )


def _paging(url: str, number: int, count: int) -> Paging:
    return Paging(
        number=number,
        count=count,
        previous=page_url(url, number - 1) if number > 1 else None,
        next=page_url(url, number + 1) if number < count else None,
        links=tuple(_links(url, number, count)),
    )


def _links(url: str, number: int, count: int) -> Iterator[PagingLink | None]:
    """The first, those around, the last; ``None`` where some are left out."""
    around = range(number - _BESIDE, number + _BESIDE + 1)
    shown = [n for n in range(1, count + 1) if n in around or n in (1, count)]
    for before, n in zip((0, *shown), shown, strict=False):
        if n - before > 1:
            yield None
        yield PagingLink(n, page_url(url, n), n == number)
