"""A directory that a web server reads: a folder a release, and one symbolic link that says which is live.

::

    showcase-target.json        the mark that the directory is ours
    lock                        held while somebody publishes
    published.jsonl             the log
    releases/<id>/site/         the whole site, with its release.json
    releases/<id>/manifest.json every file with its hash, and the release before
    states/<n>/site             → ../../releases/<id>/site
    states/<n>/before, earlier  → the two releases that were live before: nginx falls back to them for assets
    current                     → states/<n>; this alone is renamed to publish, so all three change in one step

A file that did not change is a hard link to that of the release before; nobody ever writes to one. What is being made
has a name with a dot, and gets its own by a rename when it is whole. Measured (MEASURED.md §8): release folders with
a link lose no response under load, and with the fallback no asset either.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from showcase.model.dates import CHINA
from showcase.publishing.disk import PART, copied, flush, link_to, linked, new_folder, put, remove_tree, synced
from showcase.publishing.journal import JOURNAL, append_entry, read_journal
from showcase.publishing.locking import locked
from showcase.publishing.manifests import files_of, manifest_bytes, read_manifest, release_bytes
from showcase.publishing.values import (
    RELEASE_FILE,
    Entry,
    File,
    ForeignTargetError,
    NoRollbackError,
    PublishError,
    Release,
    Sent,
    Tell,
)

__all__ = ["MARK", "DirectoryTarget"]

MARK: Final = "showcase-target.json"
_MANIFEST: Final = "manifest.json"
_OURS: Final = frozenset({MARK, "lock", JOURNAL, "releases", "states", "current"})
_NOBODYS: Final = frozenset({"lost+found", f"{PART}{MARK}", f"{PART}current"})
_ID: Final = re.compile(r"\d{8}-\d{6}-[0-9a-f]{12}")
_FALLBACKS: Final = ("before", "earlier")
_STATES: Final = 3
"""States kept: a request that follows the link at this moment is still in the one before."""


class DirectoryTarget:
    """A directory on this machine, as :class:`showcase.publishing.target.Target` says it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()
        self._releases = self._folder / "releases"
        self._states = self._folder / "states"
        self._current = self._folder / "current"

    @property
    def name(self) -> str:
        """The path."""
        return str(self._folder)

    @contextmanager
    def lock(self, by: str, at: dt.datetime) -> Iterator[None]:
        """See :class:`Target`."""
        self._refuse_foreign()
        new_folder(self._folder)
        if not self._is_marked():
            put(self._folder / MARK, json.dumps({"showcase-target": 1}).encode() + b"\n")
        with locked(self._folder / "lock", by, at):
            new_folder(self._releases)
            new_folder(self._states)
            yield

    def _is_marked(self) -> bool:
        return (self._folder / MARK).is_file()

    def _refuse_foreign(self) -> None:
        """What somebody else put there could be shown to readers, or lost."""
        if not self._folder.exists():
            return
        if not self._folder.is_dir():
            raise ForeignTargetError(f"“{self.name}”不是文件夹，不能发布到这里")
        found = {place.name for place in self._folder.iterdir()} - _NOBODYS
        if found and not self._is_marked():
            raise ForeignTargetError(f"“{self.name}”里有别的东西（如“{min(found)}”），请换一个空文件夹或新的文件夹")
        if strange := found - _OURS:
            raise ForeignTargetError(f"“{self.name}”里有不是发布来的“{min(strange)}”，请先移走")

    def live(self) -> Release | None:
        """See :class:`Target`."""
        self._refuse_foreign()
        return self._release(self._live_id())

    def _live_id(self) -> str:
        """Empty where nothing is live."""
        return self._goal(self._current / "site")

    def _goal(self, link: Path) -> str:
        """Id of the release that a link of a state leads to; empty when there is none."""
        with suppress(OSError):
            name = link.readlink().parent.name
            return name if _ID.fullmatch(name) and (self._releases / name).is_dir() else ""
        return ""

    def _release(self, name: str) -> Release | None:
        """A whole release; ``None`` where there is none, or its manifest is damaged."""
        with suppress(OSError, ValueError):
            return read_manifest((self._releases / name / _MANIFEST).read_bytes()) if name else None
        return None

    def read(self, path: str) -> bytes:
        """See :class:`Target`."""
        try:
            return (self._current / "site" / path).read_bytes()
        except OSError as error:
            raise PublishError(f"读不了“{self.name}”现在的“{path}”：{error.strerror}") from None

    def send(self, release: Release, site: Path, tell: Tell) -> None:
        """See :class:`Target`."""
        if self._release(release.id) is not None:
            return
        stage = self._releases / f".new-{release.manifest.content[:16]}"
        _Stage(stage, release, self._known()).fill(site, tell)
        put(stage / "site" / RELEASE_FILE, release_bytes(release))
        put(stage / _MANIFEST, manifest_bytes(release))
        synced(self._folder)
        shutil.rmtree(self._releases / release.id, ignore_errors=True)  # without a manifest that can be read
        stage.rename(self._releases / release.id)

    def _known(self) -> Mapping[str, tuple[Path, float]]:
        """Files that the place has by hash, with the newest time each may bear: of all releases, the live one last."""
        known: dict[str, tuple[Path, float]] = {}
        names = [place.name for place in self._releases.iterdir() if _ID.fullmatch(place.name)]
        for name in sorted(names, key=lambda name: (name == self._live_id(), name)):
            if release := self._release(name):
                folder, newest = self._releases / name / "site", _seconds(release)
                known.update((f.sha256, (folder / f.path, newest)) for f in release.manifest.files)
        return known

    def switch(self, release: Release) -> None:
        """See :class:`Target`."""
        if not (self._releases / release.id / "site" / "index.html").is_file():
            raise PublishError(f"“{self.name}”里没有发布“{release.id}”")
        if self._live_id() == release.id:
            return
        before = [self._goal(self._current / name) for name in ("site", *_FALLBACKS)]
        others = [name for name in dict.fromkeys(before) if name and name != release.id]
        state = self._states / f"{max(self._numbers(), default=0) + 1:06}"
        half = self._states / ".new"
        shutil.rmtree(half, ignore_errors=True)
        new_folder(half)
        for link, name in zip(("site", *_FALLBACKS), (release.id, *others), strict=False):
            (half / link).symlink_to(f"../../releases/{name}/site")
        half.rename(state)
        flush(state, self._states, self._releases)
        link_to(self._current, f"states/{state.name}")
        flush(self._folder)

    def _numbers(self) -> list[int]:
        return [int(place.name) for place in self._states.iterdir() if place.name.isdecimal()]

    def tidy(self, keep: int) -> None:
        """See :class:`Target`."""
        kept = self._worth_keeping()[: max(keep, 1)]
        for place in self._releases.iterdir():
            is_half = place.name.startswith((".new-", ".old-"))
            if is_half or (_ID.fullmatch(place.name) and place.name not in kept):
                remove_tree(place)
        states = {f"{number:06}" for number in sorted(self._numbers())[-_STATES:]}
        for place in self._states.iterdir():
            if place.name not in states:
                remove_tree(place)

    def _worth_keeping(self) -> list[str]:
        """The live one, those that assets are asked of, then back through those before."""
        chain = [name for link in ("site", *_FALLBACKS) if (name := self._goal(self._current / link))]
        release = self._release(self._live_id())
        while release and (release := self._release(release.previous)):
            chain.append(release.id)
        return list(dict.fromkeys(chain))

    def roll_back(self) -> Release:
        """See :class:`Target`."""
        live = self.live()
        before = self._release(live.previous) if live else None
        if before is None:
            raise NoRollbackError(f"“{self.name}”没有留着上一次的发布，退不回去")
        self.switch(before)
        return before

    def record(self, entry: Entry) -> None:
        """See :class:`Target`."""
        append_entry(self._folder / JOURNAL, entry)

    def history(self) -> tuple[Entry, ...]:
        """See :class:`Target`."""
        self._refuse_foreign()
        return read_journal(self._folder / JOURNAL)


class _Stage:
    """A release that is being put together; one that a kill left is gone through, and what is whole in it stays."""

    def __init__(self, stage: Path, release: Release, known: Mapping[str, tuple[Path, float]]) -> None:
        self._folder, self._release, self._known = stage / "site", release, known

    def fill(self, site: Path, tell: Tell) -> None:
        """All files, linked or copied."""
        there = self._whole()
        new_folder(self._folder)
        files = self._release.manifest.files
        done, size, made = 0, self._release.manifest.size, {self._folder}
        for number, file in enumerate(files, 1):
            place = self._folder / file.path
            if place.parent not in made:  # to look once a folder saves a third of the time
                new_folder(place.parent)
                made.add(place.parent)
            is_new = file.path not in there and self._bring(file, site, place)
            done += file.size
            tell(Sent(number, len(files), done, size, is_new))

    def _bring(self, file: File, site: Path, place: Path) -> bool:
        """Whether it had to be copied."""
        known = self._known.get(file.sha256)
        if known and linked(known[0], place, file, known[1]):
            return False
        copied(site / file.path, place, file, _seconds(self._release))
        return True

    def _whole(self) -> frozenset[str]:
        """Files that an earlier try left whole; anything else that it left is removed."""
        if not self._folder.is_dir():
            return frozenset()
        found = {file.path: file for file in files_of(self._folder)}
        wanted = self._release.manifest.by_path
        whole = frozenset(path for path, file in found.items() if wanted.get(path) == file)
        for path in found.keys() - whole:
            (self._folder / path).unlink()
        return whole


def _seconds(release: Release) -> float:
    return release.at.replace(tzinfo=CHINA).timestamp()
