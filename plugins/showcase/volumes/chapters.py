"""What a chapter says, as clean HTML: for its own page, or within a document that holds the whole volume."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final
from urllib.parse import quote, unquote

from showcase.markdown import Html, Links, relative_url, render
from showcase.model.volumes import Chapter, Volume

__all__ = ["chapter_html", "preface_html"]

_ID: Final = re.compile(r' id="([^"]+)"')
_FIGURE: Final = re.compile(r'<div class="gal [^"]*">(?:<figure>.*?</figure>)+</div>|<figure>.*?</figure>', re.DOTALL)
_HEADING: Final = re.compile(r"<(/?)h([2-6])\b")


def chapter_html(
    chapter: Chapter,
    links: Links,
    *,
    page_url: str = "",
    site_url: str = "",
    is_within: bool = False,
    level: int = 2,
    has_pictures: bool = True,
) -> Html:
    """The chapter's text.

    :param links: those of the article (``texts.manuscripts[chapter.source.path].links``)
    :param page_url: where it will stand; its own page when not given
    :param site_url: all addresses absolute and one ``<img>`` a picture, for EPUB and PDF; those within the chapter
        stay ``#…``
    :param is_within: beside other chapters: every anchor begins with ``chapter.anchor``, so that none is there twice
    :param level: of the highest headings, from 2; lower ones sink with them, to 6
    :param has_pictures: false where all of them stand before the text (图片汇编)
    """
    place = page_url or chapter.url
    rendered = render(chapter.text, replace(links, page_url=place, site_url=site_url))
    prefix = f"{chapter.anchor}-" if is_within else ""
    full_text = f"{site_url}{chapter.article_url}" if site_url else relative_url(chapter.article_url, place)
    html = _relinked(rendered.html.text, rendered.anchors, prefix, f"{site_url}{place}" if site_url else "", full_text)
    return Html(_sunk(html if has_pictures else _FIGURE.sub("", html), level))


def preface_html(volume: Volume, links: Links, *, page_url: str = "", site_url: str = "") -> Html:
    """编者的话; ``links`` are those of the compilation's file."""
    return render(volume.preface, replace(links, page_url=page_url or volume.url, site_url=site_url)).html


def _relinked(html: str, anchors: frozenset[str], prefix: str, page: str, full_text: str) -> str:
    """Links within the text lead to what is left of it; to what was left out, into the full text."""

    def href(match: re.Match[str]) -> str:
        anchor = unquote(match[1])
        if anchor in anchors:
            return f' href="#{quote(prefix + anchor)}"'
        return f' href="{full_text}#{match[1]}"'

    html = re.sub(rf' href="{re.escape(page)}#([^"]*)"', href, html)
    return _ID.sub(lambda match: f' id="{prefix}{match[1]}"', html) if prefix else html


def _sunk(html: str, level: int) -> str:
    if level == 2:
        return html
    return _HEADING.sub(lambda match: f"<{match[1]}h{min(int(match[2]) + level - 2, 6)}", html)
