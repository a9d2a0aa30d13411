"""The life of a notice: 未开始 → 公示中 → 已结束待结果 → 结果已公布, or 已撤回 (requirement R9, DOMAIN.md §1.4, §3.1).

Pure: what is so at a moment is worked out from that moment, which is always an argument. Moments are of the
office's clock (Asia/Shanghai), without a zone. The browser works the same out anew from the moments that the page
bears (``data-`` attributes), so that a page built last week tells the truth today.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from showcase.model.office import Decision, Notice
from showcase.model.workdays import Counted, CountedFrom, Delay, WorkCalendar

__all__ = [
    "NoticeLife",
    "NoticeState",
    "days_left",
    "life_of",
    "lives_of",
    "result_due",
    "state_at",
    "stated_days",
    "states_of",
]

_EVER: Final = dt.datetime(1, 1, 1)  # noqa: DTZ001 – all moments are of the office's clock
_INSTANT: Final = dt.timedelta(microseconds=1)


class NoticeState(StrEnum):
    """Where a notice stands; the value is the word readers see. In order of time, but for the last."""

    BEFORE = "未开始"
    OPEN = "公示中"
    CLOSED = "已结束待结果"
    DECIDED = "结果已公布"
    WITHDRAWN = "已撤回"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLife:
    """All that the state of a notice depends on."""

    starts: dt.datetime
    """The first moment of the period."""
    ends: dt.datetime
    """The first moment after the period."""
    result: dt.datetime | None = None
    """From when on the decision that it led to can be read; ``None`` while none is known."""
    is_withdrawn: bool = False

    def state_at(self, moment: dt.datetime) -> NoticeState:
        """The state at a moment; a result that was there before the end tells of itself only at the end."""
        if self.is_withdrawn:
            return NoticeState.WITHDRAWN
        if moment < self.starts:
            return NoticeState.BEFORE
        if moment < self.ends:
            return NoticeState.OPEN
        is_decided = self.result is not None and self.result <= moment
        return NoticeState.DECIDED if is_decided else NoticeState.CLOSED

    @property
    def changes(self) -> tuple[dt.datetime, ...]:
        """The moments at which the state becomes another one, in order."""
        moments = {self.starts, self.ends, *([max(self.result, self.starts, self.ends)] if self.result else [])}
        return tuple(at for at in sorted(moments) if self.state_at(at) is not self.state_at(at - _INSTANT))


def life_of(notice: Notice, decisions: Iterable[Decision]) -> NoticeLife:
    """Of one notice, among decisions that may be scheduled."""
    results = (_readable_from(decision) for decision in decisions if decision.slug == notice.outcome)
    return _life(notice, next(results, None))


def lives_of(notices: Iterable[Notice], decisions: Iterable[Decision]) -> Mapping[str, NoticeLife]:
    """Of all notices, by slug."""
    results = {decision.slug: _readable_from(decision) for decision in decisions}
    return {notice.slug: _life(notice, results.get(notice.outcome)) for notice in notices}


def states_of(
    notices: Iterable[Notice], decisions: Iterable[Decision], moment: dt.datetime
) -> Mapping[str, NoticeState]:
    """Where all notices stand at a moment, by slug."""
    return {slug: life.state_at(moment) for slug, life in lives_of(notices, decisions).items()}


def state_at(notice: Notice, moment: dt.datetime, decisions: Iterable[Decision] = ()) -> NoticeState:
    """Where a notice stands at a moment."""
    return life_of(notice, decisions).state_at(moment)


def _life(notice: Notice, result: dt.datetime | None) -> NoticeLife:
    is_withdrawn = notice.publication.withdrawn is not None
    return NoticeLife(starts=notice.starts, ends=notice.ends, result=result, is_withdrawn=is_withdrawn)


def _readable_from(decision: Decision) -> dt.datetime | None:
    """What is public at once has been so for ever; a draft, or what was taken back, never is."""
    publication = decision.publication
    if publication.draft or publication.withdrawn is not None:
        return None
    return publication.publish or _EVER


# --- days ----------------------------------------------------------------------------------------


def stated_days(notice: Notice, calendar: WorkCalendar, usual: CountedFrom) -> Counted:
    """The working days of a notice's own dates, to be compared with what it states.

    :param usual: how the office counts where the notice does not say
    """
    return calendar.count(notice.opens, notice.closes, notice.counted_from or usual)


def days_left(notice: Notice, today: dt.date, calendar: WorkCalendar) -> Counted:
    """Working days until the end, today among them."""
    return calendar.count(max(today, notice.opens), notice.closes)


def result_due(notice: Notice, within: Delay, calendar: WorkCalendar) -> dt.date:
    """The last day on which a result is in time."""
    return within.last_day(notice.closes, calendar)
