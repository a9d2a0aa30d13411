"""What depends on the day: dates that are still to come, and results that should have come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from showcase.diagnostics import Diagnostic
from showcase.model.collection import Collection
from showcase.model.dates import PartialDate
from showcase.model.notice_life import NoticeState, lives_of, result_due
from showcase.model.office import Notice
from showcase.model.units import Unit
from showcase.rules.found import warning

__all__ = ["check_dates"]


def check_dates(public: Collection, today: dt.date) -> Iterator[Diagnostic]:
    """Texts (伪造发稿日期, DOMAIN.md §3.4), honours that nobody can have been given yet, results that are overdue."""
    for thing in public.things:
        if isinstance(thing, Unit) or thing.publication.draft:
            continue
        first = thing.date.earliest if isinstance(thing.date, PartialDate) else thing.date
        if first is not None and first > today:
            message = f"日期 {first} 还没有到；要到那天才发布，请写 publish: {first}"
            yield warning(thing.source.at("date"), message, "future-date")
    for unit in public.units:
        for honor in unit.honors:
            if honor.date.earliest is not None and honor.date.earliest > today:
                message = f"“{honor.title}”的日期 {honor.date.display} 还没有到；没有得到的荣誉请写在 aims"
                yield warning(honor.location, message, "future-date")
    yield from _overdue(public, today)


def _overdue(public: Collection, today: dt.date) -> Iterator[Diagnostic]:
    """A notice that ended some time ago, and nobody says what came of it (requirement R9)."""
    lives, tonight = lives_of(public.notices, public.decisions), dt.datetime.combine(today, dt.time.max)
    for notice in public.notices:
        is_waiting = lives[notice.slug].state_at(tonight) is NoticeState.CLOSED and not notice.publication.draft
        if is_waiting and today > result_due(notice, public.config.site.result_within, public.config.calendar):
            place = notice.source.at("outcome" if notice.outcome else "closes")
            yield warning(place, _told_overdue(public, notice), "overdue-result")


def _told_overdue(public: Collection, notice: Notice) -> str:
    """It names the last day, not how long ago that was: what is said stays the same from one day to the next."""
    within, calendar = public.config.site.result_within, public.config.calendar
    due = result_due(notice, within, calendar)
    note = calendar.count(notice.closes, due).note if within.is_working else ""
    what = "outcome 写的决定还没有公布" if notice.outcome else "有了决定请写 outcome"
    return (
        f"公示 {notice.closes} 截止，到 {due}（{within}{'，' * bool(note)}{note}）还没有公布结果；"
        f"{what}，不再作决定请写 withdrawn，需要更久可写入 accepted"
    )
