"""Tables where the office lives in Excel: CSV (UTF-8, GBK) and XLSX with Chinese column heads.

A row becomes the same plain data that YAML gives, each cell with its place (row and column; the sheet
is named in the path), so that one schema and one set of messages serve both.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import openpyxl

from showcase.diagnostics import Diagnostics, Location, suggest
from showcase.loading.files import Root, read_bytes
from showcase.model.records import Source

__all__ = ["FACT_HEADS", "HONOR_HEADS", "LIST_HEADS", "PHOTO_HEADS", "Table", "find_table", "load_table"]

_MAX_BYTES: Final = 5_000_000
_MAX_ROWS: Final = 20_000

HONOR_HEADS: Final = {
    "称号": "title", "级别": "level", "授予范围": "jurisdiction", "等次": "grade", "届次": "term", "日期": "date",
    "授予机关": "by", "文号": "document", "证明": "evidence", "来源": "source", "承接": "follows",
    "下属单位": "subunit", "人数": "persons",
}  # fmt: skip
FACT_HEADS: Final = {
    "项目": "label", "名称": "label", "数值": "value", "单位": "unit", "限定": "qualifier", "约数": "qualifier",
    "截至": "as_of",
}  # fmt: skip
PHOTO_HEADS: Final = {
    "文件": "file", "说明": "caption", "替代文字": "alt", "日期": "date", "地点": "place", "来源": "credit",
    "拍摄者": "credit", "焦点": "focus",
}  # fmt: skip
LIST_HEADS: Final = {"单位": "unit", "称号": "title", "等次": "grade", "届次": "term", "备注": "remark"}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as plain data by English key; ``source`` has the place of ``(row index, key)``."""

    source: Source
    rows: tuple[dict[str, Any], ...]


def find_table(folder: Path, name: str) -> Path | None:
    """``name.xlsx`` or ``name.csv`` in a folder."""
    return next((p for suffix in (".xlsx", ".csv") if (p := folder / f"{name}{suffix}").is_file()), None)


def load_table(root: Root, path: Path, heads: Mapping[str, str], diagnostics: Diagnostics) -> Table | None:
    """Read a table by its Chinese heads; ``None`` with a diagnostic when it cannot be read."""
    data = read_bytes(root, path, diagnostics, _MAX_BYTES)
    if data is None:
        return None
    name = root.relative(path)
    if path.suffix.lower() == ".xlsx":
        return _from_xlsx(data, name, heads, diagnostics)
    return _from_csv(data, name, heads, diagnostics)


def _from_csv(data: bytes, name: str, heads: Mapping[str, str], diagnostics: Diagnostics) -> Table | None:
    """Excel saves CSV as UTF-8 with a BOM or as GBK; both are read without a word."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if encoding == "utf-16" else ",")
        try:
            return _table(name, "", list(rows)[: _MAX_ROWS + 1], heads, diagnostics)
        except csv.Error:
            break
    diagnostics.error(Location(name), "读不了这个表格，请在 Excel 里另存为“CSV UTF-8”", "bad-table")
    return None


def _from_xlsx(data: bytes, name: str, heads: Mapping[str, str], diagnostics: Diagnostics) -> Table | None:
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [[_cell(value) for value in row] for row in sheet.iter_rows(max_row=_MAX_ROWS + 1, values_only=True)]
    except Exception:  # noqa: BLE001 – openpyxl raises whatever zipfile, XML and its own readers raise
        diagnostics.error(Location(name), "读不了这个工作簿，请确认它是 .xlsx 且没有加密", "bad-table")
        return None
    return _table(name, str(sheet.title), rows, heads, diagnostics)


def _cell(value: Any) -> str:
    """Excel's own types back to what a person sees: 2024.0 is 2024, a date cell is 2024-03-18."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _table(
    name: str, sheet: str, rows: Sequence[Sequence[str]], heads: Mapping[str, str], diagnostics: Diagnostics
) -> Table | None:
    if not rows:
        diagnostics.error(Location(name), "表格是空的", "bad-table")
        return None
    columns = _columns(name, rows[0], heads, diagnostics)
    path = f"{name}[{sheet}]" if sheet else name
    marks: dict[tuple[str | int, ...], Location] = {}
    found: list[dict[str, Any]] = []
    for line, row in enumerate(rows[1:], 2):
        cells = dict(_cells(row, columns))
        if not cells:
            continue
        index = len(found)
        marks[(index,)] = Location(path, line)
        marks.update({(index, key): Location(path, line, n + 1) for n, key in columns.items()})
        found.append(cells)
    return Table(Source(path, marks=MappingProxyType(marks)), tuple(found))


def _columns(name: str, header: Sequence[str], heads: Mapping[str, str], diagnostics: Diagnostics) -> dict[int, str]:
    columns: dict[int, str] = {}
    for number, written in enumerate(header):
        head = written.strip().removeprefix("\ufeff")
        place = Location(name, 1, number + 1)
        if not head:
            continue
        if head not in heads:
            hint = suggest(head, heads) or f"，可用：{'、'.join(heads)}"
            diagnostics.error(place, f"没有“{head}”这一列{hint}", "unknown-column")
        elif heads[head] in columns.values():
            diagnostics.error(place, f"“{head}”这一列重复", "duplicate-key")
        else:
            columns[number] = heads[head]
    return columns


def _cells(row: Sequence[str], columns: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    for number, key in columns.items():
        text = row[number].strip().lstrip("\ufeff") if number < len(row) else ""
        if text:
            yield key, text
