"""The home page: ways in, the course of the years, and nothing empty where a site has little."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import Tag

from tests import hard, rich, site

NOTHING: site.Files = {
    **{
        name: None
        for name in site.base_files()
        if name.startswith(("units/", "content/")) and name != "content/about.md"
    },
    "units/.gitkeep": "",
}
ONLY_NOTICE = {**NOTHING, "content/notices/2026-11.md": site.NOTICE.replace("bailu-town, ", "")}
ONLY_UNIT = {**NOTHING, "units/bailu-town/index.md": site.UNIT}


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


@pytest.fixture(scope="module")
def little(tmp_path_factory):
    """A function: what is built of so little, each once."""
    built: dict[int, site.Result] = {}

    def build(files: site.Files) -> site.Result:
        if id(files) not in built:
            built[id(files)] = found = site.build(tmp_path_factory.mktemp("little"), files)
            assert found.code == 0, found.output
        return built[id(files)]

    return build


@pytest.mark.parametrize(
    ("files", "shown"),
    [(NOTHING, []), (ONLY_NOTICE, ["s-news"]), (ONLY_UNIT, ["s-see", "s-ways"])],
    ids=["nothing", "notice", "unit"],
)
def test_no_column_is_empty(little, files, shown):
    page = little(files).page("")
    sections = page.select("main section.sec")
    assert [s["id"] for s in sections if s.get("id")] == shown
    for section in sections:
        assert section.find(["li", "b"]) is not None, section.get("id")
    assert not page.select(".two"), "two columns for one list"
    assert not page.select(".nums"), "0 家 is no figure worth a look"
    assert bool(page.select(".empty")) == (not shown)
    assert page.select_one(".gate.blank .chop") or page.select_one(".gate.blank")


def test_an_open_notice_stands_before_everything_else(little):
    page = little(ONLY_NOTICE).page("")
    assert words(page.select_one(".hero ~ *")).startswith("公示中 关于拟命名名单的公示 还剩 3 个工作日")


def test_the_search_asks_the_page_of_results(hard_site):
    form = hard_site.page("").select_one(".hero form")
    assert form["action"] == "./search/"
    assert form.select_one("input")["name"] == "q"


def test_ways_lead_where_their_counts_come_from(hard_site):
    page = hard_site.page("")
    ways = {words(way.h3): way for way in page.select(".ways-in > div")}
    counts = {title: [words(li) for li in way.select("li")] for title, way in ways.items()}
    assert counts == {
        "按级别": ["全国级 2 家", "省级 0 家", "市级 1 家", "县级 0 家"],
        "按类别": ["文明单位 1 家", "文明村镇 3 家", "文明校园 0 家"],
        "按话题": ["志愿服务 1 篇", "移风易俗 0 篇"],
    }
    link = urlsplit(ways["按类别"].select("a")[1]["href"])
    assert (link.path, parse_qs(link.query)) == ("./units/", {"kind": ["文明村镇"]})
    cards = hard_site.page("units/").select("li.card")
    assert sum("文明村镇" in words(c) for c in cards) == 3
    assert [words(s) for s in ways["按类别"].select("li span")] == ["文明校园"], "what nothing stands behind is no link"


def test_the_chart_says_what_the_statistics_say(hard_site):
    chart = hard_site.page("").select_one("svg.chart.cols")
    told = hard_site.page("statistics/").select_one("#s-cols-stock-d")
    assert words(chart.desc) == words(told)
    assert [t.get_text() for t in chart.select("text.v")][-1] == "4"


def test_what_no_year_of_the_chart_has_is_said(little):
    """A title without a date is among the figures beside the chart, so they differ."""
    higher = rich.honor("省级文明村镇", "不详", "文明村镇", level="省级", jurisdiction="川岭省")
    honors = [rich.honor("市级文明村镇", "2020-05", "文明村镇"), higher]
    page = little(
        {**NOTHING, "units/bailu-town/index.md": rich.unit("白鹭镇政府", "白鹭镇", "文明村镇", "清源区", honors=honors)}
    ).page("")
    assert [t.get_text() for t in page.select("svg.chart.cols text.v")][-1] == "1"
    assert words(page.select_one(".drawn-r .asof")) == "另有 1 项在册称号没有写明时间，不在各年之内。"


def test_no_picture_stands_twice_above_the_news(hard_site):
    page = hard_site.page("")
    hero = page.select_one("figure.gate a")["href"]
    cards = [a["href"] for a in page.select("#s-see .card a")]
    assert hero == "./units/rare/"
    assert hero not in cards
    assert words(page.select_one("#s-see .feat h3")) == "一条河带出一支志愿队"
    assert [words(a) for a in page.select("#s-see .card .name")] == [hard.LONG, "空空服务站"]
