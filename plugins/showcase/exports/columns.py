"""How a table of the open data is told: each column with its words for people and the value that it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from showcase.model.datasets import Dataset, Field, Reference, Value

__all__ = ["Column", "column", "table"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A field beside what fills it, so that the two cannot come apart."""

    field: Field
    value: Callable[[T], Value]


def column(
    name: str, title: str, value: Callable[[T], Value], description: str = "", type: str = "string"
) -> Column[T]:
    """A column; its type is a word of Table Schema."""
    return Column(Field(name=name, title=title, type=type, description=description), value)


def table(
    name: str,
    title: str,
    description: str,
    columns: tuple[Column[T], ...],
    rows: Iterable[T],
    key: tuple[str, ...],
    references: tuple[Reference, ...] = (),
) -> Dataset:
    """A table of these things; an empty word is no value."""
    values = [c.value for c in columns]
    return Dataset(
        name=name,
        title=title,
        description=description,
        fields=tuple(c.field for c in columns),
        rows=tuple(tuple(_known(value(row)) for value in values) for row in rows),
        key=key,
        references=references,
    )


def _known(value: Value) -> Value:
    return None if value == "" else value
