"""The directory of units: ``/units/`` and all lists that it leads to.

One page of cards (``cards``), or paged lists of names where they are too many (``names``); both have the check boxes
of the same ``facets``, and the browser's data beside them (``files``).
"""

from __future__ import annotations

from collections.abc import Iterator

from showcase.views.directory.cards import card_page
from showcase.views.directory.facets import choice_url, region_list
from showcase.views.directory.files import directory_files
from showcase.views.directory.names import child_pages, name_pages
from showcase.views.parts import Context, ViewPage

__all__ = ["child_pages", "choice_url", "directory_files", "list_pages", "region_list"]


def list_pages(context: Context) -> Iterator[ViewPage]:
    """All units, and those of every choice where one page does not hold all."""
    if len(context.units) <= context.limits.cards:
        yield card_page(context)
    else:
        yield from name_pages(context)
