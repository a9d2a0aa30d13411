"""One folder → one :class:`~showcase.model.records.Unit` with its articles and photos."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from showcase.diagnostics import Diagnostics, Location, suggest
from showcase.loading.files import Root, walk
from showcase.loading.front_matter import Document, load_document
from showcase.loading.photos import PHOTO_SUFFIXES, probe_photo
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
from showcase.loading.tables import FACT_HEADS, HONOR_HEADS, PHOTO_HEADS, find_table, load_table
from showcase.loading.validation import validate
from showcase.loading.words import Words
from showcase.model.records import (
    Article,
    Contact,
    Fact,
    FormerName,
    Honor,
    Media,
    Photo,
    Source,
    Unit,
)
from showcase.model.vocabulary import Term

__all__ = ["load_units"]

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


def load_units(
    root: Root, folder: Path, words: Words, urls: Mapping[str, str], diagnostics: Diagnostics
) -> tuple[tuple[Unit, ...], frozenset[str]]:
    """All units, and the slug of every folder, also of those that could not be read."""
    context = _Context(root, words, urls, diagnostics)
    folders = tuple(_unit_folders(root, folder, diagnostics))
    units = (_load_unit(context, path) for path in folders)
    return tuple(unit for unit in units if unit is not None), frozenset(path.name for path in folders)


def _unit_folders(root: Root, folder: Path, diagnostics: Diagnostics) -> Iterator[Path]:
    if not folder.is_dir():
        diagnostics.error(Location(root.relative(folder)), "没有这个文件夹", "missing-file")
        return
    for path in sorted(folder.iterdir()):
        place = Location(root.relative(path))
        if path.name.startswith(("_", ".")) or path.name == "README.md":
            continue
        if path.is_symlink():
            diagnostics.error(place, "不允许符号链接，请放入文件夹本身", "symbolic-link")
        elif not path.is_dir():
            diagnostics.warning(place, "这里只放单位的文件夹，这个文件不会发布", "stray-file")
        elif not _SLUG.fullmatch(path.name):
            better = slug_of(path.name)
            message = f"文件夹名“{path.name}”要用小写字母、数字和连字符，是否想写“{better}”？"
            diagnostics.error(place, message, "unit-slug")
        else:
            yield path


def _load_unit(context: _Context, folder: Path) -> Unit | None:
    files = list(walk(context.root, folder, context.diagnostics))
    articles = tuple(_articles(context, folder, files))
    index = folder / "index.md"
    if index not in files:
        place = Location(context.root.relative(index))
        context.diagnostics.error(place, "单位文件夹里没有 index.md", "missing-file")
        return None
    document = load_document(context.root, index, context.diagnostics)
    schema = validate(UnitSchema, document.data, document.source, context.diagnostics) if document else None
    said = _said_of_photos(context, folder, schema, document)
    photos = _photos(context, folder, files, said)
    facts = _facts(context, folder, schema, document)
    honors = _honors(context, folder, schema, document, photos)
    if schema is None or document is None:
        return None
    return _build_unit(context, folder.name, document, schema, _Loaded(facts, honors, photos, articles))


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


def _facts(context: _Context, folder: Path, schema: UnitSchema | None, document: Document | None) -> tuple[Fact, ...]:
    rows = [(item, ("facts", n)) for n, item in enumerate(schema.facts)] if schema else []
    table = _table_rows(context, folder, "facts", FACT_HEADS, bool(rows), document)
    tabled = (validate(FactSchema, row, source, context.diagnostics) for row, source, _ in table)
    items = [item for item, _ in rows] + [item for item in tabled if item is not None]
    return tuple(Fact(**dict(item)) for item in items)


def _honors(
    context: _Context, folder: Path, schema: UnitSchema | None, document: Document | None, photos: tuple[Photo, ...]
) -> tuple[Honor, ...]:
    stated: list[tuple[HonorSchema, Source, tuple[str | int, ...]]] = []
    if schema and document:
        stated = [(item, document.source, ("honors", n)) for n, item in enumerate(schema.honors)]
    for row, source, _ in _table_rows(context, folder, "honors", HONOR_HEADS, bool(stated), document):
        item = validate(HonorSchema, _honor_row(row), source, context.diagnostics)
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
    level = words.term(words.taxonomies.levels, item.level, source.at(*key, "level"))
    jurisdiction = words.jurisdiction(item.jurisdiction, source.at(*key, "jurisdiction"))
    grade = words.grade(item.grade, jurisdiction, source.at(*key, "grade"))
    evidence = _own_photo(context, item.evidence, photos, source.at(*key, "evidence"))
    if level is None:
        return None
    if jurisdiction and jurisdiction.level != level:
        message = f"{jurisdiction.name}授予的是{jurisdiction.level.name}称号，这里写的是{level.name}"
        context.diagnostics.error(source.at(*key, "level"), message, "level-mismatch")
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
        evidence=evidence.path if evidence else "",
        follows=item.follows,
        subunit=holder.subunit,
        persons=holder.persons or 0,
        location=source.at(*key),
    )


def _table_rows(
    context: _Context, folder: Path, name: str, heads: Mapping[str, str], stated: bool, document: Document | None
) -> Iterator[tuple[dict[str, Any], Source, int]]:
    """Rows of ``<name>.xlsx`` or ``.csv``, each with places of its own; not both a table and front matter."""
    path = find_table(folder, name)
    if path is None:
        return
    if stated and document:
        message = f"{name} 已在 {path.name} 里，文件头里请不要再写"
        context.diagnostics.error(document.source.key(name), message, "stated-twice")
    table = load_table(context.root, path, heads, context.diagnostics)
    if table is None:
        return
    for index, row in enumerate(table.rows):
        marks = {key[1:]: place for key, place in table.source.marks.items() if key[0] == index}
        yield row, Source(table.source.path, marks=marks), index


def _said_of_photos(
    context: _Context, folder: Path, schema: UnitSchema | None, document: Document | None
) -> dict[str, tuple[PhotoSchema, Location]]:
    said: dict[str, tuple[PhotoSchema, Location]] = {}
    if schema and document:
        said = {_nfc(n): (item, document.source.key("photos", n)) for n, item in schema.photos.items()}
    for row, source, _ in _table_rows(context, folder, "photos", PHOTO_HEADS, bool(said), document):
        name = _nfc(str(row.pop("file", "")))
        item = validate(PhotoSchema, row, source, context.diagnostics)
        if item is not None:
            said[name] = (item, source.at("file"))
    return said


def _photos(
    context: _Context, folder: Path, files: Iterable[Path], said: Mapping[str, tuple[PhotoSchema, Location]]
) -> tuple[Photo, ...]:
    paths = {_nfc(path.name): path for path in files if path.parent == folder / "photos"}
    for name, (_, place) in said.items():
        if name not in paths:
            hint = suggest(name, paths)
            message = f"photos 文件夹里没有“{name}”{hint}"
            context.diagnostics.error(place, message, "missing-photo")
    probed: list[Photo] = []
    for name, path in paths.items():
        place = Location(context.root.relative(path))
        if path.suffix.lower() not in PHOTO_SUFFIXES:
            context.diagnostics.warning(place, "photos 文件夹里只放照片，这个文件不会发布", "stray-file")
            continue
        photo = probe_photo(context.root, path, said[name][0] if name in said else None, context.diagnostics)
        if photo is not None:
            probed.append(photo)
    return tuple(sorted(probed, key=lambda photo: (photo.number, photo.path)))


def _own_photo(context: _Context, written: str, photos: Iterable[Photo], place: Location) -> Photo | None:
    """A photo of this unit by its path as written, ``photos/…``."""
    if not written:
        return None
    folder = posixpath.dirname(place.path.partition("[")[0])
    path = _nfc(posixpath.normpath(posixpath.join(folder, written)))
    by_path = {photo.path: photo for photo in photos}
    if path in by_path:
        return by_path[path]
    if not path.startswith(f"{folder}/"):
        context.diagnostics.error(place, f"“{written}”离开了本单位的文件夹", "outside-folder")
    elif not (context.root.folder / path).is_file():
        hint = suggest(written, [p.removeprefix(f"{folder}/") for p in by_path])
        context.diagnostics.error(place, f"照片“{written}”不存在{hint}", "missing-photo")
    return None


def _nfc(name: str) -> str:
    """macOS stores names decomposed; compared as they are, they would not exist (STYLE.md §2.9)."""
    return unicodedata.normalize("NFC", name)


# --- articles ------------------------------------------------------------------------------------


def _articles(context: _Context, folder: Path, files: Iterable[Path]) -> Iterator[Article]:
    for path in files:
        parts = path.relative_to(folder).parts
        if (path.name == "index.md" and len(parts) == 1) or parts[0] == "photos":
            continue
        if path.suffix == ".md":
            article = _article(context, folder, path)
            if article is not None:
                yield article
        elif not (len(parts) == 1 and path.stem in _TABLES and path.suffix in (".csv", ".xlsx")):
            place = Location(context.root.relative(path))
            hint = "，照片请放进 photos 文件夹" if path.suffix.lower() in PHOTO_SUFFIXES else ""
            context.diagnostics.warning(place, f"这个文件不会发布{hint}", "stray-file")


def _article(context: _Context, folder: Path, path: Path) -> Article | None:
    document = load_document(context.root, path, context.diagnostics)
    if document is None:
        return None
    schema = validate(ArticleSchema, document.data, document.source, context.diagnostics)
    if schema is None:
        return None
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
    if not _SLUG.fullmatch(slug):
        context.diagnostics.error(place, f"地址“{slug}”要用小写字母、数字和连字符，请写 slug", "bad-slug")
    elif published and slug != published:
        message = f"这篇材料的地址已发布为“{published}”，不能再改；请删去 slug，或在 aliases 里写旧地址"
        context.diagnostics.error(place, message, "changed-url")
    return slug
