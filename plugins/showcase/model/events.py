"""What happened to the titles of each unit, in order: decisions and claims → events for the fold.

By date; decisions of one day by their numbers, lists of one decision as they are written, and what
dates do not settle as the unit's file tells it (requirement R44).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from showcase.model.collection import Collection
from showcase.model.dates import PartialDate, in_told_order
from showcase.model.honors import HonorEvent, claim_event, is_same_award, rungs_of
from showcase.model.office import GIVES, Decision, DecisionList
from showcase.model.units import Honor, Unit

__all__ = ["Decided", "decided_events", "events_by_unit", "events_of"]

Decided = Mapping[str, Sequence[HonorEvent]]
"""What decisions say of each unit, by slug, in order."""


def events_by_unit(collection: Collection, day: dt.date) -> Mapping[str, tuple[HonorEvent, ...]]:
    """Events of all units by slug, up to and including a day; what was taken back is none."""
    decided = decided_events(collection.decisions, day)
    return {unit.slug: events_of(unit, decided, day) for unit in collection.units}


def decided_events(decisions: Iterable[Decision], day: dt.date) -> Decided:
    """What decisions say, up to and including a day; what was taken back says nothing."""
    decided: dict[str, list[HonorEvent]] = defaultdict(list)
    for decision in sorted(decisions, key=_told):
        if decision.date <= day and decision.publication.withdrawn is None:
            for listed in decision.lists:
                for slug, event in _decided(decision, listed):
                    decided[slug].append(event)
    return decided


def events_of(unit: Unit, decided: Decided, day: dt.date) -> tuple[HonorEvent, ...]:
    """Events of one unit."""
    given = decided.get(unit.slug, ())
    return _events(unit, [_risen(event, unit.honors) for event in given] if unit.honors else list(given), day)


def _told(decision: Decision) -> tuple[dt.date, int, str, str]:
    """Of one day, 〔2025〕9号 came before 10号; of one decision, lists stand as they are written."""
    match = re.search(r"(\d+)号", decision.number)
    return decision.date, int(match[1]) if match else 0, decision.number, decision.slug


def _events(unit: Unit, decided: list[HonorEvent], day: dt.date) -> tuple[HonorEvent, ...]:
    """By date; what dates do not settle stays as the unit's file tells it.

    A claim that a decision proves is no event of its own.
    """
    own = [honor for honor in unit.honors if honor.is_own]
    known = (_known_by(claim_event(h), day) for h in own if h.date.earliest is None or h.date.earliest <= day)
    given = [event for event in decided if event.event in GIVES]
    claims = [claim for claim in known if not any(is_same_award(event, claim) for event in given)]
    return in_told_order(claims, lambda event: event.date, also=decided) if claims else tuple(decided)


def _known_by(claim: HonorEvent, day: dt.date) -> HonorEvent:
    """Given some time this year is given by now, at the latest."""
    date = claim.date
    return replace(claim, date=replace(date, latest=day)) if date.latest is not None and date.latest > day else claim


def _decided(decision: Decision, listed: DecisionList) -> Iterator[tuple[str, HonorEvent]]:
    """The events of one list by unit; what they share is worked out once, for lists of thousands."""
    date = PartialDate(decision.date.isoformat(), decision.date, decision.date, 6)
    reason = listed.reason if listed.publish_reason else ""
    ladders: dict[tuple[str, str], tuple[str, ...]] = {}
    for entry in listed.entries:
        key = (entry.grade, f"{entry.title}{entry.prize}")
        if key not in ladders:
            ladders[key] = rungs_of(listed.jurisdiction, *key)
        yield (
            entry.unit,
            HonorEvent(
                title=entry.title,
                event=listed.event,
                level=listed.level,
                jurisdiction=listed.jurisdiction,
                grade=entry.grade,
                term=entry.term,
                date=date,
                by=decision.by,
                document=decision.number,
                decision=decision,
                reason=reason,
                remark=listed.shown_remark(entry),
                prize=entry.prize,
                follows=listed.follows,
                is_chain_decided=bool(listed.follows),
                rungs=ladders[key],
                location=entry.location,
            ),
        )


def _risen(event: HonorEvent, claims: Iterable[Honor]) -> HonorEvent:
    """Where a decision does not say from which title a unit rose, the claim that it proves may."""
    for claim in claims if event.event in GIVES and not event.follows else ():
        if claim.follows and claim.grade == event.grade and is_same_award(event, claim_event(claim)):
            return replace(event, follows=claim.follows)
    return event
