"""The directory of a site with more units than one page of cards holds: lists of names in pages.

Without a script each choice of a facet is a link to a list of its own, with pages of its own:
``units/by_kind/<slug>/`` …. No folder of a unit has an underscore, so that none can take them. With one, the check
boxes of the first page ask all units (``files``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from showcase.model.units import Unit
from showcase.views.directory.entries import Entry, NameLine, entries_of
from showcase.views.directory.facets import FACETS, Choice, Facet, Facets, Mark, choice_url
from showcase.views.paging import Part, cut_groups, page_url, paged
from showcase.views.parts import HOME, Context, Crumb, ViewPage

__all__ = ["NamesView", "child_pages", "name_pages"]

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Units of one initial."""

    letter: str
    id: str
    """Its anchor; empty where it goes on from the page before."""
    lines: tuple[NameLine, ...]


@dataclass(frozen=True, slots=True)
class LetterLink:
    """An initial with the place where it begins; no address when no unit has it."""

    letter: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesView:
    """``/units/`` or the list of one choice, a page of it."""

    title: str
    kicker: str
    lead: str
    count: int
    """Of all pages."""
    groups: tuple[NameGroup, ...]
    letters: tuple[LetterLink, ...]
    facets: tuple[Facet, ...]
    """As links; none of a list that is not the directory's own."""
    boxes: tuple[Facet, ...]
    """As check boxes, on the first page of all units."""
    marks: tuple[Mark, ...]
    """Beside the check boxes."""
    url: str
    """Of the first page, which the facets mark as chosen."""
    combine: str
    """Where the choice of this list goes together with others; empty where the check boxes are."""


def name_pages(context: Context) -> Iterator[ViewPage]:
    """All units, then the units of every choice that any has."""
    entries = entries_of(context, context.units)
    facets = Facets(context, entries)
    top = _page("units/", "单位名录", (Crumb("单位"),))
    lead = "按拼音排列；也可以按级别、类别、地区或状态看。每个单位一份公开档案。"
    yield from _list(context, top, entries, _Beside(facets.printed(links=True), facets), "", lead)
    held = _held(entries, facets)
    plain = _Beside(facets.printed(links=True))
    for key, choices in facets.choices.items():
        for choice in choices:
            listed = held.get((key, choice.slug))
            if listed:
                beside = _Beside(facets.printed(links=True, region=choice.slug)) if key == "region" else plain
                yield from _choice_list(context, choice, listed, beside)


def _choice_list(context: Context, choice: Choice, listed: Sequence[Entry], beside: _Beside) -> Iterator[ViewPage]:
    page = _page(choice_url(choice.key, choice.slug), choice.title, (Crumb("单位", "units/"), Crumb(choice.title)))
    beside = replace(beside, combine=f"units/?{urlencode({choice.key: choice.value})}")
    yield from _list(context, page, listed, beside, f"单位名录 · 按{FACETS[choice.key]}", "按拼音排列。")


def _held(entries: Iterable[Entry], facets: Facets) -> dict[tuple[str, str], list[Entry]]:
    """The units of each choice; those of a region with all that lies in it."""
    held: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        for key, slug in entry.keys.items():
            if key != "region":
                held.setdefault((key, slug), []).append(entry)
        for number in facets.above(entry.keys["region"]):
            held.setdefault(("region", facets.regions[number].region.code), []).append(entry)
    return held


def child_pages(context: Context, unit: Unit, children: Iterable[Unit]) -> Iterator[ViewPage]:
    """``units/<slug>/all_units/``: the units below one, when they are too many for its own page."""
    entries = entries_of(context, children)
    above = (Crumb("单位", "units/"), Crumb(unit.short_name, unit.url))
    page = _page(f"{unit.url}all_units/", f"{unit.short_name}的下属单位", (*above, Crumb("下属单位")))
    page = replace(page, is_draft=unit.publication.draft)
    yield from _list(context, page, entries, _Beside(), unit.short_name, "按拼音排列。")


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside a list."""

    links: tuple[Facet, ...] = ()
    boxes: Facets | None = None
    combine: str = ""


def _page(url: str, title: str, crumbs: tuple[Crumb, ...]) -> ViewPage:
    return ViewPage(
        url=url,
        template="directory_names.html",
        title=title,
        description=f"{title}：文明单位名单，按拼音排列"
        if crumbs[0].url
        else "文明单位名单，按拼音排列，或按级别、类别、地区看",
        view=None,
        crumbs=(Crumb(HOME, ""), *crumbs),
        section="units/",
        feed="units",
    )


def _list(
    context: Context,
    page: ViewPage,
    entries: Sequence[Entry],
    beside: _Beside,
    kicker: str,
    lead: str,
) -> Iterator[ViewPage]:
    """A list by initials, page by page."""
    by_letter: dict[str, list[NameLine]] = {}
    for entry in entries:
        by_letter.setdefault(entry.initial, []).append(entry.line)
    pages = cut_groups(by_letter.items(), context.limits.names)
    starts: dict[str, int] = {}
    for number, parts in enumerate(pages, 1):
        for part in parts:
            starts.setdefault(part.group, number)
    views = [
        NamesView(
            title=page.title,
            kicker=kicker,
            lead=lead,
            count=len(entries),
            groups=tuple(_group(part) for part in parts),
            letters=tuple(_letter(letter, page.url, starts, number) for letter in _LETTERS),
            facets=beside.links,
            boxes=beside.boxes.printed(links=False) if beside.boxes and number == 1 else (),
            marks=beside.boxes.marks if beside.boxes and number == 1 else (),
            url=page.url,
            combine=beside.combine or ("units/" if number > 1 and beside.links else ""),
        )
        for number, parts in enumerate(pages, 1)
    ]
    yield from paged(page, views)


def _group(part: Part[str, NameLine]) -> NameGroup:
    return NameGroup(part.group, "" if part.is_continued else _anchor(part.group), part.items)


def _letter(letter: str, url: str, starts: Mapping[str, int], here: int) -> LetterLink:
    if letter not in starts:
        return LetterLink(letter, "")
    place = "" if starts[letter] == here else page_url(url, starts[letter])
    return LetterLink(letter, f"{place}#{_anchor(letter)}")


def _anchor(letter: str) -> str:
    return f"s-az-{letter.lower()}" if letter in _LETTERS else "s-az-other"
