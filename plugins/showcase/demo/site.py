"""All files of a site, one after the other: units first, then what offices say of them, then settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from showcase.demo.decisions import Register
from showcase.demo.notices import NoticeBoard
from showcase.demo.plan import Plan
from showcase.demo.settings import make_settings
from showcase.demo.units import make_unit
from showcase.demo.volumes import Shelf
from showcase.demo.writing import File

__all__ = ["Counts", "make_site"]


@dataclass(slots=True)
class Counts:
    """What was made; grows while :func:`make_site` goes on."""

    units: int = 0
    articles: int = 0
    pictures: int = 0
    decisions: int = 0
    notices: int = 0
    compilations: int = 0
    files: int = 0

    def add(self, name: str) -> None:
        """By the path of a file."""
        self.files += 1
        folder, is_text = name.split("/")[:2], name.endswith(".md")
        if folder[0] == "units":
            self.units += name.endswith("/index.md")
            self.articles += is_text and not name.endswith("/index.md")
            self.pictures += name.endswith(".jpg")
        elif folder[0] == "content" and is_text and hasattr(self, folder[1]):
            setattr(self, folder[1], getattr(self, folder[1]) + 1)


def make_site(plan: Plan, theme: Path | None = None, counts: Counts | None = None) -> Iterator[File]:
    """Path and bytes of every file; what is kept in memory of a unit is its lines in lists.

    :param theme: a folder to copy as ``site_config/theme``
    :param counts: filled with what was made
    """
    counts = counts if counts is not None else Counts()
    for name, data in _files(plan, theme):
        counts.add(name)
        yield name, data


def _files(plan: Plan, theme: Path | None) -> Iterator[File]:
    register, board, shelf = Register(), NoticeBoard(plan), Shelf(plan)
    for number in range(plan.units):
        unit = make_unit(plan, number)
        register.enter(unit.identity, unit.history)
        board.enter(unit.identity, unit.history)
        shelf.enter(unit.identity, unit.articles)
        yield from unit.files
    yield from register.files()
    yield from board.files(register.slugs)
    yield from shelf.files()
    yield from make_settings(plan, theme)
