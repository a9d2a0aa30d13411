"""What loading a unit needs besides its folder, and what all its parts do alike: tables, leftovers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from showcase.diagnostics import Diagnostics, Location
from showcase.loading.digests import Digests
from showcase.loading.files import Root, nfc
from showcase.loading.front_matter import Document
from showcase.loading.pinyin import Pinyin
from showcase.loading.tables import Heads, Table, find_tables, load_table
from showcase.loading.words import Words
from showcase.model.collection import UnitDigests
from showcase.model.documents import Marks, Source, Text
from showcase.model.units import Leftover, Photo, Unit

__all__ = ["SLUG", "UnitDesk", "Units", "leftover_of", "nfc", "table_rows"]

SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""Folders of units and last parts of addresses: ASCII, for life."""


@dataclass(slots=True)
class Units:
    """What was found in ``units/``."""

    units: list[Unit] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)
    """Slugs of all, also of those that could not be read."""
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Slugs by name and short name, also of units with errors: a list that names them is not at fault."""
    leftovers: list[Leftover] = field(default_factory=list)
    digests: dict[str, UnitDigests] = field(default_factory=dict)
    """Of units, by slug."""

    def add(self, other: Units) -> None:
        """All that was found elsewhere."""
        self.units += other.units
        self.folders |= other.folders
        for name, slugs in other.names.items():
            self.names[name] = (*self.names.get(name, ()), *slugs)
        self.leftovers += other.leftovers
        self.digests |= other.digests


@dataclass(frozen=True, slots=True)
class UnitDesk:
    """What loading a unit needs besides its folder."""

    root: Root
    words: Words
    urls: Mapping[str, str]
    diagnostics: Diagnostics
    found: Units
    digests: Digests
    pinyin: Pinyin = field(default_factory=Pinyin)

    def apart(self, digests: Digests, pinyin: Pinyin) -> UnitDesk:
        """The same for one folder, with lists of its own for what is found."""
        diagnostics = Diagnostics()
        words = replace(self.words, diagnostics=diagnostics)
        return replace(self, words=words, diagnostics=diagnostics, found=Units(), digests=digests, pinyin=pinyin)


def leftover_of(desk: UnitDesk, folder: Path, photos: tuple[Photo, ...], source: Source, text: Text) -> Leftover:
    """What is still checked of a text that cannot be shown."""
    return Leftover(source=source, text=text, folder=desk.root.relative(folder), photos=photos)


def table_rows(
    desk: UnitDesk, folder: Path, name: str, heads: Heads, stated: bool, document: Document
) -> Iterator[tuple[dict[str, Any], Source]]:
    """Rows of ``<name>.xlsx`` or ``.csv``, each with places of its own; not both, nor a table and front matter."""
    paths = find_tables(folder, name)
    if not paths:
        return
    if stated:
        message = f"{name} 已在 {paths[0].name} 里，文件头里请不要再写"
        desk.diagnostics.error(document.source.key(name), message, "stated-twice")
    for other in paths[1:]:
        message = f"{name} 已在 {paths[0].name} 里，请删去一个"
        desk.diagnostics.error(Location(desk.root.relative(other)), message, "stated-twice")
    table = load_table(desk.root, paths[0], heads, desk.diagnostics)
    if table is not None:
        desk.diagnostics.belongs(desk.root.relative(paths[0]), document.source.path)
        yield from zip(table.rows, _row_sources(table), strict=True)


def _row_sources(table: Table) -> Iterator[Source]:
    """Each row as if it were a file: ``title`` is the cell of that column, nothing is the row."""
    rows: list[dict[tuple[str | int, ...], Location]] = [{} for _ in table.rows]
    for (index, *key), place in table.source.marks.items():
        rows[int(index)][tuple(key)] = place
    for marks in rows:
        holder = {("holder", *key): place for key, place in marks.items() if key}
        yield Source(table.source.path, marks=Marks(marks | holder))
