"""What the office writes: decisions, notices, compilations."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from showcase.diagnostics import Location
from showcase.model.dates import PartialDate
from showcase.model.documents import Attachment, Contact, Record
from showcase.model.units import ArticleType
from showcase.model.vocabulary import Jurisdiction, Region, Term

__all__ = [
    "GIVES",
    "ApplicationType",
    "Compilation",
    "CompilationItem",
    "CountedFrom",
    "Decision",
    "DecisionEntry",
    "DecisionList",
    "Event",
    "Layout",
    "Notice",
    "NoticeList",
    "Part",
    "Selection",
    "Skeleton",
    "Validity",
    "VolumeKind",
]


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


GIVES: Final = (Event.AWARD, Event.PROMOTE)
"""Events by which a title is given."""


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
    prize: str = ""
    """奖项, where the decision gives prizes."""
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
    follows: str = ""
    """The title from which all entries rise by this decision, in whatever jurisdiction; it ends with it."""
    prize: str = ""
    """奖项 of all entries that name none of their own."""
    quota: int | None = None
    """名额: how many the decision means to give; checked, never corrected."""
    entries: tuple[DecisionEntry, ...] = ()

    def shown_remark(self, entry: DecisionEntry) -> str:
        """备注 of a row; beside an unfavourable event it tells the reason, and is shown only where that is."""
        if not entry.remark or self.publish_reason:
            return entry.remark
        return "" if self.event in (Event.YELLOW, Event.RECTIFY, Event.REVOKE, Event.END) else entry.remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """What an authority decided: the truth about a title."""

    slug: str
    title: str
    number: str = ""
    """文号; a decision without one is a warning."""
    date: dt.date
    by: tuple[str, ...]
    lists: tuple[DecisionList, ...] = ()
    validity: Validity = Validity.VALID
    index_number: str = ""
    summary: str = ""

    @property
    def url(self) -> str:
        """Site-relative address."""
        return f"decisions/{self.slug}/"

    @property
    def name(self) -> str:
        """How it is cited: by its number, else by its title."""
        return self.number or f"《{self.title}》"


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
    level: Term | None = None
    """Of the title that is applied for."""
    application: ApplicationType | None = None
    units: tuple[str, ...] = ()
    """Slugs of known units, or plain names of units that have no folder yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Record):
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
    """Headings, or words of :class:`Skeleton`."""
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """编: named items, or a query, or both (items first)."""

    title: str
    items: tuple[CompilationItem, ...] = ()
    select: Selection | None = None
    order: tuple[str, ...] = ()
    """Keys of the order of selected articles, ``-`` for descending: level, region, unit, date, title."""
    limit: int | None = None
    """At most so many of the selected ones."""


class Layout(StrEnum):
    """How a volume looks in print."""

    BOOK = "书籍"
    OFFICIAL = "公文"


class VolumeKind(StrEnum):
    """What a volume is made of (requirement R63, DOMAIN.md §1.14); the value is what the office writes."""

    EXPERIENCE = "经验"
    RULES = "制度"
    PICTURES = "图片"
    NEWS = "新闻"
    STORIES = "事迹"
    SPECIAL = "专题"


class Skeleton(StrEnum):
    """The parts of a report (汇报材料结构, DOMAIN.md §1.12, requirement R65) that a volume may leave out."""

    GREETING = "称谓"
    OVERVIEW = "概况"
    HONORS = "获奖"
    MEASURES = "做法"
    RESULTS = "成效"
    SHORTCOMINGS = "不足"
    PLANS = "打算"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compilation(Record):
    """汇编: a volume of chosen articles (requirement R61)."""

    slug: str
    title: str
    subtitle: str = ""
    series: str = ""
    number: int | None = None
    kind: VolumeKind = VolumeKind.EXPERIENCE
    date: PartialDate
    by: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    layout: Layout = Layout.BOOK
    parts: tuple[Part, ...] = ()
    leave_out: tuple[Skeleton, ...] = ()
    summary: str = ""

    @property
    def url(self) -> str:
        """Site-relative address."""
        return f"compilations/{self.slug}/"
