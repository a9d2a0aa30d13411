"""Tables as published for machines: rolls, open data. Values without I/O; :mod:`showcase.exports` writes them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

__all__ = ["Dataset", "Field", "Value"]

Value = str | int | float | bool | dt.date | tuple[str, ...] | None
"""A cell; several words in one cell are a tuple."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column: ``name`` for machines, ``title`` for people."""

    name: str
    title: str
    type: str = "string"
    """Of Frictionless: string, integer, number, boolean, date, array."""
    description: str = ""


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
