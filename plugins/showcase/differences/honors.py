"""What happened to honours between two builds: their states, their proof, their events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as Names
from dataclasses import dataclass
from typing import Final

from showcase.differences.records import by_key, changed_fields, text
from showcase.differences.values import Change, FieldChange, Record, Tables

__all__ = ["honor_changes"]

_WORDS: Final = {
    "黄牌": "黄牌", "限期整改": "限期整改", "超期待复查": "超期", "已晋级": "转为已晋级", "届满": "届满",
    "撤销": "撤销", "终止": "终止", "有效": "恢复",
}  # fmt: skip
"""What a new state is called when it is news."""
_REVIEWS: Final = ("复查保留", "认定")
_DERIVED: Final = frozenset({"state", "verified", "current", "since", "due", "unit_name"})
_OF_AWARD: Final = frozenset({"term", "awarded", "awarded_iso", "by", "document", "title", "follows", "source"})
"""What a decision says better than the claim that it proves."""
_LOST: Final = "历史不应消失：是误删，还是改了等次、届次"


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both builds' honours by their id, with the events of each."""

    before: Mapping[str, Record]
    after: Mapping[str, Record]
    told: Mapping[str, Mapping[str, Record]]
    tells: Mapping[str, Mapping[str, Record]]


def honor_changes(old: Tables, new: Tables, gone: Names[str]) -> Iterator[Change]:
    """By id; ``gone`` are units that were taken back, and took their honours along."""
    sides = _Sides(by_key(old["honors"], "id"), by_key(new["honors"], "id"), _events(old), _events(new))
    successors = dict(_successors(sides))
    heirs = frozenset(successors.values())
    for key in sorted(sides.before.keys() | sides.after.keys()):
        was, now = sides.before.get(key), sides.after.get(key)
        if was is not None and now is not None:
            yield from _kept(sides, key, key)
        elif was is not None and key in successors:
            yield from _kept(sides, key, successors[key])
        elif was is not None:
            yield _lost(key, was, gone)
        elif now is not None and key not in heirs:
            yield _new(sides, key, now)


def _events(tables: Tables) -> Mapping[str, Mapping[str, Record]]:
    """By honour, then by id, in order of time."""
    found: dict[str, dict[str, Record]] = defaultdict(dict)
    for event in tables["events"]:
        found[text(event.get("honor"))][text(event.get("id"))] = event
    return found


def _successors(sides: _Sides) -> Iterator[tuple[str, str]]:
    """A claim without a term that a decision proved has another id now: it is not lost."""
    fresh: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in sorted(sides.after.keys() - sides.before.keys()):
        if sides.after[key].get("verified"):
            fresh[_kin(sides.after[key])].append(key)
    for key in sorted(sides.before.keys() - sides.after.keys()):
        candidates = fresh[_kin(sides.before[key])]
        if candidates and not sides.before[key].get("verified"):
            yield key, candidates.pop(0)


def _kin(honor: Record) -> tuple[str, ...]:
    """Unit, whose title, rung or title, holder."""
    rung = honor.get("grade") or honor.get("title")
    return tuple(text(word) for word in (honor.get("unit"), honor.get("jurisdiction"), rung, honor.get("holder")))


def _new(sides: _Sides, key: str, now: Record) -> Change:
    last = _last(sides.tells.get(key, {}))
    kind = "晋级" if last.get("event") == "晋级" else "新增"
    after = f"{text(now.get('state')) or text(now.get('holder'))}，{_proof(now)}"
    return _change(kind, key, now, after=after, document=_document(last) or text(now.get("document")))


def _lost(key: str, was: Record, gone: Names[str]) -> Change:
    is_with_unit = text(was.get("unit")) in gone
    before = text(was.get("state"))
    if is_with_unit:
        return _change("随单位撤下", key, was, before=before)
    return _change("减少", key, was, before=before, attention=_LOST)


def _kept(sides: _Sides, old_key: str, key: str) -> Iterator[Change]:
    """State first, then proof, then what was done to it, then what was corrected."""
    was, now = sides.before[old_key], sides.after[key]
    told, tells = sides.told.get(old_key, {}), sides.tells.get(key, {})
    last, fresh = _last(tells), [event for name, event in tells.items() if name not in told]
    is_moved = was.get("state") != now.get("state")
    if is_moved:
        yield _moved(key, was, now, last)
    is_proven = was.get("verified") != now.get("verified")
    if is_proven:
        yield _proven(key, was, now, last)
    if not is_moved and not is_proven:
        for event in fresh:
            yield _change(text(event.get("event")), key, now, after=text(event.get("date")), document=_document(event))
    fields = changed_fields("honors", was, now, _DERIVED | {"id"} | (_OF_AWARD if is_proven else frozenset()))
    fields = (*fields, *_corrected(told, tells))
    if fields:
        yield _change("修改", key, now, fields=fields)
    if not is_proven and any(name not in tells for name in told):
        yield _change("减少事项", key, now, before=_names(told, tells), attention="发生过的事不应消失")


def _moved(key: str, was: Record, now: Record, last: Record) -> Change:
    before, after = text(was.get("state")), text(now.get("state"))
    kind = _WORDS.get(after, "修改")
    if after == "有效" and last.get("event") in _REVIEWS:
        kind = text(last.get("event"))
    is_decided = kind not in ("超期", "届满", "转为已晋级")
    return _change(kind, key, now, before=before, after=after, document=_document(last) if is_decided else "")


def _proven(key: str, was: Record, now: Record, last: Record) -> Change:
    if now.get("verified"):
        return _change("核实", key, now, before=_proof(was), after=_proof(now), document=_document(last))
    attention = "原来有决定，现在没有了"
    return _change("失去核实", key, now, before=_proof(was), after=_proof(now), attention=attention)


def _corrected(told: Mapping[str, Record], tells: Mapping[str, Record]) -> Iterator[FieldChange]:
    """Columns of events that both builds tell."""
    for name, event in tells.items():
        if name in told:
            for field in changed_fields("events", told[name], event, {"honor", "unit"}):
                label = f"{text(event.get('date'))} {text(event.get('event'))}的{field.title}"
                yield FieldChange(label, field.before, field.after)


def _names(told: Mapping[str, Record], tells: Mapping[str, Record]) -> str:
    lost = (event for name, event in told.items() if name not in tells)
    return "、".join(f"{text(event.get('date'))} {text(event.get('event'))}" for event in lost)


def _change(kind: str, key: str, honor: Record, **more: object) -> Change:
    """Named by unit, term and title; a sub-unit's by its holder too."""
    holder = text(honor.get("holder"))
    whose = "" if holder == "本单位" else f"（{holder}）"
    name = f"{text(honor.get('unit_name'))}{whose}　{text(honor.get('term'))}{text(honor.get('title'))}"
    return Change(subject="称号", kind=kind, key=key, name=name, **more)  # type: ignore[arg-type]


def _last(events: Mapping[str, Record]) -> Record:
    return next(iter(list(events.values())[-1:]), {})


def _document(event: Record) -> str:
    return text(event.get("document"))


def _proof(honor: Record) -> str:
    return "已核实" if honor.get("verified") else "单位自报"
