"""The archive of a unit: what lies in it, category by category and by kind of carrier (requirements R18–R29).

``/units/<slug>/archive/`` is there for every unit: an inspector sees where nothing lies, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from showcase.markdown import image_of
from showcase.model.archive import Material, Medium, archived, has_place, updated
from showcase.model.archive_tree import find_node
from showcase.model.dates import PartialDate
from showcase.model.indicators import Edition
from showcase.model.units import ArchiveFile, Unit
from showcase.model.vocabulary import Term
from showcase.views.paging import Part, cut_groups, page_url, paged
from showcase.views.parts import HOME, Context, Crumb, PagePlan, ViewPage, size_words, unit_facts

__all__ = [
    "ArchiveView",
    "CatalogueLine",
    "FileFacts",
    "archive_plans",
    "archive_url",
    "catalogue_line",
    "file_facts",
    "files_of",
]

_REST: Final = "未分类的材料"
_MEDIA_NAMES: Final = {Medium.TEXT: "文字材料", Medium.PHOTO: "照片材料", Medium.RECORDING: "音像材料"}
_MEDIA_SLUGS: Final = {Medium.TEXT: "text", Medium.PHOTO: "photo", Medium.RECORDING: "recording"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """A document to download: what it is, how large, and what proves that it is the same."""

    url: str
    name: str
    """01：主题."""
    file_name: str
    """Under which it is saved."""
    ext: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueLine:
    """A line of a catalogue (卷内目录, requirement R24)."""

    number: str
    """Two digits; empty for what has none."""
    name: str
    """``01：主题``."""
    url: str
    date: PartialDate | None
    medium: str
    office: str
    category: str
    files: tuple[FileFacts, ...]
    is_draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueGroup:
    """A category, or a kind of carriers, on one page."""

    id: str
    title: str
    count: int
    """Of all pages."""
    office: str = ""
    """That answers for what names none; empty where nobody said so."""
    is_medium: bool = False
    is_first_medium: bool = False
    is_continued: bool = False
    lines: tuple[CatalogueLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many, and the way to them."""

    name: str
    count: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveView:
    """``/units/<slug>/archive/``."""

    unit: Crumb
    count: int
    updated: PartialDate | None
    media: tuple[Count, ...]
    categories: tuple[Count, ...]
    empty: str
    """Categories in which nothing lies, in words; empty when there is none."""
    activity_url: str
    tree_url: str
    """The same in the order of the assessment system; empty while nothing has a place in it."""
    tree_note: str
    """What is said instead, where there is a system."""
    groups: tuple[CatalogueGroup, ...]
    folder_name: str
    document_name: str


def archive_url(unit: Unit) -> str:
    """Site-relative address of a unit's archive."""
    return f"{unit.url}archive/"


def archive_plans(context: Context) -> Iterator[PagePlan]:
    """The archive of every unit, page by page."""
    for unit in context.collection.units:
        for number in range(1, _page_count(context, unit) + 1):
            yield PagePlan(
                url=page_url(archive_url(unit), number),
                template="archive.html",
                section="units/",
                is_listed=not unit.publication.draft,
                make=partial(_archive_page, context, unit, number),
            )


def _page_count(context: Context, unit: Unit) -> int:
    """Most units have few pieces: those need not be looked at before their page is made."""
    most = 2 * (len(unit.articles) + len(unit.photos) + len(unit.recordings) + len(unit.files))
    return 1 if most <= context.limits.rows else len(_pages(context, unit, archived(unit)))


def _archive_page(context: Context, unit: Unit, number: int) -> ViewPage:
    materials = archived(unit)
    page = ViewPage(
        url=archive_url(unit),
        template="archive.html",
        title=f"{unit.short_name}的创建档案",
        description=f"{unit.name}的创建档案目录，共 {len(materials)} 件，按类别和载体排列",
        view=None,
        crumbs=(Crumb(HOME, ""), Crumb("单位", "units/"), Crumb(unit.short_name, unit.url), Crumb("创建档案")),
        section="units/",
        published=updated(materials, context.today),
        content_source=unit.name,
        is_draft=unit.publication.draft,
        search=unit_facts(context, unit),
    )
    return list(paged(page, list(_views(context, unit, materials))))[number - 1]


def _views(context: Context, unit: Unit, materials: Sequence[Material]) -> Iterator[ArchiveView]:
    pages = _pages(context, unit, materials)
    first_page = {group.id: n for n, groups in reversed(list(enumerate(pages, 1))) for group in groups}
    by_category = Counter(piece.category for piece in materials)
    by_medium = Counter(piece.medium for piece in materials)

    def anchor(slug: str) -> str:
        return f"{page_url(archive_url(unit), first_page[f's-{slug}'])}#s-{slug}"

    terms, edition = list(context.collection.config.taxonomies.archive), context.collection.config.editions.current
    empty = [term.name for term in terms if not by_category[term]]
    whole = ArchiveView(
        unit=Crumb(unit.short_name, unit.url),
        count=len(materials),
        updated=updated(materials, context.today),
        media=tuple(Count(medium.value, by_medium[medium], anchor(_MEDIA_SLUGS[medium])) for medium in Medium),
        categories=tuple(Count(term.name, by_category[term], anchor(term.slug)) for term in terms),
        empty="、".join(empty) if materials else "",
        activity_url=f"{unit.url}activity/",
        tree_url=f"{archive_url(unit)}by-indicator/" if edition and has_place(unit, edition) else "",
        tree_note="目前没有材料对应测评体系的要点。" if edition and not has_place(unit, edition) else "",
        groups=(),
        folder_name=f"{unit.short_name} · 文明创建档案",
        document_name="卷内目录",
    )
    yield from (replace(whole, groups=groups) for groups in pages)


def _pages(context: Context, unit: Unit, materials: Sequence[Material]) -> list[tuple[CatalogueGroup, ...]]:
    """Categories in the office's order, what has none, then the three kinds of carriers."""
    terms = context.collection.config.taxonomies.archive
    groups = [_of_category(term, [m for m in materials if m.category == term]) for term in terms]
    edition = context.collection.config.editions.current
    groups += _by_place(edition, [m for m in materials if m.category is None])
    for medium in Medium:
        inside = [m for m in materials if m.medium is medium]
        head = _head(_MEDIA_SLUGS[medium], _MEDIA_NAMES[medium], inside)
        groups.append((replace(head, is_medium=True, is_first_medium=medium is Medium.TEXT), inside))
    pages = cut_groups(groups, context.limits.rows)
    return [tuple(_group(context, unit, part) for part in page) for page in pages]


def _by_place(
    edition: Edition | None, materials: Iterable[Material]
) -> Iterator[tuple[CatalogueGroup, list[Material]]]:
    """What has no category: each place in the assessment system has a series of numbers of its own."""
    places: dict[tuple[int, ...], list[Material]] = {}
    titles: dict[tuple[int, ...], str] = {}
    for piece in materials:
        node = find_node(edition, piece.folder) if edition else None
        order = node.order if node else ()
        titles[order] = (node.name if node else "") or _REST
        places.setdefault(order, []).append(piece)
    for n, order in enumerate(sorted(places), 1):
        yield _head(f"rest-{n}", titles[order], places[order]), places[order]


def _of_category(term: Term, materials: list[Material]) -> tuple[CatalogueGroup, list[Material]]:
    return replace(_head(term.slug, term.name, materials), office=term.office), materials


def _head(slug: str, title: str, materials: Sequence[Material]) -> CatalogueGroup:
    return CatalogueGroup(id=f"s-{slug}", title=title, count=len(materials))


def _group(context: Context, unit: Unit, part: Part[CatalogueGroup, Material]) -> CatalogueGroup:
    lines = tuple(catalogue_line(context, unit, piece) for piece in part.items)
    return replace(part.group, is_continued=part.is_continued, lines=lines)


# --- one line --------------------------------------------------------------------------------------


def catalogue_line(context: Context, unit: Unit, piece: Material) -> CatalogueLine:
    """What leads to the piece: the page of its words, else the thing itself."""
    default = piece.category.office if piece.category else ""
    return CatalogueLine(
        number=f"{piece.number:02d}" if piece.number is not None else "",
        name=piece.name,
        url=_address(context, unit, piece),
        date=piece.date,
        medium=piece.medium.value,
        office=piece.office or default,
        category=piece.category.name if piece.category else "",
        files=tuple(file_facts(file) for file in piece.files),
        is_draft=piece.article is not None and piece.article.publication.draft,
    )


def _address(context: Context, unit: Unit, piece: Material) -> str:
    if piece.article is not None:
        return piece.article.url
    if piece.files:
        return piece.files[0].url
    if piece.photos:
        return image_of(piece.photos[0], avif=context.avif).url
    return f"{unit.url}#s-media"


def file_facts(file: ArchiveFile) -> FileFacts:
    """Of a document of an archive."""
    return FileFacts(
        url=file.url,
        name=f"{file.number:02d}：{file.title}",
        file_name=file.download_name,
        ext=file.suffix[1:].upper(),
        size=size_words(file.size),
        sha256=file.digest,
    )


def files_of(unit: Unit, path: str) -> Iterable[FileFacts]:
    """Those of which an article, by its path, is the note."""
    return (file_facts(file) for file in unit.shown_files if file.note == path)
