"""What rendering takes and gives: links that are open to a text, and the text as clean HTML."""

from __future__ import annotations

import html as html_text
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from showcase.markdown.images import Html, Image

__all__ = [
    "Heading",
    "LinkUse",
    "Links",
    "Refusal",
    "Rendered",
    "plain_text",
    "relative_url",
    "unescape",
]

_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where the links of one text may lead.

    ``folder`` is the folder of the text's file, ``root`` the folder that it must not leave (both
    relative to the repository, which an empty ``root`` stands for); ``pages`` and ``images`` are known
    files by path. Addresses are made relative to ``page_url``, or absolute when ``site_url`` is given.
    """

    folder: str
    root: str
    pages: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    images: Mapping[str, Image] = field(default_factory=lambda: MappingProxyType({}))
    page_url: str = ""
    site_url: str = ""

    def address(self, url: str) -> str:
        """The address to print for a site-relative one."""
        return self.site_url + url if self.site_url else relative_url(url, self.page_url)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text with its anchor."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that must not reach the page: message in Chinese, its rule, line and column in the file."""

    message: str
    rule: str
    line: int
    column: int
    target: str = ""
    """Path of the file that a refused link or picture means, if it is one of ours."""


@dataclass(frozen=True, slots=True)
class LinkUse:
    """A link to an anchor inside the site, to be checked once all texts are rendered."""

    url: str
    """Site-relative address of the page; empty for the same page."""
    anchor: str
    href: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as clean HTML, with what is needed to check and to index it."""

    html: Html
    headings: tuple[Heading, ...] = ()
    anchors: frozenset[str] = frozenset()
    refusals: tuple[Refusal, ...] = ()
    uses: tuple[LinkUse, ...] = ()
    targets: tuple[tuple[str, str], ...] = ()
    """Files that its links name, and their addresses: with others it must be rendered anew."""
    titles: tuple[int, ...] = ()
    """Lines of first-level headings, of which the page has one already."""

    @property
    def opening(self) -> str:
        """Its first sentence, or as much of it as a card can show; a heading before it is no sentence."""
        text = plain_text(self.html.text.partition("</p>")[0].rpartition("<p>")[2])
        sentence, stop, _ = text.partition("。")
        return sentence + stop if len(sentence) < _OPENING else f"{text[: _OPENING - 2]}…"


_OPENING: Final = 60


def plain_text(html: str) -> str:
    """The words of a piece of HTML, without tags."""
    return unescape(_TAG.sub("", html)).strip()


def relative_url(url: str, page_url: str) -> str:
    """From one site-relative address to another: ``units/a/`` seen from ``notices/b/`` is ``../../units/a/``."""
    path, _, fragment = url.partition("#")
    depth = page_url.count("/")
    start = page_url.rstrip("/").split("/") if page_url.strip("/") else []
    target = path.split("/")
    shared = 0
    while shared < min(len(start), len(target) - 1) and start[shared] == target[shared]:
        shared += 1
    up = "../" * (depth - shared)
    result = up + "/".join(target[shared:])
    return (result or "./") + (f"#{fragment}" if fragment else "")


def unescape(text: str) -> str:
    """HTML entities as the signs that they stand for."""
    return html_text.unescape(text)
