"""The tree of regions as the directory shows it: a county with its townships, and nothing that only makes it deeper."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from showcase.model.vocabulary import Region, Regions

__all__ = ["RegionNode", "region_tree", "rolled_up"]


@dataclass(frozen=True, slots=True)
class RegionNode:
    """A region in the order of the office's file; what lies in it follows it."""

    region: Region
    name: str
    """In the tree: its own below the one that it lies in, else as everywhere."""
    label: str
    """As everywhere: its name, or the full one where several bear it."""
    parent: int
    """Place in the list of the one that it lies in; -1 at the top."""


def region_tree(regions: Regions, used: Collection[str]) -> tuple[RegionNode, ...]:
    """The regions that a choice is made from.

    One that holds nothing but a single other one, and the one that holds all others, are left out: to choose them
    would choose the same units once more. ``used`` are the codes of regions that have units of their own.
    """
    below = _below(regions.all, used)
    tops = below[-1]
    if len(tops) == 1 and regions.all[tops[0]].code not in used and below[tops[0]]:
        tops = below[tops[0]]
    found: list[RegionNode] = []
    waiting = [(number, -1) for number in reversed(tops)]
    while waiting:
        number, parent = waiting.pop()
        waiting += [(child, len(found)) for child in reversed(below[number])]
        found.append(_node(regions, regions.all[number], parent, found))
    return tuple(found)


def _node(regions: Regions, region: Region, parent: int, before: Sequence[RegionNode]) -> RegionNode:
    label = regions.label(region)
    is_right_below = parent >= 0 and before[parent].region.path == region.path[:-1]
    return RegionNode(region, region.name if is_right_below else label, label, parent)


def rolled_up(nodes: Sequence[RegionNode], own: Callable[[str], int]) -> tuple[int, ...]:
    """How many each has with all that lies in it, where ``own`` tells it of one code alone."""
    counts = [own(node.region.code) for node in nodes]
    for number in reversed(range(len(nodes))):
        if nodes[number].parent >= 0:
            counts[nodes[number].parent] += counts[number]
    return tuple(counts)


def _below(regions: Sequence[Region], used: Collection[str]) -> dict[int, list[int]]:
    """By number what is shown right below each; at -1 what stands at the top."""
    children: dict[int, list[int]] = {}
    for number, parent in enumerate(_parents(regions)):
        children.setdefault(parent, []).append(number)
    below: dict[int, list[int]] = {}
    shown: dict[int, list[int]] = {}
    for number in reversed(range(-1, len(regions))):
        below[number] = [place for child in children.get(number, ()) for place in shown[child]]
        only = number >= 0 and len(below[number]) == 1 and regions[number].code not in used
        shown[number] = below[number] if only else [number]
    return below


def _parents(regions: Sequence[Region]) -> Iterator[int]:
    """Of each the number of the one above it, which stands before it; -1 of a root."""
    above: list[int] = []
    for number, region in enumerate(regions):
        del above[len(region.path) - 1 :]
        yield above[-1] if above else -1
        above.append(number)
