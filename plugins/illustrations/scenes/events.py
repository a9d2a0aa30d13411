"""Gatherings on a square: a stage, a free clinic, a sorting station."""

from __future__ import annotations

from random import Random

from ..kit.buildings import (
    bin_,
    block,
    paving,
)
from ..kit.nature import (
    ground,
    heaven,
    hedge,
    ridges,
)
from ..kit.palette import P, darker, lighter
from ..kit.people import dress, person, seated_back
from ..kit.shapes import (
    banner,
    board,
    circle,
    join,
    line,
    path,
    poly,
    rect,
    shadow,
    wash,
)
from ..look import Look
from .common import (
    bushes_at,
    family,
    frame,
    grandparent,
    helper,
    kid,
    passer,
    staged,
    tree_row,
)

BIN_KINDS = (P.leaf2, P.teal, P.red, P.ink2)


def square_dance(look: Look) -> str:
    rng = look.rng("square")
    out = (
        heaven(look, 320, 220)
        + ridges(look, 620, 140, 2)
        + join(block(x, 700, 240, rng.randint(200, 320), rng) for x in (20, 1340))
    )
    out += tree_row(look, 716, 10, 1.0) + paving(700, 1067, rng.choice((P.sand, P.stone, P.stone2)))
    return out + _stage(look, rng) + _dancers(look) + _watchers(look)


def _stage(look: Look, rng: Random) -> str:
    tone = rng.choice((P.red, P.teal, P.coral, P.plum))
    out = (
        shadow(800, 858, 560, 20)
        + rect(350, 330, 14, 440, P.ink2)
        + rect(1236, 330, 14, 440, P.ink2)
        + rect(340, 322, 920, 16, P.ink2)
    )
    out += wash(372, 346, 856, 420, lighter(tone, 0.55), lighter(tone, 0.8))
    out += path("M372 766 V640 Q520 540 700 640 T1000 610 T1228 660 V766Z", tone, 0.28) + circle(
        1060, 480, 50, P.white, 0.6
    )
    out += board(500, 372, 600, 96, look.sign or "百姓大舞台", tone)
    out += join(rect(360 + k * 130, 338, 26, 16, P.gold3, 4) for k in range(7))
    return (
        out
        + poly([(350, 766), (1250, 766), (1320, 812), (280, 812)], P.wood3)
        + rect(280, 812, 1040, 44, P.wood)
        + join(rect(300 + k * 84, 826, 52, 16, P.wood2, 3) for k in range(12))
    )


def _dancers(look: Look) -> str:
    rng = look.rng("dancers")
    dress_, sash = (
        rng.choice((P.coral, P.teal, P.gold, P.red, P.plum)),
        rng.choice((P.gold3, P.white, P.blush)),
    )
    out = ""
    for k in range(rng.choice((5, 6))):
        x, face = 450 + k * 140, 1 if k % 2 else -1
        outfit = dress(rng, top=dress_, bottom=sash, style="bun", skirt=True, coat=False, bag="")
        out += _fan(x + 47, 590, sash, dress_) + person(
            x, 806, 236, outfit, ("out", "up") if face > 0 else ("up", "out"), 1, 0.4
        )
    return out


def _fan(x: float, y: float, colour: str, rib: str) -> str:
    fan = path(f"M{x} {y} L{x - 44} {y - 52} Q{x} {y - 92} {x + 44} {y - 52}Z", colour)
    return fan + join(line([(x, y), (x + k * 18, y - 64 + abs(k) * 5)], rib, 2) for k in (-2, -1, 0, 1, 2))


def _watchers(look: Look) -> str:
    rng = look.rng("watchers")
    out = ""
    for row, (y, s) in enumerate(((985, 0.86), (1090, 1.06))):
        step = 128 * s
        for k in range(int(1240 / step)):
            x = 200 + row * 40 + k * step + rng.uniform(-10, 10)
            if rng.random() < 0.86:
                out += seated_back(
                    x, y, s * rng.uniform(0.94, 1.04), dress(rng), rng.choice((P.wood2, P.teal2, P.wood))
                )
    return out


def clinic_tent(look: Look) -> str:
    rng = look.rng("clinic")
    out = heaven(look, 300, 220) + ridges(look, 620, 150, 2)
    out += join(block(x, 710, 260, rng.randint(220, 360), rng) for x in (60, 360, 1010, 1300)) + tree_row(
        look, 724, 8, 1.1
    )
    out += hedge(-20, 1620, 724, look, rng, 0.7) + paving(712, 1067, rng.choice((P.sand, P.stone)))
    out += _tents(look, rng) + _doctors(look)
    return out + bushes_at(look, [(40, 1076, 1.7), (1570, 1076, 1.7)])


def _tents(look: Look, rng: Random) -> str:
    tone = rng.choice((P.teal, P.red, P.leaf2, "#4f8f95"))
    out = ""
    for x in (300, 800):
        out += rect(x + 8, 450, 12, 430, P.grey) + rect(x + 480, 450, 12, 430, P.grey)
        out += poly([(x, 450), (x + 130, 340), (x + 370, 340), (x + 500, 450)], tone) + poly(
            [(x, 450), (x + 130, 340), (x + 250, 340), (x + 220, 450)], P.white, 0.16
        )
        out += rect(x - 6, 446, 512, 40, lighter(tone, 0.86)) + join(
            path(f"M{x - 6 + k * 64} 486 q32 22 64 0Z", lighter(tone, 0.86)) for k in range(8)
        )
    return out + banner(500, 512, 600, 76, look.sign or "健康义诊", P.red)


def _doctors(look: Look) -> str:
    rng = look.rng("doctors")
    out = ""
    for k, x in enumerate((450, 680, 960, 1180)):
        coat = dress(rng, top=P.white, coat=True, bag="", skirt=False, hat="nurse" if k % 2 else "")
        out += person(x, 866, 262, coat, rng.choice((("hold", "reach"), ("hold", "hold"))), rng.choice((1, -1)))
    for x in (360, 870):
        out += (
            shadow(x + 210, 930, 220, 16)
            + rect(x, 762, 420, 22, P.white, 4)
            + wash(x + 10, 784, 400, 140, P.aqua2, P.aqua)
            + rect(x + 280, 784, 130, 140, P.ink, o=0.06)
        )
        out += _instruments(x, rng)
    patients = [
        grandparent(330, 960, 250, rng, 1),
        grandparent(800, 975, 256, rng, 1),
        passer(1280, 968, 262, rng, -1),
    ]
    patients += [
        helper(1110, 990, 268, rng, 1, ("reach", "down")),
        grandparent(1215, 996, 250, rng, -1),
        *family(560, 1000, 266, rng, 1),
    ]
    return out + staged(patients)


def _instruments(x: float, rng: Random) -> str:
    heart = path(f"M{x + 140} 832 c-22 -28 -58 2 0 42 c58 -40 22 -70 0 -42Z", P.red)
    meter = (
        rect(x + 90, 728, 62, 34, P.teal2, 4)
        + rect(x + 98, 734, 30, 20, P.aqua2, 2)
        + path(f"M{x + 152} 748 q36 4 40 14", stroke=P.ink2, w=4)
    )
    return (
        heart
        + meter
        + rect(x + 260, 742, 70, 20, P.white, 2)
        + rect(x + 340, 726, 30, 36, rng.choice((P.coral, P.gold, P.leaf)), 4)
    )


def waste_sorting(look: Look) -> str:
    rng = look.rng("sorting")
    out = heaven(look, 1150, 200) + ridges(look, 620, 120, 2)
    out += join(
        block(x, 716, w, rng.randint(280, 450), rng) for x, w in ((30, 300), (380, 270), (900, 300), (1260, 310))
    )
    out += (
        tree_row(look, 732, 8, 1.05)
        + hedge(-20, 1620, 740, look, rng, 0.8)
        + ground(732, P.sand, P.sand2)
        + paving(760, 1067, P.stone)
    )
    return out + _sort_shed(look, rng) + _sorters(look) + frame(look, 1030, 1.3)


def _sort_shed(look: Look, rng: Random) -> str:
    tone = rng.choice((P.leaf2, P.teal, P.leaf3, "#5f8f86"))
    out = (
        shadow(800, 880, 420, 20)
        + wash(420, 500, 760, 360, P.cream, P.stone)
        + rect(400, 480, 14, 396, P.teal3)
        + rect(1186, 480, 14, 396, P.teal3)
    )
    out += poly([(370, 470), (440, 400), (1170, 400), (1230, 470)], tone) + rect(
        362, 466, 876, 22, darker(tone, 0.2), 4
    )
    out += board(560, 412, 480, 50, look.sign or "垃圾分类站", darker(tone, 0.25), P.white)
    out += join(_sort_poster(450 + k * 180, 520, c) for k, c in enumerate(BIN_KINDS))
    return (
        out
        + join(bin_(462 + k * 180, 868, c, 118, 168) for k, c in enumerate(BIN_KINDS))
        + rect(420, 860, 760, 16, P.stone3)
    )


def _sort_poster(x: float, y: float, tone: str) -> str:
    out = rect(x, y, 142, 150, P.white, 6) + rect(x, y, 142, 40, tone, 6)
    return (
        out
        + circle(x + 71, y + 84, 30, lighter(tone, 0.55))
        + circle(x + 62, y + 78, 14, tone)
        + join(rect(x + 20, y + 124 + k * 10, 102 - k * 30, 5, P.stone2) for k in (0, 1))
    )


def _sorters(look: Look) -> str:
    rng = look.rng("sorters")
    sack = path("M-18 0 q-6 -34 8 -44 h20 q14 10 8 44Z", rng.choice((P.aqua, P.gold3, P.blush)))
    people = [
        helper(390, 940, 264, rng, 1),
        kid(640, 952, 168, rng, 1, ("down", "reach")),
        *family(1000, 968, 262, rng, -1),
    ]
    people += [
        passer(760, 960, 258, rng, 1),
        helper(1240, 944, 266, rng, -1, ("front", "down")),
        grandparent(500, 976, 246, rng, -1),
    ]
    bags = f'<g transform="translate(795 872)">{sack}</g><g transform="translate(452 884)">{sack}</g>'
    return staged(people) + bags
