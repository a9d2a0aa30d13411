"""The office's free pages, cleaned after MkDocs rendered them (``free_pages: checked`` in ``mkdocs.yml``).

Kept is what Material's extensions make: admonitions, tabs, task lists, footnotes, tables, code, icons, anchors.
Removed is what acts or fetches: scripts, handlers, frames, forms, styles, pictures and addresses from elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import nh3

from showcase.markdown.allowed import DROPPED, SCHEMES, TAGS, has_foreign_scheme
from showcase.markdown.tags import TagReader

__all__ = ["CleanPage", "Removal", "clean_page"]

_TAGS: Final = TAGS | frozenset("label input center svg path video audio source picture".split())
_EVERYWHERE: Final = frozenset("class id title lang dir role aria-label aria-hidden data-tabs".split())
_ATTRIBUTES: Final = {
    "a": {"href", "target", "rel", "name"},
    "img": {"src", "alt", "width", "height", "loading", "align"},
    "input": {"type", "checked", "disabled", "name"},
    "label": {"for"}, "details": {"open"}, "ol": {"start", "type"},
    "td": {"style", "align", "colspan", "rowspan"}, "th": {"style", "align", "colspan", "rowspan", "scope"},
    "svg": {"viewbox", "xmlns", "width", "height", "fill", "viewBox"}, "path": {"d", "fill"},
    "video": {"src", "poster", "controls", "width", "height", "preload"}, "audio": {"src", "controls", "preload"},
    "source": {"src", "type"}, "code": {"data-lang"}, "div": {"data-lang"}, "span": {"data-lang"},
}  # fmt: skip
_FETCHED: Final = frozenset({"src", "poster"})
_ALIGNED: Final = re.compile(r"\s*text-align:\s*(?:left|right|center)\s*;?\s*")
_OF_TABS: Final = re.compile(r"__tabbed_\d+(?:_\d+)?|__(?:span|codelineno)-\d+-\d+")
"""Ids of the extensions; any other that begins so is Material's own, and a page that has it takes its place."""
_OF_THE_PAGE: Final = re.compile(r"__.*|main")


@dataclass(frozen=True, slots=True)
class Removal:
    """What was taken out."""

    what: str
    """In Chinese, for a message."""
    written: str
    """The tag as it was rendered, to be looked for in the source."""


@dataclass(frozen=True, slots=True)
class CleanPage:
    """HTML that does not act, and what it lost."""

    html: str
    removals: tuple[Removal, ...] = ()


def clean_page(html: str) -> CleanPage:
    """What is left of a rendered page; unchanged but for its spelling when there was nothing to remove."""
    cleaner = nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=DROPPED,
        attributes={tag: _ATTRIBUTES.get(tag, set()) | _EVERYWHERE for tag in _TAGS},
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    finder = _Finder()
    finder.feed(html)
    finder.close()
    return CleanPage(cleaner.clean(html), tuple(dict.fromkeys(finder.found)))


def _attribute(tag: str, name: str, value: str) -> str | None:
    """nh3's filter: the value, or ``None`` to drop the attribute."""
    return None if _fault(tag, name, value) else value


def _fault(tag: str, name: str, value: str) -> bool:  # noqa: PLR0911 – one reason a line
    if name == "style":
        return not _ALIGNED.fullmatch(value)
    if name in ("id", "name", "for"):
        return bool(_OF_THE_PAGE.fullmatch(value)) and not _OF_TABS.fullmatch(value)
    if name == "type" and tag == "input":
        return value not in ("checkbox", "radio")
    if name == "target":
        return value != "_blank"
    if name == "href":
        return has_foreign_scheme(value) or value.strip().startswith(("//", "\\", "/\\"))
    if name in _FETCHED:
        return ":" in value.partition("/")[0] or value.strip().startswith(("//", "\\", "/\\"))
    return False


class _Finder(TagReader):
    """Tells what the cleaner takes out, which itself says nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Removal] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = (self.get_starttag_text() or "").partition("\n")[0]
        if tag not in _TAGS:
            self.found.append(Removal(f"标签 <{tag}>", written))
            return
        known = {name.lower() for name in _ATTRIBUTES.get(tag, set())} | _EVERYWHERE
        for name, value in attrs:
            if name not in known:
                self.found.append(Removal(f"<{tag}> 的属性 {name}", written))
            elif _fault(tag, name, value or ""):
                self.found.append(Removal(f"<{tag}> 的 {name}=“{_short(value or '')}”", written))


def _short(value: str) -> str:
    return value if len(value) <= 40 else f"{value[:39]}…"
