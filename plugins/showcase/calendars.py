"""iCalendar (RFC 5545): ``notices → bytes``, one file a notice and one of all; the same bytes for the same content.

Days are all-day events, whose ``DTEND`` is the first day after (§3.6.1); moments are in UTC, so that no reader needs a
table of time zones. ``UID`` is made from the slug and lives as long as the address. No clock: ``DTSTAMP`` is the day
of the notice, or that on which it was taken back. A notice that was taken back stays, cancelled, so that it leaves the
calendars of those who subscribed; nothing else of it is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from showcase.model.collection import Collection
from showcase.model.dates import CHINA
from showcase.model.office import Notice

if TYPE_CHECKING:
    from icalendar import Calendar, Event

__all__ = ["ALL_NOTICES", "calendar_files"]

ALL_NOTICES: Final = "notices/notices.ics"
_MOST: Final = 300
"""Notices in the calendar of all, the newest; one takes 1 KB, and calendars ask for the whole file every day."""
_DAY: Final = dt.timedelta(days=1)


def calendar_files(collection: Collection, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of each file."""
    newest = sorted(collection.notices, key=lambda n: (n.opens, n.slug), reverse=True)
    title = f"{collection.config.site.place}{collection.config.site.name} · 公示"
    yield ALL_NOTICES, _calendar(newest[:_MOST], site_url, title)
    for notice in newest:
        yield f"{notice.url}notice.ics", _calendar((notice,), site_url, "")


def _calendar(notices: Iterable[Notice], site_url: str, name: str) -> bytes:
    """:param name: of a calendar that one subscribes to; a single event joins the reader's own"""
    from icalendar import Calendar  # here, for mostly nothing changed, and importing takes 0.1 s

    calendar = Calendar()
    calendar.add("prodid", "-//showcase//notices//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", dt.timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for notice in notices:
        calendar.add_component(_event(notice, site_url))
    return _bytes(calendar)


def _event(notice: Notice, site_url: str) -> Event:
    from icalendar import Event  # as above

    withdrawn = notice.publication.withdrawn
    event = Event()
    event.add("uid", f"{notice.slug}@showcase-notices")
    event.add("dtstamp", _stamp(notice))
    event.add("summary", f"{'已撤回：' if withdrawn else ''}{notice.title}")
    start, end = _span(notice)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("status", "CANCELLED" if withdrawn else "CONFIRMED")
    event.add("sequence", 1 if withdrawn else 0)
    event.add("transp", "TRANSPARENT")
    event.add("categories", ["公示"])
    event.add("url", f"{site_url}{notice.url}")
    event.add("description", withdrawn.sentence if withdrawn else _description(notice, f"{site_url}{notice.url}"))
    return event


def _stamp(notice: Notice) -> dt.datetime:
    withdrawn = notice.publication.withdrawn
    day = (withdrawn.date.latest if withdrawn else None) or notice.date
    return dt.datetime.combine(day, dt.time(), CHINA).astimezone(dt.UTC)


def _span(notice: Notice) -> tuple[dt.date, dt.date]:
    """From the first to before the second: whole days, or moments where either of them has a time of day."""
    if notice.opens_at or notice.closes_at:
        return _moment(notice.starts), _moment(notice.ends)
    return notice.opens, notice.closes + _DAY


def _moment(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=CHINA).astimezone(dt.UTC)


def _description(notice: Notice, url: str) -> str:
    contact = notice.contact
    told = (
        ("公示时间", f"{_when(notice.opens, notice.opens_at)}至{_when(notice.closes, notice.closes_at)}"),
        ("受理", contact.office), ("电话", contact.phone), ("邮箱", contact.email), ("地址", contact.address),
        ("名单", url),
    )  # fmt: skip
    return "\n".join(f"{label}：{value}" for label, value in told if value)


def _when(day: dt.date, time: dt.time | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" + (f" {time:%H:%M}" if time else "")


def _bytes(calendar: Calendar) -> bytes:
    return bytes(calendar.to_ical())
