"""Probing pictures: what they are, before anything is made of them (DESIGN.md §6)."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from PIL import Image

from showcase.diagnostics import Diagnostics, Location
from showcase.loading.digests import Digests
from showcase.loading.file_content import hidden_danger_in
from showcase.loading.files import Root
from showcase.loading.photo_names import SUFFIXES, number_and_caption
from showcase.loading.pictures import MAX_MEMORY, Header, header_of, name_of_type, open_picture
from showcase.model.units import Photo

if TYPE_CHECKING:
    from showcase.loading.schema import PhotoSchema

__all__ = ["probe_photo", "probe_photos"]

_SAID: Final = ("alt", "date", "place", "credit", "focus")
"""What a unit may say of a photo besides its caption; of what it does not say, the model knows the default."""
_WORTH_THREADS: Final = 8_000_000
"""Bytes of a unit's photos from which digests on all cores save more than threads cost (1.8 GB/s a core)."""


def probe_photos(
    root: Root,
    paths: Sequence[Path],
    said: Mapping[Path, PhotoSchema],
    diagnostics: Diagnostics,
    digests: Digests | None = None,
) -> tuple[Photo, ...]:
    """All pictures of a unit in their order; those that cannot be shown are told and left out.

    :param digests: what is remembered of files, so that only new ones are read beyond their headers
    """
    known = digests or Digests()

    def probe(path: Path) -> Photo | None:
        return _probe(root, path, said.get(path), diagnostics, known)

    with warnings.catch_warnings():  # here, not in threads: the filters are the whole process's
        warnings.simplefilter("ignore")
        if sum(map(_size, paths)) < _WORTH_THREADS:
            found = [probe(path) for path in paths]
        else:
            with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
                found = list(pool.map(probe, paths))
    photos = sorted((photo for photo in found if photo), key=lambda photo: (photo.number, photo.path))
    _tell_duplicates(photos, diagnostics)
    return tuple(photos)


def probe_photo(root: Root, path: Path, said: PhotoSchema | None, diagnostics: Diagnostics) -> Photo | None:
    """One picture with its caption; ``None`` with a diagnostic when it cannot be shown."""
    return next(iter(probe_photos(root, (path,), {path: said} if said else {}, diagnostics)), None)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _tell_duplicates(photos: Sequence[Photo], diagnostics: Diagnostics) -> None:
    first: dict[str, Photo] = {}
    for photo in photos:
        other = first.setdefault(photo.digest, photo)
        if other is not photo:
            message = f"和“{Path(other.path).name}”是同一张照片，请删去一张"
            diagnostics.warning(Location(photo.path), message, "duplicate-photo")


def _probe(
    root: Root, path: Path, said: PhotoSchema | None, diagnostics: Diagnostics, digests: Digests
) -> Photo | None:
    place = Location(root.relative(path))
    facts = _facts(root, path, place, diagnostics, digests)
    number, caption = number_and_caption(path.stem)
    caption = said.caption if said and said.caption else caption
    if not caption:
        message = "照片没有说明：请把文件名写成“01-说明.jpg”，或在 photos 里写 caption"
        diagnostics.error(place, message, "photo-caption")
    if facts is None or not caption:
        return None
    header, digest = facts
    words: dict[str, Any] = {name: getattr(said, name) for name in _SAID} if said else {}
    return Photo(
        path=place.path,
        file=str(path),
        number=number,
        caption=caption,
        width=header.height if header.is_turned else header.width,
        height=header.width if header.is_turned else header.height,
        digest=digest,
        **words,
    )


def _facts(
    root: Root, path: Path, place: Location, diagnostics: Diagnostics, digests: Digests
) -> tuple[Header, str] | None:
    """Headers, and the digest of all bytes: the file is opened once and read through at most once."""
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > root.limits.photo * 1_000_000:
                message = f"文件有 {size / 1e6:.1f} MB，超过 {root.limits.photo} MB"
                diagnostics.error(place, message, "file-too-large")
                return None
            header = _header(stream, place, diagnostics)
            if header is None or not _is_bearable(header, root.limits.pixels, place, diagnostics):
                return None
            if danger := hidden_danger_in(stream, "照片"):
                diagnostics.error(place, danger, "unsafe-file")
                return None
            _tell_oddities(path, header, place, diagnostics)
            return header, digests.of(path, stream)
    except OSError as error:
        diagnostics.error(place, f"读不了这个文件：{error.strerror or '系统错误'}", "unreadable-file")
        return None


def _header(stream: BinaryIO, place: Location, diagnostics: Diagnostics) -> Header | None:
    """``None`` with a diagnostic for what is damaged or no photo at all."""
    try:
        with open_picture(stream) as image:
            return header_of(image)
    except ImportError:
        raise  # pillow-heif is missing: no fault of the photo
    except Image.DecompressionBombError:
        diagnostics.error(place, "照片超过 5000 万像素，请先缩小", "photo-too-large")
    except Exception:  # noqa: BLE001 – Pillow's readers raise whatever a damaged file leads them to
        diagnostics.error(place, _not_a_photo(stream), "bad-photo")
    return None


def _not_a_photo(stream: BinaryIO) -> str:
    head = b""
    with suppress(OSError, ValueError):
        stream.seek(0)
        head = stream.read(64)
    if not head:
        return "打不开这张照片：文件是空的"
    other = name_of_type(head)
    known = "、".join(SUFFIXES)
    if other:
        space = " " if other[0].isascii() else ""
        return f"打不开这张照片：内容是{space}{other}，不是 {known}"
    return f"打不开这张照片：文件已损坏，或不是 {known}"


def _is_bearable(header: Header, megapixels: int, place: Location, diagnostics: Diagnostics) -> bool:
    """No more pixels than we would decode, nor more memory than a worker has (DESIGN.md §6)."""
    if header.width * header.height > megapixels * 1_000_000:
        message = f"照片有 {header.width}×{header.height} 像素，超过 {megapixels * 100} 万像素，请先缩小"
        diagnostics.error(place, message, "photo-too-large")
        return False
    if header.memory > MAX_MEMORY:
        message = f"照片有 {header.width}×{header.height} 像素，这样的 {header.type} 太大，请先缩小，或另存为普通 JPEG"
        diagnostics.error(place, message, "photo-too-large")
        return False
    return True


def _tell_oddities(path: Path, header: Header, place: Location, diagnostics: Diagnostics) -> None:
    good = SUFFIXES[header.type]
    if path.suffix.lower() not in good:
        message = f"文件名的后缀是 {path.suffix}，内容其实是 {header.type}，请把后缀改成 {good[0]}"
        diagnostics.warning(place, message, "photo-type")
    if header.frames:
        diagnostics.warning(place, header.frames, "animated-photo")
