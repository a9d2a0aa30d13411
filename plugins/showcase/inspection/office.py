"""Files that are ZIP archives: Word, Excel, PowerPoint, ODF, OFD, EPUB, and plain ones."""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import Final

from showcase.inspection.profiles import names_person
from showcase.inspection.values import BrokenError, Finding, Findings, Inner, Kind

__all__ = ["inspect_zip"]

_MAX_ENTRIES: Final = 20_000
_MAX_ENTRY: Final = 100_000_000
_MAX_TOTAL: Final = 400_000_000
"""Unpacked bytes of one file: a bomb unpacks to thousands of times its size."""
_PROPERTIES: Final = re.compile(r"docProps/(?:core|app)\.xml|meta\.xml", re.IGNORECASE)
_PEOPLE: Final = {
    b"creator": "作者",
    b"lastModifiedBy": "最后修改者",
    b"initial-creator": "作者",
    b"printed-by": "打印者",
    b"Manager": "经理",
}
_NAMED: Final = re.compile(rb"<(?:[\w-]+:)?(" + b"|".join(_PEOPLE) + rb")\b[^<>]*>\s*([^<>\s][^<>]*)<")


def inspect_zip(data: bytes, inner: Inner) -> Findings:
    """Everything inside that is a picture or a document, and who is named in the properties."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from _inspect_entries(archive, inner)
    except BrokenError as error:
        yield Finding(Kind.OPAQUE, str(error))
    except (NotImplementedError, RuntimeError):
        yield Finding(Kind.OPAQUE, "文件加了密码，或用了少见的压缩方法")
    except Exception:  # noqa: BLE001 – zipfile and its decompressors raise whatever a damaged file leads them to
        yield Finding(Kind.OPAQUE, "文件已损坏，打不开")


def _inspect_entries(archive: zipfile.ZipFile, inner: Inner) -> Findings:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    total = sum(entry.file_size for entry in entries)
    if len(entries) > _MAX_ENTRIES or total > _MAX_TOTAL or any(e.file_size > _MAX_ENTRY for e in entries):
        yield Finding(Kind.OPAQUE, "里面的文件太多或太大")
        return
    for entry in entries:
        with archive.open(entry) as stream:  # never gives more than the size that was counted above
            content = stream.read(entry.file_size)
        yield from inner(entry.filename, content)
        if _PROPERTIES.fullmatch(entry.filename):
            yield from _people(content)


def _people(properties: bytes) -> Findings:
    """Which fields for a person are filled; the name itself is not repeated in a log."""
    for field, name in _NAMED.findall(properties):
        if names_person(html.unescape(name.decode("utf-8", "replace"))):
            yield Finding(Kind.PERSON, _PEOPLE[field])
