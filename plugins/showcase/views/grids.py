"""Tables of numbers, ready to print: cross tables with totals, tints of a heat table."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from showcase.model.statistics import Cross

__all__ = ["Cell", "Grid", "Head", "Row", "bounds", "cross_grid", "head", "numbers"]

R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)
_STEPS: Final = 5
"""Tints of a heat table: between them every text keeps its contrast (LOOK.md §2)."""
_BEND: Final = 1.6
"""Counts are skewed – many small ones, few large – and so are the steps."""


@dataclass(frozen=True, slots=True)
class Head:
    """Head of a row or column; it may break between its parts."""

    parts: tuple[str, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; ``css`` is h0…h5 for a tint, t for a total, r for a number, w for words."""

    text: str
    css: str = "r"


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its head; ``css`` is sum for one that totals those below it."""

    head: Head
    cells: tuple[Cell, ...]
    css: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table; ``heads`` has the head of the first column too."""

    name: str
    caption: str
    note: str = ""
    css: str = ""
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    foot: Row | None = None


def head(text: str, url: str = "") -> Head:
    """文明单位 may break in the middle, other words nowhere."""
    parts = (text[:2], text[2:]) if len(text) == 4 and text.startswith("文明") else (text,)
    return Head(parts, url)


def numbers(values: Iterable[int], css: str = "r") -> tuple[Cell, ...]:
    """Cells of plain numbers; 0 is shown."""
    return tuple(Cell(str(value), css) for value in values)


def bounds(largest: int) -> tuple[int, ...]:
    """The largest count of each tint, from the palest; as few steps as there are different counts."""
    steps = (-(-largest * round(1000 * (n / _STEPS) ** _BEND) // 1000) for n in range(1, _STEPS + 1))
    return tuple(dict.fromkeys(steps)) if largest else ()


def cross_grid(
    table: Cross[R, C],
    row: Callable[[R], Head],
    column: Callable[[C], Head],
    *,
    corner: str,
    name: str,
    caption: str,
    note: str,
) -> Grid:
    """A heat table with totals on both sides; what nothing has is hatched."""
    steps = bounds(max((table.at(r, c) for r in table.rows for c in table.columns), default=0))
    rows = tuple(
        Row(
            row(r),
            (*(_heat(table.at(r, c), steps) for c in table.columns), Cell(str(table.row(r)), "t")),
        )
        for r in table.rows
    )
    totals = (*(table.column(c) for c in table.columns), table.total)
    return Grid(
        name=name,
        caption=caption,
        note=note,
        css="heat",
        heads=(head(corner), *(column(c) for c in table.columns), head("合计")),
        rows=rows,
        foot=Row(head("合计"), numbers(totals, "t")),
    )


def _heat(count: int, steps: tuple[int, ...]) -> Cell:
    tint = next((n for n, most in enumerate(steps, 1) if count <= most), 0) if count else 0
    return Cell(str(count), f"h{tint}")
