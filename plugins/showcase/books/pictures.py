"""Photos at the size at which they are printed: a published JPEG of 1600 pixels is more than a page can show.

typst holds every picture decoded until the file is written: 200 photos of 1600 × 1067 pixels take 1 GB, at 222 dots an
inch 0.4 GB, and the PDF is a third as large. Decoding, resizing and encoding take some 35 ms a photo.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from showcase.books.values import Picture
from showcase.storage import write_whole
from showcase.workers import usable_cores

__all__ = ["BOOK_ROOM", "OFFICIAL_ROOM", "Room", "forget_pictures", "place_pictures", "printed_pixels", "put"]

_LEAST: Final = 220
"""Dots an inch below which print looks soft: a smaller photo is printed smaller instead."""
_DOTS: Final = 222
"""What a photo is made smaller to; a little more than the least, for whole pixels and millimetres."""
_QUALITY: Final = 85
_WORTH_IT: Final = 0.9
"""A photo that would lose less than a tenth of its edge stays as it is."""
_INCH: Final = 25.4


@dataclass(frozen=True, slots=True)
class Room:
    """Millimetres that one photo may take on a page."""

    width: float
    height: float


BOOK_ROOM: Final = Room(140.7, 76.0)
OFFICIAL_ROOM: Final = Room(156.0, 82.0)


def printed_pixels(picture: Picture, room: Room) -> tuple[int, int]:
    """The size in pixels that its place in print needs; never more than it has."""
    wide = min(picture.width / _LEAST * _INCH, room.width, room.height * picture.width / picture.height)
    width = min(picture.width, round(wide / _INCH * _DOTS))
    return width, max(1, round(width * picture.height / picture.width))


def place_pictures(pictures: Iterable[Picture], room: Room, cache: Path, folder: Path) -> None:
    """All of them into a folder, under their names; what had to be made smaller is kept in the cache.

    :raises OSError: a photo cannot be read, or a folder not be written
    """
    cache.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(usable_cores()) as pool:  # Pillow leaves them alone with the interpreter's lock
        for _ in pool.map(partial(_place, room=room, cache=cache, folder=folder), pictures):
            pass


def _place(picture: Picture, room: Room, cache: Path, folder: Path) -> None:
    size = printed_pixels(picture, room)
    source = Path(picture.file)
    if size[0] <= _WORTH_IT * picture.width:
        source = cache / f"{Path(picture.name).stem}-{size[0]}.jpg"
        if not source.is_file():
            write_whole(source, _smaller(Path(picture.file), size))
    put(source, folder / picture.name)


def _smaller(file: Path, size: tuple[int, int]) -> bytes:
    from PIL import Image  # here, for most builds make no book

    with Image.open(file) as opened:
        stream = io.BytesIO()
        opened.resize(size, Image.Resampling.LANCZOS).save(stream, "JPEG", quality=_QUALITY)
        return stream.getvalue()


def put(source: Path, target: Path) -> None:
    """A file under another name; a copy where the system has no links."""
    try:
        target.symlink_to(source.resolve())
    except OSError:
        shutil.copyfile(source, target)


def forget_pictures(cache: Path, needed: Iterable[str]) -> None:
    """Remove what no volume shows any more.

    :param needed: file names of the photos that volumes show
    """
    stems = {Path(name).stem for name in needed}
    for file in cache.glob("*.jpg") if cache.is_dir() else ():
        if file.stem.rpartition("-")[0] not in stems:
            file.unlink(missing_ok=True)
