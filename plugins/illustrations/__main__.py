"""Command line: draw the missing photos of all plans, or a sheet of one scene."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import get_args

from PIL import Image

from .look import Season, look_for
from .plans import Job, PlanError, all_jobs
from .render import MissingTool, check_tools, page, photo, raster, save_jpeg, save_sheet
from .scenes import SCENES


def draw(job: Job) -> int:
    """Draw one photo and return its size in bytes."""
    save_jpeg(photo(job.scene, job.look), job.target)
    return job.target.stat().st_size


def preview(job: tuple[str, int]) -> Image.Image:
    """One variant of a scene, small."""
    scene, variant = job
    season: Season = get_args(Season)[variant % 4]
    return raster(page(scene, look_for("preview", f"{scene}{variant}", season)), 960)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="illustrations", description="按方案绘制各单位的示意插画。")
    parser.add_argument("--only", default="", metavar="SLUG", help="只画一个单位")
    parser.add_argument("--force", action="store_true", help="已有的图片也重画")
    parser.add_argument("--sheet", type=Path, metavar="OUT.jpg", help="另存一张全部图片的小样")
    parser.add_argument("--only-scene", default="", metavar="KEY", help="只看场景小样，逗号分隔；all 为全部")
    parser.add_argument("--variants", type=int, default=1, help="每个场景画几个变化（配合 --only-scene）")
    return parser.parse_args()


def scene_sheet(keys: str, variants: int, target: Path) -> None:
    scenes = list(SCENES) if keys == "all" else keys.split(",")
    with ProcessPoolExecutor() as pool:
        images = list(pool.map(preview, [(s, v) for s in scenes for v in range(variants)]))
    save_sheet(images, target)


def generate(jobs: list[Job], force: bool) -> None:
    todo = [job for job in jobs if force or not job.target.exists()]
    with ProcessPoolExecutor() as pool:
        sizes = list(pool.map(draw, todo))
    print(f"画了 {len(sizes)} 张，共 {sum(sizes) / 1e6:.1f} MB；另有 {len(jobs) - len(todo)} 张已存在。")


def run(options: argparse.Namespace) -> None:
    check_tools()
    if options.only_scene:
        scene_sheet(options.only_scene, options.variants, options.sheet or Path("sheet.jpg"))
        return
    jobs = all_jobs(options.only)
    generate(jobs, options.force)
    if options.sheet:
        save_sheet([Image.open(job.target) for job in jobs], options.sheet)


def main() -> int:
    try:
        run(arguments())
    except (MissingTool, PlanError) as problem:
        print(f"错误：{problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
