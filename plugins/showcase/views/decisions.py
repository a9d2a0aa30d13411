"""Decisions: what every verified honour links to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from showcase.diagnostics import Location
from showcase.markdown import Html
from showcase.model.honors import HonorEvent, HonorState, State
from showcase.model.office import Decision, DecisionEntry, DecisionList, Event
from showcase.views.notices.changes import Precedent, precedents
from showcase.views.paging import chunks, page_url, paged, spans, within
from showcase.views.parts import HOME, Badge, Context, Crumb, ViewPage, day, state_badge
from showcase.views.search_facts import SearchFacts

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
    former: str
    """The name that it bore on the day of the decision, where that was another one."""
    remark: str
    now: Badge | None
    """What has become of the title since, where that is no longer what this list says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedList:
    """One event for several units."""

    id: str
    event: str
    title: str
    term: str
    reason: str
    is_gone: bool
    count: int
    """Of its rows on all pages."""
    rows: tuple[DecidedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedGroup:
    """All lists of one event: 授予, 复查保留, 撤销 …, with the number of units."""

    id: str
    event: str
    css: str
    """Empty, k (kept), w (warning), g (gone), as on notices."""
    count: int
    tally: str
    """9 家, or 1 家，2 项."""
    measure: str
    """Of the count: 家 while no unit is named twice, else 项."""
    lists: tuple[DecidedList, ...]


@dataclass(frozen=True, slots=True)
class Prize:
    """奖项 × 名额 × 获奖单位."""

    name: str
    quota: int
    units: tuple[DecidedRow, ...]


@dataclass(frozen=True, slots=True)
class PrizeTable:
    """All prizes of one title."""

    id: str
    title: str
    count: int
    prizes: tuple[Prize, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A group with the place where it begins."""

    url: str
    """An anchor of this page, or the address of another one."""
    event: str
    css: str
    count: int
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """``/decisions/<slug>/``; of long lists a page."""

    title: str
    number: str
    index_number: str
    date: str
    date_iso: str
    by: str
    validity: str
    notices: tuple[Precedent, ...]
    """公示 before it."""
    groups: tuple[DecidedGroup, ...]
    prizes: tuple[PrizeTable, ...]
    outline: tuple[Outline, ...]
    """All groups, also those on other pages."""
    prize_outline: tuple[Outline, ...]
    count: int
    tally: str
    has_moved_on: bool
    """Some title of the lists is no longer what they say."""
    body: Html
    has_addressee: bool
    """The text begins with those to whom it is addressed (主送机关), who stand without an indent."""


def decision_pages(context: Context) -> Iterator[ViewPage]:
    """The list, newest first, then every decision."""
    decisions = sorted(context.collection.decisions, key=lambda d: (d.date, d.slug), reverse=True)
    shown = [decision_line(d) for d in decisions if d.publication.withdrawn is None]
    listing = ViewPage(
        url="decisions/",
        template="decisions.html",
        title="决定",
        description="命名、晋级、复查和撤销称号的决定",
        view=None,
        crumbs=(Crumb(HOME, ""), Crumb("决定")),
        section="honors/",
        feed="decisions",
    )
    yield from paged(listing, [DecisionsView(lines) for lines in chunks(shown, context.limits.lines)])
    outcomes = _outcomes(context)
    for decision in decisions:
        page = ViewPage(
            url=decision.url,
            template="decision.html",
            title=decision.title,
            description=decision.summary or f"{decision.name}　{decision_line(decision).note}",
            view=None,
            crumbs=(Crumb(HOME, ""), Crumb("决定", "decisions/"), Crumb(decision.number or decision.title)),
            section="honors/",
            source=decision.source,
            published=day(decision.date),
            released=decision.publication.publish,
            content_source="、".join(decision.by),
            is_draft=decision.publication.draft,
            feed="decisions",
            search=SearchFacts(unit=(decision.number,), is_own=True) if decision.number else SearchFacts(),
        )
        view = _decision_view(context, decision, outcomes)
        is_whole = decision.publication.withdrawn is not None  # nothing of it is shown
        yield from paged(page, [view] if is_whole else _parts(view, decision.url, context.limits.rows))


def decision_line(decision: Decision) -> DecisionLine:
    """A decision for a list, with the number of units by event."""
    named: dict[str, list[str]] = {}
    for decided in decision.lists:
        named.setdefault(decided.event.value, []).extend(entry.unit for entry in decided.entries)
    return DecisionLine(
        url=decision.url,
        title=decision.title,
        number=decision.number,
        date=day(decision.date).display,
        date_iso=decision.date.isoformat(),
        by="、".join(decision.by),
        note=" · ".join(f"{event} {_tally(units)}" for event, units in named.items()),
        validity=decision.validity.value,
    )


def _tally(units: Sequence[str]) -> str:
    """9 家; 1 家，2 项 when a unit stands in several lists: a decision may take two titles from it."""
    count = len(set(units))
    return f"{count} 家" if count == len(units) else f"{count} 家，{len(units)} 项"


Key = tuple[str, str, str, str, str, Location]
Outcomes = Mapping[Key, HonorState]
"""What a row of a list has come to; two lists may share one table, so that its place alone does not tell it."""
_Row = tuple[DecisionList, DecisionEntry]


def _outcomes(context: Context) -> Outcomes:
    return {_key_of(event): held for states in context.honors.values() for held in states for event in held.events}


def _key_of(event: HonorEvent) -> Key:
    slug = event.decision.slug if event.decision else ""
    whose = event.jurisdiction.name if event.jurisdiction else ""
    return (slug, whose, event.title, event.grade, event.term, event.location)


def _decision_view(context: Context, decision: Decision, outcomes: Outcomes) -> DecisionView:
    groups = tuple(_decided_groups(context, decision, outcomes))
    prizes = tuple(_prize_tables(context, decision, outcomes))
    return DecisionView(
        title=decision.title,
        number=decision.number,
        index_number=decision.index_number,
        date=day(decision.date).display,
        date_iso=decision.date.isoformat(),
        by="、".join(decision.by),
        validity=decision.validity.value,
        notices=tuple(precedents(context, decision)),
        groups=groups,
        prizes=prizes,
        outline=(),
        prize_outline=(),
        count=sum(len(item.entries) for item in decision.lists),
        tally=_tally([entry.unit for item in decision.lists for entry in item.entries]),
        has_moved_on=any(row.now for row in _all_rows(groups, prizes)),
        body=context.text(decision.source),
        has_addressee=decision.text.markdown.lstrip().partition("\n")[0].rstrip().endswith("："),
    )


# --- page by page --------------------------------------------------------------------------------


def _parts(view: DecisionView, url: str, size: int) -> list[DecisionView]:
    """The text stands on the first page, names that are too many go on over the next ones."""
    cuts = spans(sum(map(_group_size, view.groups)) + sum(map(_prize_size, view.prizes)), size)
    parts = [_part(view, cut) for cut in cuts]
    starts: dict[str, int] = {}
    for number, part in enumerate(parts, 1):
        for name in (*(group.id for group in part.groups), *(table.id for table in part.prizes)):
            starts.setdefault(name, number)
    return [_with_outline(part, view, url, starts, number) for number, part in enumerate(parts, 1)]


def _part(view: DecisionView, cut: tuple[int, int]) -> DecisionView:
    """Rows of prizes are counted after those of the lists."""
    start, stop = cut
    named = sum(map(_group_size, view.groups))
    return replace(
        view,
        groups=within(view.groups, _group_size, _cut_group, cut),
        prizes=within(view.prizes, _prize_size, _cut_prizes, (max(start - named, 0), max(stop - named, 0))),
        body=view.body if start == 0 else Html(""),
    )


def _with_outline(part: DecisionView, view: DecisionView, url: str, starts: dict[str, int], here: int) -> DecisionView:
    def place(name: str) -> str:
        return f"#{name}" if starts[name] == here else f"{page_url(url, starts[name])}#{name}"

    return replace(
        part,
        outline=tuple(
            Outline(url=place(g.id), event=g.event, css=g.css, count=g.count, measure=g.measure) for g in view.groups
        ),
        prize_outline=tuple(
            Outline(url=place(t.id), event="获奖", css="", count=t.count, measure="家") for t in view.prizes
        ),
    )


def _group_size(group: DecidedGroup) -> int:
    return sum(len(listed.rows) for listed in group.lists)


def _cut_group(group: DecidedGroup, start: int, stop: int) -> DecidedGroup:
    lists = within(group.lists, lambda item: len(item.rows), _cut_list, (start, stop))
    return replace(group, lists=lists)


def _cut_list(listed: DecidedList, start: int, stop: int) -> DecidedList:
    return replace(listed, rows=listed.rows[start:stop])


def _prize_size(table: PrizeTable) -> int:
    return sum(len(prize.units) for prize in table.prizes)


def _cut_prizes(table: PrizeTable, start: int, stop: int) -> PrizeTable:
    prizes = within(table.prizes, lambda prize: len(prize.units), _cut_prize, (start, stop))
    return replace(table, prizes=prizes)


def _cut_prize(prize: Prize, start: int, stop: int) -> Prize:
    return replace(prize, units=prize.units[start:stop])


def _all_rows(groups: Iterable[DecidedGroup], prizes: Iterable[PrizeTable]) -> Iterator[DecidedRow]:
    yield from (row for group in groups for listed in group.lists for row in listed.rows)
    yield from (row for table in prizes for prize in table.prizes for row in prize.units)


def _prize_tables(context: Context, decision: Decision, outcomes: Outcomes) -> Iterator[PrizeTable]:
    """Prizes in the order in which the decision names them; a table may name them row by row."""
    tables: dict[str, dict[str, list[_Row]]] = {}
    quotas: dict[tuple[str, str], int] = {}
    for listed in decision.lists:
        for entry in listed.entries:
            if _is_prize(listed, entry):
                tables.setdefault(entry.title, {}).setdefault(entry.prize, []).append((listed, entry))
        if listed.prize and listed.quota is not None:
            quotas[listed.title, listed.prize] = listed.quota
    for number, (title, prizes) in enumerate(tables.items(), 1):
        rows = tuple(
            Prize(name, quotas.get((title, name), len(won)), tuple(_decided_rows(context, decision, won, outcomes)))
            for name, won in prizes.items()
        )
        yield PrizeTable(f"s-prizes-{number}", title, sum(len(prize.units) for prize in rows), rows)


def _is_prize(listed: DecisionList, entry: DecisionEntry) -> bool:
    """Won, that is: a prize that is taken back stands among what was taken back."""
    return bool(entry.prize) and listed.event is Event.AWARD


_LATER: Final = (State.SUPERSEDED, State.CONCLUDED, State.OVERDUE)
"""States to which a title comes without an event of its own."""
_EVENT_CSS: Final = {
    Event.RETAIN: "k", Event.CONFIRM: "k", Event.RESTORE: "k",
    Event.YELLOW: "w", Event.RECTIFY: "w", Event.REVOKE: "g", Event.END: "g",
}  # fmt: skip


def _decided_groups(context: Context, decision: Decision, outcomes: Outcomes) -> Iterator[DecidedGroup]:
    """Lists of the same event stand together, in the order in which the decision first names them."""
    by_event: dict[Event, list[DecidedList]] = {}
    for number, item in enumerate(decision.lists, 1):
        rows = [(item, entry) for entry in item.entries if not _is_prize(item, entry)]
        if rows or not item.entries:
            listed = _decided_list(context, decision, item, rows, outcomes, number)
            by_event.setdefault(item.event, []).append(listed)
    for number, (event, lists) in enumerate(by_event.items(), 1):
        units = [row.url or row.name for decided in lists for row in decided.rows]
        yield DecidedGroup(
            id=f"s-list-{number}",
            event=event.value,
            css=_EVENT_CSS.get(event, ""),
            count=len(units),
            tally=_tally(units),
            measure="家" if len(set(units)) == len(units) else "项",
            lists=tuple(lists),
        )


def _decided_list(
    context: Context,
    decision: Decision,
    decided: DecisionList,
    rows: Sequence[_Row],
    outcomes: Outcomes,
    number: int,
) -> DecidedList:
    terms = {entry.term for _, entry in rows if entry.term}
    return DecidedList(
        id=f"list-{number}",
        event=decided.event.value,
        title=f"{decided.title}{decided.prize}",
        term=next(iter(terms)) if len(terms) == 1 else "",
        reason=decided.reason if decided.publish_reason else "",
        is_gone=decided.event.value in ("撤销", "终止"),
        count=len(rows),
        rows=tuple(_decided_rows(context, decision, rows, outcomes)),
    )


def _decided_rows(
    context: Context, decision: Decision, rows: Iterable[_Row], outcomes: Outcomes
) -> Iterator[DecidedRow]:
    for number, (listed, entry) in enumerate(rows, 1):
        unit = context.collection.unit(entry.unit)
        key = (decision.slug, listed.jurisdiction.name, entry.title, entry.grade, entry.term, entry.location)
        yield DecidedRow(
            number=number,
            name=unit.short_name if unit else context.collection.name_of(entry.unit),
            url=unit.url if unit else "",
            region=unit.region.name if unit else "",
            former=unit.former_name_on(decision.date) if unit else "",
            remark=listed.shown_remark(entry),
            now=_now(entry, outcomes.get(key)),
        )


def _now(entry: DecisionEntry, held: HonorState | None) -> Badge | None:
    if held is None or held.state is State.VALID:
        return None
    is_told = held.last.location == entry.location and held.state not in _LATER
    return None if is_told else state_badge(held.state)
