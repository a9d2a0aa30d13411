"""Columns of the finished site that show nothing (DOMAIN.md §3.4: 空白栏目, five of which fail a government site)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["TOO_MANY", "empty_columns"]

TOO_MANY: Final = 5
"""国办秘函〔2019〕19号: so many empty columns fail the whole site."""
_MAIN: Final = re.compile(rb"<main\b.*?</main>", re.DOTALL)
_EMPTY: Final = b'<div class="empty">'
"""What templates write where a list has nothing (``m.empty``); with ``hidden`` it is a filter's and does not count."""
_LISTED: Final = re.compile(rb"<(?:li|article|tr)\b")
_FEW: Final = 3
"""Items of a page's own furniture: the path of columns above it, a pair of links."""


def empty_columns(pages: Iterable[tuple[str, bytes]]) -> tuple[str, ...]:
    """Paths of those pages, of the first level, that say they are empty and list nothing else besides.

    :param pages: path and bytes
    """
    return tuple(sorted(path for path, content in pages if path.count("/") == 1 and _is_empty(content)))


def _is_empty(content: bytes) -> bool:
    main = _MAIN.search(content)
    shown = main[0] if main else content
    return _EMPTY in shown and len(_LISTED.findall(shown)) <= _FEW
