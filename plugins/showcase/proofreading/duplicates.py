"""Texts that hold most of another one, and the figures in which they differ (requirement R68, DOMAIN.md §4, D25).

A text is known by its runs of Chinese signs between marks and figures: damage takes marks and figures first, so the
runs stay alike. Texts are compared only with those that stand next to them in the list of a run, so the work grows
with the amount of text and not with the number of pairs.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from zlib import crc32

__all__ = ["Match", "conflicts", "fingerprint", "near_duplicates"]

_RUN: Final = re.compile("[\u4e00-\u9fff]{7,}")
_LEAST: Final = 300
"""Signs in such runs below which texts of one form are alike by nature."""
_ALIKE: Final = 0.75
"""Share of the smaller text that stands in the other one."""
_COMMON: Final = 0.02
"""Runs that more than this share of the texts have are phrases of the field, and tell nothing."""
_FEW: Final = 8
"""So many texts may share a run in any case."""
_FIGURE: Final = re.compile(r"([\u4e00-\u9fff]{4,6})(\d[\d,.]*)(万?[\u4e00-\u9fff]{1,2})")
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Match:
    """A text that stands in a fuller one."""

    smaller: int
    fuller: int
    share: float
    """Of the smaller one, between 0 and 1."""


def fingerprint(markdown: str) -> bytes:
    """Runs of a text as numbers of 32 bits with their lengths; empty for a short one."""
    runs = dict.fromkeys(_RUN.findall(markdown))
    if sum(map(len, runs)) < _LEAST:
        return b""
    found = array("Q", ((crc32(run.encode("utf-16-le")) << 16) | min(len(run), 0xFFFF) for run in runs))
    return found.tobytes()


def near_duplicates(prints: Sequence[bytes]) -> Iterator[Match]:
    """Each text once at most, with the fuller one that holds the most of it; in the order of the texts."""
    first: dict[bytes, int] = {}
    same = {n: first[found] for n, found in enumerate(prints) if found and first.setdefault(found, n) != n}
    runs = [array("Q", b"" if number in same else found) for number, found in enumerate(prints)]
    owners: dict[int, list[int]] = defaultdict(list)
    for number, of in enumerate(runs):
        for run in of:
            owners[run].append(number)
    limit = max(_FEW, int(len(runs) * _COMMON))
    sizes = [sum(run & 0xFFFF for run in of) for of in runs]
    best = {number: Match(number, fuller, 1.0) for number, fuller in same.items()}
    for (one, other), shared in _neighbours(owners, limit).items():
        smaller, fuller = (one, other) if (sizes[one], -one) < (sizes[other], -other) else (other, one)
        if shared < 0.3 * sizes[smaller]:
            continue
        share = sum(run & 0xFFFF for run in {*runs[one]} & {*runs[other]} if len(owners[run]) <= limit) / sizes[smaller]
        if share >= _ALIKE and (smaller not in best or best[smaller].share < share):
            best[smaller] = Match(smaller, fuller, share)
    yield from (best[number] for number in sorted(best))


def _neighbours(owners: Mapping[int, list[int]], limit: int) -> Counter[tuple[int, int]]:
    """Signs shared by texts that follow each other among the owners of a run, or by any two of very few."""
    shared: Counter[tuple[int, int]] = Counter()
    for run, texts in owners.items():
        if 1 < len(texts) <= 3:
            for n, one in enumerate(texts):
                for other in texts[n + 1 :]:
                    shared[one, other] += run & 0xFFFF
        elif 3 < len(texts) <= limit:
            for one, other in pairwise(texts):
                shared[one, other] += run & 0xFFFF
    return shared


def conflicts(fuller: str, smaller: str) -> tuple[list[str], int]:
    """Figures that stand behind the same words and differ: ``基地面积 12000亩／1亩``, and how many there are."""
    found: dict[str, str] = {}
    for match in _FIGURE.finditer(fuller):
        label, value, unit = match.groups()
        start = smaller.find(label)
        if start < 0 or smaller.find(label, start + 1) >= 0 or fuller.count(label) > 1:
            continue
        other = _figure_at(smaller, start + len(label), unit)
        if other is not None and other != value:
            found[label] = f"“{label}”{value}{unit}／{other or '（无数字）'}{unit}"
    return list(found.values())[:_SHOWN], len(found)


def _figure_at(text: str, start: int, unit: str) -> str | None:
    """The number before a unit, empty when it is gone; None where other words stand."""
    end = start
    while end < len(text) and end - start < 20 and (text[end].isdigit() or text[end] in ",."):
        end += 1
    return text[start:end] if text.startswith(unit, end) else None
