"""SVG that the office publishes as it is: a drawing, and nothing that acts (DESIGN.md §8).

A browser that opens one by its address runs its scripts as the site's own.
"""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

__all__ = ["drawing_danger_in"]

_ACTING: Final = frozenset({"script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "html"})
_ADDRESSES: Final = frozenset({"href", "src", "from", "to", "values", "by"})
_INSIDE: Final = re.compile(r"\s*(?:#|$|data:image/(?:png|jpeg|webp|gif)[;,])", re.IGNORECASE)
_FOREIGN: Final = re.compile(r"@import|url\(\s*[\"']?\s*(?!#|data:image/)|javascript:|expression\(", re.IGNORECASE)


class _Found(Exception):
    """What the drawing does besides showing itself."""


def drawing_danger_in(data: bytes) -> str:
    """What in an SVG can act or fetch; empty when nothing was found."""
    parser = expat.ParserCreate(namespace_separator=" ")
    inside: list[str] = []
    parser.StartElementHandler = lambda name, attributes: inside.append(_element(name, attributes))
    parser.EndElementHandler = lambda _name: inside.pop()
    parser.CharacterDataHandler = lambda text: _style(text) if inside and inside[-1] == "style" else None
    parser.StartDoctypeDeclHandler = _doctype
    parser.ProcessingInstructionHandler = lambda target, _data: _instruction(target)
    try:
        parser.Parse(data, True)
    except _Found as found:
        return str(found)
    except (expat.ExpatError, ValueError, LookupError):
        return "不合 SVG 的格式，请重新导出"
    return ""


def _element(name: str, attributes: dict[str, str]) -> str:
    local = name.rpartition(" ")[2].lower()
    if local in _ACTING:
        raise _Found(f"SVG 里有 <{local}>，能执行程序，请删去")
    for key, value in attributes.items():
        _attribute(local, key.rpartition(" ")[2].lower(), value)
    return local


def _attribute(element: str, key: str, value: str) -> None:
    if key.startswith("on"):
        raise _Found(f"SVG 里有 {key}，能执行程序，请删去")
    if key in _ADDRESSES and element in ("set", "animate", "animatemotion", "animatetransform"):
        if re.search(r"javascript:|data:|//", value, re.IGNORECASE):
            raise _Found("SVG 的动画会改网址，请删去")
    elif key in ("href", "src") and not _INSIDE.match(value):
        raise _Found("SVG 里有指向别处的网址，请把它画在图里")
    if _FOREIGN.search(value):
        raise _Found("SVG 的样式里有指向别处的网址，请删去")


def _style(text: str) -> None:
    if _FOREIGN.search(text):
        raise _Found("SVG 的样式里有指向别处的网址，请删去")


def _instruction(target: str) -> None:
    if target.lower().startswith("xml-"):
        raise _Found("SVG 引用了别的样式表，请删去")


def _doctype(_name: str, _system: str | None, _public: str | None, has_internal: bool) -> None:
    """A declaration alone is what old drawing programs write; with one of its own come entities."""
    if has_internal:
        raise _Found("SVG 里有实体声明，请重新导出")
