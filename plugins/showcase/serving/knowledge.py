"""What views look up, worked out when it is asked for, and taken over for all units that are the very same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from showcase.markdown import Html, Rendered
from showcase.model.collection import Collection
from showcase.model.documents import Source, Text
from showcase.model.events import Decided, decided_events
from showcase.model.honors import HonorState
from showcase.model.ledger import honors_of
from showcase.model.office import Decision
from showcase.model.units import Unit
from showcase.texts import (
    Manuscript,
    Texts,
    office_manuscript,
    page_addresses,
    remainder,
    still_leads,
    unit_manuscripts,
)

__all__ = ["Honors", "OpenTexts", "TextMemory"]


class Honors(Mapping[str, tuple[HonorState, ...]]):
    """Honours of all units as of a day: of 20,000 units an edit changes those of one."""

    def __init__(self, collection: Collection, day: dt.date, before: Honors | None = None) -> None:
        self._collection, self._day = collection, day
        self._decisions: Sequence[Decision] = collection.decisions
        self._known: dict[str, tuple[Unit, tuple[HonorState, ...]]] = {}
        if before is not None and before._day == day and before._decisions == collection.decisions:
            self._known, self._decisions = before._known, before._decisions
            self._decided: Decided = before._decided
        else:
            self._decided = decided_events(collection.decisions, day)

    def __getitem__(self, slug: str) -> tuple[HonorState, ...]:
        unit = self._collection.unit(slug)
        if unit is None:
            raise KeyError(slug)
        known = self._known.get(slug)
        if known is None or known[0] is not unit:
            known = self._known[slug] = unit, honors_of(unit, self._decided, self._day)
        return known[1]

    def __iter__(self) -> Iterator[str]:
        return (unit.slug for unit in self._collection.units)

    def __len__(self) -> int:
        return len(self._collection.units)


@dataclass(slots=True)
class TextMemory:
    """What came of texts: handed on from one state of the showcase to the next."""

    rendered: dict[str, tuple[Text, Rendered]] = field(default_factory=dict)
    """By path, without the HTML."""
    openings: dict[str, tuple[Text, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Texts) -> TextMemory:
        """From all texts, as they were checked."""
        written = {path: manuscript.text for path, manuscript in texts.manuscripts.items()}
        return cls(
            {path: (written[path], rendered) for path, rendered in texts.rendered.items()},
            {path: (written[path], opening) for path, opening in texts.openings.items()},
        )


class OpenTexts:
    """Texts that are rendered when they are asked for. A preview shows drafts, so every link may lead everywhere."""

    def __init__(self, collection: Collection, memory: TextMemory, *, avif: bool) -> None:
        self._collection, self._memory, self._avif = collection, memory, avif
        self.html: Mapping[str, Html] = _Bodies(self)
        self.openings: Mapping[str, str] = _Openings(self, memory)

    @cached_property
    def _addresses(self) -> Mapping[str, str]:
        return page_addresses(self._collection)

    @cached_property
    def _office(self) -> Mapping[str, Manuscript]:
        found, pages = self._collection, self._addresses
        made: list[Manuscript] = []
        for texts in (found.decisions, found.notices, found.compilations):
            made += (office_manuscript(thing, pages, pages) for thing in texts)
        return {manuscript.source.path: manuscript for manuscript in made}

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """By their folder's path."""
        return {unit.source.path.rpartition("/")[0]: unit for unit in self._collection.units}

    def manuscript(self, path: str) -> Manuscript:
        """:raises KeyError: there is no such text."""
        folder = "/".join(path.split("/")[: self._depth])
        if folder not in self.units:
            return self._office[path]
        found = {text.source.path: text for text in self._of_unit(self.units[folder])}
        return found[path]

    @cached_property
    def _depth(self) -> int:
        """Parts of the path of a unit's folder."""
        return next((path.count("/") + 1 for path in self.units), 2)

    def absolute(self, source: Source, site_url: str) -> Html:
        """The text of a file with absolute addresses, for feeds."""
        return self.manuscript(source.path).render(site_url).html

    def all(self) -> Texts:
        """Every text, for the rules; rendered anew is only what changed or what names another address than before."""
        manuscripts: dict[str, Manuscript] = {}
        rendered: dict[str, Rendered] = {}
        for manuscript in self._each():
            path = manuscript.source.path
            manuscripts[path], rendered[path] = manuscript, self._rendered(path, manuscript)
        for gone in self._memory.rendered.keys() - rendered.keys():
            del self._memory.rendered[gone]
        return Texts(manuscripts, rendered, MappingProxyType({}), self.html, MappingProxyType({}))

    def over(self, collection: Collection) -> OpenTexts:
        """The same over an equal collection, with what was looked up already."""
        texts = OpenTexts(collection, self._memory, avif=self._avif)
        texts.__dict__["_addresses"] = self._addresses
        return texts

    def _each(self) -> Iterator[Manuscript]:
        for unit in self._collection.units:
            yield from self._of_unit(unit)
        yield from self._office.values()
        yield from (remainder(left, self._addresses) for left in self._collection.leftovers)

    def of_units(self, units: Iterable[Unit]) -> Texts:
        """Those of some units."""
        manuscripts = {m.source.path: m for unit in units for m in self._of_unit(unit)}
        rendered = {path: self._rendered(path, manuscript) for path, manuscript in manuscripts.items()}
        return Texts(manuscripts, rendered, MappingProxyType({}), self.html, MappingProxyType({}))

    def _of_unit(self, unit: Unit) -> Iterator[Manuscript]:
        return unit_manuscripts(unit, self._addresses, self._addresses, self._avif)

    def _rendered(self, path: str, manuscript: Manuscript) -> Rendered:
        known = self._memory.rendered.get(path)
        if known and known[0] is manuscript.text and not known[1].refusals and still_leads(known[1], manuscript.links):
            return known[1]
        rendered = replace(manuscript.render(), html=Html(""))
        self._memory.rendered[path] = manuscript.text, rendered
        return rendered


class _Bodies(Mapping[str, Html]):
    def __init__(self, texts: OpenTexts) -> None:
        self._texts = texts
        self._made: dict[str, Html] = {}

    def __getitem__(self, path: str) -> Html:
        if path not in self._made:
            self._made[path] = self._texts.manuscript(path).render().html
        return self._made[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


class _Openings(Mapping[str, str]):
    """First words of units, which stand on their cards."""

    def __init__(self, texts: OpenTexts, memory: TextMemory) -> None:
        self._texts, self._known = texts, memory.openings

    def __getitem__(self, path: str) -> str:
        unit = self._texts.units[path.rpartition("/")[0]]
        known = self._known.get(path)
        if known is None or known[0] is not unit.text:
            known = self._known[path] = unit.text, self._texts.manuscript(path).render().opening
        return known[1]

    def __iter__(self) -> Iterator[str]:
        return (unit.source.path for unit in self._texts.units.values())

    def __len__(self) -> int:
        return len(self._texts.units)
