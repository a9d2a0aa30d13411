"""Folder → manifest, and a release as bytes: ``release.json`` for readers, ``manifest.json`` for the next time."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import stat
from pathlib import Path
from typing import Any, Final

from showcase.model.dates import CHINA, china_time
from showcase.publishing.values import File, Manifest, PublishError, Release
from showcase.workers import fork_map, usable_cores

__all__ = ["files_of", "manifest_bytes", "manifest_of", "read_manifest", "release_bytes", "told_moment"]

_LOT: Final = 300
"""Files that a worker hashes at once."""


def manifest_of(site: Path) -> Manifest:
    """Every file of a built site, read and hashed by all cores.

    :raises PublishError: it is no site, or holds what is no plain file
    """
    if not (site / "index.html").is_file():
        raise PublishError(f"“{site}”不是建好的网站：里面没有 index.html")
    return Manifest.of(files_of(site))


def files_of(folder: Path) -> list[File]:
    """Every file of a folder, read and hashed by all cores.

    :raises PublishError: something there is no plain file
    """
    paths = sorted(_plain_files(folder))
    lots = [paths[start : start + _LOT] for start in range(0, len(paths), _LOT)]

    def hashed(number: int) -> list[File]:
        return [_file(folder, path) for path in lots[number]]

    found = fork_map(hashed, len(lots), lambda number: f"{lots[number][0]} 等文件", usable_cores())
    return [file for lot in found for file in lot]


def _plain_files(site: Path) -> list[str]:
    found = []
    for place, folders, names in os.walk(site):
        for name in (*names, *(folder for folder in folders if Path(place, folder).is_symlink())):
            file = Path(place, name)
            path = file.relative_to(site).as_posix()
            if not stat.S_ISREG(file.lstat().st_mode):
                raise PublishError(f"“{site}”里的“{path}”不是普通文件（链接或设备），不能发布")
            if any(ord(sign) < 32 for sign in path) or not path.isprintable():
                raise PublishError(f"“{site}”里有名称含控制字符的文件，不能发布：{path!r}")
            found.append(path)
    return found


def _file(site: Path, path: str) -> File:
    with (site / path).open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return File(path, stream.tell(), digest)


def release_bytes(release: Release) -> bytes:
    """``release.json``: what is live, for people and monitors."""
    told = {
        "release": release.id,
        "published": told_moment(release.at),
        "content": release.manifest.content,
        "files": len(release.manifest.files),
        "bytes": release.manifest.size,
    }
    return (json.dumps(told, indent=1) + "\n").encode()


def manifest_bytes(release: Release) -> bytes:
    """A release with all its files: a line each, so that people can compare two."""
    head = {"release": release.id, "published": told_moment(release.at), "previous": release.previous}
    rows = ",\n".join(json.dumps([f.path, f.size, f.sha256], ensure_ascii=False) for f in release.manifest.files)
    return f'{json.dumps(head)[:-1]}, "files": [\n{rows}\n]}}\n'.encode()


def read_manifest(content: bytes) -> Release:
    """The release that :func:`manifest_bytes` wrote.

    :raises ValueError: it is none
    """
    told: Any = json.loads(content)
    try:
        files = Manifest.of(File(str(path), int(size), str(sha256)) for path, size, sha256 in told["files"])
        at = china_time(dt.datetime.fromisoformat(told["published"]))
        return Release(str(told["release"]), at, files, str(told["previous"]))
    except (KeyError, TypeError) as error:
        raise ValueError(error) from None


def told_moment(at: dt.datetime) -> str:
    """2026-11-18T09:30:00+08:00."""
    return at.replace(tzinfo=CHINA).isoformat(timespec="seconds")
