"""Counting: cross tables, the stock, years, terms (requirements R57–R59, DOMAIN.md §1.15).

Pure arithmetic over a :class:`Collection` and its honours; every count is one pass. What a title is
worth on a day is asked of :class:`HonorState` alone.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Generic, TypeVar

from showcase.model.collection import Collection
from showcase.model.dates import PartialDate
from showcase.model.honors import HonorState, State
from showcase.model.vocabulary import Jurisdiction, Region, Term

__all__ = [
    "Cross",
    "Holding",
    "Tally",
    "TermOfOffice",
    "Year",
    "cross",
    "stock",
    "tallies",
    "terms",
    "years",
]

T = TypeVar("T")
R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)
_UNSAID: Final = 1_000_000
_EXACT: Final = 2
"""Precision of a date that tells its year: a span of years does not."""


# --- cross tables --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cross(Generic[R, C]):
    """Things counted by two of their sides; a pair that nothing has is 0, never missing (requirement R59)."""

    rows: tuple[R, ...]
    columns: tuple[C, ...]
    counts: Mapping[tuple[R, C], int]

    def at(self, row: R, column: C) -> int:
        """One cell."""
        return self.counts.get((row, column), 0)

    def row(self, row: R) -> int:
        """Total of a row."""
        return sum(self.at(row, column) for column in self.columns)

    def column(self, column: C) -> int:
        """Total of a column."""
        return sum(self.at(row, column) for row in self.rows)

    @property
    def total(self) -> int:
        """All that was counted."""
        return sum(self.counts.values())

    @property
    def zeros(self) -> int:
        """Cells that nothing has."""
        return len(self.rows) * len(self.columns) - len(self.counts)

    @property
    def empty_rows(self) -> tuple[R, ...]:
        """Rows with nothing in any cell."""
        return tuple(row for row in self.rows if not self.row(row))


def cross(
    things: Iterable[T], row: Callable[[T], R], column: Callable[[T], C], rows: Iterable[R], columns: Iterable[C]
) -> Cross[R, C]:
    """A cross table of these rows and columns, and of any other that a thing has, at the end."""
    counts = Counter((row(thing), column(thing)) for thing in things)
    all_rows = dict.fromkeys((*rows, *(r for r, _ in counts)))
    all_columns = dict.fromkeys((*columns, *(c for _, c in counts)))
    return Cross(tuple(all_rows), tuple(all_columns), counts)


# --- what is on the roll -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Holding:
    """What the shown units have: ``best`` their highest title each, ``held`` all titles on the roll,
    ``titles`` every title that ever was, whatever its state."""

    best: tuple[HonorState, ...]
    held: tuple[HonorState, ...]
    titles: tuple[HonorState, ...]

    @property
    def verified(self) -> int:
        """Titles on the roll that a decision proves."""
        return sum(state.is_verified for state in self.held)

    @property
    def undated(self) -> int:
        """Titles on the roll of which nobody says since when: they stand outside every year."""
        return sum(_is_undated(state) for state in self.held)

    @property
    def vague(self) -> int:
        """Titles, whatever their state, that count in some year's stock while the year of their award is not known."""
        dated = (s for s in self.titles if any(change.since is not None for change in s.changes))
        return sum(_year_given(state) is None for state in dated)

    def given_in(self, year: int) -> int:
        """Titles newly given in a year."""
        return sum(_year_given(state) == year for state in self.titles)


def stock(collection: Collection, honors: Mapping[str, tuple[HonorState, ...]]) -> Holding:
    """One pass over the honours; units that were taken back are not counted."""
    best, held, titles = [], [], []
    for unit in collection.units:
        if unit.publication.withdrawn is None:
            own = [state for state in honors.get(unit.slug, ()) if state.is_title]
            current = [state for state in own if state.is_current]
            titles += own
            held += current
            if current:
                best.append(min(current, key=lambda state: state.height))
    return Holding(tuple(best), tuple(held), tuple(titles))


# --- years ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What happened to titles in a year, and how many were on the roll at its end, by level."""

    year: int
    given: Mapping[Term, int]
    again: int
    """Of those given, how many to a unit that held a title of the same ladder the day before (连任)."""
    stock: Mapping[Term, int]
    revoked: int
    ended: int
    past: int
    """Superseded by a higher title, or concluded with their term."""


def years(titles: Sequence[HonorState], today: dt.date) -> tuple[Year, ...]:
    """Every year from the first that anything is known of to that of ``today``.

    The stock of a year is what :meth:`HonorState.on` its 31 December counts; titles without a date are
    in no year.
    """
    given: Counter[tuple[int, Term]] = Counter()
    moves: Counter[tuple[int, Term]] = Counter()
    lost: Counter[tuple[int, State]] = Counter()
    for state in titles:
        year = _year_given(state)
        if year is not None:
            given[year, state.level] += 1
        _move(state, moves, lost)
    known = [year for year, _ in (*given, *moves, *lost)]
    if not known:
        return ()
    again = Counter(_year_given(state) for state in _renewals(titles))
    span = range(min(known), max(today.year, *known) + 1)
    levels = sorted({level for _, level in (*given, *moves)}, key=lambda level: level.order)
    stocks = {level: list(accumulate(moves[year, level] for year in span)) for level in levels}
    return tuple(
        Year(
            year=year,
            given={level: given[year, level] for level in levels},
            again=again[year],
            stock={level: stocks[level][index] for level in levels},
            revoked=lost[year, State.REVOKED],
            ended=lost[year, State.ENDED],
            past=lost[year, State.SUPERSEDED] + lost[year, State.CONCLUDED],
        )
        for index, year in enumerate(span)
    )


def _move(state: HonorState, moves: Counter[tuple[int, Term]], lost: Counter[tuple[int, State]]) -> None:
    """Onto the roll and off it again, each by the year at whose end it is first seen."""
    was_on = False
    for span in state.spans:
        if span.start is None:
            continue
        if span.state.counts is not was_on:
            moves[span.start.year, state.level] += 1 if span.state.counts else -1
            was_on = span.state.counts
        if not span.state.counts:
            lost[span.start.year, span.state] += 1


def _year_given(state: HonorState) -> int | None:
    """The year of its award; ``None`` when that is not known, or was before all that is told."""
    award = state.award
    return award.date.year if state.is_named and award.date.precision >= _EXACT else None


def _is_undated(state: HonorState) -> bool:
    return all(change.since is None for change in state.changes)


def _renewals(titles: Iterable[HonorState]) -> Iterator[HonorState]:
    """连任: titles given in a known year to a unit that held one of the same ladder the day before."""
    by_unit: dict[str, list[HonorState]] = defaultdict(list)
    for state in titles:
        by_unit[state.unit.slug].append(state)
    for own in by_unit.values():
        yield from (state for state in own if len(own) > 1 and _is_renewal(state, own))


def _is_renewal(state: HonorState, own: Iterable[HonorState]) -> bool:
    since = state.award.date.latest
    if since is None or since == dt.date.min or _year_given(state) is None:
        return False
    eve = since - dt.timedelta(days=1)
    ladder = (state.level, state.jurisdiction, state.rungs)
    others = (o for o in own if o is not state and (o.level, o.jurisdiction, o.rungs) == ladder)
    return any((worth := other.on(eve)) is not None and worth.counts for other in others)


# --- every combination by year -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Titles of one level, kind, region and ownership in one year."""

    year: int | None
    """``None`` for what is on the roll and nobody says since when."""
    level: Term
    kind: Term
    region: Region
    ownership: Term | None
    held: int
    """On the roll at the end of the year, so far as today tells."""
    verified: int
    units: int
    """Units on the roll then, each under its highest title."""
    given: int
    """Given in the year, but for ``again``: what renews a title of the same ladder (连任)."""
    again: int


_Key = tuple[int, int, int, int]
_Counts = Counter[tuple[int | None, _Key]]


def tallies(holding: Holding, today: dt.date) -> tuple[Tally, ...]:
    """Every combination that occurs, by year; the sums are those of :func:`years` and of ``holding``."""
    known = years(holding.titles, today)
    last = known[-1].year if known else today.year
    held, given = _held_by_year(holding, last), _keyed((_year_given(s), s) for s in holding.titles)
    proven = _keyed((year, state) for year, state in held if state.is_verified)
    titles, units = _keyed(held), _keyed(_best_by_year(holding, held, today.year))
    again = _keyed((_year_given(state), state) for state in _renewals(holding.titles))
    samples = {_key(state): state for state in holding.titles}
    cells = {*titles, *units, *(cell for cell in given if cell[0] is not None)}
    return tuple(
        Tally(
            year=year,
            level=samples[key].level,
            kind=samples[key].unit.kind,
            region=samples[key].unit.region,
            ownership=samples[key].unit.ownership,
            held=titles[year, key],
            verified=proven[year, key],
            units=units[year, key],
            given=given[year, key] - again[year, key] if year is not None else 0,
            again=again[year, key],
        )
        for year, key in sorted(cells, key=lambda cell: (-(cell[0] or 0), cell[1]))
    )


def _held_by_year(holding: Holding, last: int) -> list[tuple[int | None, HonorState]]:
    """Titles with every year at whose end they are on the roll."""
    held: list[tuple[int | None, HonorState]] = [(None, state) for state in holding.held if _is_undated(state)]
    for state in holding.titles:
        for span in state.spans:
            if span.state.counts and span.start is not None:
                end = span.end.year if span.end else last + 1
                held += ((year, state) for year in range(span.start.year, end))
    return held


def _best_by_year(
    holding: Holding, held: Iterable[tuple[int | None, HonorState]], this_year: int
) -> Iterator[tuple[int | None, HonorState]]:
    """Units under their highest title; of this year those that the whole page counts."""
    best: dict[tuple[int, str], HonorState] = {}
    for year, state in held:
        if year is not None and year < this_year:
            before = best.setdefault((year, state.unit.slug), state)
            if state.height < before.height:
                best[year, state.unit.slug] = state
    yield from ((year, state) for (year, _), state in best.items())
    yield from ((None if _is_undated(state) else this_year, state) for state in holding.best)


def _keyed(pairs: Iterable[tuple[int | None, HonorState]]) -> _Counts:
    return Counter((year, _key(state)) for year, state in pairs)


def _key(state: HonorState) -> _Key:
    """In the office's order: numbers, for there may be a million pairs; who does not say comes last."""
    unit = state.unit
    ownership = unit.ownership.order if unit.ownership else _UNSAID
    return state.level.order, unit.kind.order, unit.region.order, ownership


# --- terms ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TermOfOffice:
    """届次: one term of a jurisdiction's titles."""

    jurisdiction: Jurisdiction
    name: str
    first: PartialDate | None
    """Date of its first award; ``None`` where no date is known."""
    end: dt.date | None
    """After the term's years or at the start of the next; ``None`` while nobody can say."""
    named: int
    """Titles given in it, and how many of them are on the roll."""
    held: int

    @property
    def start(self) -> dt.date | None:
        """The first day on which it can have begun."""
        return self.first.earliest if self.first else None


def terms(titles: Iterable[HonorState], jurisdictions: Iterable[Jurisdiction]) -> tuple[TermOfOffice, ...]:
    """Terms of the jurisdictions in the office's order, each from the first to the last."""
    found: dict[tuple[str, str], list[HonorState]] = defaultdict(list)
    for state in titles:
        if state.term and state.jurisdiction:
            found[state.jurisdiction.name, state.term].append(state)
    built: list[TermOfOffice] = []
    for jurisdiction in jurisdictions:
        own = [(name, held) for (whose, name), held in found.items() if whose == jurisdiction.name]
        built += _lane(jurisdiction, own)
    return tuple(built)


def _lane(jurisdiction: Jurisdiction, own: Iterable[tuple[str, list[HonorState]]]) -> Iterator[TermOfOffice]:
    dated = [(name, _first(held), held) for name, held in own]
    ordered = sorted(dated, key=lambda t: (t[1].sort_key if t[1] else (2,), t[0]))
    starts = [first.earliest for _, first, _ in ordered if first and first.earliest]
    for name, first, held in ordered:
        start = first.earliest if first else None
        following = next((s for s in starts if start and s > start), None)
        yield TermOfOffice(
            jurisdiction=jurisdiction,
            name=name,
            first=first,
            end=_end(jurisdiction, start, following),
            named=sum(state.is_named for state in held),
            held=sum(state.is_current for state in held),
        )


def _first(held: Iterable[HonorState]) -> PartialDate | None:
    """The first award; what decisions say goes before what units claim."""
    dated = [state for state in held if state.award.date.precision >= _EXACT]
    proven = [state for state in dated if state.is_verified] or dated
    return min((state.award.date for state in proven), default=None)


def _end(jurisdiction: Jurisdiction, start: dt.date | None, following: dt.date | None) -> dt.date | None:
    """After the term's years – 28 February for the 29th – but not after the next one began."""
    if start is None or not jurisdiction.term_years:
        return following
    is_leap_day = (start.month, start.day) == (2, 29)
    due = start.replace(year=start.year + jurisdiction.term_years, day=28 if is_leap_day else start.day)
    return min(due, following) if following else due
