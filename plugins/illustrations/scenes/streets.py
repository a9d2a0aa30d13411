"""Roads and stops."""

from __future__ import annotations

from random import Random

from ..kit.buildings import (
    bench,
    bike,
    bin_,
    block,
    car,
    paving,
    road,
    shop,
    skyline,
    zebra,
)
from ..kit.nature import any_tree, bush, heaven, hedge
from ..kit.palette import P, darker, lighter, mix
from ..kit.people import (
    Outfit,
    dress,
    elder,
    elder_dress,
    person,
    wheelchair,
)
from ..kit.shapes import (
    board,
    circle,
    ellipse,
    join,
    line,
    moved,
    path,
    poly,
    rect,
    ring,
    shadow,
)
from ..look import Look
from .common import (
    bushes_at,
    family,
    grandparent,
    helper,
    kid,
    lamps,
    passer,
    pole_sign,
    staged,
    tree_row,
)


def street(look: Look) -> str:
    rng = look.rng("street")
    out = heaven(look, 260, 220) + skyline(look.rng("far"), 740, mix(look.theme.ridges[0], P.aqua, 0.35), 320, 470)
    out += shop_row(look) + paving(738, 916, rng.choice((P.sand, P.stone))) + road(928, 1067, 1000)
    out += zebra(1080, 940, 1067, 6) + verge_trees(look, 800, (130, 385, 1260, 1500)) + lamps(look, 830, (320, 1110))
    out += join(bin_(950 + k * 58, 850, c, 42, 78) for k, c in enumerate((P.leaf2, P.teal)))
    return out + bike(rng.choice((240, 1370)), 880, rng.choice((P.red, P.teal, P.gold))) + _sweepers(look)


def shop_row(look: Look, y: float = 740, glass_sign: bool = True) -> str:
    """Shops of uneven width; the one nearest the middle carries the sign."""
    rng = look.rng("shops")
    out, x = "", -30.0 + rng.randint(-60, 20)
    while x < 1600:
        w, h = rng.randint(220, 300), rng.randint(290, 390)
        middle = glass_sign and x <= 650 < x + w
        out += shop(x, y, w, h, rng, "." if middle else "")
        if middle:
            out += board(
                x + 14,
                y - h * 0.34 - 54,
                w - 28,
                46,
                look.sign or "便民早点",
                rng.choice((P.red, P.teal, P.wood2)),
                P.cream,
                3,
            )
        x += w + rng.randint(4, 18)
    return out


def verge_trees(look: Look, y: float, xs: tuple[int, ...], s: float = 1.3) -> str:
    rng = look.rng("verge")
    out = ""
    for x in xs:
        out += (
            rect(x - 48, y - 2, 96, 16, P.wood2, 3)
            + bush(x, y + 4, 0.7, rng.choice(look.theme.bushes))
            + any_tree(x, y, s * rng.uniform(0.9, 1.05), look, rng)
        )
    return out


def _sweepers(look: Look) -> str:
    rng = look.rng("sweepers")
    people = [passer(1210, 862, 246, rng, -1), *family(1330, 876, 250, rng, -1)]
    people.append((905.0, _sweeper(850, 905, 300, rng) + _leaves(rng, 1020, 900)))
    people.append((890.0, _cart(690, 890, rng)))
    if rng.random() < 0.6:
        people.append((842.0, _sweeper(300, 846, 220, rng)))
    return staged(people)


def _sweeper(x: float, y: float, h: float, rng: Random) -> str:
    tone, u = P.orange, h / 286
    outfit = dress(rng, top=tone, bottom=tone, vest=tone, hat="cap", coat=False, skirt=False, style="short", bag="")
    broom = line([(x + 32 * u, y - 208 * u), (x + 134 * u, y - 24 * u)], P.wood3, 8 * u)
    head = moved(
        path("M-14 -12 l34 -12 34 42 -52 14Z", P.gold) + line([(-10, -6), (22, -17)], P.red, 6),
        x + 134 * u,
        y - 24 * u,
        u,
    )
    bands = line([(x - 30 * u, y - 114 * u), (x + 32 * u, y - 114 * u)], P.gold3, 7 * u, cap="butt")
    return person(x, y, h, outfit, "sweep", 1, 0.4) + bands + broom + head


def _leaves(rng: Random, x: float, y: float) -> str:
    tones = (P.gold, P.leaf2, P.coral, P.gold2)
    return join(
        path(
            f"M{x + rng.randint(-20, 90)} {y + rng.randint(-14, 18)} q10 -12 22 -4 q-8 12 -22 4Z",
            rng.choice(tones),
        )
        for _ in range(9)
    )


def _cart(x: float, y: float, rng: Random) -> str:
    tone = rng.choice((P.teal, P.leaf2, "#5b6f8c"))
    body = poly([(x - 70, y - 118), (x + 70, y - 118), (x + 50, y - 32), (x - 54, y - 32)], tone)
    body += poly([(x + 10, y - 118), (x + 70, y - 118), (x + 50, y - 32), (x + 10, y - 32)], P.ink, 0.18) + rect(
        x - 80, y - 130, 160, 16, darker(tone, 0.3), 5
    )
    wheels = join(circle(c, y - 22, 22, P.ink) + circle(c, y - 22, 9, P.grey) for c in (x - 34, x + 38))
    tools = line([(x - 50, y - 130), (x - 64, y - 216)], P.wood3, 7) + line(
        [(x - 34, y - 130), (x - 30, y - 224)], P.wood3, 7
    )
    heap = rect(x - 78, y - 240, 30, 28, P.gold, 3) + path(f"M{x + 30} {y - 130} q-4 -40 20 -44 q26 4 20 44Z", P.leaf2)
    return (
        shadow(x, y, 90, 12) + tools + heap + body + wheels + line([(x - 70, y - 112), (x - 116, y - 148)], P.ink2, 8)
    )


def bus(look: Look) -> str:
    rng = look.rng("bus")
    out = heaven(look, 300, 200) + skyline(look.rng("far"), 720, mix(look.theme.ridges[0], P.aqua, 0.35), 140, 340)
    out += join(
        block(x, 720, w, rng.randint(240, 380), rng) for x, w in ((20, 260), (340, 240), (960, 260), (1290, 290))
    )
    out += tree_row(look, 734, 8, 1.05) + hedge(-20, 1620, 742, look, rng, 0.7) + road(748, 880)
    out += (
        _bus_body(560, 868, look, rng)
        + paving(876, 1067, rng.choice((P.sand, P.stone)))
        + rect(0, 872, 1600, 12, P.cream)
    )
    return out + _shelter(look, rng) + _boarding(look) + bushes_at(look, [(30, 1080, 1.4)])


def _bus_body(x: float, y: float, look: Look, rng: Random) -> str:
    """A city bus, doors towards us; (x, y) the middle of its wheels."""
    tone = rng.choice((P.teal, P.leaf2, P.red, P.gold, "#4f7f9c"))
    out = (
        shadow(x, y + 4, 430, 18)
        + rect(x - 410, y - 330, 820, 300, tone, 34)
        + rect(x - 410, y - 120, 820, 26, P.white, o=0.85)
    )
    out += rect(x - 410, y - 70, 820, 40, darker(tone, 0.35), 14) + rect(x - 390, y - 296, 780, 150, P.teal3, 16)
    out += join(
        rect(x - 378 + k * 128, y - 286, 112, 130, P.aqua2, 8)
        + poly(
            [(x - 378 + k * 128, y - 286), (x - 310 + k * 128, y - 286), (x - 378 + k * 128, y - 200)],
            P.white,
            0.35,
        )
        for k in range(6)
        if k != 4
    )
    out += (
        _riders(x, y, rng)
        + rect(x + 128, y - 300, 124, 262, P.teal3, 8)
        + join(rect(x + 136 + k * 58, y - 290, 50, 244, P.aqua2, 5) for k in (0, 1))
    )
    out += rect(x - 330, y - 350, 240, 24, lighter(tone, 0.3), 10) + board(
        x - 120, y - 342, 240, 44, "文明公交", P.ink, P.gold3, 5, "sans"
    )
    wheels = join(circle(x + c, y - 30, 46, P.ink) + circle(x + c, y - 30, 22, P.grey) for c in (-250, 320))
    return out + wheels + ellipse(x + 400, y - 100, 10, 18, P.gold3) + rect(x + 398, y - 250, 26, 60, P.ink2, 6)


def _riders(x: float, y: float, rng: Random) -> str:
    return join(_rider_seen(x - 322 + k * 128, y - 208, dress(rng)) for k in range(4) if rng.random() < 0.8)


def _rider_seen(hx: float, hy: float, o: Outfit) -> str:
    """Head and shoulders behind a bus window."""
    body = path("M-34 52 Q-34 22 0 20 Q34 22 34 52Z", o.top)
    hair = path("M-22 0 Q-24 -27 0 -26 Q24 -27 22 0 Q0 -16 -22 0Z", o.hair)
    return moved(body + circle(0, 0, 21, o.skin) + hair, hx, hy)


def _shelter(look: Look, rng: Random) -> str:
    x, tone = 1010, rng.choice((P.teal2, P.ink2, P.leaf3))
    back = (
        rect(x + 20, 620, 380, 300, P.aqua2, o=0.45)
        + rect(x + 280, 640, 110, 210, P.white, 6)
        + rect(x + 290, 652, 90, 110, rng.choice((P.coral, P.gold3, P.lime, P.aqua)))
    )
    posts = rect(x + 14, 580, 14, 372, tone) + rect(x + 396, 580, 14, 372, tone)
    roof = rect(x - 20, 566, 460, 24, tone, 8) + board(x + 60, 594, 300, 60, look.sign or "文明候车", tone)
    return shadow(x + 210, 950, 220, 12) + back + posts + roof + bench(x + 60, 948, 200)


def _boarding(look: Look) -> str:
    rng = look.rng("boarding")
    y = 962.0
    people = [
        (y, elder(800, y, 252, elder_dress(rng), ("front", "down"), -1, True)),
        helper(900, y + 4, 268, rng, -1, ("reach", "down")),
    ]
    queue = [passer(1000 + k * 112, y + 8 + k % 2 * 10, 260, rng, -1) for k in range(rng.choice((2, 3)))]
    young = [
        (y + 30, person(520, y + 30, 268, dress(rng), ("down", "wave"), 1)),
        kid(420, y + 34, 168, rng, 1),
    ]
    cut = rng.random()
    extra = (
        (y + 40, wheelchair(300, y + 40, 0.95, elder_dress(rng), 1))
        if cut < 0.5
        else grandparent(300, y + 30, 250, rng, 1)
    )
    return staged([*people, *queue, *young, extra])


def crossing(look: Look) -> str:
    rng = look.rng("crossing")
    out = heaven(look, 1180, 200) + skyline(look.rng("far"), 716, mix(look.theme.ridges[0], P.aqua, 0.35), 160, 380)
    out += join(
        block(x, 716, w, rng.randint(220, 400), rng) for x, w in ((40, 270), (350, 230), (1010, 250), (1300, 280))
    )
    out += tree_row(look, 730, 9, 1.0, skip=(640, 960)) + paving(724, 800, P.stone) + road(812, 1067)
    out += zebra(480, 826, 1067, 9, 46, 6) + _cars(look, rng) + _signal(360, 830, 1) + _signal(1270, 830, -1)
    return out + _walkers(look)


def _cars(look: Look, rng: Random) -> str:
    tones = rng.sample((P.red, P.teal, P.gold, P.white, P.leaf2, "#5b6f8c", P.coral), 3)
    left = moved(car(0, 0, tones[0], 1.05), 240, 950)
    right = f'<g transform="translate(1400 935) scale(-1 1)">{car(0, 0, tones[1])}</g>'
    return left + right


def _signal(x: float, y: float, face: int) -> str:
    pole = (
        shadow(x, y, 24)
        + rect(x - 6, y - 330, 12, 330, P.ink2, 4)
        + line([(x, y - 326), (x + 90 * face, y - 326)], P.ink2, 9)
    )
    box = rect(x + 62 * face - 20, y - 346, 40, 104, P.ink, 8)
    lights = join(circle(x + 62 * face, y - 326 + k * 32, 11, c) for k, c in enumerate((P.red, P.ink2, "#4c6157")))
    return (
        pole
        + box
        + lights
        + rect(x - 22, y - 216, 44, 56, P.ink, 6)
        + path(f"M{x - 8} {y - 172} l6 -16 -4 -12 8 -6 8 10 -6 4 6 20", stroke=P.lime, w=5)
    )


def _walkers(look: Look) -> str:
    rng = look.rng("walkers")
    guide = helper(430, 1000, 270, rng, 1, ("down", "out"))
    paddle = line([(498, 826), (506, 782)], P.wood2, 7) + circle(508, 752, 36, P.red) + ring(508, 752, 29, P.white, 3)
    paddle += _hand(508, 752)
    people = [
        guide,
        (1001.0, paddle),
        *family(620, 960, 232, rng, 1),
        (930.0, elder(860, 930, 214, elder_dress(rng), ("front", "down"), 1, True)),
    ]
    people += [
        helper(780, 936, 224, rng, 1, ("down", "reach")),
        passer(1010, 905, 206, rng, -1),
        (1010.0, _rider(1085, 1020, rng)),
    ]
    people.append(helper(1230, 1000, 266, rng, -1, ("wave", "down")))
    post = pole_sign(900, 806, 260, 70, 130) + board(900, 608, 260, 68, look.sign or "文明路口", P.teal)
    return post + staged(people)


def _hand(x: float, y: float) -> str:
    """An open palm: the sign that asks to wait."""
    fingers = join(
        line([(x - 9 + k * 6, y), (x - 10 + k * 6.6, y - 15 + abs(k - 1.5) * 3)], P.white, 5) for k in range(4)
    )
    return fingers + rect(x - 12, y - 2, 24, 17, P.white, 7) + line([(x + 11, y + 5), (x + 18, y - 3)], P.white, 5)


def _rider(x: float, y: float, rng: Random) -> str:
    """Someone pushing a bicycle across, as one should."""
    return person(x - 60, y - 8, 262, dress(rng, skirt=False), ("down", "reach"), 1, 0.4) + bike(
        x + 20, y, rng.choice((P.teal, P.gold, P.red))
    )
