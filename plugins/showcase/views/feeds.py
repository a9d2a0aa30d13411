"""``/feeds/``: which feeds there are, and how to use them; long groups and units have lists of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from showcase.model.feeds import Feed, FeedGroup, Form, shared_feeds, unit_feed
from showcase.views.paging import Part, cut_groups, paged
from showcase.views.parts import HOME, Context, Crumb, ViewPage

__all__ = ["FeedsView", "feeds_pages"]

_FEW: Final = 60
"""Feeds of a group that stand on the page itself."""
_PLACES: Final = {FeedGroup.REGION: "regions", FeedGroup.TOPIC: "topics", FeedGroup.KIND: "kinds"}
_UNITS: Final = "feeds/units/"
_OPML: Final = "feeds/feeds.opml"


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed in one form."""

    label: str
    url: str
    """Site-relative."""
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """One feed to subscribe to."""

    title: str
    description: str
    page: str
    """Site-relative address of the page that it belongs to; empty of one of the whole site."""
    address: str
    """Absolute, to be copied into a reader."""
    url: str
    """The same, site-relative."""
    forms: tuple[FeedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedGroupView:
    """Feeds of one group."""

    title: str
    id: str
    count: int
    lines: tuple[FeedLine, ...]
    more: str = ""
    """Address of the whole list, where it is longer."""
    is_continued: bool = False
    """It began on an earlier page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsView:
    """``/feeds/``."""

    feeds: tuple[FeedLine, ...]
    """Of the office."""
    groups: tuple[FeedGroupView, ...]
    units: int
    units_url: str
    opml: str
    opml_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedListView:
    """``/feeds/units/`` and the like: one group, page by page."""

    title: str
    lead: str
    groups: tuple[FeedGroupView, ...]
    """Of units by their initials."""


def feeds_pages(context: Context, site_url: str) -> Iterator[ViewPage]:
    """The page of feeds, then the lists that are too long for it."""
    found: dict[FeedGroup, list[Feed]] = {group: [] for group in FeedGroup}
    for feed in shared_feeds(context.collection):
        found[feed.group].append(feed)
    groups = tuple(_group(group, found[group], site_url) for group in _PLACES if found[group])
    view = FeedsView(
        feeds=tuple(_line(feed, site_url) for feed in found[FeedGroup.OFFICE]),
        groups=groups,
        units=len(context.units),
        units_url=_UNITS,
        opml=_OPML,
        opml_address=f"{site_url}{_OPML}",
    )
    yield ViewPage(
        url="feeds/",
        template="feeds.html",
        title="订阅",
        description="全站、各栏目、各地区、各话题、各类别和各单位的订阅地址：RSS、Atom 和 JSON Feed",
        view=view,
        crumbs=(Crumb(HOME, ""), Crumb("订阅")),
        section="news/",
        feed="all",
    )
    for group, shown in zip((group for group in _PLACES if found[group]), groups, strict=True):
        if shown.more:
            named = ((group.value, found[group]),)
            yield from _list_pages(context, shown.more, f"{group.value}订阅", named, site_url)
    yield from _list_pages(context, _UNITS, "按单位订阅", tuple(_by_initial(context)), site_url)


def _group(group: FeedGroup, feeds: Sequence[Feed], site_url: str) -> FeedGroupView:
    return FeedGroupView(
        title=group.value,
        id=f"s-{_PLACES[group]}",
        count=len(feeds),
        lines=tuple(_line(feed, site_url) for feed in feeds[:_FEW]),
        more=f"feeds/{_PLACES[group]}/" if len(feeds) > _FEW else "",
    )


def _by_initial(context: Context) -> Iterator[tuple[str, list[Feed]]]:
    """Units by pinyin."""
    found: dict[str, list[Feed]] = {}
    for unit in sorted(context.units, key=lambda unit: (unit.pinyin, unit.slug)):
        found.setdefault(unit.pinyin[:1].upper() or "#", []).append(unit_feed(unit))
    return iter(found.items())


def _list_pages(
    context: Context, url: str, title: str, groups: Sequence[tuple[str, Sequence[Feed]]], site_url: str
) -> Iterator[ViewPage]:
    count = sum(len(feeds) for _, feeds in groups)
    page = ViewPage(
        url=url,
        template="feed_list.html",
        title=title,
        description=f"{title}，共 {count} 个，地址长期不变",
        view=None,
        crumbs=(Crumb(HOME, ""), Crumb("订阅", "feeds/"), Crumb(title)),
        section="news/",
        feed="all",
    )
    sizes = {name: len(feeds) for name, feeds in groups}
    views = [
        FeedListView(
            title=title,
            lead=f"共 {count} 个，地址长期不变。",
            groups=tuple(_part(part, sizes[part.group], site_url) for part in parts),
        )
        for parts in cut_groups(groups, context.limits.names)
    ]
    yield from paged(page, views)


def _part(part: Part[str, Feed], count: int, site_url: str) -> FeedGroupView:
    lines = tuple(_line(feed, site_url) for feed in part.items)
    return FeedGroupView(title=part.group, id="", count=count, lines=lines, is_continued=part.is_continued)


def _line(feed: Feed, site_url: str) -> FeedLine:
    return FeedLine(
        title=feed.title,
        description=feed.description,
        page=feed.page,
        address=f"{site_url}{feed.url(Form.RSS)}",
        url=feed.url(Form.RSS),
        forms=tuple(FeedLink(form.label, feed.url(form), form.media_type) for form in Form),
    )
