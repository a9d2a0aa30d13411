"""What a build of many pages costs: ``python -m tests.bench.pages --units 600`` (five pages a unit).

Prints seconds and peak memory of loading and checking, of a cold build and of a second one. Photos are
left out: they are measured where they are made. Texts are the same few sentences in other orders.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.site import base_files, write

ARTICLES = 4
SENTENCES = (
    "每月第一个周六，志愿者沿河走一遍，把看见的问题记在一张表上。",
    "窗口前的等候时间从二十分钟降到八分钟，靠的是把三张表并成一张。",
    "红白事怎么办，村民代表在树下议了四个晚上，定下十二条。",
    "书车每周进一个村，停两个小时，借阅卡当场办好。",
    "仍在改的是夜间值守，人手不够的时候要两个班组换着来。",
)


def article(random_: random.Random, number: int) -> str:
    """About 3,000 characters with headings, a list and a table."""
    sections = []
    for heading in ("一、从哪里改起", "二、怎样坚持", "三、还差什么"):
        paragraphs = ["".join(random_.choices(SENTENCES, k=8)) for _ in range(4)]
        sections.append(f"## {heading}\n\n" + "\n\n".join(paragraphs))
    table = "| 年份 | 次数 |\n|---|--:|\n| 2024 | 12 |\n| 2025 | 18 |\n"
    head = f"---\ntype: 经验\ntitle: 第{number}篇做法\ndate: 202{random_.randrange(6)}-0{random_.randrange(1, 10)}-15\ntopics: [志愿服务]\n---\n"
    return head + "\n\n".join([*sections, table])


def make_site(root: Path, units: int, seed: int = 1) -> int:
    """A valid site; returns the number of unit and article pages."""
    random_ = random.Random(seed)
    files = base_files()
    names = []
    for number in range(units):
        slug = f"unit-{number:05d}"
        names.append(slug)
        honor = "{title: 市级文明单位, level: 市级, jurisdiction: 云川市, grade: 文明单位, term: 第八届, date: 2024-03}"
        region = ("清源区", "望山县")[number % 2]
        files[f"units/{slug}/index.md"] = (
            f"---\nname: 云川市第{number}单位\nkind: 文明单位\nregion: {region}\nhonors:\n  - {honor}\n---\n{SENTENCES[number % 5]}\n"
        )
        for index in range(ARTICLES):
            files[f"units/{slug}/zuofa-{index}.md"] = article(random_, index + 1)
    write(root, files)
    return units * (1 + ARTICLES)


def timed(root: Path, *command: str) -> float:
    """Seconds of a command that must succeed."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", *command], cwd=root, check=True, capture_output=True)
    return time.perf_counter() - start


def main(arguments: list[str] | None = None) -> dict[str, float]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=600)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        pages = make_site(root, options.units)
        figures = {
            "pages": float(pages),
            "check": timed(root, "showcase", "check"),
            "build": timed(root, "mkdocs", "build", "-q"),
            "again": timed(root, "mkdocs", "build", "-q"),
            "megabytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000,
        }
    for name, figure in figures.items():
        print(f"{name:10} {figure:10.1f}")
    return figures


if __name__ == "__main__":
    main()
