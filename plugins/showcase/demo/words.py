"""The word lists of ``words/*.yml`` as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from showcase.loading.pinyin import slug_of

__all__ = ["Category", "Measure", "Names", "Sector", "Stem", "Topic", "names", "sentences", "topics"]


@dataclass(frozen=True, slots=True)
class Stem:
    """A proper name with its pinyin in one word."""

    name: str
    pinyin: str


@dataclass(frozen=True, slots=True)
class Category:
    """What a unit can be; see ``names.yml``."""

    end: str
    short: str
    slug: str
    kind: str
    sector: str
    ownership: str
    weight: int
    parent: bool = False
    """Lies in a town."""
    system: bool = False
    """May belong to a whole trade (行业) of its sector."""
    reach: str = ""
    """``city`` for what belongs to the city itself."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that is counted, between plausible ends; ``way`` is ``up`` or ``down`` where it gets better."""

    label: str
    unit: str
    low: int
    high: int
    way: str = ""


@dataclass(frozen=True, slots=True)
class Sector:
    """What a trade counts, its offices, and what it is like."""

    facts: tuple[Measure, ...]
    offices: tuple[str, ...]
    intro: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """What there is to say about a topic; see ``topics.yml``."""

    name: str
    slug: str
    archive: str
    words: Mapping[str, tuple[str, ...]]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Words of ``names.yml``."""

    province: str
    cities: tuple[Stem, ...]
    counties: tuple[Stem, ...]
    stems: tuple[Stem, ...]
    more: tuple[Stem, ...]
    organs: tuple[str, ...]
    outlets: tuple[str, ...]
    terms: tuple[str, ...]
    towns: tuple[Category, ...]
    systems: tuple[Category, ...]
    others: tuple[Category, ...]
    sectors: Mapping[str, Sector]


@cache
def names() -> Names:
    """Read once."""
    data = _load("names")
    return Names(
        province=data["province"],
        cities=_stems(data["cities"].split()),
        counties=_stems(data["counties"].split()),
        stems=_pairs(data),
        more=_stems(data["more"]),
        organs=tuple(data["organs"].split()),
        outlets=tuple(data["outlets"]),
        terms=tuple(data["terms"]),
        towns=tuple(Category(**item) for item in data["towns"]),
        systems=tuple(Category(**item) for item in data["systems"]),
        others=tuple(Category(**item) for item in data["others"]),
        sectors={name: _sector(item) for name, item in data["sectors"].items()},
    )


@cache
def topics() -> tuple[Topic, ...]:
    """In the order of the file, which is that of ``taxonomies.yml``."""
    return tuple(_topic(name, item) for name, item in _load("topics").items())


@cache
def sentences() -> Mapping[str, tuple[str, ...]]:
    """Patterns by their place in a text."""
    return {role: tuple(patterns) for role, patterns in _load("sentences").items()}


def _load(name: str) -> dict[str, Any]:
    text = files("showcase.demo").joinpath("words", f"{name}.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


def _stem(name: str) -> Stem:
    return Stem(name, slug_of(name).replace("-", ""))


def _stems(words: Sequence[str]) -> tuple[Stem, ...]:
    return tuple(_stem(word) for word in words)


def _pairs(data: Mapping[str, str]) -> tuple[Stem, ...]:
    """Every first sign with every second one; what sounds like an earlier pair, or is a real place, is left out."""
    avoided = set(data["avoid"].split())
    second = [_stem(sign) for sign in data["second"] if sign.strip()]
    found: dict[str, Stem] = {}
    for first in (_stem(sign) for sign in data["first"] if sign.strip()):
        for last in second:
            name = first.name + last.name
            if first.name != last.name and name not in avoided:
                found.setdefault(first.pinyin + last.pinyin, Stem(name, first.pinyin + last.pinyin))
    return tuple(found.values())


def _measure(written: str) -> Measure:
    label, unit, low, high, *way = written.split("|")
    return Measure(label, unit, int(low), int(high), *way)


def _sector(item: Mapping[str, Sequence[str]]) -> Sector:
    facts = tuple(_measure(written) for written in item["facts"])
    return Sector(facts, tuple(item["offices"]), tuple(item["intro"]))


def _topic(name: str, item: Mapping[str, Any]) -> Topic:
    words = {key: tuple(item[key]) for key in ("acts", "troubles", "things", "who", "places", "titles")}
    measures = tuple(_measure(written) for written in item["measures"])
    return Topic(name, item["slug"], item["archive"], words, measures)
