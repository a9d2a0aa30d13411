"""Sheets of an XLSX, hidden ones too, row by row as they are read: a workbook of openpyxl knows no place for half of
what may hide there, and takes ten times as long."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Final
from xml.parsers import expat

from showcase.privacy.packed import ATTRIBUTES, Paragraphs, local, parse_xml

__all__ = ["read_sheet", "shared_texts", "sheet_names"]

_REFERENCE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_AROUND: Final = frozenset(f"{kind}{place}" for kind in ("odd", "even", "first") for place in ("Header", "Footer"))
Row = tuple[int, list[tuple[int, str]]]


def shared_texts(data: bytes) -> list[str]:
    """``xl/sharedStrings.xml``: texts by number."""
    texts: dict[int, str] = {}
    for number, words in Paragraphs().read(data):
        texts.setdefault(number, words)
    return [texts.get(number, "") for number in range(1, max(texts, default=0) + 1)]


def sheet_names(workbook: bytes, links: bytes) -> dict[str, str]:
    """Part of the archive → name of the sheet."""
    targets: dict[str, str] = {}
    names: dict[str, str] = {}

    def link(_: str, attributes: dict[str, str]) -> None:
        if "Id" in attributes and "Target" in attributes:
            targets[attributes["Id"]] = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "sheet":
            key = next((value for key, value in attributes.items() if local(key) == "id"), "")
            names[targets.get(key, "")] = attributes.get("name", "")

    for data, handler in ((links, link), (workbook, sheet)):
        parser = expat.ParserCreate()
        parser.StartElementHandler = handler
        parse_xml(data, parser)
    return names


def read_sheet(data: bytes, shared: list[str]) -> tuple[list[Row], list[str]]:
    """Rows with their cells, numbers as Excel would show them at full length; and what stands around them."""
    rows: list[Row] = []
    sheet = _Sheet(shared, rows.append)
    sheet.read(data)
    return rows, sheet.around


class _Sheet:
    def __init__(self, shared: list[str], take: Callable[[Row], None]) -> None:
        self._shared, self._take = shared, take
        self._cells: list[tuple[int, str]] = []
        self._row = self._column = 0
        self._kind, self._words = "", [""]
        self._is_value = False
        self.around: list[str] = []
        """Heads and feet of printed pages, hints on cells, addresses of links."""

    def read(self, data: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add
        parse_xml(data, parser)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = local(name)
        if element == "row":
            self._row = _number(attributes.get("r", "")) or self._row + 1
            self._cells, self._column = [], 0
        elif element == "c":
            match = _REFERENCE.fullmatch(attributes.get("r", ""))
            self._column = _column(match[1]) if match else self._column + 1
            self._kind, self._words = attributes.get("t", ""), []
        elif element in _AROUND:
            self._words = []
        else:
            self.around += (value for key, value in attributes.items() if local(key) in ATTRIBUTES)
        self._is_value = element in ("v", "t", "f") or element in _AROUND

    def _add(self, words: str) -> None:
        if self._is_value:
            self._words.append(words)

    def _end(self, name: str) -> None:
        element = local(name)
        self._is_value = False
        if element == "f":
            self._words.append(" ")
        elif element == "c" and self._words:
            self._cells.append((self._column, self._text("".join(self._words))))
        elif element in _AROUND:
            self.around.append("".join(self._words))
        elif element == "row" and self._cells:
            self._take((self._row, self._cells))

    def _text(self, words: str) -> str:
        if self._kind == "s":
            number = _number(words)
            return self._shared[number] if 0 <= number < len(self._shared) else ""
        return _whole(words) if self._kind in ("", "n") else words


def _number(words: str) -> int:
    return int(words) if words.strip().isdecimal() and len(words) < 10 else 0


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _whole(words: str) -> str:
    """1.3812345678E10 is a telephone number."""
    if "E" not in words and not words.endswith(".0"):
        return words
    try:
        value = Decimal(words)
    except InvalidOperation:
        return words
    return f"{value:.0f}" if value == value.to_integral_value() and abs(value) < 10**20 else words
