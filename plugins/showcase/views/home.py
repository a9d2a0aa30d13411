"""The home page: what it is, what is open, what is worth a look, what is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final

from showcase.model.notice_life import NoticeState
from showcase.model.office import Notice
from showcase.model.statistics import Holding, stock, years
from showcase.model.units import Article, ArticleType, Unit
from showcase.model.vocabulary import Site, Term
from showcase.views.charts import ColumnChart, Part, Series, column_chart
from showcase.views.directory import region_list
from showcase.views.news import news_lines
from showcase.views.notices import NoticeLine, notice_line, notice_state
from showcase.views.parts import (
    Badge,
    Card,
    Context,
    Crumb,
    NewsLine,
    Picture,
    ViewPage,
    best_state,
    card,
    level_badge,
    newest_first,
    picture,
)
from showcase.views.volumes import VolumeView, newest_volumes, volume_view
from showcase.views.ways import Way, ways

__all__ = ["HomeView", "home_pages"]

_CARDS: Final = 6
_ROW: Final = 3
_NEWS: Final = 7
_YEARS: Final = 8
_BAR_CSS: Final = ("a", "b", "c", "d")
"""Colours of levels from the highest."""
_NOTICES: Final = 5
"""Open notices that the page names; many counties may have one each on the same day."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A large number with what it counts."""

    value: str
    unit: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """The article that the office puts first."""

    picture: Picture | None
    badges: tuple[Badge, ...]
    title: str
    url: str
    quote: str
    unit: Crumb
    type: str
    date: str


@dataclass(frozen=True, slots=True)
class BarSegment:
    """One colour of a bar."""

    css: str
    level: str
    count: int
    start: float
    """Percent of the full width."""
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionBar:
    """Units of a region by level; lengths in tenths of a percent of the longest bar."""

    name: str
    count: int
    segments: tuple[BarSegment, ...]
    url: str = ""
    """Of its list of units; empty where the directory has a filter instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """``/``."""

    site: Site
    hero: Picture | None
    hero_unit: Crumb | None
    hero_note: str
    open_notices: tuple[NoticeLine, ...]
    """All, or the first ones to close."""
    more_notices: int
    """Open ones that are not named here."""
    coming_notices: tuple[NoticeLine, ...]
    """The next to open: the browser shows them when they do, though the page be older."""
    figures: tuple[Figure, ...]
    chart: ColumnChart | None
    """Titles on the roll, year by year; none while no two years are known."""
    undated: int
    """Titles on the roll that stand in no year of it."""
    feature: Feature | None
    cards: tuple[Card, ...]
    volume: VolumeView | None
    regions: tuple[RegionBar, ...]
    bar_levels: tuple[Badge, ...]
    bars_told: int
    """Units that the bars count."""
    counted: int
    """All that hold a title."""
    news: tuple[NewsLine, ...]
    topics: tuple[Crumb, ...]
    ways: tuple[Way, ...]
    is_empty: bool
    """Nothing is published yet."""


def home_pages(context: Context) -> Iterator[ViewPage]:
    """The home page."""
    site = context.collection.config.site
    yield ViewPage(
        url="",
        template="home.html",
        title=site.name,
        description=site.lead,
        view=_home_view(context),
        content_source=site.sponsor,
        feed="all",
    )


def _home_view(context: Context) -> HomeView:
    site = context.collection.config.site
    hero = min((u for u in context.units if u.cover), key=lambda u: _rank(context, u), default=None)
    feature = _feature(context, hero)
    notices = _notices(context, NoticeState.OPEN)
    bars, news = tuple(_region_bars(context)), tuple(news_lines(context)[:_NEWS])
    counted = sum(best_state(context, unit) is not None for unit in context.units)
    holding = stock(context.collection, context.honors)
    return HomeView(
        site=site,
        hero=picture(context, hero.cover) if hero and hero.cover else None,
        hero_unit=Crumb(hero.short_name, hero.url) if hero else None,
        hero_note=_hero_note(context, hero) if hero else "",
        open_notices=tuple(notice_line(context, n) for n in notices[:_NOTICES]),
        more_notices=max(len(notices) - _NOTICES, 0),
        coming_notices=tuple(notice_line(context, n) for n in _notices(context, NoticeState.BEFORE)[:_NOTICES]),
        figures=tuple(_figures(context)) if counted else (),
        chart=_chart(context, holding) if counted else None,
        undated=holding.undated,
        feature=feature,
        cards=tuple(_cards(context, hero, feature)),
        volume=_newest_volume(context),
        regions=bars if counted else (),
        bar_levels=tuple(Badge(t.name, css) for t, css in _bar_levels(context)),
        bars_told=sum(bar.count for bar in bars),
        counted=counted,
        news=news,
        topics=tuple(Crumb(topic, url) for topic, url in _topics(context)),
        ways=tuple(ways(context)),
        is_empty=not context.units and not news,
    )


def _notices(context: Context, state: NoticeState) -> list[Notice]:
    """Of a state, those first that change first."""
    found = [n for n in context.collection.notices if notice_state(context, n) is state]
    return sorted(found, key=lambda n: (n.opens if state is NoticeState.BEFORE else n.closes, n.slug))


def _level_order(context: Context, unit: Unit) -> int:
    best = best_state(context, unit)
    return best.level.order if best else 99


def _rank(context: Context, unit: Unit) -> tuple[bool, bool, int, str, str]:
    """What the office features comes first, then what has a picture, then the highest."""
    return (not unit.featured, unit.cover is None, _level_order(context, unit), unit.pinyin, unit.slug)


def _hero_note(context: Context, unit: Unit) -> str:
    best = best_state(context, unit)
    return best.title if best else unit.kind.name


def _feature(context: Context, hero: Unit | None) -> Feature | None:
    """The newest featured article of a unit that the hero does not already show; without one, the newest experience."""
    known = [a for a in newest_first(context.articles) if a.date.is_known]
    told = [a for a in known if a.type is ArticleType.EXPERIENCE]
    for article in (*(a for a in known if a.featured), *told):
        unit = context.collection.unit(article.unit)
        if unit is not None and unit.cover is not None and unit != hero and (unit.featured or not article.featured):
            return _featured(context, article, unit)
    return None


def _featured(context: Context, article: Article, unit: Unit) -> Feature:
    best = best_state(context, unit)
    badges = (level_badge(best.level, best.grade, best.rung),) if best else ()
    return Feature(
        picture=picture(context, unit.cover) if unit.cover else None,
        badges=(*badges, Badge(unit.kind.name, "kind")),
        title=article.title,
        url=article.url,
        quote=article.summary,
        unit=Crumb(unit.short_name, unit.url),
        type=article.type.value,
        date=article.date.display,
    )


def _cards(context: Context, hero: Unit | None, feature: Feature | None) -> Iterator[Card]:
    """Featured units first, then others by level; what stands above already is not shown again.

    Of more than a row whole rows: a card alone below three looks forgotten.
    """
    shown = {hero.url if hero else "", feature.unit.url if feature else ""}
    others = nsmallest(_CARDS, (u for u in context.units if u.url not in shown), key=lambda u: _rank(context, u))
    whole = len(others) if len(others) < _ROW else len(others) // _ROW * _ROW
    yield from (card(context, unit) for unit in others[:whole])


def _figures(context: Context) -> Iterator[Figure]:
    best = [b for unit in context.units if (b := best_state(context, unit)) is not None]
    proven = sum(state.is_verified for state in best)
    yield Figure(str(len(best)), "家", "在册文明单位（按最高级别计）")
    for level in context.collection.config.taxonomies.levels:
        held = [state for state in best if state.level == level]
        if held and level.order < 3:
            higher = sum(state.rung > 0 for state in held)
            label = f"{level.name}，其中标兵 {higher} 家" if higher else level.name
            yield Figure(str(len(held)), "家", label)
    if best:
        yield Figure(f"{proven / len(best):.0%}".rstrip("%"), "%", "最高荣誉已有决定文件可核")


def _chart(context: Context, holding: Holding) -> ColumnChart | None:
    """What stood on the roll at the end of each of the last years, as on the page of statistics."""
    known = years(holding.titles, context.today)[-_YEARS:]
    levels = [(term, _BAR_CSS[min(term.order, 3)]) for term in context.collection.config.taxonomies.levels]
    series = [
        Series(str(one.year), tuple(Part(css, level.name, one.stock.get(level, 0)) for level, css in levels))
        for one in known
    ]
    if sum(one.total > 0 for one in series) < 2:
        return None
    return column_chart("cols-home", "每年年末在册的称号，按级别", "项", series)


def _newest_volume(context: Context) -> VolumeView | None:
    newest = next(iter(newest_volumes(context)), None)
    return volume_view(context, newest) if newest is not None else None


def _bar_levels(context: Context) -> list[tuple[Term, str]]:
    used = {b.level for unit in context.units if (b := best_state(context, unit)) is not None}
    return [(t, _BAR_CSS[min(t.order, 3)]) for t in context.collection.config.taxonomies.levels if t in used]


def _region_bars(context: Context) -> Iterator[RegionBar]:
    """Leaf regions in the office's order, zero included for those that lie beside a used one (R59)."""
    counts: dict[str, dict[str, int]] = {}
    for unit in context.units:
        best = best_state(context, unit)
        if best is not None:
            held = counts.setdefault(unit.region.code, {})
            held[best.level.name] = held.get(best.level.name, 0) + 1
    longest, levels = max((sum(held.values()) for held in counts.values()), default=0), _bar_levels(context)
    place = context.collection.config.site.place
    used = {unit.region.code for unit in context.units} if len(context.units) > context.limits.cards else None
    for region in context.collection.config.regions.all:
        if region.is_leaf and (place in region.path or not place):
            held = counts.get(region.code, {})
            yield RegionBar(
                name=context.collection.config.regions.label(region),
                count=sum(held.values()),
                segments=tuple(_segments(levels, held, longest)),
                url="" if used is None else region_list(region) if region.code in used else "units/",
            )


def _segments(levels: list[tuple[Term, str]], held: dict[str, int], longest: int) -> Iterator[BarSegment]:
    start = 0.0
    for level, css in levels:
        count = held.get(level.name, 0)
        if count:
            width = round(100 * count / longest, 2)
            yield BarSegment(css, level.name, count, round(start, 2), width)
            start += width


def _topics(context: Context) -> list[tuple[str, str]]:
    """The topics with most articles."""
    counts: dict[tuple[str, str], int] = {}
    for article in context.articles:
        for topic in article.topics:
            key = (topic.name, f"topics/{topic.slug}/")
            counts[key] = counts.get(key, 0) + 1
    return sorted(counts, key=lambda key: (-counts[key], key))[:4]
