"""Pages of notices: one keeps its address all its life, tells its state first, and has its outcome added on top."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from showcase.markdown import Html
from showcase.model.documents import Contact
from showcase.model.office import Notice
from showcase.model.vocabulary import Site
from showcase.views.grids import Grid
from showcase.views.notices.changes import OutcomeView, change_rows, cut_changes, outcome_of, outcome_view
from showcase.views.notices.clock import Clock, DayBox, clock_of, day_boxes, period, sentence
from showcase.views.notices.files import FileLine, file_line
from showcase.views.notices.lines import listings
from showcase.views.notices.lists import ListGroup, count_grid, cut, list_groups, outline, rows_of
from showcase.views.paging import paged, spans
from showcase.views.parts import HOME, Context, Crumb, ViewPage, day

__all__ = ["CALENDAR", "NoticeView", "notice_pages"]

CALENDAR: Final = "notices/notices.ics"
"""Of all notices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """``/notices/<slug>/``."""

    title: str
    by: str
    date: str
    date_iso: str
    clock: Clock
    as_of: str
    """The day by which the state is told."""
    sentence: str
    days: tuple[DayBox, ...]
    count: int
    grid: Grid | None
    groups: tuple[ListGroup, ...]
    outline: tuple[ListGroup, ...]
    """All groups, without their lists."""
    body: Html
    basis: tuple[Crumb, ...]
    contact: Contact
    office: Contact
    """Of the site itself, for all time."""
    hours: str
    is_over: bool
    attachments: tuple[FileLine, ...]
    outcome: OutcomeView | None
    calendar: str
    """Address of its own .ics."""


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
    yield from paged(listing, list(listings(context, notices)))
    for notice in notices:
        yield from _one(context, notice)


def _one(context: Context, notice: Notice) -> Iterator[ViewPage]:
    page = ViewPage(
        url=notice.url,
        template="notice.html",
        title=notice.title,
        description=notice.summary or f"公示时间：{period(notice)}",
        view=None,
        crumbs=(Crumb(HOME, ""), Crumb("公示", "notices/"), Crumb(notice.title)),
        section="notices/",
        source=notice.source,
        published=day(notice.date),
        released=notice.publication.publish,
        content_source="、".join(notice.by),
        is_draft=notice.publication.draft,
        feed="notices",
    )
    view = _notice_view(context, notice)
    is_whole = notice.publication.withdrawn is not None  # nothing of it is shown
    yield from paged(page, [view] if is_whole else _parts(view, notice.url, context.limits.rows))


def _notice_view(context: Context, notice: Notice) -> NoticeView:
    decision = outcome_of(context, notice)
    clock = clock_of(context, notice, is_decided=decision is not None)
    groups, site = tuple(list_groups(context, notice)), context.collection.config.site
    return NoticeView(
        title=notice.title,
        by="、".join(notice.by),
        date=day(notice.date).display,
        date_iso=notice.date.isoformat(),
        clock=clock,
        as_of=day(context.today).display,
        sentence=sentence(context, notice),
        days=tuple(day_boxes(context, notice)),
        count=sum(len(listed.units) for listed in notice.lists),
        grid=count_grid(groups),
        groups=groups,
        outline=(),
        body=context.text(notice.source),
        basis=tuple(_basis(context, number) for number in notice.basis),
        contact=notice.contact,
        office=_office(site),
        hours=site.hours,
        is_over=clock.css in ("wait", "done"),
        attachments=tuple(file_line(attachment) for attachment in notice.attachments),
        outcome=outcome_view(context, notice, decision) if decision else None,
        calendar=f"{notice.url}notice.ics",
    )


def _office(site: Site) -> Contact:
    return Contact(office=site.undertaker or site.sponsor, phone=site.phone, email=site.email, address=site.address)


def _basis(context: Context, number: str) -> Crumb:
    decision = next((d for d in context.collection.decisions if d.number == number), None)
    return Crumb(number, decision.url if decision else None)


# --- page by page --------------------------------------------------------------------------------


def _parts(view: NoticeView, url: str, size: int) -> list[NoticeView]:
    """What changed comes first, then the lists; the text stands on the first page, what is too much goes on."""
    changed = change_rows(view.outcome)
    cuts = spans(changed + sum(map(rows_of, view.groups)), size)
    pages = [cut(view.groups, (max(start - changed, 0), max(stop - changed, 0))) for start, stop in cuts]
    outlines = outline(view.groups, pages, url)
    return [
        replace(
            view,
            groups=groups,
            outline=shown,
            outcome=_cut_outcome(view.outcome, span),
            body=view.body if number == 1 else Html(""),
            grid=view.grid if number == 1 else None,
        )
        for number, (groups, shown, span) in enumerate(zip(pages, outlines, cuts, strict=True), 1)
    ]


def _cut_outcome(outcome: OutcomeView | None, span: tuple[int, int]) -> OutcomeView | None:
    return replace(outcome, groups=cut_changes(outcome.groups, span)) if outcome else None
