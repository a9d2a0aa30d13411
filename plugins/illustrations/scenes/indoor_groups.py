"""Little groups of visitors that several indoor scenes share, and how staff dress alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from ..kit.palette import P
from ..kit.people import (
    Outfit,
    child,
    dress,
    elder,
    elder_dress,
    person,
    volunteer_dress,
    wheelchair,
)
from ..kit.shapes import rect

Group = Callable[[float, float, Random], str]
"""Draws a group around (x, y) = the ground under its middle, some 200 wide, facing right."""


def mother_and_child(x: float, y: float, rng: Random) -> str:
    parent = dress(rng, bag=rng.choice((P.red, P.gold, P.teal)))
    return person(x + 34, y, rng.randint(272, 292), parent, ("down", "reach")) + child(
        x - 46, y + 6, rng.randint(146, 178), dress(rng, skirt=False), rng.choice(("wave", "down", "hold"))
    )


def guided_elder(x: float, y: float, rng: Random) -> str:
    guide = volunteer_dress(rng)
    return person(x - 50, y, rng.randint(268, 286), guide, ("down", "reach")) + elder(
        x + 46, y + 4, rng.randint(236, 254), elder_dress(rng, bag="")
    )


def pushed_wheelchair(x: float, y: float, rng: Random) -> str:
    rider = elder_dress(rng)
    pusher = volunteer_dress(rng) if rng.random() < 0.6 else dress(rng, bag="")
    return person(x - 84, y + 2, rng.randint(268, 288), pusher, "reach") + wheelchair(x + 40, y, 1.0, rider, 1)


def pair_talking(x: float, y: float, rng: Random) -> str:
    left, right = dress(rng), dress(rng)
    return person(x - 56, y, rng.randint(266, 292), left, ("down", "front")) + person(
        x + 56, y + 6, rng.randint(262, 290), right, rng.choice(("down", "hold", "front")), -1
    )


def lone_with_papers(x: float, y: float, rng: Random) -> str:
    out = person(x, y, rng.randint(270, 294), dress(rng), ("hold", "hold"), walk=rng.uniform(0, 0.4))
    return out + rect(x + 18, y - 184, 34, 44, rng.choice((P.white, P.gold3, P.aqua2)), 3)


def worker_asking(x: float, y: float, rng: Random) -> str:
    worker = dress(rng, hat="helmet", vest=P.orange, skirt=False, coat=False, bag="")
    return person(x, y, rng.randint(276, 294), worker, ("down", "reach"))


VISITORS: tuple[Group, ...] = (
    mother_and_child,
    guided_elder,
    pair_talking,
    lone_with_papers,
    worker_asking,
    pushed_wheelchair,
)


def some_groups(rng: Random, count: int, of: Sequence[Group] = VISITORS) -> list[Group]:
    """Different groups, in random order."""
    return rng.sample(list(of), count)


def uniform(rng: Random, top: str, **changes: object) -> Outfit:
    """One of a staff dressed alike: only person and hair differ."""
    return dress(rng, top=top, bottom=P.teal3, coat=False, skirt=False, bag="").but(**changes)
