"""What is wrong with an author's files, and where (requirement R36: file, line, rule, advice).

A mistake of an author is a :class:`Diagnostic`, never an exception; every stage adds what it finds
to a :class:`Diagnostics` that it was given, so that one run reports everything.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

__all__ = [
    "Acceptance", "Diagnostic", "Diagnostics", "Location", "Severity", "Suggestions", "conceal", "suggest",
    "suggest_file",
]  # fmt: skip

_SHEET: Final = re.compile(r"(.+\.xlsx)\[(.+)\]", re.IGNORECASE)
_NOT_ALWAYS: Final = frozenset({"book-glyph"})
"""Told only where books are made: that nothing is told elsewhere does not mean that it was accepted in vain."""
_COMMON: Final = 200
"""So many words are worth comparing with one that is unknown."""
_LONG_QUOTE: Final = re.compile(r"“([^“”]{60})[^“”]{10,}”")
"""More of an author's words than this helps nobody; a garbage file has a million in one line."""
_LONG_NUMBER: Final = re.compile(
    r"(?<![0-9A-Za-z*])(?:(?:\+|00)?86[ -]?)?"
    r"([1１][3-9３-９]\d(?:[ -]?\d{4}){2}|\d{6}[ -]?"
    r"\d{8}[ -]?\d{1,4}[\dXx]|\d{4}(?:[ -]?\d{4}){3}[ -]?\d{0,3})"
    r"(?![0-9A-Za-z*])"
)
"""What may be a mobile, identity or bank card number, whatever it is quoted for."""
ACCEPTABLE_ERRORS: Final = frozenset({"privacy-id", "privacy-mobile", "privacy-card", "privacy-address"})
"""Errors of which a person may know better than a program; any other can only be mended."""


class Severity(StrEnum):
    """How bad it is: an error always stops a build, a warning only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def label(self) -> str:
        """The Chinese word that readers see."""
        return "错误" if self is Severity.ERROR else "警告"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: path relative to the repository, line and column counted from 1.

    In a table (CSV, XLSX) the line is the row and the column is the column, as Excel counts them.
    """

    path: str
    line: int = 1
    column: int = 1

    @property
    def file(self) -> str:
        """The path without the name of a sheet."""
        return _SHEET.fullmatch(self.path)[1] if self.sheet else self.path  # type: ignore[index]

    @property
    def sheet(self) -> str:
        """The sheet of a workbook, ``honors.xlsx[荣誉]``; else empty."""
        match = _SHEET.fullmatch(self.path)
        return match[2] if match else ""

    def __str__(self) -> str:
        return f"{conceal(self.path)}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One thing wrong: ``str()`` is ``path:line:column: 消息 (rule)``."""

    location: Location
    message: str
    rule: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.location}: {self.message} ({self.rule})"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What the author accepts where it stands (``accepted: [{rule, reason}]``): a warning, or a finding of privacy."""

    location: Location
    rule: str
    reason: str
    shown: str = ""
    """Only findings that are told with this masked form; empty: all of the rule."""
    file: str = ""
    """Where what is accepted stands, if not in the file that accepts it."""

    def covers(self, diagnostic: Diagnostic, path: str) -> bool:
        """True for a warning of this rule in the same file or in a table of it (``path``); for hardly any error."""
        is_acceptable = diagnostic.severity is Severity.WARNING or diagnostic.rule in ACCEPTABLE_ERRORS
        is_meant = diagnostic.rule == self.rule and (not self.shown or f"“{self.shown}”" in diagnostic.message)
        return is_acceptable and is_meant and path == (self.file or self.location.path)


class Diagnostics:
    """Collects diagnostics of one run. It is passed as an argument and never global."""

    def __init__(self) -> None:
        self._found: set[Diagnostic] = set()
        self._acceptances: list[Acceptance] = []
        self._owners: dict[str, str] = {}

    def error(self, location: Location, message: str, rule: str) -> None:
        """Report what always stops the build."""
        self._add(Diagnostic(location, message, rule, Severity.ERROR))

    def warning(self, location: Location, message: str, rule: str) -> None:
        """Report what stops the build only under ``--strict``."""
        self._add(Diagnostic(location, message, rule, Severity.WARNING))

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Add what a pure function returned."""
        for diagnostic in found:
            self._add(diagnostic)

    def merge(self, other: Diagnostics) -> None:
        """Add all that was collected elsewhere, acceptances too."""
        self._found |= other._found
        self._acceptances += other._acceptances
        self._owners |= other._owners

    def _add(self, diagnostic: Diagnostic) -> None:
        """A message is one line, however long and of however many lines the words that it quotes."""
        message = conceal(_LONG_QUOTE.sub(r"“\1…”", " ".join(diagnostic.message.split())))
        self._found.add(replace(diagnostic, message=message))

    def accept(self, acceptances: Iterable[Acceptance]) -> None:
        """Take note of the warnings that an author accepts."""
        self._acceptances.extend(acceptances)

    def belongs(self, table: str, owner: str) -> None:
        """A table has no place for ``accepted``: what it says is accepted in the text that names it."""
        self._owners[table] = owner

    def belongs_beside(self, file: str, owner: str) -> None:
        """Likewise of any other file, unless a text has named it."""
        self._owners.setdefault(file, owner)

    def _is_accepted(self, diagnostic: Diagnostic, acceptance: Acceptance) -> bool:
        path = diagnostic.location.file
        return any(acceptance.covers(diagnostic, place) for place in (path, self._owners.get(path, path)))

    @property
    def acceptances(self) -> tuple[Acceptance, ...]:
        """All acceptances, sorted by place."""
        return tuple(sorted(self._acceptances, key=lambda a: (a.location, a.rule)))

    def in_force(self) -> tuple[Acceptance, ...]:
        """Those of :attr:`acceptances` without which an error or a warning of the privacy gate would be told."""
        found = [d for d in self._found if d.rule.startswith("privacy-")]
        return tuple(a for a in self.acceptances if any(self._is_accepted(d, a) for d in found))

    def settled(self) -> tuple[Diagnostic, ...]:
        """What remains after acceptances, sorted by place; an unused acceptance is itself a warning."""
        kept = [d for d in self._found if not any(self._is_accepted(d, a) for a in self._acceptances)]
        return tuple(sorted({*kept, *self._unused()}))

    def _unused(self) -> Iterator[Diagnostic]:
        """What was accepted in vain; a file with errors was not checked to its end, and nothing is said of it."""
        if not self._acceptances:
            return
        found = [d for d in self._found if d.severity is Severity.ERROR]
        errors = {(d.location.path, d.rule) for d in found if d.rule not in ACCEPTABLE_ERRORS}
        faulty = {d.location.path for d in found if not any(self._is_accepted(d, a) for a in self._acceptances)}
        for acceptance in self._acceptances:
            path, rule = acceptance.location.path, acceptance.rule
            if rule in _NOT_ALWAYS:
                continue
            if (path, rule) in errors:
                yield _unused(acceptance, f"规则“{rule}”报告的是错误，不能接受，只能改正")
            elif path not in faulty and not any(self._is_accepted(d, acceptance) for d in self._found):
                message = f"接受了规则“{rule}”的警告，但本文件没有这样的警告；请删去这一条 accepted"
                yield _unused(acceptance, message)

    def faulty_paths(self) -> frozenset[str]:
        """Files with an error: what refers to them must not be called a second mistake."""
        return frozenset(d.location.path for d in self._found if d.severity is Severity.ERROR)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The errors of :meth:`settled`."""
        return tuple(d for d in self.settled() if d.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The warnings of :meth:`settled`."""
        return tuple(d for d in self.settled() if d.severity is Severity.WARNING)

    def summary(self) -> str:
        """``2 个错误、1 个警告``, or 没有发现问题."""
        counts = ((len(self.errors), "个错误"), (len(self.warnings), "个警告"))
        return "、".join(f"{count} {label}" for count, label in counts if count) or "没有发现问题"

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.settled())

    def __len__(self) -> int:
        return len(self.settled())


def conceal(text: str) -> str:
    """Words that quote an author, without what may be a personal number: nothing that we print or keep has one.

    Mistaken for one, a long number only loses its middle; DOMAIN.md §3.6 has the forms 138****1234 and 2+13*+3.
    """
    return _LONG_NUMBER.sub(_masked, text)


def _masked(match: re.Match[str]) -> str:
    number = re.sub("[ -]", "", match[1])
    head, tail = (3, 4) if len(number) == 11 else (2, 3)
    return f"{number[:head]}{'*' * (len(number) - head - tail)}{number[-tail:]}"


def _unused(acceptance: Acceptance, message: str) -> Diagnostic:
    return Diagnostic(acceptance.location, message, "unused-acceptance", Severity.WARNING)


def suggest(word: str, known: Iterable[str]) -> str:
    """A tail for a message: ``，是否想写“…”？``, or the empty string when nothing is near.

    The cutoff is low (0.5) because Chinese terms are short: 志愿服物 and 志愿服务 share 3 of 4 signs.
    """
    near = _nearest(word, known)
    return f"，是否想写“{near}”？" if near else ""


class Suggestions:
    """:func:`suggest` for many words out of many known ones: a list of a thousand names that nobody knows.

    Only those are compared that share the most of the rarer signs: 1,000 unknown names among 20,000
    names took 81 s of ``difflib`` alone, 5 s this way. Nothing is prepared before the first question.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = known
        self._words: list[str] = []
        self._by_sign: dict[str, list[int]] = {}

    def suggest(self, word: str) -> str:
        """The tail of a message, as :func:`suggest` makes it."""
        if not self._by_sign:
            self._prepare()
        shared: Counter[int] = Counter()
        places = sorted((self._by_sign.get(sign, []) for sign in set(word)), key=len)
        for found in places[: max(4, len(places) * 2 // 3)]:  # 市 and 区 are in every name and tell nothing
            shared.update(found)
        return suggest(word, [self._words[n] for n, _ in shared.most_common(_COMMON)])

    def _prepare(self) -> None:
        self._words = list(self._known)
        for number, word in enumerate(self._words):
            for sign in set(word):
                self._by_sign.setdefault(sign, []).append(number)


def suggest_file(name: str, known: Iterable[str]) -> str:
    """The same for file names: folder and suffix are alike everywhere and say nothing."""
    stems = {_stem(path): path for path in known}
    near = _nearest(_stem(name), stems)
    return f"，是否想写“{stems[near]}”？" if near else ""


def _nearest(word: str, known: Iterable[str]) -> str:
    """Two that are equally and barely near (是级: 省级, 市级, 县级) are no suggestion."""
    near = difflib.get_close_matches(word, list(known), n=2, cutoff=0.5) if len(word) <= 100 else []
    if len(near) == 2 and _likeness(word, near[0]) == _likeness(word, near[1]) < 0.75:
        return ""
    return near[0] if near else ""


def _likeness(word: str, other: str) -> float:
    return difflib.SequenceMatcher(None, other, word).ratio()


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]
