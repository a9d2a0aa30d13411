"""The directory for the browser: every unit in files of columns, which ``assets/directory.js`` filters and shows.

``units/directory_index.json`` has the choices, the tree of regions and the names of the other files. Those are named
after what they hold and what their numbers mean, so that a browser never puts old and new together. Words are told
once and named by number: of 20,000 units all files have 4.9 MB, 1.0 compressed, 0.6 of it for the filter
(``tests/bench/directory.py``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from showcase.digest import text_digest
from showcase.model.archive import pieces, updated
from showcase.model.units import Unit
from showcase.views.directory.entries import Entry, entries_of
from showcase.views.directory.facets import FACETS, Facets
from showcase.views.directory.regions import RegionNode
from showcase.views.paging import chunks
from showcase.views.parts import Context, card

__all__ = ["INDEX_URL", "Face", "Row", "directory_files", "index_and_files"]

INDEX_URL: Final = "units/directory_index.json"
_W = TypeVar("_W")
_TONE: Final = re.compile(r"(?<=[a-zü])[1-5]\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A unit in the columns; words by their numbers in the index."""

    slug: str
    name: str
    pinyin: str
    """Syllables without tones."""
    more: str
    """Other names that it is found by: the full one, former ones."""
    sounds: str
    """What these are typed as (``Unit.sounds``), a line each, ``*`` for the short name's; that too if it has two."""
    facets: tuple[int, ...]
    """Level, kind, region, state: numbers of their choices."""
    badge: int
    """-1 without a title."""
    term: int
    day: int
    is_draft: bool


@dataclass(frozen=True, slots=True)
class Face:
    """What only a card shows of a unit."""

    say: str
    photo: tuple[object, ...]
    """Addresses of two sizes, class of the crop, alternative text; empty without one."""


def directory_files(context: Context) -> Iterator[tuple[str, bytes]]:
    """Addresses and bytes; on a site whose cards all stand on the page there are no files of faces."""
    entries = entries_of(context, context.units)
    facets = Facets(context, entries)
    numbers = {key: {c.slug: n for n, c in enumerate(choices)} for key, choices in facets.choices.items()}
    words = _Words(entries, context)
    rows = [words.row(entry, numbers) for entry in entries]
    faces = _faces(context, entries) if len(entries) > context.limits.cards else iter(())
    index = {
        "facets": {key: [[c.value, c.count] for c in choices] for key, choices in facets.choices.items()},
        "regions": [_region(facets.regions, node) for node in facets.regions],
        **words.told,
    }
    yield from index_and_files(index, rows, faces, (context.limits.entries, context.limits.faces))


def _region(nodes: Sequence[RegionNode], node: RegionNode) -> list[object]:
    """Name, full name, parent, and what lies between them and is not shown: it is found by that too."""
    above = nodes[node.parent].region.path if node.parent >= 0 else ()
    return [node.name, node.label, node.parent, "".join(node.region.path[len(above) : -1])]


def index_and_files(
    index: Mapping[str, object], rows: Sequence[Row], faces: Iterable[Face], sizes: tuple[int, int]
) -> Iterator[tuple[str, bytes]]:
    """Rows and faces cut into files.

    :param index: what their numbers mean
    :param sizes: how many rows, and how many faces, one file holds
    """
    meaning = _json(index)
    cut = [(_named(meaning, _columns(part)), len(part)) for part in chunks(rows, sizes[0]) if part]
    shown = [_named(b"", _face_columns(part)) for part in chunks(list(faces), sizes[1]) if part]
    told = {
        "count": len(rows),
        **index,
        "files": [[name, count] for (name, _), count in cut],
        "faces": [name for name, _ in shown],
        "faceSize": sizes[1],
    }
    yield INDEX_URL, _json(told)
    for name, content in dict([*(file for file, _ in cut), *shown]).items():
        yield f"units/{name}", content


def _named(meaning: bytes, told: object) -> tuple[str, bytes]:
    content = _json(told)
    return f"directory_{text_digest(meaning, content)[:16]}.json", content


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _columns(rows: Sequence[Row]) -> dict[str, object]:
    return {
        "slug": [row.slug for row in rows],
        "name": [row.name for row in rows],
        "pinyin": [row.pinyin for row in rows],
        "more": {number: row.more for number, row in enumerate(rows) if row.more},
        "sounds": {number: row.sounds for number, row in enumerate(rows) if row.sounds},
        **{key: [row.facets[place] for row in rows] for place, key in enumerate(FACETS)},
        "badge": [row.badge for row in rows],
        "term": [row.term for row in rows],
        "day": [row.day for row in rows],
        "drafts": [number for number, row in enumerate(rows) if row.is_draft],
    }


def _face_columns(faces: Sequence[Face]) -> dict[str, object]:
    return {"say": [face.say for face in faces], "photo": [list(face.photo) for face in faces]}


class _Words:
    """Words that are told once: badges from the highest, terms and days in order."""

    def __init__(self, entries: Sequence[Entry], context: Context) -> None:
        badges = {badge: _height(entry) for entry in entries if (badge := entry.line.badge)}
        self._badges = _numbered(sorted(badges, key=lambda badge: (badges[badge], badge.text)))
        self._terms = _numbered(sorted({_term(entry) for entry in entries}))
        newest = {entry.unit.slug: updated(pieces(entry.unit), context.today) for entry in entries}
        self._days = {slug: day.iso if day else "" for slug, day in newest.items()}
        self._day_numbers = _numbered(sorted(set(self._days.values())))

    @property
    def told(self) -> dict[str, object]:
        """For the index."""
        badges = [[badge.text, badge.css] for badge in self._badges]
        return {"badges": badges, "terms": list(self._terms), "days": list(self._day_numbers)}

    def row(self, entry: Entry, numbers: Mapping[str, Mapping[str, int]]) -> Row:
        """A unit's."""
        unit, badge = entry.unit, entry.line.badge
        return Row(
            slug=unit.slug,
            name=unit.short_name,
            pinyin=_TONE.sub("", unit.pinyin),
            more=_other_names(unit),
            sounds=_other_sounds(unit),
            facets=tuple(numbers[key][entry.keys[key]] for key in FACETS),
            badge=self._badges[badge] if badge else -1,
            term=self._terms[_term(entry)],
            day=self._day_numbers[self._days[unit.slug]],
            is_draft=entry.line.is_draft,
        )


def _height(entry: Entry) -> tuple[int, int]:
    return (entry.best.level.order, -entry.best.rung) if entry.best else (0, 0)


def _term(entry: Entry) -> str:
    return entry.best.term if entry.best else ""


def _numbered(words: Iterable[_W]) -> dict[_W, int]:
    return {word: number for number, word in enumerate(words)}


def _other_names(unit: Unit) -> str:
    return "\n".join(unit.names[1:])


def _other_sounds(unit: Unit) -> str:
    own, plain = unit.sounds[0] if unit.sounds else "", _TONE.sub("", unit.pinyin)
    others = (sounds.replace(plain, "*") for sounds in unit.sounds[1:])
    return "\n".join((*([own] if "/" in own else []), *others))


def _faces(context: Context, entries: Iterable[Entry]) -> Iterator[Face]:
    for entry in entries:
        shown = card(context, entry.unit)
        photo: tuple[object, ...] = ()
        if shown.picture:
            image = shown.picture.image
            sizes = image.sources[-1].sizes[:2] if image.sources else ((image.url, image.width),)
            photo = ([[url, width] for url, width in sizes], image.focus_css, image.alt)
        yield Face(shown.say, photo)
