"""Feeds: RSS 2.0, Atom 1.0 and JSON Feed 1.1, the same bytes for the same content, and their list as OPML 2.0.

``entries`` says what a feed tells of, ``items`` puts it into words once for all forms, ``rss``, ``atom``, ``json_feed``
and ``opml`` write it down, ``making`` knows which feeds there are.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from showcase.feeds.entries import sources
from showcase.feeds.items import Desk
from showcase.feeds.making import Feeds, pages_of
from showcase.feeds.values import Enclosure

__all__ = ["STYLES", "Desk", "Enclosure", "Feeds", "pages_of", "sources", "styles"]

STYLES: Final = "feeds/feed.css"
"""Where the style sheet of all feeds lies."""


def styles() -> bytes:
    """The style sheet by which a browser shows a feed."""
    return (Path(__file__).parent / "feed.css").read_bytes()
