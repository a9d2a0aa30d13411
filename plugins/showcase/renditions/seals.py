"""Whether renditions in the cache are what was made: a byte that a disk turned must not reach a reader.

A file whose size and times are what they were is believed; any other is read, and made anew when it is not the same.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from showcase.kept import Kept

__all__ = ["Seals"]

_KIND: Final = "seal"
_Seal = tuple[str, int, int, int, int]
"""Digest, size, times of content and of the entry, inode."""


class Seals:
    """Of the renditions of each photo, by the photo's digest."""

    def __init__(self, kept: Kept, kind: str = _KIND) -> None:
        """:param kind: under which they are kept: renditions, and what else is made into the cache"""
        self._kept, self._kind = kept, kind
        self._known: dict[str, dict[str, _Seal]] = {}
        self._good: dict[str, _Seal] = {}

    def break_damaged(self, files: Mapping[str, Iterable[Path]]) -> None:
        """Remove from the cache what is not what was made.

        :param files: what belongs to each photo
        """
        found = self._kept.get_many(self._kind, files)
        self._known = {photo: marshal.loads(seals) for photo, seals in found.items()}  # noqa: S302 – our own, and whole
        for photo, seals in self._known.items():
            for file in files[photo]:
                self._check(file, seals.get(file.name))

    def _check(self, file: Path, seal: _Seal | None) -> None:
        if seal is None or not file.is_file():
            return
        if _facts(file) == seal[1:] or _digest(file) == seal[0]:
            self._good[file.name] = seal
        else:
            file.unlink(missing_ok=True)

    def renew(self, files: Mapping[str, Iterable[Path]]) -> None:
        """Seal what is there now, and forget photos that are no more."""
        seals = {photo: {f.name: self._seal(f) for f in of if f.is_file()} for photo, of in files.items()}
        changed = {photo: marshal.dumps(new) for photo, new in seals.items() if new != self._known.get(photo)}
        self._kept.put(self._kind, changed)
        self._kept.drop(self._kind, self._kept.keys(self._kind) - files.keys())

    def _seal(self, file: Path) -> _Seal:
        known = self._good.get(file.name)
        return (known[0] if known else _digest(file), *_facts(file))


def _facts(file: Path) -> tuple[int, int, int, int]:
    found = os.stat(file)  # noqa: PTH116 – 1.6 million of them in a province
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "blake2b").hexdigest()[:32]
