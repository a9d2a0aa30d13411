"""A folder → a build: every table of its data, and the names of its files."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, count, takewhile
from pathlib import Path
from typing import Final

from showcase.differences.values import Build, Record, Tables

__all__ = ["UnreadableBuildError", "build_of", "read_build"]

_TABLES: Final = ("units", "honors", "events", "decisions", "articles", "notices")
_PASSING: Final = ("media/", "assets/", "search/", "units/directory_", "release.json")
"""Pictures and the data of search and directory are named by what they hold, the theme's files by their versions, and
publishing adds a file: all come and go."""


class UnreadableBuildError(Exception):
    """The folder is no build, or its data cannot be read; the message is Chinese."""


def read_build(folder: Path) -> Build:
    """A site folder, or its ``data`` folder.

    :raises UnreadableBuildError: neither, or broken
    """
    if not folder.is_dir():
        raise UnreadableBuildError(f"没有“{folder}”这个文件夹")
    if (folder / "honors.json").is_file():
        return Build(_tables(folder), frozenset(f"data/{p.name}" for p in folder.iterdir() if p.is_file()), False)
    if not (folder / "index.html").is_file():
        raise UnreadableBuildError(f"“{folder}”不是建好的网站，也不是它的 data 文件夹")
    data = folder / "data"
    return Build(_tables(data) if data.is_dir() else None, frozenset(_files(folder)), True)


def build_of(paths: Iterable[str], read: Callable[[str], bytes]) -> Build:
    """A whole site that is no folder here: its files by path, and how one of them is read.

    :raises UnreadableBuildError: its data are broken
    """
    files = frozenset(paths)
    has_data = f"data/{_TABLES[0]}.json" in files
    tables = {
        name: tuple(row for path in _paths(name, files) for row in _rows_of(path, read(path))) for name in _TABLES
    }
    seen = frozenset(path for path in files if not path.startswith(_PASSING))
    return Build(tables if has_data else None, seen, True)


def _paths(name: str, files: frozenset[str]) -> Iterator[str]:
    further = (f"data/{name}-{number}.json" for number in count(2))
    return takewhile(files.__contains__, chain([f"data/{name}.json"], further))


def _tables(folder: Path) -> Tables:
    return {name: tuple(row for part in _parts(folder, name) for row in _rows(part)) for name in _TABLES}


def _parts(folder: Path, name: str) -> Iterator[Path]:
    """``honors.json``, and of a long table ``honors-2.json`` … as far as there are any."""
    yield folder / f"{name}.json"
    further = (folder / f"{name}-{number}.json" for number in count(2))
    yield from takewhile(Path.is_file, further)


def _rows(path: Path) -> tuple[Record, ...]:
    try:
        return _rows_of(path, path.read_bytes())
    except OSError as error:
        raise UnreadableBuildError(f"读不了 {path}：{error.strerror}") from None


def _rows_of(path: Path | str, content: bytes) -> tuple[Record, ...]:
    try:
        rows = json.loads(content)
    except ValueError:  # no JSON, or no UTF-8
        raise UnreadableBuildError(f"读不了 {path}：不是 JSON 文件") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableBuildError(f"读不了 {path}：应是一行一条记录的 JSON")
    return tuple(rows)


def _files(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        here = Path(place).relative_to(folder)
        folders[:] = [name for name in folders if not f"{(here / name).as_posix()}/".startswith(_PASSING)]
        yield from (path for name in names if not (path := (here / name).as_posix()).startswith(_PASSING))
