"""What is published of a photo: sizes whose names and pixels follow from the photo and the spec alone.

Pure arithmetic, so that views can print addresses before a file exists (DESIGN.md §6); the files are
made by :mod:`showcase.renditions`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from showcase.model.units import Photo

__all__ = [
    "AVIF_SPECS",
    "FALLBACK",
    "SPECS",
    "Placeholder",
    "Rendition",
    "RenditionSpec",
    "plan_everything",
    "plan_fallback",
    "plan_placeholder",
    "plan_published",
    "plan_renditions",
]

_VERSION: Final = 2
"""Raised when the same photo and spec should give other bytes than before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenditionSpec:
    """One size: the long edge in pixels, and how it is encoded."""

    long_edge: int
    quality: int
    format: str = "webp"


_EDGES: Final = (400, 800, 1600)

SPECS: Final = tuple(RenditionSpec(long_edge=edge, quality=80) for edge in _EDGES)
"""What pages show."""

FALLBACK: Final = RenditionSpec(long_edge=1600, quality=82, format="jpg")
"""For feeds, books and browsers that do not know WebP."""

AVIF_SPECS: Final = tuple(RenditionSpec(long_edge=edge, quality=60, format="avif") for edge in _EDGES)
"""An option of the site: fewer bytes for more time (182 ms instead of 54 at 1600, MEASURED.md §2)."""


PLACEHOLDER: Final = RenditionSpec(long_edge=4, quality=0, format="fields")
"""A few coloured fields that stand in the page itself; kept beside the others, never published."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What is seen of a photo until it is there: fields of colour, row by row."""

    columns: int
    colours: tuple[str, ...]
    """Three hexadecimal digits each: 4,096 colours are enough for a blur, and a third fewer bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """One file that is made of a photo."""

    photo: Photo
    spec: RenditionSpec
    width: int
    height: int
    name: str
    """File name, from source bytes, spec and version; the same for the same picture everywhere."""

    @property
    def url(self) -> str:
        """Site-relative address."""
        return f"assets/photos/{self.name}"


def plan_renditions(photo: Photo, specs: tuple[RenditionSpec, ...] = SPECS) -> tuple[Rendition, ...]:
    """The sizes of a photo from small to large, none enlarged and none twice."""
    planned: dict[tuple[int, int], Rendition] = {}
    for spec in specs:
        scale = min(1.0, spec.long_edge / max(photo.width, photo.height))
        width, height = max(1, round(photo.width * scale)), max(1, round(photo.height * scale))
        planned.setdefault((width, height), _rendition(photo, spec, width, height))
    return tuple(planned.values())


def plan_fallback(photo: Photo) -> Rendition:
    """The one JPEG of a photo."""
    return plan_renditions(photo, (FALLBACK,))[0]


def plan_placeholder(photo: Photo) -> Rendition:
    """The fields that stand for a photo."""
    return plan_renditions(photo, (PLACEHOLDER,))[0]


def plan_published(photo: Photo, *, avif: bool = False) -> tuple[Rendition, ...]:
    """All that is published of a photo."""
    return (*plan_renditions(photo), plan_fallback(photo), *(plan_renditions(photo, AVIF_SPECS) if avif else ()))


def plan_everything(photo: Photo, *, avif: bool = False) -> tuple[Rendition, ...]:
    """All that is made of a photo."""
    return (*plan_published(photo, avif=avif), plan_placeholder(photo))


def _rendition(photo: Photo, spec: RenditionSpec, width: int, height: int) -> Rendition:
    recipe = f"{photo.digest}|{spec.long_edge}|{spec.quality}|{spec.format}|{_VERSION}"
    name = f"{hashlib.sha256(recipe.encode()).hexdigest()[:20]}-{spec.long_edge}.{spec.format}"
    return Rendition(photo=photo, spec=spec, width=width, height=height, name=name)
