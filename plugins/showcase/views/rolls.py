"""The honour roll: level → grade → kind → region, with counts (requirement R57)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from showcase.model.honors import HonorState, State
from showcase.model.vocabulary import Term
from showcase.views.parts import HOME, Badge, Context, Crumb, ViewPage, best_state, state_badge

__all__ = ["RollView", "roll_pages"]

T = TypeVar("T")
K = TypeVar("K")
_UNPROVEN: Final = Badge("未核实", "")
"""What no decision says has no state that could be told."""
_WALL_LIMIT: Final = 24
"""More names than this do not fit a wall of vertical plaques; the tables have them all."""
_FEW: Final = 4
_MANY: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class RollRow:
    """One title of one unit."""

    name: str
    url: str
    region: str
    title: str
    term: str
    basis: str
    """文号, or who gave it as the unit says; empty when nothing is stated."""
    basis_url: str
    date: str
    is_verified: bool
    state: Badge


@dataclass(frozen=True, slots=True)
class RollRegion:
    """Titles of one region; with no rows it is an honest zero."""

    name: str
    rows: tuple[RollRow, ...]


@dataclass(frozen=True, slots=True)
class RollKind:
    """Titles of one kind of unit."""

    name: str
    count: int
    regions: tuple[RollRegion, ...]

    @property
    def rows(self) -> tuple[RollRow, ...]:
        """All rows, region by region."""
        return tuple(row for region in self.regions for row in region.rows)


@dataclass(frozen=True, slots=True)
class RollGrade:
    """Titles of one rung; ``id`` is its anchor."""

    name: str
    id: str
    count: int
    kinds: tuple[RollKind, ...]


@dataclass(frozen=True, slots=True)
class RegionCount:
    """How many titles of a level are held in a region; zero is shown."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RollLevel:
    """Titles of one level."""

    name: str
    id: str
    css: str
    count: int
    unit_count: int
    verified: int
    summary: str
    regions: tuple[RegionCount, ...]
    grades: tuple[RollGrade, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RollStep:
    """A level in the index at the top of the page; without titles it has no anchor but is still shown."""

    name: str
    id: str
    count: int


@dataclass(frozen=True, slots=True)
class WallKind:
    """Names on the wall under one hairline."""

    name: str
    units: tuple[Crumb, ...]


@dataclass(frozen=True, slots=True)
class Wall:
    """The highest level that anybody holds, as vertical plaques."""

    level: str
    count: int
    kinds: tuple[WallKind, ...]
    rest: int
    """Names that did not fit."""
    css: str
    """few (up to four names), many (more than twelve), or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollView:
    """``/honors/``."""

    as_of: str
    wall: Wall | None
    index: tuple[RollStep, ...]
    levels: tuple[RollLevel, ...]
    count: int
    """All counted titles."""
    ended: tuple[RollRow, ...]
    """撤销, 终止: in a section of their own and not counted."""
    claims: int
    """Counted titles that only the unit states."""


def roll_pages(context: Context) -> Iterator[ViewPage]:
    """The roll as of today."""
    yield ViewPage(
        url="honors/",
        template="roll.html",
        title="光荣榜",
        description=f"各级文明单位称号，按级别、等次、类别、地区排列，截至{context.today:%Y年%-m月%-d日}",
        view=roll_view(context),
        crumbs=(Crumb(HOME, ""), Crumb("光荣榜")),
        section="honors/",
        feed="decisions",
    )


def roll_view(context: Context) -> RollView:
    """Everything on the roll on the context's day."""
    shown = {unit.slug for unit in context.units}
    states = [state for slug, held in context.honors.items() if slug in shown for state in held]
    counted = [state for state in states if state.is_current]
    levels = tuple(_levels(context, counted))
    ended = [state for state in states if state.is_title and state.state in (State.REVOKED, State.ENDED)]
    return RollView(
        as_of=f"{context.today:%Y年%-m月%-d日}",
        wall=_wall(context, counted),
        index=tuple(_index(context, levels)),
        levels=levels,
        count=len(counted),
        ended=tuple(_row(s) for s in sorted(ended, key=lambda s: s.last.date.sort_key, reverse=True)),
        claims=sum(not state.is_verified for state in counted),
    )


def _index(context: Context, levels: Iterable[RollLevel]) -> Iterator[RollStep]:
    """All levels from the highest to the lowest."""
    known = {level.name: level for level in levels}
    for term in context.collection.config.taxonomies.levels:
        level = known.get(term.name)
        yield RollStep(name=term.name, id=level.id if level else "", count=level.count if level else 0)


def _levels(context: Context, states: Iterable[HonorState]) -> Iterator[RollLevel]:
    for level, held in _grouped(states, lambda s: s.level, lambda level: level.order):
        grades = tuple(_grades(context, level, held))
        yield RollLevel(
            name=level.name,
            id=f"s-{level.slug}",
            css=("nat", "pro", "cit", "cou")[min(level.order, 3)],
            count=len(held),
            unit_count=len({state.unit.slug for state in held}),
            verified=sum(state.is_verified for state in held),
            summary="，".join(f"{grade.name} {grade.count}" for grade in grades),
            regions=tuple(_region_counts(context, held)),
            grades=grades,
        )


def _region_counts(context: Context, states: Iterable[HonorState]) -> Iterator[RegionCount]:
    """Every region that has a unit on this site, in the office's order."""
    counts = Counter(state.unit.region.code for state in states)
    used = {unit.region.code for unit in context.units}
    regions = context.collection.config.regions
    for region in regions.all:
        if region.code in used:
            yield RegionCount(regions.label(region), counts[region.code])


def _grades(context: Context, level: Term, states: Iterable[HonorState]) -> Iterator[RollGrade]:
    """Higher rungs first; within a rung in the order in which the ladders are written."""
    ladder = [g for j in context.collection.config.taxonomies.jurisdictions for g in j.grades()]

    def height(grade: str) -> tuple[int, int]:
        rung = max(s.rung for s in held if s.grade == grade)
        return (-rung, ladder.index(grade) if grade in ladder else len(ladder))

    held = list(states)
    for number, (grade, rows) in enumerate(_grouped(held, lambda s: s.grade, height), 1):
        kinds = tuple(_kinds(context, rows))
        yield RollGrade(grade, f"s-{level.slug}-{number}", len(rows), kinds)


def _kinds(context: Context, states: Iterable[HonorState]) -> Iterator[RollKind]:
    for kind, rows in _grouped(states, lambda s: s.unit.kind, lambda kind: kind.order):
        yield RollKind(kind.name, len(rows), tuple(_regions(rows)))


def _regions(states: Iterable[HonorState]) -> Iterator[RollRegion]:
    for region, held in _grouped(states, lambda s: s.unit.region, lambda region: region.order):
        rows = sorted(held, key=lambda s: (s.unit.pinyin, s.unit.slug, s.term))
        yield RollRegion(region.name, tuple(_row(state) for state in rows))


def _row(state: HonorState) -> RollRow:
    proof = state.proof
    basis = proof.decision.name if proof and proof.decision else "、".join(state.award.by)
    return RollRow(
        name=state.unit.short_name,
        url=state.unit.url,
        region=state.unit.region.name,
        title=state.title,
        term=state.term or state.award.date.display,
        basis=basis,
        basis_url=proof.decision.url if proof and proof.decision else "",
        date=state.last.date.display,
        is_verified=state.is_verified,
        state=state_badge(state.state) if state.is_verified else _UNPROVEN,
    )


def _wall(context: Context, states: Iterable[HonorState]) -> Wall | None:
    """Names of units whose best title has the highest level; nothing but names on the wall."""
    best = [b for unit in context.units if (b := best_state(context, unit)) is not None and b.is_verified]
    if not best:
        return None
    level = min((state.level for state in best), key=lambda level: level.order)
    held = [state for state in best if state.level == level]
    shown = sorted(held, key=lambda s: (s.unit.kind.order, -s.rung, s.unit.region.order, s.unit.pinyin))[:_WALL_LIMIT]
    kinds = (
        WallKind(kind.name, tuple(Crumb(state.unit.short_name, state.unit.url) for state in rows))
        for kind, rows in _grouped(shown, lambda s: s.unit.kind, lambda kind: kind.order)
    )
    css = "few" if len(shown) <= _FEW else "many" if len(shown) > _MANY else ""
    return Wall(level.name, len(held), tuple(kinds), len(held) - len(shown), css)


def _grouped(items: Iterable[T], key: Callable[[T], K], order: Callable[[K], object]) -> list[tuple[K, list[T]]]:
    """Groups by key in the order of the keys; items keep their own order."""
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return sorted(groups.items(), key=lambda group: order(group[0]))  # type: ignore[arg-type,return-value]
