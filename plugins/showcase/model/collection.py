"""The whole of a loaded showcase, with look-ups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from types import MappingProxyType
from typing import Protocol, TypeVar

from showcase.model.dates import PartialDate
from showcase.model.denominators import Denominator
from showcase.model.documents import FreePage, Publication, Withdrawal
from showcase.model.indicators import Editions
from showcase.model.misprints import Misprint
from showcase.model.office import Compilation, Decision, Notice
from showcase.model.units import Article, Leftover, Unit
from showcase.model.vocabulary import FeedSpec, Regions, Site, Taxonomies
from showcase.model.workdays import WorkCalendar

__all__ = ["Collection", "SiteConfig", "Thing", "UnitDigests", "body_key", "days_of", "term_key"]

Thing = Unit | Article | Decision | Notice | Compilation


def body_key(name: str) -> str:
    """How ``urls.yml`` names the page of an awarding body."""
    return f"授予机关/{name}"


def term_key(whose: str, term: str) -> str:
    """How ``urls.yml`` names the page of a term of a jurisdiction, or of a level where none is stated."""
    return f"届次/{whose}/{term}"


class _Published(Protocol):
    @property
    def publication(self) -> Publication: ...


P = TypeVar("P", bound=_Published)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """Everything of ``site_config/``."""

    site: Site
    taxonomies: Taxonomies
    regions: Regions
    feeds: tuple[FeedSpec, ...] = ()
    feed_tag: str = ""
    """By whom the entries of feeds are named, for life: ``wmb.example.org,2026`` (RFC 4151); empty where not stated."""
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    """Holidays and adjusted working days of the years that anybody knows."""
    denominators: tuple[Denominator, ...] = ()
    editions: Editions = field(default_factory=Editions)
    """Of the assessment system."""
    misprints: tuple[Misprint, ...] = ()
    named: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Slugs of kinds, levels and topics that come from their names, by the keys of ``urls.yml``."""
    urls: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Slugs as first published: of articles by path, of others by the keys of :attr:`Collection.slugs`."""


@dataclass(frozen=True, slots=True)
class UnitDigests:
    """Of a unit as it was loaded: by them it is known again without being compared."""

    outline: str
    """Everything but its bodies and places in files."""
    placed: str
    """The same with places."""
    articles: int
    """How many it has, public or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """All that was loaded, each kind sorted by slug."""

    config: SiteConfig
    units: tuple[Unit, ...] = ()
    folders: frozenset[str] = frozenset()
    """Slugs of all unit folders on disk, also of units that could not be read."""
    leftovers: tuple[Leftover, ...] = ()
    """Texts of what could not be read whole: what else is wrong with them is told in the same run."""
    faulty: frozenset[str] = frozenset()
    """Paths of files with errors, and of all texts of a unit with errors: what refers to them is not at fault."""
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Names of all units by slug, also of those that readers do not see yet: a list may name them."""
    free_pages: tuple[FreePage, ...] = ()
    """The office's own."""
    decisions: tuple[Decision, ...] = ()
    notices: tuple[Notice, ...] = ()
    compilations: tuple[Compilation, ...] = ()
    slugs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Slugs that come from names, by :func:`body_key` and :func:`term_key`; for life once they are recorded."""
    digests: Mapping[str, UnitDigests] = field(default_factory=lambda: MappingProxyType({}))
    """Of units by slug, where they are known."""
    _units: Mapping[str, Unit] = field(init=False, repr=False, compare=False)
    _articles: Mapping[str, Article] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        articles = {f"{u.slug}/{a.name}": a for u in self.units for a in u.articles}
        object.__setattr__(self, "_units", MappingProxyType({u.slug: u for u in self.units}))
        object.__setattr__(self, "_articles", MappingProxyType(articles))

    def unit(self, slug: str) -> Unit | None:
        """The unit of this slug."""
        return self._units.get(slug)

    def name_of(self, word: str) -> str:
        """The name of the unit of this slug; a word that is no slug is a name already."""
        return self.names.get(word, word)

    def article(self, name: str) -> Article | None:
        """The article of ``unit/name``."""
        return self._articles.get(name)

    @property
    def articles(self) -> tuple[Article, ...]:
        """Articles of all units."""
        return tuple(self._articles.values())

    @property
    def things(self) -> tuple[Thing, ...]:
        """Everything that has a page of its own."""
        return (*self.units, *self.articles, *self.decisions, *self.notices, *self.compilations)

    def withdrawal(self, thing: Thing) -> Withdrawal | None:
        """Why a thing was taken back, if it was; a unit takes its articles along."""
        unit = self.unit(thing.unit) if isinstance(thing, Article) else None
        return thing.publication.withdrawn or (unit.publication.withdrawn if unit else None)

    def newest_date(self, today: dt.date) -> dt.date | None:
        """数据截至: the newest day that anything tells of, units' honours and figures too, not after ``today``.

        Of a date that is no day its first one, so that the same content says the same on any later day.
        """
        days = chain.from_iterable(days_of(thing) for thing in self.things if not self.withdrawal(thing))
        return max((day for day in days if day is not None and day <= today), default=None)

    @property
    def article_names(self) -> tuple[str, ...]:
        """``unit/name`` of every article, for suggestions."""
        return tuple(self._articles)

    def public(self, now: dt.datetime, drafts: bool = False) -> Collection:
        """What may be shown at this moment; with ``drafts`` (``serve``) all, marked where it is not yet public."""
        choose = _marked if drafts else _public
        units = tuple(_with(u, choose(u.articles, now)) for u in choose(self.units, now))
        return replace(
            self,
            units=units,
            free_pages=choose(self.free_pages, now),
            decisions=choose(self.decisions, now),
            notices=choose(self.notices, now),
            compilations=choose(self.compilations, now),
        )


def _with(unit: Unit, articles: tuple[Article, ...]) -> Unit:
    """The very same unit where nothing of it is left out: ``serve`` knows by that what did not change."""
    return unit if articles == unit.articles else replace(unit, articles=articles)


def days_of(thing: Thing) -> Iterator[dt.date | None]:
    """All days that it tells of, of a date that is no day the first one; ``None`` where no year is known."""
    if isinstance(thing, Unit):
        yield from (honor.date.earliest for honor in thing.honors)
        yield from (fact.as_of.earliest for fact in thing.facts if fact.as_of)
    else:
        yield thing.date.earliest if isinstance(thing.date, PartialDate) else thing.date


def _public(things: Iterable[P], now: dt.datetime) -> tuple[P, ...]:
    return tuple(thing for thing in things if thing.publication.is_public(now))


def _marked(things: Iterable[P], now: dt.datetime) -> tuple[P, ...]:
    """What waits for its day is a draft until then."""
    return tuple(thing if thing.publication.is_public(now) else _as_draft(thing) for thing in things)


def _as_draft(thing: P) -> P:
    return replace(thing, publication=replace(thing.publication, draft=True))  # type: ignore[type-var]
