"""Where a reader finds what a proposed unit rests on. The one place to name a unit's pages of materials."""

from __future__ import annotations

from showcase.model.units import Unit
from showcase.views.parts import Context, Crumb

__all__ = ["evidence_of"]


def evidence_of(context: Context, unit: Unit) -> tuple[Crumb, ...]:
    """The unit's articles on its own page; nothing when it has none that readers see, or was taken back."""
    shown = [a for a in unit.articles if context.collection.withdrawal(a) is None]
    return (Crumb(f"材料 {len(shown)} 篇", f"{unit.url}#s-articles"),) if shown else ()
