"""The demonstration pictures come from their plans, the same every time."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from illustrations.scenes import SCENES
from tests.conftest import REPOSITORY

PLANS = sorted((REPOSITORY / "plugins/illustrations/plans").glob("*.yml"))


def test_enough_scenes():
    assert len(SCENES) >= 20


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_plan_and_folder_agree(plan):
    rows = yaml.safe_load(plan.read_text(encoding="utf-8"))
    drawn = {path.name for path in (REPOSITORY / "units" / plan.stem / "photos").iterdir()}
    assert {row["file"] for row in rows} == drawn
    assert {row["scene"] for row in rows} <= set(SCENES)
    assert len({row["scene"] for row in rows}) == len(rows)


SCRIPT = """
import hashlib
from illustrations.plans import all_jobs
from illustrations.render import page
pages = (page(job.scene, job.look) for job in all_jobs())
print(hashlib.sha256("".join(pages).encode()).hexdigest())
"""


def draw(seed: str) -> str:
    """Digest of every picture's SVG, drawn in a process with its own hash seed."""
    settings = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(REPOSITORY / "plugins")}
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, capture_output=True, text=True, env=settings, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_drawing_is_deterministic():
    assert draw("1") == draw("2")


def test_no_picture_is_used_twice():
    digests: dict[str, Path] = {}
    for path in sorted((REPOSITORY / "units").glob("*/photos/*.jpg")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert digests.setdefault(digest, path) == path
