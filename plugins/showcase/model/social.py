"""What a preview shows: the picture that stands for a page wherever somebody shares its address.

Pure: views print its address before the file exists; :mod:`showcase.social` draws it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Final

from showcase.model.units import Photo

__all__ = ["PREVIEW_SIZE", "Lettering", "PreviewCard", "Stamp"]

PREVIEW_SIZE: Final = (1200, 630)
"""Pixels: what those that show previews ask for (Open Graph, 1.91 : 1)."""
_VERSION: Final = 1
"""Raised when the same card and fonts should give other bytes than before."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A word in a box; ``css`` names its look as on pages: nat pro cit cou kind."""

    text: str
    css: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewCard:
    """The words of one preview, and its picture."""

    name: str
    """Large; a card whose name cannot be drawn is not drawn."""
    stamps: tuple[Stamp, ...] = ()
    is_verified: bool | None = None
    """核 or 报; ``None`` where nothing is claimed."""
    place: str = ""
    site: str = ""
    chop: tuple[str, ...] = ()
    """The lines of the seal."""
    cover: Photo | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that is drawn."""
        proof = {True: ("核已核实",), False: ("报单位自报",), None: ()}[self.is_verified]
        return (self.name, *(stamp.text for stamp in self.stamps), *proof, self.place, self.site, *self.chop)


@dataclass(frozen=True, slots=True)
class Lettering:
    """What the fonts at hand can draw."""

    key: str
    """Of the fonts and of what draws with them."""
    signs: frozenset[int] = field(repr=False, compare=False)
    """Code points."""

    def can(self, words: str) -> bool:
        """Whether no sign would come out as a box."""
        return all(ord(sign) in self.signs for sign in words)

    def fit(self, card: PreviewCard) -> PreviewCard | None:
        """The card without the lines that cannot be drawn; ``None`` when its name is one of them."""
        name = _drawable(card.name)
        if not name or not self.can(name):
            return None
        return replace(
            card,
            name=name,
            stamps=tuple(stamp for stamp in card.stamps if self.can(stamp.text)),
            place=_drawable(card.place) if self.can(_drawable(card.place)) else "",
            site=card.site if self.can(card.site) else "",
            chop=card.chop if self.can("".join(card.chop)) else (),
        )

    def lacking(self, card: PreviewCard) -> str:
        """Signs of a card that no font has, each once."""
        return "".join(dict.fromkeys(sign for word in card.words for sign in _drawable(word) if not self.can(sign)))

    def url(self, card: PreviewCard) -> str:
        """Site-relative address of a card that fits: the same for the same words, picture and fonts, everywhere."""
        return f"assets/previews/{self.file_name(card)}"

    def file_name(self, card: PreviewCard) -> str:
        """In the cache and on the site."""
        cover = f"{card.cover.digest} {card.cover.focus}" if card.cover else ""
        stamps = " ".join(f"{stamp.css}:{stamp.text}" for stamp in card.stamps)
        recipe = (_VERSION, self.key, card.name, stamps, card.is_verified, card.place, card.site, card.chop, cover)
        return f"{hashlib.sha256(repr(recipe).encode('utf-8', 'surrogatepass')).hexdigest()[:20]}.jpg"


def _drawable(words: str) -> str:
    """Without what is never seen: variation selectors, joiners, breaks."""
    plain = (sign if not sign.isspace() else " " for sign in words)
    return "".join(s for s in plain if unicodedata.category(s) not in ("Cf", "Cc") and not _is_selector(s)).strip()


def _is_selector(sign: str) -> bool:
    return 0xFE00 <= ord(sign) <= 0xFE0F or 0xE0100 <= ord(sign) <= 0xE01EF
