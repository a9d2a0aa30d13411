"""A lock file of pip's: which version of what, under which hashes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Pin", "pins_in"]

_PIN = re.compile(r"([\w.-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+?))?\s*\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})\b")


@dataclass(frozen=True)
class Pin:
    """One package."""

    name: str
    """Normalised (PEP 503)."""
    version: str
    marker: str
    hashes: tuple[str, ...]


def pins_in(path: Path) -> tuple[Pin, ...]:
    """All of a file.

    :raises ValueError: something in it is no pinned package with hashes
    """
    blocks = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
    return tuple(_pin(block) for block in blocks if not block.startswith("#"))


def _pin(block: str) -> Pin:
    head, hashes = block.split("\n", maxsplit=1)[0], tuple(_HASH.findall(block))
    match = _PIN.fullmatch(head.strip())
    if match is None or not hashes or block.count("--hash=") != len(hashes):
        raise ValueError(f"not pinned by version and SHA-256: {head}")
    return Pin(re.sub(r"[-_.]+", "-", match[1]).lower(), match[2], (match[3] or "").strip(), hashes)
