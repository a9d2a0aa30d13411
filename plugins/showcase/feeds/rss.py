"""RSS 2.0 by feedgen.

feedgen's traps (MEASURED.md §6): the link ``self`` must come first, entries are appended, dates carry a zone,
``lastBuildDate`` must be given, control characters raise, a guid is set after the id. Of the links to other pages of a
feed it writes none, so they are put in as its extensions are; nor has it a style sheet.
"""

from __future__ import annotations

from typing import Any, Final

from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator

from showcase.feeds.values import NEVER, FeedItem, FeedPage, clean, words
from showcase.model.feeds import Form

__all__ = ["write_rss"]

_ATOM_LINK: Final = "{http://www.w3.org/2005/Atom}link"
_DECLARATION: Final = b"<?xml version='1.0' encoding='UTF-8'?>\n"


def write_rss(page: FeedPage) -> bytes:
    """RSS 2.0, after its advisory board's profile; one enclosure an entry."""
    feed = FeedGenerator()
    feed.title(page.title)
    feed.link(href=page.address(Form.RSS), rel="self", type=Form.RSS.media_type)
    feed.link(href=page.home, rel="alternate")
    feed.description(page.description)
    feed.language("zh-CN")
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.generator("showcase")
    feed.lastBuildDate(max((item.moment for item in page.items if item.moment), default=NEVER))
    feed.register_extension("steps", _Steps, atom=False)
    feed.steps.links = page.steps(Form.RSS)
    for item in page.items:
        _add(feed, item)
    written = bytes(feed.rss_str(pretty=True)).removeprefix(_DECLARATION)
    return _DECLARATION + f'<?xml-stylesheet type="text/css" href="{page.styles}"?>\n'.encode() + written


def _add(feed: FeedGenerator, item: FeedItem) -> None:
    entry = feed.add_entry(order="append")
    title = words(item.title) or "无标题"
    entry.id(item.id)
    entry.guid(item.id, permalink=False)
    entry.title(title)
    entry.link(href=item.url)
    entry.description(words(item.summary) or title)
    if item.html:
        entry.content(clean(item.html), type="CDATA")
    if item.moment:
        entry.pubDate(item.moment)
    for category in item.categories:
        entry.category(term=words(category))
    for enclosure in item.enclosures[:1]:
        entry.enclosure(enclosure.url, str(enclosure.size), enclosure.media_type)


class _Steps(BaseExtension):  # type: ignore[misc]
    """The links to the other pages (RFC 5005 §3), beside the one to the page itself."""

    def __init__(self) -> None:
        self.links: dict[str, str] = {}

    def extend_rss(self, feed: Any) -> Any:
        """feedgen calls it with the whole tree."""
        channel = feed[0]
        own = channel.find(_ATOM_LINK)
        for relation, address in reversed(self.links.items()):
            link = channel.makeelement(_ATOM_LINK, {"href": address, "rel": relation, "type": Form.RSS.media_type})
            link.tail = own.tail
            own.addnext(link)
        return feed
