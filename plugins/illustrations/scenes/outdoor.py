"""The outdoor scenes by key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..kit.shapes import moved
from ..look import Look
from . import civic, country, events, stalls, streets, waters

Scene = Callable[[Look], str]


def _nearer(scene: Scene, look: Look) -> str:
    """The scene with the camera moved towards the people: less sky, and never the same framing."""
    s = round(look.rng("camera").uniform(1.1, 1.22), 3)
    return moved(scene(look), 800 * (1 - s), 900 * (1 - s), s)


DRAWN: dict[str, Scene] = {
    "townhall": civic.townhall,
    "community": civic.community,
    "schoolyard": civic.schoolyard,
    "garden": civic.garden,
    "square-dance": events.square_dance,
    "clinic-tent": events.clinic_tent,
    "waste-sorting": events.waste_sorting,
    "village": country.village,
    "forest": waters.forest,
    "river-cleanup": waters.river_cleanup,
    "terraces": country.terraces,
    "tree-council": country.tree_council,
    "long-table": country.long_table,
    "orchard": country.orchard,
    "waterside": waters.waterside,
    "street": streets.street,
    "bus": streets.bus,
    "crossing": streets.crossing,
    "bookmobile": stalls.bookmobile,
    "night-street": stalls.night_street,
    "market": stalls.market,
}

SCENES: dict[str, Scene] = {key: partial(_nearer, scene) for key, scene in DRAWN.items()}
