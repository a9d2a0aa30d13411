"""How one picture differs from another picture of the same scene."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from .kit.palette import Theme, theme_for

Season = Literal["spring", "summer", "autumn", "winter"]
Hour = Literal["dawn", "day", "dusk", "night"]
DAYLIGHT: tuple[Hour, ...] = ("dawn", "day", "day", "day", "dusk")


@dataclass(frozen=True)
class Look:
    """Everything a scene may vary by. The same look always draws the same picture."""

    seed: int = 1
    season: Season = "spring"
    sign: str = ""
    mirror: bool = False
    hour: Hour = "day"
    zoom: float = 1

    def rng(self, part: str = "") -> random.Random:
        """A stream of its own per part, so that a change to the trees leaves the people alone."""
        return random.Random(f"{self.seed}/{part}")

    @cached_property
    def theme(self) -> Theme:
        return theme_for(self.season, self.hour)


def look_for(slug: str, file: str, season: Season = "spring", sign: str = "") -> Look:
    """The look of one planned picture, derived from its unit and file name only."""
    seed = zlib.crc32(f"{slug}/{file}".encode())
    rng = random.Random(seed)
    mirror, hour, zoom = rng.random() < 0.5, rng.choice(DAYLIGHT), round(rng.uniform(1, 1.05), 3)
    return Look(seed, season, sign, mirror, hour, zoom)
