"""Why a unit holds its titles: the decisions that gave and kept each, in their own words, or that there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from showcase.model.dates import PartialDate, day_words
from showcase.model.honors import HonorEvent, HonorState, State
from showcase.model.office import Event
from showcase.model.units import Unit
from showcase.views.parts import Badge, Context, level_css, state_badge

__all__ = ["Ground", "GroundStep", "grounds"]

_DAY: Final = 6
"""Precision of a date that is a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundStep:
    """One decision about a title."""

    when: PartialDate
    event: str
    """授予, 晋级, 复查保留 …"""
    by: str
    title: str
    """Of the decision."""
    number: str
    url: str
    remark: str
    """What the decision says of this unit: its row's note, the prize."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One title that counts today."""

    title: str
    css: str
    """By its level."""
    is_verified: bool
    state: Badge | None
    """Unless it is simply valid; a claim's is nobody's to tell."""
    steps: tuple[GroundStep, ...]
    """From the decision that gave it on; empty of a claim."""
    source: str
    """Of a claim: where the unit has it from, in words."""
    due: str
    """Until when the term runs, in words; empty where nobody says."""


def grounds(context: Context, unit: Unit) -> tuple[Ground, ...]:
    """Of all titles that count, the highest first."""
    return tuple(_ground(state) for state in context.counted(unit.slug))


def _ground(state: HonorState) -> Ground:
    is_told = state.is_verified and state.state is not State.VALID
    claim = state.award.claim
    return Ground(
        title=_title(state),
        css=level_css(state.level),
        is_verified=state.is_verified,
        state=state_badge(state.state) if is_told else None,
        steps=tuple(_steps(state)),
        source="" if state.is_verified or claim is None else claim.document or claim.source,
        due=_due(state) if state.is_verified else "",
    )


def _title(state: HonorState) -> str:
    return state.title if not state.term or state.term in state.title else f"{state.title}（{state.term}）"


def _due(state: HonorState) -> str:
    """No more exact than the day on which it was given."""
    if state.due is None:
        return ""
    end = day_words(state.due) if state.award.date.precision == _DAY else f"{state.due.year}年"
    return f"本届已于{end}届满，等待复查。" if state.state is State.OVERDUE else f"本届到{end}届满。"


def _steps(state: HonorState) -> Iterator[GroundStep]:
    for event in state.events:
        if event.decision is not None:
            yield GroundStep(
                when=event.date,
                event=event.event.value,
                by="、".join(event.by),
                title=event.decision.title,
                number=event.document,
                url=event.decision.url,
                remark=_remark(event),
            )


def _remark(event: HonorEvent) -> str:
    """What is said of the unit itself; a reason where the decision has it published."""
    is_kept = event.event in (Event.AWARD, Event.PROMOTE, Event.RETAIN, Event.CONFIRM, Event.RESTORE)
    said = event.remark if is_kept else event.reason
    return "，".join(part for part in (event.prize, said) if part)
