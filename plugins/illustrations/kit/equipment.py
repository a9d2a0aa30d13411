"""Tools of work and play: machines, laboratory glass, gymnastics."""

from __future__ import annotations

import math
from random import Random

from .palette import P, darker, lighter, mix
from .shapes import circle, join, line, poly, rect, ring, shadow, wash


def _lathe_bed(x: float, y: float, colour: str) -> str:
    return (
        wash(x, y - 96, 340, 96, colour, darker(colour, 0.25), 6)
        + rect(x + 24, y - 62, 110, 50, lighter(colour, 0.15), 4)
        + rect(x + 206, y - 62, 110, 50, lighter(colour, 0.15), 4)
    )


def _lathe_headstock(x: float, y: float, colour: str) -> str:
    return (
        rect(x + 6, y - 216, 112, 112, colour, 10)
        + rect(x + 84, y - 216, 34, 112, P.ink, 10, 0.14)
        + circle(x + 40, y - 180, 13, P.gold3)
        + circle(x + 40, y - 142, 9, P.red)
    )


def _lathe_work(x: float, y: float) -> str:
    return (
        rect(x + 118, y - 172, 34, 44, P.grey, 3)
        + rect(x + 152, y - 162, 96, 24, lighter(P.grey, 0.4))
        + poly([(x + 248, y - 160), (x + 268, y - 150), (x + 248, y - 140)], P.ink2)
    )


def _lathe_carriage(x: float, y: float) -> str:
    return rect(x + 176, y - 122, 56, 24, P.ink2, 4) + line(
        [(x + 204, y - 110), (x + 204, y - 84), (x + 190, y - 70)], P.ink, 6
    )


def lathe(x: float, y: float, colour: str) -> str:
    """A lathe standing on y, 340 wide and 220 tall, its left edge at x."""
    bed = _lathe_bed(x, y, colour)
    headstock = _lathe_headstock(x, y, colour)
    work = _lathe_work(x, y)
    tail = rect(x + 262, y - 184, 56, 82, colour, 6) + ring(x + 330, y - 150, 20, P.ink2, 6)
    carriage = _lathe_carriage(x, y)
    return shadow(x + 170, y, 190, 16) + bed + rect(x, y - 106, 340, 14, P.grey, 4) + headstock + work + tail + carriage


def press(x: float, y: float, colour: str) -> str:
    """A drilling press standing on y, 190 wide and 330 tall, its left edge at x."""
    return join(
        (
            shadow(x + 90, y, 112, 14),
            rect(x, y - 40, 190, 40, darker(colour, 0.25), 6),
            rect(x + 120, y - 330, 44, 300, P.grey),
            rect(x + 148, y - 330, 16, 300, P.ink, o=0.14),
            wash(x + 10, y - 330, 170, 96, colour, darker(colour, 0.15), 14),
            circle(x + 44, y - 296, 12, P.gold3),
            rect(x + 70, y - 304, 50, 16, P.cream, 3),
            rect(x + 48, y - 236, 34, 54, P.ink2, 4),
            poly([(x + 56, y - 182), (x + 74, y - 182), (x + 65, y - 136)], P.grey),
            rect(x + 10, y - 118, 130, 18, P.ink2, 4),
            rect(x + 36, y - 136, 58, 18, P.gold2, 3),
            join(
                line([(x + 150, y - 262), (x + 150 + 56 * math.cos(a), y - 262 + 56 * math.sin(a))], P.ink, 6)
                for a in (0.3, 2.2, 4.3)
            ),
        )
    )


def machining_centre(x: float, y: float, colour: str) -> str:
    """A closed machine with a window and a control panel: 330 wide, 300 tall, standing on y."""
    return join(
        (
            shadow(x + 165, y, 190, 16),
            wash(x, y - 300, 330, 300, P.white, P.stone, 12),
            rect(x, y - 300, 330, 44, colour, 12),
            rect(x, y - 270, 330, 14, colour),
            rect(x + 24, y - 232, 186, 140, P.ink2, 8),
            rect(x + 34, y - 222, 166, 120, mix(P.aqua, P.teal, 0.4), 5),
            rect(x + 100, y - 222, 34, 50, P.grey),
            poly([(x + 110, y - 172), (x + 124, y - 172), (x + 117, y - 140)], P.gold3),
            rect(x + 76, y - 122, 84, 20, P.ink2),
            poly([(x + 34, y - 222), (x + 110, y - 222), (x + 34, y - 140)], P.white, 0.22),
            rect(x + 232, y - 232, 78, 150, P.stone2, 6),
            rect(x + 242, y - 222, 58, 46, P.aqua2, 3),
            join(
                circle(x + 252 + (k % 3) * 19, y - 158 + (k // 3) * 20, 6, (P.red, P.leaf, P.gold)[k % 3])
                for k in range(6)
            ),
            rect(x, y - 60, 330, 60, darker(colour, 0.1), 6),
            rect(x + 268, y - 300, 62, 300, P.ink, 12, 0.06),
            rect(x + 300, y - 330, 10, 36, P.ink2),
            rect(x + 294, y - 348, 22, 22, P.leaf, 4),
        )
    )


def conveyor(x: float, y: float, w: float, colour: str, rng: Random) -> str:
    """A belt with boxes of uneven size on it, standing on y, 110 tall."""
    out, cx = "", x + 20
    while cx < x + w - 70:
        bw, bh = rng.randint(44, 84), rng.randint(36, 74)
        tone = rng.choice((P.wood3, P.gold, P.stone2, P.wood))
        out += (
            rect(cx, y - 112 - bh, bw, bh, tone, 3)
            + rect(cx + bw * 0.7, y - 112 - bh, bw * 0.3, bh, P.ink, o=0.12)
            + rect(cx + bw * 0.4, y - 112 - bh, bw * 0.14, bh, P.cream, o=0.7)
        )
        cx += bw + rng.randint(20, 66)
    legs = join(rect(x + w * t, y - 90, 14, 90, P.ink2) for t in (0.06, 0.5, 0.9))
    rollers = join(circle(x + 22 + k * 44, y - 96, 11, P.grey) for k in range(int(w / 44)))
    return shadow(x + w / 2, y, w * 0.52, 14) + legs + rect(x, y - 112, w, 32, colour, 16) + rollers + out


def _work_bench_legs(x: float, y: float, w: float) -> str:
    return (
        rect(x + 20, y - 116, 22, 116, P.ink2)
        + rect(x + w - 42, y - 116, 22, 116, P.ink2)
        + rect(x + 30, y - 44, w - 60, 14, P.ink2)
    )


def _work_bench_vise(x: float, y: float) -> str:
    return (
        rect(x + 40, y - 168, 66, 38, P.teal, 5)
        + rect(x + 106, y - 164, 22, 30, P.ink2, 3)
        + line([(x + 118, y - 176), (x + 118, y - 122)], P.grey, 7)
    )


def _work_bench_chest(x: float, y: float, w: float) -> str:
    return (
        rect(x + w - 150, y - 186, 110, 56, P.red, 5)
        + rect(x + w - 150, y - 162, 110, 4, P.ink, o=0.3)
        + rect(x + w - 112, y - 196, 34, 8, P.ink2, 4)
        + rect(x + w - 66, y - 186, 26, 56, P.ink, 5, 0.14)
    )


def _work_bench_gears(x: float, y: float, rng: Random) -> str:
    return join(
        _gear(x + 190 + k * 62, y - 130 - r, r, rng.choice((P.grey, P.gold2, P.stone3))) for k, r in ((0, 22), (1, 16))
    )


def work_bench(x: float, y: float, w: float, wood: str, rng: Random) -> str:
    """A bench with vise, tool chest and parts; standing on y, 130 tall."""
    legs = _work_bench_legs(x, y, w)
    vise = _work_bench_vise(x, y)
    chest = _work_bench_chest(x, y, w)
    gears = _work_bench_gears(x, y, rng)
    return (
        shadow(x + w / 2, y, w * 0.5, 12)
        + legs
        + rect(x, y - 130, w, 20, wood, 4)
        + rect(x, y - 114, w, 5, P.ink, o=0.2)
        + vise
        + chest
        + gears
    )


def _gear_teeth(cx: float, cy: float, r: float, colour: str) -> str:
    return join(
        line(
            [(cx, cy), (cx + r * math.cos(k * 0.785), cy + r * math.sin(k * 0.785))],
            colour,
            r * 0.36,
            cap="butt",
        )
        for k in range(8)
    )


def _gear(cx: float, cy: float, r: float, colour: str) -> str:
    teeth = _gear_teeth(cx, cy, r, colour)
    return teeth + circle(cx, cy, r * 0.76, colour) + circle(cx, cy, r * 0.3, P.ink2)


def tool_wall(x: float, y: float, w: float, h: float, colour: str, rng: Random) -> str:
    """A pegboard of spanners, hammers, saws and coils."""
    out = (
        rect(x + 5, y + 6, w, h, P.ink, 4, 0.14)
        + rect(x, y, w, h, colour, 4)
        + rect(x + 8, y + 8, w - 16, h - 16, lighter(colour, 0.14), 3)
    )
    for k in range(int(w / 46)):
        cx = x + 32 + k * 44
        for top in (y + 26, y + h * 0.54):
            out += rng.choice((_spanner, _hammer, _coil))(cx, top, h * 0.34)
    return out


def _spanner(cx: float, y: float, h: float) -> str:
    return ring(cx, y + 10, 9, P.grey, 6) + line([(cx, y + 20), (cx, y + h)], P.grey, 8)


def _hammer(cx: float, y: float, h: float) -> str:
    return line([(cx, y + 8), (cx, y + h)], P.wood3, 7) + rect(cx - 17, y, 34, 15, P.ink2, 4)


def _coil(cx: float, y: float, h: float) -> str:
    return ring(cx, y + h * 0.4, min(h * 0.3, 17), P.coral, 7) + circle(cx, y + 2, 4, P.ink2)


def trusses(y: float, colour: str) -> str:
    """The roof of a works hall: a beam and its lattice."""
    web = join(line([(k * 160, y), (k * 160 + 80, y - 84), (k * 160 + 160, y)], colour, 9) for k in range(10))
    return rect(0, y - 96, 1600, 16, colour) + web + rect(0, y - 6, 1600, 18, darker(colour, 0.2))
