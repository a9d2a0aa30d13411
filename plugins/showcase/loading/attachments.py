"""Files that a notice offers for download: what they are, how large, and the sum by which a reader checks them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from showcase.diagnostics import Diagnostics, Location
from showcase.loading.file_content import danger_in, mismatch_in
from showcase.loading.files import Root
from showcase.model.documents import Attachment

__all__ = ["load_attachment"]

ATTACHMENT_SUFFIXES: Final = frozenset(
    {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".csv", ".txt", ".wps", ".et", ".ofd", ".zip"}
)


def load_attachment(root: Root, path: Path, place: Location, diagnostics: Diagnostics) -> Attachment | None:
    """A file that is there; ``None`` with a diagnostic when it cannot be published.

    :param place: where it is named
    """
    if path.suffix.lower() not in ATTACHMENT_SUFFIXES:
        kinds = "、".join(sorted(ATTACHMENT_SUFFIXES))
        what = f"“{path.suffix}”附件" if path.suffix else "没有后缀的附件"
        diagnostics.error(place, f"不发布{what}，可用：{kinds}", "attachment-type")
        return None
    try:
        size, digest = _read(path, root.limits.file * 1_000_000)
    except OSError as error:
        message = f"读不了这个文件：{error.strerror or '系统错误'}"
        diagnostics.error(Location(root.relative(path)), message, "unreadable-file")
        return None
    if not digest:
        message = f"附件有 {size / 1e6:.1f} MB，超过 {root.limits.file} MB；请压缩，或分成几个文件"
        diagnostics.error(place, message, "file-too-large")
        return None
    if found := _fault(path, size):
        diagnostics.error(Location(root.relative(path)), *found)
        return None
    return Attachment(path=root.relative(path), file=str(path), name=path.name, size=size, sha256=digest)


def _read(path: Path, limit: int) -> tuple[int, str]:
    """Size and SHA-256, read piece by piece; of a file that is too large only the size, for it is not read at all."""
    size = path.stat().st_size
    if size > limit:
        return size, ""
    with path.open("rb") as stream:
        return size, hashlib.file_digest(stream, "sha256").hexdigest()


def _fault(path: Path, size: int) -> tuple[str, str] | None:
    """Why the file must not be published, and the rule."""
    suffix = path.suffix.lower()
    with path.open("rb") as stream:
        if mismatch := mismatch_in(stream, size, suffix):
            return mismatch, "attachment-type"
        danger = danger_in(stream, suffix)
        return (danger, "unsafe-file") if danger else None
