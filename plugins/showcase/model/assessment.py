"""Values held against thresholds, and scores kept apart by whom they were given (requirements R39, R40)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from showcase.model.indicators import TOTAL, Assessment, Edition, Item, Point, Threshold

__all__ = ["Reading", "Standing", "Sum", "full_score", "read_value", "stated_in", "sums"]

_VALUE: Final = re.compile(r"(-?\d+(?:\.\d+)?)\s*([%‰]?)")


class Standing(StrEnum):
    """How a value stands to its target; nobody is said to have failed."""

    MET = "达到目标"
    SHORT = "距目标"
    UNKNOWN = "数值不详"
    OTHER_UNIT = "单位不同，未比较"
    NONE = "未填报"


@dataclass(frozen=True, slots=True)
class Reading:
    """A value beside its target."""

    standing: Standing
    value: Decimal | None = None
    gap: Decimal | None = None
    """Value less target, in the threshold's unit."""
    unit: str = ""


def stated_in(lines: Iterable[Assessment], edition: Edition) -> Mapping[str, Assessment]:
    """What is stated of an edition, by point, item or 合计; what names the edition stands before what does not."""
    found: dict[str, Assessment] = {}
    for line in lines:
        slug, _, name = line.of.rpartition("/")
        if slug == edition.slug or (not slug and name not in found):
            found[name] = line
    return found


def read_value(threshold: Threshold | None, line: Assessment | None) -> Reading:
    """The value against the target; a mask stays unknown, another unit is not converted."""
    if line is None or not line.value:
        return Reading(Standing.NONE)
    match = _VALUE.fullmatch(line.value)
    if not match:
        return Reading(Standing.UNKNOWN)
    value = Decimal(match[1])
    unit = match[2] or line.unit.replace("％", "%") or (threshold.unit if threshold else "")
    if threshold is None:
        return Reading(Standing.NONE, value, unit=unit)
    if unit != threshold.unit:
        return Reading(Standing.OTHER_UNIT, value, unit=unit)
    standing = Standing.MET if threshold.is_met(value) else Standing.SHORT
    return Reading(standing, value, threshold.gap(value), unit)


@dataclass(frozen=True, slots=True)
class Sum:
    """A stated score beside what its parts come to."""

    of: str
    scorer: int
    """Position in :data:`~showcase.model.indicators.SCORERS`."""
    stated: Decimal
    added: Decimal
    missing: int
    """Parts without a score: then the parts may come to less, but never to more."""

    @property
    def is_right(self) -> bool:
        """Whether the two can both be true."""
        return self.added == self.stated if not self.missing else self.added <= self.stated


def sums(edition: Edition, stated: Mapping[str, Assessment], scorer: int) -> Iterator[Sum]:
    """Every stated score that has parts with scores: items of their points, 合计 of its items."""
    parts: list[Decimal | None] = []
    for item in edition.items:
        own, points = _score(stated, item.name, scorer), [_score(stated, p.id, scorer) for p in item.points]
        known = [score for score in points if score is not None]
        if own is not None and known:
            yield Sum(item.name, scorer, own, sum(known, Decimal()), len(points) - len(known))
        parts.append(own if own is not None else _whole(points))
    total, known = _score(stated, TOTAL, scorer), [part for part in parts if part is not None]
    if total is not None and known:
        yield Sum(TOTAL, scorer, total, sum(known, Decimal()), len(parts) - len(known))


def _whole(points: list[Decimal | None]) -> Decimal | None:
    """What all points come to; of some of them nothing follows."""
    known = [score for score in points if score is not None]
    return sum(known, Decimal()) if known and len(known) == len(points) else None


def _score(stated: Mapping[str, Assessment], name: str, scorer: int) -> Decimal | None:
    line = stated.get(name)
    return line.scores[scorer] if line else None


def full_score(edition: Edition, name: str) -> Decimal | None:
    """The most that may be given to a point, an item or 合计, where a source states it."""
    if name == TOTAL:
        return edition.score
    found: Point | Item | None = edition.points.get(name) or next((i for i in edition.items if i.name == name), None)
    return found.score if found else None
