"""A photo on a page: ``<picture>`` with every format and size, wherever it stands (DESIGN.md §6).

One function prints it for templates and for texts. Its blurred placeholder is known only after the photo
was made, and texts are checked before: a comment marks the place, and :func:`with_placeholders` fills it
in last. A placeholder is an inline SVG of a few coloured fields, blurred by the stylesheet: neither
``style`` attributes nor ``data:`` addresses, so that a strict Content-Security-Policy can hold.
"""

from __future__ import annotations

import html as html_text
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from showcase.model.renditions import AVIF_SPECS, Placeholder, Rendition, plan_fallback, plan_renditions
from showcase.model.units import Photo

__all__ = [
    "Html",
    "Image",
    "ImageSource",
    "bare_picture",
    "gallery_layout",
    "image_of",
    "picture_html",
    "quoted",
    "with_placeholders",
]

_MARK: Final = re.compile("<!--ph:([0-9a-f]+)-->")
_ACROSS: Final = re.compile(r"(\d+)vw")
_DENSE_PHONE: Final = "(max-width: 44em) and (min-resolution: 2.5dppx)"
_MEDIA_TYPES: Final = {"webp": "image/webp", "avif": "image/avif"}


@dataclass(frozen=True, slots=True)
class Html:
    """Markup that is safe to print as it is; template engines recognise ``__html__``."""

    text: str

    def __html__(self) -> str:
        return self.text

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class ImageSource:
    """One format of a photo: site-relative address and width in pixels of each size, from small to large."""

    media_type: str
    sizes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """What is published of a photo, ready to be printed."""

    url: str
    """Site-relative address of the JPEG, which anything can show."""
    width: int
    height: int
    alt: str
    caption: str = ""
    sources: tuple[ImageSource, ...] = ()
    """The best format first."""
    focus_css: str = ""
    """Classes ``fx0``…``fx10 fy0``…``fy10``: tenths that a crop must keep (no style attributes)."""
    placeholder: str = ""
    """What its placeholder is kept under; empty for none."""


def image_of(photo: Photo, *, avif: bool = False) -> Image:
    """A photo with its published sizes."""
    formats = (plan_renditions(photo, AVIF_SPECS) if avif else (), plan_renditions(photo))
    fallback = plan_fallback(photo)
    notes = (photo.caption, photo.date.display if photo.date else "", photo.place, photo.credit)
    return Image(
        url=fallback.url,
        width=fallback.width,
        height=fallback.height,
        alt=photo.alt or photo.caption,
        caption=" · ".join(note for note in notes if note),
        sources=tuple(_source(sizes) for sizes in formats if sizes),
        focus_css=f"fx{round(photo.focus[0] * 10)} fy{round(photo.focus[1] * 10)}",
        placeholder=photo.digest,
    )


def _source(sizes: tuple[Rendition, ...]) -> ImageSource:
    return ImageSource(_MEDIA_TYPES[sizes[0].spec.format], tuple((size.url, size.width) for size in sizes))


def gallery_layout(count: int, *, even: bool = False) -> tuple[str, tuple[str, ...]]:
    """The class of a gallery of so many pictures, and how wide each stands, as HTML's ``sizes`` says it.

    The first one is large where their number allows it; ``even``: all are alike, where albums follow each
    other. In ``sizes`` an em is 16 px whatever the page says, so widths were measured and stand in px.
    """
    if even:
        return "even", (f"{_HALF}, min(19vw, 300px)",) * count
    first, rest = _GALLERIES.get(count, _GALLERY)
    return f"n{min(count, _MOST)}", (first, *(rest,) * (count - 1))


_HALF: Final = "(max-width: 52em) 45vw"
_WHOLE: Final = "(max-width: 52em) 90vw"
_SPANS: Final = f"{_HALF}, min(28vw, 450px)"
_GALLERIES: Final = {
    1: (f"{_WHOLE}, 704px", ""),
    2: (_SPANS, _SPANS),
    3: (f"{_WHOLE}, min(37vw, 600px)", f"{_HALF}, min(19vw, 300px)"),
    4: (_SPANS, _SPANS),
}
_GALLERY: Final = (f"{_WHOLE}, min(28vw, 450px)", f"{_HALF}, min(14vw, 220px)")
_MOST: Final = 5
"""The stylesheet lays out n1…n4, and n5 for any number above."""


def quoted(url: str) -> str:
    """A site-relative address as it is printed."""
    return quote(url, safe="/#")


def picture_html(
    image: Image, address: Callable[[str], str], sizes: str, *, lazy: bool = True, alt: str | None = None
) -> Html:
    """A ``<picture>`` over its placeholder, in a box of its own.

    :param address: from a site-relative address to the one to print
    :param sizes: how wide the picture stands on the page, as HTML's ``sizes`` says it
    :param lazy: ``False`` for the first thing to see
    :param alt: instead of the photo's own; empty where the words beside it say the same
    """
    mark = f"<!--ph:{image.placeholder}-->" if image.placeholder else ""
    return Html(f'<span class="pix">{mark}{bare_picture(image, address, sizes, lazy=lazy, alt=alt)}</span>')


def bare_picture(
    image: Image, address: Callable[[str], str], sizes: str, *, lazy: bool = True, alt: str | None = None
) -> str:
    """The ``<picture>`` alone, as it may stand within a line."""
    sources = "".join(_source_html(source, address, sizes) for source in image.sources)
    words = html_text.escape(image.alt if alt is None else alt, quote=True)
    focus = f' class="{image.focus_css}"' if image.focus_css else ""
    loading = ' loading="lazy" decoding="async"' if lazy else ' fetchpriority="high"'
    return (
        f'<picture>{sources}<img{focus} src="{address(quoted(image.url))}" alt="{words}"'
        f' width="{image.width}" height="{image.height}"{loading}></picture>'
    )


def _source_html(source: ImageSource, address: Callable[[str], str], sizes: str) -> str:
    srcset = ", ".join(f"{address(quoted(url))} {width}w" for url, width in source.sizes)
    return f'<source type="{source.media_type}" srcset="{srcset}" sizes="{_for_phones(sizes)}">'


def _for_phones(sizes: str) -> str:
    """A phone of three pixels a point is given two: nobody sees the difference, and a unit with six photos weighs
    557 KB before scrolling instead of 203."""
    found = _ACROSS.search(sizes)
    return f"{_DENSE_PHONE} {int(found[1]) * 2 // 3}vw, {sizes}" if found else sizes


def with_placeholders(html: str, placeholders: Mapping[str, Placeholder]) -> str:
    """The page with every placeholder in its place; a photo that has none shows paper until it is there."""
    drawn: dict[str, str] = {}

    def draw(match: re.Match[str]) -> str:
        key = match[1]
        if key not in drawn:
            drawn[key] = _svg(placeholders[key]) if key in placeholders else ""
        return drawn[key]

    return _MARK.sub(draw, html)


def _svg(placeholder: Placeholder) -> str:
    """Every field a short line one unit thick: 33 bytes."""
    columns = placeholder.columns
    fields = "".join(
        f'<path stroke="#{colour}" d="M{place % columns} {place // columns}.5h1"/>'
        for place, colour in enumerate(placeholder.colours)
    )
    box = f"0 0 {columns} {len(placeholder.colours) // columns}"
    return (
        f'<svg class="ph" viewBox="{box}" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f"{fields}</svg>"
    )
