"""A real scheduler with real worker processes, as ``dask scheduler`` and ``dask worker`` start them; 127.0.0.1 only."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from distributed import Client

HERE = "127.0.0.1"


@dataclass
class Cluster:
    """What was started, and where it writes."""

    root: Path
    env: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(
        self, module: str, *arguments: str, env: Mapping[str, str] | None = None, inside: Sequence[str] = ()
    ) -> subprocess.Popen[bytes]:
        """A process with a group of its own, for a nanny has children."""
        with (self.root / "log.txt").open("ab") as log:
            process = subprocess.Popen(
                [*inside, sys.executable, "-m", f"distributed.cli.{module}", "--host", HERE, *arguments],
                **{"stdout": log, "stderr": log, "cwd": self.root, "start_new_session": True},
                env={**os.environ, "DASK_TEMPORARY_DIRECTORY": str(self.root), **self.env, **(env or {})},
            )
        self.processes.append(process)
        return process

    def scheduler(self) -> None:
        file = self.root / "scheduler.json"
        self.start("dask_scheduler", "--port", "0", "--dashboard-address", f"{HERE}:0", "--scheduler-file", str(file))
        wait_for(file.exists)
        self.address = json.loads(file.read_text(encoding="utf-8"))["address"]

    def worker(
        self, *arguments: str, threads: int = 1, env: Mapping[str, str] | None = None, inside: Sequence[str] = ()
    ) -> subprocess.Popen[bytes]:
        """:param inside: a command that runs the worker, such as one that makes a namespace"""
        arguments = ("--nthreads", str(threads), "--no-dashboard", *arguments)
        return self.start("dask_worker", self.address, *arguments, env=env, inside=inside)

    def wait(self, workers: int) -> None:
        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=20)

    def busy(self) -> int:
        """The process of a worker that has something to do."""
        with Client(self.address, set_as_default=False) as client:
            tasks = client.processing()
            workers = client.run(os.getpid)
            return workers[max(workers, key=lambda worker: len(tasks.get(worker, ())))]

    def tasks(self) -> int:
        """How many the scheduler knows."""
        with Client(self.address, set_as_default=False) as client:
            return client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks))

    def log(self) -> str:
        return (self.root / "log.txt").read_text(encoding="utf-8", errors="replace")


def wait_for(is_so: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


@contextmanager
def cluster(root: Path, workers: int = 2, *arguments: str, threads: int = 1, **env: str) -> Iterator[Cluster]:
    """A scheduler and its workers, without nannies unless asked for; nobody is left at the end."""
    root.mkdir(parents=True, exist_ok=True)
    whole = Cluster(root, env)
    try:
        whole.scheduler()
        for _ in range(workers):
            whole.worker(*(arguments or ("--no-nanny",)), threads=threads)
        if workers:
            whole.wait(workers)
        yield whole
    finally:
        for process in whole.processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
