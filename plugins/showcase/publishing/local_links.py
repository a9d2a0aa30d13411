"""Links to folders → links to their ``index.html``: a page that is opened from a disk has no server that finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from showcase.publishing.pages import ATTRIBUTE, tags_of

__all__ = ["with_local_links"]

_ELSEWHERE: Final = re.compile(rb"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|/|[#?]|$)")
"""Another site, the root of this one, this page itself, or nothing."""
_FOLDER: Final = re.compile(rb"(?:.*/)?(?:\.{1,2})?")
_REFRESH: Final = re.compile(rb"""([\s\d.]+[;,]\s*url\s*=\s*)(.*)""", re.IGNORECASE | re.DOTALL)


def with_local_links(content: bytes) -> bytes:
    """The page with relative links to folders made ones to files: of ``href``, of a form's ``action``, of a refresh.
    What is asked for in advance is not: no browser reads data from a disk, and each would complain.

    Everything else keeps its bytes; twice is the same as once.
    """
    parts, at = [], 0
    for start, end, value in _changes(content):
        parts += [content[at:start], value]
        at = end
    return b"".join([*parts, content[at:]]) if parts else content


def _changes(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Start and end of each value or element that is another then, and what it is."""
    for place, tag, attributes in tags_of(content):
        begin, is_refresh = place + 1 + len(tag), tag == b"meta" and b"refresh" in attributes.lower()
        if tag == b"link" and b'"preload"' in attributes:
            yield place, begin + len(attributes) + 1, b""
            continue
        for found in ATTRIBUTE.finditer(attributes):
            name, value = found[1].lower(), found[2]
            if not value or not (name in (b"href", b"action") or (is_refresh and name == b"content")):
                continue
            quote = value[:1] if value[:1] in (b'"', b"'") else b""
            plain = value[1:-1] if quote else value
            new = _refreshed(plain) if name == b"content" else _to_file(plain)
            if new != plain:
                yield begin + found.start(2), begin + found.end(2), quote + new + quote


def _refreshed(value: bytes) -> bytes:
    found = _REFRESH.fullmatch(value)
    return found[1] + _to_file(found[2]) if found else value


def _to_file(link: bytes) -> bytes:
    if _ELSEWHERE.match(link):
        return link
    path = re.split(rb"[?#]", link, maxsplit=1)[0]
    if not _FOLDER.fullmatch(path):
        return link
    slash = b"" if path.endswith(b"/") else b"/"
    return path + slash + b"index.html" + link[len(path) :]
