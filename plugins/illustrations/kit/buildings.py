"""Buildings and street furniture. (x, y) is the lower left corner of a building, on the ground."""

from __future__ import annotations

import math
from random import Random

from .palette import Foliage, P, darker, lighter, mix
from .shapes import (
    circle,
    ellipse,
    glow,
    join,
    line,
    moved,
    num,
    path,
    placed,
    poly,
    rect,
    ring,
    shadow,
    wash,
)

WALLS = (P.cream, P.white, "#f4e2cb", "#e6ece2", "#f2dcc4", "#dfe8e4", "#efd9c9", "#ece4d0")
ROOFS = (P.teal, P.teal2, "#4d5f63", P.wood2, P.red2, "#3f5b66")
AWNINGS = (P.teal, P.coral, P.gold, P.red, P.leaf2, P.plum)
SIGNS = (P.red, P.teal, P.wood2, P.leaf3, P.teal2, P.red2)


def window(x: float, y: float, w: float, h: float, glass: str = P.aqua, frame: str = P.white) -> str:
    return (
        rect(x - 2, y - 2, w + 4, h + 4, frame)
        + rect(x, y, w, h, glass)
        + poly([(x, y), (x + w * 0.62, y), (x, y + h * 0.8)], P.white, 0.28)
    )


def windows(
    x: float,
    y: float,
    w: float,
    h: float,
    cols: int,
    rows: int,
    glass: str = P.aqua,
    frame: str = P.white,
    gap_x: float = 0.36,
    gap_y: float = 0.4,
) -> str:
    """A grid of windows filling the box; the gaps are shares of a cell."""
    cw, ch = w / cols, h / rows
    return join(
        window(
            x + (c + gap_x / 2) * cw,
            y + (r + gap_y / 2) * ch,
            cw * (1 - gap_x),
            ch * (1 - gap_y),
            glass,
            frame,
        )
        for r in range(rows)
        for c in range(cols)
    )


def _balcony(x: float, y: float, w: float, h: float, bloom: str) -> str:
    pots = join(ellipse(x + w * (0.12 + 0.16 * k), y - 1, 6, 5, P.leaf2 if k % 2 else bloom) for k in range(5))
    return rect(x, y, w, h, P.stone2, 2) + pots


def block(
    x: float,
    y: float,
    w: float,
    h: float,
    rng: Random,
    wall: str = "",
    glass: str = P.aqua,
    floor: float = 84,
) -> str:
    """A block of flats with some planted balconies."""
    wall = wall or rng.choice(WALLS)
    cols, rows = max(2, round(w / 80)), max(2, round(h / floor))
    bloom, cw, ch = rng.choice((P.coral, P.gold, P.red)), (w - 24) / cols, (h - 30) / rows
    out = wash(x, y - h, w, h, wall, darker(wall, 0.1)) + rect(x + w * 0.82, y - h, w * 0.18, h, P.teal3, o=0.07)
    out += rect(x - 8, y - h - 14, w + 16, 16, darker(wall, 0.2))
    out += windows(x + 12, y - h + 14, w - 24, h - 30, cols, rows, glass, P.white, 0.42, 0.46)
    for k in range(cols * rows):
        if rng.random() < 0.4:
            bx, by = x + 12 + (k % cols + 0.14) * cw, y - h + 14 + (k // cols + 0.74) * ch
            out += _balcony(bx, by, cw * 0.72, ch * 0.16, bloom)
    return out


def skyline(rng: Random, y: float, colour: str, low: int = 60, high: int = 170, o: float = 1) -> str:
    """A pale row of distant towers standing on y."""
    out, x = "", -20.0
    while x < 1620:
        w, h = rng.choice((54, 66, 80, 96)), rng.randint(low, high)
        out += rect(x, y - h, w, h, colour, o=o) + rect(x + w * 0.6, y - h, w * 0.4, h, P.teal3, o=0.06)
        out += join(rect(x + 8, y - h + 12 + r * 26, w - 16, 6, P.white, o=0.4) for r in range(max(0, int(h / 26) - 1)))
        x += w + rng.randint(6, 60)
    return out


def _gable_step(x: float, y: float, w: float, h: float, side: int) -> str:
    """One step of a horse-head gable: white wall, dark tile, an upturned corner."""
    edge = x - 5 if side < 0 else x + w + 5
    return (
        rect(x, y - h, w + 1, h + 1, P.white)
        + rect(x - 5, y - h - 7, w + 10, 10, P.teal3, 2)
        + path(f"M{num(edge)} {num(y - h + 2)} q{6 * side} -2 {9 * side} -10", stroke=P.teal3, w=5)
    )


def _gables(x: float, y: float, w: float, steps: int) -> str:
    sw, out = w / (2 * steps + 1), ""
    for i in range(steps):
        out += _gable_step(x + i * sw, y, sw, 20 * (i + 1), -1)
        out += _gable_step(x + w - (i + 1) * sw, y, sw, 20 * (i + 1), 1)
    rise = steps * 20 + 16
    mid = x + steps * sw
    return out + rect(mid, y - rise, sw + 1, rise + 1, P.white) + rect(mid - 6, y - rise - 8, sw + 12, 11, P.teal3, 2)


def _door(x: float, y: float, w: float, h: float) -> str:
    """A double door under a small eave, with a red paper strip on each side."""
    left, top = x + w * 0.38, y - h * 0.42
    strips = rect(x + w * 0.33, top + 6, w * 0.035, h * 0.3, P.red) + rect(
        x + w * 0.635, top + 6, w * 0.035, h * 0.3, P.red
    )
    leaf = rect(left, top, w * 0.24, h * 0.42, P.wood2) + rect(x + w * 0.495, top, 2, h * 0.42, P.ink)
    return leaf + rect(x + w * 0.36 - 6, top - 12, w * 0.28 + 12, 14, P.teal3, 2) + strips


def house(x: float, y: float, w: float, h: float, steps: int = 3, door: bool = False) -> str:
    """A white-walled, dark-tiled house with stepped horse-head gables (马头墙)."""
    out = wash(x, y - h, w, h, P.white, P.stone) + _gables(x, y - h, w, steps)
    out += rect(x + w * 0.72, y - h, w * 0.28, h, P.teal3, o=0.07) + rect(x, y - 16, w, 16, P.stone2)
    for k in (0, 1):
        wx, wy = x + w * (0.14 + 0.55 * k), y - h * 0.74
        out += rect(wx - 3, wy - 6, w * 0.17 + 6, 8, P.teal3, 1) + rect(wx, wy, w * 0.17, h * 0.22, P.teal2)
        out += rect(wx + w * 0.08, wy, 2, h * 0.22, P.stone)
    return out + (_door(x, y, w, h) if door else "")


def gable_house(x: float, y: float, w: float, h: float, wall: str, roof: str, glass: str = P.aqua) -> str:
    """A plain house under a saddle roof, seen from its long side."""
    rise = h * 0.42
    top = [(x - 16, y - h), (x + w * 0.1, y - h - rise), (x + w * 0.9, y - h - rise), (x + w + 16, y - h)]
    out = wash(x, y - h, w, h, wall, darker(wall, 0.12)) + rect(x + w * 0.76, y - h, w * 0.24, h, P.teal3, o=0.07)
    out += poly(top, roof) + poly(
        [top[0], top[1], (x + w * 0.5, y - h - rise), (x + w * 0.5, y - h)], lighter(roof, 0.12)
    )
    out += windows(x + w * 0.08, y - h * 0.84, w * 0.84, h * 0.6, max(2, round(w / 90)), 1, glass)
    return out + rect(x - 16, y - h, w + 32, 6, P.ink, o=0.25)


def awning(x: float, y: float, w: float, h: float, colour: str, stripes: int = 8, flare: float = 8) -> str:
    """A striped awning: its upper edge at y, its scalloped edge flared by flare on both sides."""
    step, wide, out = w / stripes, (w + 2 * flare) / stripes, ""
    for i in range(stripes):
        tone = colour if i % 2 == 0 else P.white
        left, right = x - flare + i * wide, x - flare + (i + 1) * wide
        out += poly([(x + i * step, y), (x + (i + 1) * step, y), (right, y + h), (left, y + h)], tone)
        out += path(
            f"M{num(left)} {num(y + h)} a{num(wide / 2)} {num(wide * 0.3)} 0 0 0 {num(wide)} 0Z",
            darker(tone, 0.08),
        )
    return out


def shop(x: float, y: float, w: float, h: float, rng: Random, sign: str = "") -> str:
    """A shop under a flat: windows above, awning, display and door below."""
    wall, cloth, plate = rng.choice(WALLS), rng.choice(AWNINGS), rng.choice(SIGNS)
    gy, gh = y - h * 0.34, h * 0.34
    out = wash(x, y - h, w, h, wall, darker(wall, 0.12)) + rect(x - 6, y - h - 12, w + 12, 14, darker(wall, 0.2))
    out += windows(x + 10, y - h + 16, w - 20, h * 0.42, max(2, int(w / 84)), 2)
    out += rect(x + 14, gy, w - 28, gh, P.teal3) + rect(x + 22, gy + 12, (w - 28) * 0.56, gh - 26, P.aqua2)
    out += rect(x + 26 + (w - 28) * 0.6, gy + 12, (w - 28) * 0.32, gh - 12, P.wood3)
    out += poly([(x + 22, gy + 12), (x + 22 + w * 0.3, gy + 12), (x + 22, gy + h * 0.24)], P.white, 0.4)
    out += rect(x + 14, gy - 48, w - 28, 36, plate, 3)
    out += join(rect(x + w / 2 - 46 + k * 26, gy - 37, 16, 14, P.cream, 2) for k in range(4)) if not sign else ""
    return (
        out
        + awning(x + 10, gy - 8, w - 20, 38, cloth, flare=6)
        + rect(x + w * 0.84, y - h, w * 0.16, h, P.teal3, o=0.08)
    )


def lamp(x: float, y: float, h: float = 320, lit: bool = False, face: int = 1) -> str:
    """A street lamp; lit ones cast a cone of light."""
    hx, hy = x + 46 * face, y - h - 25
    cone = [(hx - 14, hy), (hx + 14, hy), (hx + h * 0.42, y), (hx - h * 0.42, y)]
    light = poly(cone, P.gold3, 0.13) + ellipse(hx, y, h * 0.42, 22, P.gold3, 0.25) + glow(hx, hy, 120, P.gold3, 0.8)
    return join(
        (
            shadow(x, y, 18),
            rect(x - 4, y - h, 8, h, P.teal3, 3),
            rect(x - 10, y - 16, 20, 16, P.teal3, 3),
            path(f"M{num(x)} {num(y - h + 6)} q{2 * face} -34 {44 * face} -34", stroke=P.teal3, w=6),
            poly([(hx - 22, hy - 3), (hx + 22, hy - 3), (hx + 14, hy - 21), (hx - 14, hy - 21)], P.teal2),
            ellipse(hx, hy, 16, 6, P.gold3),
            light if lit else "",
        )
    )


def bench(x: float, y: float, w: float = 200, colour: str = P.wood) -> str:
    """A park bench; (x, y) is its left foot on the ground; the seat is 54 above it."""
    seat = y - 54
    legs = rect(x + 18, seat, 10, 54, P.teal3) + rect(x + w - 28, seat, 10, 54, P.teal3)
    back = rect(x + 20, seat - 50, 8, 56, P.teal3) + rect(x + w - 28, seat - 50, 8, 56, P.teal3)
    slats = rect(x, seat - 50, w, 12, lighter(colour, 0.2), 3) + rect(x, seat - 28, w, 12, lighter(colour, 0.1), 3)
    return shadow(x + w / 2, y, w / 2, 10) + back + slats + rect(x, seat, w, 14, colour, 3) + legs


def bin_(x: float, y: float, colour: str, w: float = 46, h: float = 84) -> str:
    """A waste bin standing on (x, y), its lower left corner."""
    return join(
        (
            shadow(x + w / 2, y, w * 0.6),
            rect(x, y - h, w, h, colour, 6),
            rect(x - 4, y - h - 10, w + 8, 15, darker(colour), 6),
            rect(x + w * 0.66, y - h, w * 0.34, h, P.ink, 5, 0.14),
            rect(x + w * 0.24, y - h * 0.66, w * 0.5, h * 0.2, P.cream, 3, 0.9),
        )
    )


def bike(x: float, y: float, colour: str = P.red, s: float = 1) -> str:
    """A bicycle with a basket; (x, y) between its wheels on the ground."""

    def a(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * s, y + dy * s

    frame = [a(-58, -38), a(-26, -96), a(36, -92), a(58, -38)]
    return join(
        (
            shadow(x, y, 100 * s, 10 * s),
            *(ring(*a(c, -38), 38 * s, P.ink, 6 * s) for c in (-58, 58)),
            line(frame, colour, 7 * s),
            line([a(-58, -38), a(0, -38), a(36, -92)], colour, 7 * s),
            line([a(0, -38), a(-30, -108)], colour, 7 * s),
            line([a(-46, -110), a(-12, -110)], P.ink, 9 * s),
            line([a(36, -92), a(30, -124), a(54, -126)], P.ink2, 6 * s),
            rect(x + 44 * s, y - 122 * s, 44 * s, 30 * s, P.wood3, 4 * s),
        )
    )


def car(x: float, y: float, colour: str, s: float = 1) -> str:
    """A small car in side view; (x, y) the middle of its wheels on the ground."""
    body = "M-150 -30 Q-156 -78 -110 -84 L-66 -132 H52 L96 -84 Q154 -80 150 -30Z"
    glass = "M-88 -86 L-58 -122 H-8 V-86Z M4 -122 H46 L78 -86 H4Z"
    parts = shadow(0, 0, 160, 14) + path(body, colour) + rect(-150, -46, 300, 18, P.ink, 8, 0.2)
    parts += path(glass, P.aqua2) + ellipse(144, -62, 7, 9, P.gold3) + ellipse(-147, -62, 6, 9, P.coral)
    wheels = join(circle(c, -28, 28, P.ink) + circle(c, -28, 12, P.grey) for c in (-86, 88))
    return moved(parts + wheels, x, y, s)


def canopy(x: float, y: float, w: float, h: float, colour: str, drop: float = 110) -> str:
    """A market or service stall: two posts and a striped roof; (x, y) the left post's foot, h to the eave."""
    posts = rect(x, y - h, 10, h, P.teal3) + rect(x + w - 10, y - h, 10, h, P.teal3)
    return posts + awning(x + w * 0.1, y - h - drop, w * 0.8, drop, colour, 6, w * 0.16)


def zebra(x: float, y1: float, y2: float, bars: int = 7, w: float = 38, lean: float = 8) -> str:
    """A crossing seen in perspective, its nearest edge at y2."""
    return join(
        poly(
            [
                (x + k * w * 1.7, y1),
                (x + k * w * 1.7 + w, y1),
                (x + k * (w * 1.7 + lean) + w - 20, y2),
                (x + k * (w * 1.7 + lean) - 36, y2),
            ],
            P.cream,
            0.92,
        )
        for k in range(bars)
    )


def paving(y1: float, y2: float, colour: str = P.sand, vanish: float = 0.93, step: int = 76) -> str:
    """A paved area with joints running to the horizon."""
    out = wash(0, y1, 1600, y2 - y1, lighter(colour, 0.2), darker(colour, 0.06))
    joint = mix(colour, P.stone3, 0.4)
    for k in range(-4, 1600 // step + 5):
        x = k * step - 800
        out += line([(800 + x * vanish, y1), (800 + x * 1.25, y2)], joint, 2, 0.7)
    rows = [y1 + (y2 - y1) * t for t in (0.12, 0.3, 0.56, 0.86)]
    return out + join(rect(0, r, 1600, 2, joint, o=0.7) for r in rows)


def road(y1: float, y2: float, dash_y: float = 0) -> str:
    """An asphalt lane with a kerb on its far side."""
    out = (
        wash(0, y1, 1600, y2 - y1, "#8d9896", "#6f7b7a")
        + rect(0, y1 - 18, 1600, 16, P.cream)
        + rect(0, y1 - 6, 1600, 6, P.stone3)
    )
    return out + (join(rect(40 + k * 190, dash_y, 100, 9, P.cream, 3, 0.8) for k in range(9)) if dash_y else "")


def planter(x: float, y: float, w: float, foliage: Foliage, blooms: tuple[str, ...], rng: Random) -> str:
    """A wooden box of flowers; (x, y) its lower left corner."""
    green = join(ellipse(x + w * (k + 0.5) / 6, y - 52, w / 9, 20, foliage[k % 2]) for k in range(6))
    dots = join(
        circle(x + rng.uniform(0.06, 0.94) * w, y - rng.uniform(50, 76), 7, rng.choice(blooms)) for _ in range(9)
    )
    return (
        shadow(x + w / 2, y, w / 2, 9)
        + green
        + dots
        + rect(x, y - 48, w, 48, P.wood3, 4)
        + rect(x, y - 48, w, 9, P.wood)
    )


def fence(x1: float, x2: float, y: float, h: float = 60, colour: str = P.wood3) -> str:
    posts = join(rect(x, y - h, 10, h, colour, 3) for x in range(int(x1), int(x2), 54))
    return (
        rect(x1, y - h * 0.84, x2 - x1, 8, darker(colour, 0.1))
        + rect(x1, y - h * 0.42, x2 - x1, 8, darker(colour, 0.1))
        + posts
    )


def stone_bridge(x: float, y: float, w: float) -> str:
    """An arched footbridge; (x, y) its left foot, level with its right one."""
    rise = w * 0.26
    outline = f"M0 -20 Q.5 {-rise * 2:.0f} 1 -20 V24 H.86 Q.5 {-rise:.0f} .14 24 H0Z"
    body = placed(outline, x, y, w, 1)
    arc = [(x + w * t, y - 22 - math.sin(t * math.pi) * rise * 0.88) for t in (0.04, 0.2, 0.36, 0.5, 0.64, 0.8, 0.96)]
    rail = join(rect(px - 4, py - 34, 8, 42, P.cream) for px, py in arc)
    return path(body, mix(P.stone, P.stone3, 0.25)) + rail + line([(px, py - 32) for px, py in arc], P.cream, 8)
