"""What is wrong with a unit beside others: names, relations, aims."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from showcase.diagnostics import Diagnostic, suggest
from showcase.model.collection import Collection
from showcase.model.units import Unit
from showcase.rules.found import error, warning

__all__ = ["aims", "names", "relations"]


_AIM: Final = re.compile(
    r"^(?:争创|力争|拟创|拟争创|申报|目标(?!管理|考核|责任|绩效))|[（(](?:争创|拟创|申报|创建)?(?:中|目标)?[)）]$"
)


def names(collection: Collection) -> Iterator[Diagnostic]:
    """Two units of one name cannot be told apart by a reader."""
    by_name: dict[str, list[Unit]] = defaultdict(list)
    for unit in collection.units:
        by_name[unit.name].append(unit)
    for name, units in by_name.items():
        for unit in units[1:]:
            message = f"单位名称“{name}”与 {units[0].source.path} 相同"
            yield warning(unit.source.at("name"), message, "duplicate-name")


def relations(collection: Collection) -> Iterator[Diagnostic]:
    """``system`` and ``parent`` name folders of units, and no unit contains itself."""
    for unit in collection.units:
        for key, slug in (("system", unit.system), ("parent", unit.parent)):
            if slug and slug not in collection.folders:
                hint = suggest(slug, sorted(collection.folders)) or "，应是 units 下的文件夹名"
                yield error(unit.source.at(key), f"没有单位“{slug}”{hint}", "unknown-unit")
            elif slug and unit.slug in _above(collection, slug, key):
                yield error(unit.source.at(key), "单位不能属于它自己", "unknown-unit")


def _above(collection: Collection, slug: str, key: str) -> set[str]:
    """A unit and all that it is a part of; a circle ends where it began."""
    found: set[str] = set()
    while slug and slug not in found:
        found.add(slug)
        unit = collection.unit(slug)
        slug = (unit.parent if key == "parent" else unit.system) if unit else ""
    return found


def aims(collection: Collection) -> Iterator[Diagnostic]:
    """An aim is never an honour (requirement R47)."""
    for unit in collection.units:
        for honor in unit.honors:
            if _AIM.match(honor.title):
                message = f"“{honor.title}”是目标，不是荣誉，请移到 aims"
                yield error(honor.location, message, "aim-as-honor")
