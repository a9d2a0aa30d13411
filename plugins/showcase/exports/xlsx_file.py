"""One workbook of all tables, for those who open Excel and nothing else.

XlsxWriter in its constant-memory mode: rows go to temporary files one after the other. Text is always
written as text, so nothing in it becomes a formula, a link or a number; what begins like a formula
also has Excel's own mark for text, which keeps it text when somebody edits the cell. No clock: the
moment of creation is the newest day of the content.
"""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from showcase.exports.about import NOTES, About, newest_words
from showcase.exports.csv_file import LIST_MARK, NO, YES, is_like_formula
from showcase.model.datasets import Dataset, Value

__all__ = ["to_xlsx"]

_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NO_DAY: Final = dt.date(2000, 1, 1)
_FIRST_YEAR: Final = 1900
"""Excel knows no day before."""
_SAMPLE: Final = 200
"""Rows that tell how wide a column is to be."""
_NARROW: Final = 8
_WIDE: Final = 48


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Format
    text: Format
    quoted: Format
    date: Format
    wrapped: Format


def to_xlsx(about: About, datasets: Sequence[Dataset]) -> bytes:
    """说明, one sheet a table, 字段说明."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    created = dt.datetime.combine(about.as_of or _NO_DAY, dt.time())
    book.set_properties({"title": f"{about.title}：开放数据", "author": about.title, "created": created})
    formats = _formats(book)
    _write_pairs(book.add_worksheet("说明"), _about_rows(about, datasets), formats)
    for dataset in datasets:
        heads = [field.title for field in dataset.fields]
        _write_table(book.add_worksheet(dataset.title), heads, dataset.rows, formats)
    _write_table(
        book.add_worksheet("字段说明"), ["表", "列", "JSON 里的名字", "类型", "说明"], _words(datasets), formats
    )
    _close(book)
    return stream.getvalue()


def _close(book: xlsxwriter.Workbook) -> None:
    """:raises OSError: on a full disk, which XlsxWriter hides in an error of its own"""
    try:
        book.close()
    except FileCreateError as error:
        raise error.args[0] from None


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    """``@`` is Excel's format of text."""
    return _Formats(
        head=book.add_format({"bold": True, "bottom": 1, "bg_color": "#EAF1EF", "num_format": "@"}),
        text=book.add_format({"num_format": "@"}),
        quoted=book.add_format({"num_format": "@", "quote_prefix": True}),
        date=book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        wrapped=book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
    )


def _about_rows(about: About, datasets: Iterable[Dataset]) -> list[tuple[str, str]]:
    rows = [
        ("名称", f"{about.title}：开放数据"),
        ("数据截至", newest_words(about.as_of)),
        ("使用许可", " ".join(part for part in (about.terms, about.licence_url) if part)),
        ("网址", f"{about.site_url}data/"),
        *(("提示", note) for note in NOTES),
        *((f"{d.title}（{len(d.rows)} 行）", d.description) for d in datasets),
    ]
    return [*rows[:1], ("提示", about.note), *rows[1:]] if about.note else rows


def _words(datasets: Iterable[Dataset]) -> tuple[tuple[Value, ...], ...]:
    """The dictionary."""
    return tuple(
        (dataset.title, field.title, field.name, field.type_word, field.description or None)
        for dataset in datasets
        for field in dataset.fields
    )


def _write_pairs(sheet: Worksheet, rows: Iterable[tuple[str, str]], formats: _Formats) -> None:
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 100)
    for number, (label, words) in enumerate(rows):
        sheet.write_string(number, 0, label, formats.head)
        sheet.write_string(number, 1, words, formats.wrapped)


def _write_table(sheet: Worksheet, heads: Sequence[str], rows: Sequence[tuple[Value, ...]], formats: _Formats) -> None:
    """Heads stay in sight and can be filtered by."""
    for column, head in enumerate(heads):
        sheet.set_column(column, column, _width(head, (row[column] for row in rows[:_SAMPLE])))
        sheet.write_string(0, column, head, formats.head)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if value is not None:
                _write_cell(sheet, number, column, value, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(heads) - 1)


def _write_cell(sheet: Worksheet, row: int, column: int, value: Value, formats: _Formats) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value, formats.quoted if is_like_formula(value) else formats.text)
    elif isinstance(value, dt.date) and value.year >= _FIRST_YEAR:
        sheet.write_datetime(row, column, value, formats.date)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    else:
        words = _text(value)
        sheet.write_string(row, column, words, formats.quoted if is_like_formula(words) else formats.text)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return LIST_MARK.join(value) if isinstance(value, tuple) else str(value)


def _width(head: str, values: Iterable[Value]) -> int:
    """In letters of Latin: a Chinese one takes two; the filter's button takes three."""
    longest = max(map(_columns, chain([f"{head}…"], (_text(value) for value in values if value is not None))))
    return min(max(longest + 2, _NARROW), _WIDE)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text[:_WIDE])
