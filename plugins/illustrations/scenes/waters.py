"""Woods, rivers and the gauge station."""

from __future__ import annotations

from random import Random

from ..kit.buildings import ROOFS, WALLS, fence, skyline
from ..kit.nature import (
    any_tree,
    birds,
    conifer,
    heaven,
    hills,
    ridges,
    ripples,
    tufts,
    water,
)
from ..kit.palette import GREEN, Foliage, P, darker, mix
from ..kit.people import (
    child,
    dress,
    person,
    volunteer_dress,
)
from ..kit.shapes import (
    board,
    circle,
    ellipse,
    faint,
    join,
    line,
    moved,
    path,
    poly,
    rect,
    shadow,
    wash,
    washed,
)
from ..look import Look
from .common import (
    frame,
    grandparent,
    helper,
    kid,
    pole_sign,
    staged,
    tree_row,
)


def forest(look: Look) -> str:
    rng = look.rng("forest")
    out = heaven(look, 820, 270) + ridges(look, 600, 240, 2)
    pale = (mix(look.theme.ridges[1], P.teal, 0.12), look.theme.ridges[1], P.white)
    out += join(
        conifer(k * 60 + rng.randint(-20, 20), 676 + rng.randint(-20, 10), rng.uniform(0.5, 0.75), pale, False)
        for k in range(27)
    )
    out += hills(690, 60, look.theme.ridges[2], rng) + faint(
        ellipse(420, 676, 520, 24, P.white) + ellipse(1250, 668, 460, 20, P.white), 0.45
    )
    out += (
        _firs(look, rng) + hills(790, 50, look.theme.grass[0], rng, 300) + hills(880, 40, look.theme.grass[1], rng, 320)
    )
    out += path(
        "M660 1080 Q720 940 850 880 T900 780 Q1010 860 930 940 T990 1080Z",
        mix(P.sand, look.theme.grass[0], 0.2),
    )
    return (
        out
        + _saplings(look, rng)
        + _planters(look)
        + birds(look.rng("birds"), 980, 400, 2, 0.7)
        + tufts(-20, 560, 1078, look, rng, 60)
        + tufts(1080, 1620, 1078, look, rng, 60)
    )


def _firs(look: Look, rng: Random) -> str:
    leaf: tuple[Foliage, ...] = (("#5c8f7d", "#7fab98", P.far), (P.teal2, P.teal, P.aqua), GREEN)
    out = ""
    for k in range(20):
        x = k * 88 - 20 + rng.randint(-20, 20)
        if not 480 < x < 1120 or k % 2:
            out += conifer(x, 752 + rng.randint(-10, 16), rng.uniform(0.8, 1.1), leaf[0])
    for x in (40, 150, 250, 1290, 1390, 1490, 1585):
        s = rng.uniform(1.15, 1.75)
        body = any_tree(x, 850, s, look, rng) if rng.random() < 0.35 else conifer(x, 850, s, rng.choice(leaf[1:]))
        out += shadow(x, 848, 50 * s) + body
    return out


def _saplings(look: Look, rng: Random) -> str:
    leaf = rng.choice(look.theme.trees)
    spots = ((330, 900), (450, 872), (560, 850), (1050, 852), (1140, 880), (1260, 910), (1010, 950))
    sign = pole_sign(1200, 985, 190, 62, 60) + board(1200, 862, 190, 64, look.sign or "义务植树", P.wood, P.cream, 4)
    return join(_sapling(x, y, 0.85 + (y - 850) / 200, leaf) for x, y in spots) + sign


def _sapling(x: float, y: float, s: float, leaf: Foliage) -> str:
    return join(
        (
            shadow(x, y, 26 * s),
            ellipse(x, y, 30 * s, 9 * s, P.wood),
            rect(x - 2.5 * s, y - 70 * s, 5 * s, 70 * s, P.wood2),
            ellipse(x, y - 78 * s, 24 * s, 28 * s, leaf[1]),
            ellipse(x - 6 * s, y - 84 * s, 15 * s, 17 * s, leaf[2]),
            line([(x - 15 * s, y), (x, y - 42 * s), (x + 15 * s, y)], P.wood3, 3 * s),
        )
    )


def _planters(look: Look) -> str:
    rng = look.rng("planters")
    hole = shadow(700, 1000, 120, 18) + ellipse(706, 996, 76, 17, P.wood2) + ellipse(700, 990, 56, 11, P.wood)
    leaf = rng.choice(look.theme.trees)
    young = rect(700, 836, 9, 160, P.wood2) + join(
        ellipse(704 + dx, 836 + dy, r, r * 0.95, leaf[1]) + ellipse(694 + dx, 828 + dy, r * 0.6, r * 0.55, leaf[2])
        for dx, dy, r in ((0, -10, 46), (-34, 18, 30), (34, 16, 32))
    )
    digger = person(570, 1010, 272, dress(rng, hat="straw", skirt=False, bag=""), "sweep", 1, 0.3)
    spade = line([(588, 800), (664, 986)], P.wood3, 8) + path("M652 972 l30 -8 10 34 q-14 12 -24 6Z", P.grey)
    can = path("M908 924 h44 l-4 42 h-36Z", P.aqua) + path("M912 924 q18 -26 36 0", stroke=P.ink2, w=4)
    front = [(1008.0, digger + spade), helper(830, 1008, 266, rng, -1, ("reach", "hold"))]
    front.append((1006.0, child(960, 1006, 164, dress(rng), ("down", "hold"), -1) + can))
    more = [
        helper(400, 950, 196, rng, 1, "sweep"),
        (935.0, person(1100, 940, 200, dress(rng, hat="straw"), "sweep", -1)),
    ]
    return (
        hole
        + young
        + staged(front + more)
        + line([(1054, 866), (1038, 940)], P.wood3, 6)
        + line([(441, 880), (452, 948)], P.wood3, 6)
    )


def river_cleanup(look: Look) -> str:
    rng = look.rng("river")
    out = heaven(look, 420, 220) + ridges(look, 560, 190, 3)
    far = skyline(look.rng("far"), 652, mix(look.theme.ridges[1], P.white, 0.3), 40, 150) if rng.random() < 0.5 else ""
    out += far + tree_row(look, 664, 17, 0.55, "bank") + rect(0, 652, 1600, 14, look.theme.grass[1])
    out += water("M0 664 H1600 V1067 H0Z", look) + ripples(rng, 60, 1500, 690, 830, 16)
    out += moved(_boat(rng), rng.randint(560, 1040), 716, 0.72) + birds(rng, 560, 470, 3, 0.7)
    shore = "M-20 830 Q300 800 620 850 T1120 870 T1640 820 V1090 H-20Z"
    out += path(shore, P.sand2) + moved(washed(shore, *look.theme.grass), 0, 22)
    out += join(
        ellipse(
            rng.randint(0, 1600),
            rng.randint(842, 880),
            rng.randint(8, 20),
            7,
            rng.choice((P.stone2, P.stone3)),
        )
        for _ in range(34)
    )
    return out + _cleaners(look) + frame(look, 1060, 1.35)


def _boat(rng: Random) -> str:
    """A flat cleaning boat with two people and a net, around (0, 0)."""
    crew = person(-40, -6, 150, volunteer_dress(rng, hat="straw"), ("reach", "reach"), 1, 0.2)
    crew += person(90, -6, 152, volunteer_dress(rng), "hold", -1)
    net = line([(-2, -104), (-150, 10)], P.wood2, 5) + path("M-176 -2 q20 44 46 8Z", P.white, 0.8)
    hull = path("M-120 -14 H190 Q170 34 130 36 H-70 Q-110 30 -120 -14Z", P.wood)
    return ellipse(30, 36, 190, 10, P.teal2, 0.2) + crew + net + hull + rect(-124, -20, 320, 12, P.wood3, 5)


def _cleaners(look: Look) -> str:
    rng = look.rng("cleaners")
    out = pole_sign(190, 950, 230, 80, 110) + board(190, 762, 230, 78, look.sign or "爱护河湖", P.teal)
    people: list[tuple[float, str]] = []
    for k, x in enumerate((540, 740, 960, 1150)):
        y, face = 960 + (k % 2) * 46 + rng.randint(-8, 8), 1 if k % 2 == 0 else -1
        people.append((y, person(x, y, 256, volunteer_dress(rng), "sweep", face, 0.35) + _tongs(x, y, face)))
        if k % 2 == 0:
            people.append((y + 1, _sack(x + 122, y + 8, rng.choice((P.leaf, P.aqua, P.gold3)))))
    people += [kid(850, 1034, 160, rng, 1, ("down", "reach")), grandparent(1290, 968, 236, rng, -1)]
    return out + staged(people)


def _tongs(x: float, y: float, face: int) -> str:
    end = (x + 92 * face, y - 8)
    grip = line([(x + 62 * face, y - 116), end], P.ink2, 5)
    return grip + poly(
        [
            (end[0] - 9, end[1] - 14),
            (end[0] + 13, end[1] - 18),
            (end[0] + 16, end[1] + 6),
            (end[0] - 6, end[1] + 8),
        ],
        P.coral,
    )


def _sack(x: float, y: float, colour: str) -> str:
    body = path("M-40 0 Q-52 -70 -18 -88 H18 Q52 -70 40 0Z", colour)
    dark = path("M6 -88 H18 Q52 -70 40 0 H14Z", P.teal3, 0.12)
    knot = path("M-22 -88 q22 -34 44 0Z", darker(colour)) + rect(-22, -92, 44, 8, darker(colour, 0.35), 3)
    return moved(shadow(0, 0, 46) + body + dark + knot, x, y)


def waterside(look: Look) -> str:
    rng = look.rng("station")
    out = (
        heaven(look, 380, 220)
        + ridges(look, 560, 220, 3)
        + tree_row(look, 640, 18, 0.5, "bank")
        + rect(0, 630, 1600, 12, look.theme.grass[1])
    )
    out += water("M0 640 H1600 V1067 H0Z", look) + ripples(rng, 40, 1560, 670, 900, 20) + _barge(rng)
    out += _gauge_tower(look, rng) + birds(rng, 240, 420, 3, 0.8) + _embankment(look, rng)
    return out + _surveyors(look) + frame(look, 1075, 1.3)


def _barge(rng: Random) -> str:
    x, tone = rng.randint(240, 480), rng.choice((P.teal2, P.red2, P.wood2))
    hull = path("M-150 -30 H170 L140 8 H-120Z", tone) + rect(-150, -36, 320, 9, P.cream)
    cabin = rect(60, -84, 70, 50, P.white) + rect(68, -74, 54, 18, P.aqua) + rect(-110, -60, 140, 26, P.sand2, 8)
    return moved(ellipse(0, 10, 190, 9, P.teal3, 0.18) + hull + cabin, x, 712)


def _gauge_tower(look: Look, rng: Random) -> str:
    """A gauge house on a pier, with a footbridge to the bank and a painted staff."""
    wall, roof = rng.choice(WALLS), rng.choice(ROOFS)
    pier = join(rect(x, 560, 30, 330, P.stone3) for x in (842, 968)) + rect(862, 560, 10, 330, P.ink, o=0.1)
    body = wash(800, 350, 240, 226, wall, darker(wall, 0.14)) + rect(990, 350, 50, 226, P.teal3, o=0.08)
    body += rect(780, 570, 280, 20, P.stone2) + _gauge_roof(roof)
    panes = rect(826, 450, 64, 80, P.aqua) + rect(826, 486, 64, 5, P.white) + rect(942, 440, 58, 130, P.wood2)
    plate = board(812, 374, 216, 56, look.sign or "水文站", P.teal)
    return pier + body + panes + _gangway() + plate + _staff_gauge(760, 620)


def _gauge_roof(roof: str) -> str:
    tiles = poly([(776, 354), (840, 276), (1000, 276), (1064, 354)], roof)
    dark = poly([(920, 276), (1000, 276), (1064, 354), (920, 354)], P.ink, 0.15)
    return tiles + dark + rect(884, 246, 5, 32, P.ink2) + circle(886, 240, 12, P.coral)


def _gangway() -> str:
    deck = rect(1040, 566, 600, 16, P.stone) + rect(1040, 580, 600, 8, P.stone3)
    return deck + fence(1050, 1600, 566, 54, P.white) + rect(1290, 588, 24, 250, P.stone3)


def _staff_gauge(x: float, y: float) -> str:
    marks = join(rect(x, y + k * 24, 20 if k % 2 else 38, 12, P.red) for k in range(10))
    return rect(x - 4, y - 10, 50, 270, P.white, 3) + marks


def _embankment(look: Look, rng: Random) -> str:
    slope = "M-20 930 Q420 860 820 900 T1620 850 V1090 H-20Z"
    out = path(slope, P.stone2) + moved(path(slope, P.stone), 0, 26) + moved(washed(slope, *look.theme.grass), 0, 120)
    return out + join(
        line([(x, 905 + abs(x - 800) * 0.01), (x - 30, 1010)], P.stone3, 3, 0.5) for x in range(40, 1600, 96)
    )


def _surveyors(look: Look) -> str:
    rng, y = look.rng("surveyors"), 1000
    uniform: dict[str, object] = {
        "vest": rng.choice((P.orange, P.gold, P.red)),
        "hat": "helmet",
        "coat": False,
    }
    uniform |= {"skirt": False, "bag": ""}
    first = person(560, y, 264, dress(rng, **uniform), ("hold", "front"), 1) + _level(650, y)
    second = person(1080, y, 262, dress(rng, **uniform), ("down", "hold"), -1) + rect(1032, 868, 48, 34, P.white, 3)
    caller = person(350, 992, 250, dress(rng), ("wave", "down"), 1)
    return staged([(y, first), (y + 1, second), helper(890, 1012, 256, rng, -1), (992, caller)])


def _level(x: float, y: float) -> str:
    """A surveyor's level on its tripod."""
    legs = line([(-30, 0), (0, -150), (34, 0)], P.wood3, 6) + line([(0, -150), (2, 0)], P.wood3, 6)
    return moved(legs + rect(-24, -174, 52, 28, P.gold, 5) + rect(24, -168, 18, 14, P.ink2, 3), x, y)
