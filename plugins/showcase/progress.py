"""How the making of photos goes: a bar that is written over on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from showcase.renditions import Progress

__all__ = ["PhotoProgress"]

_PAUSE: Final = 0.2
_QUIET_PAUSE: Final = 30.0
"""Seconds between two lines, on a terminal and in a log."""
_BAR: Final = 24
"""Signs of a full bar."""
_WIDTH: Final = 80
"""Columns that a line is padded to, so that nothing of the one before is left."""


class PhotoProgress:
    """Pass :meth:`tell` to the pipeline, and print :meth:`close` when it is not empty."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_terminal = stream.isatty()
        self._start = self._shown = time.monotonic()
        self._last: Progress | None = None
        self._end = self._start

    def tell(self, progress: Progress) -> None:
        """One more photo is done."""
        self._last = progress
        self._end = now = time.monotonic()
        if now - self._shown >= (_PAUSE if self._is_terminal else _QUIET_PAUSE):
            self._shown = now
            rate = progress.done / max(now - self._start, 0.001)
            self._write(f"制作照片 {self._bar(progress)}{progress.done}/{progress.total}，每秒 {rate:.1f} 张")

    def close(self) -> str:
        """What was made, in one line; empty when nothing was."""
        if self._last is None:
            return ""
        if self._is_terminal:
            self._write("")
        seconds = self._end - self._start  # what came after the last photo was other work
        return f"制作了 {self._last.done} 张照片的 {self._last.files} 个尺寸，用时 {seconds:.1f} 秒"

    def _bar(self, progress: Progress) -> str:
        full = _BAR * progress.done // progress.total
        return f"{'█' * full}{'░' * (_BAR - full)} " if self._is_terminal else ""

    def _write(self, line: str) -> None:
        self._stream.write(f"\r{line:<{_WIDTH}}\r" if self._is_terminal else f"{line}\n")
        self._stream.flush()
