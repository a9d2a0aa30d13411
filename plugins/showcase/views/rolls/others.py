"""``/honors/others/``: single honours of units, and honours that are not the unit's own (requirement R48)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from showcase.model.datasets import Dataset, Field, Value
from showcase.model.units import Honor, Unit
from showcase.views.parts import Badge, Context, ViewPage
from showcase.views.rolls.cuts import Count
from showcase.views.rolls.listing import list_pages
from showcase.views.rolls.pages import ROLL, RollListView, RollSection, as_of
from showcase.views.rolls.roll import Roll
from showcase.views.rolls.rows import Line, RollRow, RollTable, by_year, event_row, table, told

__all__ = ["OTHERS_URL", "other_count", "others_pages"]

OTHERS_URL: Final = "honors/others/"


@dataclass(frozen=True, slots=True)
class _Apart:
    """An honour of a sub-unit or of persons, beside the unit that tells of it."""

    id: str
    unit: Unit
    honor: Honor


def others_pages(roll: Roll) -> Iterator[ViewPage]:
    """Three sections, none of which counts on the roll."""
    day, apart = as_of(roll.context), tuple(_apart(roll.context))
    subunits = [one for one in apart if not one.honor.persons]
    persons = [one for one in apart if one.honor.persons]
    singles = roll.singles
    view = RollListView(
        kicker=ROLL,
        title="单项荣誉及其他",
        lead=f"单项荣誉不在等次阶梯上，下属单位和个人的荣誉不计入本单位：都不算在册称号。截至{day}。",
        as_of=day,
        counts=(
            Count("单项荣誉", "", len(singles)),
            Count("下属单位的荣誉", "", len(subunits)),
            Count("个人荣誉", "", len(persons)),
            Count("个人人次", "", sum(one.honor.persons for one in persons)),
        ),
        first=(_singles(singles), _subunits(subunits), _persons(persons)),
    )
    keys = [*(line.honor.id for line in singles), *(one.id for one in (*subunits, *persons))]
    data, limit = _dataset(singles, subunits, persons), roll.context.limits.rows
    return list_pages(limit, OTHERS_URL, view, name="单项荣誉及其他", data=data, keys=keys)


def other_count(roll: Roll) -> int:
    """All that the page lists."""
    return len(roll.singles) + sum(1 for _ in _apart(roll.context))


def _apart(context: Context) -> Iterator[_Apart]:
    units = sorted(context.units, key=lambda unit: (unit.pinyin, unit.slug))
    for unit in units:
        apart = (honor for honor in unit.honors if not honor.is_own)
        yield from (_Apart(f"{unit.slug}#{n}", unit, honor) for n, honor in enumerate(apart))


def _singles(lines: tuple[Line, ...]) -> RollSection:
    years = by_year(lines)
    return RollSection(
        id="s-singles",
        title="单项荣誉",
        note=f"{len(lines)} 项，按年份排列",
        lead="不在等次阶梯上，不计入在册称号。",
        tables=tuple(_single_table(year, held) for year, held in years),
        empty="" if lines else "目前没有单项荣誉。",
    )


def _single_table(year: str, held: list[Line]) -> RollTable:
    rows = [event_row(line, line.honor.award) for line in held]
    rows = [replace(row, state=line.row.state, is_gone=line.row.is_gone) for row, line in zip(rows, held, strict=True)]
    keys = "given unit level honor by basis proof state"
    return table(keys, rows, caption=f"{year}的单项荣誉", title=year, note=f"{len(rows)} 项")


def _subunits(apart: list[_Apart]) -> RollSection:
    rows = [replace(_row(one), holder=one.honor.subunit) for one in apart]
    return _section("s-subunits", "下属单位的荣誉", rows, "holder unit level honor term given basis")


def _persons(apart: list[_Apart]) -> RollSection:
    rows = [replace(_row(one), persons=f"{one.honor.persons} 人次") for one in apart]
    return _section("s-persons", "个人荣誉", rows, "unit level honor term given persons basis")


def _section(id_: str, title: str, rows: list[RollRow], keys: str) -> RollSection:
    only = "，只列人次，不列姓名" if id_ == "s-persons" else ""
    return RollSection(
        id=id_,
        title=title,
        note=f"{len(rows)} 项",
        lead=f"不计入本单位{only}。",
        tables=(table(keys, rows, caption=f"{title}，不计入本单位"),) if rows else (),
        empty="" if rows else f"目前没有{title}。",
    )


def _row(one: _Apart) -> RollRow:
    honor = one.honor
    return RollRow(
        id=one.id,
        name=one.unit.short_name,
        url=one.unit.url,
        title=honor.title,
        is_verified=False,
        state=Badge("", ""),
        level=honor.level.name,
        term=honor.term,
        given=told(honor.date),
        basis=honor.document or "、".join(honor.by),
    )


# --- data ----------------------------------------------------------------------------------------

_COLUMNS: Final = (
    ("part", "类型", "string"), ("unit", "单位代号", "string"), ("name", "单位", "string"),
    ("holder", "下属单位", "string"), ("persons", "人次", "integer"), ("title", "荣誉", "string"),
    ("level", "级别", "string"), ("term", "届次", "string"), ("date", "授予时间", "string"),
    ("by", "授予机关", "array"), ("document", "文号", "string"), ("verified", "已核实", "boolean"),
    ("state", "状态", "string"), ("decision_url", "决定网址", "string"),
)  # fmt: skip


def _dataset(singles: Iterable[Line], subunits: Iterable[_Apart], persons: Iterable[_Apart]) -> Dataset:
    title = "单项荣誉及其他"
    rows = (
        *(_single_record(line) for line in singles),
        *(_record(one, "下属单位的荣誉") for one in subunits),
        *(_record(one, "个人荣誉") for one in persons),
    )
    fields = tuple(Field(name=name, title=word, type=type_) for name, word, type_ in _COLUMNS)
    description = f"{title}，一行一项；下属单位和个人的不计入本单位，不列姓名"
    return Dataset(name="roll", title=title, description=description, fields=fields, rows=rows)


def _single_record(line: Line) -> tuple[Value, ...]:
    honor, row, award = line.honor, line.row, line.honor.award
    document = row.basis if row.basis_url else award.document
    head = ("单项荣誉", honor.unit.slug, honor.unit.name, "", None, row.title, row.level, honor.term, row.given)
    return (*head, award.by, document, honor.is_verified, row.state.text, row.basis_url)


def _record(one: _Apart, part: str) -> tuple[Value, ...]:
    honor = one.honor
    head = (part, one.unit.slug, one.unit.name, honor.subunit, honor.persons or None, honor.title, honor.level.name)
    return (*head, honor.term, told(honor.date), honor.by, honor.document, False, "", "")
