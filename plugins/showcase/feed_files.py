"""The files of all feeds: made only when an entry changed, for the text of each is rendered anew for it."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from showcase.digest import text_digest
from showcase.feeds import build_feed, feed_items, feed_things
from showcase.kept import Kept
from showcase.model.collection import Collection
from showcase.model.vocabulary import FeedSpec
from showcase.outputs import Output
from showcase.texts import Texts
from showcase.workers import fork_map, usable_cores

__all__ = ["feed_content", "feed_outputs"]

_KIND: Final = "feed"
_CHOSEN: Final = "entries"
_WORTH_FORKING: Final = 8
"""Feeds below which workers take longer than they save: one of 50 entries takes 20 ms."""


def feed_content(collection: Collection, texts: Texts, spec: FeedSpec, site_url: str) -> bytes:
    """One feed."""
    site = collection.config.site
    note = site.demo_note if site.demo else ""
    items = feed_items(collection, spec, lambda source: texts.absolute(source, site_url), site_url)
    return build_feed(spec, items, site_url, f"{site.place}{site.name}", note)


def feed_outputs(
    collection: Collection, texts: Texts, site_url: str, outline: str, kept: Kept, *, forks: bool = True
) -> Iterator[Output]:
    """All feeds; which entries one has is known by the outline, and what they say by the keys of their texts."""
    specs = {spec.slug: spec for spec in collection.config.feeds}
    chosen = _chosen(collection, specs, outline, kept)
    keys = {slug: text_digest(outline, slug, *(texts.keys[path] for path in paths)) for slug, paths in chosen.items()}
    kept.drop(_KIND, kept.keys(_KIND) - set(keys.values()))
    have = kept.keys(_KIND)
    missing = [slug for slug, key in keys.items() if key not in have]

    def make(number: int) -> bytes:
        return zlib.compress(feed_content(collection, texts, specs[missing[number]], site_url), 1)

    workers = usable_cores() if forks and len(missing) >= _WORTH_FORKING else 1
    made = fork_map(make, len(missing), lambda number: f"feeds/{missing[number]}.xml", workers)
    fresh = {keys[slug]: packed for slug, packed in zip(missing, made, strict=True)}
    kept.put(_KIND, fresh)

    def content(slug: str) -> bytes:
        packed = fresh.get(keys[slug]) or kept.get(_KIND, keys[slug])
        return zlib.decompress(packed) if packed else feed_content(collection, texts, specs[slug], site_url)

    for slug, key in keys.items():
        yield Output(f"feeds/{slug}.xml", digest=key, make=partial(content, slug))


def _chosen(
    collection: Collection, specs: Mapping[str, FeedSpec], outline: str, kept: Kept
) -> Mapping[str, tuple[str, ...]]:
    """Paths of the texts of each feed's entries."""
    found = kept.keeper(_CHOSEN)(outline, lambda: marshal.dumps({s: _paths(collection, specs[s]) for s in specs}))
    chosen: dict[str, tuple[str, ...]] = marshal.loads(found)  # noqa: S302 – kept by ourselves, and its digest is right
    return chosen


def _paths(collection: Collection, spec: FeedSpec) -> tuple[str, ...]:
    return tuple(thing.source.path for thing, _ in feed_things(collection, spec))
