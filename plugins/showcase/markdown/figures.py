"""Pictures inside a text: a figure where one stands alone, a gallery where several do, else within the line."""

from __future__ import annotations

import html as html_text
import re
from functools import partial
from typing import Final

from showcase.markdown.images import Image, bare_picture, gallery_layout, picture_html, quoted
from showcase.markdown.values import Links, unescape

__all__ = ["figures"]

_IMAGE: Final = re.compile(r"<img ([^>]*)>")
_PICTURES: Final = re.compile(r"<p>\s*((?:<img [^>]*>\s*(?:<br>\s*)?)+)</p>|<img ([^>]*)>")
_ATTRIBUTE: Final = re.compile(r'([a-z-]+)="([^"]*)"')
_SIZES: Final = "(max-width: 52em) 92vw, 711px"
"""How wide a picture stands in a text; an em is 16 px here, whatever the page says."""


def figures(html: str, links: Links) -> str:
    """Sanitised HTML with every picture replaced by what is published of it."""
    if "<img" not in html:
        return html
    return _PICTURES.sub(partial(_shown, links), html)


def _shown(links: Links, match: re.Match[str]) -> str:
    if match[1] is None:
        return _within(links, dict(_ATTRIBUTE.findall(match[2])))
    tags = [dict(_ATTRIBUTE.findall(tag)) for tag in _IMAGE.findall(match[1])]
    if len(tags) == 1:
        return _figure(links, tags[0], _SIZES)
    css, sizes = gallery_layout(len(tags))
    inside = "".join(_figure(links, tag, size) for tag, size in zip(tags, sizes, strict=True))
    return inside if links.site_url else f'<div class="gal {css}">{inside}</div>'


def _figure(links: Links, tag: dict[str, str], sizes: str) -> str:
    """Linked to its large rendition, for everybody whose browser runs no script."""
    image = _image(links, tag)
    if image is None:
        return ""
    caption = tag.get("title") or html_text.escape(image.caption)
    told = f"<figcaption>{caption}</figcaption>" if caption else ""
    if links.site_url:
        return f"<figure>{_foreign(links, image, tag)}{told}</figure>"
    shown = picture_html(image, links.address, sizes, alt=_alt(image, tag))
    return f'<figure><a class="zoom" href="{links.address(quoted(image.url))}">{shown}</a>{told}</figure>'


def _within(links: Links, tag: dict[str, str]) -> str:
    """In the middle of a line, where no box may stand."""
    image = _image(links, tag)
    if image is None:
        return ""
    if links.site_url:
        return _foreign(links, image, tag)
    return bare_picture(image, links.address, _SIZES, alt=_alt(image, tag))


def _foreign(links: Links, image: Image, tag: dict[str, str]) -> str:
    """For feeds and books: one picture that anything can show."""
    alt = html_text.escape(_alt(image, tag), quote=True)
    return f'<img src="{links.address(quoted(image.url))}" alt="{alt}" width="{image.width}" height="{image.height}">'


def _image(links: Links, tag: dict[str, str]) -> Image | None:
    return links.images.get(unescape(tag.get("src", "")))


def _alt(image: Image, tag: dict[str, str]) -> str:
    return unescape(tag.get("alt", "")) or image.alt
