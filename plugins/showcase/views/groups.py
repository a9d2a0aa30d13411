"""All pages by kind, for whoever looks for a few of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from showcase.views.articles import article_plans
from showcase.views.chapters import chapter_plans
from showcase.views.data import data_pages
from showcase.views.parts import Context, PagePlan, ViewPage
from showcase.views.rolls import roll_pages
from showcase.views.shared import redirects, shared_kinds
from showcase.views.units import unit_plans
from showcase.views.withdrawn import without_withdrawn

__all__ = ["Group", "plan_groups"]

Group = Callable[[], Iterator[PagePlan]]
_BELOW: Final[Mapping[str, str]] = MappingProxyType({"": "", "units/": ".*_.*", "honors/": ".+"})
"""What may follow the place of a kind; an underscore is in no address that authors choose (``paging``)."""


def plan_groups(context: Context, site_url: str) -> Mapping[str, Group]:
    """Each kind made by itself, by a pattern of its addresses; what stands before the parenthesis always is a page.

    Those that are looked through faster stand before those that may have the same address.
    """
    shared = {
        **shared_kinds(context, site_url),
        "honors/": lambda: roll_pages(context),
        "data/": lambda: data_pages(context),
    }
    made: dict[str, Callable[[], Iterable[PagePlan]]] = {
        "units/([^/_]+/)": lambda: unit_plans(context),
        "units/([^/_]+/[^/_]+/)": lambda: article_plans(context),
        "compilations/([^/_]+/(?:[^/]+--[^/]+|print(?:/page_[0-9]+)?)/)": lambda: chapter_plans(context),
        **{f"{place}({_BELOW.get(place, '.+')})?": partial(_plans, make) for place, make in shared.items()},
        "(.+)": lambda: redirects(context),
    }
    return {name: partial(_shown, context, make) for name, make in made.items()}


def _plans(make: Callable[[], Iterator[ViewPage]]) -> Iterator[PagePlan]:
    return map(PagePlan.of, make())


def _shown(context: Context, make: Callable[[], Iterable[PagePlan]]) -> Iterator[PagePlan]:
    return without_withdrawn(context, make())
