"""Lighthouse on home, unit, roll and notice: ``python -m tests.bench.lighthouse`` (Node 20, Debian's Chromium).

Lighthouse itself comes from npm (version 12: 13 needs Node 22.19), and is asked as it asks itself: a phone of the
middle class, a slow 4G line and a processor four times slowed, simulated. The pages come from a local server that
packs text as nginx does. Prints the four scores of each page, what is short, and the bytes that were fetched.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.browser import served
from tests.site import run

LIGHTHOUSE = "lighthouse@12"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = ("", "units/bailu-town/", "honors/", "notices/2026-11-nimingming/")
ENOUGH = 0.95
REPOSITORY = Path(__file__).parent.parent.parent


def audit(url: str, chromium: str) -> dict:
    """Lighthouse's report."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = ["npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--output-path={report}"]
        flags = "--chrome-flags=--headless --no-sandbox --disable-gpu --disable-dev-shm-usage"
        settings = {**os.environ, "CHROME_PATH": chromium, "TMPDIR": folder}
        done = subprocess.run([*command, flags], env=settings, capture_output=True, text=True, check=False)
        if not report.is_file():
            raise RuntimeError(done.stderr[-2000:])
        return json.loads(report.read_text(encoding="utf-8"))


def shortfalls(report: dict) -> list[str]:
    """What costs a score."""
    found = []
    for category in CATEGORIES:
        for reference in report["categories"][category]["auditRefs"]:
            told = report["audits"][reference["id"]]
            if reference["weight"] and told["score"] is not None and told["score"] < 0.9:
                found.append(f"{category}: {told['title']} ({told.get('displayValue', '')})")
    return found


def main(arguments: list[str] | None = None) -> dict[str, dict[str, float]]:
    """Scores by page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, help="a finished site; the repository's is built when not given")
    parser.add_argument("--pages", nargs="*", default=PAGES)
    parser.add_argument("--runs", type=int, default=1, help="of several the one in the middle counts")
    options = parser.parse_args(arguments)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or shutil.which("npx") is None:
        sys.exit("needs chromium and npx")
    with tempfile.TemporaryDirectory() as folder:
        place = options.site or Path(folder) / "site"
        if options.site is None:
            run(REPOSITORY, "mkdocs", "build", "-q", "-d", str(place))
        with served(place, policy="", gzipped=True) as base:
            reports = {page: _middle(f"{base}/{page}", chromium, options.runs) for page in options.pages}
            return {page: _print(page, report) for page, report in reports.items()}


def _middle(url: str, chromium: str, runs: int) -> dict:
    """By performance: on a busy machine one run may tell of the others' work."""
    reports = [audit(url, chromium) for _ in range(runs)]
    return sorted(reports, key=lambda report: report["categories"]["performance"]["score"])[runs // 2]


def _print(page: str, report: dict) -> dict[str, float]:
    scores = {name: report["categories"][name]["score"] for name in CATEGORIES}
    weight = report["audits"]["total-byte-weight"]["numericValue"]
    told = "  ".join(f"{name} {score:.2f}{'' if score >= ENOUGH else ' !'}" for name, score in scores.items())
    print(f"/{page:32} {told}  {weight / 1000:.0f} KB")
    for line in shortfalls(report):
        print(f"    {line}")
    return scores


if __name__ == "__main__":
    main()
