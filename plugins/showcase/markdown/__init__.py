"""Markdown of the showcase's texts → clean HTML, in one pure function (DESIGN.md §5).

:func:`render` depends on its arguments alone. comrak reads CommonMark with tables, footnotes and
CJK-friendly emphasis; every link and picture is looked up in :class:`Links`; nh3 removes what is not
on the list. What had to be refused comes back as :class:`Refusal` with line and column. On a page of
5,500 characters with 126 elements comrak takes about 0.2 ms and nh3 about 0.5 ms; the second pass,
which finds lines and columns, is made only when something was refused.
"""

from __future__ import annotations

import re
from typing import Final

import nh3

from showcase.markdown.allowed import CLASSES, KEPT, SCHEMES, TAGS
from showcase.markdown.engine import tidy, to_html
from showcase.markdown.figures import figures
from showcase.markdown.images import Html, Image, gallery_layout, image_of, picture_html, quoted, with_placeholders
from showcase.markdown.lookup import Lookup
from showcase.markdown.refusals import find_refusals
from showcase.markdown.scripts import with_scripts
from showcase.markdown.titles import first_level_lines
from showcase.markdown.unbroken import unbroken
from showcase.markdown.values import Heading, Links, LinkUse, Refusal, Rendered, plain_text, relative_url, unescape
from showcase.model.documents import Text

__all__ = [
    "Heading",
    "Html",
    "Image",
    "LinkUse",
    "Links",
    "Refusal",
    "Rendered",
    "gallery_layout",
    "image_of",
    "picture_html",
    "plain_text",
    "quoted",
    "relative_url",
    "render",
    "unbroken",
    "with_placeholders",
]

_HEADING: Final = re.compile(r'<h([1-6]) id="([^"]*)">(.*?)</h\1>', re.DOTALL)
_ID: Final = re.compile(r' id="([^"]+)"')
_RAW_TAG: Final = re.compile(r"<[a-zA-Z/!?]")
_MAX_NESTING: Final = 400
_MAX_HEADINGS: Final = 2000
"""comrak makes their ids differ by trying one number after the other: 60,000 alike took 5 minutes."""
_HEADING_LINE: Final = re.compile(r"^(?:[ \t>*+\d.-]*#|[ \t>]*(?:=+|-+)[ \t]*$)", re.MULTILINE)


def render(text: Text, links: Links) -> Rendered:
    """Clean HTML of a text, its headings and anchors, and all that had to be refused.

    Nesting is capped: 100,000 nested quotes took a sanitiser 13 s (MEASURED.md §5).
    """
    if _nesting(text.markdown) > _MAX_NESTING:
        return Rendered(Html(""), refusals=(Refusal("引用或列表嵌套过深", "too-deep", text.first_line, 1),))
    if len(_HEADING_LINE.findall(text.markdown)) > _MAX_HEADINGS:
        return Rendered(Html(""), refusals=(Refusal("标题太多", "too-deep", text.first_line, 1),))
    lookup = Lookup(links)
    raw = tidy(to_html(text.markdown, sourcepos=False))
    clean = _clean(raw, lookup)
    suspicious = lookup.refused or _RAW_TAG.search(text.markdown) or lookup.has_missed(raw)
    refusals = find_refusals(text, lookup) if suspicious else ()
    headings = tuple(Heading(int(n), unescape(i), plain_text(t)) for n, i, t in _HEADING.findall(clean))
    anchors = frozenset(unescape(found) for found in _ID.findall(clean))
    finished = unbroken(figures(with_scripts(clean), links))
    return Rendered(
        html=Html(finished.strip()),
        headings=headings,
        anchors=anchors,
        refusals=refusals,
        uses=tuple(lookup.uses),
        targets=tuple(lookup.targets.items()),
        titles=first_level_lines(text),
    )


def _nesting(markdown: str) -> int:
    """Deepest possible nesting of block quotes and lists, by the markers a line begins with."""
    depths = (
        len(re.findall(r"[<>\[]|[-*+](?=\s)", line)) for line in markdown.splitlines() if len(line) > _MAX_NESTING
    )
    return max(depths, default=0)


def _clean(html: str, lookup: Lookup) -> str:
    cleaner = nh3.Cleaner(
        tags=TAGS,
        clean_content_tags={
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "noscript",
            "template",
            "title",
            "textarea",
        },
        attributes=KEPT,
        allowed_classes=CLASSES,
        attribute_filter=lookup.attribute,
        url_schemes=SCHEMES,
        link_rel=None,  # no link opens a window of its own
    )
    return cleaner.clean(html)
