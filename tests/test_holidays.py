"""``holidays.yml`` and the library's own table: what is known of a year, and what is said of what cannot be right."""

from __future__ import annotations

import datetime as dt
import re
from itertools import groupby

import chinese_calendar
import pytest

from showcase.diagnostics import Diagnostics
from showcase.loading.files import Root
from showcase.loading.holidays import load_calendar, read_holiday
from showcase.model.dates import DateError
from showcase.model.workdays import Counted
from tests import site

KNOWN = range(2004, 2027)
FESTIVALS = {
    "New Year's Day": "元旦", "Spring Festival": "春节", "Tomb-sweeping Day": "清明节", "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节", "Mid-autumn Festival": "中秋节", "National Day": "国庆节",
}  # fmt: skip
WEEKDAYS = "一二三四五六日"
NEXT = """\
years:
  - year: 2027
    holidays:
      - 元旦：1月1日（周五）至3日（周日）放假，共3天。
      - 春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。
      - 清明节：4月3日至5日放假
      - 劳动节：5月1日至5日放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
      - 端午节：6月9日放假
      - 中秋节：9月15日放假
      - 国庆节：2027-10-01至2027-10-07放假调休，共7天。10月9日（星期六）上班。
"""


def calendar(tmp_path, text=None):
    if text is not None:
        (tmp_path / "holidays.yml").write_text(text, encoding="utf-8")
    diagnostics = Diagnostics()
    return load_calendar(Root(tmp_path), tmp_path / "holidays.yml", diagnostics), diagnostics.settled()


def test_every_day_is_as_the_library_has_it(tmp_path):
    known, problems = calendar(tmp_path)
    assert problems == ()
    assert known.years == tuple(KNOWN)
    first = dt.date(KNOWN[0], 1, 1)
    days = [first + dt.timedelta(n) for n in range((dt.date(KNOWN[-1], 12, 31) - first).days + 1)]
    assert [d for d in days if known.is_working(d) != chinese_calendar.is_workday(d)] == []


@pytest.mark.parametrize(
    ("first", "last", "stated"),
    [  # notices of DOMAIN.md §3.1
        ("2018-01-17", "2018-01-23", 5), ("2023-11-21", "2023-11-27", 5), ("2020-08-29", "2020-09-04", 5),
        ("2017-12-27", "2018-01-02", 4), ("2017-10-05", "2017-10-09", 1), ("2008-12-29", "2009-01-02", 3),
        ("2005-09-05", "2005-09-12", 6), ("2025-04-15", "2025-04-21", 5),
    ],
)  # fmt: skip
def test_real_notices_are_counted_as_they_were_found(tmp_path, first, last, stated):
    known, _ = calendar(tmp_path)
    assert known.count(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == Counted(stated)


def test_a_year_that_the_office_enters_is_known(tmp_path):
    before, _ = calendar(tmp_path)
    week = dt.date(2027, 2, 1), dt.date(2027, 2, 14)
    assert before.count(*week) == Counted(10, (2027,))
    after, problems = calendar(tmp_path, NEXT)
    assert problems == ()
    assert after.count(*week) == Counted(6)
    assert after.years == (*KNOWN, 2027)
    assert [day for day in after.worked if day.year == 2027] == [
        dt.date(2027, 1, 31), dt.date(2027, 2, 14), dt.date(2027, 4, 25), dt.date(2027, 5, 8), dt.date(2027, 10, 9),
    ]  # fmt: skip


def sentences(year):
    """The library's year as the State Council would put it."""
    days = {d: h for d, h in chinese_calendar.holidays.items() if d.year == year}
    worked = {d: h for d, h in chinese_calendar.workdays.items() if d.year == year}
    for name, group in groupby(
        sorted({*days, *worked}, key=lambda d: ({**days, **worked}[d], d)), key=lambda d: {**days, **worked}[d]
    ):
        mine = list(group)
        off, busy = [d for d in mine if d in days], [d for d in mine if d in worked]
        said = "、".join(f"{d.month}月{d.day}日（农历、周{WEEKDAYS[d.weekday()]}）" for d in off)
        more = "、".join(f"{d.month}月{d.day}日（星期{WEEKDAYS[d.weekday()]}）" for d in busy)
        yield f"{FESTIVALS[name]}：{said}放假调休，共{len(off)}天。{f'{more}上班。' if busy else ''}"


@pytest.mark.parametrize("year", [2008, 2013, 2019, 2022, 2024, 2025, 2026])
def test_a_year_is_read_back_as_it_was_said(tmp_path, year):
    lines = "".join(f"      - {line}\n" for line in sentences(year))
    known, _ = calendar(tmp_path)
    both, problems = calendar(tmp_path, f"years:\n  - year: {year}\n    holidays:\n{lines}")
    assert both == known
    assert [str(p) for p in problems if "没有写" not in str(p)] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1月1日放假", "看不出是哪个节日"),
        ("元旦：1月1日至3日放假，共4天", "元旦写的是共 4 天，从日期算是 3 天"),
        ("元旦：放假", "元旦里的“放假”看不懂"),
        ("元旦：1月1日放假。1月4日（周一）上班", "2027年1月4日是周一，本来就上班"),
        ("元旦：1月2日（周日）放假", "2027年1月2日是周六，写的是周日"),
        ("元旦：1月10日上班", "元旦没有写哪天放假"),
        ("元旦：2月30日放假", "“2月30日”这一天不存在"),
        ("元旦：3日放假", "“3日”没有写月份"),
        ("元旦：2026年1月1日放假", "不在 2027 年"),
        ("元旦：12月31日至1月2日放假", "跨年请写明年份，如 2026年12月31日至2027年1月2日"),
        ("春节：2月5日至11日放假。鼓励安排职工在2月4日休息", "春节里的“鼓励安排职工在2月4日休息”看不懂"),
    ],
)
def test_what_cannot_be_right_is_said(text, message):
    with pytest.raises(DateError, match=re.escape(message)):
        read_holiday(text, 2027)


def test_a_new_year_may_begin_in_december():
    found = read_holiday("一、元旦：2026年12月31日至2027年1月2日放假调休，共3天。2026年12月27日（周日）上班。", 2027)
    assert found.off == (dt.date(2026, 12, 31), dt.date(2027, 1, 1), dt.date(2027, 1, 2))
    assert found.worked == (dt.date(2026, 12, 27),)


def test_a_notice_over_the_holidays_is_counted_with_them(tmp_path):
    late = site.NOTICE.replace("2026-11-16", "2027-02-01").replace("2026-11-20", "2027-02-14")
    files = {"content/notices/2026-11.md": late.replace("working_days: 5", "working_days: 6")}
    unknown = site.check(tmp_path / "without", files)
    assert "写的是 6 个工作日，从日期算是 10 个（从当日起算，2027年未计节假日）" in unknown.output
    known = site.check(tmp_path / "with", {**files, "site_config/holidays.yml": NEXT})
    assert known.problems() == []


def test_the_office_may_count_from_the_next_day(tmp_path):
    site.write(tmp_path, {**site.base_files(), "site_config/site.yml": site.SITE + "counted_from: 次日\n"})
    said = site.run(tmp_path, "showcase", "check").problems()
    assert len(said) == 1
    assert (
        "写的是 5 个工作日，从日期算是 4 个（从次日起算）；从当日起算正好，可能漏写了 counted_from: 当日，" in said[0]
    )
    own = site.NOTICE.replace("working_days: 5", "working_days: 5\ncounted_from: 当日")
    site.write(tmp_path, {"content/notices/2026-11.md": own})
    assert site.run(tmp_path, "showcase", "check").problems() == []
