"""Open data of what the office publishes: decisions and notices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from showcase.exports.columns import Column, column, table
from showcase.model.collection import Collection
from showcase.model.datasets import Dataset, Reference
from showcase.model.notice_life import NoticeState, stated_days
from showcase.model.office import Decision, Notice

__all__ = ["DECISION", "NOTICE", "States", "decision_table", "notice_table"]

States = Mapping[str, NoticeState]
"""Of notices by slug."""


@dataclass(frozen=True, slots=True)
class _DecisionRow:
    decision: Decision
    url: str


@dataclass(frozen=True, slots=True)
class _NoticeRow:
    notice: Notice
    state: NoticeState
    days: int
    outcome: str
    url: str


DECISION: Final[tuple[Column[_DecisionRow], ...]] = (
    column("slug", "决定代码", lambda r: r.decision.slug, "网址的最后一段，长期不变"),
    column("title", "标题", lambda r: r.decision.title),
    column("number", "文号", lambda r: r.decision.number, "文本：照原件，如“云文明委〔2024〕3号”"),
    column("date", "成文日期", lambda r: r.decision.date, type="date"),
    column("by", "发文机关", lambda r: r.decision.by, type="array"),
    column("validity", "效力", lambda r: r.decision.validity.value, "有效、失效、废止"),
    column("index_number", "索引号", lambda r: r.decision.index_number, "文本"),
    column(
        "entries", "名单条数", lambda r: sum(len(listed.entries) for listed in r.decision.lists),
        "各张名单里单位的条数之和", type="integer",
    ),
    column("url", "网址", lambda r: r.url, "页面的完整网址"),
)  # fmt: skip
NOTICE: Final[tuple[Column[_NoticeRow], ...]] = (
    column("slug", "公示代码", lambda r: r.notice.slug, "网址的最后一段，长期不变"),
    column("title", "标题", lambda r: r.notice.title),
    column("date", "落款日期", lambda r: r.notice.date, type="date"),
    column("opens", "公示开始", lambda r: r.notice.opens, type="date"),
    column("closes", "公示截止", lambda r: r.notice.closes, "含当日", type="date"),
    column("opens_at", "开始时刻", lambda r: _time(r.notice.opens_at), "北京时间，如 09:00；空着是从 0 时起"),
    column("closes_at", "截止时刻", lambda r: _time(r.notice.closes_at), "北京时间，如 17:00；空着是到 24 时止"),
    column(
        "state", "状态", lambda r: r.state.value,
        "、".join(state.value for state in NoticeState if state is not NoticeState.WITHDRAWN) + "；按生成数据的时刻",
    ),
    column("working_days", "工作日", lambda r: r.notice.working_days, "公示里写的天数；没写就空着", type="integer"),
    column(
        "counted_days", "实有工作日", lambda r: r.days,
        "从起止日期数出，不含法定节假日，含调休上班的周末；没有放假安排可查的年份未计节假日", type="integer",
    ),
    column("by", "公示机关", lambda r: r.notice.by, type="array"),
    column("outcome", "结果", lambda r: r.outcome, "决定代码；还没有决定就空着"),
    column(
        "proposed", "名单家数", lambda r: sum(len(listed.units) for listed in r.notice.lists),
        "各张名单里单位的家数之和", type="integer",
    ),
    column("url", "网址", lambda r: r.url, "页面的完整网址"),
)  # fmt: skip


def decision_table(decisions: Iterable[Decision], base: str) -> Dataset:
    """Decisions; ``base`` begins every address."""
    rows = (_DecisionRow(d, f"{base}{d.url}") for d in sorted(decisions, key=lambda d: d.slug))
    description = "命名、复查、撤销等决定的目录。称号的“已核实”都出自这里。"
    return table("decisions", "决定", description, DECISION, rows, ("slug",))


def notice_table(collection: Collection, notices: Iterable[Notice], states: States, base: str) -> Dataset:
    """Notices; an outcome is named when it is among the published decisions."""
    decisions = {decision.slug for decision in collection.decisions if decision.publication.withdrawn is None}
    calendar, usual = collection.config.calendar, collection.config.site.counted_from
    rows = (
        _NoticeRow(
            notice=notice,
            state=states[notice.slug],
            days=stated_days(notice, calendar, usual).days,
            outcome=notice.outcome if notice.outcome in decisions else "",
            url=f"{base}{notice.url}",
        )
        for notice in sorted(notices, key=lambda n: n.slug)
    )
    description = "公示的目录：什么时候开始、什么时候截止、到了哪一步、有多少家、后来的决定是哪一份。"
    return table("notices", "公示", description, NOTICE, rows, ("slug",), (Reference("outcome", "decisions", "slug"),))


def _time(time: dt.time | None) -> str:
    return f"{time:%H:%M}" if time else ""
