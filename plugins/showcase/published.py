"""What the last build published: a file that would be made from the same again need not be made.

Two folders are at hand. The *live* site is what readers see. The *spare* one is the site before it; it becomes
the new site, so that only what changed is written, and changes places with the live one at the end (``release``).
Files that both have are one file with two names. Nobody writes to such a file: it is replaced. One that somebody
else wrote to shows another time of change (``ctime``, which nobody can set back), and is made anew.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from showcase.digest import program_digest
from showcase.kept import Kept

__all__ = ["KnownFile", "LiveSite", "SiteRecord", "files_below", "intact", "keep_record", "read_record"]

_KIND: Final = "site"


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What a file was made from, and by what we see that nobody touched it since."""

    key: str
    size: int
    modified: int
    changed: int
    """Nanoseconds, as the file system has them."""
    inode: int

    @classmethod
    def of(cls, key: str, found: os.stat_result) -> KnownFile:
        """From what the file system says."""
        return cls(key, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def files_below(folder: Path) -> dict[str, os.stat_result]:
    """Every file of a folder by path, in one walk; what is no plain file counts as one."""
    return dict(_walk(os.fspath(folder), ""))


def _walk(folder: str, above: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{above}{entry.name}/")
        else:
            yield above + entry.name, entry.stat(follow_symlinks=False)


def intact(known: Mapping[str, KnownFile], found: Mapping[str, os.stat_result]) -> dict[str, KnownFile]:
    """Those of the known files that nobody touched."""
    seen = ((path, KnownFile.of(file.key, found[path])) for path, file in known.items() if path in found)
    return {path: file for path, file in seen if file == known[path]}


class LiveSite:
    """The site that readers see, held by its handle: when another build puts a new one there, this stays the old."""

    def __init__(self, site: Path, known: Mapping[str, KnownFile]) -> None:
        self._site, self._known = site, known
        self._handle = _open(site)

    def has(self, path: str, key: str) -> bool:
        """Whether the file was made from the same, and is untouched."""
        known = self._known.get(path)
        if known is None or known.key != key or self._handle < 0:
            return False
        try:
            return KnownFile.of(key, os.stat(path, dir_fd=self._handle, follow_symlinks=False)) == known
        except OSError:
            return False

    def has_same(self, path: str, content: bytes) -> bool:
        """Whether the file has these very bytes, whatever it was made from."""
        with suppress(OSError):
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=self._handle)
            with os.fdopen(handle, "rb") as stream:
                return os.fstat(handle).st_size == len(content) and stream.read() == content
        return False

    def is_whole(self) -> bool:
        """Whether every file is there, untouched, and no other."""
        found = files_below(self._site) if self._handle >= 0 else {}
        return bool(found) and found.keys() == self._known.keys() == intact(self._known, found).keys()

    def give(self, path: str, place: Path) -> bool:
        """Put the file there too, under a second name; False where that cannot be done."""
        try:
            os.link(path, place, src_dir_fd=self._handle, follow_symlinks=False)
        except (OSError, NotImplementedError):
            return False
        return True

    def close(self) -> None:
        """Let go of the folder."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _open(site: Path) -> int:
    """A handle of the folder; -1 where there is none, or where the system knows no such handles."""
    if not {os.stat, os.link, os.open} <= os.supports_dir_fd:
        return -1
    try:
        return os.open(site, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return -1


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """What a build leaves word of."""

    live: Mapping[str, KnownFile] = field(default_factory=dict)
    """Files of the site that it published."""
    spare: Mapping[str, KnownFile] = field(default_factory=dict)
    """Files of the site before."""
    inspected_by: str = ""
    """Of the gate that let it through, and of the originals that it looked for."""
    verdicts: Mapping[str, str] = field(default_factory=dict)
    """Of the gate on each file, by path (:class:`showcase.inspection.Inspection`)."""
    inputs: bytes = b""
    """What was made of which inputs (:class:`showcase.inputs.Verdict`)."""


def read_record(kept: Kept, site: Path) -> SiteRecord:
    """What the last build left word of; nothing when there was none."""
    content = kept.get(_KIND, _name(site))
    if not content:
        return SiteRecord()
    found: dict[str, Any] = marshal.loads(content)  # noqa: S302 – kept by ourselves, and its digest is right
    trees = {name: {path: KnownFile(*facts) for path, facts in found.pop(name).items()} for name in _TREES}
    return SiteRecord(**trees, **found)  # type: ignore[arg-type]  # as it was kept


def keep_record(kept: Kept, site: Path, record: SiteRecord) -> None:
    """Leave word for the next build."""
    trees = {name: {path: _facts(file) for path, file in getattr(record, name).items()} for name in _TREES}
    kept.drop(_KIND, (name for name in kept.keys(_KIND) if not name.startswith(program_digest())))
    others = {name: getattr(record, name) for name in ("inspected_by", "verdicts", "inputs")}
    told = {**trees, **others}
    kept.put(_KIND, {_name(site): marshal.dumps(told)})


def _name(site: Path) -> str:
    """Another version of the program may know a site otherwise."""
    return f"{program_digest()} {site}"


def _facts(file: KnownFile) -> tuple[str, int, int, int, int]:
    return file.key, file.size, file.modified, file.changed, file.inode


_TREES: Final = ("live", "spare")
