"""The office's texts in ``content/``: decisions, notices, compilations, and its free pages."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from showcase.diagnostics import Diagnostics, Location, suggest
from showcase.loading.files import Root, read_bytes, walk
from showcase.loading.front_matter import Document, load_document
from showcase.loading.publication import publication_of
from showcase.loading.schema import (
    CompilationSchema,
    DecisionListSchema,
    DecisionSchema,
    FreePageSchema,
    NoticeListSchema,
    NoticeSchema,
    PartSchema,
    SelectSchema,
)
from showcase.loading.tables import LIST_HEADS, load_table
from showcase.loading.validation import validate
from showcase.loading.words import Words
from showcase.model.records import (
    ApplicationType,
    ArticleType,
    Attachment,
    Compilation,
    CompilationItem,
    Contact,
    Decision,
    DecisionEntry,
    DecisionList,
    FreePage,
    Notice,
    NoticeList,
    Part,
    Publication,
    Selection,
    Source,
    Unit,
)

__all__ = ["UnitNames", "load_compilations", "load_decisions", "load_free_pages", "load_notices"]

T = TypeVar("T")
SECTIONS: Final = ("decisions", "notices", "compilations")
ATTACHMENT_SUFFIXES: Final = frozenset(
    {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".csv", ".txt", ".wps", ".et", ".ofd", ".zip"}
)
_MAX_ATTACHMENT: Final = 50_000_000
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ORDERS: Final = ("level", "region", "title", "date", "unit")


@dataclass(frozen=True, slots=True)
class UnitNames:
    """How a list may name a unit: by slug, name or short name."""

    slugs: frozenset[str]
    by_name: dict[str, str]

    @classmethod
    def of(cls, units: tuple[Unit, ...], folders: frozenset[str]) -> UnitNames:
        """Names of loaded units, slugs of all folders."""
        names = {unit.short_name: unit.slug for unit in units} | {unit.name: unit.slug for unit in units}
        return cls(folders, names)

    def find(self, word: str) -> str | None:
        """The slug of a unit."""
        return word if word in self.slugs else self.by_name.get(word)

    def words(self) -> tuple[str, ...]:
        """Everything a list may say, for suggestions."""
        return (*sorted(self.slugs), *self.by_name)


@dataclass(frozen=True, slots=True)
class _Context:
    root: Root
    words: Words
    names: UnitNames
    diagnostics: Diagnostics


def load_decisions(
    root: Root, folder: Path, words: Words, names: UnitNames, diagnostics: Diagnostics
) -> tuple[Decision, ...]:
    """All of ``content/decisions/``."""
    return _load(_Context(root, words, names, diagnostics), folder, _decision)


def load_notices(
    root: Root, folder: Path, words: Words, names: UnitNames, diagnostics: Diagnostics
) -> tuple[Notice, ...]:
    """All of ``content/notices/``."""
    return _load(_Context(root, words, names, diagnostics), folder, _notice)


def load_compilations(
    root: Root, folder: Path, words: Words, names: UnitNames, diagnostics: Diagnostics
) -> tuple[Compilation, ...]:
    """All of ``content/compilations/``."""
    return _load(_Context(root, words, names, diagnostics), folder, _compilation)


def load_free_pages(root: Root, content: Path, diagnostics: Diagnostics) -> tuple[FreePage, ...]:
    """Home, about, guide …

    MkDocs renders them; their front matter is checked here, for MkDocs drops it silently when it does
    not parse (MEASURED.md §5).
    """
    found: list[FreePage] = []
    for path in walk(root, content, diagnostics):
        parts = path.relative_to(content).parts
        if path.suffix != ".md" or parts[0] in SECTIONS:
            continue
        document = load_document(root, path, diagnostics)
        schema = validate(FreePageSchema, document.data, document.source, diagnostics) if document else None
        source = document.source if document else Source(root.relative(path))
        found.append(
            FreePage(
                url=_free_url(parts),
                title=schema.title if schema else "",
                publication=publication_of(schema, source, diagnostics) if schema else Publication(),
                source=source,
            )
        )
    return tuple(found)


def _free_url(parts: tuple[str, ...]) -> str:
    *folders, name = parts
    stem = name.removesuffix(".md")
    is_index = stem in ("index", "README")  # as MkDocs has it
    return "".join(f"{part}/" for part in (*folders, *(() if is_index else (stem,))))


def _load(context: _Context, folder: Path, build: Callable[[_Context, str, Document], T | None]) -> tuple[T, ...]:
    if not folder.is_dir():
        return ()
    found: list[T] = []
    for path in walk(context.root, folder, context.diagnostics):
        if path.suffix != ".md" or path.parent != folder:
            continue
        if not _SLUG.fullmatch(path.stem):
            place = Location(context.root.relative(path))
            context.diagnostics.error(place, "文件名要用小写字母、数字和连字符，它就是网址", "bad-slug")
        document = load_document(context.root, path, context.diagnostics)
        thing = build(context, path.stem, document) if document else None
        if thing is not None:
            found.append(thing)
    return tuple(found)


# --- decisions -----------------------------------------------------------------------------------


def _decision(context: _Context, slug: str, document: Document) -> Decision | None:
    source = document.source
    schema = validate(DecisionSchema, document.data, source, context.diagnostics)
    if schema is None:
        return None
    lists = (_decision_list(context, item, source, n) for n, item in enumerate(schema.lists))
    return Decision(
        slug=slug,
        title=schema.title,
        number=schema.number,
        date=schema.date,
        by=tuple(schema.by),
        lists=tuple(found for found in lists if found is not None),
        validity=schema.validity,
        index_number=schema.index_number,
        summary=schema.summary,
        text=document.text,
        publication=publication_of(schema, source, context.diagnostics),
        source=source,
    )


def _decision_list(context: _Context, item: DecisionListSchema, source: Source, n: int) -> DecisionList | None:
    words = context.words
    level = words.term(words.taxonomies.levels, item.level, source.at("lists", n, "level"))
    jurisdiction = words.jurisdiction(item.jurisdiction, source.at("lists", n, "jurisdiction"))
    grade = words.grade(item.grade, jurisdiction, source.at("lists", n, "grade"))
    entries = tuple(_entries(context, item, grade, source, n))
    if level is None or jurisdiction is None:
        return None
    if not item.units and not item.file:
        context.diagnostics.error(source.at("lists", n), "名单是空的，请写 units 或 file", "missing-value")
    return DecisionList(
        event=item.event,
        title=item.title,
        level=level,
        jurisdiction=jurisdiction,
        reason=item.reason,
        publish_reason=item.publish_reason,
        entries=entries,
    )


def _entries(
    context: _Context, item: DecisionListSchema, grade: str, source: Source, n: int
) -> Iterator[DecisionEntry]:
    for row, place in _rows(context, item, source, n):
        slug = _known_unit(context, row.get("unit", ""), place)
        if slug is not None:
            yield DecisionEntry(
                unit=slug,
                title=row.get("title") or item.title,
                grade=row.get("grade") or grade,
                term=row.get("term") or item.term,
                remark=row.get("remark", ""),
                location=place,
            )


def _rows(
    context: _Context, item: DecisionListSchema | NoticeListSchema, source: Source, n: int
) -> Iterator[tuple[dict[str, str], Location]]:
    """Units written inline, then the rows of the table beside the file."""
    for index, word in enumerate(item.units):
        yield {"unit": word}, source.at("lists", n, "units", index)
    path = _beside(context, item.file, source, source.at("lists", n, "file")) if item.file else None
    table = load_table(context.root, path, LIST_HEADS, context.diagnostics) if path else None
    if table is None:
        return
    for index, row in enumerate(table.rows):
        yield row, table.source.at(index, "unit")


def _known_unit(context: _Context, word: str, place: Location) -> str | None:
    slug = context.names.find(word)
    if slug is None:
        hint = suggest(word, context.names.words()) or "，请写单位文件夹名或单位名称"
        context.diagnostics.error(place, f"没有单位“{word}”{hint}", "unknown-unit")
    return slug


def _beside(context: _Context, written: str, source: Source, place: Location) -> Path | None:
    """A file in the folder of the one that names it."""
    folder = posixpath.dirname(source.path)
    path = posixpath.normpath(posixpath.join(folder, written))
    if not path.startswith(f"{folder}/") or written.startswith("/"):
        context.diagnostics.error(place, f"“{written}”离开了“{folder}”文件夹", "outside-folder")
        return None
    found = context.root.folder / path
    if found.is_symlink():
        context.diagnostics.error(place, f"“{written}”是符号链接，请放入文件本身", "symbolic-link")
        return None
    if not found.is_file():
        near = suggest(written, [p.name for p in (context.root.folder / folder).iterdir() if p.suffix != ".md"])
        context.diagnostics.error(place, f"文件“{written}”不存在{near}", "missing-file")
        return None
    return found


# --- notices -------------------------------------------------------------------------------------


def _notice(context: _Context, slug: str, document: Document) -> Notice | None:
    source = document.source
    schema = validate(NoticeSchema, document.data, source, context.diagnostics)
    if schema is None:
        return None
    attachments = (_attachment(context, name, source, n) for n, name in enumerate(schema.attachments))
    return Notice(
        slug=slug,
        title=schema.title,
        date=schema.date,
        opens=schema.opens,
        closes=schema.closes,
        working_days=schema.working_days,
        counted_from=schema.counted_from,
        by=tuple(schema.by),
        basis=tuple(schema.basis),
        contact=Contact(**schema.contact.model_dump()),
        lists=tuple(_notice_list(context, item, source, n) for n, item in enumerate(schema.lists)),
        attachments=tuple(found for found in attachments if found is not None),
        outcome=schema.outcome.removeprefix("decisions/"),
        summary=schema.summary,
        text=document.text,
        publication=publication_of(schema, source, context.diagnostics),
        source=source,
    )


def _notice_list(context: _Context, item: NoticeListSchema, source: Source, n: int) -> NoticeList:
    words = context.words
    application: ApplicationType | None = item.application
    return NoticeList(
        title=item.title,
        kind=words.term(words.taxonomies.kinds, item.kind, source.at("lists", n, "kind")),
        application=application,
        units=tuple(_proposed(context, item, source, n)),
    )


def _proposed(context: _Context, item: NoticeListSchema, source: Source, n: int) -> Iterator[str]:
    """Slugs of known units; a unit may also be proposed before it has a folder, by its Chinese name."""
    for row, place in _rows(context, item, source, n):
        word = row.get("unit", "")
        found = context.names.find(word)
        if found is None and word.isascii():
            _known_unit(context, word, place)
        elif word:
            yield found or word


def _attachment(context: _Context, written: str, source: Source, n: int) -> Attachment | None:
    place = source.at("attachments", n)
    path = _beside(context, written, source, place)
    if path is None:
        return None
    if path.suffix.lower() not in ATTACHMENT_SUFFIXES:
        kinds = "、".join(sorted(ATTACHMENT_SUFFIXES))
        context.diagnostics.error(place, f"不发布“{path.suffix}”附件，可用：{kinds}", "attachment-type")
        return None
    data = read_bytes(context.root, path, context.diagnostics, _MAX_ATTACHMENT)
    if data is None:
        return None
    return Attachment(
        path=context.root.relative(path),
        file=str(path),
        name=path.name,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )


# --- compilations --------------------------------------------------------------------------------


def _compilation(context: _Context, slug: str, document: Document) -> Compilation | None:
    source = document.source
    schema = validate(CompilationSchema, document.data, source, context.diagnostics)
    if schema is None:
        return None
    return Compilation(
        slug=slug,
        title=schema.title,
        subtitle=schema.subtitle,
        series=schema.series.name if schema.series else "",
        number=schema.series.number if schema.series else None,
        date=schema.date,
        by=tuple(schema.by),
        editors=tuple(schema.editors),
        layout=schema.layout,
        parts=tuple(_part(context, part, source, n) for n, part in enumerate(schema.parts)),
        leave_out=tuple(schema.leave_out),
        summary=schema.summary,
        text=document.text,
        publication=publication_of(schema, source, context.diagnostics),
        source=source,
    )


def _part(context: _Context, part: PartSchema, source: Source, n: int) -> Part:
    key: tuple[str | int, ...] = ("parts", n)
    for index, word in enumerate(part.order):
        if word.removeprefix("-") not in _ORDERS:
            message = f"排序没有“{word}”，可用：{'、'.join(_ORDERS)}，倒序在前面加 -"
            context.diagnostics.error(source.at(*key, "order", index), message, "unknown-term")
    items = tuple(
        CompilationItem(article=item.article, sections=tuple(item.sections), location=source.at(*key, "items", index))
        for index, item in enumerate(part.items)
    )
    select = _selection(context, part.select, source, *key, "select") if part.select else None
    if not items and select is None:
        context.diagnostics.error(source.at(*key), "这一编没有内容，请写 items 或 select", "missing-value")
    return Part(title=part.title, items=items, select=select, order=tuple(part.order))


def _selection(context: _Context, select: SelectSchema, source: Source, *key: str | int) -> Selection:
    words = context.words
    regions = (words.region(word, source.at(*key, "region", n)) for n, word in enumerate(select.region))
    return Selection(
        types=tuple(_types(context, select, source, *key)),
        topics=words.terms(words.taxonomies.topics, select.topics, source, *key, "topics"),
        kinds=words.terms(words.taxonomies.kinds, select.kind, source, *key, "kind"),
        levels=words.terms(words.taxonomies.levels, select.level, source, *key, "level"),
        regions=tuple(region for region in regions if region is not None),
        since=select.since,
        until=select.until,
        featured=select.featured,
    )


def _types(context: _Context, select: SelectSchema, source: Source, *key: str | int) -> Iterator[ArticleType]:
    for n, word in enumerate(select.type):
        try:
            yield ArticleType(word)
        except ValueError:
            known = [kind.value for kind in ArticleType]
            hint = suggest(word, known) or f"，可用：{'、'.join(known)}"
            context.diagnostics.error(source.at(*key, "type", n), f"材料类型没有“{word}”{hint}", "unknown-term")
