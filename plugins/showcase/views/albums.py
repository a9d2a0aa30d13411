"""The photos of a unit in albums, one an archive category (requirement R27)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from showcase.model.units import Photo
from showcase.views.parts import Context, Picture, picture

__all__ = ["Album", "albums"]

_REST = "其他照片"


@dataclass(frozen=True, slots=True)
class Album:
    """Photos that belong together."""

    title: str
    """Empty when there is only one album, of photos without a category."""
    slug: str
    """Part of its anchor."""
    pictures: tuple[Picture, ...]


def albums(context: Context, photos: Iterable[Photo]) -> tuple[Album, ...]:
    """In the order of the office's categories, what has none at the end; an album without photos is left out."""
    known = context.collection.config.taxonomies.archive
    shown = tuple(photos)
    found = [
        Album(term.name, term.slug, pictures)
        for term in known
        if (pictures := tuple(picture(context, photo) for photo in shown if photo.archive == term))
    ]
    rest = tuple(picture(context, photo) for photo in shown if photo.archive is None)
    return (*found, *((Album(_REST if found else "", "rest", rest),) if rest else ()))
