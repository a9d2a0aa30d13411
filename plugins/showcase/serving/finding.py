"""The search of the preview: its index is made when somebody opened the search, and never before a page."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from showcase.search import Document, Unsearched, index_site, make_folding, read_page
from showcase.serving.preview import Snapshot
from showcase.views import PagePlan, ViewPage

__all__ = ["PreviewSearch", "UnreadyError"]

_REST: Final = 0.05
"""Seconds between two looks whether somebody waits for a page."""


class UnreadyError(RuntimeError):
    """The index is being made."""


class PreviewSearch:
    """Files of the index for what is shown now, or was when they were made last."""

    def __init__(self, render: Callable[[ViewPage, Snapshot], str], now: Callable[[], Snapshot], room: int) -> None:
        """Nothing is made yet.

        :param render: a page → its HTML
        :param room: most pages of a shard, about
        """
        self._render, self._now, self._room = render, now, room
        self._lock = threading.Lock()
        self._is_at_work = False
        self._made_of: object = None
        self._files: Mapping[str, bytes] = {}

    def file(self, path: str, is_busy: Callable[[], bool]) -> bytes | None:
        """A file below ``search/``; ``None`` when there is none of that name.

        :param is_busy: whether somebody waits for a page
        :raises UnreadyError: ask again in a second
        """
        if path.endswith("/catalog.json") and self._made_of is not self._now().pages:
            self._begin(is_busy)
        if not self._files:
            raise UnreadyError
        return self._files.get(path)

    def _begin(self, is_busy: Callable[[], bool]) -> None:
        with self._lock:
            if self._is_at_work:
                return
            self._is_at_work = True
        threading.Thread(target=self._work, args=(is_busy,), daemon=True).start()

    def _work(self, is_busy: Callable[[], bool]) -> None:
        """From the beginning whenever something is saved meanwhile."""
        try:
            while not self._make(self._now(), is_busy):
                pass
        finally:
            self._is_at_work = False

    def _make(self, now: Snapshot, is_busy: Callable[[], bool]) -> bool:
        pages: dict[str, Document | Unsearched | None] = {}
        for path, make in _pages(now, self._render):
            end = time.monotonic() + 1
            while is_busy() and time.monotonic() < end:
                time.sleep(_REST)
            if self._now().pages is not now.pages:
                return False
            pages[path] = _read(path, make)
        self._files, self._made_of = index_site(pages, make_folding(), self._room), now.pages
        return True


def _pages(now: Snapshot, render: Callable[[ViewPage, Snapshot], str]) -> Iterator[tuple[str, Callable[[], str]]]:
    """Path and HTML of every page."""
    if now.pages is None or now.shell is None:
        return
    for plan in now.pages.plans():
        yield f"{plan.url}index.html", partial(_rendered, render, plan, now)
    for file in sorted(now.shell.folder.rglob("*.html")):
        yield file.relative_to(now.shell.folder).as_posix(), partial(file.read_text, "utf-8")


def _rendered(render: Callable[[ViewPage, Snapshot], str], plan: PagePlan, now: Snapshot) -> str:
    return render(plan.make(), now)


def _read(path: str, make: Callable[[], str]) -> Document | Unsearched | None:
    """What is wrong with a page is told when somebody opens it; until then it is not found."""
    try:
        return read_page(path, make())
    except Exception:  # noqa: BLE001 – whatever a template or a half-right showcase leads to
        return None
