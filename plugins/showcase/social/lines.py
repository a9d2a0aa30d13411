"""Words → lines of a width: as few as they need, as even as they can be, no stop at the beginning of any."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

__all__ = ["broken", "cut"]

_NOT_FIRST: Final = frozenset("，。、；：？！）》」』”’〉】…—·,.;:?!)%")
_NOT_LAST: Final = frozenset("（《「『“‘〈【(")
_PLACES: Final = frozenset("省市区县州盟旗镇乡村、，。；：！？）》·")
_ELLIPSIS: Final = "…"

Measure = Callable[[str], float]
"""Width of words in pixels."""


def broken(words: str, width: float, measure: Measure) -> tuple[str, ...]:
    """Lines no wider than that, unless a single word is; evened out, so that none ends in one lonely sign."""
    parts = _parts(words)
    lines = _filled(parts, width, measure)
    if len(lines) < 2:
        return tuple(lines)
    if len(lines) == 2:
        return _halved(parts, width, measure)
    low, high = measure(words) / len(lines), width
    for _ in range(6):  # halves the rest each time: to a sixty-fourth of a line
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(parts, middle, measure)) == len(lines) else (middle, high)
    return tuple(_filled(parts, high, measure))


def cut(words: str, width: float, measure: Measure) -> str:
    """As much of them as one line holds, with an ellipsis where some are left out."""
    if measure(words) <= width:
        return words
    kept = words
    while kept and measure(kept + _ELLIPSIS) > width:
        kept = kept[:-1]
    return kept + _ELLIPSIS


def _halved(parts: Sequence[str], width: float, measure: Measure) -> tuple[str, ...]:
    """Two lines about as long, broken behind the name of a place where one ends near the middle: 青禾区|人民医院."""
    halves = [("".join(parts[:n]).rstrip(), "".join(parts[n:]).lstrip()) for n in range(1, len(parts))]
    fitting = [(first, second) for first, second in halves if max(measure(first), measure(second)) <= width]
    return min(fitting, key=lambda lines: abs(measure(lines[0]) - measure(lines[1])) + _toll(lines[0], measure))


def _toll(line: str, measure: Measure) -> float:
    """How much more uneven lines may be for a better break."""
    return 0 if line[-1] in _PLACES else 2.5 * measure(line) / len(line)


def _parts(words: str) -> list[str]:
    """What must not be broken: a Latin word or number, a sign with the stops after it and the brackets before it."""
    parts: list[str] = []
    for part in re.findall(r"[A-Za-z0-9.%+-]+|\s+|.", words):
        is_bound = part in _NOT_FIRST or (parts and parts[-1][-1] in _NOT_LAST)
        if parts and is_bound:
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def _filled(parts: Sequence[str], width: float, measure: Measure) -> list[str]:
    """One line after the other, each as full as may be."""
    lines = [""]
    for part in parts:
        if lines[-1] and measure((lines[-1] + part).rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append(part.lstrip())
        else:
            lines[-1] += part
    return [line for line in lines if line]
