"""Tables as published for machines: rolls, open data. Values without I/O; :mod:`showcase.exports` writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

__all__ = ["DataFile", "Dataset", "Field", "OpenData", "Reference", "Value"]

Value = str | int | float | bool | dt.date | tuple[str, ...] | None
"""A cell; several words in one cell are a tuple."""


_TYPES: Final = {
    "string": "文本", "integer": "整数", "number": "数", "boolean": "是或否", "date": "日期", "array": "多个词",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column: ``name`` for machines, ``title`` for people."""

    name: str
    title: str
    type: str = "string"
    """Of Frictionless: string, integer, number, boolean, date, array."""
    description: str = ""

    @property
    def type_word(self) -> str:
        """The type, as the dictionary names it."""
        return _TYPES[self.type]


@dataclass(frozen=True, slots=True)
class Reference:
    """A column whose words are keys of another table, or of the same one."""

    field: str
    dataset: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A table with its dictionary; rows stand in a stable order."""

    name: str
    """Of its files, without suffix: lower-case ASCII."""
    title: str
    description: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]
    key: tuple[str, ...] = ()
    """Names of the fields that tell one row from all others."""
    references: tuple[Reference, ...] = ()

    def parts(self, size: int) -> Iterator[tuple[int, str, Dataset]]:
        """Number, name and table of each part of at most ``size`` rows; number 0 and its own name for the whole.

        The first part keeps the table's name, so that its address stays.
        """
        if len(self.rows) <= size:
            yield 0, self.name, self
            return
        for number, start in enumerate(range(0, len(self.rows), size), 1):
            name = self.name if number == 1 else f"{self.name}-{number}"
            yield number, name, replace(self, rows=self.rows[start : start + size])


@dataclass(frozen=True, slots=True)
class DataFile:
    """A finished file of the open data."""

    url: str
    """Site-relative."""
    content: bytes
    dataset: str = ""
    """Name of the table that it holds; empty for the workbook and the description of all."""
    part: int = 0
    """Which part of its table, from 1; 0 when it holds the whole."""


@dataclass(frozen=True, slots=True)
class OpenData:
    """Everything for machines, finished before the pages that tell of it."""

    datasets: tuple[Dataset, ...] = ()
    files: tuple[DataFile, ...] = ()
    in_book: tuple[str, ...] = ()
    """Names of the tables that the workbook has."""
    part_rows: int = 0
    """Rows of a part, where a table has parts."""
    as_of: dt.date | None = None
    """数据截至: the newest day in the content, never that of the build; ``None`` when there is none."""
