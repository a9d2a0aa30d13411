"""Every reference of every finished page leads somewhere inside the site, anchors too (DOMAIN.md §3.4: 链接可用).

Over the bytes that will be published, whoever made them: the theme, MkDocs, a free page. What leads to another site is
nobody's here: nothing is asked of the network.
"""

from __future__ import annotations

import marshal
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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

    :param site_url: what is absolute and begins with it is inside; empty when it is not known
    :param kept: what pages say is kept by the hash of their bytes
    """
    pages = [file for file in manifest.files if file.is_page]
    facts = _facts(site, pages, kept)
    anchors = {path: found.anchors for path, found in facts.items()}
    resolve = _Resolver(manifest, anchors, site_url)
    return tuple(sorted(broken for path, found in facts.items() for broken in resolve.broken(path, found.references)))


def _facts(site: Path, pages: list[File], kept: Kept) -> Mapping[str, PageFacts]:
    program = program_digest()[:16]
    keys = {file.path: f"{program} {file.sha256}" for file in pages}
    known = {key: _unpacked(value) for key, value in kept.get_many(_KIND, set(keys.values())).items()}
    missing = [file for file in pages if keys[file.path] not in known]
    lots = [missing[start : start + _LOT] for start in range(0, len(missing), _LOT)]

    def read(number: int) -> list[bytes]:
        return [_packed(facts_of((site / file.path).read_bytes())) for file in lots[number]]

    fresh: dict[str, bytes] = {}

    def take(number: int, packed: list[bytes]) -> None:
        fresh.update((keys[file.path], value) for file, value in zip(lots[number], packed, strict=True))

    fork_map(read, len(lots), lambda number: f"{lots[number][0].path} 等页面", usable_cores(), take)
    if fresh:
        kept.put(_KIND, fresh)
        kept.drop(_KIND, kept.keys(_KIND) - set(keys.values()))
    known |= {key: _unpacked(value) for key, value in fresh.items()}
    return {path: known[key] for path, key in keys.items()}


def _packed(facts: PageFacts) -> bytes:
    rows = [(reference.written, reference.line) for reference in facts.references]
    return marshal.dumps((rows, tuple(sorted(facts.anchors))))


def _unpacked(value: bytes) -> PageFacts:
    rows, anchors = marshal.loads(value)  # noqa: S302 – kept by ourselves, and its digest is right
    return PageFacts(tuple(Reference(*row) for row in rows), frozenset(anchors))


class _Resolver:
    """What a reference on a page means, each way of writing it found out once a folder."""

    def __init__(self, manifest: Manifest, anchors: Mapping[str, frozenset[str]], site_url: str) -> None:
        self._files, self._anchors = manifest.by_path, anchors
        base = urlsplit(site_url)
        self._hosts = {base.netloc.lower()} if base.netloc else set()
        self._root = base.path.strip("/")
        self._known: dict[tuple[str, str], _Place | str | None] = {}

    def broken(self, page: str, references: Iterable[Reference]) -> Iterator[BrokenLink]:
        """Those of a page that lead nowhere."""
        folder = posixpath.dirname(page)
        for reference in references:
            written = reference.written
            if written.startswith("#"):
                found: _Place | str | None = _Place(page, unquote(written[1:]))
            elif (key := (folder, written)) in self._known:
                found = self._known[key]
            else:
                found = self._known[key] = self._place(folder, page, written)
            if reason := self._reason(found):
                yield BrokenLink(page, reference.line, written, reason)

    def _reason(self, found: _Place | str | None) -> str:
        if found is None or isinstance(found, str):
            return found or ""
        if found.anchor.lower() in _ANYWHERE or found.anchor.startswith(":~:") or found.path not in self._anchors:
            return ""
        return "" if found.anchor in self._anchors[found.path] else "指向的页面里没有这个位置"

    def _place(self, folder: str, page: str, written: str) -> _Place | str | None:
        """Where it leads; ``None`` for another site, words for nowhere."""
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
