"""This project, by MkDocs' own command."""

from __future__ import annotations

import os
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

import showcase
from tests.bench.compare.content import Content
from tests.bench.compare.tools import Tool, link

PARTS = ("units", "content", "site_config")


def make() -> Tool:
    """The project as it is imported here, installed or not."""
    plugins = str(Path(showcase.__file__).parent.parent)
    return Tool(
        key="ours",
        label="本项目",
        version=f"MkDocs {version('mkdocs')}",
        command=(sys.executable, "-m", "mkdocs", "build", "-q"),
        write=write,
        unit_file="units/{slug}/index.md",
        unit_page="site/units/{slug}/index.html",
        site="site",
        caches=(".cache",),
        environment={"PYTHONPATH": os.pathsep.join(filter(None, [plugins, os.environ.get("PYTHONPATH")]))},
        has_photos=True,
    )


def write(content: Content, root: Path) -> None:
    """The texts are in its form already; what else lies in the folder (``site/``, ``.git/``) stays there."""
    root.mkdir(parents=True)
    shutil.copyfile(content.folder / "mkdocs.yml", root / "mkdocs.yml")
    for name in PARTS:
        shutil.copytree(content.folder / name, root / name, copy_function=_copy)


def _copy(source: str, target: str) -> None:
    if source.endswith(".jpg"):
        link(Path(source), Path(target))
    else:
        shutil.copyfile(source, target)
