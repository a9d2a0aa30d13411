"""Plain mkdocs-material as a newcomer sets it up: every unit and article in the nav, no search."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.bench.compare.content import Content, Unit
from tests.bench.compare.tools import Tool, put

PATIENCE = 1000
"""Pages: at 3,000 a build takes more than seven minutes."""


def make() -> Tool:
    """The theme that this project needs too, so it is always there."""
    return Tool(
        key="material",
        label="mkdocs-material",
        version=f"mkdocs-material {version('mkdocs-material')}",
        command=(sys.executable, "-m", "mkdocs", "build", "-q"),
        write=write,
        unit_file="docs/units/{slug}/index.md",
        unit_page="site/units/{slug}/index.html",
        site="site",
        patience=PATIENCE,
    )


def write(content: Content, root: Path) -> None:
    """Honours and facts become tables, for front matter is not shown."""
    config = {
        "site_name": "文明单位创建成果展",
        "site_url": "https://example.org/showcase/",
        "theme": {"name": "material", "language": "zh", "font": False},
        "plugins": [],
        "nav": [{"首页": "index.md"}, *_nav(content)],
        "markdown_extensions": ["tables", "toc", "footnotes", "attr_list", "admonition"],
    }
    put(root / "mkdocs.yml", json.dumps(config, ensure_ascii=False))  # JSON is YAML
    put(root / "docs/index.md", "# 文明单位创建成果展\n\n关于本站。\n")
    for unit in content.units:
        home = root / "docs/units" / unit.slug
        put(home / "index.md", _unit_text(content, unit))
        for article in unit.articles:
            put(home / f"{article.slug}.md", f"# {article.title}\n\n{article.day}\n\n{article.body}")


def _nav(content: Content) -> list[dict[str, Any]]:
    """Regions, their units, their articles."""
    regions: dict[str, list[dict[str, Any]]] = {}
    for unit in content.units:
        articles = [{a.title: f"units/{unit.slug}/{a.slug}.md"} for a in unit.articles]
        line = {unit.name: [{"概况": f"units/{unit.slug}/index.md"}, *articles]}
        regions.setdefault(unit.meta["region"], []).append(line)
    return [{region: lines} for region, lines in regions.items()]


def _unit_text(content: Content, unit: Unit) -> str:
    honors = [f"| {h['title']} | {h['level']} | {h['jurisdiction']} | {h['date']} |" for h in unit.honors]
    facts = [f"| {f['label']} | {f['value']} {f.get('unit', '')} |" for f in unit.meta.get("facts") or []]
    articles = [f"- [{a.title}]({a.slug}.md)" for a in unit.articles]
    related = [f"- [{other.name}](../{other.slug}/index.md)" for other in content.related(unit)]
    parts = [
        f"# {unit.name}",
        "\n".join(["## 荣誉", "", "| 称号 | 级别 | 授予范围 | 日期 |", "|---|---|---|---|", *honors]),
        "\n".join(["## 单位信息", "", "| 项 | 值 |", "|---|---|", *facts]),
        "\n".join(["## 材料", "", *articles]),
        "\n".join(["## 同类单位", "", *related]),
        f"## 概况\n\n{unit.body}",  # last, where an edit is added
    ]
    return "\n\n".join(parts)
