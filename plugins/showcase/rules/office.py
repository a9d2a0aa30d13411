"""What is wrong with the office's texts: lists, dates, references."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.diagnostics import Diagnostic, suggest
from showcase.model.collection import Collection
from showcase.model.notice_life import stated_days
from showcase.model.office import Decision, Event, Notice
from showcase.model.workdays import CountedFrom
from showcase.rules.found import error, warning

__all__ = ["compilations", "decisions", "notices"]


def decisions(collection: Collection) -> Iterator[Diagnostic]:
    """A number is given once; a list names a unit once."""
    numbers: dict[str, str] = {}
    for decision in collection.decisions:
        yield from _number(decision, numbers)
        yield from _quotas(decision)
        seen: set[tuple[Event, str, str, str]] = set()
        for decided in decision.lists:
            for entry in decided.entries:
                key = (decided.event, f"{entry.title}{entry.prize}", entry.term, entry.unit)
                if key in seen:
                    yield error(entry.location, f"单位“{entry.unit}”在名单里重复", "duplicate-entry")
                seen.add(key)


def _number(decision: Decision, numbers: dict[str, str]) -> Iterator[Diagnostic]:
    place = decision.source.at("number")
    if not decision.number:
        revokes = any(listed.event is Event.REVOKE for listed in decision.lists)
        what = "撤销称号的决定没有文号，读者无从核实" if revokes else "决定没有文号"
        yield warning(place, f"{what}；确实没有可写入 accepted", "missing-number")
    elif decision.number in numbers:
        yield error(place, f"文号“{decision.number}”与 {numbers[decision.number]} 相同", "duplicate-number")
    numbers.setdefault(decision.number, decision.source.path)


def _quotas(decision: Decision) -> Iterator[Diagnostic]:
    """名额 is compared with the list, never corrected."""
    for n, listed in enumerate(decision.lists):
        if listed.quota is not None and listed.quota != len(listed.entries):
            message = f"名额是 {listed.quota}，名单里有 {len(listed.entries)} 家，请核对；确实无误可写入 accepted"
            yield warning(decision.source.at("lists", n, "quota"), message, "prize-quota")


def notices(collection: Collection) -> Iterator[Diagnostic]:
    """Dates in order; stated working days are compared, never corrected (DOMAIN.md §3.1)."""
    slugs = {decision.slug: decision for decision in collection.decisions}
    for notice in collection.notices:
        at = notice.source.at
        if notice.ends <= notice.starts:
            yield error(at("closes"), _backwards(notice), "notice-dates")
        elif notice.working_days is not None:
            yield from _working_days(collection, notice)
        if notice.date > notice.opens:
            message = f"落款日期 {notice.date} 晚于公示开始日 {notice.opens}"
            yield warning(at("date"), message, "notice-dates")
        yield from _out_of_step(notice, slugs.get(notice.outcome))
        yield from _listed_twice(collection, notice)
        broken = any(path.endswith(f"/decisions/{notice.outcome}.md") for path in collection.faulty)
        if notice.outcome and notice.outcome not in slugs and not broken:
            hint = suggest(notice.outcome, sorted(slugs)) or "，应形如 decisions/文件名"
            yield error(at("outcome"), f"没有决定“{notice.outcome}”{hint}", "unknown-decision")


def _out_of_step(notice: Notice, outcome: Decision | None) -> Iterator[Diagnostic]:
    """Nobody can object to what is not to be read yet, or is decided already."""
    publish = notice.publication.publish
    if publish is not None and publish > notice.starts:
        message = f"公示 {notice.starts:%Y-%m-%d %H:%M} 开始，{publish:%Y-%m-%d %H:%M} 才发布，请核对"
        yield warning(notice.source.at("publish"), message, "notice-dates")
    if outcome is not None and outcome.date < notice.closes:
        message = f"公示 {notice.closes} 才截止，{outcome.name}的日期是 {outcome.date}，请核对；确实无误可写入 accepted"
        yield warning(notice.source.at("outcome"), message, "notice-dates")


def _listed_twice(collection: Collection, notice: Notice) -> Iterator[Diagnostic]:
    """Proposed and to be revoked at once; within one list a unit is found when it is read. A unit may well apply for
    titles of two kinds or levels."""
    seen: dict[tuple[str, str, str], str] = {}
    for n, listed in enumerate(notice.lists):
        kind, level = (term.name if term else "" for term in (listed.kind, listed.level))
        for word in listed.units:
            before = seen.setdefault((word, kind, level), listed.title)
            if before != listed.title:
                what = f"“{collection.name_of(word)}”既在“{before}”又在“{listed.title}”"
                yield warning(notice.source.at("lists", n), f"{what}，请核对；确实无误可写入 accepted", "listed-twice")


def _backwards(notice: Notice) -> str:
    if notice.closes != notice.opens:
        return f"截止日 {notice.closes} 早于开始日 {notice.opens}"
    return f"截止时间 {notice.ends:%H:%M} 不晚于开始时间 {notice.starts:%H:%M}，这一天没有公示"


def _working_days(collection: Collection, notice: Notice) -> Iterator[Diagnostic]:
    """Both figures are told, and what else may be the matter; which of the two is wrong only the office knows."""
    config = collection.config
    usual = config.site.counted_from
    counted = stated_days(notice, config.calendar, usual)
    if counted.days == notice.working_days:
        return
    how = notice.counted_from or usual
    other = CountedFrom.SAME_DAY if how is CountedFrom.NEXT_DAY else CountedFrom.NEXT_DAY
    is_other = config.calendar.count(notice.opens, notice.closes, other).days == notice.working_days
    message = (
        f"写的是 {notice.working_days} 个工作日，从日期算是 {counted.days} 个（从{how.value}起算"
        f"{'，' * bool(counted.note)}{counted.note}）"
        f"{f'；从{other.value}起算正好，可能漏写了 counted_from: {other.value}' if is_other else ''}"
        "，请核对；确实无误可写入 accepted"
    )
    yield warning(notice.source.at("working_days"), message, "working-days")


def compilations(collection: Collection) -> Iterator[Diagnostic]:
    """Items name articles that exist, each once in a volume."""
    known = collection.article_names
    for compilation in collection.compilations:
        seen: set[str] = set()
        for part in compilation.parts:
            for item in part.items:
                if collection.article(item.article) is None:
                    if _is_broken(collection, item.article):
                        continue
                    hint = suggest(item.article, known) or "，应形如 单位文件夹/材料文件名"
                    yield error(item.location, f"没有材料“{item.article}”{hint}", "unknown-article")
                elif item.article in seen:
                    yield error(item.location, f"材料“{item.article}”在本辑里重复", "duplicate-entry")
                seen.add(item.article)


def _is_broken(collection: Collection, article: str) -> bool:
    """The article is there, but its file or its unit has errors, which are told already."""
    return any(path.endswith(f"/{article}.md") for path in collection.faulty)
