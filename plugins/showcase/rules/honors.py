"""Where claims and decisions, or decisions among themselves, do not agree (requirements R43, R44, R49)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from showcase.diagnostics import Diagnostic, Location, suggest
from showcase.model.collection import Collection
from showcase.model.honors import HonorEvent, State, claim_event
from showcase.model.ledger import Conflict, Kind, Ledger, honor_ledgers
from showcase.model.office import GIVES, Decision, DecisionEntry, DecisionList, Event, Validity
from showcase.model.units import Honor, Unit
from showcase.model.vocabulary import Jurisdiction
from showcase.rules.found import error, warning

__all__ = ["chains", "claims", "conflicts", "documents", "former_names", "grades", "successions"]


def claims(collection: Collection) -> Iterator[Diagnostic]:
    """A claim that cites a decision must be on its lists and say what they say; so must one of a decided term."""
    numbers = {decision.number: decision for decision in collection.decisions if decision.number}
    decided: dict[str, list[tuple[DecisionList, DecisionEntry]]] = {}
    for decision in collection.decisions:
        for listed in decision.lists:
            for entry in listed.entries:
                decided.setdefault(entry.unit, []).append((listed, entry))
    for unit in collection.units:
        for honor in unit.honors:
            cited = numbers.get(honor.document)
            if cited is not None and honor.is_own:
                yield from _cited(unit, honor, cited)
            elif honor.is_own and honor.term and honor.grade:
                yield from _decided_otherwise(unit, honor, decided.get(unit.slug, []))


def _cited(unit: Unit, honor: Honor, decision: Decision) -> Iterator[Diagnostic]:
    found = [(li, entry) for li in decision.lists for entry in li.entries if entry.unit == unit.slug]
    if decision.publication.withdrawn is not None:
        message = f"{honor.document}已撤下，不能作为依据，请核对"
        yield warning(honor.location, message, "claim-not-decided")
    elif not found:
        message = f"{honor.document}的名单里没有{unit.short_name}，请核对文号"
        yield warning(honor.location, message, "claim-not-decided")
    elif not any(_agrees(honor, *item) for item in found):
        given = "、".join(dict.fromkeys(entry.title for _, entry in found))
        message = f"{honor.document}对{unit.short_name}决定的是“{given}”，与“{honor.title}”的级别、等次或届次不符"
        yield warning(honor.location, message, "claim-not-decided")
    elif honor.date.earliest and honor.date.latest and not honor.date.earliest <= decision.date <= honor.date.latest:
        message = f"{honor.document}的日期是 {decision.date}，这里写的是“{honor.date.written}”，请核对"
        yield warning(honor.location, message, "claim-not-decided")


def _agrees(honor: Honor, decided: DecisionList, entry: DecisionEntry) -> bool:
    """What a claim leaves open contradicts nothing."""
    return (
        honor.level == decided.level
        and honor.jurisdiction in (None, decided.jurisdiction)
        and honor.grade in ("", entry.grade)
        and (not honor.term or not entry.term or honor.term == entry.term)
    )


def _decided_otherwise(
    unit: Unit, honor: Honor, decided: list[tuple[DecisionList, DecisionEntry]]
) -> Iterator[Diagnostic]:
    """Another rung of the same ladder was given in that term, and not the one that is claimed."""
    ladder = claim_event(honor).rungs
    given = {
        entry.grade: entry.title
        for listed, entry in decided
        if listed.event in GIVES
        and listed.jurisdiction == honor.jurisdiction
        and entry.term == honor.term
        and entry.grade in ladder
    }
    if given and honor.grade not in given:
        message = f"{honor.term}对{unit.short_name}决定的是“{'、'.join(given.values())}”，与“{honor.title}”不符"
        yield warning(honor.location, message, "claim-not-decided")


def documents(collection: Collection) -> Iterator[Diagnostic]:
    """One 文号 is one document: units that cite it cannot give it different dates."""
    numbers = {decision.number for decision in collection.decisions}
    cited: dict[str, tuple[Honor, str]] = {}
    for unit in collection.units:
        for honor in unit.honors:
            if not honor.document or honor.document in numbers or not honor.date.is_known:
                continue
            first, path = cited.setdefault(honor.document, (honor, unit.source.path))
            here, there = honor.date, first.date
            if here.earliest > there.latest or there.earliest > here.latest:  # type: ignore[operator]
                message = f"{honor.document}在 {path} 里的日期是“{there.written}”，这里是“{here.written}”，请核对"
                yield warning(honor.location, message, "document-conflict")


def grades(collection: Collection) -> Iterator[Diagnostic]:
    """A title of a ladder without its rung would be missing from the roll."""
    for unit in collection.units:
        for honor in unit.honors:
            if honor.location.path in collection.faulty:
                continue  # the grade may be there, written wrong
            yield from _without_grade(honor.title, honor.grade, honor.jurisdiction, honor.location)
    for decision in collection.decisions:
        for n, listed in enumerate(decision.lists):
            plain = next((entry for entry in listed.entries if not entry.grade and not entry.prize), None)
            if plain is not None and decision.source.path not in collection.faulty:
                place = decision.source.at("lists", n, "title")
                yield from _without_grade(plain.title, "", listed.jurisdiction, place)


def _without_grade(title: str, grade: str, jurisdiction: Jurisdiction | None, place: Location) -> Iterator[Diagnostic]:
    known = jurisdiction.grades() if jurisdiction and not grade else ()
    meant = max((g for g in known if title.endswith(g)), key=len, default="")
    if meant:
        message = f"“{title}”没有写等次，不会列入光荣榜；是否漏了 grade: {meant}？"
        yield warning(place, message, "missing-grade")


def successions(collection: Collection) -> Iterator[Diagnostic]:
    """``follows`` names another honour of the same unit, and nothing follows itself."""
    for unit in collection.units:
        own = {honor.title: honor for honor in unit.honors if honor.is_own}
        for honor in unit.honors:
            if honor.follows and honor.follows not in own:
                hint = suggest(honor.follows, own) or "，应是本单位 honors 里另一项的 title"
                yield error(honor.location, f"没有荣誉“{honor.follows}”{hint}", "unknown-honor")
            elif honor.follows and honor.title in _before(own, honor.follows):
                yield error(honor.location, f"“{honor.title}”承接的是它自己，请核对 follows", "unknown-honor")


def chains(collection: Collection) -> Iterator[Diagnostic]:
    """``follows`` of a decision's list names a title that each of its units has, by a decision or in its own words."""
    titles: dict[str, set[str]] = {unit.slug: {honor.title for honor in unit.honors} for unit in collection.units}
    for decision in collection.decisions:
        for listed in decision.lists:
            for entry in listed.entries:
                titles.setdefault(entry.unit, set()).add(entry.title)
    for decision in collection.decisions:
        for n, listed in enumerate(decision.lists):
            lacking = [e.unit for e in listed.entries if listed.follows and listed.follows not in titles[e.unit]]
            if lacking:
                known = set().union(*(titles[slug] for slug in lacking))
                hint = suggest(listed.follows, known) or "，请核对 follows"
                message = f"{collection.name_of(lacking[0])}没有“{listed.follows}”{hint}"
                yield error(decision.source.at("lists", n, "follows"), message, "unknown-honor")


def _before(own: dict[str, Honor], title: str) -> set[str]:
    """A title and all from which the unit rose to it; a circle ends where it began."""
    found: set[str] = set()
    while title in own and title not in found:
        found.add(title)
        title = own[title].follows
    return found


def former_names(collection: Collection) -> Iterator[Diagnostic]:
    """Names in an order that can be told, and none of them the present one."""
    for unit in collection.units:
        seen: dict[str, int] = {}
        for n, former in enumerate(unit.former_names):
            place = unit.source.at("former_names", n)
            if former.name in (unit.name, unit.short_name):
                yield error(place, f"曾用名“{former.name}”就是现在的名称", "former-name")
            elif former.name in seen:
                yield error(place, f"曾用名“{former.name}”写了两次", "former-name")
            elif len(unit.former_names) > 1 and not (former.until and former.until.is_known):
                yield error(place, "改名不止一次时，每个曾用名都要写明 until（用到哪一年）", "former-name")
            elif former.until and former.until.latest in [
                f.until.latest for f in unit.former_names[:n] if f.until and f.until.is_known
            ]:
                yield error(place, f"两个曾用名都用到{former.until.display}，分不出先后", "former-name")
            seen[former.name] = n


# --- decisions among themselves ------------------------------------------------------------------


def conflicts(collection: Collection) -> Iterator[Diagnostic]:
    """What the fold could not fit, titles without any force behind them, renamings without a former name."""
    for slug, ledger in honor_ledgers(collection, dt.date.max).items():
        unit = collection.unit(slug)
        for conflict in ledger.conflicts:
            yield from _conflict(conflict)
        if unit is not None:
            yield from _repealed(ledger)
            yield from _renamed(unit, ledger)
            yield from _claimed_again(ledger)


def _conflict(conflict: Conflict) -> Iterator[Diagnostic]:
    event, other = conflict.event, conflict.other
    title = f"“{event.title}”"
    before = f"{_cite(other)}的“{other.event.value}”" if other else ""
    place = event.location
    match conflict.kind:
        case Kind.NO_AWARD:
            message = f"{title}还没有授予，就有了“{event.event.value}”；请补上授予的决定，或在单位的 honors 里写明"
            yield warning(place, message, "honor-order")
        case Kind.LATE_AWARD:
            message = f"{title}在 {event.date.written} 已有“{event.event.value}”，授予却在其后（{before}），请核对日期"
            yield warning(place, message, "honor-order")
        case Kind.AFTER_END:
            message = f"{title}已有{before}，不能再“{event.event.value}”；恢复称号请写“恢复”"
            yield error(place, message, "honor-ended")
        case Kind.GIVEN_AGAIN:
            message = f"{event.term}{title}已有{before}，同一届不能再授予；恢复称号请写“恢复”"
            yield error(place, message, "honor-ended")
        case Kind.WRONG_RUNG:
            held = f"“{other.title}”（{_cite(other)}）" if other else "另一等次"
            message = f"单位持有的是{held}，不是{title}，“{event.event.value}”没有对象；请核对等次"
            yield error(place, message, "honor-rung")
        case Kind.PAST:
            message = f"{title}已由后来的称号接替，不能再“{event.event.value}”；请核对届次和等次"
            yield error(place, message, "honor-ended")
        case Kind.NOTHING_BELOW:
            message = f"写的是晋级到{title}，但没有更低等次可晋级；首次授予请写“授予”，从别的范围升上来请写 follows"
            yield warning(place, message, "honor-order")
        case Kind.NOTHING_TO_RESTORE:
            yield warning(place, f"{title}一直有效（{before}），没有什么可恢复", "honor-conflict")
        case Kind.LOWER_RUNG:
            yield warning(place, f"本届已有更高等次（{before}），这里又授予{title}，请核对", "honor-conflict")
        case Kind.SAME_DAY:
            message = f"同一天对{title}已有{before}，这里又“{event.event.value}”；先后按文号和名单的次序，请核对"
            yield warning(place, message, "honor-conflict")


def _cite(event: HonorEvent) -> str:
    return event.decision.name if event.decision else f"{event.date.display}单位自报"


def _repealed(ledger: Ledger) -> Iterator[Diagnostic]:
    """A title in force behind which only repealed decisions stand."""
    for honor in ledger.honors:
        proofs = [event for event in honor.events if event.decision]
        standing = [e for e in proofs if e.decision and e.decision.validity is not Validity.REPEALED]
        if proofs and not standing and honor.is_current:
            message = f"{_cite(proofs[-1])}已废止，“{honor.title}”只以它为依据，却仍在册；请核对"
            yield warning(proofs[-1].location, message, "repealed-decision")


def _claimed_again(ledger: Ledger) -> Iterator[Diagnostic]:
    """What only the unit says after its title was taken away, and nothing given it since."""
    decided = [honor for honor in ledger.honors if honor.is_verified and honor.is_title]
    for claim in (h for h in ledger.honors if h.is_current and not h.is_verified):
        own = [h for h in decided if h.rungs == claim.rungs and h.jurisdiction == claim.jurisdiction]
        ended = [h for h in own if h.state in (State.REVOKED, State.ENDED)]
        if ended and not any(h.state.counts for h in own):
            what = f"{_cite(ended[-1].last)}已“{ended[-1].state.value}”同一称号，此后没有授予或恢复的决定"
            yield warning(claim.award.location, f"{what}；自报的“{claim.title}”请核对", "claim-not-decided")


def _renamed(unit: Unit, ledger: Ledger) -> Iterator[Diagnostic]:
    """认定 confirms a title under a new name: readers look for the former one."""
    for honor in ledger.honors:
        for event in honor.events[1:]:
            if event.event is Event.CONFIRM and not unit.former_names:
                message = f"“{unit.short_name}”经认定保留称号，请在它的 former_names 写原名，读者才找得到"
                yield warning(event.location, message, "former-name")
