"""Files that are kept from one build to the next, named by what they are made from; safe to delete."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

__all__ = ["Keep", "keep_in", "write_whole"]

Keep = Callable[[str, Callable[[], bytes]], bytes]
"""Name and maker → content: made only when nothing is kept under that name."""


def keep_in(folder: Path) -> Keep:
    """Keep one file in a folder: what was made before from something else goes."""

    def keep(name: str, make: Callable[[], bytes]) -> bytes:
        file = folder / name
        with suppress(OSError):
            return file.read_bytes()
        content = make()
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(file, content)
        for old in folder.iterdir():
            if old != file and not old.name.endswith(".tmp"):
                old.unlink(missing_ok=True)
        return content

    return keep


def write_whole(file: Path, content: bytes) -> None:
    """Written beside and renamed: a kill leaves no half of a file, two builds at once do not mix."""
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
