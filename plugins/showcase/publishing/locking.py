"""One at a time: a lock that the system itself takes from a process that is killed."""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getuser
from pathlib import Path

from showcase.publishing.manifests import told_moment
from showcase.publishing.values import BusyTargetError

__all__ = ["locked", "myself"]


def myself() -> str:
    """User and machine, for the lock and the log."""
    try:
        user = getuser()
    except (KeyError, OSError):  # a container may run as a number without a name
        user = str(os.getuid())
    return f"{user}@{socket.gethostname()}"


@contextmanager
def locked(file: Path, by: str, at: dt.datetime) -> Iterator[None]:
    """Hold the file's lock. ``flock`` goes with the process: there is no stale lock to remove by hand.

    :raises BusyTargetError: somebody else holds it; says who and since when
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyTargetError(_busy(handle)) from None
        holder = json.dumps({"by": by, "since": told_moment(at), "process": os.getpid()}, ensure_ascii=False)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{holder}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


def _busy(handle: int) -> str:
    try:
        holder = json.loads(os.pread(handle, 4096, 0))
        who = f"{holder['by']}（{holder['since']} 起，进程 {holder['process']}）"
    except (ValueError, KeyError, TypeError):
        who = "别人"
    return f"{who}正在往这里发布，请等它完成再来"
