"""How the making of photos goes: a line that is written over on a terminal, one line at the end anywhere."""

from __future__ import annotations

import time
from typing import Final, TextIO

from showcase.renditions import Progress

__all__ = ["PhotoProgress"]

_PAUSE: Final = 0.2
"""Seconds between two lines on a terminal."""
_WIDTH: Final = 60
"""Columns that a line is padded to, so that nothing of the one before is left."""


class PhotoProgress:
    """Pass :meth:`tell` to the pipeline, and print :meth:`close` when it is not empty."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal if terminal.isatty() else None
        self._start = self._shown = time.monotonic()
        self._last: Progress | None = None
        self._end = self._start

    def tell(self, progress: Progress) -> None:
        """One more photo is done."""
        self._last = progress
        self._end = now = time.monotonic()
        if self._terminal and now - self._shown >= _PAUSE:
            self._shown = now
            rate = progress.done / max(now - self._start, 0.001)
            self._write(f"制作照片 {progress.done}/{progress.total}，每秒 {rate:.1f} 张")

    def close(self) -> str:
        """What was made, in one line; empty when nothing was."""
        if self._last is None:
            return ""
        if self._terminal:
            self._write("")
        seconds = self._end - self._start  # what came after the last photo was other work
        return f"制作了 {self._last.done} 张照片的 {self._last.files} 个尺寸，用时 {seconds:.1f} 秒"

    def _write(self, line: str) -> None:
        if self._terminal:
            self._terminal.write(f"\r{line:<{_WIDTH}}\r")
            self._terminal.flush()
