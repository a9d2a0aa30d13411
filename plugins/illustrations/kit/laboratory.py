"""Laboratory glass and instruments. (x, y) is a point on the bench they stand on."""

from __future__ import annotations

from random import Random

from .palette import P, darker, lighter, mix
from .pen import trace
from .shapes import circle, ellipse, join, line, num, path, poly, rect, wash


def microscope(x: float, y: float, s: float = 1, face: int = 1) -> str:
    """A microscope standing at (x, y), about 150·s tall; the eyepiece looks back from `face`."""

    def p(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * s * face, y + dy * s

    arm = path(
        trace("M", p(-26, 0)[0], y - 14 * s, "Q", p(-54, 0)[0], y - 84 * s, p(-6, 0)[0], y - 118 * s),
        stroke=P.teal2,
        w=15 * s,
    )
    return join(
        (
            rect(x - 46 * s, y - 15 * s, 92 * s, 15 * s, P.ink2, 5 * s),
            arm,
            line([p(10, -56), p(-8, -124)], P.white, 24 * s, cap="butt"),
            line([p(-8, -124), p(-18, -152)], P.ink2, 14 * s, cap="butt"),
            line([p(12, -46), p(9, -58)], P.grey, 14 * s, cap="butt"),
            rect(x - 30 * s, y - 38 * s, 66 * s, 9 * s, P.ink, 3),
            rect(x - 14 * s, y - 28 * s, 20 * s, 14 * s, P.grey),
            circle(*p(-32, -50), 9 * s, P.grey),
        )
    )


def flask(x: float, y: float, s: float, liquid: str) -> str:
    """A conical flask standing at (x, y), 90·s tall."""

    def p(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * s, y + dy * s

    glass = poly(
        [p(-9, -90), p(9, -90), p(9, -60), p(36, -4), p(30, 0), p(-30, 0), p(-36, -4), p(-9, -60)],
        mix(P.aqua, P.white, 0.35),
    )
    fill = poly([p(-22, -34), p(22, -34), p(35, -4), p(30, 0), p(-30, 0), p(-35, -4)], liquid)
    return (
        glass
        + fill
        + rect(x - 12 * s, y - 94 * s, 24 * s, 7 * s, P.white, 3)
        + line([p(-13, -54), p(-26, -22)], P.white, 4 * s, 0.7)
    )


def tubes(x: float, y: float, rng: Random, count: int = 5) -> str:
    """A rack of test tubes, its left end at x."""
    tones = (P.coral, P.gold, P.aqua, P.leaf, P.plum)
    out = join(
        rect(x + 10 + k * 24, y - 76, 15, 66, mix(P.aqua2, P.white, 0.6), 7, 0.9)
        + rect(x + 10 + k * 24, y - 10 - t, 15, t, rng.choice(tones), 7)
        for k, t in ((k, rng.randint(20, 48)) for k in range(count))
    )
    w = 14 + count * 24
    return (
        out
        + rect(x, y - 56, w, 9, P.wood3, 3)
        + rect(x, y - 12, w, 12, P.wood3, 3)
        + rect(x, y - 56, 6, 50, P.wood2)
        + rect(x + w - 6, y - 56, 6, 50, P.wood2)
    )


def _balance_case(x: float, y: float) -> str:
    return (
        rect(x - 52, y - 130, 104, 92, P.grey, 5)
        + rect(x - 48, y - 126, 96, 88, mix(P.aqua2, P.white, 0.4), 3)
        + ellipse(x, y - 50, 28, 7, P.grey)
        + rect(x - 9, y - 74, 18, 22, P.gold, 3)
    )


def balance(x: float, y: float, colour: str) -> str:
    """A precision balance in its glass case, 110 wide, its middle at x."""
    case = _balance_case(x, y)
    return (
        case
        + poly([(x - 46, y - 126), (x - 8, y - 126), (x - 46, y - 70)], P.white, 0.6)
        + rect(x - 56, y - 40, 112, 40, colour, 6)
        + rect(x - 32, y - 28, 50, 16, P.lime, 3)
        + circle(x + 36, y - 20, 6, P.red)
    )


def _analyser_body(x: float, y: float, colour: str) -> str:
    return (
        wash(x, y - 150, 190, 150, P.white, P.stone, 12)
        + rect(x, y - 34, 190, 34, colour, 8)
        + rect(x + 150, y - 150, 40, 150, P.ink, 12, 0.07)
    )


def analyser(x: float, y: float, colour: str) -> str:
    """A bench instrument with a screen and a sample door; 190 wide, its left edge at x."""
    body = _analyser_body(x, y, colour)
    curve = f"M{num(x + 24)} {num(y - 70)} q14 -4 20 -26 q8 -30 16 2 q8 26 20 6 q8 -14 14 4"
    return (
        body
        + rect(x + 16, y - 132, 96, 76, P.ink2, 5)
        + path(curve, stroke=P.lime, w=4)
        + rect(x + 128, y - 128, 46, 66, P.aqua2, 6)
        + circle(x + 138, y - 46, 6, P.leaf)
        + circle(x + 158, y - 46, 6, P.coral)
    )


def centrifuge(x: float, y: float, colour: str) -> str:
    """A round-lidded centrifuge, 150 wide, its left edge at x."""
    return (
        rect(x, y - 82, 150, 82, colour, 14)
        + ellipse(x + 75, y - 84, 70, 20, P.ink2)
        + ellipse(x + 75, y - 88, 64, 17, lighter(colour, 0.5))
        + rect(x + 20, y - 50, 60, 24, P.aqua2, 4)
        + circle(x + 112, y - 38, 13, P.cream)
        + rect(x + 112, y - 82, 38, 82, P.ink, 14, 0.1)
    )


def bottles(x: float, y: float, w: float, h: float, rng: Random) -> str:
    """Reagent bottles standing on y."""
    tones, out, cx = (P.wood2, P.aqua, P.white, P.leaf2, P.gold2, P.aqua2), "", x
    while cx < x + w - 30:
        bw, bh, tone = rng.randint(22, 40), h * rng.uniform(0.55, 0.9), rng.choice(tones)
        out += rect(cx, y - bh * 0.76, bw, bh * 0.76, tone, 5) + rect(
            cx + bw * 0.3, y - bh, bw * 0.4, bh * 0.28, darker(tone, 0.25), 2
        )
        out += rect(cx + 3, y - bh * 0.5, bw - 6, bh * 0.26, P.cream, 1, 0.9) + rect(
            cx + bw * 0.7, y - bh * 0.76, bw * 0.3, bh * 0.76, P.ink, 5, 0.1
        )
        cx += bw + rng.choice((4, 6, 9, 24))
    return out


def bottle_shelf(x: float, y: float, w: float, h: float, rows: int, frame: str, rng: Random) -> str:
    """A glazed cupboard of reagents; (x, y) upper left corner."""
    rh = (h - 20) / rows
    out = rect(x, y, w, h, frame, 5) + rect(x + 10, y + 10, w - 20, h - 20, lighter(P.aqua2, 0.4))
    for r in range(rows):
        base = y + 10 + (r + 1) * rh - 8
        out += bottles(x + 20, base, w - 40, rh * 0.8, rng) + rect(x + 8, base, w - 16, 9, frame)
    glare = poly([(x + 14, y + 14), (x + w * 0.4, y + 14), (x + 14, y + h * 0.6)], P.white, 0.2)
    return (
        out + glare + rect(x + w / 2 - 4, y + 8, 8, h - 16, frame) + rect(x + w / 2 - 20, y + h * 0.5, 6, 40, P.ink2, 3)
    )
