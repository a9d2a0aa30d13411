"""The outline of a showcase: everything but the bodies of units and of their articles, as one digest.

Pages of many units are made from it alone; a page of one unit from it and from that unit's bodies. So when neither
changed, the page is what it was, and need not even be planned anew.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from showcase.diagnostics import Location
from showcase.digest import digest_of, program_digest, text_digest
from showcase.kept import Kept
from showcase.markdown import Html
from showcase.model.collection import Collection
from showcase.model.documents import Marks, Text
from showcase.model.units import Article, Unit
from showcase.texts import Texts
from showcase.views import Context, PagePlan, no_links

__all__ = ["OwnPages", "office_texts", "outline_digest", "unit_digest", "without_bodies"]

_KIND: Final = "own"


def office_texts(context: Context) -> Mapping[str, Html]:
    """Bodies that pages of many units may show: the office's own."""
    things = (thing for thing in context.collection.things if not isinstance(thing, Unit | Article))
    return {thing.source.path: context.text(thing.source) for thing in things}


def without_bodies(context: Context, texts: Mapping[str, Html]) -> Context:
    """What pages of many units are made from.

    :param texts: the office's own
    """
    return replace(context, texts=texts, links_of=no_links)


def outline_digest(context: Context, texts: Mapping[str, Html], site_url: str) -> str:
    """Of all that can be seen without bodies; places in files do not count.

    :param texts: the office's own
    """
    collection = context.collection
    office = (
        collection.config, collection.names, collection.free_pages, collection.decisions, collection.notices,
        collection.compilations, collection.slugs, context.today, context.avif, context.limits, context.is_searched,
        tuple(context.notice_states.items()), tuple(context.openings.items()), dict(texts), context.volumes.all,
        dict(context.books), context.lettering.key if context.lettering else "",
    )  # fmt: skip
    units = (f"{unit.slug} {unit_digest(collection, unit)}" for unit in collection.units)
    return text_digest(program_digest(), site_url, digest_of(office, (Marks, Location, Text)), *units)


def unit_digest(collection: Collection, unit: Unit) -> str:
    """As loaded, where that is known; drafts and what is scheduled are not among the articles."""
    known = collection.digests.get(unit.slug)
    shown = "" if known and known.articles == len(unit.articles) else " ".join(a.slug for a in unit.articles)
    return f"{known.outline} {shown}" if known else digest_of(unit, (Marks, Location, Text))


class OwnPages:
    """What is known of the pages of each unit, and of the chapters of volumes: the digests of their views."""

    def __init__(self, outline: str, texts: Texts, kept: Kept) -> None:
        self._outline, self._texts, self._kept = outline, texts, kept
        found = kept.get(_KIND, outline)
        self._known: dict[str, tuple[str, dict[str, str]]] = marshal.loads(found) if found else {}  # noqa: S302 – ours
        self._chapters: dict[str, tuple[str, ...]] = {}
        """Texts of those that are no unit's, by address."""

    def known(self, collection: Collection, plans: Iterable[PagePlan]) -> Iterator[PagePlan]:
        """The plans, with the digests of those that are what they were."""
        current = {unit.slug: self._bodies(unit) for unit in collection.units}
        same = {slug: pages for slug, (bodies, pages) in self._known.items() if current.get(slug) == bodies}
        for plan in plans:
            digest = self._of_chapter(plan) if plan.texts else same.get(_slug(plan.url), {}).get(plan.url)
            yield replace(plan, digest=digest, tables={}) if digest else plan

    def _of_chapter(self, plan: PagePlan) -> str | None:
        self._chapters[plan.url] = plan.texts
        bodies, pages = self._known.get(plan.url, ("", {}))
        return pages.get(plan.url) if bodies == self._keys(plan.texts) else None

    def _bodies(self, unit: Unit) -> str:
        """Of all texts of a unit and of where their links lead."""
        return self._keys((unit.source.path, *(article.source.path for article in unit.articles)))

    def _keys(self, paths: Iterable[str]) -> str:
        return text_digest(*(self._texts.keys[path] for path in paths))

    def remember(self, collection: Collection, views: Mapping[str, str]) -> None:
        """Keep the digests of this build's pages, by address, and nothing of another outline."""
        by_unit: dict[str, dict[str, str]] = {unit.slug: {} for unit in collection.units}
        told = {url: (self._keys(texts), {url: views[url]}) for url, texts in self._chapters.items() if url in views}
        for url, view in views.items():
            if url not in told:
                by_unit.get(_slug(url), {})[url] = view
        told |= {unit.slug: (self._bodies(unit), by_unit[unit.slug]) for unit in collection.units}
        if told != self._known:
            self._kept.drop(_KIND, self._kept.keys(_KIND) - {self._outline})
            self._kept.put(_KIND, {self._outline: marshal.dumps(told)})


def _slug(url: str) -> str:
    """Of ``units/<slug>/…``."""
    return url.split("/", 2)[1]
