"""One command: how long, how much processor, how much memory; and what stands on the disk after it.

Times come from runs that nothing watches. Memory comes from a run of its own that is sampled, so that
the sampling costs no time that is compared: ``rss`` is the highest sum of the resident sizes of the
command and all its descendants (memory that forked workers share counts once for each), ``pss`` the same
with shared memory counted once. Linux only, as is the sampling of processes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

RSS_SECONDS = 0.01
PSS_EVERY = 5
"""``pss`` at every fifth sample: the kernel walks all pages for it."""
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Run:
    """Wall seconds, seconds of all processors, and the load when it began."""

    seconds: float
    busy: float
    load: float


@dataclass(frozen=True, slots=True)
class Memory:
    """Peaks of the whole tree of processes, in megabytes."""

    rss: float = 0
    pss: float = 0


@dataclass(frozen=True, slots=True)
class Published:
    """What a build left in the site."""

    pages: int = 0
    feeds: int = 0
    pictures: int = 0
    """Sizes of photos: WebP and JPEG."""
    files: int = 0
    megabytes: float = 0


class Failed(RuntimeError):
    """A command that did not succeed, with its last words, or a site that lacks something."""


def run(command: tuple[str, ...], root: Path, environment: Mapping[str, str]) -> Run:
    """Time a command that must succeed, unwatched."""
    with tempfile.TemporaryFile() as words:
        load, start, process = _start(command, root, environment, words.fileno())
        with _killed_with_us(process):
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            _must_succeed(process, status, words)
    return Run(seconds, usage.ru_utime + usage.ru_stime, load)


def watch(command: tuple[str, ...], root: Path, environment: Mapping[str, str]) -> tuple[Run, Memory]:
    """Run a command that must succeed and sample its memory; its time is a little too long."""
    with tempfile.TemporaryFile() as words:
        load, start, process = _start(command, root, environment, words.fileno())
        with _killed_with_us(process):
            rss = pss = samples = 0
            while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
                tree = tuple(_tree(process.pid))
                rss = max(rss, sum(map(_rss, tree)))
                if samples % PSS_EVERY == 0:
                    pss = max(pss, sum(map(_pss, tree)))
                samples += 1
                time.sleep(RSS_SECONDS)
            seconds = time.perf_counter() - start
            _, status, usage = ended
            _must_succeed(process, status, words)
    return Run(seconds, usage.ru_utime + usage.ru_stime, load), Memory(rss / MEGABYTE, pss / MEGABYTE)


@contextmanager
def _killed_with_us(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Whoever stops the benchmark stops the build."""
    try:
        yield
    except BaseException:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)  # its workers too
            process.wait()
        raise


def _start(
    command: tuple[str, ...], root: Path, environment: Mapping[str, str], words: int
) -> tuple[float, float, subprocess.Popen[bytes]]:
    """The load, the moment, the process; what earlier runs left to be written is on the disk by then."""
    told = tuple(part.replace("{root}", str(root)) for part in command)
    settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", **environment}
    os.sync()
    load, start = os.getloadavg()[0], time.perf_counter()
    process = subprocess.Popen(
        told,
        cwd=root,
        env=settings,
        stdin=subprocess.DEVNULL,
        stdout=words,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    return load, start, process


def _must_succeed(process: subprocess.Popen[bytes], status: int, words: IO[bytes]) -> None:
    process.returncode = os.waitstatus_to_exitcode(status)  # reaped here, not by Popen
    if process.returncode:
        words.seek(0)
        said = words.read().decode(errors="replace").strip()[-2000:]
        raise Failed(f"{process.args!r}：退出码 {process.returncode}\n{said}")


def _tree(pid: int) -> Iterator[int]:
    """A process and its descendants, as far as they still are."""
    yield pid
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield from _tree(int(child))


def _rss(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_SIZE
    except OSError:
        return 0


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def published(site: Path) -> Published:
    """Count what readers can fetch. A feed is told by its first words, for sitemaps are XML too."""
    files = [path for path in site.rglob("*") if path.is_file()]
    feeds = (path for path in files if path.suffix in (".xml", ".rss"))
    return Published(
        pages=sum(path.suffix == ".html" for path in files),
        feeds=sum(b"<rss" in path.read_bytes()[:500] for path in feeds),
        pictures=sum(path.suffix in (".webp", ".jpg") for path in files),
        files=len(files),
        megabytes=sum(path.stat().st_size for path in files) / MEGABYTE,
    )
