"""Rooms for learning and keeping: reading room, classroom, lecture, archive."""

from __future__ import annotations

from random import Random

from ..kit.archive import file_rack, ladder, mobile_rack, trolley
from ..kit.furniture import (
    blackboard,
    cloth_curtain,
    lectern,
    legs_below,
    listener,
    school_desk,
    screen,
)
from ..kit.interiors import (
    SPINES,
    books,
    clock,
    corner_plants,
    cup,
    desk_lamp,
    pile,
    rug,
    sheet,
    shelf,
    sunbeams,
    table,
    vase,
)
from ..kit.nature import plant
from ..kit.palette import P, darker, lighter, mix
from ..kit.people import TOPS, dress, elder_dress, open_book, person, seated, sitting
from ..kit.rooms import (
    Scheme,
    backdrop,
    ceiling,
    feature_wall,
    notice_board,
    scheme,
    wall_slot,
    wall_window,
)
from ..kit.shapes import banner, board, join, line, rect, wash
from ..look import Look
from .indoor_groups import uniform

# --- the reading room ---


def _library_wall(look: Look, s: Scheme) -> str:
    """Bookcases and a window, in one of three orders."""
    rng, rows = look.rng("shelves"), look.rng("rows").choice((4, 5, 6))
    plan = look.rng("plan").choice(("window-middle", "window-left", "two-windows"))
    if plan == "window-middle":
        return (
            shelf(70, 150, 400, 550, rows, rng, s.wood)
            + wall_window(540, 170, 520, 390, look, s)
            + shelf(1130, 150, 400, 550, rows, rng, s.wood)
        )
    if plan == "window-left":
        return (
            wall_window(150, 170, 420, 400, look, s)
            + shelf(680, 150, 430, 550, rows, rng, s.wood)
            + shelf(1126, 150, 404, 550, rows, rng, s.wood)
        )
    return (
        wall_window(90, 190, 320, 380, look, s)
        + shelf(500, 150, 600, 550, rows, rng, s.wood)
        + wall_window(1190, 190, 320, 380, look, s)
    )


def _readers(look: Look, s: Scheme, x: float, y: float, count: int) -> str:
    rng, out = look.rng("readers"), ""
    for k in range(count):
        cx = x + 90 + k * 190 + rng.randint(-18, 18)
        who = elder_dress(rng) if rng.random() < 0.2 else dress(rng)
        out += legs_below(cx, y + 30, y + 170, rng)
        out += seated(cx, y, rng.choice((0.94, 1.0, 1.06)), who, rng.choice((-1, 1)), rng.choice(SPINES[:6]))
    return out


def _on_the_table(look: Look, s: Scheme, x: float, y: float, w: float) -> str:
    rng = look.rng("things")
    out = pile(x + w * 0.9, y + 36, rng, rng.choice((2, 3, 4))) + sheet(x + w * 0.42, y + 26, 78)
    if rng.random() < 0.5:
        out += desk_lamp(x - 20, y + 44, s.accent)
    return out + cup(x + w * 0.3, y + 46, 1.1, lighter(s.second))


def _floor_reader(look: Look, s: Scheme, x: float, y: float) -> str:
    """A child on a cushion; an adult reading aloud on a stool beside, by lot."""
    rng = look.rng("floor")
    kid = dress(rng, style=rng.choice(("short", "bob", "pony")))
    out = rug(x, y, 190, 44, s.second)
    if rng.random() < 0.5:
        adult = dress(rng, skirt=False, bag="")
        out += (
            rect(x + 52, y - 74, 70, 72, s.wood, 8)
            + sitting(x + 90, y - 70, 284, adult, -1, "front")
            + open_book(x + 44, y - 164, 0.62, P.red)
        )
        x -= 74
    return out + rect(x - 66, y - 18, 132, 30, s.accent, 15) + seated(x, y - 10, 1.0, kid, 1, rng.choice(SPINES[:6]))


def _librarian(look: Look, x: float) -> str:
    rng = look.rng("librarian")
    who = dress(rng, bag="")
    return person(x, 800, 292, who, ("hold", "hold"), -1) + rect(x - 46, 604, 50, 40, rng.choice(SPINES[:6]), 3)


def reading(look: Look) -> str:
    s, rng = scheme(look), look.rng("seats")
    count, x, y = rng.choice((3, 4)), rng.choice((250, 290)), 800.0
    w = count * 190 - 10
    out = backdrop(look, s, 700) + _library_wall(look, s) + ceiling(look, s) + sunbeams(540, 170, 520)
    if look.sign:
        out += board(560, 84, 480, 80, look.sign, s.accent)
    out += _librarian(look, x + w + 110) + _readers(look, s, x, y, count)
    out += table(x, y, w, 140, s.wood, 62) + _on_the_table(look, s, x, y, w)
    return (
        out
        + _floor_reader(look, s, min(x + w + 270, 1350), 950)
        + plant(30, 1030, 1.8, s.accent)
        + plant(1580, 1030, 1.6, s.second)
    )


# --- the classroom ---


def _class_wall(look: Look, s: Scheme) -> str:
    rng = look.rng("board")
    out = wall_slot(80, 220, 270, 330, look, s) + wall_slot(1250, 220, 270, 330, look, s)
    if look.rng("above").random() < 0.5:
        out += clock(800, 160, 32)
    return out + blackboard(400, 206, 800, 336, look.sign or "文明礼仪课", rng, s.wood)


def _teacher(look: Look, s: Scheme) -> str:
    rng = look.rng("teacher")
    left = rng.random() < 0.5
    x, face = (470, 1) if left else (1130, -1)
    stage = rect(370, 690, 860, 30, lighter(s.wood, 0.2), 4) + rect(370, 712, 860, 10, P.ink, o=0.2)
    who = dress(rng, bag="")
    stick = line([(x + 70 * face, 528), (x + 158 * face, 440)], P.wood2, 6)
    return (
        stage
        + person(x, 706, 300, who, ("hold", "reach"), face)
        + stick
        + lectern(x + 250 * face, 708, 150, s.wood, s.second)
    )


def _pupils(look: Look, s: Scheme, y: float, scale: float, xs: tuple[float, ...], part: str) -> str:
    """A row of pupils from behind: most seats taken, one or two hands up."""
    rng, out, chair = look.rng(part), "", look.rng("chairs").choice((s.accent, P.wood2, s.second, P.aqua))
    alike = look.rng("uniform").choice(("", "", P.aqua2, P.white, s.accent))
    raised = rng.randrange(len(xs))
    for k, x in enumerate(xs):
        cx = x + rng.uniform(-10, 10)
        out += school_desk(cx, y - 24 * scale, scale, lighter(s.wood, 0.25), rng)
        if rng.random() < 0.9 or k == raised:
            who = dress(rng, top=alike or rng.choice(TOPS))
            out += listener(cx, y, scale, who, chair, k == raised)
    return out


def classroom(look: Look) -> str:
    s = scheme(look)
    wide = look.rng("seats").random() < 0.5
    far: tuple[float, ...] = (430, 640, 850, 1060, 1250) if wide else (380, 600, 1000, 1220)
    near: tuple[float, ...] = (300, 570, 840, 1110, 1350) if wide else (270, 560, 1050, 1340)
    out = backdrop(look, s, 690) + ceiling(look, s) + _class_wall(look, s) + _teacher(look, s)
    return (
        out
        + _pupils(look, s, 850, 0.82, far, "far")
        + _pupils(look, s, 990, 1.06, near, "near")
        + plant(40, 900, 1.2, s.second)
    )


# --- the lecture ---


def _stage_valance(colour: str) -> str:
    return join(rect(230 + k * 114, 80, 114, 56, colour if k % 2 else darker(colour, 0.08), 10) for k in range(10))


def _stage(look: Look, s: Scheme) -> str:
    rng = look.rng("stage")
    colour, text = rng.choice((P.red, s.accent, P.teal2, P.plum)), look.sign or "道德讲堂"
    out = feature_wall(330, 130, 940, 520, look, s)
    kind = rng.choice(("screen", "board", "banner"))
    if kind == "screen":
        out += screen(500, 176, 600, 300, text, darker(s.accent, 0.1), s.second)
    elif kind == "board":
        out += board(470, 196, 660, 190, text, s.accent)
    else:
        out += banner(440, 180, 720, 140, text, P.red)
    drapes = cloth_curtain(230, 80, 130, 590, colour) + cloth_curtain(1240, 80, 130, 590, colour)
    valance = _stage_valance(colour)
    return (
        out
        + drapes
        + valance
        + wash(190, 650, 1220, 60, lighter(s.wood, 0.2), s.wood)
        + rect(190, 700, 1220, 14, darker(s.wood, 0.3))
    )


def _speakers(look: Look, s: Scheme) -> str:
    """One speaker at the lectern; a panel at a table with flowers, by lot."""
    rng = look.rng("speakers")
    x = rng.choice((560, 620))
    out = person(x, 690, 268, dress(rng, bag=""), rng.choice((("hold", "reach"), ("front", "wave"), "hold"))) + lectern(
        x + 6, 694, 152, s.wood, s.accent
    )
    if rng.random() < 0.65:
        guests = join(seated(cx, 594, 0.82, dress(rng), -1) for cx in (880, 1000, 1115))
        cloth = wash(810, 592, 370, 92, s.accent, darker(s.accent, 0.2)) + rect(800, 588, 390, 14, lighter(s.accent), 4)
        return (
            out
            + guests
            + cloth
            + join(cup(cx, 590, 0.9) for cx in (840, 950, 1065))
            + vase(1160, 590, 0.34, look, rng, P.white)
        )
    return out + vase(1080, 692, 1.0, look, rng, s.second) + person(900, 690, 262, dress(rng, bag=""), "clap", -1)


def _audience(look: Look, s: Scheme) -> str:
    rng, chair, out = (
        look.rng("audience"),
        look.rng("chairs").choice((P.red, s.accent, P.wood2, s.second)),
        "",
    )
    for y, scale, step in ((800, 0.72, 128), (900, 0.92, 162), (1030, 1.16, 204)):
        x = 210 + rng.uniform(0, 60)
        while x < 1420:
            if abs(x - 800) > 64 and rng.random() < 0.92:
                out += listener(x, y, scale, elder_dress(rng) if rng.random() < 0.2 else dress(rng), chair)
            x += step
    return out


def _around_the_table(look: Look, s: Scheme) -> str:
    """The same lecture held small: listeners at a table, the speaker standing by the screen."""
    rng, text = look.rng("small"), look.sign or "道德讲堂"
    out = wall_slot(70, 220, 270, 340, look, s) + screen(440, 180, 640, 320, text, darker(s.accent, 0.1), s.second)
    out += ceiling(look, s) + notice_board(1240, 230, 270, 230, s.accent, rng)
    out += person(1170, 790, 312, dress(rng, bag=""), ("hold", "reach"), -1)
    seats = [370 + k * 172 + rng.randint(-14, 14) for k in range(4)]
    out += join(legs_below(x, 830, 950, rng) for x in seats)
    out += join(
        seated(x, 806, 1.04, elder_dress(rng) if rng.random() < 0.25 else dress(rng), rng.choice((-1, 1)))
        for x in seats
    )
    out += table(300, 806, 700, 130, s.wood, 60) + join(cup(x + 62, 836, 1.1) + sheet(x - 30, 826, 62) for x in seats)
    return (
        out
        + vase(650, 822, 0.5, look, rng, s.accent)
        + listener(1230, 960, 1.1, dress(rng), s.accent)
        + listener(1400, 970, 1.1, dress(rng), s.accent)
    )


def meeting(look: Look) -> str:
    s = scheme(look)
    if look.rng("size").random() < 0.35:
        return backdrop(look, s, 700) + _around_the_table(look, s) + plant(60, 1010, 1.8, s.second)
    out = (
        backdrop(look, s, 700)
        + ceiling(look, s)
        + wall_slot(20, 240, 180, 300, look, s)
        + wall_slot(1400, 240, 180, 300, look, s)
    )
    flowers = join(plant(x, 742, 0.5, s.second) for x in (260, 420, 760, 900, 1230, 1350))
    return out + _stage(look, s) + _speakers(look, s) + flowers + _audience(look, s)


# --- the archive ---


def _cabinet_tone(look: Look) -> str:
    return look.rng("steel").choice(
        (P.aqua, P.stone3, P.mid, mix(P.teal, P.stone, 0.5), P.wood3, mix(P.grey, P.stone, 0.3))
    )


def _box_tones(look: Look, s: Scheme) -> tuple[str, ...]:
    return look.rng("boxes").choice(
        (
            (P.teal, P.teal2, P.aqua),
            (P.wood3, P.gold, P.wood),
            (P.red, P.coral, P.blush),
            (s.accent, s.second, P.cream),
        )
    )


def _mobile_row(look: Look, s: Scheme) -> str:
    """Racks on rails, one aisle open, somebody in it reaching for a box."""
    rng, steel = look.rng("racks"), _cabinet_tone(look)
    gap, out, x = rng.choice((2, 3)), rect(180, 726, 1240, 12, P.grey), 200.0
    for k in range(7):
        if k == gap:
            out += file_rack(x, 252, 330, 464, 5, steel, _box_tones(look, s), rng)
            x += 330
        else:
            out += mobile_rack(x, 240, 148, 490, steel, 7 - k if look.mirror else k + 1)
            x += 148
    return out + _keeper(look, 200 + gap * 148 + 165)


def _keeper(look: Look, x: float) -> str:
    rng = look.rng("keeper")
    who = uniform(rng, rng.choice((P.white, P.aqua2, P.teal, P.gold)))
    return person(x - 20, 790, 300, who, ("hold", "reach")) + rect(
        x + 54, 536, 30, 72, rng.choice((P.red, P.gold, P.teal)), 3
    )


def _open_row(look: Look, s: Scheme) -> str:
    """Open racks on both sides of a window, and a ladder."""
    rng, steel, tones = look.rng("racks"), _cabinet_tone(look), _box_tones(look, s)
    out = (
        file_rack(110, 190, 450, 530, 5, steel, tones, rng)
        + wall_window(640, 210, 320, 340, look, s)
        + file_rack(1040, 190, 450, 530, 5, steel, tones, rng)
    )
    out += books(660, 700, 280, 90, rng) + rect(640, 700, 320, 22, s.wood, 4)
    return out + ladder(300, 770, 520, s.wood) + _keeper(look, 520)


def _checking_pair(x: float, y: float, rng: Random, top: str) -> str:
    return join(
        legs_below(cx, y + 30, y + 160, rng) + seated(cx, y, 1.1, uniform(rng, top), f, book)
        for cx, f, book in ((x + 130, 1, P.wood3), (x + 360, -1, ""))
    )


def _checking_things(s: Scheme, x: float, y: float, rng: Random) -> str:
    return pile(x + 470, y + 30, rng, 5, 84) + sheet(x + 230, y + 22, 86) + desk_lamp(x - 16, y + 40, s.accent)


def _checking(look: Look, s: Scheme, x: float, y: float) -> str:
    """Two at the table going through the files."""
    rng = look.rng("people")
    top = rng.choice((P.white, P.stone2, P.blush, P.leaf2))
    pair = _checking_pair(x, y, rng, top)
    things = _checking_things(s, x, y, rng)
    return pair + table(x, y, 560, 132, s.wood, 60) + things


def archive_room(look: Look) -> str:
    s, rng = scheme(look), look.rng("plan")
    mobile = rng.random() < 0.55
    out = backdrop(look, s, 724) + (_mobile_row(look, s) if mobile else _open_row(look, s)) + ceiling(look, s)
    out += board(550, 128, 500, 86, look.sign or "档案室", s.accent)
    out += _checking(look, s, 660, 830) + trolley(330, 950, 190, rng, _box_tones(look, s))
    return out + corner_plants(look, 1040, 1.5)
