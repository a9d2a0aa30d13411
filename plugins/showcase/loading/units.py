"""One folder → one :class:`~showcase.model.units.Unit` with its articles and photos."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from showcase.diagnostics import Diagnostics, Location
from showcase.loading.albums import load_photos, own_photo
from showcase.loading.archive_files import load_archive_files
from showcase.loading.articles import load_articles
from showcase.loading.assessments import load_assessment
from showcase.loading.files import Root, in_folder, walk
from showcase.loading.front_matter import Document, load_document
from showcase.loading.pinyin import slug_of
from showcase.loading.publication import publication_of
from showcase.loading.recordings import load_recordings
from showcase.loading.tables import FACT_HEADS, HONOR_HEADS
from showcase.loading.unit_desk import SLUG, UnitDesk, leftover_of, table_rows
from showcase.loading.unit_files import sort_files
from showcase.model.documents import Contact, Source, Text
from showcase.model.indicators import Assessment
from showcase.model.units import ArchiveFile, Article, Fact, FormerName, Honor, Photo, Recording, Unit

if TYPE_CHECKING:
    from showcase.loading.schema import HolderSchema, HonorSchema, UnitSchema

__all__ = ["load_unit", "unit_folders"]


def unit_folders(root: Root, folder: Path, diagnostics: Diagnostics) -> Iterator[Path]:
    """Those of ``units/`` that may be a unit; what else lies there is told."""
    for path in in_folder(root, folder, diagnostics):
        place = Location(root.relative(path))
        if path.name.startswith("_") or path.name == "README.md":
            continue
        if not path.is_dir():
            diagnostics.warning(place, "这里只放单位的文件夹，这个文件不会发布", "stray-file")
        elif not SLUG.fullmatch(path.name):
            better = slug_of(path.name)
            hint = f"，是否想写“{better}”？" if better else ""
            message = f"文件夹名“{path.name}”要用小写字母、数字和连字符{hint}"
            diagnostics.error(place, message, "unit-slug")
        else:
            yield path


def load_unit(desk: UnitDesk, folder: Path) -> None:
    """Everything of a folder is read, whatever else in it is at fault."""
    from showcase.loading.schema import UnitSchema  # pydantic: only when a file is parsed
    from showcase.loading.validation import shape_of

    desk.found.folders.add(folder.name)
    files = list(walk(desk.root, folder, desk.diagnostics))
    if len(files) > desk.root.limits.files:
        message = f"文件夹里有 {len(files)} 个文件，超过 {desk.root.limits.files} 个；只读前面的"
        desk.diagnostics.error(Location(desk.root.relative(folder)), message, "over-limit")
        files = files[: desk.root.limits.files]
    document = _index(desk, folder, files)
    sorted_files = sort_files(desk, folder, files)
    schema, is_sound = shape_of(UnitSchema, document, desk.diagnostics)
    photos, posters = load_photos(desk, folder, sorted_files, schema, document)
    facts = _facts(desk, folder, schema, document)
    honors = _honors(desk, folder, schema, document, photos)
    articles, leftovers = load_articles(desk, folder, sorted_files.articles, photos)
    recordings = load_recordings(desk, folder, sorted_files, posters)
    archive = load_archive_files(desk, folder, sorted_files)
    assessment = load_assessment(desk, folder, schema, document, (*articles, *photos))
    loaded = _Loaded(facts, honors, photos, articles, recordings, archive, assessment)
    unit = _build_unit(desk, folder.name, document, schema, loaded)
    for name in dict.fromkeys(name for name in (schema.short_name, schema.name) if name):
        desk.found.names[name] = (*desk.found.names.get(name, ()), folder.name)
    desk.found.leftovers += leftovers
    if unit is not None and is_sound:
        desk.found.units.append(unit)
    else:
        texts = ((document.source, document.text), *((article.source, article.text) for article in articles))
        desk.found.leftovers += (leftover_of(desk, folder, photos, *text) for text in texts)


def _index(desk: UnitDesk, folder: Path, files: Iterable[Path]) -> Document:
    index = folder / "index.md"
    name = desk.root.relative(index)
    document = load_document(desk.root, index, desk.diagnostics) if index in files else None
    if index not in files and not index.is_symlink():
        desk.diagnostics.error(Location(name), "单位文件夹里没有 index.md", "missing-file")
    return document or Document(Source(name), {}, Text(""), is_sound=False)


@dataclass(frozen=True, slots=True)
class _Loaded:
    facts: tuple[Fact, ...]
    honors: tuple[Honor, ...]
    photos: tuple[Photo, ...]
    articles: tuple[Article, ...]
    recordings: tuple[Recording, ...]
    files: tuple[ArchiveFile, ...]
    assessment: tuple[Assessment, ...]


def _build_unit(desk: UnitDesk, slug: str, document: Document, schema: UnitSchema, loaded: _Loaded) -> Unit | None:
    source, words = document.source, desk.words
    taxonomies = words.taxonomies
    kind = words.term(taxonomies.kinds, schema.kind, source.at("kind"))
    region = words.region(schema.region, source.at("region"))
    ownership = words.term(taxonomies.ownership, schema.ownership, source.at("ownership"))
    sector = words.term(taxonomies.sectors, schema.sector, source.at("sector"))
    cover = own_photo(desk, schema.cover, loaded.photos, source.at("cover"))
    publication = publication_of(schema, source, desk.diagnostics)
    if kind is None or region is None:
        return None
    short_name = schema.short_name or schema.name
    names = dict.fromkeys((short_name, schema.name, *(former.name for former in schema.former_names)))
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
        recordings=loaded.recordings,
        files=loaded.files,
        assessment=loaded.assessment,
        pinyin=desk.pinyin.sort_key_of(short_name),
        sounds=tuple(map(desk.pinyin.sounds_of, names)),
        text=document.text,
        publication=publication,
        source=source,
    )


# --- facts, honours, photos: in the front matter or in a table beside it -------------------------


def _facts(desk: UnitDesk, folder: Path, schema: UnitSchema, document: Document) -> tuple[Fact, ...]:
    from showcase.loading.schema import FactSchema  # as above
    from showcase.loading.validation import validate

    rows = table_rows(desk, folder, "facts", FACT_HEADS, bool(schema.facts), document)
    tabled = (validate(FactSchema, row, source, desk.diagnostics, FACT_HEADS.labels) for row, source in rows)
    items = (*schema.facts, *(item for item in tabled if item is not None))
    return tuple(Fact(**dict(item)) for item in items)


def _honors(
    desk: UnitDesk, folder: Path, schema: UnitSchema, document: Document, photos: tuple[Photo, ...]
) -> tuple[Honor, ...]:
    from showcase.loading.schema import HonorSchema  # as above
    from showcase.loading.validation import validate

    stated: list[tuple[HonorSchema, Source, tuple[str | int, ...]]]
    stated = [(item, document.source, ("honors", n)) for n, item in enumerate(schema.honors)]
    for row, source in table_rows(desk, folder, "honors", HONOR_HEADS, bool(stated), document):
        item = validate(HonorSchema, _honor_row(row), source, desk.diagnostics, HONOR_HEADS.labels)
        if item is not None:
            stated.append((item, source, ()))
    honors = (_honor(desk, item, source, key, photos) for item, source, key in stated)
    return tuple(honor for honor in honors if honor is not None)


def _honor_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A table's flat row in the shape of front matter: several bodies parted by 、, the holder nested."""
    item = dict(row)
    if "by" in item:
        item["by"] = [body for body in re.split(r"[、；;]", item["by"]) if body]
    holder = {key: item.pop(key) for key in ("subunit", "persons") if key in item}
    return {**item, "holder": holder} if holder else item


def _honor(
    desk: UnitDesk, item: HonorSchema, source: Source, key: tuple[str | int, ...], photos: tuple[Photo, ...]
) -> Honor | None:
    words = desk.words
    jurisdiction = words.jurisdiction(item.jurisdiction, source.at(*key, "jurisdiction"))
    level = words.level(item.level, jurisdiction, source.at(*key, "level"))
    grade = words.grade(item.grade, jurisdiction, source.at(*key, "grade"))
    evidence = own_photo(desk, item.evidence, photos, source.at(*key, "evidence"))
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
