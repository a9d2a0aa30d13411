"""Digests of files, remembered from one build to the next: a file that nobody touched is not read again."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from io import BufferedReader
from pathlib import Path
from typing import Final

from showcase.kept import Kept

__all__ = ["Digests"]

_KIND: Final = "digest"
_NAME: Final = "files"
_SETTLED: Final = 2_000_000_000
"""Nanoseconds after a change in which another one may leave the same time behind (as Git reckons with)."""


class Digests:
    """SHA-256 by path, size, inode and times; ``ctime`` changes with every write, whatever is told of ``mtime``."""

    def __init__(self, kept: Kept | None = None) -> None:
        """:param kept: where they are kept; ``None`` keeps nothing"""
        self._kept = kept or Kept(None)
        self._known: dict[str, list[object]] = json.loads(self._kept.get(_KIND, _NAME) or b"{}")
        self._seen: dict[str, list[object]] = {}

    def of(self, path: Path, stream: BufferedReader) -> str:
        """The digest of a file that is open; read through only when nothing sure is known of it."""
        facts = os.fstat(stream.fileno())
        stamp: list[object] = [facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino]
        known = self._known.get(str(path))
        if known and known[:-1] == stamp:
            self._seen[str(path)] = known
            return str(known[-1])
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if facts.st_ctime_ns < time.time_ns() - _SETTLED:
            self._seen[str(path)] = [*stamp, digest]
        return digest

    @property
    def seen(self) -> dict[str, list[object]]:
        """What is known of the files that were asked for."""
        return self._seen

    def apart(self) -> Digests:
        """The same knowledge, with a list of its own of what was asked for."""
        digests = Digests()
        digests._known = self._known
        return digests

    def take(self, seen: Mapping[str, list[object]]) -> None:
        """What others asked for."""
        self._seen.update(seen)

    def save(self) -> None:
        """Keep what was seen; a cache that cannot be written costs time only."""
        if self._seen != self._known:
            self._kept.put(_KIND, {_NAME: json.dumps(self._seen).encode()})
