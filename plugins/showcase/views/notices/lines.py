"""A notice in a list, and the list by state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from showcase.model.notice_life import NoticeState
from showcase.model.office import Notice
from showcase.views.notices.changes import outcome_of
from showcase.views.notices.clock import STATE_CSS, Clock, clock_of, notice_state, period
from showcase.views.paging import Part, cut_groups
from showcase.views.parts import Context, Crumb, day

__all__ = ["NoticeGroup", "NoticeLine", "NoticesView", "listings", "notice_line"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """A notice in a list."""

    url: str
    title: str
    clock: Clock
    date: str
    date_iso: str
    period: str
    count: int
    outcome: Crumb | None


@dataclass(frozen=True, slots=True)
class NoticeGroup:
    """Notices of one state."""

    label: str
    css: str
    count: int
    """Of all pages."""
    notices: tuple[NoticeLine, ...]
    is_shown: bool
    """Empty ones wait for what the browser may put there."""


@dataclass(frozen=True, slots=True)
class NoticesView:
    """``/notices/``."""

    groups: tuple[NoticeGroup, ...]
    as_of: str
    """The day by which states are told."""


def notice_line(context: Context, notice: Notice) -> NoticeLine:
    """A notice for a list."""
    decision = outcome_of(context, notice)
    return NoticeLine(
        url=notice.url,
        title=notice.title,
        clock=clock_of(context, notice, is_decided=decision is not None),
        date=day(notice.date).display,
        date_iso=notice.date.isoformat(),
        period=period(notice),
        count=sum(len(listed.units) for listed in notice.lists),
        outcome=Crumb(decision.title, decision.url) if decision else None,
    )


_ORDER: Final = (
    NoticeState.OPEN, NoticeState.BEFORE, NoticeState.CLOSED, NoticeState.DECIDED, NoticeState.WITHDRAWN,
)  # fmt: skip


def listings(context: Context, notices: Iterable[Notice]) -> Iterator[NoticesView]:
    """By state, page by page; each page has a place for every state, so that a notice may go there in the browser."""
    by_state: dict[NoticeState, list[NoticeLine]] = {state: [] for state in _ORDER}
    for notice in notices:
        by_state[notice_state(context, notice)].append(notice_line(context, notice))
    counts = {state: len(lines) for state, lines in by_state.items()}
    as_of = day(context.today).display
    pages = cut_groups([(state, lines) for state, lines in by_state.items() if lines], context.limits.lines)
    for number, parts in enumerate(pages, 1):
        yield NoticesView(tuple(_groups(parts, counts, is_first=number == 1)), as_of)


def _groups(
    parts: Sequence[Part[NoticeState, NoticeLine]], counts: Mapping[NoticeState, int], *, is_first: bool
) -> Iterator[NoticeGroup]:
    here = {part.group: part.items for part in parts}
    for state in _ORDER:
        lines = here.get(state, ())
        is_empty = state is NoticeState.OPEN and not counts[state] and is_first
        yield NoticeGroup(state.value, STATE_CSS[state], counts[state], lines, bool(lines) or is_empty)
