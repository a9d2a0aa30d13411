"""Honour rolls (requirement R57): one of today, and the same honours cut by level, region, kind, term, body and year.

``rows`` is one honour as it is printed, ``roll`` groups all of them once, ``levels`` is the order
level → grade → kind → region, ``pages`` the shape that all but the first roll have, ``cutting`` and ``listing``
make several pages of one that is too long. Then a module a page.
"""

from __future__ import annotations

from collections.abc import Iterator

from showcase.views.parts import Context, ViewPage
from showcase.views.rolls.as_of import as_of_files
from showcase.views.rolls.bodies import body_pages
from showcase.views.rolls.current import RollView, current_page
from showcase.views.rolls.ended import revoked_pages
from showcase.views.rolls.groups import kind_pages, level_pages, region_pages
from showcase.views.rolls.history import history_pages
from showcase.views.rolls.others import others_pages
from showcase.views.rolls.pages import RollListView, index_pages
from showcase.views.rolls.roll import build_roll
from showcase.views.rolls.terms import term_pages
from showcase.views.rolls.years import year_pages

__all__ = ["RollListView", "RollView", "as_of_files", "roll_pages"]


def roll_pages(context: Context) -> Iterator[ViewPage]:
    """The roll of today and all others."""
    roll = build_roll(context)
    yield current_page(roll)
    for cut in roll.cuts.values():
        yield from index_pages(context, cut)
    for pages in (level_pages, region_pages, kind_pages, term_pages, body_pages, year_pages):
        yield from pages(roll)
    yield from revoked_pages(roll)
    yield from history_pages(roll)
    yield from others_pages(roll)
