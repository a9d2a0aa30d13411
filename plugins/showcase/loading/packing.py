"""Loaded units as bytes, to be kept and to come from workers; the office's words are named, not copied."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping
from typing import Any, Final

from showcase.digest import digest_of
from showcase.model.vocabulary import Jurisdiction, Region, Regions, Taxonomies, Term
from showcase.pickling import Reducers

__all__ = ["Packing"]


def _term(*key: Any) -> Term:
    raise LookupError(key)  # stands for what an unpickler puts in its place


def _region(code: str) -> Region:
    raise LookupError(code)


def _jurisdiction(name: str) -> Jurisdiction:
    raise LookupError(name)


def _name_term(term: Term) -> tuple[Any, ...]:
    return _term, (term.name, term.slug, term.order, term.aliases, term.office)


_TABLE: Final[dict[type, Callable[[Any], tuple[Any, ...]]]] = {
    Term: _name_term,
    Region: lambda region: (_region, (region.code,)),
    Jurisdiction: lambda jurisdiction: (_jurisdiction, (jurisdiction.name,)),
}


def _other_term(name: str, slug: str, order: int, aliases: tuple[str, ...], office: str) -> Term:
    """One that is in none of the lists."""
    return Term(name=name, slug=slug, order=order, aliases=aliases, office=office)


class Packing:
    """Packs and unpacks by the words of one ``site_config/``."""

    def __init__(self, taxonomies: Taxonomies, regions: Regions) -> None:
        lists = (
            taxonomies.kinds, taxonomies.levels, taxonomies.topics,
            taxonomies.ownership, taxonomies.sectors, taxonomies.archive,
        )  # fmt: skip
        terms = {_name_term(t)[1]: t for words in lists for t in words}
        self._words: Mapping[str, Callable[..., Any]] = {
            "_term": lambda *key: terms.get(key) or _other_term(*key),
            "_region": {region.code: region for region in regions.all}.__getitem__,
            "_jurisdiction": {j.name: j for j in taxonomies.jurisdictions}.__getitem__,
        }
        self._reducers = Reducers(_TABLE)
        self.digest = digest_of((tuple(words.terms for words in lists), taxonomies.jurisdictions, regions.all))
        """Of all words: what was packed with others is not unpacked."""

    def pack(self, value: object) -> bytes:
        """Bytes of a value."""
        stream = io.BytesIO()
        pickler = pickle.Pickler(stream, protocol=5)
        pickler.dispatch_table = self._reducers
        pickler.dump(value)
        return stream.getvalue()

    def unpack(self, content: bytes) -> Any:
        """The value; its words are the very ones of ``site_config/``."""
        return _Unpickler(io.BytesIO(content), self._words).load()


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, words: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(stream)
        self._words = words

    def find_class(self, module: str, name: str) -> Any:
        """A word's finder in place of its placeholder."""
        if module == __name__ and name in self._words:
            return self._words[name]
        return super().find_class(module, name)
