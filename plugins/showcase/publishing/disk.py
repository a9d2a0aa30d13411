"""Steps on a file system that are whole or not there at all, whatever moment the process is killed at."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from showcase.publishing.values import ChangedSiteError, File

__all__ = ["PART", "copied", "flush", "link_to", "linked", "new_folder", "put", "remove_tree", "synced"]

PART: Final = ".part-"
"""Begins the name of a file that is being written."""
_CHUNK: Final = 1 << 20


def new_folder(folder: Path) -> None:
    """The folder and those above it, readable for the web server whatever the umask is."""
    for place in [folder, *folder.parents][::-1]:
        if not place.is_dir():
            with suppress(FileExistsError):
                place.mkdir()
            place.chmod(0o755)


def put(file: Path, content: bytes) -> None:
    """A small file, whole or not there."""
    part = file.with_name(f"{PART}{file.name}")
    part.unlink(missing_ok=True)
    part.write_bytes(content)
    part.chmod(0o644)
    part.replace(file)


def copied(source: Path, place: Path, file: File, at: float) -> None:
    """A copy with a name and an inode of its own; what had the name is replaced, never written to.

    :param at: seconds since 1970 that it bears: web servers tell its versions apart by them
    :raises ChangedSiteError: it is not what the manifest says
    """
    part = place.with_name(f"{PART}{hashlib.sha256(place.name.encode()).hexdigest()[:16]}")  # any name, but short
    part.unlink(missing_ok=True)
    digest = hashlib.sha256()
    try:
        with source.open("rb") as old, part.open("xb") as new:
            while chunk := old.read(_CHUNK):
                digest.update(chunk)
                new.write(chunk)
    except FileNotFoundError:
        raise _changed(file) from None
    if digest.hexdigest() != file.sha256:
        part.unlink()
        raise _changed(file)
    part.chmod(0o644)
    os.utime(part, (at, at))
    part.replace(place)


def _changed(file: File) -> ChangedSiteError:
    return ChangedSiteError(f"“{file.path}”在发布途中被改动或移走了；请等建站完成以后再发布")


def linked(old: Path, place: Path, file: File, newest: float) -> bool:
    """A second name for a file that the place has, if it is untouched; False when it must be sent.

    :param newest: seconds since 1970; what was changed later was touched by somebody
    """
    with suppress(OSError):
        found = old.lstat()
        if found.st_size == file.size and found.st_mtime <= newest:
            place.unlink(missing_ok=True)
            os.link(old, place, follow_symlinks=False)
            return True
    return False


def link_to(link: Path, goal: str) -> None:
    """A symbolic link that changes its goal in one step: there is always one, the old or the new."""
    part = link.with_name(f"{PART}{link.name}")
    part.unlink(missing_ok=True)
    part.symlink_to(goal)
    part.replace(link)


def synced(folder: Path) -> None:
    """Everything written so far is on the disk: before what points to it, for the power may fail too.

    ``syncfs`` of the one file system (Linux); to sync each of 4,600 files takes minutes on a slow disk.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        if ctypes.CDLL(None).syncfs(handle) == 0:
            return
    except (AttributeError, OSError):
        pass
    finally:
        os.close(handle)
    os.sync()


def flush(*folders: Path) -> None:
    """The names in these folders are on the disk."""
    for folder in folders:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove_tree(folder: Path) -> None:
    """Under another name first: a kill leaves no half of it that could be taken for a whole."""
    old = folder.with_name(f".old-{folder.name.removeprefix('.old-')}")
    if old != folder:
        shutil.rmtree(old, ignore_errors=True)
        folder.rename(old)
    shutil.rmtree(old)
