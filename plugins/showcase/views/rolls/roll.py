"""All honours of a day, grouped once for every page that cuts them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from showcase.model.collection import body_key, term_key
from showcase.model.honors import HonorEvent, State
from showcase.model.office import GIVES
from showcase.model.vocabulary import Region, Taxonomy, Term
from showcase.views.parts import Context
from showcase.views.rolls.cuts import Chip, Cut, region_url
from showcase.views.rolls.data import Records, records
from showcase.views.rolls.rows import Line, Lines, all_lines, whose

__all__ = ["Happened", "Roll", "Series", "build_roll", "given"]

_YEARS: Final = 100
"""Years back from today that have a page each, eventful or not; older ones only when something happened."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of a title, on a known day."""

    line: Line
    event: HonorEvent
    day: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Lines of a term or of a body, with the address of their page."""

    name: str
    url: str
    lines: Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """Everything that pages of the roll show; ``named`` lines carry former names for readers who search."""

    context: Context
    lines: Lines
    """Every honour, single ones too."""
    titles: Lines
    current: Lines
    """在册."""
    levels: Mapping[Term, Lines]
    """在册, of every level, empty ones too."""
    kinds: Mapping[Term, Lines]
    regions: Mapping[Region, Lines]
    """All titles, in the roll or not, of every region that has units in it or below it."""
    terms: tuple[Series, ...]
    bodies: tuple[Series, ...]
    years: Mapping[int, tuple[Happened, ...]]
    """What happened in each year, from the oldest."""
    cuts: Mapping[str, Cut]
    places: frozenset[tuple[str, ...]]
    """Paths of all regions that have units."""
    records: Records
    """Rows of the data files."""

    @property
    def ended(self) -> Lines:
        """撤销, 终止, single honours and prizes too."""
        return tuple(line for line in self.lines if line.honor.state in (State.REVOKED, State.ENDED))

    @property
    def singles(self) -> Lines:
        """单项荣誉."""
        return tuple(line for line in self.lines if not line.honor.is_title)


def build_roll(context: Context) -> Roll:
    """One pass for each way to group."""
    taxonomies = context.collection.config.taxonomies
    lines = all_lines(context)
    titles = tuple(line for line in lines if line.honor.is_title)
    current = tuple(line for line in titles if line.honor.is_current)
    levels = _by_name(taxonomies.levels, current, lambda line: line.honor.level)
    kinds = _by_name(taxonomies.kinds, current, lambda line: line.unit.kind)
    regions = _by_region(context, titles)
    terms, bodies, years = _by_term(context, titles), _by_body(context, lines), _by_year(context, titles)
    cuts = (
        Cut(key="levels", title="按级别", what="在册称号", links=tuple(_term_chips("levels", levels))),
        Cut(key="regions", title="按地区", what="在册称号，上级地区含下级", links=_region_chips(context, regions)),
        Cut(key="kinds", title="按类别", what="在册称号", links=tuple(_term_chips("kinds", kinds))),
        Cut(key="terms", title="按届次", what="当届命名的称号", links=_series_chips(terms)),
        Cut(key="bodies", title="按授予机关", what="授予的称号和单项荣誉", links=_series_chips(bodies)),
        Cut(key="years", title="按年份", what="当年事项", links=_year_chips(years)),
    )
    return Roll(
        context=context,
        lines=lines,
        titles=titles,
        current=current,
        levels=levels,
        kinds=kinds,
        regions=regions,
        terms=terms,
        bodies=bodies,
        years=years,
        cuts={cut.key: cut for cut in cuts},
        places=frozenset(unit.region.path for unit in context.units),
        records=records(lines),
    )


def given(line: Line) -> HonorEvent | None:
    """The event that gave the honour; ``None`` where only later ones are known."""
    return next((event for event in line.honor.events if event.event in GIVES), None)


def _by_name(taxonomy: Taxonomy, lines: Lines, term: Callable[[Line], Term]) -> dict[Term, Lines]:
    """Every term, those of nobody too."""
    held: dict[str, list[Line]] = {term.name: [] for term in taxonomy}
    for line in lines:
        held[term(line).name].append(line)
    return {term: tuple(held[term.name]) for term in taxonomy}


def _by_region(context: Context, titles: Lines) -> dict[Region, Lines]:
    """A unit's titles count in its region and in all above."""
    held: dict[tuple[str, ...], list[Line]] = {}
    for unit in context.units:
        for depth in range(1, len(unit.region.path) + 1):
            held.setdefault(unit.region.path[:depth], [])
    for line in titles:
        for depth in range(1, len(line.unit.region.path) + 1):
            held[line.unit.region.path[:depth]].append(line)
    regions = context.collection.config.regions.all
    return {region: tuple(held[region.path]) for region in regions if region.path in held}


def _by_term(context: Context, titles: Lines) -> tuple[Series, ...]:
    """Jurisdictions in the office's order, of each the newest term first."""
    groups: dict[tuple[str, str], list[Line]] = {}
    for line in titles:
        if line.honor.term:
            groups.setdefault((whose(line.honor), line.honor.term), []).append(line)
    places = {j.name: n for n, j in enumerate(context.collection.config.taxonomies.jurisdictions)}

    def order(key: tuple[str, str]) -> tuple[int, str, int, str]:
        return (places.get(key[0], len(places)), key[0], -_newest(groups[key]), key[1])

    slugs = context.collection.slugs
    return tuple(
        Series(
            name=f"{name}{term}", url=f"honors/terms/{slugs[term_key(name, term)]}/", lines=tuple(groups[name, term])
        )
        for name, term in sorted(groups, key=order)
    )


def _newest(lines: Iterable[Line]) -> int:
    return max((d.toordinal() for line in lines if (d := line.honor.award.date.latest)), default=0)


def _by_body(context: Context, lines: Lines) -> tuple[Series, ...]:
    """Those that gave most come first; what several gave together counts for each."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        event = given(line)
        for name in dict.fromkeys(event.by if event else ()):
            groups.setdefault(name, []).append(line)
    slugs = context.collection.slugs
    return tuple(
        Series(name=name, url=f"honors/bodies/{slugs[body_key(name)]}/", lines=tuple(groups[name]))
        for name in sorted(groups, key=lambda name: (-len(groups[name]), slugs[body_key(name)]))
    )


def _by_year(context: Context, titles: Lines) -> dict[int, tuple[Happened, ...]]:
    """Every year since the first event; the present one even when nothing has happened yet."""
    found: dict[int, list[Happened]] = {context.today.year: []}
    for line in titles:
        for event in line.honor.events:
            happened = event.date.latest
            if happened is not None:
                found.setdefault(happened.year, []).append(Happened(line, event, happened))
    this, first = context.today.year, min(found)
    years = sorted({*found, *range(max(first, this - _YEARS), this + 1)})
    return {year: tuple(found.get(year, ())) for year in years}


# --- links ---------------------------------------------------------------------------------------


def _term_chips(key: str, groups: Mapping[Term, Lines]) -> Iterable[Chip]:
    return (Chip(term.name, f"honors/{key}/{term.slug}/", len(lines)) for term, lines in groups.items())


def _region_chips(context: Context, groups: Mapping[Region, Lines]) -> tuple[Chip, ...]:
    label = context.collection.config.regions.label
    return tuple(
        Chip(label(region), region_url(region), sum(line.honor.is_current for line in lines))
        for region, lines in groups.items()
    )


def _series_chips(series: Iterable[Series]) -> tuple[Chip, ...]:
    return tuple(Chip(one.name, one.url, len(one.lines)) for one in series)


def _year_chips(years: Mapping[int, tuple[Happened, ...]]) -> tuple[Chip, ...]:
    return tuple(
        Chip(f"{year}年", f"honors/years/{year}/", len(events)) for year, events in reversed(list(years.items()))
    )
