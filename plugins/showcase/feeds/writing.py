"""A page of a feed in one of its forms."""

from __future__ import annotations

from showcase.feeds.atom import write_atom
from showcase.feeds.json_feed import write_json
from showcase.feeds.rss import write_rss
from showcase.feeds.values import FeedPage
from showcase.model.feeds import Form

__all__ = ["write_feed"]


def write_feed(page: FeedPage, form: Form) -> bytes:
    """The same bytes for the same page."""
    match form:
        case Form.RSS:
            return write_rss(page)
        case Form.ATOM:
            return write_atom(page)
        case Form.JSON:
            return write_json(page)
