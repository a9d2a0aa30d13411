"""Every text of the showcase with the links that are open to it, and its clean HTML.

A text that readers see may link only to what they see too; a draft may also link to drafts.
"""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from showcase.digest import digest_of, program_digest, text_digest
from showcase.kept import Kept
from showcase.markdown import Html, Image, Links, Rendered, image_of, render  # here: each worker needs comrak, nh3
from showcase.model.collection import Collection, Thing
from showcase.model.documents import Source, Text
from showcase.model.office import Compilation, Decision, Notice
from showcase.model.units import Leftover, Photo, Unit
from showcase.pickling import from_bytes, to_bytes
from showcase.workers import fork_map, usable_cores

__all__ = [
    "Manuscript",
    "Texts",
    "office_manuscript",
    "page_addresses",
    "plan_texts",
    "remainder",
    "still_leads",
    "unit_manuscripts",
]

_TEXT: Final = "text"
_BODY: Final = "html"
_LOT: Final = 1000
"""Texts that are kept at once."""
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
    """All manuscripts and what came of rendering them, by path of the file."""

    manuscripts: Mapping[str, Manuscript]
    rendered: Mapping[str, Rendered]
    """Without the HTML: of 80,000 texts it takes more than a gigabyte."""
    openings: Mapping[str, str]
    """First words."""
    html: Mapping[str, Html]
    """Clean HTML, fetched when it is asked for."""
    keys: Mapping[str, str]
    """Of what each HTML is made from, with the addresses that its links lead to."""
    told: frozenset[str] | None = None
    """Those of which there is something to check, where that is known."""

    @property
    def checkable(self) -> Iterable[str]:
        """Paths of all texts that a rule must look at, in their order."""
        return self.manuscripts if self.told is None else (path for path in self.manuscripts if path in self.told)

    def absolute(self, source: Source, site_url: str) -> Html:
        """The text of a file with absolute addresses, for feeds and books."""
        return self.manuscripts[source.path].render(site_url).html


class _Bodies(Mapping[str, Html]):
    """The HTML of texts, where it is kept; what cannot be kept stays in memory, what is lost is rendered again."""

    def __init__(self, manuscripts: Mapping[str, Manuscript], keys: Mapping[str, str], kept: Kept) -> None:
        self._manuscripts, self._keys, self._kept = manuscripts, keys, kept
        self._held: dict[str, Html] = {}

    def hold(self, path: str, html: Html) -> None:
        """Of a text that is not kept."""
        self._held[path] = html

    def __getitem__(self, path: str) -> Html:
        if path in self._held:
            return self._held[path]
        packed = self._kept.get(_BODY, self._keys[path])
        return Html(zlib.decompress(packed).decode()) if packed else self._manuscripts[path].render().html

    def __iter__(self) -> Iterator[str]:
        return iter(self._manuscripts)

    def __len__(self) -> int:
        return len(self._manuscripts)


def plan_texts(collection: Collection, public: Collection, kept: Kept, *, avif: bool = False) -> Texts:
    """Render what changed; ``public`` is what readers see of ``collection``."""
    everything, seen = page_addresses(collection), page_addresses(public)
    manuscripts = {m.source.path: m for m in _manuscripts(collection, everything, seen, avif)}
    manuscripts |= {left.source.path: remainder(left, everything) for left in collection.leftovers}
    keys = _keys(manuscripts)
    found = _Found()
    _find_kept(manuscripts, keys, kept, found)
    bodies = _Bodies(manuscripts, keys, kept)
    _render_rest(manuscripts, keys, found, bodies, kept)
    return Texts(
        manuscripts=MappingProxyType(manuscripts),
        rendered=found,
        openings=MappingProxyType(found.openings),
        html=bodies,
        keys=MappingProxyType({path: f"{keys[path]}{found.targets.get(path, '')}" for path in manuscripts}),
        told=frozenset(found.told),
    )


def _keys(manuscripts: Mapping[str, Manuscript]) -> dict[str, str]:
    """By all that a text is made from but the addresses of other pages, which are looked at one by one."""
    program = program_digest()
    images = {id(m.links.images): m.links.images for m in manuscripts.values()}
    known = {identity: digest_of(found) for identity, found in images.items()}
    return {path: _key(m, known[id(m.links.images)], program) for path, m in manuscripts.items()}


def _key(manuscript: Manuscript, images: str, program: str) -> str:
    text, links = manuscript.text, manuscript.links
    place = (links.folder, links.root, links.page_url, str(text.first_line))
    return text_digest(program, images, *place, text.markdown)


@dataclass(frozen=True, slots=True)
class _Text:
    """What is known of a text besides its HTML."""

    rendered: Rendered
    opening: str


class _Found(Mapping[str, Rendered]):
    """What came of rendering, packed: as values it takes 200 MB of 80,000 texts, and most is never asked for."""

    def __init__(self) -> None:
        self.packed: dict[str, bytes] = {}
        self.openings: dict[str, str] = {}
        self.targets: dict[str, str] = {}
        self.told: set[str] = set()

    def add(self, path: str, text: _Text, packed: bytes) -> None:
        """One text."""
        rendered = text.rendered
        self.packed[path], self.openings[path] = packed, text.opening
        if rendered.targets:
            self.targets[path] = str(rendered.targets)
        if rendered.refusals or rendered.uses or rendered.titles:
            self.told.add(path)

    def __getitem__(self, path: str) -> Rendered:
        text: _Text = from_bytes(self.packed[path])
        return text.rendered

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)


def _find_kept(manuscripts: Mapping[str, Manuscript], keys: Mapping[str, str], kept: Kept, found: _Found) -> None:
    """Texts of an earlier build all of whose links still lead where they led."""
    packed = kept.get_many(_TEXT, keys.values())
    for path, key in keys.items():
        text: _Text | None = from_bytes(packed[key]) if key in packed else None
        if text is not None and still_leads(text.rendered, manuscripts[path].links):
            found.add(path, text, packed[key])


def still_leads(rendered: Rendered, links: Links) -> bool:
    """Whether a text as rendered before names the same addresses."""
    return all(links.pages.get(path) == url for path, url in rendered.targets)


def _render_rest(
    manuscripts: Mapping[str, Manuscript], keys: Mapping[str, str], found: _Found, bodies: _Bodies, kept: Kept
) -> None:
    """Fill ``found`` and what is kept; a text with refusals names what is not there, and is rendered each time."""
    paths = [path for path in manuscripts if path not in found.packed]
    workers = usable_cores() if len(paths) >= _WORTH_FORKING else 1

    def render_one(number: int) -> tuple[bytes, bytes]:
        rendered = manuscripts[paths[number]].render()
        body = zlib.compress(rendered.html.text.encode(), 1)
        return to_bytes(_Text(replace(rendered, html=Html("")), rendered.opening)), body

    fresh: dict[str, bytes] = {}

    def take(number: int, made: tuple[bytes, bytes]) -> None:
        packed, fresh[paths[number]] = made
        found.add(paths[number], from_bytes(packed), packed)
        if len(fresh) >= _LOT:
            _keep(fresh, keys, found, bodies, kept)
            fresh.clear()

    fork_map(render_one, len(paths), paths.__getitem__, workers, take)
    _keep(fresh, keys, found, bodies, kept)
    _forget(keys, kept)


def _keep(fresh: Mapping[str, bytes], keys: Mapping[str, str], found: _Found, bodies: _Bodies, kept: Kept) -> None:
    """Some texts at a time: the HTML of 80,000 takes half a gigabyte."""
    kept.put(_BODY, {keys[path]: body for path, body in fresh.items()})
    whole = (path for path in fresh if path not in found.told or not found[path].refusals)
    kept.put(_TEXT, {keys[path]: found.packed[path] for path in whole})
    if kept.trouble:
        for path, body in fresh.items():
            bodies.hold(path, Html(zlib.decompress(body).decode()))


def _forget(keys: Mapping[str, str], kept: Kept) -> None:
    """What no text of this build is made of."""
    needed = frozenset(keys.values())
    for kind in (_TEXT, _BODY):
        kept.drop(kind, kept.keys(kind) - needed)


def page_addresses(collection: Collection) -> Mapping[str, str]:
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
    of_units: dict[str, str] = {}
    for unit in shown:
        of_units |= {r.path: r.url for r in unit.shown_recordings} | {f.path: f.url for f in unit.shown_files}
    return MappingProxyType({**free, **pages, **files, **of_units})


def _manuscripts(
    collection: Collection, everything: Mapping[str, str], seen: Mapping[str, str], avif: bool
) -> Iterator[Manuscript]:
    for unit in collection.units:
        yield from unit_manuscripts(unit, everything, seen, avif)
    for texts in (collection.decisions, collection.notices, collection.compilations):
        yield from (office_manuscript(thing, everything, seen) for thing in texts)


def unit_manuscripts(
    unit: Unit, everything: Mapping[str, str], seen: Mapping[str, str], avif: bool
) -> Iterator[Manuscript]:
    """The texts of one unit.

    :param seen: what readers see of ``everything``, by :func:`page_addresses`
    """
    images = _images(unit.photos, avif)
    root = posixpath.dirname(unit.source.path)
    yield _manuscript(unit, root, everything, seen, images)
    for article in unit.articles:
        yield _manuscript(article, root, everything, seen, images)


def office_manuscript(
    thing: Decision | Notice | Compilation, everything: Mapping[str, str], seen: Mapping[str, str]
) -> Manuscript:
    """The text of one of the office's."""
    return _manuscript(thing, "", everything, seen, MappingProxyType({}))


def remainder(left: Leftover, pages: Mapping[str, str]) -> Manuscript:
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
