"""Notices: closed with their decision and what it changed, open on the site's day, and one that is still to open."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from showcase.demo.histories import History
from showcase.demo.occasions import Kind, Occasion, body_of_city, occasions
from showcase.demo.plan import City, Identity, Plan, cities_of, dice
from showcase.demo.words import names, sentences
from showcase.demo.writing import File, document, to_csv, to_xlsx
from showcase.loading.holidays import known_calendar
from showcase.model.workdays import WorkCalendar

__all__ = ["NoticeBoard"]

_SHORT: Final = 8
_NAMING: Final = "拟命名"
_RISING: Final = "拟晋级"
_RETAINING: Final = "拟保留"
_RECOMMENDED: Final = "拟推荐"
_REVOKING: Final = "拟撤销"
_TURNING: Final = "拟转化"
_REVIEWED: Final = "列入复查"


@dataclass(frozen=True, slots=True)
class _Heading:
    title: str
    kind: str
    level: str
    application: str


_Lists = dict[_Heading, list[str]]


@dataclass(frozen=True, slots=True)
class NoticeBoard:
    """Who is on which notice, filled unit by unit."""

    plan: Plan
    open: dict[City, _Lists] = field(default_factory=lambda: defaultdict(dict))
    upcoming: dict[City, _Lists] = field(default_factory=lambda: defaultdict(dict))
    reviews: dict[Occasion, _Lists] = field(default_factory=lambda: defaultdict(dict))
    namings: dict[Occasion, _Lists] = field(default_factory=lambda: defaultdict(dict))
    """Before the newest award of each city; some of those proposed were not named, and some to a higher grade."""

    def enter(self, unit: Identity, history: History) -> None:
        """A unit onto the notices of its city."""
        city, kind = unit.county.city, unit.category.kind
        for step in history.steps:
            if step.occasion.kind is Kind.REVIEW and step.occasion.body.level == "市级":
                heading = _Heading(_REVIEWED, kind, "市级", "复查")
                self.reviews[step.occasion].setdefault(heading, []).append(unit.name)
        self._enter_naming(unit, history)
        wish = self._applies(unit, history)
        if wish is not None:
            board = self.upcoming if wish.title == _RECOMMENDED else self.open
            board[city].setdefault(wish, []).append(unit.name)

    def _enter_naming(self, unit: Identity, history: History) -> None:
        """Those who were named, and one in thirty of the others."""
        awards = [o for o in occasions(self.plan, unit.county) if o.kind is Kind.AWARD and o.body.level == "市级"]
        grades = {step.occasion: step.grade for step in history.steps}
        chance = dice(self.plan, unit.number, "naming").random()
        if not awards or (awards[-1] not in grades and chance > 1 / 30):
            return
        had_one = any(
            step.occasion.body.level == "市级" and step.occasion.date < awards[-1].date for step in history.steps
        )
        rises = grades.get(awards[-1], unit.category.kind) != unit.category.kind and chance > 0.1
        title = _RISING if rises else _NAMING
        heading = _Heading(title, unit.category.kind, "市级", "复查" if had_one else "新申报")
        self.namings[awards[-1]].setdefault(heading, []).append(unit.name)

    def _applies(self, unit: Identity, history: History) -> _Heading | None:
        chance = dice(self.plan, unit.number, "notice").random()
        held, kind = history.held.get("市级"), unit.category.kind
        if held is None:
            return _Heading(_NAMING, kind, "市级", "新申报") if chance < 0.18 else None
        if kind == "文明村镇" and chance < 0.02:
            return _Heading(_TURNING, "文明社区", "市级", "转化")
        if held.state in ("黄牌", "限期整改"):
            return _Heading(_REVOKING, kind, "市级", "复查") if chance < 0.3 else None
        if held.is_valid and "省级" not in history.held and chance < 0.15:
            return _Heading(_RECOMMENDED, kind, "省级", "新申报")
        return _Heading(_RETAINING, kind, "市级", "复查") if held.is_valid and chance < 0.3 else None

    def files(self, decisions: frozenset[str]) -> Iterator[File]:
        """All notices; ``decisions`` are those that there are."""
        calendar = known_calendar()
        for occasion in sorted(self.reviews, key=lambda occasion: occasion.slug):
            yield from _closed(calendar, occasion, self.reviews[occasion], decisions)
        for occasion in sorted(self.namings, key=lambda occasion: occasion.slug):
            if occasion.slug in decisions:  # else nobody was named
                yield from _named(calendar, occasion, self.namings[occasion])
        for city in cities_of(self.plan):
            yield from _open(calendar, self.plan, city, _with_newcomers(city, self.open.get(city, {})))
            if city in self.upcoming:
                yield from _upcoming(calendar, self.plan, city, self.upcoming[city])


def _with_newcomers(city: City, lists: _Lists) -> _Lists:
    """Two that have no folder yet."""
    organs = names().organs
    heading = _Heading(_NAMING, "文明单位", "市级", "新申报")
    newcomers = [f"{city.name}{organs[(city.number + n) % len(organs)]}" for n in range(2)]
    return {**lists, heading: [*lists.get(heading, []), *newcomers]}


def _closed(calendar: WorkCalendar, occasion: Occasion, lists: _Lists, decisions: frozenset[str]) -> Iterator[File]:
    opens = calendar.on_or_before(occasion.date - dt.timedelta(60))
    outcome = f"decisions/{occasion.slug}" if occasion.slug in decisions else ""
    slug = f"{opens:%Y-%m}-{occasion.body.slug}-fucha"
    title = f"关于{occasion.term}{occasion.body.jurisdiction}文明单位复查对象名单的公示"
    yield from _notice(calendar, slug, title, occasion.body.jurisdiction, opens, lists, {"outcome": outcome})


def _named(calendar: WorkCalendar, occasion: Occasion, lists: _Lists) -> Iterator[File]:
    opens = calendar.on_or_before(occasion.date - dt.timedelta(30))
    slug = f"{opens:%Y-%m}-{occasion.body.slug}-mingming"
    title = f"关于{occasion.term}{occasion.body.jurisdiction}文明单位拟命名名单的公示"
    more: dict[str, object] = {"outcome": f"decisions/{occasion.slug}"}
    yield from _notice(calendar, slug, title, occasion.body.jurisdiction, opens, lists, more)


def _open(calendar: WorkCalendar, plan: Plan, city: City, lists: _Lists) -> Iterator[File]:
    opens = calendar.on_or_before(plan.today - dt.timedelta(2))
    slug = f"{opens:%Y-%m}-{city.stem.pinyin}-nimingming"
    rows = [(n, unit, h.title) for n, (h, unit) in enumerate(((h, u) for h in lists for u in lists[h]), 1)]
    name = f"{slug}.xlsx"
    yield f"content/notices/{name}", to_xlsx("公示名单", ("序号", "单位名称", "类别"), rows)
    basis = f"{body_of_city(city).sign}文明委〔{plan.today.year}〕1号"
    title = f"关于{names().terms[-1]}{city.name}文明单位拟命名拟保留名单的公示"
    yield from _notice(calendar, slug, title, city.name, opens, lists, {"basis": [basis], "attachments": [name]})


def _upcoming(calendar: WorkCalendar, plan: Plan, city: City, lists: _Lists) -> Iterator[File]:
    opens = calendar.on_or_before(plan.today + dt.timedelta(5))
    slug = f"{opens:%Y-%m}-{city.stem.pinyin}-tuijian"
    title = f"关于{city.name}拟推荐省级文明单位名单的公示"
    yield from _notice(calendar, slug, title, city.name, opens, lists, {"date": plan.today})


def _notice(
    calendar: WorkCalendar,
    slug: str,
    title: str,
    place: str,
    opens: dt.date,
    lists: Mapping[_Heading, Sequence[str]],
    more: dict[str, object],
) -> Iterator[File]:
    items: list[dict[str, object]] = []
    for number, (heading, units) in enumerate(sorted(lists.items(), key=lambda item: str(item[0])), 1):
        is_long = len(units) > _SHORT
        name = f"{slug}-{number}.csv"
        items.append(_list(heading, [] if is_long else units, name if is_long else ""))
        if is_long:
            rows = list(enumerate(units, 1))
            yield f"content/notices/{name}", to_csv(("序号", "单位名称"), rows)
    head: dict[str, object] = {
        "title": title,
        "date": calendar.on_or_before(opens - dt.timedelta(3)),
        "opens": opens,
        "closes": calendar.after(opens, 4),
        "working_days": 5,
        "counted_from": "当日",
        "by": [f"{place}文明办"],
        "contact": {
            "office": f"{place}文明办", "phone": "000-55510000", "email": "wmb@example.org",
            "address": f"{place}政务中心 3 楼", "post_code": "000000",
        },
        "lists": items,
    }  # fmt: skip
    body = "\n\n".join((*sentences()["notice"], "特此公示。"))
    yield f"content/notices/{slug}.md", document(head | more, body)


def _list(heading: _Heading, units: Sequence[str], name: str) -> dict[str, object]:
    return {
        "title": heading.title,
        "kind": heading.kind,
        "level": heading.level,
        "application": heading.application,
        "units": units,
        "file": name,
    }
