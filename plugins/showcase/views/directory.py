"""The directory of a site with more units than one page of cards holds: lists of names in pages.

A filter that sees one page of forty would lie, so that each choice of a facet is a link to a list of its own, with
pages of its own: ``units/by_kind/<slug>/`` …. No folder of a unit has an underscore, so that none can take them.
A search over all units can be added beside the letters; these pages stay what works without a script.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from showcase.model.honors import HonorState, State
from showcase.model.units import Unit
from showcase.model.vocabulary import Region
from showcase.views.paging import Part, cut_groups, page_url, paged
from showcase.views.parts import (
    HOME,
    NO_TITLE,
    UNPROVEN,
    Badge,
    Context,
    Crumb,
    ViewPage,
    best_state,
    level_badge,
    state_badge,
)

__all__ = ["NamesView", "child_pages", "choice_list", "name_pages", "region_list"]

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FACETS: Final = {"level": "级别", "kind": "类别", "region": "地区", "state": "状态"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLine:
    """A unit in a list of names."""

    url: str
    name: str
    place: str
    kind: str
    badge: Badge | None
    is_verified: bool | None
    """``None`` when the unit has no title at all."""
    state: Badge | None
    is_draft: bool


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


@dataclass(frozen=True, slots=True)
class FacetLink:
    """A choice with the list that it leads to; zero is shown and leads nowhere."""

    word: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class FacetLinks:
    """A group of choices."""

    label: str
    links: tuple[FacetLink, ...]


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
    facets: tuple[FacetLinks, ...]
    url: str
    """Of the first page, which the facets mark as chosen."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A unit with what every list needs of it, made once."""

    initial: str
    line: NameLine
    keys: Mapping[str, str]
    """Of each facet the last part of the address of its list."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """A term of a facet."""

    key: str
    word: str
    slug: str

    @property
    def url(self) -> str:
        """Of its list."""
        return choice_list(self.key, self.slug)


def name_pages(context: Context) -> Iterator[ViewPage]:
    """All units, then the units of every choice that any has."""
    entries = [_entry(context, unit) for unit in sorted(context.units, key=lambda u: (u.pinyin, u.slug))]
    held: dict[tuple[str, str], list[_Entry]] = {}
    for entry in entries:
        for key, slug in entry.keys.items():
            held.setdefault((key, slug), []).append(entry)
    choices = [choice for choice in _choices(context) if (choice.key, choice.slug) in held or choice.slug != _NONE]
    facets = tuple(_facets(choices, held))
    top = _page("units/", "单位名录", (Crumb("单位"),))
    lead = "按拼音排列；也可以先按级别、类别、地区或状态看。每个单位一份公开档案。"
    yield from _list(context, top, entries, facets, "", lead)
    for choice in choices:
        listed = held.get((choice.key, choice.slug), [])
        if listed:
            page = _page(choice.url, choice.word, (Crumb("单位", "units/"), Crumb(choice.word)))
            kicker = f"单位名录 · 按{_FACETS[choice.key]}"
            yield from _list(context, page, listed, facets, kicker, "按拼音排列。")


def choice_list(key: str, slug: str) -> str:
    """Address of the list of a choice of the facet ``level``, ``kind`` …; there is one of every choice that any has."""
    return f"units/by_{key}/{slug}/"


def region_list(region: Region) -> str:
    """Address of the list of a region's units; there is one of every region that has any."""
    return _Choice("region", region.name, region.code).url


def child_pages(context: Context, unit: Unit, children: Iterable[Unit]) -> Iterator[ViewPage]:
    """``units/<slug>/all_units/``: the units below one, when they are too many for its own page."""
    entries = [_entry(context, child) for child in sorted(children, key=lambda u: (u.pinyin, u.slug))]
    above = (Crumb("单位", "units/"), Crumb(unit.short_name, unit.url))
    page = _page(f"{unit.url}all_units/", f"{unit.short_name}的下属单位", (*above, Crumb("下属单位")))
    page = replace(page, is_draft=unit.publication.draft)
    yield from _list(context, page, entries, (), unit.short_name, "按拼音排列。")


_NONE: Final = "no_title"
"""A choice that is only offered when some unit has no title."""


def _choices(context: Context) -> Iterator[_Choice]:
    """Of each facet in the order of the filter on a page of cards."""
    config = context.collection.config
    used = {unit.region.code for unit in context.units}
    yield from (_Choice("level", term.name, term.slug) for term in config.taxonomies.levels)
    yield _Choice("level", NO_TITLE, _NONE)
    yield from (_Choice("kind", term.name, term.slug) for term in config.taxonomies.kinds)
    for region in config.regions.all:
        if region.is_leaf or region.code in used:
            yield _Choice("region", config.regions.label(region), region.code)
    yield from (_Choice("state", state.value, state.name.lower()) for state in State if state.counts)
    yield _Choice("state", UNPROVEN, "unproven")
    yield _Choice("state", NO_TITLE, _NONE)


def _facets(choices: Iterable[_Choice], held: Mapping[tuple[str, str], Sequence[_Entry]]) -> Iterator[FacetLinks]:
    listed = list(choices)
    for key, label in _FACETS.items():
        counted = [(choice, len(held.get((key, choice.slug), ()))) for choice in listed if choice.key == key]
        yield FacetLinks(label, tuple(FacetLink(c.word, count, c.url if count else "") for c, count in counted))


def _entry(context: Context, unit: Unit) -> _Entry:
    best = best_state(context, unit)
    line = NameLine(
        url=unit.url,
        name=unit.short_name,
        place=context.collection.config.regions.label(unit.region),
        kind=unit.kind.name,
        badge=level_badge(best.level, best.grade, best.rung) if best else None,
        is_verified=best.is_verified if best else None,
        state=state_badge(best.state) if best and best.is_verified and best.state is not State.VALID else None,
        is_draft=unit.publication.draft,
    )
    keys = {
        "level": best.level.slug if best else _NONE,
        "kind": unit.kind.slug,
        "region": unit.region.code,
        "state": _state_slug(best),
    }
    return _Entry(unit.pinyin[:1].upper() or "#", line, keys)


def _state_slug(best: HonorState | None) -> str:
    if best is None:
        return _NONE
    return best.state.name.lower() if best.is_verified else "unproven"


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
    entries: Sequence[_Entry],
    facets: tuple[FacetLinks, ...],
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
            facets=facets,
            url=page.url,
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
