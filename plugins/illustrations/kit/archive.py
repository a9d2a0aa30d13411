"""What a records room holds: boxes, racks, a trolley, a ladder. (x, y) is mostly the upper left corner."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from .palette import P, darker, lighter, mix
from .shapes import (
    circle,
    join,
    lettering,
    line,
    rect,
    ring,
    shadow,
    wash,
)


def file_boxes(x: float, y: float, w: float, h: float, tones: Sequence[str], rng: Random) -> str:
    """Archive boxes standing on y, with label and finger hole; gaps keep the rhythm uneven."""
    out, cx = "", x
    while cx < x + w - 16:
        bw, bh = min(rng.choice((16, 20, 24, 30)), x + w - cx), h * rng.uniform(0.78, 0.94)
        if rng.random() > 0.1:
            out += rect(cx, y - bh, bw - 2, bh, rng.choice(tones), 2) + rect(
                cx + bw * 0.66, y - bh, bw * 0.22, bh, P.ink, o=0.1
            )
            out += rect(cx + bw * 0.2, y - bh * 0.82, bw * 0.52, bh * 0.28, P.cream, 1) + circle(
                cx + bw * 0.45, y - bh * 0.2, 3.4, P.ink2
            )
        cx += bw
    return out


def file_rack(x: float, y: float, w: float, h: float, rows: int, colour: str, tones: Sequence[str], rng: Random) -> str:
    """An open steel rack of archive boxes."""
    rh = (h - 16) / rows
    out = rect(x, y, w, h, darker(colour, 0.3)) + rect(x + 8, y + 8, w - 16, h - 16, darker(colour, 0.62))
    for r in range(rows):
        base = y + 8 + (r + 1) * rh - 8
        out += file_boxes(x + 12, base, w - 24, rh - 14, tones, rng) + rect(
            x + 6, base, w - 12, 9, lighter(colour, 0.25)
        )
    return out + rect(x, y, 8, h, lighter(colour)) + rect(x + w - 8, y, 8, h, darker(colour, 0.2))


def _mobile_rack_spokes(cx: float, cy: float) -> str:
    return join(line([(cx, cy), (cx + dx, cy + dy)], P.ink2, 5) for dx, dy in ((0, -30), (27, 16), (-27, 16)))


def mobile_rack(x: float, y: float, w: float, h: float, colour: str, label: int) -> str:
    """The end panel of a rack on rails, with its hand wheel."""
    cx, cy = x + w / 2, y + h * 0.56
    spokes = _mobile_rack_spokes(cx, cy)
    return join(
        (
            wash(x, y, w, h, lighter(colour, 0.16), colour, 5),
            rect(x + w - 12, y, 12, h, P.ink, 4, 0.16),
            rect(x + 14, y + 16, w - 34, h * 0.3, mix(colour, P.white, 0.35), 4),
            rect(cx - 30, y + 34, 56, 40, P.cream, 3),
            lettering(cx - 2, y + 65, str(label), 30, P.ink2, 0, "sans"),
            rect(cx - 30, y + 92, 56, 6, P.cream, 3, 0.8),
            rect(cx - 30, y + 108, 38, 6, P.cream, 3, 0.8),
            ring(cx, cy, 36, P.ink2, 8),
            spokes,
            circle(cx, cy, 9, P.grey),
            rect(x + 4, y + h - 18, w - 8, 18, darker(colour, 0.4)),
        )
    )


def trolley(x: float, y: float, w: float, rng: Random, tones: Sequence[str]) -> str:
    """A two-deck trolley of boxes; (x, y) its left wheel on the floor."""
    decks = join(
        file_boxes(x + 10, top, w - 20, 84, tones, rng) + rect(x, top, w, 9, P.grey, 3) for top in (y - 30, y - 138)
    )
    posts = rect(x, y - 240, 8, 214, P.grey, 3) + rect(x + w - 8, y - 200, 8, 174, P.grey, 3)
    wheels = join(circle(x + k, y - 11, 11, P.ink) + circle(x + k, y - 11, 4, P.grey) for k in (14, w - 14))
    return shadow(x + w / 2, y, w * 0.56, 12) + posts + decks + wheels


def _ladder_rails(x: float, y: float, h: float, wood: str) -> str:
    return line([(x, y), (x + h * 0.16, y - h)], wood, 9) + line([(x + 62, y), (x + 62 + h * 0.16, y - h)], wood, 9)


def ladder(x: float, y: float, h: float, wood: str) -> str:
    """A leaning library ladder with its foot at (x, y)."""
    rails = _ladder_rails(x, y, h, wood)
    rungs = join(
        line([(x + h * 0.16 * t, y - h * t), (x + 62 + h * 0.16 * t, y - h * t)], lighter(wood, 0.15), 7)
        for t in (0.12, 0.28, 0.44, 0.6, 0.76, 0.92)
    )
    return rails + rungs
