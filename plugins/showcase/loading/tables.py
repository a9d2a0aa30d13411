"""Tables where the office lives in Excel: CSV (UTF-8, GBK) and XLSX with Chinese column heads.

A row becomes the same plain data that YAML gives, each cell with its place (row and column; the sheet
is named in the path), so that one schema and one set of messages serve both.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from showcase.diagnostics import Diagnostics, Location, suggest
from showcase.loading.files import Root, read_bytes, visible
from showcase.model.documents import Marks, Source

if TYPE_CHECKING:
    from showcase.loading.workbooks import Sheet

__all__ = [
    "ASSESSMENT_HEADS",
    "FACT_HEADS",
    "HONOR_HEADS",
    "LIST_HEADS",
    "PHOTO_HEADS",
    "Heads",
    "Table",
    "find_tables",
    "load_table",
]

_MAX_BYTES: Final = 5_000_000
_MAX_ROWS: Final = 20_000
_MAX_COLUMNS: Final = 100
_ABOVE: Final = 5
"""The heads stand in one of so many rows: offices write a title above them."""
_TOTALS: Final = frozenset({"合计", "总计", "小计"})

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns that a table may have: keys by Chinese head, and the heads that it must have."""

    keys: Mapping[str, str]
    required: tuple[str, ...]
    is_list: bool = False
    """Lists come from an office's own sheets: further columns and lines of totals are usual there."""

    @property
    def labels(self) -> Mapping[str, str]:
        """Heads by key, for messages."""
        return {key: head for head, key in reversed(tuple(self.keys.items()))}

    def known(self, row: Iterable[str]) -> tuple[int, int]:
        """How many of the required columns, and of all, a row names: most in the row of heads."""
        named = {self.keys[head] for head in map(_head, row) if head in self.keys}
        return len(named & {self.keys[head] for head in self.required}), len(named)


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
        "拍摄者": "credit", "焦点": "focus", "档案类别": "archive", "测评要点": "indicators",
    },
    required=("文件",),
)  # fmt: skip
ASSESSMENT_HEADS: Final = Heads(
    {
        "要点": "of", "测评要点": "of", "项目": "of", "数值": "value", "单位": "unit", "截至": "as_of",
        "佐证": "evidence", "自评": "self", "专家评": "expert", "公众评": "public", "自评分": "self",
        "专家评分": "expert", "公众评分": "public",
    },
    required=("要点",),
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
    is_list=True,
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
        found = _from_xlsx(data, name, heads, diagnostics)
        return _table(*found, heads, diagnostics) if found else None
    if suffix == ".csv":
        rows = _from_csv(data, name, heads, diagnostics)
        return _table(name, rows, heads, diagnostics) if rows is not None else None
    diagnostics.error(Location(name), "名单要用 .xlsx 或 .csv，请在 Excel 里另存", "bad-table")
    return None


def _from_csv(data: bytes, name: str, heads: Heads, diagnostics: Diagnostics) -> Rows | None:
    """Excel saves CSV as UTF-8 with a BOM or as GBK; both are read without a word."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        delimiter = _delimiter(text, heads, "\t,;" if encoding == "utf-16" else ",;\t")
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            return list(islice(rows, _MAX_ROWS + 2))
        except csv.Error:
            diagnostics.error(Location(name, rows.line_num), "引号没有写对，请在 Excel 里重新保存", "bad-table")
            return None
    diagnostics.error(Location(name), "读不了这个表格，请在 Excel 里另存为“CSV UTF-8”", "bad-table")
    return None


def _delimiter(text: str, heads: Heads, usable: str) -> str:
    """The one by which the line of heads has the most of them; the first when none has any."""
    return max(usable, key=lambda sign: max(map(heads.known, _first_rows(text, sign)), default=(0, 0)))


def _first_rows(text: str, delimiter: str) -> Iterator[Sequence[str]]:
    try:
        yield from islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _ABOVE)
    except csv.Error:  # told where the table is read
        return


def _from_xlsx(data: bytes, name: str, heads: Heads, diagnostics: Diagnostics) -> tuple[str, Rows] | None:
    from showcase.loading.workbooks import read_workbook  # openpyxl takes 0.1 s

    try:
        sheet, *others = read_workbook(data, _MAX_ROWS + 2, _MAX_COLUMNS)  # a row too many, so that it can be said
    except Exception:  # noqa: BLE001 – openpyxl raises whatever zipfile, XML and its own readers raise
        diagnostics.error(Location(name), "读不了这个工作簿，请确认它是 .xlsx 且没有加密", "bad-table")
        return None
    for other in others:
        if any(any(row) for row in other.rows):
            message = f"只读第一张工作表“{sheet.title}”，这一张不会发布"
            diagnostics.warning(Location(f"{name}[{other.title}]"), message, "stray-file")
    path = f"{name}[{sheet.title}]"
    return (path, sheet.rows) if _is_readable(path, sheet, heads, diagnostics) else None


def _is_readable(path: str, sheet: Sheet, heads: Heads, diagnostics: Diagnostics) -> bool:
    """Fills merged cells below the heads; ``False`` with a diagnostic when formulas there have no value."""
    start = _head_row(sheet.rows, heads)
    if start is None:
        return True  # told where the heads are read
    columns = [number for number, head in enumerate(sheet.rows[start]) if head.strip()]
    sheet.spread(start + 1, columns)
    known = {number for number in columns if _head(sheet.rows[start][number]) in heads.keys}
    unsolved = sorted(place for place in sheet.unsolved if place[0] > start and place[1] in known)
    if unsolved:
        row, column = unsolved[0]
        message = f"这一格是公式，没有存下结果（这样的共 {len(unsolved)} 格）；请在 Excel 里打开，保存一次"
        diagnostics.error(Location(path, row + 1, column + 1), message, "bad-table")
    return not unsolved


def _table(path: str, rows: Rows, heads: Heads, diagnostics: Diagnostics) -> Table | None:
    if not rows:
        diagnostics.error(Location(path), "表格是空的", "bad-table")
        return None
    if len(rows) > _MAX_ROWS + 1:
        diagnostics.error(Location(path), f"表格超过 {_MAX_ROWS} 行，请分成几个", "bad-table")
        return None
    start = _head_row(rows, heads)
    columns = _columns(path, rows[start:], start + 1, heads, diagnostics) if start is not None else None
    if start is None:
        message = f"前五行里要有一行列名，列与列用半角逗号或单元格隔开；可用的列名：{'、'.join(heads.keys)}"
        diagnostics.error(Location(path), message, "unknown-column")
    if start is None or columns is None:
        return None
    return _read(path, rows, start + 1, columns, heads, diagnostics)


def _read(
    path: str, rows: Rows, start: int, columns: Mapping[int, str], heads: Heads, diagnostics: Diagnostics
) -> Table:
    """The rows below the heads, without those that are empty."""
    marks: dict[tuple[str | int, ...], Location] = {}
    found: list[dict[str, Any]] = []
    for line, row in enumerate(rows[start:], start + 1):
        if heads.is_list and _is_total(row):
            continue
        cells = dict(_cells(path, line, row, columns, diagnostics))
        if not cells:
            continue
        index = len(found)
        marks[index,] = Location(path, line)
        marks.update({(index, key): Location(path, line, n + 1) for n, key in columns.items()})
        found.append(cells)
    return Table(Source(path, marks=Marks(marks)), tuple(found))


def _is_total(row: Iterable[str]) -> bool:
    return next(filter(None, map(_head, row)), "").rstrip("：:") in _TOTALS


def _head(cell: str) -> str:
    return "".join(visible(cell).split())


def _head_row(rows: Rows, heads: Heads) -> int | None:
    """The number, from 0, of that of the first rows which has most heads, required ones above all."""
    known = [heads.known(row) for row in rows[:_ABOVE]]
    best = max(known, default=(0, 0))
    return known.index(best) if any(best) else None


def _columns(path: str, rows: Rows, line: int, heads: Heads, diagnostics: Diagnostics) -> dict[int, str] | None:
    """Keys by number of column; ``None`` when a column is missing without which no row can be read."""
    written = [_head(head) for head in rows[0]]
    columns: dict[int, str] = {}
    meant: list[str] = []
    for number, head in enumerate(written):
        place = Location(path, line, number + 1)
        if not head:
            _unnamed(place, number, rows, diagnostics)
        elif head not in heads.keys:
            meant.append(_unknown(place, head, written, heads, diagnostics))
        elif heads.keys[head] in columns.values():
            diagnostics.error(place, f"“{head}”这一列重复", "duplicate-key")
        else:
            columns[number] = heads.keys[head]
    missing = [head for head in heads.required if heads.keys[head] not in columns.values()]
    for head in missing:
        if not any(f"“{head}”" in hint for hint in meant):  # told already, as a head that is written wrong
            diagnostics.error(Location(path, line), f"缺少“{head}”这一列", "missing-column")
    return None if missing else columns


def _unknown(place: Location, head: str, written: Sequence[str], heads: Heads, diagnostics: Diagnostics) -> str:
    """Tell of a column that is not read; what a list has beside its own is no mistake unless it may be misspelt."""
    there = {heads.keys[other] for other in written if other in heads.keys} if heads.is_list else set()
    hint = suggest(head, [other for other, key in heads.keys.items() if key not in there])
    if heads.is_list and not hint:
        diagnostics.warning(place, f"没有“{head}”这一列，不读", "unknown-column")
    else:
        usable = f"，可用：{'、'.join(heads.keys)}"
        diagnostics.error(place, f"没有“{head}”这一列{hint or usable}", "unknown-column")
    return hint


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
