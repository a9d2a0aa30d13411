"""Who applies, and shares of stated denominators (requirements R58, R60, DOMAIN.md §1.15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from showcase.model.collection import Collection
from showcase.model.denominators import Count, Denominator
from showcase.model.honors import HonorState
from showcase.model.notice_life import lives_of
from showcase.model.office import ApplicationType, Notice, NoticeList
from showcase.model.statistics import Holding
from showcase.model.units import Unit
from showcase.model.vocabulary import Term

__all__ = ["Application", "Share", "applications", "percent", "shares"]


# --- applications --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """A unit that notices of a year name as applying, counted once (requirement R60)."""

    year: int
    type: ApplicationType
    level: Term | None
    kind: Term | None
    name: str
    """Slug of the unit, or its bare name while it has no page."""
    date: dt.date
    """Of the latest such notice."""
    is_open: bool
    """No decision has followed yet."""


def applications(collection: Collection, today: dt.date) -> tuple[Application, ...]:
    """Of all notices up to a day; one that two notices of a year name is one."""
    found: dict[Hashable, Application] = {}
    lives = lives_of(collection.notices, collection.decisions)
    for notice in sorted(collection.notices, key=lambda n: (n.date, n.slug)):
        if notice.date <= today and notice.publication.withdrawn is None:
            for one in _applications(collection, notice, is_open=lives[notice.slug].result is None):
                found[one.year, one.type, one.level, one.kind, one.name] = one
    return tuple(found.values())


def _applications(collection: Collection, notice: Notice, *, is_open: bool) -> Iterator[Application]:
    for listed in notice.lists:
        if listed.application is not None:
            for name in listed.units:
                yield Application(
                    year=notice.date.year,
                    type=listed.application,
                    level=listed.level,
                    kind=_kind(listed, collection.unit(name)),
                    name=name,
                    date=notice.date,
                    is_open=is_open,
                )


def _kind(listed: NoticeList, unit: Unit | None) -> Term | None:
    return listed.kind or (unit.kind if unit else None)


# --- shares --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a stated whole."""

    stated: Denominator
    part: int
    whole: int
    unclear: int
    """Names on notices that have no page yet, so that nobody can say whether they belong to the part."""


def shares(
    collection: Collection, holding: Holding, applied: Iterable[Application], stated: Iterable[Denominator]
) -> tuple[Share, ...]:
    """Every share that the office asks for."""
    applied = tuple(applied)
    return tuple(_share(collection, holding, applied, one) for one in stated)


def _share(
    collection: Collection, holding: Holding, applied: tuple[Application, ...], stated: Denominator
) -> Share:  # fmt: skip
    part, unclear = _count(collection, holding, applied, stated.count)
    whole = _count(collection, holding, applied, stated.of)[0] if stated.of else stated.value or 0
    return Share(stated, part, whole, unclear)


def _count(
    collection: Collection, holding: Holding, applied: tuple[Application, ...], count: Count
) -> tuple[int, int]:  # fmt: skip
    """How many units, and how many names of which nobody can say."""
    if count.application is not None:
        names = {a.name for a in applied if _applies(a, count)}
        units = {name: collection.unit(name) for name in names}
        asks = count.asks_of_units(next(iter(collection.config.regions.find(collection.config.site.place)), None))
        unclear = sum(unit is None for unit in units.values()) if asks else 0
        return sum(_fits(unit, count) if unit else not asks for unit in units.values()), unclear
    if count.all_units:
        shown = (unit for unit in collection.units if unit.publication.withdrawn is None)
        return sum(_fits(u, count) and (not count.kinds or u.kind in count.kinds) for u in shown), 0
    held = {state.unit.slug for state in holding.held if _is_counted(state, count)}
    return len(held), 0


def _applies(application: Application, count: Count) -> bool:
    since = count.since.earliest if count.since else None
    return (
        application.type is count.application
        and (not count.kinds or application.kind in count.kinds)
        and (not count.levels or application.level in count.levels)
        and (since is None or application.date >= since)
    )


def _is_counted(state: HonorState, count: Count) -> bool:
    since = count.since.earliest if count.since else None
    given = state.award.date.earliest
    return (
        (not count.kinds or state.unit.kind in count.kinds)
        and (not count.levels or state.level in count.levels)
        and (since is None or (given is not None and given >= since))
        and _fits(state.unit, count)
    )


def _fits(unit: Unit, count: Count) -> bool:
    """What the unit itself says of whose it is and where."""
    return (
        (not count.ownership or unit.ownership in count.ownership)
        and (not count.sectors or unit.sector in count.sectors)
        and (not count.systems or unit.system in count.systems)
        and (count.region is None or unit.region.is_within(count.region))
    )


def percent(part: int, whole: int) -> str:
    """``19.1%``: half up, one decimal; two under 2 %, where one would say too little (1.35 %); 0% and 100% bare."""
    if part in (0, whole) or not whole:
        return "0%" if not part else "100%"
    decimals = 2 if 100 * part < 2 * whole else 1
    scaled = (2 * part * 10 ** (decimals + 2) + whole) // (2 * whole)
    return f"{scaled / 10**decimals:.{decimals}f}%"
