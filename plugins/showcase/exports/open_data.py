"""The collection and the fold's result → the tables of the open data.

Only what is public: the collection is the public one, and what was taken back is left out, a unit
with everything that is its own. No person, no telephone; reasons only where a decision publishes them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from showcase.exports.activity_tables import ACTIVITY, QUARTER, activity_tables
from showcase.exports.columns import Column
from showcase.exports.evidence_tables import COVERAGE, EVIDENCE, INDICATOR, evidence_tables
from showcase.exports.honor_tables import EVENT, HONOR, SPAN, event_table, honor_table, span_table
from showcase.exports.office_tables import DECISION, NOTICE, States, decision_table, notice_table
from showcase.exports.unit_tables import ARTICLE, UNIT, article_table, unit_table
from showcase.model.collection import Collection
from showcase.model.datasets import Dataset
from showcase.model.honors import HonorState

__all__ = ["field_titles", "make_datasets"]


_COLUMNS: Final[Mapping[str, tuple[Column[Any], ...]]] = MappingProxyType({
    "units": UNIT, "honors": HONOR, "spans": SPAN, "events": EVENT, "decisions": DECISION, "articles": ARTICLE,
    "notices": NOTICE, "indicators": INDICATOR, "evidence": EVIDENCE, "coverage": COVERAGE,
    "activity": ACTIVITY, "quarters": QUARTER,
})  # fmt: skip


def make_datasets(
    collection: Collection,
    honors: Mapping[str, tuple[HonorState, ...]],
    notice_states: States,
    today: dt.date,
    site_url: str,
) -> tuple[Dataset, ...]:
    """All tables, each in the order of its key; addresses are absolute, so that a row can travel alone."""
    units = [unit for unit in collection.units if collection.withdrawal(unit) is None]
    articles = [a for unit in units for a in unit.articles if a.publication.withdrawn is None]
    decisions = [d for d in collection.decisions if collection.withdrawal(d) is None]
    notices = [n for n in collection.notices if collection.withdrawal(n) is None]
    states = [state for unit in units for state in honors.get(unit.slug, ())]
    return (
        unit_table(units, honors, site_url),
        honor_table(units, honors, site_url),
        span_table(states),
        event_table(states, site_url),
        decision_table(decisions, site_url),
        article_table(articles, site_url),
        notice_table(collection, notices, notice_states, site_url),
        *evidence_tables(collection.config.editions, units, site_url),
        *activity_tables(units, today),
    )


def field_titles(table: str) -> Mapping[str, str]:
    """Chinese titles of a table's columns by their machine names; empty of a table that there is not."""
    return {column.field.name: column.field.title for column in _COLUMNS.get(table, ())}
