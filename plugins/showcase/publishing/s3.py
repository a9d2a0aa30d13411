"""A prefix of an S3-compatible store that serves a site.

::

    index.html, assets/…, release.json        what readers get
    .showcase/target.json, lock               the mark, and the lock
    .showcase/live.json, switching.json       which release is live; which one is being made live
    .showcase/releases/<id>.json              manifests: what was ever put here by us
    .showcase/blobs/<sha256>                  pages and data by their hash, of the releases that are kept
    .showcase/published.jsonl                 the log

A store exchanges one object at a time; there is no step that exchanges a site. What readers may get in between is
made harmless by the order: files whose names hold their hash are sent first, to their own names; pages and data are
sent to ``blobs``. Then copies inside the store, which send nothing, put data, then pages in place, then
``release.json``; what is gone is removed last. So for some seconds pages of two releases stand side by side, but none
names a file that is missing. A kill in between is ended by the next run, for ``switching.json`` says what was begun.

Removed is only what one of our manifests names.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TypeVar

from showcase.publishing.headers import cache_of, is_lasting, type_of
from showcase.publishing.journal import JOURNAL, entry_line, parse_journal
from showcase.publishing.manifests import manifest_bytes, read_manifest, release_bytes
from showcase.publishing.s3_lock import held
from showcase.publishing.s3_store import Store
from showcase.publishing.values import (
    RELEASE_FILE,
    ChangedSiteError,
    Entry,
    File,
    ForeignTargetError,
    NoRollbackError,
    PublishError,
    Release,
    Sent,
    Tell,
)

__all__ = ["S3Target", "s3_target"]

_WRITTEN: Final = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?P<prefix>[^\0]*))?")
_Job = TypeVar("_Job")
_OURS: Final = ".showcase/"
_MARK: Final = f"{_OURS}target.json"
_LIVE: Final = f"{_OURS}live.json"
_SWITCHING: Final = f"{_OURS}switching.json"
_RELEASES: Final = f"{_OURS}releases/"
_BLOBS: Final = f"{_OURS}blobs/"
_AT_ONCE: Final = 8
_CHUNK: Final = 1 << 20


def s3_target(written: str, endpoint: str = "") -> S3Target:
    """``s3://bucket/prefix``.

    :param endpoint: address of the store; else ``AWS_ENDPOINT_URL_S3`` or what ``~/.aws/config`` says
    :raises PublishError: it is written wrong
    """
    found = _WRITTEN.fullmatch(written)
    if found is None or not written.isprintable():
        raise PublishError(f"“{written}”写得不对；照 s3://桶/前缀 写")
    return S3Target(Store(found["bucket"], found["prefix"] or "", endpoint))


class S3Target:
    """A prefix, as :class:`showcase.publishing.target.Target` says it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._check: Callable[[], None] = lambda: None

    @property
    def name(self) -> str:
        """``s3://bucket/prefix``."""
        return self._store.name

    @contextmanager
    def lock(self, by: str, at: dt.datetime) -> Iterator[None]:
        """See :class:`Target`. What a killed run began to make live is made live first."""
        self._refuse_foreign()
        with held(self._store, f"{_OURS}lock", by, at) as check:
            self._check = check
            try:
                self._store.put(_MARK, b'{"showcase-target": 1}\n')
                begun = self._release(self._named(_SWITCHING))
                if begun is not None:
                    self._put_in_place(begun)
                yield
            finally:
                self._check = lambda: None

    def _refuse_foreign(self) -> None:
        if self._store.get(_MARK) is None:
            for path in self._store.paths(most=3):
                if not path.startswith(_OURS):
                    raise ForeignTargetError(f"“{self.name}”里有别的东西（如“{path}”），请换一个空的前缀")

    def live(self) -> Release | None:
        """See :class:`Target`."""
        self._refuse_foreign()
        return self._release(self._named(_LIVE))

    def _named(self, path: str) -> str:
        with suppress(ValueError, KeyError, TypeError):
            return str(json.loads(self._store.get(path) or b"")["release"])
        return ""

    def _release(self, name: str) -> Release | None:
        with suppress(ValueError):
            return read_manifest(self._store.get(f"{_RELEASES}{name}.json") or b"") if name else None
        return None

    def _releases(self) -> dict[str, Release]:
        """All that left a manifest here."""
        names = [path.removeprefix(_RELEASES).removesuffix(".json") for path in self._store.paths(_RELEASES)]
        return {name: release for name in names if (release := self._release(name)) is not None}

    def read(self, path: str) -> bytes:
        """See :class:`Target`."""
        content = self._store.get(path)
        if content is None:
            raise PublishError(f"读不了“{self.name}”里的“{path}”：没有这个文件")
        return content

    def send(self, release: Release, site: Path, tell: Tell) -> None:
        """See :class:`Target`."""
        self._check()
        known, listed = self._releases(), frozenset(self._store.paths())
        self._store.put(f"{_RELEASES}{release.id}.json", manifest_bytes(release))
        mixed = _mixed([*known.values(), release])
        jobs, coming = [], set(listed)
        for file in release.manifest.files:
            place = file.path if is_lasting(file.path) and file.path not in mixed else f"{_BLOBS}{file.sha256}"
            if place not in coming:
                coming.add(place)
                jobs.append((file, place))
        self._send(release, site, jobs, tell)

    def _send(self, release: Release, site: Path, jobs: list[tuple[File, str]], tell: Tell) -> None:
        manifest = release.manifest
        waiting, number, size = {file for file, _ in jobs}, 0, 0
        for file in manifest.files:
            if file not in waiting:
                number, size = number + 1, size + file.size
                tell(Sent(number, len(manifest.files), size, manifest.size, False))
        for file, _ in self._each(lambda job: _upload(self._store, site, *job), jobs):
            number, size = number + 1, size + file.size
            tell(Sent(number, len(manifest.files), size, manifest.size))

    def _each(self, act: Callable[[_Job], None], jobs: Iterable[_Job]) -> Iterator[_Job]:
        """Do them all, some at once; each when it is done."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            waiting = {pool.submit(act, job): job for job in jobs}
            try:
                for done in as_completed(waiting):
                    done.result()
                    self._check()
                    yield waiting[done]
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _do(self, act: Callable[[str], None], paths: Iterable[str]) -> None:
        for _ in self._each(act, paths):
            pass

    def switch(self, release: Release) -> None:
        """See :class:`Target`. Not in one step: data first, then pages, then what is gone."""
        if self._release(release.id) is None:
            raise PublishError(f"“{self.name}”里没有发布“{release.id}”")
        if self._named(_LIVE) != release.id:
            self._put_in_place(release)

    def _put_in_place(self, release: Release) -> None:
        self._check()
        known, listed, live = self._releases(), frozenset(self._store.paths()), self.live()
        old = live.manifest.by_path if live and _SWITCHING not in listed else {}  # half-done: nothing is as it was
        self._store.put(_SWITCHING, _named(release))
        mixed, wanted = _mixed(known.values()), release.manifest.by_path
        todo = [f.path for f in release.manifest.files if _is_due(f, old, listed, mixed)]
        self._save([old[path] for path in todo if path in old], listed)
        for paths in _in_order(todo, old):
            self._do(lambda path: self._copy(wanted[path]), paths)
        self._store.put(RELEASE_FILE, release_bytes(release), type_of(RELEASE_FILE), cache_of(RELEASE_FILE))
        self._store.put(_LIVE, _named(release))
        gone = {f.path for one in known.values() for f in one.manifest.files if not is_lasting(f.path)}
        self._do(self._store.delete, sorted((gone & listed) - wanted.keys()))
        self._store.delete(_SWITCHING)

    def _copy(self, file: File) -> None:
        self._store.copy(f"{_BLOBS}{file.sha256}", file.path, type_of(file.path), cache_of(file.path))

    def _save(self, files: Iterable[File], listed: Collection[str]) -> None:
        """What is written over can be put back: of what was not sent by way of a blob, one is made."""
        places = {f"{_BLOBS}{f.sha256}": f.path for f in files if f.path in listed}
        lost = sorted(places.keys() - listed)
        self._do(lambda blob: self._store.copy(places[blob], blob, "application/octet-stream", "no-store"), lost)

    def tidy(self, keep: int) -> None:
        """See :class:`Target`."""
        self._check()
        known, listed = self._releases(), frozenset(self._store.paths())
        kept: list[Release] = []
        name = self._named(_LIVE)
        while name in known and len(kept) < max(keep, 1):
            kept.append(known[name])
            name = known[name].previous
        if not kept:
            return
        needed = {f.path for f in kept[0].manifest.files}
        needed |= {f.path for one in kept[1:] for f in one.manifest.files if is_lasting(f.path)}
        needed |= {f"{_BLOBS}{f.sha256}" for one in kept for f in one.manifest.files}
        ours = {f.path for one in known.values() for f in one.manifest.files}
        ours |= {path for path in listed if path.startswith(_BLOBS)}
        self._do(self._store.delete, sorted((ours & listed) - needed))
        gone = known.keys() - {one.id for one in kept}
        self._do(self._store.delete, sorted(f"{_RELEASES}{name}.json" for name in gone))  # last: they say what is ours

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
        self._check()
        told = self._store.get(f"{_OURS}{JOURNAL}") or b""
        self._store.put(f"{_OURS}{JOURNAL}", told + entry_line(entry), "application/jsonl")

    def history(self) -> tuple[Entry, ...]:
        """See :class:`Target`."""
        self._refuse_foreign()
        return parse_journal(self._store.get(f"{_OURS}{JOURNAL}") or b"")


def _named(release: Release) -> bytes:
    return json.dumps({"release": release.id}).encode()


def _mixed(releases: Iterable[Release]) -> frozenset[str]:
    """Paths that have another content in one release than in another."""
    seen: dict[str, str] = {}
    files = (file for release in releases for file in release.manifest.files)
    return frozenset(file.path for file in files if seen.setdefault(file.path, file.sha256) != file.sha256)


def _is_due(file: File, old: Mapping[str, File], listed: Collection[str], mixed: Collection[str]) -> bool:
    """Whether it must be put at its own path. What lasts was sent there, unless its name lies."""
    if file.path not in listed:
        return True
    return old.get(file.path) != file and (not is_lasting(file.path) or file.path in mixed)


def _in_order(paths: Iterable[str], old: Collection[str]) -> Iterator[list[str]]:
    """What is new before what is changed, and data before pages: nothing names what is not there yet."""
    lots: tuple[list[str], ...] = ([], [], [], [])
    for path in paths:
        lots[2 * path.endswith(".html") + (path in old)].append(path)
    yield from lots


def _upload(store: Store, site: Path, file: File, place: str) -> None:
    """:raises ChangedSiteError: it is not what the manifest says; if it changes later, its MD5 tells the store"""
    sha256, md5 = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    with suppress(FileNotFoundError), (site / file.path).open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            sha256.update(chunk)
            md5.update(chunk)
        if sha256.hexdigest() == file.sha256:
            stream.seek(0)
            store.put_file(place, stream, md5.digest(), type_of(file.path), cache_of(file.path))
            return
    raise ChangedSiteError(f"“{file.path}”在发布途中被改动或移走了；请等建站完成以后再发布")
