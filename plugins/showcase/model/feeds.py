"""Which feeds there are, and where: those of ``feeds.yml``, and one for each region, topic, kind and unit.

An address is for life: it is made of slugs and codes alone, which are for life themselves. A feed without an entry yet
is there all the same, so that one can subscribe to it before there is anything to read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final
from urllib.parse import urlsplit

from showcase.model.collection import Collection, SiteConfig
from showcase.model.units import Unit
from showcase.model.vocabulary import FeedSpec

__all__ = ["ENTRIES", "Feed", "FeedGroup", "Form", "authority_of", "shared_feeds", "unit_feed"]

ENTRIES: Final = 20
"""Of a feed that is made of the words of the vocabulary. They have summaries and no bodies: of 600 units the three
forms of one took 24 KB and 1.8 ms, a tenth of the bytes of its site and a thirtieth of the time."""
_SINCE: Final = "2026"
"""When the site's host surely was the office's own, as RFC 4151 wants it."""


class Form(Enum):
    """How a feed is written: the end of its address, its media type, its name."""

    RSS = (".xml", "application/rss+xml", "RSS")
    ATOM = (".atom.xml", "application/atom+xml", "Atom")
    JSON = (".json", "application/feed+json", "JSON")

    @property
    def suffix(self) -> str:
        """Of its address: one that every server knows the type of."""
        return self.value[0]

    @property
    def media_type(self) -> str:
        """For links that lead to it."""
        return self.value[1]

    @property
    def label(self) -> str:
        """What readers call it."""
        return self.value[2]


class FeedGroup(StrEnum):
    """In what groups readers find feeds; the value is the word they see."""

    OFFICE = "栏目"
    REGION = "按地区"
    TOPIC = "按话题"
    KIND = "按类别"
    UNIT = "按单位"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed, in all forms."""

    path: str
    """``all``, ``regions/990102``, ``units/bailu-town``."""
    group: FeedGroup
    title: str
    description: str
    page: str = ""
    """Site-relative address of the page whose feed it is."""
    content: tuple[str, ...] = ()
    """Of one of ``feeds.yml``: what it takes in."""
    limit: int = ENTRIES
    """Entries of one page of it."""
    pages: int = 1
    """Most pages (RFC 5005 §3)."""

    @property
    def is_full(self) -> bool:
        """Its entries carry whole texts."""
        return self.group is FeedGroup.OFFICE

    def url(self, form: Form, number: int = 1) -> str:
        """Site-relative address of a page of it; no slug has an underscore."""
        return f"feeds/{self.path}{'' if number == 1 else f'_{number}'}{form.suffix}"


def shared_feeds(collection: Collection) -> Iterator[Feed]:
    """All but those of units, in the order in which readers see them."""
    config = collection.config
    yield from map(_of_spec, config.feeds)
    units = (unit.region.path for unit in collection.units if unit.publication.withdrawn is None)
    inhabited = {path[:depth] for path in set(units) for depth in range(1, len(path) + 1)}
    for region in config.regions.all:
        name = config.regions.label(region)
        yield Feed(
            path=f"regions/{region.code}",
            group=FeedGroup.REGION,
            title=name,
            description=f"{name}的新单位、新材料、公示和称号变化。",
            page=f"honors/regions/{region.code}/" if region.path in inhabited else "feeds/",
        )
    for topic in config.taxonomies.topics:
        yield Feed(
            path=f"topics/{topic.slug}",
            group=FeedGroup.TOPIC,
            title=topic.name,
            description=f"各单位关于{topic.name}的材料。",
            page=f"topics/{topic.slug}/",
        )
    for kind in config.taxonomies.kinds:
        yield Feed(
            path=f"kinds/{kind.slug}",
            group=FeedGroup.KIND,
            title=kind.name,
            description=f"{kind.name}的新单位、新材料、公示和称号变化。",
            page=f"honors/kinds/{kind.slug}/",
        )


def _of_spec(spec: FeedSpec) -> Feed:
    return Feed(
        path=spec.slug,
        group=FeedGroup.OFFICE,
        title=spec.title,
        description=spec.description,
        content=spec.content,
        limit=spec.limit,
        pages=spec.pages,
    )


def unit_feed(unit: Unit) -> Feed:
    """Of one unit."""
    return Feed(
        path=f"units/{unit.slug}",
        group=FeedGroup.UNIT,
        title=unit.short_name,
        description=f"{unit.name}的新材料、公示和称号变化。",
        page=unit.url,
    )


def authority_of(config: SiteConfig, site_url: str) -> str:
    """Who names the entries (RFC 4151): as ``feeds.yml`` has it for life, else the site's host."""
    return config.feed_tag or f"{urlsplit(site_url).hostname or 'showcase.invalid'},{_SINCE}"
