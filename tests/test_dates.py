"""Dates as the field writes them: every form, its display, its place in the order."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.model.dates import DateError, PartialDate, in_told_order, parse_date, parse_day


def span(first: str, last: str) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last)


YEAR = span("2008-01-01", "2008-12-31")
MAY = span("2008-05-01", "2008-05-31")
DAY = span("2008-05-12", "2008-05-12")


@pytest.mark.parametrize(
    ("written", "bounds", "display", "iso"),
    [
        ("2008", YEAR, "2008年", "2008"),
        ("2008年", YEAR, "2008年", "2008"),
        ("2008年度", YEAR, "2008年度", "2008"),
        ("二〇〇八年", YEAR, "二〇〇八年", "2008"),
        ("二00八年", YEAR, "二00八年", "2008"),
        ("２００８年", YEAR, "２００８年", "2008"),
        ("2008-05", MAY, "2008年5月", "2008-05"),
        ("2008-5", MAY, "2008年5月", "2008-05"),
        ("2008年5月", MAY, "2008年5月", "2008-05"),
        ("2008 年 5 月", MAY, "2008 年 5 月", "2008-05"),
        ("二〇〇八年五月", MAY, "二〇〇八年五月", "2008-05"),
        ("2008-05-12", DAY, "2008年5月12日", "2008-05-12"),
        ("2008-5-12", DAY, "2008年5月12日", "2008-05-12"),
        ("2008年5月12日", DAY, "2008年5月12日", "2008-05-12"),
        ("二〇〇八年五月十二日", DAY, "二〇〇八年五月十二日", "2008-05-12"),
        ("二00五年九月十二日", span("2005-09-12", "2005-09-12"), "二00五年九月十二日", "2005-09-12"),
        ("二○一〇年十月十日", span("2010-10-10", "2010-10-10"), "二○一〇年十月十日", "2010-10-10"),
        ("二零二四年十二月三十一日", span("2024-12-31", "2024-12-31"), "二零二四年十二月三十一日", "2024-12-31"),
        ("2024年二月二十日", span("2024-02-20", "2024-02-20"), "2024年二月二十日", "2024-02-20"),
        ("2008年上半年", span("2008-01-01", "2008-06-30"), "2008年上半年", "2008"),
        ("2008下半年", span("2008-07-01", "2008-12-31"), "2008下半年", "2008"),
        ("2008年初", span("2008-01-01", "2008-02-29"), "2008年初", "2008"),
        ("2008年底", span("2008-11-01", "2008-12-31"), "2008年底", "2008"),
        ("2008年年底", span("2008-11-01", "2008-12-31"), "2008年年底", "2008"),
        ("2008年第三季度", span("2008-07-01", "2008-09-30"), "2008年第三季度", "2008"),
        ("2008年2季度", span("2008-04-01", "2008-06-30"), "2008年2季度", "2008"),
        ("2008年春季", span("2008-03-01", "2008-05-31"), "2008年春季", "2008"),
        ("2008年5月上旬", span("2008-05-01", "2008-05-10"), "2008年5月上旬", "2008-05"),
        ("2008年5月中旬", span("2008-05-11", "2008-05-20"), "2008年5月中旬", "2008-05"),
        ("2008年2月下旬", span("2008-02-21", "2008-02-29"), "2008年2月下旬", "2008-02"),
        ("2008年6月底", span("2008-06-21", "2008-06-30"), "2008年6月底", "2008-06"),
        ("二〇〇八年五月中旬", span("2008-05-11", "2008-05-20"), "二〇〇八年五月中旬", "2008-05"),
        ("2007/2010", span("2007-01-01", "2010-12-31"), "2007—2010年", ""),
        ("2007—2010", span("2007-01-01", "2010-12-31"), "2007—2010", ""),
        ("2007——2010年", span("2007-01-01", "2010-12-31"), "2007——2010年", ""),
        ("2007年至2010年", span("2007-01-01", "2010-12-31"), "2007年至2010年", ""),
        ("2007-2010年（连续四年）", span("2007-01-01", "2010-12-31"), "2007-2010年（连续四年）", ""),
        ("2008年X月", span("2008-01-01", "2008-12-31"), "2008年X月", "2008"),
        ("2012年*月31日", span("2012-01-01", "2012-12-31"), "2012年*月31日", "2012"),
        ("2008-XX", span("2008-01-01", "2008-12-31"), "2008-XX", "2008"),
        ("2008年5月X日", span("2008-05-01", "2008-05-31"), "2008年5月X日", "2008-05"),
        ("2008-05-××", span("2008-05-01", "2008-05-31"), "2008-05-××", "2008-05"),
    ],
)
def test_every_known_form(written, bounds, display, iso):
    date = parse_date(written)
    assert (date.earliest, date.latest) == bounds
    assert (date.display, date.iso, date.written) == (display, iso, written)
    assert date.is_known
    assert date.year == bounds[0].year


@pytest.mark.parametrize(
    ("written", "display"),
    [
        ("20xx", "20xx年"),
        ("19xx", "19xx年"),
        ("20××", "20××年"),
        ("200X", "200X年"),
        ("20**", "20**年"),
        ("xx年", "xx年"),
        ("20xx年", "20xx年"),
        ("19xx年2月", "19xx年2月"),
        ("20XX年X月X日", "20XX年X月X日"),
        ("20xx—20xx年", "20xx—20xx年"),
        ("未知", "未知"),
        ("不详", "不详"),
        ("连续四年", "连续四年"),
        ("连续十二年", "连续十二年"),
    ],
)
def test_masks_and_counts_are_shown_as_written_and_never_guessed(written, display):
    date = parse_date(written)
    assert (date.earliest, date.latest, date.year, date.iso, date.is_known) == (None, None, None, "", False)
    assert date.display == display


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2024.5.1", "日期“2024.5.1”要用连字符，是否想写“2024-05-01”？"),
        ("2024.10", "日期“2024.10”要用连字符，是否想写“2024-10”？"),
        ("2024/5/1", "日期“2024/5/1”要用连字符，是否想写“2024-05-01”？"),
        ("2024-13", "“2024-13”的月份不存在，月份是 1 到 12"),
        ("2024年0月", "“2024年0月”的月份不存在，月份是 1 到 12"),
        ("2024-02-30", "“2024-02-30”这一天不存在"),
        ("2023-02-29", "“2023-02-29”这一天不存在"),
        ("二〇二三年二月二十九日", "“二〇二三年二月二十九日”这一天不存在"),
        ("0024-05-01", "“0024-05-01”的年份不对，请写四位年份，如 2024-05-01"),
        ("2010/2007", "“2010/2007”的起止年份颠倒了，是否想写“2007—2010”？"),
        ("08年", "年份要写四位，“08年”是否想写“2008年”？"),
        ("98年", "年份要写四位，“98年”是否想写“1998年”？"),
        ("去年", "“去年”不是日期，可写 2024、2024-05、2024-05-01、2007/2010、20xx 或 未知"),
        ("", "“”不是日期，可写 2024、2024-05、2024-05-01、2007/2010、20xx 或 未知"),
        ("2024-05-01 09:00", None),
        ("20240501", "日期“20240501”要用连字符，是否想写“2024-05-01”？"),
        ("第八届", None),
    ],
)
def test_what_is_no_date_says_what_to_write(written, message):
    with pytest.raises(DateError) as raised:
        parse_date(written)
    expected = message or f"“{written}”不是日期，可写 2024、2024-05、2024-05-01、2007/2010、20xx 或 未知"
    assert str(raised.value) == expected


def test_a_day_must_be_whole():
    assert parse_day("二〇二四年五月一日") == dt.date(2024, 5, 1)
    for vague in ("2024-05", "2024", "20xx", "2024年5月上旬"):
        with pytest.raises(DateError, match=re.escape(f"“{vague}”不是具体日期，请写成 2024-05-01")):
            parse_day(vague)


# --- properties ----------------------------------------------------------------------------------

_days = st.dates(dt.date(1949, 1, 1), dt.date(2049, 12, 31))
_years = st.integers(1950, 2049)
known_forms = st.one_of(
    _days.map(dt.date.isoformat),
    _days.map(lambda d: f"{d.year}年{d.month}月{d.day}日"),
    _days.map(lambda d: f"{d:%Y-%m}"),
    _days.flatmap(lambda d: st.sampled_from(["上旬", "中旬", "下旬", "底"]).map(lambda t: f"{d.year}年{d.month}月{t}")),
    _years.map(str),
    _years.flatmap(lambda y: st.sampled_from(["上半年", "下半年", "年底", "第二季度"]).map(lambda p: f"{y}{p}")),
    st.tuples(_years, st.integers(0, 9)).map(lambda p: f"{p[0]}—{p[0] + p[1]}年"),
)
unknown_forms = st.sampled_from(["20xx", "19xx", "19xx年2月", "未知", "连续四年"])
known_dates = known_forms.map(parse_date)
any_dates = st.one_of(known_forms, unknown_forms).map(parse_date)


@given(any_dates, any_dates)
def test_exactly_one_of_less_equal_greater(a, b):
    assert [a < b, a == b, a > b].count(True) == 1
    assert (a <= b) == (a < b or a == b)
    assert (hash(a) == hash(b)) or a != b


@given(any_dates, any_dates, any_dates)
def test_the_order_is_transitive(a, b, c):
    if a <= b <= c:
        assert a <= c


@given(_days)
def test_a_year_before_its_months_a_month_before_its_days(day):
    forms = (f"{day.year}", f"{day.year}上半年", f"{day.year}-01", f"{day.year}年1月上旬", f"{day.year}-01-01")
    dates = [parse_date(form) for form in forms]
    assert all(a < b for a, b in pairwise(dates))
    assert parse_date(f"{day:%Y}") < parse_date(f"{day:%Y-%m}") < parse_date(day.isoformat())


@given(known_dates, unknown_forms)
def test_an_unknown_date_comes_after_every_known_one(known, written):
    assert known < parse_date(written)


@given(known_dates)
def test_bounds_lie_in_order_and_around_the_iso_form(date):
    assert date.earliest <= date.latest
    if date.iso:
        assert parse_date(date.iso).earliest <= date.earliest <= date.latest <= parse_date(date.iso).latest


@given(_days, st.sampled_from([2, 4, 6]))
def test_han_and_western_digits_mean_the_same(day, precision):
    han = "〇一二三四五六七八九"

    def small(number: int) -> str:
        tens, ones = divmod(number, 10)
        return ("" if not tens else "十" if tens == 1 else f"{han[tens]}十") + (han[ones] if ones else "")

    year = "".join(han[int(digit)] for digit in str(day.year))
    written = (
        f"{year}年"
        + (f"{small(day.month)}月" if precision > 2 else "")
        + (f"{small(day.day)}日" if precision > 4 else "")
    )
    western = {2: f"{day.year}", 4: f"{day:%Y-%m}", 6: day.isoformat()}[precision]
    one, other = parse_date(written), parse_date(western)
    assert (one.earliest, one.latest, one.precision) == (other.earliest, other.latest, other.precision)


# --- the order in which things were told ---------------------------------------------------------

Telling = list[tuple[int, PartialDate]]
tellings = st.lists(any_dates, max_size=8).map(lambda dates: list(enumerate(dates)))


def ordered(telling: Telling, **how: object) -> Telling:
    return list(in_told_order(telling, lambda item: item[1], **how))


@given(tellings, tellings, st.booleans())
def test_nothing_is_lost_and_nothing_is_added(telling, also, newest_first):
    found = in_told_order(telling, lambda item: item[1], also=also, newest_first=newest_first)
    assert sorted(found, key=id) == sorted([*telling, *also], key=id)


@given(tellings, st.booleans())
def test_known_dates_are_in_order(telling, newest_first):
    known = [date.sort_key[:4] for _, date in ordered(telling, newest_first=newest_first) if date.is_known]
    assert known == sorted(known, reverse=newest_first)


@given(tellings)
def test_to_order_what_is_ordered_changes_nothing(telling):
    once = ordered(telling)
    assert ordered(once) == once


@given(tellings)
def test_newest_first_is_the_same_order_read_from_its_end(telling):
    """Unless nothing says which end is the newer one: then it stands as it was told."""
    is_dated = any(date.is_known for _, date in telling)
    assert ordered(telling, newest_first=True) == (ordered(telling)[::-1] if is_dated else telling)


@given(tellings)
def test_it_depends_on_the_dates_and_on_the_telling_alone(telling):
    other_items = [(f"别的{n}", date) for n, date in telling]
    assert [n for n, _ in ordered(telling)] == [int(n[2:]) for n, _ in ordered(other_items)]


@given(st.lists(_years, min_size=1, max_size=5, unique=True), st.data(), st.booleans())
def test_an_unknown_date_stays_where_it_was_told(years, data, told_newest_first):
    """In a telling that is in order, either way, unknown dates do not move at all."""
    known = [parse_date(str(year)) for year in sorted(years, reverse=told_newest_first)]
    told: list[PartialDate] = []
    for date in known:
        told.append(date)
        told.extend(parse_date(data.draw(unknown_forms)) for _ in range(data.draw(st.integers(0, 2))))
    telling = list(enumerate(told))
    if told_newest_first and len(years) > 1:
        assert ordered(telling, newest_first=True) == telling
    else:
        assert ordered(telling) == telling


def test_masked_years_keep_the_order_of_the_file():
    telling = list(enumerate(map(parse_date, ["19xx", "19xx", "20xx"])))
    assert ordered(telling) == telling
    assert ordered(telling, newest_first=True) == telling


def test_an_unknown_date_follows_what_it_followed():
    telling = list(enumerate(map(parse_date, ["2010", "2005", "20xx", "2008"])))
    assert [n for n, _ in ordered(telling)] == [1, 2, 3, 0]


def test_events_that_were_not_told_go_by_their_dates():
    telling = [("甲", parse_date("2010")), ("乙", parse_date("20xx")), ("丙", parse_date("2020"))]
    also = [("复查", parse_date("2015-06-01"))]
    assert [n for n, _ in in_told_order(telling, lambda i: i[1], also=also)] == ["甲", "乙", "复查", "丙"]
