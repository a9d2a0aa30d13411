"""Primitive shapes as SVG strings. One light (upper left), flat fills, no filters or blur.

Ids of gradients and clips are hashes of their content: equal definitions get equal ids, so
nothing has to be counted and repeating a definition does no harm.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from html import escape
from typing import Literal

from .palette import P

W, H = 1600, 1067
Point = tuple[float, float]
Stop = tuple[float, str, float]
SERIF = "Noto Serif CJK SC,Source Han Serif SC,Songti SC,serif"
SANS = "Noto Sans CJK SC,Source Han Sans SC,PingFang SC,sans-serif"
PATH_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
FLIP_MARK = 'data-flip="x"'


def num(v: float) -> str:
    return f"{v:.1f}".rstrip("0").rstrip(".")


def join(parts: Iterable[str]) -> str:
    return "".join(parts)


def _opacity(o: float) -> str:
    return "" if o == 1 else f' opacity="{o:g}"'


def rect(x: float, y: float, w: float, h: float, fill: str, r: float = 0, o: float = 1) -> str:
    round_ = f' rx="{num(r)}"' if r else ""
    return f'<rect x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}" fill="{fill}"{round_}{_opacity(o)}/>'


def poly(points: Iterable[Point], fill: str, o: float = 1) -> str:
    corners = " L".join(f"{num(x)} {num(y)}" for x, y in points)
    return f'<path d="M{corners}Z" fill="{fill}"{_opacity(o)}/>'


def path(d: str, fill: str = "none", o: float = 1, stroke: str = "", w: float = 0, cap: str = "round") -> str:
    pen = ""
    if stroke:
        pen = f' stroke="{stroke}" stroke-width="{num(w)}" stroke-linecap="{cap}" stroke-linejoin="round"'
    return f'<path d="{d}" fill="{fill}"{pen}{_opacity(o)}/>'


def line(points: Iterable[Point], stroke: str, w: float, o: float = 1, cap: str = "round") -> str:
    """An open line through the points."""
    return path("M" + " L".join(f"{num(x)} {num(y)}" for x, y in points), stroke=stroke, w=w, o=o, cap=cap)


def placed(d: str, x: float, y: float, sx: float, sy: float = 0) -> str:
    """Path data drawn around (0, 0), scaled and moved to (x, y). Arcs (A) are not understood.

    A negative sx turns the drawing round; sy is sx unless given.
    """
    scale, shift = (sx, sy or abs(sx)), (x, y)
    out: list[str] = []
    command, k = "M", 0
    for token in PATH_TOKEN.findall(d):
        if token.isalpha():
            command, k = token, -1
        axis = {"H": 0, "V": 1}.get(command.upper(), k % 2)
        offset = shift[axis] if command.isupper() else 0
        out.append(token if token.isalpha() else num(float(token) * scale[axis] + offset))
        k += 1
    return " ".join(out)


def ellipse(cx: float, cy: float, rx: float, ry: float, fill: str, o: float = 1) -> str:
    return f'<ellipse cx="{num(cx)}" cy="{num(cy)}" rx="{num(rx)}" ry="{num(ry)}" fill="{fill}"{_opacity(o)}/>'


def circle(cx: float, cy: float, r: float, fill: str, o: float = 1) -> str:
    return ellipse(cx, cy, r, r, fill, o)


def ring(cx: float, cy: float, r: float, stroke: str, w: float, o: float = 1) -> str:
    return (
        f'<circle cx="{num(cx)}" cy="{num(cy)}" r="{num(r)}" fill="none" stroke="{stroke}"'
        f' stroke-width="{num(w)}"{_opacity(o)}/>'
    )


def _id(content: str) -> str:
    return "d" + hashlib.blake2s(content.encode(), digest_size=6).hexdigest()


def _stops(stops: Iterable[Stop]) -> str:
    return join(f'<stop offset="{t:g}" stop-color="{c}" stop-opacity="{a:g}"/>' for t, c, a in stops)


def gradient(stops: Iterable[Stop], x2: float = 0, y2: float = 1) -> tuple[str, str]:
    """A linear gradient from the upper left corner: (definition, paint). Put the definition first."""
    body, box = _stops(stops), f'x1="0" y1="0" x2="{x2:g}" y2="{y2:g}"'
    key = _id(box + body)
    return f'<linearGradient id="{key}" {box}>{body}</linearGradient>', f"url(#{key})"


def fade(top: str, low: str) -> tuple[str, str]:
    """The gradient nearly every surface needs: (definition, paint) from top to low."""
    return gradient([(0, top, 1), (1, low, 1)])


def wash(x: float, y: float, w: float, h: float, top: str, low: str, r: float = 0) -> str:
    """A rectangle fading from one colour down to another."""
    definition, paint = fade(top, low)
    return definition + rect(x, y, w, h, paint, r)


def washed(d: str, top: str, low: str) -> str:
    """A path fading from one colour down to another."""
    definition, paint = fade(top, low)
    return definition + path(d, paint)


def glow(cx: float, cy: float, r: float, colour: str = P.cream, a: float = 0.9) -> str:
    """A soft disc of light."""
    body = _stops([(0, colour, a), (1, colour, 0)])
    key = _id("r" + body)
    return f'<radialGradient id="{key}">{body}</radialGradient>' + circle(cx, cy, r, f"url(#{key})")


def clipped(body: str, shape: str) -> str:
    """The body, seen only inside the shape."""
    key = _id("c" + shape)
    return f'<clipPath id="{key}">{shape}</clipPath><g clip-path="url(#{key})">{body}</g>'


def moved(body: str, x: float = 0, y: float = 0, s: float = 1, turn: float = 0) -> str:
    """The body drawn around (0, 0), scaled, turned (degrees) and put at (x, y)."""
    spin = f" rotate({num(turn)})" if turn else ""
    return f'<g transform="translate({num(x)} {num(y)}){spin} scale({s:.3f})">{body}</g>'


def faint(body: str, o: float) -> str:
    return f'<g opacity="{o:g}">{body}</g>'


def shadow(cx: float, cy: float, rx: float, ry: float = 0, o: float = 0.16) -> str:
    """A contact shadow on the ground; it falls a little to the right."""
    return ellipse(cx + rx * 0.12, cy, rx, ry or rx * 0.16, P.teal3, o)


def lettering(
    cx: float,
    y: float,
    text: str,
    size: float,
    fill: str = P.cream,
    spacing: float = 0.2,
    face: Literal["serif", "sans"] = "serif",
) -> str:
    """Text centred on cx with its baseline at y. It stays readable when the picture is mirrored.

    spacing is a share of the size. The trailing space of the last letter is made up for.
    """
    family = SERIF if face == "serif" else SANS
    text_ = (
        f'<text x="{num(spacing * size / 2)}" y="0" font-family="{family}" font-weight="700"'
        f' font-size="{num(size)}" letter-spacing="{num(spacing * size)}" text-anchor="middle"'
        f' fill="{fill}">{escape(text)}</text>'
    )
    return f'<g transform="translate({num(cx)} {num(y)})"><g {FLIP_MARK}>{text_}</g></g>'


def fitted_size(text: str, w: float, h: float, spacing: float = 0.2) -> float:
    """The largest type that leaves 15 % of the width and a third of the height free."""
    letters = max(len(text), 2)
    return min(h * 0.62, w * 0.85 / (letters * (1 + spacing) - spacing))


def board(
    x: float,
    y: float,
    w: float,
    h: float,
    text: str,
    fill: str = P.teal,
    ink: str = P.cream,
    r: float = 6,
    face: Literal["serif", "sans"] = "serif",
) -> str:
    """A sign board with fitted lettering; the lower edge is the shaded one."""
    size = fitted_size(text, w, h)
    return (
        rect(x, y, w, h, fill, r)
        + rect(x, y + h * 0.9, w, h * 0.1, P.ink, r / 2, 0.22)
        + lettering(x + w / 2, y + h / 2 + size * 0.36, text, size, ink, face=face)
    )


def banner(x: float, y: float, w: float, h: float, text: str, fill: str = P.red, ink: str = P.cream) -> str:
    """A cloth banner between two cords: its lower edge sags a little."""
    cloth = placed("M0 0 q.5 .14 1 0 v1 q-.5 .14 -1 0Z", x, y, w, h)
    size = fitted_size(text, w, h)
    return path(cloth, fill) + lettering(x + w / 2, y + h * 0.57 + size * 0.36, text, size, ink)
