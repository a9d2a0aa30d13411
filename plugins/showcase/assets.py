"""Stylesheets, scripts and pictures of the theme under names that hold a hash of their content.

While a new release takes the place of the old one, and for as long as a cache keeps what it has, a page must never
meet another release's stylesheet: with plain names 33,570 of 100,000 pages read during 20 publishes did
(MEASURED.md §8). A name that says the content can also be kept by browsers for ever.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from showcase.digest import text_digest

__all__ = ["Asset", "name_assets"]

_LENGTH: Final = 10
"""Digits of the hash: two files among a million have the same one once in two million sites."""
_ADDRESS: Final = re.compile(r"""(url\(\s*["']?|@import\s*["'])([^"')?#]+)""")
"""Where a stylesheet names another file; what follows ``?`` or ``#`` stays."""
_ELSEWHERE: Final = re.compile(r"/|[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is published."""

    name: str
    """What templates and settings call it, ``assets/showcase.css``."""
    url: str
    """Where readers find it, ``assets/showcase.3f9ab2c1d0.css``."""
    content: bytes


def name_assets(found: Mapping[str, bytes]) -> tuple[Asset, ...]:
    """Each file under its new name; stylesheets are packed, and name the others as they are called now.

    :param found: contents by their names, which are paths below the site's root
    """
    made: dict[str, Asset] = {}
    for name in sorted(found):
        _name(name, found, made)
    return tuple(made.values())


def _name(name: str, found: Mapping[str, bytes], made: dict[str, Asset]) -> str:
    """Its address; those that it names come first, for their addresses are part of its content."""
    if name not in made:
        made[name] = Asset(name, name, b"")  # two stylesheets that import each other find plain names, and no end
        content = _pack(name, found, made) if name.endswith(".css") else found[name]
        start, ending = posixpath.splitext(name)
        made[name] = Asset(name, f"{start}.{text_digest(content)[:_LENGTH]}{ending}", content)
    return made[name].url


def _pack(name: str, found: Mapping[str, bytes], made: dict[str, Asset]) -> bytes:
    """Without comments and indentation: showcase.css is 30.3 KB compressed as written, and 25.8 KB so."""
    import rcssmin  # here, for ``check`` publishes nothing

    folder = posixpath.dirname(name)

    def renamed(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, match[2].strip()))
        if _ELSEWHERE.match(match[2]) or target not in found:
            return match[0]
        return match[1] + posixpath.relpath(_name(target, found, made), folder or ".")

    return str(rcssmin.cssmin(_ADDRESS.sub(renamed, found[name].decode("utf-8")))).encode()
