"""The showcase in memory: a folder that changed is loaded again, all others stay the very same values.

What is at fault keeps the form in which it last was right, so that its pages stay while the author mends them;
what rules look at is what is there now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from showcase.diagnostics import Diagnostics, Location
from showcase.kept import Kept
from showcase.loading import (
    Folders,
    Office,
    Settings,
    collect,
    kept_office,
    kept_settings,
    read_office,
    read_settings,
)
from showcase.loading.digests import Digests
from showcase.loading.files import Root
from showcase.loading.office import UnitNames
from showcase.loading.unit_cache import LoadedUnit, load_each, unit_keys
from showcase.loading.unit_desk import UnitDesk, Units
from showcase.loading.units import unit_folders
from showcase.loading.words import Words
from showcase.model.collection import Collection, SiteConfig

__all__ = ["Library", "Loaded"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that there is."""

    actual: Collection
    """As it is on disk, what is at fault left out: for the rules."""
    shown: Collection
    """With the last good form of what is at fault."""
    diagnostics: Diagnostics


@dataclass(slots=True)
class _Part(Generic[T]):
    """Something that is loaded as a whole."""

    value: T
    diagnostics: Diagnostics
    good: T | None = None

    def __post_init__(self) -> None:
        if not self.diagnostics.errors:
            self.good = self.value

    @property
    def shown(self) -> T:
        """The last good form, or what there is."""
        return self.value if self.good is None else self.good


@dataclass(slots=True)
class _Shelf:
    """All units, by folder."""

    paths: dict[str, Path] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    pieces: dict[str, LoadedUnit] = field(default_factory=dict)
    good: dict[str, LoadedUnit] = field(default_factory=dict)
    """Of those that are at fault now."""
    diagnostics: Diagnostics = field(default_factory=Diagnostics)
    """Of ``units/`` itself."""
    names: Units = field(default_factory=Units)


class Library:
    """Loads everything at first, and then what changed."""

    def __init__(self, folders: Folders, kept: Kept) -> None:
        self._folders, self._kept = folders, kept
        self._root = folders.base
        self._digests = Digests(kept)
        self._config: _Part[SiteConfig | None] = _Part(None, Diagnostics())
        self._office: _Part[Office | None] = _Part(None, Diagnostics())
        self._shelf = _Shelf()

    def load(self) -> Loaded | None:
        """Everything; ``None`` while settings or units are not there or cannot be used at all."""
        self._take_settings(kept_settings(self._root, self._folders.site_config, self._kept, self._digests))
        self._list_units()
        self._load_units(self._shelf.paths)
        self._load_office(partial(kept_office, kept=self._kept, digests=self._digests))
        for piece in self._shelf.pieces.values():
            self._digests.take(piece.digests)
        self._digests.save()
        return self._loaded()

    def reload(self, changed: Iterable[str]) -> Loaded | None:
        """What lies at or below these paths."""
        paths = [Path(path) for path in changed]
        below = {
            name: [path for path in paths if path.is_relative_to(folder)]
            for name, folder in (
                ("units", self._folders.units),
                ("content", self._folders.content),
                ("site_config", self._folders.site_config),
            )
        }
        before = self._config.value, dict(self._shelf.names.names), set(self._shelf.names.folders)
        if below["site_config"] and not all(path.suffix in (".html", ".css", ".js") for path in below["site_config"]):
            self._take_settings(read_settings(self._root, self._folders.site_config))
        self._reload_units(below["units"], is_new=self._config.value != before[0])
        names = self._shelf.names
        if below["content"] or before != (self._config.value, names.names, names.folders):
            self._load_office(read_office)
        return self._loaded()

    @property
    def diagnostics(self) -> Diagnostics:
        """All that loading found."""
        found = Diagnostics()
        pieces = (piece.diagnostics for piece in self._shelf.pieces.values())
        for part in (self._config.diagnostics, self._shelf.diagnostics, *pieces, self._office.diagnostics):
            found.merge(part)
        return found

    # --- the parts -------------------------------------------------------------------------------

    def _take_settings(self, settings: Settings) -> None:
        self._config = _Part(settings.config, settings.diagnostics, self._config.good)

    def _list_units(self) -> None:
        """Which folders there are."""
        diagnostics = self._shelf.diagnostics = Diagnostics()
        if not self._folders.units.is_dir():
            diagnostics.error(Location(self._root.relative(self._folders.units)), "没有这个文件夹", "missing-file")
            self._shelf.paths = {}
            return
        found = unit_folders(self._root, self._folders.units, diagnostics)
        self._shelf.paths = {path.name: path for path in found}

    def _reload_units(self, changed: list[Path], *, is_new: bool) -> None:
        """``is_new``: other words may stand for other things in every unit; those of which none does stay."""
        folder = self._folders.units
        names = {path.relative_to(folder).parts[0] for path in changed if path != folder}
        shelf = self._shelf
        if folder in changed or any((name in shelf.paths) != (folder / name).is_dir() for name in names):
            before = dict(shelf.paths)
            self._list_units()
            names |= shelf.paths.keys() - before.keys()
        elif any(name not in shelf.paths for name in names):
            self._list_units()  # a file that is out of place
        self._load_units(self._paths_with_new_key() if is_new else [], names)

    def _paths_with_new_key(self) -> list[str]:
        names = list(self._shelf.paths)
        desk = self._desk()
        keys = unit_keys(desk, [self._shelf.paths[name] for name in names]) if desk else ()
        return [name for name, key in zip(names, keys, strict=False) if self._shelf.keys.get(name) != key]

    def _load_units(self, *wanted: Iterable[str]) -> None:
        """These of the folders; what is no more is forgotten."""
        shelf, desk = self._shelf, self._desk()
        names = [name for name in dict.fromkeys(name for some in wanted for name in some) if name in shelf.paths]
        if desk is not None and names:
            paths = [shelf.paths[name] for name in names]
            keys = unit_keys(desk, paths)
            for name, key, piece in zip(names, keys, load_each(desk, paths, keys, self._kept), strict=True):
                self._put(name, key, piece)
        for gone in shelf.pieces.keys() - shelf.paths.keys():
            del shelf.pieces[gone]
            shelf.good.pop(gone, None)
        shelf.names = self._merged(shelf.pieces)

    def _put(self, name: str, key: str, piece: LoadedUnit) -> None:
        shelf, before = self._shelf, self._shelf.pieces.get(name)
        if not piece.diagnostics.errors:
            shelf.good.pop(name, None)
        elif before is not None and not before.diagnostics.errors:
            shelf.good[name] = before
        shelf.pieces[name], shelf.keys[name] = piece, key

    def _desk(self) -> UnitDesk | None:
        config = self._config.shown
        if config is None:
            return None
        words = Words(config.taxonomies, config.regions, Diagnostics(), config.editions)
        return UnitDesk(self._limited(config), words, config.urls, Diagnostics(), Units(), self._digests)

    def _limited(self, config: SiteConfig) -> Root:
        return replace(self._root, limits=config.site.intake)

    def _load_office(self, read: Callable[[Root, Path, Words, UnitNames], Office]) -> None:
        """Reading what was kept saves time at the start; after a change nothing is kept that fits."""
        config = self._config.shown
        if config is None:
            return
        names = UnitNames.of(self._shelf.names.folders, self._shelf.names.names)
        words = Words(config.taxonomies, config.regions, Diagnostics(), config.editions)
        office = read(self._limited(config), self._folders.content, words, names)
        self._office = _Part(office, office.diagnostics, self._office.good)

    # --- put together ----------------------------------------------------------------------------

    def _merged(self, pieces: Mapping[str, LoadedUnit]) -> Units:
        found = Units()
        for name in self._shelf.paths:
            if name in pieces:
                found.add(pieces[name].found)
        return found

    def _loaded(self) -> Loaded | None:
        config, office, diagnostics = self._config.shown, self._office.value, self.diagnostics
        if config is None or office is None or not self._shelf.paths:
            return None
        actual = collect(config, self._shelf.names, office, diagnostics)
        good_office = self._office.shown
        if (good_office is None or good_office is office) and not self._shelf.good:
            return Loaded(actual, actual, diagnostics)
        found = self._merged({**self._shelf.pieces, **self._shelf.good})
        return Loaded(actual, collect(config, found, good_office or office, Diagnostics()), diagnostics)
