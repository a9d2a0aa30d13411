"""The search of a site: which shards of its index must be made, from which pages; the rest is what it was.

A page is read when it is another one than at the last build; a shard is made when one of its pages says something else
to the search. So of 10,000 pages one edit reads a few and makes one shard of 600;
a new header reads all and makes none.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from showcase.digest import program_digest, text_digest
from showcase.kept import Kept
from showcase.outputs import Output
from showcase.search import (
    FACTS,
    Document,
    Folding,
    Unsearched,
    catalog,
    documents_in,
    index_shard,
    make_folding,
    read_page,
    shard_count,
    shard_of,
)
from showcase.workers import fork_map

__all__ = ["SearchError", "SearchFiles"]

_STATE, _SHARD, _FILES, _FOLDING = "search", "search-shard", "search-files", "search-folding"
_PLACE: Final = "search/"
_TOLD: Final = 5
"""Pages that a message names."""


class SearchError(RuntimeError):
    """A page is not in the index; says which."""


@dataclass(slots=True)
class _State:
    """What the last build left word of."""

    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By path of the page: what it was made from, and the digest of what it says to the search (empty: nothing)."""
    shards: list[str] = field(default_factory=list)
    """Digests of the shards, in order."""


@dataclass(frozen=True, slots=True)
class _Made:
    """One shard as a worker leaves it."""

    said: Mapping[str, str]
    """Digest of what each of its pages says to the search, by path; empty of what is not searched."""
    missing: tuple[str, ...]
    key: str
    files: bytes = b""
    """Packed; nothing where they are known already."""
    table: tuple[tuple[str, str], ...] = ()
    """Path and digest of each file."""
    facts: tuple[str, bytes] = ("", b"")
    """Path and content: all shards' facts are one file in the site."""


class SearchFiles:
    """The files below ``search/`` of one site."""

    def __init__(self, site: Path, kept: Kept, room: int, *, trusts_keys: bool) -> None:
        """Read what the last build left.

        :param site: folder of the finished pages
        :param room: most pages of a shard, about
        :param trusts_keys: whether a page made from the same as before is the same
        """
        self._site, self._kept, self._room = site, kept, room
        found = kept.get(_STATE, program_digest())
        self._before = _State(*marshal.loads(found)) if found else _State()  # noqa: S302 – ours
        self._trusts_keys = trusts_keys
        self._folding: Folding | None = None

    def write(self, keys: Mapping[str, str], place: Callable[[Output], None], workers: int) -> None:
        """Put the index of all pages beside them.

        :param keys: what each file of the site was made from, by path
        :param place: puts a file where the site is assembled
        :raises SearchError: a page is not in it
        """
        paths = sorted(path for path in keys if path.endswith(".html"))
        count = shard_count(len(paths), self._room)
        groups: list[list[str]] = [[] for _ in range(count)]
        for path in paths:
            groups[shard_of(path.removesuffix("index.html"), count)].append(path)
        shards = dict(self._known(groups, keys))
        todo = [number for number in range(count) if number not in shards]
        if todo:
            self._folding = self._read_folding()

        def take(at: int, made: _Made) -> None:
            self._keep(made)
            self._place(groups[todo[at]], todo[at], made, place)
            shards[todo[at]] = replace(made, files=b"")

        def make(at: int) -> _Made:
            return self._make(groups[todo[at]], todo[at], count, keys)

        for number, shard in tuple(shards.items()):
            self._place(groups[number], number, shard, place)
        fork_map(make, len(todo), lambda at: f"搜索的第 {todo[at] + 1} 份索引", min(workers, len(todo)), take)
        self._finish([shards[number] for number in range(count)], keys, place)

    def _known(self, groups: list[list[str]], keys: Mapping[str, str]) -> Iterator[tuple[int, _Made]]:
        """Shards of which every page is what it was."""
        before = self._before
        if len(before.shards) != len(groups) or not self._trusts_keys:
            return
        count = len(groups)
        had = [0] * count
        for path in before.pages:
            had[shard_of(path.removesuffix("index.html"), count)] += 1
        tables = self._kept.get_many(_FILES, before.shards)
        for number, (paths, key) in enumerate(zip(groups, before.shards, strict=True)):
            same = all(before.pages.get(path, ("",))[0] == keys[path] for path in paths) and had[number] == len(paths)
            if same and key in tables:
                said = {path: before.pages[path][1] for path in paths}
                yield number, _Made(said, (), key, b"", *_told(tables[key]))

    # --- one shard, in a worker ------------------------------------------------------------------------

    def _make(self, paths: list[str], number: int, count: int, keys: Mapping[str, str]) -> _Made:
        fresh = {path: self._read(path) for path in paths if not self._is_same(path, keys)}
        said = {path: _digest(page) if path in fresh else "" for path, page in fresh.items()}
        said |= {path: self._before.pages[path][1] for path in paths if path not in fresh}
        missing = tuple(path for path, page in fresh.items() if page is None)
        key = text_digest(program_digest(), f"{number}/{count}", *(f"{path} {said[path]}" for path in paths))
        table = self._kept.get(_FILES, key)
        if missing or table:
            return _Made(said, missing, key, b"", *(_told(table) if table else ()))
        files = self._index(self._documents(paths, said, fresh, number), number)
        digests = tuple((name, text_digest(c)) for name, c in files.items() if not name.endswith(FACTS))
        facts = next((name, content) for name, content in files.items() if name.endswith(FACTS))
        return _Made(said, (), key, _packed(files), digests, facts)

    def _is_same(self, path: str, keys: Mapping[str, str]) -> bool:
        return self._trusts_keys and self._before.pages.get(path, ("",))[0] == keys[path]

    def _read(self, path: str) -> Document | Unsearched | None:
        return read_page(path, (self._site / path).read_text("utf-8", errors="replace"))

    def _documents(
        self, paths: list[str], said: Mapping[str, str], fresh: Mapping[str, Any], number: int
    ) -> list[Document]:
        """Of all pages that are searched: read just now, told by the shard's old records, or read again."""
        old = self._old(number) if any(path not in fresh for path in paths) else {}
        found = (fresh.get(path) or old.get(path.removesuffix("index.html")) or self._read(path) for path in paths)
        return [page for page, path in zip(found, paths, strict=True) if said[path] and isinstance(page, Document)]

    def _old(self, number: int) -> dict[str, Document]:
        if number >= len(self._before.shards):
            return {}
        files = self._unpacked(self._before.shards[number])
        return {page.url: page for page in documents_in(files[name] for name in files if "/r/" in name)}

    def _index(self, documents: list[Document], number: int) -> dict[str, bytes]:
        folding = self._folding or self._read_folding()
        files = index_shard(documents, folding, f"{_PLACE}{number}/")
        if sum("/r/" in name for name in files) != len(documents):
            raise SearchError(f"搜索的第 {number + 1} 份索引缺了页面")
        return files

    def _read_folding(self) -> Folding:
        """Kept, for it takes 0.2 s to make."""
        found = self._kept.get(_FOLDING, program_digest())
        if found:
            return Folding(*marshal.loads(found))  # noqa: S302 – ours
        made = make_folding()
        self._kept.drop(_FOLDING, self._kept.keys(_FOLDING))
        self._kept.put(_FOLDING, {program_digest(): marshal.dumps((made.simplified, made.table))})
        return made

    # --- its files ---------------------------------------------------------------------------------------

    def _keep(self, made: _Made) -> None:
        if made.files:
            self._kept.put(_SHARD, {made.key: made.files})
            self._kept.put(_FILES, {made.key: marshal.dumps((made.table, made.facts))})

    def _place(self, paths: list[str], number: int, made: _Made, place: Callable[[Output], None]) -> None:
        loaded: dict[str, bytes] = {}

        def content(name: str) -> bytes:
            if not loaded:
                packed = made.files or self._kept.get(_SHARD, made.key) or b""
                loaded.update(_unpacked(packed) if packed else self._again(paths, number, made.said))
            return loaded[name]

        for name, digest in made.table:
            place(Output(name, digest=digest, make=partial(content, name)))

    def _again(self, paths: list[str], number: int, said: Mapping[str, str]) -> dict[str, bytes]:
        """Files that are neither kept nor in the site any more."""
        return self._index(self._documents(paths, said, {}, number), number)

    def _unpacked(self, key: str) -> Mapping[str, bytes]:
        packed = self._kept.get(_SHARD, key)
        return _unpacked(packed) if packed else {}

    def _finish(self, shards: list[_Made], keys: Mapping[str, str], place: Callable[[Output], None]) -> None:
        missing = [path for shard in shards for path in shard.missing]
        if missing:
            told = "、".join(missing[:_TOLD]) + ("……" if len(missing) > _TOLD else "")
            raise SearchError(f"{len(missing)} 个页面没有进搜索的索引：{told}")
        folding = self._read_folding()
        place(Output(f"{_PLACE}fold.json", content=folding.for_browser()))
        for name, content in catalog((dict([shard.facts]) for shard in shards), folding).items():
            place(Output(name, content=content))
        state = _State(
            {path: (keys[path], said) for shard in shards for path, said in shard.said.items()},
            [shard.key for shard in shards],
        )
        if state != self._before:
            for kind in (_SHARD, _FILES):
                self._kept.drop(kind, self._kept.keys(kind) - set(state.shards))
            self._kept.drop(_STATE, self._kept.keys(_STATE))
            self._kept.put(_STATE, {program_digest(): marshal.dumps((state.pages, state.shards))})


def _digest(page: Document | Unsearched | None) -> str:
    """Of what a page says to the search; empty where that is nothing."""
    return text_digest(*map(str, (getattr(page, name) for name in Document.__slots__))) if _is_found(page) else ""


def _is_found(page: Document | Unsearched | None) -> bool:
    return isinstance(page, Document)


def _told(table: bytes) -> tuple[tuple[tuple[str, str], ...], tuple[str, bytes]]:
    told: tuple[tuple[tuple[str, str], ...], tuple[str, bytes]] = marshal.loads(table)  # noqa: S302 – ours
    return told


def _packed(files: Mapping[str, bytes]) -> bytes:
    return zlib.compress(marshal.dumps(dict(files)), 1)


def _unpacked(packed: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = marshal.loads(zlib.decompress(packed))  # noqa: S302 – kept by ourselves
    return found
