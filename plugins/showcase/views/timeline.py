"""The timeline of a unit's honours: events of decisions and claims, newest first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from showcase.model.dates import PartialDate, in_told_order
from showcase.model.honors import HonorEvent, HonorState, State, claim_event, is_same_award
from showcase.model.office import GIVES
from showcase.model.units import Honor, Unit
from showcase.views.parts import Badge, Context, Picture, picture, state_badge

__all__ = ["TimelineLine", "other_line", "timeline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineLine:
    """One event of a unit's honours."""

    when: PartialDate
    year: str
    """2021, or all that the file says when it is not a plain year."""
    rest: str
    """12月, 初 …: what stands small below the year."""
    title: str
    event: str
    """授予, 晋级 …; empty for a claim, which states no event."""
    is_verified: bool
    by: str
    document: str
    document_url: str
    is_peak: bool
    """The event that gave the highest title."""
    notes: tuple[str, ...]
    """Reason, chain, former name, source, what is not known."""
    state: Badge | None
    """What has become of the title since its last event."""
    evidence: Picture | None


def timeline(context: Context, unit: Unit, best: HonorState | None) -> tuple[TimelineLine, ...]:
    """Events of decisions, and the claims that no decision covers, newest first.

    A decision's event takes the place of the claim that it proves, so that the file's order still
    holds around it; events that the file does not mention (复查保留 …) go by their dates.
    """
    held = context.honors.get(unit.slug, ())
    proven = [(event, state) for state in held for event in state.events if event.decision]
    claimed = {state.award.claim.location: state for state in held if state.award.claim}
    told: list[_Item] = []
    for honor in unit.honors:
        if honor.is_own:
            proof = next((item for item in proven if _proves(item[0], honor)), None)
            if proof is None or not any(event is proof[0] for event, _ in told):
                told.append(proof or (claim_event(honor), claimed.get(honor.location)))
    unmentioned = [item for item in proven if not any(event is item[0] for event, _ in told)]
    ordered = in_told_order(told, lambda item: item[0].date, also=unmentioned, newest_first=True)
    return tuple(
        _line(context, unit, event, state, best is not None and _is_one(event, best.award)) for event, state in ordered
    )


_Item = tuple[HonorEvent, HonorState | None]


def _proves(event: HonorEvent, honor: Honor) -> bool:
    return event.event in GIVES and is_same_award(event, claim_event(honor))


def _line(context: Context, unit: Unit, event: HonorEvent, state: HonorState | None, is_peak: bool) -> TimelineLine:
    evidence = next((p for p in unit.photos if event.claim and p.path == event.claim.evidence), None)
    year, rest = _year_and_rest(event.date)
    return TimelineLine(
        when=event.date,
        year=year,
        rest=rest,
        title=_with_term(f"{event.title}{event.prize}", event.term),
        event=event.event.value if event.decision else "",
        is_verified=event.is_verified,
        by="、".join(event.by),
        document=event.decision.name if event.decision else event.document,
        document_url=event.decision.url if event.decision else "",
        is_peak=is_peak,
        notes=tuple(note for note in _notes(unit, event) if note),
        state=_outcome(event, state),
        evidence=picture(context, evidence) if evidence else None,
    )


def _is_one(event: HonorEvent, other: HonorEvent) -> bool:
    """A claim's event is made anew wherever it is shown."""
    return event is other or (event.claim is not None and event.claim is other.claim)


def _outcome(event: HonorEvent, state: HonorState | None) -> Badge | None:
    """What has become of the title since its last event; a claim's term is nobody's to call over."""
    if state is None or not _is_one(event, state.last) or state.state is State.VALID:
        return None
    is_told = state.is_verified or not state.state.counts
    return state_badge(state.state) if is_told else None


def _notes(unit: Unit, event: HonorEvent) -> tuple[str, ...]:
    day = event.date.latest
    former = unit.former_name_on(day) if day else ""
    return (
        event.reason and f"原因：{event.reason}",
        f"由“{event.follows}”晋级" if event.follows else "",
        f"时称“{former}”" if former else "",
        f"来源：{event.claim.source}" if event.claim and event.claim.source else "",
        _unknown_note(event.date),
    )


def _year_and_rest(date: PartialDate) -> tuple[str, str]:
    match = re.fullmatch(r"(\d{4})年(.*)", date.display)
    return (match[1], match[2]) if match else (date.display, "")


def _with_term(title: str, term: str) -> str:
    return title if not term or term in title else f"{term}{title}"


def _unknown_note(date: PartialDate) -> str:
    return "" if date.is_known else f"原文写作“{date.written}”，本站不推测"


def other_line(honor: Honor) -> TimelineLine:
    """An honour of a sub-unit or of persons, who are counted and never named."""
    holder = honor.subunit or f"{honor.persons} 人次"
    year, rest = _year_and_rest(honor.date)
    source = f"来源：{honor.source}" if honor.source else ""
    return TimelineLine(
        when=honor.date,
        year=year,
        rest=rest,
        title=f"{holder}：{_with_term(honor.title, honor.term)}",
        event="",
        is_verified=False,
        by="、".join(honor.by),
        document=honor.document,
        document_url="",
        is_peak=False,
        notes=tuple(note for note in (source, _unknown_note(honor.date)) if note),
        state=None,
        evidence=None,
    )
