"""The next change of a site, for people and for schedulers: text, ISO 8601, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from showcase.model.changes import Change
from showcase.model.dates import CHINA, day_words

__all__ = ["FORMATS"]


def _text(changes: Sequence[Change]) -> str:
    """For people."""
    at = changes[0].at
    seconds = f"{at::%S}" if at.second else ""
    head = f"下一次变化：{day_words(at)} {at:%H:%M}{seconds}（北京时间）\n"
    return head + "".join(f"　{c.what}{f'　{c.path}' if c.path else ''}\n" for c in changes)


def _iso(changes: Sequence[Change]) -> str:
    """2026-11-21T00:00:00+08:00, in one line and nothing else."""
    return f"{changes[0].at.replace(tzinfo=CHINA).isoformat()}\n"


def _json(changes: Sequence[Change]) -> str:
    told = [{"what": change.what, "path": change.path} for change in changes]
    return json.dumps({"at": _iso(changes).strip(), "changes": told}, ensure_ascii=False, indent=2) + "\n"


FORMATS: Final[Mapping[str, Callable[[Sequence[Change]], str]]] = MappingProxyType(
    {"text": _text, "iso": _iso, "json": _json}
)
"""Writers of what changes at one moment; there is at least one change."""
