"""Open data of honours: what each is worth, since when, and every event that made it so.

The fold's result is published as dated intervals, so that nobody who reads the data has to know
the rules again (DESIGN.md §5).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from showcase.exports.columns import Column, column, table
from showcase.model.datasets import Dataset, Reference
from showcase.model.dates import PartialDate
from showcase.model.honors import HonorEvent, HonorState, Span
from showcase.model.units import Honor, Unit

__all__ = ["EVENT", "HONOR", "SPAN", "event_table", "honor_table", "span_table"]

OWN: Final = "本单位"
_TO_UNIT: Final = Reference("unit", "units", "slug")
_TO_HONOR: Final = Reference("honor", "honors", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class _HonorRow:
    id: str
    unit: Unit
    title: str
    level: str
    jurisdiction: str
    grade: str
    term: str
    holder: str = OWN
    prize: str = ""
    awarded: PartialDate
    by: tuple[str, ...]
    document: str
    decision: str = ""
    state: str | None = None
    is_verified: bool = False
    is_current: bool = False
    since: dt.date | None = None
    due: dt.date | None = None
    follows: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class _SpanRow:
    honor: HonorState
    order: int
    span: Span


@dataclass(frozen=True, slots=True)
class _EventRow:
    id: str
    honor: HonorState
    event: HonorEvent
    decision: str


HONOR: Final[tuple[Column[_HonorRow], ...]] = (
    column(
        "id", "称号编号", lambda r: r.id, "单位代码、授予范围、等次、届次连成，单项荣誉用称号和年份；不变，重得加“#2”"
    ),
    column("unit", "单位代码", lambda r: r.unit.slug, "见“单位”表"),
    column("unit_name", "单位", lambda r: r.unit.short_name, "简称"),
    column("title", "称号", lambda r: r.title),
    column("level", "级别", lambda r: r.level),
    column("jurisdiction", "授予范围", lambda r: r.jurisdiction, "谁的称号：同是市级，各市分开"),
    column("grade", "等次", lambda r: r.grade, "在阶梯上的一级；空着的是单项荣誉"),
    column("term", "届次", lambda r: r.term),
    column("holder", "持有者", lambda r: r.holder, "本单位；或下属单位名、“N 人次”，这两种不计入本单位，也没有状态"),
    column("prize", "奖项", lambda r: r.prize, "决定里分一二三等奖的"),
    column("awarded", "授予时间", lambda r: r.awarded.written, "文本：照原文，可能只有年，或写作 20xx"),
    column("awarded_iso", "授予首日", lambda r: r.awarded.earliest, "授予时间所指的第一天，供排序；不知道空着", "date"),
    column("by", "授予机关", lambda r: r.by, type="array"),
    column("document", "授予文号", lambda r: r.document, "文本"),
    column("decision", "授予决定网址", lambda r: r.decision, "本站刊有这份决定的才有"),
    column("state", "状态", lambda r: r.state, "有效、黄牌、限期整改、超期待复查、已晋级、届满、撤销、终止"),
    column("verified", "已核实", lambda r: r.is_verified, "有没有决定；否就是单位自报", "boolean"),
    column("current", "在册", lambda r: r.is_current, "算不算在光荣榜上；单项荣誉都不算", "boolean"),
    column("since", "状态起日", lambda r: r.since, "从哪天起是这个状态；不知道就空着", "date"),
    column("due", "届期到日", lambda r: r.due, "到这天还没有复查，就是超期待复查", "date"),
    column("follows", "由何晋级", lambda r: r.follows, "晋级前的称号"),
    column("source", "来源", lambda r: r.source, "单位自报又没有文件的，凭什么说：奖牌、证书、档案等"),
)
SPAN: Final[tuple[Column[_SpanRow], ...]] = (
    column("honor", "称号编号", lambda r: r.honor.id, "见“称号”表"),
    column("order", "次序", lambda r: r.order, "这项称号的第几段", "integer"),
    column("unit", "单位代码", lambda r: r.honor.unit.slug, "见“单位”表"),
    column("title", "称号", lambda r: r.honor.title),
    column("state", "状态", lambda r: r.span.state.value),
    column("start", "起", lambda r: r.span.start, "含当日；只知道年、月的从末日起算，不知道就空着", "date"),
    column("end", "止", lambda r: r.span.end, "不含当日；还在持续就空着", "date"),
)
EVENT: Final[tuple[Column[_EventRow], ...]] = (
    column("id", "事项编号", lambda r: r.id, "称号编号加日期和事项"),
    column("honor", "称号编号", lambda r: r.honor.id, "见“称号”表"),
    column("unit", "单位代码", lambda r: r.honor.unit.slug, "见“单位”表"),
    column("date", "日期", lambda r: r.event.date.written, "文本：照原文，可能只有年，或写作 20xx"),
    column("date_iso", "首日", lambda r: r.event.date.earliest, "日期所指的第一天，供排序；不知道空着", "date"),
    column("event", "事项", lambda r: r.event.event.value, "授予、复查保留、黄牌、撤销等"),
    column("title", "称号", lambda r: r.event.title),
    column("level", "级别", lambda r: r.event.level.name),
    column("grade", "等次", lambda r: r.event.grade),
    column("term", "届次", lambda r: r.event.term),
    column("by", "机关", lambda r: r.event.by, type="array"),
    column("document", "文号", lambda r: r.event.document, "文本"),
    column("decision", "决定网址", lambda r: r.decision, "本站刊有这份决定的才有"),
    column("verified", "已核实", lambda r: r.event.is_verified, "有没有决定；否就是单位自报", "boolean"),
    column("reason", "原因", lambda r: r.event.reason, "决定写明公开的才有"),
    column("remark", "备注", lambda r: r.event.remark),
)


def honor_table(units: Iterable[Unit], honors: Mapping[str, tuple[HonorState, ...]], base: str) -> Dataset:
    """Every honour of these units; those of sub-units and persons are not credited to the unit (R48)."""
    rows = [row for unit in units for row in _honor_rows(unit, honors.get(unit.slug, ()), base)]
    description = "各单位的称号和单项荣誉，一项一行，含已撤销、终止、届满和晋级前的；下属单位和个人的写明持有者。"
    return table("honors", "称号", description, HONOR, sorted(rows, key=lambda r: r.id), ("id",), (_TO_UNIT,))


def span_table(states: Iterable[HonorState]) -> Dataset:
    """States as dated intervals: the roll of any day is a look-up here."""
    rows = (_SpanRow(h, n, s) for h in sorted(states, key=lambda h: h.id) for n, s in enumerate(h.spans, 1))
    description = "每项称号从哪天到哪天是什么状态。查某一天的名册：起不晚于这天，止晚于这天或空着。"
    return table("spans", "状态区间", description, SPAN, rows, ("honor", "order"), (_TO_HONOR, _TO_UNIT))


def event_table(states: Iterable[HonorState], base: str) -> Dataset:
    """What happened to each honour, in order of time."""
    rows = (row for honor in sorted(states, key=lambda h: h.id) for row in _event_rows(honor, base))
    description = "每项称号经过的事：授予、复查、黄牌、撤销等，按时间先后。"
    return table("events", "事项", description, EVENT, rows, ("id",), (_TO_HONOR, _TO_UNIT))


def _honor_rows(unit: Unit, states: Iterable[HonorState], base: str) -> Iterator[_HonorRow]:
    for state in states:
        yield _own_row(state, base)
    seen: Counter[str] = Counter()
    for honor in unit.honors:
        if not honor.is_own:
            row = _others_row(unit, honor)
            yield replace(row, id=_numbered(row.id, seen))


def _own_row(honor: HonorState, base: str) -> _HonorRow:
    award = honor.award
    sources = (event.claim.source for event in honor.events if event.claim and event.claim.source)
    return _HonorRow(
        id=honor.id,
        unit=honor.unit,
        title=honor.title,
        level=honor.level.name,
        jurisdiction=honor.jurisdiction.name if honor.jurisdiction else "",
        grade=honor.grade,
        term=honor.term,
        prize=honor.prize,
        awarded=award.date,
        by=award.by,
        document=award.document,
        decision=_decision_url(award, base),
        state=honor.state.value,
        is_verified=honor.is_verified,
        is_current=honor.is_current,
        since=honor.changes[-1].since,
        due=honor.due,
        follows=award.follows,
        source=next(sources, ""),
    )


def _others_row(unit: Unit, honor: Honor) -> _HonorRow:
    """Of a sub-unit or of persons, who are counted and never named."""
    holder = honor.subunit or f"{honor.persons} 人次"
    whose = honor.jurisdiction.name if honor.jurisdiction else honor.jurisdiction_name or honor.level.name
    parts = (unit.slug, whose, honor.title, honor.term or honor.date.written, holder.replace(" ", ""))
    return _HonorRow(
        id="/".join(part for part in parts if part),
        unit=unit,
        title=honor.title,
        level=honor.level.name,
        jurisdiction=honor.jurisdiction.name if honor.jurisdiction else honor.jurisdiction_name,
        grade=honor.grade,
        term=honor.term,
        holder=holder,
        awarded=honor.date,
        by=honor.by,
        document=honor.document,
        follows=honor.follows,
        source=honor.source,
    )


def _event_rows(honor: HonorState, base: str) -> Iterator[_EventRow]:
    seen: Counter[str] = Counter()
    for event in honor.events:
        name = _numbered(f"{honor.id}@{event.date.written}{event.event.value}", seen)
        yield _EventRow(name, honor, event, _decision_url(event, base))


def _decision_url(event: HonorEvent, base: str) -> str:
    return f"{base}{event.decision.url}" if event.decision else ""


def _numbered(name: str, seen: Counter[str]) -> str:
    """The second of the same name is ``name#2``."""
    seen[name] += 1
    return name if seen[name] == 1 else f"{name}#{seen[name]}"
