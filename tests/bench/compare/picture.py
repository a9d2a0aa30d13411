"""The figures as a picture: bars by size and phase, an SVG without script or foreign fonts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from statistics import median

from tests.bench.compare.rounds import PHASES, WORDS, Figures

WIDTH, LABEL, VALUE, BAR, GAP = 860, 130, 70, 16, 6
COLUMN = 410
"""Two panels beside each other."""
CUT = 10
"""A bar longer than so many times the next one is cut, and its number says how long it is."""
COLOURS = {"ours": "#b3271e", "hugo": "#5b6b7a", "pelican": "#8b98a5", "material": "#b8c0c8"}


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure at one size: bars of tools by key, label and value."""

    title: str
    unit: str
    bars: tuple[tuple[str, str, float], ...]

    @property
    def height(self) -> int:
        return 34 + len(self.bars) * (BAR + GAP)

    @property
    def full(self) -> float:
        """The value of a bar of full length: the longest, unless it would dwarf all others."""
        values = sorted(value for _, _, value in self.bars)
        is_one_tool = len({key for key, _, _ in self.bars}) == 1  # how it grows with the size is the point
        dwarfs = len(values) > 1 and values[-1] > values[-2] * CUT and not is_one_tool
        return values[-2] if dwarfs else values[-1]


def draw(results: Sequence[Figures], photos: int, note: str) -> str:
    """The whole picture; ``note`` is read out as its description."""
    panels = list(_panels(results, photos))
    parts: list[str] = []
    top = 44
    for left, right in itertools.zip_longest(panels[::2], panels[1::2]):
        parts += _panel(left, 20, top)
        parts += _panel(right, 20 + COLUMN + 20, top) if right else []
        top += max(panel.height for panel in (left, right) if panel) + 18
    head = "建站耗时和内存（越短越好，中位数）"
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top + 10}" width="{WIDTH}" height="{top + 10}" '
        'role="img" aria-labelledby="t d" font-family="\'Noto Sans CJK SC\', \'Source Han Sans SC\', sans-serif" font-size="13">',
        f'<title id="t">{head}</title><desc id="d">{escape(note)}</desc>',
        f'<rect width="{WIDTH}" height="{top + 10}" fill="#fff"/>',
        f'<text x="20" y="28" font-size="17" font-weight="700" fill="#1d1d1f">{head}</text>',
        *parts,
        "</svg>",
        "",
    ])  # fmt: skip


def _panels(results: Sequence[Figures], photos: int) -> Iterator[Panel]:
    """Four for each size that tools share; sizes of one tool alone stand below each other in four more."""
    sizes = {size: [f for f in results if f.size == size] for size in dict.fromkeys(f.size for f in results)}
    for size, found in sizes.items():
        if len(found) > 1:
            where = f"{size:,} 页" + (f"、{photos:,} 张照片" if photos else "")
            yield from _measures(where, [(f.tool.label, f) for f in found])
    if alone := [found[0] for found in sizes.values() if len(found) == 1]:
        yield from _measures(alone[0].tool.label, [(f"{f.size:,} 页", f) for f in alone])


def _measures(where: str, lines: Sequence[tuple[str, Figures]]) -> Iterator[Panel]:
    for phase in PHASES:
        bars = tuple((f.tool.key, label, median(f.seconds(phase))) for label, f in lines if f.seconds(phase))
        if bars:
            yield Panel(f"{where} · {WORDS[phase]}", "秒", bars)
    yield Panel(f"{where} · 内存（PSS）", "MB", tuple((f.tool.key, label, f.memory.pss) for label, f in lines))


def _panel(panel: Panel, x: int, y: int) -> Iterator[str]:
    yield f'<text x="{x}" y="{y + 16}" font-weight="700" fill="#1d1d1f">{escape(panel.title)}</text>'
    room = COLUMN - LABEL - VALUE
    for number, (key, label, value) in enumerate(panel.bars):
        top = y + 26 + number * (BAR + GAP)
        share = value / panel.full if panel.full else 0
        length = max(1, round(min(share, 1) * room))
        colour = COLOURS.get(key, "#8b98a5")
        yield f'<text x="{x}" y="{top + 13}" fill="#1d1d1f">{escape(label)}</text>'
        yield f'<rect x="{x + LABEL}" y="{top}" width="{length}" height="{BAR}" fill="{colour}"/>'
        if share > 1:  # a white slash through the bar
            slash = x + LABEL + length - 26
            yield f'<path d="M{slash} {top + BAR + 1}l6 -{BAR + 2}h6l-6 {BAR + 2}z" fill="#fff"/>'
        shown = f"{value:,.0f}" if value >= 100 else f"{value:.2f}" if panel.unit == "秒" else f"{value:.0f}"
        yield f'<text x="{x + LABEL + length + 6}" y="{top + 13}" fill="#1d1d1f">{shown} {panel.unit}</text>'
