"""What a decision made of the lists of its notice: pure comparison, nothing is corrected (DOMAIN.md §1.4, §3.1).

A list says by its title what it proposes (拟命名, 拟保留, 拟撤销 …). A title that says none (列入复查) leaves the
result open: then only what ends unfavourably is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from showcase.model.office import Decision, DecisionEntry, DecisionList, Event, Notice, NoticeList
from showcase.model.vocabulary import Taxonomy

__all__ = ["Change", "Difference", "Outcome", "compare"]


class Difference(StrEnum):
    """In what way the decision is not what the notice proposed, in the order in which readers are told."""

    DROPPED = "公示了，决定没有列入"
    ADDED = "公示名单上没有，决定列入"
    OTHER_RESULT = "结果与公示的不同"
    OTHER_GRADE = "等次或类别与公示的不同"
    UNFAVOURABLE = "复查后作出处理"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One unit with which the decision deals in another way than the notice."""

    difference: Difference
    unit: str
    """Slug, or the bare name of a unit without a folder."""
    proposed: str
    """拟命名文明单位; empty when the notice does not name it."""
    decided: str
    """授予市级文明单位标兵; empty when the decision does not name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A notice's lists beside those of its decision."""

    proposed: int
    """Entries of all lists of the notice."""
    agreed: int
    """Of these, as proposed, or (where nothing was proposed) without anything unfavourable."""
    changes: tuple[Change, ...]
    is_open: bool = False
    """No list proposed a result (列入复查): nothing can differ from it, and only what was done is told."""

    @property
    def tally(self) -> str:
        """公示名单 12 家，结果一致 10 家，不同 2 家; who came in beside the lists is not among their entries."""
        added, done = self._count(Difference.ADDED), self._count(Difference.UNFAVOURABLE)
        other = len(self.changes) - added - done
        parts = [
            (self.proposed, "公示名单 {} 家"),
            (0 if self.is_open else self.agreed, "结果一致 {} 家"),
            (done, "作出处理 {} 家"),
            (other, "没有列入决定 {} 家" if self.is_open else "不同 {} 家"),
            (added, "另有名单之外 {} 家"),
        ]
        return "，".join(words.format(count) for count, words in parts if count)

    def _count(self, difference: Difference) -> int:
        return sum(change.difference is difference for change in self.changes)


_Decided = tuple[DecisionList, DecisionEntry]
_GIVEN: Final = frozenset({Event.AWARD, Event.PROMOTE})
_KEPT: Final = frozenset({Event.RETAIN, Event.CONFIRM, Event.AWARD})
"""A term that begins anew is awarded again to those who keep their title."""
_BAD: Final = frozenset({Event.YELLOW, Event.RECTIFY, Event.REVOKE, Event.END})
_MEANT: Final = (
    ("撤销", frozenset({Event.REVOKE})), ("终止", frozenset({Event.END})), ("整改", frozenset({Event.RECTIFY})),
    ("黄牌", frozenset({Event.YELLOW})), ("恢复", frozenset({Event.RESTORE})), ("认定", frozenset({Event.CONFIRM})),
    ("晋级", _GIVEN), ("继续参评", _KEPT), ("保留", _KEPT), ("合格", _KEPT), ("列入复查", None), ("复查对象", None),
    *((word, _GIVEN) for word in ("命名", "推荐", "授予", "候选", "表彰", "转化", "增补")),
)  # fmt: skip
"""The first word that a list's title has says which events would be as proposed; ``None`` leaves it open."""


def compare(notice: Notice, decision: Decision, kinds: Taxonomy) -> Outcome:
    """What became of each unit that the notice names, and who came in beside them."""
    decided: dict[str, list[_Decided]] = {}
    for listed in decision.lists:
        for entry in listed.entries:
            decided.setdefault(entry.unit, []).append((listed, entry))
    changes = [_change(listed, word, decided.get(word, ()), kinds) for listed in notice.lists for word in listed.units]
    told = [*(change for change in changes if change), *_added(notice, decided)]
    order = list(Difference)
    return Outcome(
        proposed=len(changes),
        agreed=changes.count(None),
        changes=tuple(sorted(told, key=lambda change: order.index(change.difference))),
        is_open=all(_meant(listed.title) is None for listed in notice.lists),
    )


def _change(listed: NoticeList, unit: str, decided: Sequence[_Decided], kinds: Taxonomy) -> Change | None:
    """``None`` when it is as proposed."""
    meant = _meant(listed.title)
    same = [found for found in decided if listed.level is None or found[0].level == listed.level]
    best = next((found for found in same if meant and found[0].event in meant), same[0] if same else None)
    difference = _difference(listed, meant, best, kinds)
    if difference is None:
        return None
    return Change(difference=difference, unit=unit, proposed=_proposed(listed), decided=_decided(best) if best else "")


def _difference(
    listed: NoticeList, meant: frozenset[Event] | None, best: _Decided | None, kinds: Taxonomy
) -> Difference | None:
    if best is None:
        return Difference.DROPPED
    event = best[0].event
    if meant is None:
        return Difference.UNFAVOURABLE if event in _BAD else None
    if event not in meant:
        return Difference.OTHER_RESULT
    is_other = meant is _GIVEN and "晋级" not in listed.title and _is_other_grade(listed, best, kinds)
    return Difference.OTHER_GRADE if is_other else None


def _is_other_grade(listed: NoticeList, best: _Decided, kinds: Taxonomy) -> bool:
    """Another rung of the kind's own ladder, or another kind; where words are not known nothing is said."""
    (given, entry), kind = best, listed.kind
    if kind is None or not entry.grade or entry.grade == kind.name:
        return False
    ladder = given.jurisdiction.ladder_of(entry.grade) or ()
    found = kinds.find(entry.grade)
    return kind.name in ladder or (found is not None and found != kind)


def _added(notice: Notice, decided: dict[str, list[_Decided]]) -> Iterator[Change]:
    """Whom the decision names though the notice did not; a higher body decides on those of other places too."""
    if any(word in listed.title for listed in notice.lists for word in ("推荐", "候选")):
        return
    named = {word for listed in notice.lists for word in listed.units}
    levels = {listed.level for listed in notice.lists}
    for unit, found in decided.items():
        best = next((one for one in found if None in levels or one[0].level in levels), None)
        if unit not in named and best is not None:
            yield Change(difference=Difference.ADDED, unit=unit, proposed="", decided=_decided(best))


def _meant(title: str) -> frozenset[Event] | None:
    return next((events for word, events in _MEANT if word in title), None)


def _proposed(listed: NoticeList) -> str:
    return f"{listed.title}{listed.kind.name if listed.kind else ''}"


def _decided(found: _Decided) -> str:
    listed, entry = found
    return f"{listed.event.value}{entry.title}{entry.prize}"
