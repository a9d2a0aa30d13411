"""CSV that opens right in Excel: UTF-8 with a BOM, CRLF, cells that can never become a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Final

from showcase.model.datasets import Dataset, Value

__all__ = ["LIST_MARK", "NO", "YES", "is_like_formula", "neutral", "to_csv"]

LIST_MARK: Final = "；"
"""Between several words of one cell."""
YES: Final = "是"
NO: Final = "否"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What Excel and its like take for the beginning of a formula; an East Asian one takes the wide signs too."""


def to_csv(dataset: Dataset) -> bytes:
    """The table with its Chinese heads; the dictionary names the columns for machines."""
    content = io.BytesIO()
    with io.TextIOWrapper(content, encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([field.title for field in dataset.fields])
        writer.writerows([_cell(value) for value in row] for row in dataset.rows)
        stream.flush()
        return content.getvalue()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        return neutral(LIST_MARK.join(value))
    if isinstance(value, dt.date):
        return value.isoformat()
    return neutral(value) if isinstance(value, str) else str(value)


def neutral(text: str) -> str:
    """Text that would be a formula gets an apostrophe before it, which makes it text again."""
    return f"'{text}" if is_like_formula(text) else text


def is_like_formula(text: str) -> bool:
    """True of text that a spreadsheet would work out instead of showing it."""
    return text.startswith(_FORMULA)
