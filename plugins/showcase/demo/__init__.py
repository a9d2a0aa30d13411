"""A generator of load: seed and numbers → a complete, valid, varied site, the same bytes each time: ``showcase demo``.

Every unit is drawn from random numbers of its own (:func:`showcase.demo.plan.dice`), so a unit more
leaves the others as they are. Texts come from grammar and word lists in ``words/``; places are fictional.
"""

from __future__ import annotations

from showcase.demo.plan import MAX_UNITS, Plan
from showcase.demo.site import Counts, make_site
from showcase.demo.writing import write_files

__all__ = ["MAX_UNITS", "Counts", "Plan", "make_site", "write_files"]
