"""What all forms of a feed are written from."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from showcase.model.dates import CHINA, PartialDate
from showcase.model.feeds import Feed, Form

__all__ = ["NEVER", "Enclosure", "FeedItem", "FeedPage", "clean", "words"]

NEVER: Final = dt.datetime(2000, 1, 1, tzinfo=CHINA)
"""When something without a date was changed, where a form must say it: a constant, for a clock would change bytes."""
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")


def clean(text: str) -> str:
    """Without what XML forbids: one such character and no reader would read the feed."""
    return _FORBIDDEN.sub("", text)


def words(text: str) -> str:
    """Plain text in one line."""
    return " ".join(clean(text).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that belongs to an entry."""

    url: str
    """Absolute."""
    size: int
    """Bytes."""
    media_type: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One entry in words, with absolute addresses."""

    id: str
    url: str
    title: str
    summary: str
    """Plain text."""
    html: str = ""
    """The whole; empty in a feed of summaries."""
    date: PartialDate
    changed: PartialDate | None = None
    """When it was taken back."""
    categories: tuple[str, ...] = ()
    author: str = ""
    """Who says it: the unit, or the office; never a person."""
    image: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    """The first one is the one that RSS can name."""

    @property
    def moment(self) -> dt.datetime | None:
        """Midnight in China of the first day that the date may mean."""
        return dt.datetime.combine(self.date.earliest, dt.time(), CHINA) if self.date.earliest else None

    @property
    def updated(self) -> dt.datetime | None:
        """Never before :attr:`moment`."""
        changed = self.changed.earliest if self.changed else None
        moments = (self.moment, dt.datetime.combine(changed, dt.time(), CHINA) if changed else None)
        return max((moment for moment in moments if moment), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """One page of a feed."""

    feed: Feed
    items: tuple[FeedItem, ...]
    site_url: str
    site_name: str
    author: str
    """The office."""
    id: str
    """Of the whole feed."""
    note: str = ""
    """After the description: 演示数据 …"""
    number: int = 1
    count: int = 1

    @property
    def title(self) -> str:
        """With the site's name: in a reader it stands among those of other sites."""
        return words(f"{self.site_name} · {self.feed.title}")

    @property
    def description(self) -> str:
        """Plain text, never empty."""
        told = words(self.feed.description)
        end = "。" if self.note and told and told[-1] not in "。！？" else ""
        return words(f"{told}{end}{self.note}") or self.title

    @property
    def home(self) -> str:
        """Absolute address of the page whose feed it is."""
        return f"{self.site_url}{self.feed.page}"

    def address(self, form: Form, number: int | None = None) -> str:
        """Absolute, of this page or another one."""
        return f"{self.site_url}{self.feed.url(form, self.number if number is None else number)}"

    def steps(self, form: Form) -> dict[str, str]:
        """The other pages by their relation (RFC 5005 §3); none where there is one page."""
        if self.count == 1:
            return {}
        found = {"first": self.address(form, 1), "last": self.address(form, self.count)}
        if self.number > 1:
            found["previous"] = self.address(form, self.number - 1)
        if self.number < self.count:
            found["next"] = self.address(form, self.number + 1)
        return found

    @property
    def updated(self) -> dt.datetime:
        """When anything in it last changed."""
        return max((item.updated for item in self.items if item.updated), default=NEVER)

    @property
    def styles(self) -> str:
        """From the feed to its style sheet."""
        return "../" * self.feed.path.count("/") + "feed.css"
