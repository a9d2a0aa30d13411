"""All files of a site into the folder where it is built: taken over from the old site, fetched from the cache, or made.

A page's key is the digest of its finished view and of all that pages have in common. So a page that shows nothing
new is not rendered, and one that does cannot be missed.
"""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from showcase.aggregates import SharedPage
from showcase.digest import digest_of, text_digest
from showcase.kept import Kept
from showcase.markdown import with_placeholders
from showcase.model.documents import Marks
from showcase.model.renditions import Placeholder
from showcase.outputs import Output
from showcase.published import KnownFile, LiveSite, files_below, intact
from showcase.views import PagePlan, ViewPage
from showcase.workers import fork_map

__all__ = ["Assembly", "Rendering"]

_KIND: Final = "page"
_LOT: Final = 500
"""Pages put into the cache at once."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """How pages are made."""

    render: Callable[[ViewPage], str]
    prepare: Callable[[Sequence[PagePlan]], None]
    """Called before pages are rendered, so that workers inherit what they have in common."""
    digest: str
    """Of all that pages have in common; empty when it is not known, and then nothing is kept."""
    placeholders: Mapping[str, Placeholder]


@dataclass(frozen=True, slots=True)
class _Made:
    """One page as a worker leaves it."""

    keys: Mapping[str, str]
    """What its files were made from, by path."""
    view: str = ""
    """Digest of its view."""
    taken: frozenset[str] = frozenset()
    """Those taken over from the old site."""
    packed: bytes = b""
    """For the cache, when it was rendered."""
    is_rendered: bool = False
    is_missing: bool = False
    """It is to be rendered still."""


_MISSING: Final = _Made({}, is_missing=True)


class Assembly:
    """One build of the site's files.

    :param folder: where the new site is assembled; it may hold an older one
    :param spare: what is known of the files there
    :param live: the site that readers see
    """

    def __init__(self, folder: Path, spare: Mapping[str, KnownFile], live: LiveSite, kept: Kept) -> None:
        self._folder, self._live, self._kept = folder, live, kept
        found = files_below(folder) if folder.is_dir() else {}
        self._there = found.keys()
        self._spare = intact(spare, found)
        self.keys: dict[str, str] = {}
        """Of every file: what it was made from."""
        self.taken: set[str] = set()
        """Files that an earlier build published already."""
        self.own: dict[str, str] = {}
        """Digests of the views of pages of one unit, by address."""
        self.shared: dict[str, SharedPage] = {}
        """Pages of many units, by address."""
        self.rendered: list[str] = []
        """Addresses of the pages that had to be rendered."""

    def place(self, output: Output) -> None:
        """A file that is no page."""
        path, key = output.url, output.key
        self.keys[path] = key
        if self._is_there(path, key):
            self.taken.add(path)
        elif output.file is None:
            self._write(path, output.bytes())
        else:
            shutil.copyfile(output.file, self._free(path))

    def take_in(self, inbox: Path) -> None:
        """What MkDocs made itself; what came out as it was stays as it is."""
        for path in files_below(inbox):
            file = inbox / path
            key = text_digest(file.read_bytes())
            self.keys[path] = key
            if self._is_there(path, key):
                self.taken.add(path)
            elif not self._takes_same(path, file.read_bytes()):
                file.rename(self._free(path))

    def clear(self) -> None:
        """Remove what the site does not have any more."""
        gone = self._there - self.keys.keys()
        for path in gone:
            (self._folder / path).unlink(missing_ok=True)
        for folder in sorted({above for path in gone for above in Path(path).parents}, key=_depth, reverse=True):
            with suppress(OSError):  # something else is in it
                (self._folder / folder).rmdir()

    def known_files(self, site: Path) -> dict[str, KnownFile]:
        """All files as they are now, published, for the next build."""
        known = {path: file for path, file in self._spare.items() if self.keys.get(path) == file.key}
        for path, key in self.keys.items():
            if path not in known:
                known[path] = KnownFile.of(key, os.stat(f"{site}/{path}", follow_symlinks=False))  # noqa: PTH116
        return known

    def _is_there(self, path: str, key: str) -> bool:
        """Whether a file need not be written: it is in the folder, or could be linked from the live site."""
        known = self._spare.get(path)
        if known is not None and known.key == key:
            return True
        return self._live.has(path, key) and self._live.give(path, self._free(path))

    def _takes_same(self, path: str, content: bytes) -> bool:
        """What comes out as it was keeps its times."""
        return self._live.has_same(path, content) and self._live.give(path, self._free(path))

    def _free(self, path: str) -> Path:
        """Where a file is to be put; what has the name may be the live site's too, and is never written to."""
        place = self._folder / path
        if path in self._there:
            place.unlink(missing_ok=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def _write(self, path: str, content: bytes) -> None:
        if not self._takes_same(path, content):
            self._free(path).write_bytes(content)

    def write_pages(self, plans: Sequence[PagePlan], rendering: Rendering, workers: Callable[[int], int]) -> None:
        """All pages; ``workers`` says how many processes so many pages are worth."""
        known = self._kept.keys(_KIND) if rendering.digest else frozenset()
        lacks = self._reuse(plans, rendering, workers, known)
        missing = [plan for plan, lacking in zip(plans, lacks, strict=True) if lacking]
        rendering.prepare(missing)
        for plan in missing:
            if plan.is_shared and plan.digest:
                plan.make()  # what makes one makes all: before workers would do it each for himself
                break
        fresh: dict[str, bytes] = {}

        def take(number: int, made: _Made) -> None:
            self._note(missing[number], made)
            if made.is_rendered:
                self.rendered.append(missing[number].url)
            if made.packed:
                fresh[made.keys[_path(missing[number].url)]] = made.packed
            if len(fresh) >= _LOT:
                self._kept.put(_KIND, fresh)
                fresh.clear()

        def make(number: int) -> _Made:
            return self._make(missing[number], rendering, known)

        fork_map(make, len(missing), lambda n: missing[n].url or "首页", workers(len(missing)), take)
        self._kept.put(_KIND, fresh)
        self.rendered.sort()

    def forget(self, plans: Sequence[PagePlan]) -> None:
        """Drop pages from the cache that are no page of this site any more."""
        needed = {self.keys[_path(plan.url)] for plan in plans}
        self._kept.drop(_KIND, self._kept.keys(_KIND) - needed)

    def _note(self, plan: PagePlan, made: _Made) -> None:
        self.keys.update(made.keys)
        self.taken |= made.taken
        if not plan.is_shared:
            self.own[plan.url] = made.view
        else:
            tables = {path: key for path, key in made.keys.items() if path != _path(plan.url)}
            self.shared[plan.url] = SharedPage(made.view, tables)

    def _reuse(
        self, plans: Sequence[PagePlan], rendering: Rendering, workers: Callable[[int], int], known: frozenset[str]
    ) -> Sequence[bool]:
        """Whether each page is still to be rendered."""
        if not known:
            return [True] * len(plans)
        missing = [True] * len(plans)
        unsure: list[int] = []

        def take(number: int, made: _Made) -> None:
            missing[number] = made.is_missing
            if not made.is_missing:
                self._note(plans[number], made)

        for number, plan in enumerate(plans):
            if plan.digest and plan.tables is not None and (made := self._known_beside(plan)) is not None:
                found = self._find_by(plan.url, plan.digest, plan.tables, rendering, known)
                take(number, found if found.is_missing else _joined(found, made))
            else:
                unsure.append(number)

        def find(number: int) -> _Made:
            return self._find(plans[unsure[number]], rendering, known)

        def take_unsure(number: int, made: _Made) -> None:
            take(unsure[number], made)

        count = len(unsure)
        fork_map(find, count, lambda n: plans[unsure[n]].url or "首页", workers(count), take_unsure)
        return missing

    def _find(self, plan: PagePlan, rendering: Rendering, known: frozenset[str]) -> _Made:
        """A page that need not be rendered."""
        if plan.digest and plan.tables is not None:
            known_page = self._find_by(plan.url, plan.digest, plan.tables, rendering, known)
            return known_page if known_page.is_missing else self._with_beside(plan, known_page)
        page = plan.make()
        view = plan.digest or digest_of(page, (Marks,))
        found = self._find_by(page.url, view, {}, rendering, known)
        return found if found.is_missing else self._with_beside(plan, self._with_tables(page, found))

    def _find_by(
        self, url: str, view: str, tables: Mapping[str, str], rendering: Rendering, known: frozenset[str]
    ) -> _Made:
        """By the digest of its view; with the files beside it, as far as they are known."""
        path, key = _path(url), text_digest(rendering.digest, view)
        if not all(self._is_there(path, key) for path, key in tables.items()):
            return _MISSING
        if self._is_there(path, key):
            return _Made({path: key, **tables}, view, frozenset({path, *tables}))
        packed = self._kept.get(_KIND, key) if key in known else None
        if packed is None:
            return _MISSING
        html = zlib.decompress(packed).decode()
        self._write(path, with_placeholders(html, rendering.placeholders).encode())
        return _Made({path: key, **tables}, view, frozenset(tables))

    def _make(self, plan: PagePlan, rendering: Rendering, known: frozenset[str]) -> _Made:
        """A page that is to be made: mostly rendered; of one whose table alone is missing the rest is known."""
        page = plan.make()
        view = plan.digest or digest_of(page, (Marks,))
        if plan.digest and not (found := self._find_by(page.url, view, {}, rendering, known)).is_missing:
            return self._with_beside(plan, self._with_tables(page, found))
        html = rendering.render(page)
        self._write(_path(page.url), with_placeholders(html, rendering.placeholders).encode())
        packed = zlib.compress(html.encode(), 1) if rendering.digest else b""
        keys = {_path(page.url): text_digest(rendering.digest, view)}
        made = _Made(keys, view, packed=packed, is_rendered=True)
        return self._with_beside(plan, self._with_tables(page, made))

    def _with_tables(self, page: ViewPage, made: _Made) -> _Made:
        """The table of a page, beside it."""
        if page.data is None:
            return made
        from showcase.exports import to_csv  # here, for mostly no page is made

        path, content = f"{page.url}{page.data.name}.csv", to_csv(page.data)
        key = text_digest(content)
        if self._is_there(path, key):
            made = replace(made, taken=made.taken | {path})
        else:
            self._write(path, content)
        return replace(made, keys={**made.keys, path: key})

    def _known_beside(self, plan: PagePlan) -> _Made | None:
        """The files that go with a page, where all of them are there; else they are a worker's to make."""
        if plan.beside is None:
            return _Made({})
        keys = {url: text_digest(plan.beside.key, url) for url in plan.beside.urls}
        there = all(self._is_there(url, key) for url, key in keys.items())
        return _Made(keys, taken=frozenset(keys)) if there else None

    def _with_beside(self, plan: PagePlan, made: _Made) -> _Made:
        """The files that go with a page; those that are missing are made, all at once."""
        known = self._known_beside(plan)
        if known is not None or plan.beside is None:
            return _joined(made, known or _Made({}))
        for url, content in plan.beside.make().items():
            self._write(url, content)
        return _joined(made, _Made({url: text_digest(plan.beside.key, url) for url in plan.beside.urls}))


def _joined(made: _Made, beside: _Made) -> _Made:
    return replace(made, keys={**made.keys, **beside.keys}, taken=made.taken | beside.taken) if beside.keys else made


def _path(url: str) -> str:
    return f"{url}index.html"


def _depth(path: Path) -> int:
    return len(path.parts)
