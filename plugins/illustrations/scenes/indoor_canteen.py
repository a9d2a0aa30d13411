"""The canteen: a servery with cooks, tables with people eating, nothing left over."""

from __future__ import annotations

from random import Random

from ..kit.festive import dish, steam, tray
from ..kit.furniture import (
    legs_below,
    round_table,
    stool,
)
from ..kit.interiors import (
    table,
)
from ..kit.nature import plant
from ..kit.palette import P, darker, lighter, mix
from ..kit.people import (
    Outfit,
    dress,
    elder_dress,
    person,
    seated,
    volunteer_dress,
)
from ..kit.rooms import Scheme, backdrop, ceiling, scheme, wall_slot
from ..kit.shapes import board, join, poly, rect
from ..look import Look
from .indoor_groups import (
    uniform,
)


def _cooks(look: Look, y: float) -> str:
    rng = look.rng("staff")
    shirt, count = rng.choice((P.white, P.aqua2, P.cream)), rng.choice((2, 3))
    xs = rng.sample((470, 640, 820, 1010, 1130), count)
    return join(seated(x, y, 0.96, uniform(rng, shirt, hat="nurse"), rng.choice((-1, 1))) for x in sorted(xs))


def _servery_tiles(s: Scheme, y: float) -> str:
    return join(rect(330 + k * 60, y + 40, 54, 46, lighter(s.accent, 0.5 + 0.2 * (k % 2)), 3) for k in range(16))


def _servery_front(s: Scheme, y: float, tiles: str) -> str:
    return rect(310, y + 20, 1000, 136, lighter(s.accent, 0.35)) + tiles + rect(1080, y + 20, 230, 136, P.ink, o=0.07)


def _servery(look: Look, s: Scheme, y: float) -> str:
    rng = look.rng("servery")
    tones = (P.leaf, P.coral, P.gold, P.red, P.cream, P.lime)
    pans = join(dish(400 + k * 138, y + 8, 50, rng.choice(tones)) for k in range(7))
    tiles = _servery_tiles(s, y)
    front = _servery_front(s, y, tiles)
    glass = rect(320, y - 70, 980, 12, P.grey, 4, 0.9) + rect(330, y - 58, 960, 56, P.aqua2, o=0.28)
    return front + rect(290, y, 1040, 26, P.grey, 4) + rect(290, y, 1040, 8, P.white, 4, 0.7) + pans + glass


def _menu_hoods() -> str:
    return join(
        poly([(420 + k * 330, 344), (620 + k * 330, 344), (580 + k * 330, 396), (460 + k * 330, 396)], P.grey)
        for k in range(3)
    )


def _menu(look: Look, s: Scheme) -> str:
    out = rect(330, 330, 960, 250, mix(s.second, P.cream, 0.55)) + rect(330, 330, 960, 14, darker(s.wall, 0.2))
    hoods = _menu_hoods()
    return out + hoods + board(480, 190, 640, 108, look.sign or "光盘行动", s.accent)


def _diners(look: Look, s: Scheme, x: float, y: float, count: int, part: str) -> str:
    """A table with people eating behind it."""
    rng = look.rng(part)
    xs = [x + 70 + k * 145 + rng.randint(-12, 12) for k in range(count)]
    eaters = join(
        seated(cx, y + 8, 1.02, dress(rng) if rng.random() < 0.75 else elder_dress(rng), rng.choice((-1, 1)))
        for cx in xs
    )
    w, legs = count * 145 - 5, join(legs_below(cx, y + 30, y + 146, rng) for cx in xs)
    plates = join(tray(cx, y + 34, rng.choice((s.second, P.aqua2, P.stone2)), rng) for cx in xs)
    return legs + eaters + table(x, y, w, 116, s.wood, 54) + plates


def _round_party_plates(cx: float, y: float, rng: Random) -> str:
    return join(
        dish(cx + dx, y + dy, 38, rng.choice((P.leaf, P.coral, P.gold)))
        for dx, dy in ((-110, 0), (0, 14), (110, -2), (20, -22))
    )


def _round_party(look: Look, s: Scheme, cx: float, y: float, part: str) -> str:
    rng = look.rng(part)
    eaters = join(seated(cx + dx, y - 14, 1.0, dress(rng), f) for dx, f in ((-130, 1), (0, 1), (130, -1)))
    plates = _round_party_plates(cx, y, rng)
    front = stool(cx - 150, y + 150, 78, s.wood) + stool(cx + 160, y + 146, 78, s.wood)
    legs = join(legs_below(cx + dx, y, y + 112, rng) for dx in (-130, 0, 130))
    return legs + eaters + round_table(cx, y, 230, 140, s.wood) + plates + front


def _tray_bearer(look: Look, s: Scheme, x: float, y: float) -> str:
    rng = look.rng("bearer")
    who: Outfit = rng.choice((dress(rng, bag=""), volunteer_dress(rng)))
    out = person(x, y, 292, who, ("hold", "hold"), rng.choice((1, -1)), 0.4)
    return out + rect(x - 44, y - 178, 88, 9, s.second, 4) + dish(x, y - 180, 22, P.cream)


def canteen(look: Look) -> str:
    s, rng = scheme(look), look.rng("plan")
    out = (
        backdrop(look, s, 690)
        + ceiling(look, s)
        + wall_slot(50, 220, 230, 330, look, s)
        + wall_slot(1330, 220, 220, 330, look, s)
    )
    out += _menu(look, s) + _cooks(look, 580) + _servery(look, s, 580) + steam(548, 570, 1) + steam(908, 570, 0.8)
    if rng.random() < 0.5:
        out += (
            _diners(look, s, 300, 830, 3, "left")
            + _tray_bearer(look, s, 830, 930)
            + _diners(look, s, 990, 850, 2, "right")
        )
    else:
        out += (
            _tray_bearer(look, s, 800, 880)
            + _round_party(look, s, 470, 850, "left")
            + _round_party(look, s, 1110, 860, "right")
        )
    return out + plant(40, 1040, 1.8, s.second) + plant(1560, 1040, 1.6, P.coral)
