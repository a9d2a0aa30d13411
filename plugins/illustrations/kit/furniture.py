"""Pieces of furniture that only some rooms need: counters, desks, racks, boards.

(x, y) is the upper left corner of the top unless a line says otherwise; h reaches to the floor.
"""

from __future__ import annotations

from random import Random

from .palette import P, darker, lighter, mix
from .pen import trace
from .people import Outfit, seated_back
from .shapes import (
    circle,
    clipped,
    ellipse,
    fitted_size,
    glow,
    join,
    lettering,
    line,
    num,
    path,
    poly,
    rect,
    ring,
    shadow,
    wash,
)


def heart(cx: float, cy: float, r: float, fill: str) -> str:
    """A heart about 2r wide."""
    left = trace("c", -r * 0.55, -r * 0.9, -r * 1.7, 0, 0, r * 1.45)
    right = trace("c", r * 1.7, -r * 1.45, r * 0.55, -r * 2.35, 0, -r * 1.45)
    d = trace("M", cx, cy - r * 0.45, left, right, "Z")
    return path(d, fill)


def number_plate(cx: float, y: float, number: int, colour: str) -> str:
    """A numbered plate on two cords, its upper edge at y."""
    cords = rect(cx - 26, y - 26, 2.4, 28, P.ink2) + rect(cx + 24, y - 26, 2.4, 28, P.ink2)
    return cords + rect(cx - 40, y, 80, 48, colour, 6) + lettering(cx, y + 36, str(number), 34, P.cream, 0, "sans")


def _station_counter_panels(x: float, y: float, h: float, step: float, front: str, count: int) -> str:
    return join(rect(x + k * step + 22, y + 50, step - 44, h - 84, darker(front, 0.07), 6) for k in range(count))


def _station_counter_glass(x: float, y: float, count: int, step: float) -> str:
    return join(rect(x + k * step - 4, y - 96, 8, 100, lighter(P.aqua, 0.2), 3, 0.8) for k in range(1, count))


def station_counter(x: float, y: float, w: float, h: float, count: int, top: str, front: str, accent: str) -> str:
    """A straight counter of several stations, parted by glass."""
    step = w / count
    panels = _station_counter_panels(x, y, h, step, front, count)
    glass = _station_counter_glass(x, y, count, step)
    return join(
        (
            shadow(x + w / 2, y + h, w * 0.53, 22, 0.2),
            rect(x + 10, y + 20, w - 20, h - 20, front),
            panels,
            rect(x + w * 0.74, y + 20, w * 0.26 - 10, h - 20, P.teal3, o=0.08),
            rect(x + 10, y + h - 30, w - 20, 30, accent),
            rect(x, y, w, 28, top, 5),
            rect(x, y + 22, w, 6, P.ink, 3, 0.2),
            glass,
        )
    )


def ticket_machine(x: float, y: float, colour: str) -> str:
    """A free-standing terminal; (x, y) the middle of its foot."""
    return join(
        (
            shadow(x, y, 52),
            poly([(x - 34, y - 200), (x + 34, y - 200), (x + 42, y), (x - 42, y)], P.white),
            poly([(x + 12, y - 200), (x + 34, y - 200), (x + 42, y), (x + 16, y)], P.stone2, 0.7),
            rect(x - 38, y - 290, 76, 106, colour, 8),
            rect(x - 30, y - 280, 60, 70, P.aqua2, 4),
            poly([(x - 30, y - 280), (x + 10, y - 280), (x - 30, y - 226)], P.white, 0.35),
            rect(x - 20, y - 164, 40, 7, P.ink2, 3),
            rect(x - 14, y - 160, 28, 22, P.white),
            rect(x - 46, y - 10, 92, 10, P.ink2, 4),
        )
    )


def _bench_row_legs(x: float, y: float, w: float, seat: float) -> str:
    return (
        rect(x + 24, y - seat, 9, seat, P.ink2)
        + rect(x + w - 34, y - seat, 9, seat, P.ink2)
        + rect(x + 4, y - 8, 48, 8, P.ink2, 4)
        + rect(x + w - 54, y - 8, 48, 8, P.ink2, 4)
    )


def _bench_row_seats(x: float, y: float, colour: str, count: int, seat: float) -> str:
    return join(
        rect(x + k * 92 + 3, y - seat - 86, 84, 66, lighter(colour, 0.18), 10)
        + rect(x + k * 92 + 3, y - seat - 14, 84, 18, colour, 7)
        for k in range(count)
    )


def bench_row(x: float, y: float, count: int, colour: str, seat: float = 74) -> str:
    """Waiting seats on one rail; (x, y) left end on the floor."""
    w = count * 92
    legs = _bench_row_legs(x, y, w, seat)
    seats = _bench_row_seats(x, y, colour, count, seat)
    return shadow(x + w / 2, y, w / 2, 12) + legs + rect(x, y - seat, w, 8, P.ink2, 4) + seats


def _queue_rail_belts(x: float, y: float, colour: str, gap: float, count: int) -> str:
    return join(
        path(
            trace("M", x + k * gap, y - 96, "q", gap / 2, 26, gap, 0, "v", 14, "q", -gap / 2, 26, -gap, 0, "Z"),
            colour,
        )
        for k in range(count - 1)
    )


def _queue_rail_posts(x: float, y: float, count: int, gap: float) -> str:
    return join(
        shadow(x + k * gap, y, 24)
        + rect(x + k * gap - 4, y - 104, 8, 104, P.ink2, 3)
        + ellipse(x + k * gap, y - 4, 22, 7, P.ink2)
        + circle(x + k * gap, y - 106, 8, P.gold)
        for k in range(count)
    )


def queue_rail(x: float, y: float, count: int, colour: str, gap: float = 150) -> str:
    """Posts with a belt between them; (x, y) foot of the first post."""
    belts = _queue_rail_belts(x, y, colour, gap, count)
    posts = _queue_rail_posts(x, y, count, gap)
    return belts + posts


def _chalk_curve(x: float, y: float, w: float, h: float) -> str:
    return trace("M", x + w * 0.1, y + h * 0.8, "q", w * 0.08, -h * 0.3, w * 0.16, -h * 0.04, "t", w * 0.16, -h * 0.06)


def _chalk_words(x: float, y: float, w: float, h: float, colour: str, rng: Random) -> str:
    return join(
        rect(x + w * 0.56, y + h * (0.52 + 0.11 * k), w * rng.uniform(0.16, 0.32), 7, colour, 3, 0.6) for k in range(4)
    )


def _chalk(x: float, y: float, w: float, h: float, colour: str, rng: Random) -> str:
    """Chalk drawings under the lettering: a curve and a few words left unread."""
    curve = _chalk_curve(x, y, w, h)
    words = _chalk_words(x, y, w, h, colour, rng)
    return path(curve, stroke=colour, w=5, o=0.75) + ring(x + w * 0.44, y + h * 0.68, h * 0.1, colour, 5, 0.7) + words


def _blackboard_rim(x: float, y: float, w: float, h: float, face: str, wood: str) -> str:
    return (
        rect(x + 8, y + 10, w, h, P.ink, 6, 0.16)
        + rect(x, y, w, h, wood, 6)
        + wash(x + 14, y + 14, w - 28, h - 28, face, darker(face, 0.1))
    )


def _blackboard_ledge(x: float, y: float, w: float, h: float, wood: str) -> str:
    return (
        rect(x + 20, y + h - 6, w - 40, 16, lighter(wood))
        + rect(x + w * 0.7, y + h - 20, 60, 16, P.stone2, 3)
        + rect(x + w * 0.3, y + h - 12, 26, 6, P.white, 2)
    )


def blackboard(x: float, y: float, w: float, h: float, text: str, rng: Random, wood: str) -> str:
    """A board with its heading in chalk, drawings, a ledge and a sponge; green, slate or white."""
    face, chalk = rng.choice(
        ((P.leaf3, P.cream), (P.teal2, P.cream), (P.white, P.teal), (mix(P.ink2, P.teal2, 0.4), P.gold3))
    )
    size = fitted_size(text, w * 0.86, h * 0.34)
    rim = _blackboard_rim(x, y, w, h, face, wood)
    ledge = _blackboard_ledge(x, y, w, h, wood)
    return rim + _chalk(x, y, w, h, chalk, rng) + lettering(x + w / 2, y + h * 0.36, text, size, chalk) + ledge


def school_desk(cx: float, y: float, s: float, wood: str, rng: Random) -> str:
    """A pupil's desk seen from behind: its near edge at y; what lies on it differs."""
    top = poly([(cx - 84 * s, y - 34 * s), (cx + 84 * s, y - 34 * s), (cx + 104 * s, y), (cx - 104 * s, y)], wood)
    legs = join(rect(cx + k * 92 * s - 5 * s, y, 10 * s, 96 * s, P.ink2) for k in (-1, 1))
    book = rng.choice(("open", "pile", "none"))
    thing = ""
    if book == "open":
        thing = poly(
            [
                (cx + 50 * s, y - 26 * s),
                (cx + 92 * s, y - 28 * s),
                (cx + 98 * s, y - 12 * s),
                (cx + 52 * s, y - 10 * s),
            ],
            P.white,
        )
    if book == "pile":
        thing = rect(cx + 56 * s, y - 34 * s, 40 * s, 11 * s, P.coral, 2) + rect(
            cx + 60 * s, y - 44 * s, 34 * s, 10 * s, P.teal, 2
        )
    return legs + top + rect(cx - 104 * s, y, 208 * s, 12 * s, darker(wood)) + thing


def _listener_legs(x: float, y: float, s: float, chair: str) -> str:
    return join(line([(x + k * 38 * s, y), (x + k * 42 * s, y + 92 * s)], darker(chair, 0.35), 8 * s) for k in (-1, 1))


def listener(x: float, y: float, s: float, o: Outfit, chair: str, raised: bool = False) -> str:
    """Someone seen from behind on a chair whose legs stand on the floor 92·s below the seat."""
    legs = _listener_legs(x, y, s, chair)
    hand = ""
    if raised:
        hand = line(
            [(x + 36 * s, y - 60 * s), (x + 60 * s, y - 110 * s), (x + 54 * s, y - 172 * s)], o.top, 20 * s
        ) + circle(x + 54 * s, y - 180 * s, 11 * s, o.skin)
    seat = rect(x - 46 * s, y, 92 * s, 14 * s, darker(chair, 0.2), 5 * s)
    long_hair = o.style in ("long", "bob", "bun")  # it hides the nape, where skin would show as a crescent
    seen = o.but(skin=o.hair) if long_hair else o
    return shadow(x, y + 92 * s, 60 * s) + legs + seat + hand + seated_back(x, y, s, seen, chair)


def lectern(x: float, y: float, h: float, wood: str, accent: str) -> str:
    """A speaker's desk; (x, y) the middle of its foot."""
    return join(
        (
            shadow(x, y, 70, 12),
            poly([(x - 46, y - h + 24), (x + 46, y - h + 24), (x + 56, y), (x - 56, y)], wood),
            poly([(x + 14, y - h + 24), (x + 46, y - h + 24), (x + 56, y), (x + 16, y)], P.ink, 0.14),
            poly([(x - 62, y - h), (x + 62, y - h), (x + 54, y - h + 28), (x - 54, y - h + 28)], darker(wood)),
            heart(x, y - h * 0.52, 20, accent),
            path(f"M{num(x + 34)} {num(y - h)} q4 -34 22 -44", stroke=P.ink, w=4),
            circle(x + 58, y - h - 46, 7, P.ink),
        )
    )


def _round_table_foot(cx: float, y: float, h: float, rx: float, ry: float) -> str:
    return poly([(cx - 18, y), (cx + 18, y), (cx + 26, y + h), (cx - 26, y + h)], P.wood2) + ellipse(
        cx, y + h, rx * 0.4, ry * 0.5, P.wood2
    )


def round_table(cx: float, y: float, rx: float, h: float, cloth: str) -> str:
    """A round table on one foot; y is the middle of its top."""
    ry = rx * 0.22
    foot = _round_table_foot(cx, y, h, rx, ry)
    rim = ellipse(cx, y + 14, rx, ry, darker(cloth, 0.25))
    return (
        shadow(cx, y + h + 4, rx * 0.9, ry, 0.18)
        + foot
        + rim
        + ellipse(cx, y, rx, ry, cloth)
        + ellipse(cx - rx * 0.2, y - ry * 0.2, rx * 0.6, ry * 0.5, P.white, 0.12)
    )


def _legs_below_shoes(cx: float, floor_y: float) -> str:
    return join(line([(cx + k * 20 - 6, floor_y - 3), (cx + k * 20 + 8, floor_y - 3)], P.ink, 11) for k in (-1, 1))


def legs_below(cx: float, y: float, floor_y: float, rng: Random) -> str:
    """The legs of someone seated behind a table, and the chair's: without them a sitter floats."""
    cloth = rng.choice((P.ink2, P.teal3, P.wood2, P.teal2))
    chair = join(line([(cx + k * 44, y), (cx + k * 48, floor_y - 10)], P.wood2, 8) for k in (-1, 1))
    legs = join(line([(cx + k * 18, y), (cx + k * 19, floor_y - 8)], cloth, 21) for k in (-1, 1))
    shoes = _legs_below_shoes(cx, floor_y)
    return shadow(cx, floor_y, 60) + chair + legs + shoes


def stool(x: float, y: float, h: float = 74, colour: str = P.wood) -> str:
    """A stool; (x, y) the middle of its foot."""
    legs = join(line([(x + k * 20, y - h), (x + k * 28, y)], darker(colour, 0.3), 7) for k in (-1, 1))
    return shadow(x, y, 40) + legs + rect(x - 34, y - h, 68, 13, colour, 5)


def cloth_curtain(x: float, y: float, w: float, h: float, colour: str) -> str:
    """A tall stage curtain in folds, its upper left corner at (x, y)."""
    folds = join(rect(x + w * k, y, w * 0.06, h, P.ink, o=0.13) for k in (0.14, 0.36, 0.58, 0.82))
    return wash(x, y, w, h, colour, darker(colour, 0.2)) + folds


def _screen_ridge(x: float, y: float, w: float, h: float) -> str:
    return trace("M", x, y + h * 0.84, "Q", x + w * 0.3, y + h * 0.5, x + w * 0.56, y + h * 0.8) + trace(
        "T", x + w, y + h * 0.66, "V", y + h, "H", x, "Z"
    )


def _screen_inside(x: float, y: float, w: float, h: float, ridge: str, picture: str) -> str:
    return (
        wash(x, y, w, h, P.white, lighter(picture, 0.55))
        + path(ridge, lighter(picture, 0.25))
        + glow(x + w * 0.8, y + h * 0.2, h * 0.4, P.gold3, 0.6)
    )


def screen(x: float, y: float, w: float, h: float, text: str, look_colour: str, picture: str) -> str:
    """A projection screen: a picture strip below, its heading above. `picture` is a tint."""
    size = fitted_size(text, w * 0.9, h * 0.5)
    ridge = _screen_ridge(x, y, w, h)
    inside = _screen_inside(x, y, w, h, ridge, picture)
    frame = rect(x - 10, y - 10, w + 20, h + 20, P.ink2, 6)
    return (
        frame
        + clipped(inside, rect(x, y, w, h, "#000"))
        + lettering(x + w / 2, y + h * 0.36 + size * 0.3, text, size, look_colour)
    )
