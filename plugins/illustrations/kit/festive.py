"""Food, scrolls and honours: the small things that make an occasion."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from .palette import P, darker, lighter
from .pen import trace
from .shapes import (
    ellipse,
    join,
    lettering,
    line,
    path,
    poly,
    rect,
    shadow,
)


def dish(cx: float, y: float, rx: float, food: str) -> str:
    """A dish of food seen from slightly above."""
    return join(
        (
            ellipse(cx, y + rx * 0.12, rx, rx * 0.34, P.stone2),
            ellipse(cx, y, rx, rx * 0.32, P.white),
            ellipse(cx, y - rx * 0.06, rx * 0.74, rx * 0.22, food),
            ellipse(cx - rx * 0.2, y - rx * 0.12, rx * 0.34, rx * 0.1, lighter(food), 0.8),
        )
    )


def _tray_bowls(cx: float, y: float, rng: Random) -> str:
    return dish(cx - 22, y - 4, 22, rng.choice((P.leaf, P.gold, P.cream))) + dish(
        cx + 24, y + 1, 18, rng.choice((P.coral, P.lime, P.cream))
    )


def tray(cx: float, y: float, colour: str, rng: Random) -> str:
    """A tray with two bowls and chopsticks, its middle at (cx, y)."""
    flat = poly([(cx - 50, y - 16), (cx + 50, y - 16), (cx + 60, y + 14), (cx - 60, y + 14)], colour)
    bowls = _tray_bowls(cx, y, rng)
    return (
        flat
        + rect(cx - 60, y + 12, 120, 4, darker(colour, 0.3), 2)
        + bowls
        + line([(cx + 44, y - 12), (cx + 52, y + 10)], P.wood2, 3)
    )


def steam(x: float, y: float, s: float = 1) -> str:
    """Two wisps rising from (x, y)."""
    return join(
        path(
            trace("M", x + k * 30 * s, y, "q", -20 * s, -34 * s, 0, -62 * s, "t", 0, -62 * s),
            stroke=P.white,
            w=11 * s,
            o=0.5,
        )
        for k in (-1, 0.4, 1.5)
    )


def upright(cx: float, y: float, text: str, size: float, fill: str, step: float = 1.16) -> str:
    """Text set downwards, the first letter's top at y."""
    return join(lettering(cx, y + size * (0.88 + k * step), letter, size, fill, 0) for k, letter in enumerate(text))


def couplet(x: float, y: float, w: float, h: float, text: str, ink: str = P.ink, paper: str = P.red) -> str:
    """A hanging strip of red paper lettered downwards; (x, y) upper left corner."""
    size = min(w * 0.7, h * 0.84 / (len(text) * 1.16))
    top = y + (h - size * 1.16 * len(text)) / 2
    return join(
        (
            rect(x + 5, y + 7, w, h, P.ink, 2, 0.13),
            rect(x, y, w, h, paper, 2),
            rect(x + w * 0.78, y, w * 0.22, h, P.ink, 2, 0.08),
            rect(x + 6, y + 6, w - 12, 3, P.gold, o=0.8),
            rect(x + 6, y + h - 9, w - 12, 3, P.gold, o=0.8),
            upright(x + w / 2, top, text, size, ink),
        )
    )


def diamond(cx: float, cy: float, r: float, letter: str, ink: str = P.ink) -> str:
    """A square of red paper hung on its corner."""

    def corners(q: float) -> Sequence[tuple[float, float]]:
        return [(cx, cy - q), (cx + q, cy), (cx, cy + q), (cx - q, cy)]

    inside = poly(corners(r), P.red) + poly([(cx, cy - r), (cx + r, cy), (cx, cy + r)], P.ink, 0.08)
    return (
        inside
        + line([*corners(r * 0.86), (cx, cy - r * 0.86)], P.gold, 3, 0.8)
        + lettering(cx, cy + r * 0.34, letter, r * 0.9, ink, 0)
    )


def lantern(x: float, y: float, s: float = 1, letter: str = "") -> str:
    """A red lantern whose cord starts at (x, y)."""
    cy = y + 106 * s
    ribs = join(ellipse(x, cy, rx * s, 46 * s, P.ink, 0.08) for rx in (44, 22))
    tassel = line([(x, cy + 56 * s), (x, cy + 96 * s)], P.gold, 5 * s)
    return join(
        (
            line([(x, y), (x, cy - 50 * s)], P.wood2, 3 * s),
            ellipse(x, cy, 62 * s, 48 * s, P.red),
            ribs,
            ellipse(x - 22 * s, cy - 14 * s, 20 * s, 18 * s, P.coral, 0.5),
            rect(x - 26 * s, cy - 56 * s, 52 * s, 12 * s, P.gold, 3),
            rect(x - 26 * s, cy + 44 * s, 52 * s, 12 * s, P.gold, 3),
            tassel,
            lettering(x, cy + 16 * s, letter, 44 * s, P.gold3, 0) if letter else "",
        )
    )


def _brush_stand_posts(x: float, y: float, s: float) -> str:
    return rect(x - 62 * s, y - 118 * s, 8 * s, 118 * s, P.wood2) + rect(
        x + 54 * s, y - 118 * s, 8 * s, 118 * s, P.wood2
    )


def _brush_stand_brushes(x: float, y: float, s: float) -> str:
    return join(
        rect(x + k * s - 3 * s, y - 106 * s, 6 * s, h * s, P.wood3)
        + poly(
            [
                (x + (k - 5) * s, y - (106 - h) * s),
                (x + (k + 5) * s, y - (106 - h) * s),
                (x + k * s, y - (76 - h) * s),
            ],
            P.ink,
        )
        for k, h in ((-36, 52), (-12, 44), (12, 56), (36, 40))
    )


def brush_stand(x: float, y: float, s: float = 1) -> str:
    """Brushes hanging from a rack; (x, y) the middle of its foot."""
    posts = _brush_stand_posts(x, y, s)
    brushes = _brush_stand_brushes(x, y, s)
    return (
        posts
        + rect(x - 76 * s, y - 124 * s, 152 * s, 10 * s, P.wood, 4)
        + rect(x - 72 * s, y - 8 * s, 144 * s, 8 * s, P.wood, 3)
        + brushes
    )


def ink_stone(x: float, y: float) -> str:
    return ellipse(x, y, 46, 15, P.ink2) + ellipse(x, y - 5, 46, 14, P.ink) + ellipse(x - 4, y - 6, 30, 8, "#0d1413")


def _zongzi_body(x: float, y: float, s: float) -> str:
    return trace("M", x - 4 * s, y - 46 * s, "Q", x + 4 * s, y - 50 * s, x + 36 * s, y - 6 * s) + trace(
        "Q", x, y + 8 * s, x - 36 * s, y - 4 * s, "Z"
    )


def zongzi(x: float, y: float, s: float = 1, leaf: str = P.leaf3) -> str:
    """A wrapped rice dumpling resting on y."""
    body = _zongzi_body(x, y, s)
    fold = poly([(x - 2 * s, y - 46 * s), (x + 36 * s, y - 6 * s), (x + 4 * s, y + 1 * s)], P.ink, 0.14)
    cord = line([(x - 25 * s, y - 18 * s), (x + 26 * s, y - 20 * s)], P.gold3, 4 * s) + line(
        [(x - 14 * s, y - 32 * s), (x + 16 * s, y - 1 * s)], P.gold3, 3 * s
    )
    return path(body, leaf) + fold + cord


def zongzi_string(x: float, y: float, count: int, s: float = 0.8) -> str:
    """Dumplings hung in a bunch from (x, y)."""
    spots = [((-1) ** k * (12 + 5 * (k % 3)) * s, (70 + 34 * k) * s) for k in range(count)]
    cords = join(line([(x, y), (x + dx, y + dy - 40 * s)], P.gold2, 3 * s) for dx, dy in spots)
    return cords + join(zongzi(x + dx, y + dy, s, P.leaf3 if k % 2 else P.leaf2) for k, (dx, dy) in enumerate(spots))


def leaf_bundle(x: float, y: float, s: float = 1) -> str:
    """Long reed leaves lying on a table, root end at (x, y)."""
    return join(
        path(
            (
                trace("M", x, y - k * 3 * s, "q", 70 * s, (-20 - 8 * k) * s, 150 * s, (-4 - 5 * k) * s)
                + trace("q", -70 * s, 18 * s, -150 * s, 4 * s, "Z")
            ),
            tone,
        )
        for k, tone in enumerate((P.leaf3, P.leaf2, P.leaf, P.leaf2))
    )


def _mugwort_stems(x: float, y: float, s: float) -> str:
    return join(
        path(
            trace("M", x, y, "q", k * 8 * s, 60 * s, k * 22 * s, (130 - abs(k) * 9) * s),
            stroke=tone,
            w=7 * s,
        )
        for k, tone in (
            (-3, P.leaf3),
            (-2, P.leaf2),
            (-1, P.leaf),
            (0, P.leaf3),
            (1, P.leaf2),
            (2, P.leaf),
            (3, P.leaf3),
        )
    )


def _mugwort_leaves(x: float, y: float, s: float) -> str:
    return join(
        ellipse(x + k * 7 * s, y + (50 + 9 * (k % 4) * 3) * s, 6 * s, 15 * s, P.leaf if k % 2 else P.leaf2)
        for k in range(-4, 5)
    )


def mugwort(x: float, y: float, s: float = 1) -> str:
    """A bunch of mugwort hung upside down by the door, tied with red; its tie at (x, y)."""
    stems = _mugwort_stems(x, y, s)
    leaves = _mugwort_leaves(x, y, s)
    return (
        stems
        + leaves
        + line([(x, y), (x, y - 34 * s)], P.leaf3, 10 * s)
        + rect(x - 12 * s, y - 6 * s, 24 * s, 14 * s, P.red, 4)
    )


def _basin_body(cx: float, y: float, r: float) -> str:
    return trace("M", cx - r, y - r * 0.5, "Q", cx - r * 0.8, y, cx - r * 0.5, y) + trace(
        "H", cx + r * 0.5, "Q", cx + r * 0.8, y, cx + r, y - r * 0.5, "Z"
    )


def basin(cx: float, y: float, r: float, metal: str, filling: str) -> str:
    """A basin standing on y with its filling heaped."""
    body = _basin_body(cx, y, r)
    heap = ellipse(cx, y - r * 0.54, r * 0.84, r * 0.3, filling)
    return (
        ellipse(cx, y - r * 0.5, r, r * 0.22, darker(metal, 0.1))
        + heap
        + path(body, metal)
        + rect(cx - r, y - r * 0.54, 2 * r, r * 0.1, lighter(metal), r * 0.05)
    )


def pot(cx: float, y: float, w: float, h: float, colour: str) -> str:
    """A big cooking pot standing on y, lid ajar."""
    return join(
        (
            shadow(cx, y, w * 0.6),
            rect(cx - w / 2, y - h, w, h, colour, 12),
            rect(cx + w * 0.22, y - h, w * 0.28, h, P.ink, 12, 0.16),
            rect(cx - w / 2 - 22, y - h * 0.72, 24, 12, darker(colour, 0.3), 5),
            rect(cx + w / 2 - 2, y - h * 0.72, 24, 12, darker(colour, 0.3), 5),
            ellipse(cx, y - h, w / 2, w * 0.12, darker(colour, 0.35)),
            ellipse(cx, y - h - 4, w * 0.42, w * 0.08, P.leaf3),
        )
    )
