"""What happened to a unit's titles: a walk through the calendar that only does what the fold knows how to read."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from showcase.demo.occasions import Body, Kind, Occasion, occasions
from showcase.demo.plan import Identity, Plan, dice

__all__ = ["Held", "History", "Step", "history_of", "ladder_of", "ladders", "title_of"]

_SINGLE: Final = (("文明校园",), ("文明窗口",), ("文明行业",))
_LADDERS: Final = {
    "省级": (("文明单位", "文明单位标兵"), ("文明村镇", "文明村镇标兵"), ("文明社区",), *_SINGLE),
    "市级": (("文明单位", "文明单位标兵"), ("文明村镇", "文明村镇标兵"), ("文明社区", "文明社区标兵"), *_SINGLE),
    "县级": (("文明单位",), ("文明村镇",), ("文明社区",), *_SINGLE),
}
_REASONS: Final = (
    "集市秩序和垃圾清运问题逾期未改",
    "年度内发生群众反映集中的服务问题",
    "创建工作滑坡，日常记录中断",
    "消防通道被占，多次提醒未改",
    "发生安全生产责任事故",
    "材料与现场不符",
)


@dataclass(frozen=True, slots=True)
class Held:
    """A title that the unit has, or had."""

    grade: str
    term: str
    state: str = "有效"

    @property
    def is_valid(self) -> bool:
        """Nothing is said against it."""
        return self.state == "有效"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a decision's list."""

    occasion: Occasion
    event: str
    grade: str
    term: str
    follows: str = ""
    reason: str = ""
    prize: str = ""

    @property
    def title(self) -> str:
        """As the decision says it."""
        return "全市文明创建成果展评" if self.prize else title_of(self.occasion.body, self.grade)


@dataclass(frozen=True, slots=True)
class History:
    """All steps in order of time, and what the unit has in the end, by level."""

    steps: tuple[Step, ...]
    held: dict[str, Held]
    is_renamed: bool = False
    """A decision confirmed its title under the new name."""


def ladder_of(level: str, grade: str) -> tuple[str, ...]:
    """The ladder of a level that has a rung."""
    return next(ladder for ladder in _LADDERS[level] if grade in ladder)


def title_of(body: Body, grade: str) -> str:
    """市级文明单位, as titles are called."""
    return f"{body.level}{grade}"


def ladders(level: str) -> tuple[tuple[str, ...], ...]:
    """For ``taxonomies.yml``."""
    return _LADDERS[level]


def history_of(plan: Plan, unit: Identity) -> History:
    """From random numbers of the unit's own."""
    rng = dice(plan, unit.number, "history")
    walk = _Walk(rng, unit, rng.random())
    steps = [step for occasion in occasions(plan, unit.county) for step in walk.at(occasion)]
    return History(tuple(steps), walk.held, any(step.event == "认定" for step in steps))


class _Walk:
    """The unit's titles while time goes on."""

    def __init__(self, rng: random.Random, unit: Identity, quality: float) -> None:
        self._rng = rng
        self._grade = unit.category.kind
        self._quality = quality
        """0 to 1: how well the unit does."""
        self.held: dict[str, Held] = {}

    def at(self, occasion: Occasion) -> Iterator[Step]:
        """What an occasion does to the unit; at most one step."""
        held = self.held.get(occasion.body.level)
        match occasion.kind:
            case Kind.AWARD:
                yield from self._award(occasion, held)
            case Kind.REVIEW:
                yield from self._review(occasion, held)
            case Kind.WATCH:
                yield from self._watch(occasion, held)
            case Kind.RETURN:
                yield from self._return(occasion, held)
            case Kind.REVOKE:
                yield from self._revoke(occasion, held)
            case Kind.PRIZE if self._happens(0.05):
                prize = self._rng.choices(("一等奖", "二等奖", "三等奖"), (1, 2, 4))[0]
                yield Step(occasion, "授予", "", "", prize=prize)

    def _happens(self, chance: float) -> bool:
        return self._rng.random() < chance

    def _award(self, occasion: Occasion, held: Held | None) -> Iterator[Step]:
        level = occasion.body.level
        is_chained = level == "省级" and held is None and self._happens(0.3)
        if not self._may_have(occasion, held):
            return
        rungs = ladder_of(level, self._grade)
        grade = held.grade if held else rungs[0]
        if held and grade != rungs[-1] and self._happens(0.25):
            grade = rungs[-1]
        follows = ""
        if is_chained:
            follows = f"市级{self.held['市级'].grade}"
            self.held["市级"] = replace(self.held["市级"], state="已晋级")
        self.held[level] = Held(grade, occasion.term)
        yield Step(occasion, "授予", grade, occasion.term, follows)

    def _may_have(self, occasion: Occasion, held: Held | None) -> bool:
        """A title of the level below before one of the province; what was taken away comes back seldom."""
        level = occasion.body.level
        if held is not None:
            chance = {"有效": 0.78, "撤销": 0.2, "终止": 0.1}.get(held.state, 0)
            return held.term != occasion.term and self._happens(chance)
        below = self.held.get("市级")
        if level == "省级":
            return below is not None and below.is_valid and self._happens(0.45 * self._quality)
        return self._happens({"市级": 0.12, "县级": 0.2}[level] + 0.4 * self._quality)

    def _review(self, occasion: Occasion, held: Held | None) -> Iterator[Step]:
        if held is None or not held.is_valid or held.term != occasion.term:
            return
        rungs = ladder_of(occasion.body.level, held.grade)
        if held.grade != rungs[-1] and self._happens(0.15 * self._quality):
            yield self._step(occasion, "晋级", Held(rungs[-1], held.term))
        elif self._happens(0.85):
            yield self._step(occasion, "复查保留", held)
        elif self._happens(0.5):
            yield self._step(occasion, "限期整改", replace(held, state="限期整改"))

    def _watch(self, occasion: Occasion, held: Held | None) -> Iterator[Step]:
        if held is None or not held.is_valid or held.term != occasion.term:
            return
        event = self._rng.choices(("", "黄牌", "限期整改", "认定", "终止"), (84, 6, 4, 5, 1))[0]
        if event:
            yield self._step(occasion, event, held if event == "认定" else replace(held, state=event))

    def _return(self, occasion: Occasion, held: Held | None) -> Iterator[Step]:
        if held is None or held.state not in ("黄牌", "限期整改") or not self._happens(0.9):
            return
        event, state = ("恢复", "有效") if self._happens(0.7) else ("撤销", "撤销")
        yield self._step(occasion, event, replace(held, state=state))

    def _revoke(self, occasion: Occasion, held: Held | None) -> Iterator[Step]:
        if held is not None and held.state in ("有效", "黄牌", "限期整改") and self._happens(0.02):
            yield self._step(occasion, "撤销", replace(held, state="撤销"))

    def _step(self, occasion: Occasion, event: str, held: Held) -> Step:
        self.held[occasion.body.level] = held
        is_bad = event in ("黄牌", "限期整改", "撤销")
        return Step(occasion, event, held.grade, held.term, reason=self._rng.choice(_REASONS) if is_bad else "")
