"""Pages of one unit each, and those that show the bodies of articles in a volume."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from showcase.views.articles import article_plans
from showcase.views.chapters import chapter_plans
from showcase.views.parts import Context, PagePlan
from showcase.views.units import unit_plans
from showcase.views.withdrawn import without_withdrawn

__all__ = ["own_plans"]


def own_plans(context: Context) -> Iterator[PagePlan]:
    """A page of its own for every unit, article and chapter of a volume: many, and made by workers."""
    plans = chain(unit_plans(context), article_plans(context), chapter_plans(context))
    return without_withdrawn(context, plans)
