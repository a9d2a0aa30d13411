"""The core's clean HTML as XML: the same words, well formed, without what XML cannot hold."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element, ParseError, fromstring

__all__ = ["parsed", "printable", "well_formed"]

_VOID: Final = re.compile(r"<(br|hr|img|wbr)\b((?:[^>\"]|\"[^\"]*\")*?)\s*/?>")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
"""What XML 1.0 forbids or discourages, and what no font draws; a reader of EPUB stops at the first one."""


def printable(text: str) -> str:
    """Without control characters."""
    return _UNPRINTABLE.sub("", text)


def well_formed(html: str) -> str:
    """Clean HTML (as nh3 writes it: closed, quoted, four entities and &nbsp;) as XML."""
    text = _COMMENT.sub("", printable(html)).replace("&nbsp;", "\u00a0")
    return _VOID.sub(r"<\1\2/>", text)


def parsed(html: str) -> Element:
    """Its tree, within a ``div``.

    :raises ValueError: it is no clean HTML, which is this program's mistake and not an author's
    """
    try:
        # Our own text, sanitised, with neither DTD nor entities of its own: there is nothing to expand.
        return fromstring(f"<div>{well_formed(html)}</div>")  # noqa: S314
    except ParseError as error:
        raise ValueError(f"not well formed: {error}") from error
