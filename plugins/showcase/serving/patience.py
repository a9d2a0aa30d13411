"""Work over all units that ends as soon as there is something more urgent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final, TypeVar

from showcase.model.collection import Collection

__all__ = ["InterruptedWork", "interruptible"]

T = TypeVar("T")
_EVERY: Final = 64
"""Things between two looks: some milliseconds of work."""


class InterruptedWork(Exception):
    """There is something more urgent."""


class _Watched(tuple[T, ...]):
    """Whoever goes through it is interrupted."""

    is_interrupted: Callable[[], bool]

    def __iter__(self) -> Iterator[T]:
        for number, thing in enumerate(super().__iter__()):
            if number % _EVERY == 0 and self.is_interrupted():
                raise InterruptedWork
            yield thing


def interruptible(collection: Collection, is_interrupted: Callable[[], bool]) -> Collection:
    """The same, and going through its units or decisions raises :class:`InterruptedWork` when it is time."""

    def watched(things: Iterable[T]) -> tuple[T, ...]:
        found = _Watched(things)
        found.is_interrupted = is_interrupted
        return found

    return replace(collection, units=watched(collection.units), decisions=watched(collection.decisions))
