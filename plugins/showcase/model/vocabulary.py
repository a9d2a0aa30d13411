"""The office's own words, from ``site_config/``: taxonomies, regions, site and feeds. Data, never code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from showcase.model.limits import Intake
from showcase.model.periods import PeriodKind
from showcase.model.privacy import Masks
from showcase.model.workdays import USUAL_DELAY, CountedFrom, Delay

__all__ = [
    "FeedSpec",
    "Jurisdiction",
    "Region",
    "Regions",
    "Site",
    "Taxonomies",
    "Taxonomy",
    "Term",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word of a taxonomy."""

    name: str
    slug: str
    """Stable in URLs; the name's pinyin unless given."""
    order: int
    aliases: tuple[str, ...] = ()
    office: str = ""
    """Of an archive category: the office that answers for its materials where they name none (DOMAIN.md §1.7)."""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """A controlled list of terms in the office's order."""

    key: str
    label: str
    """Chinese word for messages: 类别, 话题 …"""
    terms: tuple[Term, ...] = ()
    _names: Mapping[str, Term] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = {alias: term for term in self.terms for alias in term.aliases}
        names.update({term.name: term for term in self.terms})
        object.__setattr__(self, "_names", MappingProxyType(names))

    def find(self, name: str) -> Term | None:
        """The term of this name or alias."""
        return self._names.get(name)

    def names(self) -> tuple[str, ...]:
        """Every name and alias, for suggestions."""
        return tuple(self._names)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """Whose titles these are (requirement R42): its level, its grade ladders, the years of a term."""

    name: str
    level: Term
    ladders: tuple[tuple[str, ...], ...]
    """Each from the lowest rung to the highest."""
    term_years: int | None = None
    review_renews: bool = True
    """A review that ends well starts the years anew; where it does not, only a new award does (§3.2, 河南)."""

    def ladder_of(self, grade: str) -> tuple[str, ...] | None:
        """The ladder that has this rung."""
        return next((ladder for ladder in self.ladders if grade in ladder), None)

    def rung(self, grade: str) -> int:
        """Height on its ladder, 0 for the lowest or for a grade that is on none."""
        ladder = self.ladder_of(grade)
        return ladder.index(grade) if ladder else 0

    def grades(self) -> tuple[str, ...]:
        """All rungs of all ladders."""
        return tuple(grade for ladder in self.ladders for grade in ladder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A node of the tree of regions."""

    code: str
    name: str
    path: tuple[str, ...]
    """Names from the root down to this one."""
    order: int
    is_leaf: bool

    @property
    def full_name(self) -> str:
        """云川市清源区, or the name alone at the root."""
        return "".join(self.path[-2:])

    def is_within(self, other: Region) -> bool:
        """It is the other one, or lies in it."""
        return self.path[: len(other.path)] == other.path


@dataclass(frozen=True, slots=True)
class Regions:
    """All regions, in the order of the file."""

    all: tuple[Region, ...] = ()
    _words: Mapping[str, tuple[Region, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words: dict[str, list[Region]] = defaultdict(list)
        for region in self.all:
            for word in dict.fromkeys((region.code, region.name, region.full_name)):
                words[word].append(region)
        found = {word: tuple(regions) for word, regions in words.items()}
        object.__setattr__(self, "_words", MappingProxyType(found))

    def find(self, word: str) -> tuple[Region, ...]:
        """Regions of this code or name; several when the name is ambiguous."""
        return self._words.get(word, ())

    def label(self, region: Region) -> str:
        """The name, or the full one where several regions bear it: every county has its 城关镇."""
        return region.name if len(self.find(region.name)) == 1 else region.full_name

    def names(self) -> tuple[str, ...]:
        """Names for suggestions."""
        return tuple(region.name for region in self.all)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomies:
    """All controlled lists."""

    kinds: Taxonomy
    levels: Taxonomy
    """From the highest to the lowest."""
    topics: Taxonomy
    ownership: Taxonomy
    sectors: Taxonomy
    archive: Taxonomy
    jurisdictions: tuple[Jurisdiction, ...] = ()

    def jurisdiction(self, name: str) -> Jurisdiction | None:
        """The jurisdiction of this name."""
        return next((j for j in self.jurisdictions if j.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSpec:
    """One feed of ``feeds.yml``: its address ``/feeds/<slug>.xml`` is for life."""

    slug: str
    title: str
    description: str
    content: tuple[str, ...]
    """Content types: units, articles, experiences, notices, decisions, honors, compilations."""
    limit: int = 50
    pages: int = 1
    """How many pages of so many entries it may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What ``site.yml`` says of the site itself."""

    name: str
    place: str
    chop: tuple[str, ...] = ()
    """The lines of the seal in the header."""
    motto: tuple[str, ...] = ()
    lead: str = ""
    period: str = ""
    demo: bool = False
    demo_note: str = ""
    sponsor: str = ""
    undertaker: str = ""
    phone: str = ""
    hours: str = ""
    email: str = ""
    address: str = ""
    site_code: str = ""
    icp: str = ""
    police_record: str = ""
    hidden: bool = False
    """A test site: search engines are to list nothing of it."""
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """ColumnType by name of the column, where the office says another."""
    licence: str = ""
    """Under which the open data may be used: CC BY 4.0; empty when the office says nothing."""
    licence_url: str = ""
    activity_period: PeriodKind = PeriodKind.QUARTER
    """How long a period the page of activity looks at: the last one that is over (requirement R6)."""
    intake: Intake = field(default=Intake())
    """How large what is handed in may be."""
    counted_from: CountedFrom = CountedFrom.SAME_DAY
    """How the office counts working days where a notice does not say."""
    result_within: Delay = USUAL_DELAY
    """How long after a notice its result may take."""
    masks: Masks = field(default=Masks())
    """How personal numbers may be written."""

    @property
    def terms(self) -> str:
        """What a reader may do with the data, in words."""
        return self.licence or "未写明许可，转载请注明来源"
