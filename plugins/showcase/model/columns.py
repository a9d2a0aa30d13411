"""栏目: what the 政府网站网页设计规范 calls the parts of a site, what is in each, and how long ago something came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Final

from showcase.model.collection import Collection, Thing, days_of

__all__ = ["COLUMNS", "TOO_MANY_EMPTY", "Column", "ColumnState", "column_notes", "column_states", "columns_of"]

TOO_MANY_EMPTY: Final = 5
"""So many 空白栏目 fail a site whatever else is right (国办秘函〔2019〕19号; DOMAIN.md §3.4)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A part of the site."""

    name: str
    url: str
    type: str
    """For the tag ColumnType; the office may say another word in ``site.yml``."""
    weeks: int = 0
    """How long nothing new may come before it is told. The 2 of news are those of a home page (国办秘函〔2019〕19号;
    DOMAIN.md §3.4); half a year for notices and decisions is this project's own measure; 0: no matter how long.
    """


COLUMNS: Final = (
    Column("动态", "news/", "工作动态", 2),
    Column("公示", "notices/", "公告公示", 26),
    Column("决定", "decisions/", "政策文件", 26),
    Column("单位", "units/", "单位名录"),
    Column("光荣榜", "honors/", "光荣榜"),
    Column("经验汇编", "compilations/", "经验汇编"),
    Column("话题", "topics/", "创建经验"),
    Column("测评体系和材料", "indicators/", "测评体系"),
    Column("统计", "statistics/", "统计数据"),
    Column("开放数据", "data/", "数据开放"),
    Column("订阅", "feeds/", "订阅"),
)


@dataclass(frozen=True, slots=True)
class ColumnState:
    """What a column has on a day."""

    column: Column
    count: int
    newest: dt.date | None
    today: dt.date

    @property
    def is_empty(self) -> bool:
        """空白栏目."""
        return self.count == 0

    @property
    def words(self) -> str:
        """One line of the report."""
        newest = f"，最近一次 {self.newest.isoformat()}" if self.newest else ""
        return f"栏目　{self.column.name}：{self.count} 条{newest}"

    @property
    def idle_weeks(self) -> int:
        """Whole weeks since something came; 0 where no day is known."""
        return (self.today - self.newest).days // 7 if self.newest else 0

    @property
    def is_late(self) -> bool:
        """Whether more than the allowed weeks are over."""
        days = (self.today - self.newest).days if self.newest else 0
        return bool(self.column.weeks) and days > self.column.weeks * 7


def columns_of(types: Mapping[str, str]) -> Mapping[str, Column]:
    """By address, with the office's own types (``columns`` of ``site.yml``)."""
    named = (Column(c.name, c.url, types.get(c.name, c.type), c.weeks) for c in COLUMNS)
    return MappingProxyType({column.url: column for column in named})


def column_states(collection: Collection, today: dt.date) -> tuple[ColumnState, ...]:
    """Of the columns that authors fill; statistics, data and feeds are made of the others."""
    filled = dict(_filled(collection))
    return tuple(
        ColumnState(column, len(filled[column.name]), _newest(filled[column.name], today), today)
        for column in COLUMNS
        if column.name in filled
    )


def column_notes(states: Iterable[ColumnState]) -> tuple[str, ...]:
    """What the office should know before an inspection does: empty columns, and those that wait too long."""
    known = tuple(states)
    empty = [state.column.name for state in known if state.is_empty]
    late = [state for state in known if state.is_late]
    serious = f"；达到 {TOO_MANY_EMPTY} 个，检查时单项否决" if len(empty) >= TOO_MANY_EMPTY else ""
    blank = (f"空白栏目 {len(empty)} 个：{'、'.join(empty)}{serious}",) if empty else ()
    waits = (f"“{s.column.name}”已有 {s.idle_weeks} 周没有更新，一般 {s.column.weeks} 周内要有新内容" for s in late)
    return (*blank, *waits)


def _filled(collection: Collection) -> Iterator[tuple[str, tuple[Thing, ...]]]:
    units = tuple(unit for unit in collection.units if collection.withdrawal(unit) is None)
    articles = tuple(article for unit in units for article in unit.articles if collection.withdrawal(article) is None)
    kinds: dict[str, tuple[Thing, ...]] = {
        "公示": collection.notices,
        "决定": collection.decisions,
        "经验汇编": collection.compilations,
    }
    office = {name: tuple(t for t in things if collection.withdrawal(t) is None) for name, things in kinds.items()}
    yield from office.items()
    yield "动态", (*articles, *chain.from_iterable(office.values()))
    yield "单位", units
    yield "光荣榜", (*office["决定"], *(unit for unit in units if unit.honors))
    yield "话题", tuple(article for article in articles if article.topics)


def _newest(things: Iterable[Thing], today: dt.date) -> dt.date | None:
    days = (day for thing in things for day in (*days_of(thing), _released(thing)))
    return max((day for day in days if day is not None and day <= today), default=None)


def _released(thing: Thing) -> dt.date | None:
    return thing.publication.publish.date() if thing.publication.publish else None
