"""公示: the list by state, and one page a notice that opens with its state and its days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

from showcase.markdown import Html
from showcase.model.collection import Collection
from showcase.model.documents import Attachment, Contact
from showcase.model.notice_life import NoticeState, days_left
from showcase.model.office import Notice, NoticeList
from showcase.model.workdays import CountedFrom
from showcase.views.paging import cut_groups, page_url, paged, spans, within
from showcase.views.parts import HOME, Context, Crumb, ViewPage, day, size_words

__all__ = ["NoticeState", "NoticeView", "notice_pages", "notice_state"]

_WEEKDAYS: Final = "一二三四五六日"
_MAX_BOXES: Final = 10


_CSS: Final = {
    NoticeState.BEFORE: "soon", NoticeState.OPEN: "open", NoticeState.CLOSED: "closed", NoticeState.DECIDED: "closed",
    NoticeState.WITHDRAWN: "closed",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """A notice in a list."""

    url: str
    title: str
    state: str
    css: str
    """soon, open, closed."""
    date: str
    date_iso: str
    period: str
    left: str
    """还剩 3 个工作日; empty unless open."""
    count: int


@dataclass(frozen=True, slots=True)
class NoticeGroup:
    """Notices of one state."""

    label: str
    css: str
    count: int
    """Of all pages."""
    notices: tuple[NoticeLine, ...]


@dataclass(frozen=True, slots=True)
class NoticesView:
    """``/notices/``."""

    groups: tuple[NoticeGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBox:
    """One day of the period: 周三 18 今天."""

    weekday: str
    number: int
    iso: str
    word: str
    css: str
    """past, today, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRow:
    """One unit of one list."""

    number: int
    name: str
    url: str
    kind: str
    region: str
    application: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """拟命名文明村镇, with its units."""

    id: str
    title: str
    kind: str
    application: str
    count: int
    """Of its units on all pages."""
    css: str
    """Empty, k (kept), w (warning), g (gone)."""
    rows: tuple[ProposedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListGroup:
    """All lists of one title: 拟命名 of every kind, with the number of units."""

    id: str
    title: str
    css: str
    count: int
    lists: tuple[ListView, ...]
    url: str = ""
    """The way to its beginning: an anchor of this page, or the address of another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A file to download."""

    url: str
    name: str
    ext: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """``/notices/<slug>/``."""

    title: str
    by: str
    date: str
    date_iso: str
    state: str
    css: str
    headline: str
    """还剩 3 个工作日."""
    sentence: str
    """The plain dates: true also when the page is old."""
    opens_iso: str
    closes_iso: str
    days: tuple[DayBox, ...]
    count: int
    groups: tuple[ListGroup, ...]
    outline: tuple[ListGroup, ...]
    """All groups, without their lists."""
    body: Html
    basis: tuple[Crumb, ...]
    contact: Contact
    attachments: tuple[FileLine, ...]
    outcome: Crumb | None


def notice_pages(context: Context) -> Iterator[ViewPage]:
    """The list, then every notice."""
    notices = sorted(context.collection.notices, key=lambda n: (n.date, n.slug), reverse=True)
    listing = ViewPage(
        url="notices/",
        template="notices.html",
        title="公示",
        description="拟命名、拟保留、拟撤销等名单的公示",
        view=None,
        crumbs=(Crumb(HOME, ""), Crumb("公示")),
        section="notices/",
        feed="notices",
    )
    yield from paged(listing, list(_listings(context, notices)))
    for notice in notices:
        page = ViewPage(
            url=notice.url,
            template="notice.html",
            title=notice.title,
            description=notice.summary or _period(notice),
            view=None,
            crumbs=(Crumb(HOME, ""), Crumb("公示", "notices/"), Crumb(notice.title)),
            section="notices/",
            source=notice.source,
            published=day(notice.date),
            content_source="、".join(notice.by),
            is_draft=notice.publication.draft,
            feed="notices",
        )
        is_whole = notice.publication.withdrawn is not None  # nothing of it is shown
        view = _notice_view(context, notice)
        yield from paged(page, [view] if is_whole else _parts(view, notice.url, context.limits.rows))


def notice_state(context: Context, notice: Notice) -> NoticeState:
    """Where it stands at the moment that the site is built for."""
    return context.notice_states[notice.slug]


def notice_line(context: Context, notice: Notice) -> NoticeLine:
    """A notice for a list."""
    state = notice_state(context, notice)
    return NoticeLine(
        url=notice.url,
        title=notice.title,
        state=state.value,
        css=_CSS[state],
        date=day(notice.date).display,
        date_iso=notice.date.isoformat(),
        period=_period(notice),
        left=_headline(context, notice) if state is NoticeState.OPEN else "",
        count=sum(len(listed.units) for listed in notice.lists),
    )


def _listings(context: Context, notices: Iterable[Notice]) -> Iterator[NoticesView]:
    """By state, page by page."""
    groups = {group.label: group for group in _groups(context, notices)}
    for parts in cut_groups([(g.label, g.notices) for g in groups.values()], context.limits.lines):
        yield NoticesView(tuple(replace(groups[part.group], notices=part.items) for part in parts))


def _groups(context: Context, notices: Iterable[Notice]) -> Iterator[NoticeGroup]:
    known = list(notices)
    order = (NoticeState.OPEN, NoticeState.BEFORE, NoticeState.CLOSED, NoticeState.DECIDED, NoticeState.WITHDRAWN)
    for state in order:
        lines = tuple(notice_line(context, n) for n in known if notice_state(context, n) is state)
        if lines or state is NoticeState.OPEN:
            yield NoticeGroup(state.value, _CSS[state], len(lines), lines)


def _notice_view(context: Context, notice: Notice) -> NoticeView:
    state = notice_state(context, notice)
    return NoticeView(
        title=notice.title,
        by="、".join(notice.by),
        date=day(notice.date).display,
        date_iso=notice.date.isoformat(),
        state=state.value,
        css=_CSS[state],
        headline=_headline(context, notice),
        sentence=_sentence(context, notice),
        opens_iso=notice.opens.isoformat(),
        closes_iso=notice.closes.isoformat(),
        days=tuple(_boxes(context, notice)),
        count=sum(len(listed.units) for listed in notice.lists),
        groups=tuple(_list_groups(context.collection, notice)),
        outline=(),
        body=context.text(notice.source),
        basis=tuple(_basis(context.collection, number) for number in notice.basis),
        contact=notice.contact,
        attachments=tuple(file_line(attachment) for attachment in notice.attachments),
        outcome=_outcome(context.collection, notice),
    )


def _headline(context: Context, notice: Notice) -> str:
    state = notice_state(context, notice)
    if state is NoticeState.OPEN:
        left = days_left(notice, context.today, context.collection.config.calendar)
        note = f"（{left.note}）" if left.note else ""
        return f"还剩 {left.days} 个工作日{note}" if left.days else "今天之后没有工作日了"
    if state is NoticeState.BEFORE:
        return f"{_short(notice.opens)}开始"
    return "公示已撤回" if state is NoticeState.WITHDRAWN else f"{_short(notice.closes)}已截止"


def _period(notice: Notice) -> str:
    return f"{_short(notice.opens)}至{_short(notice.closes)}"


def _short(date: dt.date) -> str:
    return f"{date.month}月{date.day}日"


def _sentence(context: Context, notice: Notice) -> str:
    counted = f"，共 {notice.working_days} 个工作日" if notice.working_days else ""
    how = notice.counted_from or context.collection.config.site.counted_from
    from_next = "（自次日起算）" if how is CountedFrom.NEXT_DAY else ""
    opens, closes = _weekday(notice.opens, notice.opens_at), _weekday(notice.closes, notice.closes_at)
    year = f"{notice.closes.year}年" if notice.closes.year != notice.opens.year else ""
    return f"{notice.opens.year}年{opens}至{year}{closes}{counted}{from_next}。"


def _weekday(day: dt.date, time: dt.time | None) -> str:
    return f"{_short(day)}（周{_WEEKDAYS[day.weekday()]}）{_time(time)}"


def _time(time: dt.time | None) -> str:
    return f" {time:%H:%M}" if time else ""


def _boxes(context: Context, notice: Notice) -> Iterator[DayBox]:
    """Working days of the period; a long period has no boxes, the sentence says it."""
    calendar, today = context.collection.config.calendar, context.today
    is_long = calendar.count(notice.opens, notice.closes).days > _MAX_BOXES
    days = () if is_long else calendar.days(notice.opens, notice.closes)
    for date in days:
        css = "past" if date < today else "today" if date == today else ""
        word = {"past": "已过", "today": "今天"}.get(css, "截止" if date == notice.closes else "")
        yield DayBox(
            weekday=f"周{_WEEKDAYS[date.weekday()]}", number=date.day, iso=date.isoformat(), word=word, css=css
        )


def _parts(view: NoticeView, url: str, size: int) -> list[NoticeView]:
    """The text stands on the first page, names that are too many go on over the next ones."""
    pages = [
        within(view.groups, _group_size, _cut_group, span) for span in spans(sum(map(_group_size, view.groups)), size)
    ]
    starts: dict[str, int] = {}
    for number, groups in enumerate(pages, 1):
        for group in groups:
            starts.setdefault(group.id, number)
    return [
        replace(
            view,
            groups=groups,
            outline=tuple(_outlined(group, url, starts[group.id], number) for group in view.groups),
            body=view.body if number == 1 else Html(""),
        )
        for number, groups in enumerate(pages, 1)
    ]


def _outlined(group: ListGroup, url: str, start: int, here: int) -> ListGroup:
    return replace(group, lists=(), url=f"{'' if start == here else page_url(url, start)}#{group.id}")


def _group_size(group: ListGroup) -> int:
    return sum(len(listed.rows) for listed in group.lists)


def _cut_group(group: ListGroup, start: int, stop: int) -> ListGroup:
    return replace(group, lists=within(group.lists, lambda item: len(item.rows), _cut_list, (start, stop)))


def _cut_list(listed: ListView, start: int, stop: int) -> ListView:
    return replace(listed, rows=listed.rows[start:stop])


def _list_groups(collection: Collection, notice: Notice) -> Iterator[ListGroup]:
    """Lists of the same title stand together, in the order in which the notice first names them."""
    by_title: dict[str, list[ListView]] = {}
    for number, listed in enumerate(notice.lists, 1):
        by_title.setdefault(listed.title, []).append(_list_view(collection, listed, number))
    for number, (title, lists) in enumerate(by_title.items(), 1):
        count = sum(len(listed.rows) for listed in lists)
        yield ListGroup(id=f"s-list-{number}", title=title, css=lists[0].css, count=count, lists=tuple(lists))


def _list_view(collection: Collection, listed: NoticeList, number: int) -> ListView:
    kind = listed.kind.name if listed.kind else ""
    application = listed.application.value if listed.application else ""
    rows = tuple(_proposed(collection, word, n, kind, application) for n, word in enumerate(listed.units, 1))
    return ListView(
        id=f"list-{number}",
        title=listed.title,
        kind=kind,
        application=application,
        count=len(rows),
        css=_list_css(listed.title),
        rows=rows,
    )


def _list_css(title: str) -> str:
    for word, css in (("撤销", "g"), ("终止", "g"), ("整改", "w"), ("黄牌", "w"), ("保留", "k"), ("复查", "k")):
        if word in title:
            return css
    return ""


def _proposed(collection: Collection, word: str, number: int, kind: str, application: str) -> ProposedRow:
    unit = collection.unit(word)
    return ProposedRow(
        number=number,
        name=unit.short_name if unit else collection.name_of(word),
        url=unit.url if unit else "",
        kind=kind or (unit.kind.name if unit else ""),
        region=unit.region.name if unit else "",
        application=application,
    )


def _basis(collection: Collection, number: str) -> Crumb:
    decision = next((d for d in collection.decisions if d.number == number), None)
    return Crumb(number, decision.url if decision else None)


def _outcome(collection: Collection, notice: Notice) -> Crumb | None:
    decision = next((d for d in collection.decisions if d.slug == notice.outcome), None)
    return Crumb(decision.title, decision.url) if decision else None


def file_line(attachment: Attachment) -> FileLine:
    """A file with its type, size and SHA-256."""
    stem, _, ext = attachment.name.rpartition(".")
    return FileLine(
        url=quote(attachment.url),
        name=stem,
        ext=ext.upper(),
        size=size_words(attachment.size),
        sha256=attachment.sha256,
    )
