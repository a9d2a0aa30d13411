"""Pages of one unit each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from showcase.views.articles import article_plans
from showcase.views.evidence import evidence_plans
from showcase.views.parts import Context, PagePlan
from showcase.views.units import unit_plans
from showcase.views.volumes import volumes_by_article
from showcase.views.withdrawn import without_withdrawn

__all__ = ["own_plans"]


def own_plans(context: Context) -> Iterator[PagePlan]:
    """Pages of its own for every unit and every article: many, and made by workers."""
    articles = article_plans(context, volumes_by_article(context))
    plans = chain(unit_plans(context), articles, evidence_plans(context))
    return without_withdrawn(context, plans)
