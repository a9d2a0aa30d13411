"""The assessment system (测评体系): editions ▸ items ▸ indicators ▸ points (DOMAIN.md §1.10, §3.7; R18, R29, R39).

Data of the office, never code: several editions may stand beside each other, and one of them is current. What is not
said of a point – method, office, window – it has from its indicator, its item or its edition; that is settled when
they are loaded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from showcase.diagnostics import Location
from showcase.model.dates import PartialDate

__all__ = [
    "SCORERS",
    "TOTAL",
    "Assessment",
    "Edition",
    "Editions",
    "Indicator",
    "Item",
    "Operator",
    "Point",
    "Threshold",
    "Window",
    "number_words",
    "score_words",
]

TOTAL: Final = "合计"
"""What stands for the whole of an edition where scores are stated."""


SCORERS: Final = ("自评", "专家评", "公众评")
"""Who gives scores (DOMAIN.md §1.10: 自我评价、专家评价、群众评价三结合)."""


class Operator(StrEnum):
    """How a value is held against its target."""

    AT_LEAST = "≥"
    ABOVE = ">"
    AT_MOST = "≤"
    BELOW = "<"
    EXACTLY = "="


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """阈值: 行业风气满意度 > 85 % (DOMAIN.md §1.10)."""

    label: str = ""
    operator: Operator
    value: Decimal
    unit: str = ""

    @property
    def target(self) -> str:
        """>85%."""
        return f"{self.operator}{number_words(self.value)}{self.unit}"

    def is_met(self, value: Decimal) -> bool:
        """Whether a value reaches the target."""
        return {
            Operator.AT_LEAST: value >= self.value,
            Operator.ABOVE: value > self.value,
            Operator.AT_MOST: value <= self.value,
            Operator.BELOW: value < self.value,
            Operator.EXACTLY: value == self.value,
        }[self.operator]

    def gap(self, value: Decimal) -> Decimal:
        """How much a value is above the target (negative: below), in the threshold's unit."""
        return value - self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """材料时限: from when to when material counts, both days included (requirement R52)."""

    written: str
    first: dt.date
    last: dt.date

    def covers(self, date: PartialDate | None) -> bool | None:
        """Whether a date lies in it, in part at least; ``None`` where the date is not known: never guessed (R67)."""
        if date is None or date.earliest is None or date.latest is None:
            return None
        return date.earliest <= self.last and self.first <= date.latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """测评要点: the least thing that is assessed; its id is what authors write in ``indicators``."""

    id: str
    text: str
    methods: tuple[str, ...] = ()
    threshold: Threshold | None = None
    score: Decimal | None = None
    """``None``: no source states it (未定)."""
    office: str = ""
    window: Window | None = None
    source: str = ""
    """Where it comes from, when that is not where its indicator comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """测评指标."""

    name: str
    slug: str
    """Last part of the address of its page."""
    points: tuple[Point, ...]
    score: Decimal | None = None
    office: str = ""
    methods: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """测评项目."""

    name: str
    indicators: tuple[Indicator, ...]
    score: Decimal | None = None
    office: str = ""
    methods: tuple[str, ...] = ()
    source: str = ""

    @property
    def points(self) -> tuple[Point, ...]:
        """Of all its indicators."""
        return tuple(point for indicator in self.indicators for point in indicator.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of the system, from ``site_config/indicators/<slug>.yml``."""

    slug: str
    name: str
    year: str = ""
    issuer: str = ""
    source: str = ""
    note: str = ""
    window: Window | None = None
    is_current: bool = False
    score: Decimal | None = None
    methods: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    _points: Mapping[str, Point] = field(init=False, repr=False, compare=False)
    _places: Mapping[str, tuple[Item, Indicator]] = field(init=False, repr=False, compare=False)
    _anchors: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        every = [(point, (item, i)) for item in self.items for i in item.indicators for point in i.points]
        object.__setattr__(self, "_points", MappingProxyType({point.id: point for point, _ in every}))
        object.__setattr__(self, "_places", MappingProxyType({point.id: place for point, place in every}))
        anchors = {point.id: f"p-{number}" for number, (point, _) in enumerate(every, 1)}
        object.__setattr__(self, "_anchors", MappingProxyType(anchors))

    @property
    def url(self) -> str:
        """Site-relative address."""
        return f"indicators/{self.slug}/"

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Of all items, in the order of the system."""
        return tuple(indicator for item in self.items for indicator in item.indicators)

    @property
    def points(self) -> Mapping[str, Point]:
        """By id, in the order of the system."""
        return self._points

    def address(self, indicator: Indicator) -> str:
        """Of the page of an indicator."""
        return f"{self.url}{indicator.slug}/"

    def anchor(self, point: str) -> str:
        """Of a point, on the page of its indicator and on those of units."""
        return self._anchors[point]

    def place_of(self, point: str) -> tuple[Item, Indicator]:
        """Where a point of this edition stands.

        :raises KeyError: when it is none of this edition
        """
        return self._places[point]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a unit states of a point, an item or of all (合计): a value, and scores by whom they were given.

    The three scores stay apart and are never averaged (requirement R40).
    """

    of: str
    """As written: a point, an item, 合计; with its edition before it where that was written."""
    value: str = ""
    """As written, 96.5 or 96.5%; a mask where it is not known."""
    unit: str = ""
    as_of: PartialDate | None = None
    evidence: str = ""
    """Path of an article or a photo of the unit."""
    self_score: Decimal | None = None
    expert_score: Decimal | None = None
    public_score: Decimal | None = None
    location: Location

    @property
    def scores(self) -> tuple[Decimal | None, ...]:
        """In the order of :data:`SCORERS`."""
        return self.self_score, self.expert_score, self.public_score


@dataclass(frozen=True, slots=True)
class Editions:
    """All editions, the current one first, then the newest."""

    all: tuple[Edition, ...] = ()
    is_whole: bool = True
    """False when an edition could not be read: what names a point is not at fault then."""

    def __iter__(self) -> Iterator[Edition]:
        return iter(self.all)

    def __bool__(self) -> bool:
        return bool(self.all)

    @property
    def current(self) -> Edition | None:
        """The one that stands now."""
        return self.all[0] if self.all else None

    def find(self, written: str) -> tuple[tuple[Edition, Point], ...]:
        """What an author names: ``志愿服务.2`` in every edition that has it, ``2012-quanguo/志愿服务.2`` in that one.

        So an id means the same wherever it stands, and a new edition takes nothing from the old one.
        """
        slug, slash, point = written.rpartition("/")
        among = (e for e in self.all if not slash or e.slug == slug)
        return tuple((edition, edition.points[point]) for edition in among if point in edition.points)

    def items(self, name: str) -> tuple[tuple[Edition, Item], ...]:
        """Items of this name, written like points."""
        slug, slash, bare = name.rpartition("/")
        among = (e for e in self.all if not slash or e.slug == slug)
        return tuple((edition, item) for edition in among for item in edition.items if item.name == bare)

    def names(self) -> tuple[str, ...]:
        """All points, as they may be written, for suggestions."""
        bare = dict.fromkeys(point for edition in self.all for point in edition.points)
        return (*bare, *(f"{edition.slug}/{point}" for edition in self.all for point in edition.points))

    def assessed(self) -> tuple[str, ...]:
        """All that values and scores may be of: points, items, and all."""
        items = dict.fromkeys(item.name for edition in self.all for item in edition.items)
        return (*self.names(), *items, TOTAL)


def number_words(value: Decimal) -> str:
    """96.5, 100: without zeros that say nothing."""
    return f"{value.normalize():f}" if value else "0"


def score_words(score: Decimal | None) -> str:
    """12 分; 未定 where no source states it."""
    return "未定" if score is None else f"{number_words(score)} 分"
