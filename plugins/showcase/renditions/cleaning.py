"""Removing from the cache what the site does not use any more."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from showcase.model.renditions import plan_everything
from showcase.model.units import Photo

__all__ = ["Cleaned", "clean_cache"]

_AGE: Final = 3600.0
"""Seconds: a build that runs meanwhile has made or marked its files within them."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What was removed, and what is left."""

    files: int = 0
    size: int = 0
    """Bytes."""
    kept: int = 0


def clean_cache(photos: Iterable[Photo], cache: Path, *, avif: bool) -> Cleaned:
    """Remove the files of the cache's ``photos`` folder that none of these photos needs; young ones stay."""
    folder = cache / "photos"
    used = {rendition.name for photo in photos for rendition in plan_everything(photo, avif=avif)}
    if folder.is_symlink() or not folder.is_dir():
        return Cleaned()
    files = size = kept = 0
    for file in sorted(folder.iterdir()):
        freed = None if file.name in used else _remove(file, time.time() - _AGE)
        files += freed is not None
        size += freed or 0
        kept += freed is None
    return Cleaned(files, size, kept)


def _remove(file: Path, before: float) -> int | None:
    """Bytes that this freed; ``None`` for what stays: young files, folders, links."""
    with suppress(OSError):
        facts = file.lstat()
        if file.is_file() and not file.is_symlink() and facts.st_mtime < before:
            file.unlink()
            return facts.st_size
    return None
