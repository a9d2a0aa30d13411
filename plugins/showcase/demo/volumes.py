"""Compilations: some articles named one by one, some chosen by a query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from showcase.demo.articles import Piece
from showcase.demo.plan import Identity, Plan, cities_of
from showcase.demo.writing import File, document

__all__ = ["Shelf"]

_READ: Final = 400
"""Units of which articles may be named; so memory has an end."""
_OF_PART: Final = 6
_VOLUMES: Final = (
    ("chunfeng", "春风化雨", "书籍", "经验", ("志愿服务", "窗口服务", "环境整治")),
    ("linli", "左邻右舍", "书籍", "经验", ("敬老爱幼", "移风易俗", "我们的节日")),
    ("zhangfa", "立给自己的规矩", "公文", "制度", ("制度建设", "档案管理", "勤俭节约")),
    ("dengxia", "灯下", "书籍", "经验", ("阅读与学习", "道德讲堂", "文体活动")),
)
_PREFACE: Final = (
    "这一辑收的都是天天在做的事。选稿只守三条：做法学得会，数字有出处，不足敢写明。",
    "各篇里写不足的段落原样留着，那往往是读者最用得上的地方。读完若有一处想明天就试试，这本小书便没有白编。",
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Articles that a compilation may name, by type and topic."""

    plan: Plan
    found: dict[tuple[str, str], list[dict[str, object]]] = field(default_factory=dict)

    def enter(self, unit: Identity, articles: Sequence[Piece]) -> None:
        """A unit's public articles; each other one with the sections that are taken of it."""
        for piece in articles if unit.number < _READ else ():
            known = self.found.setdefault((piece.type, piece.topic), [])
            if piece.is_public and len(known) < _OF_PART:
                sections = piece.sections if len(known) % 2 else ()
                known.append({"article": f"{unit.slug}/{piece.name}", "sections": list(sections)})

    def files(self) -> Iterator[File]:
        """All volumes."""
        place = cities_of(self.plan)[0].name
        for number, (slug, title, layout, kind, wanted) in enumerate(_VOLUMES, 1):
            head = {
                "title": title,
                "subtitle": f"{place}文明单位经验交流汇编",
                "series": {"name": "经验交流汇编", "number": number},
                "date": f"{self.plan.today.year - 1}-{number + 1:02d}",
                "by": [f"{place}文明办"],
                "editors": [f"{place}文明办创建科"],
                "layout": layout,
            }
            parts = "".join(self._parts(kind, wanted))
            yield f"content/compilations/{slug}.md", _with_parts(document(head, "\n\n".join(_PREFACE)), parts)

    def _parts(self, kind: str, wanted: Sequence[str]) -> Iterator[str]:
        for topic in wanted:
            items = self.found.get((kind, topic))
            if items:
                told = "".join(f"      - {_item(item)}\n" for item in items)
                yield f"  - title: {topic}\n    items:\n{told}"
        since = self.plan.today.year - 4
        query = f"{{type: {kind}, topics: [{wanted[0]}], level: [市级, 省级], since: {since}, featured: true}}"
        query = query if kind == "经验" else f"{{type: {kind}, since: {since}}}"
        yield f"  - title: 再选几篇\n    select: {query}\n    order: [-level, region, title]\n"


def _item(item: dict[str, object]) -> str:
    sections = item["sections"]
    if not isinstance(sections, list) or not sections:
        return f'"{item["article"]}"'
    return f'{{article: "{item["article"]}", sections: [{", ".join(sections)}]}}'


def _with_parts(made: bytes, parts: str) -> bytes:
    """Lists of lists are more than :func:`~showcase.demo.writing.to_yaml` knows."""
    return made.replace(b"\n---\n", f"\nparts:\n{parts}---\n".encode(), 1)
