"""What was found, remembered by what a file contains; a file that nobody touched is not even opened."""

from __future__ import annotations

import marshal
from dataclasses import dataclass, field
from typing import Any, Final

from showcase.kept import Kept
from showcase.privacy.values import Kind, Place, Seen

__all__ = ["Memory", "Stamp"]

_KIND: Final = "privacy"
Stamp = tuple[int, int, int, int]
"""Size, two times and inode: another one after any change."""


@dataclass(slots=True)
class Memory:
    """Of all files: path → stamp and key of the content; and key → findings, of contents that have any."""

    stamps: dict[str, tuple[Stamp, str]] = field(default_factory=dict)
    findings: dict[str, tuple[Seen, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, kept: Kept, name: str) -> Memory:
        """What another program, or one with other masks, found is not used."""
        found = kept.get(_KIND, name)
        if not found:
            return cls()
        stamps, findings = marshal.loads(found)  # noqa: S302 – kept by ourselves, and its digest is right
        return cls(stamps, {key: tuple(map(_seen, rows)) for key, rows in findings.items()})

    def save(self, kept: Kept, name: str) -> None:
        """Exactly this."""
        findings = {key: [_row(seen) for seen in found] for key, found in self.findings.items()}
        kept.drop(_KIND, kept.keys(_KIND) - {name})
        kept.put(_KIND, {name: marshal.dumps((self.stamps, findings))})


def _row(seen: Seen) -> tuple[Any, ...]:
    place = seen.place
    return seen.kind.value, place.line, place.column, place.sheet, place.label, seen.shown, seen.what


def _seen(row: tuple[Any, ...]) -> Seen:
    kind, line, column, sheet, label, shown, what = row
    return Seen(Kind(kind), Place(line, column, sheet, label), shown, what)
