"""A text of the volume as XHTML of an EPUB: pictures and other chapters by their place in the book."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote
from xml.etree.ElementTree import Element, tostring

from showcase.books.xhtml import parsed

__all__ = ["Places", "text_xhtml"]

_ADDRESS: Final = re.compile(r"(?:https?://[\w.-]+(?::\d+)?(?:[/?#][!-~]*)?|mailto:[!-~]+|tel:[\d+().-]+)")
"""What every reader takes for an address; others become plain words (epubcheck stops at them)."""
_DROPPED: Final = ("aria-label", "class", "lang", "loading", "decoding")


@dataclass(frozen=True, slots=True)
class Places:
    """Where things lie in the book."""

    pictures: Mapping[str, str]
    """File names by address in the text."""
    chapters: Mapping[str, str]
    """File names by address of the article."""


def text_xhtml(html: str, url: str, places: Places) -> str:
    """Its markup, for the inside of a ``body``.

    :param url: absolute address of the text on the site, which its own anchors begin with
    """
    root = parsed(html)
    _drop_pictures(root, places)
    ids = _numbered_ids(root)
    for element in root.iter():
        _place(element, url, ids, places)
    for section in [e for e in root.iter("section") if "footnotes" in e.get("class", "")]:
        _as_notes(section)
    for element in root.iter():
        for name in _DROPPED:
            if not (name == "class" and element.get(name, "") in ("ta-center", "ta-right", "footnotes")):
                element.attrib.pop(name, None)
    return tostring(root, "unicode")


def _drop_pictures(root: Element, places: Places) -> None:
    """Those that the book does not have, with their captions."""
    for parent in list(root.iter()):
        for child in list(parent):
            image = child if child.tag == "img" else child.find("img") if child.tag == "figure" else None
            if image is not None and image.get("src", "") not in places.pictures:
                _remove(parent, child)


def _remove(parent: Element, child: Element) -> None:
    """The words behind it stay."""
    number = list(parent).index(child)
    if child.tail:
        if number:
            parent[number - 1].tail = (parent[number - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _numbered_ids(root: Element) -> dict[str, str]:
    """New ids by old ones: what Markdown makes of a heading need not be a name in XML."""
    found: dict[str, str] = {}
    for element in root.iter():
        if (written := element.get("id")) is not None:
            found.setdefault(written, f"i{len(found) + 1}")
            element.set("id", found[written])
    return found


def _place(element: Element, url: str, ids: Mapping[str, str], places: Places) -> None:
    if element.tag == "img":
        element.set("src", f"images/{places.pictures[element.get('src', '')]}")
        element.set("alt", element.get("alt") or "照片")
    elif element.tag == "a" and "href" in element.attrib:
        href = _href(element.attrib.pop("href"), url, ids, places)
        if href:
            element.set("href", href)
            if "footnote-backref" in element.get("class", ""):
                element.set("role", "doc-backlink")
    elif element.tag == "sup" and "footnote-ref" in element.get("class", ""):
        for link in element.iter("a"):
            link.set("epub:type", "noteref")
            link.set("role", "doc-noteref")
    elif element.tag == "ol" and not re.fullmatch(r"\d{1,6}", element.get("start", "1")):
        element.attrib.pop("start")
    elif element.tag in ("td", "th"):
        for span in ("colspan", "rowspan"):
            if not re.fullmatch("[1-9][0-9]?", element.get(span, "1")):
                element.attrib.pop(span)
        element.attrib.pop("scope", None)


def _href(href: str, url: str, ids: Mapping[str, str], places: Places) -> str:
    page, _, anchor = href.partition("#")
    if page in ("", url):
        target = ids.get(unquote(anchor))
        return f"#{target}" if target else ""
    if page in places.chapters:
        return places.chapters[page]
    return href if _ADDRESS.fullmatch(href) else ""


def _as_notes(section: Element) -> None:
    """Footnotes that a reader opens where they are named."""
    section.set("epub:type", "footnotes")
    section.set("role", "doc-endnotes")
    for item in section.iter("li"):
        if "id" in item.attrib:
            item.set("epub:type", "footnote")
