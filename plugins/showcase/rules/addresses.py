"""Two things must not answer for one address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from showcase.diagnostics import Diagnostic
from showcase.loading import derived_names
from showcase.model.collection import Collection, Thing, body_key
from showcase.model.documents import FreePage
from showcase.model.units import Article
from showcase.rules.found import error

__all__ = ["addresses"]


_RESERVED: Final = {"archive": "创建档案", "activity": "日常动态"}
"""Below a unit."""
_LISTINGS: Final = ("", *(f"{name}/" for name in (
    "units", "honors", "topics", "compilations", "notices", "decisions", "news", "feeds", "statistics", "data",
    "indicators",
)))  # fmt: skip
"""Pages that are made whatever the files say."""
_GENERATED: Final = ("honors/", "indicators/")
"""Below these everything is made: rolls by level, term …, indicators, whose addresses come and stay with the facts."""
_FORMER: Final = re.compile(r"honors/(?:bodies|kinds|levels|regions|terms)/[^/]+/")
"""Rolls that go when a name or a code is corrected: the old address of one that is not made now may lead elsewhere."""
_IN_PAGES: Final = re.compile(
    r"(?:.*/)?page_\d+/|units/by_[a-z]+/.*"
    r"|units/[^/]+/(?:all_(?:units|articles)/.*|evidence/|archive/.*|activity/.*)"
)
"""Further pages of long lists, and lists that come when there is too much for one: they come when a site grows. And
what every unit has."""
_MADE: Final = "自动生成的页面"


def addresses(collection: Collection) -> Iterator[Diagnostic]:
    """Two files must not answer for one address, old addresses included."""
    topics = (f"topics/{topic.slug}/" for topic in collection.config.taxonomies.topics)
    owners = dict.fromkeys((*_LISTINGS, *topics, *_rolls(collection)), _MADE)
    for page in (*collection.free_pages, *collection.things):
        if isinstance(page, Article) and page.slug in _RESERVED:
            message = f"网址“{page.slug}”留给{_RESERVED[page.slug]}，请用 slug 另定"
            yield error(page.source.at("slug"), message, "duplicate-url")
        elif page.url in owners or page.url.startswith(_GENERATED) or _IN_PAGES.fullmatch(page.url):
            message = f"网址“/{page.url}”已属于{_owner(owners.get(page.url, _MADE))}，{_other_address(page)}"
            yield error(page.source.at("slug"), message, "duplicate-url")
        owners.setdefault(page.url, page.source.path)
    for page in (*collection.things, *collection.free_pages):
        for n, old in enumerate(page.publication.aliases):
            yield from _alias(owners, page, n, f"{old.strip('/')}/")


def _rolls(collection: Collection) -> Iterator[str]:
    """Rolls that are made now, of those whose address comes from a name or a code."""
    for key in derived_names(collection):
        cut = "bodies" if key.startswith(body_key("")) else "terms"
        yield f"honors/{cut}/{collection.slugs[key]}/"
    config = collection.config
    yield from (f"honors/kinds/{kind.slug}/" for kind in config.taxonomies.kinds)
    yield from (f"honors/levels/{level.slug}/" for level in config.taxonomies.levels)
    yield from (f"honors/regions/{region.code}/" for region in config.regions.all)


def _owner(owner: str) -> str:
    return f" {owner}" if "." in owner else owner


def _other_address(page: Thing | FreePage) -> str:
    return "请用 slug 另定" if isinstance(page, Article) else "请改文件名"


def _alias(owners: dict[str, str], thing: Thing | FreePage, n: int, old: str) -> Iterator[Diagnostic]:
    place = thing.source.at("aliases", n)
    if not re.fullmatch(r"[A-Za-z0-9][\w./-]*/", old) or ".." in old:
        written = thing.publication.aliases[n]
        yield error(place, f"旧网址“{written}”应是本站的路径，形如 units/old-name/", "bad-alias")
    elif owners.get(old) == thing.source.path:
        yield error(place, f"旧网址“{old}”就是本页的网址，或写了两次，请删去", "duplicate-url")
    elif old in owners or _IN_PAGES.fullmatch(old) or (old.startswith(_GENERATED) and not _FORMER.fullmatch(old)):
        yield error(place, f"旧网址“{old}”已属于{_owner(owners.get(old, _MADE))}", "duplicate-url")
    owners.setdefault(old, thing.source.path)
