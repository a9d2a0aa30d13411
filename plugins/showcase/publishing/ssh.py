"""A server behind ssh, laid out as :mod:`showcase.publishing.directory` says; the files are brought by rsync.

rsync compares by content (``--checksum``): of files of equal size and second it skips changed ones (MEASURED.md §8).
What the releases there have already becomes a hard link. When it is done, all of the release is hashed there and
compared with the manifest, so a site that was changed meanwhile, or a file that arrived damaged, is not published.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from showcase.publishing import scripts
from showcase.publishing.journal import entry_line, parse_journal
from showcase.publishing.manifests import manifest_bytes, read_manifest, release_bytes, told_moment
from showcase.publishing.shell import Address, Shell, reason_of
from showcase.publishing.values import (
    RELEASE_FILE,
    BusyTargetError,
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

__all__ = ["SshTarget"]

_ID: Final = re.compile(r"\d{8}-\d{6}-[0-9a-f]{12}")
_COMPARED: Final = 15
"""Folders that rsync looks for a file in; it takes 20 (rsync(1), ``--link-dest``)."""


class SshTarget:
    """A folder on a server, as :class:`showcase.publishing.target.Target` says it."""

    def __init__(self, address: Address) -> None:
        self._shell = Shell(address)
        self._lock = ""

    @property
    def name(self) -> str:
        """``user@host:/path``."""
        return str(self._shell.address)

    @contextmanager
    def lock(self, by: str, at: dt.datetime) -> Iterator[None]:
        """See :class:`Target`."""
        with self._shell.held(scripts.HOLD, f"{by}（{told_moment(at)} 起）") as line:
            word, _, told = line.partition(" ")
            if word == "busy":
                raise BusyTargetError(f"{told}正在往这里发布，请等它完成再来")
            self._refuse_foreign(word, told)
            self._lock = told
            try:
                yield
            finally:
                self._lock = ""

    def _refuse_foreign(self, word: str, told: str) -> None:
        if word == "file":
            raise ForeignTargetError(f"“{self.name}”不是文件夹，不能发布到这里")
        if word == "foreign":
            raise ForeignTargetError(f"“{self.name}”里有别的东西（如“{told}”），请换一个空文件夹或新的文件夹")
        if word == "strange":
            raise ForeignTargetError(f"“{self.name}”里有不是发布来的“{told}”，请先移走")

    def _asked(self, script: str) -> bytes:
        """What follows the first line, which says whether the place is ours."""
        head, _, rest = self._shell.run(script).partition(b"\n")
        word, _, told = head.decode("utf-8", "replace").partition(" ")
        self._refuse_foreign(word, told)
        return rest

    def live(self) -> Release | None:
        """See :class:`Target`."""
        return _release(self._asked(scripts.LIVE))

    def read(self, path: str) -> bytes:
        """See :class:`Target`."""
        return self._shell.run(scripts.READ, path)

    def send(self, release: Release, site: Path, tell: Tell) -> None:
        """See :class:`Target`."""
        head, *names = self._shell.run(scripts.PREPARE, self._lock, release.id).decode().splitlines()
        if head == "whole":
            return
        live = self.live()
        self._bring(release, site, self._compared(names, live), _Told(release, live, tell))
        self._verify(release, site)
        old = live.manifest.by_path if live else {}
        new = "".join(f"{f.path}\n" for f in release.manifest.files if old.get(f.path) != f)
        self._shell.run(scripts.TOUCH, self._lock, told_moment(release.at), told=new.encode())
        for name, content in (
            (f"site/{RELEASE_FILE}", release_bytes(release)), ("manifest.json", manifest_bytes(release)),
        ):  # fmt: skip
            self._shell.run(scripts.PUT, self._lock, name, told=content)
        self._shell.run(scripts.FINISH, self._lock, release.id)

    def _compared(self, names: list[str], live: Release | None) -> list[str]:
        """Folders whose files may be used again: the live release, what a kill left half-sent, the other releases."""
        halves = [name for name in names if name.startswith(".new-") and name != f".new-{self._lock}"]
        whole = sorted((name for name in names if _ID.fullmatch(name)), reverse=True)
        first = [live.id] if live else []
        return list(dict.fromkeys([*first, *halves, *whole]))[:_COMPARED]

    def _bring(self, release: Release, site: Path, compared: list[str], told: _Told) -> None:
        address = self._shell.address
        with tempfile.NamedTemporaryFile(prefix="showcase-files-") as listed:
            listed.write(b"".join(f"{file.path}\0".encode() for file in release.manifest.files))
            listed.flush()
            command = [
                "rsync", "--checksum", "--perms", "--chmod=D755,F644", "--secluded-args", "--8-bit-output",
                f"--files-from={listed.name}", "--from0", "--out-format=%n",
                *(f"--link-dest=../../{name}/site" for name in compared), "-e", shlex.join(self._shell.command()),
                "--", f"{site.absolute()}/", f"{address.login}:{address.path}/releases/.new-{self._lock}/site/",
            ]  # fmt: skip
            code, said = _run(command, told)
        if code:
            _refuse_changed(release, site)
            raise PublishError(f"“{self.name}”{reason_of(said, code)}")
        told.rest()

    def _verify(self, release: Release, site: Path) -> None:
        """Everything there is what the manifest says."""
        done = self._shell.tried(scripts.VERIFY, self._lock, told=b"".join(map(_sum_line, release.manifest.files)))
        if done.returncode:
            _refuse_changed(release, site, is_thorough=True)
            said = (done.stdout + done.stderr).decode("utf-8", "replace")
            raise PublishError(f"“{self.name}”收到的文件与本机的不一样：{reason_of(said, done.returncode)}")

    def switch(self, release: Release) -> None:
        """See :class:`Target`."""
        if self._shell.run(scripts.SWITCH, self._lock, release.id):
            raise PublishError(f"“{self.name}”里没有发布“{release.id}”")

    def tidy(self, keep: int) -> None:
        """See :class:`Target`."""
        links, *rows = self._shell.run(scripts.KEPT).decode().splitlines()
        told = dict(row.split(" ", 1) for row in rows)
        before = {name: _previous(head) for name, head in told.items() if _ID.fullmatch(name)}
        chain = links.split()
        name = chain[0] if chain else ""
        while (name := before.get(name, "")) in before and name:
            chain.append(name)
        kept = list(dict.fromkeys(chain))[: max(keep, 1)]
        gone = [name for name in told if name not in kept and (name in before or name.startswith((".new-", ".old-")))]
        self._shell.run(scripts.REMOVE, self._lock, *gone)

    def roll_back(self) -> Release:
        """See :class:`Target`."""
        live = self.live()
        before = _release(self._shell.run(scripts.MANIFEST, live.previous)) if live and live.previous else None
        if before is None:
            raise NoRollbackError(f"“{self.name}”没有留着上一次的发布，退不回去")
        self.switch(before)
        return before

    def record(self, entry: Entry) -> None:
        """See :class:`Target`."""
        self._shell.run(scripts.RECORD, self._lock, told=entry_line(entry))

    def history(self) -> tuple[Entry, ...]:
        """See :class:`Target`."""
        return parse_journal(self._asked(scripts.HISTORY))


class _Told:
    """What rsync prints, as progress: first what the live release has, then each file as it comes, then the rest."""

    def __init__(self, release: Release, live: Release | None, tell: Tell) -> None:
        self._manifest, self._tell = release.manifest, tell
        old = live.manifest.by_path if live else {}
        self._left = dict(self._manifest.by_path)
        self._files = self._bytes = 0
        for file in self._manifest.files:
            if old.get(file.path) == file:
                self._one(file.path, is_new=False)

    def line(self, path: str) -> None:
        """A file that rsync sent; folders are told too."""
        self._one(path, is_new=True)

    def rest(self) -> None:
        """Those that were there without our knowing: of a half-sent or an older release."""
        for path in tuple(self._left):
            self._one(path, is_new=False)

    def _one(self, path: str, *, is_new: bool) -> None:
        file = self._left.pop(path, None)
        if file is not None:
            self._files += 1
            self._bytes += file.size
            self._tell(Sent(self._files, len(self._manifest.files), self._bytes, self._manifest.size, is_new))


def _run(command: list[str], told: _Told) -> tuple[int, str]:
    """Exit code and complaints of rsync; each name that it prints is told. It ends when nobody reads any more."""
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(  # noqa: S603 – a list, no shell
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said
            )
        except FileNotFoundError:
            raise PublishError("本机没有 rsync，请先安装（Debian：rsync）") from None
        with process:
            for line in process.stdout or ():
                told.line(line.rstrip(b"\n").decode("utf-8", "replace"))
        said.seek(0)
        return process.returncode, said.read().decode("utf-8", "replace")


def _refuse_changed(release: Release, site: Path, *, is_thorough: bool = False) -> None:
    """Whether it is our own site that is not what it was."""
    import hashlib

    for file in release.manifest.files:
        with suppress(OSError):
            place = site / file.path
            if place.stat().st_size == file.size and (
                not is_thorough or hashlib.sha256(place.read_bytes()).hexdigest() == file.sha256
            ):
                continue
        raise ChangedSiteError(f"“{file.path}”在发布途中被改动或移走了；请等建站完成以后再发布")


def _sum_line(file: File) -> bytes:
    """As ``sha256sum -c`` reads it: a backslash in a name is doubled, and told of by one at the beginning."""
    mark = "\\" if "\\" in file.path else ""
    return f"{mark}{file.sha256}  {file.path.replace(chr(92), chr(92) * 2)}\n".encode()


def _release(content: bytes) -> Release | None:
    with suppress(ValueError):
        return read_manifest(content)
    return None


def _previous(head: str) -> str:
    """Of the first line of a manifest."""
    with suppress(ValueError, KeyError, TypeError):
        return str(json.loads(f"{head}]}}")["previous"])
    return ""
