"""What was found, remembered by what a file contains; a file that nobody touched is not even opened."""

from __future__ import annotations

import marshal
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from showcase.kept import Kept
from showcase.privacy.sources import SourceFile, Stamp
from showcase.privacy.values import Kind, Place, Seen

if TYPE_CHECKING:
    from showcase.privacy.looking import Looked

__all__ = ["Memory"]

_KIND: Final = "privacy"
_SETTLED: Final = 2_000_000_000
"""Nanoseconds after a change in which another one may leave the same time behind (as Git reckons with)."""
_Findings = dict[str, tuple[Seen, ...]]


@dataclass(slots=True)
class Memory:
    """Of all files; findings only of those that have any."""

    stamps: dict[str, tuple[Stamp, str]] = field(default_factory=dict)
    """Path → stamp, and key of the content."""
    findings: _Findings = field(default_factory=dict)
    """By the key of the content."""
    names: _Findings = field(default_factory=dict)
    """In the name of a file, by its path."""

    @classmethod
    def of(cls, kept: Kept, name: str) -> Memory:
        """What another program, or one with other masks, found is not used."""
        found = kept.get(_KIND, name)
        if not found:
            return cls()
        stamps, *findings = marshal.loads(found)  # noqa: S302 – kept by ourselves, and its digest is right
        return cls(stamps, *({key: tuple(map(_seen, rows)) for key, rows in of.items()} for of in findings))

    def save(self, kept: Kept, name: str) -> None:
        """Exactly this."""
        findings = ({key: list(map(_row, found)) for key, found in of.items()} for of in (self.findings, self.names))
        kept.drop(_KIND, kept.keys(_KIND) - {name})
        kept.put(_KIND, {name: marshal.dumps((self.stamps, *findings))})

    def knows(self, file: SourceFile) -> bool:
        """Whether nobody touched the file since."""
        return file.path in self.stamps and self.stamps[file.path][0] == file.stamp

    def renewed(self, files: Iterable[SourceFile], looked: Mapping[str, Looked]) -> Memory:
        """With what came of the files that were looked at, and without those that are gone."""
        now = Memory()
        for file in files:
            found = looked.get(file.path)
            key = found.key if found else self.stamps[file.path][1]
            seen = self.findings.get(key, ()) if found is None or found.seen is None else found.seen
            named = found.in_name if found else self.names.get(file.path, ())
            now.stamps[file.path] = (file.stamp, key)
            now.findings |= {key: seen} if seen else {}
            now.names |= {file.path: named} if named else {}
        return now

    def settled(self) -> Memory:
        """What may be believed the next time: a file that changed a moment ago is looked at again."""
        limit = time.time_ns() - _SETTLED
        stamps = {path: known for path, known in self.stamps.items() if known[0][2] < limit}
        return Memory(stamps, self.findings, self.names)

    def seen(self, path: str) -> tuple[Seen, ...]:
        """Everything found in a file."""
        return (*self.names.get(path, ()), *self.findings.get(self.stamps[path][1], ()))


def _row(seen: Seen) -> tuple[Any, ...]:
    place = seen.place
    return seen.kind.value, place.line, place.column, place.sheet, place.label, seen.shown, seen.what


def _seen(row: tuple[Any, ...]) -> Seen:
    kind, line, column, sheet, label, shown, what = row
    return Seen(Kind(kind), Place(line, column, sheet, label), shown, what)
