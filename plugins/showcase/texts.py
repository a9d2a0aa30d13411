"""Every text of the showcase with the links that are open to it, and its clean HTML.

A text that readers see may link only to what they see too; a draft may also link to drafts.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from showcase.markdown import Html, Image, Links, Rendered, image_of, render
from showcase.model.collection import Collection, Thing
from showcase.model.documents import Source, Text
from showcase.model.units import Article, Leftover, Photo, Unit
from showcase.workers import fork_map, usable_cores

__all__ = ["Manuscript", "Texts", "plan_texts"]

_WORTH_FORKING: Final = 300
"""Texts below which workers take longer than they save: a text takes 0.6 ms, a fork some ten."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text, and all that rendering it depends on."""

    source: Source
    text: Text
    links: Links

    def render(self, site_url: str = "") -> Rendered:
        """Clean HTML; with ``site_url`` all addresses are absolute."""
        return render(self.text, replace(self.links, site_url=site_url))


@dataclass(frozen=True, slots=True)
class Texts:
    """All manuscripts and their HTML, by path of the file."""

    manuscripts: Mapping[str, Manuscript]
    rendered: Mapping[str, Rendered]

    def html(self) -> Mapping[str, Html]:
        """Clean HTML by path."""
        return MappingProxyType({path: found.html for path, found in self.rendered.items()})

    def absolute(self, source: Source, site_url: str) -> Html:
        """The text of a file with absolute addresses, for feeds and books."""
        return self.manuscripts[source.path].render(site_url).html


def plan_texts(collection: Collection, public: Collection, *, avif: bool = False) -> Texts:
    """Render everything once; ``public`` is what readers see of ``collection``."""
    everything, seen = _pages(collection), _pages(public)
    manuscripts = {m.source.path: m for m in _manuscripts(collection, everything, seen, avif)}
    manuscripts |= {left.source.path: _remainder(left, everything) for left in collection.leftovers}
    return Texts(MappingProxyType(manuscripts), MappingProxyType(_render_all(manuscripts)))


def _render_all(manuscripts: Mapping[str, Manuscript]) -> dict[str, Rendered]:
    paths = tuple(manuscripts)
    workers = usable_cores() if len(paths) >= _WORTH_FORKING else 1
    found = fork_map(lambda number: manuscripts[paths[number]].render(), len(paths), paths.__getitem__, workers)
    return dict(zip(paths, found, strict=True))


def _pages(collection: Collection) -> Mapping[str, str]:
    """Site-relative addresses by path of the file."""
    pages = {thing.source.path: thing.url for thing in collection.things}
    files = {
        a.path: a.url
        for notice in collection.notices
        if collection.withdrawal(notice) is None
        for a in notice.attachments
    }
    free = {page.source.path: page.url for page in collection.free_pages}
    shown = (unit for unit in collection.units if collection.withdrawal(unit) is None)
    recordings = {r.path: r.url for unit in shown for r in unit.shown_recordings}
    return MappingProxyType({**free, **pages, **files, **recordings})


def _manuscripts(
    collection: Collection, everything: Mapping[str, str], seen: Mapping[str, str], avif: bool
) -> Iterator[Manuscript]:
    for unit in collection.units:
        images = _images(unit.photos, avif)
        root = posixpath.dirname(unit.source.path)
        yield _manuscript(unit, root, everything, seen, images)
        for article in unit.articles:
            yield _manuscript(article, root, everything, seen, images)
    for thing in collection.things:
        if not isinstance(thing, Unit | Article):
            yield _manuscript(thing, "", everything, seen, MappingProxyType({}))


def _remainder(left: Leftover, pages: Mapping[str, str]) -> Manuscript:
    """A text that cannot be shown: it has no address, and the path stands for it."""
    images = _images(left.photos, avif=False)
    folder = posixpath.dirname(left.source.path)
    links = Links(folder=folder, root=left.folder, pages=pages, images=images, page_url=left.source.path)
    return Manuscript(left.source, left.text, links)


def _manuscript(
    thing: Thing,
    root: str,
    everything: Mapping[str, str],
    seen: Mapping[str, str],
    images: Mapping[str, Image],
) -> Manuscript:
    links = Links(
        folder=posixpath.dirname(thing.source.path),
        root=root,
        pages=seen if thing.source.path in seen else everything,
        images=images,
        page_url=thing.url,
    )
    return Manuscript(thing.source, thing.text, links)


def _images(photos: Iterable[Photo], avif: bool) -> Mapping[str, Image]:
    return MappingProxyType({photo.path: image_of(photo, avif=avif) for photo in photos})
