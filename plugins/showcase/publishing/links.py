"""Every reference of every finished page leads somewhere inside the site, anchors too (DOMAIN.md §3.4: 链接可用).

Over the bytes that will be published, whoever made them: the theme, MkDocs, a free page. What leads to another site is
nobody's here: nothing is asked of the network.
"""

from __future__ import annotations

import marshal
import posixpath
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from showcase.digest import program_digest
from showcase.kept import Kept
from showcase.publishing.pages import PageFacts, Reference, facts_of
from showcase.publishing.values import File, Manifest
from showcase.workers import fork_map, usable_cores

__all__ = ["BrokenLink", "broken_links"]

_KIND: Final = "links"
_LOT: Final = 100
_KNOWN_LOT: Final = 500
"""Pages that a worker reads, and that the cache is asked for, at once."""
_ANYWHERE: Final = frozenset({"", "top"})
"""Anchors that every page has (HTML, “find a potential indicated element”)."""


@dataclass(frozen=True, slots=True, order=True)
class BrokenLink:
    """One reference that leads nowhere."""

    page: str
    line: int
    written: str
    reason: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: “{self.written}”{self.reason}"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a reference leads."""

    path: str
    anchor: str


def broken_links(site: Path, manifest: Manifest, site_url: str, kept: Kept) -> tuple[BrokenLink, ...]:
    """All that lead nowhere, by page and line.

    Pages are gone through one after the other, and only anchors that somebody asks for are remembered: what 83,000
    pages refer to would be more than a gigabyte.

    :param site_url: what is absolute and begins with it is inside; empty when it is not known
    :param kept: what pages say is kept by the hash of their bytes
    """
    resolver, found = _Resolver(manifest, site_url), []
    wanted: defaultdict[str, list[tuple[str, BrokenLink]]] = defaultdict(list)
    """Page → anchors that others ask of it, with what is to be told when it has none."""

    def resolve(page: str, facts: PageFacts) -> None:
        for reference in facts.references:
            place = resolver.place(page, reference.written)
            broken = BrokenLink(page, reference.line, reference.written, "")
            if isinstance(place, str):
                found.append(replace(broken, reason=place))
            elif place is not None and resolver.has_anchors(place):
                wanted[place.path].append((place.anchor, replace(broken, reason="指向的页面里没有这个位置")))

    def compare(page: str, facts: PageFacts) -> None:
        found.extend(broken for anchor, broken in wanted[page] if anchor not in facts.anchors)

    _read([file for file in manifest.files if file.is_page], site, kept, resolve)
    _read([manifest.by_path[path] for path in wanted], site, kept, compare)
    _forget(manifest, kept)
    return tuple(sorted(found))


def _read(pages: list[File], site: Path, kept: Kept, use: Callable[[str, PageFacts], None]) -> None:
    """What each page says, from the cache or, by workers, from its bytes; in any order."""
    missing: list[File] = []
    for start in range(0, len(pages), _KNOWN_LOT):
        lot = pages[start : start + _KNOWN_LOT]
        known = kept.get_many(_KIND, {_key(file) for file in lot})
        missing += [file for file in lot if _key(file) not in known]
        for file in lot:
            if _key(file) in known:
                use(file.path, _unpacked(known[_key(file)]))
    lots = [missing[start : start + _LOT] for start in range(0, len(missing), _LOT)]

    def read(number: int) -> list[bytes]:
        return [_packed(facts_of((site / file.path).read_bytes())) for file in lots[number]]

    def take(number: int, packed: list[bytes]) -> None:
        kept.put(_KIND, {_key(file): value for file, value in zip(lots[number], packed, strict=True)})
        for file, value in zip(lots[number], packed, strict=True):
            use(file.path, _unpacked(value))

    fork_map(read, len(lots), lambda number: f"{lots[number][0].path} 等页面", usable_cores(), take)


def _forget(manifest: Manifest, kept: Kept) -> None:
    """What pages said that are none of this site."""
    gone = kept.keys(_KIND) - {_key(file) for file in manifest.files if file.is_page}
    if gone:
        kept.drop(_KIND, gone)


def _key(file: File) -> str:
    return f"{program_digest()[:16]} {file.sha256}"


def _packed(facts: PageFacts) -> bytes:
    rows = [(reference.written, reference.line) for reference in facts.references]
    return marshal.dumps((rows, tuple(sorted(facts.anchors))))


def _unpacked(value: bytes) -> PageFacts:
    rows, anchors = marshal.loads(value)  # noqa: S302 – kept by ourselves, and its digest is right
    return PageFacts(tuple(Reference(*row) for row in rows), frozenset(anchors))


class _Resolver:
    """What a reference on a page means."""

    def __init__(self, manifest: Manifest, site_url: str) -> None:
        self._files = manifest.by_path
        base = urlsplit(site_url)
        self._hosts = {base.netloc.lower()} if base.netloc else set()
        self._root = base.path.strip("/")

    def has_anchors(self, place: _Place) -> bool:
        """Whether the anchor is one that a page must have."""
        anchor = place.anchor
        is_asked = anchor.lower() not in _ANYWHERE and not anchor.startswith(":~:")
        return is_asked and self._files[place.path].is_page

    def place(self, page: str, written: str) -> _Place | str | None:
        """Where it leads; ``None`` for another site, words for nowhere."""
        folder = posixpath.dirname(page)
        try:
            parts = urlsplit(written)
        except ValueError:
            return "不是网址"
        if parts.scheme not in ("", "http", "https") or (parts.netloc and parts.netloc.lower() not in self._hosts):
            return None
        if not parts.path and not parts.netloc:
            return _Place(page, unquote(parts.fragment))
        path = unquote(parts.path)
        if parts.netloc or path.startswith("/"):
            joined = posixpath.normpath(path).strip("/")
            if self._root and joined != self._root and not joined.startswith(f"{self._root}/"):
                return None if parts.netloc else "离开了网站"
            joined = joined.removeprefix(self._root).strip("/")
        else:
            joined = posixpath.normpath(posixpath.join(folder, path))
        return self._file(joined, path, unquote(parts.fragment))

    def _file(self, joined: str, path: str, anchor: str) -> _Place | str:
        if joined == ".." or joined.startswith("../"):
            return "离开了网站"
        plain = "" if joined == "." else joined
        index = f"{plain}/index.html".lstrip("/")
        if plain in self._files and not path.endswith("/"):
            return _Place(plain, anchor)
        if index in self._files:
            return _Place(index, anchor)
        return "没有这个文件"
