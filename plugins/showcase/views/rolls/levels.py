"""Level → grade → kind → region: the part that most rolls have in common (requirement R57)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from showcase.model.vocabulary import Region, Term
from showcase.views.parts import Context, level_css
from showcase.views.rolls.cuts import Count, region_url
from showcase.views.rolls.rows import Line, RollRow, grouped, units_of

__all__ = ["Place", "RollGrade", "RollKind", "RollLevel", "RollRegion", "region_counts", "roll_levels"]

_MANY_REGIONS: Final = 40
"""More regions than this are counted by the regions above them."""


@dataclass(frozen=True, slots=True)
class RollRegion:
    """Titles of one region."""

    name: str
    count: int
    rows: tuple[RollRow, ...]


@dataclass(frozen=True, slots=True)
class RollKind:
    """Titles of one kind of unit."""

    name: str
    count: int
    regions: tuple[RollRegion, ...]


@dataclass(frozen=True, slots=True)
class RollGrade:
    """Titles of one rung; ``id`` is its anchor. Without kinds it is only counted here."""

    name: str
    id: str
    count: int
    kinds: tuple[RollKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RollLevel:
    """Titles of one level."""

    name: str
    id: str
    url: str
    """Its own page."""
    css: str
    count: int
    unit_count: int
    verified: int
    regions: tuple[Count, ...]
    kinds: tuple[Count, ...]
    grades: tuple[RollGrade, ...]
    is_split: bool
    """Too long for this page: only counted here; regions hold the rows."""
    rest: str = ""
    """Where the rows are, in words."""
    is_continued: bool = False
    """It began on an earlier page."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page counts: ``within`` a region, or everywhere; without links where they would tell of another day."""

    used: frozenset[tuple[str, ...]]
    """Paths of all regions that have units."""
    within: Region | None = None
    has_links: bool = True


def roll_levels(
    context: Context, lines: Iterable[Line], place: Place, *, limit: int, rest: str
) -> tuple[RollLevel, ...]:
    """Lines by level, highest first; a level of more than ``limit`` is counted, its rows stand elsewhere (``rest``)."""
    groups = grouped(lines, lambda line: line.honor.level, lambda level: level.order)
    return tuple(_level(context, level, held, limit, rest, place) for level, held in groups)


def _level(context: Context, level: Term, held: list[Line], limit: int, rest: str, place: Place) -> RollLevel:
    is_split = len(held) > limit
    grades = tuple(_grades(context, level, held, is_split))
    return RollLevel(
        name=level.name,
        id=f"s-{level.slug}",
        url=f"honors/levels/{level.slug}/",
        css=level_css(level),
        count=len(held),
        unit_count=units_of(held),
        verified=sum(line.row.is_verified for line in held),
        regions=region_counts(context, held, place, f"#s-{level.slug}"),
        kinds=tuple(_kind_counts(context, level, held, place)) if is_split else (),
        grades=grades,
        is_split=is_split,
        rest=rest,
    )


def _kind_counts(context: Context, level: Term, held: Iterable[Line], place: Place) -> Iterator[Count]:
    counts = Counter(line.unit.kind for line in held)
    for kind in context.collection.config.taxonomies.kinds:
        leads = place.has_links and counts[kind]
        yield Count(kind.name, f"honors/kinds/{kind.slug}/#s-{level.slug}" if leads else "", counts[kind])


def region_counts(context: Context, lines: Iterable[Line], place: Place, anchor: str = "") -> tuple[Count, ...]:
    """Every region that has a unit, in the office's order, zeros too; nothing for a region without parts."""
    regions = context.collection.config.regions
    above = place.within.path if place.within else ()
    used = {path for path in place.used if path[: len(above)] == above}
    if len(used) < 2 and place.within:
        return ()
    depth = _depth(used)
    shown = {path[:depth] for path in used}
    held = Counter(line.unit.region.path[:depth] for line in lines)
    return tuple(
        Count(
            regions.label(region),
            f"{region_url(region)}{anchor}" if place.has_links and held[region.path] and region != place.within else "",
            held[region.path],
        )
        for region in regions.all
        if region.path in shown
    )


def _depth(paths: Iterable[tuple[str, ...]]) -> int:
    """How deep the tree can be told without naming too many regions."""
    used = set(paths)
    deepest = max((len(path) for path in used), default=1)
    fitting = (d for d in range(deepest, 1, -1) if len({path[:d] for path in used}) <= _MANY_REGIONS)
    return next(fitting, 1)


def _grades(context: Context, level: Term, held: list[Line], is_split: bool) -> Iterator[RollGrade]:
    """Higher rungs first; within a rung in the order in which the ladders are written."""
    ladder = [g for j in context.collection.config.taxonomies.jurisdictions for g in j.grades()]
    places = {grade: number for number, grade in reversed(list(enumerate(ladder)))}
    rungs: dict[str, int] = {}
    for line in held:
        rungs[line.honor.grade] = max(rungs.get(line.honor.grade, 0), line.honor.rung)
    by_grade = grouped(held, lambda line: line.honor.grade, lambda g: (-rungs[g], places.get(g, len(ladder))))
    for number, (grade, lines) in enumerate(by_grade, 1):
        kinds = () if is_split else tuple(_kinds(context, lines))
        yield RollGrade(grade, f"s-{level.slug}-{number}", len(lines), kinds)


def _kinds(context: Context, lines: Iterable[Line]) -> Iterator[RollKind]:
    label = context.collection.config.regions.label
    for kind, held in grouped(lines, lambda line: line.unit.kind, lambda kind: kind.order):
        by_region = grouped(held, lambda line: line.unit.region, lambda region: region.order)
        regions = tuple(
            RollRegion(label(region), len(rows), tuple(line.row for line in rows)) for region, rows in by_region
        )
        yield RollKind(kind.name, len(held), regions)
