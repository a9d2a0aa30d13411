"""The plaque: on the wall over a shelf, in a display case, or in a lobby with visitors."""

from __future__ import annotations

from random import Random

from ..kit.honours import METALS, bow, certificate, cup_trophy, plate
from ..kit.interiors import cup, desk, pile, vase
from ..kit.nature import plant
from ..kit.palette import P, darker, lighter, mix
from ..kit.people import child, dress, elder_dress, person
from ..kit.rooms import Scheme, floor, scheme
from ..kit.shapes import (
    W,
    glow,
    join,
    line,
    poly,
    rect,
    shadow,
    wash,
)
from ..look import Look


def _honour_wall_beams() -> str:
    return poly([(0, 0), (700, 0), (300, 820), (0, 820)], P.white, 0.24) + poly(
        [(820, 0), (1010, 0), (610, 820), (420, 820)], P.white, 0.18
    )


def _honour_wall(look: Look, s: Scheme) -> str:
    """A calm wall: light slanting over it, faint courses or slats."""
    rng = look.rng("wall")
    tone = rng.choice((s.wall, mix(s.accent, s.wall, 0.72), lighter(s.wood, 0.5), mix(s.second, s.wall, 0.7)))
    out = wash(0, 0, W, 1067, lighter(tone, 0.2), darker(tone, 0.08))
    if rng.random() < 0.5:
        out += join(rect(0, 90 + k * 150, W, 2.5, darker(tone, 0.16), o=0.7) for k in range(6))
    else:
        out += join(rect(k * 52, 0, 3, 820, darker(tone, 0.2), o=0.35) for k in range(31))
    beams = _honour_wall_beams()
    return out + beams + glow(740, 340, 620, P.white, 0.5)


def _spray(look: Look, s: Scheme, x: float, y: float, size: float) -> str:
    """Something green: a vase of the season's blossom or a potted plant."""
    rng = look.rng("green")
    colour = rng.choice((P.teal, s.accent, P.white, s.second))
    return vase(x, y, size, look, rng, colour) if rng.random() < 0.6 else plant(x, y, size * 1.4, colour)


def _sill(s: Scheme, y: float) -> str:
    front = wash(0, y + 34, W, 1067 - y, lighter(s.wood, 0.45), lighter(s.wood, 0.2))
    return (
        front
        + rect(0, y + 34, W, 30, P.ink, o=0.12)
        + rect(0, y, W, 40, s.wood)
        + rect(0, y, W, 8, lighter(s.wood, 0.3))
    )


def _on_the_wall(look: Look, s: Scheme, text: str) -> str:
    """One large plaque over a shelf, with certificate, books and a vase."""
    rng, metal = look.rng("plaque"), look.rng("metal").randrange(len(METALS))
    x, y = rng.randint(400, 480), 820.0
    out = plate(x, 180, 720, 440, text, metal, rng.choice((P.wood2, s.wood, P.teal3)))
    out += bow(x + 360, 184, 0.8) if rng.random() < 0.6 else ""
    out += _sill(s, y) + certificate(330, y + 4, rng.uniform(0.86, 1.0), rng.choice((P.red, P.teal, s.accent)))
    out += pile(600, y + 2, rng, rng.choice((2, 3, 4)), 170) + _spray(look, s, 1290, y + 6, 1.9)
    return out + (
        cup_trophy(980, y + 4, 0.95, rng.choice((P.gold, P.grey)))
        if rng.random() < 0.6
        else cup(960, y + 4, 1.6) + pile(1010, y + 2, rng, 3, 110)
    )


def _cubby(x: float, y: float, w: float, h: float, wood: str) -> str:
    inner = darker(wood, 0.42)
    return (
        wash(x, y, w, h, inner, darker(inner, 0.2))
        + glow(x + w / 2, y + 6, w * 0.4, P.gold3, 0.35)
        + rect(x, y + h - 12, w, 12, lighter(wood, 0.2))
    )


def _in_a_cabinet(look: Look, s: Scheme, text: str) -> str:
    """A display case: the plaque in the wide middle, small honours around it."""
    rng, wood = look.rng("cabinet"), s.wood
    metal = look.rng("metal").randrange(3)
    out = (
        shadow(800, 978, 640, 22)
        + rect(190, 120, 1220, 850, wood, 10)
        + rect(190, 120, 1220, 16, lighter(wood, 0.3), 8)
        + rect(1380, 130, 30, 840, P.ink, 8, 0.16)
    )
    out += (
        _cubby(500, 160, 600, 460, wood)
        + plate(534, 212, 532, 338, text, metal, P.wood2)
        + rect(600, 550, 400, 14, P.wood2, 4)
        + rect(650, 564, 300, 44, darker(wood), 4)
    )
    for x in (230.0, 1120.0):
        out += (
            _cubby(x, 160, 250, 216, wood)
            + _small_honour(x + 125, 364, rng)
            + _cubby(x, 396, 250, 224, wood)
            + _small_honour(x + 125, 608, rng)
        )
    out += (
        _cubby(230, 640, 550, 230, wood)
        + certificate(440, 860, 0.82, rng.choice((P.red, P.teal)))
        + pile(640, 858, rng, 3, 110)
    )
    out += (
        _cubby(800, 640, 570, 230, wood)
        + cup_trophy(930, 858, 0.9, P.gold)
        + certificate(1180, 860, 0.8, rng.choice((P.red2, s.accent)))
    )
    return (
        out
        + rect(190, 890, 1220, 80, darker(wood, 0.12), 6)
        + join(rect(380 + k * 420, 920, 40, 10, P.gold, 4) for k in range(3))
        + plant(90, 1010, 2.2, s.second)
        + plant(1520, 1010, 2.0, s.accent)
    )


def _small_honour(cx: float, y: float, rng: Random) -> str:
    """A cup, a little plate on an easel, or a pot, standing on y."""
    kind = rng.choice(("cup", "plate", "pot"))
    if kind == "cup":
        return cup_trophy(cx, y, rng.uniform(0.76, 0.9), rng.choice((P.gold, P.grey, P.gold2)))
    if kind == "pot":
        return plant(cx, y, 1.0, rng.choice((P.white, P.coral, P.teal)))
    metal = METALS[rng.randrange(3)]
    face = (
        rect(cx - 78, y - 136, 156, 106, P.wood2, 4)
        + rect(cx - 70, y - 128, 140, 90, metal[1], 3)
        + rect(cx - 44, y - 102, 88, 14, metal[4], 3, 0.8)
        + rect(cx - 30, y - 76, 60, 8, metal[4], 3, 0.6)
    )
    return (
        line([(cx - 50, y - 40), (cx - 62, y)], P.wood2, 8) + line([(cx + 50, y - 40), (cx + 62, y)], P.wood2, 8) + face
    )


def _in_the_lobby_spots() -> str:
    return join(
        rect(470 + k * 320, 92, 40, 26, P.ink2, 6)
        + poly(
            [(478 + k * 320, 118), (502 + k * 320, 118), (600 + k * 320, 620), (380 + k * 320, 620)],
            P.gold3,
            0.14,
        )
        for k in range(3)
    )


def _in_the_lobby(look: Look, s: Scheme, text: str) -> str:
    """The plaque being looked at: a lobby wall of honours with two visitors before it."""
    rng, metal = look.rng("lobby"), look.rng("metal").randrange(len(METALS))
    spots = _in_the_lobby_spots()
    out = rect(0, 84, W, 14, P.ink2, o=0.6) + floor(look, s, 860) + rect(0, 846, W, 16, darker(s.wall, 0.25)) + spots
    out += plate(480, 200, 640, 390, text, metal, rng.choice((P.wood2, s.wood)))
    small = ((210, 230, 210, 150), (210, 430, 210, 150), (1180, 230, 210, 150), (1180, 430, 210, 150))
    for x, y, w, h in rng.sample(small, rng.choice((3, 4))):
        out += _unread_plate(x, y, w, h, rng)
    first, second = dress(rng), elder_dress(rng)
    out += person(400, 970, 372, first, ("down", "reach"), 1) + person(
        1190, 976, 360, second, rng.choice(("hold", "front", "clap")), -1
    )
    if rng.random() < 0.5:
        out += child(300, 984, 214, dress(rng, skirt=False), "down")
    bench = desk(640, 740, 320, 200, s.wood, lighter(s.wood, 0.4)) + _spray(look, s, 800, 744, 0.9)
    return out + bench + plant(60, 1020, 2.1, s.accent) + plant(1540, 1020, 2.0, s.second)


def _unread_plate_bars(x: float, y: float, w: float, h: float, ink: str) -> str:
    return rect(x + w * 0.2, y + h * 0.36, w * 0.6, h * 0.17, ink, 3, 0.75) + rect(
        x + w * 0.3, y + h * 0.68, w * 0.4, h * 0.06, ink, 2, 0.5
    )


def _unread_plate(x: float, y: float, w: float, h: float, rng: Random) -> str:
    a, b, _, _, ink = METALS[rng.randrange(3)]
    bars = _unread_plate_bars(x, y, w, h, ink)
    return (
        rect(x + 6, y + 8, w, h, P.ink, 5, 0.16)
        + rect(x, y, w, h, P.wood2, 5)
        + wash(x + 9, y + 9, w - 18, h - 18, a, b, 3)
        + bars
    )


def plaque(look: Look) -> str:
    s, text = scheme(look), look.sign or "文明单位"
    form = look.rng("form").choice((_on_the_wall, _on_the_wall, _in_a_cabinet, _in_the_lobby))
    return _honour_wall(look, s) + form(look, s, text)
