"""Compilations: some articles named one by one, some chosen by a query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from showcase.demo.articles import Piece
from showcase.demo.plan import Identity, Plan, cities_of
from showcase.demo.writing import File, document

__all__ = ["Shelf"]

_READ: Final = 400
"""Units of which articles may be named; so memory has an end."""
_KNOWN: Final = 12
"""Articles of a type and topic that are remembered, and pictured ones."""
_OF_PART: Final = 6
_SURE: Final = 3
"""Units of which a query surely finds one, though a title was revoked."""


@dataclass(frozen=True, slots=True)
class _Plan:
    slug: str
    title: str
    kind: str
    layout: str
    type: str
    topics: tuple[str, ...]
    leave_out: tuple[str, ...] = ()


_VOLUMES: Final = (
    _Plan("chunfeng", "春风化雨", "经验", "书籍", "经验", ("志愿服务", "窗口服务", "环境整治"), ("称谓", "打算")),
    _Plan("linli", "左邻右舍", "经验", "书籍", "经验", ("敬老爱幼", "移风易俗", "我们的节日")),
    _Plan("zhangfa", "立给自己的规矩", "制度", "公文", "制度", ("制度建设", "档案管理", "勤俭节约")),
    _Plan("dengxia", "灯下", "专题", "书籍", "经验", ("阅读与学习", "道德讲堂", "文体活动"), ("不足", "打算")),
)
_ALBUM: Final = _Plan("yingji", "看得见的变化", "图片", "书籍", "", ())
_SERIES: Final = {"经验": "经验交流汇编", "制度": "规章制度汇编", "专题": "专题汇编", "图片": "图片汇编"}
_PREFACE: Final = (
    "这一辑收的都是天天在做的事。选稿只守三条：做法学得会，数字有出处，读完能动手。",
    "读完若有一处想明天就试试，这本小书便没有白编。",
)


@dataclass(frozen=True, slots=True)
class _Item:
    """An article that may be named."""

    unit: str
    name: str
    date: dt.date
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """Articles that a compilation may name, by type and topic."""

    plan: Plan
    found: dict[tuple[str, str], list[_Item]] = field(default_factory=dict)
    pictured: list[_Item] = field(default_factory=list)

    def enter(self, unit: Identity, articles: Sequence[Piece]) -> None:
        """A unit's public articles; each other one with the sections that are taken of it."""
        for piece in articles if unit.number < _READ else ():
            known = self.found.setdefault((piece.type, piece.topic), [])
            if piece.is_public and len(known) < _KNOWN:
                sections = piece.sections if len(known) % 2 else ()
                known.append(_Item(unit.slug, piece.name, piece.date, sections))
            if piece.is_public and piece.is_pictured and len(self.pictured) < _KNOWN:
                self.pictured.append(_Item(unit.slug, piece.name, piece.date))

    def files(self) -> Iterator[File]:
        """All volumes, a season apart."""
        for number, volume in enumerate((*_VOLUMES, _ALBUM), 1):
            month = (self.plan.today - dt.timedelta(90 * (len(_VOLUMES) + 2 - number))).replace(day=1)
            parts = "".join(self._parts(volume, month))
            if parts:
                made = _with_parts(document(self._head(volume, number, month), "\n\n".join(_PREFACE)), parts)
                yield f"content/compilations/{volume.slug}.md", made

    def _head(self, volume: _Plan, number: int, month: dt.date) -> dict[str, object]:
        place = cities_of(self.plan)[0].name
        return {
            "title": volume.title,
            "subtitle": f"{place}文明单位{_SERIES[volume.kind]}",
            "series": {"name": _SERIES[volume.kind], "number": number},
            "kind": volume.kind,
            "date": f"{month:%Y-%m}",
            "by": [f"{place}文明办"],
            "editors": [f"{place}文明办创建科"],
            "layout": volume.layout,
            "leave_out": list(volume.leave_out),
        }

    def _parts(self, volume: _Plan, month: dt.date) -> Iterator[str]:
        """A part a topic, and one that a query fills where it surely finds something else."""
        if volume is _ALBUM:
            items = [item for item in self.pictured if item.date < month]
            yield from _part("画里的一天", items)
            return
        left: list[_Item] = []
        for topic in volume.topics:
            items = [item for item in self.found.get((volume.type, topic), ()) if item.date < month]
            yield from _part(topic, items[:_OF_PART])
            left += items[_OF_PART:]
        if len({item.unit for item in left}) >= _SURE:
            query = f"{{type: {volume.type}, topics: [{', '.join(volume.topics)}]}}"
            yield f"  - title: 再选几篇\n    select: {query}\n    order: [-level, region, title]\n    limit: 12\n"


def _part(title: str, items: Sequence[_Item]) -> Iterator[str]:
    if items:
        told = "".join(f"      - {_item(item)}\n" for item in items)
        yield f"  - title: {title}\n    items:\n{told}"


def _item(item: _Item) -> str:
    if not item.sections:
        return f'"{item.unit}/{item.name}"'
    return f'{{article: "{item.unit}/{item.name}", sections: [{", ".join(item.sections)}]}}'


def _with_parts(made: bytes, parts: str) -> bytes:
    """Lists of lists are more than :func:`~showcase.demo.writing.to_yaml` knows."""
    return made.replace(b"\n---\n", f"\nparts:\n{parts}---\n".encode(), 1)
