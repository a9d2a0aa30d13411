"""The chapters of volumes, each on a page of its own, and volumes on one page to be printed.

What they show stands on the pages of articles already: they name those as canonical, and neither sitemap, search,
feeds nor counts know of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from showcase.markdown import Html
from showcase.model.office import VolumeKind
from showcase.model.volumes import Chapter, Volume, VolumePart
from showcase.views.albums import Gallery, gallery
from showcase.views.paging import page_url, paged, spans
from showcase.views.parts import HOME, Context, Crumb, PagePlan, ViewPage
from showcase.views.volumes import Book, book_of, cut_note, kicker_of, sentence_html
from showcase.volumes import chapter_html

__all__ = ["ChapterView", "PrintView", "chapter_plans"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterView:
    """``/compilations/<slug>/<unit>--<article>/``, or as much of a page to be printed."""

    anchor: str
    label: str
    """第 3 篇."""
    part: str
    """第一编　柜台里外."""
    title: str
    subtitle: str
    volume: Crumb
    kicker: str
    unit: Crumb
    unit_name: str
    office: str
    authors: str
    date: str
    date_iso: str
    media: str
    note: str
    """How much of the article this is; empty for all of it."""
    loss: Html
    loss_url: str
    full_url: str
    """Of the article."""
    body: Html
    gallery: Gallery | None
    is_album: bool
    """Its pictures stand before its words."""


@dataclass(frozen=True, slots=True)
class PrintLine:
    """A line of the contents."""

    label: str
    """第一编 where a part begins, else empty."""
    part: str
    number: int
    title: str
    unit: str
    url: str
    """With the anchor: on this page or a later one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintView:
    """``/compilations/<slug>/print/``: the whole volume, or as many chapters as one page may hold."""

    title: str
    subtitle: str
    kicker: str
    by: str
    editors: str
    date: str
    is_official: bool
    """公文版式."""
    back: str
    """Address of the volume."""
    is_first: bool
    """Cover, preface and contents stand here."""
    range: str
    """第 1—60 篇; empty where it holds all."""
    book: Book
    preface: Html
    contents: tuple[PrintLine, ...]
    chapters: tuple[tuple[str, ChapterView], ...]
    """Each with the heading of its part, where one begins."""
    colophon: tuple[Html, ...]
    """Of the last page."""


def chapter_plans(context: Context) -> Iterator[PagePlan]:
    """Pages of all chapters, and those to be printed; of what was taken back there are none."""
    for volume in context.volumes.all:
        if volume.is_withdrawn:
            continue
        numbered = [(part, chapter) for part in volume.parts for chapter in part.chapters]
        for index, (part, chapter) in enumerate(numbered):
            beside = tuple(numbered[n][1] if 0 <= n < len(numbered) else None for n in (index - 1, index + 1))
            yield PagePlan(
                url=chapter.url,
                template="chapter.html",
                section="compilations/",
                is_listed=False,
                make=partial(_chapter_page, context, volume, part, chapter, beside),
                texts=(chapter.source.path,),
            )
        yield from _print_plans(context, volume)


def _print_plans(context: Context, volume: Volume) -> Iterator[PagePlan]:
    cuts = spans(len(volume.chapters), context.limits.chapters)
    for number, (start, stop) in enumerate(cuts, 1):
        paths = dict.fromkeys(chapter.source.path for chapter in volume.chapters[start:stop])
        yield PagePlan(
            url=page_url(volume.print_url, number),
            template="volume_print.html",
            section="compilations/",
            is_listed=False,
            make=partial(_print_page, context, volume, cuts, number),
            texts=(volume.source.path, *paths),
        )


def _chapter_page(
    context: Context, volume: Volume, part: VolumePart, chapter: Chapter, beside: tuple[Chapter | None, ...]
) -> ViewPage:
    before, after = (Crumb(found.title, found.url) if found else None for found in beside)
    return ViewPage(
        url=chapter.url,
        template="chapter.html",
        title=f"{chapter.title}（《{volume.title}》）",
        description=chapter.summary or f"《{volume.title}》收录的{chapter.unit_short_name}材料",
        view=_chapter_view(context, volume, part, chapter, chapter.url),
        crumbs=(
            Crumb(HOME, ""), Crumb("经验汇编", "compilations/"), Crumb(volume.title, volume.url), Crumb(chapter.title),
        ),
        section="compilations/",
        source=chapter.source,
        published=chapter.date,
        content_source=chapter.unit_name,
        is_draft=volume.is_draft,
        previous=before,
        next=after,
        feed="compilations",
        canonical=chapter.article_url,
    )  # fmt: skip


def _chapter_view(
    context: Context, volume: Volume, part: VolumePart, chapter: Chapter, place: str, *, is_within: bool = False
) -> ChapterView:
    is_album = volume.kind is VolumeKind.PICTURES and bool(chapter.pictures)
    shown = chapter.pictures if is_album else chapter.photos
    links = context.links_of(chapter.source.path)
    level = 4 if is_within else 2
    body = chapter_html(
        chapter, links, page_url=place, is_within=is_within, level=level, has_pictures=not is_album
    )  # fmt: skip
    return ChapterView(
        anchor=chapter.anchor,
        label=f"第 {chapter.number} {volume.item_word}",
        part=f"{part.label}　{part.title}",
        title=chapter.title,
        subtitle=chapter.subtitle,
        volume=Crumb(volume.title, volume.url),
        kicker=kicker_of(volume),
        unit=Crumb(chapter.unit_short_name, chapter.unit_url),
        unit_name=chapter.unit_name,
        office=chapter.office,
        authors="、".join(chapter.authors),
        date=chapter.date.display,
        date_iso=chapter.date.iso,
        media=chapter.media,
        note=cut_note(chapter),
        loss=sentence_html(chapter.loss.sentence) if chapter.loss else Html(""),
        loss_url=chapter.loss.url if chapter.loss else "",
        full_url=chapter.article_url,
        body=body,
        gallery=gallery(context, shown) if shown else None,
        is_album=is_album,
    )


def _print_page(context: Context, volume: Volume, cuts: list[tuple[int, int]], number: int) -> ViewPage:
    page = ViewPage(
        url=volume.print_url,
        template="volume_print.html",
        title=f"《{volume.title}》打印版",
        description=f"《{volume.title}》全辑，供打印",
        view=None,
        crumbs=(
            Crumb(HOME, ""), Crumb("经验汇编", "compilations/"), Crumb(volume.title, volume.url), Crumb("打印版"),
        ),
        section="compilations/",
        source=volume.source,
        published=volume.date,
        content_source="、".join(volume.by),
        is_draft=volume.is_draft,
        canonical=volume.url,
    )  # fmt: skip
    turned = list(paged(page, [None] * len(cuts)))[number - 1]
    return replace(turned, view=_print_view(context, volume, cuts, number))


def _print_view(context: Context, volume: Volume, cuts: list[tuple[int, int]], number: int) -> PrintView:
    start, stop = cuts[number - 1]
    numbered = [(part, chapter) for part in volume.parts for chapter in part.chapters][start:stop]
    place = page_url(volume.print_url, number)
    is_first, is_last = number == 1, number == len(cuts)
    return PrintView(
        title=volume.title,
        subtitle=volume.subtitle,
        kicker=kicker_of(volume),
        by="、".join(volume.by),
        editors="、".join(volume.editors),
        date=volume.date.display,
        is_official=volume.is_official,
        back=volume.url,
        is_first=is_first,
        range=f"第 {start + 1}—{stop} {volume.item_word}" if len(cuts) > 1 else "",
        book=book_of(context.collection, volume),
        preface=context.text(volume.source) if is_first else Html(""),
        contents=tuple(_contents(volume, context.limits.chapters)) if is_first else (),
        chapters=tuple(
            (_heading(part, chapter), _chapter_view(context, volume, part, chapter, place, is_within=True))
            for part, chapter in numbered
        ),
        colophon=tuple(map(sentence_html, volume.colophon)) if is_last else (),
    )


def _heading(part: VolumePart, chapter: Chapter) -> str:
    return f"{part.label}　{part.title}" if chapter is part.chapters[0] else ""


def _contents(volume: Volume, size: int) -> Iterator[PrintLine]:
    for part in volume.parts:
        for chapter in part.chapters:
            page = page_url(volume.print_url, (chapter.number - 1) // size + 1)
            is_start = chapter is part.chapters[0]
            yield PrintLine(
                label=part.label if is_start else "",
                part=part.title if is_start else "",
                number=chapter.number,
                title=chapter.title,
                unit=chapter.unit_short_name,
                url=f"{page}#{chapter.anchor}",
            )
