"""Photos a second by a Dask cluster on this machine: ``python -m tests.bench.cluster`` (32 JPEGs of 12 megapixels).

``here`` is the local build by as many threads as there are workers, ``cluster`` the same photos by workers of one
thread each, ``empty`` what a task costs that does nothing, in batches of one. The difference between the first two is
what the cluster itself takes; that it pays on one machine nobody claims. From the figures follows a plan for a whole
province: photos a second of one core, bytes in the cache a photo, and hours for any number of cores. The pictures are
grainy: real photos take half of the bytes.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from distributed import Client

from showcase.diagnostics import Diagnostics
from showcase.loading.files import Root
from showcase.loading.photos import probe_photos
from showcase.model.units import Photo
from showcase.renditions import hire_cluster, make_renditions
from tests.bench.photos import make_photos
from tests.cluster import cluster

PROVINCE = 400_000
"""Photos of 20,000 units."""


def seconds_here(photos: tuple[Photo, ...], cache: Path, workers: int) -> float:
    start = time.perf_counter()
    assert make_renditions(photos, cache, workers=workers) == ()
    return time.perf_counter() - start


def seconds_there(photos: tuple[Photo, ...], cache: Path, address: str) -> float:
    start = time.perf_counter()
    assert make_renditions(photos, cache, hire=hire_cluster(address)) == ()
    return time.perf_counter() - start


def task_cost(address: str, tasks: int) -> float:
    """Milliseconds a task, one after the other through scheduler and workers."""
    with Client(address, set_as_default=False) as client, client.get_executor(pure=False) as executor:
        start = time.perf_counter()
        for future in [executor.submit(time.monotonic) for _ in range(tasks)]:
            future.result()
        return (time.perf_counter() - start) / tasks * 1000


def rounds(root: Path, photos: tuple[Photo, ...], workers: int, count: int) -> tuple[float, float, float]:
    """Medians: photos a second here and there, which take turns, and milliseconds of a task."""
    with cluster(root / f"cluster-{workers}", workers) as whole:
        seconds_there(photos[:workers], root / "warm", whole.address)  # what is loaded once is no cost of a photo
        here, there = [], []
        for number in range(count):
            here.append(len(photos) / seconds_here(photos, root / f"here-{workers}-{number}", workers))
            there.append(len(photos) / seconds_there(photos, root / f"there-{workers}-{number}", whole.address))
        return statistics.median(here), statistics.median(there), task_cost(whole.address, 500)


def main(arguments: list[str] | None = None) -> dict[str, float]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=32)
    parser.add_argument("--edge", type=int, default=4000, help="long edge in pixels; 4000 is 12 megapixels")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="the last gives the plan")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "photos").mkdir()
        make_photos(root / "photos", options.photos, options.edge)
        photos = probe_photos(Root(root / "photos"), sorted((root / "photos").iterdir()), {}, Diagnostics())
        print(f"load {os.getloadavg()[0]:.1f}\n{'workers':>7}{'here/s':>9}{'cluster/s':>11}{'share':>7}{'task ms':>9}")
        for workers in options.workers:
            here, there, task = rounds(root, photos, workers, options.rounds)
            figures |= {f"here {workers}": here, f"cluster {workers}": there, f"task {workers}": task}
            print(f"{workers:7}{here:9.2f}{there:11.2f}{there / here:7.0%}{task:9.2f}", flush=True)
        made = list((root / f"here-{options.workers[0]}-0/photos").iterdir())
        figures["bytes"] = sum(file.stat().st_size for file in made) / len(photos)
        originals = sum(Path(photo.file).stat().st_size for photo in photos) / len(photos)
    print(
        f"a photo of {originals / 1e6:.1f} MB: {figures['bytes'] / 1e3:.0f} kB in {len(made) / len(photos):.0f} files"
    )
    rate = figures[f"cluster {options.workers[-1]}"] / options.workers[-1]
    for cores in (4, 16, 64):
        print(f"{PROVINCE} photos by {cores} cores: {PROVINCE / rate / cores / 3600:.1f} h")
    print(f"load {os.getloadavg()[0]:.1f}")
    return figures


if __name__ == "__main__":
    main()
