"""A unit with its facts, honours, photos and articles, as loaded; references to terms are resolved."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from showcase.diagnostics import Location
from showcase.model.dates import PartialDate
from showcase.model.documents import Contact, Record, Source, Text
from showcase.model.indicators import Assessment
from showcase.model.vocabulary import Jurisdiction, Region, Term

__all__ = [
    "ArchiveFile",
    "Article",
    "ArticleType",
    "Fact",
    "FormerName",
    "Honor",
    "Leftover",
    "Media",
    "Photo",
    "Recording",
    "Unit",
]


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
    archive: Term | None = None
    """Archive category, which is its album (requirement R27)."""
    indicators: tuple[str, ...] = ()
    """Points of the assessment system that it is evidence for, as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A video or audio file of a unit (DOMAIN §1.5), as probed: its bytes are published unchanged."""

    path: str
    """Relative to the repository."""
    file: str
    """Absolute place on disk."""
    number: int
    caption: str
    is_video: bool
    suffix: str
    """By content: ``.mp4``, ``.webm`` or ``.mp3``."""
    size: int
    """Bytes."""
    digest: str
    """SHA-256, hexadecimal."""
    width: int = 0
    height: int = 0
    """Pixels as seen; 0 when nobody knows, and of what is only heard."""
    seconds: float = 0.0
    """0 when nobody knows."""
    poster: Photo | None = None
    """What is seen before it plays: the photo of the same name beside it."""
    archive: Term | None = None
    note: str = ""
    """Path of the article that says in words what is seen and heard; empty without one."""

    @property
    def kind(self) -> str:
        """视频 or 音频."""
        return "视频" if self.is_video else "音频"

    @property
    def media_type(self) -> str:
        """For browsers: ``video/mp4``."""
        kind = "video" if self.is_video else "audio"
        return f"{kind}/{'mpeg' if self.suffix == '.mp3' else self.suffix[1:]}"

    @property
    def url(self) -> str:
        """Site-relative address, for its content: what is changed is not taken for what browsers keep."""
        return f"assets/media/{self.digest[:20]}{self.suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFile:
    """A document of a unit's archive that is no Markdown, picture or recording: its bytes are published unchanged.

    PDF, docx, xlsx … below ``archive/`` (requirements R1, R19); what is said of it stands in the Markdown file of the
    same name beside it, which then is its note, as that of a recording.
    """

    unit: str
    path: str
    """Relative to the repository."""
    file: str
    """Absolute place on disk."""
    number: int
    title: str
    """By its name, ``NN-主题``; a note has a title of its own."""
    suffix: str
    """By its name and its content: ``.pdf``, ``.xlsx`` …"""
    size: int
    """Bytes."""
    digest: str
    """SHA-256, hexadecimal."""
    archive: Term | None = None
    indicators: tuple[str, ...] = ()
    """Points of the assessment system in whose folder it lies; of what has a note, the note names them."""
    note: str = ""
    """Path of the article that tells of it; empty without one."""

    @property
    def url(self) -> str:
        """Site-relative address, below the unit and for its content: what is corrected is not taken for what was."""
        return f"units/{self.unit}/archive/{self.digest[:20]}{self.suffix}"

    @property
    def download_name(self) -> str:
        """Under which it is saved: ``01：主题.pdf``."""
        return f"{self.number:02d}：{self.title}{self.suffix}"


_BEFORE: Final = frozenset({"约", "近", "累计", "超", "逾", "达", "共"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A measurable statement (requirement R55)."""

    label: str
    value: str
    unit: str = ""
    qualifier: str = ""
    as_of: PartialDate | None = None

    @property
    def phrase(self) -> tuple[str, str, str]:
        """What stands before the number, the number, what stands behind it: 累计 **2.6** 万余小时.

        余, 多 and 以上 belong behind the number (and its 万), 约 and 累计 before it; never rounded (§1.13).
        """
        before = self.qualifier if self.qualifier in _BEFORE else ""
        behind = self.qualifier if not before else ""
        match = re.fullmatch(r"([\d.,:/%—-]+)\s*([万亿千百]*)", self.value)
        value, scale = (match[1], match[2]) if match else (self.value, "")
        after = f"{scale}{self.unit}{behind}" if behind == "以上" else f"{scale}{behind}{self.unit}"
        return before, value, after


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name the unit had."""

    name: str
    until: PartialDate | None = None


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
    source: str = ""
    """Where the unit has it from when there is no document: 奖牌, 证书, 档案 …"""
    evidence: str = ""
    """Path of a photo of the unit."""
    follows: str = ""
    """Title of an earlier honour of the unit from which it rose to this one."""
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
class Article(Record):
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
    """Points of the assessment system that it is evidence for, as written; each of them exists."""
    archive: Term | None = None
    number: int | None = None
    """Number in the archive: shown as ``01：主题`` (requirement R20)."""
    featured: bool = False
    media: Media | None = None

    @property
    def url(self) -> str:
        """Site-relative address."""
        return f"units/{self.unit}/{self.slug}/"

    @property
    def document_name(self) -> str:
        """For the right of the footer (requirement R23): ``01：主题`` or the title."""
        return f"{self.number:02d}：{self.title}" if self.number is not None else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Record):
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
    recordings: tuple[Recording, ...] = ()
    files: tuple[ArchiveFile, ...] = ()
    """Of its archive."""
    assessment: tuple[Assessment, ...] = ()
    """What it says of its own values and scores."""
    pinyin: str = ""
    """Sort key of the short name, and the source of its initial."""
    sounds: tuple[str, ...] = ()
    """Of each of its ``names`` what it may be typed as: a syllable a character, further readings after ``/``."""

    @property
    def url(self) -> str:
        """Site-relative address."""
        return f"units/{self.slug}/"

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is or was called by, each once: the short name, the full one, former ones."""
        return tuple(dict.fromkeys((self.short_name, self.name, *(former.name for former in self.former_names))))

    @property
    def shown_recordings(self) -> tuple[Recording, ...]:
        """Those that may be published: what holds back or takes back the note holds back the recording."""
        shown = self._shown_notes
        return tuple(r for r in self.recordings if not r.note or r.note in shown)

    @property
    def shown_files(self) -> tuple[ArchiveFile, ...]:
        """Those that may be published, as with recordings."""
        shown = self._shown_notes
        return tuple(f for f in self.files if not f.note or f.note in shown)

    @property
    def _shown_notes(self) -> frozenset[str]:
        return frozenset(a.source.path for a in self.articles if a.publication.withdrawn is None)

    @property
    def pictures(self) -> tuple[Photo, ...]:
        """Photos, and what is seen of recordings before they play."""
        return (*self.photos, *(r.poster for r in self.recordings if r.poster))

    def former_name_on(self, day: dt.date) -> str:
        """The name that it bore on a day, where that was another one; else empty."""
        past = [f for f in self.former_names if f.until and f.until.latest and f.until.latest >= day]
        first = min(past, key=lambda f: f.until.sort_key if f.until else (), default=None)
        return first.name if first else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """A text whose front matter is at fault: never shown, only checked."""

    source: Source
    text: Text
    folder: str = ""
    """Of the unit that it belongs to."""
    photos: tuple[Photo, ...] = ()
    """That it may show."""
