"""How steadily materials come in: the log of a unit, quarters in a picture and in words, the page of all units."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.model.dates import parse_date
from showcase.model.periods import PeriodKind, last_full, period_of, quarter_of, quarters_until
from tests import rich, site

UNIT = "units/bailu-town/"
LOG = f"{UNIT}activity/"
ALL = "statistics/activity/"
SCHOOL = "units/xiao-xue/"
PHOTOS = "photos: {02-巡河.jpg: {date: 2026-08}, 03-旧照.jpg: {date: 2009}}\n"

FILES: site.Files = {
    f"{UNIT}index.md": site.UNIT.replace("region: 清源区\n", f"region: 清源区\n{PHOTOS}"),
    f"{UNIT}photos/02-巡河.jpg": site.photo(90, 60, "#123456"),
    f"{UNIT}photos/03-旧照.jpg": site.photo(91, 60, "#654321"),
    f"{UNIT}a.md": rich.article("八月的总结", "2026-08-30", type="总结"),
    f"{UNIT}b.md": rich.article("十月的活动", "2026-10-20", type="活动"),
    f"{UNIT}c.md": rich.article("二月的制度", "2026-02", type="制度"),
    f"{UNIT}d.md": rich.article("去年的计划", "2025", type="计划"),
    f"{SCHOOL}index.md": rich.unit("云川市望山县小学", "县小学", "文明校园", "望山县"),
    f"{SCHOOL}x.md": rich.article("春天的事", "2026-04-02"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    result = site.build(tmp_path_factory.mktemp("activity"), FILES)
    assert result.code == 0, result.output
    return result


def log(built, url: str = LOG) -> list[tuple[str, str, str]]:
    found = built.page(url).select("#s-log .list > li")
    return [tuple("".join(li.select_one(part).get_text().split()) for part in (".d", ".type", "h4 a")) for li in found]  # type: ignore[misc]


def test_the_log_is_dated_and_newest_first(built):
    assert log(built) == [
        ("2026年10月20日", "活动", "十月的活动"),
        ("2026年8月30日", "总结", "八月的总结"),
        ("2026年8月", "照片", "巡河"),
        ("2026年2月", "制度", "二月的制度"),
        ("2025年", "计划", "去年的计划"),
        ("2024年3月18日", "授予", "市级文明村镇"),
        ("2023年9月15日", "经验", "一条河带出一支志愿队"),
        ("2009年", "照片", "旧照"),
    ]


def test_each_line_leads_to_what_it_tells_of(built):
    for link in built.page(LOG).select("#s-log h4 a"):
        path, _, _ = link["href"].partition("#")
        target = (built.site / LOG / path).resolve()
        assert target.exists(), link["href"]
    award = built.page(LOG).find("a", string="市级文明村镇")
    assert award["href"].endswith("decisions/2024-03/")


def test_the_last_update_stands_on_three_pages(built):
    assert "最近更新 2026年10月20日 ，共有材料 8 件" in built.main(LOG)
    assert "最近更新 2026年10月20日" in built.main(UNIT)
    (row,) = (r for r in built.page(f"{ALL}latest/").select("tbody tr") if r.a.get_text() == "白鹭镇")
    assert "2026年10月20日" in row.get_text()


def test_quarters_are_a_picture_and_words(built):
    """The number above each column, its label below, and all of it in the description."""
    picture = built.page(LOG).select_one("svg.cols")
    values = [t.get_text() for t in picture.select("text.v")]
    labels = [t.get_text() for t in picture.select("text.m")]
    assert dict(zip(labels, values, strict=True)) == {
        "25Q1": "0", "25Q2": "0", "25Q3": "0", "25Q4": "0",
        "26Q1": "1", "26Q2": "0", "26Q3": "2", "26Q4": "1",
    }  # fmt: skip
    assert "26Q3 2 件（文字 1，照片 1，音像 0）" in picture.desc.get_text()


def test_gaps_and_what_the_picture_cannot_show_are_told(built):
    words = built.main(LOG)
    told = "2025年第一季度、2025年第二季度、2025年第三季度、2025年第四季度、2026年第二季度没有材料。"
    assert told in words
    assert "26Q4 是2026年第四季度，还没有过完。" in words
    assert "另有 1 件在更早的时间，2 件的日期看不出是哪个季度，1 件没有写日期，不在图里。" in words


def test_the_whole_site_in_the_last_quarter_that_is_over(built):
    words = built.main(ALL)
    assert "2026年第三季度（2026年7月1日至2026年9月30日），2 家单位里 1 家有材料，共 2 件；1 家没有。" in words
    regions = {
        r.th.get_text(): [d.get_text() for d in r.find_all("td")] for r in built.page(ALL).select(".grid tr") if r.td
    }
    assert regions["清源区"] == ["1", "1", "0", "2"]
    assert regions["望山县"] == ["1", "0", "1", "0"]
    assert regions["文明单位"] == ["0", "0", "0", "0"], "a kind without any unit is a row of zeros"


def test_units_by_last_update_and_those_without(built):
    assert [a.get_text() for a in built.page(f"{ALL}latest/").select("tbody a")] == ["白鹭镇", "县小学"]
    assert [a.get_text() for a in built.page(f"{ALL}silent/").select("tbody a")] == ["县小学"]
    assert "2026年第三季度没有材料的单位" in built.main(f"{ALL}silent/")
    assert built.page("statistics/").select_one(f'a[href$="{ALL}"]')


@pytest.mark.parametrize(
    ("kind", "words"),
    [("月", "2026年10月（2026年10月1日至2026年10月31日），2 家单位里 1 家有材料，共 1 件"),
     ("年", "2025年（2025年1月1日至2025年12月31日），2 家单位里 1 家有材料，共 1 件")],
)  # fmt: skip
def test_the_office_chooses_the_period(tmp_path, kind, words):
    result = site.build(tmp_path, {**FILES, "site_config/site.yml": f"{site.SITE}activity_period: {kind}\n"})
    assert words in result.main(ALL)


def test_an_unknown_period_is_told(tmp_path):
    (problem,) = site.check(tmp_path, {"site_config/site.yml": f"{site.SITE}activity_period: 旬\n"}).problems()
    assert "时段" in problem
    assert problem.startswith("site_config/site.yml:5:18: ")


def test_today_alone_moves_the_period(tmp_path):
    """The same content on another day of the same quarter tells the same numbers."""
    found = []
    for day in ("2026-10-21", "2026-12-30", "2027-01-01"):
        root = tmp_path / day
        root.mkdir()
        result = site.build(root, {**FILES, "mkdocs.yml": site.MKDOCS.replace("2026-11-18", day)})
        found.append((result.main(ALL).partition("各季度")[0].partition("按材料")[0], json.dumps(log(result))))
    assert found[0] == found[1]
    assert "2026年第四季度（" in found[2][0]
    assert found[2][1] == found[0][1]


def test_what_is_still_to_come_is_not_there_yet(tmp_path):
    result = site.build(tmp_path, {f"{UNIT}a.md": rich.article("明年的事", "2027-03-01")})
    assert "明年的事" not in result.main(LOG)
    assert "最近更新 2023年9月15日" in result.main(LOG)


def test_a_long_log_is_cut_into_pages(tmp_path):
    config = site.MKDOCS.replace("{today: 2026-11-18}", "{today: 2026-11-18, limits: {lines: 3}}")
    result = site.build(tmp_path, {"mkdocs.yml": config, **FILES})
    pages = [LOG, f"{LOG}page_2/", f"{LOG}page_3/"]
    assert [len(log(result, url)) for url in pages] == [3, 3, 2]
    assert not (result.site / LOG / "page_4").exists()
    assert "8 条" in result.main(LOG)


def test_open_data_tells_the_same(built):
    rows = list(csv.DictReader(io.StringIO((built.site / "data/activity.csv").read_text("utf-8-sig"))))
    assert [(r["单位代码"], r["最近更新"], r["材料数"], r["没有日期"], r["不明季度"]) for r in rows] == [
        ("bailu-town", "2026-10-20", "8", "1", "2"),
        ("xiao-xue", "2026-04-02", "1", "0", "0"),
    ]
    quarters = list(csv.DictReader(io.StringIO((built.site / "data/quarters.csv").read_text("utf-8-sig"))))
    found = {(r["单位代码"], r["季度"]): (r["材料数"], r["文字"], r["照片"]) for r in quarters}
    assert found["bailu-town", "2026Q3"] == ("2", "1", "1")
    assert found["xiao-xue", "2026Q2"] == ("1", "1", "0")


def test_a_unit_without_anything_says_so(tmp_path):
    result = site.build(tmp_path, {f"{SCHOOL}index.md": FILES[f"{SCHOOL}index.md"]})
    words = result.main(f"{SCHOOL}activity/")
    assert "目前没有材料" in words
    assert "目前没有日期明确到季度的材料" in words
    assert "没有写明日期的材料" in result.main(SCHOOL)


# --- periods -----------------------------------------------------------------------------------------

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
KINDS = st.sampled_from(list(PeriodKind))


@given(DAYS, KINDS)
def test_a_day_lies_in_its_period_and_the_last_one_ends_before_it(day, kind):
    period = period_of(kind, day)
    assert period.start <= day <= period.end
    assert period.kind is kind
    last = last_full(kind, day)
    assert last.end + dt.timedelta(1) == period.start
    assert last.kind is kind


@given(DAYS, st.integers(1, 12))
def test_quarters_follow_each_other(day, count):
    quarters = quarters_until(day, count)
    assert len(quarters) == count
    assert quarters[-1].start <= day <= quarters[-1].end
    assert all(a.end + dt.timedelta(1) == b.start for a, b in pairwise(quarters))


@pytest.mark.parametrize(
    ("written", "code"),
    [("2026-08-30", "2026Q3"), ("2026-03", "2026Q1"), ("2026年第二季度", "2026Q2"), ("2026年5月中旬", "2026Q2"),
     ("2026年底", "2026Q4"), ("2026", None), ("2026年上半年", None), ("2007/2010", None), ("20xx", None)],
)  # fmt: skip
def test_a_date_tells_its_quarter_or_does_not(written, code):
    quarter = quarter_of(parse_date(written))
    assert (quarter.code if quarter else None) == code
