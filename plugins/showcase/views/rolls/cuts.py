"""The ways to cut the roll: each an index of links with counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from showcase.model.vocabulary import Region

__all__ = ["Chip", "Count", "Cut", "chips", "region_url"]

_BESIDE: Final = 12
"""Neighbours that a page shows of its own cut; all are on the cut's index."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its word; without an address it leads nowhere, and zero is shown."""

    name: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Chip:
    """A link to a roll of the same cut."""

    title: str
    url: str
    count: int
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One way to cut the roll: 按级别, 按地区 …; ``links`` are all its pages in order."""

    key: str
    """``levels``, ``regions`` …: its index is ``honors/<key>/``."""
    title: str
    what: str
    """What its numbers count."""
    links: tuple[Chip, ...]

    @property
    def url(self) -> str:
        """Of the index."""
        return f"honors/{self.key}/"

    @property
    def few(self) -> tuple[Chip, ...]:
        """As many as the roll itself shows; the rest is on the index."""
        return self.links[: 2 * _BESIDE]

    @property
    def is_long(self) -> bool:
        """More than the roll shows."""
        return len(self.links) > 2 * _BESIDE


def region_url(region: Region) -> str:
    """Of the roll of a region: its code, for life."""
    return f"honors/regions/{region.code}/"


def chips(cut: Cut, url: str) -> tuple[Chip, ...]:
    """The page's neighbours in its cut, itself marked; all links would grow with the square of the pages."""
    here = next((n for n, chip in enumerate(cut.links) if chip.url == url), 0)
    start = max(0, min(here - _BESIDE // 2, len(cut.links) - _BESIDE))
    few = cut.links if len(cut.links) <= _BESIDE else cut.links[start : start + _BESIDE]
    return tuple(Chip(c.title, c.url, c.count, c.url == url) for c in few)
