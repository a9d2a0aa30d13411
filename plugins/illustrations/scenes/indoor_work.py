"""Places of work and of the works' sport: workshop, laboratory, gym."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from ..kit.equipment import (
    conveyor,
    lathe,
    machining_centre,
    press,
    tool_wall,
    trusses,
    work_bench,
)
from ..kit.furniture import stool
from ..kit.gym import paddle, puller, rope, stand_rows, table_tennis
from ..kit.interiors import corner_plants, monitor, sheet
from ..kit.laboratory import (
    analyser,
    balance,
    bottle_shelf,
    centrifuge,
    flask,
    microscope,
    tubes,
)
from ..kit.nature import plant
from ..kit.palette import P, darker, lighter, mix
from ..kit.people import BOTTOMS, Outfit, dress, person, seated
from ..kit.rooms import Scheme, backdrop, ceiling, floor, scheme, wall_slot, wall_window
from ..kit.shapes import (
    W,
    banner,
    board,
    circle,
    ellipse,
    glow,
    join,
    line,
    path,
    poly,
    rect,
    shadow,
    wash,
)
from ..look import Look

# --- the workshop ---


def _works_hall_lines() -> str:
    return (
        poly([(180, 740), (196, 740), (60, 1067), (30, 1067)], P.gold, 0.9)
        + poly([(1404, 740), (1420, 740), (1570, 1067), (1540, 1067)], P.gold, 0.9)
        + rect(180, 736, 1240, 9, P.gold, o=0.9)
    )


def _works_hall(look: Look, s: Scheme) -> str:
    """Trusses, a ribbon of windows, painted lower wall and yellow floor lines."""
    steel = look.rng("steel").choice((P.teal2, P.ink2, darker(s.accent, 0.25), P.grey))
    out = wash(0, 0, W, 690, lighter(s.wall, 0.25), darker(s.wall, 0.08))
    out += (
        join(wall_window(60 + k * 500, 160, 440, 150, look, s) for k in range(3))
        if look.rng("light").random() < 0.6
        else _skylights(look, s)
    )
    out += (
        rect(0, 520, W, 170, mix(s.accent, s.wall, 0.7))
        + rect(0, 516, W, 7, mix(s.accent, s.wall, 0.3))
        + floor(look, s, 690)
    )
    lines = _works_hall_lines()
    return out + lines + trusses(128, steel)


def _skylights_panes() -> str:
    return join(
        rect(40 + k * 196, 160, 168, 110, P.aqua2)
        + poly([(40 + k * 196, 160), (150 + k * 196, 160), (40 + k * 196, 250)], P.white, 0.4)
        for k in range(8)
    )


def _skylights(look: Look, s: Scheme) -> str:
    """High panes and a wall of tools below."""
    rng = look.rng("tools")
    panes = _skylights_panes()
    return panes + tool_wall(60, 320, 340, 180, s.wood, rng) + tool_wall(1200, 320, 340, 180, s.wood, rng)


def _machines(look: Look, s: Scheme) -> str:
    rng = look.rng("machines")
    colour = rng.choice((P.leaf2, P.teal, s.accent, P.aqua, mix(P.teal, P.grey, 0.4)))
    pieces: list[Callable[[float, float], str]] = [
        lambda x, y: lathe(x, y, colour),
        lambda x, y: machining_centre(x, y, colour),
        lambda x, y: press(x + 70, y, colour),
        lambda x, y: conveyor(x - 30, y, 400, s.accent, rng),
    ]
    left, middle, right = rng.sample(pieces, 3)
    return left(230, 800) + middle(640, 800) + right(1050, 800)


def _worker(rng: Random, overall: str) -> Outfit:
    return dress(
        rng,
        top=overall,
        bottom=darker(overall, 0.25),
        hat="helmet",
        coat=False,
        skirt=False,
        bag="",
        style=rng.choice(("short", "short", "pony")),
    )


def _workers(look: Look, s: Scheme) -> str:
    rng = look.rng("people")
    overall = rng.choice((P.teal, "#5b6470", s.accent, P.gold, P.aqua, P.leaf3))
    out = person(rng.randint(520, 570), 868, 284, _worker(rng, overall), ("front", "reach"), -1)
    out += person(rng.randint(1040, 1100), 876, 290, _worker(rng, overall), rng.choice(("hold", ("down", "reach"))), 1)
    pair = rng.randint(690, 750)
    out += person(pair, 968, 308, _worker(rng, overall), ("hold", "hold")) + sheet(pair + 22, 796, 74)
    return out + person(
        pair + 148,
        972,
        304,
        dress(rng, vest=P.orange, hat="helmet", skirt=False, coat=False, bag="", style="short"),
        ("reach", "down"),
        -1,
    )


def workshop(look: Look) -> str:
    s, rng = scheme(look), look.rng("bench")
    sign = look.sign or "安全生产"
    out = _works_hall(look, s) + banner(440, 326, 720, 84, sign, rng.choice((P.red, s.accent)))
    out += _machines(look, s) + _workers(look, s)
    side = rng.choice((140, 1120))
    return (
        out
        + work_bench(side, 1010, 400, s.wood, rng)
        + (plant(1520, 1010, 1.5, s.second) if side < 800 else plant(110, 1010, 1.5, s.second))
    )


# --- the laboratory ---


def _instruments(look: Look, s: Scheme, y: float) -> str:
    """Things on the bench, in an order drawn by lot, with people's places left free."""
    rng = look.rng("bench")
    liquids = (P.coral, P.gold, P.aqua, P.leaf, P.plum)
    pieces: list[Callable[[float], str]] = [
        lambda x: analyser(x - 20, y, s.accent),
        lambda x: tubes(x, y, rng, rng.choice((4, 5, 6))),
        lambda x: balance(x + 70, y, s.accent),
        lambda x: centrifuge(x, y, s.second),
        lambda x: monitor(x + 70, y, 130),
        lambda x: join(
            flask(x + 20 + k * 70, y + (k % 2) * 10, f, rng.choice(liquids)) for k, f in enumerate((0.9, 1.15, 0.75))
        ),
    ]
    return join(piece(x) for piece, x in zip(rng.sample(pieces, 4), (250, 560, 890, 1190), strict=True))


def _coat(rng: Random) -> Outfit:
    return dress(rng, top=P.white, coat=True, skirt=False, bag="", bottom=rng.choice(BOTTOMS))


def _analysts(look: Look, s: Scheme, y: float) -> str:
    """Behind the bench: one at the microscope, one holding a flask up to the light."""
    rng = look.rng("people")
    first, second, third = rng.sample((470, 800, 1110), 3)
    out = seated(first, y, 1.12, _coat(rng), 1, lean=6)
    out += person(second, y + 182, 400, _coat(rng), ("hold", "wave"))
    if rng.random() < 0.7:
        out += seated(third, y, 1.1, _coat(rng), -1, rng.choice((P.teal, P.wood3, "")))
    return out


def _raised_flask(look: Look, y: float) -> str:
    """Drawn after the bench: what the analysts of `_analysts` have before them."""
    rng = look.rng("people")
    first, second, _ = rng.sample((470, 800, 1110), 3)
    return microscope(first + 66, y + 8, 0.92, -1) + flask(second + 92, y - 190, 0.6, P.coral)


def _lab_bench_doors(y: float, front: str) -> str:
    return join(
        rect(236 + k * 190, y + 46, 178, 130, darker(front, 0.06), 5) + rect(320 + k * 190, y + 62, 26, 7, P.ink2, 3)
        for k in range(6)
    )


def _lab_bench(look: Look, s: Scheme, y: float) -> str:
    front = look.rng("front").choice((P.white, lighter(s.second, 0.6), lighter(s.accent, 0.6)))
    doors = _lab_bench_doors(y, front)
    return (
        shadow(800, y + 200, 620, 20)
        + rect(220, y + 20, 1160, 170, front)
        + doors
        + rect(220, y + 180, 1160, 18, P.ink2)
        + rect(200, y, 1200, 26, P.ink2, 5)
        + rect(200, y, 1200, 8, P.grey, 4)
    )


def _lab_wall(look: Look, s: Scheme) -> str:
    rng = look.rng("shelves")
    frame = rng.choice((P.white, s.wood, lighter(s.accent, 0.3)))
    if look.rng("plan").random() < 0.5:
        out = (
            bottle_shelf(150, 220, 330, 380, 3, frame, rng)
            + wall_window(590, 240, 420, 320, look, s)
            + bottle_shelf(1120, 220, 330, 380, 4, frame, rng)
        )
        return out + board(600, 130, 400, 80, look.sign or "检测实验室", s.accent)
    out = (
        wall_window(120, 220, 330, 350, look, s)
        + bottle_shelf(560, 270, 480, 330, 3, frame, rng)
        + wall_slot(1170, 220, 300, 340, look, s)
    )
    return out + board(600, 150, 400, 84, look.sign or "检测实验室", s.accent)


def laboratory(look: Look) -> str:
    s, y, rng = scheme(look), 710.0, look.rng("side")
    cool = Scheme(mix(s.wall, P.white, 0.5), mix(s.floor, P.grey, 0.35), s.wood, s.accent, s.second)
    out = backdrop(look, cool, 700) + ceiling(look, cool) + _lab_wall(look, cool) + _analysts(look, cool, y)
    out += _lab_bench(look, cool, y) + _instruments(look, cool, y) + _raised_flask(look, y)
    out += stool(390 + rng.randint(-40, 60), 985, 96, s.second) + stool(1060 + rng.randint(-60, 60), 990, 96, s.second)
    x, face = rng.choice(((190, 1), (1410, -1)))
    out += person(x, 960, 420, _coat(rng), "hold", face) + rect(x + 20 * face - 24, 690, 48, 62, s.second, 4)
    return out + corner_plants(look, 1030, 1.4)


# --- the gym ---


def _gym_wood(rng: Random) -> str:
    return rng.choice((P.wood3, mix(P.wood3, P.gold3, 0.4), mix(P.aqua, P.teal, 0.3), mix(P.leaf, P.teal, 0.25)))


def _gym_marks() -> str:
    return (
        path("M-40 1010 L260 690 H1340 L1640 1010", stroke=P.white, w=8, o=0.75)
        + ellipse(800, 850, 230, 62, P.white, 0.16)
        + line([(800, 690), (800, 1067)], P.white, 7, 0.6)
    )


def _gym(look: Look, s: Scheme) -> str:
    """High windows, a stand with spectators, a sprung floor with its lines."""
    rng = look.rng("gym")
    out = wash(0, 0, W, 640, lighter(s.wall, 0.2), darker(s.wall, 0.06)) + glow(300, 160, 520, P.white, 0.5)
    out += join(
        rect(70 + k * 250, 130, 200, 120, P.white)
        + rect(78 + k * 250, 138, 184, 104, look.theme.sky[1])
        + poly([(78 + k * 250, 138), (190 + k * 250, 138), (78 + k * 250, 220)], P.white, 0.5)
        for k in range(6)
    )
    out += trusses(84, rng.choice((P.teal2, P.grey, darker(s.accent, 0.2)))) + rect(
        0, 430, W, 210, mix(s.accent, s.wall, 0.55)
    )
    wood = _gym_wood(rng)
    out += wash(0, 640, W, 427, lighter(wood, 0.12), darker(wood, 0.12))
    marks = _gym_marks()
    return out + marks


def _crowd(look: Look, s: Scheme) -> str:
    rng, out = look.rng("crowd"), stand_rows(180, 660, 1240, 3, darker(s.accent, 0.1))
    for y in (536, 598, 660):
        x = 220.0 + rng.uniform(0, 60)
        while x < 1390:
            if rng.random() < 0.8:
                out += seated(x, y - 2, 0.5, dress(rng), rng.choice((-1, 1))) + _cheer(x, y, rng)
            x += rng.uniform(66, 112)
    return out


def _cheer(x: float, y: float, rng: Random) -> str:
    """Some wave a little flag of plain colour."""
    if rng.random() > 0.25:
        return ""
    return line([(x + 24, y - 30), (x + 36, y - 86)], P.wood2, 3) + poly(
        [(x + 36, y - 86), (x + 68, y - 78), (x + 34, y - 64)], rng.choice((P.red, P.gold, P.teal, P.coral))
    )


def _kit(rng: Random, top: str, bottom: str) -> Outfit:
    return dress(
        rng,
        top=top,
        bottom=bottom,
        coat=False,
        skirt=False,
        bag="",
        style=rng.choice(("short", "pony", "short", "bun")),
    )


def _colours(look: Look) -> tuple[str, str]:
    left, right = look.rng("teams").sample((P.red, P.teal, P.gold, P.leaf2, P.plum, P.white), 2)
    return left, right


def _tug(look: Look) -> str:
    rng, (left, right), y = look.rng("people"), _colours(look), 900.0
    count = rng.choice((3, 4))
    referee = dress(rng, top=P.white, vest=P.gold, bag="", skirt=False, coat=False, style="short")
    out = person(rng.choice((716, 884)), 790, 258, referee, ("down", "up"), rng.choice((1, -1))) + rope(
        250, 1350, y - 166
    )
    for k in range(count):
        x, h, lean = (
            650 - k * (118 if count == 3 else 100) + rng.randint(-8, 8),
            rng.randint(276, 292),
            rng.uniform(12, 18),
        )
        out += puller(x, y + (k % 2) * 8, h, _kit(rng, left, P.ink2), 1, lean)
        out += puller(
            1600 - x + rng.randint(-10, 10),
            y + (k % 2) * 8,
            rng.randint(276, 292),
            _kit(rng, right, P.teal3),
            -1,
            lean,
        )
    return out + _onlooker(rng, 290 - 40 * count) + _onlooker(rng, 1310 + 40 * count)


def _onlooker(rng: Random, x: float) -> str:
    """A team mate in the foreground, cheering or clapping."""
    return person(x, 1020, 322, dress(rng, bag=""), rng.choice(("clap", "up", ("down", "up"))), 1 if x < 800 else -1)


def _pingpong(look: Look) -> str:
    rng, (left, right), y = look.rng("people"), _colours(look), 920.0
    out = person(792, 800, 270, dress(rng, top=P.white, bag="", skirt=False, coat=False), "hold")
    out += table_tennis(500, y, 600, rng.choice((P.teal, P.leaf3, mix(P.teal, P.plum, 0.4))))
    out += person(380, y + 20, 316, _kit(rng, left, P.ink2), ("front", "reach"), 1, 0.7) + paddle(474, 716, 30)
    out += person(1220, y + 16, 312, _kit(rng, right, P.teal3), ("front", "reach"), -1, 0.7) + paddle(
        1128, 716, -34, P.teal2
    )
    ball = (rng.randint(640, 960), rng.randint(600, 660))
    trail = line([(ball[0] - 90, ball[1] + 22), (ball[0] - 30, ball[1] + 6)], P.white, 5, 0.5)
    return out + trail + circle(*ball, 12, P.orange)


def sports(look: Look) -> str:
    s, rng = scheme(look), look.rng("event")
    out = (
        _gym(look, s)
        + _crowd(look, s)
        + banner(470, 266, 660, 96, look.sign or "职工运动会", rng.choice((P.red, s.accent, P.teal)))
    )
    return out + (_tug(look) if rng.random() < 0.55 else _pingpong(look)) + plant(60, 1040, 1.6, s.second)
