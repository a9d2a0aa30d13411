"""Which days are off: what chinesecalendar knows, and what the office copied into ``holidays.yml``.

The State Council settles a year's holidays in the autumn before (国务院办公厅关于…年部分节假日安排的通知), the library
learns of it with its next release, and one that is installed once may never. So the office can enter a year itself,
in the very sentences of that notice; a year that stands there is known, and is as it stands there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from showcase.diagnostics import Acceptance, Diagnostics, Location
from showcase.loading.files import Root
from showcase.loading.front_matter import load_yaml
from showcase.model.dates import DateError, day_words
from showcase.model.documents import Source
from showcase.model.workdays import WorkCalendar

if TYPE_CHECKING:
    from showcase.loading.schema import HolidaysSchema, HolidayYearSchema

__all__ = ["known_calendar", "load_calendar", "read_holiday"]

_WEEKDAYS: Final = "一二三四五六日"
_FESTIVALS: Final = {
    "元旦": "元旦", "春节": "春节", "清明": "清明节", "劳动": "劳动节", "端午": "端午节", "中秋": "中秋节",
    "国庆": "国庆节",
}  # fmt: skip
"""What every year has (全国年节及纪念日放假办法 §2), by the characters that tell it."""
_ONE: Final = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:[（(][^（）()]*[）)])?"
_TO: Final = r"\s*(?:至|到|—|–|-|~|～)\s*"
_SPAN: Final = rf"{_ONE}(?:{_TO}{_ONE})?"
_AND: Final = r"[、，,和及\s]*"
_PART: Final = re.compile(
    rf"(?P<days>{_SPAN}(?:{_AND}{_SPAN})*)\s*(?P<verb>放假|上班)(?:调休)?(?:[，,]?\s*共\s*(?P<total>\d+)\s*天)?"
)
_DAY: Final = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:[（(]([^（）()]*)[）)])?")
_SPANS: Final = re.compile(_SPAN)
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAME: Final = re.compile(r"\s*(?:[一二三四五六七八九十]+、)?\s*([^：:\d]+)[：:]\s*")
_FILLER: Final = re.compile(r"与周末连休|[，,。；;\s]")
_WEEKDAY: Final = re.compile(r"(?:周|星期)([一二三四五六日天])")


@dataclass(frozen=True, slots=True)
class Holiday:
    """One sentence of the notice."""

    name: str
    off: tuple[dt.date, ...]
    worked: tuple[dt.date, ...]


def load_calendar(root: Root, path: Path, diagnostics: Diagnostics) -> WorkCalendar:
    """All years that the library or the office knows; ``path`` is that of the office's file, which may be missing."""
    from showcase.loading.schema import HolidaysSchema  # pydantic: only when a file is parsed
    from showcase.loading.validation import validate

    known = known_calendar()
    loaded = load_yaml(root, path, diagnostics) if path.is_file() else None
    schema = validate(HolidaysSchema, loaded[1], loaded[0], diagnostics) if loaded else None
    if schema is None or loaded is None:
        return known
    source = loaded[0]
    diagnostics.accept(
        Acceptance(source.at("accepted", n), item.rule, item.reason) for n, item in enumerate(schema.accepted)
    )
    own = _own_calendar(schema, source, diagnostics)
    _compare(schema, source, known, own, diagnostics)
    return known.with_years(own)


def known_calendar() -> WorkCalendar:
    """Of chinesecalendar: 2004 to 2026 in its release 1.11. Its tables are read, for its functions raise on other
    years, and what is asked of them day by day takes a hundred times as long."""
    from chinese_calendar import holidays, workdays  # here: 10 ms, and settings that did not change are not read

    days = sorted(holidays)
    return WorkCalendar.of(range(days[0].year, days[-1].year + 1), days, workdays)


def _own_calendar(schema: HolidaysSchema, source: Source, diagnostics: Diagnostics) -> WorkCalendar:
    found: dict[int, list[Holiday]] = {}
    for n, entry in enumerate(schema.years):
        place = source.at("years", n, "year")
        if entry.year in found:
            diagnostics.error(place, f"{entry.year}年写了两次", "duplicate-entry")
            continue
        found[entry.year] = list(_holidays(entry, source, n, diagnostics))
        missing = _missing(holiday.name for holiday in found[entry.year])
        if missing and len(found[entry.year]) == len(entry.holidays):  # else the one that cannot be read may be it
            message = f"{entry.year}年没有写{'、'.join(missing)}；缺了节日工作日会算错，请照国务院办公厅的通知写全"
            diagnostics.error(place, message, "missing-value")
    every = [holiday for holidays in found.values() for holiday in holidays]
    return WorkCalendar.of(found, (d for h in every for d in h.off), (d for h in every for d in h.worked))


def _missing(names: Iterable[str]) -> list[str]:
    told = "".join(names)
    return [name for sign, name in _FESTIVALS.items() if sign not in told]


def _holidays(entry: HolidayYearSchema, source: Source, n: int, diagnostics: Diagnostics) -> Iterator[Holiday]:
    """The sentences of a year; each day once."""
    seen: dict[dt.date, str] = {}
    for m, text in enumerate(entry.holidays):
        place = source.at("years", n, "holidays", m)
        try:
            holiday = read_holiday(text, entry.year)
        except DateError as error:
            diagnostics.error(place, str(error), "bad-holiday")
            continue
        for verb, days in (("放假", holiday.off), ("上班", holiday.worked)):
            for day in days:
                _tell_twice(seen, day, verb, place, diagnostics)
        yield holiday


def _tell_twice(seen: dict[dt.date, str], day: dt.date, verb: str, place: Location, diagnostics: Diagnostics) -> None:
    before = seen.setdefault(day, "")
    if before:
        what = f"写了两次{verb}" if before == verb else "既放假又上班"
        diagnostics.error(place, f"{day_words(day)}{what}", "bad-holiday")
    seen[day] = verb


def _compare(
    schema: HolidaysSchema, source: Source, known: WorkCalendar, own: WorkCalendar, diagnostics: Diagnostics
) -> None:
    """A year that the library knows too: the office's word counts, but a slip of the pen should be found."""
    for n, entry in enumerate(schema.years):
        mine, its = _days_of(own, entry.year), _days_of(known, entry.year)
        if entry.year not in known.years or mine == its or not mine:
            continue
        days = "、".join(day_words(day) for day, _ in sorted(mine ^ its))
        message = f"{entry.year}年与程序自带的节假日表不同：{days}；以这里为准，请核对；确实无误可写入 accepted"
        diagnostics.warning(source.at("years", n, "year"), message, "holidays-differ")


def _days_of(calendar: WorkCalendar, year: int) -> set[tuple[dt.date, bool]]:
    """What is not as on other weeks, with whether it is worked."""
    off = {(day, False) for day in calendar.off if day.year == year}
    return off | {(day, True) for day in calendar.worked if day.year == year}


def read_holiday(text: str, year: int) -> Holiday:
    """春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。

    :raises DateError: what cannot be read, or contradicts itself; in Chinese
    """
    match = _NAME.match(text)
    if match is None:
        raise DateError(f"“{text}”看不出是哪个节日，应形如“元旦：1月1日至3日放假，共3天。”")
    told = _ISO.sub(r"\1年\2月\3日", text[match.end() :])
    left = _FILLER.sub("", _PART.sub("", told))
    if left:
        raise DateError(
            f"{match[1]}里的“{left}”看不懂，只写哪天放假、哪天上班，如“1月1日至3日放假，共3天。1月4日上班。”"
        )
    days: dict[str, list[dt.date]] = {"放假": [], "上班": []}
    for part in _PART.finditer(told):
        found = [day for span in _SPANS.finditer(part["days"]) for day in _span(span[0], year, days[part["verb"]])]
        if part["total"] and int(part["total"]) != len(found):
            raise DateError(f"{match[1]}写的是共 {part['total']} 天，从日期算是 {len(found)} 天")
        days[part["verb"]] += found
    if not days["放假"]:
        raise DateError(f"{match[1]}没有写哪天放假")
    _check_worked(days["上班"])
    return Holiday(match[1].strip(), tuple(days["放假"]), tuple(days["上班"]))


def _check_worked(days: Iterable[dt.date]) -> None:
    for day in days:
        if day.weekday() < 5:
            raise DateError(f"{day_words(day)}是周{_WEEKDAYS[day.weekday()]}，本来就上班；调休上班的只有周六、周日")


def _span(text: str, year: int, before: list[dt.date]) -> list[dt.date]:
    """Every day of 1月1日至3日; what does not name its month has that of the day before it."""
    ends: list[dt.date] = []
    for match in _DAY.finditer(text):
        last = ends[-1] if ends else before[-1] if before else None
        ends.append(_day(match, year, last))
    first, last = ends[0], ends[-1]
    if last < first:
        raise DateError(f"“{text}”的起止颠倒了；跨年请写明年份，如 {year - 1}年12月31日至{year}年1月2日")
    return [first + dt.timedelta(n) for n in range((last - first).days + 1)]


def _day(match: re.Match[str], year: int, before: dt.date | None) -> dt.date:
    if not match[2] and before is None:
        raise DateError(f"“{match[0]}”没有写月份")
    month = int(match[2]) if match[2] else before.month if before else 0
    try:
        day = dt.date(int(match[1] or (before.year if before else year)), month, int(match[3]))
    except ValueError:
        raise DateError(f"“{match[0]}”这一天不存在") from None
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        raise DateError(f"“{match[0]}”不在 {year} 年，请核对年份")
    told = _WEEKDAY.search(match[4] or "")
    if told and _WEEKDAYS.index(told[1].replace("天", "日")) != day.weekday():
        raise DateError(f"{day_words(day)}是周{_WEEKDAYS[day.weekday()]}，写的是{told[0]}，请核对年份和日期")
    return day
