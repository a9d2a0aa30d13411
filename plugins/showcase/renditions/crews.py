"""Who makes photos: workers of any kind behind a ``concurrent.futures.Executor``, given batches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from showcase.diagnostics import Diagnostic, Location
from showcase.model.renditions import Rendition

__all__ = ["Batch", "Crew", "Hire", "Job", "Made", "make_by"]

Job = tuple[Rendition, ...]
"""What is to be made of one photo."""
Made = tuple[Diagnostic | None, ...]
"""What was wrong with each photo of a batch."""
_PAUSE: Final = 2.0
"""Seconds without any news after which the crew is asked how it is."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Photos that are made one after the other, into one cache."""

    jobs: tuple[Job, ...]
    cache: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Workers, and how they want their work."""

    executor: Executor
    make: Callable[[Batch], Made]
    """Called where the workers are: for those of other processes it can be pickled."""
    room: Callable[[Collection[Batch]], int]
    """How many batches may be given out at once; it is told those that are, and raises when nobody is left."""
    photos: int = 1
    """Photos of a batch."""
    deadly: tuple[type[Exception], ...] = ()
    """What the executor raises of a batch whose workers were killed again and again."""


Hire = Callable[[Sequence[Job], Path], AbstractContextManager[Crew]]
"""From all that is to be made, and the cache."""


def make_by(crew: Crew, jobs: Sequence[Job], cache: Path) -> Generator[tuple[Job, Diagnostic | None], None, None]:
    """Each photo as soon as it is made, with what was wrong with it; who leaves the loop cancels the rest.

    A batch dies with its worker, whoever killed it: when that happens too often, each of its photos is
    tried once more when nothing else is under way, so that the one that kills is known and no other is lost.
    """
    batches = (Batch(tuple(jobs[n : n + crew.photos]), cache) for n in range(0, len(jobs), crew.photos))
    suspects: list[Job] = []
    with closing(_given_out(crew, batches, crew.room)) as given:
        for batch, made in given:
            suspects += batch.jobs if made is None else ()
            yield from zip(batch.jobs, made or (), strict=False)
    alone = (Batch((job,), cache) for job in suspects)
    with closing(_given_out(crew, alone, lambda under_way: min(1, crew.room(under_way)))) as given:
        for batch, made in given:
            yield batch.jobs[0], made[0] if made else _deadly(batch.jobs[0])


def _given_out(
    crew: Crew, batches: Iterator[Batch], room: Callable[[Collection[Batch]], int]
) -> Generator[tuple[Batch, Made | None], None, None]:
    """``None`` for a batch whose workers were killed."""
    under_way: dict[Future[Made], Batch] = {}
    try:
        while True:
            for batch in islice(batches, max(0, room(under_way.values()) - len(under_way))):
                under_way[crew.executor.submit(crew.make, batch)] = batch
            if not under_way:
                return
            for future in wait(under_way, _PAUSE, FIRST_COMPLETED).done:
                yield under_way.pop(future), _result(future, crew.deadly)
    finally:
        for future in under_way:
            future.cancel()


def _result(future: Future[Made], deadly: tuple[type[Exception], ...]) -> Made | None:
    try:
        return future.result()
    except deadly:
        return None


def _deadly(job: Job) -> Diagnostic:
    message = "做这张照片的工作进程一再被系统结束，多半是内存不够；请缩小或换一张，或给工作进程更多内存"
    return Diagnostic(Location(job[0].photo.path), message, "deadly-photo")
