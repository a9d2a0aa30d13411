"""The state of every title: decisions are the truth, what only the unit says is a claim.

``events(decisions) + claims(units) → state``: one pure function, used by pages, rolls and feeds.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
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


def honor_states(collection: Collection, day: dt.date) -> Mapping[str, tuple[HonorState, ...]]:
    """States of all titles by unit slug, decisions up to and including ``day``."""
    decided: dict[str, list[tuple[Decision, DecisionList, DecisionEntry]]] = defaultdict(list)
    for decision in sorted(collection.decisions, key=lambda d: (d.date, _serial(d.number), d.number)):
        if decision.date <= day and decision.publication.withdrawn is None:
            for decided_list in decision.lists:
                for entry in decided_list.entries:
                    decided[entry.unit].append((decision, decided_list, entry))
    return {unit.slug: _fold_unit(unit, decided[unit.slug]) for unit in collection.units}


def _serial(number: str) -> int:
    """9 of 〔2025〕9号: of one day, no. 9 came before no. 10."""
    match = re.search(r"(\d+)号", number)
    return int(match[1]) if match else 0


def _fold_unit(unit: Unit, rows: Iterable[tuple[Decision, DecisionList, DecisionEntry]]) -> tuple[HonorState, ...]:
    states: list[HonorState] = []
    for decision, decided_list, entry in rows:
        _apply(states, unit, _event(decision, decided_list, entry), decided_list)
    own = (honor for honor in unit.honors if honor.is_own and honor.grade)
    claims = [_opened(unit, claim_event(honor), honor.jurisdiction) for honor in own]
    unsettled = [c for c in claims if not any(_same_title(c, s) for s in states)]
    return (*states, *(c for c in unsettled if not any(_rises_above(s, c) for s in (*states, *claims))))


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
    """One event onto the states so far: it moves a title of its ladder and term on, or opens one.

    What grants a higher rung to the holder of a lower one is a promotion, whatever it calls itself
    (FORMATS.md, A decision).
    """
    jurisdiction = decided_list.jurisdiction
    if event.event in (Event.AWARD, Event.PROMOTE):
        lower = [i for i, s in enumerate(states) if s.state.counts and _is_below(s, jurisdiction, event.grade)]
        for i in lower:
            states[i] = replace(states[i], state=State.SUPERSEDED)
        event = replace(event, event=Event.PROMOTE) if lower else event
    matching = [i for i, s in enumerate(states) if _matches(s, jurisdiction, event)]
    for i in matching:
        states[i] = replace(states[i], state=_AFTER[event.event], events=(*states[i].events, event))
    if not matching:
        states.append(_opened(unit, event, jurisdiction))


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


def _is_below(state: HonorState, jurisdiction: Jurisdiction, grade: str) -> bool:
    """True for a title on a lower rung of the ladder that has this grade."""
    ladder = jurisdiction.ladder_of(grade) or ()
    return state.jurisdiction == jurisdiction and state.grade in ladder[: jurisdiction.rung(grade)]


def _matches(state: HonorState, jurisdiction: Jurisdiction, event: HonorEvent) -> bool:
    """True for the title that an event is about; an award that is repeated is about the one there is."""
    if state.jurisdiction != jurisdiction or not _is_open_to(state, event):
        return False
    if event.event in (Event.AWARD, Event.PROMOTE):
        return state.grade == event.grade and event.term in ("", state.term)
    ladder = jurisdiction.ladder_of(event.grade) or (event.grade,)
    return state.grade in ladder and (not event.term or not state.term or event.term == state.term)


def _is_open_to(state: HonorState, event: HonorEvent) -> bool:
    """What was taken away may be restored, but is neither retained nor taken away again."""
    return state.state.counts or (event.event is Event.RESTORE and state.state in (State.REVOKED, State.ENDED))


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


def _rises_above(state: HonorState, claim: HonorState) -> bool:
    """True when the unit rose from the title that is claimed to this one, which is not the earlier of the two."""
    if state.jurisdiction is None or not _is_below(claim, state.jurisdiction, state.grade):
        return False
    then, now = claim.award.date.earliest, state.award.date.latest
    return then is None or now is None or then <= now


def _same_title(claim: HonorState, state: HonorState) -> bool:
    return (
        claim.jurisdiction == state.jurisdiction
        and claim.grade == state.grade
        and (not claim.term or not state.term or claim.term == state.term)
    )
