"""Months, quarters and years: by them it is told how steadily materials come in (requirements R5, R6)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from showcase.model.dates import PartialDate

__all__ = ["Period", "PeriodKind", "last_full", "period_of", "quarter_of", "quarters_until"]

_ORDINALS: Final = "一二三四"


class PeriodKind(StrEnum):
    """How long a period is; the value is what the office writes."""

    MONTH = "月"
    QUARTER = "季度"
    YEAR = "年"


_MONTHS: Final = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the first day to the last, both included."""

    start: dt.date
    end: dt.date

    def holds(self, date: PartialDate) -> bool:
        """It surely lies within; a year does not lie within a quarter, though part of it does."""
        return date.earliest is not None and date.latest is not None and self._covers(date.earliest, date.latest)

    def _covers(self, first: dt.date, last: dt.date) -> bool:
        return self.start <= first and last <= self.end

    @property
    def kind(self) -> PeriodKind:
        """By its length."""
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        return next(kind for kind, length in _MONTHS.items() if length == months)

    @property
    def words(self) -> str:
        """2026年第三季度, 2026年9月, 2025年."""
        if self.kind is PeriodKind.YEAR:
            return f"{self.start.year}年"
        if self.kind is PeriodKind.MONTH:
            return f"{self.start.year}年{self.start.month}月"
        return f"{self.start.year}年第{_ORDINALS[self.start.month // 3]}季度"

    @property
    def code(self) -> str:
        """For machines: 2026Q3, 2026-09, 2025."""
        if self.kind is PeriodKind.YEAR:
            return str(self.start.year)
        if self.kind is PeriodKind.MONTH:
            return f"{self.start:%Y-%m}"
        return f"{self.start.year}Q{self.start.month // 3 + 1}"


def period_of(kind: PeriodKind, day: dt.date) -> Period:
    """The one in which a day lies."""
    months = _MONTHS[kind]
    first = (day.month - 1) // months * months
    return Period(dt.date(day.year, first + 1, 1), _month_after(day.year, first + months) - dt.timedelta(1))


def _month_after(year: int, months: int) -> dt.date:
    """The first day behind so many months of a year."""
    return dt.date(year + months // 12, months % 12 + 1, 1)


def last_full(kind: PeriodKind, today: dt.date) -> Period:
    """The last one that is over: today still belongs to the next."""
    return period_of(kind, period_of(kind, today).start - dt.timedelta(1))


def quarter_of(date: PartialDate | None) -> Period | None:
    """In which it surely lies; ``None`` for a date that is less exact, or not known."""
    if date is None or date.earliest is None:
        return None
    quarter = period_of(PeriodKind.QUARTER, date.earliest)
    return quarter if quarter.holds(date) else None


def quarters_until(today: dt.date, count: int) -> tuple[Period, ...]:
    """The present one and those before it, the oldest first."""
    found = [period_of(PeriodKind.QUARTER, today)]
    while len(found) < count:
        found.append(last_full(PeriodKind.QUARTER, found[-1].start))
    return tuple(reversed(found))
