"""What a page says of itself to the search: its facets, whose page it is, and whether it is searched at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

__all__ = ["SearchFacts", "page_type", "reason_not_searched"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFacts:
    """Facts that a page cannot be asked for otherwise; what stays empty it has none of."""

    type: str = ""
    """What kind of page, in one word; that of its template where it is not given."""
    unit: tuple[str, ...] = ()
    """Names of the unit that it belongs to, the short one first; of a decision its number."""
    is_own: bool = False
    """They name the page itself: who looks for one of them wants this page first."""
    kind: str = ""
    level: str = ""
    region: str = ""
    topics: tuple[str, ...] = ()
    image: str = ""
    """Site-relative address of a small picture."""
    pinyin: tuple[str, ...] = ()
    """Of each of the unit's names (``Unit.sounds``): on its own page."""

    def attributes(self) -> Iterator[tuple[str, str]]:
        """As the page has them."""
        yield "unit", "\n".join(self.unit)
        yield "kind", self.kind
        yield "level", self.level
        yield "region", self.region
        yield "topics", "|".join(self.topics)
        yield "image", self.image
        yield "own", "1" if self.is_own else ""
        yield "pinyin", "\n".join(self.pinyin)


_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unit.html": "单位", "notice.html": "公示", "decision.html": "决定", "volume.html": "汇编",
        "indicator.html": "测评体系", "edition.html": "测评体系",
        "archive.html": "档案", "archive_tree.html": "档案", "articles.html": "档案", "activity.html": "档案",
        "evidence.html": "档案",
        "roll.html": "光荣榜", "roll_index.html": "光荣榜", "roll_list.html": "光荣榜",
        "statistics.html": "统计", "site_activity.html": "统计", "site_activity_list.html": "统计", "data.html": "统计",
    }
)  # fmt: skip
_OTHER: Final = "栏目"
"""The home page and lists."""
_OWN: Final = frozenset("unit.html article.html notice.html decision.html volume.html indicator.html".split())
"""Pages with content of their own; others list it, and come after."""
_NOT_SEARCHED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "redirect.html": "redirect",
        "withdrawn.html": "withdrawn",
        "chapter.html": "repeats an article",
        "volume_print.html": "repeats a volume",
        "search.html": "is the search itself",
    }
)


def page_type(template: str) -> tuple[str, int]:
    """The word for pages of a template, and 1 where they come after those with content of their own."""
    return _TYPES.get(template, _OTHER), 0 if template in _OWN else 1


def reason_not_searched(template: str) -> str:
    """Why pages of a template are not found; empty where they are."""
    return _NOT_SEARCHED.get(template, "")
