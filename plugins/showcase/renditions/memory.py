"""How much may be done at once: cores and memory that this process really has, in a container too."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Condition
from typing import Final

__all__ = ["Allowance", "available_memory"]

_CGROUP: Final = Path("/sys/fs/cgroup")
_LIMITS: Final = (
    ("memory.max", "memory.current"),
    ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes"),
)
"""Limit and use in the second and the first version of Linux's control groups."""
_UNKNOWN: Final = 2_000_000_000


def available_memory(cgroup: Path = _CGROUP, meminfo: Path = Path("/proc/meminfo")) -> int:
    """Bytes that can be taken without swapping: of the machine, or of the container when it has less."""
    machine = _machine(meminfo)
    containers = [left for names in _LIMITS if (left := _left(cgroup, *names)) is not None]
    return min([machine, *containers])


def _machine(meminfo: Path) -> int:
    with suppress(OSError, ValueError, IndexError):
        for line in meminfo.read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    with suppress(OSError, ValueError, AttributeError):  # macOS knows pages, Windows has no sysconf
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    return _UNKNOWN


def _left(cgroup: Path, limit: str, used: str) -> int | None:
    """``None`` where there is no such limit (``max``)."""
    with suppress(OSError, ValueError):
        return max(0, int((cgroup / limit).read_text()) - int((cgroup / used).read_text()))
    return None


class Allowance:
    """Bytes that workers share: who needs more than is left waits, and one alone never waits."""

    def __init__(self, total: int) -> None:
        self.total: Final = total
        self._taken = 0
        self._changed = Condition()

    @contextmanager
    def taking(self, amount: int) -> Iterator[None]:
        """Wait until there is so much, and give it back at the end."""
        with self._changed:
            self._changed.wait_for(lambda: not self._taken or self._taken + amount <= self.total)
            self._taken += amount
        try:
            yield
        finally:
            with self._changed:
                self._taken -= amount
                self._changed.notify_all()
