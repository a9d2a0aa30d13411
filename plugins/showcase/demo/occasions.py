"""When offices decide: the calendar of a province, its cities and counties, counted back from the site's day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Final

from showcase.demo.plan import City, County, Plan
from showcase.demo.words import names

__all__ = ["Body", "Kind", "Occasion", "body_of_city", "body_of_county", "body_of_province", "occasions"]


class Kind(Enum):
    """What an occasion is about."""

    AWARD = auto()
    REVIEW = auto()
    WATCH = auto()
    RETURN = auto()
    PRIZE = auto()
    REVOKE = auto()


@dataclass(frozen=True, slots=True)
class Body:
    """Who decides: its jurisdiction, level, and how its papers are called."""

    jurisdiction: str
    level: str
    sign: str
    """Before 文明委〔…〕."""
    slug: str

    @property
    def name(self) -> str:
        """The awarding body."""
        return f"{self.jurisdiction}精神文明建设委员会"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One decision to be."""

    body: Body
    kind: Kind
    date: dt.date
    number: int
    term: str
    """That it gives, reviews or watches; empty where terms do not matter."""

    @property
    def document(self) -> str:
        """文号."""
        return f"{self.body.sign}文明委〔{self.date.year}〕{self.number}号"

    @property
    def slug(self) -> str:
        """Name of the file, and last part of the address."""
        return f"{self.date:%Y-%m}-{self.body.slug}-{self.kind.name.lower()}"


_CITY: Final = (
    (8, 3, 20, Kind.AWARD, 2), (5, 3, 16, Kind.AWARD, 3), (4, 11, 18, Kind.REVIEW, 3), (3, 4, 20, Kind.WATCH, 3),
    (3, 10, 20, Kind.RETURN, 3), (2, 3, 18, Kind.AWARD, 4), (1, 4, 11, Kind.WATCH, 4), (1, 10, 24, Kind.RETURN, 4),
    (0, 1, 16, Kind.REVOKE, 4), (0, 5, 20, Kind.PRIZE, -1), (0, 11, 6, Kind.REVIEW, 4),
)  # fmt: skip
"""Years back, month, day, what, and which of the terms."""
_PROVINCE: Final = (
    (5, 12, 20, Kind.AWARD, 1), (2, 6, 28, Kind.REVIEW, 1), (1, 12, 10, Kind.AWARD, 2), (0, 2, 27, Kind.REVOKE, 2),
)  # fmt: skip
_COUNTY: Final = ((6, 12, 10, Kind.AWARD, 0), (3, 12, 12, Kind.AWARD, 1), (1, 12, 5, Kind.WATCH, 1))


def body_of_province() -> Body:
    """Of the one province."""
    return Body(names().province, "省级", names().province.removesuffix("省"), "sheng")


@cache
def body_of_city(city: City) -> Body:
    """Of a city."""
    return Body(city.name, "市级", city.stem.name, city.stem.pinyin)


@cache
def body_of_county(county: County) -> Body:
    """Of a county or district."""
    return Body(county.name, "县级", county.name[:-1], county.pinyin)


@cache
def occasions(plan: Plan, county: County) -> tuple[Occasion, ...]:
    """All that may concern a unit of a county, up to the site's day, in order of time."""
    found = [*_of(plan, body_of_province(), _PROVINCE), *_of(plan, body_of_city(county.city), _CITY)]
    if county.number >= 0:
        found += _of(plan, body_of_county(county), _COUNTY)
    return tuple(sorted(found, key=lambda occasion: occasion.date))


def _of(plan: Plan, body: Body, calendar: tuple[tuple[int, int, int, Kind, int], ...]) -> Iterator[Occasion]:
    for number, (back, month, day, kind, term) in enumerate(calendar, 2):
        date = _working_day(dt.date(plan.today.year - back, month, day))
        if date <= plan.today:
            yield Occasion(body, kind, date, number, names().terms[term] if term >= 0 else "")


def _working_day(date: dt.date) -> dt.date:
    """The day itself, or the Friday before."""
    return date - dt.timedelta(max(0, date.weekday() - 4))
