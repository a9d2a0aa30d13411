"""What one build leaves to the next, in one file: safe to delete, and never believed unseen.

SQLite keeps it whole when a build is killed and when two run at once. Each value carries a digest of its
bytes: what a disk turned is found and made anew. A cache that cannot be read or written costs time only.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

__all__ = ["Keep", "Kept", "kept_in"]

Keep = Callable[[str, Callable[[], bytes]], bytes]
"""Name and maker → content: made only when nothing is kept under that name."""

_CHECK: Final = 16
"""Bytes of the digest before each value."""
_LOT: Final = 500
"""Keys asked for at once; SQLite's own limit is far above."""
_PATIENCE: Final = 20.0
"""Seconds that a build waits for another one that writes."""
_TABLE: Final = "CREATE TABLE IF NOT EXISTS kept (kind TEXT, key TEXT, value BLOB, PRIMARY KEY (kind, key))"
"""With rows of their own, so that the index holds the keys alone: without, to list the keys of 83,000 pages led
through all their values, 28 s; now 0.05 s."""


class Kept:
    """Values by kind and key. A process that was forked opens the file anew."""

    def __init__(self, file: Path | None) -> None:
        """:param file: ``None`` keeps nothing"""
        self._file = file
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self.trouble = ""
        """Why nothing could be kept, in words; empty when all is well."""

    def get(self, kind: str, key: str) -> bytes | None:
        """One value, or ``None`` when there is none that is whole."""
        return self.get_many(kind, (key,)).get(key)

    def get_many(self, kind: str, keys: Iterable[str]) -> Mapping[str, bytes]:
        """Those of the values that are there and whole."""
        found: dict[str, bytes] = {}
        wanted = tuple(keys)
        for start in range(0, len(wanted), _LOT):
            lot = wanted[start : start + _LOT]
            marks = ",".join("?" * len(lot))
            question = f"SELECT key, value FROM kept WHERE kind = ? AND key IN ({marks})"  # noqa: S608 – marks only
            rows = self._read(question, (kind, *lot))
            found.update((key, value[_CHECK:]) for key, value in rows if _is_whole(value))
        return found

    def keys(self, kind: str) -> frozenset[str]:
        """All keys of a kind; their values may be damaged."""
        return frozenset(key for (key,) in self._read("SELECT key FROM kept WHERE kind = ?", (kind,)))

    def put(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Keep values, all of them or none."""
        rows = ((kind, key, _digest(value) + value) for key, value in values.items())
        self._write("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)

    def drop(self, kind: str, keys: Iterable[str]) -> None:
        """Forget what is not needed any more."""
        self._write("DELETE FROM kept WHERE kind = ? AND key = ?", ((kind, key) for key in keys))

    def keeper(self, kind: str) -> Keep:
        """For what there is one of: made only when it was not made before under this name; the one before goes."""

        def keep(name: str, make: Callable[[], bytes]) -> bytes:
            found = self.get(kind, name)
            if found is None:
                found = make()
                self.put(kind, {name: found})
                self.drop(kind, self.keys(kind) - {name})
            return found

        return keep

    def close(self) -> None:
        """Free the file; it is opened again when it is asked for."""
        connection, self._connection = self._connection, None
        if connection is not None and self._process == os.getpid():
            connection.close()

    def _read(self, question: str, values: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        connection = self._open()
        if connection is None:
            return iter(())
        try:
            return iter(connection.execute(question, values).fetchall())
        except sqlite3.DatabaseError as error:
            self._give_up(error)
            return iter(())

    def _write(self, order: str, rows: Iterable[tuple[str | bytes, ...]]) -> None:
        connection = self._open()
        if connection is None:
            return
        try:
            with connection:
                connection.executemany(order, rows)
        except sqlite3.DatabaseError as error:
            self._give_up(error)

    def _open(self) -> sqlite3.Connection | None:
        """The connection of this process; a damaged file is removed, once."""
        if self._connection is not None and self._process != os.getpid():
            self._connection = None  # the parent's; closing it here would release its locks
        if self._connection is None and self._file is not None:
            try:
                self._connection = _connect(self._file)
            except (OSError, sqlite3.Error) as error:
                self._give_up(error)
            self._process = os.getpid()
        return self._connection

    def _give_up(self, error: Exception) -> None:
        """From here on nothing is kept; what is damaged is removed, for the next build to begin anew."""
        self.trouble = self.trouble or str(error)
        self.close()
        is_damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
        if self._file is not None and is_damaged:
            with suppress(OSError):
                self._file.unlink()
        self._file = None


def kept_in(folder: Path | None) -> Kept:
    """What is kept in a cache folder; ``None`` keeps nothing."""
    return Kept(folder / "kept-2.sqlite" if folder else None)


def _connect(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file, timeout=_PATIENCE, check_same_thread=False)
    connection.execute("PRAGMA synchronous = OFF")  # what a power cut loses is made anew
    connection.execute(_TABLE)
    return connection


def _digest(value: bytes) -> bytes:
    return blake2b(value, digest_size=_CHECK).digest()


def _is_whole(value: bytes) -> bool:
    return _digest(value[_CHECK:]) == value[:_CHECK]
