"""The office's texts in ``content/``: decisions, notices, compilations, and its free pages."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from showcase.diagnostics import Diagnostics, Location, Suggestions, suggest_file
from showcase.loading.attachments import load_attachment
from showcase.loading.compilations import compilation_of
from showcase.loading.files import Root, walk
from showcase.loading.free_files import check_free_file
from showcase.loading.front_matter import Document, load_document
from showcase.loading.publication import publication_of
from showcase.loading.tables import LIST_HEADS, load_table
from showcase.loading.words import Words
from showcase.model.documents import Attachment, Contact, FreePage, Publication, Source
from showcase.model.office import (
    ApplicationType,
    Compilation,
    Decision,
    DecisionEntry,
    DecisionList,
    Notice,
    NoticeList,
)
from showcase.model.terms import term_of
from showcase.model.units import Leftover
from showcase.model.vocabulary import Jurisdiction

if TYPE_CHECKING:
    from showcase.loading.schema import (
        DecisionListSchema,
        DecisionSchema,
        NoticeListSchema,
        NoticeSchema,
        PublicationSchema,
    )

__all__ = ["Desk", "UnitNames", "load_compilations", "load_decisions", "load_free_pages", "load_notices"]

T = TypeVar("T")
S = TypeVar("S", bound="PublicationSchema")
SECTIONS: Final = ("decisions", "notices", "compilations")
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NO_DAY: Final = (dt.date.min, None)
"""Of a notice whose dates are at fault, which is told and not kept."""


@dataclass(frozen=True, slots=True)
class UnitNames:
    """How a list may name a unit: by slug, name or short name."""

    slugs: frozenset[str]
    by_name: Mapping[str, tuple[str, ...]]
    folded: Mapping[str, tuple[str, ...]]
    """The same by names without their white space, half and full width being one: 书店(北店) is 书店（北店）."""

    @classmethod
    def of(cls, slugs: Iterable[str], by_name: Mapping[str, tuple[str, ...]]) -> UnitNames:
        """From the slugs of all units, and those by name and short name."""
        folded: dict[str, tuple[str, ...]] = {}
        for name, found in by_name.items():
            key = _folded(name)
            folded[key] = tuple(dict.fromkeys((*folded.get(key, ()), *found)))
        return cls(frozenset(slugs), by_name, folded)

    def find(self, word: str) -> tuple[str, ...]:
        """The slug of a unit; several when the name is ambiguous (every district has its 第一小学)."""
        key = _folded(word)
        return (key,) if key in self.slugs else self.folded.get(key, ())

    def words(self) -> tuple[str, ...]:
        """Everything a list may say, for suggestions."""
        return (*sorted(self.slugs), *self.by_name)


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


@dataclass(frozen=True, slots=True)
class Desk:
    """What loading the office's texts needs besides their folder, and what is left of those at fault."""

    root: Root
    words: Words
    names: UnitNames
    diagnostics: Diagnostics
    near_names: Suggestions
    leftovers: list[Leftover] = field(default_factory=list)
    named: set[Path] = field(default_factory=set)
    """Files that a text named as its list or attachment."""


def load_decisions(desk: Desk, folder: Path) -> tuple[Decision, ...]:
    """All of ``content/decisions/``."""
    from showcase.loading.schema import DecisionSchema  # pydantic: only when files are parsed

    return _load(desk, folder, DecisionSchema, _decision)


def load_notices(desk: Desk, folder: Path) -> tuple[Notice, ...]:
    """All of ``content/notices/``."""
    from showcase.loading.schema import NoticeSchema  # as above

    return _load(desk, folder, NoticeSchema, _notice)


def load_compilations(desk: Desk, folder: Path) -> tuple[Compilation, ...]:
    """All of ``content/compilations/``."""
    from showcase.loading.schema import CompilationSchema  # as above

    return _load(desk, folder, CompilationSchema, compilation_of)


def load_free_pages(root: Root, content: Path, diagnostics: Diagnostics) -> tuple[FreePage, ...]:
    """Home, about, guide …

    MkDocs renders them; their front matter is checked here, for MkDocs drops it silently when it does
    not parse (MEASURED.md §5).
    """
    from showcase.loading.schema import FreePageSchema  # as above
    from showcase.loading.validation import shape_of

    found: list[FreePage] = []
    for path in walk(root, content, diagnostics):
        parts = path.relative_to(content).parts
        if parts[0] in SECTIONS:
            continue
        if path.suffix != ".md":
            check_free_file(root, path, diagnostics)
            continue
        document = load_document(root, path, diagnostics)
        schema = shape_of(FreePageSchema, document, diagnostics)[0] if document else None
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


def _load(context: Desk, folder: Path, schema: type[S], build: Callable[[Desk, str, Document, S], T]) -> tuple[T, ...]:
    from showcase.loading.validation import shape_of  # as above

    found: list[T] = []
    others: list[Path] = []
    for path in walk(context.root, folder, context.diagnostics) if folder.is_dir() else ():
        place = Location(context.root.relative(path))
        if path.suffix.lower() != ".md":
            others.append(path)
            continue
        if path.parent != folder or path.suffix != ".md":
            message = f"这个文件不会发布：请把小写 .md 结尾的文件直接放在 {folder.name} 文件夹里"
            context.diagnostics.warning(place, message, "stray-file")
            continue
        if not _SLUG.fullmatch(path.stem):
            context.diagnostics.error(place, "文件名要用小写字母、数字和连字符，它就是网址", "bad-slug")
        document = load_document(context.root, path, context.diagnostics)
        if document is None:
            continue
        shape, is_sound = shape_of(schema, document, context.diagnostics)
        thing = build(context, path.stem, document, shape)
        if is_sound:
            found.append(thing)
        else:
            context.leftovers.append(Leftover(source=document.source, text=document.text))
    _unnamed(context, folder, others)
    return tuple(found)


def _unnamed(context: Desk, folder: Path, files: Iterable[Path]) -> None:
    """What no text names is not published; with an error beside it the name may be what is wrong."""
    within = f"{context.root.relative(folder)}/"
    if any(path.startswith(within) for path in context.diagnostics.faulty_paths()):
        return
    for path in files:
        if path not in context.named:
            message = "这个文件不会发布：没有公文在 attachments 或名单的 file 里写到它"
            context.diagnostics.warning(Location(context.root.relative(path)), message, "stray-file")


# --- decisions -----------------------------------------------------------------------------------


def _decision(context: Desk, slug: str, document: Document, schema: DecisionSchema) -> Decision:
    source = document.source
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


def _decision_list(context: Desk, item: DecisionListSchema, source: Source, n: int) -> DecisionList | None:
    words = context.words
    jurisdiction = words.jurisdiction(item.jurisdiction, source.at("lists", n, "jurisdiction"))
    level = words.level(item.level, jurisdiction, source.at("lists", n, "level"))
    grade = words.grade(item.grade, jurisdiction, source.at("lists", n, "grade"))
    entries = tuple(_entries(context, item, jurisdiction, grade, source, n))
    if level is None or jurisdiction is None:
        return None
    return DecisionList(
        event=item.event,
        title=item.title,
        level=level,
        jurisdiction=jurisdiction,
        reason=item.reason,
        publish_reason=item.publish_reason,
        follows=item.follows,
        prize=item.prize,
        quota=item.quota,
        entries=entries,
    )


def _entries(
    context: Desk,
    item: DecisionListSchema,
    jurisdiction: Jurisdiction | None,
    grade: str,
    source: Source,
    n: int,
) -> Iterator[DecisionEntry]:
    for row in _rows(context, item, source, n):
        slug = _known_unit(context, row.unit, row.place)
        own = context.words.grade(row.grade, jurisdiction, row.grade_place)
        if slug is not None:
            yield DecisionEntry(
                unit=slug,
                title=row.title or item.title,
                grade=own or grade,
                term=term_of(row.term) or item.term,
                prize=row.prize or item.prize,
                remark=row.remark,
                location=row.place,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One unit of a list, and what a table says of it beside."""

    unit: str
    place: Location
    grade_place: Location
    title: str = ""
    grade: str = ""
    term: str = ""
    prize: str = ""
    remark: str = ""


def _rows(context: Desk, item: DecisionListSchema | NoticeListSchema, source: Source, n: int) -> Iterator[_Row]:
    """Units written inline, then the rows of the table beside the file."""
    if not item.units and not item.file:
        context.diagnostics.error(source.at("lists", n), "名单是空的，请写 units 或 file", "missing-value")
    for index, word in enumerate(item.units):
        place = source.at("lists", n, "units", index)
        if word:  # else told as an empty value
            yield _Row(unit=word, place=place, grade_place=place)
    path = _beside(context, item.file, source, source.at("lists", n, "file")) if item.file else None
    table = load_table(context.root, path, LIST_HEADS, context.diagnostics) if path else None
    if table is None or path is None:
        return
    context.diagnostics.belongs(context.root.relative(path), source.path)
    for index, row in enumerate(table.rows):
        place = table.source.at(index, "unit")
        if "unit" in row:
            row.pop("number", None)  # 序号 says nothing that the order does not
            yield _Row(**row, place=place, grade_place=table.source.at(index, "grade"))
        else:
            context.diagnostics.error(place, "这一行没有写单位", "missing-value")


def _known_unit(context: Desk, word: str, place: Location) -> str | None:
    slugs = context.names.find(word)
    if len(slugs) > 1:
        message = f"有 {len(slugs)} 个单位叫“{word}”：{'、'.join(slugs)}；请写全称或文件夹名"
        context.diagnostics.error(place, message, "ambiguous-unit")
        return None
    if not slugs:
        hint = context.near_names.suggest(word) or "，请写单位文件夹名或单位名称"
        context.diagnostics.error(place, f"没有单位“{word}”{hint}", "unknown-unit")
        return None
    return slugs[0]


def _beside(context: Desk, written: str, source: Source, place: Location) -> Path | None:
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
    context.named.add(found)
    if not found.is_file():
        near = suggest_file(written, [p.name for p in (context.root.folder / folder).iterdir() if p.suffix != ".md"])
        context.diagnostics.error(place, f"文件“{written}”不存在{near}", "missing-file")
        return None
    return found


# --- notices -------------------------------------------------------------------------------------


def _notice(context: Desk, slug: str, document: Document, schema: NoticeSchema) -> Notice:
    source = document.source
    opens, opens_at = schema.opens or _NO_DAY
    closes, closes_at = schema.closes or _NO_DAY
    attachments = (_attachment(context, name, source, n) for n, name in enumerate(schema.attachments))
    return Notice(
        slug=slug,
        title=schema.title,
        date=schema.date,
        opens=opens,
        opens_at=opens_at,
        closes=closes,
        closes_at=closes_at,
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


def _notice_list(context: Desk, item: NoticeListSchema, source: Source, n: int) -> NoticeList:
    words = context.words
    application: ApplicationType | None = item.application
    return NoticeList(
        title=item.title,
        kind=words.term(words.taxonomies.kinds, item.kind, source.at("lists", n, "kind")),
        level=words.term(words.taxonomies.levels, item.level, source.at("lists", n, "level")),
        application=application,
        units=tuple(_proposed(context, item, source, n)),
    )


def _proposed(context: Desk, item: NoticeListSchema, source: Source, n: int) -> Iterator[str]:
    """Slugs of known units; a unit may also be proposed before it has a folder, by its Chinese name."""
    seen: set[str] = set()
    for row in _rows(context, item, source, n):
        is_named = bool(context.names.find(row.unit)) or row.unit.isascii()
        found = _known_unit(context, row.unit, row.place) if is_named else row.unit
        if found is None:
            continue
        if _folded(found) in seen:
            context.diagnostics.error(row.place, f"单位“{row.unit}”在名单里重复", "duplicate-entry")
            continue
        seen.add(_folded(found))
        yield found


def _attachment(context: Desk, written: str, source: Source, n: int) -> Attachment | None:
    place = source.at("attachments", n)
    path = _beside(context, written, source, place)
    return load_attachment(context.root, path, place, context.diagnostics) if path else None
