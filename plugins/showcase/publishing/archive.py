"""One ``.zip`` for whoever runs a portal, and for a USB stick: the site opens by a double click too.

::

    成果展.zip             说明.txt, SHA256SUMS, manifest.json, site/…
    成果展.zip.sha256      its hash; while the archive is exchanged there is none
    成果展.releases/       the lock, the log, and archives of before for ``--rollback``: nothing to pass on

Pages in it differ from the site's in one thing: links to folders name ``index.html``, which no server finds on a disk
(:mod:`showcase.publishing.local_links`). Their Content-Security-Policy stays: ``'self'`` holds for ``file:`` too (seen
in Chromium by ``tests/test_publish_archive.py``). Times in the archive are that of the release, names are sorted: the
same release has the same bytes. The archive gets its name by one rename.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Final

from showcase.publishing.disk import PART, flush, new_folder, put, synced
from showcase.publishing.journal import JOURNAL, append_entry, read_journal
from showcase.publishing.local_links import with_local_links
from showcase.publishing.locking import locked
from showcase.publishing.manifests import manifest_bytes, read_manifest, release_bytes
from showcase.publishing.values import (
    RELEASE_FILE,
    ChangedSiteError,
    Entry,
    File,
    FileChanges,
    ForeignTargetError,
    NoRollbackError,
    PublishError,
    Release,
    Sent,
    Tell,
)

__all__ = ["ArchiveTarget"]

_SITE: Final = "site/"
_MANIFEST: Final = "manifest.json"
_SUMS: Final = "SHA256SUMS"
_NOTE: Final = "说明.txt"
_CHUNK: Final = 1 << 20
_PACKED: Final = frozenset({
    ".avif", ".docx", ".epub", ".gif", ".jpeg", ".jpg", ".mp3", ".mp4", ".pdf", ".png", ".webm", ".webp", ".woff2",
    ".xlsx", ".zip",
})  # fmt: skip
"""To pack them again costs time and gains nothing."""
_LISTED: Final = 100
"""Changed pages that the note names."""


class ArchiveTarget:
    """An archive on this machine, as :class:`showcase.publishing.target.Target` says it."""

    def __init__(self, file: Path) -> None:
        self._file = file.absolute()
        self._sums = self._file.with_name(f"{self._file.name}.sha256")
        self._folder = self._file.with_suffix(".releases")

    @property
    def name(self) -> str:
        """The path."""
        return str(self._file)

    @contextmanager
    def lock(self, by: str, at: dt.datetime) -> Iterator[None]:
        """See :class:`Target`."""
        self._refuse_foreign()
        new_folder(self._folder)
        with locked(self._folder / "lock", by, at):
            yield

    def _refuse_foreign(self) -> None:
        for place in (self._folder, self._file.parent):
            if place.exists() and not place.is_dir():
                raise ForeignTargetError(f"“{place}”不是文件夹，不能发布到这里")
        is_known = (self._folder / "lock").is_file()
        if self._folder.exists() and any(self._folder.iterdir()) and not is_known:
            raise ForeignTargetError(f"“{self._folder}”里有别的东西，请换一个名称")
        if self._file.exists() and not is_known and _release_in(self._file) is None:
            raise ForeignTargetError(f"“{self.name}”不是发布来的，请换一个名称或先移走")

    def live(self) -> Release | None:
        """See :class:`Target`."""
        self._refuse_foreign()
        return _release_in(self._file)

    def read(self, path: str) -> bytes:
        """See :class:`Target`; of a page its copy with local links."""
        try:
            with zipfile.ZipFile(self._file) as archive:
                return archive.read(f"{_SITE}{path}")
        except (OSError, KeyError, zipfile.BadZipFile) as error:
            raise PublishError(f"读不了“{self.name}”里的“{path}”：{error}") from None

    def send(self, release: Release, site: Path, tell: Tell) -> None:
        """See :class:`Target`."""
        file = self._kept(release.id)
        if file.is_file():
            return
        part = file.with_name(f"{PART}{file.name}")
        part.unlink(missing_ok=True)
        try:
            with zipfile.ZipFile(part, "x") as archive:
                _Writing(archive, release, self.live()).write(site, tell)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        part.chmod(0o644)
        synced(self._folder)
        part.replace(file)

    def _kept(self, name: str) -> Path:
        return self._folder / f"{name}.zip"

    def switch(self, release: Release) -> None:
        """See :class:`Target`."""
        live, file = self.live(), self._kept(release.id)
        if live is not None and live.id == release.id:
            self._sum_up()
            return
        if not file.is_file():
            raise PublishError(f"“{self.name}”没有发布“{release.id}”")
        if live is not None and not self._kept(live.id).exists():
            _same(self._file, self._kept(live.id))
        self._sums.unlink(missing_ok=True)
        _same(file, self._file)
        self._sum_up()

    def _sum_up(self) -> None:
        """The hash beside the archive, as ``sha256sum -c`` reads it."""
        if not self._sums.exists():
            with self._file.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            put(self._sums, f"{digest}  {self._file.name}\n".encode())
            flush(self._file.parent)

    def tidy(self, keep: int) -> None:
        """See :class:`Target`."""
        if self._file.exists():
            self._sum_up()
        chain: list[str] = []
        release = self.live()
        while release is not None and len(chain) < max(keep, 1):
            chain.append(release.id)
            release = _release_in(self._kept(release.previous)) if release.previous else None
        kept = {self._kept(name) for name in chain[1:]}
        for place in [*self._folder.glob("*.zip"), *self._folder.glob(f"{PART}*")]:
            if place not in kept:
                place.unlink()
        self._file.with_name(f"{PART}{self._file.name}").unlink(missing_ok=True)

    def roll_back(self) -> Release:
        """See :class:`Target`."""
        live = self.live()
        before = _release_in(self._kept(live.previous)) if live and live.previous else None
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


def _release_in(file: Path) -> Release | None:
    """Of a whole archive of ours; ``None`` of any other."""
    with suppress(OSError, KeyError, ValueError, zipfile.BadZipFile), zipfile.ZipFile(file) as archive:
        return read_manifest(archive.read(_MANIFEST))
    return None


def _same(old: Path, new: Path) -> None:
    """The same file under another name, in one step; a copy where the disk knows no second names, as USB sticks."""
    part = new.with_name(f"{PART}{new.name}")
    part.unlink(missing_ok=True)
    try:
        os.link(old, part)
    except OSError:
        shutil.copyfile(old, part)
    synced(new.parent)
    part.replace(new)
    flush(new.parent)


class _Writing:
    """An archive that is being written."""

    def __init__(self, archive: zipfile.ZipFile, release: Release, live: Release | None) -> None:
        self._archive, self._release, self._live = archive, release, live
        self._sums: list[tuple[str, str]] = []

    def write(self, site: Path, tell: Tell) -> None:
        manifest, done = self._release.manifest, 0
        changes = FileChanges.between(self._live.manifest if self._live else None, manifest)
        self._put(_NOTE, _note(self._release, self._live, changes))
        self._put(_MANIFEST, manifest_bytes(self._release))
        self._put(f"{_SITE}{RELEASE_FILE}", release_bytes(self._release))
        changed = {file.path for file in (*changes.new, *changes.changed)}
        for number, file in enumerate(manifest.files, 1):
            self._add(file, site)
            done += file.size
            tell(Sent(number, len(manifest.files), done, manifest.size, file.path in changed))
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(self._sums))
        self._archive.writestr(self._info(_SUMS), lines.encode())

    def _info(self, name: str) -> zipfile.ZipInfo:
        at = self._release.at
        info = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
        info.create_system = 3  # as made on Unix, wherever it is made
        info.external_attr = 0o100644 << 16
        is_packed = PurePosixPath(name).suffix.lower() in _PACKED
        info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        return info

    def _put(self, name: str, content: bytes) -> None:
        self._archive.writestr(self._info(name), content)
        self._sums.append((name, hashlib.sha256(content).hexdigest()))

    def _add(self, file: File, site: Path) -> None:
        name = f"{_SITE}{file.path}"
        try:
            if file.is_page:
                content = (site / file.path).read_bytes()
                digest = hashlib.sha256(content).hexdigest()
                self._put(name, with_local_links(content))
            else:
                digest = self._stream(name, site / file.path, file.size)
                self._sums.append((name, digest))
        except FileNotFoundError:
            digest = ""
        if digest != file.sha256:
            raise ChangedSiteError(f"“{file.path}”在发布途中被改动或移走了；请等建站完成以后再发布")

    def _stream(self, name: str, source: Path, size: int) -> str:
        digest, info = hashlib.sha256(), self._info(name)
        info.file_size = size  # beyond 2 GB the archive's own format is another
        with source.open("rb") as old, self._archive.open(info, "w") as new:
            while chunk := old.read(_CHUNK):
                digest.update(chunk)
                new.write(chunk)
        return digest.hexdigest()


def _note(release: Release, live: Release | None, changes: FileChanges) -> bytes:
    """For whoever gets the archive; with a mark and line ends that Windows' own editor reads."""
    manifest = release.manifest
    text = f"""\
这是一份完整的网站，{release.at:%Y年%m月%d日 %H:%M}（北京时间）制成。
发布编号：{release.id}
内容散列：{manifest.content}
共 {len(manifest.files)} 个文件，{manifest.size / 1e6:.1f} MB

一、先核对
  压缩包旁边有一个 .sha256 文件，里面是压缩包的散列，应与审签单一起交来的一致。
  Linux：sha256sum -c 压缩包名称.sha256
  Windows：certutil -hashfile 压缩包名称 SHA256，与 .sha256 里的比
  解开以后还可以逐个文件核对（Linux）：sha256sum -c SHA256SUMS

二、放到门户
  1. 解开到一个新的空文件夹，不要解在旧的上面：旧文件会留下来。
  2. 核对无误，把 site 文件夹里的全部内容换上：先换名称、后删旧的，读者不会看到一半。
     旧的 assets 文件夹多留一天，正在看旧页面的读者还要用里面的样式和照片。
  3. 打开首页、单位名录和几张照片看一看；网站的 /release.json 应是上面的发布编号。

三、在电脑上看
  解开以后双击 site 文件夹里的 index.html。从本地打开时不能搜索、筛选，其余都能看。
  必须先解开：在压缩包里直接双击，样式和照片出不来。

四、与上一份相比
{_changes(live, changes)}"""
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _changes(live: Release | None, changes: FileChanges) -> str:
    if live is None:
        return "  这是第一份。\n"
    pages = changes.pages
    counts = f"新增 {len(pages.new)}、修改 {len(pages.changed)}、移走 {len(pages.gone)}"
    files = f"新增 {len(changes.new)}、修改 {len(changes.changed)}、移走 {len(changes.gone)}"
    head = f"  上一份：{live.id}\n  页面{counts}；全部文件{files}。\n"
    words = (("新增", pages.new), ("修改", pages.changed), ("移走", pages.gone))
    lines = [f"  {word}　{file.path}\n" for word, files in words for file in files]
    more = f"  …… 共 {len(lines)} 个\n" if len(lines) > _LISTED else ""
    return head + "".join(lines[:_LISTED]) + more
