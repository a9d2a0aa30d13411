"""Disk → model. Nothing here raises on an author's mistake: every one becomes a diagnostic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from showcase.diagnostics import Diagnostics, Location, Suggestions
from showcase.kept import Kept
from showcase.loading.addresses import derive_slugs, derived_names, unrecorded
from showcase.loading.digests import Digests
from showcase.loading.files import Root
from showcase.loading.office import (
    Desk,
    UnitNames,
    load_compilations,
    load_decisions,
    load_free_pages,
    load_notices,
)
from showcase.loading.site_config import load_site_config
from showcase.loading.unit_cache import load_units
from showcase.loading.unit_desk import UnitDesk, Units
from showcase.loading.words import Words
from showcase.model.collection import Collection

__all__ = ["Folders", "derived_names", "load_collection", "unrecorded"]


@dataclass(frozen=True, slots=True)
class Folders:
    """Where things lie, absolute; messages name paths relative to ``root``."""

    root: Path
    units: Path
    content: Path
    site_config: Path
    cache: Path | None = None
    """Kept from one build to the next; ``None`` keeps nothing."""


def load_collection(folders: Folders, diagnostics: Diagnostics, kept: Kept | None = None) -> Collection | None:
    """The whole showcase; ``None`` only when the settings themselves cannot be used, or there are no units.

    :param kept: what the last build left, and this one leaves
    """
    root = Root(folders.root)
    config = load_site_config(root, folders.site_config, diagnostics)
    if not folders.units.is_dir():
        diagnostics.error(Location(root.relative(folders.units)), "没有这个文件夹", "missing-file")
        return None
    if config is None:
        return None
    words = Words(config.taxonomies, config.regions, diagnostics)
    digests = Digests(folders.cache)
    kept = kept or Kept(None)
    units_desk = UnitDesk(root, words, config.urls, diagnostics, Units(), digests, config.site.media_limit)
    found = load_units(units_desk, folders.units, kept)
    digests.save()
    names = UnitNames.of(found.folders, found.names)
    desk = Desk(root, words, names, diagnostics, Suggestions(names.words()))
    collection = Collection(
        config=config,
        units=tuple(found.units),
        folders=frozenset(found.folders),
        names=MappingProxyType({unit.slug: unit.name for unit in found.units}),
        free_pages=load_free_pages(root, folders.content, diagnostics),
        decisions=load_decisions(desk, folders.content / "decisions"),
        notices=load_notices(desk, folders.content / "notices"),
        compilations=load_compilations(desk, folders.content / "compilations"),
    )
    leftovers = (*found.leftovers, *desk.leftovers)
    faulty = diagnostics.faulty_paths() | {left.source.path for left in leftovers}
    return replace(collection, leftovers=leftovers, faulty=faulty, slugs=derive_slugs(collection, config.urls))
