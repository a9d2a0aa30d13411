"""What ``/statistics/`` counts: the published figures of 金华 and 黑龙江 (DOMAIN.md §1.15), read from real builds."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag

from showcase.diagnostics import Diagnostics
from showcase.loading import Folders, load_collection
from showcase.model.ledger import honor_states
from showcase.model.shares import percent
from showcase.model.statistics import stock, years
from tests import rich, site

TAXONOMIES = """\
kinds: [文明单位, 文明村镇, 文明社区, 文明行业]
levels: [全国级, 省级, 市级]
jurisdictions:
  - {name: 全国, level: 全国级, ladders: [[先进单位, 文明单位], [先进村镇, 文明村镇]]}
  - {name: 浙江省, level: 省级, term_years: 3, ladders: [[文明单位], [文明村镇]]}
  - {name: 金华市, level: 市级, term_years: 3, ladders: [[文明单位], [文明村镇]]}
ownership: [机关, 事业单位, 民营企业]
sectors: [市地局, 其他]
topics: []
archive: []
"""
REGIONS = """\
regions:
  - code: "3307"
    name: 金华市
    children:
      - {code: "01", name: 城区}
      - {code: "02", name: 郊区}
      - {code: "03", name: 集镇}
      - {code: "04", name: 山区}
"""
PLACES = {"文明单位": ("城区", "郊区", "集镇"), "文明村镇": ("郊区", "集镇")}
STOCK = (
    ("全国级", "全国", "2009-01-20", {("文明单位", "文明单位"): 3, ("先进单位", "文明单位"): 7,
                                     ("文明村镇", "文明村镇"): 4, ("先进村镇", "文明村镇"): 4}),
    ("省级", "浙江省", "2009-12-28", {("文明单位", "文明单位"): 137, ("文明村镇", "文明村镇"): 29}),
    ("市级", "金华市", "2010-02-10", {("文明单位", "文明单位"): 1111, ("文明村镇", "文明村镇"): 128}),
)  # fmt: skip
APPLIED = (
    ("市级", "文明行业", 2), ("市级", "文明社区", 14), ("市级", "文明单位", 122), ("市级", "文明村镇", 69),
    ("省级", "文明单位", 34), ("省级", "文明村镇", 23),
)  # fmt: skip
DENOMINATORS = """\
denominators:
  - what: 行政村
    region: 金华市
    value: 5100
    as_of: 2010
    source: 金华市统计资料
    label: 新申报市级文明村镇占行政村
    count: {kind: 文明村镇, level: 市级, application: 新申报}
  - what: 新申报文明单位
    label: 新经济组织占新申报文明单位
    count: {kind: 文明单位, level: 市级, application: 新申报, ownership: 民营企业}
    of: {kind: 文明单位, level: 市级, application: 新申报}
  - what: 行政村
    region: 郊区
    value: 1700
    count: {kind: 文明村镇, level: [省级, 市级], since: 2010}
  - what: 行政村
    region: 郊区
    value: 1700
    label: 郊区的新申报
    count: {kind: 文明村镇, application: 新申报}
"""


def unit(name: str, kind: str, region: str, **meta: str) -> str:
    return rich.page("", name=name, short_name=name, kind=kind, region=region, **meta)


def emptied() -> dict[str, str | bytes | None]:
    """The base site without its contents."""
    return {path: None for path in site.base_files() if path.startswith(("units/", "content/"))}


def settings(today: str) -> dict[str, str]:
    return {
        "mkdocs.yml": site.MKDOCS.replace("2026-11-18", today),
        "site_config/taxonomies.yml": TAXONOMIES,
        "site_config/regions.yml": REGIONS,
        "site_config/site.yml": site.SITE.replace("云川市", "金华市"),
    }


def titled() -> Iterator[tuple[str, str]]:
    """A folder for every title of the stock, and the decisions with their tables."""
    for level, jurisdiction, date, grades in STOCK:
        lists = []
        for n, ((grade, kind), count) in enumerate(grades.items()):
            slugs = [f"u-{date[:7]}-{n}-{number}" for number in range(count)]
            places = PLACES[kind]
            for number, slug in enumerate(slugs):
                yield f"units/{slug}/index.md", unit(f"{level}{grade}{number}", kind, places[number % len(places)])
            yield f"content/decisions/{date}-{n}.csv", "\n".join(["单位", *slugs]) + "\n"
            lists.append(
                {"event": "授予", "title": f"{level}{grade}", "level": level, "jurisdiction": jurisdiction,
                 "grade": grade, "term": "第一届", "file": f"{date}-{n}.csv"}
            )  # fmt: skip
        number = f"{jurisdiction}〔{date[:4]}〕1号"
        yield f"content/decisions/{date}.md", rich.decision(f"命名{level}的决定", number, date, *lists)


def applied() -> Iterator[tuple[str, str]]:
    """One notice; of the 122 units that apply for the city's title 10 are private."""
    lists = []
    for level, kind, count in APPLIED:
        names = [f"{level}{kind}申报{n}" for n in range(count)]
        if (level, kind) == ("市级", "文明单位"):
            names = [f"new-{n}" for n in range(count)]
            for n, slug in enumerate(names):
                ownership = "民营企业" if n < 10 else "机关"
                yield f"units/{slug}/index.md", unit(f"新申报单位{n}", kind, "城区", ownership=ownership)
        lists.append({"title": "拟命名", "kind": kind, "level": level, "application": "新申报", "units": names})
    opens = {"opens": "2010-11-02", "closes": "2010-11-08", "by": ["金华市文明办"]}
    meta = {"title": "关于新申报名单的公示", "date": "2010-11-01", **opens, "lists": lists}
    yield "content/notices/2010-11.md", rich.page("公示。\n", **meta)


@pytest.fixture(scope="module")
def jinhua(tmp_path_factory) -> site.Result:
    files = {**emptied(), **settings("2010-12-01"), "site_config/denominators.yml": DENOMINATORS}
    files |= dict(titled()) | dict(applied()) | {"content/about.md": "---\ntitle: 关于\n---\n关于。\n"}
    result = site.build(tmp_path_factory.mktemp("jinhua"), files)
    assert result.code == 0, result.output
    return result


@pytest.fixture(scope="module")
def page(jinhua) -> BeautifulSoup:
    return jinhua.page("statistics/")


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text("").split())


def table(page: BeautifulSoup, caption: str) -> dict[str, dict[str, str]]:
    """A table by the heads of its rows and columns."""
    found = next(t for t in page.find_all("table") if words(t.caption).startswith(caption))
    heads = [words(head) for head in found.select("thead th")]
    lines = [[words(cell) for cell in row.find_all(["th", "td"])] for row in found.select("tbody tr, tfoot tr")]
    return {line[0]: dict(zip(heads[1:], line[1:], strict=True)) for line in lines}


def told(page: BeautifulSoup, name: str) -> dict[str, tuple[int, dict[str, int]]]:
    """What the words of a picture say: totals and parts."""
    desc = words(page.find(id=f"s-{name}-d"))
    found = re.findall(r"(\S+?) (\d+) [家项](?:（(.+?)）)?(?:；|$)", desc)
    return {
        label: (int(total), {k: int(v) for k, v in re.findall(r"([^，\s]+) (\d+)", parts)})
        for label, total, parts in found
    }


# --- 金华 ----------------------------------------------------------------------------------------


def test_stock_by_level_and_kind(page):
    levels = table(page, "级别 × 类别")
    kinds = ("文明单位", "文明村镇", "合计", "已核实", "占比")
    assert [levels["省级"][k] for k in kinds] == ["137", "29", "166", "166", "100%"]
    assert [levels["市级"][k] for k in kinds] == ["1111", "128", "1239", "1239", "100%"]
    assert [levels["合计"][k] for k in kinds] == ["1258", "165", "1423", "1423", "100%"]
    assert levels["省级"]["文明社区"] == levels["全国级"]["文明行业"] == "0"


def test_stock_by_grade(page):
    grades = {name: row["称号（项）"] for name, row in table(page, "按等次").items()}
    assert grades == {
        "全国级 文明单位": "3", "全国级 先进单位": "7", "全国级 文明村镇": "4", "全国级 先进村镇": "4",
        "省级 文明单位": "137", "省级 文明村镇": "29", "市级 文明单位": "1111", "市级 文明村镇": "128",
    }  # fmt: skip


def test_new_applications(page):
    rows = table(page, "公示名单里的申报")
    found = {
        (row, kind): int(n) for row, cells in rows.items() for kind, n in cells.items() if n != "0" and kind != "合计"
    }
    assert found == {(f"2010年新申报（{level}）", kind): count for level, kind, count in APPLIED}
    assert rows["2010年复查"]["合计"] == rows["2010年转化"]["合计"] == "0"
    assert told(page, "bars-new")["文明单位"] == (156, {"已有结果": 0, "尚未决定": 156})
    assert {s["fill"] for s in page.select("#s-applications svg rect.hatch")} == {"url(#s-hatch)"}


def test_shares_name_both_numbers_and_the_source(page):
    shares = {name: tuple(row.values()) for name, row in table(page, "占比").items()}
    assert shares["新申报市级文明村镇占行政村"] == ("69", "5100", "1.35%", "金华市统计资料，2010年")
    assert shares["郊区的新申报名单里另有 92 家还没有单位页，无从判断，未计入分子"][:3] == ("0", "1700", "0%")
    assert shares["新经济组织占新申报文明单位"] == ("10", "122", "8.2%", "按本站数据计数")
    assert shares["省级、市级文明村镇占郊区行政村"] == ("64", "1700", "3.8%", "未写明")


def test_zeros_are_seen(page):
    heat = next(t for t in page.select("table.heat") if words(t.caption).startswith("地区 × 类别"))
    zeros = [cell for cell in heat.select("tbody td") if words(cell) == "0" and "t" not in cell["class"]]
    assert len(zeros) == 11
    assert {tuple(cell["class"]) for cell in zeros} == {("h0",)}
    assert "h0" not in {c for cell in heat.select("tbody td") if cell not in zeros for c in cell["class"]}
    assert words(page.select_one("#s-where .note")) == "表中 11 格为 0。山区目前没有在册单位，整行为 0。"
    assert words(page.select(".nums > div")[-1]) == "11格地区 × 类别中的空白"


def test_tints_are_told(page):
    """Every cell stands in the range that the legend gives its tint."""
    ranges = {}
    for item in page.select("#s-where .scale > span"):
        low, _, high = words(item).replace("（空白）", "").partition("—")
        ranges[item.i["class"][0]] = range(int(low), int(high or low) + 1)
    cells = [c for c in page.select("#s-where tbody td") if "t" not in c["class"]]
    assert len(cells) == 16
    assert all(int(words(cell)) in ranges[cell["class"][0]] for cell in cells)
    assert max(cells, key=lambda c: int(words(c)))["class"] == [f"h{len(ranges) - 1}"] == ["h5"]


def test_figures_at_the_top(page):
    assert [words(f) for f in page.select(".nums > div")][:4] == [
        "1423家在册单位，按最高级别各计一次",
        "1423项在册称号，一家可以有几项",
        "100%有决定核实：1423 项，共 1423 项",
        "1423项授予：2009年 184 项，2010年 1239 项",
    ]
    assert words(page.select_one(".asof")).startswith("数据截至 2010年11月1日，状态按 2010年12月1日推算")


def test_years(page):
    rows = table(page, "分年增减")
    assert list(rows) == ["2010年", "2009年"]
    assert rows["2009年"] == {
        "授予": "184", "其中连任": "0", "撤销": "0", "终止": "0", "晋级、届满": "0", "年末在册": "184",
        "授予全国级": "18", "授予省级": "166", "授予市级": "0",
    }  # fmt: skip
    assert (rows["2010年"]["授予"], rows["2010年"]["年末在册"]) == ("1239", "1423")
    assert told(page, "cols-stock") == {
        "2009": (184, {"全国级": 18, "省级": 166, "市级": 0}),
        "2010": (1423, {"全国级": 18, "省级": 166, "市级": 1239}),
    }
    assert [words(t) for t in page.select("#s-years svg")[0].select("text.v")] == ["184", "1239"]


@pytest.mark.parametrize(("name", "caption"), [("bars-regions", "地区 × 级别"), ("bars-owners", "所有制 × 级别")])
def test_pictures_say_what_their_tables_say(page, name, caption):
    rows = table(page, caption)
    rows.pop("合计")
    told_here = told(page, name)
    assert {row: (int(c.pop("合计")), {k: int(v) for k, v in c.items()}) for row, c in rows.items()} == told_here
    drawn = {words(t) for t in page.find(id=f"s-{name}-t").parent.select("tspan.v")}
    assert drawn == {f"{total} 家" for total, _ in told_here.values()}
    longest = max(total for total, _ in told_here.values())
    widths = Counter()
    for rect in page.find(id=f"s-{name}-t").parent.select("rect:not(.track)"):
        widths[rect["y"]] += float(rect["width"].rstrip("%"))
    expected = sorted(100 * total / longest for total, _ in told_here.values() if total)
    assert sorted(widths.values()) == pytest.approx(expected, abs=0.05)


def test_terms(page):
    assert table(page, "届次") == {
        "全国第一届": {"首次命名": "2009年1月20日", "届止": "未定", "命名（项）": "18", "在册（项）": "18"},
        "浙江省第一届": {
            "首次命名": "2009年12月28日",
            "届止": "2012年12月28日",
            "命名（项）": "166",
            "在册（项）": "166",
        },
        "金华市第一届": {
            "首次命名": "2010年2月10日",
            "届止": "2013年2月10日",
            "命名（项）": "1239",
            "在册（项）": "1239",
        },
    }
    lanes = page.select_one("svg.lanes")
    assert [words(t) for t in lanes.select("text.lane")] == ["全国", "浙江省", "金华市"]
    assert words(lanes.select_one("text.now")) == "今天"
    assert "金华市第一届 2010年2月10日 至 2013年2月10日，命名 1239，在册 1239" in words(lanes.desc)


def test_the_table_beside_the_page(jinhua, page):
    link = page.find("a", href=re.compile(r"\.csv$"))["href"]
    lines = list(csv.DictReader(io.StringIO(jinhua.text(f"statistics/{link.rpartition('/')[2]}").lstrip("\ufeff"))))
    now = [line for line in lines if line["年"] == "2010"]
    assert sum(int(line["年末在册"]) for line in now) == sum(int(line["年末在册单位"]) for line in now) == 1423
    assert {year: sum(int(line["当年新授予"]) for line in lines if line["年"] == year) for year in ("2009", "2010")} == {
        "2009": 184, "2010": 1239,
    }  # fmt: skip
    city = Counter()
    for line in now:
        city[line["级别"], line["类别"]] += int(line["年末在册"])
    assert city["市级", "文明单位"] == 1111
    assert city["全国级", "文明村镇"] == 8


def test_the_table_adds_up_to_the_page(tmp_path):
    """Claims, renewals, promotions, revocations, unknown dates: every year's sums are those of 分年增减."""
    result = site.build(tmp_path, rich.roll_files())
    assert result.code == 0, result.output
    lines = list(csv.DictReader(io.StringIO(result.text("statistics/stock.csv").lstrip("\ufeff"))))
    shown = result.page("statistics/")

    def total(column: str, *years: str, **wanted: str) -> int:
        chosen = (x for x in lines if x["年"] in years and all(x[key] == value for key, value in wanted.items()))
        return sum(int(line[column]) for line in chosen)

    by_year = {name.removesuffix("年"): row for name, row in table(shown, "分年增减").items() if name.endswith("年")}
    assert len(by_year) > 5
    for year, row in by_year.items():
        assert total("年末在册", year) == int(row["年末在册"]), year
        assert total("当年连任", year) == int(row["其中连任"]), year
        assert total("当年新授予", year) + total("当年连任", year) == int(row["授予"]), year
    assert any(int(row["其中连任"]) for row in by_year.values())
    assert any(int(row["授予"]) > int(row["其中连任"]) > 0 for row in by_year.values())
    by_level = table(shown, "级别 × 类别")
    for level in ("全国级", "省级", "市级", "县级"):
        assert total("年末在册", "2026", "", 级别=level) == int(by_level[level]["合计"]), level
        assert total("其中已核实", "2026", "", 级别=level) == int(by_level[level]["已核实"]), level
    by_owner = table(shown, "所有制 × 级别")
    for owner in ("机关", "事业单位", "未写明"):
        assert total("年末在册单位", "2026", "", 所有制=owner) == int(by_owner[owner]["合计"]), owner


# --- 黑龙江 --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def heilongjiang(tmp_path_factory) -> BeautifulSoup:
    """529 units of one system: 123 offices, of which 13 are bureaux of a city, and 406 institutions."""
    files = {**emptied(), **settings("2010-12-01"), "content/about.md": "---\ntitle: 关于\n---\n关于。\n"}
    files["units/zhijian/index.md"] = unit("质监系统", "文明行业", "城区")
    slugs = []
    for n in range(529):
        is_office, is_bureau = n < 123, n < 13
        meta = {"ownership": "机关" if is_office else "事业单位", "sector": "市地局" if is_bureau else "其他"}
        files[f"units/z-{n}/index.md"] = unit(f"质监单位{n}", "文明单位", "城区", system="zhijian", **meta)
        if n < 12 or 13 <= n < 91 or 123 <= n < 134:
            slugs.append(f"z-{n}")
    listed = {"event": "授予", "title": "市级文明单位", "level": "市级", "jurisdiction": "金华市", "grade": "文明单位"}
    files["content/decisions/z.csv"] = "\n".join(["单位", *slugs]) + "\n"
    files["content/decisions/2010.md"] = rich.decision(
        "命名的决定", "金文明委〔2010〕1号", "2010-02-10", {**listed, "file": "z.csv"}
    )
    asked = {
        "全部": "",
        "市地局": ", sector: 市地局",
        "行政机关": ", ownership: 机关",
        "事业单位": ", ownership: 事业单位",
    }
    files["site_config/denominators.yml"] = "denominators:\n" + "".join(
        f"  - {{what: 质监系统, label: {label}, count: {{system: zhijian{more}}}, "
        f"of: {{system: zhijian, all_units: true{more}}}}}\n"
        for label, more in asked.items()
    )
    result = site.build(tmp_path_factory.mktemp("heilongjiang"), files)
    assert result.code == 0, result.output
    return result.page("statistics/")


def test_shares_of_a_system(heilongjiang):
    assert {name: tuple(row.values())[:3] for name, row in table(heilongjiang, "占比").items()} == {
        "全部": ("101", "529", "19.1%"),
        "市地局": ("12", "13", "92.3%"),
        "行政机关": ("90", "123", "73.2%"),
        "事业单位": ("11", "406", "2.7%"),
    }


# --- counting ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (69, 5100, "1.35%"), (10, 122, "8.2%"), (101, 529, "19.1%"), (12, 13, "92.3%"), (90, 123, "73.2%"),
        (11, 406, "2.7%"), (0, 5, "0%"), (5, 5, "100%"), (1, 8, "12.5%"), (1, 2000, "0.05%"), (2, 100, "2.0%"),
        (1, 16, "6.3%"), (0, 0, "0%"),
    ],
)  # fmt: skip
def test_percent(part, whole, shown):
    assert percent(part, whole) == shown


def test_stock_of_a_year_is_what_its_last_day_says(tmp_path):
    """Claims, promotions, revocations, partial and unknown dates: the count agrees with every honour's own word."""
    site.write(tmp_path, rich.rich_files())
    folders = Folders(*(tmp_path / name for name in ("", "units", "content", "site_config")))
    collection = load_collection(folders, Diagnostics())
    assert collection is not None
    today = dt.date(2026, 11, 18)
    holding = stock(collection, honor_states(collection, today))
    counted = {one.year: sum(one.stock.values()) for one in years(holding.titles, today)}
    assert min(counted) < 2021
    assert max(counted) == 2026
    for year, count in counted.items():
        states = [state.on(dt.date(year, 12, 31)) for state in holding.titles]
        assert count == sum(state is not None and state.counts for state in states), year
    lost = {one.year: (one.revoked, one.past) for one in years(holding.titles, today)}
    assert lost[2024] == (1, 1)


REVOCATION = rich.page(
    "撤销。\n", title="关于撤销的决定", number="云文明委〔2025〕2号", date="2025-05-06", by=["云川市文明委"],
    lists=[{"event": "撤销", "title": "市级文明村镇", "level": "市级", "jurisdiction": "云川市", "grade": "文明村镇",
            "term": "第八届", "units": ["bailu-town"]}],
)  # fmt: skip
HELD = [
    rich.honor("市级文明单位", "2019", "文明单位", term="第六届"),
    rich.honor("省级文明单位", "20xx", "文明单位", level="省级", jurisdiction="川岭省"),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> BeautifulSoup:
    """A title revoked, two claimed without a day, units proposed twice, a notice taken back, a unit taken back."""
    again = {"title": "拟命名", "application": "新申报", "units": ["bailu-town", "清源区渔村小学", "望山县小学"]}
    lost = {"title": "复查", "application": "复查", "units": ["bailu-town"]}
    review = {"title": "复查", "kind": "文明校园", "level": "市级", "application": "复查", "units": ["清源区渔村小学"]}
    files = {
        "content/decisions/2025-05.md": REVOCATION,
        "content/notices/2026-09.md": rich.notice(
            "较早的公示", "2026-09-01", "2026-09-02", "2026-09-08", lists=[again, review], outcome="decisions/2025-05"
        ),
        "content/notices/2026-08.md": rich.notice(
            "撤回的公示", "2026-08-03", "2026-08-04", "2026-08-10", lists=[lost],
            withdrawn={"date": "2026-08-05", "reason": "名单有误"},
        ),
        "units/jiangpan/index.md": rich.unit("清源区江畔社区", "江畔社区", "文明单位", "清源区", honors=HELD),
        "units/chehui/index.md": rich.unit(
            "撤下单位", "撤下单位", "文明单位", "清源区", honors=HELD, withdrawn={"date": "2026-10", "reason": "机构撤并"}
        ),
    }  # fmt: skip
    result = site.build(tmp_path_factory.mktemp("small"), files)
    assert result.code == 0, result.output
    page = result.page("statistics/")
    for link in page.select("main a[href], #main a[href]"):
        if not link["href"].startswith("#"):
            assert (result.site / "statistics" / link["href"]).resolve().exists(), link
    return page


def test_what_was_lost_is_counted_in_its_year(small):
    rows = table(small, "分年增减")
    assert {year: row["撤销"] for year, row in rows.items() if row["撤销"] != "0"} == {"2025年": "1"}
    assert {year: row["年末在册"] for year, row in rows.items()}["2024年"] == "2"
    assert rows["2025年"]["年末在册"] == rows["2026年"]["年末在册"] == "1"
    assert "另有 1 项在册称号没有写明时间，不在各年之内" in words(small.select_one("#s-years .note"))


def test_a_unit_counts_once_and_not_when_taken_back(small):
    assert [words(f).partition("（")[0] for f in small.select(".nums > div")][:2] == [
        "1家在册单位，按最高级别各计一次",
        "2项在册称号，一家可以有几项",
    ]
    assert {row: cells["合计"] for row, cells in table(small, "级别 × 类别").items()} == {
        "全国级": "0", "省级": "1", "市级": "1", "县级": "0", "合计": "2"
    }  # fmt: skip


def test_who_is_proposed_twice_applies_once(small):
    rows = table(small, "公示名单里的申报")
    assert {row: cells["合计"] for row, cells in rows.items()} == {
        "2026年新申报": "3", "2026年复查（市级）": "1", "2026年转化": "0"
    }  # fmt: skip
    assert rows["2026年新申报"]["未写明"] == "2"
    parts = told(small, "bars-new")
    assert parts["未写明"] == (2, {"已有结果": 1, "尚未决定": 1})
    assert parts["文明村镇"] == (1, {"已有结果": 0, "尚未决定": 1})


def test_a_term_is_dated_no_better_than_known(small):
    row = table(small, "届次")["云川市第六届"]
    assert (row["首次命名"], row["届止"]) == ("2019年", "2022年")
    assert "云川市第六届 2019年 至 2022年" in words(small.select_one("svg.lanes desc"))


def test_heads_lead_to_the_rolls(small):
    heads = {words(a): a["href"] for a in small.select("#s-where th a")}
    assert heads["清源区"] == "../honors/regions/9901/"
    assert [name for name in heads if name.startswith("文明")] == ["文明单位", "文明村镇", "文明校园"]


def test_an_empty_showcase_says_so(build):
    """No title, no term, no application, no denominator: a sentence each."""
    result = build({"content/decisions/2024-03.md": None, "content/notices/2026-11.md": None})
    assert result.code == 0, result.output
    page = result.page("statistics/")
    sentences = [words(p) for p in page.select("p.muted")]
    assert [s.partition("。")[0] for s in sentences] == [
        "目前没有在册单位", "目前没有在册称号", "目前没有在册单位", "目前没有在册单位", "目前没有写明时间的称号",
        "目前没有写明届次的称号", "目前没有写明申报类型的公示名单", "目前没有写明分母",
    ]  # fmt: skip
    assert words(page.select(".nums > div")[0]).startswith("0家")
