"""Making what is published of photos: oriented, sRGB, without metadata, never larger than the original.

One decode a photo, at about the scale that is needed (``draft``), then from size to size (MEASURED.md
§2: 155 ms for three sizes of 12 megapixels at WebP method 2, against 557 ms decoded anew each time).
Pillow releases the interpreter lock: threads gave 3.5–3.9× on 4 cores and are safe under ``serve``.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

from PIL import Image

from showcase.diagnostics import Diagnostic, Location
from showcase.loading.pictures import MAX_MEMORY, header_of, is_in_several_scans, open_picture
from showcase.loading.swarms import has_many_scans
from showcase.model.renditions import PLACEHOLDER, Rendition, plan_everything
from showcase.model.units import Photo
from showcase.renditions.crews import Batch, Crew, Hire, Job, Made, make_by
from showcase.renditions.decoding import upright
from showcase.renditions.fields import encode_placeholder
from showcase.renditions.memory import Allowance, available_memory
from showcase.storage import write_whole
from showcase.workers import usable_cores

__all__ = [
    "Progress",
    "allowance_of",
    "is_kept",
    "make_batch",
    "make_renditions",
    "make_sizes",
    "rendition_file",
]

_SAVING: Final[dict[str, dict[str, Any]]] = {
    "webp": {"format": "WEBP", "method": 2},  # 6 % more bytes than method 4 for 60 % of its time, and looks the same
    "jpg": {"format": "JPEG", "subsampling": 0},  # halved colour makes red banners and seals bleed
    "avif": {"format": "AVIF", "speed": 8, "max_threads": 1},  # the photos are what runs at once
}
_FRESH: Final = 1800.0
"""Seconds after which a file that is used is marked so again: cleaning keeps what is younger than an hour."""
_UNWRITABLE: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM})
_WORKER: Final = 150_000_000
"""Bytes that a worker takes for an ordinary photo, a baseline JPEG."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the making is."""

    done: int
    total: int
    """Photos."""
    files: int
    """Renditions that were written until now."""


def rendition_file(rendition: Rendition, cache: Path) -> Path:
    """Where the cache keeps it."""
    return cache / "photos" / rendition.name


def make_renditions(
    photos: Iterable[Photo],
    cache: Path,
    *,
    avif: bool = False,
    tell: Callable[[Progress], None] | None = None,
    workers: int | None = None,
    hire: Hire | None = None,
) -> tuple[Diagnostic, ...]:
    """Make what the cache does not have yet; a damaged photo is a diagnostic and does not hide the next.

    :param tell: called in the caller's thread after each photo; never when there is nothing to make
    :param workers: at most so many at once; by default as many as there are cores and memory for
    :param hire: who makes them; by default threads of this process
    """
    missing = _missing(photos, cache, avif)
    if not missing:
        return ()
    try:
        (cache / "photos").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return (_unwritable(missing[0][0].photo, error),)
    problems: dict[str, Diagnostic] = {}
    files = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # here, not in threads: the filters are the whole process's
        with (hire or hire_threads(workers))(missing, cache) as crew, closing(make_by(crew, missing, cache)) as made:
            for done, (job, problem) in enumerate(made, 1):
                files += 0 if problem else sum(r.spec != PLACEHOLDER for r in job)
                problems |= {job[0].photo.digest: problem} if problem else {}
                if tell:
                    tell(Progress(done, len(missing), files))
                if problem and problem.rule == "cache-unwritable":
                    break  # the others would say the same
    return tuple(problems[job[0].photo.digest] for job in missing if job[0].photo.digest in problems)


def hire_threads(workers: int | None = None) -> Hire:
    """Threads of this process, at most so many; Pillow leaves them alone with the interpreter's lock."""

    @contextmanager
    def hire(jobs: Sequence[Job], cache: Path) -> Iterator[Crew]:
        allowance = allowance_of(available_memory())
        at_once = workers or max(1, min(usable_cores(), allowance.total // _WORKER))
        with ThreadPoolExecutor(max_workers=at_once) as pool:
            yield Crew(executor=pool, make=partial(make_batch, allowance=allowance), room=lambda _: 2 * at_once)

    return hire


def allowance_of(memory: int) -> Allowance:
    """What of so many bytes photos may take."""
    return Allowance(max(memory * 6 // 10, MAX_MEMORY))


def make_batch(batch: Batch, allowance: Allowance) -> Made:
    """One photo after the other, into the cache; the same everywhere."""
    return tuple(_make(job, batch.cache, allowance) for job in batch.jobs)


def _missing(photos: Iterable[Photo], cache: Path, avif: bool) -> list[tuple[Rendition, ...]]:
    """What is to be made, a photo each; the same picture in two places is made once."""
    now = time.time()
    planned = {photo.digest: plan_everything(photo, avif=avif) for photo in photos}
    wanted = (tuple(r for r in sizes if not is_kept(rendition_file(r, cache), now)) for sizes in planned.values())
    return [sizes for sizes in wanted if sizes]


def is_kept(file: Path, now: float) -> bool:
    """Whether the cache has it; it is then marked as used, so that no cleaning takes it from under this build."""
    try:
        facts = file.stat()
    except OSError:
        return False
    if now - facts.st_mtime > _FRESH:
        with suppress(OSError):  # a cache that others may write
            os.utime(file)
    return facts.st_size > 0  # a machine that lost its power leaves names of empty files behind


def _make(renditions: Sequence[Rendition], cache: Path, allowance: Allowance) -> Diagnostic | None:
    photo = renditions[0].photo
    try:
        with Path(photo.file).open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != photo.digest:
                raise FileNotFoundError  # the file that was probed is no more
            stream.seek(0)
            _make_from(stream, renditions, cache, allowance)
    except ImportError:
        raise  # pillow-heif is missing: no fault of the photo
    except Exception as error:  # noqa: BLE001 – Pillow's readers raise whatever a damaged file leads them to
        return _problem(photo, error)
    return None


def _problem(photo: Photo, error: Exception) -> Diagnostic:
    """A full disk and a photo that was taken away are no damage; Pillow's own errors have no number."""
    place = Location(photo.path)
    if isinstance(error, OSError) and error.errno in _UNWRITABLE:
        return _unwritable(photo, error)
    if isinstance(error, FileNotFoundError):
        return Diagnostic(place, "照片在建站时被改动了，请再建一次", "photo-changed")
    return Diagnostic(place, "照片已损坏，不能完整解码，请换一张", "bad-photo")


def _unwritable(photo: Photo, error: OSError) -> Diagnostic:
    message = f"缓存写不进去（{error.strerror}），照片没有做完；请看磁盘是否已满、缓存文件夹能否写入"
    return Diagnostic(Location(photo.path), message, "cache-unwritable")


def _make_from(stream: BinaryIO, renditions: Sequence[Rendition], cache: Path, allowance: Allowance) -> None:
    with open_picture(stream) as opened:
        header = header_of(opened)
        if header.type == "JPEG" and is_in_several_scans(opened) and has_many_scans(stream):
            raise ValueError("too many scans")
        largest = max(plan_everything(renditions[0].photo), key=_size)
        with allowance.taking(header.memory):
            image = upright(opened, header, _size(largest))
    make_sizes(image, renditions, lambda rendition, content: write_whole(rendition_file(rendition, cache), content))


def make_sizes(image: Image.Image, renditions: Sequence[Rendition], keep: Callable[[Rendition, bytes], None]) -> None:
    """Hand over these of an upright picture of the largest size: the same bytes, whichever others are there already.

    A callback, for bytes that a generator still holds while it makes the next take 7 MB of the heap.
    """
    wanted = {rendition.name for rendition in renditions}
    for rendition, sized in _cascade(image, plan_everything(renditions[0].photo, avif=True)):
        if rendition.name in wanted:
            keep(rendition, _encoded(sized, rendition))


def _size(rendition: Rendition) -> tuple[int, int]:
    return rendition.width, rendition.height


def _cascade(image: Image.Image, renditions: Sequence[Rendition]) -> Iterator[tuple[Rendition, Image.Image]]:
    """From the largest size to the smallest, each made from the one before."""
    for rendition in sorted(renditions, key=_size, reverse=True):
        size = _size(rendition)
        way = Image.Resampling.BOX if rendition.spec == PLACEHOLDER else Image.Resampling.LANCZOS  # no rims
        image = image if image.size == size else image.resize(size, way)
        yield rendition, image


def _encoded(image: Image.Image, rendition: Rendition) -> bytes:
    if rendition.spec.format == PLACEHOLDER.format:
        return encode_placeholder(image)
    stream = io.BytesIO()
    image.save(stream, quality=rendition.spec.quality, **_SAVING[rendition.spec.format])
    return stream.getvalue()
