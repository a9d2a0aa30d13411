"""Collection → pages: pure functions, each module one way of showing it.

``own`` has the pages of units and articles, ``shared`` all others: of a site in which only an article changed the
second is not even imported (0.1 s).
"""

from __future__ import annotations

from showcase.views.parts import Beside, Context, PagePlan, Picture, ViewPage, no_links

__all__ = ["Beside", "Context", "PagePlan", "Picture", "ViewPage", "no_links"]
