"""Two builds and what is different about them: plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Build", "Change", "Differences", "FieldChange", "Record", "Tables"]

Record = Mapping[str, object]
"""A row of the data as JSON holds it."""
Tables = Mapping[str, tuple[Record, ...]]
"""Rows by the table's name."""


@dataclass(frozen=True, slots=True)
class Build:
    """A finished site, or its data alone."""

    tables: Tables | None
    """``None`` when the site has no data: it was built before there were any."""
    files: frozenset[str]
    """Every published file, site-relative, but pictures and the theme's own."""
    is_whole: bool
    """False when only the data folder was given: then its files alone can be compared."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One column of a row: its Chinese title, what it was, what it is."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that happened to one unit, honour, material, decision or notice."""

    subject: str
    """单位, 称号, 决定, 材料, 公示."""
    kind: str
    """新增, 更名, 撤销 …"""
    key: str
    name: str
    before: str = ""
    after: str = ""
    document: str = ""
    """文号 of the decision behind it."""
    fields: tuple[FieldChange, ...] = ()
    attention: str = ""
    """Why somebody should look at it before publishing; empty when nobody need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """Everything that is different, in a stable order."""

    changes: tuple[Change, ...]
    note: str = ""
    """Why data were not compared; empty when they were."""
    added: tuple[str, ...] = ()
    """Addresses that the old build did not have."""
    missing: tuple[str, ...] = ()
    """Addresses of the old build that answer no more: an error."""
