"""The facets of the directory: their choices with how many units each has. Zero is shown, not dropped.

A region has all that lies in it, so that a county counts its townships. The same choices are links to lists of their
own, check boxes, and the numbers of the browser's data (``files``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from showcase.model.honors import State
from showcase.model.vocabulary import Region
from showcase.views.directory.entries import NO_CHOICE, UNPROVEN_CHOICE, Entry
from showcase.views.directory.regions import RegionNode, region_tree, rolled_up
from showcase.views.parts import NO_TITLE, UNPROVEN, Badge, Context, state_badge

__all__ = ["FACETS", "Choice", "Facet", "FacetTerm", "Facets", "Mark", "choice_url", "region_list"]

FACETS: Final = {"level": "级别", "kind": "类别", "region": "地区", "state": "状态"}
_WHOLE_TREE: Final = 60
"""Regions that a page names at once: with more, the branches open on demand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A term of a facet."""

    key: str
    """Of the facet: level, kind, region, state."""
    word: str
    slug: str
    """Last part of the address of its list."""
    count: int
    title: str
    """The word, or where several bear it, the full one."""
    value: str
    """In an address: ``units/?region=清源区``; a region's code where not even the title is its own."""


@dataclass(frozen=True, slots=True)
class FacetTerm:
    """A choice as it is printed."""

    word: str
    value: str
    count: int
    url: str
    """Of its list; empty where there is none."""
    terms: tuple[FacetTerm, ...] = ()
    """What lies in it."""
    has_more: bool = False
    """Something lies in it, told here or not."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of choices."""

    key: str
    label: str
    terms: tuple[FacetTerm, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of a title's state, for the browser to choose from."""

    value: str
    state: Badge | None
    is_verified: bool | None


def choice_url(key: str, slug: str) -> str:
    """Of the list of one choice."""
    return f"units/by_{key}/{slug}/"


def region_list(region: Region) -> str:
    """Address of the list of a region's units; there is one of every region that has any, itself or in its parts."""
    return choice_url("region", region.code)


class Facets:
    """The choices of a site's units."""

    def __init__(self, context: Context, entries: Sequence[Entry]) -> None:
        self._context = context
        self._counts = {key: Counter(entry.keys[key] for entry in entries) for key in FACETS}

    @cached_property
    def regions(self) -> tuple[RegionNode, ...]:
        """The tree."""
        return region_tree(self._context.collection.config.regions, self._counts["region"].keys())

    @cached_property
    def choices(self) -> dict[str, tuple[Choice, ...]]:
        """Of each facet in the office's order; regions as in the tree."""
        found = {key: tuple(self._plain(key, words)) for key, words in self._words.items()}
        counts = rolled_up(self.regions, self._counts["region"].__getitem__)
        nodes = zip(self.regions, counts, strict=True)
        labels = Counter(node.label for node in self.regions)
        regions = tuple(
            Choice(
                key="region",
                word=n.name,
                slug=n.region.code,
                count=count,
                title=n.label,
                value=n.label if labels[n.label] == 1 else n.region.code,
            )
            for n, count in nodes
        )
        return {key: regions if key == "region" else found[key] for key in FACETS}

    @property
    def _words(self) -> dict[str, list[tuple[str, str]]]:
        taxonomies = self._context.collection.config.taxonomies
        states = [(state.name.lower(), state.value) for state in State if state.counts]
        return {
            "level": [*((term.slug, term.name) for term in taxonomies.levels), (NO_CHOICE, NO_TITLE)],
            "kind": [(term.slug, term.name) for term in taxonomies.kinds],
            "state": [*states, (UNPROVEN_CHOICE, UNPROVEN), (NO_CHOICE, NO_TITLE)],
        }

    def _plain(self, key: str, words: Sequence[tuple[str, str]]) -> Iterator[Choice]:
        for slug, word in words:
            count = self._counts[key][slug]
            if count or slug != NO_CHOICE:  # only offered when some unit has no title
                yield Choice(key=key, word=word, slug=slug, count=count, title=word, value=word)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Of each choice of the facet of states."""
        badges = {state.value: state_badge(state) for state in State if state is not State.VALID}
        proven = {UNPROVEN: False, NO_TITLE: None}
        states = self.choices["state"]
        return tuple(Mark(c.value, badges.get(c.word), proven.get(c.word, True)) for c in states)

    def above(self, code: str) -> tuple[int, ...]:
        """Numbers of a region's node and of those that it lies in, from the top."""
        number, found = self._numbers[code], []
        while number >= 0:
            found.append(number)
            number = self.regions[number].parent
        return tuple(reversed(found))

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {node.region.code: number for number, node in enumerate(self.regions)}

    @cached_property
    def _below(self) -> dict[int, list[int]]:
        below: dict[int, list[int]] = {}
        for number, node in enumerate(self.regions):
            below.setdefault(node.parent, []).append(number)
        return below

    def printed(self, *, links: bool, region: str = "") -> tuple[Facet, ...]:
        """The facets of a page.

        :param links: the choices have lists of their own
        :param region: code of the region whose list it is: what lies in it is told too
        """
        told = set(self.above(region)) if region else set()
        if not links and len(self.regions) <= _WHOLE_TREE:
            told = set(range(len(self.regions)))
        plain = {key: tuple(_term(choice, links) for choice in found) for key, found in self.choices.items()}
        plain["region"] = self._branches(-1, told, links)
        return tuple(Facet(key, label, plain[key]) for key, label in FACETS.items())

    def _branches(self, parent: int, told: Collection[int], links: bool) -> tuple[FacetTerm, ...]:
        choices = self.choices["region"]
        return tuple(
            _term(
                choices[number],
                links,
                self._branches(number, told, links) if number in told else (),
                has_more=number in self._below,
            )
            for number in self._below.get(parent, ())
        )


def _term(choice: Choice, links: bool, terms: tuple[FacetTerm, ...] = (), *, has_more: bool = False) -> FacetTerm:
    url = choice_url(choice.key, choice.slug) if links and choice.count else ""
    return FacetTerm(choice.word, choice.value, choice.count, url, terms, has_more)
