"""Files that are new or changed are looked into, by workers where there are many."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Final

from showcase.model.privacy import Masks
from showcase.privacy.reading import is_harmless, look_into, suffix_of
from showcase.privacy.sources import SourceFile
from showcase.privacy.texts import in_words
from showcase.privacy.values import MOST, Kind, Place, Seen
from showcase.workers import fork_map, usable_cores

__all__ = ["Looked", "look_at_all"]

_MAX_BYTES: Final = 60_000_000
"""The office offers no attachment above 50 MB."""
_LOT: Final = 200
"""Texts that a worker takes at once (0.2 ms each); of what is slow to read (a PDF: 20 ms a page), one."""
_TEXTS: Final = frozenset({".md", ".yml", ".csv", ".txt", ".html", ".css", ".js", ".svg", ".json"})


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of one file."""

    key: str
    """Of its content."""
    seen: tuple[Seen, ...] | None
    """``None``: what the same content gave before."""
    in_name: tuple[Seen, ...]


def look_at_all(
    files: Sequence[SourceFile], known: Collection[str], masks: Masks, pause: Callable[[], None]
) -> list[Looked]:
    """In the order of the files.

    :param known: keys of contents that gave something before
    :param pause: called now and then; may raise
    """
    quick = [n for n, file in enumerate(files) if suffix_of(file.path) in _TEXTS]
    slow = [n for n, file in enumerate(files) if suffix_of(file.path) not in _TEXTS]
    lots = [[n] for n in slow] + [quick[n : n + _LOT] for n in range(0, len(quick), _LOT)]

    def work(number: int) -> list[Looked]:
        pause()
        return [_look_at(files[n], known, masks) for n in lots[number]]

    workers = usable_cores() if len(slow) > 2 or len(quick) > _LOT * 2 else 1
    done = fork_map(work, len(lots), lambda number: f"{files[lots[number][0]].path} 等文件", workers)
    found = {n: looked for lot, results in zip(lots, done, strict=True) for n, looked in zip(lot, results, strict=True)}
    return [found[n] for n in range(len(files))]


def _look_at(file: SourceFile, known: Collection[str], masks: Masks) -> Looked:
    key, seen = _content(file, known, masks)
    return Looked(key, seen, _in_name(file.path, masks))


def _content(file: SourceFile, known: Collection[str], masks: Masks) -> tuple[str, tuple[Seen, ...] | None]:
    try:
        with Path(file.real).open("rb") as stream:
            head = stream.read(16)
            if is_harmless(file.path, head):
                return "", ()
            if file.size > _MAX_BYTES:
                return _unread(f"有 {file.size / 1e6:.0f} MB，超过 {_MAX_BYTES / 1e6:.0f} MB")
            data = head + stream.read()
    except OSError as error:
        return _unread(error.strerror or "系统错误")
    key = f"{blake2b(data, digest_size=20).hexdigest()}{suffix_of(file.path)}"
    return key, None if key in known else tuple(dict.fromkeys(islice(look_into(file.path, data, masks), MOST)))


def _unread(why: str) -> tuple[str, tuple[Seen, ...]]:
    return f"?{why}", (Seen(Kind.UNREAD, Place(), "", why),)


def _in_name(path: str, masks: Masks) -> tuple[Seen, ...]:
    """The names of a file and of its folders are published too, as an address."""
    return tuple(in_words(posixpath.splitext(path)[0], masks, Place(label="文件名")))
