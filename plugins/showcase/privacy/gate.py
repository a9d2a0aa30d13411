"""The gate over everything that authors put in: texts, drafts, tables, attachments, and the names of files."""

from __future__ import annotations

import os
import posixpath
import stat
import time
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Final

from showcase.diagnostics import Diagnostics
from showcase.digest import digest_of, program_digest, text_digest
from showcase.kept import Kept
from showcase.loading import Folders
from showcase.loading.files import Root
from showcase.model.collection import Collection
from showcase.model.privacy import Masks
from showcase.privacy.memory import Memory, Stamp
from showcase.privacy.reading import VERSION, is_harmless, look_into, suffix_of
from showcase.privacy.texts import in_words
from showcase.privacy.values import Kind, Place, Seen
from showcase.privacy.wording import told
from showcase.workers import fork_map, usable_cores

__all__ = ["check_privacy"]

_MAX_BYTES: Final = 60_000_000
"""The office offers no attachment above 50 MB."""
_LOT: Final = 200
"""Files that a worker takes at once; of those that are slow to read (a PDF: 20 ms a page), one."""
_TEXTS: Final = frozenset({".md", ".yml", ".csv", ".txt", ".html", ".css", ".js", ".svg", ".json"})
_SETTLED: Final = 2_000_000_000
"""Nanoseconds after a change in which another one may leave the same time behind."""
_LITTER: Final = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    """Relative to the repository."""
    real: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class _Looked:
    """What came of one file."""

    key: str
    seen: tuple[Seen, ...] | None
    """``None``: the same content was known."""


def check_privacy(folders: Folders, collection: Collection, kept: Kept, diagnostics: Diagnostics) -> None:
    """Report what is nobody's business in any file of the three folders, published or not."""
    masks = collection.config.site.masks
    attachments = {a.path: notice.source.path for notice in collection.notices for a in notice.attachments}
    faulty = {error.location.file for error in diagnostics.errors}
    for path, seen in _findings(folders, kept, masks):
        if owner := attachments.get(path) or _owner(folders, path):
            diagnostics.belongs_beside(path, owner)
        is_told = path in faulty  # what is damaged must be mended anyhow, and one message says so
        diagnostics.extend(told(path, (one for one in seen if not (is_told and one.kind is Kind.UNREAD))))


def _owner(folders: Folders, path: str) -> str:
    """The text that speaks for a file: the note beside it, of the same name; in a unit else the unit's own."""
    beside = f"{posixpath.splitext(path)[0]}.md"
    if beside == path:
        return ""
    if (folders.root / beside).is_file():
        return beside
    unit = Root(folders.root).relative(folders.units)
    inside = path.removeprefix(f"{unit}/")
    return f"{unit}/{inside.partition('/')[0]}/index.md" if inside != path and "/" in inside else ""


def _findings(folders: Folders, kept: Kept, masks: Masks) -> Iterator[tuple[str, tuple[Seen, ...]]]:
    """Path and findings of each file that has any."""
    name = text_digest(program_digest(), str(VERSION), digest_of(masks), str(folders.root))
    memory = Memory.of(kept, name)
    files = list(_files(folders))
    new = [file for file in files if memory.stamps.get(file.path, ("",))[0] != file.stamp]
    looked = dict(zip((file.path for file in new), _look_at_all(new, memory, masks), strict=True))
    now = _renewed(memory, files, looked)
    if new or len(files) != len(memory.stamps):
        now.save(kept, name)
    for file in files:
        key = looked[file.path].key if file.path in looked else memory.stamps[file.path][1]
        if seen := (*_in_name(file.path, masks), *now.findings.get(key, ())):
            yield file.path, seen


def _renewed(memory: Memory, files: Iterable[_File], looked: dict[str, _Looked]) -> Memory:
    """What is known now; what changed a moment ago is looked at again next time."""
    now, limit = Memory(), time.time_ns() - _SETTLED
    for file in files:
        found = looked.get(file.path)
        key = found.key if found else memory.stamps[file.path][1]
        if found is None or file.stamp[2] < limit:
            now.stamps[file.path] = (file.stamp, key)
        seen = found.seen if found and found.seen is not None else memory.findings.get(key, ())
        if seen:
            now.findings[key] = seen
    return now


def _in_name(path: str, masks: Masks) -> Iterator[Seen]:
    """The names of a file and of its folders are published too, as an address."""
    yield from in_words(posixpath.splitext(path)[0], masks, Place(label="文件名"))


# --- files ------------------------------------------------------------------------------------


def _files(folders: Folders) -> Iterator[_File]:
    root = Root(folders.root)
    for folder in (folders.units, folders.content, folders.site_config):
        if folder.is_dir():
            above = root.relative(folder)
            yield from _below(os.fspath(folder), above)


def _below(folder: str, above: str) -> Iterator[_File]:
    """What is hidden or a link is none of an author's files; it is neither read nor published."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return  # said by those who load it
    for entry in entries:
        if entry.name.startswith((".", "~$")) or entry.name.lower() in _LITTER:
            continue
        path = f"{above}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, path)
        elif stat.S_ISREG((facts := entry.stat(follow_symlinks=False)).st_mode):
            stamp = (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
            yield _File(unicodedata.normalize("NFC", path), entry.path, stamp)


def _look_at_all(files: list[_File], memory: Memory, masks: Masks) -> list[_Looked]:
    """By workers where there is much; small texts are handed out in lots."""
    quick = [n for n, file in enumerate(files) if suffix_of(file.path) in _TEXTS]
    slow = [n for n, file in enumerate(files) if suffix_of(file.path) not in _TEXTS]
    size = 1 if len(slow) < _LOT else 10
    lots = [slow[n : n + size] for n in range(0, len(slow), size)]
    lots += [quick[n : n + _LOT] for n in range(0, len(quick), _LOT)]
    look = partial(_look_at, memory=memory, masks=masks)

    def work(number: int) -> list[_Looked]:
        return [look(files[n]) for n in lots[number]]

    workers = usable_cores() if len(slow) > 2 or len(quick) > _LOT * 2 else 1
    done = fork_map(work, len(lots), lambda number: f"{files[lots[number][0]].path} 等文件", workers)
    found = {n: looked for lot, results in zip(lots, done, strict=True) for n, looked in zip(lot, results, strict=True)}
    return [found[n] for n in range(len(files))]


def _look_at(file: _File, memory: Memory, masks: Masks) -> _Looked:
    try:
        with Path(file.real).open("rb") as stream:
            head = stream.read(16)
            if is_harmless(file.path, head):
                return _Looked("", ())
            if file.stamp[0] > _MAX_BYTES:
                size = f"有 {file.stamp[0] / 1e6:.0f} MB，超过 {_MAX_BYTES / 1e6:.0f} MB"
                return _Looked(f"size {size}", (Seen(Kind.UNREAD, Place(), "", size),))
            data = head + stream.read()
    except OSError as error:
        problem = error.strerror or "系统错误"
        return _Looked(f"error {problem}", (Seen(Kind.UNREAD, Place(), "", problem),))
    key = f"{blake2b(data, digest_size=20).hexdigest()}{suffix_of(file.path)}"
    if key in memory.findings:
        return _Looked(key, None)
    return _Looked(key, tuple(dict.fromkeys(look_into(file.path, data, masks))))
