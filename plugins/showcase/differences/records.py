"""Rows of the data side by side: by key, column by column, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as Names
from typing import Final

from showcase.differences.values import FieldChange, Record
from showcase.exports import field_titles

__all__ = ["by_key", "changed_fields", "text"]

_ADDRESSES: Final = frozenset({"url", "decision"})
"""Absolute: they would all change with the site's own address, and are compared as addresses anyway."""


def by_key(rows: Iterable[Record], *key: str) -> Mapping[str, Record]:
    """Rows by the words of their key, joined by ``/``."""
    return {"/".join(text(row.get(name)) for name in key): row for row in rows}


def changed_fields(table: str, old: Record, new: Record, but: Names[str] = frozenset()) -> tuple[FieldChange, ...]:
    """Columns that differ; one that only one build knows is no change of the content."""
    shared = (name for name in new if name in old and name not in but and name not in _ADDRESSES)
    differing = [name for name in shared if old[name] != new[name]]
    titles = field_titles(table) if differing else {}
    return tuple(FieldChange(titles.get(name, name), text(old[name]), text(new[name])) for name in differing)


def text(value: object) -> str:
    """A cell in words; empty when there is nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
