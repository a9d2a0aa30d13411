"""The things of the showcase: units, articles, photos, honours, decisions, notices, compilations.

Frozen values without I/O. References to other things are resolved by loading and kept as slugs or
terms; what an author wrote stands beside the place where it was written (``source``), so that a rule
can still name path, line and column.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum
from types import MappingProxyType

from showcase.diagnostics import Acceptance, Location
from showcase.model.dates import PartialDate
from showcase.model.vocabulary import Jurisdiction, Region, Term

__all__ = [
    "Alias",
    "ApplicationType",
    "Article",
    "ArticleType",
    "Attachment",
    "Compilation",
    "CompilationItem",
    "Contact",
    "CountedFrom",
    "Decision",
    "DecisionEntry",
    "DecisionList",
    "Event",
    "Fact",
    "FormerName",
    "FreePage",
    "Honor",
    "Layout",
    "Leftover",
    "Media",
    "Notice",
    "NoticeList",
    "Part",
    "Photo",
    "Publication",
    "Selection",
    "Source",
    "Text",
    "Unit",
    "Validity",
    "Withdrawal",
]

Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A file, with the place of each of its fields."""

    path: str
    """Relative to the repository, ``/``-separated."""
    _: KW_ONLY
    marks: Mapping[Key, Location] = field(default_factory=lambda: MappingProxyType({}), compare=False)

    def at(self, *key: str | int) -> Location:
        """The place of a field, or of the nearest thing around it, or the start of the file."""
        while key:
            found = self.marks.get(key)
            if found is not None:
                return found
            key = key[:-1]
        return self.marks.get((), Location(self.path))

    def key(self, *key: str | int) -> Location:
        """The place of a field's name, where the mistake is in the name itself."""
        return self.marks.get(("#", *key)) or self.at(*key)


@dataclass(frozen=True, slots=True)
class Text:
    """A Markdown body and the line of its file on which it begins."""

    markdown: str
    first_line: int = 1


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Taken back: the page stays, says so, and is left out of lists."""

    date: PartialDate
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What any file may say of its own publication."""

    draft: bool = False
    publish: dt.datetime | None = None
    """Not shown before this moment (local time of the office, without zone)."""
    aliases: tuple[str, ...] = ()
    """Old addresses of the page, site-relative."""
    withdrawn: Withdrawal | None = None
    accepted: tuple[Acceptance, ...] = ()

    def is_public(self, now: dt.datetime) -> bool:
        """True when pages, lists, feeds, data, books and search may show it."""
        return not self.draft and (self.publish is None or self.publish <= now)


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePage:
    """A page of the office's own (home, about, guide); MkDocs renders it."""

    url: str
    """Site-relative address."""
    title: str
    publication: Publication
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """A text whose front matter is at fault: never shown, only checked."""

    source: Source
    text: Text
    folder: str = ""
    """Of the unit that it belongs to."""
    photos: tuple[Photo, ...] = ()
    """That it may show."""


@dataclass(frozen=True, slots=True)
class Alias:
    """An old address and the page that answers for it now."""

    old: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture of a unit, as probed: nothing of it is published but renditions."""

    path: str
    """Relative to the repository."""
    file: str
    """Absolute place on disk."""
    number: int
    caption: str
    width: int
    height: int
    """Pixels as seen, orientation applied."""
    digest: str
    """SHA-256 of the source bytes, hexadecimal."""
    alt: str = ""
    date: PartialDate | None = None
    place: str = ""
    credit: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    """Share of width and height that a crop must keep."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A measurable statement (requirement R55)."""

    label: str
    value: str
    unit: str = ""
    qualifier: str = ""
    as_of: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The office to ask; never a person."""

    office: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    post_code: str = ""


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name the unit had."""

    name: str
    until: PartialDate | None = None


class Event(StrEnum):
    """What can happen to a title (DOMAIN.md §1.4, 湖南 2019 and 兰州 2018 usage)."""

    AWARD = "授予"
    RETAIN = "复查保留"
    CONFIRM = "认定"
    PROMOTE = "晋级"
    YELLOW = "黄牌"
    RESTORE = "恢复"
    RECTIFY = "限期整改"
    REVOKE = "撤销"
    END = "终止"


@dataclass(frozen=True, slots=True, kw_only=True)
class Honor:
    """A claim: what the unit itself says it was given (requirement R43)."""

    title: str
    level: Term
    jurisdiction: Jurisdiction | None = None
    jurisdiction_name: str = ""
    grade: str = ""
    term: str = ""
    date: PartialDate
    by: tuple[str, ...] = ()
    document: str = ""
    evidence: str = ""
    """Path of a photo of the unit."""
    follows: str = ""
    subunit: str = ""
    """Held by a sub-unit: not credited to the unit (requirement R48)."""
    persons: int = 0
    """Held by so many persons, never named."""
    location: Location

    @property
    def is_own(self) -> bool:
        """Credited to the unit itself."""
        return not self.subunit and not self.persons


class ArticleType(StrEnum):
    """Kinds of material; the value is what authors write, the name is the English slug."""

    EXPERIENCE = "经验"
    REPORT = "汇报"
    ACTIVITY = "活动"
    PLAN = "计划"
    SUMMARY = "总结"
    RULE = "制度"
    STORY = "事迹"
    MEDIA = "媒体"


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """Where a medium wrote about the unit (requirement R56)."""

    outlet: str
    title: str
    date: PartialDate | None = None
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A material of a unit."""

    unit: str
    slug: str
    """Last part of the URL, for life."""
    name: str
    """File name without ``.md``, relative to the unit's folder: how compilations name it."""
    type: ArticleType
    title: str
    subtitle: str = ""
    date: PartialDate
    topics: tuple[Term, ...] = ()
    summary: str = ""
    authors: tuple[str, ...] = ()
    office: str = ""
    indicators: tuple[str, ...] = ()
    archive: Term | None = None
    number: int | None = None
    """Number in the archive: shown as ``01：主题`` (requirement R20)."""
    featured: bool = False
    media: Media | None = None
    text: Text
    publication: Publication = Publication()
    source: Source

    @property
    def url(self) -> str:
        """Site-relative address."""
        return f"units/{self.unit}/{self.slug}/"

    @property
    def document_name(self) -> str:
        """For the right of the footer (requirement R23): ``01：主题`` or the title."""
        return f"{self.number:02d}：{self.title}" if self.number is not None else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A folder with ``index.md``, articles and photos; its slug is its folder's name, for life."""

    slug: str
    name: str
    short_name: str
    kind: Term
    region: Region
    ownership: Term | None = None
    sector: Term | None = None
    system: str = ""
    parent: str = ""
    former_names: tuple[FormerName, ...] = ()
    contact: Contact = Contact()
    summary: str = ""
    facts: tuple[Fact, ...] = ()
    honors: tuple[Honor, ...] = ()
    aims: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    cover: Photo | None = None
    featured: bool = False
    articles: tuple[Article, ...] = ()
    pinyin: str = ""
    """Sort key of the short name, and the source of its initial."""
    text: Text
    publication: Publication = Publication()
    source: Source

    @property
    def url(self) -> str:
        """Site-relative address."""
        return f"units/{self.slug}/"


class Validity(StrEnum):
    """Whether a decision is in force."""

    VALID = "有效"
    INVALID = "失效"
    REPEALED = "废止"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionEntry:
    """One unit of one list; what differs by row stands here already."""

    unit: str
    title: str
    grade: str
    term: str
    remark: str = ""
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionList:
    """One event for several units."""

    event: Event
    title: str
    level: Term
    jurisdiction: Jurisdiction
    reason: str = ""
    publish_reason: bool = False
    entries: tuple[DecisionEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an authority decided: the truth about a title."""

    slug: str
    title: str
    number: str
    date: dt.date
    by: tuple[str, ...]
    lists: tuple[DecisionList, ...] = ()
    validity: Validity = Validity.VALID
    index_number: str = ""
    summary: str = ""
    text: Text
    publication: Publication = Publication()
    source: Source

    @property
    def url(self) -> str:
        """Site-relative address."""
        return f"decisions/{self.slug}/"


class ApplicationType(StrEnum):
    """How a unit comes to be on a notice's list (requirement R51)."""

    NEW = "新申报"
    REVIEW = "复查"
    CONVERT = "转化"


class CountedFrom(StrEnum):
    """Whether the first day of a notice counts."""

    SAME_DAY = "当日"
    NEXT_DAY = "次日"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeList:
    """One list of a notice: 拟命名, 拟保留, 限期整改, 拟撤销 …"""

    title: str
    kind: Term | None = None
    application: ApplicationType | None = None
    units: tuple[str, ...] = ()
    """Slugs of known units, or plain names of units that have no folder yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file to download, published as it is."""

    path: str
    """Relative to the repository."""
    file: str
    """Absolute place on disk."""
    name: str
    size: int
    """Bytes."""
    sha256: str

    @property
    def url(self) -> str:
        """Site-relative: the file keeps its name and place below ``content/``."""
        return self.path.partition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """公示: who is proposed, under what rule, until when, how to object (DOMAIN.md §3.1)."""

    slug: str
    title: str
    date: dt.date
    opens: dt.date
    closes: dt.date
    working_days: int | None = None
    """As the notice states it: checked, never corrected."""
    counted_from: CountedFrom = CountedFrom.SAME_DAY
    by: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    contact: Contact = Contact()
    lists: tuple[NoticeList, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    outcome: str = ""
    """Slug of the decision that followed."""
    summary: str = ""
    text: Text
    publication: Publication = Publication()
    source: Source

    @property
    def url(self) -> str:
        """Site-relative address."""
        return f"notices/{self.slug}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A query over articles; empty criteria do not restrict (requirement R62)."""

    types: tuple[ArticleType, ...] = ()
    topics: tuple[Term, ...] = ()
    kinds: tuple[Term, ...] = ()
    levels: tuple[Term, ...] = ()
    regions: tuple[Region, ...] = ()
    since: PartialDate | None = None
    until: PartialDate | None = None
    featured: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompilationItem:
    """An article named one by one, with the sections to keep (none means all)."""

    article: str
    """``unit/name``."""
    sections: tuple[str, ...] = ()
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """编: named items, or a query, or both (items first)."""

    title: str
    items: tuple[CompilationItem, ...] = ()
    select: Selection | None = None
    order: tuple[str, ...] = ()
    """Keys of the order of selected articles, ``-`` for descending: level, region, date, title."""


class Layout(StrEnum):
    """How a volume looks in print."""

    BOOK = "书籍"
    OFFICIAL = "公文"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compilation:
    """汇编: a volume of chosen articles (requirement R61)."""

    slug: str
    title: str
    subtitle: str = ""
    series: str = ""
    number: int | None = None
    date: PartialDate
    by: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    layout: Layout = Layout.BOOK
    parts: tuple[Part, ...] = ()
    leave_out: tuple[str, ...] = ()
    summary: str = ""
    text: Text
    publication: Publication = Publication()
    source: Source

    @property
    def url(self) -> str:
        """Site-relative address."""
        return f"compilations/{self.slug}/"
