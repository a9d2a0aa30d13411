"""What came of a folder, kept until something in it changes: first it is looked at, then it is read, then loaded."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from showcase.kept import Kept
from showcase.loading.digests import Digests
from showcase.loading.folder_state import content_digest, folder_state

__all__ = ["FolderEntry", "entry_of", "kept_folder"]


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """What came of one folder, and when that is still true."""

    stamp: str
    """Empty when something had changed just before."""
    content: str
    loaded: bytes

    def to_bytes(self) -> bytes:
        """As it is kept."""
        return marshal.dumps((self.stamp, self.content, self.loaded))

    @classmethod
    def from_bytes(cls, kept: bytes) -> FolderEntry:
        """From what was kept."""
        return cls(*marshal.loads(kept))  # noqa: S302 – kept by ourselves, and its digest is right


def entry_of(folder: Path, old: FolderEntry | None, digests: Digests, load: Callable[[], bytes]) -> FolderEntry | None:
    """The entry of a folder; ``None`` when the old one is still true, to the letter.

    :param digests: of large files, which are not read again
    """
    state = folder_state(folder)
    stamp = state.stamp if state.is_settled else ""
    if old and stamp and stamp == old.stamp:
        return None
    content = content_digest(folder, state, digests)
    if old and content == old.content:
        return replace(old, stamp=stamp)
    loaded = load()
    if folder_state(folder).stamp != state.stamp:  # changed while it was read; what only read it is no change
        return FolderEntry("", "", loaded)
    return FolderEntry(stamp, content, loaded)


def kept_folder(kept: Kept, kind: str, key: str, folder: Path, digests: Digests, load: Callable[[], bytes]) -> bytes:
    """What came of a folder of which there is one; ``key`` says what else it was made from."""
    found = kept.get(kind, key)
    old = FolderEntry.from_bytes(found) if found else None
    new = entry_of(folder, old, digests, load)
    if new is not None:
        kept.put(kind, {key: new.to_bytes()})
        kept.drop(kind, kept.keys(kind) - {key})
    entry = new or old
    return entry.loaded if entry else b""
