"""The photos of a unit with what is said of them, and photos that are named in its front matter."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from showcase.diagnostics import Location, suggest_file
from showcase.loading.archive_places import place_of
from showcase.loading.front_matter import Document
from showcase.loading.photo_names import PHOTO_SUFFIXES
from showcase.loading.tables import PHOTO_HEADS
from showcase.loading.unit_desk import UnitDesk, nfc, table_rows
from showcase.loading.unit_files import ARCHIVE, UnitFiles
from showcase.model.documents import Source
from showcase.model.units import Photo
from showcase.model.vocabulary import Term

if TYPE_CHECKING:
    from showcase.loading.schema import PhotoSchema, UnitSchema

__all__ = ["load_photos", "own_photo"]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a unit says of a photo, and where."""

    words: PhotoSchema
    place: Location
    source: Source
    key: tuple[str, ...] = ()
    """Of the photo in its source; of a row of a table, nothing."""


def load_photos(
    desk: UnitDesk, folder: Path, files: UnitFiles, schema: UnitSchema, document: Document
) -> tuple[tuple[Photo, ...], tuple[Photo, ...]]:
    """All photos of a unit, with what ``photos:`` or its table says of them: those of albums, then posters."""
    paths = {nfc(path.relative_to(folder).as_posix()): path for path in (*files.photos, *files.posters)}
    said = _said(desk, folder, schema, document)
    for name, found in said.items():
        if name not in paths:
            _tell_missing(desk, name, found.place, paths)
    words = {path: said[name].words for name, path in paths.items() if name in said}
    archived = f"{desk.root.relative(folder / ARCHIVE)}/"
    albums = {desk.root.relative(path): _album(desk, folder, path, said.get(name)) for name, path in paths.items()}
    points = {desk.root.relative(p): _points(desk, folder, p, said.get(name)) for name, p in paths.items()}

    def probe(found: Sequence[Path]) -> tuple[Photo, ...]:
        if not found:
            return ()
        from showcase.loading.photos import probe_photos  # Pillow: before the threads, which all need it

        photos = probe_photos(desk.root, found, words, desk.diagnostics, desk.digests)
        ordered = sorted(photos, key=lambda photo: photo.path.startswith(archived))  # a cover is taken from the front
        return tuple(replace(p, archive=albums[p.path], indicators=points[p.path]) for p in ordered)

    return probe(files.photos), probe(files.posters)


def _album(desk: UnitDesk, folder: Path, path: Path, said: _Said | None) -> Term | None:
    """An archived photo belongs to the category of its folder, another to the one that is said (requirement R27)."""
    written = said.words.archive if said else ""
    if path.parent != folder / "photos":
        if said and written:
            desk.diagnostics.error(said.place, "照片的档案类别由所在的文件夹定，请不要再写 archive", "stated-twice")
        return place_of(desk, folder, path).category
    return desk.words.term(desk.words.taxonomies.archive, written, said.place) if said else None


def _points(desk: UnitDesk, folder: Path, path: Path, said: _Said | None) -> tuple[str, ...]:
    """Points of the assessment system that a photo is evidence for: those that are said, else those of its folder."""
    named = desk.words.points(said.words.indicators, said.source, *said.key, "indicators") if said else ()
    return named or place_of(desk, folder, path).points


def _said(desk: UnitDesk, folder: Path, schema: UnitSchema, document: Document) -> dict[str, _Said]:
    """By path in the unit's folder; a bare name is one of ``photos/``."""
    from showcase.loading.schema import PhotoSchema  # pydantic: only when a file is parsed
    from showcase.loading.validation import validate

    source = document.source
    said = {_in_unit(n): _Said(p, source.key("photos", n), source, ("photos", n)) for n, p in schema.photos.items()}
    for row, source in table_rows(desk, folder, "photos", PHOTO_HEADS, bool(said), document):
        written = str(row.pop("file", ""))
        if "indicators" in row:
            row["indicators"] = [point for point in re.split(r"[、，,；;\s]+", row["indicators"]) if point]
        item = validate(PhotoSchema, row, source, desk.diagnostics, PHOTO_HEADS.labels)
        if not written:
            desk.diagnostics.error(source.at(), "缺少“文件”", "missing-key")
        elif _in_unit(written) in said:
            desk.diagnostics.error(source.at("file"), f"“{nfc(written)}”前面已经写过", "duplicate-key")
        else:
            said[_in_unit(written)] = _Said(item or PhotoSchema(), source.at("file"), source)
    return said


def _in_unit(written: str) -> str:
    return nfc(written if "/" in written else f"photos/{written}")


def _tell_missing(desk: UnitDesk, name: str, place: Location, paths: Iterable[str]) -> None:
    folder, _, bare = name.rpartition("/")
    hint = suggest_file(bare, [path.rpartition("/")[2] for path in paths])
    desk.diagnostics.error(place, f"{folder} 文件夹里没有“{bare}”{hint}", "missing-photo")


def own_photo(desk: UnitDesk, written: str, photos: Iterable[Photo], place: Location) -> Photo | None:
    """A photo of this unit by its path as written, ``photos/…``; its own faults are told where it lies."""
    if not written:
        return None
    folder = posixpath.dirname(place.file)
    path = nfc(posixpath.normpath(posixpath.join(folder, written)))
    by_path = {photo.path: photo for photo in photos}
    if path in by_path:
        return by_path[path]
    is_picture = posixpath.splitext(path)[1].lower() in PHOTO_SUFFIXES
    is_photo = is_picture and path.startswith((f"{folder}/photos/", f"{folder}/archive/"))
    if not path.startswith(f"{folder}/"):
        desk.diagnostics.error(place, f"“{written}”离开了本单位的文件夹", "outside-folder")
    elif not is_photo:
        message = f"“{written}”不是照片的位置，应形如 photos/01-说明.jpg"
        desk.diagnostics.error(place, message, "missing-photo")
    elif not (desk.root.folder / path).exists():
        hint = suggest_file(written, [p.removeprefix(f"{folder}/") for p in by_path])
        desk.diagnostics.error(place, f"照片“{written}”不存在{hint}", "missing-photo")
    return None
