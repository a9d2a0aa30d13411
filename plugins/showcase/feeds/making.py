"""Everything of feeds but when to make it: which there are, what each has, its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from showcase.feeds.entries import Entry, Index, UnitIndex
from showcase.feeds.items import Desk
from showcase.feeds.opml import opml_files
from showcase.feeds.values import FeedPage
from showcase.model.feeds import Feed, Form, shared_feeds, unit_feed

if TYPE_CHECKING:
    from showcase.model.notice_life import NoticeState
    from showcase.model.units import Unit

__all__ = ["Feeds", "pages_of"]

_UNITS: Final = "units/"


@dataclass(frozen=True)
class Feeds:
    """All feeds of one state of a showcase."""

    desk: Desk
    states: Mapping[str, NoticeState]
    """Of notices, by slug."""
    today: dt.date
    limit: int
    """Units in one file of the list of feeds."""

    @cached_property
    def shared(self) -> Mapping[str, Feed]:
        """All but those of units, by path."""
        return {feed.path: feed for feed in shared_feeds(self.desk.collection)}

    @cached_property
    def index(self) -> Index:
        """What the shared ones tell of."""
        return Index(self.desk.collection, self.shared.values(), self.states, self.today)

    @cached_property
    def of_units(self) -> UnitIndex:
        """What those of units tell of."""
        return UnitIndex(self.desk.collection, self.states, self.today)

    def shared_files(self, path: str, entries: Sequence[Entry] | None = None) -> Mapping[str, bytes]:
        """All pages and forms of one of many units, by address."""
        feed = self.shared[path]
        return dict(self._files(feed, self.index.entries(path) if entries is None else entries))

    def unit_files(self, unit: Unit) -> Mapping[str, bytes]:
        """All forms of the feed of a unit, by address."""
        feed = unit_feed(unit)
        return dict(self._files(feed, self.of_units.entries(unit, feed)))

    def opml(self) -> Iterator[tuple[str, bytes]]:
        """The lists of all feeds."""
        desk, units = self.desk, sorted(self.desk.collection.units, key=lambda unit: (unit.pinyin, unit.slug))
        shown = [unit_feed(unit) for unit in units if unit.publication.withdrawn is None]
        return opml_files(self.shared.values(), shown, desk.site_url, self._site_name, self.limit)

    def find(self, url: str) -> bytes | None:
        """A file by its address."""
        place = url.removeprefix("feeds/")
        path = next((place.removesuffix(form.suffix) for form in _LONGEST if place.endswith(form.suffix)), "")
        if path.startswith(_UNITS):
            unit = self.desk.collection.unit(path.removeprefix(_UNITS))
            return self.unit_files(unit).get(url) if unit else None
        feed = path.partition("_")[0]
        return self.shared_files(feed).get(url) if feed in self.shared else dict(self.opml()).get(url)

    def _files(self, feed: Feed, entries: Sequence[Entry]) -> Iterator[tuple[str, bytes]]:
        from showcase.feeds.writing import write_feed  # feedgen and lxml, 0.1 s: not where every feed is known

        count = pages_of(feed, len(entries))
        for number in range(1, count + 1):
            page = self._page(feed, entries[(number - 1) * feed.limit : number * feed.limit], number, count)
            for form in Form:
                yield feed.url(form, number), write_feed(page, form)

    def _page(self, feed: Feed, entries: Iterable[Entry], number: int, count: int) -> FeedPage:
        site = self.desk.collection.config.site
        return FeedPage(
            feed=feed,
            items=tuple(self.desk.item(entry, is_full=feed.is_full) for entry in entries),
            site_url=self.desk.site_url,
            site_name=self._site_name,
            author=site.sponsor or self._site_name,
            id=f"tag:{self.desk.authority}:feeds/{feed.path}",
            note=site.demo_note if site.demo else "",
            number=number,
            count=count,
        )

    @property
    def _site_name(self) -> str:
        site = self.desk.collection.config.site
        return f"{site.place}{site.name}"


_LONGEST: Final = sorted(Form, key=lambda form: -len(form.suffix))


def pages_of(feed: Feed, entries: int) -> int:
    """How many pages so many entries make; a feed without any is one."""
    return max(1, min(feed.pages, -(-entries // feed.limit)))
