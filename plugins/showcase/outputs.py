"""A finished file that is no page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from showcase.digest import text_digest

__all__ = ["Output"]


@dataclass(frozen=True, slots=True)
class Output:
    """Bytes made here, a file to be copied, or bytes that are made only when they are asked for."""

    url: str
    content: bytes | None = None
    file: Path | None = None
    make: Callable[[], bytes] | None = None
    digest: str = ""
    """Of the bytes, or of all that they are made from, where it is known."""

    @property
    def key(self) -> str:
        """What it is made from."""
        return self.digest or text_digest(self.bytes())

    def bytes(self) -> bytes:
        """The whole content."""
        if self.content is not None:
            return self.content
        if self.make is not None:
            return self.make()
        if self.file is not None:
            return self.file.read_bytes()
        raise ValueError(f"{self.url} has no content")
