"""A title of a unit: the events that made it, and what it is worth on any day.

Decisions are the truth; what only the unit says is a claim. How events make titles is the fold of
:mod:`showcase.model.ledger`; here are the values that it works on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from showcase.diagnostics import Location
from showcase.model.dates import PartialDate
from showcase.model.office import Decision, Event
from showcase.model.units import Honor, Unit
from showcase.model.vocabulary import Jurisdiction, Term

__all__ = ["Change", "HonorEvent", "HonorState", "Span", "State", "claim_event", "is_same_award", "rungs_of"]


class State(StrEnum):
    """What a title is worth on a day; the value is the word readers see."""

    VALID = "有效"
    YELLOW = "黄牌"
    RECTIFY = "限期整改"
    OVERDUE = "超期待复查"
    SUPERSEDED = "已晋级"
    CONCLUDED = "届满"
    REVOKED = "撤销"
    ENDED = "终止"

    @property
    def counts(self) -> bool:
        """Counted on the roll (在册): what was revoked, ended, superseded or concluded is not."""
        return self in (State.VALID, State.YELLOW, State.RECTIFY, State.OVERDUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class HonorEvent:
    """One line of a unit's timeline: an event of a decision, or a claim."""

    title: str
    event: Event
    level: Term
    jurisdiction: Jurisdiction | None
    grade: str
    """A rung of the jurisdiction's ladders; empty for a single honour (单项荣誉), which is on none."""
    term: str
    date: PartialDate
    by: tuple[str, ...]
    document: str
    decision: Decision | None
    """The decision that proves it; ``None`` for a claim."""
    claim: Honor | None = None
    reason: str = ""
    """Only where the decision says that it is published."""
    remark: str = ""
    prize: str = ""
    follows: str = ""
    """The unit's earlier title, of whatever jurisdiction, from which it rose to this one."""
    is_chain_decided: bool = False
    """The decision itself says so; what only the unit says does not end a title that was decided."""
    rungs: tuple[str, ...]
    """The ladder that it is on, from the lowest rung; of a single honour its title and prize alone."""
    location: Location

    @property
    def is_verified(self) -> bool:
        """核 when a decision says so, 报 when only the unit does."""
        return self.decision is not None

    @property
    def year(self) -> str:
        """Of a single honour, which is given again and again, what tells its awards apart; empty for a title."""
        return "" if self.grade else str(self.date.year or self.date.written)


@dataclass(frozen=True, slots=True)
class Change:
    """From this day on (inclusive) the title had this state; ``None`` when the day is not known."""

    since: dt.date | None
    state: State


@dataclass(frozen=True, slots=True)
class Span:
    """A state with the days that it held: from ``start`` to before ``end``.

    ``start`` is ``None`` when nobody says since when, ``end`` while it still holds.
    """

    state: State
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HonorState:
    """An honour of a unit, one by (unit, jurisdiction, ladder, rung, term), with its whole history."""

    unit: Unit
    title: str
    level: Term
    jurisdiction: Jurisdiction | None
    grade: str
    term: str
    rungs: tuple[str, ...]
    number: int = 1
    """2 for a title of the same term that was lost and given anew, or another single honour of the year, and so on."""
    prize: str = ""
    events: tuple[HonorEvent, ...]
    """In order of time; never empty."""
    changes: tuple[Change, ...]
    """In order of time, each to another state; never empty."""
    due: dt.date | None = None
    """The day on which the term is over, unless it is reviewed before."""

    def moved(self, events: tuple[HonorEvent, ...], changes: tuple[Change, ...], due: dt.date | None) -> HonorState:
        """The same honour after another event: the first decision on a claim may tell its term.

        ``dataclasses.replace`` takes twice as long, and there may be 80,000 events.
        """
        told = self.term or next((event.term for event in events if event.decision), "")
        return HonorState(
            unit=self.unit,
            title=self.title,
            level=self.level,
            jurisdiction=self.jurisdiction,
            grade=self.grade,
            term=told,
            rungs=self.rungs,
            number=self.number,
            prize=self.prize,
            events=events,
            changes=changes,
            due=due,
        )

    @property
    def id(self) -> str:
        """Stable name in the open data: unit, whose title, rung (or title and year of a single honour), term."""
        whose = self.jurisdiction.name if self.jurisdiction else self.level.name
        parts = (self.unit.slug, whose, self.grade or f"{self.title}{self.prize}", self.award.year, self.term)
        return "/".join(part for part in parts if part) + (f"#{self.number}" if self.number > 1 else "")

    @property
    def state(self) -> State:
        """On the day asked for."""
        return self.changes[-1].state

    @property
    def is_title(self) -> bool:
        """A rung of a ladder: what the roll lists and counts; prizes and single honours are apart."""
        return bool(self.grade)

    @property
    def is_current(self) -> bool:
        """On the roll (在册) on the day asked for."""
        return self.is_title and self.state.counts

    @property
    def is_verified(self) -> bool:
        """True when any decision stands behind it."""
        return any(event.is_verified for event in self.events)

    @property
    def last(self) -> HonorEvent:
        """The event that made the present state, or after which it came."""
        return self.events[-1]

    @property
    def award(self) -> HonorEvent:
        """The event that gave the title, or the first that tells of it."""
        return self.events[0]

    @property
    def is_named(self) -> bool:
        """Given by an award or a promotion: the successor of a merger holds a title that it was not named for."""
        return self.award.event in (Event.AWARD, Event.PROMOTE)

    @property
    def proof(self) -> HonorEvent | None:
        """The latest event that a decision stands behind."""
        return next((event for event in reversed(self.events) if event.decision), None)

    @property
    def rung(self) -> int:
        """Height on its ladder."""
        return self.rungs.index(self.grade) if self.grade in self.rungs else 0

    @property
    def height(self) -> tuple[int, int, int]:
        """Of several titles the least is the highest: by level, by rung, proven before claimed."""
        return (self.level.order, -self.rung, not self.is_verified)

    @property
    def is_dated(self) -> bool:
        """False when nobody says since when it was held."""
        return self.changes[0].since is not None

    def on(self, day: dt.date) -> State | None:
        """The state on a day; ``None`` before the title was given, or where that day is not known."""
        past = (c.state for c in reversed(self.changes) if c.since is not None and c.since <= day)
        return next(past, None)

    @property
    def spans(self) -> Iterator[Span]:
        """Every state with its days: the roll of any day is a look-up here."""
        for change, following in pairwise((*self.changes, None)):
            if change is not None:
                yield Span(change.state, change.since, following.since if following else None)


def rungs_of(jurisdiction: Jurisdiction | None, grade: str, title: str) -> tuple[str, ...]:
    """The ladder that has a grade; what has none, or a grade on no ladder, stands alone."""
    if not grade:
        return (title,)
    return (jurisdiction.ladder_of(grade) if jurisdiction else None) or (grade,)


def claim_event(honor: Honor) -> HonorEvent:
    """A unit's own statement as a line of its timeline."""
    return HonorEvent(
        title=honor.title,
        event=Event.AWARD,
        level=honor.level,
        jurisdiction=honor.jurisdiction,
        grade=honor.grade,
        term=honor.term,
        date=honor.date,
        by=honor.by,
        document=honor.document,
        decision=None,
        claim=honor,
        follows=honor.follows,
        rungs=rungs_of(honor.jurisdiction, honor.grade, honor.title),
        location=honor.location,
    )


def is_same_award(one: HonorEvent, other: HonorEvent) -> bool:
    """Two statements about one award: of the same rung, and nothing in term or date contradicts it."""
    if one.jurisdiction != other.jurisdiction or one.level != other.level:
        return False
    if one.grade != other.grade or one.rungs != other.rungs:
        return False
    if one.term and other.term and one.grade:
        return one.term == other.term
    if one.document and one.document == other.document:
        return True
    return _overlap(one.date, other.date)


def _overlap(one: PartialDate, other: PartialDate) -> bool:
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return True
    return one.earliest <= other.latest and other.earliest <= one.latest
