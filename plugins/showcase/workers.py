"""The same work on many things, by forked workers on all cores; serially, with the same results, without fork.

A worker inherits all that was loaded: nothing is sent to it but which things are its own. What comes back is told in
the order of the things, with the log lines of each, whichever worker was first.
"""

from __future__ import annotations

import gc
import logging
import mmap
import os
import signal
import struct
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from selectors import EVENT_READ, DefaultSelector
from typing import Any, Final, NoReturn, TypeVar

from showcase.pickling import from_bytes, to_bytes
from showcase.storage import unwritable

__all__ = ["WorkerError", "fork_map", "usable_cores"]

_T = TypeVar("_T")
_LENGTH: Final = struct.Struct(">Q")
_RUN: Final = 500
"""Most things that a worker takes in a run."""


class WorkerError(RuntimeError):
    """A worker failed or was killed; says at which thing, and where in the code."""


@dataclass(frozen=True, slots=True)
class _Done:
    """One thing as a worker gives it back."""

    number: int
    result: Any
    records: tuple[logging.LogRecord, ...] = ()
    failure: str = ""


def usable_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def fork_map(
    work: Callable[[int], _T],
    count: int,
    name: Callable[[int], str],
    workers: int,
    take: Callable[[int, _T], None] | None = None,
) -> list[_T]:
    """``[work(0), …, work(count - 1)]``; nothing when ``take`` takes each result as it comes, in any order.

    :param name: what the thing is called in an error
    :param workers: at most so many at once
    :raises WorkerError: when the work failed in a worker; in this process its exception comes through as it is
    """
    if min(workers, count) < 2 or not hasattr(os, "fork") or threading.active_count() > 1:
        # a fork would lose other threads with the locks they hold
        return [result for number in range(count) for result in _taken(number, work(number), take)]
    with mmap.mmap(-1, workers * _LENGTH.size) as board:
        team = _Team(board)
        try:
            team.start(work, count, workers)
            done = sorted((_without(one, take) for one in team.results(name)), key=lambda one: one.number)
        finally:
            team.end()
    for one in done:
        for record in one.records:
            logging.getLogger(record.name).handle(record)
        if one.failure:
            raise WorkerError(f"{name(one.number)}\n{one.failure}")
    return [] if take else [one.result for one in done]


def _taken(number: int, result: _T, take: Callable[[int, _T], None] | None) -> tuple[_T, ...]:
    if take is None:
        return (result,)
    take(number, result)
    return ()


def _without(one: _Done, take: Callable[[int, Any], None] | None) -> _Done:
    """Hand the result on, so that those of 80,000 pages are never all here at once."""
    if take is None or one.failure:
        return one
    take(one.number, one.result)
    return replace(one, result=None)


def _share(worker: int, count: int, workers: int) -> tuple[int, ...]:
    """Which things are one worker's: runs of neighbours, in turn.

    Neighbours lie side by side in memory, and what a worker looks at is copied for it page by page: of every fourth
    thing it would be all. Several runs each, for what takes long may stand together.
    """
    run = max(1, min(_RUN, count // (workers * 4)))
    return tuple(number for number in range(count) if number // run % workers == worker)


class _Team:
    """Workers, each with a pipe to us; on the board each says which thing it is at."""

    def __init__(self, board: mmap.mmap) -> None:
        self._board = board
        self._pipes: dict[int, int] = {}
        """Process → where its pipe is read."""

    def start(self, work: Callable[[int], Any], count: int, workers: int) -> None:
        """All at once: an interrupt waits until everybody is known who is to be ended."""
        sys.stdout.flush()  # what waits in a buffer would be printed by each of them
        sys.stderr.flush()
        gc.freeze()  # a collection in a worker would copy all that it inherited
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            for worker in range(workers):
                self._start(worker, partial(_work, work, _share(worker, count, workers), worker, self._board))
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            gc.unfreeze()

    def _start(self, worker: int, run: Callable[[], Iterator[_Done]]) -> None:
        here, there = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(here)
            _live(run, there)
        os.close(there)
        self._pipes[process] = here

    def results(self, name: Callable[[int], str]) -> Iterator[_Done]:
        """Everything that is given back; :class:`WorkerError` when a worker dies."""
        with DefaultSelector() as selector:
            for worker, (process, pipe) in enumerate(tuple(self._pipes.items())):
                selector.register(pipe, EVENT_READ, (worker, process))
            while selector.get_map():
                for key, _ in selector.select():
                    yield from self._take(selector, key.fd, key.data[0], key.data[1], name)

    def _take(
        self, selector: DefaultSelector, pipe: int, worker: int, process: int, name: Callable[[int], str]
    ) -> Iterator[_Done]:
        head = _read(pipe, _LENGTH.size)
        content = _read(pipe, _LENGTH.unpack(head)[0]) if head else b""
        if content:
            yield from_bytes(content)
            return
        selector.unregister(pipe)
        os.close(pipe)
        del self._pipes[process]
        _, status = os.waitpid(process, 0)
        if status:
            at = _LENGTH.unpack_from(self._board, worker * _LENGTH.size)[0]
            how = f"信号 {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"退出码 {os.WEXITSTATUS(status)}"
            raise WorkerError(f"{name(at)}：制作它的进程被系统结束（{how}），多半是内存不够")

    def end(self) -> None:
        """Nobody works on, whatever happened."""
        for process, pipe in self._pipes.items():
            os.close(pipe)
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(process, 0)
        self._pipes.clear()


def _read(pipe: int, size: int) -> bytes:
    """So many bytes; none when the other end is closed before."""
    content = bytearray()
    while len(content) < size:
        more = os.read(pipe, size - len(content))
        if not more:
            return b""
        content += more
    return bytes(content)


def _live(run: Callable[[], Iterator[_Done]], there: int) -> NoReturn:
    """A worker's whole life; nothing of ours is cleaned up by it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us ends us
    code = 1
    try:
        with os.fdopen(there, "wb") as pipe:
            for done in run():
                content = to_bytes(done)
                pipe.write(_LENGTH.pack(len(content)) + content)
        code = 0
    finally:
        os._exit(code)


def _work(work: Callable[[int], Any], numbers: Iterable[int], worker: int, board: mmap.mmap) -> Iterator[_Done]:
    log = _Log()
    for number in numbers:
        _LENGTH.pack_into(board, worker * _LENGTH.size, number)
        try:
            yield _Done(number, work(number), log.taken())
        except Exception as error:  # noqa: BLE001 – told by the one who started us
            yield _Done(number, None, log.taken(), unwritable(error) or traceback.format_exc())
            return


class _Log(logging.Handler):
    """Takes all that is logged in a worker, instead of those who would print it."""

    def __init__(self) -> None:
        super().__init__()
        self._records: list[logging.LogRecord] = []
        for logger in (logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)):
            logger.handlers = [self] if logger is logging.getLogger() else []
            logger.propagate = True

    def emit(self, record: logging.LogRecord) -> None:
        """Made whole, for its arguments may not be sent."""
        record.msg, record.args, record.exc_info = record.getMessage(), (), None
        self._records.append(record)

    def taken(self) -> tuple[logging.LogRecord, ...]:
        """What was logged since the last time."""
        records, self._records = tuple(self._records), []
        return records
