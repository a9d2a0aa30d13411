"""Market, book van and the night patrol."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from ..kit.buildings import (
    AWNINGS,
    awning,
    bench,
    bike,
    block,
    lamp,
    paving,
)
from ..kit.interiors import books
from ..kit.nature import heaven, hedge, meadow, ridges, sky
from ..kit.palette import P, darker, lighter
from ..kit.people import (
    Arms,
    dress,
    elder_dress,
    open_book,
    person,
    seated,
    sitting,
    volunteer_dress,
)
from ..kit.shapes import (
    board,
    circle,
    ellipse,
    faint,
    glow,
    join,
    line,
    moved,
    path,
    poly,
    rect,
    shadow,
    wash,
)
from ..look import Look
from .common import (
    basket,
    bushes_at,
    family,
    frame,
    grandparent,
    helper,
    kid,
    passer,
    staged,
    talkers,
    tree_row,
)
from .streets import shop_row, verge_trees

PATROL_ARMS: tuple[Arms, ...] = (("down", "reach"), "down", ("down", "front"), "back")


def market(look: Look) -> str:
    rng = look.rng("market")
    out = (
        heaven(look, 300, 200)
        + ridges(look, 600, 170, 2)
        + join(block(x, 720, 270, rng.randint(230, 360), rng) for x in (30, 340, 990, 1300))
    )
    out += tree_row(look, 736, 9, 1.0) + paving(724, 1067, rng.choice((P.sand, P.stone, P.stone2))) + _arch(look, rng)
    tones = rng.sample(AWNINGS, 4)
    spots = ((120, 850, 300), (450, 836, 280), (870, 836, 290), (1190, 850, 310))
    out += join(_stall(x, y, w, tone, rng) for (x, y, w), tone in zip(spots, tones, strict=True))
    return out + _shoppers(look) + bushes_at(look, [(20, 1085, 1.3), (1590, 1085, 1.3)])


def _arch(look: Look, rng: Random) -> str:
    tone = rng.choice((P.red, P.teal2, P.wood2))
    posts = rect(470, 340, 26, 480, tone) + rect(1104, 340, 26, 480, tone)
    roof = path("M420 338 Q480 322 520 280 H1080 Q1120 322 1180 338 V354 H420Z", darker(tone, 0.3)) + rect(
        510, 272, 580, 12, P.gold, 5
    )
    return posts + roof + board(520, 362, 560, 84, look.sign or "便民市集", tone, P.gold3)


def _stall(x: float, y: float, w: float, tone: str, rng: Random) -> str:
    seller = person(
        x + w * rng.uniform(0.4, 0.6),
        y + 8,
        242,
        dress(rng, apron=rng.choice((P.teal, P.white, P.leaf2)), skirt=False, bag=""),
        ("hold", "reach"),
        rng.choice((1, -1)),
    )
    goods = ""
    for k in range(4):
        bx, bw = x + 14 + k * (w - 24) / 4, (w - 50) / 4
        goods += basket(bx, y - 62, bw, rng.choice((P.red, P.orange, P.leaf, P.lime, P.gold, P.coral, P.plum)), rng)
    front = (
        rect(x - 4, y - 64, w + 8, 16, P.wood3, 3)
        + rect(x + 6, y - 48, w - 12, 86, P.wood)
        + join(rect(x + 6, y - 22 + k * 28, w - 12, 3, P.wood2) for k in (0, 1))
    )
    back = (
        shadow(x + w / 2, y + 40, w * 0.55, 14)
        + rect(x, y - 300, 10, 338, P.teal3)
        + rect(x + w - 10, y - 300, 10, 338, P.teal3)
    )
    inner = rect(x + 4, y - 96, w - 8, 34, darker(P.wood2, 0.2))
    return back + seller + inner + front + goods + awning(x + 16, y - 366, w - 32, 78, tone, 7, 34)


def _shoppers(look: Look) -> str:
    rng = look.rng("shoppers")
    people = [
        passer(rng.randint(300, 380), 990, 262, rng, 1),
        *talkers(800, 960, 250, rng),
        *family(520, 1010, 266, rng, 1),
    ]
    people += [
        grandparent(1000, 1000, 250, rng, -1),
        helper(680, 900, 236, rng, -1),
        passer(1180, 1012, 264, rng, -1),
    ]
    people.append((1030.0, basket(1260, 1036, 110, rng.choice((P.orange, P.leaf)), rng)))
    return staged(people)


def bookmobile(look: Look) -> str:
    rng = look.rng("bookmobile")
    out = (
        heaven(look, 1220, 220)
        + ridges(look, 600, 180, 3)
        + join(block(x, 720, 240, rng.randint(180, 280), rng) for x in (30, 1330))
    )
    out += tree_row(look, 726, 10, 1.0) + meadow(716, look) + hedge(-20, 1620, 734, look, rng, 0.7)
    out += paving(780, 1067, rng.choice((P.sand, P.stone, P.stone2))) + _van(look, rng) + _readers(look)
    return out + frame(look, 1080, 1.3)


def _van(look: Look, rng: Random) -> str:
    """A van with its side folded up and shelves of books inside."""
    tone = rng.choice((P.teal, P.coral, P.gold, P.leaf2, P.red))
    out = shadow(780, 902, 480, 22) + path(
        "M330 880 V470 Q330 440 360 440 H1060 Q1120 440 1160 530 L1226 640 Q1250 660 1250 720 V880Z", tone
    )
    out += (
        path("M330 800 H1250 V880 H330Z", P.ink, 0.2)
        + path("M1084 480 H1108 Q1130 490 1146 530 L1196 630 H1084Z", P.aqua2)
        + rect(1236, 742, 22, 40, P.gold3, 8)
    )
    out += rect(400, 520, 620, 290, P.wood2) + rect(412, 532, 596, 266, darker(P.wood2, 0.3))
    for r in range(3):
        out += books(420, 612 + r * 90, 580, 74, rng) + rect(408, 612 + r * 90, 604, 10, P.wood3)
    out += poly([(400, 520), (1020, 520), (1060, 440), (360, 440)], lighter(tone, 0.25)) + rect(
        352, 426, 716, 18, darker(tone, 0.2), 6
    )
    out += board(520, 452, 380, 58, look.sign or "流动书车", darker(tone, 0.35))
    wheels = join(
        circle(c, 880, 58, P.ink) + circle(c, 880, 28, P.grey) + circle(c, 880, 10, P.ink2) for c in (480, 1110)
    )
    return out + wheels + poly([(380, 812), (1040, 812), (1060, 838), (360, 838)], P.wood3)


def _readers(look: Look) -> str:
    rng = look.rng("readers")
    out: list[tuple[float, str]] = [
        (
            930.0,
            person(rng.choice((640, 860)), 938, 252, volunteer_dress(rng), ("down", "reach"), rng.choice((1, -1))),
        )
    ]
    out.append((940.0, person(440, 950, 256, dress(rng), "hold", 1) + moved(open_book(0, 0, 0.6, P.red), 470, 826)))
    out += [kid(540, 960, 164, rng, 1, ("down", "up")), passer(1200, 960, 256, rng, -1)]
    out.append((945.0, rect(940, 906, 90, 40, P.wood3, 4) + basket(944, 912, 82, P.aqua, rng)))
    for k, x in enumerate((700, 850, 1000)):
        out.append((1020.0 + k, _mat_reader(x + rng.randint(-16, 16), 1016 + (k % 2) * 22, rng)))
    out.append(
        (
            1000.0,
            bench(230, 1000, 190)
            + sitting(320, 946, 240, elder_dress(rng), 1, "hold")
            + moved(open_book(0, 0, 0.5, P.teal), 352, 868),
        )
    )
    return staged(out)


def _mat_reader(x: float, y: float, rng: Random) -> str:
    """A child cross-legged on a cushion, reading."""
    o, tone = dress(rng), rng.choice((P.red, P.teal, P.gold, P.coral))
    mat = shadow(x, y + 12, 84, 14) + ellipse(x, y, 80, 22, darker(tone, 0.25)) + ellipse(x, y - 6, 74, 18, tone)
    legs = path(f"M{x - 58} {y - 8} Q{x} {y - 44} {x + 58} {y - 8} Q{x} {y + 10} {x - 58} {y - 8}Z", o.bottom)
    return mat + seated(x, y - 26, 0.72, o, rng.choice((1, -1)), rng.choice((P.teal, P.gold, P.red, P.leaf2))) + legs


def night_street(look: Look) -> str:
    look = replace(look, hour="night")
    rng = look.rng("night")
    out = sky(look) + _stars(rng) + _moon(rng) + _lit_towers(rng) + faint(_lit_shops(look), 1)
    out += (
        wash(0, 738, 1600, 190, "#37505c", "#2b424f")
        + wash(0, 928, 1600, 139, "#27363f", "#1c2930")
        + rect(0, 918, 1600, 12, "#5b7078")
    )
    out += join(rect(40 + k * 190, 1000, 100, 8, P.gold3, 3, 0.5) for k in range(9)) + verge_trees(
        look, 800, (110, 520, 1120, 1500), 1.25
    )
    out += join(lamp(x, 850, 340, True, f) for x, f in ((330, 1), (1000, 1), (1360, -1)))
    return out + _patrol(look) + low_night_frame(look, rng)


def _stars(rng: Random) -> str:
    return join(
        circle(
            rng.randint(0, 1600),
            rng.randint(20, 380),
            rng.uniform(1.2, 3),
            P.white,
            round(rng.uniform(0.4, 0.9), 2),
        )
        for _ in range(60)
    )


def _moon(rng: Random) -> str:
    x, y = rng.randint(280, 1300), rng.randint(210, 270)
    return (
        glow(x, y, 240, P.gold3, 0.4)
        + circle(x, y, 46, P.cream)
        + circle(x + 16, y - 10, 8, P.gold3, 0.5)
        + circle(x - 12, y + 12, 11, P.gold3, 0.4)
    )


def _lit_towers(rng: Random) -> str:
    out, x = "", -20.0
    while x < 1620:
        w, h = rng.choice((80, 100, 120)), rng.randint(340, 520)
        out += rect(x, 740 - h, w, h, "#24475a")
        out += join(
            rect(x + 12 + c * 24, 756 - h + r * 34, 13, 16, P.gold3, 1, 0.75)
            for r in range(int(h / 36))
            for c in range(int((w - 16) / 24))
            if rng.random() < 0.35
        )
        x += w + rng.randint(10, 70)
    return out


def _lit_shops(look: Look) -> str:
    """The row of shops under a dark veil, with its displays lit."""
    rng = look.rng("lit")
    row = shop_row(look, 740, False) + rect(0, 320, 1600, 420, "#12283f", o=0.55)
    lights = ""
    for k in range(6):
        x = 30 + k * 265 + rng.randint(-14, 14)
        lights += (
            wash(x, 640, 150, 92, "#f6d58f", "#e9b765")
            + rect(x + 72, 640, 6, 92, P.wood2)
            + glow(x + 75, 700, 150, P.gold3, 0.45)
        )
        lights += rect(x + 160, 630, 54, 108, darker(P.wood2, 0.4))
        lights += join(
            rect(x + rng.randint(0, 140), 470 + rng.randint(0, 60), 34, 46, P.gold3, 2, 0.85) for _ in range(2)
        )
    return row + lights + board(640, 566, 300, 64, look.sign or "平安夜巡", P.red, P.gold3)


def _patrol(look: Look) -> str:
    rng = look.rng("patrol")
    vest = rng.choice((P.red, P.orange, P.gold))
    x, team = 840 + rng.randint(-60, 40), [(935.0, _lamplight(rng))]
    for k, arms in enumerate(PATROL_ARMS[: rng.choice((2, 3, 3, 4))]):
        team.append((935.0 - k % 2 * 8, _patroller(x - k * 128, 935 - k % 2 * 8, vest, arms, rng)))
    beam = poly([(100, -167), (410, -35), (270, -27), (100, -155)], P.gold3, 0.3)
    beam += ellipse(340, -30, 74, 16, P.gold3, 0.35) + rect(68, -167, 36, 12, P.grey, 4)
    return staged(team) + moved(beam, x, 935) + bike(1290, 900, rng.choice((P.teal, P.red, P.gold)))


def low_night_frame(look: Look, rng: Random) -> str:
    return hedge(-40, 200, 1085, look, rng, 1.4) + hedge(1400, 1640, 1085, look, rng, 1.4)


def _patroller(x: float, y: float, vest: str, arms: Arms, rng: Random) -> str:
    outfit = dress(rng, vest=vest, hat="cap", coat=False, skirt=False, bag="")
    band = line([(x - 27, y - 145), (x + 27, y - 145)], P.gold3, 8, 0.9, "butt")
    return person(x, y, 278 * rng.uniform(0.95, 1.01), outfit, arms, 1, 0.4) + band


def _lamplight(rng: Random) -> str:
    """Under the second lamp: someone walking home, or a fitter on a ladder."""
    if rng.random() < 0.5:
        return passer(1080, 890, 240, rng, -1)[1]
    rails = line([(1050, 868), (1012, 560)], P.grey, 8) + line([(1106, 868), (1056, 556)], P.grey, 8)
    rungs = join(line([(1046 - k * 6, 830 - k * 44), (1096 - k * 7, 830 - k * 44)], P.grey, 6) for k in range(6))
    outfit = dress(rng, vest=P.orange, hat="helmet", coat=False, skirt=False, bag="")
    return shadow(1080, 868, 60) + rails + rungs + person(1058, 752, 226, outfit, ("up", "hold"), -1)
