"""One folder → one :class:`~showcase.model.units.Unit` with its articles and photos."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from showcase.diagnostics import Diagnostics, Location, suggest_file
from showcase.loading.digests import Digests
from showcase.loading.files import Root, in_folder, walk
from showcase.loading.front_matter import Document, load_document
from showcase.loading.photos import PHOTO_SUFFIXES, probe_photos
from showcase.loading.pinyin import slug_of, sort_key_of
from showcase.loading.publication import publication_of
from showcase.loading.schema import (
    ArticleSchema,
    FactSchema,
    HolderSchema,
    HonorSchema,
    PhotoSchema,
    UnitSchema,
)
from showcase.loading.tables import FACT_HEADS, HONOR_HEADS, PHOTO_HEADS, Heads, Table, find_tables, load_table
from showcase.loading.validation import shape_of, validate
from showcase.loading.words import Words
from showcase.model.documents import Contact, Source, Text
from showcase.model.units import Article, Fact, FormerName, Honor, Leftover, Media, Photo, Unit
from showcase.model.vocabulary import Term

__all__ = ["Units", "load_units"]

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ARCHIVE_NAME: Final = re.compile(r"(\d{2})[：:\-_、 ]+(.+)")
_TABLES: Final = frozenset({"honors", "facts", "photos"})


@dataclass(frozen=True, slots=True)
class _Context:
    """What loading a unit needs besides its folder."""

    root: Root
    words: Words
    urls: Mapping[str, str]
    diagnostics: Diagnostics
    found: Units
    digests: Digests


@dataclass(slots=True)
class Units:
    """What was found in ``units/``."""

    units: list[Unit] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)
    """Slugs of all, also of those that could not be read."""
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Slugs by name and short name, also of units with errors: a list that names them is not at fault."""
    leftovers: list[Leftover] = field(default_factory=list)


def load_units(
    root: Root, folder: Path, words: Words, urls: Mapping[str, str], diagnostics: Diagnostics, digests: Digests
) -> Units:
    """All units, and what is left of those that are at fault."""
    context = _Context(root, words, urls, diagnostics, Units(), digests)
    for path in _unit_folders(root, folder, diagnostics):
        context.found.folders.add(path.name)
        _load_unit(context, path)
    return context.found


def _unit_folders(root: Root, folder: Path, diagnostics: Diagnostics) -> Iterator[Path]:
    for path in in_folder(root, folder, diagnostics):
        place = Location(root.relative(path))
        if path.name.startswith("_") or path.name == "README.md":
            continue
        if not path.is_dir():
            diagnostics.warning(place, "这里只放单位的文件夹，这个文件不会发布", "stray-file")
        elif not _SLUG.fullmatch(path.name):
            better = slug_of(path.name)
            hint = f"，是否想写“{better}”？" if better else ""
            message = f"文件夹名“{path.name}”要用小写字母、数字和连字符{hint}"
            diagnostics.error(place, message, "unit-slug")
        else:
            yield path


def _load_unit(context: _Context, folder: Path) -> None:
    """Everything of a folder is read, whatever else in it is at fault."""
    files = list(walk(context.root, folder, context.diagnostics))
    document = _index(context, folder, files)
    schema, is_sound = shape_of(UnitSchema, document, context.diagnostics)
    photos = _photos(context, folder, files, _said_of_photos(context, folder, schema, document))
    facts = _facts(context, folder, schema, document)
    honors = _honors(context, folder, schema, document, photos)
    articles, leftovers = _articles(context, folder, files, photos)
    unit = _build_unit(context, folder.name, document, schema, _Loaded(facts, honors, photos, articles))
    for name in dict.fromkeys(name for name in (schema.short_name, schema.name) if name):
        context.found.names[name] = (*context.found.names.get(name, ()), folder.name)
    context.found.leftovers += leftovers
    if unit is not None and is_sound:
        context.found.units.append(unit)
    else:
        texts = ((document.source, document.text), *((article.source, article.text) for article in articles))
        context.found.leftovers += (_leftover(context, folder, photos, *text) for text in texts)


def _index(context: _Context, folder: Path, files: Iterable[Path]) -> Document:
    index = folder / "index.md"
    name = context.root.relative(index)
    document = load_document(context.root, index, context.diagnostics) if index in files else None
    if index not in files and not index.is_symlink():
        context.diagnostics.error(Location(name), "单位文件夹里没有 index.md", "missing-file")
    return document or Document(Source(name), {}, Text(""), is_sound=False)


def _leftover(context: _Context, folder: Path, photos: tuple[Photo, ...], source: Source, text: Text) -> Leftover:
    return Leftover(source=source, text=text, folder=context.root.relative(folder), photos=photos)


@dataclass(frozen=True, slots=True)
class _Loaded:
    facts: tuple[Fact, ...]
    honors: tuple[Honor, ...]
    photos: tuple[Photo, ...]
    articles: tuple[Article, ...]


def _build_unit(context: _Context, slug: str, document: Document, schema: UnitSchema, loaded: _Loaded) -> Unit | None:
    source, words = document.source, context.words
    taxonomies = words.taxonomies
    kind = words.term(taxonomies.kinds, schema.kind, source.at("kind"))
    region = words.region(schema.region, source.at("region"))
    ownership = words.term(taxonomies.ownership, schema.ownership, source.at("ownership"))
    sector = words.term(taxonomies.sectors, schema.sector, source.at("sector"))
    cover = _own_photo(context, schema.cover, loaded.photos, source.at("cover"))
    publication = publication_of(schema, source, context.diagnostics)
    if kind is None or region is None:
        return None
    short_name = schema.short_name or schema.name
    return Unit(
        slug=slug,
        name=schema.name,
        short_name=short_name,
        kind=kind,
        region=region,
        ownership=ownership,
        sector=sector,
        system=schema.system,
        parent=schema.parent,
        former_names=tuple(FormerName(f.name, f.until) for f in schema.former_names),
        contact=Contact(**schema.contact.model_dump()),
        summary=schema.summary,
        facts=loaded.facts,
        honors=loaded.honors,
        aims=tuple(schema.aims),
        photos=loaded.photos,
        cover=cover or next(iter(loaded.photos), None),
        featured=schema.featured,
        articles=loaded.articles,
        pinyin=sort_key_of(short_name),
        text=document.text,
        publication=publication,
        source=source,
    )


# --- facts, honours, photos: in the front matter or in a table beside it -------------------------


def _facts(context: _Context, folder: Path, schema: UnitSchema, document: Document) -> tuple[Fact, ...]:
    rows = _table_rows(context, folder, "facts", FACT_HEADS, bool(schema.facts), document)
    tabled = (validate(FactSchema, row, source, context.diagnostics, FACT_HEADS.labels) for row, source in rows)
    items = (*schema.facts, *(item for item in tabled if item is not None))
    return tuple(Fact(**dict(item)) for item in items)


def _honors(
    context: _Context, folder: Path, schema: UnitSchema, document: Document, photos: tuple[Photo, ...]
) -> tuple[Honor, ...]:
    stated: list[tuple[HonorSchema, Source, tuple[str | int, ...]]]
    stated = [(item, document.source, ("honors", n)) for n, item in enumerate(schema.honors)]
    for row, source in _table_rows(context, folder, "honors", HONOR_HEADS, bool(stated), document):
        item = validate(HonorSchema, _honor_row(row), source, context.diagnostics, HONOR_HEADS.labels)
        if item is not None:
            stated.append((item, source, ()))
    honors = (_honor(context, item, source, key, photos) for item, source, key in stated)
    return tuple(honor for honor in honors if honor is not None)


def _honor_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A table's flat row in the shape of front matter: several bodies parted by 、, the holder nested."""
    item = dict(row)
    if "by" in item:
        item["by"] = [body for body in re.split(r"[、；;]", item["by"]) if body]
    holder = {key: item.pop(key) for key in ("subunit", "persons") if key in item}
    return {**item, "holder": holder} if holder else item


def _honor(
    context: _Context, item: HonorSchema, source: Source, key: tuple[str | int, ...], photos: tuple[Photo, ...]
) -> Honor | None:
    words = context.words
    jurisdiction = words.jurisdiction(item.jurisdiction, source.at(*key, "jurisdiction"))
    level = words.level(item.level, jurisdiction, source.at(*key, "level"))
    grade = words.grade(item.grade, jurisdiction, source.at(*key, "grade"))
    evidence = _own_photo(context, item.evidence, photos, source.at(*key, "evidence"))
    if level is None:
        return None
    holder: HolderSchema = item.holder
    return Honor(
        title=item.title,
        level=level,
        jurisdiction=jurisdiction,
        jurisdiction_name=item.jurisdiction,
        grade=grade,
        term=item.term,
        date=item.date,
        by=tuple(item.by),
        document=item.document,
        source=item.source,
        evidence=evidence.path if evidence else "",
        follows=item.follows,
        subunit=holder.subunit,
        persons=holder.persons or 0,
        location=source.at(*key),
    )


def _table_rows(
    context: _Context, folder: Path, name: str, heads: Heads, stated: bool, document: Document
) -> Iterator[tuple[dict[str, Any], Source]]:
    """Rows of ``<name>.xlsx`` or ``.csv``, each with places of its own; not both, nor a table and front matter."""
    paths = find_tables(folder, name)
    if not paths:
        return
    if stated:
        message = f"{name} 已在 {paths[0].name} 里，文件头里请不要再写"
        context.diagnostics.error(document.source.key(name), message, "stated-twice")
    for other in paths[1:]:
        message = f"{name} 已在 {paths[0].name} 里，请删去一个"
        context.diagnostics.error(Location(context.root.relative(other)), message, "stated-twice")
    table = load_table(context.root, paths[0], heads, context.diagnostics)
    if table is not None:
        context.diagnostics.belongs(context.root.relative(paths[0]), document.source.path)
        yield from zip(table.rows, _row_sources(table), strict=True)


def _row_sources(table: Table) -> Iterator[Source]:
    """Each row as if it were a file: ``title`` is the cell of that column, nothing is the row."""
    rows: list[dict[tuple[str | int, ...], Location]] = [{} for _ in table.rows]
    for (index, *key), place in table.source.marks.items():
        rows[int(index)][tuple(key)] = place
    for marks in rows:
        holder = {("holder", *key): place for key, place in marks.items() if key}
        yield Source(table.source.path, marks=marks | holder)


def _said_of_photos(
    context: _Context, folder: Path, schema: UnitSchema, document: Document
) -> dict[str, tuple[PhotoSchema, Location]]:
    said = {_nfc(n): (item, document.source.key("photos", n)) for n, item in schema.photos.items()}
    for row, source in _table_rows(context, folder, "photos", PHOTO_HEADS, bool(said), document):
        name = _nfc(str(row.pop("file", "")))
        item = validate(PhotoSchema, row, source, context.diagnostics, PHOTO_HEADS.labels)
        if not name:
            context.diagnostics.error(source.at(), "缺少“文件”", "missing-key")
        elif name in said:
            message = f"“{name}”前面已经写过"
            context.diagnostics.error(source.at("file"), message, "duplicate-key")
        else:
            said[name] = (item or PhotoSchema(), source.at("file"))
    return said


def _photos(
    context: _Context, folder: Path, files: Iterable[Path], said: Mapping[str, tuple[PhotoSchema, Location]]
) -> tuple[Photo, ...]:
    paths = {_nfc(path.name): path for path in files if path.parent == folder / "photos"}
    for name, (_, place) in said.items():
        if name not in paths:
            hint = suggest_file(name, paths)
            message = f"photos 文件夹里没有“{name}”{hint}"
            context.diagnostics.error(place, message, "missing-photo")
    pictures: dict[str, Path] = {}
    for name, path in paths.items():
        if path.suffix.lower() in PHOTO_SUFFIXES:
            pictures[name] = path
        else:
            _stray(context, path)
    told = {path: said[name][0] for name, path in pictures.items() if name in said}
    return probe_photos(context.root, tuple(pictures.values()), told, context.diagnostics, context.digests)


def _own_photo(context: _Context, written: str, photos: Iterable[Photo], place: Location) -> Photo | None:
    """A photo of this unit by its path as written, ``photos/…``; its own faults are told where it lies."""
    if not written:
        return None
    folder = posixpath.dirname(place.file)
    path = _nfc(posixpath.normpath(posixpath.join(folder, written)))
    by_path = {photo.path: photo for photo in photos}
    if path in by_path:
        return by_path[path]
    is_photo = posixpath.dirname(path) == f"{folder}/photos" and posixpath.splitext(path)[1].lower() in PHOTO_SUFFIXES
    if not path.startswith(f"{folder}/"):
        context.diagnostics.error(place, f"“{written}”离开了本单位的文件夹", "outside-folder")
    elif not is_photo:
        message = f"“{written}”不是照片的位置，应形如 photos/01-说明.jpg"
        context.diagnostics.error(place, message, "missing-photo")
    elif not (context.root.folder / path).exists():
        hint = suggest_file(written, [p.removeprefix(f"{folder}/") for p in by_path])
        context.diagnostics.error(place, f"照片“{written}”不存在{hint}", "missing-photo")
    return None


def _nfc(name: str) -> str:
    """macOS stores names decomposed; compared as they are, they would not exist (STYLE.md §2.9)."""
    return unicodedata.normalize("NFC", name)


# --- articles ------------------------------------------------------------------------------------


def _articles(
    context: _Context, folder: Path, files: Iterable[Path], photos: tuple[Photo, ...]
) -> tuple[tuple[Article, ...], list[Leftover]]:
    """All articles of a unit, and what is left of those that are at fault."""
    articles: list[Article] = []
    leftovers: list[Leftover] = []
    for path in files:
        if not _is_article(context, folder, path):
            continue
        document = load_document(context.root, path, context.diagnostics)
        if document is None:
            continue
        schema, is_sound = shape_of(ArticleSchema, document, context.diagnostics)
        article = _article(context, folder, path, document, schema)
        if is_sound:
            articles.append(article)
        else:
            leftovers.append(_leftover(context, folder, photos, document.source, document.text))
    return tuple(articles), leftovers


def _is_article(context: _Context, folder: Path, path: Path) -> bool:
    """Every other Markdown file; what is neither article nor photo nor table is told."""
    parts = path.relative_to(folder).parts
    if len(parts) == 1 and path.name == "index.md":
        return False
    if path.suffix == ".md" and parts[0] != "photos":
        return True
    is_table = len(parts) == 1 and path.stem in _TABLES and path.suffix in (".csv", ".xlsx")
    if not is_table and not (parts[0] == "photos" and len(parts) == 2):
        _stray(context, path)
    return False


_STRAY_HINTS: Final = {
    **dict.fromkeys(PHOTO_SUFFIXES, "照片要直接放在 photos 文件夹里"),
    **dict.fromkeys((".bmp", ".raw", ".svg"), "照片请先转成 JPEG，放进 photos 文件夹"),
    **dict.fromkeys((".doc", ".docx", ".wps", ".txt", ".md", ".markdown"), "文字材料请写成小写 .md 结尾的文件"),
    **dict.fromkeys((".xls", ".xlsx", ".csv", ".et"), "表格只读 honors、facts、photos 的 .xlsx 或 .csv"),
}


def _stray(context: _Context, path: Path) -> None:
    hint = _STRAY_HINTS.get(path.suffix.lower())
    message = "这个文件不会发布" + (f"：{hint}" if hint else "")
    context.diagnostics.warning(Location(context.root.relative(path)), message, "stray-file")


def _article(context: _Context, folder: Path, path: Path, document: Document, schema: ArticleSchema) -> Article:
    source, words = document.source, context.words
    category, number = _archived(context, folder, path, schema, source)
    media = schema.media
    return Article(
        unit=folder.name,
        slug=_slug(context, path, schema, source),
        name=_nfc(path.relative_to(folder).with_suffix("").as_posix()),
        type=schema.type,
        title=schema.title,
        subtitle=schema.subtitle,
        date=schema.date,
        topics=words.terms(words.taxonomies.topics, schema.topics, source, "topics"),
        summary=schema.summary,
        authors=tuple(schema.authors),
        office=schema.office,
        indicators=tuple(schema.indicators),
        archive=category,
        number=number,
        featured=schema.featured,
        media=Media(outlet=media.outlet, title=media.title, date=media.date, url=media.url) if media else None,
        text=document.text,
        publication=publication_of(schema, source, context.diagnostics),
        source=source,
    )


def _archived(
    context: _Context, folder: Path, path: Path, schema: ArticleSchema, source: Source
) -> tuple[Term | None, int | None]:
    """Category and number: from ``archive/<类>/NN-主题.md`` (requirement R20), or the category from ``archive:``."""
    taxonomy = context.words.taxonomies.archive
    parts = path.relative_to(folder).parts
    if parts[0] != "archive":
        return context.words.term(taxonomy, schema.archive, source.at("archive")), None
    place = Location(source.path)
    category = context.words.term(taxonomy, _nfc(parts[1]) if len(parts) > 2 else "", place)
    if len(parts) < 3:
        context.diagnostics.error(place, "归档材料要放在 archive/<档案类别>/ 下", "archive-name")
    match = _ARCHIVE_NAME.fullmatch(_nfc(path.stem))
    if match is None:
        context.diagnostics.error(place, "归档材料要按“两位数序号：主题”命名，如 01-领导小组文件.md", "archive-name")
    return category, int(match[1]) if match else None


def _slug(context: _Context, path: Path, schema: ArticleSchema, source: Source) -> str:
    """Published address first, then ``slug:``, then the pinyin of the file's name."""
    published = context.urls.get(source.path)
    slug = schema.slug or published or slug_of(_nfc(path.stem))
    place = source.at("slug")
    if not slug:
        context.diagnostics.error(place, "由文件名得不出网址，请在文件头写 slug", "bad-slug")
    elif not _SLUG.fullmatch(slug):
        context.diagnostics.error(place, f"slug“{slug}”要用小写字母、数字和连字符", "bad-slug")
    elif published and slug != published:
        message = f"这篇材料的网址已发布为“{published}”，不能再改；请删去 slug"
        context.diagnostics.error(place, message, "changed-url")
    return slug
