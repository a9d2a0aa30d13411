"""How steadily a unit's materials come in: by the dates that they bear, never by when a file was copied (R5, R6)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from showcase.model.archive import Material, Medium, pieces, updated
from showcase.model.dates import PartialDate
from showcase.model.periods import Period, quarter_of
from showcase.model.units import Unit

__all__ = ["Activity", "activity_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Of one unit, as of a day."""

    unit: Unit
    updated: PartialDate | None
    """The newest date, not after the day."""
    count: int
    """Pieces, dated or not."""
    undated: int
    """Without a date."""
    vague: int
    """Whose date does not tell the quarter."""
    quarters: Mapping[Period, Mapping[Medium, int]] = field(repr=False)
    """Pieces by quarter and medium; quarters without any are not among them."""
    dates: tuple[PartialDate, ...] = field(repr=False)
    """Of all dated pieces."""

    def within(self, period: Period) -> int:
        """Pieces that surely belong to a period."""
        return sum(period.holds(date) for date in self.dates)

    def total(self, quarter: Period) -> int:
        """Pieces of a quarter."""
        return sum(self.quarters.get(quarter, {}).values())

    def empty(self, quarters: Iterable[Period], today: dt.date) -> tuple[Period, ...]:
        """Of these quarters those without any, from the unit's first one on, that are over."""
        first = min(self.quarters, default=None)
        over = (q for q in quarters if q.end < today and first is not None and q >= first)
        return tuple(q for q in over if not self.total(q))


def activity_of(unit: Unit, today: dt.date) -> Activity:
    """Of all pieces that readers may see; what is dated later than today counts as not yet there."""
    shown = [piece for piece in pieces(unit) if not _is_to_come(piece, today)]
    dated = [piece.date for piece in shown if piece.date is not None and piece.date.is_known]
    quarters: dict[Period, Counter[Medium]] = {}
    for piece in shown:
        quarter = quarter_of(piece.date)
        if quarter is not None:
            quarters.setdefault(quarter, Counter())[piece.medium] += 1
    known = sum(sum(counts.values()) for counts in quarters.values())
    return Activity(
        unit=unit,
        updated=updated(shown, today),
        count=len(shown),
        undated=len(shown) - len(dated),
        vague=len(dated) - known,
        quarters=quarters,
        dates=tuple(dated),
    )


def _is_to_come(piece: Material, today: dt.date) -> bool:
    return piece.date is not None and piece.date.earliest is not None and piece.date.earliest > today
