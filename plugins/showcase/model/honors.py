"""The state of every title: decisions are the truth, what only the unit says is a claim.

``events(decisions) + claims(units) → state``: one pure function, used by pages, rolls and feeds.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from showcase.model.collection import Collection
from showcase.model.dates import PartialDate
from showcase.model.office import Decision, DecisionEntry, DecisionList, Event
from showcase.model.units import Honor, Unit
from showcase.model.vocabulary import Jurisdiction, Term

__all__ = ["HonorEvent", "HonorState", "State", "honor_states"]


class State(StrEnum):
    """What a title is worth on a day; the value is the word readers see."""

    VALID = "有效"
    YELLOW = "黄牌"
    RECTIFY = "限期整改"
    SUPERSEDED = "已晋级"
    REVOKED = "撤销"
    ENDED = "终止"

    @property
    def counts(self) -> bool:
        """Counted on the roll: revoked, ended and superseded titles are not."""
        return self in (State.VALID, State.YELLOW, State.RECTIFY)


_AFTER = {
    Event.AWARD: State.VALID,
    Event.RETAIN: State.VALID,
    Event.CONFIRM: State.VALID,
    Event.PROMOTE: State.VALID,
    Event.RESTORE: State.VALID,
    Event.YELLOW: State.YELLOW,
    Event.RECTIFY: State.RECTIFY,
    Event.REVOKE: State.REVOKED,
    Event.END: State.ENDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HonorEvent:
    """One line of a unit's timeline: an event of a decision, or a claim."""

    title: str
    event: Event
    level: Term
    grade: str
    term: str
    date: PartialDate
    by: tuple[str, ...]
    document: str
    decision: Decision | None
    """The decision that proves it; ``None`` for a claim."""
    claim: Honor | None = None
    reason: str = ""

    @property
    def is_verified(self) -> bool:
        """核 when a decision says so, 报 when only the unit does."""
        return self.decision is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class HonorState:
    """A title of a unit with its state on the day asked for."""

    unit: Unit
    title: str
    level: Term
    jurisdiction: Jurisdiction | None
    grade: str
    term: str
    state: State
    events: tuple[HonorEvent, ...]
    """In order of time; never empty."""

    @property
    def is_verified(self) -> bool:
        """True when any decision stands behind it."""
        return any(event.is_verified for event in self.events)

    @property
    def last(self) -> HonorEvent:
        """The event that made the present state."""
        return self.events[-1]

    @property
    def award(self) -> HonorEvent:
        """The event that gave the title."""
        return self.events[0]

    @property
    def rung(self) -> int:
        """Height on its ladder."""
        return self.jurisdiction.rung(self.grade) if self.jurisdiction else 0


_Ladder = tuple[str, str, tuple[str, ...]]


def honor_states(collection: Collection, day: dt.date) -> Mapping[str, tuple[HonorState, ...]]:
    """States of all titles by unit slug, decisions up to and including ``day``."""
    decided: dict[str, list[tuple[Decision, DecisionList, DecisionEntry]]] = defaultdict(list)
    for decision in sorted(collection.decisions, key=lambda d: (d.date, d.number)):
        if decision.date <= day and decision.publication.withdrawn is None:
            for decided_list in decision.lists:
                for entry in decided_list.entries:
                    decided[entry.unit].append((decision, decided_list, entry))
    return {unit.slug: _fold_unit(unit, decided[unit.slug]) for unit in collection.units}


def _fold_unit(unit: Unit, rows: Iterable[tuple[Decision, DecisionList, DecisionEntry]]) -> tuple[HonorState, ...]:
    states: list[HonorState] = []
    for decision, decided_list, entry in rows:
        _apply(states, unit, _event(decision, decided_list, entry), decided_list)
    own = (honor for honor in unit.honors if honor.is_own and honor.grade)
    claims = [_opened(unit, claim_event(honor), honor.jurisdiction) for honor in own]
    return tuple(states) + tuple(c for c in claims if not any(_same_title(c, s) for s in states))


def _event(decision: Decision, decided_list: DecisionList, entry: DecisionEntry) -> HonorEvent:
    return HonorEvent(
        title=entry.title,
        event=decided_list.event,
        level=decided_list.level,
        grade=entry.grade,
        term=entry.term,
        date=PartialDate(decision.date.isoformat(), decision.date, decision.date, 6),
        by=decision.by,
        document=decision.number,
        decision=decision,
        reason=decided_list.reason if decided_list.publish_reason else "",
    )


def _apply(states: list[HonorState], unit: Unit, event: HonorEvent, decided_list: DecisionList) -> None:
    """One event onto the states so far: it opens a title, or moves the title of its ladder and term on."""
    opens = event.event in (Event.AWARD, Event.PROMOTE)
    ladder = decided_list.jurisdiction.ladder_of(event.grade) or (event.grade,)
    matching = [i for i, s in enumerate(states) if _matches(s, decided_list.jurisdiction, ladder, event, opens)]
    for i in matching:
        state = State.SUPERSEDED if event.event is Event.PROMOTE else _AFTER[event.event]
        states[i] = _moved(states[i], state, event if not opens else states[i].last)
    if opens or not matching:
        states.append(_opened(unit, event, decided_list.jurisdiction))


def _opened(unit: Unit, event: HonorEvent, jurisdiction: Jurisdiction | None) -> HonorState:
    return HonorState(
        unit=unit,
        title=event.title,
        level=event.level,
        jurisdiction=jurisdiction,
        grade=event.grade,
        term=event.term,
        state=_AFTER[event.event],
        events=(event,),
    )


def _matches(
    state: HonorState, jurisdiction: Jurisdiction, ladder: Sequence[str], event: HonorEvent, opens: bool
) -> bool:
    same = state.jurisdiction == jurisdiction and state.grade in ladder and state.state.counts
    if opens:
        return same and event.event is Event.PROMOTE and state.grade != event.grade
    return same and (not event.term or not state.term or event.term == state.term)


def _moved(state: HonorState, new: State, event: HonorEvent) -> HonorState:
    events = state.events if event is state.last else (*state.events, event)
    return replace(state, state=new, events=events)


def claim_event(honor: Honor) -> HonorEvent:
    """A unit's own statement as a line of its timeline."""
    return HonorEvent(
        title=honor.title,
        event=Event.AWARD,
        level=honor.level,
        grade=honor.grade,
        term=honor.term,
        date=honor.date,
        by=honor.by,
        document=honor.document,
        decision=None,
        claim=honor,
    )


def _same_title(claim: HonorState, state: HonorState) -> bool:
    return (
        claim.jurisdiction == state.jurisdiction
        and claim.grade == state.grade
        and (not claim.term or not state.term or claim.term == state.term)
    )
