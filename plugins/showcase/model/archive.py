"""What a unit has to show, piece by piece: its archive and all that lies beside it (requirements R18–R29, R5).

A piece is what bears one name: an article, a photo, a recording or a document; the Markdown file of the same name
beside a photo, a recording or a document is its note, and no piece of its own.
"""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Final

from showcase.model.archive_tree import bare_name, find_node
from showcase.model.dates import PartialDate
from showcase.model.indicators import Edition
from showcase.model.units import ArchiveFile, Article, Photo, Recording, Unit
from showcase.model.vocabulary import Taxonomy, Term

__all__ = [
    "Material", "Medium", "Numbered", "archive_folder", "archived", "has_place", "missing_numbers", "number_words",
    "numbered", "pieces", "updated",
]  # fmt: skip

_ARCHIVE: Final = "archive"
Thing = Article | Photo | Recording | ArchiveFile


class Medium(StrEnum):
    """The three kinds of carriers that an archive of creation has (DOMAIN.md §1.7, requirement R26)."""

    TEXT = "文字"
    PHOTO = "照片"
    RECORDING = "音像"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One piece."""

    title: str
    number: int | None = None
    """Of its folder in the archive; ``None`` for what lies elsewhere."""
    date: PartialDate | None = None
    medium: Medium
    office: str = ""
    """责任单位, where the piece states one (requirement R29)."""
    category: Term | None = None
    indicators: tuple[str, ...] = ()
    """Of the assessment system, as its words name them."""
    folder: tuple[str, ...] = ()
    """Names of the folders below ``archive/`` in which it lies."""
    path: str
    """Of its first file, relative to the repository."""
    article: Article | None = None
    photos: tuple[Photo, ...] = ()
    recordings: tuple[Recording, ...] = ()
    files: tuple[ArchiveFile, ...] = ()

    @property
    def name(self) -> str:
        """As the catalogue shows it: ``01：主题``, or the title alone (requirement R20)."""
        return f"{self.number:02d}：{self.title}" if self.number is not None else self.title


def pieces(unit: Unit) -> tuple[Material, ...]:
    """All that readers may see of a unit, in the order of its folder."""
    root = posixpath.dirname(unit.source.path)
    shown = (a for a in unit.articles if a.publication.withdrawn is None)
    things: tuple[Thing, ...] = (*shown, *unit.photos, *unit.shown_recordings, *unit.shown_files)
    by_name: dict[str, list[Thing]] = {}
    for thing in things:
        by_name.setdefault(_name(thing, root), []).append(thing)
    return tuple(_material(things, root) for things in by_name.values())


def archived(unit: Unit) -> tuple[Material, ...]:
    """Those of its archive: what lies in ``archive/`` or names a category; by number, then by date."""
    found = (piece for piece in pieces(unit) if piece.category is not None or piece.folder)
    return tuple(sorted(found, key=_order))


def updated(materials: Iterable[Material], today: dt.date) -> PartialDate | None:
    """The newest date that any of them bears, not after today."""
    dates = (m.date for m in materials if m.date is not None and m.date.earliest is not None)
    return max((d for d in dates if d.earliest is not None and d.earliest <= today), default=None)


def _order(piece: Material) -> tuple[tuple[str, ...], int, tuple[object, ...], str]:
    number = piece.number if piece.number is not None else 100
    return piece.folder[1:], number, piece.date.sort_key if piece.date else (2,), piece.title


def _path(thing: Thing) -> str:
    return thing.source.path if isinstance(thing, Article) else thing.path


def _name(thing: Thing, root: str) -> str:
    """Place and name without the suffix; photos of ``photos/`` never belong to anything else."""
    path = _path(thing)
    is_album = isinstance(thing, Photo) and not path.startswith(f"{root}/{_ARCHIVE}/")
    return path if is_album else posixpath.splitext(path)[0]


def archive_folder(path: str, root: str) -> tuple[str, ...]:
    """Names of the folders below ``archive/`` in which a file lies; empty for one that lies elsewhere."""
    inside = path.removeprefix(f"{root}/").split("/")
    return tuple(inside[1:-1]) if inside[0] == _ARCHIVE else ()


def _material(things: list[Thing], root: str) -> Material:
    articles = [t for t in things if isinstance(t, Article)]
    photos = tuple(t for t in things if isinstance(t, Photo))
    recordings = tuple(t for t in things if isinstance(t, Recording))
    files = tuple(t for t in things if isinstance(t, ArchiveFile))
    article, first = next(iter(articles), None), things[0]
    folder = archive_folder(_path(first), root)
    bare = next(thing for thing in reversed(things) if thing is not article or len(things) == 1)
    return Material(
        title=_title(first),
        number=_number(bare) if folder else None,
        date=article.date if article else next((p.date for p in photos if p.date), None),
        medium=_medium(article, photos, recordings, files),
        office=article.office if article else "",
        category=next((t.archive for t in things if t.archive), None),
        indicators=article.indicators if article else _indicators(things),
        folder=folder,
        path=_path(first),
        article=article,
        photos=photos,
        recordings=recordings,
        files=files,
    )


def _indicators(things: Iterable[Thing]) -> tuple[str, ...]:
    named = (t.indicators for t in things if not isinstance(t, Recording))
    return tuple(dict.fromkeys(point for points in named for point in points))


def _title(thing: Thing) -> str:
    return thing.caption if isinstance(thing, Photo | Recording) else thing.title


def _number(thing: Thing) -> int | None:
    return thing.number


def _medium(
    article: Article | None,
    photos: tuple[Photo, ...],
    recordings: tuple[Recording, ...],
    files: tuple[ArchiveFile, ...],
) -> Medium:
    """Of what a note tells of, not of the note."""
    if recordings:
        return Medium.RECORDING
    return Medium.PHOTO if photos and not files else Medium.TEXT


def has_place(unit: Unit, edition: Edition) -> bool:
    """Whether anything of a unit is named for a point of an assessment system, or lies in a folder of it."""
    return any(_is_placed(piece, edition) for piece in pieces(unit))


def _is_placed(piece: Material, edition: Edition) -> bool:
    named = (point.rpartition("/") for point in piece.indicators)
    if any(slug in ("", edition.slug) and point in edition.points for slug, _, point in named):
        return True
    return bool(piece.folder) and piece.category is None and find_node(edition, piece.folder).item is not None


# --- numbers of a folder ---------------------------------------------------------------------------


def missing_numbers(numbers: Iterable[int]) -> tuple[int, ...]:
    """Those that a series from 01 to its last lacks (requirement R20)."""
    known = set(numbers)
    return tuple(n for n in range(1, max(known, default=0)) if n not in known)


def number_words(numbers: Iterable[int]) -> str:
    """02、05—07: neighbours drawn together."""
    return "、".join(f"{a:02d}" if a == b else f"{a:02d}—{b:02d}" for a, b in _runs(numbers))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of those that stand side by side."""
    ordered = sorted(numbers)
    firsts = [n for n, before in zip(ordered, [None, *ordered], strict=False) if before is None or n != before + 1]
    lasts = [n for n, after in zip_longest(ordered, ordered[1:]) if after != n + 1]
    yield from zip(firsts, lasts, strict=True)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A file of an archive with its number, public or not: what is held back keeps its place."""

    folder: tuple[str, ...]
    """The category by its one name, or a level of the assessment system, and what lies below."""
    number: int
    name: str
    """Place and name without the suffix: files of one name are one piece."""
    path: str


def numbered(unit: Unit, categories: Taxonomy) -> Iterator[Numbered]:
    """All files of an archive; folders of two names of one category are one (DOMAIN.md §1.7)."""
    root = posixpath.dirname(unit.source.path)
    things: tuple[Thing, ...] = (*unit.articles, *unit.photos, *unit.recordings, *unit.files)
    for thing in things:
        path = _path(thing)
        folder = archive_folder(path, root)
        number = _number(thing)
        if folder and number is not None:
            term = categories.find(folder[0]) or categories.find(bare_name(folder[0]))
            yield Numbered((term.name if term else folder[0], *folder[1:]), number, posixpath.splitext(path)[0], path)
