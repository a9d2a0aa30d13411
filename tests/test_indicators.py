"""The assessment system: what is read, what is counted, and what readers get."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import Tag
from hypothesis import given
from hypothesis import strategies as st

from showcase.model.assessment import Standing, read_value
from showcase.model.dates import parse_date
from showcase.model.documents import Source, Text
from showcase.model.evidence import Coverage, evidence_of, state_of
from showcase.model.indicators import Assessment, Edition, Indicator, Item, Operator, Point, Threshold, Window
from showcase.model.units import Article, ArticleType, Unit
from showcase.model.vocabulary import Region, Term
from tests import site

WINDOW = Window(written="2024-01—2026-12", first=dt.date(2024, 1, 1), last=dt.date(2026, 12, 31))
IDS = ("志愿服务.1", "志愿服务.2", "优质服务.1")


def edition(*ids: str, window: Window | None = WINDOW) -> Edition:
    """One item with an indicator for each id."""
    indicators = tuple(
        Indicator(name=i, slug=f"i-{n}", points=(Point(id=i, text=i, window=window),)) for n, i in enumerate(ids)
    )
    return Edition(slug="e", name="体系", items=(Item(name="项目", indicators=indicators),))


def unit_of(*articles: Article) -> Unit:
    """A unit with nothing but these."""
    kind = Term(name="文明单位", slug="danwei", order=0)
    region = Region(code="1", name="甲", path=("甲",), order=0, is_leaf=True)
    source = Source("units/x/index.md")
    return Unit(
        slug="x",
        name="某单位",
        short_name="某",
        kind=kind,
        region=region,
        articles=articles,
        text=Text(""),
        source=source,
    )


@st.composite
def articles(draw: st.DrawFn) -> tuple[Article, ...]:
    """Materials with dates in, across and out of the window, or with none."""
    dates = ("2023", "2024-03", "2025-05-01", "2023/2024", "2027-01", "20xx", "未知")
    made = []
    for n in range(draw(st.integers(0, 8))):
        named = draw(st.lists(st.sampled_from((*IDS, "e/志愿服务.1", "f/志愿服务.2", "无.9")), max_size=4))
        made.append(
            Article(
                unit="x", slug=f"a-{n}", name=f"a-{n}", type=draw(st.sampled_from(ArticleType)), title=f"材料{n}",
                date=parse_date(draw(st.sampled_from(dates))), featured=draw(st.booleans()), indicators=tuple(named),
                text=Text(""), source=Source(f"units/x/a-{n}.md"),
            )
        )  # fmt: skip
    return tuple(made)


@given(articles())
def test_every_point_has_one_state(found: tuple[Article, ...]) -> None:
    """Counts of states come to all points, and the share is 100 and 0 only when it is all or none."""
    evidence = evidence_of(unit_of(*found), edition(*IDS))
    assert sum(evidence.counts.values()) == len(IDS)
    for state in Coverage:
        assert evidence.counts[state] == sum(evidence.at(point).state is state for point in IDS)
    assert (evidence.share == 100) == (evidence.counts[Coverage.PRESENT] == len(IDS))
    assert (evidence.share == 0) == (evidence.counts[Coverage.PRESENT] == 0)


@given(articles(), st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(found: tuple[Article, ...], random: st.random.random.Random) -> None:
    """The best material is the best in whatever order the files are read."""
    shuffled = list(found)
    random.shuffle(shuffled)
    one, other = (evidence_of(unit_of(*some), edition(*IDS)) for some in (found, shuffled))
    assert {p: one.at(p).materials for p in IDS} == {p: other.at(p).materials for p in IDS}


@given(articles(), articles())
def test_more_material_never_makes_it_less(found: tuple[Article, ...], more: tuple[Article, ...]) -> None:
    """A point's state can only get better, and an indicator is as good as the best of its points."""
    order = tuple(Coverage)
    before = evidence_of(unit_of(*found), edition(*IDS))
    after = evidence_of(unit_of(*found, *more), edition(*IDS))
    for point in IDS:
        assert order.index(after.at(point).state) <= order.index(before.at(point).state)
    together = after.of_points(after.edition.points.values())
    assert order.index(together.state) == min(order.index(after.at(point).state) for point in IDS)


def test_a_date_that_is_not_known_is_not_held_against_the_window() -> None:
    """Masks are unknown, never guessed (R67); without a window everything counts."""
    assert state_of(WINDOW, parse_date("20xx")) is Coverage.UNDATED
    assert state_of(WINDOW, None) is Coverage.UNDATED
    assert state_of(None, None) is Coverage.PRESENT
    assert state_of(WINDOW, parse_date("2023/2024")) is Coverage.PRESENT
    assert state_of(WINDOW, parse_date("2023-12-31")) is Coverage.OUTSIDE


@given(
    st.decimals(0, 100, places=1), st.decimals(0, 100, places=1), st.sampled_from(Operator)
)  # fmt: skip
def test_a_gap_is_what_is_left_to_the_target(value: Decimal, target: Decimal, operator: Operator) -> None:
    """Value less target is the gap, whatever the sign; met and gap cannot contradict each other."""
    threshold = Threshold(operator=operator, value=target, unit="%")
    line = Assessment(of="x", value=f"{value}%", location=Source("x").at())
    reading = read_value(threshold, line)
    assert reading.gap == value - target
    assert (reading.standing is Standing.MET) == threshold.is_met(value)
    if operator is Operator.AT_LEAST:
        assert threshold.is_met(value) == (value - target >= 0)


def test_another_unit_is_not_converted() -> None:
    """96.5 分 says nothing of a target in per cent, and 未知 says nothing at all."""
    threshold = Threshold(operator=Operator.ABOVE, value=Decimal(85), unit="%")
    at = Source("x").at()
    assert (
        read_value(threshold, Assessment(of="x", value="96.5", unit="分", location=at)).standing is Standing.OTHER_UNIT
    )
    assert read_value(threshold, Assessment(of="x", value="未知", location=at)).standing is Standing.UNKNOWN
    assert read_value(threshold, Assessment(of="x", value="96.5", location=at)).standing is Standing.MET
    assert read_value(threshold, None).standing is Standing.NONE


# --- what readers get ------------------------------------------------------------------------------

EDITION = """\
name: 云川市文明单位测评体系
year: "2026"
issuer: 云川市文明办
current: true
window: 2024-01—2026-12
score: 100
methods: [材料审核, 问卷调查]
items:
  - name: 志愿服务
    office: 志愿服务站
    indicators:
      - name: 志愿者队伍
        slug: duiwu
        points:
          - {id: 志愿服务.1, text: 有队伍, method: 材料审核}
          - {id: 志愿服务.2, text: 有项目, method: 材料审核, score: 5}
  - name: 优质服务
    indicators:
      - name: 群众满意
        slug: manyi
        window: 2020—2022
        points:
          - {id: 优质服务.1, text: 群众满意, method: 问卷调查, threshold: 满意度>85%}
          - {id: 优质服务.2, text: 按时办结, method: 材料审核, threshold: 办结率≥95%, office: 大厅}
"""
OLD = """\
name: 上一版
year: "2020"
items:
  - {name: 旧项目, indicators: [{name: 旧指标, slug: jiu, points: [{id: 志愿服务.1, text: 旧要点}]}]}
"""


def material(title: str, date: str, points: str, more: str = "") -> str:
    """An article that names points."""
    return f"---\ntype: 活动\ntitle: {title}\ndate: {date}\nindicators: [{points}]\n{more}---\n正文。\n"


def unit_file(name: str, more: str = "") -> str:
    """A unit's own file."""
    return f"---\nname: {name}\nshort_name: {name}\nkind: 文明单位\nregion: 望山县\n{more}---\n简介。\n"


FILES: dict[str, str | bytes | None] = {
    "site_config/indicators/2026.yml": EDITION,
    "site_config/indicators/2020.yml": OLD,
    "units/bailu-town/index.md": site.UNIT.replace(
        "region: 清源区\n",
        "region: 清源区\n"
        "photos:\n  01-镇政府大院.jpg: {alt: 大院, date: 2025-05, indicators: [志愿服务.2]}\n"
        "assessment:\n"
        '  - {of: 优质服务.1, value: 96.5, unit: "%", as_of: 2026-06, evidence: heyan.md}\n'
        "  - {of: 优质服务.2, value: 91.5%}\n"
        "  - {of: 志愿服务, self: 8, expert: 7.5}\n"
        "  - {of: 合计, self: 92, expert: 88.5, public: 90}\n",
    ),
    "units/bailu-town/heyan.md": site.ARTICLE.replace("---\n##", "indicators: [优质服务.1, 2020/志愿服务.1]\n---\n##"),
    "units/bailu-town/xunhe.md": material("巡河", "2025-03", "志愿服务.1, 志愿服务.2"),
    "units/bailu-town/old.md": material("往年的事", "2022-03", "志愿服务.1", "featured: true\n"),
    "units/bailu-town/gone.md": material("撤下的事", "2026-03", "优质服务.2", "withdrawn: {date: 2026-04}\n"),
    "units/bailu-town/draft.md": material("草稿的事", "2026-03", "优质服务.2", "draft: true\n"),
    "units/other/index.md": unit_file("另一家"),
    "units/other/best.md": material("荐入汇编的事", "2024-02", "志愿服务.2", "featured: true\n"),
    "units/other/when.md": material("哪年的事", "20xx", "优质服务.2"),
    "units/none/index.md": unit_file("还没有材料的一家"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> site.Result:
    """A site with two editions and three units."""
    result = site.build(tmp_path_factory.mktemp("indicators"), FILES)
    assert result.code == 0, result.output
    return result


def cells(row: Tag) -> list[str]:
    """Words of the cells of a row of a table."""
    return [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]


def test_editions_are_listed_and_the_current_one_is_said(built: site.Result) -> None:
    """The current edition first, then the newest."""
    heads = [" ".join(s.get_text(" ").split()) for s in built.page("indicators").select("main .sec-h")]
    assert [re.sub(r"^(\S+).*?(现行)?(?: ·)? (\d+ 个项目.*)", r"\1|\2|\3", head) for head in heads] == [
        "云川市文明单位测评体系|现行|2 个项目、2 个指标、4 个要点", "上一版||1 个项目、1 个指标、1 个要点",
    ]  # fmt: skip


def test_the_system_says_what_is_assessed_and_how_much_there_is(built: site.Result) -> None:
    """Methods, offices, scores (未定 where nothing is stated), thresholds, and how many units have material."""
    text = built.main("indicators/2026")
    for word in ("满分 100 分", "材料时间窗 2024-01—2026-12", "阈值：满意度>85%", "方法：问卷调查", "分值：未定", "分值：5 分",
                 "责任单位：大厅", "材料时间窗：2020—2022", "67% 的单位有材料 有材料 2 家 时间不详 0 家",
                 "0% 的单位有材料 有材料 0 家 时间不详 1 家 超出时间窗 1 家 暂无材料 1 家"):  # fmt: skip
        assert word in text, word


def test_the_matrix_has_a_word_in_every_cell(built: site.Result) -> None:
    """Heads with scope, states as words, shares below, rows region by region."""
    table = built.page("indicators/2026/matrix").select_one("main table")
    assert table is not None
    assert [cells(row) for row in table.select("tr")] == [
        ["", "志愿服务", "优质服务", ""],
        ["单位", "志愿者队伍", "群众满意", "有材料的要点"],
        ["白鹭镇 清源区", "2", "窗外", "2/4"],
        ["还没有材料的一家 望山县", "—", "—", "0/4"],
        ["另一家 望山县", "1", "不详", "1/4"],
        ["有材料的单位 全部 3 家", "2 67%", "0 0%", "25%"],
    ]
    assert {th.get("scope") for th in table.select("th")} == {"col", "colgroup", "row"}
    assert all(td.get_text(strip=True) for td in table.select("tbody td"))


def test_every_unit_has_its_evidence_in_the_order_of_the_system(built: site.Result) -> None:
    """Materials, values against targets, gaps, scores by themselves; what was taken back is no evidence."""
    text = built.main("units/bailu-town/evidence")
    for word in (
        "志愿服务.1 有队伍 有材料 1 份", "往年的事 2022年3月 荐入汇编 超出时间窗", "志愿服务.2 有项目 有材料 2 份",
        "满意度 >85% 填报 96.5% 截至 2026年6月 对照 达到目标，高出 11.5 个百分点 出处 一条河带出一支志愿队",
        "办结率 ≥95% 填报 91.5% 对照 距目标 3.5 个百分点", "志愿服务 未定 8 7.5 未填报", "合计 100 92 88.5 90",
        "50 % 4 个要点里有材料的", "上一版",
    ):  # fmt: skip
        assert word in text, word
    assert "撤下的事" not in text
    assert "草稿的事" not in text
    assert text.index("志愿服务.1") < text.index("优质服务.1")
    empty = built.main("units/none/evidence")
    assert empty.count("暂无材料") >= 5
    assert "上一版" not in empty


def test_the_best_of_every_unit_is_found_from_the_indicator(built: site.Result) -> None:
    """Within the window first, then featured; how it is chosen is said; a unit without material is not named."""
    page = built.page("indicators/2026/duiwu")
    lines = [" ".join(li.get_text(" ").split()) for li in page.select("ul.best > li")]
    assert lines == [
        "另一家 望山县 活动 荐入汇编的事 2024年2月 荐入汇编 对应要点 志愿服务.2",
        "白鹭镇 清源区 照片 镇政府大院 2025年5月 对应要点 志愿服务.2 · 这家单位另有 2 份",
    ]
    assert "先看时间窗之内的" in built.main("indicators/2026/duiwu")
    assert "还没有材料的一家" not in built.main("indicators/2026/duiwu")


def test_an_article_links_to_the_points_that_it_names(built: site.Result) -> None:
    """A bare id to the current edition, a qualified one to the edition that it names."""
    page = built.page("units/bailu-town/heyan")
    links = {a.get_text(strip=True): a["href"] for a in page.select("aside.meta dd a")}
    assert links["优质服务.1 群众满意"] == "../../../indicators/2026/manyi/#p-3"
    assert links["志愿服务.1 旧指标"] == "../../../indicators/2020/jiu/#p-1"
    for href in links.values():
        target = built.page(href.removeprefix("../../../").partition("#")[0])
        assert target.find(id=href.partition("#")[2]) is not None
    aside = built.page("units/bailu-town").select_one('aside a[href$="evidence/"]')
    assert aside is not None
    assert aside.get_text() == "4 个要点，2 个有材料"


def test_the_matrix_is_data_too(built: site.Result) -> None:
    """Long rows for what there is, totals that name what there is not, and the page's own table."""

    def rows(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO((built.site / name).read_text(encoding="utf-8-sig"))))

    pairs = {(r["体系代码"], r["单位代码"], r["要点"]): (r["状态"], r["份数"]) for r in rows("data/evidence.csv")}
    assert pairs == {
        ("2020", "bailu-town", "志愿服务.1"): ("有材料", "3"),
        ("2026", "bailu-town", "志愿服务.1"): ("有材料", "1"),
        ("2026", "bailu-town", "志愿服务.2"): ("有材料", "2"),
        ("2026", "bailu-town", "优质服务.1"): ("超出时间窗", "0"),
        ("2026", "other", "志愿服务.2"): ("有材料", "1"),
        ("2026", "other", "优质服务.2"): ("时间不详", "0"),
    }
    totals = {(r["体系代码"], r["单位代码"]): r for r in rows("data/coverage.csv")}
    assert totals["2026", "none"]["暂无材料的要点"] == "志愿服务.1；志愿服务.2；优质服务.1；优质服务.2"
    for total in totals.values():
        assert sum(int(total[state.value]) for state in Coverage) == int(total["要点"])
    points = [r["要点"] for r in rows("data/indicators.csv") if r["体系代码"] == "2026"]
    assert points == ["志愿服务.1", "志愿服务.2", "优质服务.1", "优质服务.2"]
    assert [r["优质服务·群众满意"] for r in rows("indicators/2026/matrix/matrix.csv")] == [
        "超出时间窗",
        "暂无材料",
        "时间不详",
    ]


def test_a_long_matrix_comes_in_pages(tmp_path: Path) -> None:
    """At most so many cells on a page, every unit on one of them, the same foot on all."""
    units = {f"units/u{n}/index.md": unit_file(f"第{n}家") for n in range(25)}
    limits = site.MKDOCS.replace("today: 2026-11-18", "today: 2026-11-18, limits: {cells: 24}")
    result = site.build(tmp_path, {**FILES, **units, "mkdocs.yml": limits})
    assert result.code == 0, result.output
    pages = ["indicators/2026/matrix", "indicators/2026/matrix/page_2", "indicators/2026/matrix/page_3"]
    tables = [result.page(page).select_one("main table") for page in pages]
    names = [th.get_text() for table in tables if table for th in table.select("tbody th a")]
    assert [len(table.select("tbody tr")) for table in tables if table] == [12, 12, 4]
    assert len(names) == len(set(names)) == 28
    assert len({" ".join(cells(table.select("tfoot tr")[0])) for table in tables if table}) == 1


def test_a_site_without_an_assessment_system_says_so(tmp_path: Path) -> None:
    """The page is there, units have no page of evidence, and the data no empty tables."""
    result = site.build(tmp_path)
    assert result.code == 0, result.output
    assert "目前没有公布测评体系" in result.main("indicators")
    assert not (result.site / "units/bailu-town/evidence").exists()
    assert not (result.site / "data/evidence.csv").exists()


def test_a_table_serves_for_values_and_scores(tmp_path: Path) -> None:
    """Chinese heads, one row a point or an item."""
    table = "要点,数值,单位,截至,佐证,自评,专家评,公众评\n优质服务.2,97.1,%,2025,xunhe.md,,,\n志愿服务,,,,,8,7,6.5\n"
    index = site.UNIT
    result = site.build(
        tmp_path, {**FILES, "units/bailu-town/index.md": index, "units/bailu-town/assessment.csv": table}
    )
    assert result.code == 0, result.output
    text = result.main("units/bailu-town/evidence")
    assert "填报 97.1% 截至 2025年 对照 达到目标，高出 2.1 个百分点 出处 巡河" in text
    assert "志愿服务 未定 8 7 6.5" in text
