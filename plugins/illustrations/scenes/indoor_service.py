"""Counters where people are served: hall, single window, hospital desk."""

from __future__ import annotations

from ..kit.archive import file_rack
from ..kit.furniture import (
    bench_row,
    heart,
    number_plate,
    queue_rail,
    station_counter,
    ticket_machine,
)
from ..kit.interiors import (
    cabinet,
    corner_plants,
    counter,
    cup,
    monitor,
    pile,
    poster,
    sheet,
    shelf,
    wall_door,
)
from ..kit.nature import plant
from ..kit.palette import P, darker, lighter, mix
from ..kit.people import (
    Style,
    back_view,
    child,
    dress,
    elder_dress,
    person,
    seated,
    sitting,
)
from ..kit.rooms import Scheme, backdrop, ceiling, feature_wall, scheme, wall_slot
from ..kit.shapes import board, circle, glow, join, line, path, poly, rect, shadow, wash
from ..look import Look
from .indoor_groups import (
    guided_elder,
    lone_with_papers,
    mother_and_child,
    pair_talking,
    pushed_wheelchair,
    some_groups,
    uniform,
)

BEHIND: tuple[Style, ...] = ("short", "short", "bun", "pony")
"""Hair that reads well from behind."""
STAFF_TOPS = (P.white, P.aqua2, P.teal, P.ink2, P.blush, P.cream, P.leaf2)


# --- the hall of many stations ---


def _stations(look: Look) -> list[float]:
    """Middles of the stations: three or four, never quite centred."""
    rng = look.rng("stations")
    count = rng.choice((3, 4))
    step = 1060 / count
    return [270 + step * (k + 0.5) for k in range(count)]


def _hall_staff(look: Look, s: Scheme, y: float) -> str:
    rng, out = look.rng("staff"), ""
    top, side = rng.choice(STAFF_TOPS), rng.choice((-1, 1))
    stations = _stations(look)
    for k, x in enumerate(stations):
        out += number_plate(x, y - 258, len(stations) - k if look.mirror else k + 1, s.accent)
        out += seated(x, y, 1.06, uniform(rng, top), side) + monitor(x + 90 * side, y + 4, 96)
    return out


def _hall_counter(look: Look, s: Scheme, y: float) -> str:
    rng, xs = look.rng("counter"), _stations(look)
    front = rng.choice((P.white, P.cream, lighter(s.second, 0.7)))
    out = station_counter(270, y, 1060, 196, len(xs), s.wood, front, s.accent)
    return out + join(
        sheet(x - 40, y + 2, 56) + plant(x + rng.choice((-108, 104)), y + 2, 0.34, s.second) for x in xs[::2]
    )


def _hall_public(look: Look, s: Scheme) -> str:
    rng, xs = look.rng("people"), _stations(look)
    at_counter = rng.sample(range(len(xs)), 2)
    out = join(
        back_view(
            xs[k] + rng.randint(10, 54),
            900 + rng.randint(-8, 8),
            rng.randint(272, 292),
            dress(rng, style=rng.choice(BEHIND)),
            rng.choice(("front", "hold", "down")),
        )
        for k in at_counter
    )
    free = next(xs[k] for k in range(len(xs)) if k not in at_counter)
    group = some_groups(rng, 1, (guided_elder, mother_and_child, pair_talking, pushed_wheelchair))[0]
    return out + group(free + 10, 950, rng)


def _hall_corner(look: Look, s: Scheme) -> str:
    """What stands at the side: waiting seats or a terminal with its queue rail."""
    rng = look.rng("side")
    if rng.random() < 0.5:
        sitter = dress(rng, skirt=False, bag="")
        return bench_row(1180, 950, 3, s.accent) + sitting(1226 + 92 * rng.randint(0, 2), 876, 280, sitter, -1, "hold")
    return ticket_machine(1330, 930, s.accent) + queue_rail(36, 970, 3, s.second, 112)


def service_hall(look: Look) -> str:
    s, y = scheme(look), 640.0
    out = backdrop(look, s, 700) + wall_slot(60, 210, 230, 330, look, s) + wall_slot(1310, 210, 230, 330, look, s)
    out += feature_wall(312, 150, 976, 540, look, s) + ceiling(look, s)
    out += board(
        500,
        196,
        600,
        104,
        look.sign or "便民服务",
        *look.rng("sign").choice(((s.accent, P.cream), (P.red, P.cream), (P.white, P.red))),
    )
    return (
        out
        + _hall_staff(look, s, y)
        + _hall_counter(look, s, y)
        + _hall_public(look, s)
        + _hall_corner(look, s)
        + corner_plants(look, 1010)
    )


# --- one window, seen close ---


def _inside(look: Look, s: Scheme, x: float, w: float, y: float) -> str:
    """The little office behind the window."""
    rng = look.rng("office")
    out = wash(x, 330, w, y - 330, mix(s.second, P.cream, 0.6), mix(s.second, P.cream, 0.8))
    if rng.random() < 0.5:
        out += shelf(x + 30, 360, w * 0.3, y - 350, 3, rng, s.wood) + poster(x + w * 0.76, 380, 100, 124, rng)
    else:
        out += cabinet(x + w * 0.64, 400, w * 0.32, y - 380, 3, 4, P.stone2) + poster(x + 50, 380, 120, 150, rng)
    return out + glow(x + w * 0.5, 340, 300, P.gold3, 0.35)


def _clerk(look: Look, x: float, y: float) -> str:
    rng = look.rng("staff")
    return seated(x, y, 1.72, uniform(rng, rng.choice(STAFF_TOPS)), -1)


def _frame(look: Look, s: Scheme, x: float, w: float, y: float) -> str:
    """The window's frame: a timber one, a stone one, or one with sliding panes."""
    rng = look.rng("frame")
    colour = rng.choice((s.wood, P.white, s.accent))
    out = (
        rect(x - 22, 308, w + 44, 24, colour, 4)
        + rect(x - 22, 308, 24, y - 308, colour)
        + rect(x + w - 2, 308, 24, y - 308, darker(colour, 0.12))
    )
    kind = rng.choice(("open", "pane", "awning"))
    if kind == "pane":
        pane = rect(x + w * 0.7, 332, w * 0.3, y - 332, P.aqua2, o=0.4) + rect(x + w * 0.7 - 5, 332, 9, y - 332, colour)
        return out + pane + poly([(x + w * 0.74, 332), (x + w * 0.84, 332), (x + w * 0.74, 520)], P.white, 0.4)
    if kind == "awning":
        stripes = join(
            poly(
                [
                    (x - 40 + k * (w + 80) / 8, 364),
                    (x - 40 + (k + 1) * (w + 80) / 8, 364),
                    (x - 22 + (k + 1) * (w + 44) / 8, 306),
                    (x - 22 + k * (w + 44) / 8, 306),
                ],
                s.accent if k % 2 else P.cream,
            )
            for k in range(8)
        )
        return out + stripes
    return out


def _ledge(look: Look, s: Scheme, x: float, w: float, y: float) -> str:
    rng = look.rng("ledge")
    front = rng.choice((s.accent, s.wood, mix(s.accent, P.white, 0.6)))
    out = wash(x - 20, y + 30, w + 40, 280, front, darker(front, 0.2)) + rect(
        x + w * 0.72, y + 30, w * 0.28 + 20, 280, P.ink, o=0.08
    )
    out += rect(x + 20, y + 70, w - 40, 190, lighter(front, 0.12), 8) + heart(x + w / 2, y + 166, 34, P.cream)
    out += rect(x - 60, y, w + 120, 34, s.wood, 6) + rect(x - 60, y + 27, w + 120, 7, P.ink, 3, 0.22)
    return (
        out
        + monitor(x + w * 0.84, y + 4, 150)
        + plant(x + w - 6, y + 4, 0.6, s.second)
        + cup(x + w * 0.66, y + 4, 1.5)
        + sheet(x + 110, y + 4, 92)
    )


def _side_help(look: Look, s: Scheme, y: float) -> str:
    """What waits beside the window: a box of glasses and umbrellas, or a seat."""
    rng = look.rng("help")
    if rng.random() < 0.5:
        sticks = join(
            path(f"M{1370 + k * 24} 760 l{-6 + k * 6} -110 q4 -22 20 -16", stroke=c, w=9)
            for k, c in enumerate((s.accent, P.red, P.teal))
        )
        return (
            shadow(1400, 930, 66)
            + sticks
            + poly([(1346, 750), (1456, 750), (1444, 930), (1358, 930)], s.second)
            + poly([(1420, 750), (1456, 750), (1444, 930), (1424, 930)], P.ink, 0.14)
        )
    return bench_row(1270, 950, 2, s.accent, 90) + pile(1300, 860, rng, 3)


def _applicant(look: Look, y: float) -> str:
    rng = look.rng("people")
    kind = rng.choice(("adult", "parent", "elder", "worker"))
    if kind == "elder":
        return person(420, y, 470, elder_dress(rng, bag=""), ("front", "reach")) + line(
            [(364, y - 260), (356, y)], P.wood2, 11
        )
    if kind == "worker":
        return person(
            424,
            y,
            500,
            dress(rng, vest=P.orange, hat="helmet", skirt=False, coat=False, bag=""),
            ("down", "reach"),
        )
    out = person(428, y, 492, dress(rng), ("down", "reach"))
    return out + (
        child(270, y + 8, 280, dress(rng, skirt=False), rng.choice(("hold", "wave"))) if kind == "parent" else ""
    )


def reception_window(look: Look) -> str:
    s, x, w, y = scheme(look), 610.0, 620.0, 640.0
    sign = look.rng("sign").choice(((s.accent, P.cream), (P.white, s.accent), (P.red, P.cream), (P.teal3, P.gold3)))
    out = (
        backdrop(look, s, 850)
        + ceiling(look, s)
        + wall_slot(250, 220, 230, 300, look, s)
        + wall_slot(1330, 240, 210, 300, look, s)
    )
    out += _inside(look, s, x, w, y) + _clerk(look, x + w * 0.42, y) + _frame(look, s, x, w, y)
    out += board(x - 10, 172, w + 20, 108, look.sign or "服务窗口", *sign)
    out += _ledge(look, s, x, w, y) + shadow(x + w / 2, 956, 380, 14) + _side_help(look, s, y)
    return out + _applicant(look, 980) + plant(80, 1020, 2.0, s.second)


# --- the hospital's desk ---


def _hospital_wall(look: Look, s: Scheme) -> str:
    out = feature_wall(450, 160, 660, 530, look, s) + wall_slot(90, 220, 290, 360, look, s)
    out += _hospital_side(look, s)
    text = look.sign or "便民服务台"
    colour = look.rng("sign").choice((P.teal, s.accent, P.leaf3))
    out += board(520, 216, 520, 100, text, colour) + circle(480, 266, 46, P.white) + heart(480, 266, 22, P.red)
    return out


def _hospital_side_jars(look: Look, s: Scheme) -> str:
    return file_rack(1194, 320, 272, 210, 2, P.stone2, (P.white, s.second, P.aqua2, P.gold3), look.rng("jars"))


def _hospital_side(look: Look, s: Scheme) -> str:
    """Right of the desk: consulting rooms, a dispensing hatch, or simply a window."""
    kind, doors = look.rng("side").choice(("doors", "hatch", "slot")), lighter(s.accent, 0.6)
    if kind == "doors":
        signs = join(
            rect(1200 + k * 180, 226, 100, 34, s.accent, 6) + rect(1216 + k * 180, 240, 66, 7, P.white, 3)
            for k in (0, 1)
        )
        return wall_door(1170, 690, 160, 420, doors) + wall_door(1350, 690, 160, 420, doors) + signs
    if kind == "slot":
        return wall_slot(1180, 220, 270, 360, look, s)
    jars = _hospital_side_jars(look, s)
    ledge = rect(1164, 530, 332, 22, s.wood, 5) + rect(1184, 552, 292, 138, lighter(s.accent, 0.4))
    return (
        rect(1180, 300, 300, 240, P.white, 6)
        + jars
        + rect(1230, 240, 200, 40, s.accent, 6)
        + rect(1270, 256, 120, 8, P.white, 4)
        + ledge
    )


def _nurses(look: Look, y: float) -> str:
    rng = look.rng("staff")
    pink, white = rng.choice((P.aqua2, P.blush, P.white)), P.white
    left, right = (
        uniform(rng, pink, hat="nurse", style="bun"),
        uniform(rng, white, hat=rng.choice(("", "nurse"))),
    )
    xs = rng.choice(((610, 900), (660, 850), (580, 930)))
    return person(xs[0], y + 90, 306, left, rng.choice(("hold", ("hold", "reach")))) + person(
        xs[1], y + 92, 312, right, "hold", -1
    )


def _hospital_desk(look: Look, s: Scheme, y: float) -> str:
    rng = look.rng("desk")
    out = counter(400, y, 760, 190, s.accent, rng.choice((P.white, P.cream, lighter(s.second, 0.75))))
    out += monitor(1000, y - 10, 100) + plant(458, y - 4, 0.55, s.second) + pile(720, y - 20, rng, 2, 70)
    return out + heart(780, y + 84, 28, s.second)


def hospital(look: Look) -> str:
    s, rng, y = scheme(look), look.rng("people"), 700.0
    cool = Scheme(mix(s.wall, P.white, 0.45), mix(s.floor, P.aqua2, 0.45), s.wood, s.accent, s.second)
    first, second = some_groups(
        rng, 2, (mother_and_child, pushed_wheelchair, guided_elder, pair_talking, lone_with_papers)
    )
    guide = path("M0 880 Q500 830 1000 872 T1600 850 V876 Q1200 914 800 890 T0 906Z", cool.second, 0.5)
    out = backdrop(look, cool, 690) + _hospital_wall(look, cool) + ceiling(look, cool) + guide
    out += _nurses(look, y) + _hospital_desk(look, cool, y)
    out += bench_row(100, 880, 3, cool.accent) + first(520, 960, rng) + second(1180, 964, rng)
    return out + corner_plants(look, 1010, 1.9)
