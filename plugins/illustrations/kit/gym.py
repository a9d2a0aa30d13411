"""Things for sport: rope, table-tennis table, bats, a stand."""

from __future__ import annotations

from .palette import P, darker, lighter
from .people import Outfit, person
from .shapes import ellipse, join, line, moved, poly, rect, shadow


def puller(x: float, y: float, h: float, o: Outfit, face: int, lean: float) -> str:
    """Someone pulling a rope that runs 0.58·h above the floor, leaning back against `face`."""
    body = person(0, 0, h, o, "front", face, 0.5)
    return shadow(x - 14 * face, y, h * 0.24, 10) + moved(body, x, y, 1, -lean * face)


def _rope_twist(x1: float, x2: float, y: float) -> str:
    return join(line([(x, y - 5), (x + 8, y + 5)], P.wood, 3, 0.7) for x in range(int(x1) + 10, int(x2) - 10, 22))


def rope(x1: float, x2: float, y: float) -> str:
    """A taut rope with a red cloth at its middle."""
    mid = (x1 + x2) / 2
    twist = _rope_twist(x1, x2, y)
    return (
        line([(x1, y), (x2, y)], P.wood3, 13)
        + twist
        + poly([(mid - 12, y), (mid + 14, y), (mid + 22, y + 70), (mid + 2, y + 56), (mid - 16, y + 68)], P.red)
        + rect(mid - 15, y - 9, 30, 18, P.red2, 4)
    )


def _table_tennis_lines(x: float, w: float, top: float, lean: float) -> str:
    return line([(x + w / 2 - 8, top - 58), (x + w / 2 - 8, top)], P.white, 4) + line(
        [(x + lean / 2, top - 29), (x + w - lean / 2, top - 29)], P.white, 3
    )


def _table_tennis_legs(x: float, y: float, w: float, top: float) -> str:
    return join(
        line([(x + w * t, top + 16), (x + w * t + d, y)], P.ink2, 12)
        for t, d in ((0.14, -14), (0.86, 14), (0.3, 0), (0.7, 0))
    )


def _table_tennis_net(x: float, w: float, top: float) -> str:
    return rect(x + w / 2 - 11, top - 92, 7, 98, P.ink2) + poly(
        [
            (x + w / 2 - 8, top - 92),
            (x + w / 2 + 4, top - 106),
            (x + w / 2 + 4, top - 52),
            (x + w / 2 - 8, top - 34),
        ],
        P.white,
        0.75,
    )


def table_tennis(x: float, y: float, w: float, colour: str) -> str:
    """A table-tennis table, its floor line at y and its top 165 above; (x) left end of the near edge."""
    top, lean = y - 165, 46
    face = poly([(x + lean, top - 58), (x + w - lean, top - 58), (x + w, top), (x, top)], colour)
    lines = _table_tennis_lines(x, w, top, lean)
    legs = _table_tennis_legs(x, y, w, top)
    net = _table_tennis_net(x, w, top)
    return shadow(x + w / 2, y, w * 0.5, 18) + legs + face + rect(x, top, w, 16, darker(colour, 0.3), 3) + lines + net


def paddle(x: float, y: float, turn: float, colour: str = P.red) -> str:
    """A table-tennis bat whose grip is at (x, y)."""
    return moved(
        line([(0, 10), (0, -30)], P.wood2, 9)
        + ellipse(0, -56, 22, 27, colour)
        + ellipse(-5, -62, 12, 15, lighter(colour, 0.2), 0.6),
        x,
        y,
        1,
        turn,
    )


def stand_rows(x: float, y: float, w: float, rows: int, colour: str) -> str:
    """Empty terraces of a stand rising to the back, the lowest step on y."""
    return join(
        rect(x + r * 10, y - (r + 1) * 62, w - r * 20, 64, lighter(colour, 0.12 * r))
        + rect(x + r * 10, y - (r + 1) * 62, w - r * 20, 9, P.cream, o=0.5)
        for r in reversed(range(rows))
    )
