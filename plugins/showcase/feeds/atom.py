"""Atom 1.0 (RFC 4287), written here: feedgen's is invalid.

It drops ``rel``, ``type`` and ``length`` of links, writes ``type="CDATA"`` and leaves the author out
(lkiesow/python-feedgen#135, #143); nothing else on PyPI that is still looked after writes Atom and only that. It is a
few dozen lines over the standard library's escaping; what comes out is checked against the schema of the RFC.

Summaries are XHTML, so that who opens the feed in a browser can follow its links; whole texts are escaped HTML.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from showcase.feeds.values import NEVER, FeedItem, FeedPage, clean, words
from showcase.model.feeds import Form

__all__ = ["write_atom"]

_XHTML = "http://www.w3.org/1999/xhtml"


def write_atom(page: FeedPage) -> bytes:
    """The whole document."""
    return "\n".join(("", *_feed(page), "")).removeprefix("\n").encode()


def _feed(page: FeedPage) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<?xml-stylesheet type="text/css" href="{page.styles}"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">'
    yield f"  <title>{_text(page.title)}</title>"
    yield f"  <subtitle>{_text(page.description)}</subtitle>"
    yield f"  <id>{escape(page.id)}</id>"
    yield f"  <updated>{_moment(page.updated)}</updated>"
    yield f"  <author><name>{_text(page.author)}</name></author>"
    yield '  <generator uri="https://www.mkdocs.org/">showcase</generator>'
    yield _link("self", page.address(Form.ATOM), Form.ATOM.media_type)
    yield _link("alternate", page.home, "text/html")
    for relation, address in page.steps(Form.ATOM).items():
        yield _link(relation, address, Form.ATOM.media_type)
    for item in page.items:
        yield from _entry(item)
    yield "</feed>"


def _entry(item: FeedItem) -> Iterator[str]:
    title = _text(item.title) or "无标题"
    yield "  <entry>"
    yield f"    <title>{title}</title>"
    yield f"    <id>{escape(item.id)}</id>"
    if item.moment:
        yield f"    <published>{_moment(item.moment)}</published>"
    yield f"    <updated>{_moment(item.updated or NEVER)}</updated>"
    if item.author:
        yield f"    <author><name>{_text(item.author)}</name></author>"
    yield _link("alternate", item.url, "text/html", depth=4)
    for file in item.enclosures:
        yield _link("enclosure", file.url, file.media_type, depth=4, length=str(file.size), title=file.title)
    for category in item.categories:
        yield f"    <category term={_quoted(category)}/>"
    told, more = _text(item.summary) or title, f"<p><a href={_quoted(item.url)}>阅读全文</a></p>"
    yield f'    <summary type="xhtml"><div xmlns="{_XHTML}"><p>{told}</p>{more}</div></summary>'
    if item.html:
        yield f'    <content type="html">{escape(clean(item.html))}</content>'
    yield "  </entry>"


def _link(relation: str, address: str, media_type: str, depth: int = 2, **more: str) -> str:
    rest = "".join(f" {name}={_quoted(value)}" for name, value in more.items() if value)
    return f'{" " * depth}<link rel="{relation}" type="{media_type}" href={_quoted(address)}{rest}/>'


def _text(text: str) -> str:
    return escape(words(text))


def _quoted(text: str) -> str:
    return quoteattr(words(text))


def _moment(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="seconds")
