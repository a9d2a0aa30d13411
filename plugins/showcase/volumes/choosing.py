"""Which articles a volume takes up: those named one by one, and those that a query finds (requirements R61, R62)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from showcase.model.collection import Collection
from showcase.model.dates import PartialDate
from showcase.model.honors import HonorEvent, HonorState, State
from showcase.model.office import Compilation, Event, Part, Selection
from showcase.model.units import Article, Unit
from showcase.model.vocabulary import Region
from showcase.model.volumes import Loss

__all__ = ["Choice", "Choices", "Sources", "choose"]


@dataclass(frozen=True, slots=True)
class Sources:
    """What volumes are made from."""

    collection: Collection
    """What readers see."""
    honors: Callable[[str], tuple[HonorState, ...]]
    """Of a unit, as of ``today``; asked for only where a volume needs them."""
    today: dt.date
    title_key: Callable[[str], str]
    """Pinyin of a title; asked for only where a volume is ordered by it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An article of a part."""

    article: Article
    unit: Unit
    sections: tuple[str, ...]
    is_named: bool
    """On purpose; else a query found it."""
    loss: Loss | None


@dataclass(frozen=True, slots=True)
class Choices:
    """The articles of one part."""

    part: Part
    taken: tuple[Choice, ...]
    found: int
    """How many its query matches, of which some may stand elsewhere in the volume."""


def choose(sources: Sources, compilation: Compilation) -> tuple[Choices, ...]:
    """The articles of every part, each once in the volume: what is named anywhere no query takes.

    A query of a volume that is out already sees units and articles as of its date; of any other, as of today. Units
    all of whose titles are lost by revocation are only taken by name.
    """
    edition = _Edition(sources, compilation)
    used = {article.url for part in compilation.parts for _, article in edition.named(part)}
    return tuple(edition.choices(part, used) for part in compilation.parts)


def is_published(compilation: Compilation, today: dt.date) -> bool:
    """Its date has come; a volume without one is not out."""
    return compilation.date.earliest is not None and compilation.date.earliest <= today


class _Edition:
    """One volume on the day that counts for it."""

    def __init__(self, sources: Sources, compilation: Compilation) -> None:
        self._sources, self._today = sources, sources.today
        date = compilation.date
        self._out = is_published(compilation, sources.today)
        self._day = min(sources.today, date.latest) if self._out and date.latest else sources.today
        self._known: dict[str, HonorState | None] = {}

    def named(self, part: Part) -> Iterator[tuple[tuple[str, ...], Article]]:
        """Items that readers may see, with the sections to take."""
        collection = self._sources.collection
        for item in part.items:
            article = collection.article(item.article)
            if article is not None and collection.withdrawal(article) is None:
                yield item.sections, article

    def choices(self, part: Part, used: set[str]) -> Choices:
        """Of one part; what its query takes is entered as used."""
        taken: dict[str, Choice] = {}
        for sections, article in self.named(part):
            taken.setdefault(article.url, self._choice(article, sections, is_named=True))
        found = self._selected(part.select) if part.select else []
        free = [article for article in self._ordered(found, part.order) if article.url not in used]
        for article in free[: part.limit]:
            used.add(article.url)
            taken[article.url] = self._choice(article, (), is_named=False)
        return Choices(part, tuple(taken.values()), len(found))

    def _choice(self, article: Article, sections: tuple[str, ...], *, is_named: bool) -> Choice:
        return Choice(article, self._unit(article), sections, is_named, self._loss(article.unit, self._today))

    def _unit(self, article: Article) -> Unit:
        unit = self._sources.collection.unit(article.unit)
        if unit is None:
            raise LookupError(article.unit)
        return unit

    def _selected(self, select: Selection) -> list[Article]:
        units = (u for u in self._sources.collection.units if u.publication.withdrawn is None)
        shown = (
            (unit, article) for unit in units if _unit_fits(unit, select)
            for article in unit.articles if article.publication.withdrawn is None
        )  # fmt: skip
        found = [article for unit, article in shown if self._is_in_time(article) and _article_fits(article, select)]
        return [article for article in found if self._holds(article.unit, select)]

    def _is_in_time(self, article: Article) -> bool:
        """A volume that is out takes in nothing that was written later."""
        return not self._out or article.date.earliest is None or article.date.earliest <= self._day

    def _holds(self, slug: str, select: Selection) -> bool:
        """A title of one of the levels, where levels are asked for; and not all lost by revocation."""
        if select.levels:
            best = self._best(slug)
            return best is not None and best.level in select.levels
        return self._loss(slug, self._day) is None

    def _best(self, slug: str) -> HonorState | None:
        """Asked a dozen times of each unit, where a volume chooses and orders by level."""
        if slug not in self._known:
            held = (honor for honor in self._sources.honors(slug) if self._is_held(honor, self._day))
            self._known[slug] = min(held, key=lambda honor: honor.height, default=None)
        return self._known[slug]

    def _is_held(self, honor: HonorState, day: dt.date) -> bool:
        state = self._state(honor, day)
        return honor.is_title and state is not None and state.counts

    def _state(self, honor: HonorState, day: dt.date) -> State | None:
        """On a day; a title whose first day nobody knows is taken to have been held until something happened to it."""
        if day >= self._today:
            return honor.state
        return honor.on(day) or (None if honor.is_dated else honor.changes[0].state)

    def _loss(self, slug: str, day: dt.date) -> Loss | None:
        """What the unit lost, where it holds nothing any more."""
        titles = [honor for honor in self._sources.honors(slug) if honor.is_title]
        revoked = [honor for honor in titles if self._state(honor, day) is State.REVOKED]
        if not revoked or any(self._is_held(honor, day) for honor in titles):
            return None
        lost = [(honor, _revocation(honor)) for honor in sorted(revoked, key=lambda honor: honor.height)]
        newest = max((event for _, event in lost), key=lambda event: (event.date.is_known, event.date.sort_key[:2]))
        decision, since = newest.decision, newest.date.earliest
        return Loss(
            title="、".join(dict.fromkeys(honor.title for honor, event in lost if event.date == newest.date)),
            date=newest.date,
            document=newest.document,
            url=decision.url if decision else "",
            is_later=since is not None and since > self._day,
        )

    def _ordered(self, articles: Iterable[Article], order: Sequence[str]) -> list[Article]:
        """By the keys of ``order``, the last one first because sorting is stable; at the end by unit and name."""
        ordered = sorted(articles, key=lambda article: (article.unit, article.name))
        for key in reversed(order):
            ordered.sort(key=self._sort_key(key.removeprefix("-")), reverse=key.startswith("-"))
            if key.endswith("date"):
                ordered.sort(key=lambda article: not article.date.is_known)  # unknown last in either direction
        return ordered

    def _sort_key(self, key: str) -> Callable[[Article], Any]:
        def level(article: Article) -> int:
            best = self._best(article.unit)
            return -best.level.order if best else -99

        keys: dict[str, Callable[[Article], Any]] = {
            "level": level,
            "region": lambda article: self._unit(article).region.order,
            "unit": lambda article: self._unit(article).pinyin,
            "date": lambda article: article.date.sort_key[:4],
            "title": lambda article: self._sources.title_key(article.title),
        }
        return keys[key]


def _revocation(honor: HonorState) -> HonorEvent:
    return next((event for event in reversed(honor.events) if event.event is Event.REVOKE), honor.last)


def _unit_fits(unit: Unit, select: Selection) -> bool:
    return (not select.kinds or unit.kind in select.kinds) and (
        not select.regions or any(_lies_in(unit.region, region) for region in select.regions)
    )


def _article_fits(article: Article, select: Selection) -> bool:
    return (
        (not select.types or article.type in select.types)
        and (not select.topics or any(topic in select.topics for topic in article.topics))
        and _is_between(article.date, select.since, select.until)
        and (select.featured is None or article.featured == select.featured)
    )


def _lies_in(region: Region, wider: Region) -> bool:
    """By the whole path: every county has its 城关镇."""
    return region.path[: len(wider.path)] == wider.path


def _is_between(date: PartialDate, since: PartialDate | None, until: PartialDate | None) -> bool:
    """By first and last day, however the dates are written; what is unknown lies in no period."""
    if date.earliest is None or date.latest is None:
        return since is None and until is None
    begins = since is None or since.earliest is None or since.earliest <= date.earliest
    return begins and (until is None or until.latest is None or date.latest <= until.latest)
