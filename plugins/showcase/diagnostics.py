"""What is wrong with an author's files, and where (requirement R36: file, line, rule, advice).

A mistake of an author is a :class:`Diagnostic`, never an exception; every stage adds what it finds
to a :class:`Diagnostics` that it was given, so that one run reports everything.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Acceptance", "Diagnostic", "Diagnostics", "Location", "Severity", "suggest"]


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

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


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
    """A warning that the author accepts where it stands (``accepted: [{rule, reason}]``)."""

    location: Location
    rule: str
    reason: str

    def covers(self, diagnostic: Diagnostic) -> bool:
        """True for a warning of this rule in the same file; errors cannot be accepted."""
        return (
            diagnostic.severity is Severity.WARNING
            and diagnostic.rule == self.rule
            and diagnostic.location.path == self.location.path
        )


class Diagnostics:
    """Collects diagnostics of one run. It is passed as an argument and never global."""

    def __init__(self) -> None:
        self._found: set[Diagnostic] = set()
        self._acceptances: list[Acceptance] = []

    def error(self, location: Location, message: str, rule: str) -> None:
        """Report what always stops the build."""
        self._found.add(Diagnostic(location, message, rule, Severity.ERROR))

    def warning(self, location: Location, message: str, rule: str) -> None:
        """Report what stops the build only under ``--strict``."""
        self._found.add(Diagnostic(location, message, rule, Severity.WARNING))

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Add what a pure function returned."""
        self._found.update(found)

    def accept(self, acceptances: Iterable[Acceptance]) -> None:
        """Take note of the warnings that an author accepts."""
        self._acceptances.extend(acceptances)

    @property
    def acceptances(self) -> tuple[Acceptance, ...]:
        """All acceptances, sorted by place."""
        return tuple(sorted(self._acceptances, key=lambda a: (a.location, a.rule)))

    def settled(self) -> tuple[Diagnostic, ...]:
        """What remains after acceptances, sorted by place; an unused acceptance is itself a warning."""
        kept = [d for d in self._found if not any(a.covers(d) for a in self._acceptances)]
        unused = [_unused(a) for a in self._acceptances if not any(a.covers(d) for d in self._found)]
        return tuple(sorted({*kept, *unused}))

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


def _unused(acceptance: Acceptance) -> Diagnostic:
    message = f"接受了规则“{acceptance.rule}”的警告，但本文件没有这样的警告；请删去这一条 accepted"
    return Diagnostic(acceptance.location, message, "unused-acceptance", Severity.WARNING)


def suggest(word: str, known: Iterable[str]) -> str:
    """A tail for a message: ``，是否想写“…”？``, or the empty string when nothing is near.

    The cutoff is low (0.5) because Chinese terms are short: 志愿服物 and 志愿服务 share 3 of 4 signs.
    """
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"，是否想写“{near[0]}”？" if near else ""
