"""经验交流汇编: the list of volumes, and one page a volume."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from showcase.markdown import Html
from showcase.model.dates import PartialDate
from showcase.model.office import Compilation, Part, Selection
from showcase.model.terms import han_number
from showcase.model.units import Article
from showcase.model.vocabulary import Region
from showcase.views.paging import paged, spans, within
from showcase.views.parts import HOME, Context, Crumb, ViewPage, best_state

__all__ = [
    "Book",
    "VolumeView",
    "chosen_articles",
    "newest_compilations",
    "volume_pages",
    "volume_view",
    "volumes_by_article",
]

_COVERS: Final = ("", "tan", "red")
"""CSS classes of the cloth; volumes of a series take turns."""
_OTHERS: Final = 24
"""Other volumes beside one; all are on their list, and naming all on all would grow with their square."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A cover drawn by CSS; decoration only."""

    title: str
    subtitle: str
    publisher: str
    date: str
    chop: tuple[str, ...]
    css: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeItem:
    """One article in the contents."""

    number: int
    title: str
    subtitle: str
    url: str
    unit: Crumb
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VolumePart:
    """第一编 阵地."""

    label: str
    title: str
    count: int
    """Of its items on all pages."""
    items: tuple[VolumeItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeLine:
    """Another volume."""

    title: str
    kicker: str
    url: str
    date: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeView:
    """``/compilations/<slug>/``."""

    url: str
    title: str
    subtitle: str
    kicker: str
    """经验交流汇编 · 第三辑."""
    summary: str
    by: str
    editors: str
    date: str
    date_iso: str
    count: int
    unit_count: int
    part_count: int
    parts: tuple[VolumePart, ...]
    preface: Html
    book: Book
    others: tuple[VolumeLine, ...] = ()
    """The newest ones."""
    has_more: bool = False
    """There are older ones that ``others`` leaves out."""


@dataclass(frozen=True, slots=True)
class VolumesView:
    """``/compilations/``."""

    volumes: tuple[VolumeView, ...]


def volume_pages(context: Context) -> Iterator[ViewPage]:
    """The list of volumes, newest first, then every volume."""
    views = {c.slug: volume_view(context, c) for c in context.collection.compilations}
    listed = newest_compilations(context)
    yield ViewPage(
        url="compilations/",
        template="volumes.html",
        title="经验汇编",
        description="文明单位经验交流汇编各辑",
        view=VolumesView(tuple(views[c.slug] for c in listed)),
        crumbs=(Crumb(HOME, ""), Crumb("经验汇编")),
        section="compilations/",
        feed="compilations",
    )
    for compilation in context.collection.compilations:
        view = views[compilation.slug]
        page = ViewPage(
            url=compilation.url,
            template="volume.html",
            title=compilation.title,
            description=compilation.summary or f"{view.kicker}，收录 {view.count} 篇",
            view=None,
            crumbs=(Crumb(HOME, ""), Crumb("经验汇编", "compilations/"), Crumb(compilation.title)),
            section="compilations/",
            source=compilation.source,
            published=compilation.date,
            content_source="、".join(compilation.by),
            is_draft=compilation.publication.draft,
            feed="compilations",
        )
        is_whole = compilation.publication.withdrawn is not None  # nothing of it is shown
        whole = _with_others(view, [views[c.slug] for c in listed])
        yield from paged(page, [whole] if is_whole else list(_pages(whole, context.limits.rows)))


def _pages(view: VolumeView, size: int) -> Iterator[VolumeView]:
    """The contents page by page; what the editors say stands on the first one."""
    for span in spans(view.count, size):
        parts = within(view.parts, lambda part: len(part.items), _cut_part, span)
        yield replace(view, parts=parts, preface=Html("") if span[0] else view.preface)


def _cut_part(part: VolumePart, start: int, stop: int) -> VolumePart:
    return replace(part, items=part.items[start:stop])


def newest_compilations(context: Context) -> list[Compilation]:
    """Those that lists may show: by date, then by number in the series, newest first; of unknown date last."""
    shown = [c for c in context.collection.compilations if c.publication.withdrawn is None]
    return sorted(shown, key=lambda c: (c.date.is_known, c.date.sort_key[:4], c.number or 0), reverse=True)


def volumes_by_article(context: Context) -> dict[str, tuple[Crumb, ...]]:
    """Which volumes took an article up, by ``unit/name``."""
    found: dict[str, tuple[Crumb, ...]] = {}
    for compilation in context.collection.compilations:
        for part in compilation.parts if compilation.publication.withdrawn is None else ():
            for article, _ in chosen_articles(context, part):
                key = f"{article.unit}/{article.name}"
                crumb = Crumb(compilation.title, compilation.url)
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), crumb)))
    return found


def chosen_articles(context: Context, part: Part) -> list[tuple[Article, tuple[str, ...]]]:
    """Articles of a part with the sections to keep: those named, then those selected, each once."""
    chosen: dict[str, tuple[Article, tuple[str, ...]]] = {}
    for item in part.items:
        article = context.collection.article(item.article)
        if article is not None and context.collection.withdrawal(article) is None:
            chosen.setdefault(article.url, (article, item.sections))
    if part.select is not None:
        selected = [a for a in context.articles if _fits(context, a, part.select)]
        for article in _ordered(context, selected, part.order):
            chosen.setdefault(article.url, (article, ()))
    return list(chosen.values())


def _fits(context: Context, article: Article, select: Selection) -> bool:
    unit = context.collection.unit(article.unit)
    if unit is None:
        return False
    best = best_state(context, unit)
    return (
        (not select.types or article.type in select.types)
        and (not select.topics or any(topic in select.topics for topic in article.topics))
        and (not select.kinds or unit.kind in select.kinds)
        and (not select.levels or (best is not None and best.level in select.levels))
        and (not select.regions or any(_lies_in(unit.region, region) for region in select.regions))
        and _is_between(article.date, select.since, select.until)
        and (select.featured is None or article.featured == select.featured)
    )


def _lies_in(region: Region, wider: Region) -> bool:
    """By the whole path: every county has its 城关镇."""
    return region.path[: len(wider.path)] == wider.path


def _is_between(date: PartialDate, since: PartialDate | None, until: PartialDate | None) -> bool:
    """By first and last day, however the dates are written; what is unknown lies in no period."""
    if date.earliest is None or date.latest is None:
        return since is None and until is None
    begins = since is None or since.earliest is None or since.earliest <= date.earliest
    return begins and (until is None or until.latest is None or date.latest <= until.latest)


def _ordered(context: Context, articles: Iterable[Article], order: Iterable[str]) -> list[Article]:
    """By the keys of ``order``, the last one first because sorting is stable; at the end by unit and name."""
    ordered = sorted(articles, key=lambda a: (a.unit, a.name))
    for key in reversed(tuple(order)):
        ordered.sort(key=_sort_key(context, key.removeprefix("-")), reverse=key.startswith("-"))
        if key.endswith("date"):
            ordered.sort(key=lambda article: not article.date.is_known)  # unknown last in either direction
    return ordered


def _sort_key(context: Context, key: str) -> Callable[[Article], Any]:
    units = {unit.slug: unit for unit in context.units}

    def level(article: Article) -> int:
        best = best_state(context, units[article.unit])
        return -best.level.order if best else -99

    keys: dict[str, Callable[[Article], Any]] = {
        "level": level,
        "region": lambda article: units[article.unit].region.order,
        "unit": lambda article: units[article.unit].pinyin,
        "date": lambda article: article.date.sort_key[:4],
        "title": lambda article: article.title,
    }
    return keys[key]


def volume_view(context: Context, compilation: Compilation) -> VolumeView:
    """A volume with its contents."""
    parts = tuple(_parts(context, compilation))
    items = [item for part in parts for item in part.items]
    issue = f"第{han_number(compilation.number)}辑" if compilation.number else ""
    kicker = " · ".join(part for part in (compilation.series, issue) if part)
    below = issue if compilation.series in compilation.subtitle else kicker
    site = context.collection.config.site
    publisher = "、".join(compilation.by)
    return VolumeView(
        url=compilation.url,
        title=compilation.title,
        subtitle=compilation.subtitle,
        kicker=kicker or "汇编",
        summary=compilation.summary,
        by=publisher,
        editors="、".join(compilation.editors) or publisher,
        date=compilation.date.display,
        date_iso=compilation.date.iso,
        count=len(items),
        unit_count=len({item.unit.url for item in items}),
        part_count=len(parts),
        parts=parts,
        preface=context.text(compilation.source),
        book=Book(
            title=compilation.title,
            subtitle=" · ".join(part for part in (compilation.subtitle, below) if part),
            publisher=f"{publisher}编" if publisher else "",
            date=compilation.date.display,
            chop=site.chop,
            css=_COVERS[(compilation.number or 0) % len(_COVERS)],
        ),
    )


def _parts(context: Context, compilation: Compilation) -> Iterator[VolumePart]:
    """Articles are numbered through the volume."""
    number = 0
    for index, part in enumerate(compilation.parts, 1):
        items: list[VolumeItem] = []
        for article, sections in chosen_articles(context, part):
            number += 1
            unit = context.collection.unit(article.unit)
            name = unit.short_name if unit else article.unit
            items.append(
                VolumeItem(
                    number=number,
                    title=article.title,
                    subtitle=article.subtitle,
                    url=article.url,
                    unit=Crumb(name, f"units/{article.unit}/"),
                    sections=sections,
                )
            )
        yield VolumePart(f"第{han_number(index)}编", part.title, len(items), tuple(items))


def _with_others(view: VolumeView, all_views: Iterable[VolumeView]) -> VolumeView:
    lines = tuple(
        VolumeLine(title=v.title, kicker=v.kicker, url=v.url, date=v.date, count=v.count)
        for v in all_views
        if v.url != view.url
    )
    return replace(view, others=lines[:_OTHERS], has_more=len(lines) > _OTHERS)
