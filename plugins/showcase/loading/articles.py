"""The articles of a unit: every Markdown file of its folder but ``index.md``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from showcase.diagnostics import Location
from showcase.loading.archive_places import ArchivePlace, place_of
from showcase.loading.front_matter import Document, load_document
from showcase.loading.publication import publication_of
from showcase.loading.unit_desk import SLUG, UnitDesk, leftover_of, nfc
from showcase.loading.unit_files import ARCHIVE, number_in
from showcase.model.documents import Source
from showcase.model.units import Article, Leftover, Media, Photo

if TYPE_CHECKING:
    from showcase.loading.schema import ArticleSchema

__all__ = ["load_articles"]


def load_articles(
    desk: UnitDesk, folder: Path, files: Iterable[Path], photos: tuple[Photo, ...]
) -> tuple[tuple[Article, ...], list[Leftover]]:
    """All articles of a unit, and what is left of those that are at fault."""
    from showcase.loading.schema import ArticleSchema  # pydantic: only when a file is parsed
    from showcase.loading.validation import shape_of

    articles: list[Article] = []
    leftovers: list[Leftover] = []
    for path in files:
        document = load_document(desk.root, path, desk.diagnostics)
        if document is None:
            continue
        schema, is_sound = shape_of(ArticleSchema, document, desk.diagnostics)
        article = _article(desk, folder, path, document, schema)
        if is_sound:
            articles.append(article)
        else:
            leftovers.append(leftover_of(desk, folder, photos, document.source, document.text))
    return tuple(articles), leftovers


def _article(desk: UnitDesk, folder: Path, path: Path, document: Document, schema: ArticleSchema) -> Article:
    source, words = document.source, desk.words
    place, number = _archived(desk, folder, path, schema, source)
    media = schema.media
    return Article(
        unit=folder.name,
        slug=_slug(desk, path, schema, source),
        name=nfc(path.relative_to(folder).with_suffix("").as_posix()),
        type=schema.type,
        title=schema.title,
        subtitle=schema.subtitle,
        date=schema.date,
        topics=words.terms(words.taxonomies.topics, schema.topics, source, "topics"),
        summary=schema.summary,
        authors=tuple(schema.authors),
        office=schema.office,
        indicators=words.points(schema.indicators, source, "indicators") or place.points,
        archive=place.category,
        number=number,
        featured=schema.featured,
        media=Media(outlet=media.outlet, title=media.title, date=media.date, url=media.url) if media else None,
        text=document.text,
        publication=publication_of(schema, source, desk.diagnostics),
        source=source,
    )


def _archived(
    desk: UnitDesk, folder: Path, path: Path, schema: ArticleSchema, source: Source
) -> tuple[ArchivePlace, int | None]:
    """Category and number: from ``archive/<类>/NN-主题.md`` (requirement R20), or the category from ``archive:``."""
    parts = path.relative_to(folder).parts
    if parts[0] != ARCHIVE:
        category = desk.words.term(desk.words.taxonomies.archive, schema.archive, source.at("archive"))
        return ArchivePlace(category), None
    place, number = Location(source.path), number_in(path)
    if len(parts) < 3:
        desk.diagnostics.error(place, "归档材料要放在 archive/<档案类别>/ 下", "archive-name")
    if number is None:
        desk.diagnostics.error(place, "归档材料要按“两位数序号：主题”命名，如 01-领导小组文件.md", "archive-name")
    return place_of(desk, folder, path), number


def _slug(desk: UnitDesk, path: Path, schema: ArticleSchema, source: Source) -> str:
    """Published address first, then ``slug:``, then the pinyin of the file's name."""
    published = desk.urls.get(source.path)
    slug = schema.slug or published or desk.pinyin.slug_of(nfc(path.stem))
    place = source.at("slug")
    if not slug:
        desk.diagnostics.error(place, "由文件名得不出网址，请在文件头写 slug", "bad-slug")
    elif not SLUG.fullmatch(slug):
        desk.diagnostics.error(place, f"slug“{slug}”要用小写字母、数字和连字符", "bad-slug")
    elif published and slug != published:
        message = f"这篇材料的网址已发布为“{published}”，不能再改；请删去 slug"
        desk.diagnostics.error(place, message, "changed-url")
    return slug
