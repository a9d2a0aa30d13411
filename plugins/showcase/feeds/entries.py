"""What a feed tells of, the newest first.

Beside the things that have pages there are entries for what happens to them: a notice opens, is decided, is taken
back; titles are given, kept, lost. Each has a name of its own, so that a reader who has the first entry sees the next
one too, and the first one stays.

A decision may give titles to 2,000 units. In a feed of many units that is one entry (one for each kind of event, with
the list), for 2,000 would push out everything else; in the feed of a unit it is the unit's own.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

from showcase.model.collection import Collection, Thing
from showcase.model.dates import PartialDate
from showcase.model.documents import Source
from showcase.model.feeds import Feed
from showcase.model.notice_life import NoticeState
from showcase.model.office import Compilation, Decision, DecisionEntry, DecisionList, Event, Notice
from showcase.model.units import Article, ArticleType, Unit
from showcase.model.vocabulary import Region, Term

__all__ = ["Entry", "HonorNews", "Index", "Opening", "Result", "Retraction", "UnitIndex", "sources"]

_TAKES: Final = (Event.REVOKE, Event.END)
Named = tuple[DecisionList, DecisionEntry]


@dataclass(frozen=True, slots=True)
class Opening:
    """The first day of a notice that was published before."""

    notice: Notice

    @property
    def name(self) -> str:
        """For life."""
        return f"{self.notice.url}#opens"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a notice: an entry of its own, for its readers wait for it."""

    notice: Notice
    decision: Decision

    @property
    def name(self) -> str:
        """Where the notice's page tells of it."""
        return f"{self.notice.url}#s-outcome"


@dataclass(frozen=True, slots=True)
class Retraction:
    """A notice or decision was taken back; what it told stays an entry, too, and says so."""

    thing: Notice | Decision

    @property
    def name(self) -> str:
        """For life."""
        return f"{self.thing.url}#withdrawn"


@dataclass(frozen=True, slots=True)
class HonorNews:
    """What a decision did to titles, by one kind of event."""

    decision: Decision
    event: Event
    named: tuple[Named, ...]
    """In the order of the decision."""
    scope: str = ""
    """Path of the one feed for which it was cut out; empty of the whole."""
    place: str = ""
    """What the scope is called: 清源区."""

    @property
    def name(self) -> str:
        """For life."""
        scope = f"-{self.scope.replace('/', '-')}" if self.scope else ""
        return f"{self.decision.url}#{self.event.name.lower()}{scope}"


What = Thing | Opening | Result | Retraction | HonorNews


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to tell."""

    what: What
    date: PartialDate

    @property
    def name(self) -> str:
        """What its id is made of."""
        return self.what.url if isinstance(self.what, Thing) else self.what.name


def sources(entry: Entry) -> tuple[Source, ...]:
    """Files whose words it may show."""
    what = entry.what
    match what:
        case Opening():
            return (what.notice.source,)
        case Result():
            return (what.notice.source,)
        case Retraction():
            return (what.thing.source,)
        case HonorNews():
            return (what.decision.source,)
    return (what.source,)


def _day(day: dt.date) -> PartialDate:
    return PartialDate(day.isoformat(), day, day, 6)


def _date(what: What) -> PartialDate:
    """When it was new; a unit came with its first article."""
    match what:
        case Opening():
            return _day(what.notice.opens)
        case Result() | HonorNews():
            return _date(what.decision)
        case Retraction():
            withdrawn = what.thing.publication.withdrawn
            return withdrawn.date if withdrawn else _date(what.thing)
        case Unit():
            return min((a.date for a in what.articles if a.date.is_known), default=PartialDate("未知"))
        case Notice() | Decision():
            return _day(what.date)
    return what.date


def _ordered(found: Iterable[What]) -> list[Entry]:
    """The newest first; undated ones come last, by name."""
    by_name = {entry.name: entry for entry in (Entry(what, _date(what)) for what in found)}
    listed = [by_name[name] for name in sorted(by_name)]
    dated = sorted((e for e in listed if e.date.is_known), key=lambda e: e.date.sort_key[:4], reverse=True)
    return [*dated, *(e for e in listed if not e.date.is_known)]


# --- what happens --------------------------------------------------------------------------------


def _of_notice(notice: Notice, decisions: Mapping[str, Decision], state: NoticeState | None) -> Iterator[What]:
    """All that is to tell of one notice."""
    yield notice
    if notice.publication.withdrawn is not None:
        yield Retraction(notice)
        return
    if notice.opens > notice.date and state is not NoticeState.BEFORE:
        yield Opening(notice)
    decision = decisions.get(notice.outcome)
    if decision is not None and decision.publication.withdrawn is None:
        yield Result(notice, decision)


def _by_event(named: Iterable[Named]) -> dict[Event, list[Named]]:
    found: dict[Event, list[Named]] = {}
    for listed, entry in named:
        found.setdefault(listed.event, []).append((listed, entry))
    return found


def _all_named(decision: Decision) -> Iterator[Named]:
    return ((listed, entry) for listed in decision.lists for entry in listed.entries)


def in_force(decisions: Iterable[Decision], today: dt.date) -> Iterator[Decision]:
    """Those whose day has come: until then they change no title (``model/ledger.py``)."""
    return (decision for decision in decisions if decision.date <= today)


def _news(decision: Decision, named: Iterable[Named], scope: str = "", place: str = "") -> Iterator[HonorNews]:
    for event, pairs in _by_event(named).items():
        yield HonorNews(decision, event, tuple(pairs), scope, place)


def _words(notice: Notice) -> Iterator[str]:
    return (word for listed in notice.lists for word in listed.units)


# --- feeds of many units -------------------------------------------------------------------------


class Index:
    """The entries of all feeds but those of units, in one pass over everything: there may be thousands of regions."""

    def __init__(
        self, collection: Collection, feeds: Iterable[Feed], states: Mapping[str, NoticeState], today: dt.date
    ) -> None:
        self._collection, self._states, self._today = collection, states, today
        self._feeds = {feed.path: feed for feed in feeds}
        self._by_content: dict[str, list[str]] = defaultdict(list)
        for feed in self._feeds.values():
            for content in feed.content:
                self._by_content[content].append(feed.path)
        self._regions = {region.path: region for region in collection.config.regions.all}
        self._found: dict[str, list[Entry]] = {path: [] for path in self._feeds}
        self._fill()

    def entries(self, path: str) -> tuple[Entry, ...]:
        """Of one feed, all its pages."""
        return tuple(self._found[path])

    def _fill(self) -> None:
        most = {path: feed.limit * feed.pages for path, feed in self._feeds.items()}
        for entry in _ordered(self._everything()):
            for path in dict.fromkeys(self._paths(entry.what)):
                if path in self._found and len(self._found[path]) < most[path]:
                    self._found[path].append(entry)

    def _everything(self) -> Iterator[What]:
        collection = self._collection
        decisions = {decision.slug: decision for decision in collection.decisions}
        yield from collection.units
        yield from collection.articles
        yield from collection.compilations
        for notice in collection.notices:
            yield from _of_notice(notice, decisions, self._states.get(notice.slug))
        for decision in collection.decisions:
            yield decision
            if decision.publication.withdrawn is not None:
                yield Retraction(decision)
        for decision in in_force(collection.decisions, self._today):
            yield from self._honors(decision)

    def _honors(self, decision: Decision) -> Iterator[What]:
        yield from _news(decision, _all_named(decision))
        parts: dict[str, tuple[str, list[Named]]] = {}
        for listed, entry in _all_named(decision):
            unit = self._collection.unit(entry.unit)
            for path, place in self._places(unit) if unit else ():
                parts.setdefault(path, (place, []))[1].append((listed, entry))
        for path, (place, named) in parts.items():
            yield from _news(decision, named, path, place)

    def _places(self, unit: Unit) -> Iterator[tuple[str, str]]:
        """The feeds of its kind and of the regions that it lies in, with their names."""
        yield _kind(unit.kind), unit.kind.name
        for region in self._above(unit.region):
            yield f"regions/{region.code}", self._collection.config.regions.label(region)

    def _above(self, region: Region) -> Iterator[Region]:
        path = region.path
        return (self._regions[path[:depth]] for depth in range(1, len(path) + 1) if path[:depth] in self._regions)

    def _paths(self, what: What) -> Iterator[str]:
        """Of the feeds that take it in."""
        match what:
            case Unit():
                yield from self._by_content["units"]
                yield from (path for path, _ in self._places(what))
            case Article():
                yield from self._of_article(what)
            case Compilation():
                yield from self._by_content["compilations"]
            case Decision():
                yield from self._by_content["decisions"]
            case HonorNews():
                yield from self._of_honors(what)
            case _:
                yield from self._of_office(what)

    def _of_article(self, article: Article) -> Iterator[str]:
        yield from self._by_content["articles"]
        if article.type is ArticleType.EXPERIENCE:
            yield from self._by_content["experiences"]
        yield from (f"topics/{topic.slug}" for topic in article.topics)
        unit = self._collection.unit(article.unit)
        yield from (path for path, _ in self._places(unit)) if unit else ()

    def _of_honors(self, news: HonorNews) -> Iterator[str]:
        """A loss is told apart where the decision that it stands in tells of other things as well."""
        if news.scope:
            yield news.scope
            return
        yield from self._by_content["honors"]
        if news.event in _TAKES and any(listed.event is not news.event for listed in news.decision.lists):
            yield from self._by_content["decisions"]

    def _of_office(self, what: Notice | Opening | Result | Retraction) -> Iterator[str]:
        thing = what if isinstance(what, Notice) else what.thing if isinstance(what, Retraction) else what.notice
        if isinstance(thing, Decision):
            yield from chain(self._by_content["decisions"], self._by_content["honors"])
            return
        told = self._by_content["notices"]
        if isinstance(what, Result):  # where the decision itself is told, it is the result
            told = [path for path in told if "decisions" not in self._feeds[path].content]
        yield from told
        yield from (_kind(listed.kind) for listed in thing.lists if listed.kind is not None)
        units = (self._collection.unit(word) for word in _words(thing))
        yield from (path for unit in units if unit for path, _ in self._places(unit))


def _kind(kind: Term) -> str:
    return f"kinds/{kind.slug}"


# --- feeds of one unit ---------------------------------------------------------------------------


class UnitIndex:
    """The entries of the feed of each unit, with look-ups made once."""

    def __init__(self, collection: Collection, states: Mapping[str, NoticeState], today: dt.date) -> None:
        self._states = states
        self._decisions = {decision.slug: decision for decision in collection.decisions}
        self._notices: dict[str, list[Notice]] = defaultdict(list)
        for notice in collection.notices:
            for word in dict.fromkeys(_words(notice)):
                self._notices[word].append(notice)
        self._named: dict[str, list[tuple[Decision, Named]]] = defaultdict(list)
        for decision in in_force(collection.decisions, today):
            for pair in _all_named(decision):
                self._named[pair[1].unit].append((decision, pair))

    def entries(self, unit: Unit, feed: Feed) -> tuple[Entry, ...]:
        """Of one unit."""
        return tuple(_ordered(self._everything(unit, feed))[: feed.limit * feed.pages])

    def office(self, unit: Unit) -> Iterator[str]:
        """Addresses of the notices and decisions that name it."""
        yield from (notice.url for notice in self._notices.get(unit.slug, ()))
        yield from dict.fromkeys(decision.url for decision, _ in self._named.get(unit.slug, ()))

    def _everything(self, unit: Unit, feed: Feed) -> Iterator[What]:
        yield unit
        yield from unit.articles
        for notice in self._notices.get(unit.slug, ()):
            yield from _of_notice(notice, self._decisions, self._states.get(notice.slug))
        by_decision: dict[str, tuple[Decision, list[Named]]] = {}
        for decision, pair in self._named.get(unit.slug, ()):
            by_decision.setdefault(decision.slug, (decision, []))[1].append(pair)
        for decision, named in by_decision.values():
            yield from _news(decision, named, feed.path, unit.short_name)
