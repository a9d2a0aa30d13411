"""Clean HTML → the few things that a printed page is made of, as plain data (lists, dicts, strings).

typst reads them as JSON, and its templates walk through them. So no author's word ever becomes code: there is nothing
to escape. pandoc's typst writer was tried first: from HTML it makes footnotes a list at the end, drops the alignment of
table cells, sets a blank between two lines of Chinese, and takes 0.9 s for a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import Element

from showcase.books.headings import Level, level_of
from showcase.books.tables import table_of
from showcase.books.xhtml import parsed

__all__ = ["Node", "blocks_of", "texts_of"]

Node = dict[str, Any] | str
"""A text, or ``{"t": kind, "c": [what is in it], …}``."""

_INLINE: Final = {
    "a", "abbr", "b", "bdi", "br", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "rp", "rt",
    "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr",
}  # fmt: skip
_KINDS: Final = {
    "b": "b", "strong": "b", "i": "i", "em": "i", "dfn": "i", "var": "i", "u": "u", "ins": "u", "s": "s", "del": "s",
    "sub": "sub", "code": "code", "kbd": "code", "samp": "code", "q": "q", "mark": "mark",
}  # fmt: skip
_DEEPEST: Final = 10
"""Lists and quotes within each other that are set apart; typst stops at about 80 calls within each other."""
_BREAK: Final = re.compile(r"[ \t\r]*\n\s*")
_HAN: Final = re.compile("[\u2014-\u2026\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_BLANKS: Final = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class _Text:
    """What is known while one text is walked through."""

    pictures: Mapping[str, str]
    """Names by address."""
    notes: dict[str, Element] = field(default_factory=dict)
    """Footnotes by id."""


def blocks_of(html: str, pictures: Mapping[str, str]) -> list[Node]:
    """A text as blocks; a picture that ``pictures`` does not name is left out with its caption.

    :param pictures: names of pictures by their address in the text
    """
    root = parsed(html)
    text = _Text(pictures, _notes(root))
    return _with_ranks(_joined_figures(_blocks(root, text, 0)))


def texts_of(nodes: Iterable[Node]) -> Iterator[str]:
    """All words of a text, for the look into the fonts."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        else:
            yield from (node[key] for key in ("text", "alt") if key in node)
            for key in ("c", "cap", "rows"):
                yield from texts_of(_flat(node.get(key, ())))


def _flat(nodes: Iterable[Any]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, list):
            yield from _flat(node)
        else:
            yield node


def _notes(root: Element) -> dict[str, Element]:
    """Footnotes by id; their list at the end goes."""
    found: dict[str, Element] = {}
    for parent in root.iter():
        for child in [c for c in parent if c.tag == "section" and "footnotes" in c.get("class", "").split()]:
            found |= {item.get("id", ""): item for item in child.iter("li")}
            parent.remove(child)
    return found


def _blocks(element: Element, text: _Text, depth: int) -> list[Node]:
    """Its children as blocks; words that stand between blocks become paragraphs."""
    made: list[Node] = []
    loose: list[Node] = _words(element.text)
    for child in element:
        if child.tag in _INLINE:
            loose += _inline(child, text)
        else:
            _close(loose, made)
            loose = []
            made += _block(child, text, depth)
        loose += _words(child.tail)
    _close(loose, made)
    return made


def _close(loose: list[Node], made: list[Node]) -> None:
    content = _trimmed(loose)
    if content:
        made.append({"t": "p", "c": content})


def _block(element: Element, text: _Text, depth: int) -> list[Node]:
    make = _PARTS.get(element.tag)
    if make is not None:
        return make(element, text)
    if depth < _DEEPEST and element.tag in ("ul", "ol"):
        return _list(element, text, depth + 1)
    if depth < _DEEPEST and element.tag == "blockquote":
        return [{"t": "quote", "c": _blocks(element, text, depth + 1)}]
    return _blocks(element, text, min(depth + 1, _DEEPEST))


def _list(element: Element, text: _Text, depth: int) -> list[Node]:
    items = [_blocks(item, text, depth) for item in element if item.tag == "li"]
    start = element.get("start", "1")
    number = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
    return [{"t": element.tag, "start": number, "c": [item for item in items if item]}] if items else []


def _title(element: Element, text: _Text) -> list[Node]:
    return [_heading(_line(element, text), int(element.tag[1]) - 1)]


def _bold(element: Element, text: _Text) -> list[Node]:
    content = _line(element, text)
    return [{"t": "p", "c": [{"t": "b", "c": content}]}] if content else []


def _table(element: Element, text: _Text) -> list[Node]:
    return [table_of(element, lambda cell: _line(cell, text))]


def _code(element: Element, _text: _Text) -> list[Node]:
    return [{"t": "pre", "text": "".join(element.itertext()).rstrip("\n")}]


def _heading(content: list[Node], level: int) -> Node:
    found = level_of("".join(texts_of(content)))
    return {"t": "h", "level": found.value if found else max(1, level), "numbered": found is not None, "c": content}


def _paragraph(element: Element, text: _Text) -> list[Node]:
    """A short paragraph that begins as a heading does, and does not end as a sentence does, is one."""
    content = _line(element, text)
    if not content:
        return []
    words = "".join(texts_of(content))
    level = level_of(words) if Level.looks_like_one(words) else None
    return [_heading(content, 1) if level else {"t": "p", "c": content}]


def _figure(element: Element, text: _Text) -> list[Node]:
    image = next(element.iter("img"), None)
    if image is None:
        return _blocks(element, text, 0)
    shown = _picture(image, text)
    caption = next(element.iter("figcaption"), None)
    return [{**shown, "t": "fig", "cap": _line(caption, text) if caption is not None else []}] if shown else []


_PARTS: Final[Mapping[str, Callable[[Element, _Text], list[Node]]]] = {
    **{f"h{level}": _title for level in range(1, 7)},
    **dict.fromkeys(("dt", "summary", "caption"), _bold),
    "p": _paragraph,
    "figure": _figure,
    "table": _table,
    "pre": _code,
    "hr": lambda _element, _text: [{"t": "hr"}],
}


def _picture(image: Element, text: _Text) -> dict[str, Any] | None:
    name = text.pictures.get(image.get("src", ""))
    if name is None:
        return None
    width, height = (int(image.get(key, "0") or 0) for key in ("width", "height"))
    return {"t": "img", "name": name, "alt": image.get("alt", ""), "w": max(1, width), "h": max(1, height)}


def _line(element: Element, text: _Text) -> list[Node]:
    """What stands in a line; blocks within it are run on."""
    return _trimmed(_content(element, text))


def _content(element: Element, text: _Text) -> list[Node]:
    made: list[Node] = _words(element.text)
    for child in element:
        made += _inline(child, text)
        made += _words(child.tail)
    return made


def _inline(element: Element, text: _Text) -> list[Node]:
    make = _WORDS.get(element.tag)
    if make is not None:
        return make(element, text)
    content = _content(element, text)
    return [{"t": _KINDS[element.tag], "c": content}] if element.tag in _KINDS and content else content


def _image(element: Element, text: _Text) -> list[Node]:
    shown = _picture(element, text)
    return [shown] if shown else []


def _raised(element: Element, text: _Text) -> list[Node]:
    if "footnote-ref" in element.get("class", ""):
        return _note(element, text)
    return [{"t": "sup", "c": _content(element, text)}]


def _link(element: Element, text: _Text) -> list[Node]:
    href, content = element.get("href", ""), _content(element, text)
    if "footnote-backref" in element.get("class", ""):
        return []
    if not re.match(r"(https?|mailto|tel):", href) or not content:
        return content
    return [{"t": "a", "href": href, "c": content}]


def _note(element: Element, text: _Text) -> list[Node]:
    """A footnote where it is named; within a footnote there is none."""
    anchor = next((a.get("href", "") for a in element.iter("a")), "").rpartition("#")[2]
    item = text.notes.get(anchor)
    if item is None:
        return []
    blocks = _blocks(item, _Text(text.pictures), 1)
    lines = [block["c"] for block in blocks if isinstance(block, dict) and "c" in block]
    content: list[Node] = []
    for line in lines:
        content += [{"t": "br"}, *line] if content else line
    return [{"t": "note", "c": _trimmed(content)}]


_WORDS: Final[Mapping[str, Callable[[Element, _Text], list[Node]]]] = {
    "a": _link,
    "br": lambda _element, _text: [{"t": "br"}],
    "img": _image,
    "rp": lambda _element, _text: [],
    "rt": lambda element, _text: [f"（{''.join(element.itertext())}）"],
    "sup": _raised,
    "wbr": lambda _element, _text: [],
}


def _words(text: str | None) -> list[Node]:
    """Between two lines of Chinese there is no blank, elsewhere one."""
    if not text:
        return []
    return [word] if (word := _BLANKS.sub(" ", _BREAK.sub(_gap, text))) else []


def _gap(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()], match.string[match.end() :]
    return "" if (before and _HAN.match(before[-1])) or (after and _HAN.match(after[0])) else " "


def _trimmed(nodes: list[Node]) -> list[Node]:
    """Without blanks and breaks at both ends."""
    made = list(nodes)
    for end in (0, -1):
        while made and _is_blank(made[end]):
            made.pop(end)
    for end, cut in ((0, str.lstrip), (-1, str.rstrip)):
        edge = made[end] if made else None
        if isinstance(edge, str):
            made[end] = cut(edge, " \n")
    return made


def _is_blank(node: Node) -> bool:
    return not node.strip(" \n") if isinstance(node, str) else node["t"] == "br"


def _joined_figures(blocks: list[Node]) -> list[Node]:
    """Pictures that follow each other stand beside each other, two and two."""
    made: list[Node] = []
    for block in blocks:
        before = made[-1] if made else None
        if not _is(block, "fig") or not isinstance(before, dict):
            made.append(block)
        elif before["t"] == "fig":
            made[-1] = {"t": "pair", "c": [before, block]}
        else:
            made.append(block)
    return made


def _is(node: Node, kind: str) -> bool:
    return isinstance(node, dict) and node["t"] == kind


def _with_ranks(blocks: list[Node]) -> list[Node]:
    """Headings with a rank that goes down by one at most, as tagged PDF wants it (ISO 14289-1, 7.4.2)."""
    open_levels: list[int] = []
    made: list[Node] = []
    for block in blocks:
        if isinstance(block, dict) and block["t"] == "h":
            while open_levels and open_levels[-1] >= block["level"]:
                open_levels.pop()
            open_levels.append(block["level"])
            made.append({**block, "rank": min(len(open_levels), 4)})
        else:
            made.append(block)
    return made
