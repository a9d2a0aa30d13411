"""What readers see must not bear a date that is still to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from showcase.diagnostics import Diagnostic
from showcase.model.collection import Collection
from showcase.model.dates import PartialDate
from showcase.model.units import Unit
from showcase.rules.found import warning

__all__ = ["check_dates"]


def check_dates(public: Collection, today: dt.date) -> Iterator[Diagnostic]:
    """Texts (伪造发稿日期, DOMAIN.md §3.4), and honours that nobody can have been given yet."""
    for thing in public.things:
        if isinstance(thing, Unit) or thing.publication.draft:
            continue
        first = thing.date.earliest if isinstance(thing.date, PartialDate) else thing.date
        if first is not None and first > today:
            message = f"日期 {first} 还没有到；要到那天才发布，请写 publish: {first}"
            yield warning(thing.source.at("date"), message, "future-date")
    for unit in public.units:
        for honor in unit.honors:
            if honor.date.earliest is not None and honor.date.earliest > today:
                message = f"“{honor.title}”的日期 {honor.date.display} 还没有到；没有得到的荣誉请写在 aims"
                yield warning(honor.location, message, "future-date")
