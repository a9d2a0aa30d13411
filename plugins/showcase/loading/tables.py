"""Tables where the office lives in Excel: CSV (UTF-8, GBK) and XLSX with Chinese column heads.

A row becomes the same plain data that YAML gives, each cell with its place (row and column; the sheet
is named in the path), so that one schema and one set of messages serve both.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import openpyxl

from showcase.diagnostics import Diagnostics, Location, suggest
from showcase.loading.files import Root, read_bytes, visible
from showcase.model.documents import Source

__all__ = ["FACT_HEADS", "HONOR_HEADS", "LIST_HEADS", "PHOTO_HEADS", "Heads", "Table", "find_tables", "load_table"]

_MAX_BYTES: Final = 5_000_000
_MAX_UNPACKED: Final = 100_000_000
"""An XLSX is a ZIP: 5 MB of it can hold gigabytes."""
_MAX_ROWS: Final = 20_000
_MAX_COLUMNS: Final = 100
_LITERAL: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
"""Words, colours and locales inside a number format."""

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns that a table may have: keys by Chinese head, and the heads that it must have."""

    keys: Mapping[str, str]
    required: tuple[str, ...]

    @property
    def labels(self) -> Mapping[str, str]:
        """Heads by key, for messages."""
        return {key: head for head, key in reversed(tuple(self.keys.items()))}


HONOR_HEADS: Final = Heads(
    {
        "称号": "title", "级别": "level", "授予范围": "jurisdiction", "等次": "grade", "届次": "term", "日期": "date",
        "授予机关": "by", "文号": "document", "证明": "evidence", "来源": "source", "承接": "follows",
        "下属单位": "subunit", "人数": "persons",
    },
    required=("称号", "级别", "日期"),
)  # fmt: skip
FACT_HEADS: Final = Heads(
    {
        "项目": "label", "名称": "label", "数值": "value", "单位": "unit", "限定": "qualifier", "约数": "qualifier",
        "截至": "as_of",
    },
    required=("项目", "数值"),
)  # fmt: skip
PHOTO_HEADS: Final = Heads(
    {
        "文件": "file", "说明": "caption", "替代文字": "alt", "日期": "date", "地点": "place", "来源": "credit",
        "拍摄者": "credit", "焦点": "focus",
    },
    required=("文件",),
)  # fmt: skip
LIST_HEADS: Final = Heads(
    {
        "单位": "unit",
        "单位名称": "unit",
        "序号": "number",
        "称号": "title",
        "等次": "grade",
        "届次": "term",
        "奖项": "prize",
        "备注": "remark",
    },
    required=("单位",),
)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as plain data by English key; ``source`` has the place of ``(row index, key)``."""

    source: Source
    rows: tuple[dict[str, Any], ...]


def find_tables(folder: Path, name: str) -> tuple[Path, ...]:
    """``name.xlsx`` and ``name.csv`` in a folder; there should be one at most."""
    paths = (folder / f"{name}{suffix}" for suffix in (".xlsx", ".csv"))
    return tuple(path for path in paths if path.is_file() and not path.is_symlink())


def load_table(root: Root, path: Path, heads: Heads, diagnostics: Diagnostics) -> Table | None:
    """Read a table by its Chinese heads; ``None`` with a diagnostic when it cannot be read."""
    data = read_bytes(root, path, diagnostics, _MAX_BYTES)
    if data is None:
        return None
    name = root.relative(path)
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        found = _from_xlsx(data, name, diagnostics)
        return _table(*found, heads, diagnostics) if found else None
    if suffix == ".csv":
        rows = _from_csv(data, name, diagnostics)
        return _table(name, rows, heads, diagnostics) if rows is not None else None
    diagnostics.error(Location(name), "名单要用 .xlsx 或 .csv，请在 Excel 里另存", "bad-table")
    return None


def _from_csv(data: bytes, name: str, diagnostics: Diagnostics) -> Rows | None:
    """Excel saves CSV as UTF-8 with a BOM or as GBK; both are read without a word."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        delimiter = "\t" if encoding == "utf-16" else ","
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            return list(islice(rows, _MAX_ROWS + 2))
        except csv.Error:
            diagnostics.error(Location(name, rows.line_num), "引号没有写对，请在 Excel 里重新保存", "bad-table")
            return None
    diagnostics.error(Location(name), "读不了这个表格，请在 Excel 里另存为“CSV UTF-8”", "bad-table")
    return None


def _from_xlsx(data: bytes, name: str, diagnostics: Diagnostics) -> tuple[str, Rows] | None:
    try:
        if sum(item.file_size for item in zipfile.ZipFile(io.BytesIO(data)).infolist()) > _MAX_UNPACKED:
            raise ValueError("too large")
        sheets = _sheets(data)
    except Exception:  # noqa: BLE001 – openpyxl raises whatever zipfile, XML and its own readers raise
        diagnostics.error(Location(name), "读不了这个工作簿，请确认它是 .xlsx 且没有加密", "bad-table")
        return None
    (title, rows), *others = sheets
    for other, seen in others:
        if any(any(row) for row in seen):
            message = f"只读第一张工作表“{title}”，这一张不会发布"
            diagnostics.warning(Location(f"{name}[{other}]"), message, "stray-file")
    return f"{name}[{title}]", rows


def _sheets(data: bytes) -> list[tuple[str, Rows]]:
    """Titles and rows of all sheets."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions, which do not matter here
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [(str(sheet.title), _rows_of(sheet)) for sheet in book.worksheets]


def _rows_of(sheet: Any) -> Rows:
    """One row more than is allowed, so that it can be said; formats without content are no rows."""
    rows = sheet.iter_rows(max_row=_MAX_ROWS + 2, max_col=_MAX_COLUMNS)
    found = [[_cell(cell) for cell in row] for row in rows]
    while found and not any(found[-1]):
        found.pop()
    return found


def _cell(cell: Any) -> str:
    """Excel's own types back to what a person sees: 2024.0 is 2024, 0.985 shown as percent is 98.5%."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return _seen_date(value, _LITERAL.sub("", str(cell.number_format)).lower())
    if isinstance(value, float | int) and "%" in str(cell.number_format):
        return f"{value * 100:.10g}%"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    return str(value)


def _seen_date(value: dt.datetime, form: str) -> str:
    """As precise as it is shown: Excel turns 2024年3月, as it is typed, into the first of March."""
    if "d" in form:
        return value.date().isoformat()
    return f"{value:%Y-%m}" if "m" in form else f"{value:%Y}"


def _table(path: str, rows: Rows, heads: Heads, diagnostics: Diagnostics) -> Table | None:
    if not rows:
        diagnostics.error(Location(path), "表格是空的", "bad-table")
        return None
    if len(rows) > _MAX_ROWS + 1:
        diagnostics.error(Location(path), f"表格超过 {_MAX_ROWS} 行，请分成几个", "bad-table")
        return None
    columns = _columns(path, rows, heads, diagnostics)
    if columns is None:
        return None
    marks: dict[tuple[str | int, ...], Location] = {}
    found: list[dict[str, Any]] = []
    for line, row in enumerate(rows[1:], 2):
        cells = dict(_cells(path, line, row, columns, diagnostics))
        if not cells:
            continue
        index = len(found)
        marks[index,] = Location(path, line)
        marks.update({(index, key): Location(path, line, n + 1) for n, key in columns.items()})
        found.append(cells)
    return Table(Source(path, marks=MappingProxyType(marks)), tuple(found))


def _columns(path: str, rows: Rows, heads: Heads, diagnostics: Diagnostics) -> dict[int, str] | None:
    """Keys by number of column; ``None`` when a column is missing without which no row can be read."""
    written = ["".join(visible(head).split()) for head in rows[0]]
    if not any(head in heads.keys for head in written):
        message = f"第一行要写列名，列与列用半角逗号或单元格隔开；可用的列名：{'、'.join(heads.keys)}"
        diagnostics.error(Location(path), message, "unknown-column")
        return None
    columns: dict[int, str] = {}
    meant: list[str] = []
    for number, head in enumerate(written):
        place = Location(path, 1, number + 1)
        if not head:
            _unnamed(place, number, rows, diagnostics)
        elif head not in heads.keys:
            meant.append(suggest(head, heads.keys))
            hint = meant[-1] or f"，可用：{'、'.join(heads.keys)}"
            diagnostics.error(place, f"没有“{head}”这一列{hint}", "unknown-column")
        elif heads.keys[head] in columns.values():
            diagnostics.error(place, f"“{head}”这一列重复", "duplicate-key")
        else:
            columns[number] = heads.keys[head]
    missing = [head for head in heads.required if heads.keys[head] not in columns.values()]
    for head in missing:
        if not any(f"“{head}”" in hint for hint in meant):  # told already, as a head that is written wrong
            diagnostics.error(Location(path), f"缺少“{head}”这一列", "missing-column")
    return None if missing else columns


def _unnamed(place: Location, number: int, rows: Rows, diagnostics: Diagnostics) -> None:
    if any(number < len(row) and row[number].strip() for row in rows):
        diagnostics.error(place, f"第 {number + 1} 列有内容，却没有列名", "unknown-column")


def _cells(
    path: str, line: int, row: Sequence[str], columns: Mapping[int, str], diagnostics: Diagnostics
) -> Iterator[tuple[str, str]]:
    for number, key in columns.items():
        written = row[number] if number < len(row) else ""
        text = visible(written)
        if text != written:
            place = Location(path, line, number + 1)
            diagnostics.warning(place, "含有看不见的字符，已略去", "control-character")
        if text.strip():
            yield key, text.strip()
