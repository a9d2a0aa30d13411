"""Sentences from patterns: ``<A>`` draws an act of the topic, ``<n:3-9>`` a number, ``<v0>`` what is bound."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from showcase.demo.words import Measure, Topic, sentences

__all__ = ["Voice", "bind_measure"]

_SLOT: Final = re.compile(r"<([^<>]+)>")
_WORDS: Final = {"A": "acts", "T": "troubles", "O": "things", "W": "who", "P": "places"}


class Voice:
    """One text's voice: no pattern twice, no act again before all were told."""

    def __init__(self, rng: random.Random, topic: Topic, bound: Mapping[str, str]) -> None:
        self._rng = rng
        self._topic = topic
        self._bound = bound
        self._decks: dict[str, list[str]] = {}

    def say(self, role: str, number: int) -> list[str]:
        """Sentences of one role, each by another pattern."""
        return [self.fill(self._draw(f"#{role}", sentences()[role])) for _ in range(number)]

    def paragraph(self, *wanted: tuple[str, int]) -> str:
        """Sentences of several roles in a row."""
        return "".join(sentence for role, number in wanted for sentence in self.say(role, number))

    def fill(self, pattern: str) -> str:
        """A pattern with its slots filled."""
        parts = _split(pattern)
        return "".join(self._slot(part) if n % 2 else part for n, part in enumerate(parts))

    def word(self, slot: str) -> str:
        """A word of the topic."""
        return self._draw(slot, self._topic.words[_WORDS[slot]])

    def _slot(self, slot: str) -> str:
        if slot in self._bound:
            return self._bound[slot]
        if slot in _WORDS:
            return self.word(slot)
        if slot == "m":
            return str(self._rng.randrange(1, 13))
        kind, _, ends = slot.partition(":")
        low, high = map(int, ends.split("-"))
        return f"{self._rng.randint(low, high)}{'%' if kind == 'p' else ''}"

    def _draw(self, key: str, words: tuple[str, ...]) -> str:
        deck = self._decks.get(key)
        if not deck:
            deck = self._decks[key] = self._rng.sample(words, len(words))
        return deck.pop()


@cache
def _split(pattern: str) -> tuple[str, ...]:
    """Text and slots by turns, text first."""
    return tuple(_SLOT.split(pattern))


def bind_measure(rng: random.Random, measure: Measure, last_year: int) -> tuple[dict[str, str], tuple[int, ...]]:
    """Years and values of a measure that got better, and the value of each year."""
    years = rng.randint(2, 4)
    span = measure.high - measure.low
    worse = measure.low + rng.randint(span // 10, span // 3)
    better = worse + rng.randint(span // 6 + 1, span // 2 + 1)
    first, last = (worse, better) if measure.way == "up" else (better, worse)
    steps = sorted(rng.random() for _ in range(years - 1))
    series = (first, *(round(first + (last - first) * step) for step in steps), last)
    bound = {
        "L": measure.label, "U": measure.unit, "y0": str(last_year - years), "y1": str(last_year), "v0": str(first),
        "v1": str(last), "d": str(abs(last - first)), "w": "多了" if last > first else "少了",
        "pc": f"{abs(last - first) / first:.0%}",
    }  # fmt: skip
    return bound, series
