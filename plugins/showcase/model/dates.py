"""Dates as the field writes them (requirements R46, R54, R67).

A date may be a year, a month, a day, a half or a third of one (上半年, 中旬), a span (2007—2010),
a count of years (连续四年), masked (20xx) or unknown. What was written is kept for display; the
order is total; what is masked is never guessed.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import total_ordering
from itertools import pairwise
from typing import Final, TypeVar

__all__ = [
    "CHINA",
    "DateError",
    "PartialDate",
    "china_time",
    "day_words",
    "in_told_order",
    "parse_date",
    "parse_day",
]

T = TypeVar("T")

CHINA: Final = dt.timezone(dt.timedelta(hours=8))
"""The office's clock, all over the country."""


class DateError(ValueError):
    """The text is no date; the message is Chinese and says what to write instead."""


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to some precision.

    ``earliest`` and ``latest`` bound it (both ``None`` when the year is masked or not stated);
    ``written`` is the author's own form. Equality and order go by value first, then by what was written.
    """

    written: str
    earliest: dt.date | None = None
    latest: dt.date | None = None
    precision: int = 0
    """0 unknown, 1 span of years, 2 year, 3 part of a year, 4 month, 5 third of a month, 6 day."""

    @property
    def is_known(self) -> bool:
        """True when the year is known."""
        return self.earliest is not None

    @property
    def sort_key(self) -> tuple[int, dt.date, int, dt.date, str]:
        """Total order: by first day, a year before its months, a month before its days; unknown last."""
        if self.earliest is None or self.latest is None:
            return (1, dt.date.max, 0, dt.date.max, self.written)
        return (0, self.earliest, self.precision, self.latest, self.written)

    def __lt__(self, other: PartialDate) -> bool:
        return self.sort_key < other.sort_key

    @property
    def year(self) -> int | None:
        """The (first) year, or ``None``."""
        return self.earliest.year if self.earliest else None

    @property
    def iso(self) -> str:
        """For ``<time datetime>``: 2008, 2008-05 or 2008-05-12; empty when unknown or a span."""
        if self.earliest is None:
            return ""
        forms = {2: "%Y", 3: "%Y", 4: "%Y-%m", 5: "%Y-%m", 6: "%Y-%m-%d"}
        return self.earliest.strftime(forms[self.precision]) if self.precision in forms else ""

    @property
    def display(self) -> str:
        """What a reader sees: ISO forms in Chinese, everything else as written."""
        match = _ISO.fullmatch(self.written)
        if match:
            return "".join(f"{int(v)}{u}" for v, u in zip(match.groups(), "年月日", strict=True) if v)
        span = _ISO_SPAN.fullmatch(self.written)
        if span:
            return f"{span[1]}—{span[2]}年"
        if _MASKED_YEAR.fullmatch(self.written):
            return f"{self.written}年"
        return self.written


_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_ISO_SPAN = re.compile(r"(\d{4})/(\d{4})")
_MASKED_YEAR = re.compile(r"(?:\d{1,3}[xX×*_]{1,3}|[xX×*]{2,4}|\d{2}__)")
_UNKNOWN = re.compile(r"(?:未知|不详|年份不详|时间不详|不明|无)")
_MASK = re.compile(r"[xX×*]|__")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_HAN_YEAR = re.compile(r"[〇○零一二三四五六七八九0]{4}(?=年)")
_HAN_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}(?=[月日年])")
_DAY = re.compile(r"(\d{4})(?:年|-)(\d{1,2})(?:月|-)(\d{1,2})日?")
_MONTH = re.compile(r"(\d{4})(?:年|-)(\d{1,2})月?")
_YEAR = re.compile(r"(\d{4})年?(?:度)?")
_SPAN = re.compile(r"(\d{4})年?(?:/|—|–|－|-|~|～|至|、)(\d{4})年?(?:度)?(?:[,，（(]?连续.{1,3}年[)）]?)?")
_THIRD = re.compile(r"(\d{4})年(\d{1,2})月(上旬|中旬|下旬|初|中|底|末)")
_PART = re.compile(r"(\d{4})年?(上半年|下半年|年初|初|年中|年底|底|年末|末|第?[一二三四1-4]季度|春|夏|秋|冬)(?:季|天)?")
_RUN = re.compile(r"连续[一二三四五六七八九十两\d]{1,3}年")
_DOTTED = re.compile(r"(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?")
_DIGITS = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_MASKED_MONTH = re.compile(r"(\d{4})(?:年|-)(?:[xX×*]{1,2}|__?)(?:月?|(?:月|-)(?:[xX×*\d]{1,2}|__?)日?)")
_MASKED_DAY = re.compile(r"(\d{4})(?:年|-)(\d{1,2})(?:月|-)(?:[xX×*]{1,2}|__?)日?")
_SHORT_YEAR = re.compile(r"(\d{2})年(?:\d{1,2}月(?:\d{1,2}日)?)?$")
_PARTS = {
    "上半年": (1, 6), "下半年": (7, 12), "年初": (1, 2), "初": (1, 2), "年中": (6, 7),
    "年底": (11, 12), "底": (11, 12), "年末": (11, 12), "末": (11, 12),
    "春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 12),
}  # fmt: skip
_THIRDS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31), "底": (21, 31)}


def parse_date(text: str) -> PartialDate:
    """Read any of the forms above; raises :class:`DateError` for what is no date (2024-13, 2024.5.1)."""
    written = text.strip()
    plain = _normalise(written)
    for read in (_partly_masked, _unknown, _day, _third, _span, _part, _month, _year):
        found = read(written, plain)
        if found is not None:
            return found
    raise DateError(_complaint(written, plain))


def parse_day(text: str) -> dt.date:
    """A whole day such as 2024-05-01; raises :class:`DateError` for anything less precise."""
    found = parse_date(text)
    if found.precision != 6 or found.earliest is None:
        raise DateError(f"“{text}”不是具体日期，请写成 2024-05-01")
    return found.earliest


def day_words(day: dt.date) -> str:
    """A day as readers see it: 2026年11月18日."""
    return f"{day.year}年{day.month}月{day.day}日"


def china_time(moment: dt.datetime) -> dt.datetime:
    """The office's time of day, without a zone; what has none is the office's already."""
    return (moment.astimezone(CHINA) if moment.tzinfo else moment).replace(tzinfo=None)


def _normalise(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").replace("──", "—").replace("——", "—")
    plain = _HAN_YEAR.sub(lambda m: m[0].translate(_HAN_DIGITS), plain)
    return _HAN_NUMBER.sub(_han_number, plain) if re.match(r"\d{4}年", plain) else plain


def _han_number(match: re.Match[str]) -> str:
    tens, ten, ones = match[0].rpartition("十")
    if not ten:
        return match[0].translate(_HAN_DIGITS)
    return f"{tens.translate(_HAN_DIGITS) or '1'}{ones.translate(_HAN_DIGITS) or '0'}"


def _partly_masked(written: str, plain: str) -> PartialDate | None:
    """2008年X月 and 2008-05-XX: what is not masked is known."""
    match = _MASKED_MONTH.fullmatch(plain)
    if match:
        return PartialDate(written, *_months(written, int(match[1]), 1, 12), 2)
    match = _MASKED_DAY.fullmatch(plain)
    if match:
        return PartialDate(written, *_months(written, int(match[1]), int(match[2]), int(match[2])), 4)
    return None


def _unknown(written: str, plain: str) -> PartialDate | None:
    masked = _MASK.search(plain) and not re.search(r"[^\dxX×*_年月日年度至/\-—]", plain)
    if masked or _UNKNOWN.fullmatch(plain) or _RUN.fullmatch(plain):
        return PartialDate(written)
    return None


def _day(written: str, plain: str) -> PartialDate | None:
    match = _DAY.fullmatch(plain)
    if not match:
        return None
    day = _real_day(written, *map(int, match.groups()))
    return PartialDate(written, day, day, 6)


def _month(written: str, plain: str) -> PartialDate | None:
    match = _MONTH.fullmatch(plain)
    if not match:
        return None
    year, month = map(int, match.groups())
    return PartialDate(written, *_months(written, year, month, month), 4)


def _third(written: str, plain: str) -> PartialDate | None:
    match = _THIRD.fullmatch(plain)
    if not match:
        return None
    year, month = int(match[1]), int(match[2])
    start, end = _months(written, year, month, month)
    first, last = _THIRDS.get(match[3], (21, 31))
    return PartialDate(written, start.replace(day=first), start.replace(day=min(last, end.day)), 5)


def _part(written: str, plain: str) -> PartialDate | None:
    match = _PART.fullmatch(plain)
    if not match:
        return None
    first, last = _PARTS.get(match[2]) or _quarter(match[2])
    return PartialDate(written, *_months(written, int(match[1]), first, last), 3)


def _quarter(word: str) -> tuple[int, int]:
    number = "一二三四".find(word[-3]) + 1 or int(word[-3])
    return number * 3 - 2, number * 3


def _year(written: str, plain: str) -> PartialDate | None:
    match = _YEAR.fullmatch(plain)
    return PartialDate(written, *_months(written, int(match[1]), 1, 12), 2) if match else None


def _span(written: str, plain: str) -> PartialDate | None:
    match = _SPAN.fullmatch(plain)
    if not match:
        return None
    first, last = int(match[1]), int(match[2])
    if first > last:
        raise DateError(f"“{written}”的起止年份颠倒了，是否想写“{last}—{first}”？")
    start, end = _months(written, first, 1, 1)[0], _months(written, last, 12, 12)[1]
    return PartialDate(written, start, end, 1)


def _months(written: str, year: int, first: int, last: int) -> tuple[dt.date, dt.date]:
    if not 1 <= first <= last <= 12:
        raise DateError(f"“{written}”的月份不存在，月份是 1 到 12")
    start = _real_day(written, year, first, 1)
    return start, _real_day(written, year, last, calendar.monthrange(year, last)[1])


def _real_day(written: str, year: int, month: int, day: int) -> dt.date:
    if not 1000 <= year <= 2999:
        raise DateError(f"“{written}”的年份不对，请写四位年份，如 2024-05-01")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise DateError(f"“{written}”这一天不存在") from None


def _complaint(written: str, plain: str) -> str:
    dotted = _DOTTED.fullmatch(plain) or _DIGITS.fullmatch(plain)
    if dotted:
        better = "-".join(f"{int(p):02d}" for p in dotted.groups() if p)
        hint = f"，是否想写“{better}”？" if _is_date(better) else "，而且这一天不存在"
        return f"日期“{written}”要用连字符{hint}"
    short = _SHORT_YEAR.match(plain)
    if short:
        better = f"{'19' if int(short[1]) > 49 else '20'}{plain}"
        return f"年份要写四位，“{written}”是否想写“{better}”？"
    return f"“{written}”不是日期，可写 2024、2024-05、2024-05-01、2007/2010、20xx 或 未知"


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except DateError:
        return False
    return True


def in_told_order(
    items: Iterable[T],
    date: Callable[[T], PartialDate],
    *,
    also: Iterable[T] = (),
    newest_first: bool = False,
) -> tuple[T, ...]:
    """Sort by date, yet leave what dates do not settle as it was told (DESIGN.md §5, requirement R44).

    An item of unknown date stays behind the item that it followed in the telling. A list told newest
    first (its known dates never rise) is read from its end, so that the same holds for it. Items of
    ``also`` were not part of the telling and go by their dates alone.
    """
    told, others = list(items), list(also)
    if not any(date(item).is_known for item in (*told, *others)):
        return (*told, *others)  # nothing says which end is the newer one: it stands as it was told
    if _told_newest_first([date(item) for item in told]):
        told.reverse()
    keys: list[tuple[int, dt.date, int, dt.date]] = []
    key: tuple[int, dt.date, int, dt.date] = (0, dt.date.min, 0, dt.date.min)
    for item in told:
        when = date(item)
        key = when.sort_key[:4] if when.is_known else key
        keys.append(key)
    for item in others:
        told.append(item)
        keys.append(date(item).sort_key[:4])
    ordered = [told[i] for i in sorted(range(len(told)), key=keys.__getitem__)]
    return tuple(reversed(ordered)) if newest_first else tuple(ordered)


def _told_newest_first(dates: Sequence[PartialDate]) -> bool:
    known = [when.earliest for when in dates if when.earliest is not None]
    return len(known) > 1 and known[0] > known[-1] and all(a >= b for a, b in pairwise(known))
