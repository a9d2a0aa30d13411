"""What an inspection finds, and how bytes are read without trusting the lengths they tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

__all__ = ["BrokenError", "Finding", "Findings", "Inner", "Kind", "number", "part"]


class Kind(StrEnum):
    """What a finding is about."""

    METADATA = "metadata"
    """A picture carries more than pixels."""
    RECORDING = "recording"
    """A video or sound carries more than is seen and heard."""
    TAGGED = "tagged"
    """A video or sound has a field for a person, and it is filled."""
    UNREADABLE = "unreadable"
    """A picture whose structure is damaged or unknown: what it carries cannot be told."""
    PERSON = "person"
    """The properties of a document have a field for a person, and it is filled."""
    OPAQUE = "opaque"
    """A document that cannot be looked into: encrypted, too large, an old format."""
    INNER = "inner"
    """Nothing wrong: a file inside, ``what`` is its SHA-256, to be compared with the originals."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing found in a file."""

    kind: Kind
    what: str
    """In Chinese, as a part of a sentence."""
    where: str = ""
    """The file inside a container; empty for the file itself."""


Findings = Iterator[Finding]
Inner = Callable[[str, bytes], Findings]
"""How a container has what is inside it inspected: name and bytes."""


class BrokenError(Exception):
    """The structure is not what the format says; the message is a part of a Chinese sentence."""


def part(data: bytes, start: int, size: int) -> bytes:
    """So many bytes from there; :class:`BrokenError` when they are not there."""
    if start < 0 or size < 0 or start + size > len(data):
        raise BrokenError("文件不完整")
    return data[start : start + size]


def number(data: bytes, start: int, size: int, order: Literal["big", "little"] = "big") -> int:
    """An unsigned number of so many bytes."""
    return int.from_bytes(part(data, start, size), order)
