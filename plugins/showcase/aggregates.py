"""Pages and files that show many units at once: rolls, lists, statistics, data. Made when something they show changed.

They are made from the outline of the showcase: everything but the bodies of units and of their articles, which they
are not given. So one more sentence in an article leaves them alone: of 3,000 pages that saves 1.5 s, of 80,000 a
minute. What they came to is kept by the digest of the outline.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, Final

from showcase.kept import Kept
from showcase.model.collection import Collection
from showcase.model.datasets import OpenData
from showcase.outputs import Output
from showcase.sitemap import build_sitemaps
from showcase.views import Context, PagePlan, ViewPage
from showcase.workers import fork_map, usable_cores

__all__ = ["Aggregates", "SharedPage"]

_KIND: Final = "aggregate"
_WORTH_FORKING: Final = 100
"""Units below which workers take longer than they save."""


@dataclass(frozen=True, slots=True)
class SharedPage:
    """What is known of a finished page of many units."""

    digest: str
    """Of its view."""
    tables: Mapping[str, str]
    """Of the files beside it, by path."""


class Aggregates:
    """Looks first whether they are known, and makes them when they are asked for."""

    def __init__(self, context: Context, own: tuple[PagePlan, ...], site_url: str, outline: str, kept: Kept) -> None:
        """:param context: with the office's own texts alone
        :param own: the pages of units and articles, for the sitemap
        :param outline: the digest of all that this is made from
        """
        self._context, self._own, self._site_url, self._key, self._kept = context, own, site_url, outline, kept
        found = kept.get(_KIND, self._key)
        self._known: dict[str, Any] | None = json.loads(found) if found else None

    @property
    def data_as_of(self) -> dt.date | None:
        """数据截至."""
        if self._known is not None:
            return dt.date.fromisoformat(self._known["as_of"]) if self._known["as_of"] else None
        return self._made.data.as_of

    def plans(self) -> Iterator[PagePlan]:
        """All pages; where they are known already, they can still be made."""
        if self._known is None:
            yield from self._plans.values()
            return
        for url, template, section, is_listed, digest, tables in self._known["pages"]:
            yield PagePlan(
                url=url,
                template=template,
                section=section,
                is_listed=is_listed,
                make=partial(self._page, url),
                is_shared=True,
                digest=digest,
                tables=tables,
            )

    def _page(self, url: str) -> ViewPage:
        return self._plans[url].make()

    def outputs(self) -> Iterator[Output]:
        """All files that are no pages."""
        if self._known is None:
            yield from self._files.values()
            return
        for url, digest in self._known["files"]:
            yield Output(url, digest=digest, make=partial(self._content, url))

    def _content(self, url: str) -> bytes:
        return self._files[url].bytes()

    def remember(self, pages: Mapping[str, SharedPage], files: Mapping[str, str]) -> None:
        """Keep what came of it, and nothing of another outline."""
        if self._known is not None:
            return
        plans = self._plans.values()
        told = {
            "as_of": self.data_as_of.isoformat() if self.data_as_of else "",
            "pages": [(*_facts(plan), pages[plan.url].digest, dict(pages[plan.url].tables)) for plan in plans],
            "files": [[url, files[url]] for url in self._files],
        }
        self._kept.drop(_KIND, self._kept.keys(_KIND))
        self._kept.put(_KIND, {self._key: json.dumps(told).encode()})

    @cached_property
    def _parts(self) -> tuple[OpenData, tuple[ViewPage, ...]]:
        """The open data and the pages, all at once: one after the other they took 2.2 s of 3,000 pages, so 1.3."""
        from showcase.views.shared import shared_sections  # here, for mostly it is all known, and importing takes 0.1 s

        context = self._context
        jobs: tuple[Callable[[], Any], ...] = (self._data, *shared_sections(context, self._site_url))
        workers = usable_cores() if len(context.units) >= _WORTH_FORKING else 1
        data, *sections = fork_map(lambda number: jobs[number](), len(jobs), lambda _: "汇总页面", workers)
        return data, tuple(page for section in sections for page in section)

    def _data(self) -> OpenData:
        from showcase.exports import make_open_data  # as above

        keep = self._kept.keeper("workbook")
        context = self._context
        return make_open_data(context.collection, context.honors, context.today, self._site_url, keep, context.limits)

    @cached_property
    def _made(self) -> Context:
        """The same context with the open data, of which pages tell."""
        return replace(self._context, data=self._parts[0])

    @cached_property
    def _plans(self) -> dict[str, PagePlan]:
        from showcase.views.shared import shared_plans  # as above

        plans = shared_plans(self._made, self._parts[1])
        return {plan.url: replace(plan, is_shared=True) for plan in plans}

    @cached_property
    def _files(self) -> dict[str, Output]:
        from showcase.views.shared import as_of_files  # as above

        listed = _listed(self._made.collection, (*self._own, *self._plans.values()))
        made = (
            *_of(build_sitemaps(listed, self._site_url, self._context.limits.addresses)),
            *_of(as_of_files(self._made)),
            *(Output(file.url, content=file.content) for file in self._made.data.files),
        )
        return {output.url: output for output in made}


def _of(files: Iterable[tuple[str, bytes]]) -> Iterator[Output]:
    return (Output(url, content=content) for url, content in files)


def _facts(plan: PagePlan) -> tuple[str, str, str, bool]:
    return plan.url, plan.template, plan.section, plan.is_listed


def _listed(collection: Collection, plans: Iterable[PagePlan]) -> Iterator[str]:
    """What search engines may list: neither drafts, which ``serve`` shows, nor old addresses."""
    free = (page for page in collection.free_pages if page.publication.withdrawn is None)
    yield from (page.url for page in free if not page.publication.draft)
    yield from (plan.url for plan in plans if plan.is_listed)
