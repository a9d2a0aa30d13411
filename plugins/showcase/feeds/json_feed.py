"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from showcase.feeds.values import FeedItem, FeedPage, clean, words
from showcase.model.feeds import Form

__all__ = ["write_json"]


def write_json(page: FeedPage) -> bytes:
    """The whole document."""
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": page.title,
        "home_page_url": page.home,
        "feed_url": page.address(Form.JSON),
        "next_url": page.steps(Form.JSON).get("next"),
        "description": page.description,
        "authors": [{"name": words(page.author)}] if page.author else None,
        "language": "zh-CN",
        "items": [_item(item) for item in page.items],
    }
    return f"{json.dumps(_without_empty(told), ensure_ascii=False, indent=1)}\n".encode()


def _item(item: FeedItem) -> dict[str, Any]:
    summary, html = words(item.summary), clean(item.html)
    told = {
        "id": item.id,
        "url": item.url,
        "title": words(item.title) or "无标题",
        "summary": summary,
        "content_html": html,
        "content_text": "" if html else summary or words(item.title) or "无标题",
        "image": item.image,
        "date_published": _moment(item.moment),
        "date_modified": _moment(item.updated if item.changed else None),
        "authors": [{"name": words(item.author)}] if item.author else None,
        "tags": [words(tag) for tag in item.categories] or None,
        "attachments": [
            _without_empty({"url": f.url, "mime_type": f.media_type, "title": words(f.title), "size_in_bytes": f.size})
            for f in item.enclosures
        ]
        or None,
    }
    return _without_empty(told)


def _without_empty(told: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if value not in (None, "")}


def _moment(moment: dt.datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
