"""XML of Word, Excel, PowerPoint, ODF and OFD: every word in it, shown or not.

The standard library's expat reads it, and a document type is refused: without one there are no entities, neither such
that grow (a “billion laughs”) nor such that read files of this machine. Office programs write none. expat also calls
back as it reads, so no tree of a large sheet is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from showcase.privacy.values import UnreadableError

__all__ = ["ATTRIBUTES", "Paragraphs", "local", "name_of_part", "parse_xml"]

_BLOCKS: Final = frozenset({"p", "h", "si"})
"""A paragraph of Word, PowerPoint and ODF, a heading of ODF, a shared text of Excel."""
_SPACES: Final = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " ", "noBreakHyphen": "-"}
ATTRIBUTES: Final = frozenset(
    "descr title alt Target href tooltip display prompt promptTitle error name Author author".split()
)
"""Alternative texts, addresses of links (``tel:``), hints on cells, authors."""


def parse_xml(data: bytes, parser: expat.XMLParserType) -> None:
    """:raises UnreadableError: it is no XML, or declares a document type"""
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise UnreadableError("里面的 XML 已损坏") from None


def _refuse(*_: object) -> None:
    raise UnreadableError("里面的 XML 声明了文档类型，办公软件不会这样写")


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


class Paragraphs:
    """Texts of one XML part in order; what was deleted under revision is read too, with what it stood in."""

    def __init__(self) -> None:
        self._now: list[str] = []
        self._before: list[str] = []
        self._depth = self._added = 0
        self._found: list[tuple[int, str]] = []
        self._count = 0
        self._element = ""

    def read(self, data: bytes) -> Iterator[tuple[int, str]]:
        """Number of the paragraph, from 1, and a text of it."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parse_xml(data, parser)
        self._flush()
        return iter(self._found)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._element = local(name)
        if self._element in _BLOCKS:
            if self._depth:
                self._flush()
            self._depth += 1
            self._count += 1
        elif self._element == "ins":
            self._added += 1
        elif self._element in _SPACES:
            self._words(_SPACES[self._element])
        for key, value in attributes.items():
            if local(key) in ATTRIBUTES and value:
                self._found.append((max(self._count, 1), value))

    def _end(self, name: str) -> None:
        element = local(name)
        if element == "ins":
            self._added -= 1
        if element in _BLOCKS:
            self._depth -= 1
            self._flush()
        elif not self._depth:
            self._flush()
        self._element = ""

    def _words(self, words: str) -> None:
        if self._element != "delText":
            self._now.append(words)
        if not self._added:
            self._before.append(words)

    def _flush(self) -> None:
        for words in dict.fromkeys(("".join(self._now), "".join(self._before))):
            if words.strip():
                self._found.append((max(self._count, 1), words))
        self._now, self._before = [], []


_PARTS: Final = (
    (re.compile(r"word/document\d*\.xml"), "正文"),
    (re.compile(r"word/header\d*\.xml"), "页眉"),
    (re.compile(r"word/footer\d*\.xml"), "页脚"),
    (re.compile(r"word/footnotes\.xml"), "脚注"),
    (re.compile(r"word/endnotes\.xml"), "尾注"),
    (re.compile(r".*comments?[^/]*\.xml", re.IGNORECASE), "批注"),
    (re.compile(r"docProps/.*|meta\.xml"), "文件属性"),
    (re.compile(r".*_rels/.*\.rels"), "链接"),
    (re.compile(r"ppt/slides/slide\d+\.xml"), "幻灯片"),
    (re.compile(r"ppt/notesSlides/.*"), "幻灯片备注"),
    (re.compile(r"content\.xml"), "正文"),
    (re.compile(r"xl/drawings/.*"), "图形"),
    (re.compile(r"xl/workbook\.xml"), "工作簿"),
)


def name_of_part(part: str) -> str:
    """What a part is to its author; its own name where that says more."""
    return next((words for pattern, words in _PARTS if pattern.fullmatch(part)), part.rpartition("/")[2])
