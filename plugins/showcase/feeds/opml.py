"""OPML 2.0: all feeds in groups, for readers that take in a list (opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from showcase.feeds.values import words
from showcase.model.feeds import Feed, FeedGroup, Form

__all__ = ["opml_files"]


def opml_files(
    feeds: Iterable[Feed], units: Sequence[Feed], site_url: str, site_name: str, limit: int
) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of each file.

    ``feeds/feeds.opml`` has all; of more than ``limit`` units the lists are files of their own that it includes.
    """
    groups: dict[FeedGroup, list[Feed]] = {}
    for feed in feeds:
        groups.setdefault(feed.group, []).append(feed)
    outlines = [_group(group.value, (_line(feed, site_url) for feed in listed)) for group, listed in groups.items()]
    parts = [units[start : start + limit] for start in range(0, len(units), limit)]
    if len(parts) == 1:
        outlines.append(_group(FeedGroup.UNIT.value, (_line(feed, site_url) for feed in units)))
    names = [f"feeds/units-{number}.opml" for number in range(1, len(parts) + 1)] if len(parts) > 1 else []
    if names:
        told = (_include(f"{FeedGroup.UNIT}（{n}）", f"{site_url}{name}") for n, name in enumerate(names, 1))
        outlines.append(_group(FeedGroup.UNIT.value, told))
    yield "feeds/feeds.opml", _document(f"{site_name}的全部订阅", outlines)
    for number, (name, part) in enumerate(zip(names, parts, strict=False), 1):
        yield name, _document(f"{site_name}各单位的订阅（{number}）", (_line(feed, site_url) for feed in part))


def _document(title: str, outlines: Iterable[str]) -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n<head><title>{_text(title)}</title></head>'
    body = "\n".join(outlines) or '<outline text="目前没有订阅源"/>'
    return f"{head}\n<body>\n{body}\n</body>\n</opml>\n".encode()


def _group(title: str, lines: Iterable[str]) -> str:
    return "\n".join((f"<outline text={_quoted(title)}>", *lines, "</outline>"))


def _line(feed: Feed, site_url: str) -> str:
    name, page = _quoted(feed.title), quoteattr(f"{site_url}{feed.page}")
    addresses = f"xmlUrl={quoteattr(f'{site_url}{feed.url(Form.RSS)}')} htmlUrl={page}"
    return f'<outline type="rss" text={name} title={name} {addresses} language="zh-CN" version="RSS2"/>'


def _include(title: str, address: str) -> str:
    return f'<outline type="include" text={_quoted(title)} url={quoteattr(address)}/>'


def _text(text: str) -> str:
    return escape(words(text))


def _quoted(text: str) -> str:
    return quoteattr(words(text))
