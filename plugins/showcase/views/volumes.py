"""汇编: the list of volumes, and the cover and contents of each; its chapters are in ``chapters``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from showcase.markdown import Html, unbroken
from showcase.model.collection import Collection
from showcase.model.office import VolumeKind
from showcase.model.volumes import Chapter, Volume
from showcase.views.paging import paged, spans, within
from showcase.views.parts import HOME, BookLink, Context, Crumb, Picture, ViewPage, picture

__all__ = [
    "Book",
    "VolumeView",
    "book_of",
    "cut_note",
    "kicker_of",
    "newest_volumes",
    "sentence_html",
    "volume_pages",
    "volume_view",
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
    """Of the chapter."""
    unit: Crumb
    note: str
    """节选“做法”; 略去称谓、打算."""
    media: str
    """Where it was published, in a volume of what media wrote."""
    is_lost: bool
    """Its unit lost its title by revocation."""
    picture: Picture | None
    """The first of an album."""
    picture_count: int


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
    count: str
    """11 篇."""


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
    item_word: str
    """篇; 项 of rules, 组 of pictures."""
    counts: str
    """4 编 14 篇."""
    unit_count: int
    part_count: int
    parts: tuple[VolumePart, ...]
    is_album: bool
    """Its contents are pictures."""
    preface: Html
    colophon: tuple[Html, ...]
    print_url: str
    downloads: tuple[BookLink, ...]
    first_url: str
    """Of its first chapter; empty when it has none."""
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
    """The list of volumes, newest first, then cover and contents of every volume."""
    views = {volume.slug: volume_view(context, volume) for volume in context.volumes.all}
    listed = newest_volumes(context)
    yield ViewPage(
        url="compilations/",
        template="volumes.html",
        title="经验汇编",
        description="文明单位经验交流汇编各辑",
        view=VolumesView(tuple(views[volume.slug] for volume in listed)),
        crumbs=(Crumb(HOME, ""), Crumb("经验汇编")),
        section="compilations/",
        feed="compilations",
    )
    for volume in context.volumes.all:
        view = views[volume.slug]
        page = ViewPage(
            url=volume.url,
            template="volume.html",
            title=volume.title,
            description=volume.summary or f"{view.kicker}，收录 {view.count} {view.item_word}",
            view=None,
            crumbs=(Crumb(HOME, ""), Crumb("经验汇编", "compilations/"), Crumb(volume.title)),
            section="compilations/",
            source=volume.source,
            published=volume.date,
            content_source="、".join(volume.by),
            is_draft=volume.is_draft,
            feed="compilations",
        )
        whole = _with_others(view, [views[other.slug] for other in listed])
        # of one that was taken back nothing is shown
        yield from paged(page, [whole] if volume.is_withdrawn else list(_pages(whole, context.limits.rows)))


def _pages(view: VolumeView, size: int) -> Iterator[VolumeView]:
    """The contents page by page; what the editors say stands on the first one, the 版权页 on the last."""
    last = max(view.count, 1)
    for span in spans(view.count, size):
        parts = within(view.parts, lambda part: len(part.items), _cut_part, span)
        preface = Html("") if span[0] else view.preface
        colophon = view.colophon if span[1] >= last or not view.count else ()
        yield replace(view, parts=parts, preface=preface, colophon=colophon)


def _cut_part(part: VolumePart, start: int, stop: int) -> VolumePart:
    return replace(part, items=part.items[start:stop])


def newest_volumes(context: Context) -> list[Volume]:
    """Those that lists may show: by date, then by number in the series, newest first; of unknown date last."""
    shown = [volume for volume in context.volumes.all if not volume.is_withdrawn]
    return sorted(shown, key=lambda v: (v.date.is_known, v.date.sort_key[:4], v.number or 0), reverse=True)


def kicker_of(volume: Volume) -> str:
    """经验交流汇编 · 第三辑."""
    return " · ".join(part for part in (volume.series, volume.issue) if part) or KIND_NAMES[volume.kind]


KIND_NAMES: Final = {
    VolumeKind.EXPERIENCE: "经验汇编",
    VolumeKind.RULES: "制度汇编",
    VolumeKind.PICTURES: "图片汇编",
    VolumeKind.NEWS: "新闻报道汇编",
    VolumeKind.STORIES: "事迹汇编",
    VolumeKind.SPECIAL: "专题汇编",
}


def book_of(collection: Collection, volume: Volume) -> Book:
    """The cover of a volume."""
    below = volume.issue if volume.series in volume.subtitle else kicker_of(volume)
    publisher = "、".join(volume.by)
    return Book(
        title=volume.title,
        subtitle=" · ".join(part for part in (volume.subtitle, below) if part),
        publisher=f"{publisher}编" if publisher else "",
        date=volume.date.display,
        chop=collection.config.site.chop,
        css=_COVERS[(volume.number or 0) % len(_COVERS)],
    )


def sentence_html(sentence: str) -> Html:
    """In which neither a date nor a 文号 breaks."""
    return Html(unbroken(escape(sentence, quote=False)))


def cut_note(chapter: Chapter) -> str:
    """How much of the article the volume has."""
    chosen = f"节选{''.join(f'“{name}”' for name in chapter.sections)}" if chapter.sections else ""
    without = f"略去{'、'.join(chapter.left_out)}" if chapter.left_out else ""
    return "，".join(part for part in (chosen, without) if part)


def volume_view(context: Context, volume: Volume) -> VolumeView:
    """A volume with its contents."""
    parts = tuple(_parts(context, volume))
    items = [item for part in parts for item in part.items]
    publisher = "、".join(volume.by)
    return VolumeView(
        url=volume.url,
        title=volume.title,
        subtitle=volume.subtitle,
        kicker=kicker_of(volume),
        summary=volume.summary,
        by=publisher,
        editors="、".join(volume.editors) or publisher,
        date=volume.date.display,
        date_iso=volume.date.iso,
        count=len(items),
        item_word=volume.item_word,
        counts=volume.counts,
        unit_count=len(volume.units),
        part_count=len(parts),
        parts=parts,
        is_album=volume.kind is VolumeKind.PICTURES,
        preface=context.text(volume.source),
        colophon=tuple(map(sentence_html, volume.colophon)),
        print_url=volume.print_url,
        downloads=context.books.get(volume.slug, ()),
        first_url=items[0].url if items else "",
        book=book_of(context.collection, volume),
    )


def _parts(context: Context, volume: Volume) -> Iterator[VolumePart]:
    for part in volume.parts:
        items = tuple(_item(context, volume, chapter) for chapter in part.chapters)
        yield VolumePart(part.label, part.title, len(items), items)


def _item(context: Context, volume: Volume, chapter: Chapter) -> VolumeItem:
    is_album = volume.kind is VolumeKind.PICTURES and bool(chapter.pictures)
    return VolumeItem(
        number=chapter.number,
        title=chapter.title,
        subtitle=chapter.subtitle,
        url=chapter.url,
        unit=Crumb(chapter.unit_short_name, chapter.unit_url),
        note=cut_note(chapter),
        media=chapter.media if volume.kind is VolumeKind.NEWS else "",
        is_lost=chapter.loss is not None,
        picture=picture(context, chapter.pictures[0]) if is_album else None,
        picture_count=len(chapter.pictures),
    )


def _with_others(view: VolumeView, all_views: Iterable[VolumeView]) -> VolumeView:
    lines = tuple(
        VolumeLine(title=v.title, kicker=v.kicker, url=v.url, date=v.date, count=f"{v.count} {v.item_word}")
        for v in all_views
        if v.url != view.url
    )
    return replace(view, others=lines[:_OTHERS], has_more=len(lines) > _OTHERS)
