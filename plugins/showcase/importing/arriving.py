"""A Word file into a unit's folder: pandoc reads and writes, the photos come along, nothing is overwritten."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from showcase.importing.document import Document, file_stem, understood
from showcase.loading.photo_names import PHOTO_SUFFIXES, number_and_caption

__all__ = ["Arrival", "ImportRefusedError", "bring_in"]

_MARKDOWN: Final = "gfm-raw_html-tex_math_dollars"
_TYPES: Final = (
    ("汇报", ("汇报", "报告")), ("总结", ("总结",)), ("计划", ("计划", "方案", "要点")),
    ("制度", ("制度", "办法", "规定", "公约", "规则")), ("事迹", ("事迹",)),
)  # fmt: skip


class ImportRefusedError(ValueError):
    """The file cannot be brought in; says why in Chinese."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What was put where."""

    article: Path
    photos: tuple[Path, ...]
    losses: tuple[str, ...]


def bring_in(file: Path, unit: Path) -> Arrival:
    """An article and its photos in the folder of a unit.

    :raises ImportRefusedError: no Word file, nothing in it, or a file of that name is there already
    :raises OSError: the folder cannot be written
    """
    import pypandoc  # here, for it starts a program that most commands never need

    if file.suffix.lower() != ".docx":
        raise ImportRefusedError("只认 .docx；老格式 .doc 请先在 Word 里另存为 .docx")
    with tempfile.TemporaryDirectory(prefix="showcase-import-") as media:
        try:
            how = [f"--extract-media={media}", "--track-changes=accept"]
            tree = json.loads(pypandoc.convert_file(str(file), "json", format="docx", extra_args=how))
        except (RuntimeError, OSError, json.JSONDecodeError):
            raise ImportRefusedError("打不开，可能不是 Word 文件，或者已损坏、加了密码") from None
        found = understood(tree)
        if not found.blocks:
            raise ImportRefusedError("里面没有文字")
        title = found.title or file.stem
        article = unit / f"{file_stem(title) or 'daoru'}.md"
        if article.exists():
            raise ImportRefusedError(f"已有 {article.name}，没有覆盖；请先改名或移走")
        photos, losses = _photos(found, unit / "photos", title)
        tree = {**tree, "meta": {}, "blocks": _named(found.blocks, photos)}
        body = pypandoc.convert_text(json.dumps(tree), _MARKDOWN, format="json", extra_args=["--wrap=none"])
        _write(article, _front_matter(found, title) + body, photos)
    return Arrival(article, tuple(place for _, place in photos if place), (*found.losses, *losses))


def _photos(found: Document, folder: Path, title: str) -> tuple[list[tuple[str, Path | None]], list[str]]:
    """Where each picture goes, numbered on from those that are there; one that is no photo stays out."""
    names = [path.stem for path in folder.iterdir()] if folder.is_dir() else []
    number = max((n for n, _ in map(number_and_caption, names) if n < 999), default=0)
    places: list[tuple[str, Path | None]] = []
    losses: list[str] = []
    for picture in found.pictures:
        suffix = Path(picture.source).suffix.lower()
        if suffix not in PHOTO_SUFFIXES:
            losses.append(f"图片“{Path(picture.source).name}”不是照片的格式，没有收入")
            places.append((picture.source, None))
            continue
        number += 1
        if not picture.caption:
            losses.append(f"第 {number:02d} 张照片没有图注，暂用题目命名，请改成说明")
        places.append((picture.source, folder / f"{number:02d}-{file_stem(picture.caption or title)}{suffix}"))
    return places, losses


def _named(blocks: Sequence[Any], photos: Sequence[tuple[str, Path | None]]) -> list[Any]:
    """Pictures by the names that they have in the unit; those that stay out go."""

    def named(node: Any) -> Any:
        if isinstance(node, list):
            return [named(part) for part in node]
        if not isinstance(node, dict):
            return node
        if node.get("t") == "Image":
            place = photos[int(node["c"][2][0].partition(":")[2])][1]
            return (
                {"t": "Str", "c": ""}
                if place is None
                else {"t": "Image", "c": [*node["c"][:2], [f"photos/{place.name}", ""]]}
            )
        return {key: named(value) for key, value in node.items()}

    return [named(block) for block in blocks]


def _front_matter(found: Document, title: str) -> str:
    kind = next((kind for kind, words in _TYPES if any(word in title for word in words)), "经验")
    date = found.date or "未知"
    words = json.dumps(re.sub(r"\s+", " ", title), ensure_ascii=False)
    return f"---\ntype: {kind}\ntitle: {words}\ndate: {date}\n---\n"


def _write(article: Path, text: str, photos: Sequence[tuple[str, Path | None]]) -> None:
    for source, place in photos:
        if place is not None:
            place.parent.mkdir(exist_ok=True)
            with place.open("xb") as target, Path(source).open("rb") as content:  # never over another
                shutil.copyfileobj(content, target)
    with article.open("x", encoding="utf-8") as stream:
        stream.write(text)
