"""Pages of many units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from showcase.model.units import Unit
from showcase.views.decisions import decision_pages
from showcase.views.directory import directory_files
from showcase.views.feeds import feeds_pages
from showcase.views.home import home_pages
from showcase.views.indicators import indicator_pages
from showcase.views.news import news_pages, topic_pages
from showcase.views.notices import notice_pages
from showcase.views.parts import Context, PagePlan, ViewPage
from showcase.views.rolls import as_of_files, roll_pages
from showcase.views.search_page import search_pages
from showcase.views.statistics import site_activity_pages, statistics_pages
from showcase.views.units import directory_pages
from showcase.views.volumes import volume_pages
from showcase.views.withdrawn import without_withdrawn

__all__ = [
    "RedirectView",
    "as_of_files",
    "directory_files",
    "redirects",
    "shared_files",
    "shared_kinds",
    "shared_plans",
    "shared_sections",
]


@dataclass(frozen=True, slots=True)
class RedirectView:
    """An old address that points to a page's present one."""

    url: str
    title: str


def shared_sections(context: Context, site_url: str) -> tuple[Callable[[], tuple[ViewPage, ...]], ...]:
    """Pages of many units in parts of about the same work; those that tell of the open data are apart."""
    return (
        lambda: tuple(roll_pages(context)),
        lambda: tuple(chain.from_iterable(make() for make in shared_kinds(context, site_url).values())),
    )


def shared_files(context: Context) -> Iterator[tuple[str, bytes]]:
    """What browsers look up: titles by day, units by what is asked of them."""
    return chain(as_of_files(context), directory_files(context))


def shared_plans(context: Context, plans: Iterable[PagePlan]) -> Iterator[PagePlan]:
    """Plans of the pages of all sections, and of old addresses, in no order that matters."""
    old = (replace(plan, is_shared=True) for plan in redirects(context))
    return without_withdrawn(context, chain(plans, old))


def shared_kinds(context: Context, site_url: str) -> Mapping[str, Callable[[], Iterator[ViewPage]]]:
    """All but the rolls and the open data, each kind by itself, by where its pages lie."""
    return {
        "": lambda: home_pages(context),
        "units/": lambda: directory_pages(context),
        "statistics/": lambda: chain(statistics_pages(context), site_activity_pages(context)),
        "indicators/": lambda: indicator_pages(context),
        "topics/": lambda: topic_pages(context),
        "compilations/": lambda: volume_pages(context),
        "notices/": lambda: notice_pages(context),
        "decisions/": lambda: decision_pages(context),
        "news/": lambda: news_pages(context),
        "feeds/": lambda: feeds_pages(context, site_url),
        "search/": lambda: search_pages(context),
    }


def redirects(context: Context) -> Iterator[PagePlan]:
    """Old addresses (``aliases``) keep working."""
    return (PagePlan.of(page, is_listed=False) for page in _redirects(context))


def _redirects(context: Context) -> Iterator[ViewPage]:
    for thing in (*context.collection.things, *context.collection.free_pages):
        title = thing.short_name if isinstance(thing, Unit) else thing.title
        for old in thing.publication.aliases:
            yield ViewPage(
                url=f"{old.strip('/')}/",
                template="redirect.html",
                title=title,
                description=f"本页已移到新地址：{title}",
                view=RedirectView(thing.url, title),
            )
