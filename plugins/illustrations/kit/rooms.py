"""Whole rooms by lot: a colour scheme, wall, floor, ceiling and what hangs on the wall.

Every choice is drawn from the look, so that one scene furnished for two units gives two rooms.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from .interiors import (
    ceiling_lights,
    clock,
    curtains,
    pendant,
    poster,
    window_with_view,
)
from .nature import plant
from .palette import P, darker, lighter, mix
from .pen import trace
from .shapes import H, W, circle, ellipse, glow, join, line, path, poly, rect, wash

if TYPE_CHECKING:
    from ..look import Look

WALL_TINTS = (
    P.cream,
    mix(P.aqua2, P.white, 0.5),
    mix(P.blush, P.cream, 0.62),
    mix(P.gold3, P.cream, 0.55),
    mix(P.lime, P.cream, 0.68),
    P.stone,
    mix(P.sky, P.cream, 0.4),
    mix(P.plum, P.cream, 0.84),
)
FLOORS = (
    P.wood3,
    mix(P.wood3, P.stone, 0.5),
    P.stone2,
    mix(P.aqua2, P.stone, 0.6),
    mix(P.grey, P.stone, 0.6),
    P.sand2,
)
WOODS = (P.wood3, P.wood, P.wood2, mix(P.wood3, P.cream, 0.45), mix(P.wood, P.red2, 0.25))
ACCENTS = (P.teal, P.red, P.leaf3, P.teal2, P.plum, P.gold2, P.coral, P.leaf2)
SECONDS = (P.gold, P.aqua, P.coral, P.leaf, P.gold3, P.blush)


@dataclass(frozen=True)
class Scheme:
    """The colours one room is furnished in."""

    wall: str
    floor: str
    wood: str
    accent: str
    second: str


def scheme(look: Look) -> Scheme:
    rng = look.rng("scheme")
    wall, floor, wood = rng.choice(WALL_TINTS), rng.choice(FLOORS), rng.choice(WOODS)
    return Scheme(wall, floor, wood, rng.choice(ACCENTS), rng.choice(SECONDS))


def _fan(y: float, colour: str, w: float, o: float, gap: float = 110) -> str:
    """Joints running to the back, spreading towards the viewer."""
    return join(line([(800 + k * gap, y), (800 + k * gap * 2.4, H)], colour, w, o) for k in range(-9, 10))


def _boards(y: float, s: Scheme) -> str:
    return _fan(y, darker(s.floor, 0.4), 2.4, 0.35)


def _tiles(y: float, s: Scheme) -> str:
    rows = join(rect(0, y + (H - y) * t, W, 2.4, lighter(s.floor), o=0.7) for t in (0.08, 0.2, 0.37, 0.6, 0.9))
    return _fan(y, lighter(s.floor), 2.4, 0.7, 140) + rows


def _polished(y: float, s: Scheme) -> str:
    """A polished floor mirrors the light in a few upright streaks."""
    streaks = ((280, 90), (560, 60), (860, 110), (1190, 70))
    return join(
        poly([(x, y), (x + w, y), (x + w + (x - 800) * 0.4, H), (x + (x - 800) * 0.4 - 40, H)], P.white, 0.2)
        for x, w in streaks
    )


def floor(look: Look, s: Scheme, y: float) -> str:
    finish = look.rng("floor").choice((_boards, _tiles, _polished))
    return wash(0, y, W, H - y, s.floor, darker(s.floor, 0.14)) + finish(y, s)


def _plain(s: Scheme, y: float) -> str:
    return ""


def _dado(s: Scheme, y: float) -> str:
    """Timber panelling up to the height of a chair back."""
    grooves = join(rect(k * 64 + 10, y - 130, 3, 130, P.ink, o=0.14) for k in range(25))
    return rect(0, y - 140, W, 140, s.wood) + grooves + rect(0, y - 148, W, 12, lighter(s.wood))


def _two_tone(s: Scheme, y: float) -> str:
    """The painted lower half of offices and schools."""
    paint = mix(s.accent, s.wall, 0.66)
    return rect(0, y - 210, W, 210, paint) + rect(0, y - 214, W, 6, mix(s.accent, s.wall, 0.3))


def _panels(s: Scheme, y: float) -> str:
    edge = darker(s.wall, 0.1)
    return join(
        rect(k * 320 + 40, 170, 240, y - 250, edge) + rect(k * 320 + 46, 178, 234, y - 258, lighter(s.wall, 0.2))
        for k in range(5)
    )


def _brick(s: Scheme, y: float) -> str:
    """Painted brick: a few courses showing are enough."""
    tone = darker(s.wall, 0.07)
    return join(
        rect(x + (row % 2) * 46, 150 + row * 34, 84, 26, tone, 2)
        for row in range(int((y - 190) / 34))
        for x in range(-20, W, 92)
        if (x * 7 + row * 13) % 5 < 2
    )


def backdrop(look: Look, s: Scheme, floor_y: float = 700) -> str:
    """Wall and floor, lit from the upper left."""
    finish = look.rng("wall").choice((_plain, _dado, _two_tone, _panels, _brick))
    wall = wash(0, 0, W, floor_y, lighter(s.wall, 0.2), darker(s.wall, 0.06)) + glow(360, 240, 640, P.white, 0.45)
    skirting = rect(0, floor_y - 16, W, 16, darker(s.wall, 0.2))
    return wall + finish(s, floor_y) + skirting + floor(look, s, floor_y)


def _cornice(s: Scheme, rng: Random) -> str:
    return rect(0, 0, W, 74, lighter(s.wall, 0.5)) + rect(0, 70, W, 10, darker(s.wall, 0.12))


def _panel_ceiling(s: Scheme, rng: Random) -> str:
    return ceiling_lights(rng.choice((3, 4)))


def _beams(s: Scheme, rng: Random) -> str:
    beams = join(
        poly([(x, 0), (x + 70, 0), (x + 60, 96), (x + 10, 96)], darker(s.wood, 0.1)) for x in (120, 500, 900, 1330)
    )
    return rect(0, 0, W, 60, lighter(s.wood, 0.55)) + beams + rect(0, 54, W, 8, s.wood)


def _pendants(s: Scheme, rng: Random) -> str:
    shade = rng.choice((s.accent, s.second, P.white))
    xs = rng.choice(((300, 820, 1280), (420, 1160), (230, 620, 1000, 1400)))
    return _cornice(s, rng) + join(pendant(x, 128 + rng.randint(-22, 6), shade) for x in xs)


def ceiling(look: Look, s: Scheme) -> str:
    rng = look.rng("ceiling")
    return rng.choice((_cornice, _panel_ceiling, _beams, _pendants))(s, rng)


def feature_wall(x: float, y: float, w: float, h: float, look: Look, s: Scheme) -> str:
    """The panel behind a counter or a stage that carries the sign."""
    rng = look.rng("feature")
    kind, edge = rng.choice(("slats", "solid", "stone", "strip")), rect(x + w - 14, y, 14, h, P.ink, o=0.1)
    if kind == "slats":
        return (
            rect(x, y, w, h, s.wood)
            + join(rect(x + k * 30, y, 4, h, P.ink, o=0.16) for k in range(int(w / 30) + 1))
            + edge
        )
    if kind == "solid":
        return wash(x, y, w, h, mix(s.accent, s.wall, 0.5), mix(s.accent, s.wall, 0.35)) + edge
    if kind == "stone":
        return (
            wash(x, y, w, h, P.white, P.stone)
            + join(rect(x, y + k * 96, w, 3, P.stone2) for k in range(1, int(h / 96) + 1))
            + edge
        )
    return wash(x, y, w, h, lighter(s.second, 0.6), lighter(s.second, 0.4)) + rect(x, y, w, 22, s.accent) + edge


def notice_board(x: float, y: float, w: float, h: float, colour: str, rng: Random) -> str:
    """A felt board with pinned sheets of uneven size."""
    out = (
        rect(x + 5, y + 7, w, h, P.ink, 4, 0.14)
        + rect(x, y, w, h, P.wood2, 4)
        + rect(x + 9, y + 9, w - 18, h - 18, colour)
    )
    papers = (P.white, P.gold3, P.blush, P.aqua2, P.cream)
    cx = x + 26
    while cx < x + w - 70:
        pw, ph = rng.randint(46, 78), rng.randint(58, int(max(60, h * 0.42)))
        for top in (y + 26, y + h * 0.52):
            out += rect(cx, top + rng.randint(0, 12), min(pw, x + w - 18 - cx), ph * 0.86, rng.choice(papers), 2)
            out += circle(cx + pw / 2, top + 16, 5, P.red)
        cx += pw + rng.randint(10, 20)
    return out


def _landscape(x: float, y: float, w: float, h: float, rng: Random) -> str:
    """A framed landscape in ink wash."""
    out = (
        rect(x + 5, y + 7, w, h, P.ink, 3, 0.14)
        + rect(x, y, w, h, P.wood2, 3)
        + rect(x + 10, y + 10, w - 20, h - 20, P.cream)
    )
    base = y + h - 22
    for tone, top, a in ((P.far, 0.62, 0.3), (P.far2, 0.46, 0.62), (P.mid, 0.3, 0.45)):
        peak = x + w * (a + rng.uniform(-0.08, 0.12))
        out += path(
            (
                trace("M", x + 20, base, "Q", peak - w * 0.16, base, peak, base - h * top)
                + trace("Q", peak + w * 0.18, base - 10, x + w - 20, base, "Z")
            ),
            tone,
        )
    return out + circle(x + w * 0.76, y + h * 0.24, min(w, h) * 0.07, P.coral)


def _ledge(x: float, y: float, w: float, s: Scheme, rng: Random) -> str:
    """A wall shelf with pots and a few books."""
    pots = (P.coral, P.white, s.accent, P.gold)
    greens = join(plant(x + w * k, y, rng.uniform(0.42, 0.66), rng.choice(pots)) for k in (0.2, 0.52, 0.82))
    return rect(x, y, w, 14, s.wood, 3) + rect(x, y + 10, w, 5, P.ink, 2, 0.2) + greens


def wall_window(x: float, y: float, w: float, h: float, look: Look, s: Scheme) -> str:
    """A window by lot: timber or white frame, curtains, a blind or bare."""
    rng = look.rng(f"window{x:.0f}")
    frame = rng.choice((P.white, s.wood, P.white))
    out = window_with_view(x, y, w, h, look, 2 if w < 340 else 3, frame)
    dressing = rng.choice(("curtain", "blind", "bare"))
    if dressing == "curtain":
        return out + curtains(x, y, w, h, rng.choice((s.second, P.aqua2, P.cream, lighter(s.accent, 0.5))))
    if dressing == "blind":
        return (
            out
            + rect(x + 10, y + 8, w - 20, h * rng.uniform(0.16, 0.3), lighter(s.second, 0.5))
            + rect(x, y - 6, w, 16, s.wood, 4)
        )
    return out


def wall_slot(x: float, y: float, w: float, h: float, look: Look, s: Scheme) -> str:
    """Fills a free stretch of wall with one of several things."""
    rng = look.rng(f"slot{x:.0f}")
    kind = rng.choice(("window", "window", "posters", "notices", "landscape", "ledge"))
    if kind == "window":
        return wall_window(x, y, w, h, look, s)
    if kind == "posters":
        half = w * 0.46
        return poster(x, y + h * 0.1, half, h * 0.52, rng) + poster(x + w - half, y + h * 0.22, half, h * 0.46, rng)
    if kind == "notices":
        return notice_board(x, y + h * 0.12, w, h * 0.62, rng.choice((s.accent, s.second, P.aqua)), rng)
    if kind == "landscape":
        return _landscape(x, y + h * 0.1, w, h * 0.58, rng)
    return clock(x + w / 2, y + h * 0.16, 38) + _ledge(x, y + h * 0.72, w, s, rng)


def light_pool(cx: float, cy: float, rx: float) -> str:
    """A soft patch of daylight on the floor."""
    return ellipse(cx, cy, rx, rx * 0.14, P.white, 0.22)
