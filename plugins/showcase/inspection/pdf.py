"""PDF: the pictures in it as they were put in, what is said about it, files attached to it.

pypdf itself limits what it unpacks (75 MB a stream).
"""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    EncodedStreamObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
)

from showcase.inspection.profiles import names_person, unpacked
from showcase.inspection.stray import inspect_stray
from showcase.inspection.values import BrokenError, Finding, Findings, Inner, Kind

__all__ = ["inspect_pdf"]

_MAX_OBJECTS: Final = 200_000
_SECONDS: Final = 20.0
"""A hostile file must not hold up a build; one that is cut off is said to be not inspected."""
_CODED: Final = frozenset({"/DCTDecode", "/DCT", "/JPXDecode"})
"""Filters whose data is a picture file with everything that the camera wrote."""
_HEADS: Final = (b"\xff\xd8\xff", b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51")
_MAX_OTHER: Final = 30_000_000
_FILES: Final = (*_HEADS, b"\x89PNG", b"II*\0", b"MM\0*", b"PK\3\4", b"\xd0\xcf\x11\xe0", b"%PDF-")
"""What an attached file may begin with."""
_XMP_PERSON: Final = re.compile(rb"<dc:creator>.{0,200}?<rdf:li[^<>]*>([^<>]+)<", re.DOTALL)


def inspect_pdf(data: bytes, inner: Inner) -> Findings:
    """Whatever pypdf raises on a damaged file, the verdict is that it could not be inspected."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings would count for --strict
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):  # restricted only: any viewer opens it
            yield Finding(Kind.OPAQUE, "PDF 加了密码或限制")
            return
        yield from _document(reader)
        yield from _objects(reader, inner)
    except BrokenError as error:
        yield Finding(Kind.OPAQUE, str(error))
    except Exception:  # noqa: BLE001 – pypdf raises whatever a damaged file leads it to
        yield Finding(Kind.OPAQUE, "PDF 已损坏，读不全")


def _document(reader: PdfReader) -> Findings:
    said = reader.metadata
    if said is not None and names_person(str(said.get("/Author") or "")):
        yield Finding(Kind.PERSON, "作者")
    described = reader.root_object.get("/Metadata")
    described = described.get_object() if described is not None else None
    if isinstance(described, StreamObject) and _names_person(described.get_data()):
        yield Finding(Kind.PERSON, "作者")


def _names_person(xmp: bytes) -> bool:
    return any(names_person(name.decode("utf-8", "replace")) for name in _XMP_PERSON.findall(xmp))


def _objects(reader: PdfReader, inner: Inner) -> Findings:
    places = sorted(_places(reader))
    deadline = time.monotonic() + _SECONDS
    if len(places) > _MAX_OBJECTS:
        yield Finding(Kind.OPAQUE, "PDF 里的对象太多")
        return
    for number, generation in places:
        if time.monotonic() > deadline:
            yield Finding(Kind.OPAQUE, "PDF 太复杂，没有查完")
            return
        found = _object(reader, number, generation)
        if isinstance(found, StreamObject):
            yield from _stream(f"第 {number} 号对象", found, inner)


def _places(reader: PdfReader) -> Iterator[tuple[int, int]]:
    """Number and generation of all objects; those within object streams are never streams themselves."""
    for generation, numbers in reader.xref.items():
        yield from ((number, generation) for number in numbers)


def _object(reader: PdfReader, number: int, generation: int) -> PdfObject | None:
    """An unused object may be damaged: viewers pass over it, and so do we."""
    try:
        return reader.get_object(IndirectObject(number, generation, reader))
    except Exception:  # noqa: BLE001 – as above
        return None


def _stream(where: str, stream: StreamObject, inner: Inner) -> Findings:
    if stream.get("/Type") == "/EmbeddedFile":
        yield from inner(f"{where}（附带的文件）", stream.get_data())
    elif stream.get("/Subtype") != "/Image":
        yield from _other(where, stream, inner)
    else:
        if "/Metadata" in stream:
            yield Finding(Kind.METADATA, "XMP 信息", where)
        filters = _filters(stream)
        if filters and filters[-1] in _CODED:
            picture = _coded(stream, filters)
            yield from inner(where, picture)
            if not picture.startswith(_HEADS):
                yield Finding(Kind.UNREADABLE, "图片已损坏", where)


def _other(where: str, stream: StreamObject, inner: Inner) -> Findings:
    """Files and pictures that do not say what they are, and pictures within the drawing of a page."""
    filters, content = _filters(stream), bytes(stream._data)
    if filters not in ([], ["/FlateDecode"]):
        return
    if filters:  # pypdf would keep what it unpacks
        with suppress(BrokenError):
            content = unpacked(content, _MAX_OTHER)
    if content.startswith(_FILES):
        yield from inner(where, content)
    else:
        yield from inspect_stray(content)


def _filters(stream: StreamObject) -> list[str]:
    said = stream.get("/Filter")
    said = said.get_object() if said is not None else None
    return [str(item.get_object()) for item in said] if isinstance(said, ArrayObject) else [str(said)] if said else []


def _coded(stream: StreamObject, filters: list[str]) -> bytes:
    """The picture file: the filters before the last are undone; the public way would decode the pixels too."""
    if len(filters) == 1:
        return bytes(stream._data)
    outer = EncodedStreamObject()
    outer._data = stream._data
    outer[NameObject("/Filter")] = ArrayObject(NameObject(name) for name in filters[:-1])
    return bytes(outer.get_data())
