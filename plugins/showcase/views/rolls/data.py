"""The rolls' own data files: one table of honours, the same columns on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from showcase.model.datasets import Dataset, Field, Value
from showcase.views.rolls.rows import Line, whose

__all__ = ["Records", "honor_table", "records"]

_FIELDS: Final = (
    Field(name="id", title="编号", description="称号的固定编号：单位/授予范围/等次/届次"),
    Field(name="unit", title="单位代号", description="单位网址中的名字"),
    Field(name="name", title="单位"),
    Field(name="former_name", title="时称", description="授予时的名称，与现名不同时才有"),
    Field(name="region", title="地区"),
    Field(name="kind", title="类别"),
    Field(name="title", title="称号"),
    Field(name="level", title="级别"),
    Field(name="jurisdiction", title="授予范围"),
    Field(name="grade", title="等次", description="单项荣誉没有等次"),
    Field(name="term", title="届次"),
    Field(name="date", title="授予时间", description="照原文；不清楚的不推测"),
    Field(name="by", title="授予机关", type="array"),
    Field(name="document", title="依据", description="证明它的最近一份决定的文号或标题；单位自报的照单位所写"),
    Field(name="verified", title="已核实", type="boolean", description="有决定为据"),
    Field(name="state", title="状态"),
    Field(name="since", title="状态起始", type="date"),
    Field(name="url", title="单位网址", description="本站内的路径"),
    Field(name="decision_url", title="决定网址", description="本站内的路径"),
)


Records = Mapping[int, tuple[Value, ...]]
"""Of every honour by its identity: the same row stands in a dozen files."""


def records(lines: Iterable[Line]) -> Records:
    """The common columns of all honours, made once."""
    return {id(line.honor): _record(line) for line in lines}


def honor_table(
    known: Records,
    title: str,
    lines: Iterable[Line],
    more: tuple[tuple[Field, Callable[[Line], Value]], ...] = (),
) -> Dataset:
    """``roll.csv`` of a page; ``more`` columns stand behind the common ones."""
    fields = tuple(field for field, _ in more)
    values = tuple(value for _, value in more)
    return Dataset(
        name="roll",
        title=title,
        description=f"{title}，一行一项称号",
        fields=(*_FIELDS, *fields),
        rows=tuple((*known[id(line.honor)], *(value(line) for value in values)) for line in lines),
        key=("id",),
    )


def _record(line: Line) -> tuple[Value, ...]:
    honor, row = line.honor, line.row
    return (
        honor.id,
        honor.unit.slug,
        honor.unit.name,
        row.then,
        row.region,
        honor.unit.kind.name,
        row.title,
        honor.level.name,
        whose(honor) if honor.jurisdiction else "",
        honor.grade,
        honor.term,
        row.given,
        honor.award.by,
        row.basis if row.basis_url else honor.award.document,
        row.is_verified,
        row.state.text,
        honor.changes[-1].since,
        honor.unit.url,
        row.basis_url,
    )
