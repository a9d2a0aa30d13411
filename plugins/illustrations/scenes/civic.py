"""Offices, estates, schools and parks."""

from __future__ import annotations

from random import Random

from ..kit.buildings import (
    ROOFS,
    WALLS,
    awning,
    bench,
    block,
    planter,
    skyline,
    windows,
)
from ..kit.nature import (
    flowers,
    ground,
    heaven,
    hedge,
    meadow,
    ridges,
)
from ..kit.palette import P, darker, lighter, mix
from ..kit.people import child, dress, elder_dress, person, volunteer_dress
from ..kit.shapes import (
    board,
    circle,
    ellipse,
    join,
    line,
    num,
    path,
    poly,
    rect,
    shadow,
    wash,
    washed,
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
    talkers,
    tree_row,
)


def townhall(look: Look) -> str:
    rng = look.rng("hall")
    wall, roof = rng.choice(WALLS), rng.choice(ROOFS)
    out = heaven(look, 420, 240) + ridges(look, 640, 170, 2)
    out += skyline(look.rng("far"), 712, mix(look.theme.ridges[1], P.white, 0.35)) + meadow(704, look)
    out += tree_row(look, 738, 13, 0.95, skip=(400, 1190))
    wings = join(_wing(x, wall, roof, rng.choice((2, 3))) for x in (330, 970))
    return out + shadow(820, 762, 520, 22, 0.22) + wings + _hall(look, wall, roof) + _plaza(look) + frame(look, 960)


def _wing(x: float, wall: str, roof: str, rows: int) -> str:
    top = 700 - rows * 76
    out = wash(x, top, 300, 762 - top, wall, darker(wall, 0.14)) + rect(x, 750, 300, 12, P.stone2)
    out += windows(x + 12, top + 12, 276, 732 - top, 6, rows, P.aqua, P.white, 0.38, 0.34)
    edge = f"M{num(x - 26)} {num(top + 4)} Q{num(x + 10)} {num(top - 8)} {num(x + 36)} {num(top - 42)}"
    right = f"H{num(x + 264)} Q{num(x + 290)} {num(top - 8)} {num(x + 326)} {num(top + 4)}"
    out += path(f"{edge} {right}Z", roof)
    return out + path(f"M{num(x + 150)} {num(top - 42)} {right} H{num(x + 150)}Z", P.ink, 0.16)


def _hall(look: Look, wall: str, roof: str) -> str:
    rng = look.rng("centre")
    out = wash(610, 440, 380, 322, lighter(wall), darker(wall, 0.1)) + rect(640, 520, 320, 242, P.teal2)
    for k in range(4):
        x = 664 + k * 70
        out += rect(x, 600, 58, 162, P.aqua, 2) + poly([(x, 600), (x + 40, 600), (x, 700)], P.white, 0.3)
        out += rect(x + 27, 600, 4, 162, P.white, o=0.7)
    out += _columns(rng.choice((4, 6)))
    out += rect(596, 456, 408, 62, P.stone) + rect(596, 512, 408, 6, P.stone2)
    out += board(664, 474, 272, 40, look.sign or "便民服务中心", P.white, P.red2, 3)
    return out + (_curved_roof(roof) if rng.random() < 0.6 else _flat_roof(roof))


def _columns(count: int) -> str:
    """Round columns, lit on the left."""
    shafts = [618 + k * 338 / (count - 1) for k in range(count)]
    return join(
        rect(x, 512, 26, 250, P.white) + rect(x + 17, 512, 9, 250, P.stone2, o=0.8) + rect(x - 5, 750, 36, 12, P.stone2)
        for x in shafts
    )


def _curved_roof(roof: str) -> str:
    """A great roof with lifted eaves."""
    right = "H960 Q1000 446 1060 462 Q1066 450 1072 446 Q1072 464 1060 472"
    out = path(f"M540 462 Q600 446 640 380 {right} H540 Q528 464 528 446 Q534 450 540 462Z", roof)
    out += path(f"M800 380 {right} H800Z", P.ink, 0.16)
    for k in range(11):
        x = 652 + k * 29.6
        out += path(
            f"M{num(x)} 386 Q{num(x + (x - 800) * 0.12)} 426 {num(x + (x - 800) * 0.3)} 458",
            stroke=P.ink,
            w=2.4,
            o=0.2,
        )
    return out + rect(628, 370, 344, 14, P.gold, 5) + rect(628, 378, 344, 6, P.gold2, 3, 0.6)


def _flat_roof(roof: str) -> str:
    """A plain cornice and a glazed top storey."""
    glass = rect(640, 372, 320, 72, roof) + windows(644, 376, 312, 64, 10, 1, P.aqua2, P.white, 0.2, 0.3)
    return (
        glass
        + rect(620, 356, 360, 18, P.white)
        + rect(620, 368, 360, 6, P.stone2)
        + rect(570, 438, 460, 20, P.white)
        + rect(570, 452, 460, 6, P.stone2)
    )


def _plaza(look: Look) -> str:
    rng = look.rng("plaza")
    steps = join(
        rect(590 - k * 16, 760 + k * 11, 420 + k * 32, 12, P.cream if k % 2 == 0 else P.stone) for k in range(6)
    )
    out = (
        steps + path("M494 826 H1106 L1370 1067 H230Z", P.stone) + path("M494 826 H1106 L1122 840 H478Z", P.stone2, 0.7)
    )
    out += join(line([(494 + 612 * k, 828), (230 + 1140 * k, 1067)], P.stone2, 3) for k in (0.2, 0.4, 0.6, 0.8))
    out += bushes_at(look, [(x, 826 + abs(x - 800) * 0.05, 1.05) for x in (440, 340, 240, 1160, 1260, 1360)])
    out += flowers(430, 866, 130, 12, look, rng) + flowers(1170, 866, 130, 12, look, rng)
    people = [passer(rng.randint(560, 680), 880, 128, rng), *talkers(rng.randint(760, 860), 905, 134, rng)]
    people += family(rng.randint(960, 1060), 950, 146, rng, rng.choice((1, -1)))
    return out + staged([*people, grandparent(rng.randint(560, 680), 975, 150, rng)])


def community(look: Look) -> str:
    rng = look.rng("estate")
    out = heaven(look, 320, 200) + ridges(look, 600, 100, 2)
    spots = ((50, 330, 4), (410, 280, 3), (840, 270, 3), (1190, 360, 4))
    out += join(block(x + rng.randint(-14, 14), 720, w, rng.randint(300, 480), rng) for x, w, _ in spots)
    out += tree_row(look, 736, 9, 1.0) + ground(720, P.sand, P.sand2) + rect(0, 720, 1600, 18, look.theme.grass[1])
    out += hedge(0, 1600, 746, look, rng, 0.8) + path("M0 840 Q800 790 1600 840 V1067 H0Z", lighter(P.sand, 0.25))
    return out + _kiosk(look, rng) + _neighbours(look) + frame(look, 1010, 1.35)


def _kiosk(look: Look, rng: Random) -> str:
    cloth = rng.choice((P.red, P.teal, P.coral, P.leaf2))
    out = shadow(830, 884, 280, 18) + rect(590, 470, 12, 412, P.teal3) + rect(1058, 470, 12, 412, P.teal3)
    out += awning(640, 370, 380, 112, cloth, 7, 74) + board(
        600, 508, 460, 66, look.sign or "志愿服务站", darker(cloth, 0.25)
    )
    staff = [
        (700.0, person(700, 850, 250, volunteer_dress(rng), "hold")),
        (701.0, person(950, 850, 262, volunteer_dress(rng), ("down", "reach"), rng.choice((1, -1)))),
    ]
    out += staged(staff) + rect(606, 742, 448, 26, P.wood3, 4) + rect(622, 768, 416, 112, P.cream)
    out += rect(872, 768, 166, 112, P.stone, o=0.7) + path("M830 800 c-24 -30 -62 2 0 44 c62 -42 24 -74 0 -44Z", P.red)
    return out + _desk_things(rng)


def _desk_things(rng: Random) -> str:
    tones = (P.teal, P.gold, P.coral, P.leaf2)
    books = rect(640, 716, 72, 26, rng.choice(tones), 3) + rect(646, 702, 58, 14, rng.choice(tones), 2)
    kettle = rect(984, 694, 36, 48, P.aqua2, 5) + rect(984, 706, 36, 6, P.teal)
    return (
        books
        + kettle
        + rect(790, 722, 60, 20, P.white, 2)
        + join(rect(870 + k * 24, 724, 16, 18, P.white, 3) for k in range(3))
    )


def _neighbours(look: Look) -> str:
    rng = look.rng("neighbours")
    left = [helper(400, 930, 268, rng, 1), grandparent(500, 934, 248, rng, -1)]
    right = [
        helper(1210, 928, 262, rng, -1, ("front", "down")),
        kid(1130, 934, 160, rng, 1, ("down", "reach")),
    ]
    if rng.random() < 0.5:
        right.append(passer(1320, 914, 246, rng, -1))
    box = planter(1270, 962, 200, look.theme.bushes[0], look.theme.flowers, rng)
    return bench(110, 900, 190) + staged(left + right) + box


def schoolyard(look: Look) -> str:
    rng = look.rng("school")
    out = heaven(look, 1100, 220) + ridges(look, 600, 130, 2) + tree_row(look, 690, 9, 0.9) + _school(look, rng)
    out += hedge(-20, 1620, 704, look, rng, 0.7) + meadow(700, look) + _track(look)
    return out + _hoop(1290, 836) + _pupils(look) + frame(look, 1040, 1.4)


def _school(look: Look, rng: Random) -> str:
    wall, band, h = (
        rng.choice(WALLS),
        rng.choice((P.teal, P.coral, P.gold, P.leaf2, P.red2)),
        rng.choice((300, 360)),
    )
    rows = h // 90
    out = wash(240, 700 - h, 920, h, wall, darker(wall, 0.1)) + rect(228, 700 - h - 16, 944, 18, band)
    out += windows(250, 700 - h + 6, 620, h - 10, 9, rows, P.aqua, P.white, 0.3, 0.46)
    for k in range(1, rows):
        out += rect(240, 700 - h + k * h / rows - 10, 640, 12, lighter(band, 0.45)) + rect(
            240, 700 - h + k * h / rows + 2, 640, 4, P.ink, o=0.1
        )
    tower = 700 - h - 50
    out += wash(890, tower, 250, 700 - tower, lighter(wall), darker(wall, 0.16)) + rect(
        880, tower - 16, 270, 18, darker(band, 0.2)
    )
    out += rect(910, 600, 210, 100, P.teal3) + join(rect(918 + k * 50, 608, 44, 92, P.aqua) for k in range(4))
    out += board(905, tower + 26, 220, 62, look.sign or "阳光校园", band)
    return (
        out
        + windows(906, tower + 106, 218, 480 - tower, 3, 1, P.aqua, P.white, 0.3, 0.2)
        + rect(870, 590, 290, 12, P.white)
    )


def _track(look: Look) -> str:
    red = look.rng("track").choice((P.coral, "#c96f55", "#bf7358"))
    out = washed("M-40 1090 Q120 800 800 792 T1640 1090Z", red, darker(red, 0.12))
    for k in range(1, 4):
        out += path(
            f"M{-40 + k * 90} 1090 Q{140 + k * 70} {806 + k * 26} 800 {796 + k * 30} T{1640 - k * 90} 1090",
            stroke=P.cream,
            w=4,
            o=0.8,
        )
    return out + washed("M330 1090 Q420 920 800 914 T1270 1090Z", *look.theme.grass)


def _hoop(x: float, y: float) -> str:
    post = (
        shadow(x, y, 60)
        + rect(x - 8, y - 270, 16, 270, P.teal3, 4)
        + line([(x, y - 250), (x - 60, y - 250)], P.teal3, 12)
    )
    back = (
        rect(x - 118, y - 320, 92, 92, P.white, 4)
        + rect(x - 92, y - 276, 40, 32, P.coral)
        + rect(x - 86, y - 270, 28, 20, P.white)
    )
    net = path(f"M{x - 130} {y - 234} l10 44 h30 l10 -44", stroke=P.white, w=4)
    return post + back + net + rect(x - 134, y - 240, 58, 8, P.red, 4)


def _pupils(look: Look) -> str:
    rng = look.rng("pupils")
    jersey = rng.choice((P.gold, P.aqua2, P.coral, P.white))
    team = [
        (
            860.0,
            child(470 + k * 96, 880 - k * 6, 172, dress(rng, top=jersey, skirt=False), ("front", "hold"), 1, 0.8),
        )
        for k in range(3)
    ]
    player = (
        900.0,
        child(1130, 900, 190, dress(rng, skirt=False), "up", 1, 0.3) + circle(1150, 664, 20, P.orange),
    )
    rope = path("M700 930 Q696 1040 770 1036 Q848 1038 840 930", stroke=P.gold3, w=5)
    skipper = (1000.0, rope + child(770, 1010, 196, dress(rng), "out", 1))
    coach = (960.0, person(980, 960, 250, dress(rng, top=P.white, skirt=False), ("wave", "down"), -1))
    return staged(
        [
            *team,
            player,
            skipper,
            coach,
            kid(300, 990, 180, rng, 1, "clap"),
            kid(380, 1000, 172, rng, -1, "wave"),
        ]
    )


def garden(look: Look) -> str:
    rng = look.rng("garden")
    out = heaven(look, 1180, 220) + skyline(look.rng("far"), 640, mix(look.theme.ridges[0], P.aqua, 0.3), 120, 320)
    out += join(block(x, 690, 230, rng.randint(220, 340), rng) for x in (130, 1230)) + tree_row(look, 706, 11, 1.0)
    out += hedge(-20, 1620, 716, look, rng) + meadow(706, look) + _garden_path(look, rng)
    out += _pergola(look, rng) if rng.random() < 0.5 else _pavilion(look, rng)
    return out + _flowerbeds(look, rng) + _strollers(look) + frame(look, 1030, 1.5)


def _garden_path(look: Look, rng: Random) -> str:
    pale = mix(P.sand, P.white, rng.uniform(0, 0.35))
    out = washed("M620 1080 Q700 930 980 880 T1240 720 H1310 Q1330 860 1080 930 T920 1080Z", pale, darker(pale, 0.06))
    pond = washed("M250 870 Q290 820 450 822 T640 872 Q600 920 440 922 T250 870Z", *look.theme.water)
    rim = path("M250 870 Q290 820 450 822 T640 872 Q600 920 440 922 T250 870Z", stroke=P.stone2, w=12)
    lilies = join(ellipse(340 + k * 62, 862 + (k % 2) * 22, 24, 9, P.leaf2) for k in range(4))
    return out + rim + pond + lilies + ellipse(420, 850, 9, 7, P.blush) + ellipse(530, 868, 9, 7, P.blush)


def _pergola(look: Look, rng: Random) -> str:
    vine = rng.choice(look.theme.bushes)
    posts = join(rect(x, 560, 18, 262, P.white) + rect(x + 11, 560, 7, 262, P.stone2) for x in (600, 720, 850, 970))
    out = (
        shadow(800, 826, 240, 16)
        + posts
        + rect(560, 548, 470, 18, P.wood3)
        + join(rect(572 + k * 44, 530, 12, 34, P.wood) for k in range(11))
    )
    for k in range(14):
        out += ellipse(575 + k * 34, 528 + rng.uniform(-8, 12), 34, 22, vine[k % 2])
    out += flowers(795, 536, 440, 22, look, rng, 8)
    return out + board(690, 590, 208, 54, look.sign or "口袋公园", P.teal2)


def _pavilion(look: Look, rng: Random) -> str:
    roof = rng.choice(ROOFS)
    posts = join(rect(x, 540, 16, 280, P.red2) for x in (632, 724, 840, 932))
    out = shadow(790, 826, 220, 18) + rect(600, 808, 380, 22, P.stone2, 4) + posts + rect(624, 756, 332, 12, P.wood)
    out += rect(640, 768, 300, 6, P.wood2) + path(
        "M540 556 Q660 530 720 430 H860 Q920 530 1040 556 L1056 534 L1046 574 H534 L524 534Z",
        roof,
    )
    out += path("M790 430 H860 Q920 530 1040 556 Q1046 540 1056 534 L1046 574 H790Z", P.ink, 0.16) + path(
        "M770 432 l20 -52 20 52Z", P.gold
    )
    return out + board(694, 582, 192, 52, look.sign or "邻里亭", P.teal2, P.gold3)


def _flowerbeds(look: Look, rng: Random) -> str:
    out = ""
    for x, y, w in ((1130, 1000, 300), (1330, 860, 220), (420, 985, 320)):
        out += ellipse(x, y, w / 2, 34, look.theme.bushes[0][0]) + ellipse(
            x - 8, y - 8, w / 2 - 14, 26, look.theme.bushes[0][1]
        )
        out += flowers(x, y - 14, w * 0.86, 22, look, rng, 8)
    return out


def _strollers(look: Look) -> str:
    rng = look.rng("strollers")
    tai_chi = [
        (
            840 + k * 4.0,
            person(690 + k * 100, 838 + k * 4, 196, elder_dress(rng, coat=False), ("reach", "out"), 1, 0.5),
        )
        for k in range(3)
    ]
    walkers = [
        *family(rng.randint(1000, 1080), 940, 226, rng, rng.choice((1, -1))),
        passer(1200, 820, 180, rng, -1),
    ]
    seat = bench(1060, 800, 190)
    ball = [kid(760, 1010, 150, rng, 1, "wave"), kid(880, 1000, 146, rng, -1, "out")]
    return seat + staged(tai_chi + walkers + ball) + circle(822, 998, 13, P.red)
