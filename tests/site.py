"""A small complete site as a dict of files, and a real MkDocs build of it."""

from __future__ import annotations

import functools
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup
from PIL import Image

from showcase.kept import kept_in

Files = Mapping[str, str | bytes | None]

MKDOCS = """\
site_name: 测试站
site_url: https://example.org/showcase/
docs_dir: content
theme: {name: material, language: zh, font: false}
plugins:
  - showcase: {today: 2026-11-18}
"""
TAXONOMIES = """\
kinds: [文明单位, {name: 文明村镇, aliases: [文明村]}, 文明校园]
levels: [{name: 全国级, aliases: [国家级]}, 省级, 市级, {name: 县级, aliases: [区级]}]
jurisdictions:
  - {name: 川岭省, level: 省级, term_years: 3, ladders: [[文明单位, 文明单位标兵], [文明村镇]]}
  - {name: 云川市, level: 市级, term_years: 3, ladders: [[文明单位, 文明单位标兵], [文明村镇]]}
topics: [志愿服务, 移风易俗]
ownership: [机关, 事业单位]
sectors: [乡镇街道, 教育]
archive: [思想建设类, {name: 文化教育类, aliases: [教育培训类]}]
"""
REGIONS = """\
regions:
  - code: "99"
    name: 川岭省
    children:
      - {code: "9901", name: 清源区}
      - {code: "9902", name: 望山县}
"""
SITE = "name: 文明单位创建成果展\nplace: 云川市\nsponsor: 云川市文明办\nemail: wmb@example.org\n"
FEEDS = """\
feeds:
  - {slug: all, title: 全站更新, description: 全部内容, content: [units, articles, notices, decisions, compilations]}
  - {slug: articles, title: 材料, description: 各单位材料, content: [articles]}
"""
UNIT = """\
---
name: 云川市清源区白鹭镇人民政府
short_name: 白鹭镇
kind: 文明村镇
region: 清源区
---
白鹭镇在白鹭河边。
"""
ARTICLE = """\
---
type: 经验
title: 一条河带出一支志愿队
date: 2023-09-15
---
## 做法

每周六上午巡河一次。
"""
DECISION = """\
---
title: 关于命名第八届云川市文明村镇的决定
number: 云文明委〔2024〕3号
date: 2024-03-18
by: [云川市精神文明建设委员会]
lists:
  - {event: 授予, title: 市级文明村镇, level: 市级, jurisdiction: 云川市, grade: 文明村镇, term: 第八届, units: [bailu-town]}
---
决定正文。
"""
NOTICE = """\
---
title: 关于拟命名名单的公示
date: 2026-11-13
opens: 2026-11-16
closes: 2026-11-20
working_days: 5
by: [云川市文明办]
contact: {office: 云川市文明办, phone: 000-55510000}
lists:
  - {title: 拟命名, application: 新申报, units: [bailu-town, 清源区渔村小学]}
---
公示正文。
"""
COMPILATION = """\
---
title: 春风
date: 2026-11
by: [云川市文明办]
parts:
  - {title: 志愿服务, items: [bailu-town/heyan]}
---
编者按。
"""


def photo(width: int = 60, height: int = 40, colour: str = "#7fa874", **save: object) -> bytes:
    """A small JPEG, or what ``save`` says."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(stream, **{"format": "JPEG", **save})  # type: ignore[arg-type]
    return stream.getvalue()


def base_files() -> dict[str, str | bytes | None]:
    """One unit with an article and a photo, one decision, notice and compilation."""
    return {
        "mkdocs.yml": MKDOCS,
        "site_config/taxonomies.yml": TAXONOMIES,
        "site_config/regions.yml": REGIONS,
        "site_config/site.yml": SITE,
        "site_config/feeds.yml": FEEDS,
        "content/about.md": "---\ntitle: 关于\n---\n关于本站。\n",
        "content/decisions/2024-03.md": DECISION,
        "content/notices/2026-11.md": NOTICE,
        "content/compilations/chunfeng.md": COMPILATION,
        "units/bailu-town/index.md": UNIT,
        "units/bailu-town/heyan.md": ARTICLE,
        "units/bailu-town/photos/01-镇政府大院.jpg": photo(),
    }


def write(root: Path, files: Files) -> None:
    """Put files below a folder; ``None`` removes one."""
    for name, content in files.items():
        path = root / name
        if content is None:
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


@dataclass(frozen=True)
class Result:
    """What a command did."""

    root: Path
    code: int
    output: str

    @property
    def site(self) -> Path:
        return self.root / "site"

    def text(self, url: str) -> str:
        """A published file; a folder means its index."""
        path = self.site / url
        return (path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8")

    def page(self, url: str) -> BeautifulSoup:
        return BeautifulSoup(self.text(url), "lxml")

    def main(self, url: str) -> str:
        """The words of a page's main part, spaces folded."""
        main = self.page(url).find("main")
        assert main is not None, f"{url} has no main"
        return " ".join(main.get_text(" ").split())

    def problems(self) -> list[str]:
        """Diagnostics as they were printed, without the frame of MkDocs or of the command."""
        found = (_PROBLEM.search(line) for line in self.output.splitlines())
        return [match[0] for match in found if match]


_PROBLEM = re.compile(r"[^\s　]+:\d+:\d+: .* \([a-z-]+\)$")


def run(root: Path, *arguments: str, env: Mapping[str, str] | None = None) -> Result:
    """A command in the site's folder, with nothing of this machine's settings."""
    settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", **(env or {})}
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=root, capture_output=True, text=True, env=settings, check=False
    )
    return Result(root, done.returncode, done.stdout + done.stderr)


@functools.cache
def compiled_templates() -> bytes:
    """A cache that holds nothing but compiled templates: to compile them takes a quarter of a build's time."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, base_files())
        run(root, "mkdocs", "build")
        full, bare = kept_in(root / ".cache/showcase"), kept_in(root / "bare")
        bare.put("template", full.get_many("template", full.keys("template")))
        full.close()
        bare.close()
        return (root / "bare/kept-2.sqlite").read_bytes()


def build(root: Path, files: Files | None = None, *options: str, **env: str) -> Result:
    """A real ``mkdocs build`` of the base site with some files changed, and with templates that are compiled already."""
    write(root, {**base_files(), **(files or {})})
    if not (root / ".cache").exists():
        write(root, {".cache/showcase/kept-2.sqlite": compiled_templates()})
    return run(root, "mkdocs", "build", *options, env=env)


def check(root: Path, files: Files | None = None, *options: str) -> Result:
    """``showcase check`` of the base site with some files changed."""
    write(root, {**base_files(), **(files or {})})
    return run(root, "showcase", "check", *options)
