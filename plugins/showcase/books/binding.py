"""A finished volume and its texts → a book with absolute addresses and the photos that it shows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from showcase.books.values import Book, BookChapter, BookPart, Picture
from showcase.markdown import Links, image_of, quoted
from showcase.model.office import VolumeKind
from showcase.model.renditions import Rendition, plan_fallback
from showcase.model.units import Photo
from showcase.model.volumes import Chapter, Volume, VolumePart
from showcase.volumes import chapter_html, preface_html

__all__ = ["Binding", "Bound", "bind"]

_SOURCE: Final = re.compile(r'<img src="([^"]*)"')
_UNDATED: Final = dt.date(1980, 1, 1)
"""In the data of a file whose volume has no date; a clock would give other bytes every day."""


@dataclass(frozen=True, slots=True)
class Binding:
    """What a volume needs beside itself."""

    links: Mapping[str, Links]
    """Of every text, by path of its file."""
    photos: Mapping[str, tuple[Photo, ...]]
    """Of every unit, by slug."""
    file_of: Callable[[Rendition], str]
    """Where the photo cache has a rendition."""
    site_url: str
    site: str = ""
    """Name of the site."""
    chop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """A book, and where its pictures stand in its texts."""

    book: Book
    addresses: Mapping[str, str]
    """File names of pictures by their address."""


def bind(volume: Volume, binding: Binding) -> Bound:
    """The whole volume; of a withdrawn one there is no book, and nobody asks for it."""
    is_album = volume.kind is VolumeKind.PICTURES
    parts = tuple(_part(part, binding, is_album) for part in volume.parts)
    preface = preface_html(volume, binding.links[volume.source.path], site_url=binding.site_url).text
    pictures = _pictures(volume.units, binding, (chapter.html for part in parts for chapter in part.chapters))
    kicker = " · ".join(filter(None, (volume.series, volume.issue)))
    book = Book(
        slug=volume.slug,
        title=volume.title,
        subtitle=volume.subtitle,
        kicker=kicker,
        series=volume.series,
        number=volume.number,
        issuers="、".join(volume.by),
        editors="、".join(volume.editors),
        date=volume.date.display if volume.date.is_known else "",
        day=volume.date.earliest or _UNDATED,
        summary=volume.summary,
        counts=volume.counts,
        item_word=volume.item_word,
        is_official=volume.is_official,
        chop=binding.chop,
        preface=preface,
        notes=volume.colophon[2 + bool(volume.editors) :],  # what stands before is in the table of the 版权页
        url=f"{binding.site_url}{volume.url}",
        site=binding.site,
        parts=parts,
        pictures=tuple({picture.name: picture for picture in pictures.values()}.values()),
    )
    return Bound(book, {address: picture.name for address, picture in pictures.items()})


def _part(part: VolumePart, binding: Binding, is_album: bool) -> BookPart:
    chapters = tuple(_chapter(chapter, binding, is_album and bool(chapter.pictures)) for chapter in part.chapters)
    return BookPart(label=part.label, title=part.title, chapters=chapters)


def _chapter(chapter: Chapter, binding: Binding, is_album: bool) -> BookChapter:
    """Pictures beside the article stand behind its text, in 图片汇编 all of them before it."""
    links = binding.links[chapter.source.path]
    text = chapter_html(chapter, links, site_url=binding.site_url, has_pictures=not is_album).text
    album = "".join(_figures(chapter.pictures if is_album else chapter.photos, binding.site_url, text))
    parts = (album, text) if is_album else (text, album)
    return BookChapter(
        number=chapter.number,
        title=chapter.title,
        subtitle=chapter.subtitle,
        unit=chapter.unit_name,
        date=chapter.date.display if chapter.date.is_known else "",
        url=f"{binding.site_url}{chapter.article_url}",
        html="".join((*parts, *_lines(chapter))),
        is_shortened=chapter.is_shortened,
    )


def _figures(photos: Iterable[Photo], site_url: str, text: str) -> Iterator[str]:
    """Photos that the text does not show itself."""
    for photo in photos:
        image = image_of(photo)
        address = f"{site_url}{quoted(image.url)}"
        if f'src="{address}"' not in text:
            caption = f"<figcaption>{escape(image.caption)}</figcaption>" if image.caption else ""
            size = f'width="{image.width}" height="{image.height}"'
            yield f'<figure><img src="{address}" alt="{escape(image.alt, quote=True)}" {size}>{caption}</figure>'


def _lines(chapter: Chapter) -> Iterator[str]:
    """Where it was published first, and what became of the unit's title."""
    if chapter.media:
        yield f"<p>（原载{escape(chapter.media)}）</p>"
    if chapter.loss is not None:
        yield f"<p>〔编者注：{escape(chapter.loss.sentence)}〕</p>"


def _pictures(units: Iterable[str], binding: Binding, texts: Iterable[str]) -> dict[str, Picture]:
    """Those that the texts show, by their address there, in their order."""
    known: dict[str, Rendition] = {}
    for slug in units:
        for photo in binding.photos.get(slug, ()):
            rendition = plan_fallback(photo)
            known[f"{binding.site_url}{quoted(rendition.url)}"] = rendition
    shown = dict.fromkeys(address for text in texts for address in _SOURCE.findall(text))
    return {address: _picture(known[address], binding) for address in shown if address in known}


def _picture(rendition: Rendition, binding: Binding) -> Picture:
    return Picture(name=rendition.name, file=binding.file_of(rendition), width=rendition.width, height=rendition.height)
