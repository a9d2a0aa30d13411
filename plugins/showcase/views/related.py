"""Units that are worth a look beside one: of the same kind, level and region (requirement R15).

Those alike stand in a ring by pinyin, and each leads to the next ones of its narrowest ring: so the same unit always
has the same beside it, a new one changes only what stands before it, and in a ring of four or more everybody is
shown as often as everybody else. By distance alone the first of the alphabet stood on all pages of a district.
A unit costs a few steps, whatever the number of units: comparing everybody with everybody took 15 s for 3,000.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from showcase.model.units import Unit
from showcase.views.parts import Card, Context, card

__all__ = ["Related"]

_MOST: Final = 3


class Related:
    """Rings of all units, from the narrowest to that of everybody."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._rings: dict[tuple[str, ...], list[Unit]] = {}
        for unit in sorted(context.units, key=_order):
            for ring in self._of(unit):
                self._rings.setdefault(ring, []).append(unit)

    def cards(self, unit: Unit) -> tuple[Card, ...]:
        """The nearest ones; other kinds only fill up a short list."""
        return tuple(card(self._context, other) for other in self.units(unit))

    def units(self, unit: Unit) -> tuple[Unit, ...]:
        """The same before they are shown."""
        found: dict[str, Unit] = {}
        for name in self._of(unit):
            for other in _after(unit, self._rings.get(name, ())):
                if len(found) == _MOST:
                    return tuple(found.values())
                found.setdefault(other.slug, other)
        return tuple(found.values())

    def _of(self, unit: Unit) -> tuple[tuple[str, ...], ...]:
        """Names of the rings that a unit is in; the number tells those of as many words apart."""
        held = next(iter(self._context.counted(unit.slug)), None)
        kind, region, level = unit.kind.name, unit.region.code, held.level.name if held else ""
        sector = unit.sector.name if unit.sector else ""
        return (
            ("1", kind, region, level, sector), ("2", kind, region, level), ("3", kind, region),
            ("4", kind, level, sector), ("5", kind, level), ("6", kind), (),
        )  # fmt: skip


def _after(unit: Unit, ring: Sequence[Unit]) -> Iterator[Unit]:
    """All others of a ring, once around from this one on."""
    start = bisect_right(ring, _order(unit), key=_order)
    for step in range(len(ring)):
        other = ring[(start + step) % len(ring)]
        if other.slug != unit.slug:
            yield other


def _order(unit: Unit) -> tuple[str, str]:
    return unit.pinyin, unit.slug
