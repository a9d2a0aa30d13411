"""A Markdown file → front matter with places, and body with its first line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from showcase.diagnostics import Diagnostics, Location
from showcase.loading.files import Root, read_text
from showcase.loading.yaml_tree import Tree, parse_yaml
from showcase.model.documents import Marks, Source, Text

__all__ = ["Document", "load_document", "load_yaml"]

_MAX_SETTINGS: Final = 10_000_000
"""``urls.yml`` has a line for each article."""
_FENCE: Final = re.compile(r"-{3,}\s*")
_ODD_FENCE: Final = re.compile(r"\s*[-－—]{2,}\s*")


@dataclass(frozen=True, slots=True)
class Document:
    """A file as written: what its front matter says, with places, and its body."""

    source: Source
    data: Mapping[str, Any]
    text: Text
    is_sound: bool = True
    """False when the front matter could not be read whole: nothing is concluded from what it lacks."""


def load_document(root: Root, path: Path, diagnostics: Diagnostics) -> Document | None:
    """Read one Markdown file; ``None`` with a diagnostic when there is no telling its front matter from its body."""
    written = read_text(root, path, diagnostics)
    if written is None:
        return None
    name = root.relative(path)
    lines = written.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        diagnostics.error(Location(name), _without_front_matter(lines), "front-matter")
        return None
    end = next((n for n, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), None)
    if end is None:
        diagnostics.error(*_unclosed(name, lines), "front-matter")
        return None
    head, text, limits = "\n".join(lines[1:end]), Text("\n".join(lines[end + 1 :]), end + 2), root.limits
    if len(head) > limits.front_matter:
        message = f"文件头有 {len(head)} 个字，超过 {limits.front_matter}；长名单请放进旁边的表格"
        diagnostics.error(Location(name), message, "over-limit")
        return None
    if len(text.markdown) > limits.article:
        message = f"正文有 {len(text.markdown)} 个字，超过 {limits.article}；请分成几篇"
        diagnostics.error(Location(name, text.first_line), message, "over-limit")
        return None
    tree = parse_yaml(head, name, 2, diagnostics, limits)
    data = _mapping(tree, name, diagnostics)
    return Document(_source(name, tree), data, text, tree.is_sound)


def _unclosed(name: str, lines: list[str]) -> tuple[Location, str]:
    odd = next((n for n, line in enumerate(lines[1:], 2) if _ODD_FENCE.fullmatch(line)), None)
    if odd is not None:
        return Location(name, odd), "文件头要以单独一行三个半角减号“---”结束"
    return Location(name), "文件头没有结束：各项写完以后要有第二行“---”"


def load_yaml(root: Root, path: Path, diagnostics: Diagnostics) -> tuple[Source, dict[str, Any]] | None:
    """Read one YAML file of ``site_config/``: a mapping with places."""
    written = read_text(root, path, diagnostics, _MAX_SETTINGS)
    if written is None:
        return None
    name = root.relative(path)
    tree = parse_yaml(written, name, 1, diagnostics)
    data = _mapping(tree, name, diagnostics)
    return (_source(name, tree), data) if tree.is_sound else None


def _source(name: str, tree: Tree) -> Source:
    marks = dict(tree.marks)
    marks[()] = Location(name)  # what is missing in the whole file is reported at :1:1
    return Source(name, marks=Marks(marks))


def _mapping(tree: Tree, name: str, diagnostics: Diagnostics) -> dict[str, Any]:
    """The tree's data; anything but a mapping is a mistake, unless one was told already."""
    if isinstance(tree.data, dict):
        return tree.data
    if tree.data is not None and tree.is_sound:
        diagnostics.error(tree.marks.get((), Location(name)), "这里应是“键: 值”，每行一条", "yaml-syntax")
        tree.is_sound = False
    return {}


def _without_front_matter(lines: list[str]) -> str:
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        return "文件是空的"
    if _FENCE.fullmatch(first):
        return "“---”前面有空行，请删去：“---”应是第一行"
    if _ODD_FENCE.fullmatch(first):
        return "文件头要以单独一行三个半角减号“---”开始"
    return "缺少文件头：第一行应是“---”，下面写 title 等各项"
