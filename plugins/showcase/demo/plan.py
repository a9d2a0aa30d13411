"""Who the units are: names, places, categories, by number. Cheap, so that one unit can look up another."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from functools import cache
from math import gcd
from typing import Final

from showcase.demo.words import Category, Stem, names

__all__ = [
    "MAX_UNITS",
    "City",
    "County",
    "Identity",
    "Plan",
    "cities_of",
    "counties_of",
    "dice",
    "identify",
    "own_units_of",
]

MAX_UNITS: Final = 40_000
"""So many names there are, with something to spare."""
_COUNTIES_OF_CITY: Final = 8
_FIRST_COUNTIES: Final = 3
_UNITS_OF_COUNTY: Final = 40
"""After so many units the next county opens."""
_TOWN: Final = 10
"""Each tenth unit is a town …"""
_SYSTEM: Final = (40, 5)
"""… and each fortieth, from number 5 on, is a whole trade: so others find them without looking."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked for: numbers, averages a unit, the seed and the day."""

    units: int
    articles: int = 4
    photos: int = 2
    seed: int = 1
    today: dt.date = dt.date(2026, 11, 18)
    photo_edge: int = 480
    """Longer side of a picture in pixels."""


@dataclass(frozen=True, slots=True)
class City:
    """A city of the province."""

    number: int
    stem: Stem

    @property
    def name(self) -> str:
        """As in a list."""
        return f"{self.stem.name}市"

    @property
    def code(self) -> str:
        """Regions that begin with 99 are nobody's."""
        return f"99{self.number + 1:02d}"


@dataclass(frozen=True, slots=True)
class County:
    """A county or district of a city; number -1 is the city's own units (市直)."""

    number: int
    name: str
    pinyin: str
    city: City

    @property
    def code(self) -> str:
        """Districts count from 02, the city's own units are 01."""
        return (
            f"{self.city.code}{self.number % _COUNTIES_OF_CITY + 2:02d}" if self.number >= 0 else f"{self.city.code}01"
        )


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a unit from others."""

    number: int
    slug: str
    name: str
    short_name: str
    stem: Stem
    category: Category
    county: County
    parent: str = ""
    system: str = ""

    @property
    def place(self) -> str:
        """City and county, as names begin with them."""
        return self.county.city.name + (self.county.name if self.county.number >= 0 else "")


def dice(plan: Plan, *what: object) -> random.Random:
    """Random numbers for one purpose: what is drawn for another changes nothing here."""
    return random.Random("/".join(map(str, (plan.seed, *what))))


def cities_of(plan: Plan) -> tuple[City, ...]:
    """Those that have units."""
    return tuple(_city(number) for number in range((_opened(plan.units - 1) - 1) // _COUNTIES_OF_CITY + 1))


def counties_of(plan: Plan) -> tuple[County, ...]:
    """Those that have units, without the cities' own."""
    return tuple(_county(number) for number in range(_opened(plan.units - 1)))


def identify(plan: Plan, number: int) -> Identity:
    """The unit of this number; the same for any number of units (but its name is from a list of the seed)."""
    rng = dice(plan, number, "identity")
    category = _category(number, rng)
    stem = _stem(plan, number)
    above = _identity_above(plan, number, rng) if category.parent and number > 0 else None
    system = _system(plan, number, category, rng) if category.system else None
    county = above.county if above else _place(number, category, system, rng)
    city_wide = county.number < 0
    place = county.city.name + ("" if city_wide else county.name)
    return Identity(
        number=number,
        slug=f"{stem.pinyin}-{category.slug}",
        name=f"{place}{stem.name}{category.end}",
        short_name=f"{stem.name}{category.short}",
        stem=stem,
        category=category,
        county=county,
        parent=above.slug if above else "",
        system=system.slug if system else "",
    )


def _category(number: int, rng: random.Random) -> Category:
    words = names()
    every, first = _SYSTEM
    if number % _TOWN == 0:
        choice = words.towns
    elif number % every == first:
        choice = words.systems
    else:
        choice = words.others
    return rng.choices(choice, [category.weight for category in choice])[0]


def _stem(plan: Plan, number: int) -> Stem:
    """No two units have the same: the list in an order of the seed, and once more with a sign before."""
    words = names()
    turn, place = divmod(number, len(words.stems))
    step, start = _order(plan.seed, len(words.stems))
    stem = words.stems[(place * step + start) % len(words.stems)]
    if not turn:
        return stem
    before = words.more[turn - 1]
    return Stem(before.name + stem.name, f"{before.pinyin}-{stem.pinyin}")


@cache
def _order(seed: int, size: int) -> tuple[int, int]:
    """Step and start of a walk that meets every place of a list of this size once."""
    rng = random.Random(f"{seed}/names")
    step = next(n for n in range(rng.randrange(size // 3, size), 3 * size) if gcd(n, size) == 1)
    return step, rng.randrange(size)


def _opened(number: int) -> int:
    return min(len(names().counties), _FIRST_COUNTIES + max(number, 0) // _UNITS_OF_COUNTY)


@cache
def _city(number: int) -> City:
    return City(number, names().cities[number])


@cache
def _county(number: int) -> County:
    stem = names().counties[number]
    is_district = number % _COUNTIES_OF_CITY < _FIRST_COUNTIES
    return County(number, stem.name + ("区" if is_district else "县"), stem.pinyin, _city(number // _COUNTIES_OF_CITY))


def own_units_of(city: City) -> County:
    """The city's own units as a region beside its counties."""
    return County(-1, f"{city.name}直单位", city.stem.pinyin, city)


def _place(number: int, category: Category, system: Identity | None, rng: random.Random) -> County:
    opened = _opened(number)
    city = system.county.city if system else _city(rng.randrange(opened) // _COUNTIES_OF_CITY)
    if category.reach == "city" or category in names().systems:
        return own_units_of(city)
    first = city.number * _COUNTIES_OF_CITY
    return _county(rng.randrange(first, min(first + _COUNTIES_OF_CITY, opened)))


def _identity_above(plan: Plan, number: int, rng: random.Random) -> Identity:
    """A town of an earlier number."""
    return identify(plan, rng.randrange(number // _TOWN + (number % _TOWN > 0)) * _TOWN)


def _system(plan: Plan, number: int, category: Category, rng: random.Random) -> Identity | None:
    """A trade of an earlier number, if it is the unit's own."""
    every, first = _SYSTEM
    before = (number - first + every - 1) // every
    found = identify(plan, rng.randrange(before) * every + first) if before > 0 else None
    return found if found and found.category.sector == category.sector else None
