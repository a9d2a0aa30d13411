"""The fold: ``events(decisions) + claims(units) → every honour of a unit with its whole history``.

One pure step a time (:func:`apply`), so that folding up to a day and then on is folding to the end.
Nothing else in the project knows what an event does to a title: rolls, statistics, open data and
the as-of-date control of the browser look up what comes out of here (DESIGN.md §5, DOMAIN.md §1.4,
§3.2).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from showcase.model.collection import Collection
from showcase.model.events import Decided, events_by_unit, events_of
from showcase.model.honors import Change, HonorEvent, HonorState, State, is_same_award
from showcase.model.office import GIVES, Event
from showcase.model.terms import term_number
from showcase.model.units import Unit

__all__ = ["Conflict", "Kind", "Ledger", "apply", "honor_ledgers", "honor_states", "honors_of", "replay", "settle"]

_AFTER: Final = {
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
_TAKES: Final = (Event.REVOKE, Event.END)
_UNDER_WATCH: Final = (State.YELLOW, State.RECTIFY)


class Kind(Enum):
    """How an event can contradict what was before it."""

    NO_AWARD = auto()
    """Something happens to a title that nobody was given."""
    LATE_AWARD = auto()
    """A title is given after something has happened to it."""
    AFTER_END = auto()
    """Something happens to a title that was revoked or ended before."""
    GIVEN_AGAIN = auto()
    """A title that was revoked is given again in the same term: restoring it has a word of its own."""
    NOTHING_TO_RESTORE = auto()
    """A title is restored that was in force."""
    LOWER_RUNG = auto()
    """A lower rung is given in a term in which a higher one is held."""
    WRONG_RUNG = auto()
    """Something happens to a rung that the unit does not hold, while it holds another of the ladder."""
    PAST = auto()
    """Something happens to a title for which a later or higher one stands."""
    NOTHING_BELOW = auto()
    """A promotion of a unit that held nothing lower."""
    SAME_DAY = auto()
    """Decisions of one day, or one decision, say different things of one title."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An event of a decision that contradicts another one."""

    kind: Kind
    event: HonorEvent
    other: HonorEvent | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """All honours of a unit after some events, and what did not fit."""

    honors: tuple[HonorState, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def honor_states(collection: Collection, day: dt.date) -> Mapping[str, tuple[HonorState, ...]]:
    """Honours of all units by slug as of a day; decisions up to and including it."""
    ledgers = honor_ledgers(collection, day)
    return {slug: tuple(settle(honor, day) for honor in ledger.honors) for slug, ledger in ledgers.items()}


def honors_of(unit: Unit, decided: Decided, day: dt.date) -> tuple[HonorState, ...]:
    """Those of one unit."""
    return tuple(settle(honor, day) for honor in replay(unit, events_of(unit, decided, day)).honors)


def honor_ledgers(collection: Collection, day: dt.date) -> Mapping[str, Ledger]:
    """The same with what contradicts itself; no term is over yet."""
    told = events_by_unit(collection, day)
    return {unit.slug: replay(unit, told[unit.slug]) for unit in collection.units}


def replay(unit: Unit, events: Iterable[HonorEvent], ledger: Ledger | None = None) -> Ledger:
    """One event after the other, from a ledger on."""
    ledger = ledger or Ledger()
    for event in events:
        ledger = apply(unit, ledger, event)
    return ledger


def settle(honor: HonorState, day: dt.date) -> HonorState:
    """As of a day: a term that was not reviewed in time is overdue."""
    changes = _until(honor, day)
    return honor if changes is honor.changes else honor.moved(honor.events, changes, honor.due)


def apply(unit: Unit, ledger: Ledger, event: HonorEvent) -> Ledger:
    """One event onto the honours so far: it opens one or moves some on."""
    if not event.is_verified:
        return _claim(unit, ledger, event)
    return _give(unit, ledger, event) if event.event in GIVES else _move(unit, ledger, event)


# --- three kinds of step -------------------------------------------------------------------------


def _claim(unit: Unit, ledger: Ledger, event: HonorEvent) -> Ledger:
    """What only the unit says opens what no decision knows, and moves nothing that a decision does."""
    if any(is_same_award(honor.award, event) for honor in ledger.honors if _is_rung(honor, event)):
        return ledger
    has_risen = any(_rose_from(honor, event) for honor in ledger.honors)
    opened = _open(unit, _make_way(ledger, event), event)
    return _as_past(opened, State.SUPERSEDED) if has_risen else opened


def _give(unit: Unit, ledger: Ledger, event: HonorEvent) -> Ledger:
    """A decision gives a title: it repeats an award, or opens a new honour."""
    same = [h for h in ledger.honors if _is_rung(h, event)]
    ended = next((h for h in same if event.term and h.term == event.term and _has_ended(h)), None)
    if ended is not None:
        return _noted(ledger, Conflict(Kind.GIVEN_AGAIN, event, ended.last))
    held = next((h for h in same if h.is_verified and h.state.counts and _is_award_of(h, event)), None)
    if held is not None:
        return _advance(_told_late(ledger, held, event), held, event)
    on_ladder = list(_on_ladder(ledger, event))
    higher = [h for h in on_ladder if _is_of_term(h, event) and h.is_verified and _is_above(h, event)]
    ledger = _noted(ledger, *(Conflict(Kind.LOWER_RUNG, event, h.last) for h in higher))
    if event.event is Event.PROMOTE and not event.follows and not any(_is_below(h, event) for h in on_ladder):
        ledger = _noted(ledger, Conflict(Kind.NOTHING_BELOW, event))
    risen = any(h.is_verified and _is_below(h, event) for h in on_ladder)
    opened = _open(unit, _make_way(ledger, event), replace(event, event=Event.PROMOTE) if risen else event)
    is_past = any(h.award.is_verified and _is_of_later_term(h, event) for h in on_ladder)
    return _as_past(opened, State.CONCLUDED) if is_past else opened


def _move(unit: Unit, ledger: Ledger, event: HonorEvent) -> Ledger:
    """Something happens to a title; without a term to the one that the unit holds, whatever its term."""
    of_term = [h for h in ledger.honors if _is_rung(h, event) and _is_of_term(h, event)]
    if event.term and any(h.term == event.term for h in of_term):
        of_term = [h for h in of_term if h.term == event.term]
    matching = _meant(of_term, event)
    if not matching:
        return _unmatched(unit, ledger, of_term, event)
    for honor in matching:
        if event.event is Event.RESTORE and honor.state in (State.VALID, State.OVERDUE):
            ledger = _noted(ledger, Conflict(Kind.NOTHING_TO_RESTORE, event, honor.last))
        ledger = _advance(ledger, honor, event)
    return ledger


def _meant(honors: list[HonorState], event: HonorEvent) -> list[HonorState]:
    """The honours that an event is about: those in force; what else may be meant depends on the event."""
    current = [h for h in honors if h.state.counts]
    if event.event is Event.RESTORE:
        watched = [h for h in current if h.state in _UNDER_WATCH]
        return watched or [h for h in honors if _has_ended(h)][-1:] or current
    if not current and event.event in _TAKES:
        return [h for h in honors if _is_past(h)][-1:]  # a revocation reaches what a later title stands for, too
    return current


def _unmatched(unit: Unit, ledger: Ledger, of_term: list[HonorState], event: HonorEvent) -> Ledger:
    """Nothing in force is meant: a contradiction, or a title whose award nobody tells of."""
    other = next((h for h in _on_ladder(ledger, event) if h.is_verified and not _is_rung(h, event)), None)
    if other is not None:
        return _noted(ledger, Conflict(Kind.WRONG_RUNG, event, other.last))
    if of_term:
        kind = Kind.AFTER_END if _has_ended(of_term[-1]) else Kind.PAST
        return _noted(ledger, Conflict(kind, event, of_term[-1].last))
    known = event.event is Event.CONFIRM  # the successor of a merger holds it from now on
    return _open(unit, ledger if known else _noted(ledger, Conflict(Kind.NO_AWARD, event)), event)


# --- what a step is made of ----------------------------------------------------------------------


def _open(unit: Unit, ledger: Ledger, event: HonorEvent) -> Ledger:
    same = (h for h in ledger.honors if _is_rung(h, event) and h.term == event.term)
    alike = sum(h.award.year == event.year for h in same)
    honor = HonorState(
        unit=unit,
        title=event.title,
        level=event.level,
        jurisdiction=event.jurisdiction,
        grade=event.grade,
        term=event.term,
        rungs=event.rungs,
        number=alike + 1,
        prize=event.prize,
        events=(event,),
        changes=(Change(event.date.latest, _AFTER[event.event]),),
        due=_due(event),
    )
    return Ledger((*ledger.honors, honor), ledger.conflicts)


def _advance(ledger: Ledger, honor: HonorState, event: HonorEvent) -> Ledger:
    """An event onto one honour."""
    last = honor.last
    if last.is_verified and last.date == event.date and last.event != event.event:
        ledger = _noted(ledger, Conflict(Kind.SAME_DAY, event, last))
    changes = _changed(_until(honor, event.date.latest), event.date.latest, _AFTER[event.event])
    moved = honor.moved((*honor.events, event), changes, _due(event) if _renews(honor, event) else honor.due)
    return _replaced(ledger, honor, moved)


def _make_way(ledger: Ledger, event: HonorEvent) -> Ledger:
    """A new title ends those from which the unit rose, and the same one of an earlier term.

    What only the unit says never takes a title off the roll that a decision gave.
    """
    for honor in ledger.honors:
        state = _outlived(honor, event)
        if state is not None and (event.is_verified or not honor.is_verified):
            since = event.date.latest
            changes = _changed(_until(honor, since), since, state)
            ledger = _replaced(ledger, honor, honor.moved(honor.events, changes, honor.due))
    return ledger


def _outlived(honor: HonorState, event: HonorEvent) -> State | None:
    """What becomes of an older honour when a new one is opened; ``None`` when it stays what it is."""
    if not honor.state.counts or not event.grade:
        return None
    if honor.is_title and honor.title == event.follows and (event.is_chain_decided or not honor.is_verified):
        return State.SUPERSEDED
    if not _shares_ladder(honor, event) or _is_of_later_term(honor, event):
        return None
    if _is_below(honor, event):
        return State.SUPERSEDED
    if _is_above(honor, event) and not (event.is_verified and honor.term and event.term):
        return None  # a unit that tells its lower rung last has not lost the higher one
    return State.CONCLUDED if honor.term != event.term or not event.term else None


def _is_of_later_term(honor: HonorState, event: HonorEvent) -> bool:
    """A title of an earlier term that is given afterwards ends none of a later term."""
    own, given = term_number(honor.term), term_number(event.term)
    return own is not None and given is not None and own > given


def _rose_from(honor: HonorState, claim: HonorEvent) -> bool:
    """True when the unit rose from the title that is claimed to this honour, which is not the earlier of the two."""
    if honor.award.follows == claim.title:
        return True
    if not honor.state.counts or not _shares_ladder(honor, claim) or not _is_above(honor, claim):
        return False
    then, now = claim.date.earliest, honor.award.date.latest
    return then is None or now is None or then <= now


def _as_past(ledger: Ledger, state: State) -> Ledger:
    """The honour that was opened last is in force no more, for another one stands for it already."""
    opened = ledger.honors[-1]
    return _replaced(ledger, opened, opened.moved(opened.events, (Change(opened.changes[0].since, state),), opened.due))


def _told_late(ledger: Ledger, held: HonorState, award: HonorEvent) -> Ledger:
    """What seemed to lack an award has one, with a later date."""
    missing = Conflict(Kind.NO_AWARD, held.award)
    if missing not in ledger.conflicts:
        return ledger
    others = tuple(conflict for conflict in ledger.conflicts if conflict != missing)
    return Ledger(ledger.honors, (*others, Conflict(Kind.LATE_AWARD, held.award, award)))


def _noted(ledger: Ledger, *conflicts: Conflict) -> Ledger:
    return Ledger(ledger.honors, (*ledger.conflicts, *conflicts)) if conflicts else ledger


def _replaced(ledger: Ledger, old: HonorState, new: HonorState) -> Ledger:
    return Ledger(tuple([new if honor is old else honor for honor in ledger.honors]), ledger.conflicts)


def _until(honor: HonorState, day: dt.date | None) -> tuple[Change, ...]:
    """Changes up to a day: a title in force whose term was over by then was overdue.

    One under a warning stays so: its decision is to come in any case, and says more.
    """
    if day is not None and honor.due is not None and honor.due <= day and honor.state is State.VALID:
        return _changed(honor.changes, honor.due, State.OVERDUE)
    return honor.changes


def _changed(changes: tuple[Change, ...], since: dt.date | None, state: State) -> tuple[Change, ...]:
    """One change more, if it is one.

    Time does not run backwards, and what changed on an unknown day is taken to have changed with
    the change before it: nothing is on the roll of a day that nobody vouches for.
    """
    last = changes[-1]
    if last.state is state:
        return changes
    if since is None or (last.since is not None and since <= last.since):
        before = changes[:-1]
        return before if before and before[-1].state is state else (*before, Change(last.since, state))
    return (*changes, Change(since, state))


def _due(event: HonorEvent) -> dt.date | None:
    """The day on which the term is over: the same day so many years on (§3.2: 全国 3, 河南 5)."""
    years = event.jurisdiction.term_years if event.jurisdiction and event.grade else None
    given = event.date.latest
    if not years or given is None:
        return None
    is_leap_day = (given.month, given.day) == (2, 29)
    return given.replace(year=given.year + years, day=28) if is_leap_day else given.replace(year=given.year + years)


def _renews(honor: HonorState, event: HonorEvent) -> bool:
    """The years begin anew with an award, a review where the office has it so, and when what is over comes back."""
    if event.event is Event.RETAIN:
        return event.jurisdiction is not None and event.jurisdiction.review_renews
    is_over = honor.due is not None and event.date.latest is not None and honor.due <= event.date.latest
    return event.event in GIVES or (is_over and event.event in (Event.CONFIRM, Event.RESTORE))


# --- which honour an event is about --------------------------------------------------------------


def _is_award_of(honor: HonorState, event: HonorEvent) -> bool:
    """An award that is repeated; single honours are given year by year."""
    if not event.grade:
        return is_same_award(honor.award, event)
    return event.term in ("", honor.term)


def _is_rung(honor: HonorState, event: HonorEvent) -> bool:
    return honor.grade == event.grade and _shares_ladder(honor, event)


def _shares_ladder(honor: HonorState, event: HonorEvent) -> bool:
    """Of one jurisdiction, or of one level where nobody says whose title it is."""
    return honor.rungs == event.rungs and honor.level == event.level and honor.jurisdiction == event.jurisdiction


def _on_ladder(ledger: Ledger, event: HonorEvent) -> Iterable[HonorState]:
    return (h for h in ledger.honors if h.state.counts and _shares_ladder(h, event))


def _is_below(honor: HonorState, event: HonorEvent) -> bool:
    return bool(event.grade) and honor.rungs.index(honor.grade) < event.rungs.index(event.grade)


def _is_above(honor: HonorState, event: HonorEvent) -> bool:
    return bool(event.grade) and honor.rungs.index(honor.grade) > event.rungs.index(event.grade)


def _is_of_term(honor: HonorState, event: HonorEvent) -> bool:
    return not event.term or not honor.term or event.term == honor.term


def _is_past(honor: HonorState) -> bool:
    """Still the unit's, though a later title stands for it: a revocation may reach it too."""
    return honor.state in (State.SUPERSEDED, State.CONCLUDED)


def _has_ended(honor: HonorState) -> bool:
    return honor.state in (State.REVOKED, State.ENDED)
