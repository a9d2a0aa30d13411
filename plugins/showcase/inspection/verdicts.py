"""Verdicts remembered by what a file contains, so that what did not change is not opened again.

The key is the SHA-256 of the content, never name and date: a site is built anew each time, and dates
can lie. Hashing is the cheap part: 10,000 Word files take 2.6 s to open and 0.4 s to hash (tests/bench).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from showcase.inspection.content import VERSION
from showcase.inspection.values import Finding, Kind
from showcase.kept import Kept

__all__ = ["Verdict", "remember", "remembered"]

Verdict = tuple[Finding, ...]
_KIND: Final = "verdict"


def remembered(kept: Kept) -> dict[str, Verdict]:
    """What was found before, by content; nothing when another version found it."""
    rows = json.loads(kept.get(_KIND, str(VERSION)) or b"{}")
    return {key: tuple(map(_finding, found)) for key, found in rows.items()}


def remember(kept: Kept, verdicts: Mapping[str, Verdict]) -> None:
    """Exactly these: what the site does not have any more is forgotten."""
    rows = {key: [[found.kind, found.what, found.where] for found in verdict] for key, verdict in verdicts.items()}
    kept.drop(_KIND, kept.keys(_KIND) - {str(VERSION)})
    kept.put(_KIND, {str(VERSION): json.dumps(rows, ensure_ascii=False).encode()})


def _finding(row: list[Any]) -> Finding:
    kind, what, where = row
    return Finding(Kind(kind), str(what), str(where))
