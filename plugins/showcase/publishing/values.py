"""A site as it is published: every file by its hash, and what one release is. Plain values."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

__all__ = [
    "RELEASE_FILE", "BusyTargetError", "ChangedSiteError", "Entry", "File", "FileChanges", "ForeignTargetError",
    "Manifest", "NoRollbackError", "PublishError", "Release", "Sent", "Tell", "release_of",
]  # fmt: skip

RELEASE_FILE: Final = "release.json"
"""Says what is live; the only published file that knows the time, so that every other keeps its bytes."""


class PublishError(Exception):
    """Why nothing could be published; the message is Chinese. What was live is live still."""


class BusyTargetError(PublishError):
    """Somebody else publishes there at this moment."""


class ForeignTargetError(PublishError):
    """The place holds what we did not put there."""


class NoRollbackError(PublishError):
    """There is no release before the one that is live."""


class ChangedSiteError(PublishError):
    """A file of the site is not what it was when the site was read: somebody builds it at this moment."""


@dataclass(frozen=True, slots=True, order=True)
class File:
    """One file of a site."""

    path: str
    """Relative to the site, with ``/``."""
    size: int
    """Bytes."""
    sha256: str

    @property
    def is_page(self) -> bool:
        """Whether readers see it as a page; what pages use is sent before them."""
        return self.path.endswith(".html")


@dataclass(frozen=True)
class Manifest:
    """All files of a site, sorted by path; :data:`RELEASE_FILE` is not one of them."""

    files: tuple[File, ...]

    @classmethod
    def of(cls, files: Iterable[File]) -> Manifest:
        """In the order that the hash of the content needs."""
        return cls(tuple(sorted(file for file in files if file.path != RELEASE_FILE)))

    @cached_property
    def by_path(self) -> Mapping[str, File]:
        """The same by path."""
        return {file.path: file for file in self.files}

    @cached_property
    def content(self) -> str:
        """SHA-256 of the whole site: of ``sha256 size path`` of each file, a line each."""
        lines = "".join(f"{file.sha256} {file.size} {file.path}\n" for file in self.files)
        return hashlib.sha256(lines.encode()).hexdigest()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True)
class FileChanges:
    """What is different from one manifest to the next; each in the order of paths."""

    new: tuple[File, ...]
    changed: tuple[File, ...]
    """As they are now."""
    gone: tuple[File, ...]

    @classmethod
    def between(cls, old: Manifest | None, new: Manifest) -> FileChanges:
        """Compared by hash; of a first release every file is new."""
        before = old.by_path if old else {}
        return cls(
            new=tuple(f for f in new.files if f.path not in before),
            changed=tuple(f for f in new.files if f.path in before and before[f.path].sha256 != f.sha256),
            gone=tuple(f for f in before.values() if f.path not in new.by_path),
        )

    @property
    def pages(self) -> FileChanges:
        """Of pages alone."""
        return FileChanges(*(tuple(f for f in files if f.is_page) for files in self._all()))

    def _all(self) -> Iterator[tuple[File, ...]]:
        yield from (self.new, self.changed, self.gone)

    def __bool__(self) -> bool:
        return any(self._all())


@dataclass(frozen=True)
class Release:
    """A site that is, was or will be live at one place."""

    id: str
    """``20261118-093000-3f2a9c1d0b7e``: when, in China's time, and the head of the content's hash."""
    at: dt.datetime
    """When it was published, in China's time, whole seconds; each release at a place is later than the one before."""
    manifest: Manifest
    previous: str = ""
    """Id of the release that it took the place of; empty of the first."""


def release_of(manifest: Manifest, at: dt.datetime, before: Release | None, last: dt.datetime | None = None) -> Release:
    """The next release at a place.

    Its time is at least a second after all others there: web servers tell files of one size apart by whole seconds.

    :param before: what is live there
    :param last: when anything was last published there
    """
    earlier = [moment for moment in (before.at if before else None, last) if moment]
    moment = max([at.replace(microsecond=0), *(m + dt.timedelta(seconds=1) for m in earlier)])
    name = f"{moment:%Y%m%d-%H%M%S}-{manifest.content[:12]}"
    return Release(name, moment, manifest, before.id if before else "")


@dataclass(frozen=True, slots=True)
class Sent:
    """How far the sending is."""

    files: int
    of_files: int
    bytes: int
    """Of the files that are there; what the place had already counts too."""
    of_bytes: int
    is_new: bool = True
    """Whether the last file had to be sent."""


Tell = Callable[[Sent], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: what became live when."""

    action: str
    """``发布``, ``退回``; ``补记`` of what a killed process made live without a word."""
    release: str
    content: str
    at: dt.datetime
    """When it became live, in China's time."""
    by: str
    """User and machine."""
    files: int
    bytes: int
    new: int = 0
    changed: int = 0
    gone: int = 0
    """Files, against what was live before."""
