"""How long a volume takes, and how much memory: ``python -m tests.bench.books`` (100 articles, 200 photos).

The site's photos are made before, and are not counted. ``first`` is from nothing: a PDF's photos are made at the size
of their print. ``warm`` is with these there, as after an edit. ``again`` is unchanged, from the cache. ``MB`` is the peak of the process that the form is made in and of the one that typst runs in, the
larger of the two; the interpreter and the loaded site are in it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

from showcase.bookshelf import BookOptions, make_press
from showcase.diagnostics import Diagnostics
from showcase.loading import Folders
from showcase.pipeline import check, finished_volumes
from showcase.renditions import make_renditions
from tests import site

SENTENCE = "每周六上午，志愿者沿着白鹭河走一遍，见到垃圾就捡起来，见到污水就记下来，回来写进巡河本，一季一结。"
TABLE = "| 项目 | 次数 | 说明 |\n|:--|--:|:--|\n" + "".join(
    f"| 第 {n} 项 | {n * 7} | 每季一次 |\n" for n in range(1, 7)
)


def write_site(root: Path, articles: int, photos: int) -> None:
    """One volume of four parts; an article has some 1,600 characters, a table, a footnote and its photos."""
    site.write(root, {name: text for name, text in site.base_files().items() if "chunfeng" not in name})
    (root / "content/compilations").mkdir()
    unit = root / "units/bailu-town"
    noise = Image.effect_noise((1600, 1067), 60)
    ramp = Image.linear_gradient("L").resize(noise.size)
    for number in range(photos):
        image = Image.merge("RGB", (Image.blend(noise, ramp, 0.6), ramp, Image.blend(ramp, noise, 0.2)))
        image.paste((number % 256, 90, 120), (number * 5, 200, number * 5 + 300, 500))
        stream = io.BytesIO()
        image.save(stream, "JPEG", quality=85)
        (unit / f"photos/{number + 10}-照片{number}.jpg").write_bytes(stream.getvalue())
    for number in range(articles):
        (unit / f"wen-{number}.md").write_text(_article(number, articles, photos), encoding="utf-8")
    parts = "".join(
        f"  - {{title: 第{part}部分, items: [{', '.join(f'bailu-town/wen-{n}' for n in range(part, articles, 4))}]}}\n"
        for part in range(min(4, articles))
    )
    head = f"---\ntitle: 大部头\ndate: 2026-11\nby: [云川市文明办]\nparts:\n{parts}---\n编者按。\n"
    (root / "content/compilations/dabutou.md").write_text(head, encoding="utf-8")


def _article(number: int, articles: int, photos: int) -> str:
    shown = range(number, photos, articles)
    pictures = "\n\n".join(f"![照片](photos/{n + 10}-照片{n}.jpg)\n\n{SENTENCE * 3}" for n in shown)
    body = "\n\n".join(f"## {h}、第{number}篇\n\n{SENTENCE * 4}\n\n{SENTENCE * 3}" for h in "一二三四")
    return f"---\ntype: 经验\ntitle: 第 {number} 篇材料\ndate: 2024-03-01\n---\n开头[^1]。\n\n{body}\n\n{TABLE}\n{pictures}\n\n[^1]: 脚注。\n"


def measure(root: Path, form: str) -> dict[str, float]:
    """In this process: seconds and megabytes."""
    folders = Folders(root, root / "units", root / "content", root / "site_config", root / ".cache/showcase")
    now = dt.datetime(2026, 11, 18)
    checked = check(folders, now, Diagnostics())
    assert checked is not None
    (volume,) = finished_volumes(checked, now.date()).all
    make_renditions((photo for unit in checked.public.units for photo in unit.photos), root / ".cache/showcase")
    seconds = []
    for number in range(3):
        press = make_press(
            checked.public, checked.texts, checked.kept, "https://example.org/", root / ".cache/showcase", BookOptions()
        )
        start = time.perf_counter()
        printed = press.print(volume, form)
        seconds.append(time.perf_counter() - start)
        assert printed.made is not None
        if number == 0:
            printed.made.file.unlink()
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "first": seconds[0],
        "warm": seconds[1],
        "again": seconds[2],
        "mb": peak / 1024,
        "size": printed.made.size,
        "pages": printed.made.pages,
    }


def main(arguments: list[str] | None = None) -> dict[str, float]:
    """The figures by name, printed too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--photos", type=int, default=200)
    options = parser.parse_args(arguments)
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        write_site(Path(name), options.articles, options.photos)
        for form in ("html", "pdf", "epub"):  # the first one makes the photos, in a process of its own
            order = [sys.executable, "-m", "tests.bench.books_one", name, form]
            done = subprocess.run(order, capture_output=True, text=True, check=True)
            told = json.loads(done.stdout.splitlines()[-1])
            print(
                f"{form:5} first {told['first']:6.2f} s, warm {told['warm']:5.2f} s, again {told['again']:5.2f} s, peak {told['mb']:5.0f} MB,"
                f" file {told['size'] / 1e6:5.1f} MB" + (f", {told['pages']} pages" if told["pages"] else "")
            )
            found |= {f"{form} {key}": value for key, value in told.items()}
    return found


if __name__ == "__main__":
    main()
