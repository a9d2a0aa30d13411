"""What pandoc reads of a Word file, made into what an article may hold; pure, on pandoc's own JSON.

Headings that are typed and not styled are known by their numbers; a picture takes the paragraph behind it that says
图 1 as its caption; what Markdown cannot hold is made plain, and told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from showcase.books.headings import Level, level_of

__all__ = ["Document", "Picture", "understood"]

Node = dict[str, Any]

_CAPTION: Final = re.compile(r"图\s*\d*\s*[：:、.．]?\s*(.*)")
_DATE: Final = re.compile(
    r"(?:\d{4}|[一二][〇○零一二三四五六七八九]{3})年(?:[\d一二三四五六七八九十]{1,3}月)?(?:[\d一二三四五六七八九十]{1,3}日)?"
)
_SHORT: Final = 60
_UNFIT: Final = re.compile(r"[\\/:*?\"<>|()\[\]#%&{}\s\x00-\x1f（）“”‘’《》、，。；：！？—…·]+")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the file: where pandoc put it, and what it shows."""

    source: str
    caption: str


@dataclass(slots=True)
class Document:
    """An article to be."""

    title: str = ""
    date: str = ""
    blocks: list[Node] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
    """What could not be taken over as it was, each a sentence without full stop."""


def understood(tree: Node) -> Document:
    """The document in what pandoc read (``pandoc -t json``)."""
    found = Document()
    meta = tree.get("meta", {})
    found.title = text_of(meta.get("title", {}).get("c", [])).strip()
    blocks = list(_unwrapped(tree["blocks"]))
    if not found.title:
        blocks = _take_title(blocks, found)
    found.date = _date(text_of(meta.get("date", {}).get("c", [])), blocks)
    found.blocks = [_plain(block, found) for block in _headed(_with_pictures(blocks, found))]
    found.losses = list(dict.fromkeys(found.losses))
    return found


def text_of(node: Any) -> str:
    """All words."""
    if isinstance(node, list):
        return "".join(text_of(part) for part in node)
    if not isinstance(node, dict):
        return ""
    kind, content = node.get("t"), node.get("c", "")
    if kind in ("Str", "Code", "Math"):
        return content if isinstance(content, str) else str(content[-1])
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    return "" if kind in ("Note", "Image") else text_of(content)


def file_stem(words: str) -> str:
    """A name for a file, without what paths, links and shells take amiss."""
    return _UNFIT.sub("-", words).strip("-.")[:_SHORT]


def _unwrapped(blocks: Sequence[Node]) -> Iterator[Node]:
    """Without the boxes that pandoc makes of styles."""
    for block in blocks:
        if block["t"] == "Div":
            yield from _unwrapped(block["c"][1])
        elif block["t"] == "Figure":
            yield from _unwrapped(block["c"][2])
            if caption := text_of(block["c"][1]).strip():
                yield {"t": "Para", "c": [{"t": "Str", "c": f"图 {caption}"}]}
        elif text_of(block).strip() or block["t"] in ("Table", "HorizontalRule") or _images(block):
            yield block


def _take_title(blocks: list[Node], found: Document) -> list[Node]:
    first = next((n for n, b in enumerate(blocks) if b["t"] in ("Header", "Para", "Plain") and not _images(b)), -1)
    words = text_of(blocks[first]).strip() if first >= 0 else ""
    if not words or len(words) > _SHORT or words.endswith("。"):
        return blocks
    found.title = words
    return blocks[:first] + blocks[first + 1 :]


def _date(stated: str, blocks: list[Node]) -> str:
    """What the file says, else what stands below the text."""
    match = _DATE.search(stated)
    if match:
        return match[0]
    last = (text_of(block).strip() for block in blocks[-2:])
    return next((match[0] for words in last if (match := _DATE.fullmatch(words.replace(" ", "")))), "")


def _images(block: Node) -> list[Node]:
    if block["t"] not in ("Para", "Plain"):
        return []
    return [part for part in block["c"] if part["t"] == "Image"]


def _with_pictures(blocks: list[Node], found: Document) -> Iterator[Node]:
    """Every picture a paragraph of its own, named by the caption behind it."""
    skipped = False
    for number, block in enumerate(blocks):
        if skipped:
            skipped = False
            continue
        images = _images(block)
        if not images:
            yield block
            continue
        rest = [part for part in block["c"] if part["t"] != "Image"]
        if text_of(rest).strip():
            yield {**block, "c": rest}
        after = text_of(blocks[number + 1]).strip() if number + 1 < len(blocks) else ""
        caption = _CAPTION.fullmatch(after)
        skipped = caption is not None and len(after) <= _SHORT
        words = caption[1].strip() if skipped and caption else ""
        for image in images:
            found.pictures.append(Picture(image["c"][2][0], words))
            target = [f"picture:{len(found.pictures) - 1}", ""]
            shown = {"t": "Image", "c": [["", [], []], [{"t": "Str", "c": words}], target]}
            yield {"t": "Para", "c": [shown]}


def _headed(blocks: Iterator[Node]) -> Iterator[Node]:
    for block in blocks:
        words = text_of(block).strip()
        if block["t"] == "Header":
            level = level_of(words)
            yield {"t": "Header", "c": [(level or block["c"][0]) + 1, ["", [], []], _without_weight(block["c"][2])]}
        elif block["t"] == "Para" and Level.looks_like_one(words) and (level := level_of(words)):
            yield {"t": "Header", "c": [level + 1, ["", [], []], _without_weight(block["c"])]}
        else:
            yield block


def _without_weight(parts: list[Node]) -> list[Node]:
    """A heading is heavy by itself."""
    return [inner for part in parts for inner in (part["c"] if part["t"] == "Strong" else [part])]


def _plain(node: Any, found: Document) -> Any:
    """Without what an article cannot hold."""
    if isinstance(node, list):
        return [_plain(part, found) for part in node]
    if not isinstance(node, dict):
        return node
    make = _CHANGED.get(node.get("t", ""))
    return make(node, found) if make else {key: _plain(value, found) for key, value in node.items()}


def _formula(node: Node, found: Document) -> Node:
    found.losses.append(f"公式“{node['c'][1]}”成了普通文字，请核对")
    return {"t": "Str", "c": node["c"][1]}


def _unknown(node: Node, found: Document) -> Node:
    found.losses.append("有一处内容认不出，没有收入")
    return {"t": "Str", "c": ""} if node["t"] == "RawInline" else {"t": "Para", "c": []}


def _link(node: Node, found: Document) -> Node:
    """Into the file, or to one on somebody's disk: the words stay."""
    attributes, words, target = node["c"]
    content = _plain(words, found)
    if re.match(r"(https?|mailto|tel):", target[0]):
        return {"t": "Link", "c": [attributes, content, target]}
    return {"t": "Span", "c": [["", [], []], content]}


def _plain_table(table: Node, found: Document) -> Node:
    """Cells of one line, none of which takes two fields."""
    _, _, columns, head, bodies, foot = table["c"]
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    cells = [[cell for source in row[1] for cell in _fields(source, found)] for row in rows]
    width = len(columns)
    made = [[["", [], []], (row + [_field([])] * width)[:width]] for row in cells]
    specs = [[align, {"t": "ColWidthDefault"}] for align, _ in columns]
    body = [["", [], []], 0, [], made[1:]]
    return {"t": "Table", "c": [["", [], []], [None, []], specs, [["", [], []], made[:1]], [body], [["", [], []], []]]}


_CHANGED: Final[Mapping[str, Callable[[Node, Document], Node]]] = {
    "Link": _link,
    "Math": _formula,
    "RawBlock": _unknown,
    "RawInline": _unknown,
    "Table": _plain_table,
}


def _fields(cell: list[Any], found: Document) -> list[Any]:
    _, _, down, across, blocks = cell
    if down > 1 or across > 1:
        found.losses.append("表格里合并的单元格拆开了，请核对")
    words = [line for part in _lines(blocks) if (line := text_of(part).strip())]
    if len(words) > 1 or any(block["t"] not in ("Plain", "Para") for block in blocks):
        found.losses.append("表格里分段的单元格并成了一段，请核对")
        return [_field([{"t": "Str", "c": "；".join(words)}]), *[_field([])] * (across - 1)]
    content = _plain(blocks[0]["c"], found) if blocks else []
    return [_field(content), *[_field([])] * (across - 1)]


def _lines(blocks: Sequence[Node]) -> Iterator[Any]:
    """Of a cell: paragraphs, and the points of lists."""
    for block in _unwrapped(blocks):
        if block["t"] in ("BulletList", "OrderedList"):
            for item in block["c"] if block["t"] == "BulletList" else block["c"][1]:
                yield from _lines(item)
        else:
            yield block


def _field(content: list[Any]) -> list[Any]:
    return [["", [], []], {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": content}]]
