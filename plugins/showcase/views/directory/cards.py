"""The directory of a site whose units one page holds, as cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from showcase.views.directory.entries import entries_of
from showcase.views.directory.facets import Facet, Facets, Mark
from showcase.views.parts import HOME, Card, Context, Crumb, ViewPage, card

__all__ = ["DirectoryView", "card_page"]

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Letter:
    """An initial; without an anchor when no unit has it."""

    letter: str
    has_units: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryView:
    """``/units/``."""

    cards: tuple[Card, ...]
    """By pinyin; the first card of an initial carries its anchor."""
    first_of_initial: tuple[str, ...]
    """Addresses of those first cards."""
    boxes: tuple[Facet, ...]
    marks: tuple[Mark, ...]
    letters: tuple[Letter, ...]


def card_page(context: Context) -> ViewPage:
    """All units on one page."""
    entries = entries_of(context, context.units)
    facets = Facets(context, entries)
    cards = tuple(card(context, entry.unit) for entry in entries)
    first: dict[str, str] = {}
    for shown in cards:
        first.setdefault(shown.initial, shown.url)
    view = DirectoryView(
        cards=cards,
        first_of_initial=tuple(first.values()),
        boxes=facets.printed(links=False),
        marks=facets.marks,
        letters=tuple(Letter(letter, letter in first) for letter in _LETTERS),
    )
    return ViewPage(
        url="units/",
        template="directory.html",
        title="单位名录",
        description="按级别、类别、地区、状态查找文明单位，或按拼音首字母浏览",
        view=view,
        crumbs=(Crumb(HOME, ""), Crumb("单位")),
        section="units/",
        feed="units",
    )
