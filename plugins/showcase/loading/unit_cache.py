"""All units: those whose folders changed are loaded, by workers; the others are as the last build left them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from showcase.diagnostics import Diagnostics, Location
from showcase.digest import digest_of, program_digest, text_digest
from showcase.kept import Kept
from showcase.loading.folder_cache import FolderEntry, entry_of
from showcase.loading.packing import Packing
from showcase.loading.pinyin import Pinyin
from showcase.loading.unit_desk import UnitDesk, Units
from showcase.loading.units import load_unit, unit_folders
from showcase.model.collection import UnitDigests
from showcase.model.documents import Marks, Text
from showcase.model.units import Unit
from showcase.workers import fork_map, usable_cores

__all__ = ["LoadedUnit", "load_each", "load_units", "unit_keys"]

_KIND: Final = "unit"
_LOT: Final = 20
"""Folders that a worker takes at once."""
_ROUND: Final = 2000
"""Folders at a time: what is kept of 20,000 takes half a gigabyte."""
_WORTH_FORKING: Final = 100
"""Folders below which workers take longer than they save."""


@dataclass(frozen=True, slots=True)
class LoadedUnit:
    """What came of one folder."""

    found: Units
    diagnostics: Diagnostics
    digests: dict[str, list[object]]
    pinyin: dict[tuple[str, str], str]


def load_units(desk: UnitDesk, folder: Path, kept: Kept) -> Units:
    """All units, and what is left of those that are at fault."""
    paths = list(unit_folders(desk.root, folder, desk.diagnostics))
    keys = unit_keys(desk, paths)
    for loaded in load_each(desk, paths, keys, kept):
        desk.found.add(loaded.found)
        desk.diagnostics.merge(loaded.diagnostics)
        desk.digests.take(loaded.digests)
    kept.drop(_KIND, kept.keys(_KIND).difference(keys))
    return desk.found


def load_each(desk: UnitDesk, paths: Sequence[Path], keys: Sequence[str], kept: Kept) -> Iterator[LoadedUnit]:
    """What came of these folders, each by itself, in their order.

    :param keys: of :func:`unit_keys`
    """
    packing = Packing(desk.words.taxonomies, desk.words.regions)
    for start in range(0, len(paths), _ROUND):
        yield from _load_some(desk, paths[start : start + _ROUND], keys[start : start + _ROUND], packing, kept)


def _load_some(
    desk: UnitDesk, paths: Sequence[Path], keys: Sequence[str], packing: Packing, kept: Kept
) -> Iterator[LoadedUnit]:
    old = {key: FolderEntry.from_bytes(found) for key, found in kept.get_many(_KIND, keys).items()}
    entries = _entries(desk, paths, keys, old, packing)
    kept.put(_KIND, {k: e.to_bytes() for k, e in zip(keys, entries, strict=True) if old.get(k) != e})
    yield from (packing.unpack(entry.loaded) for entry in entries)


def unit_keys(desk: UnitDesk, paths: Sequence[Path]) -> list[str]:
    """By all that a unit is made from besides its folder: the program, the office's words, published addresses."""
    words = Packing(desk.words.taxonomies, desk.words.regions).digest
    points = digest_of((desk.words.editions.assessed(), desk.words.editions.is_whole, _levels(desk)))
    common = text_digest(program_digest(), words, points, str(desk.root.folder), str(desk.root.limits))
    published: dict[str, list[tuple[str, str]]] = {}
    for path, slug in desk.urls.items():
        published.setdefault(path.rpartition("/")[0].partition("/")[2].partition("/")[0], []).append((path, slug))
    return [f"{path.name}:{text_digest(common, digest_of(published.get(path.name)))}" for path in paths]


def _levels(desk: UnitDesk) -> tuple[tuple[object, ...], ...]:
    """What folders of archives may be named after, in their order."""
    return tuple(
        (e.slug, item.name, tuple((i.name, tuple(p.id for p in i.points)) for i in item.indicators))
        for e in desk.words.editions
        for item in e.items
    )


def _entries(
    desk: UnitDesk, paths: Sequence[Path], keys: Sequence[str], old: Mapping[str, FolderEntry], packing: Packing
) -> list[FolderEntry]:
    """The entry of every folder, in their order."""
    lots = [range(n, min(n + _LOT, len(paths))) for n in range(0, len(paths), _LOT)]

    def work(number: int) -> list[FolderEntry | None]:
        return [_entry(desk, paths[n], old.get(keys[n]), packing) for n in lots[number]]

    workers = usable_cores() if len(paths) - len(old) >= _WORTH_FORKING else 1
    found = fork_map(work, len(lots), lambda number: f"{paths[lots[number][0]]} 等文件夹", workers)
    fresh = [entry for lot in found for entry in lot]
    return [entry or old[key] for entry, key in zip(fresh, keys, strict=True)]


def _digests(unit: Unit) -> UnitDigests:
    outline, placed = digest_of(unit, (Marks, Location, Text)), digest_of(unit, (Text,))
    return UnitDigests(outline, placed, len(unit.articles))


def _entry(desk: UnitDesk, folder: Path, old: FolderEntry | None, packing: Packing) -> FolderEntry | None:
    """The entry of one folder; ``None`` when the old one is still true."""
    digests = desk.digests.apart()

    def load() -> bytes:
        before: LoadedUnit | None = packing.unpack(old.loaded) if old else None
        apart = desk.apart(digests, Pinyin(before.pinyin if before else {}))
        load_unit(apart, folder)
        apart.found.digests |= {unit.slug: _digests(unit) for unit in apart.found.units}
        return packing.pack(LoadedUnit(apart.found, apart.diagnostics, digests.seen, apart.pinyin.used))

    return entry_of(folder, old, digests, load)
