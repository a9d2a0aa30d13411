"""Where a reader finds what a proposed unit rests on. The one place to name a unit's pages of materials."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.model.units import Unit
from showcase.views.archive import archive_url
from showcase.views.parts import Context, Crumb

__all__ = ["evidence_of"]


def evidence_of(context: Context, unit: Unit) -> tuple[Crumb, ...]:
    """Its materials by indicator, where there is an assessment system, and its archive; none of what was taken back."""
    return tuple(_pages(context, unit)) if unit.publication.withdrawn is None else ()


def _pages(context: Context, unit: Unit) -> Iterator[Crumb]:
    if context.collection.config.editions:
        yield Crumb("测评材料", f"{unit.url}evidence/")
    yield Crumb("档案", archive_url(unit))
