"""The drawing plans: which picture of which unit shows which scene."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import yaml

from .look import Look, Season, look_for
from .scenes import SCENES

HERE = Path(__file__).resolve().parent
PLANS = HERE / "plans"
UNITS = HERE.parents[1] / "units"


class PlanError(ValueError):
    """A plan that cannot be drawn; the message names file, entry and remedy."""


@dataclass(frozen=True)
class Job:
    """One picture to draw."""

    target: Path
    scene: str
    look: Look


def all_jobs(only: str = "") -> list[Job]:
    files = sorted(PLANS.glob(f"{only or '*'}.yml"))
    if only and not files:
        raise PlanError(f"没有绘图方案 plans/{only}.yml。")
    return [job for file in files for job in _jobs(file)]


def _jobs(file: Path) -> list[Job]:
    entries = yaml.safe_load(file.read_text(encoding="utf-8")) or []
    if not isinstance(entries, list):
        raise PlanError(f"{file.name}：应为列表，每项含 file 与 scene。")
    return [_job(file, entry) for entry in entries]


def _job(file: Path, entry: Any) -> Job:
    problem = _problem(entry)
    if problem:
        raise PlanError(f"{file.name}：{problem}（{entry}）")
    season: Season = entry.get("season") or "spring"
    look = look_for(file.stem, entry["file"], season, str(entry.get("sign") or ""))
    return Job(UNITS / file.stem / "photos" / entry["file"], entry["scene"], look)


def _problem(entry: Any) -> str:
    """What is wrong with one entry; empty when nothing is."""
    if not isinstance(entry, dict) or not {"file", "scene"} <= entry.keys():
        return "每项须有 file 与 scene"
    name = str(entry["file"])
    if Path(name).name != name or not name.endswith(".jpg"):
        return "file 须是 .jpg 文件名，不带路径"
    if entry["scene"] not in SCENES:
        return f"没有场景 {entry['scene']}，可用：{'、'.join(sorted(SCENES))}"
    if entry.get("season", "spring") not in get_args(Season):
        return "season 须是 spring、summer、autumn 或 winter"
    return "sign 不超过 6 个字" if len(str(entry.get("sign") or "")) > 6 else ""
