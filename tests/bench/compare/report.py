"""What was measured, in words: a table for the terminal and the same in Markdown, in Chinese for README."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.compare.rounds import COLD, EDIT, PHASES, WARM, WORDS, Figures

NOTHING = "—"
HEADS = (
    *(f"{WORDS[phase]}（秒）" for phase in PHASES), "处理器（秒）", "内存 RSS（MB）", "内存 PSS（MB）",
    "每页（毫秒）", "网页", "订阅源", "图片", "文件", "大小（MB）",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """A head, rows, and what stands above."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def markdown(self) -> str:
        """Numbers to the right."""
        lines = [self.head, ("---", *("--:" for _ in self.head[1:])), *self.rows]
        return f"**{self.title}**\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"

    def text(self) -> str:
        """In columns; a Chinese character is two wide."""
        widths = [max(_width(row[column]) for row in (self.head, *self.rows)) for column in range(len(self.head))]
        lines = (
            "  ".join(
                _padded(cell, width, left=not column)
                for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            for row in (self.head, *self.rows)
        )
        return f"{self.title}\n" + "\n".join(line.rstrip() for line in lines) + "\n"


def tables(results: Sequence[Figures], photos: int) -> list[Table]:
    """Absolute figures by size, ratios, and the aims of the project."""
    sizes = list(dict.fromkeys(figures.size for figures in results))
    found = [_absolute([f for f in results if f.size == size], size, photos) for size in sizes]
    if rows := [row for size in sizes for row in _ratio_rows([f for f in results if f.size == size])]:
        head = ("本项目 ÷ 对方", *(WORDS[phase] for phase in PHASES), "内存 RSS", "内存 PSS")
        found.append(Table("几倍：每一轮的比，取中位数（最小–最大）", head, tuple(rows)))
    if aims := tuple(_aims(results, photos)):
        found.append(Table("目标", ("目标", "要求", "这一次", "达到"), aims))
    return found


def _absolute(figures: Sequence[Figures], size: int, photos: int) -> Table:
    title = f"{size:,} 页" + (f"，{photos:,} 张照片" if photos else "") + "，中位数"
    return Table(title, ("", *HEADS), tuple(_figures_row(f) for f in figures))


def _figures_row(figures: Figures) -> tuple[str, ...]:
    memory, made = figures.memory, figures.published
    cold = figures.seconds(COLD)
    return (
        figures.tool.label,
        *(_seconds(figures.seconds(phase)) for phase in PHASES),
        _seconds([run.busy for run in figures.runs[COLD]]),
        f"{memory.rss:,.0f}",
        f"{memory.pss:,.0f}",
        f"{median(cold) * 1000 / figures.size:.2f}" if cold else NOTHING,
        f"{made.pages:,}",
        f"{made.feeds:,}",
        f"{made.pictures:,}",
        f"{made.files:,}",
        f"{made.megabytes:,.0f}",
    )


def _ratio_rows(figures: Sequence[Figures]) -> Iterable[tuple[str, ...]]:
    ours = next((f for f in figures if f.tool.key == "ours"), None)
    if ours is None:
        return
    for other in (f for f in figures if f is not ours):
        yield (
            f"{other.tool.label}，{other.size:,} 页",
            *(_ratio(ratios(ours, other, phase)) for phase in PHASES),
            _short(ours.memory.rss / other.memory.rss),
            _short(ours.memory.pss / other.memory.pss),
        )


def ratios(ours: Figures, other: Figures, phase: str) -> list[float]:
    """Of runs of the same round; of the median where the other ran but once."""
    mine, theirs = ours.seconds(phase), other.seconds(phase)
    if len(mine) != len(theirs) and mine and theirs:
        return [median(mine) / median(theirs)]
    return [a / b for a, b in zip(mine, theirs, strict=False)]


# --- aims ----------------------------------------------------------------------------------------


def _aims(results: Sequence[Figures], photos: int) -> Iterable[tuple[str, ...]]:
    """What the project promised, of what was measured at the sizes that the promise names."""
    found = {(f.tool.key, f.size): f for f in results}
    ours, hugo = found.get(("ours", 3000)), found.get(("hugo", 3000))
    if photos:
        pair = next(((f, g) for f in results for g in results if (f.tool.key, g.tool.key) == ("ours", "hugo")), None)
        if pair:
            yield _aim("含照片从零构建 ÷ Hugo", 1 / 3, median(ratios(*pair, COLD)))
        return
    if ours and hugo:
        yield from _against_hugo(ours, hugo)
    if ours and ours.seconds(WARM):
        yield _aim("3,000 页没有改动（秒）", 0.6, median(ours.seconds(WARM)))
        yield _aim("3,000 页改一个单位（秒）", 0.8, median(ours.seconds(EDIT)))
    plain = found.get(("material", 3000))
    if ours and plain and plain.seconds(COLD):
        yield _aim("3,000 页从零构建 ÷ mkdocs-material", 1 / 50, median(ratios(ours, plain, COLD)))
    small, large = found.get(("ours", 4000)), found.get(("ours", 80_000))
    if small and large:
        per_page = [median(f.seconds(COLD)) / f.size for f in (large, small)]
        yield _aim("每页耗时：20,000 个单位 ÷ 1,000 个单位", 1.2, per_page[0] / per_page[1])
    if large:
        yield _aim("20,000 个单位的内存 RSS（MB）", 1500, large.memory.rss)


def _against_hugo(ours: Figures, hugo: Figures) -> Iterable[tuple[str, ...]]:
    yield _aim("3,000 页从零构建 ÷ Hugo", 0.6, median(ratios(ours, hugo, COLD)))
    yield _aim("3,000 页没有改动 ÷ Hugo", 1 / 6, median(ratios(ours, hugo, WARM)))
    yield _aim("3,000 页内存 RSS ÷ Hugo", 1 / 8, ours.memory.rss / hugo.memory.rss)
    yield _aim("3,000 页内存 PSS ÷ Hugo", 1 / 8, ours.memory.pss / hugo.memory.pss)


def _aim(name: str, most: float, found: float) -> tuple[str, ...]:
    return name, f"≤ {_short(most)}", _short(found), "是" if found <= most else "否"


# --- words ---------------------------------------------------------------------------------------


def machine(folder: Path, versions: Iterable[str]) -> str:
    """What it ran on, in one sentence a fact."""
    text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    names = re.findall(r"^model name\s*:\s*(.+)$", text, re.M)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    disk = subprocess.run(["stat", "-f", "-c", "%T", folder], capture_output=True, text=True, check=False)
    return (
        f"{names[0] if names else platform.machine()}，{len(os.sched_getaffinity(0))} 核，内存 {memory:.0f} GB，"
        f"{platform.system()} {platform.release()}，文件系统 {disk.stdout.strip()}，Python {platform.python_version()}；"
        + "，".join(dict.fromkeys(versions))
        + "。"
    )


def conditions(results: Sequence[Figures], rounds: int) -> str:
    """How it was measured, and how quiet the machine was."""
    loads = [run.load for figures in results for runs in figures.runs.values() for run in runs]
    return (
        f"每项 {rounds} 轮，几个工具轮流跑；开始前的负载 {min(loads):.1f}–{max(loads):.1f}。"
        "内存是另跑一次从零构建时、整棵进程树每 10 毫秒采样的最高值：RSS 把各进程共用的内存重复计算，PSS 只算一次。"
        "处理器、每页两栏按从零构建算；页数指单位页和文章页，“网页”一栏包括名单、索引等。"
    )


def _seconds(found: Sequence[float]) -> str:
    return f"{median(found):.2f}" if found else NOTHING


def _ratio(found: Sequence[float]) -> str:
    if not found:
        return NOTHING
    spread = f"（{_short(min(found))}–{_short(max(found))}）" if len(found) > 1 else ""
    return f"{_short(median(found))}{spread}"


def _short(number: float) -> str:
    """Three figures, but no power of ten."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
