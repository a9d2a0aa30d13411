"""Sky, land, plants and birds."""

from __future__ import annotations

import math
from random import Random
from typing import TYPE_CHECKING

from .palette import GREEN, Foliage, P, darker
from .shapes import (
    H,
    W,
    circle,
    ellipse,
    glow,
    gradient,
    join,
    line,
    moved,
    num,
    path,
    placed,
    poly,
    rect,
    shadow,
    wash,
    washed,
)

if TYPE_CHECKING:
    from ..look import Look


def sky(look: Look, h: float = H) -> str:
    top, mid, low = look.theme.sky
    definition, paint = gradient([(0, top, 1), (0.5, mid, 1), (0.85, low, 1)])
    return definition + rect(0, 0, W, h, paint)


def sun(x: float, y: float, look: Look, r: float = 58) -> str:
    return glow(x, y, r * 8, look.theme.sun, 0.6) + circle(x, y, r, P.white, 0.92)


def heaven(look: Look, sun_x: float = 380, sun_y: float = 230) -> str:
    """Sky, sun and a few clouds: the first layer of every picture outdoors."""
    rng = look.rng("sky")
    clear = look.hour != "night"
    x, y = sun_x + rng.randint(-120, 160), sun_y + rng.randint(20, 110)
    light = sun(x, y, look, rng.randint(46, 64)) if clear else ""
    return sky(look) + light + (clouds(rng, rng.randint(2, 4)) if clear else "")


def cloud(x: float, y: float, s: float = 1, o: float = 0.8) -> str:
    """Flat-bottomed: domes cut by one line."""

    def arc(r: float, dx: float, dy: float) -> str:
        return f" a{num(r * s)} {num(r * s)} 0 0 0 {num(dx * s)} {num(dy * s)}"

    domes = arc(34, -40, -34) + arc(52, -88, -18) + arc(36, -52, 22) + arc(28, -10, 30)
    return path(f"M{num(x)} {num(y)} h{num(190 * s)}{domes} Z", P.white, o)


def clouds(rng: Random, count: int) -> str:
    slots = rng.sample(range(5), min(count, 5))
    return join(
        cloud(k * 300 + rng.randint(0, 150), rng.randint(210, 380), rng.uniform(0.6, 1.1), rng.uniform(0.5, 0.8))
        for k in slots
    )


def hills(y: float, amp: float, colour: str, rng: Random, step: int = 240, o: float = 1) -> str:
    """One soft ridge: a smooth curve through random heights above y, filled to the bottom."""
    xs = list(range(-step, W + 2 * step, step))
    ys = [y - amp * rng.random() for _ in xs]
    d = f"M{xs[0]} {num(ys[0])}"
    for i in range(1, len(xs)):
        m = (xs[i - 1] + xs[i]) / 2
        d += f" C{num(m)} {num(ys[i - 1])} {num(m)} {num(ys[i])} {xs[i]} {num(ys[i])}"
    return path(d + f" V{H} H{-step}Z", colour, o)


def ridges(look: Look, y: float, amp: float = 190, count: int = 3) -> str:
    """Pale ridges, each nearer one darker and lower."""
    rng = look.rng("ridges")
    tones = look.theme.ridges[:count]
    return join(hills(y + 45 * k, amp * (1 - 0.28 * k), tone, rng, 320 - 40 * k) for k, tone in enumerate(tones))


def ground(y: float, top: str, low: str) -> str:
    return wash(0, y, W, H - y, top, low)


def meadow(y: float, look: Look) -> str:
    return ground(y, *look.theme.grass)


LOBES = ((0, 0, 62), (-46, 26, 44), (46, 24, 46), (-26, -34, 44), (28, -32, 46), (4, 40, 46))


def crown(x: float, y: float, s: float, foliage: Foliage, rng: Random) -> str:
    """The head of a round tree: dark mass, middle mass to the upper left, a few lights."""
    dark, mid, light = foliage
    jitter = [(dx + rng.uniform(-6, 6), dy + rng.uniform(-5, 5), r * rng.uniform(0.92, 1.08)) for dx, dy, r in LOBES]
    out = join(ellipse(x + dx * s, y + dy * s, r * s, r * s * 0.96, dark) for dx, dy, r in jitter)
    out += join(
        ellipse(x + (dx - 10) * s, y + (dy - 10) * s, r * s * 0.76, r * s * 0.72, mid) for dx, dy, r in jitter[:5]
    )
    return out + speckle(x - 6 * s, y - 6 * s, 12 * s, 56 * s, 7, light, rng, s)


def speckle(x: float, y: float, near: float, far: float, count: int, colour: str, rng: Random, s: float = 1) -> str:
    """Light discs on the lit side of a mass."""
    spots = []
    for _ in range(count):
        a, q = rng.uniform(2.6, 4.9), rng.uniform(near, far)
        at = x + math.cos(a) * q, y + math.sin(a) * q
        spots.append(ellipse(*at, rng.uniform(7, 17) * s, rng.uniform(6, 13) * s, colour, 0.85))
    return join(spots)


def trunk(x: float, y: float, s: float, colour: str = P.wood2) -> str:
    body = [(x - 8 * s, y), (x - 5 * s, y - 110 * s), (x + 5 * s, y - 110 * s), (x + 9 * s, y)]
    return (
        poly(body, colour)
        + line([(x, y - 70 * s), (x + 26 * s, y - 112 * s)], colour, 6 * s)
        + line([(x, y - 60 * s), (x - 24 * s, y - 104 * s)], colour, 5 * s)
    )


def tree(x: float, y: float, s: float, foliage: Foliage, rng: Random) -> str:
    """A round tree standing at (x, y), about 230·s tall."""
    return shadow(x, y, 62 * s) + trunk(x, y, s) + crown(x, y - 165 * s, s, foliage, rng)


def bare_tree(x: float, y: float, s: float, rng: Random, colour: str = P.wood2) -> str:
    """A winter tree: trunk and forked branches."""
    out = shadow(x, y, 40 * s) + poly(
        [(x - 8 * s, y), (x - 3 * s, y - 130 * s), (x + 3 * s, y - 130 * s), (x + 9 * s, y)], colour
    )
    for k in range(7):
        side, up = (-1 if k % 2 else 1), 60 + k * 16
        dx, dy = side * (66 - k * 5 + rng.uniform(-6, 6)), -(52 + rng.uniform(0, 26))
        tip = (x + dx * s, y + (dy - up) * s)
        half = (x + dx * 0.5 * s, y + (dy * 0.62 - up) * s)
        out += line([(x, y - up * s), half, tip], colour, (6 - k * 0.5) * s)
        out += line([half, (half[0] + side * 8 * s, half[1] - 44 * s)], colour, 3 * s)
    return out


def any_tree(x: float, y: float, s: float, look: Look, rng: Random) -> str:
    """A tree of the season, its kind drawn by lot."""
    if look.theme.bare and rng.random() < 0.4:
        return bare_tree(x, y, s * 1.1, rng)
    return tree(x, y, s, rng.choice(look.theme.trees), rng)


def poplar(x: float, y: float, s: float, foliage: Foliage) -> str:
    """A slender tree, about 220·s tall."""
    left = "C-44 -60 -46 -150 0 -220Z"
    stem = shadow(x, y, 30 * s) + rect(x - 4 * s, y - 50 * s, 8 * s, 50 * s, P.wood2)
    dark = placed(f"M0 -220 C46 -150 44 -60 0 -34 {left}", x, y, s)
    return stem + path(dark, foliage[0]) + path(placed(f"M0 -220 C6 -150 4 -60 0 -34 {left}", x, y, s), foliage[1])


def conifer(x: float, y: float, s: float, foliage: Foliage = GREEN, stem: bool = True) -> str:
    """A fir, about 210·s tall: three tiers, lit left halves."""
    out = rect(x - 5 * s, y - 24 * s, 10 * s, 24 * s, P.wood2) if stem else ""
    for w, top, bottom in ((46, 20, 92), (38, 70, 138), (27, 112, 190)):
        apex, left = (x, y - bottom * s - 20 * s), (x - w * s, y - top * s)
        out += poly([left, apex, (x + w * s, y - top * s)], foliage[0])
        out += poly([left, apex, (x - 4 * s, y - top * s)], foliage[1])
    return out


def bush(x: float, y: float, s: float, foliage: Foliage = GREEN) -> str:
    dark, mid = foliage[0], foliage[1]
    masses = ((0, -16, 44, 26), (-34, -8, 30, 18), (36, -8, 28, 18))
    lights = ((-8, -22, 30, 17), (-36, -12, 18, 10))
    out = join(ellipse(x + a * s, y + b * s, p * s, q * s, dark) for a, b, p, q in masses)
    out += join(ellipse(x + a * s, y + b * s, p * s, q * s, mid) for a, b, p, q in lights)
    return out + rect(x - 66 * s, y - 6 * s, 132 * s, 6 * s, dark, 3 * s)


def hedge(x1: float, x2: float, y: float, look: Look, rng: Random, s: float = 0.8) -> str:
    """Bushes of uneven size in a row."""
    out, x = "", x1
    while x < x2:
        size = s * rng.uniform(0.75, 1.15)
        out += bush(x, y, size, rng.choice(look.theme.bushes))
        x += size * rng.uniform(86, 118)
    return out


def flowers(x: float, y: float, w: float, count: int, look: Look, rng: Random, r: float = 7) -> str:
    """Blossoms scattered along a bed of width w centred on (x, y)."""
    return join(
        ellipse(x + (rng.random() - 0.5) * w, y + rng.uniform(-8, 8), r, r * 0.85, rng.choice(look.theme.flowers))
        for _ in range(count)
    )


def tufts(x1: float, x2: float, y: float, look: Look, rng: Random, h: float = 60) -> str:
    """Blades of grass rising from y: the dark edge that frames a foreground."""
    out, x = "", x1
    while x < x2:
        for k in range(4):
            tone, lean = rng.choice(look.theme.bushes)[k % 2], -12 + k * 8 + rng.uniform(-4, 4)
            out += _blade(x + k * 8, y, lean, h * rng.uniform(0.7, 1.1), tone)
        x += rng.uniform(34, 66)
    return out


def _leaf(x: float, y: float, angle: float, s: float, colour: str) -> str:
    length = (96 - abs(angle) * 0.5) * s
    d = f"M0 0 Q-13 {-length * 0.6:.0f} 0 {-length:.0f} Q13 {-length * 0.6:.0f} 0 0Z"
    return moved(path(d, colour), x, y, 1, angle)


def plant(x: float, y: float, s: float, pot: str = P.coral, foliage: Foliage = GREEN) -> str:
    """A potted plant standing at (x, y), about 136·s tall."""
    leaves = join(
        _leaf(x, y - 40 * s, a, s, foliage[1] if a < 5 else foliage[0]) for a in (-68, -44, -22, 0, 20, 42, 66)
    )
    top, low = y - 46 * s, y
    body = poly([(x - 26 * s, top), (x + 26 * s, top), (x + 19 * s, low), (x - 19 * s, low)], pot)
    side = poly([(x + 6 * s, top), (x + 26 * s, top), (x + 19 * s, low), (x + 4 * s, low)], darker(pot, 0.5), 0.25)
    return shadow(x, y, 30 * s) + leaves + body + side


def bird(x: float, y: float, s: float = 1, flip: int = 1) -> str:
    """A white egret in flight: two wings, body and neck, bill, legs."""

    def p(dx: float, dy: float) -> str:
        return f"{num(dx * s * flip)} {num(dy * s)}"

    at, tail = f"M{num(x)} {num(y)}", f"M{num(x - 34 * s * flip)} {num(y + 2 * s)}"
    return (
        path(f"{at} q{p(-30, -44)} {p(-84, -50)} q{p(30, 14)} {p(50, 50)}Z", P.white)
        + path(f"{at} q{p(12, -54)} {p(-12, -94)} q{p(44, 26)} {p(44, 86)}Z", P.cream)
        + path(f"{tail} q{p(34, -16)} {p(70, -4)} q{p(16, -2)} {p(22, -14)}", stroke=P.white, w=10 * s)
        + path(f"M{num(x + 56 * s * flip)} {num(y - 14 * s)} l{p(22, 2)}", stroke=P.gold, w=3.4 * s)
        + path(f"{tail} l{p(-48, 12)}", stroke=P.ink2, w=3 * s)
    )


def birds(rng: Random, x: float, y: float, count: int = 3, s: float = 0.8) -> str:
    return join(
        bird(x + k * 130 + rng.randint(-40, 40), y + rng.randint(-60, 60), s * rng.uniform(0.6, 1.2))
        for k in range(count)
    )


def ripples(rng: Random, x1: float, x2: float, y1: float, y2: float, count: int, o: float = 0.6) -> str:
    out = ""
    for _ in range(count):
        x, y, w = rng.uniform(x1, x2), rng.uniform(y1, y2), rng.uniform(60, 150)
        out += path(f"M{num(x)} {num(y)} q{num(w / 4)} -6 {num(w / 2)} 0 t{num(w / 2)} 0", stroke=P.white, w=4, o=o)
    return out


def water(d: str, look: Look) -> str:
    """A body of water with the outline d."""
    return washed(d, *look.theme.water)


def _blade(x: float, y: float, lean: float, h: float, colour: str) -> str:
    return path(placed(f"M0 0 q{lean * 0.4:.1f} -.6 {lean:.1f} -1", x, y, 1, h), stroke=colour, w=5)
