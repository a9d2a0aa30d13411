"""What is wrong with the numbers of a unit's archive (requirement R20): wrong ones, two alike, some left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from showcase.diagnostics import Diagnostic, Location
from showcase.model.archive import Numbered, missing_numbers, number_words, numbered
from showcase.model.collection import Collection
from showcase.rules.found import warning

__all__ = ["archives"]

_TWO_DIGITS: Final = re.compile(r"\d{2}(?!\d)")


def archives(collection: Collection) -> Iterator[Diagnostic]:
    """Every folder of an archive is one series from 01 on; two folders of one category are one, too."""
    categories = collection.config.taxonomies.archive
    for unit in collection.units:
        series: dict[tuple[str, ...], list[Numbered]] = defaultdict(list)
        for file in numbered(unit, categories):
            series[file.folder].append(file)
        for folder, files in series.items():
            yield from _names(files)
            yield from _twice(folder, files)
            if not any(_is_below(path, files) for path in collection.faulty):
                yield from _gaps(folder, files)


def _names(files: Sequence[Numbered]) -> Iterator[Diagnostic]:
    """Pictures and recordings may bear one digit or three elsewhere."""
    for file in files:
        name = file.name.rpartition("/")[2]
        if not _TWO_DIGITS.match(name):
            message = f"归档材料的序号是两位数，如 {file.number % 100:02d}；请重新命名"
            yield warning(Location(file.path), message, "archive-name")


def _twice(folder: tuple[str, ...], files: Sequence[Numbered]) -> Iterator[Diagnostic]:
    taken: dict[int, Numbered] = {}
    told: set[str] = set()
    for file in files:
        first = taken.setdefault(file.number, file)
        if first.name != file.name and file.name not in told:
            told.add(file.name)
            message = f"{folder[-1]}里序号 {file.number:02d} 与 {first.path} 重复"
            yield warning(Location(file.path), message, "archive-name")


def _gaps(folder: tuple[str, ...], files: Sequence[Numbered]) -> Iterator[Diagnostic]:
    """Told once a series, at the first file behind a gap."""
    missing = missing_numbers(file.number for file in files)
    if missing:
        after = min((f for f in files if f.number > missing[0]), key=lambda f: (f.number, f.path))
        message = f"{folder[-1]}缺序号 {number_words(missing)}；请补上或顺次改号，确实没有的可写入 accepted"
        yield warning(Location(after.path), message, "archive-gap")


def _is_below(path: str, files: Sequence[Numbered]) -> bool:
    """A file with errors may be the one that is missing; so may any of a unit that could not be read whole."""
    return any(path.startswith(f"{file.path.rpartition('/')[0]}/") for file in files)
