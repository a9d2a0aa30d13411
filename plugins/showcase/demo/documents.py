"""Documents in the archives of some units: a page of PDF, a small table; in a category, or in the system's own folders.

Tiny, and without a note: what their names say is all that is known of them. Drawn apart, so that nothing else changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from showcase.demo.plan import Identity, Plan, dice
from showcase.demo.words import topics
from showcase.demo.writing import File, to_csv, to_pdf

__all__ = ["make_documents"]

_SHARE: Final = 0.12
"""Units with documents."""
_IN_SYSTEM: Final = 0.3
"""Of these, one that keeps something by the assessment system."""


def make_documents(plan: Plan, unit: Identity, taken: Counter[str]) -> Iterator[File]:
    """Paths below the unit's folder; ``taken`` is the last number of each folder of the archive, and goes on."""
    rng = dice(plan, unit.number, "documents")
    if rng.random() >= _SHARE:
        return
    topic, year = rng.choice(topics()), plan.today.year - 1
    taken[topic.archive] += 1
    name = f"archive/{topic.archive}/{taken[topic.archive]:02d}-{year}年{topic.name}登记"
    rows = [(f"{month}月", rng.randint(3, 60)) for month in range(1, 13)]
    if rng.random() < 0.5:
        yield f"{name}.csv", to_csv(("月份", "人次"), rows)
    else:
        lines = [f"{month}　{count} 人次" for month, count in rows]
        yield f"{name}.pdf", to_pdf(f"{unit.short_name}{year}年{topic.name}登记", lines)
    if rng.random() < _IN_SYSTEM:
        folder = f"archive/{topic.name}工作/01-{topic.name}的安排"
        yield f"{folder}/01-{year}年安排表.csv", to_csv(("月份", "安排"), [(month, "照常") for month, _ in rows])
