"""Texts with lines, and tables with rows: findings at their places."""

from __future__ import annotations

import csv
import html
import io
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from showcase.model.privacy import Masks
from showcase.privacy.addresses import coarse, is_fine_address, is_home_head
from showcase.privacy.finders import find, has_hints
from showcase.privacy.people import VULNERABLE, is_name, surname_only
from showcase.privacy.values import Finding, Kind, Place, Seen

__all__ = ["Table", "in_csv", "in_lines", "in_words"]

_HEAD: Final = re.compile(
    r"姓名|住址|地址|身份证|证件|手机|电话|联系|卡号|账号|户主|备注|类别|编号|单号|信用代码|户籍|居住|对象|情况"
)
_TELLING_HEAD: Final = re.compile(
    r"\|[^|\n]{0,12}?(?:姓名|户主|申请人|住址|地址|户籍|身份证|证件号|卡号|账号|手机|电话)[^|\n]{0,12}\|"
)
"""Heads that tell of the cells below what these do not tell themselves; few texts have any."""
_NAME_HEAD: Final = re.compile(r"姓名|户主|申请人|学生|患者|老人|对象")
_LONG_NUMBER: Final = re.compile(r"\d{6}")
_VULNERABLE: Final = re.compile(VULNERABLE)
_ROW: Final = re.compile(r"^[ \t]*+\|.*\|[ \t]*$", re.MULTILINE)
_CELL: Final = re.compile(r"\|([^|]*)(?=\|)")
Cells = Sequence[tuple[int, str]]
"""Column from 1, and what stands there."""


def in_words(text: str, masks: Masks, place: Place) -> Iterator[Seen]:
    """A piece that has no lines of its own: a paragraph, a page, a name."""
    if has_hints(text):
        yield from Seen.of(find(text, masks), place)


def in_lines(text: str, masks: Masks) -> Iterator[Seen]:
    """A text file, Markdown with its front matter and comments too: every sign of it counts, shown or not."""
    found = list(_placed(find(text, masks), text))
    yield from found
    if "&#" in text:  # digits written as entities
        for number, line in enumerate(text.split("\n"), 1):
            if "&#" in line:
                yield from Seen.of(find(html.unescape(line), masks), Place(number))
    if _TELLING_HEAD.search(text):
        known = {(seen.kind, seen.place.line) for seen in found}
        yield from (seen for seen in _in_markdown_tables(text, masks) if (seen.kind, seen.place.line) not in known)


def _placed(findings: Iterable[Finding], text: str) -> Iterator[Seen]:
    """Line and column of each; where lines begin is only asked when there is any."""
    starts: list[int] = []
    for found in findings:
        starts = starts or [0, *(match.end() for match in re.finditer("\n", text))]
        line = bisect_right(starts, found.start)
        place = Place(line, found.start - starts[line - 1] + 1)
        yield Seen(found.kind, place, found.shown, found.what)


def _in_markdown_tables(text: str, masks: Masks) -> Iterator[Seen]:
    """What only the head of a column tells; columns are those of the text."""
    table, line, end = Table(masks), 1, 0
    for match in _ROW.finditer(text):
        between = text.count("\n", end, match.start())
        if between > 1:
            table = Table(masks)
        line, end = line + between, match.start()
        cells = [_trimmed(cell) for cell in _CELL.finditer(match[0])]
        for seen in table.row(line, [(number, words) for number, (_, words) in enumerate(cells, 1)]):
            yield replace(seen, place=Place(line, cells[seen.place.column - 1][0]))


def _trimmed(cell: re.Match[str]) -> tuple[int, str]:
    """Where the words of a cell begin, and these."""
    words = cell[1].strip()
    return cell.start(1) + 1 + cell[1].find(words), words


def in_csv(text: str, masks: Masks) -> Iterator[Seen]:
    """By row and column, as other messages about tables; only when there is anything."""
    if not has_hints(text) and not _HEAD.search(text):
        return
    table = Table(masks)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text)), 1):
            yield from table.row(number, list(enumerate(row, 1)))
    except csv.Error:  # a cell of megabytes, or a NUL: no table, but still a text
        yield from in_lines(text, masks)


class Table:
    """Rows one after another; what stands over a cell counts with it."""

    def __init__(self, masks: Masks, sheet: str = "") -> None:
        self._masks, self._sheet = masks, sheet
        self._heads: dict[int, str] = {}
        self._names: frozenset[int] = frozenset()
        self._homes: frozenset[int] = frozenset()

    def row(self, number: int, cells: Cells) -> Iterator[Seen]:
        """Everything found in one row; a row of words alone becomes the head of those below."""
        filled = [(column, text) for column, text in cells if text]
        if self._is_head(filled):
            self._take_heads(filled)
        for column, text in filled:
            place = Place(number, column, self._sheet)
            found = list(find(text, self._masks, self._heads.get(column, ""))) if has_hints(text) else []
            yield from Seen.of(found, place)
            is_home = column in self._homes and not any(item.kind is Kind.ADDRESS for item in found)
            if is_home and is_fine_address(text):
                yield Seen(Kind.ADDRESS, place, coarse(text), "住址")
        if self._names:
            yield from self._persons(number, filled)

    def _is_head(self, cells: Cells) -> bool:
        words = [text for _, text in cells]
        return sum(bool(_HEAD.search(word)) and len(word) <= 20 for word in words) * 2 >= len(words) > 1 and not any(
            map(_LONG_NUMBER.search, words)
        )

    def _take_heads(self, cells: Cells) -> None:
        heads = dict(cells)
        together = " ".join(heads.values())
        self._heads = heads
        self._names = frozenset(column for column, head in heads.items() if _NAME_HEAD.search(head))
        self._homes = frozenset(column for column, head in heads.items() if is_home_head(head, together))

    def _persons(self, number: int, cells: Cells) -> Iterator[Seen]:
        """A name in one cell, and in another one of the row what nobody need know of its bearer."""
        names = [(column, text) for column, text in cells if column in self._names and is_name(text)]
        words = [(column, match[0]) for column, text in cells if (match := _VULNERABLE.search(text))]
        words += [(column, match[0]) for column, head in self._heads.items() if (match := _VULNERABLE.search(head))]
        for column, name in names if words else ():
            yield Seen(Kind.PERSON, Place(number, column, self._sheet), surname_only(name), words[0][1])
