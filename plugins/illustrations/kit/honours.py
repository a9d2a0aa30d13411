"""Honours on show: plates, bow, certificate, cup. Lines are left unread and nothing bears a seal."""

from __future__ import annotations

from collections.abc import Sequence

from .palette import P, darker, lighter, mix
from .pen import trace
from .shapes import (
    circle,
    ellipse,
    fitted_size,
    gradient,
    join,
    lettering,
    line,
    num,
    path,
    poly,
    rect,
    shadow,
    wash,
)

METALS: tuple[tuple[str, str, str, str, str], ...] = (
    ("#f7e3ae", "#dcb25c", "#edcf8c", "#bd8d3a", P.red2),
    (P.white, P.stone2, P.cream, P.grey, P.teal3),
    (mix(P.red, P.coral, 0.3), P.red, mix(P.red, P.coral, 0.2), P.red2, P.gold3),
    (P.wood2, "#5d3b26", P.wood2, "#4a2e1e", P.gold3),
)
"""Four stops of sheen and the ink: brass, steel, red velvet, lacquered timber."""


def plate(x: float, y: float, w: float, h: float, text: str, metal: int, frame: str) -> str:
    """An honour plate in its frame: sheen, hairlines, studs, big lettering between two lines left unread."""
    a, b, c, d, ink = METALS[metal]
    definition, paint = gradient([(0, a, 1), (0.42, b, 1), (0.6, c, 1), (1, d, 1)], 1, 1)
    f = min(w, h) * 0.055
    out = (
        rect(x + f, y + f, w, h, P.teal3, f / 2, 0.2)
        + rect(x, y, w, h, frame, f / 2)
        + rect(x, y, w, f * 0.5, lighter(frame), f / 3)
        + rect(x, y, f * 0.5, h, lighter(frame, 0.2), f / 3)
    )
    return (
        out
        + definition
        + rect(x + f, y + f, w - 2 * f, h - 2 * f, paint, 4)
        + _plate_face(x + f, y + f, w - 2 * f, h - 2 * f, text, ink)
    )


def _plate_face_frame(x: float, y: float, w: float, h: float, ink: str, g: float) -> str:
    return line(
        [(x + g, y + g), (x + w - g, y + g), (x + w - g, y + h - g), (x + g, y + h - g), (x + g, y + g)],
        ink,
        h * 0.01,
        0.7,
    )


def _plate_face_studs(x: float, y: float, w: float, h: float) -> str:
    return join(circle(x + w * a, y + h * b, h * 0.014, P.gold2) for a in (0.018, 0.982) for b in (0.026, 0.974))


def _plate_face(x: float, y: float, w: float, h: float, text: str, ink: str) -> str:
    g, size = h * 0.05, fitted_size(text, w * 0.9, h * 0.52)
    frame = _plate_face_frame(x, y, w, h, ink, g)
    studs = _plate_face_studs(x, y, w, h)
    unread = rect(x + w * 0.3, y + h * 0.2, w * 0.4, h * 0.032, ink, 3, 0.55) + rect(
        x + w * 0.36, y + h * 0.78, w * 0.28, h * 0.028, ink, 3, 0.5
    )
    return frame + studs + unread + lettering(x + w / 2, y + h * 0.5 + size * 0.36, text, size, ink)


def bow(cx: float, cy: float, s: float = 1) -> str:
    """A silk bow, about 200·s wide."""

    def p(dx: float, dy: float) -> str:
        return f"{num(cx + dx * s)} {num(cy + dy * s)}"

    return join(
        (
            path(f"M{p(0, 0)} Q{p(-64, -52)} {p(-104, -12)} Q{p(-64, 30)} {p(0, 0)}Z", P.red),
            path(f"M{p(0, 0)} Q{p(64, -52)} {p(104, -12)} Q{p(64, 30)} {p(0, 0)}Z", P.red2),
            path(f"M{p(-8, 4)} L{p(-58, 66)} L{p(-32, 62)} L{p(-24, 86)} L{p(4, 14)}Z", P.red),
            path(f"M{p(8, 4)} L{p(58, 66)} L{p(32, 62)} L{p(24, 86)} L{p(-4, 14)}Z", P.red2),
            ellipse(cx, cy, 25 * s, 21 * s, P.coral),
            ellipse(cx + 4 * s, cy + 2 * s, 21 * s, 17 * s, P.red),
        )
    )


def certificate(x: float, y: float, s: float, cover: str) -> str:
    """An open certificate standing on y, about 380·s wide: lines left unread, nothing sealed."""

    def q(points: Sequence[tuple[float, float]], fill: str) -> str:
        return poly([(x + a * s, y + b * s) for a, b in points], fill)

    lines = join(
        q(
            [(-160, -130 + k * 22), (-40, -148 + k * 21), (-40, -143 + k * 21), (-160, -125 + k * 22)],
            P.stone2,
        )
        for k in range(4)
    )
    lines += join(
        q([(32, -152 + k * 21), (152, -134 + k * 22), (152, -129 + k * 22), (32, -147 + k * 21)], P.stone2)
        for k in range(5)
    )
    return shadow(x, y, 190 * s, 14 * s, 0.22) + join(
        (
            q([(-190, -184), (-4, -214), (-4, -24), (-190, 0)], cover),
            q([(4, -214), (190, -184), (190, 0), (4, -24)], darker(cover, 0.25)),
            q([(-176, -170), (-12, -196), (-12, -38), (-176, -14)], P.cream),
            q([(12, -196), (176, -170), (176, -14), (12, -38)], P.white),
            lines,
            q([(-150, -160), (-50, -176), (-50, -166), (-150, -150)], P.gold),
        )
    )


def cup_trophy(x: float, y: float, s: float, metal: str = P.gold) -> str:
    """A two-handled cup on a plinth standing on y, about 190·s tall."""

    def p(dx: float, dy: float) -> str:
        return f"{num(x + dx * s)} {num(y + dy * s)}"

    handles = path(
        (
            trace("M", p(-44, -170), "Q", p(-92, -166), p(-76, -124), "Q", p(-62, -98), p(-24, -96))
            + trace("M", p(44, -170), "Q", p(92, -166), p(76, -124), "Q", p(62, -98), p(24, -96))
        ),
        stroke=darker(metal, 0.2),
        w=9 * s,
    )
    bowl = trace("M", p(-52, -190), "H", x + 52 * s, "Q", p(50, -90), p(10, -76)) + trace(
        "V", y - 46 * s, "H", x - 10 * s, "V", y - 76 * s, "Q", p(-50, -90), p(-52, -190), "Z"
    )
    dark = trace("M", p(14, -190), "H", x + 52 * s, "Q", p(50, -90), p(10, -76), "V", y - 46 * s, "H", x + 3 * s, "Z")
    plinth = (
        rect(x - 34 * s, y - 48 * s, 68 * s, 12 * s, metal, 3)
        + wash(x - 44 * s, y - 38 * s, 88 * s, 38 * s, P.wood2, darker(P.wood2), 3)
        + rect(x - 24 * s, y - 28 * s, 48 * s, 16 * s, P.gold3, 2)
    )
    return shadow(x, y, 60 * s) + handles + path(bowl, metal) + path(dark, P.ink, 0.15) + plinth
