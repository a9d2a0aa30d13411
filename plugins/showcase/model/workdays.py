"""Working days: which days of a year are off, which weekends are worked, and how many there are between two days.

One count for the page, the rule, the export and the demo site (DOMAIN.md §3.1). Which days these are the State
Council says year by year (国务院办公厅关于…年部分节假日安排的通知); of a year of which nobody knows them, Monday
to Friday are counted, and that is said: 未计节假日.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["USUAL_DELAY", "Counted", "CountedFrom", "Delay", "WorkCalendar"]

_DAY: Final = dt.timedelta(days=1)


class CountedFrom(StrEnum):
    """Whether the first day of a notice counts."""

    SAME_DAY = "当日"
    NEXT_DAY = "次日"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many working days, and the years in them whose holidays nobody knows."""

    days: int
    unknown: tuple[int, ...] = ()

    @property
    def note(self) -> str:
        """2027年未计节假日; empty when all holidays are known."""
        if not self.unknown:
            return ""
        years = "、".join(map(str, self.unknown)) if len(self.unknown) < 3 else f"{self.unknown[0]}—{self.unknown[-1]}"
        return f"{years}年未计节假日"


@dataclass(frozen=True, slots=True)
class Delay:
    """20个工作日 or 30天."""

    number: int
    is_working: bool = True

    def __str__(self) -> str:
        return f"{self.number} 个工作日" if self.is_working else f"{self.number} 天"

    def last_day(self, day: dt.date, calendar: WorkCalendar) -> dt.date:
        """The last day of the delay, the one after ``day`` being its first."""
        return calendar.after(day, self.number) if self.is_working else day + self.number * _DAY


USUAL_DELAY: Final = Delay(20)
"""How long a result may take. 20 working days is what 政府信息公开条例 §26 gives an office to publish what it has
decided; a notice that has been over for longer looks forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """What is known of holidays; each tuple sorted, so that equal calendars have equal digests."""

    years: tuple[int, ...] = ()
    """Years whose holidays are known."""
    off: tuple[dt.date, ...] = ()
    """Mondays to Fridays on which offices are closed."""
    worked: tuple[dt.date, ...] = ()
    """Saturdays and Sundays that are worked for days off elsewhere (调休上班)."""

    @classmethod
    def of(cls, years: Iterable[int], off: Iterable[dt.date], worked: Iterable[dt.date]) -> WorkCalendar:
        """From days in any order; a weekend that is off, and a weekday that is worked, say nothing new."""
        return cls(
            years=tuple(sorted(set(years))),
            off=tuple(sorted({day for day in off if day.weekday() < 5})),
            worked=tuple(sorted({day for day in worked if day.weekday() >= 5})),
        )

    def with_years(self, other: WorkCalendar) -> WorkCalendar:
        """The same, but with the other one's years as that has them (and its days of the December before)."""
        off = [day for day in self.off if day.year not in other.years]
        worked = [day for day in self.worked if day.year not in other.years]
        closed, open_ = set(other.off), set(other.worked)
        return WorkCalendar.of(
            (*self.years, *other.years),
            (*(day for day in off if day not in open_), *other.off),
            (*(day for day in worked if day not in closed), *other.worked),
        )

    def is_working(self, day: dt.date) -> bool:
        """Whether offices are open; where nobody knows, from Monday to Friday."""
        return _has(self.worked, day) if day.weekday() >= 5 else not _has(self.off, day)

    def count(self, first: dt.date, last: dt.date, counted_from: CountedFrom = CountedFrom.SAME_DAY) -> Counted:
        """Working days between two days, the last one counted and the first as it is asked for."""
        if counted_from is CountedFrom.NEXT_DAY:
            first += _DAY
        if last < first:
            return Counted(0)
        weekdays = _weekdays_until(last) - _weekdays_until(first - _DAY)
        unknown = tuple(year for year in range(first.year, last.year + 1) if year not in self.years)
        return Counted(weekdays - _between(self.off, first, last) + _between(self.worked, first, last), unknown)

    def days(self, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
        """The working days themselves, both ends counted."""
        every = (first + n * _DAY for n in range((last - first).days + 1))
        return tuple(day for day in every if self.is_working(day))

    def after(self, day: dt.date, number: int) -> dt.date:
        """The working day that comes so many after a day: the first is the next one."""
        for _ in range(number):
            day += _DAY
            while not self.is_working(day):
                day += _DAY
        return day

    def on_or_before(self, day: dt.date) -> dt.date:
        """The day itself when it is worked, else the last one before."""
        while not self.is_working(day):
            day -= _DAY
        return day


def _has(days: tuple[dt.date, ...], day: dt.date) -> bool:
    at = bisect_left(days, day)
    return at < len(days) and days[at] == day


def _between(days: tuple[dt.date, ...], first: dt.date, last: dt.date) -> int:
    return bisect_right(days, last) - bisect_left(days, first)


def _weekdays_until(day: dt.date) -> int:
    """Mondays to Fridays since the year 1, which began with a Monday; closed, for a span may be of centuries."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)
