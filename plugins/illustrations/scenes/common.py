"""Pieces that several scenes share: frames, crowds, groups."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from ..kit.buildings import lamp
from ..kit.nature import any_tree, bush, hedge, speckle
from ..kit.palette import P
from ..kit.people import Arms, Outfit, child, dress, elder, elder_dress, person, volunteer_dress
from ..kit.shapes import ellipse, join, line, moved, path, rect, shadow
from ..look import Look

IDLE: tuple[Arms, ...] = ("down", ("down", "front"), ("front", "down"), ("down", "hold"), "back")
PLAY: tuple[Arms, ...] = ("wave", ("down", "wave"), ("up", "down"), "out")


def staged(figures: Iterable[tuple[float, str]]) -> str:
    """Figures drawn from the back of the stage to the front, by the y they stand on."""
    return join(body for _, body in sorted(figures, key=lambda item: item[0]))


def passer(x: float, y: float, h: float, rng: Random, face: int = 1) -> tuple[float, str]:
    """Someone walking by."""
    size = h * rng.uniform(0.95, 1.06)
    return y, person(x, y, size, dress(rng), rng.choice(IDLE), face, rng.uniform(0.2, 0.6))


def talkers(x: float, y: float, h: float, rng: Random) -> list[tuple[float, str]]:
    """Two people facing each other."""
    gap = h * 0.24
    return [
        (y, person(x - gap, y, h * rng.uniform(0.95, 1.03), dress(rng), rng.choice(IDLE), 1)),
        (y + 6, person(x + gap, y + 6, h * rng.uniform(0.93, 1.03), dress(rng), ("down", "front"), -1)),
    ]


def helper(
    x: float, y: float, h: float, rng: Random, face: int = 1, arms: Arms = ("down", "reach")
) -> tuple[float, str]:
    return y, person(x, y, h * rng.uniform(0.96, 1.04), volunteer_dress(rng), arms, face, rng.uniform(0, 0.3))


def grandparent(x: float, y: float, h: float, rng: Random, face: int = 1) -> tuple[float, str]:
    return y, elder(x, y, h * rng.uniform(0.92, 0.98), elder_dress(rng), ("front", "down"), face, rng.random() < 0.5)


def kid(x: float, y: float, h: float, rng: Random, face: int = 1, arms: Arms | None = None) -> tuple[float, str]:
    pose = rng.choice(PLAY) if arms is None else arms
    return y, child(x, y, h * rng.uniform(0.92, 1.08), dress(rng, bag=""), pose, face, rng.uniform(0.2, 0.7))


def family(x: float, y: float, h: float, rng: Random, face: int = 1) -> list[tuple[float, str]]:
    """An adult hand in hand with a child."""
    return [
        (y, person(x, y, h, dress(rng, bag=""), "down", face, 0.35)),
        kid(x + h * 0.26 * face, y + 4, h * 0.6, rng, face, ("wave", "down") if face > 0 else ("down", "wave")),
    ]


def dressed(rng: Random, count: int) -> list[Outfit]:
    return [dress(rng) for _ in range(count)]


def tree_row(
    look: Look, y: float, count: int, s: float = 0.95, part: str = "row", skip: tuple[int, int] = (0, 0)
) -> str:
    """Trees at uneven distances along y, none between the two x of skip."""
    rng, step = look.rng(part), 1600 / count
    out = ""
    for k in range(count + 1):
        x, size = k * step + rng.uniform(-0.3, 0.3) * step, s * rng.uniform(0.85, 1.12)
        if not skip[0] < x < skip[1]:
            out += any_tree(x, y + rng.uniform(-6, 12), size, look, rng)
    return out


def frame(look: Look, y: float = 990, s: float = 1.6) -> str:
    """The nearest layer: a tree at one edge or both, bushes at the feet of the picture."""
    rng = look.rng("frame")
    out = any_tree(40, y, s * rng.uniform(0.9, 1.1), look, rng)
    if rng.random() < 0.75:
        out += any_tree(1565, y + 10, s * rng.uniform(0.85, 1.1), look, rng)
    return out + low_frame(look, rng)


def low_frame(look: Look, rng: Random) -> str:
    """Bushes cut off by the lower corners."""
    left = hedge(-40, rng.randint(120, 240), 1080, look, rng, 1.5)
    return left + hedge(rng.randint(1360, 1480), 1640, 1082, look, rng, 1.5)


def lamps(look: Look, y: float, xs: Iterable[float], h: float = 320, lit: bool = False) -> str:
    lit = lit or look.hour in ("dusk", "night")
    return join(lamp(x, y, h, lit and look.hour == "night", 1 if x < 800 else -1) for x in xs)


def basket(x: float, y: float, w: float, fill: str, rng: Random) -> str:
    """A basket of produce standing on y."""
    heap = join(
        rect(
            x + w * (k + 0.5) / 6 - w * 0.09,
            y - w * 0.52 - rng.uniform(0, w * 0.14),
            w * 0.2,
            w * 0.2,
            fill,
            w * 0.1,
        )
        for k in range(6)
    )
    weave = line([(x + w * 0.1, y - w * 0.22), (x + w * 0.9, y - w * 0.22)], P.wood2, 3, 0.6)
    body = path(f"M{x:.0f} {y - w * 0.44:.0f} H{x + w:.0f} L{x + w * 0.86:.0f} {y:.0f} H{x + w * 0.14:.0f}Z", P.wood3)
    return heap + body + weave + rect(x - 3, y - w * 0.47, w + 6, w * 0.1, P.wood, 4)


def pole_sign(x: float, y: float, w: float, h: float, rise: float) -> str:
    """Two posts for a board whose lower edge is rise above y."""
    return rect(x + w * 0.12, y - rise - h, 10, rise + h, P.wood2) + rect(
        x + w * 0.88 - 10, y - rise - h, 10, rise + h, P.wood2
    )


def big_tree(x: float, y: float, s: float, look: Look) -> str:
    """The old tree of a village: a broad crown on a bulging trunk, about 520·s tall."""

    rng = look.rng("oldtree")
    dark, mid, light = rng.choice([t for t in look.theme.trees if t[0] != "#c98a86"])
    bole = path("M-40 0 Q-24 -126 -54 -246 L-4 -300 L54 -246 Q26 -126 52 0Z", P.wood2)
    bole += path("M-40 0 Q-24 -126 -54 -246 L-8 -280 Q-6 -126 -6 0Z", P.wood)
    masses = [
        (0, 0, 150),
        (-130, 50, 100),
        (140, 46, 108),
        (-60, -76, 104),
        (76, -70, 110),
        (-200, 70, 70),
        (208, 76, 66),
    ]
    crown = join(ellipse(dx, dy - 366, r, r * 0.86, dark) for dx, dy, r in masses)
    crown += join(ellipse(dx - 16, dy - 382, r * 0.74, r * 0.62, mid) for dx, dy, r in masses)
    crown += speckle(-10, -376, 20, 175, 26, light, rng, 1.5)
    return shadow(x, y, 230 * s, 28 * s, 0.2) + moved(bole + crown, x, y, s)


def ring_bench(x: float, y: float, s: float = 1) -> str:
    """A stone seat around a trunk; (x, y) the middle of its lower edge."""

    seat = path("M-120 -50 Q0 -82 120 -50 L114 -30 Q0 -60 -114 -30Z", P.wood3)
    return moved(seat + path("M-114 -30 Q0 -60 114 -30 L110 0 Q0 -28 -110 0Z", P.stone2), x, y, s)


def bushes_at(look: Look, spots: Iterable[tuple[float, float, float]], part: str = "bushes") -> str:
    rng = look.rng(part)
    return join(bush(x, y, s * rng.uniform(0.85, 1.15), rng.choice(look.theme.bushes)) for x, y, s in spots)
