"""Taking turns: every phase of a round with one tool after the other, so that a busy minute meets them all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.bench.compare.content import Content
from tests.bench.compare.measure import Failed, Memory, Published, Run, published, run, watch
from tests.bench.compare.tools import Tool

COLD, WARM, EDIT = "cold", "warm", "edit"
PHASES = (COLD, WARM, EDIT)
WORDS = {COLD: "从零构建", WARM: "没有改动", EDIT: "改一个单位"}

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Figures:
    """One tool at one size: its runs by phase, in the order of the rounds."""

    tool: Tool
    size: int
    """Unit and article pages asked for."""
    runs: dict[str, list[Run]] = field(default_factory=lambda: {phase: [] for phase in PHASES})
    memory: Memory = field(default_factory=Memory)
    published: Published = field(default_factory=Published)

    def seconds(self, phase: str) -> list[float]:
        return [run.seconds for run in self.runs[phase]]


def compare(content: Content, tools: Sequence[Tool], folder: Path, rounds: int, tell: Tell) -> list[Figures]:
    """All tools on the same texts, each in a folder of its own that is removed afterwards."""
    places = {tool.key: folder / tool.key for tool in tools}
    for tool in tools:
        tool.write(content, places[tool.key])
    found = {tool.key: Figures(tool, content.pages) for tool in tools}
    quick = [tool for tool in tools if not is_too_much(tool, content.pages)]
    for number in range(1, rounds + 1):
        for phase in PHASES:
            for tool in quick:
                done = _phase(tool, phase, places[tool.key], content, number)
                found[tool.key].runs[phase].append(done)
                what = f"第 {number}/{rounds} 轮　{WORDS[phase]}"
                tell(f"{content.pages} 页　{what}　{tool.label}　负载 {done.load:.1f}　{done.seconds:.2f} 秒")
    results = [_watched(figures, places[figures.tool.key], tell) for figures in found.values()]
    for place in places.values():
        shutil.rmtree(place)
    return results


def is_too_much(tool: Tool, pages: int) -> bool:
    """Whether this tool needs more patience for this size than a benchmark has."""
    return tool.patience is not None and pages > tool.patience


def _phase(tool: Tool, phase: str, root: Path, content: Content, number: int) -> Run:
    """One timed build; after an edit the page must show it."""
    slug, sentence = content.units[len(content.units) // 2].slug, f"第{number}次修改：夜间值守已经排好班。"
    if phase == COLD:
        tool.clean(root)
    if phase == EDIT:
        tool.edit(root, slug, sentence)
    done = run(tool.command, root, tool.environment)
    if phase == EDIT and not tool.shows(root, slug, sentence):
        raise Failed(f"{tool.label} 没有把改动写进网页")
    return done


def _watched(figures: Figures, root: Path, tell: Tell) -> Figures:
    """A cold build more, for its memory and for what it publishes; the only one where time is dear."""
    tool = figures.tool
    tool.clean(root)
    done, memory = watch(tool.command, root, tool.environment)
    if is_too_much(tool, figures.size):
        figures.runs[COLD].append(done)
    made = published(root / tool.site)
    if made.pages < figures.size:
        raise Failed(f"{tool.label} 应有 {figures.size} 页，只有 {made.pages} 页")
    what = f"{made.pages} 页　{made.feeds} 个订阅源　{made.megabytes:.0f} MB"
    tell(
        f"{figures.size} 页　{tool.label}　负载 {done.load:.1f}　{what}　内存 {memory.rss:.0f} MB　{done.seconds:.2f} 秒"
    )
    return replace(figures, memory=memory, published=made)
