"""People without facial features. (x, y) is the point between the feet; h is the height in pixels.

Limbs are thick round-capped strokes (they bend without joints showing), the torso is one path,
and the shade is the right part of the same torso at low opacity.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from .palette import P, darker, lighter
from .shapes import circle, ellipse, join, line, num, path, placed, poly, rect, ring, shadow

Style = Literal["short", "long", "bob", "bun", "pony", "bald"]
Arm = Literal["down", "front", "reach", "wave", "hold", "sweep", "back", "up", "clap", "out"]
Arms = Arm | tuple[Arm, Arm]
"""One pose for both arms, or (far from the viewer's right, near): (left of picture, right of picture)."""
Hat = Literal["", "cap", "nurse", "straw", "helmet"]

TOPS = (P.teal, P.coral, P.gold, P.aqua2, P.leaf2, P.white, P.red, P.aqua, P.blush, P.plum, P.stone2, P.gold3)
BOTTOMS = (P.ink2, P.teal3, P.teal2, P.wood2, "#5b6470", P.stone3)
SKINS = (P.skin, P.skin, "#dfae86", "#f0cbab")
HAIRS = (P.hair, P.hair, "#3d312b", "#1f2326")
GREYS = ("#e7e5df", "#cfcbc2", "#b9b6b0")
MEN: tuple[Style, ...] = ("short",)
WOMEN: tuple[Style, ...] = ("long", "bob", "bun", "pony")


@dataclass(frozen=True)
class Outfit:
    """What a figure wears. Empty strings mean: none."""

    top: str = P.teal
    bottom: str = P.ink2
    hair: str = P.hair
    skin: str = P.skin
    style: Style = "short"
    vest: str = ""
    skirt: bool = False
    coat: bool = False
    hat: Hat = ""
    bag: str = ""
    apron: str = ""

    def but(self, **changes: object) -> Outfit:
        return replace(self, **changes)  # type: ignore[arg-type]


def dress(rng: Random, **changes: object) -> Outfit:
    """A random outfit; keyword arguments settle what the scene needs settled."""
    style = rng.choice(MEN if rng.random() < 0.5 else WOMEN)
    skirt = style != "short" and rng.random() < 0.3
    outfit = Outfit(
        rng.choice(TOPS),
        rng.choice(BOTTOMS),
        rng.choice(HAIRS),
        rng.choice(SKINS),
        style,
        skirt=skirt,
        coat=rng.random() < 0.2,
        bag=rng.choice(TOPS) if rng.random() < 0.15 else "",
    )
    return outfit.but(**changes)


def volunteer_dress(rng: Random, **changes: object) -> Outfit:
    """A pale top under a red vest, sometimes a cap."""
    top = rng.choice((P.white, P.aqua2, "#dfe7e2", "#eae4d6"))
    hat: Hat = "cap" if rng.random() < 0.35 else ""
    return dress(rng, top=top, vest=P.red, coat=False, skirt=False, bag="", hat=hat).but(**changes)


def elder_dress(rng: Random, **changes: object) -> Outfit:
    style: Style = rng.choice(("short", "bun", "bob"))
    return dress(rng, hair=rng.choice(GREYS), style=style, coat=rng.random() < 0.5, skirt=False).but(**changes)


@dataclass(frozen=True)
class _Body:
    """Body measures in hundredths of the height, and the way back to pixels."""

    x: float
    y: float
    u: float
    face: int
    head: float = 8.2
    hip: float = 45
    half: float = 12.5

    @property
    def neck(self) -> float:
        return 100 - 2 * self.head - 1.5

    def at(self, a: float, b: float) -> tuple[float, float]:
        return self.x + a * self.u * self.face, self.y - b * self.u

    def pt(self, a: float, b: float) -> str:
        x, y = self.at(a, b)
        return f"{num(x)} {num(y)}"


def _legs(b: _Body, colour: str, walk: float) -> str:
    out = ""
    for side, lean in ((-1, -walk), (1, walk)):
        foot = side * 5 + lean * 11
        out += line([b.at(side * 5, b.hip), b.at(side * 5 + lean * 6, 22), b.at(foot, 4)], colour, 8.6 * b.u)
        out += line([b.at(foot - 0.5, 2.2), b.at(foot + 4.5, 2.2)], P.ink, 4.4 * b.u)
    return out


def _skirt(b: _Body, colour: str, skin: str, walk: float) -> str:
    out = ""
    for side in (-1, 1):
        foot = side * (4 + walk * 3)
        out += line([b.at(side * 4, 30), b.at(foot, 5)], skin, 5.6 * b.u)
        out += line([b.at(foot - 0.5, 2.2), b.at(foot + 4, 2.2)], P.ink, 4.2 * b.u)
    d = f"M{b.pt(-9, b.hip + 6)} L{b.pt(9, b.hip + 6)} L{b.pt(14, 24)} Q{b.pt(0, 20)} {b.pt(-14, 24)}Z"
    return out + path(d, colour)


def _reach(b: _Body, side: int, kind: Arm) -> tuple[tuple[float, float], tuple[float, float]]:
    """Elbow and hand of a pose."""
    s, k, h = side, b.neck, b.half
    poses = {
        "down": ((s * (h + 1.5), k - 22), (s * (h + 0.5), b.hip + 1)),
        "front": ((s * (h + 2.5), k - 20), (s * 2 + 13, k - 24)),
        "reach": ((s * 3 + 15, k - 17), (29, k - 13)),
        "wave": ((s * (h + 9), k - 9), (s * (h + 10), k + 14)),
        "hold": ((s * (h + 3), k - 22), (s * 5 + 7, k - 24)),
        "sweep": ((s * 4 + 14, k - 20), (s * 6 + 23, k - 34)),
        "back": ((s * (h + 3), k - 20), (s * 2, b.hip + 6)),
        "up": ((s * (h + 4), k + 6), (s * (h - 1), k + 25)),
        "clap": ((s * (h + 4), k - 19), (s * 2 + 3, k - 9)),
        "out": ((s * (h + 11), k - 12), (s * (h + 24), k - 5)),
    }
    return poses[kind]


def _arm(b: _Body, side: int, kind: Arm, colour: str, skin: str) -> str:
    elbow, hand = _reach(b, side, kind)
    shoulder = (side * (b.half - 2.6), b.neck - 6.5)
    limb = line([b.at(*shoulder), b.at(*elbow), b.at(*hand)], colour, 7 * b.u)
    return limb + circle(*b.at(*hand), 3.5 * b.u, skin)


def _torso(b: _Body, o: Outfit) -> str:
    low, w = (26.0, 13.0) if o.coat else (b.hip - 3, 10.5)
    k, h, pt = b.neck, b.half, b.pt
    right = f"L{pt(h + 0.5, k - 8)} Q{pt(h + 1, k)} {pt(4.6, k + 1)}Z"
    d = (
        f"M{pt(-4.6, k + 1)} Q{pt(-h - 1, k)} {pt(-h - 0.5, k - 8)} L{pt(-w, low)}"
        f" Q{pt(0, low - 2.5)} {pt(w, low)} {right}"
    )
    dark = f"M{pt(2.5, k + 1)} Q{pt(1, low + 12)} {pt(3, low - 2)} L{pt(w, low)} {right}"
    extra = _vest(b, o.vest, low) if o.vest else ""
    extra += _apron(b, o.apron) if o.apron else ""
    return path(d, o.top) + extra + path(dark, P.teal3, 0.14)


def _vest(b: _Body, colour: str, low: float) -> str:
    k, pt, stripe = b.neck, b.pt, b.hip + 13
    out = ""
    for s in (-1, 1):
        d = (
            f"M{pt(s * 4.8, k + 1)} L{pt(s * 9.4, k - 1)} L{pt(s * 10.8, low + 4)}"
            f" L{pt(s, low + 3.4)} L{pt(s * 0.6, k - 9)}Z"
        )
        out += path(d, colour)
        out += line([b.at(s * 10.6, stripe), b.at(s, stripe - 0.4)], P.gold3, 2 * b.u, cap="butt")
    return out


def _apron(b: _Body, colour: str) -> str:
    waist = b.hip + 12
    corners = ((-6, b.neck - 6), (6, b.neck - 6), (10, waist), (10.5, 28), (-10.5, 28), (-10, waist))
    belt = line([b.at(-10, waist + 1), b.at(10, waist + 1)], darker(colour), 1.6 * b.u)
    return poly([b.at(*corner) for corner in corners], colour) + belt


def _hair_behind(hx: float, hy: float, r: float, face: int, o: Outfit) -> str:
    """The hair that falls behind head and neck."""
    if o.style in ("long", "bob"):
        drop = 1.85 if o.style == "long" else 1.0
        left = f"M-1.08 -.1 Q-1.3 {drop} -.5 {drop}"
        right = f"L.6 {drop * 0.95} Q1.25 {drop * 0.9} 1.08 -.1Z"
        return path(placed(f"{left} {right}", hx, hy, r), o.hair)
    if o.style == "bun":
        return circle(hx - r * 0.75 * face, hy - r * 0.82, r * 0.5, o.hair)
    if o.style == "pony":
        tail = placed("M-.7 -.5 Q-2.1 .1 -1.35 1.3", hx, hy, r * face)
        return path(tail, stroke=o.hair, w=r * 0.56)
    return ""


def _hair_cap(hx: float, hy: float, r: float, face: int, colour: str) -> str:
    """An arc over the head, fringe swept towards the face."""
    arc = "M-1.03 .25 Q-1.25 -1.15 0 -1.16 Q1.15 -1.1 .95 -.12"
    fringe = "Q.35 -.55 -.45 -.42 Q-.7 -.1 -1.03 .25Z"
    return path(placed(f"{arc} {fringe}", hx, hy, r * face), colour)


def _back_of_head(hx: float, hy: float, r: float, colour: str) -> str:
    d = "M-1 .5 Q-1.2 -1.2 0 -1.16 Q1.2 -1.2 1 .5 Q0 1.2 -1 .5Z"
    return path(placed(d, hx, hy, r), colour)


def _hat(hx: float, hy: float, r: float, face: int, o: Outfit) -> str:
    if o.hat == "cap":
        return _cap(hx, hy - r * 0.35, r, face, o.vest or o.top)
    if o.hat == "helmet":
        rim = line([(hx - r * 1.2, hy - r * 0.3), (hx + r * 1.3, hy - r * 0.3)], P.gold2, r * 0.2)
        return _dome(hx, hy - r * 0.3, r * 1.1, P.gold) + rim
    if o.hat == "straw":
        crown = placed("M-.95 -.5 Q0 -2 .95 -.5Z", hx, hy, r)
        return ellipse(hx, hy - r * 0.5, r * 1.9, r * 0.42, P.gold) + path(crown, P.gold3)
    return _nurse_cap(hx, hy, r) if o.hat == "nurse" else ""


def _dome(hx: float, y: float, r: float, colour: str) -> str:
    return path(placed("M-1.05 0 C-1.05 -1.25 1.05 -1.25 1.05 0Z", hx, y, r), colour)


def _nurse_cap(hx: float, hy: float, r: float) -> str:
    return path(placed("M-.62 -.92 L-.75 -1.5 Q0 -1.75 .75 -1.5 L.62 -.92Z", hx, hy, r), P.white)


def head(hx: float, hy: float, r: float, o: Outfit, face: int = 1) -> str:
    """A head with hair and hat, centred on (hx, hy). face=0 shows the back of the head."""
    return _hair_behind(hx, hy, r, face or 1, o) + _face(hx, hy, r, o, face)


def _face(hx: float, hy: float, r: float, o: Outfit, face: int) -> str:
    """The head without the hair that falls behind the shoulders: that belongs under the torso."""
    if face == 0:
        nape = o.hair if o.style in ("long", "bob") else o.skin
        return circle(hx, hy, r * 0.95, nape) + _back_of_head(hx, hy, r, o.hair) + _hat(hx, hy, r, 1, o)
    ear = ellipse(hx - r * 0.92 * face, hy + r * 0.1, r * 0.18, r * 0.24, darker(o.skin, 0.12))
    cap = "" if o.style == "bald" else _hair_cap(hx, hy, r, face, o.hair)
    return ellipse(hx, hy, r * 0.93, r, o.skin) + ear + cap + _hat(hx, hy, r, face, o)


def _bag(b: _Body, colour: str) -> str:
    x, y = b.at(-b.half - 5, b.hip + 2)
    strap = line([b.at(-b.half - 2, b.hip + 14), b.at(-b.half - 5, b.hip + 2)], darker(colour), 1.4 * b.u)
    return strap + rect(x - 6 * b.u, y, 12 * b.u, 13 * b.u, colour, 2 * b.u)


def _figure(b: _Body, o: Outfit, arms: Arms, walk: float) -> str:
    far, near = (arms, arms) if isinstance(arms, str) else arms
    behind = near in ("down", "back", "wave", "up", "out")
    near_arm = _arm(b, 1, near, o.top, o.skin)
    neck = line([b.at(0, b.neck - 2), b.at(0, b.neck + 5)], darker(o.skin, 0.12), 6 * b.u, cap="butt")
    hx, hy = b.at(0.8, b.neck + b.head + 1.5)
    return join(
        (
            shadow(b.x, b.y, 20 * b.u, 4 * b.u, 0.18),
            _hair_behind(hx, hy, b.head * b.u, b.face, o),
            _skirt(b, o.bottom, o.skin, walk) if o.skirt else _legs(b, o.bottom, walk),
            near_arm if behind else "",
            _torso(b, o),
            neck,
            _face(hx, hy, b.head * b.u, o, b.face),
            _arm(b, -1, far, o.top, o.skin),
            "" if behind else near_arm,
            _bag(b, o.bag) if o.bag else "",
        )
    )


def person(x: float, y: float, h: float, o: Outfit, arms: Arms = "down", face: int = 1, walk: float = 0) -> str:
    """A standing adult; face 1 looks right, -1 left; walk 0…0.8 opens the stride."""
    return _figure(_Body(x, y, h / 100, face), o, arms, walk)


def child(x: float, y: float, h: float, o: Outfit, arms: Arms = "down", face: int = 1, walk: float = 0) -> str:
    """Bigger head, shorter legs."""
    return _figure(_Body(x, y, h / 100, face, 10.2, 40, 12), o.but(coat=False, bag=""), arms, walk)


def elder(
    x: float, y: float, h: float, o: Outfit, arms: Arms = ("front", "down"), face: int = 1, stick: bool = True
) -> str:
    """An old person, with a stick in the forward hand."""
    out = person(x, y, h, o, arms, face)
    if not stick:
        return out
    u = h / 100
    return out + line([(x + 12 * u * face, y - 56 * u), (x + 16 * u * face, y)], P.wood2, 2.4 * u)


def back_view(x: float, y: float, h: float, o: Outfit, arms: Arms = "down", walk: float = 0) -> str:
    """Someone seen from behind, standing."""
    b = _Body(x, y, h / 100, 1)
    front = _figure(b, o.but(bag=""), arms, walk)
    hx, hy = b.at(0.8, b.neck + b.head + 1.5)
    return front + head(hx, hy, b.head * b.u * 1.02, o, 0)


def _bust(x: float, y: float, s: float, o: Outfit) -> str:
    body = placed("M-46 6 Q-50 -74 -16 -84 H16 Q50 -74 46 6Z", x, y, s)
    dark = placed("M8 -84 H16 Q50 -74 46 6 H14Z", x, y, s)
    neck = rect(x - 9 * s, y - 100 * s, 18 * s, 22 * s, darker(o.skin, 0.12))
    vest = _bust_vest(x, y, s, o.vest) if o.vest else ""
    return path(body, o.top) + vest + path(dark, P.teal3, 0.13) + neck


def _bust_vest(x: float, y: float, s: float, colour: str) -> str:
    half = "M16 -84 L34 -76 L40 6 L4 6 L3 -60Z"
    return join(path(placed(half, x, y, side * s), colour) for side in (-1, 1))


def _forearms(x: float, y: float, s: float, o: Outfit) -> str:
    out = ""
    for k in (-1, 1):
        out += line(
            [(x + k * 38 * s, y - 50 * s), (x + k * 44 * s, y - 8 * s), (x + k * 14 * s, y - 6 * s)],
            o.top,
            22 * s,
        )
        out += circle(x + k * 16 * s, y - 12 * s, 10 * s, o.skin)
    return out


def open_book(x: float, y: float, s: float, cover: str) -> str:
    """A book held open at (x, y), pages towards the reader."""
    out = ""
    for side, page in ((-1, P.white), (1, P.stone)):
        out += path(placed("M44 -34 L0 -20 V8 L40 -4Z", x, y, side * s), cover)
        out += path(placed("M42 -39 L0 -25 V-20 L44 -34Z", x, y, side * s), page)
    return out


def seated(x: float, y: float, s: float, o: Outfit, face: int = 1, book: str = "", lean: float = 0) -> str:
    """Someone behind a table whose top edge is at y (about 160·s tall). Draw before the table."""
    hx, hy, r = x + lean * s, y - 124 * s, 31 * s
    return (
        _hair_behind(hx, hy, r, face, o)
        + _bust(x, y, s, o)
        + _face(hx, hy, r, o, face)
        + _forearms(x, y, s, o)
        + (open_book(x, y, s, book) if book else "")
    )


def seated_back(x: float, y: float, s: float, o: Outfit, chair: str = P.wood2) -> str:
    """Someone seen from behind in a chair, cut off at y (a row of listeners)."""
    back = rect(x - 48 * s, y - 58 * s, 96 * s, 64 * s, chair, 10 * s) + rect(
        x - 48 * s, y - 58 * s, 96 * s, 8 * s, lighter(chair), 4 * s
    )
    return _bust(x, y, s, o.but(vest="")) + head(x, y - 124 * s, 31 * s, o, 0) + back


def sitting(x: float, y: float, h: float, o: Outfit, face: int = 1, arms: Arms = "front") -> str:
    """Someone on a bench or stool in side view: (x, y) is the seat, feet reach h*0.27 below it.

    h is what the standing height would be.
    """
    b = _Body(x, y + h * 0.45, h / 100, face)
    far, near = (arms, arms) if isinstance(arms, str) else arms
    thigh = [b.at(-2, b.hip + 2), b.at(19, b.hip + 3), b.at(20, 20)]
    feet = line([b.at(20, 19.4), b.at(25, 19.4)], P.ink, 4.6 * b.u)
    neck = line([b.at(0, b.neck - 2), b.at(0, b.neck + 5)], darker(o.skin, 0.12), 6 * b.u, cap="butt")
    hx, hy = b.at(0.8, b.neck + b.head + 1.5)
    return join(
        (
            _hair_behind(hx, hy, b.head * b.u, face, o),
            _arm(b, 1, near, o.top, o.skin),
            _torso(b, o.but(coat=False)),
            neck,
            _face(hx, hy, b.head * b.u, o, face),
            line(thigh, o.bottom, 9.6 * b.u),
            feet,
            _arm(b, -1, far, o.top, o.skin),
        )
    )


def wheelchair(x: float, y: float, s: float, o: Outfit, face: int = -1) -> str:
    """Someone in a wheelchair; (x, y) on the ground under the seat; about 250·s tall."""

    def a(dx: float, dy: float) -> tuple[float, float]:
        return x - dx * s * face, y + dy * s

    wheel = a(18, -48)
    return join(
        (
            shadow(x, y, 90 * s, 14 * s),
            line([a(86, -150), a(50, -150), a(50, -50)], P.ink2, 8 * s),
            sitting(x - 18 * s * face, y - 84 * s, 262 * s, o, face),
            line([a(50, -72), a(-34, -72), a(-58, -16), a(-80, -12)], P.ink2, 7 * s),
            ring(*wheel, 46 * s, P.ink, 7 * s),
            circle(*wheel, 8 * s, P.ink),
            ring(*a(-54, -14), 13 * s, P.ink, 5 * s),
        )
    )


def _cap(hx: float, y: float, r: float, face: int, colour: str) -> str:
    peak = line([(hx, y), (hx + r * 1.55 * face, y + r * 0.07)], colour, r * 0.3)
    return _dome(hx, y, r, colour) + peak
