"""The gate before a site is published: every file of it, none excepted (DESIGN.md §6, §8)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from showcase.diagnostics import Diagnostic
from showcase.inspection.content import inspect_content, inspect_stream, is_plain_text, suffix_of
from showcase.inspection.values import Finding, Kind
from showcase.inspection.verdicts import Verdict, remember, remembered
from showcase.inspection.wording import told
from showcase.kept import Kept
from showcase.loading import Folders
from showcase.loading.media import is_recording
from showcase.model import collection as model
from showcase.workers import fork_map, usable_cores

__all__ = ["Inspection", "inspect_site", "originals_of", "recordings_of", "source_in"]

_LOT: Final = 200
"""Files that a worker takes at once; fewer than two lots are not worth a fork."""
_MAX_BYTES: Final = 300_000_000
_TOO_LARGE: Final = (Finding(Kind.OPAQUE, "文件超过 300 MB"),)
_UNREADABLE: Final = (Finding(Kind.UNREADABLE, "没有读取权限，或不是普通文件"),)


@dataclass(frozen=True, slots=True)
class _Inspected:
    """One published file."""

    path: str
    """Relative to the site."""
    digest: str
    key: str
    """What its verdict is remembered by; empty for what is not remembered."""
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the gate found."""

    diagnostics: tuple[Diagnostic, ...]
    verdicts: Mapping[str, str]
    """Of each file, by path: what its verdict is remembered by; empty for plain text, of which there is none."""


def inspect_site(
    site: Path,
    originals: Mapping[str, str],
    source: Callable[[str], str],
    kept: Kept | None = None,
    untouched: Mapping[str, str] = MappingProxyType({}),
    paths: Iterable[str] | None = None,
) -> Inspection:
    """Everything in a site that must not be published.

    :param originals: SHA-256 of each original photo → its path, which is told
    :param source: path in the site → the path to be told, that of the source where it is known
    :param kept: where verdicts are kept; ``None`` opens every file
    :param paths: all files of the site, where they are known
    :param untouched: files that nobody touched since they were inspected, as :attr:`Inspection.verdicts` has them
    """
    known = remembered(kept) if kept else {}
    passed = {path: key for path, key in untouched.items() if not key or key in known}
    found = _inspect_all(
        site, (path for path in (_files(site) if paths is None else paths) if path not in passed), known
    )
    found += [_Inspected(path, key.partition(".")[0], key, known[key] if key else ()) for path, key in passed.items()]
    if kept:
        verdicts = {file.key: file.verdict for file in found if file.key}
        if verdicts != known:
            remember(kept, verdicts)
    told = tuple(sorted(d for file in found for d in _diagnostics(file, originals, source)))
    return Inspection(told, {file.path: file.key for file in found if file.key or not file.verdict})


def originals_of(collection: model.Collection) -> dict[str, str]:
    """Digest → path of every photo of a unit, public or not."""
    return {photo.digest: photo.path for unit in collection.units for photo in unit.pictures}


def recordings_of(collection: model.Collection) -> dict[str, str]:
    """Address in the site → path of every recording and archived document: published under its digest, unchanged."""
    recordings = {found.url: found.path for unit in collection.units for found in unit.recordings}
    return recordings | {found.url: found.path for unit in collection.units for found in unit.files}


def source_in(folders: Folders, site: Path, copied: Mapping[str, str] = MappingProxyType({})) -> Callable[[str], str]:
    """From a path in the site to what an author knows: the file it was copied from, else its place in the site.

    :param copied: files that bear another name in the site
    """
    origins = (folders.content, folders.site_config / "theme")

    def source(path: str) -> str:
        if path in copied:
            return copied[path]
        for origin in origins:
            file = origin / path
            if file.is_file() and file.is_relative_to(folders.root):
                return file.relative_to(folders.root).as_posix()
        return f"{site.name}/{path}"

    return source


def _inspect_all(site: Path, files: Iterable[str], known: Mapping[str, Verdict]) -> list[_Inspected]:
    """By workers: 3,000 pages took 1.1 s in threads of one process. Small files are handed out in lots."""
    paths = sorted(files)
    lots = [paths[n : n + _LOT] for n in range(0, len(paths), _LOT)]

    def inspect(number: int) -> list[_Inspected]:
        return [_inspect_file(site, path, known) for path in lots[number]]

    inspected = fork_map(inspect, len(lots), lambda number: f"{lots[number][0]} 等文件", usable_cores())
    return [file for lot in inspected for file in lot]


def _files(folder: Path) -> Iterator[str]:
    """Paths of all files below; a folder that cannot be read is no reason to publish what is in it."""

    def stop(error: OSError) -> None:
        raise error

    seen = {folder.resolve()}
    for place, folders, names in os.walk(folder, onerror=stop, followlinks=True):
        folders[:] = [name for name in folders if _is_new(Path(place, name), seen)]
        below = Path(place).relative_to(folder).as_posix()
        yield from (name if below == "." else f"{below}/{name}" for name in names)


def _is_new(folder: Path, seen: set[Path]) -> bool:
    """Links may lead in a circle; to resolve what is none took 0.3 s of 3,300 folders."""
    if not folder.is_symlink():
        return True
    real = folder.resolve()
    is_new = real not in seen
    seen.add(real)
    return is_new


def _inspect_file(site: Path, path: str, known: Mapping[str, Verdict]) -> _Inspected:
    file = site / path
    try:
        if not file.is_file():
            return _Inspected(path, "", "", _UNREADABLE)
        if (recording := _inspect_recording(file, path, known)) is not None:
            return recording
        if file.stat().st_size > _MAX_BYTES:
            return _Inspected(path, _digest_of(file), "", _TOO_LARGE)
        data = file.read_bytes()
    except OSError:
        return _Inspected(path, "", "", _UNREADABLE)
    if is_plain_text(path, data):
        return _Inspected(path, "", "", ())  # nothing worth hashing
    return _judge(path, data, known)


def _inspect_recording(file: Path, path: str, known: Mapping[str, Verdict]) -> _Inspected | None:
    """A video may be larger than memory; ``None`` for any other file."""
    with file.open("rb") as stream:
        if not is_recording(stream.read(1024)):
            return None
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        key = f"{digest}{suffix_of(path)}"
        verdict = known[key] if key in known else tuple(dict.fromkeys(inspect_stream(stream)))
    return _Inspected(path, digest, key, verdict)


def _judge(path: str, data: bytes, known: Mapping[str, Verdict]) -> _Inspected:
    digest = hashlib.sha256(data).hexdigest()
    key = f"{digest}{suffix_of(path)}"
    verdict = known[key] if key in known else tuple(dict.fromkeys(inspect_content(path, data)))
    return _Inspected(path, digest, key, verdict)


def _digest_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _diagnostics(file: _Inspected, originals: Mapping[str, str], source: Callable[[str], str]) -> Iterable[Diagnostic]:
    problems = [found for found in file.verdict if found.kind is not Kind.INNER]
    inner = {found.what: found.where for found in file.verdict if found.kind is Kind.INNER}
    copies = [(originals[d], where) for d, where in {file.digest: "", **inner}.items() if d in originals]
    return told(source(file.path), problems, copies) if problems or copies else ()
