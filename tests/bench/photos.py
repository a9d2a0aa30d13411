"""Photos a second and peak memory: ``python -m tests.bench.photos`` (48 JPEGs of 12 megapixels, 1, 2 and 4 workers).

The same outputs each time – WebP 400/800/1600 q80 and one JPEG, a third of the photos portrait – by

* ``ours``: the product, from the file to the cache, digest and orientation included;
* ``floor``: decode at scale, cascade, encode, and nothing else, with the same settings;
* ``naive``: Pillow as a newcomer writes it: decode anew for each size, LANCZOS, WebP's own settings;
* ``hugo``: one page a photo, for Hugo works on pages at once, not on the photos of one; left out where there is none.

Each runs in a process of its own; its peak memory is that of the whole process, the interpreter included.
``CPU ms`` is processor time a photo: on a machine with other work it is what can be compared.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

from showcase.diagnostics import Diagnostics
from showcase.loading.files import Root
from showcase.loading.photos import probe_photos
from showcase.renditions import make_renditions

EDGES = (1600, 800, 400)
LANCZOS = Image.Resampling.LANCZOS


def make_photos(folder: Path, count: int, edge: int) -> None:
    """Pictures with clouds, grain and edges, so that they compress as photos do."""
    size = (edge, edge * 3 // 4)
    octaves = [
        Image.effect_noise((size[0] // n, size[1] // n), 90).resize(size, Image.Resampling.BICUBIC) for n in (4, 40)
    ]
    clouds = Image.blend(*octaves, 0.7)
    ramp, disc = Image.linear_gradient("L").resize(size), Image.radial_gradient("L").resize(size)
    whole = Image.merge("RGB", (clouds, Image.blend(clouds, ramp, 0.4), Image.blend(clouds, disc, 0.4)))
    for number in range(count):
        image = whole.copy()
        image.paste((number * 5 % 256, 60, 90), (number * 7, number * 5, edge // 4 + number * 7, edge // 4))
        upright = image if number % 3 else image.transpose(Image.Transpose.ROTATE_90)
        upright.save(folder / f"{number:02}-照片.jpg", quality=90)


# --- what is compared ----------------------------------------------------------------------------


def ours(files: list[Path], out: Path, workers: int) -> None:
    photos = probe_photos(Root(files[0].parent), files, {}, Diagnostics())
    assert make_renditions(photos, out, workers=workers) == ()


def each(work: Callable[[Path, Path], None]) -> Callable[[list[Path], Path, int], None]:
    def run(files: list[Path], out: Path, workers: int) -> None:
        with ThreadPoolExecutor(max_workers=workers) as pool:
            list(pool.map(lambda file: work(file, out), files))

    return run


def fit(image: Image.Image, edge: int) -> tuple[int, int]:
    scale = edge / max(image.size)
    return round(image.width * scale), round(image.height * scale)


def floor(file: Path, out: Path) -> None:
    with Image.open(file) as image:
        sizes = [fit(image, edge) for edge in EDGES]
        image.draft("RGB", sizes[0])
        small = image.resize(sizes[0], LANCZOS)
    small.save(io.BytesIO(), "JPEG", quality=82, subsampling=0)
    for size in sizes:
        small = small.resize(size, LANCZOS) if small.size != size else small
        small.save(io.BytesIO(), "WEBP", quality=80, method=2)


def naive(file: Path, out: Path) -> None:
    for edge in EDGES:
        with Image.open(file) as image:
            image.resize(fit(image, edge), LANCZOS).save(out / f"{file.stem}-{edge}.webp", quality=80)
    with Image.open(file) as image:
        image.resize(fit(image, EDGES[0]), LANCZOS).save(out / f"{file.stem}.jpg", quality=82)


JOBS = {"floor": each(floor), "ours": ours, "naive": each(naive)}
PAGE = """{{ range .Resources.ByType "image" }}{{ $i := . }}
{{ range slice "1600x1600" "800x800" "400x400" }}{{ ($i.Fit (printf "%s webp q80 Lanczos" .)).RelPermalink }}{{ end }}
{{ ($i.Fit "1600x1600 jpg q82 Lanczos").RelPermalink }}{{ end }}"""


def hugo_site(files: list[Path], root: Path) -> None:
    """A fresh site, without anything in its cache."""
    (root / "layouts/_default").mkdir(parents=True)
    (root / "hugo.toml").write_text('baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "RSS", "sitemap"]\n')
    (root / "layouts/_default/single.html").write_text(PAGE)
    for number, file in enumerate(files):
        bundle = root / f"content/p{number}"
        bundle.mkdir(parents=True)
        (bundle / "index.md").write_text(f"---\ntitle: p{number}\n---\n")
        os.link(file, bundle / "photo.jpg")


# --- measuring -----------------------------------------------------------------------------------


def peak() -> float:
    """Megabytes; ``VmHWM``, for ``ru_maxrss`` of a child begins with that of its parent."""
    match = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(match[1]) / 1024 if match else 0.0


def job(name: str, folder: str, workers: int) -> None:
    with tempfile.TemporaryDirectory() as out:
        start, busy = time.perf_counter(), time.process_time()
        JOBS[name](sorted(Path(folder).iterdir()), Path(out), workers)
        print(time.perf_counter() - start, time.process_time() - busy, peak())


def measure(name: str, folder: Path, workers: int) -> tuple[float, float, float]:
    """Seconds, seconds of processors and megabytes of one of the jobs."""
    command = [
        sys.executable,
        "-m",
        "tests.bench.photos",
        "--job",
        name,
        "--folder",
        str(folder),
        "--workers",
        str(workers),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, busy, megabytes = map(float, done.stdout.split())
    return seconds, busy, megabytes


def measure_hugo(hugo: str, folder: Path, workers: int) -> tuple[float, float, float]:
    with tempfile.TemporaryDirectory(dir=folder.parent) as root:
        hugo_site(sorted(folder.iterdir()), Path(root))
        environment = {**os.environ, "GOMAXPROCS": str(workers), "HUGO_CACHEDIR": f"{root}/cache"}
        start = time.perf_counter()
        with subprocess.Popen([hugo, "--quiet"], cwd=root, env=environment, stdout=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        assert process.returncode == 0
        made = [
            path
            for path in Path(root, "public").rglob("*")
            if path.suffix in (".webp", ".jpg") and path.stem != "photo"
        ]
        assert len(made) >= 4 * len(list(folder.iterdir())), len(made)
        return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


CLOSE = ("floor", "ours")


def measured(
    folder: Path, workers: list[int], hugo: str | None, rounds: int
) -> Iterator[tuple[str, int, float, float, float]]:
    """What lies close together takes turns, and its medians count: a machine alone differs by 7 % from run to run."""
    for count in workers:
        runs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in CLOSE}
        for number in range(rounds):
            for name in CLOSE if number % 2 else CLOSE[::-1]:
                runs[name].append(measure(name, folder, count))
        for name, found in runs.items():
            seconds, busy, megabytes = (statistics.median(column) for column in zip(*found, strict=True))
            yield name, count, seconds, busy, megabytes
        yield "naive", count, *measure("naive", folder, count)
        if hugo:
            yield "hugo", count, *measure_hugo(hugo, folder, count)


def main(arguments: list[str] | None = None) -> dict[str, float]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=48)
    parser.add_argument("--edge", type=int, default=4000, help="long edge in pixels; 4000 is 12 megapixels")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--rounds", type=int, default=3, help="of ours and the floor; the others run once")
    parser.add_argument("--hugo", default=shutil.which("hugo"), help="where Hugo is")
    parser.add_argument("--job", choices=JOBS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.job:
        job(options.job, options.folder, options.workers[0])
        return {}
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "photos"
        folder.mkdir()
        make_photos(folder, options.photos, options.edge)
        print(f"{'':8}{'workers':>8}{'photos/s':>10}{'seconds':>9}{'CPU ms':>8}{'MB':>7}{'of floor':>10}")
        for name, workers, seconds, busy, megabytes in measured(folder, options.workers, options.hugo, options.rounds):
            rate = figures[f"{name} {workers}"] = options.photos / seconds
            share = f"{rate / figures[f'floor {workers}']:.0%}" if f"floor {workers}" in figures else ""
            print(
                f"{name:8}{workers:8}{rate:10.2f}{seconds:9.1f}{busy * 1000 / options.photos:8.0f}{megabytes:7.0f}{share:>10}",
                flush=True,
            )
    return figures


if __name__ == "__main__":
    main()
