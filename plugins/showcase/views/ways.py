"""Ways into the showcase: by level, by kind, by topic, each with its count; zero is shown (requirement R59)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from showcase.model.vocabulary import Term
from showcase.views.directory import choice_url
from showcase.views.parts import Context, Crumb

__all__ = ["Way", "WayLink", "ways"]

_TOPICS: Final = 8


@dataclass(frozen=True, slots=True)
class WayLink:
    """A word with how many things stand behind it."""

    word: str
    url: str
    """Empty where nothing does."""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One cut through everything."""

    title: str
    unit: str
    """What is counted: 家, 篇."""
    links: tuple[WayLink, ...]
    more: Crumb
    """The page that has them all."""


def ways(context: Context) -> Iterator[Way]:
    """Those that lead anywhere."""
    taxonomies = context.collection.config.taxonomies
    best = (held[0].level for unit in context.units if (held := context.counted(unit.slug)))
    levels = _of_units(context, "level", taxonomies.levels, Counter(level.name for level in best))
    kinds = _of_units(context, "kind", taxonomies.kinds, Counter(unit.kind.name for unit in context.units))
    if any(link.count for link in levels):
        yield Way(title="按级别", unit="家", links=levels, more=Crumb("光荣榜", "honors/"))
    if any(link.count for link in kinds):
        yield Way(title="按类别", unit="家", links=kinds, more=Crumb("单位名录", "units/"))
    topics = _topics(context)
    if any(link.count for link in topics):
        yield Way(title="按话题", unit="篇", links=topics, more=Crumb("全部话题", "topics/"))


def _of_units(context: Context, key: str, terms: Iterable[Term], counts: Counter[str]) -> tuple[WayLink, ...]:
    """Into the directory: its filter, or its lists where there are too many units for one."""
    is_cut = len(context.units) > context.limits.cards
    found = []
    for term in terms:
        count = counts.get(term.name, 0)
        url = choice_url(key, term.slug) if is_cut else f"units/?{key}={quote(term.name)}"
        found.append(WayLink(term.name, url if count else "", count))
    return tuple(found)


def _topics(context: Context) -> tuple[WayLink, ...]:
    """Those with most articles first; of as many, in the office's order."""
    counts = Counter(topic.name for article in context.articles for topic in article.topics)
    terms = sorted(context.collection.config.taxonomies.topics, key=lambda term: (-counts[term.name], term.order))
    return tuple(WayLink(term.name, f"topics/{term.slug}/", counts[term.name]) for term in terms[:_TOPICS])
