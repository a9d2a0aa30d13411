"""A unit as every form of the directory needs it, made once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from showcase.model.honors import HonorState, State
from showcase.model.units import Unit
from showcase.views.parts import Badge, Context, best_state, level_badge, state_badge

__all__ = ["NO_CHOICE", "UNPROVEN_CHOICE", "Entry", "NameLine", "entries_of"]

NO_CHOICE: Final = "no_title"
"""Key of a unit without any title, in the facets of level and state."""
UNPROVEN_CHOICE: Final = "unproven"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLine:
    """A unit in a list of names."""

    url: str
    name: str
    place: str
    kind: str
    badge: Badge | None
    is_verified: bool | None
    """``None`` when the unit has no title at all."""
    state: Badge | None
    is_draft: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit with what every list needs of it."""

    unit: Unit
    best: HonorState | None
    initial: str
    line: NameLine
    keys: Mapping[str, str]
    """Of each facet the key of its choice; of the region that of the very one that it lies in."""


def entries_of(context: Context, units: Iterable[Unit]) -> list[Entry]:
    """Units from A to Z."""
    return [_entry(context, unit) for unit in sorted(units, key=lambda unit: (unit.pinyin, unit.slug))]


def _entry(context: Context, unit: Unit) -> Entry:
    best = best_state(context, unit)
    line = NameLine(
        url=unit.url,
        name=unit.short_name,
        place=context.collection.config.regions.label(unit.region),
        kind=unit.kind.name,
        badge=level_badge(best.level, best.grade, best.rung) if best else None,
        is_verified=best.is_verified if best else None,
        state=state_badge(best.state) if best and best.is_verified and best.state is not State.VALID else None,
        is_draft=unit.publication.draft,
    )
    keys = {
        "level": best.level.slug if best else NO_CHOICE,
        "kind": unit.kind.slug,
        "region": unit.region.code,
        "state": _state_key(best),
    }
    return Entry(unit, best, unit.pinyin[:1].upper() or "#", line, keys)


def _state_key(best: HonorState | None) -> str:
    if best is None:
        return NO_CHOICE
    return best.state.name.lower() if best.is_verified else UNPROVEN_CHOICE
