"""A finished volume: what a compilation's file comes to, as one value that pages, PDF and EPUB are all made from.

It holds no HTML: what a chapter says is its shortened Markdown, and :func:`showcase.volumes.chapter_html` gives the
clean HTML of it. So it depends on nothing but what was loaded, and two formats of a volume cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from showcase.model.dates import PartialDate
from showcase.model.documents import Source, Text
from showcase.model.office import Layout, VolumeKind
from showcase.model.units import ArticleType, Photo

__all__ = ["PART_WORDS", "Chapter", "Loss", "Volume", "VolumePart"]

PART_WORDS: Final[Mapping[VolumeKind, tuple[str, str]]] = MappingProxyType(
    {
        VolumeKind.EXPERIENCE: ("编", "篇"),
        VolumeKind.RULES: ("类", "项"),
        VolumeKind.PICTURES: ("编", "组"),
        VolumeKind.NEWS: ("类", "篇"),
        VolumeKind.STORIES: ("编", "篇"),
        VolumeKind.SPECIAL: ("编", "篇"),
    }
)
"""What a part and an item are called: 五大类 23 项规章制度 (requirement R64)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Why a unit holds none of its titles any more: the last of them that was revoked (DOMAIN.md §1.4 撤销)."""

    title: str
    date: PartialDate
    document: str
    """文号 of the decision; empty where it has none."""
    url: str
    """Of the decision, site-relative; empty without one."""
    is_later: bool
    """It happened after the volume came out."""

    @property
    def sentence(self) -> str:
        """To be read beside the unit's material."""
        when = f"已于{self.date.display}撤销" if self.date.is_known else "已撤销"
        proof = f"（{self.document}）" if self.document else ""
        if self.is_later:
            return f"本辑出版后，该单位的{self.title}称号{when}{proof}；材料照出版时的样子保留。"
        return f"该单位的{self.title}称号{when}{proof}，本辑只取其材料。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One article as the volume prints it."""

    number: int
    """Through the whole volume, from 1."""
    volume: str
    """Slug."""
    unit: str
    """Slug."""
    unit_name: str
    """As it was called when the volume came out."""
    unit_short_name: str
    article: str
    """``unit/name``, as files name it."""
    slug: str
    """Of the article."""
    type: ArticleType
    title: str
    subtitle: str = ""
    office: str = ""
    authors: tuple[str, ...] = ()
    date: PartialDate
    summary: str = ""
    source: Source
    """The article's file."""
    text: Text
    """What is left of its Markdown."""
    sections: tuple[str, ...] = ()
    """All that was taken, where the volume says so; else everything was but what is in ``left_out``."""
    left_out: tuple[str, ...] = ()
    """称谓, 打算 …: what was found and cut, in the order of the text."""
    photos: tuple[Photo, ...] = ()
    """That lie beside the article under its name: its album."""
    pictures: tuple[Photo, ...] = ()
    """All that the chapter shows, each once: the album, then those in its text."""
    media: str = ""
    """云川日报《…》，2026年3月1日: where it was published, for what a medium wrote."""
    loss: Loss | None = None

    @property
    def url(self) -> str:
        """Site-relative address of its page in the volume; no slug has two hyphens in a row."""
        return f"compilations/{self.volume}/{self.unit}--{self.slug}/"

    @property
    def article_url(self) -> str:
        """Of the full text."""
        return f"units/{self.unit}/{self.slug}/"

    @property
    def unit_url(self) -> str:
        """Of the unit that wrote it."""
        return f"units/{self.unit}/"

    @property
    def anchor(self) -> str:
        """Within a document that holds the whole volume."""
        return f"c{self.number}"

    @property
    def is_shortened(self) -> bool:
        """编入时有删节."""
        return bool(self.sections or self.left_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumePart:
    """编, or 类 of a collection of rules."""

    number: int
    label: str
    """第一编."""
    title: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A whole volume."""

    slug: str
    title: str
    subtitle: str = ""
    series: str = ""
    number: int | None = None
    issue: str = ""
    """第三辑; empty without a number."""
    kind: VolumeKind
    layout: Layout
    by: tuple[str, ...] = ()
    """编印单位."""
    editors: tuple[str, ...] = ()
    date: PartialDate
    is_published: bool
    """Its date has come: what happens to a unit later changes nothing in it."""
    is_draft: bool = False
    is_withdrawn: bool = False
    summary: str = ""
    source: Source
    """Of the compilation's file; its body is the preface (编者的话)."""
    preface: Text
    parts: tuple[VolumePart, ...]
    counts: str
    """4 编 14 篇; 5 类 23 项."""
    colophon: tuple[str, ...]
    """Sentences of the 版权页, each whole."""

    @property
    def url(self) -> str:
        """Site-relative."""
        return f"compilations/{self.slug}/"

    @property
    def print_url(self) -> str:
        """The page that holds it whole."""
        return f"{self.url}print/"

    @property
    def item_word(self) -> str:
        """What one of its articles is called: 篇."""
        return PART_WORDS[self.kind][1]

    @property
    def is_official(self) -> bool:
        """公文 layout (GB/T 9704—2012)."""
        return self.layout is Layout.OFFICIAL

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Of all parts, in order."""
        return tuple(chapter for part in self.parts for chapter in part.chapters)

    @property
    def units(self) -> tuple[str, ...]:
        """Slugs of those who wrote it, each once."""
        return tuple(dict.fromkeys(chapter.unit for chapter in self.chapters))
