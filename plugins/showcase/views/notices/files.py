"""Files to download, and how a reader makes sure that they are what was published."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from showcase.model.documents import Attachment
from showcase.views.parts import size_words

__all__ = ["FileLine", "file_line"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A file to download."""

    url: str
    name: str
    """Without its ending."""
    file: str
    """The name under which it is saved."""
    ext: str
    size: str
    sha256: str


def file_line(attachment: Attachment) -> FileLine:
    """A file with its type, size and SHA-256."""
    stem, _, ext = attachment.name.rpartition(".")
    return FileLine(
        url=quote(attachment.url),
        name=stem,
        file=attachment.name,
        ext=ext.upper(),
        size=size_words(attachment.size),
        sha256=attachment.sha256,
    )
