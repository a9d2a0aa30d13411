"""Disk → model. Nothing here raises on an author's mistake: every one becomes a diagnostic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from showcase.diagnostics import Diagnostics, Location, Suggestions
from showcase.digest import digest_of, program_digest, text_digest
from showcase.kept import Kept
from showcase.loading.addresses import derive_slugs, derived_names, unrecorded
from showcase.loading.digests import Digests
from showcase.loading.files import Root
from showcase.loading.folder_cache import kept_folder
from showcase.loading.office import (
    Desk,
    UnitNames,
    load_compilations,
    load_decisions,
    load_free_pages,
    load_notices,
)
from showcase.loading.packing import Packing
from showcase.loading.pinyin import KeptSlugs, slug_of
from showcase.loading.site_config import load_site_config
from showcase.loading.unit_cache import load_units
from showcase.loading.unit_desk import UnitDesk, Units
from showcase.loading.words import Words
from showcase.model.collection import Collection, SiteConfig
from showcase.model.documents import FreePage
from showcase.model.office import Compilation, Decision, Notice
from showcase.model.units import Leftover
from showcase.pickling import from_bytes, to_bytes

__all__ = [
    "Folders",
    "Office",
    "Settings",
    "collect",
    "derived_names",
    "kept_office",
    "kept_settings",
    "load_collection",
    "read_office",
    "read_settings",
    "unrecorded",
]


@dataclass(frozen=True, slots=True)
class Folders:
    """Where things lie, absolute; messages name paths relative to ``root``."""

    root: Path
    units: Path
    content: Path
    site_config: Path
    cache: Path | None = None
    """Kept from one build to the next; ``None`` keeps nothing."""
    checks_pages: bool = False
    """Whether the office's free pages are cleaned like the texts of units."""

    @property
    def base(self) -> Root:
        """What paths are relative to, with the limits of a site that says nothing."""
        return Root(self.root, checks_pages=self.checks_pages)


def load_collection(folders: Folders, diagnostics: Diagnostics, kept: Kept | None = None) -> Collection | None:
    """The whole showcase; ``None`` only when the settings themselves cannot be used, or there are no units.

    :param kept: what the last build left, and this one leaves
    """
    root, kept = folders.base, kept or Kept(None)
    digests = Digests(kept)
    settings = kept_settings(root, folders.site_config, kept, digests)
    config = settings.config
    diagnostics.merge(settings.diagnostics)
    if not folders.units.is_dir():
        diagnostics.error(Location(root.relative(folders.units)), "没有这个文件夹", "missing-file")
        return None
    if config is None:
        return None
    root = replace(root, limits=config.site.intake)
    words = Words(config.taxonomies, config.regions, diagnostics, config.editions)
    units_desk = UnitDesk(root, words, config.urls, diagnostics, Units(), digests)
    found = load_units(units_desk, folders.units, kept)
    office = kept_office(root, folders.content, words, UnitNames.of(found.folders, found.names), kept, digests)
    diagnostics.merge(office.diagnostics)
    digests.save()
    return collect(config, found, office, diagnostics, KeptSlugs(kept).slug_of)


def collect(
    config: SiteConfig, found: Units, office: Office, diagnostics: Diagnostics, slug_of: Callable[[str], str] = slug_of
) -> Collection:
    """What was loaded, as one; files with errors are those that the diagnostics tell of."""
    collection = Collection(
        config=config,
        units=tuple(found.units),
        folders=frozenset(found.folders),
        names=MappingProxyType({unit.slug: unit.name for unit in found.units}),
        free_pages=office.free_pages,
        decisions=office.decisions,
        notices=office.notices,
        compilations=office.compilations,
        digests=MappingProxyType(found.digests),
    )
    leftovers = (*found.leftovers, *office.leftovers)
    faulty = diagnostics.faulty_paths() | {left.source.path for left in leftovers}
    slugs = derive_slugs(collection, config.urls, slug_of)
    return replace(collection, leftovers=leftovers, faulty=faulty, slugs=slugs)


@dataclass(frozen=True, slots=True)
class Settings:
    """What came of ``site_config/``."""

    config: SiteConfig | None
    diagnostics: Diagnostics


def kept_settings(root: Root, folder: Path, kept: Kept, digests: Digests) -> Settings:
    """As they were read before, when nothing in the folder changed."""

    def load() -> bytes:
        return to_bytes(read_settings(root, folder))

    if not folder.is_dir():
        return read_settings(root, folder)  # tells what is missing
    key = text_digest(program_digest(), str(folder))
    settings: Settings = from_bytes(kept_folder(kept, "settings", key, folder, digests, load))
    return settings


def read_settings(root: Root, folder: Path) -> Settings:
    """As they are now."""
    diagnostics = Diagnostics()
    return Settings(load_site_config(root, folder, diagnostics), diagnostics)


@dataclass(frozen=True, slots=True)
class Office:
    """What came of ``content/``."""

    free_pages: tuple[FreePage, ...]
    decisions: tuple[Decision, ...]
    notices: tuple[Notice, ...]
    compilations: tuple[Compilation, ...]
    leftovers: tuple[Leftover, ...]
    diagnostics: Diagnostics


def kept_office(root: Root, folder: Path, words: Words, names: UnitNames, kept: Kept, digests: Digests) -> Office:
    """Made from its folder, the office's words, and the names of units, which lists name."""
    packing = Packing(words.taxonomies, words.regions)
    key = text_digest(
        program_digest(), str(folder), packing.digest, digest_of((_sorted(names), root.limits, root.checks_pages))
    )

    def load() -> bytes:
        return packing.pack(read_office(root, folder, words, names))

    if not folder.is_dir():
        return read_office(root, folder, words, names)
    office: Office = packing.unpack(kept_folder(kept, "office", key, folder, digests, load))
    return office


def _sorted(names: UnitNames) -> tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]]:
    """A set has no order of its own."""
    return tuple(sorted(names.slugs)), names.by_name


def read_office(root: Root, folder: Path, words: Words, names: UnitNames) -> Office:
    """As it is now."""
    diagnostics = Diagnostics()
    words = replace(words, diagnostics=diagnostics)
    desk = Desk(root, words, names, diagnostics, Suggestions(names.words()))
    return Office(
        free_pages=load_free_pages(root, folder, diagnostics),
        decisions=load_decisions(desk, folder / "decisions"),
        notices=load_notices(desk, folder / "notices"),
        compilations=load_compilations(desk, folder / "compilations"),
        leftovers=tuple(desk.leftovers),
        diagnostics=diagnostics,
    )
