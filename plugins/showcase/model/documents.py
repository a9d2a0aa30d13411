"""What all texts and files have in common: where they come from, whether readers may see them.

Frozen values without I/O. What an author wrote stands beside the place where it was written
(:class:`Source`), so that a rule can still name path, line and column.
"""

from __future__ import annotations

import datetime as dt
import marshal
import zlib
from collections.abc import ItemsView, Mapping
from dataclasses import KW_ONLY, dataclass, field
from types import MappingProxyType

from showcase.diagnostics import Acceptance, Location
from showcase.model.dates import PartialDate

__all__ = [
    "Attachment",
    "Contact",
    "FreePage",
    "Marks",
    "Publication",
    "Record",
    "Source",
    "Text",
    "Withdrawal",
]

Key = tuple[str | int, ...]


class Marks:
    """Places by key. Of what is kept they are packed: 80,000 files have five million, and few are ever asked for."""

    __slots__ = ("_packed", "_places")

    def __init__(self, places: Mapping[Key, Location] = MappingProxyType({})) -> None:
        self._places: Mapping[Key, Location] | None = places
        self._packed = b""

    def get(self, key: Key) -> Location | None:
        """The place of a key, if it has one."""
        return self._open().get(key)

    def items(self) -> ItemsView[Key, Location]:
        """All keys and places."""
        return self._open().items()

    def _open(self) -> Mapping[Key, Location]:
        if self._places is not None:
            return self._places
        return {key: Location(*place) for key, place in marshal.loads(zlib.decompress(self._packed))}  # noqa: S302

    def __getstate__(self) -> bytes:
        if self._places is None:
            return self._packed
        places = [(key, (at.path, at.line, at.column)) for key, at in self._places.items()]
        return zlib.compress(marshal.dumps(places), 1)

    def __setstate__(self, packed: bytes) -> None:
        self._places, self._packed = None, packed


@dataclass(frozen=True, slots=True)
class Source:
    """A file, with the place of each of its fields."""

    path: str
    """Relative to the repository, ``/``-separated."""
    _: KW_ONLY
    marks: Marks = field(default_factory=Marks, compare=False)

    def at(self, *key: str | int) -> Location:
        """The place of a field, or of the nearest thing around it, or the start of the file."""
        while key:
            found = self.marks.get(key)
            if found is not None:
                return found
            key = key[:-1]
        return self.marks.get(()) or Location(self.path)

    def key(self, *key: str | int) -> Location:
        """The place of a field's name, where the mistake is in the name itself."""
        return self.marks.get(("#", *key)) or self.at(*key)


@dataclass(frozen=True, slots=True)
class Text:
    """A Markdown body and the line of its file on which it begins."""

    markdown: str
    first_line: int = 1


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Taken back: the page stays, says so, and is left out of lists."""

    date: PartialDate
    reason: str = ""

    @property
    def sentence(self) -> str:
        """What the page says instead of its content."""
        return f"本页已于{self.date.display}撤下" + (f"：{self.reason}" if self.reason else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What any file may say of its own publication."""

    draft: bool = False
    publish: dt.datetime | None = None
    """Not shown before this moment (local time of the office, without zone)."""
    aliases: tuple[str, ...] = ()
    """Old addresses of the page, site-relative."""
    withdrawn: Withdrawal | None = None
    accepted: tuple[Acceptance, ...] = ()

    def is_public(self, now: dt.datetime) -> bool:
        """True when pages, lists, feeds, data, books and search may show it."""
        return not self.draft and (self.publish is None or self.publish <= now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every text of the showcase has: a body, what it says of its own publication, its file."""

    text: Text
    publication: Publication = Publication()
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePage:
    """A page of the office's own (home, about, guide); MkDocs renders it."""

    url: str
    """Site-relative address."""
    title: str
    publication: Publication
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The office to ask; never a person."""

    office: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    post_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file to download, published as it is."""

    path: str
    """Relative to the repository."""
    file: str
    """Absolute place on disk."""
    name: str
    size: int
    """Bytes."""
    sha256: str

    @property
    def url(self) -> str:
        """Site-relative: the file keeps its name and place below ``content/``."""
        return self.path.partition("/")[2]
