"""What lies in bytes whose structure nobody reads: old office files, earlier states of a PDF, forgotten entries."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from showcase.inspection.profiles import exif
from showcase.inspection.values import Finding, Findings, Kind

__all__ = ["inspect_stray"]

_EXIF: Final = re.compile(rb"Exif\0\0(?=II\*\0|MM\0\*)")
"""Ten bytes that no programme and no chance puts anywhere else."""
_BLOCK: Final = 65_536
"""A block of EXIF is at most as long as a segment of JPEG."""
_MAX_BLOCKS: Final = 1000
_XMP_PLACE: Final = re.compile(rb"exif:GPSL(?:at|ong)itude")
_WHERE: Final = "位置不明"


def inspect_stray(data: bytes) -> Findings:
    """Blocks of EXIF, and positions in XMP, wherever they stand uncompressed."""
    for place in islice(_EXIF.finditer(data), _MAX_BLOCKS):
        for found in exif(data[place.start() : place.start() + _BLOCK]):
            yield Finding(found.kind, found.what, _WHERE)
    if _XMP_PLACE.search(data):
        yield Finding(Kind.METADATA, "拍摄位置（GPS）", _WHERE)
