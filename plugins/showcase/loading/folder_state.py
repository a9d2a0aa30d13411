"""What a unit's folder holds, without reading it, and with: whether it must be loaded again."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from showcase.digest import text_digest
from showcase.loading.digests import Digests

__all__ = ["FolderState", "content_digest", "folder_state"]

_TICK: Final = 50_000_000
_COARSE_TICK: Final = 2_000_000_000
"""Nanoseconds after a change in which another one may leave the same times behind (as Git reckons with): on most
file systems ten milliseconds; where times are whole seconds, as on FAT, up to two."""
_SECOND: Final = 1_000_000_000
_MEDIA: Final = frozenset(".jpg .jpeg .jfif .jpe .png .webp .avif .gif .tif .tiff .heic .heif .mp4 .webm .mp3".split())
_LARGE: Final = 1_000_000
"""Bytes. Digests of pictures, recordings and other large files are remembered."""


@dataclass(frozen=True, slots=True)
class FolderState:
    """All entries below a folder, with what changes when they do."""

    entries: tuple[tuple[str, os.stat_result], ...]

    @property
    def stamp(self) -> str:
        """Differs after any change of a file, whatever is told of its ``mtime``."""
        return text_digest(*(f"{path}\0{_facts(found)}" for path, found in self.entries))

    @property
    def is_settled(self) -> bool:
        """False while a change might go unseen: clocks of file systems tick slowly, and may be set back."""
        newest = max((found.st_ctime_ns for _, found in self.entries), default=0)
        return newest < time.time_ns() - (_TICK if newest % _SECOND else _COARSE_TICK)


def _facts(found: os.stat_result) -> str:
    is_folder = stat.S_ISDIR(found.st_mode)  # whose times change with litter that nobody reads
    times = () if is_folder else (found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    return f"{found.st_mode} {found.st_ino} {times}"


def folder_state(folder: Path) -> FolderState:
    """Looks at every entry once; follows no link."""
    return FolderState(tuple(sorted(_entries(os.fspath(folder), ""), key=lambda entry: entry[0])))


def _entries(folder: str, above: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except OSError as error:
        yield f"{above}?{error.errno}", os.stat(folder)  # noqa: PTH116
        return
    for entry in entries:
        path = above + entry.name
        yield path, entry.stat(follow_symlinks=False)
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(entry.path, f"{path}/")


def content_digest(folder: Path, state: FolderState, digests: Digests) -> str:
    """Of names and bytes alone: a copy of the folder has the same."""
    return text_digest(*(part for path, found in state.entries for part in _content(folder, path, found, digests)))


def _content(folder: Path, path: str, found: os.stat_result, digests: Digests) -> tuple[str | bytes, ...]:
    kind = f"{path}\0{stat.S_IFMT(found.st_mode)}\0{found.st_mode & 0o444}"
    if not stat.S_ISREG(found.st_mode):
        return (kind,)
    file = folder / path
    try:
        with file.open("rb") as stream:
            is_large = file.suffix.lower() in _MEDIA or found.st_size > _LARGE
            return kind, digests.of(file, stream) if is_large else stream.read()
    except OSError as error:
        return kind, f"?{error.errno}"
