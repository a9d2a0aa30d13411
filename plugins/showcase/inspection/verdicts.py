"""Verdicts remembered by what a file contains, so that what did not change is not opened again.

The key is the SHA-256 of the content, never name and date: a site is built anew each time, and dates
can lie. Hashing is the cheap part: 10,000 Word files take 2.6 s to open and 0.4 s to hash (tests/bench).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from showcase.inspection.content import VERSION
from showcase.inspection.values import Finding, Kind
from showcase.storage import write_whole

__all__ = ["Verdict", "remember", "remembered"]

Verdict = tuple[Finding, ...]
_FILE: Final = "inspection/verdicts.json"


def remembered(cache: Path) -> dict[str, Verdict]:
    """What was found before, by content; nothing when another version wrote it or it cannot be read."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        kept = json.loads((cache / _FILE).read_bytes())
        if kept["version"] == VERSION:
            return {str(key): tuple(map(_finding, rows)) for key, rows in kept["verdicts"].items()}
    return {}


def remember(cache: Path, verdicts: Mapping[str, Verdict]) -> None:
    """Exactly these: what the site does not have any more is forgotten; what cannot be kept costs time only."""
    rows = {key: [[found.kind, found.what, found.where] for found in verdicts[key]] for key in sorted(verdicts)}
    content = json.dumps({"version": VERSION, "verdicts": rows}, ensure_ascii=False, separators=(",", ":"))
    with suppress(OSError):
        (cache / _FILE).parent.mkdir(parents=True, exist_ok=True)
        write_whole(cache / _FILE, content.encode())


def _finding(row: list[Any]) -> Finding:
    kind, what, where = row
    return Finding(Kind(kind), str(what), str(where))
