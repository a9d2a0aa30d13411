"""Festivals: writing spring couplets, wrapping zongzi."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from ..kit.buildings import house
from ..kit.festive import (
    basin,
    brush_stand,
    couplet,
    diamond,
    dish,
    ink_stone,
    lantern,
    leaf_bundle,
    mugwort,
    pot,
    steam,
    zongzi,
    zongzi_string,
)
from ..kit.furniture import legs_below, stool
from ..kit.interiors import cup, table
from ..kit.nature import any_tree, bush, heaven, plant, ridges
from ..kit.palette import P, darker, mix
from ..kit.pen import trace
from ..kit.people import Arms, Outfit, Style, child, dress, elder_dress, person, seated
from ..kit.rooms import Scheme, backdrop, ceiling, scheme, wall_slot, wall_window
from ..kit.shapes import (
    W,
    banner,
    board,
    circle,
    clipped,
    ellipse,
    join,
    lettering,
    line,
    path,
    poly,
    rect,
    ring,
    shadow,
    wash,
)
from ..look import Look

# --- spring couplets ---

COUPLETS = (
    ("春风入户", "瑞气盈门"),
    ("门迎百福", "户纳千祥"),
    ("江山如画", "岁月如歌"),
    ("勤俭传家", "诗书继世"),
    ("邻里和睦", "家园安康"),
)


def _hung_papers_squares(y: float, ink: str, rng: Random) -> str:
    return join(
        diamond(x, cy, r, letter, ink)
        for x, cy, r, letter in ((660, y + 130, 76, "福"), (940, y + 126, 74, rng.choice("春和喜")))
    )


def _hung_papers(look: Look, y: float) -> str:
    """A cord with finished couplets drying and 福 squares between them."""
    rng = look.rng("papers")
    pairs, ink = rng.sample(COUPLETS, 2), rng.choice((P.ink, P.gold3))
    cord = path(f"M230 {y} Q800 {y + 46} 1370 {y}", stroke=P.wood2, w=4)
    strips = zip((300, 470, 1080, 1250), (*pairs[0], *pairs[1]), strict=True)
    hung = join(couplet(x, y + (22 if 400 < x < 1200 else 12), 78, 300, text, ink) for x, text in strips)
    squares = _hung_papers_squares(y, ink, rng)
    cords = join(line([(x, y + 34), (x, y + 56)], P.wood2, 3) for x in (660, 940))
    pegs = join(rect(x + 35, y + 8, 10, 22, P.wood3, 3) for x in (300, 470, 1080, 1250))
    return cord + cords + hung + squares + pegs


def _written_paper(x: float, y: float, w: float) -> str:
    return (
        poly([(x, y), (x + w, y), (x + w + 26, y + 46), (x - 26, y + 46)], P.red)
        + line([(x - 16, y + 38), (x + w + 16, y + 38)], P.gold, 3, 0.8)
        + line([(x + 6, y + 7), (x + w - 6, y + 7)], P.gold, 3, 0.8)
    )


def _written(x: float, y: float, w: float, text: str) -> str:
    """The strip being written, lying on the table: gold-edged red paper, letters flattened by the slant."""
    paper = _written_paper(x, y, w)
    ink = join(_slanted(x + w / 6 * (k + 0.7), y + 32, letter) for k, letter in enumerate(text))
    return paper + ink


def _slanted(x: float, y: float, letter: str) -> str:
    return f'<g transform="translate({x:.0f} {y:.0f}) scale(1 .6)">{lettering(0, 0, letter, 42, P.ink, 0)}</g>'


def _calligrapher(look: Look, s: Scheme, x: float, y: float) -> str:
    rng = look.rng("writer")
    who = elder_dress(rng) if rng.random() < 0.55 else dress(rng, bag="")
    out = legs_below(x, y + 30, y + 168, rng) + seated(x, y, 1.42, who.but(coat=False), 1, lean=4)
    return out


def _brush(x: float, y: float) -> str:
    return (
        line([(x, y), (x + 20, y - 92)], P.wood3, 9)
        + line([(x + 20, y - 92), (x + 23, y - 108)], P.red, 5)
        + poly([(x - 6, y - 4), (x + 7, y - 2), (x - 6, y + 26)], P.ink)
    )


def _admirers(look: Look, s: Scheme, y: float) -> str:
    """Left: two holding a finished pair; right: a child asking, or neighbours waiting."""
    rng = look.rng("people")
    text = rng.choice(COUPLETS)
    holder: Style = rng.choice(("short", "bun", "pony"))
    out = person(330, y, 316, dress(rng, style=holder, bag=""), ("down", "front")) + couplet(
        356, y - 238, 52, 196, text[0]
    )
    kinds: Sequence[str] = rng.sample(("child", "pair", "volunteer"), 2)
    if "child" in kinds:
        out += child(1190, y + 10, 196, dress(rng, skirt=False), rng.choice(("wave", "hold", "reach")), -1)
    waiting: Arms = rng.choice(("hold", "clap", "front"))
    out += person(
        1290,
        y - 6,
        312,
        dress(rng, vest=P.red if "volunteer" in kinds else "", coat=False, bag=""),
        waiting,
        -1,
    )
    return out + (person(216, y - 10, 300, elder_dress(rng), "clap") if "pair" in kinds else "")


def _lattice_leaves(look: Look, cx: float, cy: float, r: float, rng: Random) -> str:
    return join(
        circle(cx + rng.uniform(-r, r), cy + rng.uniform(0, r), r * 0.4, rng.choice(rng.choice(look.theme.trees)))
        for _ in range(9)
    )


def _lattice_bars(cx: float, cy: float, r: float, reach: float) -> str:
    return join(
        line([(cx + k * r * 0.5, cy - reach), (cx + k * r * 0.5, cy + reach)], P.wood2, 5)
        + line([(cx - reach, cy + k * r * 0.5), (cx + reach, cy + k * r * 0.5)], P.wood2, 5)
        for k in (-1, 1)
    )


def _lattice(cx: float, cy: float, r: float, look: Look, rng: Random) -> str:
    """A round tracery window in a courtyard wall, leaves showing behind."""
    leaves = _lattice_leaves(look, cx, cy, r, rng)
    pane = clipped(rect(cx - r, cy - r, 2 * r, 2 * r, look.theme.sky[1]) + leaves, circle(cx, cy, r, "#000"))
    reach = r * 0.87
    bars = _lattice_bars(cx, cy, r, reach)
    return pane + bars + ring(cx, cy, r, P.stone2, 16) + ring(cx, cy, r - 8, P.wood2, 5)


def _courtyard(look: Look, s: Scheme) -> str:
    """Outdoors: white walls with dark eaves under the season's sky."""
    rng = look.rng("yard")
    out = heaven(look, rng.choice((300, 1240)), 170) + ridges(look, 470, 150, 2)
    out += any_tree(rng.randint(90, 240), 640, 2.4, look, rng) + any_tree(rng.randint(1340, 1500), 640, 2.2, look, rng)
    if rng.random() < 0.5:
        out += house(rng.randint(260, 340), 690, 400, 460, 2) + house(rng.randint(880, 980), 690, 420, 480, 2)
    wall = rng.choice((P.white, P.cream, mix(P.wood3, P.cream, 0.6)))
    out += wash(0, 300, W, 430, wall, P.stone) + rect(0, 270, W, 34, P.ink2) + rect(0, 300, W, 10, P.ink, o=0.3)
    out += join(circle(12 + k * 32, 303, 11, P.ink2) for k in range(50)) + rect(0, 690, W, 40, P.stone3)
    out += _lattice(110, 480, 74, look, rng) + _lattice(1492, 480, 74, look, rng)
    return (
        out
        + wash(0, 728, W, 339, P.stone2, P.stone3)
        + join(line([(800 + k * 160, 728), (800 + k * 380, 1067)], P.cream, 3, 0.5) for k in range(-5, 6))
        + join(rect(0, y, W, 3, P.cream, o=0.5) for y in (776, 850, 950))
    )


def _place(look: Look, s: Scheme, chance: float) -> str:
    """A courtyard or a room."""
    if look.rng("place").random() < chance:
        return _courtyard(look, s)
    return (
        backdrop(look, s, 728)
        + wall_slot(40, 300, 190, 280, look, s)
        + wall_slot(1390, 300, 180, 280, look, s)
        + ceiling(look, s)
    )


def _writing_table_rolls(y: float, rng: Random) -> str:
    return (
        join(
            rect(452 + k * 14, y - 8 - k * 15, 128, 16, P.red, 8) + circle(458 + k * 14, y - k * 15, 7, P.coral)
            for k in range(3)
        )
        if rng.random() < 0.6
        else ""
    )


def _writing_table(look: Look, s: Scheme, y: float) -> str:
    rng = look.rng("table")
    text = rng.choice(COUPLETS)[0]
    text = text[::-1] if look.mirror else text  # the strip runs sideways: mirrored, it would read backwards
    felt = rng.choice((s.accent, P.teal2, P.stone, P.leaf3))
    top = table(440, y, 700, 136, s.wood, 78) + poly([(500, y + 8), (1080, y + 8), (1130, y + 68), (450, y + 68)], felt)
    tools = brush_stand(1046, y + 22, 0.95) + ink_stone(940, y + 50) + cup(500, y + 34, 1.3)
    rolls = _writing_table_rolls(y, rng)
    return top + _written(560, y + 16, 330, text) + tools + rolls


def calligraphy(look: Look) -> str:
    s, rng, y = scheme(look), look.rng("plan"), 790.0
    x = rng.randint(700, 780)
    out = _place(look, s, 0.45) + _hung_papers(look, 310)
    out += lantern(150, 60 if rng.random() < 0.5 else 90, 1.0) + lantern(1450, 80, 1.1)
    out += board(
        500,
        150,
        600,
        96,
        look.sign or "迎春送福",
        *rng.choice(((P.red, P.gold3), (P.red2, P.cream), (s.accent, P.cream))),
    )
    out += _calligrapher(look, s, x, y) + _writing_table(look, s, y) + _brush(x + 26, y - 6)
    return out + _admirers(look, s, 980) + bush(60, 1040, 1.3, look.theme.bushes[0]) + plant(1540, 1040, 1.5, s.second)


# --- wrapping zongzi ---


def _gate_doors(s: Scheme, x: float, y: float) -> str:
    return (
        rect(x - 110, y - 330, 220, 330, P.wood2)
        + rect(x - 98, y - 318, 94, 318, s.wood)
        + rect(x + 4, y - 318, 94, 318, darker(s.wood, 0.1))
    )


def _gate_eave(x: float, y: float) -> str:
    return path(
        (
            trace("M", x - 170, y - 330, "Q", x - 120, y - 346, x - 90, y - 386)
            + trace("H", x + 90, "Q", x + 120, y - 346, x + 170, y - 330, "Z")
        ),
        P.ink2,
    )


def _gate(look: Look, s: Scheme, x: float, y: float) -> str:
    """A doorway with mugwort on both sides, standing on y."""
    doors = _gate_doors(s, x, y)
    rings = ring(x - 22, y - 160, 13, P.gold, 5) + ring(x + 22, y - 160, 13, P.gold, 5)
    eave = _gate_eave(x, y)
    return doors + rings + eave + mugwort(x - 146, y - 270, 0.9) + mugwort(x + 146, y - 270, 0.9)


def _wrappers(look: Look, s: Scheme, xs: Sequence[float], y: float) -> str:
    """Old and young in turn behind the table."""
    rng, out = look.rng("people"), ""
    for k, x in enumerate(xs):
        who: Outfit = elder_dress(rng) if (k + look.seed) % 2 == 0 else dress(rng)
        if rng.random() < 0.3:
            who = who.but(vest=P.red, top=P.white)
        small = rng.random() < 0.2
        out += legs_below(x, y + 30, y + 160, rng) + seated(
            x, y, 0.86 if small else rng.uniform(1.06, 1.16), who.but(coat=False), rng.choice((-1, 1))
        )
    return out


def _filled_table(look: Look, s: Scheme, xs: Sequence[float], x: float, y: float, w: float) -> str:
    rng = look.rng("table")
    out = table(x, y, w, 132, s.wood, 82) + join(zongzi(cx, y + 14, 0.66, rng.choice((P.leaf2, P.leaf3))) for cx in xs)
    heap = x + w * (0.14 if _heap_left(look) else 0.82)
    out += ellipse(heap, y + 66, 108, 24, P.wood3) + ellipse(heap, y + 62, 94, 18, P.wood)
    out += join(
        zongzi(heap + dx, y + dy, 0.8, tone)
        for dx, dy, tone in (
            (-48, 62, P.leaf3),
            (48, 62, P.leaf2),
            (0, 68, P.leaf3),
            (-24, 34, P.leaf2),
            (26, 32, P.leaf3),
            (0, 4, P.leaf2),
        )
    )
    mid = x + w * 0.48
    out += basin(mid - 90, y + 74, 62, P.grey, P.white) + basin(mid + 60, y + 78, 54, s.second, P.red2)
    return out + leaf_bundle(mid + 130, y + 66, 1.05) + dish(mid - 190, y + 52, 36, P.wood2)


def _heap_left(look: Look) -> bool:
    """On which end the finished ones are heaped; the child stands before the other."""
    return look.rng("heap").random() < 0.5


def _stove_stove(x: float, y: float) -> str:
    return (
        shadow(x, y, 120)
        + wash(x - 100, y - 110, 200, 110, P.coral, P.red2, 8)
        + rect(x - 40, y - 78, 80, 54, P.ink, 26)
        + ellipse(x, y - 36, 30, 16, P.gold)
    )


def _stove(look: Look, s: Scheme, x: float, y: float) -> str:
    rng = look.rng("stove")
    stove = _stove_stove(x, y)
    out = stove + pot(x, y - 108, 170, 92, rng.choice((P.grey, P.teal, P.stone3))) + steam(x - 10, y - 214, 1.3)
    return out + person(
        x + (150 if x < 800 else -150),
        y + 14,
        304,
        dress(rng, apron=rng.choice((P.cream, P.red, s.second)), coat=False, bag=""),
        ("down", "reach"),
        -1 if x < 800 else 1,
    )


def _festival_place(look: Look, s: Scheme) -> str:
    """Courtyard with a gate, or a kitchen with a wide window; dumplings hang from a pole."""
    rng = look.rng("place")
    if rng.random() < 0.55:
        gate = rng.choice((470, 1130))
        return _courtyard(look, s) + _gate(look, s, gate, 728) + _lattice(1600 - gate, 480, 100, look, rng)
    out = (
        backdrop(look, s, 728)
        + wall_window(470, 280, 560, 320, look, s)
        + ceiling(look, s)
        + mugwort(400, 330, 1.0)
        + mugwort(1110, 330, 1.0)
    )
    return out + wall_slot(90, 260, 220, 320, look, s) + wall_slot(1270, 260, 220, 320, look, s)


def dragon_boat(look: Look) -> str:
    s, rng, y = scheme(look), look.rng("plan"), 800.0
    right = rng.random() < 0.5
    x, w = (300.0, 700.0) if right else (600.0, 700.0)
    xs = [x + 90 + k * 174 + rng.randint(-14, 14) for k in range(4)]
    pole = rect(200, 268, 1200, 12, P.wood2, 6)
    out = (
        _festival_place(look, s)
        + pole
        + join(zongzi_string(cx, 274, n) for cx, n in ((262, 4), (336, 3), (1290, 3), (1362, 4)))
    )
    out += banner(500, 172, 600, 92, look.sign or "粽叶飘香", rng.choice((P.leaf3, P.red, P.teal)))
    out += (
        _stove(look, s, 1270 if right else 330, 930) + _wrappers(look, s, xs, y) + _filled_table(look, s, xs, x, y, w)
    )
    kid = dress(rng, skirt=False)
    front, side = x + w * 0.5, 1 if _heap_left(look) else -1
    out += stool(front - 210 * side, 1024, 84, s.wood) + child(
        front + 230 * side, 1024, 206, kid, rng.choice(("reach", "hold", "wave")), rng.choice((-1, 1))
    )
    return out + plant(60, 1040, 1.6, s.accent) + plant(1540, 1044, 1.5, s.second)
