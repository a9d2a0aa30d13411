"""Addresses that come from names: of awarding bodies, terms, kinds … (``urls.yml`` keeps them for life)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain, count
from types import MappingProxyType
from typing import Final

from showcase.loading.pinyin import slug_of
from showcase.model.collection import Collection, body_key, term_key
from showcase.model.units import Honor

__all__ = ["DERIVED", "TAXONOMIES", "derive_slugs", "derived_names", "unrecorded"]

TAXONOMIES: Final = {"kinds": "类别", "levels": "级别", "topics": "话题"}
"""Word lists whose terms have pages, and how their keys of ``urls.yml`` begin."""
_OF_CONTENT: Final = ("授予机关/", "届次/")
DERIVED: Final = (*_OF_CONTENT, *(f"{word}/" for word in TAXONOMIES.values()))
"""How keys of ``urls.yml`` begin that are names; all others are paths of articles."""
_LONGEST: Final = 80
"""Characters of a slug: file systems end at 255 bytes a name, readers much earlier."""


def derived_names(collection: Collection) -> dict[str, str]:
    """Key → name for every awarding body and term that decisions or units name, sorted by key."""
    found = {body_key(name): name for name in _bodies(collection)}
    found.update({term_key(whose, term): f"{whose}{term}" for whose, term in _terms(collection)})
    return dict(sorted(found.items()))


def unrecorded(public: Collection) -> dict[str, str]:
    """What of the public addresses comes from names and is not in ``urls.yml`` yet; a draft has no address."""
    found = {article.source.path: article.slug for article in public.articles}
    found.update((key, public.slugs[key]) for key in derived_names(public))
    found.update(public.config.named)
    return {key: slug for key, slug in found.items() if key not in public.config.urls}


def derive_slugs(
    collection: Collection, recorded: Mapping[str, str], slug_of: Callable[[str], str] = slug_of
) -> Mapping[str, str]:
    """Slugs by key: what is recorded stands; of new names that sound alike the later one gets a number."""
    slugs = {key: slug for key, slug in recorded.items() if key.startswith(_OF_CONTENT)}
    taken = {(_kind(key), slug) for key, slug in slugs.items()}
    for key, name in derived_names(collection).items():
        if key in slugs:
            continue
        plain = _short(slug_of(name)) or "x"
        tries = chain((plain,), (f"{plain}-{number}" for number in count(2)))
        slugs[key] = next(slug for slug in tries if (_kind(key), slug) not in taken)
        taken.add((_kind(key), slugs[key]))
    return MappingProxyType(slugs)


def _kind(key: str) -> str:
    return key.partition("/")[0]


def _short(slug: str) -> str:
    """Cut between syllables."""
    return slug if len(slug) <= _LONGEST else slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]


def _claims(collection: Collection) -> Iterator[Honor]:
    return (honor for unit in collection.units for honor in unit.honors if honor.is_own)


def _bodies(collection: Collection) -> Iterator[str]:
    yield from (name for decision in collection.decisions for name in decision.by)
    yield from (name for honor in _claims(collection) for name in honor.by)


def _terms(collection: Collection) -> Iterator[tuple[str, str]]:
    for decision in collection.decisions:
        for listed in decision.lists:
            yield from ((listed.jurisdiction.name, entry.term) for entry in listed.entries if entry.term)
    for honor in _claims(collection):
        if honor.term:
            yield (honor.jurisdiction.name if honor.jurisdiction else honor.level.name, honor.term)
