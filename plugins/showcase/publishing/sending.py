"""How the sending of a site goes: a line that is written over on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import time
from typing import Final, TextIO

from showcase.publishing.values import Sent

__all__ = ["SendingProgress"]

_PAUSE: Final = 0.2
_QUIET_PAUSE: Final = 10.0
"""Seconds between two lines, on a terminal and in a log."""
_BAR: Final = 24
_WIDTH: Final = 80


class SendingProgress:
    """Pass :meth:`tell` to a place; :meth:`close` says what had to be sent."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_terminal = stream.isatty()
        self._shown = time.monotonic()
        self._new = self._bytes = self._before = 0

    def tell(self, sent: Sent) -> None:
        """One more file is there."""
        self._new += sent.is_new
        self._bytes += (sent.bytes - self._before) if sent.is_new else 0
        self._before = sent.bytes
        now = time.monotonic()
        if now - self._shown >= (_PAUSE if self._is_terminal else _QUIET_PAUSE):
            self._shown = now
            full = _BAR * sent.files // max(sent.of_files, 1)
            bar = f"{'█' * full}{'░' * (_BAR - full)} " if self._is_terminal else ""
            self._write(f"发送 {bar}{sent.files}/{sent.of_files} 个文件，{_mb(sent.bytes)}/{_mb(sent.of_bytes)} MB")

    def close(self) -> str:
        """What was sent, in one line; the rest was there."""
        if self._is_terminal:
            self._write("")
        return f"发送了 {self._new} 个文件，{_mb(self._bytes)} MB；其余沿用上一次的"

    def _write(self, line: str) -> None:
        self._stream.write(f"\r{line:<{_WIDTH}}\r" if self._is_terminal else f"{line}\n")
        self._stream.flush()


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f}"
