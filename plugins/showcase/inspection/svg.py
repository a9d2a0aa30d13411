"""SVG and the pictures that are written into texts as ``data:`` addresses."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote_to_bytes
from xml.parsers import expat

from showcase.inspection.profiles import metadata
from showcase.inspection.values import BrokenError, Findings, Inner

__all__ = ["has_inline", "inline_pictures", "inspect_svg"]

_DATA: Final = re.compile(
    rb"data:image\\?/([\w.+-]+)\s*((?:;(?:(?!data:)[^,<>]){0,200}+)?),((?:(?!data:image)[^\"'<>)\\]|\\[/nr\n\r])*+)",
    re.IGNORECASE,
)
"""Each sign is read once: a hostile file of a million beginnings takes no longer than one of pixels."""
_CODED: Final = re.compile(
    rb"(?:\\?/9j\\?/|iVBORw0KGgo|UklGR|R0lGOD|SUkqA|TU0AK|JVBERi|UEsDB|AAAA..Z0eXB)(?:[\w+/=]|\s|\\[/nr\n\r]){80,}+",
    re.ASCII,
)
"""Base64 of pictures and documents by their first bytes, whatever stands before it: mail, ``data:;base64``, JSON."""
_ESCAPES: Final = re.compile(rb"\\[nr]|\\|\s|&#10;")
_PATHS: Final = re.compile(r"(?:docname|docbase|export-filename|absref)$")
"""Attributes in which drawing programs leave file names of the machine."""
_ADOBE: Final = "http://ns.adobe.com/AdobeIllustrator/"
"""Its elements hold the whole drawing as it was made, with the pictures that were linked."""
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def inspect_svg(data: bytes, inner: Inner) -> Findings:
    """Metadata, file names of the author's machine, and pictures that were put in."""
    found: dict[str, None] = {}
    _parse(data, found)
    yield from map(metadata, found)
    for number, picture in enumerate(inline_pictures(data), 1):
        yield from inner(f"第 {number} 张内嵌图片", picture)


def _parse(data: bytes, found: dict[str, None]) -> None:
    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if local.lower() == "metadata" or space == _RDF:
            found["作者等信息（metadata）"] = None
        if space.startswith(_ADOBE):
            found["Illustrator 的原稿"] = None
        if any(_PATHS.search(key) or value.startswith("file:") for key, value in attributes.items()):
            found["作者电脑里的文件名"] = None

    def entity(*_: object) -> None:
        raise BrokenError("有实体声明")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise BrokenError("不合 SVG 的格式") from None


def has_inline(text: bytes) -> bool:
    """Whether it is worth looking for pictures in a text."""
    lowered = text.lower()
    return b"base64" in lowered or b"data:image" in lowered


def inline_pictures(text: bytes) -> Iterator[bytes]:
    """Pictures and documents written into a page, a style sheet or a drawing, each as often as it is there."""
    if has_inline(text):
        yield from _pictures(text)
        yield from filter(None, (_decoded(match[0]) for match in _CODED.finditer(text)))


def _pictures(text: bytes, *, is_nested: bool = False) -> Iterator[bytes]:
    """What ``data:`` addresses hold; a drawing that is written as text is looked through itself, once."""
    for match in _DATA.finditer(text):
        is_base64 = b"base64" in match[2].lower()
        picture = _decoded(match[3]) if is_base64 else unquote_to_bytes(match[3])
        if match[1].lower() == b"svg+xml" and not is_base64:
            yield from () if is_nested else _pictures(picture, is_nested=True)
        elif picture:
            yield picture


def _decoded(coded: bytes) -> bytes:
    plain = _ESCAPES.sub(b"", unquote_to_bytes(coded))
    try:
        return base64.b64decode(plain + b"=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return b""
