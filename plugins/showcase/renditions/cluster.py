"""Photos made by other machines: workers of a Dask cluster, behind its own ``concurrent.futures`` interface.

Nothing of a photo travels: workers read it and write into the cache on storage that all machines share, at the same
absolute path on each. The only module that knows Dask, an optional package that is imported when it is used.
"""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from showcase.diagnostics import Diagnostic
from showcase.renditions.crews import Batch, Crew, Hire, Job, Made
from showcase.renditions.identity import Identity, differences, identity
from showcase.renditions.making import allowance_of, is_kept, make_batch, rendition_file
from showcase.renditions.memory import Allowance, available_memory

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["ClusterError", "hire_cluster"]

_CONNECT: Final = 5
"""Seconds in which a scheduler answers, or there is none; the same for the first worker."""
_LOOK: Final = 2.0
"""Seconds after which workers are counted again, for they come and go."""
_LONELY: Final = 60.0
"""Seconds without any worker after which nobody waits any longer; a nanny starts a new one within two."""
_BATCH: Final = 8
"""Photos of a batch, at most: 8 of 12 megapixels take some 2 s of a core, and a task costs 1.5 ms, so that a scheduler
does some 600 a second. 64 cores ask for 20 to 30 tasks a second; batches of one would ask for 160 to 240."""
_SHARES: Final = 4
"""Batches for each thread at least, so that all end at about the same time."""
_SAMPLE: Final = 20
"""Photos that each worker is asked whether it sees."""
_KEPT: Final = "showcase_allowance"
_SHARED: Final = "照片和缓存要放在共享文件夹里，各台机器挂在同一个路径"


class ClusterError(RuntimeError):
    """The cluster cannot do the work; the message is the operator's."""


@dataclass(frozen=True, slots=True)
class _Order:
    """What a worker must have in common with the one who gives the work."""

    identity: Identity
    mark: Path | None
    """A file in the cache; ``None`` when nothing can be written there, which workers will tell themselves."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a worker has, as it says itself."""

    identity: Identity
    sees_mark: bool
    unseen: str
    """A photo that it does not see."""


def hire_cluster(address: str) -> Hire:
    """The workers of a scheduler, ``tcp://host:port``.

    :raises ClusterError: nobody answers, or a worker is another one than it should be, before anything is made;
        later, when scheduler or workers are lost for good
    """

    @contextmanager
    def hire(jobs: Sequence[Job], cache: Path) -> Iterator[Crew]:
        with _quiet(), _connected(address) as client, _marked(cache) as mark:
            from distributed import KilledWorker

            order = _Order(identity(), mark)
            _refuse_strangers(client, order, jobs, cache)
            room = _Room(client, address)
            try:
                yield Crew(
                    executor=client.get_executor(pure=False),  # twice the same is no mistake: the cache may be gone
                    make=partial(_make_there, order),
                    room=room,
                    photos=max(1, min(_BATCH, len(jobs) // max(1, room.threads * _SHARES))),
                    deadly=(KilledWorker,),
                )
            except CancelledError:
                raise _lost(address) from None

    return hire


def _lost(address: str) -> ClusterError:
    return ClusterError(f"和集群 {address} 的连接断了，照片没有做完；已做好的留在缓存里，调度进程恢复后再建一次")


@contextmanager
def _quiet() -> Iterator[None]:
    """What Dask prints of a lost connection is English and many lines; we say it in one."""
    with suppress(ImportError):
        import distributed  # noqa: F401 – its loggers are there from now on
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]
    loggers = [logger for logger in map(logging.getLogger, names) if not logger.disabled]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger in loggers:
            logger.disabled = False


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """At the end all that is still to be done is given up by the scheduler."""
    try:
        from distributed import Client
    except ImportError:
        message = "mkdocs.yml 写了 cluster，但没有装 Dask：请运行 pip install showcase[cluster]"
        raise ClusterError(message) from None
    try:
        client = Client(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError):
        message = f"连不上集群 {address}；请看 mkdocs.yml 的 cluster 是否写对，那台机器上的 dask scheduler 是否开着"
        raise ClusterError(message) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_CONNECT)
        except TimeoutError:
            message = f"集群 {address} 里一个工作进程也没有；请先在各台机器上运行 dask worker {address}"
            raise ClusterError(message) from None
        yield client


@contextmanager
def _marked(cache: Path) -> Iterator[Path | None]:
    """A file that is there as long as the work is wanted: who does not see it is elsewhere, or too late."""
    mark = None
    with (
        suppress(OSError),
        tempfile.NamedTemporaryFile(dir=cache, prefix="cluster-", suffix=".tmp", delete=False) as file,
    ):
        mark = Path(file.name)
    try:
        yield mark
    finally:
        if mark:
            mark.unlink(missing_ok=True)


def _refuse_strangers(client: Client, order: _Order, jobs: Sequence[Job], cache: Path) -> None:
    """Before anything is made: the whole work would be in vain."""
    files = (job[0].photo.file for job in jobs[:: max(1, len(jobs) // _SAMPLE)])
    sample = [file for file in files if Path(file).is_file()]  # one that went meanwhile is told as it is everywhere
    seen: dict[str, Any] = client.run(_look, order.mark, sample, on_error="return")
    for worker, found in sorted(seen.items()):
        if complaint := _complaint(found, order.identity, cache):
            raise ClusterError(f"工作进程 {worker} {complaint}")


def _complaint(found: _Seen | Exception, here: Identity, cache: Path) -> str:
    if isinstance(found, OSError):
        return ""  # it went while it was asked
    if isinstance(found, Exception):
        return f"没有装和本机一样的 showcase（{found}）；请装同样的版本"
    if different := differences(found.identity, here):
        return f"和本机的版本不同，做出的照片会不一样：{different}；请装同样的版本"
    if not found.sees_mark:
        return f"看不到缓存 {cache}；{_SHARED}"
    return f"看不到照片 {found.unseen}；{_SHARED}" if found.unseen else ""


def _look(mark: Path | None, sample: Sequence[str]) -> _Seen:
    """Called in a worker."""
    return _Seen(identity(), _sees(mark), next((photo for photo in sample if not Path(photo).is_file()), ""))


def _sees(mark: Path | None) -> bool:
    return mark is None or mark.exists()


class _Room:
    """How many batches there is room for: what a thread does, and one that waits for it.

    No more, for a batch that waits at a worker counts as its victim when that is killed.
    """

    def __init__(self, client: Client, address: str) -> None:
        self._client = client
        self._address = address
        self.threads = self._count()
        self._looked = self._met = time.monotonic()

    def __call__(self, under_way: Collection[Batch]) -> int:
        now = time.monotonic()
        if now - self._looked > _LOOK:
            self.threads, self._looked = self._count(), now
        if self.threads:
            self._met = now
        elif now - self._met > _LONELY:
            raise ClusterError(_nobody(under_way))
        return max(1, 2 * self.threads)

    def _count(self) -> int:
        try:
            return sum(self._client.nthreads().values())
        except OSError:
            raise _lost(self._address) from None


def _nobody(under_way: Collection[Batch]) -> str:
    photos = [job[0].photo.path for batch in under_way for job in batch.jobs]
    names = "、".join(photos[:_BATCH]) + ("等" if len(photos) > _BATCH else "")
    return f"集群的工作进程都没有了，多半是内存不够；没有做完的照片：{names}；请看工作进程的日志，把它们再开起来"


def _make_there(order: _Order, batch: Batch) -> Made:
    """Called in a worker: a batch, by the same function as everywhere."""
    from distributed import get_worker

    worker = get_worker()
    if different := differences(identity(), order.identity):  # one that came after the others were asked
        raise ClusterError(
            f"工作进程 {worker.address} 和本机的版本不同，做出的照片会不一样：{different}；请装同样的版本"
        )
    # Dask's threads are those that work; what they share hangs on the worker that they belong to.
    allowance = worker.__dict__.setdefault(_KEPT, _allowance(worker.memory_manager.memory_limit))
    return tuple(_make_one(job, batch.cache, order.mark, allowance, worker.address) for job in batch.jobs)


def _allowance(limit: int | None) -> Allowance:
    """Dask ends a worker that takes more than its limit."""
    return allowance_of(min(available_memory(), limit or available_memory()))


def _make_one(job: Job, cache: Path, mark: Path | None, allowance: Allowance, worker: str) -> Diagnostic | None:
    """A photo that a worker has finished before it was killed is not made again; half of one is, wholly."""
    if not _sees(mark):
        raise ClusterError(f"工作进程 {worker} 看不到缓存 {cache}；{_SHARED}")
    if all(is_kept(rendition_file(rendition, cache), time.time()) for rendition in job):
        return None
    return make_batch(Batch((job,), cache), allowance)[0]
