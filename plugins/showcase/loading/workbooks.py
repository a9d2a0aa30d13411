"""What a person sees in the cells of an XLSX: dates, percents, merged cells, formulas without a value."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, Final

import openpyxl
from openpyxl.utils import cell as coordinates

__all__ = ["Place", "Sheet", "read_workbook"]

_MAX_UNPACKED: Final = 100_000_000
"""An XLSX is a ZIP: 5 MB of it can hold gigabytes."""
_MAX_PLACES: Final = 100_000
"""Merged ranges and formulas; more is no table of an office."""
_LITERAL: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
"""Words, colours and locales inside a number format."""
_MERGED: Final = re.compile(rb"""<(?:\w+:)?mergeCell\s[^<>]*?ref=["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']""")
_UNSOLVED: Final = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A formula without a value; one whose value is the empty text has ``t="str"``."""
_REFERENCE: Final = re.compile(rb"""\br=["']([A-Z]{1,3}\d{1,7})["']""")

Place = tuple[int, int]
"""Row and column, counted from 0."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Texts of the cells by row; ``merged`` has first and last place of each merged range."""

    title: str
    rows: list[list[str]]
    merged: tuple[tuple[Place, Place], ...] = ()
    unsolved: frozenset[Place] = frozenset()
    """Formulas that no program has calculated yet."""

    def spread(self, start: int, columns: Sequence[int]) -> None:
        """Write the first value of each merged range into its cells of ``columns``, from the row ``start`` on.

        A row that has nothing of its own stays empty: the cells above it are only drawn taller.
        """
        has_own = [any(text.strip() for text in row) for row in self.rows]
        left = len(self.rows) * len(columns)
        for (top, first), (bottom, last) in self.merged:
            below = range(top, min(bottom + 1, len(self.rows)))
            across = [column for column in columns if first <= column <= last]
            if top < start or not below or first >= len(self.rows[top]):
                continue
            left -= len(below) * len(across)
            if left < 0:  # ranges do not overlap; a hostile file's would take hours
                return
            text = self.rows[top][first]
            for row, column in product(filter(has_own.__getitem__, below), across):
                self.rows[row][column] = text


def read_workbook(data: bytes, max_rows: int, max_columns: int) -> list[Sheet]:
    """All sheets up to so many rows and columns; raises whatever zipfile, XML and openpyxl raise."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    if sum(item.file_size for item in archive.infolist()) > _MAX_UNPACKED:
        raise ValueError("too large")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions, which do not matter here
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        first, *others = book.worksheets
        # read-only sheets know nothing of merged cells, others keep millions of cells in memory
        xml = archive.read(first._worksheet_path)  # type: ignore[attr-defined]
        rows = _rows_of(first, max_rows, max_columns)
        sheet = Sheet(str(first.title), rows, tuple(_merged(xml)), frozenset(_unsolved(xml)))
        return [sheet, *(Sheet(str(o.title), _rows_of(o, max_rows, max_columns)) for o in others)]


def _merged(xml: bytes) -> Iterator[tuple[Place, Place]]:
    for match in islice(_MERGED.finditer(xml), _MAX_PLACES):
        first, last = match[1].decode().split(":")
        yield _place(first), _place(last)


def _unsolved(xml: bytes) -> Iterator[Place]:
    for match in islice(_UNSOLVED.finditer(xml), _MAX_PLACES):
        reference = _REFERENCE.search(match[1])
        if reference and b't="str"' not in match[1]:
            yield _place(reference[1].decode())


def _place(reference: str) -> Place:
    letters, row = coordinates.coordinate_from_string(reference)
    return row - 1, coordinates.column_index_from_string(letters) - 1


def _rows_of(sheet: Any, max_rows: int, max_columns: int) -> list[list[str]]:
    """Formats without content are no rows."""
    found = [[_cell(cell) for cell in row] for row in sheet.iter_rows(max_row=max_rows, max_col=max_columns)]
    while found and not any(found[-1]):
        found.pop()
    return found


def _cell(cell: Any) -> str:
    """Excel's own types back to what a person sees: 2024.0 is 2024, 0.985 shown as percent is 98.5%."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return _seen_date(value, _LITERAL.sub("", str(cell.number_format)).lower())
    if isinstance(value, float | int) and "%" in str(cell.number_format):
        return f"{value * 100:.10g}%"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    return str(value)


def _seen_date(value: dt.datetime, form: str) -> str:
    """As precise as it is shown: Excel turns 2024年3月, as it is typed, into the first of March."""
    if "d" in form:
        return value.date().isoformat()
    return f"{value:%Y-%m}" if "m" in form else f"{value:%Y}"
