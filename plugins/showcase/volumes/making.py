"""Compilations → volumes: chapters with what is left of their texts, and what the last page says of it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final
from urllib.parse import unquote

from showcase.model.collection import Collection
from showcase.model.dates import PartialDate
from showcase.model.documents import Text
from showcase.model.office import Compilation
from showcase.model.terms import han_number
from showcase.model.units import Article, Photo, Unit
from showcase.model.volumes import PART_WORDS, Chapter, Volume, VolumePart
from showcase.volumes.choosing import Choice, Sources, choose, is_published
from showcase.volumes.shortening import shorten

__all__ = ["Volumes", "album_of", "make_volumes", "media_line", "pictures_of"]


class Volumes:
    """All volumes of a showcase, made when the first of them is asked for."""

    def __init__(self, make: Callable[[], tuple[Volume, ...]] = tuple) -> None:
        self._make = make

    @cached_property
    def all(self) -> tuple[Volume, ...]:
        """By slug, as the compilations are."""
        return self._make()

    @cached_property
    def by_slug(self) -> Mapping[str, Volume]:
        """Each one."""
        return {volume.slug: volume for volume in self.all}

    @cached_property
    def by_article(self) -> Mapping[str, tuple[tuple[Volume, Chapter], ...]]:
        """Those that readers see and that took an article up, by ``unit/name``."""
        found: dict[str, list[tuple[Volume, Chapter]]] = {}
        for volume in self.all:
            for chapter in () if volume.is_withdrawn else volume.chapters:
                found.setdefault(chapter.article, []).append((volume, chapter))
        return {article: tuple(taken) for article, taken in found.items()}

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[tuple[Volume, Chapter], ...]]:
        """The same by the slug of the unit."""
        found: dict[str, list[tuple[Volume, Chapter]]] = {}
        for taken in self.by_article.values():
            for volume, chapter in taken:
                found.setdefault(chapter.unit, []).append((volume, chapter))
        return {unit: tuple(taken) for unit, taken in found.items()}


def make_volumes(sources: Sources) -> tuple[Volume, ...]:
    """Every compilation as it is to be printed."""
    return tuple(_volume(sources, compilation) for compilation in sources.collection.compilations)


def _volume(sources: Sources, compilation: Compilation) -> Volume:
    parts = tuple(_parts(sources, compilation))
    word, item = PART_WORDS[compilation.kind]
    chapters = [chapter for part in parts for chapter in part.chapters]
    counts = f"{len(parts)} {word} {len(chapters)} {item}"
    return Volume(
        slug=compilation.slug,
        title=compilation.title,
        subtitle=compilation.subtitle,
        series=compilation.series,
        number=compilation.number,
        issue=f"第{han_number(compilation.number)}辑" if compilation.number else "",
        kind=compilation.kind,
        layout=compilation.layout,
        by=compilation.by,
        editors=compilation.editors,
        date=compilation.date,
        is_published=is_published(compilation, sources.today),
        is_draft=compilation.publication.draft,
        is_withdrawn=compilation.publication.withdrawn is not None,
        summary=compilation.summary,
        source=compilation.source,
        preface=compilation.text,
        parts=parts,
        counts=counts,
        colophon=tuple(_colophon(compilation, chapters, counts)),
    )


def _parts(sources: Sources, compilation: Compilation) -> Iterator[VolumePart]:
    number = 0
    word = PART_WORDS[compilation.kind][0]
    for index, choices in enumerate(choose(sources, compilation), 1):
        chapters = tuple(
            _chapter(sources.collection, compilation, choice, number + n) for n, choice in enumerate(choices.taken, 1)
        )
        number += len(chapters)
        yield VolumePart(
            number=index, label=f"第{han_number(index)}{word}", title=choices.part.title, chapters=chapters
        )


def _chapter(collection: Collection, compilation: Compilation, choice: Choice, number: int) -> Chapter:
    article, unit = choice.article, choice.unit
    short = shorten(article.text, choice.sections, compilation.leave_out)
    title, _, behind_dash = article.title.partition("——") if not article.subtitle else (article.title, "", "")
    return Chapter(
        number=number,
        volume=compilation.slug,
        unit=unit.slug,
        unit_name=_name_on(unit, compilation.date),
        unit_short_name=unit.short_name,
        article=f"{unit.slug}/{article.name}",
        slug=article.slug,
        type=article.type,
        title=title or article.title,
        subtitle=article.subtitle or (behind_dash if title else ""),
        office=article.office,
        authors=article.authors,
        date=article.date,
        summary=article.summary,
        source=article.source,
        text=short.text,
        sections=choice.sections,
        left_out=short.left_out,
        photos=album_of(unit, article),
        pictures=pictures_of(unit, article, short.text),
        media=media_line(article),
        loss=choice.loss,
    )


def _name_on(unit: Unit, date: PartialDate) -> str:
    """What it was called when the volume came out."""
    return (unit.former_name_on(date.latest) if date.latest else "") or unit.name


def album_of(unit: Unit, article: Article) -> tuple[Photo, ...]:
    """Photos that lie beside the article's file under its name."""
    stem = article.source.path.rpartition(".")[0]
    return tuple(photo for photo in unit.photos if photo.path.rpartition(".")[0] == stem)


_PICTURE: Final = re.compile(r"!\[[^\]]*\]\(<?([^)\s>]+)")


def pictures_of(unit: Unit, article: Article, text: Text) -> tuple[Photo, ...]:
    """Its album, and what its text shows."""
    folder = posixpath.dirname(article.source.path)
    by_path = {photo.path: photo for photo in unit.photos}
    named = (posixpath.normpath(f"{folder}/{unquote(found)}") for found in _PICTURE.findall(text.markdown))
    shown = (by_path[path] for path in named if path in by_path)
    return tuple({photo.path: photo for photo in (*album_of(unit, article), *shown)}.values())


def media_line(article: Article) -> str:
    """Where a medium published it."""
    media = article.media
    return f"{media.outlet}《{media.title}》" + (f"，{media.date.display}" if media.date else "") if media else ""


def _colophon(compilation: Compilation, chapters: Sequence[Chapter], counts: str) -> Iterator[str]:
    """What stands on the 版权页."""
    issue = f"第{han_number(compilation.number)}辑" if compilation.number else ""
    series = f"，{compilation.series}{issue}" if compilation.series else ""
    by = f"，{'、'.join(compilation.by)}编印" if compilation.by else ""
    date = f"，{compilation.date.display}" if compilation.date.is_known else ""
    yield f"《{compilation.title}》{series}{by}{date}。"
    if compilation.editors:
        yield f"编辑：{'、'.join(compilation.editors)}。"
    yield f"收录 {len({chapter.unit for chapter in chapters})} 家单位，{counts}。"
    yield from _abridged(chapters, PART_WORDS[compilation.kind][1])
    lost: dict[str, str] = {}
    for chapter in chapters:
        if chapter.loss is not None and chapter.loss.is_later:
            lost.setdefault(chapter.unit, f"{chapter.unit_name}：{chapter.loss.sentence}")
    yield from lost.values()


def _abridged(chapters: Sequence[Chapter], item: str) -> Iterator[str]:
    """编入时有删节, and of how many articles what."""
    cut = [chapter for chapter in chapters if chapter.left_out]
    chosen = sum(1 for chapter in chapters if chapter.sections)
    what = tuple(dict.fromkeys(name for chapter in cut for name in chapter.left_out))
    told = (
        *((f"{len(cut)} {item}略去{'、'.join(what)}",) if cut else ()),
        *((f"{chosen} {item}只选其中几节",) if chosen else ()),
    )
    if told:
        yield f"编入时有删节：{'，'.join(told)}；全文见各单位的网页。"
