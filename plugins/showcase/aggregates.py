"""Pages and files that show many units at once: rolls, lists, statistics, data. Made when something they show changed.

They are made from the outline of the showcase: everything but the bodies of units and of their articles, which they
are not given. So one more sentence in an article leaves them alone: of 3,000 pages that saves 1.5 s, of 80,000 a
minute. What they came to is kept by the digest of the outline.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain
from typing import Any, Final

from showcase.digest import digest_of, text_digest
from showcase.kept import Kept
from showcase.model.collection import Collection
from showcase.model.datasets import OpenData
from showcase.model.documents import Marks
from showcase.outputs import Output
from showcase.pickling import from_bytes, to_bytes
from showcase.sitemap import build_sitemaps, robots
from showcase.views import Context, PagePlan, ViewPage
from showcase.workers import fork_map, usable_cores

__all__ = ["Aggregates", "SharedPage", "listed_urls"]

_KIND: Final = "aggregate"
_CONTENT: Final = "file"
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
        return self._context.collection.newest_date(self._context.today)

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
        self._kept.drop(_CONTENT, self._kept.keys(_CONTENT) - set(files.values()))
        self._kept.put(_KIND, {self._key: json.dumps(told).encode()})

    @cached_property
    def _parts(self) -> tuple[tuple[_Page, ...], tuple[tuple[str, str], ...]]:
        """Pages and files, all kinds at once: one after the other they took 2.2 s of 3,000 pages, so 1.3."""
        from showcase.views.shared import shared_sections  # here, for mostly it is all known, and importing takes 0.1 s

        sections = (partial(_pack, section) for section in shared_sections(self._context, self._site_url))
        jobs: tuple[Callable[[], Any], ...] = (self._data, self._days, *sections)
        workers = usable_cores() if len(self._context.units) >= _WORTH_FORKING else 1
        data, days, *pages = fork_map(lambda number: jobs[number](), len(jobs), lambda _: "汇总页面", workers)
        return (*data[0], *chain.from_iterable(pages)), (*data[1], *days)

    def _data(self) -> tuple[tuple[_Page, ...], tuple[tuple[str, str], ...]]:
        """The open data, and the page that tells of it; what the files hold does not come back with them."""
        from showcase.views.data import data_pages  # as above

        data = self._open_data()
        pages = _pack(lambda: data_pages(replace(self._context, data=data)))
        return pages, self._store((file.url, file.content) for file in data.files)

    def _open_data(self) -> OpenData:
        from showcase.exports import make_open_data  # as above

        keep, context = self._kept.keeper("workbook"), self._context
        states, base = context.notice_states, self._site_url
        return make_open_data(context.collection, context.honors, states, context.today, base, keep, context.limits)

    def _days(self) -> tuple[tuple[str, str], ...]:
        """For what browsers look up: a day, a unit."""
        from showcase.views.shared import shared_files  # as above

        return self._store(shared_files(self._context))

    def _store(self, files: Iterable[tuple[str, bytes]]) -> tuple[tuple[str, str], ...]:
        """Keep what files hold, and name them: of 20,000 units they are 240 MB."""
        found: list[tuple[str, str]] = []
        for url, content in files:
            found.append((url, digest := text_digest(content)))
            self._kept.put(_CONTENT, {digest: zlib.compress(content, 1)})
        return tuple(found)

    def _stored(self, url: str, digest: str) -> bytes:
        packed = self._kept.get(_CONTENT, digest)
        return zlib.decompress(packed) if packed else self._contents[url]

    @cached_property
    def _contents(self) -> dict[str, bytes]:
        """Where nothing can be kept they are made here."""
        from showcase.views.shared import shared_files  # as above

        data = ((file.url, file.content) for file in self._open_data().files)
        return dict(chain(data, shared_files(self._context)))

    @cached_property
    def _plans(self) -> dict[str, PagePlan]:
        from showcase.views.shared import shared_plans  # as above

        return {plan.url: plan for plan in shared_plans(self._context, map(_plan, self._parts[0]))}

    @cached_property
    def _files(self) -> dict[str, Output]:
        from showcase.calendars import calendar_files  # as above

        listed = listed_urls(self._context.collection, (*self._own, *self._plans.values()))
        sitemaps = build_sitemaps(listed, self._site_url, self._context.limits.addresses)
        calendars = calendar_files(self._context.collection, self._site_url)
        made = (
            *(Output(url, content=content) for url, content in sitemaps),
            *(Output(url, content=content) for url, content in calendars),
            Output("robots.txt", content=robots(self._site_url, hidden=self._context.collection.config.site.hidden)),
            *(Output(url, digest=digest, make=partial(self._stored, url, digest)) for url, digest in self._parts[1]),
        )
        return {output.url: output for output in made}


@dataclass(frozen=True, slots=True)
class _Page:
    """A finished page as bytes: as values those of 20,000 units take half a gigabyte."""

    url: str
    template: str
    section: str
    is_draft: bool
    digest: str
    packed: bytes


def _pack(make: Callable[[], Iterable[ViewPage]]) -> tuple[_Page, ...]:
    return tuple(
        _Page(p.url, p.template, p.section, p.is_draft, digest_of(p, (Marks,)), zlib.compress(to_bytes(p), 1))
        for p in make()
    )


def _plan(page: _Page) -> PagePlan:
    return PagePlan(
        url=page.url,
        template=page.template,
        section=page.section,
        is_listed=not page.is_draft,
        make=lambda: from_bytes(zlib.decompress(page.packed)),
        is_shared=True,
        digest=page.digest,
    )


def _facts(plan: PagePlan) -> tuple[str, str, str, bool]:
    return plan.url, plan.template, plan.section, plan.is_listed


def listed_urls(collection: Collection, plans: Iterable[PagePlan]) -> Iterator[str]:
    """What search engines may list: neither drafts, which ``serve`` shows, nor old addresses, nor our own search."""
    free = (page for page in collection.free_pages if page.publication.withdrawn is None)
    yield from (page.url for page in free if not page.publication.draft)
    yield from (plan.url for plan in plans if plan.is_listed and plan.template != "search.html")
