"""The files of all feeds: made only when an entry changed.

Those of many units are few, and kept here. Those of 20,000 units are 60,000 files: they are made by the workers that
make the pages of the unit, and not kept at all, for what the last site has of them is taken over.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from showcase.diagnostics import Location
from showcase.digest import digest_of, program_digest, text_digest
from showcase.feeds import STYLES, Desk, Enclosure, Feeds, pages_of, sources, styles
from showcase.kept import Kept
from showcase.model.documents import Marks, Source, Text
from showcase.model.feeds import Form, authority_of, unit_feed
from showcase.model.renditions import Rendition
from showcase.model.units import Unit
from showcase.outline import unit_digest
from showcase.outputs import Output
from showcase.renditions import rendition_file
from showcase.texts import Texts
from showcase.views import Beside, Context, PagePlan
from showcase.workers import fork_map, usable_cores

__all__ = ["FeedFiles", "open_feeds"]

_KIND: Final = "feed"
_CHOSEN: Final = "entries"
_WORTH_FORKING: Final = 8
"""Feeds below which workers take longer than they save: one of 50 entries in three forms takes 20 ms."""
_LEFT_OUT: Final = (Marks, Location, Text)


def open_feeds(
    context: Context,
    site_url: str,
    body: Callable[[Source], str],
    opening: Callable[[Source], str],
    size_of: Callable[[Rendition], int],
    books: Mapping[str, tuple[Enclosure, ...]] = MappingProxyType({}),
) -> Feeds:
    """All feeds, none of them made yet."""
    desk = Desk(
        collection=context.collection,
        site_url=site_url,
        authority=authority_of(context.collection.config, site_url),
        body=body,
        opening=opening,
        size_of=size_of,
        books=books,
    )
    return Feeds(desk, context.notice_states, context.today, context.limits.titles)


@dataclass(frozen=True)
class FeedFiles:
    """The feeds of one build."""

    feeds: Feeds
    texts: Texts
    outline: str
    kept: Kept

    @classmethod
    def of(
        cls,
        context: Context,
        texts: Texts,
        site_url: str,
        cache: Path,
        books: Mapping[str, tuple[Enclosure, ...]],
        outline: str,
        kept: Kept,
    ) -> FeedFiles:
        """Photos must be in the cache: what they weigh is told."""

        def body(source: Source) -> str:
            return str(texts.absolute(source, site_url))

        def opening(source: Source) -> str:
            return texts.openings.get(source.path, "")

        def size_of(rendition: Rendition) -> int:
            return rendition_file(rendition, cache).stat().st_size

        feeds = open_feeds(context, site_url, body, opening, size_of, books)
        return cls(feeds, texts, outline, kept)

    # --- of many units ---------------------------------------------------------------------------

    def outputs(self, *, forks: bool = True) -> Iterator[Output]:
        """Which entries a feed has is known by the outline, and what they say by the keys of their texts."""
        chosen = self._chosen
        keys = {path: self._key(path, texts) for path, (_, texts) in chosen.items()}
        self.kept.drop(_KIND, self.kept.keys(_KIND) - set(keys.values()))
        have = self.kept.keys(_KIND)
        fresh = self._make([path for path, key in keys.items() if key not in have], keys, forks=forks)

        def content(path: str, url: str) -> bytes:
            packed = fresh.get(path) or self.kept.get(_KIND, keys[path])
            files = _unpacked(packed) if packed else self.feeds.shared_files(path)
            return files[url]

        for path, (entries, _) in chosen.items():
            feed = self.feeds.shared[path]
            for number in range(1, pages_of(feed, entries) + 1):
                for form in Form:
                    url = feed.url(form, number)
                    yield Output(url, digest=text_digest(keys[path], url), make=partial(content, path, url))
        yield Output(STYLES, content=styles())
        yield from (Output(url, content=made) for url, made in self.feeds.opml())

    def _key(self, path: str, texts: Iterable[str]) -> str:
        return text_digest(self.outline, self._books, path, *(self.texts.keys[text] for text in texts))

    def _make(self, missing: list[str], keys: Mapping[str, str], *, forks: bool) -> Mapping[str, bytes]:
        """Bodies first, each once for all feeds that have it."""
        if not missing:
            return {}
        desk, workers = self.feeds.desk, usable_cores() if forks and len(missing) >= _WORTH_FORKING else 1
        shown = (path for path in missing if self.feeds.shared[path].is_full)
        entries = (entry for path in shown for entry in self.feeds.index.entries(path))
        found = {source.path: source for entry in entries for source in sources(entry)}
        written = list(found.values())
        made = fork_map(lambda n: desk.body(written[n]), len(written), lambda n: written[n].path, workers)
        bodies = {source.path: html for source, html in zip(written, made, strict=True)}
        told = replace(desk, body=lambda source: bodies.get(source.path) or desk.body(source))
        feeds = replace(self.feeds, desk=told)
        feeds.__dict__["index"] = self.feeds.index  # it is the same: the desk only puts into words

        def pack(number: int) -> bytes:
            return zlib.compress(marshal.dumps(dict(feeds.shared_files(missing[number]))), 1)

        packed = fork_map(pack, len(missing), lambda number: f"feeds/{missing[number]}", workers)
        fresh = dict(zip(missing, packed, strict=True))
        self.kept.put(_KIND, {keys[path]: made for path, made in fresh.items()})
        return fresh

    @cached_property
    def _chosen(self) -> Mapping[str, tuple[int, tuple[str, ...]]]:
        """Of each feed how many entries it has, and the paths of their texts."""

        def choose() -> bytes:
            entries = {path: self.feeds.index.entries(path) for path in self.feeds.shared}
            return marshal.dumps(
                {
                    path: (len(found), tuple(source.path for entry in found for source in sources(entry)))
                    for path, found in entries.items()
                }
            )

        found = self.kept.keeper(_CHOSEN)(self.outline, choose)
        chosen: dict[str, tuple[int, tuple[str, ...]]] = marshal.loads(found)  # noqa: S302 – kept by ourselves
        return chosen

    @cached_property
    def _books(self) -> str:
        return digest_of(tuple(self.feeds.desk.books.items()))

    # --- of one unit -----------------------------------------------------------------------------

    def beside(self, plans: Iterable[PagePlan]) -> Iterator[PagePlan]:
        """The plans; the page of a unit with its feed."""
        units = {unit.url: unit for unit in self.feeds.desk.collection.units}
        for plan in plans:
            unit = units.get(plan.url)
            yield plan if unit is None else replace(plan, beside=self._of_unit(unit))

    def _of_unit(self, unit: Unit) -> Beside:
        feed = unit_feed(unit)
        urls = tuple(feed.url(form) for form in Form)
        return Beside(urls=urls, key=self._unit_key(unit), make=partial(self.feeds.unit_files, unit))

    def _unit_key(self, unit: Unit) -> str:
        """By all that its feed is made from, but without making out its entries: that takes five times as long."""
        collection, texts = self.feeds.desk.collection, (unit.source.path, *(a.source.path for a in unit.articles))
        told = (self._digests[thing] for thing in self.feeds.of_units.office(unit))
        bodies = (self.texts.keys[path] for path in texts)
        return text_digest(self._base, unit_digest(collection, unit), *bodies, *told)

    @cached_property
    def _base(self) -> str:
        desk, config = self.feeds.desk, self.feeds.desk.collection.config
        return text_digest(program_digest(), desk.site_url, desk.authority, digest_of(config.site))

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        """Of notices with their states and results, and of decisions, by address."""
        collection, states = self.feeds.desk.collection, self.feeds.states
        decisions = {d.slug: digest_of(d, _LEFT_OUT) for d in collection.decisions}
        found = {d.url: decisions[d.slug] for d in collection.decisions}
        for notice in collection.notices:
            state = states.get(notice.slug)
            result = decisions.get(notice.outcome, "")
            found[notice.url] = text_digest(digest_of(notice, _LEFT_OUT), state.value if state else "", result)
        return found


def _unpacked(packed: bytes) -> dict[str, bytes]:
    files: dict[str, bytes] = marshal.loads(zlib.decompress(packed))  # noqa: S302 – kept by ourselves, its digest right
    return files
