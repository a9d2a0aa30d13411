"""The files that authors put in, as the disk tells of them without opening any."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from showcase.loading import Folders
from showcase.loading.file_names import is_hidden, is_litter
from showcase.loading.files import Root

__all__ = ["SourceFile", "Stamp", "source_files"]

Stamp = tuple[int, int, int, int]
"""Size, two times and inode: another one after any change."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of an author's."""

    path: str
    """Relative to the repository, as messages name it."""
    real: str
    """Where it is."""
    stamp: Stamp

    @property
    def size(self) -> int:
        """Bytes."""
        return self.stamp[0]

    @property
    def changed(self) -> int:
        """Nanoseconds: when anything of it changed, whatever is told of ``mtime``."""
        return self.stamp[2]


def source_files(folders: Folders, pause: Callable[[], None]) -> Iterator[SourceFile]:
    """All of ``units/``, ``content/`` and ``site_config/``, published or not."""
    for folder in (folders.units, folders.content, folders.site_config):
        if folder.is_dir():
            yield from _below(os.fspath(folder), Root(folders.root).relative(folder), pause)


def _below(folder: str, above: str, pause: Callable[[], None]) -> Iterator[SourceFile]:
    """What is hidden or a link is none of an author's files; it is neither read nor published."""
    pause()
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except OSError:
        return  # said by those who load it
    for entry in entries:
        if is_hidden(entry.name) or is_litter(entry.name):
            continue
        path = f"{above}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, path, pause)
        elif stat.S_ISREG((facts := entry.stat(follow_symlinks=False)).st_mode):
            stamp = (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
            yield SourceFile(unicodedata.normalize("NFC", path), entry.path, stamp)
