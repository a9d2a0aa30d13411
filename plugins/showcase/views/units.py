"""One page a unit, and what is too much for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from heapq import nsmallest
from typing import Final

from showcase.markdown import Html
from showcase.model.archive import archived, pieces, updated
from showcase.model.dates import PartialDate
from showcase.model.documents import Contact
from showcase.model.honors import HonorState
from showcase.model.units import Article, ArticleType, Fact, Unit
from showcase.views.activity import activity_url
from showcase.views.albums import Album, albums
from showcase.views.archive import Count, archive_url
from showcase.views.directory import child_pages, list_pages
from showcase.views.evidence import evidence_words
from showcase.views.grounds import Ground, grounds
from showcase.views.linked_data import organization
from showcase.views.paging import chunks, paged
from showcase.views.parts import (
    HOME,
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
    level_badge,
    neighbours,
    newest_first,
    picture,
    state_badge,
    unit_facts,
)
from showcase.views.previews import unit_preview
from showcase.views.recordings import RecordingLine, recording_lines
from showcase.views.related import Related
from showcase.views.timeline import TimelineLine, other_line, timeline

__all__ = ["FactLine", "UnitView", "directory_pages", "unit_plans"]

_EXPERIENCES: Final = 6


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
    grounds: tuple[Ground, ...]
    """Why it holds the titles that it holds today."""
    timeline: tuple[TimelineLine, ...]
    """Newest first; what dates do not settle stays as told."""
    others: tuple[TimelineLine, ...]
    """Honours of sub-units and persons: not credited to the unit (R48)."""
    aims: tuple[str, ...]
    albums: tuple[Album, ...]
    photo_count: int
    """Photos in the albums; the cover stands above."""
    recordings: tuple[RecordingLine, ...]
    experiences: tuple[ArticleLine, ...]
    """What others may learn from: featured first, then the newest."""
    articles: tuple[ArticleLine, ...]
    """The newest ones of the others."""
    article_count: int
    """All, experiences too; when there are too many they have pages of their own (:func:`_article_pages`)."""
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
    tel: str
    """The unit's telephone as a device dials it; empty where it is more than a number."""
    site_tel: str
    """The office's."""
    volumes: tuple[VolumeShare, ...]
    """Compilations that took up something of it, the newest first."""
    related: tuple[Card, ...]
    evidence: str
    """测评材料: how many points have material; empty without an assessment system."""


def directory_pages(context: Context) -> Iterator[ViewPage]:
    """All units, and what is too much for the page of one."""
    yield from list_pages(context)
    children = _children(context)
    for unit in context.units:
        yield from _further_pages(context, unit, children.get(unit.slug, ()))


def unit_plans(context: Context) -> Iterator[PagePlan]:
    """One page a unit."""
    listed = sorted(context.units, key=lambda unit: (unit.pinyin, unit.slug))
    around = neighbours([Crumb(unit.short_name, unit.url) for unit in listed])
    related, children = Related(context), _children(context)
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
    related: Related,
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
        preview=unit_preview(context, unit),
        about=organization(context, unit),
        search=unit_facts(context, unit, is_own=True),
    )


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
    materials, told = pieces(unit), _experiences(shown)[: context.limits.lines]
    others = [article for article in shown if article not in told][: context.limits.lines - len(told)]
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
        grounds=grounds(context, unit),
        timeline=timeline(context, unit, best),
        others=tuple(other_line(honor) for honor in unit.honors if not honor.is_own),
        aims=unit.aims,
        albums=albums(context, photos),
        photo_count=len(photos),
        recordings=recording_lines(context, unit),
        experiences=tuple(article_line(context, a) for a in told),
        articles=tuple(article_line(context, a) for a in others),
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
        tel=_tel(unit.contact.phone),
        site_tel=_tel(context.collection.config.site.phone),
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


def _experiences(articles: Iterable[Article]) -> list[Article]:
    """Of all that may be shown, newest first."""
    told = [a for a in articles if a.type in (ArticleType.EXPERIENCE, ArticleType.STORY)]
    return sorted(told, key=lambda article: not article.featured)[:_EXPERIENCES]


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


def _tel(phone: str) -> str:
    """RFC 3966; 000-55510000 转 8 is for a person to dial."""
    return re.sub(r"[^\d+]", "", phone) if re.fullmatch(r"\+?[\d（）() —-]{5,}", phone) else ""


def _fact_line(fact: Fact) -> FactLine:
    before, value, after = fact.phrase
    note = f"截至 {fact.as_of.display}" if fact.as_of and fact.as_of.is_known else ""
    return FactLine(label=fact.label, before=before, value=value, after=after, note=note)
