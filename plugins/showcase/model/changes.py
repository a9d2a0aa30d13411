"""When the site changes although nobody touched a file: what time alone does.

Two questions. *Until when would the same files give the same bytes* (:func:`next_change`, for the build that may be
left out): until midnight at the latest, for pages print the day for which they were built. *When is what the site
says no longer true* (:func:`changes_after`, for the scheduler): something scheduled comes, a notice opens, closes or
has its result, the days left of an open one grow fewer, a title's term is over, what bears a later date comes to its
day, or a year begins, with which rolls and statistics have one more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from showcase.model.collection import Collection, Thing, days_of
from showcase.model.dates import day_words
from showcase.model.documents import FreePage, Publication
from showcase.model.honors import State
from showcase.model.ledger import honor_states
from showcase.model.notice_life import NoticeLife, NoticeState, lives_of
from showcase.model.office import Compilation, Decision, Notice
from showcase.model.units import Article, Unit
from showcase.model.workdays import WorkCalendar

__all__ = ["Change", "changes_after", "next_change"]

_DAY: Final = dt.timedelta(days=1)
_KINDS: Final = {
    Unit: "单位", Article: "材料", Decision: "决定", Notice: "公示", Compilation: "汇编", FreePage: "页面",
}  # fmt: skip
_TURNS: Final = {
    NoticeState.OPEN: "开始", NoticeState.CLOSED: "截止，等待结果", NoticeState.DECIDED: "结果可以看到",
}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """Something that becomes otherwise at a moment."""

    at: dt.datetime
    what: str
    """In Chinese, for people."""
    path: str = ""
    """The file that says so; empty when none does."""


def next_change(collection: Collection, now: dt.datetime) -> dt.datetime:
    """Until when the same content shows the same: the next day, or a moment before."""
    midnight = _midnight_after(now)
    lives = lives_of(collection.notices, collection.decisions).values()
    due = (thing.publication.publish for thing in (*collection.things, *collection.free_pages))
    moments = (*(moment for moment in due if moment is not None), *(at for life in lives for at in life.changes))
    return min((moment for moment in moments if now < moment < midnight), default=midnight)


def changes_after(collection: Collection, now: dt.datetime) -> tuple[Change, ...]:
    """The next moment at which the truth changes, with all that changes at it; never empty, for a year ends.

    Of each kind the earliest is found from what is public now: no later one can be the next.
    """
    found = [*_scheduled(collection, now), *_turns(collection, now), *_dated(collection.public(now), now)]
    found += _terms(collection.public(now), now.date())
    found.append(Change(dt.datetime(now.year + 1, 1, 1), f"进入 {now.year + 1} 年，光荣榜和统计多一年"))  # noqa: DTZ001
    first = min(change.at for change in found)
    return tuple(sorted({change for change in found if change.at == first}))


def _midnight_after(moment: dt.datetime) -> dt.datetime:
    return _start(moment.date() + _DAY)


def _start(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())


# --- what is scheduled ---------------------------------------------------------------------------


def _scheduled(collection: Collection, now: dt.datetime) -> Iterator[Change]:
    for thing in (*collection.things, *collection.free_pages):
        unit = collection.unit(thing.unit) if isinstance(thing, Article) else None
        yield from _publishing(thing, (thing.publication, *((unit.publication,) if unit else ())), now)


def _publishing(thing: Thing | FreePage, waits: tuple[Publication, ...], now: dt.datetime) -> Iterator[Change]:
    """At the last moment of those for which it waits."""
    due = max((p.publish for p in waits if p.publish is not None), default=None)
    if due is not None and due > now and not any(p.draft for p in waits):
        yield Change(due, f"{_KINDS[type(thing)]}《{_title(thing)}》到了公布时间", thing.source.path)


def _title(thing: Thing | FreePage) -> str:
    return thing.name if isinstance(thing, Unit) else thing.title


# --- notices -------------------------------------------------------------------------------------


def _turns(collection: Collection, now: dt.datetime) -> Iterator[Change]:
    """Of notices that can be read by then."""
    lives = lives_of(collection.notices, collection.decisions)
    for notice in collection.notices:
        life, publication = lives[notice.slug], notice.publication
        if publication.draft:
            continue
        since = max(now, publication.publish or now)
        for at in life.changes:
            if at > since:
                yield Change(at, f"公示《{notice.title}》{_TURNS[life.state_at(at)]}", notice.source.path)
        yield from _another_day(notice, life, since, collection.config.calendar)


def _another_day(notice: Notice, life: NoticeLife, since: dt.datetime, calendar: WorkCalendar) -> Iterator[Change]:
    """An open notice tells the working days left, and which of its days is today: not from Saturday to Sunday."""
    midnight = _midnight_after(max(since, life.starts))
    while life.state_at(midnight) is NoticeState.OPEN:
        if calendar.is_working(midnight.date()) or calendar.is_working(midnight.date() - _DAY):
            yield Change(midnight, f"公示《{notice.title}》过了一天，剩余天数不同", notice.source.path)
            return
        midnight += _DAY


# --- days ----------------------------------------------------------------------------------------


def _dated(public: Collection, now: dt.datetime) -> Iterator[Change]:
    """What bears a later date counts from its day: in 数据截至, applications, and the histories of titles."""
    for thing in public.things:
        for day in days_of(thing):
            if day is not None and day > now.date():
                yield Change(_start(day), f"“{_title(thing)}”写的 {day_words(day)}到了", thing.source.path)


def _terms(public: Collection, today: dt.date) -> Iterator[Change]:
    """Titles that become 超期待复查."""
    for states in honor_states(public, today).values():
        for state in states:
            if state.due is not None and state.due > today and state.state is State.VALID:
                what = f"{state.unit.name}的“{state.title}”届期已满，超期待复查"
                yield Change(_start(state.due), what, state.unit.source.path)
