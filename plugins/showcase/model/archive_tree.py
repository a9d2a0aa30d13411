"""Folders of an archive as the assessment system has them: ``archive/02-志愿服务/01-志愿者队伍/…`` (R18).

A level is told by its name, with or without its number before it, or by its number alone: items of the edition, then
indicators of the item, then points of the indicator, these by their id or by their number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from showcase.model.indicators import Edition, Indicator, Item, Point

__all__ = ["Node", "bare_name", "find_node"]

_NUMBERED: Final = re.compile(r"(\d{1,2})(?:[-_：:、. ]+(.+))?")


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the tree of an edition, as deep as its folders lead."""

    edition: Edition
    item: Item | None = None
    indicator: Indicator | None = None
    point: Point | None = None
    unknown: str = ""
    """The first folder that names nothing below the place; empty when all are known."""
    known: tuple[str, ...] = ()
    """What that folder might have named."""
    wrong_number: str = ""
    """A folder whose number is another one than that of what it names: what it should be called; empty if none."""

    @property
    def name(self) -> str:
        """志愿服务 ▸ 志愿者队伍; empty of no place."""
        places = (self.item and self.item.name, self.indicator and self.indicator.name, self.point and self.point.id)
        return " ▸ ".join(name for name in places if name)

    @property
    def order(self) -> tuple[int, ...]:
        """By which places stand as in the edition, each before what is below it; empty of no place."""
        found: list[int] = []
        if self.item:
            found.append(self.edition.items.index(self.item))
        if self.item and self.indicator:
            found.append(self.item.indicators.index(self.indicator))
        if self.indicator and self.point:
            found.append(self.indicator.points.index(self.point))
        return tuple(found)

    @property
    def points(self) -> tuple[str, ...]:
        """Ids of the points for which material here is evidence; of an item alone nothing follows."""
        if self.point is not None:
            return (self.point.id,)
        return tuple(point.id for point in self.indicator.points) if self.indicator is not None else ()


def bare_name(folder: str) -> str:
    """A folder's name without its number; the number alone where there is nothing else."""
    match = _NUMBERED.fullmatch(folder)
    return (match[2] or folder).strip() if match else folder


def find_node(edition: Edition, folders: Sequence[str]) -> Node:
    """As deep as the folders can be followed."""
    item = indicator = point = None
    wrong = ""
    for depth, folder in enumerate(folders):
        if depth == 0:
            names = [i.name for i in edition.items]
        elif item is not None and depth == 1:
            names = [i.name for i in item.indicators]
        elif indicator is not None and depth == 2:
            names = [p.id for p in indicator.points]
        else:
            names = []
        place = _place(names, folder, is_point=depth == 2)
        if place is None:
            return Node(edition, item, indicator, point, folder, tuple(names), wrong)
        wrong = wrong or _should_be(names, folder, place)
        if depth == 0:
            item = edition.items[place]
        elif item is not None and indicator is None:
            indicator = item.indicators[place]
        elif indicator is not None:
            point = indicator.points[place]
    return Node(edition, item, indicator, point, wrong_number=wrong)


def _place(names: Sequence[str], folder: str, *, is_point: bool) -> int | None:
    """Position of what a folder names: its name counts more than its number. Points are sentences: numbers do."""
    for word in (folder, bare_name(folder)):
        if word in names:
            return names.index(word)
    match = _NUMBERED.fullmatch(folder)
    is_number = match is not None and (is_point or match[2] is None) and 0 < int(match[1]) <= len(names)
    return int(match[1]) - 1 if match is not None and is_number else None


def _should_be(names: Sequence[str], folder: str, place: int) -> str:
    match = _NUMBERED.fullmatch(folder)
    is_other = match is not None and match[2] is not None and int(match[1]) != place + 1
    return f"{place + 1:02d}-{names[place]}" if is_other else ""
