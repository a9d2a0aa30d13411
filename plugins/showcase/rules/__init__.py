"""What no single file can know: duplicates, broken references, dates and decisions that contradict each other.

A rule is a generator of diagnostics; its name in messages is given where it reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from showcase.diagnostics import Diagnostic
from showcase.model.collection import Collection
from showcase.rules.addresses import addresses
from showcase.rules.dates import check_dates
from showcase.rules.honors import chains, claims, conflicts, documents, former_names, grades, successions
from showcase.rules.office import compilations, decisions, notices
from showcase.rules.texts import check_texts
from showcase.rules.units import aims, archives, names, relations
from showcase.rules.volumes import check_volumes

__all__ = ["RULES", "check_collection", "check_dates", "check_texts", "check_volumes"]

RULES: Final[tuple[Callable[[Collection], Iterator[Diagnostic]], ...]] = (
    addresses, names, former_names, relations, aims, grades, claims, documents, successions, chains, decisions,
    conflicts, notices, compilations, archives,
)  # fmt: skip


def check_collection(collection: Collection) -> Iterator[Diagnostic]:
    """All rules over the loaded showcase."""
    for rule in RULES:
        yield from rule(collection)
