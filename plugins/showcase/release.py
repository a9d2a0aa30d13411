"""Publishing a folder in one step: assembled beside, exchanged last, undone when the build fails after all.

MkDocs empties ``site_dir`` before it builds, and reports what ``--strict`` found only after ``on_post_build``
(MEASURED.md §1). So it writes into an inbox; the new site is assembled in a folder beside the old one, and the
two change places in one step where the system can (``renameat2`` with ``RENAME_EXCHANGE``), else in two renames.
The old one is kept to become the next: to link 3,300 files anew and remove the old names takes 0.9 s on ext4.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

__all__ = ["Release"]

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2


class Release:
    """One build of one site folder."""

    def __init__(self, site: Path, spare: Path | None = None) -> None:
        """:param spare: where the site before the old one waits, if anywhere; ``None`` keeps none"""
        self.site = site = site.resolve()  # a link to where the web server reads must stay one
        site.parent.mkdir(parents=True, exist_ok=True)
        _sweep(site)
        self._spare = spare
        self.inbox = _new_folder(site)
        """Where MkDocs writes what it makes itself."""
        self.folder = _new_folder(site)
        """Where the new site is assembled."""
        if spare is not None:
            with suppress(OSError):  # there is none; another build has it; it lies on another file system
                spare.rename(self.folder)
        self.folder.chmod(_mode(site))
        self._had_site = False
        self._is_published = False

    @property
    def is_published(self) -> bool:
        """Whether the new site is what readers see."""
        return self._is_published

    def publish(self) -> None:
        """The new site takes its place; the old one waits."""
        self._had_site = self.site.exists()
        if self._had_site:
            _exchange(self.folder, self.site)
        else:
            self.folder.rename(self.site)
        self._is_published = True

    def undo(self) -> None:
        """The old site is back where it was, and the new one is gone."""
        if self._is_published and self._had_site:
            _exchange(self.folder, self.site)
        elif self._is_published:
            self.site.rename(self.folder)
        self._is_published = False
        self.close()

    def close(self) -> None:
        """Put the old site aside for the next build; a new one that was not published is removed."""
        if self._is_published and self._had_site and self._spare is not None:
            with suppress(OSError):
                self._spare.parent.mkdir(parents=True, exist_ok=True)
                self.folder.rename(self._spare)
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.inbox, ignore_errors=True)


def _new_folder(site: Path) -> Path:
    return Path(tempfile.mkdtemp(prefix=f".{site.name}-{os.getpid()}-", dir=site.parent))


def _sweep(site: Path) -> None:
    """Remove what a killed build left behind: the staging folders of processes that are no more."""
    for left in site.parent.glob(f".{site.name}-*-*"):
        process = left.name.removeprefix(f".{site.name}-").partition("-")[0]
        if process.isdecimal() and not _is_alive(int(process)):
            shutil.rmtree(left, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True


def _mode(site: Path) -> int:
    """``mkdtemp`` makes folders that only their owner may read; a web server must read this one."""
    if site.exists():
        return site.stat().st_mode & 0o7777
    umask = os.umask(0)
    os.umask(umask)
    return 0o777 & ~umask


def _exchange(one: Path, other: Path) -> None:
    if not _exchange_at_once(one, other):
        aside = one.with_name(f"{one.name}.old")
        other.rename(aside)
        one.rename(other)
        aside.rename(one)


def _exchange_at_once(one: Path, other: Path) -> bool:
    """``renameat2``: Linux ≥ 3.15 with glibc ≥ 2.28, on file systems that know it."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    done = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(done == 0)
