"""What the decision made of the notice's lists: counts, and a table of every unit with which it went another way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from showcase.model.office import Decision, Notice
from showcase.model.outcomes import Change, Difference, Outcome, compare
from showcase.views.notices.clock import period
from showcase.views.paging import within
from showcase.views.parts import Context, day

__all__ = [
    "ChangeGroup",
    "OutcomeView",
    "Precedent",
    "change_rows",
    "cut_changes",
    "outcome_of",
    "outcome_view",
    "precedents",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A unit: what was proposed, what was decided."""

    name: str
    url: str
    region: str
    proposed: str
    decided: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGroup:
    """Units that differ in the same way."""

    title: str
    count: int
    """Of its rows on all pages."""
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """The decision that followed, and how it compares with the notice."""

    title: str
    url: str
    number: str
    date: str
    date_iso: str
    tally: str
    """名单 12 家，与公示一致 10 家，不同 2 家."""
    has_lists: bool
    heading: str
    """Of the table."""
    groups: tuple[ChangeGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """On the page of a decision: the notice before it."""

    title: str
    url: str
    period: str
    changes: str
    """公示名单 12 家，结果一致 10 家，不同 2 家; empty when there is nothing to compare."""


def outcome_of(context: Context, notice: Notice) -> Decision | None:
    """The decision that followed, where readers may see it."""
    found = (d for d in context.collection.decisions if d.slug == notice.outcome and d.publication.withdrawn is None)
    return next(found, None)


def outcome_view(context: Context, notice: Notice, decision: Decision) -> OutcomeView:
    """The decision, counts, and what differs."""
    outcome = compare(notice, decision, context.collection.config.taxonomies.kinds)
    return OutcomeView(
        title=decision.title,
        url=decision.url,
        number=decision.number,
        date=day(decision.date).display,
        date_iso=decision.date.isoformat(),
        tally=outcome.tally,
        has_lists=bool(outcome.proposed),
        heading="复查以后" if outcome.is_open else "与公示不同的",
        groups=tuple(_groups(context, outcome)),
    )


def _groups(context: Context, outcome: Outcome) -> Iterator[ChangeGroup]:
    for difference in Difference:
        rows = tuple(_row(context, change) for change in outcome.changes if change.difference is difference)
        if rows:
            yield ChangeGroup(title=difference.value, count=len(rows), rows=rows)


def _row(context: Context, change: Change) -> ChangeRow:
    unit = context.collection.unit(change.unit)
    return ChangeRow(
        name=unit.short_name if unit else context.collection.name_of(change.unit),
        url=unit.url if unit else "",
        region=unit.region.name if unit else "",
        proposed=change.proposed or "没有公示",
        decided=change.decided or "没有列入",
    )


def change_rows(outcome: OutcomeView | None) -> int:
    """How many rows of a page they take."""
    return sum(len(group.rows) for group in outcome.groups) if outcome else 0


def cut_changes(groups: Iterable[ChangeGroup], span: tuple[int, int]) -> tuple[ChangeGroup, ...]:
    """What lies within a span of all rows."""
    return within(groups, lambda group: len(group.rows), lambda g, a, b: replace(g, rows=g.rows[a:b]), span)


def precedents(context: Context, decision: Decision) -> Iterator[Precedent]:
    """Notices that led to a decision, in order of time."""
    shown = (n for n in context.collection.notices if n.outcome == decision.slug and n.publication.withdrawn is None)
    for notice in sorted(shown, key=lambda n: (n.date, n.slug)):
        outcome = compare(notice, decision, context.collection.config.taxonomies.kinds)
        same = "" if outcome.is_open else "与公示名单一致"
        yield Precedent(
            title=notice.title,
            url=f"{notice.url}#s-outcome",
            period=period(notice),
            changes=outcome.tally if outcome.changes else same if outcome.proposed else "",
        )
