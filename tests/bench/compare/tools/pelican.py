"""Pelican with a simple theme of comparable pages; what it has no words for stands in a JSON beside it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from tests.bench.compare.content import NEVER, Article, Content, Unit
from tests.bench.compare.tools import THEMES, Tool, find, first_line, put


def make(folder: Path | None) -> Tool | None:
    """Pelican from PATH or from PyPI; ``None`` where there is none."""
    program = find("pelican", "pelican[markdown]", folder)
    if program is None:
        return None
    return Tool(
        key="pelican",
        label="Pelican",
        version=f"Pelican {first_line(program, '--version')}",
        command=(str(program), "--quiet", "--settings", "pelicanconf.py", "--output", "output"),
        write=write,
        unit_file="content/{slug}.md",
        unit_page="output/units/{slug}/index.html",
        site="output",
        caches=("cache", "__pycache__"),
    )


def write(content: Content, root: Path) -> None:
    """Units and articles are its articles; kinds its categories, all other terms its tags."""
    shutil.copytree(THEMES / "pelican/templates", root / "theme/templates")
    (root / "theme/static").mkdir()
    shutil.copy(THEMES / "style.css", root / "theme/static/style.css")
    shutil.copy(THEMES / "pelican/pelicanconf.py", root)
    records: dict[str, Any] = {}
    for unit in content.units:
        records |= _write_unit(content, unit, root / "content")
    put(root / "records.json", json.dumps(records, ensure_ascii=False))


def _write_unit(content: Content, unit: Unit, folder: Path) -> dict[str, Any]:
    """The files of a unit, and what the theme has to know of them by slug."""
    url = f"units/{unit.slug}/"
    tags = [unit.meta["region"], *unit.levels]
    put(folder / f"{unit.slug}.md", _page(unit.name, unit.slug, url, NEVER, unit.meta["kind"], tags, unit.body))
    for article in unit.articles:
        slug = f"{unit.slug}-{article.slug}"
        text = _page(article.title, slug, _address(unit, article), article.day, "材料", article.topics, article.body)
        put(folder / f"{slug}.md", text)
    return {
        unit.slug: _unit_record(content, unit),
        **{f"{unit.slug}-{a.slug}": _record(unit, a) for a in unit.articles},
    }


def _unit_record(content: Content, unit: Unit) -> dict[str, Any]:
    related = [
        {
            "name": other.name,
            "url": f"units/{other.slug}/",
            "level": other.levels[0] if other.levels else "",
            "region": other.meta["region"],
            "say": other.body[:40],
        }
        for other in content.related(unit)
    ]
    return {
        "kind": unit.meta["kind"],
        "region": unit.meta["region"],
        "honors": unit.honors,
        "newest": unit.honors[0] if unit.honors else {},
        "facts": unit.meta.get("facts") or [],
        "articles": [{"title": a.title, "url": _address(unit, a), **_record(unit, a)} for a in unit.articles],
        "related": related,
    }


def _record(unit: Unit, article: Article) -> dict[str, Any]:
    home = {"name": unit.name, "url": f"units/{unit.slug}/"}
    return {"home": home, "type": article.meta["type"], "date": article.day}


def _address(unit: Unit, article: Article) -> str:
    return f"units/{unit.slug}/{article.slug}/"


def _page(title: str, slug: str, url: str, date: str, category: str, tags: list[str], body: str) -> str:
    meta = {
        "Title": title,
        "Slug": slug,
        "Date": date,
        "Category": category,
        "Tags": ", ".join(tags),
        "URL": url,
        "Save_as": os.path.join(url, "index.html"),
    }
    return "\n".join(f"{key}: {value}" for key, value in meta.items()) + f"\n\n{body}"
