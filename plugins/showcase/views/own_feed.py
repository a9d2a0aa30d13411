"""Which feed tells of what a page is about; known by the page's address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from showcase.model.feeds import Form

__all__ = ["OwnFeed", "own_feed_of"]

_ABOUT: Final = re.compile(r"(units|topics|honors/regions|honors/kinds)/([^/_]+)/")
_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {"units": "本单位", "topics": "本话题", "regions": "本地区", "kinds": "本类别"}
)


@dataclass(frozen=True, slots=True)
class OwnFeed:
    """The feed of what a page is about, in all forms: media type, site-relative address, name."""

    title: str
    forms: tuple[tuple[str, str, str], ...]

    @property
    def url(self) -> str:
        """In the form that most readers take."""
        return self.forms[0][1]


def own_feed_of(url: str) -> OwnFeed | None:
    """Of the unit, region, kind or topic that the page at this address is about; there is one for each."""
    found = _ABOUT.match(url)
    if found is None:
        return None
    about = found[1].removeprefix("honors/")
    path = f"feeds/{about}/{found[2]}"
    return OwnFeed(_WORDS[about], tuple((form.media_type, f"{path}{form.suffix}", form.label) for form in Form))
