"""Digests of files, remembered from one build to the next: a file that nobody touched is not read again."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from typing import Final

from showcase.storage import write_whole

__all__ = ["Digests"]

_NAME: Final = "digests-1.json"
_SETTLED: Final = 2_000_000_000
"""Nanoseconds after a change in which another one may leave the same time behind (as Git reckons with)."""


class Digests:
    """SHA-256 by path, size, inode and times; ``ctime`` changes with every write, whatever is told of ``mtime``."""

    def __init__(self, folder: Path | None = None) -> None:
        """:param folder: where they are kept; ``None`` keeps nothing"""
        self._file = folder / _NAME if folder else None
        self._known = _read(self._file) if self._file else {}
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
        if self._file is None or self._seen == self._known:
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, json.dumps(self._seen, sort_keys=True).encode())


def _read(file: Path) -> dict[str, list[object]]:
    with suppress(OSError, ValueError):
        known = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(known, dict):
            return {path: entry for path, entry in known.items() if isinstance(entry, list) and len(entry) == 5}
    return {}
