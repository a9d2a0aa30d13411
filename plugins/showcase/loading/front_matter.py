"""A Markdown file → front matter with places, and body with its first line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from showcase.diagnostics import Diagnostics, Location
from showcase.loading.files import Root, read_text
from showcase.loading.yaml_tree import Tree, parse_yaml
from showcase.model.records import Source, Text

__all__ = ["Document", "load_document", "load_yaml"]

_FENCE: Final = re.compile(r"-{3,}\s*")
_ODD_FENCE: Final = re.compile(r"\s*[-－—]{2,}\s*")


@dataclass(frozen=True, slots=True)
class Document:
    """A file as written: what its front matter says, with places, and its body."""

    source: Source
    data: Mapping[str, Any]
    text: Text


def load_document(root: Root, path: Path, diagnostics: Diagnostics) -> Document | None:
    """Read one Markdown file; ``None`` (with diagnostics) when its front matter cannot be trusted."""
    written = read_text(root, path, diagnostics)
    if written is None:
        return None
    name = root.relative(path)
    lines = written.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        return _without_front_matter(name, lines, diagnostics)
    end = next((n for n, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), None)
    if end is None:
        diagnostics.error(Location(name), "文件头没有结束：缺少第二行“---”", "front-matter")
        return None
    tree = parse_yaml("\n".join(lines[1:end]), name, 2, diagnostics)
    data = _mapping(tree, name, diagnostics)
    if data is None:
        return None
    text = Text("\n".join(lines[end + 1 :]), end + 2)
    return Document(_source(name, tree), data, text)


def load_yaml(root: Root, path: Path, diagnostics: Diagnostics) -> tuple[Source, dict[str, Any]] | None:
    """Read one YAML file of ``site_config/``: a mapping with places."""
    written = read_text(root, path, diagnostics)
    if written is None:
        return None
    name = root.relative(path)
    tree = parse_yaml(written, name, 1, diagnostics)
    data = _mapping(tree, name, diagnostics)
    return None if data is None else (_source(name, tree), data)


def _source(name: str, tree: Tree) -> Source:
    marks = dict(tree.marks)
    marks[()] = Location(name)  # what is missing in the whole file is reported at :1:1
    return Source(name, marks=MappingProxyType(marks))


def _mapping(tree: Tree, name: str, diagnostics: Diagnostics) -> dict[str, Any] | None:
    if not tree.is_sound:
        return None
    if tree.data is None:
        return {}
    if not isinstance(tree.data, dict):
        diagnostics.error(tree.marks.get((), Location(name)), "这里应是“键: 值”，每行一条", "yaml-syntax")
        return None
    return tree.data


def _without_front_matter(name: str, lines: list[str], diagnostics: Diagnostics) -> Document | None:
    if _ODD_FENCE.fullmatch(lines[0]) or not any(line.strip() for line in lines):
        message = "文件头要以单独一行三个半角减号“---”开始" if lines[0].strip() else "文件是空的"
        diagnostics.error(Location(name), message, "front-matter")
        return None
    diagnostics.error(Location(name), "缺少文件头：第一行应是“---”，下面写 title 等各项", "front-matter")
    return None
