"""Where a notice stands: what the page says when it is built, and all that the browser needs to say it anew later.

The words stand here alone. The browser (``templates/assets/notice-life.js``) only chooses among them by its clock and
counts working days, so that a page built last week tells the truth today, wherever the reader is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from showcase.model.notice_life import NoticeState, days_left
from showcase.model.office import Notice
from showcase.model.workdays import CountedFrom
from showcase.views.parts import Context

__all__ = ["STATE_CSS", "Clock", "DayBox", "clock_of", "day_boxes", "notice_state", "period", "sentence", "short"]

_WEEKDAYS: Final = "一二三四五六日"
_MAX_BOXES: Final = 10
"""Of days; a notice is open for five to seven working days, and of a longer one the sentence says the dates."""
STATE_CSS: Final = {
    NoticeState.BEFORE: "soon", NoticeState.OPEN: "open", NoticeState.CLOSED: "wait", NoticeState.DECIDED: "done",
    NoticeState.WITHDRAWN: "closed",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Moments in ISO form with +08:00; lists of days and of words separated by spaces and by ``|``."""

    state: str
    """At the moment that the site is built for."""
    css: str
    """soon, open, wait, done, closed."""
    headline: str
    """还剩 3 个工作日, as of then."""
    starts: str
    ends: str
    """The first moment after the period."""
    closes: str
    """The last day."""
    off: str
    """Mondays to Fridays of the period that are holidays."""
    worked: str
    """Its weekends that are worked."""
    note: str
    """2027年未计节假日; empty when all holidays are known."""
    states: str
    """The word before, during and after."""
    heads: str
    """The headline before, on the last day and after."""
    looks: str
    """The css before, during and after."""
    is_live: bool
    """Whether the browser may say it anew: what was taken back stays so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBox:
    """One day of the period: 周三 18 今天."""

    weekday: str
    number: int
    iso: str
    word: str
    """今天, 已过, 截止, 调休上班 or nothing."""
    plain: str
    """The word while the day is still to come."""
    css: str
    """past, today, or empty."""


def notice_state(context: Context, notice: Notice) -> NoticeState:
    """Where it stands at the moment that the site is built for."""
    return context.notice_states[notice.slug]


def clock_of(context: Context, notice: Notice, *, is_decided: bool) -> Clock:
    """:param is_decided: readers may see the decision that followed"""
    state, calendar = notice_state(context, notice), context.collection.config.calendar
    after = NoticeState.DECIDED if is_decided else NoticeState.CLOSED
    path = (NoticeState.BEFORE, NoticeState.OPEN, after)
    return Clock(
        state=state.value,
        css=STATE_CSS[state],
        headline=_headline(context, notice, state),
        starts=_moment(notice.starts),
        ends=_moment(notice.ends),
        closes=notice.closes.isoformat(),
        off=_days(day for day in calendar.off if notice.opens <= day <= notice.closes),
        worked=_days(day for day in calendar.worked if notice.opens <= day <= notice.closes),
        note=calendar.count(notice.opens, notice.closes).note,
        states="|".join(state.value for state in path),
        heads="|".join((_before(notice), _last_day(notice), _after(notice))),
        looks="|".join(STATE_CSS[state] for state in path),
        is_live=state is not NoticeState.WITHDRAWN,
    )


def _days(days: Iterator[dt.date]) -> str:
    return " ".join(day.isoformat() for day in days)


def _moment(moment: dt.datetime) -> str:
    return f"{moment.isoformat(timespec='minutes')}+08:00"


def _headline(context: Context, notice: Notice, state: NoticeState) -> str:
    if state is NoticeState.WITHDRAWN:
        return "公示已撤回"
    if state is NoticeState.OPEN:
        return _left(context, notice)
    return _before(notice) if state is NoticeState.BEFORE else _after(notice)


def _left(context: Context, notice: Notice) -> str:
    if context.today == notice.closes:
        return _last_day(notice)
    left = days_left(notice, context.today, context.collection.config.calendar).days
    note = context.collection.config.calendar.count(notice.opens, notice.closes).note
    return f"还剩 {left} 个工作日" + (f"（{note}）" if note else "")


def _before(notice: Notice) -> str:
    return f"{short(notice.opens)}{_time(notice.opens_at)}开始"


def _last_day(notice: Notice) -> str:
    return f"今天{_time(notice.closes_at)}截止"


def _after(notice: Notice) -> str:
    return f"{short(notice.closes)}已截止"


def _time(time: dt.time | None) -> str:
    return f" {time:%H:%M} " if time else ""


# --- dates in words ------------------------------------------------------------------------------


def short(date: dt.date) -> str:
    """11月16日."""
    return f"{date.month}月{date.day}日"


def period(notice: Notice) -> str:
    """2026年11月16日至11月20日."""
    year = f"{notice.closes.year}年" if notice.closes.year != notice.opens.year else ""
    return f"{notice.opens.year}年{short(notice.opens)}至{year}{short(notice.closes)}"


def sentence(context: Context, notice: Notice) -> str:
    """The plain dates: true also when the page is old."""
    usual = context.collection.config.site.counted_from
    counted = f"，共 {notice.working_days} 个工作日" if notice.working_days else ""
    from_next = "（自次日起算）" if counted and (notice.counted_from or usual) is CountedFrom.NEXT_DAY else ""
    year = f"{notice.closes.year}年" if notice.closes.year != notice.opens.year else ""
    opens = f"{notice.opens.year}年{short(notice.opens)}（周{_WEEKDAYS[notice.opens.weekday()]}）"
    closes = f"{year}{short(notice.closes)}（周{_WEEKDAYS[notice.closes.weekday()]}）"
    return f"{opens}{_time(notice.opens_at).rstrip()}至{closes}{_time(notice.closes_at).rstrip()}{counted}{from_next}。"


def day_boxes(context: Context, notice: Notice) -> Iterator[DayBox]:
    """Working days of the period, worked weekends among them; a long period has none, the sentence says it."""
    calendar = context.collection.config.calendar
    if calendar.count(notice.opens, notice.closes).days > _MAX_BOXES:
        return
    for date in calendar.days(notice.opens, notice.closes):
        css = "past" if date < context.today else "today" if date == context.today else ""
        plain = "截止" if date == notice.closes else "调休上班" if date.weekday() >= 5 else ""
        yield DayBox(
            weekday=f"周{_WEEKDAYS[date.weekday()]}",
            number=date.day,
            iso=date.isoformat(),
            word={"past": "已过", "today": "今天"}.get(css, plain),
            plain=plain,
            css=css,
        )
