"""What the privacy gate finds (requirement R75, DOMAIN.md §3.6): never the secret itself, only its masked form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from showcase.diagnostics import conceal

__all__ = ["MOST", "Finding", "Kind", "Place", "Seen", "UnreadableError"]

MOST: Final = 10_000
"""Findings of one file that are kept; a list of a million people is to be taken out whole."""


class Kind(StrEnum):
    """What was found; each has a wording and a rule of its own."""

    ID = "id"
    MOBILE = "mobile"
    CARD = "card"
    ADDRESS = "address"
    SUSPECT_ID = "suspect_id"
    """Written like an ID number, but the check digit, the date or the length is wrong: typed wrong is still a leak."""
    SUSPECT_CARD = "suspect_card"
    OLD_ID = "old_id"
    """15 digits without a check digit, and no word beside them that says what they are."""
    PERSON = "person"
    """A name beside illness, poverty or minority."""
    UNREAD = "unread"
    """A file, or a part of one, that could not be looked into."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in a text, from ``start`` on; ``shown`` is its masked form, ``what`` the word beside it."""

    kind: Kind
    start: int
    end: int
    shown: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: line and column from 1, of a table row and column; the rest in words for what has no lines."""

    line: int = 1
    column: int = 1
    sheet: str = ""
    label: str = ""
    """``名单.docx → 页眉``; empty where line and column say all."""

    def below(self, name: str) -> Place:
        """The same place in a file that lies within another."""
        where = f"工作表“{self.sheet}”第 {self.line} 行第 {self.column} 列" if self.sheet else self.label
        return Place(label=conceal(f"{name} → {where}" if where else name))


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding with its place in a file."""

    kind: Kind
    place: Place
    shown: str
    what: str = ""

    @classmethod
    def of(cls, findings: Iterable[Finding], place: Place) -> Iterator[Seen]:
        """All at one place."""
        return (cls(found.kind, place, found.shown, found.what) for found in findings)


class UnreadableError(Exception):
    """A file or a part of one cannot be looked into; the message says why, in Chinese."""
