"""A table of clean HTML as rows of cells that fit into each other, whatever spans its author wrote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final
from xml.etree.ElementTree import Element

__all__ = ["table_of"]

_MOST: Final = 40
"""Columns; more are no table for paper."""
_ALIGN: Final = {"ta-center": "center", "ta-right": "right"}


def table_of(table: Element, line_of: Callable[[Element], list[Any]]) -> dict[str, Any]:
    """Rows of cells, how many of the first ones are heads, how many columns there are.

    Spans are kept where all cells together fill a rectangle; else each cell takes one field.
    """
    rows = [(row, _is_head(row)) for row in table.iter("tr")]
    heads = 0
    while heads < len(rows) - 1 and rows[heads][1]:
        heads += 1
    cells = [[_cell(cell, line_of) for cell in row if cell.tag in ("td", "th")][:_MOST] for row, _ in rows]
    spanned = _width(cells)
    columns = spanned or max((len(row) for row in cells), default=1) or 1
    fitted = cells if spanned else [_single(row, columns) for row in cells]
    return {"t": "table", "columns": columns, "heads": heads, "rows": fitted}


def _is_head(row: Element) -> bool:
    cells = [cell.tag for cell in row if cell.tag in ("td", "th")]
    return bool(cells) and all(tag == "th" for tag in cells)


def _cell(cell: Element, line_of: Callable[[Element], list[Any]]) -> dict[str, Any]:
    classes = cell.get("class", "").split()
    return {
        "c": line_of(cell),
        "head": cell.tag == "th",
        "align": next((_ALIGN[name] for name in classes if name in _ALIGN), ""),
        "x": _span(cell.get("colspan")),
        "y": _span(cell.get("rowspan")),
    }


def _span(written: str | None) -> int:
    return int(written) if written and re.fullmatch("[1-9]|[1-3][0-9]", written) else 1


def _width(rows: list[list[dict[str, Any]]]) -> int:
    """Columns of a table whose cells fill every field once; 0 when they do not."""
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (x, y) in taken:
                x += 1
            fields = {(x + right, y + down) for right in range(cell["x"]) for down in range(cell["y"])}
            if fields & taken:
                return 0
            taken |= fields
    width = max((x for x, _ in taken), default=-1) + 1
    is_whole = width <= _MOST and len(taken) == width * len(rows) and all(y < len(rows) for _, y in taken)
    return width if is_whole else 0


def _single(row: Iterable[dict[str, Any]], columns: int) -> list[dict[str, Any]]:
    made = [{**cell, "x": 1, "y": 1} for cell in row]
    empty = {"c": [], "head": False, "align": "", "x": 1, "y": 1}
    return made + [empty] * (columns - len(made))
