"""From saving a file to its page being served: ``python -m tests.bench.serve --units 1500``, or of a site that is there.

A browser is played: it waits for word of something new, as the pages do, and then fetches the page that was edited.
Each figure is the median of some edits in seconds; besides, the preview's memory. The edits stay in the site.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from urllib.parse import urljoin

import yaml

EDITS = 5
PATIENCE = 900


def fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        return answer.read().decode("utf-8")


@contextmanager
def running(root: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of the preview, once it serves."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "showcase", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert process.stdout is not None
    line = next(line for raw in process.stdout if "http://" in (line := raw.decode()))
    address = re.search(r"http://\S+", line)
    assert address
    try:
        yield address[0], process
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def memory(process: subprocess.Popen[bytes], name: str) -> float:
    """Megabytes, as Linux tells them."""
    told = Path(f"/proc/{process.pid}/status").read_text("ascii")
    return int(re.search(rf"{name}:\s+(\d+)", told)[1]) / 1000  # type: ignore[index]


def seconds_until(address: str, page: str, save: Callable[[], None], mark: str) -> float:
    """From saving until the page has the mark."""
    html = fetch(address + page)
    start = time.perf_counter()
    save()
    while mark not in html:
        epoch = re.search(r'data-epoch="(\d+)"', html)
        assert epoch
        assert time.perf_counter() - start < PATIENCE
        fetch(f"{address}__showcase/live?epoch={epoch[1]}")
        html = fetch(address + page)
    return time.perf_counter() - start


def edit(file: Path, change: Callable[[str], str]) -> Callable[[], None]:
    def save() -> None:
        file.write_text(change(file.read_text("utf-8")), encoding="utf-8")

    return save


def page_of(address: str, unit: Path, file: Path) -> str:
    """The page of an article: that of its unit links to it by its title."""
    here = f"{address}units/{unit.name}/"
    title = yaml.safe_load(file.read_text("utf-8").split("---\n")[1])["title"]
    links = {urljoin(here, link) for link in re.findall(r'href="([^":#]+/)"', fetch(here))}
    below = sorted(link for link in links if link.startswith(here) and link != here)
    return next(link.removeprefix(address) for link in below if f"<title>{title}" in fetch(link))


def with_honor(text: str, title: str) -> str:
    """A unit's file with one more claim."""
    honor = f"honors:\n  - {{title: {title}, level: 市级, date: 2024-03}}\n"
    return text.replace("honors:\n", honor, 1) if "\nhonors:\n" in text else text.replace("---\n", f"---\n{honor}", 1)


def measure(address: str, root: Path, kind: str, number: int) -> float:
    """One edit of another unit each time."""
    units = sorted(path.parent for path in (root / "units").glob("*/index.md") if path.parent.name[0] != "_")
    fit = (unit for unit in units if len(list(unit.glob("*.md"))) > 1 and not (unit / "honors.csv").exists())
    unit = next(islice(fit, 3 * number, None))
    page, file, mark = f"units/{unit.name}/", unit / "index.md", f"改动{kind}{number}{time.time_ns()}"
    if kind == "honor":
        return seconds_until(address, page, edit(file, lambda text: with_honor(text, mark)), mark)
    if kind == "article":
        file = next(path for path in sorted(unit.glob("*.md")) if path.name != "index.md")
        page = page_of(address, unit, file)
    return seconds_until(address, page, edit(file, lambda text: f"{text}\n{mark}。\n"), mark)


def main(arguments: list[str] | None = None) -> dict[str, float]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=1500)
    parser.add_argument("--edits", type=int, default=EDITS)
    parser.add_argument("--site", type=Path, help="a site that is there, instead of a new one")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        root = options.site or Path(folder) / "site"
        if options.site is None:
            demo = ("demo", "--units", str(options.units), "--articles", "3", "--photos", "0", str(root))
            subprocess.run([sys.executable, "-m", "showcase", *demo], check=True, capture_output=True)
        figures: dict[str, float] = {}
        start = time.perf_counter()
        with running(root) as (address, process):
            figures["start"] = time.perf_counter() - start
            fetch(f"{address}units/{next((root / 'units').glob('[a-z]*/index.md')).parent.name}/")
            for kind in ("unit", "honor", "article"):
                times = [measure(address, root, kind, number) for number in range(options.edits)]
                figures[kind], figures[f"{kind}, slowest"] = statistics.median(times), max(times)
            figures["megabytes"], figures["megabytes at most"] = memory(process, "VmRSS"), memory(process, "VmHWM")
    load = os.getloadavg()[0]
    for name, figure in {**figures, "load of the machine": load}.items():
        print(f"{name:20} {figure:10.2f}")
    return figures


if __name__ == "__main__":
    main()
