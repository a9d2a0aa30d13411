"""Digests of values: the same value has the same digest, whatever process made it and whoever shares its parts."""

from __future__ import annotations

import io
import os
import pickle
import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from showcase.pickling import Reducers

__all__ = ["digest_of", "program_digest", "text_digest"]

_SIZE: Final = 20


def text_digest(*parts: str | bytes) -> str:
    """Of words and bytes, each apart from the next."""
    found = blake2b(digest_size=_SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()


def digest_of(value: object, left_out: tuple[type, ...] = ()) -> str:
    """Of a frozen value with all that it holds; sets have no order and must not be among it.

    :param left_out: types whose content does not count, such as places in a file
    """
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, protocol=5)
    pickler.fast = True  # else it would matter which parts are one object, and which are only equal
    pickler.dispatch_table = _reducers(left_out)
    pickler.dump(value)
    return blake2b(stream.getbuffer(), digest_size=_SIZE).hexdigest()


def _nothing(value: object) -> tuple[Any, ...]:
    return type, (None,)


@cache
def _reducers(left_out: tuple[type, ...]) -> Reducers:
    return Reducers(dict.fromkeys(left_out, _nothing))


_PACKAGES: Final = (
    "chinesecalendar", "comrak", "feedgen", "icalendar", "Jinja2", "MarkupSafe", "mkdocs", "mkdocs-material", "nh3",
    "phonenumbers", "Pillow", "pillow-heif", "pydantic", "pypdf", "pypinyin", "python-stdnum", "PyYAML", "openpyxl",
    "XlsxWriter", "fonttools", "typst", "rcssmin", "OpenCC",
)  # fmt: skip


@cache
def program_digest() -> str:
    """Of this program and of all that it makes pages with: what another version kept is not used."""
    package = Path(__file__).parent
    found = ((place, name) for place, _, names in os.walk(package) for name in names if not name.endswith(".pyc"))
    files = sorted(os.path.join(place, name) for place, name in found)  # noqa: PTH118 – Path takes longer than reading
    content = (part for file in files for part in (os.path.relpath(file, package), Path(file).read_bytes()))
    return text_digest(sys.version, *map(_version, _PACKAGES), *content)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
