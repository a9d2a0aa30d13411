"""The directory of units, and one page a unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from heapq import nsmallest
from typing import Final

from showcase.markdown import Html
from showcase.model.archive import archived, pieces, updated
from showcase.model.dates import PartialDate
from showcase.model.documents import Contact
from showcase.model.honors import HonorState, State
from showcase.model.units import Article, Fact, Unit
from showcase.views.activity import activity_url
from showcase.views.albums import Album, albums
from showcase.views.archive import Count, archive_url
from showcase.views.directory import child_pages, name_pages
from showcase.views.evidence import evidence_words
from showcase.views.paging import chunks, paged
from showcase.views.parts import (
    HOME,
    NO_TITLE,
    UNPROVEN,
    ArticleLine,
    Badge,
    Card,
    Context,
    Crumb,
    PagePlan,
    Picture,
    ViewPage,
    article_line,
    best_state,
    card,
    level_badge,
    neighbours,
    newest_first,
    picture,
    state_badge,
    unit_facts,
)
from showcase.views.recordings import RecordingLine, recording_lines
from showcase.views.timeline import TimelineLine, other_line, timeline

__all__ = ["DirectoryView", "Facet", "FactLine", "UnitView", "directory_pages", "unit_plans"]

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RELATED: Final = 3


@dataclass(frozen=True, slots=True)
class FacetTerm:
    """One choice of a facet with its count; zero is shown, not dropped."""

    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of choices of the directory."""

    key: str
    """Name of the card's data attribute: level, kind, region, state."""
    label: str
    terms: tuple[FacetTerm, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """An initial of the directory; without an anchor when no unit has it."""

    letter: str
    has_units: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryView:
    """``/units/``."""

    cards: tuple[Card, ...]
    """By pinyin; the first card of an initial carries its anchor."""
    first_of_initial: tuple[str, ...]
    """Addresses of those first cards."""
    facets: tuple[Facet, ...]
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """A fact: 累计 **2.6** 万余小时, with its date below."""

    label: str
    before: str
    value: str
    after: str
    note: str


@dataclass(frozen=True, slots=True)
class ArticlesView:
    """``/units/<slug>/all_articles/``, page by page; only when there are too many for the unit's own page."""

    unit: str
    unit_url: str
    articles: tuple[ArticleLine, ...]
    count: int
    """Of all pages."""


@dataclass(frozen=True, slots=True)
class VolumeShare:
    """What a volume has of the unit."""

    volume: Crumb
    chapters: tuple[Crumb, ...]
    """The first ones."""
    count: str
    """2 篇: all."""


_SHARES: Final = 6
"""Volumes, and chapters of each, that a unit's page names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitView:
    """``/units/<slug>/``."""

    name: str
    short_name: str
    badges: tuple[Badge, ...]
    state: Badge | None
    is_verified: bool | None
    lead: str
    cover: Picture | None
    body: Html
    updated: PartialDate | None
    """The newest date that its materials bear."""
    archive: Count
    activity: Crumb
    timeline: tuple[TimelineLine, ...]
    """Newest first; what dates do not settle stays as told."""
    others: tuple[TimelineLine, ...]
    """Honours of sub-units and persons: not credited to the unit (R48)."""
    aims: tuple[str, ...]
    albums: tuple[Album, ...]
    photo_count: int
    """Photos in the albums; the cover stands above."""
    recordings: tuple[RecordingLine, ...]
    articles: tuple[ArticleLine, ...]
    """The newest ones."""
    article_count: int
    """All; when there are more than ``articles`` they have pages of their own (:func:`_article_pages`)."""
    facts: tuple[FactLine, ...]
    kind: str
    ownership: str
    sector: str
    region: str
    system: Crumb | None
    parent: Crumb | None
    children: tuple[Crumb, ...]
    """All, or the first ones by pinyin."""
    child_count: int
    """All; when there are more than ``children`` they have pages of their own."""
    former_names: tuple[str, ...]
    contact: Contact
    volumes: tuple[VolumeShare, ...]
    """Compilations that took up something of it, the newest first."""
    related: tuple[Card, ...]
    evidence: str
    """测评材料: how many points have material; empty without an assessment system."""


def directory_pages(context: Context) -> Iterator[ViewPage]:
    """All units, and what is too much for the page of one."""
    if len(context.units) <= context.limits.cards:
        yield _directory_page(context)
    else:
        yield from name_pages(context)
    children = _children(context)
    for unit in context.units:
        yield from _further_pages(context, unit, children.get(unit.slug, ()))


def unit_plans(context: Context) -> Iterator[PagePlan]:
    """One page a unit."""
    listed = sorted(context.units, key=lambda unit: (unit.pinyin, unit.slug))
    around = neighbours([Crumb(unit.short_name, unit.url) for unit in listed])
    related, children = _Related(context), _children(context)
    for unit in context.collection.units:
        beside = around.get(unit.url, (None, None))
        yield PagePlan(
            url=unit.url,
            template="unit.html",
            section="units/",
            is_listed=not unit.publication.draft,
            make=partial(_unit_page, context, unit, related, children.get(unit.slug, ()), beside),
        )


def _further_pages(context: Context, unit: Unit, children: tuple[Unit, ...]) -> Iterator[ViewPage]:
    """What is too much for a unit's own page: all units below it, all of its articles."""
    above = (Crumb(HOME, ""), Crumb("单位", "units/"), Crumb(unit.short_name, unit.url))
    if len(children) > context.limits.children:
        yield from child_pages(context, unit, children)
    articles = newest_first(_shown(unit))
    if len(articles) > context.limits.lines:
        page = ViewPage(
            url=f"{unit.url}all_articles/",
            template="articles.html",
            title=f"{unit.short_name}的材料",
            description=f"{unit.name}的全部材料 {len(articles)} 篇",
            view=None,
            crumbs=(*above, Crumb("全部材料")),
            section="units/",
            content_source=unit.name,
            is_draft=unit.publication.draft,
            feed="articles",
            search=unit_facts(context, unit),
        )
        lines = [article_line(context, article) for article in articles]
        parts = chunks(lines, context.limits.lines)
        yield from paged(page, [ArticlesView(unit.short_name, unit.url, part, len(lines)) for part in parts])


def _unit_page(
    context: Context,
    unit: Unit,
    related: _Related,
    children: tuple[Unit, ...],
    beside: tuple[Crumb | None, Crumb | None],
) -> ViewPage:
    return ViewPage(
        url=unit.url,
        template="unit.html",
        title=unit.short_name,
        description=unit.summary or f"{unit.name}的创建成果",
        view=_unit_view(context, unit, related.cards(unit), children),
        crumbs=(Crumb(HOME, ""), Crumb("单位", "units/"), Crumb(unit.region.name), Crumb(unit.short_name)),
        section="units/",
        source=unit.source,
        published=_updated(unit),
        content_source=unit.name,
        keywords=(unit.kind.name, unit.region.name),
        image=picture(context, unit.cover).large if unit.cover else "",
        is_draft=unit.publication.draft,
        previous=beside[0],
        next=beside[1],
        feed="units",
        search=unit_facts(context, unit, is_own=True),
    )


# --- directory -----------------------------------------------------------------------------------


def _directory_page(context: Context) -> ViewPage:
    cards = tuple(card(context, unit) for unit in sorted(context.units, key=lambda u: (u.pinyin, u.slug)))
    first: dict[str, str] = {}
    for shown in cards:
        first.setdefault(shown.initial, shown.url)
    view = DirectoryView(
        cards=cards,
        first_of_initial=tuple(first.values()),
        facets=tuple(_facets(context, cards)),
        letters=tuple(Letter(letter, letter in first) for letter in _LETTERS),
    )
    return ViewPage(
        url="units/",
        template="directory.html",
        title="单位名录",
        description="按级别、类别、地区、状态查找文明单位，或按拼音首字母浏览",
        view=view,
        crumbs=(Crumb(HOME, ""), Crumb("单位")),
        section="units/",
        feed="units",
    )


def _facets(context: Context, cards: Iterable[Card]) -> Iterator[Facet]:
    shown = tuple(cards)
    taxonomies = context.collection.config.taxonomies
    used = {unit.region.code for unit in context.units}
    known = context.collection.config.regions
    regions = [known.label(r) for r in known.all if r.is_leaf or r.code in used]
    levels = [term.name for term in taxonomies.levels]
    yield _facet("level", "级别", levels, Counter(c.level for c in shown))
    yield _facet("kind", "类别", [term.name for term in taxonomies.kinds], Counter(c.kind for c in shown))
    yield _facet("region", "地区", regions, Counter(c.region for c in shown))
    states = [state.value for state in State if state.counts]
    yield _facet("state", "状态", [*states, UNPROVEN], Counter(c.state_word for c in shown))


def _facet(key: str, label: str, words: Iterable[str], counts: Counter[str]) -> Facet:
    known = list(words)
    if counts.get(NO_TITLE):
        known.append(NO_TITLE)
    return Facet(key, label, tuple(FacetTerm(word, counts.get(word, 0)) for word in known))


# --- one unit ------------------------------------------------------------------------------------


def _children(context: Context) -> dict[str, tuple[Unit, ...]]:
    """The units that belong to each, by its slug; looked up anew for each unit they took quadratic time."""
    found: dict[str, list[Unit]] = {}
    for unit in context.units:
        for above in dict.fromkeys((unit.parent, unit.system)):
            if above:
                found.setdefault(above, []).append(unit)
    return {slug: tuple(below) for slug, below in found.items()}


def _unit_view(context: Context, unit: Unit, related: tuple[Card, ...], children: tuple[Unit, ...]) -> UnitView:
    best, shown = best_state(context, unit), newest_first(_shown(unit))
    below = _first_children(children, context.limits.children)
    photos = tuple(photo for photo in unit.photos if photo != unit.cover)
    materials = pieces(unit)
    return UnitView(
        name=unit.name,
        short_name=unit.short_name,
        badges=_badges(unit, best),
        state=state_badge(best.state) if best and best.is_verified else None,
        is_verified=best.is_verified if best else None,
        lead=unit.summary,
        cover=picture(context, unit.cover) if unit.cover else None,
        body=context.text(unit.source),
        updated=updated(materials, context.today),
        archive=Count("创建档案", len(archived(unit)), archive_url(unit)),
        activity=Crumb("日常动态", activity_url(unit)),
        timeline=timeline(context, unit, best),
        others=tuple(other_line(honor) for honor in unit.honors if not honor.is_own),
        aims=unit.aims,
        albums=albums(context, photos),
        photo_count=len(photos),
        recordings=recording_lines(context, unit),
        articles=tuple(article_line(context, a) for a in shown[: context.limits.lines]),
        article_count=len(shown),
        facts=tuple(_fact_line(fact) for fact in unit.facts),
        kind=unit.kind.name,
        ownership=unit.ownership.name if unit.ownership else "",
        sector=unit.sector.name if unit.sector else "",
        region=unit.region.full_name,
        system=_unit_link(context, unit.system),
        parent=_unit_link(context, unit.parent),
        children=tuple(Crumb(child.short_name, child.url) for child in below),
        child_count=len(children),
        former_names=tuple(_former(f.name, f.until) for f in unit.former_names),
        contact=unit.contact,
        volumes=tuple(_shares(context, unit)),
        related=related,
        evidence=evidence_words(context, unit),
    )


def _shares(context: Context, unit: Unit) -> Iterator[VolumeShare]:
    """Of the newest volumes, and of each the first chapters."""
    taken = context.volumes.by_unit.get(unit.slug, ())
    volumes = {volume.slug: volume for volume, _ in taken}
    newest = sorted(volumes.values(), key=lambda v: (v.date.is_known, v.date.sort_key[:4], v.slug), reverse=True)
    for volume in newest[:_SHARES]:
        chapters = [chapter for of, chapter in taken if of.slug == volume.slug]
        shown = tuple(Crumb(chapter.title, chapter.url) for chapter in chapters[:_SHARES])
        yield VolumeShare(Crumb(volume.title, volume.url), shown, f"{len(chapters)} {volume.item_word}")


def _first_children(children: tuple[Unit, ...], most: int) -> tuple[Unit, ...]:
    return children if len(children) <= most else tuple(nsmallest(most, children, key=lambda u: (u.pinyin, u.slug)))


def _shown(unit: Unit) -> tuple[Article, ...]:
    return tuple(a for a in unit.articles if a.publication.withdrawn is None)


def _badges(unit: Unit, best: HonorState | None) -> tuple[Badge, ...]:
    kind = Badge(unit.kind.name, "kind")
    return (level_badge(best.level, best.grade, best.rung), kind) if best else (kind,)


def _updated(unit: Unit) -> PartialDate | None:
    """The newest date that the unit's own material bears."""
    dates = [a.date for a in _shown(unit) if a.date.is_known]
    return max(dates, default=None)


def _former(name: str, until: PartialDate | None) -> str:
    return f"{name}（至{until.display}）" if until else name


def _unit_link(context: Context, slug: str) -> Crumb | None:
    unit = context.collection.unit(slug)
    return Crumb(unit.short_name, unit.url) if unit else None


def _fact_line(fact: Fact) -> FactLine:
    before, value, after = fact.phrase
    note = f"截至 {fact.as_of.display}" if fact.as_of and fact.as_of.is_known else ""
    return FactLine(label=fact.label, before=before, value=value, after=after, note=note)


class _Related:
    """Units of the same kind, level and region come first (requirement R15).

    Units alike in all that counts stand in one group by pinyin, and of each group only the first few
    are compared: comparing everybody with everybody took 15 s for 3,000 units.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._best = {unit.slug: best_state(context, unit) for unit in context.units}
        self._groups: dict[tuple[str, ...], dict[tuple[str, str], list[Unit]]] = {}
        for unit in sorted(context.units, key=lambda u: (u.pinyin, u.slug)):
            for place in ((unit.kind.name,), (unit.kind.name, unit.region.code)):
                self._groups.setdefault(place, {}).setdefault(self._profile(unit), []).append(unit)

    def _profile(self, unit: Unit) -> tuple[str, str]:
        best = self._best[unit.slug]
        return (best.level.name if best else "", unit.sector.name if unit.sector else "")

    def cards(self, unit: Unit) -> tuple[Card, ...]:
        """The nearest ones; other kinds only fill up a short list."""
        nearest = self._nearest(unit, self._candidates(unit), _RELATED)
        if len(nearest) < _RELATED:
            rest = (u for u in self._context.units if u.kind != unit.kind)
            nearest += self._nearest(unit, rest, _RELATED - len(nearest))
        return tuple(card(self._context, u) for u in nearest)

    def _candidates(self, unit: Unit) -> Iterator[Unit]:
        """Of the same kind. With at most ``_RELATED`` in the region they are among the first of the kind's groups."""
        beside = self._groups.get((unit.kind.name, unit.region.code), {})
        groups = [*beside.values(), *self._groups.get((unit.kind.name,), {}).values()]
        yield from {u.slug: u for group in groups for u in group[: 2 * _RELATED]}.values()

    def _nearest(self, unit: Unit, others: Iterable[Unit], count: int) -> list[Unit]:
        return nsmallest(count, (u for u in others if u.slug != unit.slug), key=lambda u: self._distance(unit, u))

    def _distance(self, unit: Unit, other: Unit) -> tuple[bool, int, bool, str, str]:
        mine, its = self._best.get(unit.slug), self._best.get(other.slug)
        levels = abs(mine.level.order - its.level.order) if mine and its else 9
        return (other.region != unit.region, levels, other.sector != unit.sector, other.pinyin, other.slug)
