"""Decisions: what every verified honour links to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from showcase.markdown import Html
from showcase.model.office import Decision, DecisionEntry, DecisionList, Event
from showcase.views.parts import HOME, Context, Crumb, ViewPage, day

__all__ = ["DecisionView", "decision_line", "decision_pages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A decision in a list."""

    url: str
    title: str
    number: str
    date: str
    date_iso: str
    by: str
    note: str
    """授予 7 家 · 撤销 1 家."""
    validity: str


@dataclass(frozen=True, slots=True)
class DecisionsView:
    """``/decisions/``."""

    decisions: tuple[DecisionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedRow:
    """One unit of one list."""

    number: int
    name: str
    url: str
    region: str
    grade: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedList:
    """One event for several units."""

    id: str
    event: str
    title: str
    term: str
    reason: str
    is_gone: bool
    rows: tuple[DecidedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedGroup:
    """All lists of one event: 授予, 复查保留, 撤销 …, with the number of units."""

    id: str
    event: str
    css: str
    """Empty, k (kept), w (warning), g (gone), as on notices."""
    count: int
    lists: tuple[DecidedList, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """``/decisions/<slug>/``."""

    title: str
    number: str
    index_number: str
    date: str
    date_iso: str
    by: str
    validity: str
    groups: tuple[DecidedGroup, ...]
    count: int
    body: Html
    has_addressee: bool
    """The text begins with those to whom it is addressed (主送机关), who stand without an indent."""


def decision_pages(context: Context) -> Iterator[ViewPage]:
    """The list, newest first, then every decision."""
    decisions = sorted(context.collection.decisions, key=lambda d: (d.date, d.slug), reverse=True)
    yield ViewPage(
        url="decisions/",
        template="decisions.html",
        title="决定",
        description="命名、晋级、复查和撤销称号的决定",
        view=DecisionsView(tuple(decision_line(d) for d in decisions if d.publication.withdrawn is None)),
        crumbs=(Crumb(HOME, ""), Crumb("决定")),
        section="honors/",
        feed="decisions",
    )
    for decision in decisions:
        yield ViewPage(
            url=decision.url,
            template="decision.html",
            title=decision.title,
            description=decision.summary or f"{decision.number}　{decision_line(decision).note}",
            view=_decision_view(context, decision),
            crumbs=(Crumb(HOME, ""), Crumb("决定", "decisions/"), Crumb(decision.number)),
            section="honors/",
            source=decision.source,
            published=day(decision.date),
            content_source="、".join(decision.by),
            is_draft=decision.publication.draft,
            feed="decisions",
        )


def decision_line(decision: Decision) -> DecisionLine:
    """A decision for a list, with the number of units by event."""
    counts: dict[str, int] = {}
    for decided in decision.lists:
        counts[decided.event.value] = counts.get(decided.event.value, 0) + len(decided.entries)
    return DecisionLine(
        url=decision.url,
        title=decision.title,
        number=decision.number,
        date=day(decision.date).display,
        date_iso=decision.date.isoformat(),
        by="、".join(decision.by),
        note=" · ".join(f"{event} {count} 家" for event, count in counts.items()),
        validity=decision.validity.value,
    )


def _decision_view(context: Context, decision: Decision) -> DecisionView:
    return DecisionView(
        title=decision.title,
        number=decision.number,
        index_number=decision.index_number,
        date=day(decision.date).display,
        date_iso=decision.date.isoformat(),
        by="、".join(decision.by),
        validity=decision.validity.value,
        groups=tuple(_decided_groups(context, decision)),
        count=sum(len(item.entries) for item in decision.lists),
        body=context.text(decision.source),
        has_addressee=decision.text.markdown.lstrip().partition("\n")[0].rstrip().endswith("："),
    )


_EVENT_CSS: Final = {
    Event.RETAIN: "k", Event.CONFIRM: "k", Event.RESTORE: "k",
    Event.YELLOW: "w", Event.RECTIFY: "w", Event.REVOKE: "g", Event.END: "g",
}  # fmt: skip


def _decided_groups(context: Context, decision: Decision) -> Iterator[DecidedGroup]:
    """Lists of the same event stand together, in the order in which the decision first names them."""
    by_event: dict[Event, list[DecidedList]] = {}
    for number, item in enumerate(decision.lists, 1):
        by_event.setdefault(item.event, []).append(_decided_list(context, item, number))
    for number, (event, lists) in enumerate(by_event.items(), 1):
        count = sum(len(decided.rows) for decided in lists)
        css = _EVENT_CSS.get(event, "")
        yield DecidedGroup(id=f"s-list-{number}", event=event.value, css=css, count=count, lists=tuple(lists))


def _decided_list(context: Context, decided: DecisionList, number: int) -> DecidedList:
    terms = {entry.term for entry in decided.entries if entry.term}
    return DecidedList(
        id=f"list-{number}",
        event=decided.event.value,
        title=decided.title,
        term=next(iter(terms)) if len(terms) == 1 else "",
        reason=decided.reason if decided.publish_reason else "",
        is_gone=decided.event.value in ("撤销", "终止"),
        rows=tuple(_decided_row(context, entry, n) for n, entry in enumerate(decided.entries, 1)),
    )


def _decided_row(context: Context, entry: DecisionEntry, number: int) -> DecidedRow:
    unit = context.collection.unit(entry.unit)
    return DecidedRow(
        number=number,
        name=unit.short_name if unit else context.collection.name_of(entry.unit),
        url=unit.url if unit else "",
        region=unit.region.name if unit else "",
        grade=entry.grade,
        remark=entry.remark,
    )
