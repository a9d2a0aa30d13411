"""One state of the showcase: every address → its page or file, made when somebody asks for it."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final

from showcase.aggregates import listed_urls
from showcase.calendars import calendar_files
from showcase.exports import make_open_data, to_csv
from showcase.feed_files import open_feeds
from showcase.feeds import STYLES, Feeds, styles
from showcase.kept import kept_in
from showcase.loading.pinyin import title_key_of
from showcase.model.collection import Collection
from showcase.model.documents import Source
from showcase.model.limits import Limits
from showcase.model.notice_life import states_of
from showcase.model.renditions import Rendition, plan_published
from showcase.model.units import Photo, Unit
from showcase.model.volumes import Volume
from showcase.pipeline import archive_outputs, attachment_outputs, recording_outputs, shown_photos
from showcase.renditions import make_renditions, rendition_file
from showcase.serving.knowledge import Honors, OpenTexts, TextMemory
from showcase.sitemap import build_sitemaps, robots
from showcase.views import Context, PagePlan, ViewPage
from showcase.views.groups import plan_groups
from showcase.views.shared import as_of_files, directory_files
from showcase.volumes import Sources, Volumes, make_volumes

__all__ = ["Pages", "Setting"]

_DATA: Final = "data/(.+)?"
"""The group that tells of the open data."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What pages depend on besides the showcase."""

    now: dt.datetime
    site_url: str
    cache: Path
    avif: bool
    limits: Limits
    is_searched: bool = True


class _Group:
    """Pages of one kind, made one after the other until the wanted one is there."""

    def __init__(self, pattern: str, make: Callable[[], Iterator[PagePlan]]) -> None:
        self.may_have = re.compile(pattern).fullmatch
        self._make = make
        self._left: Iterator[PagePlan] | None = None
        self._found: dict[str, PagePlan] = {}
        self._lock = threading.Lock()

    def find(self, url: str) -> PagePlan | None:
        with self._lock:
            if url in self._found:
                return self._found[url]
            return next((plan for plan in self._more() if plan.url == url), None)

    def all(self) -> list[PagePlan]:
        with self._lock:
            for _ in self._more():
                pass
            return list(self._found.values())

    def _more(self) -> Iterator[PagePlan]:
        if self._left is None:
            self._left = self._make()
        try:
            for plan in self._left:
                self._found.setdefault(plan.url, plan)
                yield plan
        except Exception:
            self._left = None  # a generator that raised is at its end, and would say that there is no such page
            raise


class Pages:
    """All that can be asked of one state.

    :param before: the state before, of which what did not change is taken over
    """

    def __init__(self, shown: Collection, setting: Setting, memory: TextMemory, before: Pages | None = None) -> None:
        self._setting = setting
        self.collection = public = shown.public(setting.now, drafts=True)
        self.texts = OpenTexts(shown, memory, avif=setting.avif)
        self._honors: Honors = Honors(public, setting.now.date(), before._honors if before else None)
        self._context: Context = Context(
            collection=public,
            today=setting.now.date(),
            notice_states=states_of(public.notices, public.decisions, setting.now),
            honors=self._honors,
            texts=self.texts.html,
            openings=self.texts.openings,
            avif=setting.avif,
            limits=setting.limits,
            is_searched=setting.is_searched,
            volumes=Volumes(self._make_volumes),
            links_of=lambda path: self.texts.manuscript(path).links,
        )
        is_same_day = before is not None and before._context.today == self._context.today
        self._days: dict[str, tuple[Unit, dt.date | None]] = before._days if before and is_same_day else {}
        groups = {**plan_groups(self._context, setting.site_url), _DATA: self._data_plans}
        self._groups = tuple(_Group(name, make) for name, make in groups.items())
        self._listings = frozenset(name.partition("(")[0] for name in groups)

    def _make_volumes(self) -> tuple[Volume, ...]:
        return make_volumes(Sources(self.collection, self._honors.__getitem__, self._context.today, title_key_of))

    @cached_property
    def data_as_of(self) -> dt.date | None:
        """数据截至."""
        office = replace(self.collection, units=()).newest_date(self._context.today)
        return max((day for day in (office, *map(self._newest, self.collection.units)) if day), default=None)

    def _newest(self, unit: Unit) -> dt.date | None:
        """Of one unit; remembered, for of 20,000 it takes a fifth of a second."""
        known = self._days.get(unit.slug)
        if known is None or known[0] is not unit:
            alone = Collection(config=self.collection.config, units=(unit,))
            known = self._days[unit.slug] = unit, alone.newest_date(self._context.today)
        return known[1]

    def has(self, url: str) -> bool:
        """Whether there is a page; those that always are need not be looked for."""
        return url in self._listings or self._plan(url) is not None

    def page(self, url: str) -> ViewPage | None:
        """A page."""
        plan = self._plan(url)
        return plan.make() if plan else None

    def _plan(self, url: str) -> PagePlan | None:
        groups = (group for group in self._groups if group.may_have(url))
        return next((plan for group in groups if (plan := group.find(url))), None)

    def photos(self, digests: frozenset[str]) -> Iterator[Photo]:
        """Photos by the digest of their bytes."""
        return (self._photos[digest] for digest in digests if digest in self._photos)

    def photo_of(self, url: str) -> Photo | None:
        """The photo of which a file is made."""
        planned = ((photo, plan_published(photo, avif=self._setting.avif)) for photo in self._photos.values())
        return next((photo for photo, sizes in planned if any(size.url == url for size in sizes)), None)

    @cached_property
    def _photos(self) -> Mapping[str, Photo]:
        return {photo.digest: photo for photo in shown_photos(self.collection)}

    def file(self, path: str) -> bytes | Path | None:
        """A finished file that is no page, or where it lies."""
        if path in self._files:
            return self._files[path]
        if path.startswith("feeds/"):
            return styles() if path == STYLES else self._feeds.find(path)
        for start, made in _MADE.items():
            if path.startswith(start):
                return made(self).get(path)
        if path.startswith("data/"):
            return next((file.content for file in self._with_data.data.files if file.url == path), None)
        return self._table(path)

    def plans(self) -> Iterator[PagePlan]:
        """All pages."""
        return (plan for group in self._groups for plan in group.all())

    @cached_property
    def _sitemaps(self) -> Mapping[str, bytes]:
        listed = listed_urls(self.collection, self.plans())
        site_url, is_hidden = self._setting.site_url, self.collection.config.site.hidden
        sitemaps = dict(build_sitemaps(listed, site_url, self._setting.limits.addresses))
        return {**sitemaps, "robots.txt": robots(site_url, hidden=is_hidden)}

    @cached_property
    def _calendars(self) -> Mapping[str, bytes]:
        return dict(calendar_files(self.collection, self._setting.site_url))

    @cached_property
    def _as_of(self) -> Mapping[str, bytes]:
        return dict(as_of_files(self._context))

    @cached_property
    def _directory(self) -> Mapping[str, bytes]:
        return dict(directory_files(self._context))

    @cached_property
    def _files(self) -> Mapping[str, Path]:
        """Published as they are."""
        whole = self.collection
        found = (*attachment_outputs(whole), *recording_outputs(whole), *archive_outputs(whole))
        return {output.url: output.file for output in found if output.file}

    @cached_property
    def _feeds(self) -> Feeds:
        setting, texts = self._setting, self.texts

        def body(source: Source) -> str:
            return str(texts.absolute(source, setting.site_url))

        def opening(source: Source) -> str:
            return texts.manuscript(source.path).render().opening

        return open_feeds(self._context, setting.site_url, body, opening, self._size_of)

    def _size_of(self, rendition: Rendition) -> int:
        """Of a picture, which is made now if it was not before."""
        file = rendition_file(rendition, self._setting.cache)
        if not file.is_file():
            make_renditions([rendition.photo], self._setting.cache, avif=self._setting.avif)
        return file.stat().st_size if file.is_file() else 0

    def _table(self, path: str) -> bytes | None:
        """The table of a page, beside it."""
        folder, _, name = path.rpartition("/")
        page = self.page(f"{folder}/") if name.endswith(".csv") else None
        return to_csv(page.data) if page and page.data and f"{page.data.name}.csv" == name else None

    def _data_plans(self) -> Iterator[PagePlan]:
        return plan_groups(self._with_data, self._setting.site_url)[_DATA]()

    @cached_property
    def _with_data(self) -> Context:
        """The same with the open data, of which one page tells."""
        context, setting = self._context, self._setting
        kept = kept_in(setting.cache)  # its own, for this is not the thread of the changes
        keep, site_url = kept.keeper("workbook"), setting.site_url
        states, today = context.notice_states, context.today
        data = make_open_data(context.collection, context.honors, states, today, site_url, keep, context.limits)
        kept.close()
        return replace(context, data=data)


_MADE: Final[Mapping[str, Callable[[Pages], Mapping[str, bytes]]]] = MappingProxyType(
    {
        "sitemap": lambda pages: pages._sitemaps,
        "robots.txt": lambda pages: pages._sitemaps,
        "honors/as-of": lambda pages: pages._as_of,
        "units/directory_": lambda pages: pages._directory,
        "notices/": lambda pages: pages._calendars,
    }
)
"""Files that are made all at once, by how their addresses begin."""
