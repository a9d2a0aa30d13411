"""Villages, fields and orchards."""

from __future__ import annotations

import math
from random import Random

from ..kit.buildings import ROOFS, WALLS, fence, gable_house, house, stone_bridge
from ..kit.nature import (
    birds,
    heaven,
    meadow,
    ridges,
    ripples,
    tree,
    tufts,
    water,
)
from ..kit.palette import GREEN, P, lighter, mix
from ..kit.people import (
    Arms,
    Outfit,
    dress,
    elder_dress,
    person,
    seated,
    seated_back,
    sitting,
    volunteer_dress,
)
from ..kit.shapes import (
    H,
    W,
    banner,
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
    washed,
)
from ..look import Look
from .common import (
    basket,
    big_tree,
    bushes_at,
    frame,
    grandparent,
    helper,
    kid,
    passer,
    pole_sign,
    ring_bench,
    staged,
    tree_row,
)


def village(look: Look) -> str:
    rng = look.rng("village")
    out = heaven(look, 1120, 240) + ridges(look, 560, 230, 3) + _fields(look, rng)
    houses = _white_houses(rng) if rng.random() < 0.55 else _farm_rows(rng)
    out += tree_row(look, 712, 10, 0.85) + houses + meadow(722, look)
    out += bushes_at(look, [(x, 734, 0.65) for x in range(180, 1180, 130)])
    out += _stream(look) + stone_bridge(1110, 890, 270) if rng.random() < 0.5 else _pond(look, rng)
    out += _lane(look) + big_tree(310, 890, rng.uniform(0.95, 1.12), look) + ring_bench(316, 916)
    out += _villagers(look) + birds(look.rng("birds"), 640, 300, 3, 0.9)
    return out + tufts(1060, 1620, 1075, look, rng, 80) + bushes_at(look, [(60, 1070, 1.7), (1560, 1080, 1.4)])


def _farm_rows(rng: Random) -> str:
    """Farmhouses under saddle roofs, two uneven rows."""
    wall, roof = rng.choice(WALLS), rng.choice(ROOFS)
    rear = join(gable_house(x, 712, 170, rng.randint(150, 180), wall, roof) for x in (210, 560, 800, 1030))
    out, x = "", 390.0 + rng.randint(-30, 30)
    for _ in range(3):
        w = rng.randint(200, 260)
        out += gable_house(x, 732, w, rng.randint(96, 136), rng.choice(WALLS), roof)
        x += w + rng.randint(20, 60)
    return rear + out


def _pond(look: Look, rng: Random) -> str:
    """A lotus pond with a railing behind it."""
    outline = "M760 930 Q820 860 1060 852 T1500 900 Q1560 960 1320 1000 T860 1000 Q740 970 760 930Z"
    out = fence(840, 1460, 866, 46, P.stone2) + water(outline, look) + path(outline, stroke=P.stone2, w=10)
    for _ in range(12):
        x, y = rng.randint(860, 1400), rng.randint(900, 980)
        out += ellipse(x, y, rng.randint(20, 34), 10, rng.choice((P.leaf2, P.leaf, P.leaf3)))
        out += ellipse(x + 8, y - 12, 9, 8, P.blush) if rng.random() < 0.5 else ""
    return out + ripples(rng, 860, 1340, 900, 980, 4)


def _fields(look: Look, rng: Random) -> str:
    grass, low = look.theme.grass
    out = ""
    for k in range(5):
        y, tone = 652 + k * 17, mix(grass, (P.lime, P.gold3, low)[k % 3], 0.6)
        edge = f"M880 {y} Q1200 {y - 44 + k * 5} 1620 {y - 24}"
        out += path(f"{edge} V{y + 60} H880Z", tone) + path(edge, stroke=P.cream, w=3, o=0.5)
    return out


def _white_houses(rng: Random) -> str:
    """Two uneven rows; the rear ones are narrower and stand a little higher."""
    rear = join(
        house(x + rng.randint(-20, 20), 716, rng.randint(140, 190), rng.randint(190, 230), rng.choice((2, 3)))
        for x in (180, 500, 690, 880, 1040)
    )
    out, x = "", 360.0 + rng.randint(-30, 30)
    for k in range(rng.choice((3, 4))):
        w = rng.randint(180, 250)
        out += house(x, 732, w, rng.randint(130, 190), rng.choice((2, 3, 3)), door=k % 2 == 0)
        x += w + rng.randint(-6, 30)
    return rear + out


def _stream(look: Look) -> str:
    d = "M1600 800 Q1320 790 1180 832 T800 920 T420 1080 H1010 Q1110 980 1260 920 T1600 890Z"
    return water(d, look) + ripples(look.rng("ripples"), 800, 1500, 850, 1010, 7)


def _lane(look: Look) -> str:
    pale = mix(P.sand, look.theme.grass[0], 0.15)
    return path("M452 732 Q470 810 380 900 T140 1080 H420 Q470 960 500 900 T490 732Z", pale)


def _villagers(look: Look) -> str:
    rng = look.rng("villagers")
    x = rng.randint(480, 540)
    elders = [grandparent(x, 960, 196, rng, 1), grandparent(x + 76, 968, 200, rng, -1)]
    if rng.random() < 0.6:
        elders.append(helper(x - 90, 958, 212, rng, 1))
    kids = [kid(290, 1010, 134, rng, 1, "wave"), kid(372, 1022, 126, rng, -1)]
    return staged(elders + kids + [passer(1000, 862, 140, rng, 1)]) + _stone_sign(730, 896, look.sign or "和美乡村")


def _stone_sign(x: float, y: float, text: str) -> str:
    """A boulder with the name of the place."""
    rock = "M-110 0 Q-124 -70 -84 -84 Q-20 -104 60 -90 Q124 -76 112 0Z"
    plate = board(-92, -76, 184, 60, text, P.stone3, P.red2, 10)
    moss = ellipse(-40, 0, 60, 9, P.leaf2) + ellipse(64, 1, 42, 8, P.leaf)
    return moved(shadow(0, 0, 126) + path(rock, P.stone3) + plate + moss, x, y)


def terraces(look: Look) -> str:
    rng = look.rng("tea")
    out = (
        heaven(look, 1140, 230)
        + ridges(look, 560, 260, 3)
        + faint(ellipse(500, 560, 560, 22, P.white) + ellipse(1200, 600, 460, 18, P.white), 0.4)
    )
    out += _tea_house(look, rng) + tree_row(look, 664, 9, 0.7, skip=(300, 700))
    places = _picker_places(look)
    for k in range(8):
        out += _tea_row(look, rng, k) + join(_pickers(look, k, x) for x in places.get(k, ()))
    return out


def _tea_house(look: Look, rng: Random) -> str:
    roof = rng.choice(ROOFS)
    body = gable_house(370, 656, 270, 104, rng.choice(WALLS), roof)
    return body + board(432, 572, 150, 44, look.sign or "生态茶园", P.wood2, P.gold3, 3)


def _picker_places(look: Look) -> dict[int, tuple[int, ...]]:
    """Where people stand, by row; the farthest row keeps clear of the house and its sign."""
    rng = look.rng("places")
    a, b, c, d, e, f, g = rng.sample((320, 450, 580, 720, 860, 1000, 1130, 1260), 7)
    return {1: (rng.choice((860, 1000, 1140)),), 2: (a, b), 3: (c, d), 4: (e, f), 5: (g,)}


def _tea_row(look: Look, rng: Random, k: int) -> str:
    """One terrace: earth, a dark row of clipped bushes, a lit top, fresh tips."""
    r, lit = 13 + k * 6.5, mix(P.leaf2, look.theme.grass[0], 0.3)
    dark, tip = mix(P.leaf3, look.theme.grass[1], 0.12), mix(P.lime, look.theme.grass[0], 0.25)
    out = _slope(k, mix(look.theme.grass[1], P.wood3, 0.2 + 0.1 * (k % 2)))
    bushes = ""
    for x in _uneven(rng, r * 1.5):
        y = _row_y(k, x)
        out += ellipse(x, y + r * 0.2, r * 1.25, r * 0.95, dark)
        bushes += ellipse(x - r * 0.2, y - r * 0.12, r * 0.95, r * 0.56, lit)
        if rng.random() < 0.7:
            bushes += ellipse(x - r * rng.uniform(-0.3, 0.6), y - r * rng.uniform(0.2, 0.6), r * 0.2, r * 0.1, tip)
    return out + bushes


def _slope(k: int, fill: str) -> str:
    """The land from row k down to the lower edge."""
    crest = [(x, _row_y(k, x)) for x in range(-20, 1661, 60)]
    return poly([*crest, (1660, H), (-20, H)], fill)


def _row_y(k: int, x: float) -> float:
    """The ground line of row k: nearer rows lie further apart and bend less."""
    bow = math.sin((x - 150 + k * 90) / 1600 * math.tau * 0.75)
    return 662 + 30 * k + 4.4 * k * k - (34 - k * 3) * bow


def _uneven(rng: Random, step: float) -> list[float]:
    """Positions across the picture, about a step apart."""
    return [k * step + rng.uniform(-0.2, 0.2) * step for k in range(-1, int(W / step) + 2)]


def _pickers(look: Look, k: int, x: float) -> str:
    """The people behind row k + 1: that row hides their legs."""
    rng = look.rng(f"picker{k}/{x}")
    tops = (P.coral, P.aqua2, P.red, P.gold, P.white, P.teal)
    face, h = rng.choice((1, -1)), 92 + k * 30.0
    outfit = dress(rng, hat="straw", skirt=False, coat=False, bag="", top=rng.choice(tops))
    y = _row_y(k + 1, x) + 0.22 * h
    return person(x, y, h, outfit, "sweep", face) + _pannier(x - 0.17 * h * face, y - 0.46 * h, h / 260)


def _pannier(x: float, y: float, s: float) -> str:
    body = path("M-26 -66 H26 L18 0 H-18Z", P.wood3) + path("M4 -66 H26 L18 0 H6Z", P.wood2, 0.4)
    return moved(ellipse(0, -68, 27, 13, P.leaf2) + body + rect(-29, -70, 58, 9, P.wood, 4), x, y, s)


def tree_council(look: Look) -> str:
    rng = look.rng("council")
    out = heaven(look, 1220, 220) + ridges(look, 600, 200, 3) + tree_row(look, 706, 9, 0.8)
    out += _farmhouses(look, rng) + meadow(716, look) + bushes_at(look, [(x, 732, 0.75) for x in range(60, 1600, 190)])
    out += washed("M240 1090 Q260 860 800 830 T1380 1090Z", mix(P.sand, look.theme.grass[0], 0.15), P.sand2)
    out += big_tree(800, 890, 1.18, look) + board(704, 640, 192, 60, look.sign or "村民议事", P.wood2, P.gold3, 4)
    return out + _council(look) + frame(look, 1075, 1.2)


def _farmhouses(look: Look, rng: Random) -> str:
    if rng.random() < 0.5:
        return (
            house(90, 722, 230, 150, 3, True)
            + house(330, 722, 180, 130, 2)
            + house(1120, 722, 200, 140, 3)
            + house(1330, 722, 230, 160, 3, True)
        )
    wall, roof = rng.choice(WALLS), rng.choice(ROOFS)
    return join(gable_house(x, 722, w, 120, wall, roof) for x, w in ((90, 230), (360, 170), (1090, 190), (1310, 230)))


def _council(look: Look) -> str:
    rng = look.rng("circle")
    figures: list[tuple[float, str]] = []
    for k, (x, y) in enumerate(((420, 900), (540, 862), (1060, 862), (1180, 900))):
        face = 1 if x < 800 else -1
        outfit = elder_dress(rng) if k % 2 else dress(rng, skirt=False, bag="")
        figures.append((y + 60, _stooled(x, y, outfit, face, rng)))
    note = rect(716, 858, 44, 32, P.white, 3)
    figures += [
        (950, person(690, 985, 262, volunteer_dress(rng), "hold", 1) + note),
        (960, person(900, 990, 262, dress(rng), ("front", "reach"), -1)),
    ]
    figures += [helper(1290, 985, 250, rng, -1, ("down", "front")), kid(320, 1000, 150, rng, 1, "clap")]
    table = (
        shadow(796, 1024, 110, 14)
        + rect(770, 950, 50, 70, P.stone3)
        + ellipse(796, 948, 110, 24, P.stone2)
        + ellipse(794, 943, 104, 20, P.stone)
    )
    return staged(figures) + table + join(rect(748 + k * 40, 920, 20, 22, P.white, 5) for k in range(3))


def _stooled(x: float, y: float, outfit: Outfit, face: int, rng: Random) -> str:
    stool = (
        shadow(x, y + 66, 46)
        + rect(x - 32, y + 2, 64, 12, P.wood3, 4)
        + rect(x - 26, y + 12, 10, 54, P.wood2)
        + rect(x + 16, y + 12, 10, 54, P.wood2)
    )
    arms: Arms = rng.choice(("front", "clap", ("front", "reach")))
    return stool + sitting(x, y, 250, outfit, face, arms)


def long_table(look: Look) -> str:
    rng = look.rng("feast")
    out = heaven(look, 300, 210) + ridges(look, 580, 210, 3) + tree_row(look, 700, 9, 0.9)
    out += join(
        house(x, 720, w, h, 3, d)
        for x, w, h, d in (
            (110, 230, 160, True),
            (350, 190, 140, False),
            (1040, 200, 150, False),
            (1250, 250, 170, True),
        )
    )
    out += meadow(716, look) + washed("M-20 840 Q800 760 1620 840 V1090 H-20Z", P.sand, P.sand2)
    out += big_tree(180, 860, 0.95, look) + big_tree(1440, 860, 0.9, look) + _lanterns(rng)
    out += banner(520, 470, 560, 92, look.sign or "重阳敬老宴", rng.choice((P.red, P.teal, P.gold2)))
    return out + _feast(look, rng) + bushes_at(look, [(30, 1085, 1.4), (1580, 1085, 1.4)])


def _lanterns(rng: Random) -> str:
    tone = rng.choice((P.red, P.coral, P.gold))
    out = path("M220 420 Q500 500 800 452 T1400 430", stroke=P.wood2, w=4)
    for k, (x, y) in enumerate(((330, 452), (430, 466), (1140, 444), (1240, 438), (1330, 434))):
        out += (
            line([(x, y), (x, y + 20)], P.wood2, 3)
            + ellipse(x, y + 46, 27, 30, tone)
            + ellipse(x - 9, y + 44, 9, 25, lighter(tone, 0.3), 0.6)
        )
        out += (
            rect(x - 12, y + 14, 24, 7, P.gold, 2)
            + rect(x - 12, y + 72, 24, 7, P.gold, 2)
            + line([(x, y + 78), (x, y + 100 + k % 2 * 8)], P.gold, 4)
        )
    return out


def _feast(look: Look, rng: Random) -> str:
    guests = ""
    for k in range(8):
        x = 310 + k * 140 + rng.randint(-12, 12)
        guests += seated(
            x,
            866,
            rng.uniform(0.98, 1.08),
            elder_dress(rng) if rng.random() < 0.7 else dress(rng),
            rng.choice((1, -1)),
        )
    server = [
        (800.0, person(590 + rng.randint(0, 90), 850, 270, volunteer_dress(rng), "hold", 1)),
        (801.0, person(1020, 850, 268, volunteer_dress(rng), ("front", "hold"), -1)),
    ]
    cloth = rng.choice((P.red, P.teal, P.coral, P.white))
    table = shadow(800, 1020, 700, 24, 0.2) + poly(
        [(220, 866), (1380, 866), (1450, 946), (150, 946)], lighter(cloth, 0.12)
    )
    table += (
        rect(150, 946, 1300, 66, cloth)
        + join(path(f"M{150 + k * 65} 1012 q32 20 65 0Z", cloth) for k in range(20))
        + rect(150, 946, 1300, 8, P.ink, o=0.12)
    )
    return staged(server) + guests + table + _dishes(rng) + _near_guests(look)


def _dishes(rng: Random) -> str:
    foods = (P.coral, P.leaf, P.gold, P.red, P.lime, P.wood3)
    out = ""
    for k in range(14):
        x, y = 262 + k * 82 + rng.randint(-8, 8), 892 + (k % 2) * 24
        out += (
            ellipse(x + 4, y + 7, 34, 10, P.ink, 0.14)
            + ellipse(x, y, 34, 12, P.white)
            + ellipse(x, y - 4, 25, 9, rng.choice(foods))
            + ellipse(x - 6, y - 8, 11, 5, rng.choice(foods))
        )
        if rng.random() < 0.35:
            out += path(f"M{x - 6} {y - 18} q-8 -14 2 -24 q10 -10 2 -24", stroke=P.white, w=3, o=0.7)
    return out


def _near_guests(look: Look) -> str:
    rng = look.rng("near")
    return join(
        seated_back(x + rng.randint(-20, 20), 1096, 1.34, elder_dress(rng), P.wood2)
        for x in (300, 520, 1080, 1300)
        if rng.random() < 0.9
    )


def orchard(look: Look) -> str:
    rng = look.rng("orchard")
    fruit = rng.choice((P.orange, P.red, P.gold, P.coral))
    out = heaven(look, 1180, 220) + ridges(look, 580, 220, 3) + meadow(690, look) + _shed(look, rng)
    out += join(
        _fruit_tree(x + rng.randint(-14, 14), 730, 0.62, look, fruit, rng)
        for x in range(60, 1600, 120)
        if not 330 < x < 640
    )
    out += join(
        _fruit_tree(x + rng.randint(-20, 20), 815, 0.95, look, fruit, rng)
        for x in (90, 290, 700, 900, 1120, 1330, 1530)
    )
    out += path("M640 1090 Q700 900 760 830 H850 Q900 930 980 1090Z", mix(P.sand, look.theme.grass[0], 0.25))
    return out + _harvest(look, fruit) + tufts(-20, 420, 1078, look, rng, 50) + tufts(1180, 1620, 1078, look, rng, 50)


def _shed(look: Look, rng: Random) -> str:
    return gable_house(370, 706, 240, 84, rng.choice(WALLS), rng.choice(ROOFS))


def _fruit_tree(x: float, y: float, s: float, look: Look, fruit: str, rng: Random) -> str:
    leaf = rng.choice([GREEN, look.theme.bushes[0], (P.leaf3, P.leaf2, P.lime)])
    out = tree(x, y, s, leaf, rng)
    for _ in range(15):
        a, q = rng.uniform(0, 6.28), rng.uniform(10, 66) * s
        fx, fy = x + math.cos(a) * q * 1.1, y - 158 * s + math.sin(a) * q * 0.95
        out += circle(fx, fy, 8 * s, fruit) + circle(fx - 2 * s, fy - 2.5 * s, 2.6 * s, P.white, 0.6)
    return out


def _harvest(look: Look, fruit: str) -> str:
    rng = look.rng("harvest")
    big = _fruit_tree(400, 990, 2.05, look, fruit, rng) + _fruit_tree(1220, 1000, 2.0, look, fruit, rng)
    big += pole_sign(770, 900, 230, 80, 60) + board(770, 762, 230, 78, look.sign or "采摘园", P.wood, P.cream, 5)
    ladder = line([(540, 1000), (480, 720)], P.wood3, 9) + line([(596, 1000), (524, 716)], P.wood3, 9)
    ladder += join(line([(532 - k * 11, 960 - k * 48), (586 - k * 13, 960 - k * 48)], P.wood, 7) for k in range(5))
    climber = person(546, 900, 236, dress(rng, hat="straw", skirt=False, bag=""), ("up", "reach"), -1)
    people = [
        (1000.0, person(690, 1010, 258, dress(rng, apron=P.teal, skirt=False), "hold", -1)),
        helper(1060, 1012, 264, rng, 1, ("up", "reach")),
    ]
    people += [
        kid(870, 1020, 168, rng, 1, ("down", "reach")),
        *[(1030.0 + k, basket(x, 1026, 96, fruit, rng)) for k, x in enumerate((735, 930, 330))],
    ]
    people.append((960.0, person(1330, 960, 240, dress(rng, hat="straw", skirt=False), "sweep", -1, 0.3)))
    return big + ladder + climber + staged(people)
