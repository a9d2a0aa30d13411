"""Steps of all units → decisions with their lists: inline when short, a table beside when long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from showcase.demo.histories import History, Step
from showcase.demo.occasions import Kind, Occasion
from showcase.demo.plan import Identity
from showcase.demo.writing import File, document, to_csv, to_xlsx

__all__ = ["Register"]

_SHORT: Final = 8
"""Units that still stand in the front matter."""
_TITLES: Final = {
    Kind.AWARD: "关于命名{term}{level}文明单位的决定",
    Kind.REVIEW: "关于{term}{level}文明单位复查结果的决定",
    Kind.WATCH: "关于{before}年度{place}文明单位动态管理结果的通报",
    Kind.RETURN: "关于{place}文明单位整改复核结果的通报",
    Kind.PRIZE: "关于{year}年{place}文明创建成果展评结果的通报",
    Kind.REVOKE: "关于撤销部分{level}文明单位称号的决定",
}
_TEXTS: Final = {
    Kind.AWARD: (
        "创建周期内，各单位把创建同日常工作一起安排，从群众天天遇到的小事改起。经申报、推荐、实地查看、部门联评和公示，"
        "决定对{count}个单位授予相应称号。",
        "希望受命名的单位珍惜荣誉，把好的做法写成平常的规矩，把没做好的地方当面说清楚。",
    ),
    Kind.REVIEW: (
        "复查不提前通知具体时间，先看现场，再翻日常记录，最后随机听取服务对象的意见。根据复查和公示结果，对{count}个单位作出决定。",
        "保留称号的单位要照着复查反馈补齐短处；列入整改的，期满申请复核。",
    ),
    Kind.WATCH: (
        "年度动态管理主要做三件事：核对单位报来的变动，梳理一年的来信来电，对反映集中的地方到场查看。涉及{count}个单位。",
        "黄牌和整改期间称号仍在，但不推荐参加上一级评选。名称、隶属有变动的，要及时报告。",
    ),
    Kind.RETURN: (
        "对受到黄牌、限期整改的单位，期满后到现场复核。问题改好的恢复正常，没有改好的撤销称号，共{count}个单位。",
        "改好不等于不再犯，各单位要把这一次的教训写进日常安排。",
    ),
    Kind.PRIZE: (
        "展评由观众投票和现场评议各占一半，看做法是否学得会、数字是否有出处。{count}个单位获奖。",
        "奖项不作为称号，不与评选挂钩；好的展板将在各地巡回展出。",
    ),
    Kind.REVOKE: (
        "经核实和研究，决定撤销{count}个单位的称号，收回奖牌。",
        "撤销之日起，有关单位不得再以该称号开展宣传；改正以后可在下一届重新申报。",
    ),
}


@dataclass(frozen=True, slots=True)
class _Heading:
    """What the units of one list have in common."""

    event: str
    title: str
    grade: str
    term: str
    follows: str
    prize: str
    reason: str


@dataclass(frozen=True, slots=True)
class Register:
    """Lists of all decisions, filled unit by unit: a slug and a name each, so that 20,000 units take little room."""

    lists: dict[Occasion, dict[_Heading, list[tuple[str, str]]]] = field(default_factory=lambda: defaultdict(dict))

    def enter(self, unit: Identity, history: History) -> None:
        """A unit's steps into the lists that they belong to."""
        for step in history.steps:
            self.lists[step.occasion].setdefault(_heading(step), []).append((unit.slug, unit.name))

    @property
    def slugs(self) -> frozenset[str]:
        """Of the decisions that there are."""
        return frozenset(occasion.slug for occasion in self.lists)

    def files(self) -> Iterator[File]:
        """All decisions with their tables, in order of time."""
        for occasion in sorted(self.lists, key=lambda occasion: (occasion.date, occasion.slug)):
            yield from _files(occasion, self.lists[occasion])


def _heading(step: Step) -> _Heading:
    return _Heading(step.event, step.title, step.grade, step.term, step.follows, step.prize, step.reason)


def _files(occasion: Occasion, lists: dict[_Heading, list[tuple[str, str]]]) -> Iterator[File]:
    ordered = sorted(lists.items(), key=lambda item: (item[0].event, item[0].title, item[0].follows, item[0].prize))
    items: list[dict[str, object]] = []
    for number, (heading, units) in enumerate(ordered, 1):
        name = f"{occasion.slug}-{number}.{'xlsx' if number % 3 == 0 else 'csv'}"
        items.append(_list(occasion, heading, units, name))
        if len(units) > _SHORT:
            yield f"content/decisions/{name}", _table(heading, units, name)
    head = {
        "title": _title(occasion),
        "number": occasion.document,
        "date": occasion.date,
        "by": [occasion.body.name],
        "lists": items,
        "validity": "失效" if occasion.kind is Kind.AWARD and occasion.number == 2 else "",
    }
    yield f"content/decisions/{occasion.slug}.md", document(head, _text(occasion, sum(map(len, lists.values()))))


def _list(occasion: Occasion, heading: _Heading, units: Sequence[tuple[str, str]], name: str) -> dict[str, object]:
    is_long = len(units) > _SHORT
    return {
        "event": heading.event,
        "title": heading.title,
        "level": occasion.body.level,
        "jurisdiction": occasion.body.jurisdiction,
        "grade": heading.grade,
        "term": heading.term,
        "follows": heading.follows,
        "prize": heading.prize,
        "quota": len(units) if heading.prize else "",
        "units": [] if is_long else [slug for slug, _ in units],
        "file": name if is_long else "",
        "reason": heading.reason,
        "publish_reason": True if heading.event == "撤销" and heading.reason else "",
    }


def _table(heading: _Heading, units: Sequence[tuple[str, str]], name: str) -> bytes:
    rows = [(number, unit, heading.term) for number, (_, unit) in enumerate(units, 1)]
    heads = ("序号", "单位名称", "届次")
    if name.endswith(".xlsx"):
        return to_xlsx(f"{heading.event}“{heading.title}”名单", heads, rows)
    return to_csv(heads, rows, "gb18030" if len(units) % 5 == 0 else "utf-8-sig")


def _title(occasion: Occasion) -> str:
    return _TITLES[occasion.kind].format(
        term=occasion.term,
        level=occasion.body.level,
        place=occasion.body.jurisdiction,
        year=occasion.date.year,
        before=occasion.date.year - 1,
    )


def _text(occasion: Occasion, count: int) -> str:
    first, last = _TEXTS[occasion.kind]
    paragraphs = (
        f"{occasion.body.jurisdiction}各有关单位：",
        first.format(count=count),
        last,
        f"附件：名单（共{count}个）",
    )
    return "\n\n".join(paragraphs)
