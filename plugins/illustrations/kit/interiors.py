"""Rooms and furniture. (x, y) is the lower left corner unless a line says otherwise."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from .nature import any_tree, cloud, plant
from .palette import P, darker, lighter
from .shapes import (
    H,
    W,
    circle,
    clipped,
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
)

if TYPE_CHECKING:
    from ..look import Look

WALL_TONES = ("#f3e7d1", "#eef3ee", "#f4ead9", "#e6eee8", "#f2e3d3", "#ebe8dc")
FLOOR_TONES = ("#dcc09a", "#dfe4d8", "#d9c7a6", "#cfd8d0", "#c9a77c")
SPINES = (
    P.teal,
    P.teal2,
    P.aqua,
    P.coral,
    P.red,
    P.gold,
    P.cream,
    P.leaf2,
    P.stone2,
    P.wood3,
    P.leaf,
    P.plum,
)


def room(wall: str, floor: str, floor_y: float = 720, skirting: str = "") -> str:
    """A wall and a floor with joints running to the back."""
    out = wash(0, 0, W, floor_y, lighter(wall, 0.15), darker(wall, 0.06))
    out += wash(0, floor_y, W, H - floor_y, floor, darker(floor, 0.14))
    joints = join(line([(360 + k * 110, floor_y), (-200 + k * 250, H)], P.wood, 2.2, 0.28) for k in range(-3, 12))
    return out + joints + rect(0, floor_y - 16, W, 16, skirting or darker(wall, 0.14))


def sunbeams(x: float, y: float, w: float, floor_y: float = 1000) -> str:
    """Light falling in from a window whose upper left corner is (x, y)."""
    return join(
        poly(
            [
                (x + w * a, y),
                (x + w * (a + 0.24), y),
                (x + w * (a + 0.5), floor_y),
                (x + w * (a + 0.1) - 60, floor_y),
            ],
            P.white,
            0.13,
        )
        for a in (0.02, 0.36, 0.7)
    )


def window_view(x: float, y: float, w: float, h: float, look: Look) -> str:
    """What is seen through a pane: sky, a ridge, tree tops. (x, y) upper left."""
    rng = look.rng(f"view{x:.0f}")
    top, mid, low = look.theme.sky
    definition, paint = gradient([(0, top, 1), (0.7, mid, 1), (1, low, 1)])
    ridge = placed("M0 .66 Q.25 .42 .5 .62 T1 .52 V1 H0Z", x, y, w, h)
    trees = join(any_tree(x + 40 + k * w / 5.5, y + h + 60, rng.uniform(0.75, 1), look, rng) for k in range(6))
    inside = rect(x, y, w, h, paint) + cloud(x + w * 0.12, y + h * 0.26, 0.6) + cloud(x + w * 0.62, y + h * 0.36, 0.5)
    return definition + clipped(inside + path(ridge, look.theme.ridges[1]) + trees, rect(x, y, w, h, "#000"))


def window_with_view(x: float, y: float, w: float, h: float, look: Look, panes: int = 3, frame: str = P.wood3) -> str:
    """A window with its sill; (x, y) is the upper left corner of the frame."""
    out = rect(x, y, w, h, frame) + window_view(x + 14, y + 14, w - 28, h - 28, look)
    out += join(rect(x + w * k / panes - 5, y + 14, 10, h - 28, frame) for k in range(1, panes))
    out += rect(x + 14, y + h * 0.3, w - 28, 9, frame)
    return (
        out
        + rect(x - 20, y + h - 4, w + 40, 18, darker(frame, 0.15))
        + rect(x - 20, y + h - 4, w + 40, 6, lighter(frame, 0.2))
    )


def curtains(x: float, y: float, w: float, h: float, colour: str = P.aqua2) -> str:
    """A drawn-back curtain on each side of a window with upper left corner (x, y)."""
    out = rect(x - 50, y - 22, w + 100, 12, P.wood2, 6)
    for left in (x - 46, x + w - 34):
        out += wash(left, y - 14, 80, h, colour, darker(colour, 0.12))
        out += join(
            line([(left + k * 20, y - 12), (left + k * 20 + 3, y + h - 16)], darker(colour), 3, 0.4) for k in (1, 2, 3)
        )
    return out


def _spine(x: float, y: float, w: float, h: float, colour: str) -> str:
    out = rect(x, y, w - 1.4, h, colour, 1) + rect(x + w * 0.6, y, w * 0.28, h, P.ink, o=0.1)
    return out + (rect(x + 2, y + h * 0.2, w - 5.4, 4, P.gold3, o=0.8) if w > 12 else "")


def books(x: float, y: float, w: float, h: float, rng: Random) -> str:
    """A row of books standing on y; the eye reads rhythm, so widths vary more than colours."""
    out, cx = "", x
    while cx < x + w - 20:
        width, height = rng.choice((9, 11, 13, 16, 20)), h * rng.uniform(0.66, 0.94)
        if rng.random() > 0.07:
            out += _spine(cx, y - height, width, height, rng.choice(SPINES))
        cx += width
    return out


def shelf(x: float, y: float, w: float, h: float, rows: int, rng: Random, wood: str = P.wood) -> str:
    """A bookcase; (x, y) upper left corner."""
    out = rect(x, y, w, h, wood) + rect(x + 10, y + 10, w - 20, h - 20, darker(wood, 0.3))
    rh = (h - 20) / rows
    for r in range(rows):
        base = y + 10 + (r + 1) * rh - 12
        out += books(x + 16, base, w - 32, rh - 14, rng) + rect(x + 8, base, w - 16, 12, lighter(wood, 0.2))
    return out + rect(x + w - 10, y, 10, h, P.ink, o=0.25)


def cabinet(x: float, y: float, w: float, h: float, cols: int, rows: int, colour: str = P.stone2) -> str:
    """Filing drawers with handles and labels; (x, y) upper left corner."""
    out, cw, rh = rect(x, y, w, h, darker(colour, 0.2), 4), w / cols, h / rows
    for k in range(cols * rows):
        dx, dy = x + (k % cols) * cw + 4, y + (k // cols) * rh + 4
        out += rect(dx, dy, cw - 8, rh - 8, colour, 3) + rect(
            dx + cw * 0.28, dy + rh * 0.16, cw * 0.36, rh * 0.2, P.cream, 2
        )
        out += rect(dx + cw * 0.34, dy + rh * 0.56, cw * 0.24, 6, P.ink2, 3)
    return out + rect(x + w - 12, y, 12, h, P.ink, o=0.15)


def pile(x: float, y: float, rng: Random, count: int = 4, w: float = 90) -> str:
    """A pile of books or files lying on y, its left edge about x."""
    out, top = "", y
    for _ in range(count):
        t, dx = rng.randint(10, 18), rng.randint(-6, 6)
        top -= t
        out += rect(x + dx, top, w + rng.randint(-10, 10), t - 1, rng.choice(SPINES), 2)
    return out


def table(x: float, y: float, w: float, h: float, wood: str = P.wood3, depth: float = 64) -> str:
    """A table seen from above: (x, y) left end of its back edge; h from the front edge to the floor."""
    lean = depth * 1.1
    front = y + depth
    top = poly([(x, y), (x + w, y), (x + w + lean, front), (x - lean, front)], wood)
    legs = rect(x - lean + 40, front + 20, 24, h - 20, darker(wood, 0.35)) + rect(
        x + w + lean - 64, front + 20, 24, h - 20, darker(wood, 0.35)
    )
    edge = rect(x - lean, front, w + 2 * lean, 22, darker(wood, 0.25))
    gleam = poly(
        [(x + 20, y + 6), (x + w * 0.5, y + 6), (x + w * 0.4, front - 8), (x - lean + 40, front - 8)],
        P.white,
        0.12,
    )
    return shadow(x + w / 2, front + h, w * 0.52, 22, 0.2) + legs + top + gleam + edge


def desk(x: float, y: float, w: float, h: float, top: str = P.wood3, front: str = P.cream) -> str:
    """A closed desk or counter; (x, y) upper left corner of its top; h to the floor."""
    return join(
        (
            shadow(x + w / 2, y + h, w * 0.54, 16),
            rect(x + 10, y + 20, w - 20, h - 20, front),
            rect(x + w * 0.68, y + 20, w * 0.32 - 10, h - 20, darker(front, 0.12), o=0.7),
            rect(x, y, w, 26, top, 4),
            rect(x, y + 20, w, 6, darker(top, 0.25), 3),
        )
    )


def counter(x: float, y: float, w: float, h: float, band: str = P.teal, front: str = P.white) -> str:
    """A curved reception counter; (x, y) left end of its timber top; h to the floor."""
    stripe = h * 0.64
    body = placed(f"M.02 14 Q.5 -32 .98 14 L.95 {h} Q.5 {h + 32} .05 {h}Z", x, y, w, 1)
    dark = placed(f"M.5 -8 Q.75 -8 .98 14 L.95 {h} Q.75 {h + 16} .5 {h + 16}Z", x, y, w, 1)
    edge, back = f"M.04 {stripe} Q.5 {stripe + 34} .96 {stripe}", f"Q.5 {stripe + 60} .04 {stripe + 24}Z"
    belt = placed(f"{edge} V{stripe + 24} {back}", x, y, w, 1)
    top = placed("M0 0 Q.5 -52 1 0 V22 Q.5 -30 0 22Z", x, y, w, 1)
    base = shadow(x + w / 2, y + h + 8, w * 0.52, 26, 0.2)
    return base + path(body, front) + path(dark, P.stone, 0.75) + path(belt, band) + path(top, P.wood3)


def chair(x: float, y: float, h: float = 120, colour: str = P.teal, face: int = 1) -> str:
    """A chair in side view; (x, y) the middle of its seat; its feet stand h*0.55 below; face: looking way."""
    back, legs = x - 34 * face, darker(colour, 0.3)
    return join(
        (
            line([(back, y), (back - 8 * face, y - h * 0.7)], colour, 12),
            rect(x - 40, y, 80, 12, colour, 5),
            line([(x - 32, y + 10), (x - 36, y + h * 0.55)], legs, 8),
            line([(x + 32, y + 10), (x + 36, y + h * 0.55)], legs, 8),
        )
    )


def sofa(x: float, y: float, w: float, colour: str = P.teal) -> str:
    """A waiting bench; (x, y) left foot on the floor; seat 90 above it."""
    feet = rect(x + 16, y - 70, 10, 70, P.ink2) + rect(x + w - 26, y - 70, 10, 70, P.ink2)
    return (
        shadow(x + w / 2, y, w / 2, 12)
        + feet
        + rect(x, y - 96, w, 28, colour, 8)
        + rect(x + 6, y - 160, w - 12, 56, lighter(colour, 0.35), 10)
    )


def pendant(x: float, y: float, colour: str = P.teal) -> str:
    """A hanging lamp whose lower rim is at y."""
    hood = path("M-74 0 Q-62 -52 0 -54 Q62 -52 74 0Z", colour)
    dark = path("M6 -54 Q62 -52 74 0 H14Z", P.ink, 0.2)
    light = ellipse(0, 2, 74, 10, P.gold3) + glow(0, 26, 150, P.gold3, 0.5)
    return rect(x - 2, 0, 4, y - 50, P.ink2) + moved(hood + dark + light, x, y)


def ceiling_lights(count: int = 4) -> str:
    """A light ceiling with panels, for offices and halls."""
    panels = join(
        poly(
            [(420 + k * 230, 18), (560 + k * 230, 18), (540 + k * 200, 62), (440 + k * 200, 62)],
            P.gold3,
            0.55,
        )
        for k in range(count)
    )
    return poly([(0, 0), (W, 0), (1330, 110), (270, 110)], P.white, 0.9) + panels + rect(0, 106, W, 6, P.stone2, o=0.6)


def desk_lamp(x: float, y: float, colour: str = P.red, face: int = 1) -> str:
    """A reading lamp standing at (x, y), about 120 tall."""
    arm = line([(x, y - 4), (x - 18 * face, y - 60), (x + 20 * face, y - 108)], P.ink2, 6)
    hood = [
        (x + 4 * face, y - 112),
        (x + 30 * face, y - 122),
        (x + 62 * face, y - 84),
        (x + 22 * face, y - 78),
    ]
    return (
        rect(x - 24, y - 8, 48, 8, P.ink2, 4) + arm + poly(hood, colour) + glow(x + 42 * face, y - 74, 60, P.gold3, 0.5)
    )


def monitor(x: float, y: float, w: float = 100, screen: str = P.aqua) -> str:
    """A computer screen standing at (x, y), the middle of its foot."""
    h = w * 0.66
    return join(
        (
            rect(x - w * 0.2, y - 6, w * 0.4, 6, P.ink, 3),
            rect(x - 6, y - 22, 12, 18, P.ink),
            rect(x - w / 2, y - 18 - h, w, h, P.ink, 5),
            rect(x - w / 2 + 6, y - 12 - h, w - 12, h - 12, screen, 3),
            poly([(x - w / 2 + 6, y - 12 - h), (x, y - 12 - h), (x - w / 2 + 6, y - 30)], P.white, 0.25),
        )
    )


def poster(x: float, y: float, w: float, h: float, rng: Random, paper: str = P.white) -> str:
    """A framed notice with a picture and greeked lines; (x, y) upper left corner."""
    tone = rng.choice((P.aqua2, P.blush, P.lime, P.gold3))
    out = (
        rect(x + 5, y + 6, w, h, P.ink, 3, 0.15)
        + rect(x, y, w, h, P.wood2, 3)
        + rect(x + 6, y + 6, w - 12, h - 12, paper)
    )
    out += rect(x + 16, y + 16, w - 32, h * 0.42, tone) + circle(x + w * 0.68, y + h * 0.24, h * 0.07, P.white, 0.8)
    out += path(
        f"M{num(x + 16)} {num(y + 16 + h * 0.42)} q{num(w * 0.25)} {num(-h * 0.28)} {num(w - 32)} 0Z",
        darker(tone, 0.25),
    )
    lines = (0.8, 0.64, 0.74, 0.4)
    return out + join(rect(x + 18, y + h * (0.62 + 0.085 * k), (w - 36) * q, 5, P.stone2) for k, q in enumerate(lines))


def wall_door(x: float, y: float, w: float, h: float, colour: str = "#cfe0da") -> str:
    """A door in a white frame, standing on y; a glass panel and a handle."""
    return join(
        (
            rect(x, y - h, w, h, P.white),
            rect(x + 10, y - h + 12, w - 20, h - 12, colour),
            rect(x + w * 0.18, y - h + 44, w * 0.4, h * 0.3, P.white, 4, 0.7),
            rect(x + w * 0.76, y - h * 0.48, 10, 50, P.teal2, 4),
        )
    )


def clock(x: float, y: float, r: float = 34) -> str:
    return (
        circle(x, y, r, P.ink2)
        + circle(x, y, r * 0.86, P.white)
        + line([(x, y - r * 0.6), (x, y), (x + r * 0.42, y + r * 0.2)], P.ink, r * 0.1)
    )


def rug(cx: float, cy: float, rx: float, ry: float, colour: str = P.coral) -> str:
    return (
        ellipse(cx, cy, rx, ry, darker(colour, 0.25))
        + ellipse(cx, cy - 4, rx * 0.94, ry * 0.9, colour)
        + ellipse(cx, cy - 4, rx * 0.7, ry * 0.66, lighter(colour, 0.2))
    )


def vase(x: float, y: float, s: float, look: Look, rng: Random, colour: str = P.teal) -> str:
    """A vase of seasonal blossom standing at (x, y), about 200·s tall."""
    twigs = ""
    for a in (-60, -28, 4, 34, 62):
        tip = (a, abs(a) - 190)
        twigs += line([(0, -80), tip], P.leaf2, 4)
        for _ in range(4):
            bloom = rng.choice(look.theme.flowers)
            twigs += circle(tip[0] + rng.uniform(-12, 12), tip[1] + rng.uniform(-10, 26), 9, bloom)
    body = path("M-18 -84 h36 q-3 13 5 24 q22 30 0 60 h-46 q-22 -30 0 -60 q8 -8 5 -24Z", colour)
    gleam = path("M-12 -52 q-10 12 -10 28", stroke=P.white, w=4, o=0.5)
    return moved(shadow(0, 0, 36) + twigs + body + gleam, x, y, s)


def cup(x: float, y: float, s: float = 1, colour: str = P.white) -> str:
    return (
        rect(x - 11 * s, y - 22 * s, 22 * s, 22 * s, colour, 5 * s)
        + path(
            f"M{num(x + 11 * s)} {num(y - 17 * s)} q{num(11 * s)} {num(4 * s)} 0 {num(11 * s)}",
            stroke=colour,
            w=3.4 * s,
        )
        + rect(x - 11 * s, y - 22 * s, 22 * s, 5 * s, P.teal, 2, 0.5)
    )


def sheet(x: float, y: float, w: float = 80) -> str:
    """A sheet of paper lying on a table."""
    return poly([(x, y), (x + w, y - 4), (x + w * 1.12, y + 18), (x + 4, y + 22)], P.white)


def corner_plants(look: Look, y: float = 960, s: float = 1.6) -> str:
    """Two potted plants that frame a room in the foreground."""
    rng = look.rng("corner")
    pots = (P.coral, P.teal, P.gold, P.white)
    return plant(40, y, s * rng.uniform(0.9, 1.2), rng.choice(pots)) + plant(
        1560, y + 10, s * rng.uniform(0.9, 1.2), rng.choice(pots)
    )
