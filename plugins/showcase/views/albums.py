"""The photos of a unit in albums, one an archive category (requirement R27)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from showcase.markdown import gallery_layout
from showcase.model.units import Photo
from showcase.views.parts import Context, Picture, picture

__all__ = ["Album", "Gallery", "albums", "gallery"]

_REST: Final = "其他照片"
_WIDEST: Final = 3
"""Columns that an album may take."""


@dataclass(frozen=True, slots=True)
class Gallery:
    """Pictures in rows."""

    css: str
    shown: tuple[tuple[Picture, str], ...]
    """Each with how wide it stands, as HTML's ``sizes`` says it."""


@dataclass(frozen=True, slots=True)
class Album:
    """Photos that belong together."""

    title: str
    """Empty when there is only one album, of photos without a category."""
    slug: str
    """Part of its anchor."""
    count: int
    css: str
    """Columns that it takes beside others."""
    gallery: Gallery


def gallery(context: Context, photos: Iterable[Photo], *, even: bool = False) -> Gallery:
    """Photos in their order; ``even`` for one album of several."""
    pictures = [picture(context, photo) for photo in photos]
    css, sizes = gallery_layout(len(pictures), even=even)
    return Gallery(css, tuple(zip(pictures, sizes, strict=True)))


def albums(context: Context, photos: Iterable[Photo]) -> tuple[Album, ...]:
    """In the order of the office's categories, what has none at the end; an album without photos is left out."""
    shown = tuple(photos)
    known = context.collection.config.taxonomies.archive
    named = [(term.name, term.slug, [photo for photo in shown if photo.archive == term]) for term in known]
    found = [entry for entry in named if entry[2]]
    if rest := [photo for photo in shown if photo.archive is None]:
        found.append((_REST if found else "", "rest", rest))
    even = len(found) > 1
    return tuple(
        Album(title, slug, len(inside), f"w{min(len(inside), _WIDEST)}", gallery(context, inside, even=even))
        for title, slug, inside in found
    )
