"""What changes on disk, as the system tells it: nothing is polled, and an idle preview costs nothing."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

__all__ = ["Watcher", "changed_since", "watch_limit"]

_QUIET: Final = 0.05
"""Seconds without another change that end a burst: an editor writes a file in several steps."""
_LONGEST: Final = 1.0
"""Seconds after which a burst is handed on though it goes on."""
_TOLD: Final[list[type[FileSystemEvent]]] = [
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent, FileClosedEvent, FileCreatedEvent, FileDeletedEvent,
    FileModifiedEvent, FileMovedEvent,
]  # fmt: skip
"""Not that a file was opened: this program itself opens thousands."""


class _Losses(logging.Handler):
    """The observer tells only in its log of changes that it lost (a queue that overflowed); the rest is noise."""

    def __init__(self, lose: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._lose = lose

    def emit(self, record: logging.LogRecord) -> None:
        """Called by the observer's threads."""
        if "overflow" in record.getMessage():
            self._lose()


class Watcher(FileSystemEventHandler):
    """Changes below some folders, and of some files beside them.

    :param trees: watched with all that they hold; one that is removed is watched again when it is back
    :param files: single files, such as ``mkdocs.yml``
    :raises OSError: from :meth:`start`, where the system allows no more watches
    """

    def __init__(self, trees: Iterable[Path], files: Iterable[Path] = ()) -> None:
        self._trees = tuple(dict.fromkeys(map(str, trees)))
        self._files = frozenset(map(str, files))
        self._changed: set[str] = set()
        self._condition = threading.Condition()
        self._watches: dict[str, ObservedWatch] = {}
        self.observer: BaseObserver = Observer()
        self._losses = _Losses(self._lose)
        self._has_lost = False

    def start(self) -> None:
        """From here on nothing is missed."""
        log = logging.getLogger("watchdog")
        log.addHandler(self._losses)
        log.propagate = False
        self.observer.start()
        for tree in self._trees:
            self._watch_tree(tree)
        for folder in {str(Path(path).parent) for path in (*self._trees, *self._files)}:
            if folder not in self._trees:
                self._watches[folder] = self.observer.schedule(self, folder, event_filter=_TOLD)

    def close(self) -> None:
        """End the threads."""
        self.observer.stop()
        self.observer.join()
        logging.getLogger("watchdog").removeHandler(self._losses)

    def _lose(self) -> None:
        with self._condition:
            self._has_lost = True
            self._condition.notify_all()

    def wait(self, timeout: float | None) -> frozenset[str] | None:
        """Paths of the next burst of changes, once it is over; none when the time is up; ``None``: some were lost."""
        with self._condition:
            self._condition.wait_for(lambda: self.has_news, timeout)
            if self._has_lost:
                self._condition.wait(_LONGEST)  # thousands of changes take their time
                self._has_lost, self._changed = False, set()
                return None
            end = time.monotonic() + _LONGEST
            while self._changed and time.monotonic() < end and self._condition.wait(_QUIET):
                pass
            changed, self._changed = frozenset(self._changed), set()
        return changed

    @property
    def has_news(self) -> bool:
        """Whether something waits."""
        return bool(self._changed) or self._has_lost

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by the observer's thread."""
        paths = {os.fsdecode(path) for path in (event.src_path, event.dest_path) if path}
        for tree in paths.intersection(self._trees):
            self._watch_tree(tree)
        told = {path for path in paths if self._counts(path)}
        if told:
            with self._condition:
                self._changed |= told
                self._condition.notify_all()

    def _counts(self, path: str) -> bool:
        """Not hidden files, which no loader reads, nor what lies beside the watched ones."""
        if path in self._files or path in self._trees:
            return True
        name = path.rpartition(os.sep)[2]
        within = any(path.startswith(tree + os.sep) for tree in self._trees)
        return within and not name.startswith((".", "~$")) and not name.endswith("~")

    def _watch_tree(self, tree: str) -> None:
        """One that is not there yet is watched when it comes: its parent tells."""
        before = self._watches.pop(tree, None)
        if before is not None:
            self.observer.unschedule(before)
        if Path(tree).is_dir():
            self._watches[tree] = self.observer.schedule(self, tree, recursive=True, event_filter=_TOLD)


def changed_since(trees: Iterable[Path], nanoseconds: int) -> tuple[frozenset[str], int]:
    """Files and folders that changed since, by their ``ctime``, and how many folders there are in all.

    For what happened between loading and watching.
    """
    found: set[str] = set()
    folders = 0
    for tree in trees:
        for folder, _, names in os.walk(tree):
            folders += 1
            places = (folder, *(f"{folder}{os.sep}{name}" for name in names))
            found.update(place for place in places if _changed(place) >= nanoseconds)
    return frozenset(found), folders


def _changed(place: str) -> int:
    try:
        return os.lstat(place).st_ctime_ns
    except OSError:
        return 0


def watch_limit() -> int | None:
    """How many folders Linux lets one user watch; ``None`` where there is no such limit."""
    try:
        return int(Path("/proc/sys/fs/inotify/max_user_watches").read_text("ascii"))
    except (OSError, ValueError):
        return None
