"""One finished page → what it refers to and what it can be referred to by. Pure, over the bytes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["ATTRIBUTE", "PageFacts", "Reference", "facts_of", "tags_of"]

_START: Final = re.compile(rb"<(?:!--|([a-zA-Z][^\s/>]*+))")
_REST: Final = re.compile(rb"""[^"'>]*+(?:(?:"[^"]*+"|'[^']*+')[^"'>]*+)*+>""")
"""From the name of a tag to its end; what stands in quotes may hold ``>``."""
_RAW: Final = {
    name: re.compile(rb"</" + name + rb"[\s/>]", re.IGNORECASE) for name in (b"script", b"style", b"textarea", b"title")
}
"""Elements whose content is no markup, and their ends."""
ATTRIBUTE: Final = re.compile(rb"""([^\s"'>/=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>"']++))?+""")
_REFRESH: Final = re.compile(r"^\s*[\d.]+\s*[;,]\s*url\s*=\s*['\"]?([^'\"]*)", re.IGNORECASE)
_NAMED: Final = frozenset({b"a", b"map"})
"""Elements whose ``name`` can be referred to."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing that a page refers to."""

    written: str
    """As it stands, entities resolved."""
    line: int


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Of one page; both without repetitions."""

    references: tuple[Reference, ...]
    anchors: frozenset[str]


def facts_of(content: bytes) -> PageFacts:
    """What its attributes refer to, and its refresh; its ``id`` and names."""
    places: dict[bytes, int] = {}
    anchors: set[str] = set()
    for place, tag, attributes in tags_of(content):
        if b"=" not in attributes:
            continue
        found = {name.lower(): value for name, value in ATTRIBUTE.findall(attributes) if value}
        if b"id" in found:
            anchors.add(_text(found[b"id"]))
        if b"name" in found and tag in _NAMED:
            anchors.add(_text(found[b"name"]))
        for value in _referring(tag, found):
            places.setdefault(value, place)
    return PageFacts(tuple(_references(content, places)), frozenset(anchors))


def tags_of(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Place, name and attributes of each, in one walk: what does not end is the last thing that is looked at."""
    start = _START.search(content)
    while start:
        tag = (start[1] or b"").lower()
        if not tag:
            end = content.find(b"-->", start.end()) + 1
        elif rest := _REST.match(content, start.end()):
            yield start.start(), tag, rest[0]
            end = rest.end()
            if tag in _RAW:
                close = _RAW[tag].search(content, end)
                end = close.start() + 1 if close else 0
        else:
            end = 0
        start = _START.search(content, end) if end else None


def _referring(tag: bytes, found: dict[bytes, bytes]) -> Iterator[bytes]:
    for name in (b"href", b"src", b"poster"):
        if name in found:
            yield found[name]
    for name in (b"srcset", b"imagesrcset"):
        if name in found:
            yield from (part.split()[0].encode() for part in _text(found[name]).split(",") if part.strip())
    if tag == b"object" and b"data" in found:
        yield found[b"data"]
    if tag == b"form" and b"action" in found:
        yield found[b"action"]
    if tag == b"meta" and _text(found.get(b"http-equiv", b"")).lower() == "refresh":
        match = _REFRESH.match(_text(found.get(b"content", b"")))
        if match:
            yield match[1].encode()


def _references(content: bytes, places: dict[bytes, int]) -> Iterator[Reference]:
    """Lines are counted from one place to the next, for a page has hundreds."""
    line, counted = 1, 0
    for value, place in places.items():
        line += content.count(b"\n", counted, place)
        counted = place
        yield Reference(_text(value), line)


def _text(value: bytes) -> str:
    plain = value[1:-1] if value[:1] in (b'"', b"'") else value
    return html.unescape(plain.decode("utf-8", "replace")).strip()
