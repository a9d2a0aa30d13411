"""Traditional signs among simplified ones (DOMAIN.md §4, D24).

A whole text in traditional signs is one finding; nothing is converted: 著力 is 着力, but 著名 stays, and only a
reader knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from showcase.model.scripts import SIMPLIFIED, TRADITIONAL
from showcase.proofreading.values import Finding, Prose

__all__ = ["fold", "mixed_script"]

_TABLE: Final = str.maketrans(TRADITIONAL, SIMPLIFIED)
_ANY: Final = re.compile(f"[{TRADITIONAL}]")
_FEW: Final = 30
"""So many different signs are a whole text, and not slips in one."""
_SLIPS: Final = 2
"""A single one may be part of a name."""


def fold(text: str) -> str:
    """Simplified signs for traditional ones, sign by sign; the very same text when there is none."""
    return text.translate(_TABLE) if _ANY.search(text) else text


def mixed_script(prose: Prose) -> Iterator[Finding]:
    """One finding a text."""
    if prose.folded is prose.text:
        return
    places = [match.start() for match in _ANY.finditer(prose.text)]
    signs = list(dict.fromkeys(prose.text[place] for place in places))
    if len(places) < _SLIPS:
        return
    if len(signs) >= _FEW:
        message = f"正文是繁体字（{len(places)} 处），请核对后改用简体；机器转换会错（著力应为着力，著名不变）"
    else:
        pairs = "、".join(f"{sign}→{sign.translate(_TABLE)}" for sign in signs[:5])
        message = f"夹有 {len(places)} 个繁体字（{pairs}{'…' if len(signs) > 5 else ''}），请核对"
    yield Finding(places[0], message, "odd-characters")
