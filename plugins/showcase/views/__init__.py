"""Collection → pages: pure functions, each module one way of showing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from showcase.model.documents import Withdrawal
from showcase.model.units import Unit
from showcase.views.articles import article_plans
from showcase.views.data import data_pages
from showcase.views.decisions import decision_pages
from showcase.views.home import home_pages
from showcase.views.news import feeds_pages, news_pages, topic_pages
from showcase.views.notices import notice_pages
from showcase.views.parts import Context, PagePlan, Picture, ViewPage
from showcase.views.rolls import as_of_files, roll_pages
from showcase.views.statistics import statistics_pages
from showcase.views.units import directory_pages, unit_plans
from showcase.views.volumes import volume_pages, volumes_by_article

__all__ = [
    "Context",
    "PagePlan",
    "Picture",
    "RedirectView",
    "ViewPage",
    "WithdrawnView",
    "as_of_files",
    "own_plans",
    "shared_plans",
    "shared_sections",
]


@dataclass(frozen=True, slots=True)
class RedirectView:
    """An old address that points to a page's present one."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class WithdrawnView:
    """All that is left of a page that was taken back: its name, and why."""

    title: str
    sentence: str


def own_plans(context: Context) -> Iterator[PagePlan]:
    """A page of its own for every unit and every article: many, and made by workers."""
    plans = chain(unit_plans(context), article_plans(context, volumes_by_article(context)))
    return _without_withdrawn(context, plans)


def shared_sections(context: Context, site_url: str) -> tuple[Callable[[], tuple[ViewPage, ...]], ...]:
    """Pages of many units in parts of about the same work; those that tell of the open data are apart."""
    return (
        lambda: tuple(roll_pages(context)),
        lambda: tuple(_other_pages(context, site_url)),
    )


def shared_plans(context: Context, pages: Iterable[ViewPage]) -> Iterator[PagePlan]:
    """Plans of the pages of all sections, and of the rest, in no order that matters."""
    redirects = (PagePlan.of(page, is_listed=False) for page in _redirects(context))
    return _without_withdrawn(context, chain(map(PagePlan.of, chain(pages, data_pages(context))), redirects))


def _without_withdrawn(context: Context, plans: Iterable[PagePlan]) -> Iterator[PagePlan]:
    withdrawn = dict(_withdrawals(context))
    for plan in plans:
        withdrawal = withdrawn.get(plan.url)
        yield _emptied(plan, withdrawal) if withdrawal else plan


def _withdrawals(context: Context) -> Iterator[tuple[str, Withdrawal]]:
    """What was taken back, by address."""
    for thing in context.collection.things:
        withdrawal = context.collection.withdrawal(thing)
        if withdrawal:
            yield thing.url, withdrawal


def _emptied(plan: PagePlan, withdrawal: Withdrawal) -> PagePlan:
    return replace(
        plan,
        template="withdrawn.html",
        is_listed=False,
        make=lambda: _without_content(plan.make(), withdrawal),
    )


def _without_content(page: ViewPage, withdrawal: Withdrawal) -> ViewPage:
    view = WithdrawnView(page.title, withdrawal.sentence)
    return replace(
        page,
        template="withdrawn.html",
        view=view,
        description=withdrawal.sentence,
        image="",
        keywords=(),
        previous=None,
        next=None,
    )


def _other_pages(context: Context, site_url: str) -> Iterator[ViewPage]:
    yield from home_pages(context)
    yield from directory_pages(context)
    yield from statistics_pages(context)
    yield from topic_pages(context)
    yield from volume_pages(context)
    yield from notice_pages(context)
    yield from decision_pages(context)
    yield from news_pages(context)
    yield from feeds_pages(context, site_url)


def _redirects(context: Context) -> Iterator[ViewPage]:
    """Old addresses (``aliases``) keep working."""
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
