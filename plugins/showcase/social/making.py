"""Previews into the cache, each once; by forked workers, for a province has 20,000."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from showcase.digest import text_digest
from showcase.fonts import Face, FontSet, known_signs
from showcase.kept import Kept
from showcase.model.renditions import Rendition, plan_renditions
from showcase.model.social import Lettering, PreviewCard
from showcase.model.units import Photo
from showcase.storage import write_whole
from showcase.workers import fork_map, usable_cores

__all__ = ["lettering_of", "make_previews", "preview_file"]

_WORTH_FORKING: Final = 12
"""Previews below which workers take longer than they save."""
_WANTED: Final = (540, 508)
"""Pixels that the picture takes in a preview."""


def lettering_of(fonts: FontSet, kept: Kept) -> Lettering:
    """What these fonts can draw: names by the title's, the rest by 黑体."""
    chains = _chains(fonts)
    signs = known_signs(kept, dict.fromkeys(face for chain in chains for face in chain))
    both = (
        frozenset[int]()
        .union(*(signs[face] for face in chains[0]))
        .intersection(frozenset[int]().union(*(signs[face] for face in chains[1])))
    )
    marks = (f"{face.family} {face.weight} {face.mark}" for chain in chains for face in (*chain, Face("", "", 0)))
    return Lettering(text_digest(_pillow(), *marks), both)


def _pillow() -> str:
    from PIL import __version__, features  # here, for most builds draw nothing

    return f"{__version__} {features.version('freetype2')}"


def _chains(fonts: FontSet) -> tuple[Sequence[Face], Sequence[Face]]:
    return fonts.chain("title", 400 if fonts.is_title_real else 700), fonts.chain("hei", 400)


def preview_file(name: str, cache: Path) -> Path:
    """Where the cache keeps it."""
    return cache / "previews" / name


def make_previews(
    cards: Mapping[str, PreviewCard], fonts: FontSet, kept: Kept, cache: Path, file_of: Callable[[Rendition], Path]
) -> int:
    """Draw what the cache does not have; how many those were.

    :param cards: that fit, by the name of their file
    :param file_of: where the renditions of photos are
    """
    missing = [name for name in cards if not preview_file(name, cache).is_file()]
    if not missing:
        return 0
    from showcase.social.drawing import Hands, draw_preview  # as above; before the fork, for all workers need it
    from showcase.social.lettering import Hand

    chains = _chains(fonts)
    signs = known_signs(kept, dict.fromkeys(face for chain in chains for face in chain))
    hands = Hands(Hand(chains[0], signs), Hand(chains[1], signs))
    (cache / "previews").mkdir(parents=True, exist_ok=True)

    def make(number: int) -> None:
        card = cards[missing[number]]
        cover = file_of(_rendition(card.cover)) if card.cover else None
        write_whole(preview_file(missing[number], cache), draw_preview(card, hands, cover))

    workers = usable_cores() if len(missing) >= _WORTH_FORKING else 1
    fork_map(make, len(missing), lambda n: f"分享图：{cards[missing[n]].name}", workers)
    return len(missing)


def _rendition(photo: Photo) -> Rendition:
    """The smallest that need not be enlarged, else the largest: decoding is half of the work."""
    sizes = plan_renditions(photo)
    enough = (size for size in sizes if size.width >= _WANTED[0] and size.height >= _WANTED[1])
    return next(enough, sizes[-1])
