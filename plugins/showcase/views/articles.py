"""One page an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from showcase.markdown import Html, plain_text
from showcase.model.units import Article, Unit
from showcase.views.albums import Gallery, gallery
from showcase.views.archive import FileFacts, archive_url, files_of
from showcase.views.evidence import point_links
from showcase.views.linked_data import writing
from showcase.views.parts import HOME, Context, Crumb, PagePlan, ViewPage, neighbours, newest_first, unit_facts
from showcase.views.previews import photo_preview, unit_preview
from showcase.views.recordings import RecordingLine, recordings_of
from showcase.volumes import album_of, media_line

__all__ = ["ArticleView", "article_plans"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """``/units/<slug>/<article>/``."""

    type: str
    title: str
    subtitle: str
    unit: Crumb
    office: str
    authors: str
    date: str
    date_iso: str
    words: int
    summary: str
    topics: tuple[Crumb, ...]
    indicators: tuple[Crumb, ...]
    """Points of the assessment system, each with the page of its indicator."""
    archive: Crumb | None
    """The category, with the way to it in the unit's archive."""
    volumes: tuple[Crumb, ...]
    """Compilations that took the article up; each leads to its chapter."""
    media: str
    media_url: str
    recordings: tuple[RecordingLine, ...]
    """Of which the article is the note."""
    files: tuple[FileFacts, ...]
    """The same of documents."""
    body: Html
    gallery: Gallery | None
    """Photos that lie beside the file under its name: the article is what is said of them."""
    folder_name: str
    """Left of the footer: whose archive it is."""
    document_name: str
    """Right of the footer (requirement R23)."""


def article_plans(context: Context) -> Iterator[PagePlan]:
    """Pages of all articles."""
    for unit in context.collection.units:
        row = _Row(unit)
        for article in unit.articles:
            yield PagePlan(
                url=article.url,
                template="article.html",
                section="units/",
                is_listed=not _is_draft(unit, article),
                make=partial(_article_page, context, row, article),
            )


class _Row:
    """The articles of a unit from the newest on, put in order when the first of their pages is made."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    @cached_property
    def around(self) -> dict[str, tuple[Crumb | None, Crumb | None]]:
        """Previous and next by address."""
        ordered = newest_first(a for a in self.unit.articles if a.publication.withdrawn is None)
        return neighbours([Crumb(a.title, a.url) for a in ordered])


def _is_draft(unit: Unit, article: Article) -> bool:
    return article.publication.draft or unit.publication.draft


def _article_page(context: Context, row: _Row, article: Article) -> ViewPage:
    unit = row.unit
    before, after = row.around.get(article.url, (None, None))
    return ViewPage(
        url=article.url,
        template="article.html",
        title=article.title,
        description=article.summary or f"{unit.short_name}的{article.type.value}材料",
        view=_article_view(context, unit, article),
        crumbs=(Crumb(HOME, ""), Crumb("单位", "units/"), Crumb(unit.short_name, unit.url), Crumb(article.title)),
        section="units/",
        source=article.source,
        published=article.date,
        released=article.publication.publish,
        authors=article.authors,
        content_source=unit.name,
        keywords=tuple(topic.name for topic in article.topics),
        is_draft=_is_draft(unit, article),
        previous=before,
        next=after,
        feed="articles",
        preview=photo_preview(album_of(unit, article)) or unit_preview(context, unit),
        about=writing(unit, article),
        search=replace(
            unit_facts(context, unit), type=article.type.value, topics=tuple(topic.name for topic in article.topics)
        ),
    )


def _article_view(context: Context, unit: Unit, article: Article) -> ArticleView:
    body = context.text(article.source)
    beside = album_of(unit, article)
    taken = context.volumes.by_article.get(f"{unit.slug}/{article.name}", ())
    archive = article.archive.name if article.archive else ""
    title, _, behind_dash = article.title.partition("——") if not article.subtitle else (article.title, "", "")
    return ArticleView(
        type=article.type.value,
        title=title or article.title,
        subtitle=article.subtitle or (behind_dash if title else ""),
        unit=Crumb(unit.short_name, unit.url),
        office=article.office,
        authors="、".join(article.authors),
        date=article.date.display,
        date_iso=article.date.iso,
        words=len(re.sub(r"\s", "", plain_text(body.text))),
        summary=article.summary,
        topics=tuple(Crumb(topic.name, f"topics/{topic.slug}/") for topic in article.topics),
        indicators=point_links(context, article.indicators),
        archive=Crumb(archive, f"{archive_url(unit)}#s-{article.archive.slug}") if article.archive else None,
        volumes=tuple(Crumb(volume.title, chapter.url) for volume, chapter in taken),
        media=media_line(article),
        media_url=article.media.url if article.media else "",
        recordings=recordings_of(context, unit, article),
        files=tuple(files_of(unit, article.source.path)),
        body=body,
        gallery=gallery(context, beside) if beside else None,
        folder_name=" · ".join(part for part in (unit.short_name, "文明创建档案", archive) if part),
        document_name=article.document_name,
    )
