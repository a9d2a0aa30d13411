"""What is said of all tables together, in the workbook and in the package's description."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from showcase.model.dates import day_words

__all__ = ["NOTES", "About", "newest_words"]

NOTES: Final = (
    "日期能确定到日的写成 2024-03-18；只有年月、20xx 或“不详”的照原文放在文本列里，旁边一列首日供排序，不知道空着。",
    "“已核实”是有决定的，“否”是单位自报，尚未找到决定。",
    "状态由历次决定推算，从哪天到哪天见“状态区间”的 CSV 和 JSON；数据截至内容里最新的日期，不是生成的日期。",
    "“超期待复查”按网站生成那天推算；别的哪一天是什么状态，查“状态区间”。",
)
"""That a reader of any of the files must know; the page says more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whose data these are, how new, and what may be done with them."""

    title: str
    site_url: str
    licence: str
    """The name of a licence; empty when the office says nothing."""
    licence_url: str
    terms: str
    """The same for readers, never empty."""
    note: str
    """That the data are invented, on a demonstration site."""
    as_of: dt.date | None


def newest_words(day: dt.date | None) -> str:
    """2026年11月13日, or that there is none."""
    return day_words(day) if day else "没有带日期的内容"
