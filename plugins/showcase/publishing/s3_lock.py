"""A lock in a store: an object that is written only if there is none, renewed while its holder lives.

A store ends no lock by itself. So a lock that was not renewed for :data:`LEASE` seconds, by the store's own clock,
may be taken over; and at once where its holder was a process of this machine that is gone.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from showcase.publishing.manifests import told_moment
from showcase.publishing.s3_store import Found, Store
from showcase.publishing.values import BusyTargetError, PublishError

__all__ = ["LEASE", "held"]

LEASE: Final = 120
"""Seconds."""
_RENEWAL: Final = 30.0


@contextmanager
def held(store: Store, path: str, by: str, at: dt.datetime) -> Iterator[Callable[[], None]]:
    """Hold the lock; yields what refuses to go on when it was lost.

    :raises BusyTargetError: somebody else has it; says who, since when, and how long it may last
    """
    process, here = os.getpid(), _machine()
    told = {
        "by": by, "since": told_moment(at), "process": process, "started": _started(process), "machine": here,
        "token": secrets.token_hex(8),
    }  # fmt: skip
    content = json.dumps(told, ensure_ascii=False).encode()
    lease = _Lease(store, path, content, _taken(store, path, content))
    try:
        yield lease.check
    finally:
        lease.end()


def _taken(store: Store, path: str, content: bytes) -> str:
    """Tag of the object that is ours now."""
    for _ in range(2):  # it may be freed between the two steps
        found = store.found(path)
        if found is not None and not _is_free(found):
            raise BusyTargetError(_busy(found))
        if etag := store.put_if(path, content, found.etag if found else ""):
            break
    if store.get(path) != content:  # another was faster, or the store heeds no conditions
        raise BusyTargetError("别人正在往这里发布，请等它完成再来")
    return etag


def _is_free(found: Found) -> bool:
    if found.age > LEASE:
        return True
    told = _told(found)
    here = _machine()
    return bool(here) and told.get("machine") == here and told.get("started") != _started(int(told.get("process", 0)))


def _told(found: Found) -> dict[str, Any]:
    with suppress(ValueError):
        told = json.loads(found.content)
        return told if isinstance(told, dict) else {}
    return {}


def _busy(found: Found) -> str:
    told, left = _told(found), max(1, round(LEASE - found.age))
    who = f"{told.get('by', '别人')}（{told.get('since', '')} 起）"
    return f"{who}正在往这里发布，请等它完成再来；它若已经中断，{left} 秒后可以接着发布"


def _machine() -> str:
    """This start of this machine, and which processes can be seen; empty where the system does not say."""
    with suppress(OSError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    return ""


def _started(process: int) -> str:
    """When a process of that number began, in the system's ticks; empty when there is none (proc(5), stat, 22)."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    return ""


class _Lease:
    def __init__(self, store: Store, path: str, content: bytes, etag: str) -> None:
        self._store, self._path, self._content, self._etag = store, path, content, etag
        self._renewed, self._stop = time.monotonic(), threading.Event()
        self._thread = threading.Thread(target=self._renew, daemon=True)
        self._thread.start()

    def _renew(self) -> None:
        while not self._stop.wait(_RENEWAL):
            with suppress(PublishError):
                self._etag = self._store.put_if(self._path, self._content, self._etag)
                if not self._etag:
                    self._renewed = -float(LEASE)
                    return
                self._renewed = time.monotonic()

    def check(self) -> None:
        """:raises PublishError: somebody else may have the lock by now"""
        if time.monotonic() - self._renewed > LEASE - _RENEWAL:
            raise PublishError("中途断线太久，别人可能已经接着发布；请再运行一次")

    def end(self) -> None:
        self._stop.set()
        self._thread.join(60)
        with suppress(PublishError):
            if self._store.get(self._path) == self._content:
                self._store.delete(self._path)
