"""What a reader gets: pages of one rich site, built for three days."""

from __future__ import annotations

import datetime as dt
import hashlib
import html as html_text
import io
import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import openpyxl
import pytest
from bs4 import BeautifulSoup, Tag
from PIL import Image

from tests import rich, site

BASE = "https://example.org/showcase/"


def _built(tmp_path_factory, today: str) -> site.Result:
    files = {**rich.rich_files(), "mkdocs.yml": site.MKDOCS.replace("2026-11-18", today)}
    result = site.build(tmp_path_factory.mktemp("rich"), files)
    assert result.code == 0, result.output
    assert "Warning" not in result.output
    return result


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> site.Result:
    """The third day of the notice, a Wednesday."""
    return _built(tmp_path_factory, "2026-11-18")


@pytest.fixture(scope="module")
def earlier(tmp_path_factory) -> site.Result:
    """Before the notice opens."""
    return _built(tmp_path_factory, "2026-11-10")


@pytest.fixture(scope="module")
def later(tmp_path_factory) -> site.Result:
    """After the notice, and after what was to be published on 1 December."""
    return _built(tmp_path_factory, "2027-02-01")


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def crumbs(page: BeautifulSoup) -> list[tuple[str, str | None]]:
    return [(words(item), item.a["href"] if item.a else None) for item in page.select('nav[aria-label="当前位置"] li')]


def rows(table: Tag) -> list[list[str]]:
    return [[words(cell) for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")]


def facts(page: BeautifulSoup) -> dict[str, str]:
    return {words(row.dt): words(row.dd) for row in page.select("dl.facts > div")}


def timeline(page: BeautifulSoup) -> list[tuple[str, str, str]]:
    """When, what, and whose word it is."""
    lines = page.select("#s-honors > ol.tl > li")
    return [(words(li.select_one(".when")), words(li.h3), words(li.select_one(".ver"))) for li in lines]


def section(page: BeautifulSoup, heading: str) -> Tag:
    found = next(h for h in page.find_all(["h2", "h3"]) if words(h).startswith(heading))
    return found.find_parent(["section", "aside"])


# --- home and directory --------------------------------------------------------------------------


def test_home_shows_what_is_open_new_and_worth_a_look(built):
    page = built.page("")
    assert words(page.h1) == "文明单位创建成果展"
    assert words(page.select_one(".strip")) == (
        "公示中 关于拟命名名单的公示 还剩 3 个工作日 · 2026年11月16日至11月20日 （按2026年11月18日计）"
    )
    figures = [words(f) for f in page.select(".nums > div")]
    assert figures == [
        "6 家 在册文明单位（按最高级别计）",
        "2 家 省级，其中标兵 1 家",
        "4 家 市级，其中标兵 1 家",
        "50 % 最高荣誉已有决定文件可核",
    ]
    assert words(page.select_one("figure.gate figcaption")) == "白鹭镇 市级文明村镇"
    assert words(page.select_one("#s-volume")) == "《春风》"
    assert crumbs(page) == []


def test_home_counts_by_region_and_shows_zero(built):
    bars = [words(li) for li in built.page("").select(".reg li")]
    assert bars == ["清源区 4 家，省级 1，市级 3", "望山县 2 家，省级 1，市级 1", "云岭县 0 家", "江北县 0 家"]


def test_home_news_are_the_newest(built):
    news = [words(li.find(["h3"])) for li in built.page("").select("#s-news li")]
    assert len(news) == 7
    assert news[1:4] == ["公示 关于以后的公示", "公示 关于拟命名名单的公示", "汇编 《春风》发布"]


def test_directory_is_in_the_order_of_pinyin_with_its_letters(built):
    page = built.page("units/")
    names = [words(c.select_one(".name")) for c in page.select("li.card")]
    assert names[1:] == ["白鹭镇", "北渡环卫", "河西学校", "江畔社区", "落花单位", "清河街道", "渔村"]
    letters = {words(a): words(page.find(id=a["href"][1:]).select_one(".name")) for a in page.select("nav.az a")}
    assert letters == dict(zip("ABHJLQY", [*names[:2], *names[3:]], strict=True))
    assert "".join(words(x) for x in page.select("nav.az span")) == "CDEFGIKMNOPRSTUVWXZ"
    assert words(page.select_one('[role="status"]')).startswith("共 8 家")


def test_directory_facets_show_zero(built):
    facets = {
        words(f.legend): {label.input["value"]: words(label.select_one(".n")) for label in f.select("label")}
        for f in built.page("units/").select("fieldset")
    }
    assert facets == {
        "级别": {"全国级": "0", "省级": "2", "市级": "4", "县级": "0", "目前没有在册称号": "2"},
        "类别": {"文明单位": "6", "文明村镇": "2", "文明校园": "0"},
        "地区": {"清源区": "4", "望山县": "3", "云岭县": "1", "江北县": "0"},
        "状态": {"有效": "2", "黄牌": "1", "限期整改": "0", "超期待复查": "0", "未核实": "3", "目前没有在册称号": "2"},
    }


def test_cards_carry_what_the_facets_ask_for(built):
    cards = {words(c.select_one(".name")): c for c in built.page("units/").select("li.card")}
    index = json.loads(built.text("units/directory_index.json"))
    told = json.loads(built.text(f"units/{index['files'][0][0]}"))
    place = told["name"].index("清河街道")
    wanted = {key: index["facets"][key][told[key][place]][0] for key in ("level", "kind", "region", "state")}
    assert wanted == {"level": "省级", "kind": "文明单位", "region": "清源区", "state": "黄牌"}
    assert words(cards["清河街道"].select_one(".ver")) == "已核实"
    assert words(cards["渔村"].select_one(".ver")) == "单位自报"
    assert "暂无在册称号" in words(cards["落花单位"])
    assert "白鹭乡" in told["more"][str(told["name"].index("白鹭镇"))]
    assert cards["白鹭镇"].img["alt"] == "镇政府大院"


# --- units ---------------------------------------------------------------------------------------


def test_unit_says_who_it_is_and_what_it_holds(built):
    page = built.page("units/bailu-town/")
    assert crumbs(page) == [("首页", "../../"), ("单位", "../../units/"), ("清源区", None), ("白鹭镇", None)]
    assert words(page.select_one(".badges")) == "市级 文明村镇 有效 已核实"
    assert words(page.select_one(".fullname")) == "云川市清源区白鹭镇人民政府"
    assert words(page.select_one(".lead")) == "一条河，一支队。"
    shown = facts(page)
    assert shown["志愿服务"] == "1200 余人次 截至 2023年"
    assert shown["投入"] == "约 2.6 万元"
    assert shown["覆盖"] == "98 %以上"
    assert shown["曾用名"] == "白鹭乡（至2011年）"
    assert "渔村" in shown.values()
    assert page.select_one("#s-contact a[href^=tel]")["href"] == "tel:00055512345"
    assert facts(built.page("units/yucun-village/"))["上级单位"] == "白鹭镇"


def test_timeline_tells_decisions_and_claims_apart(built):
    page = built.page("units/bailu-town/")
    assert timeline(page) == [
        ("2024 3月18日", "第八届市级文明村镇 授予 已核实", "已核实"),
        ("2020 5月", "市级卫生先进 单位自报", "单位自报"),
    ]
    proof = page.select_one("#s-honors > ol.tl > li .src a")
    assert (words(proof), proof["href"]) == ("云文明委〔2024〕3号", "../../decisions/2024-03/")
    evidence = page.select_one("details.proof img")
    assert evidence["alt"] == "捡拾垃圾"


def test_honours_of_others_and_aims_are_not_the_units(built):
    page = built.page("units/bailu-town/")
    others = page.select_one("#s-honors details.fold")
    assert words(others.summary) == "下属科室与个人荣誉 2 项（不计入本单位）"
    assert [words(h) for h in others.find_all("h3")] == [
        "便民服务中心：市级文明示范岗 单位自报",
        "3 人次：市级文明职工 单位自报",
    ]
    assert words(page.select_one(".aims")) == "正在争取 创建省级文明村镇 目标不是荣誉，不计入在册称号"
    for url in ("honors/", "", "units/"):
        text = built.main(url)
        assert "创建省级文明村镇" not in text
        assert "文明示范岗" not in text
        assert "文明职工" not in text


def test_unknown_dates_are_shown_as_written_in_the_order_told(built):
    assert timeline(built.page("units/yucun-village/")) == [
        ("2022", "第七届市级文明村镇 单位自报", "单位自报"),
        ("20xx年", "县级文明村丙 单位自报", "单位自报"),
        ("19xx年2月", "县级文明村乙 单位自报", "单位自报"),
        ("19xx年", "县级文明村甲 单位自报", "单位自报"),
    ]
    notes = [words(p) for p in built.page("units/yucun-village/").select(".tl .src")]
    assert notes == [f"原文写作“{written}”，本站不推测" for written in ("20xx", "19xx年2月", "19xx")]


def test_promotion_yellow_card_and_revocation_on_the_timeline(built):
    assert timeline(built.page("units/hexi-school/")) == [
        ("2024 6月20日", "第六届省级文明单位标兵 晋级 已核实", "已核实"),
        ("2021 5月10日", "第五届省级文明单位 授予 已晋级 已核实", "已核实"),
    ]
    yellow = built.page("units/qinghe-office/")
    assert words(yellow.select_one(".badges")) == "省级 文明单位 黄牌 已核实"
    assert "测评未达标" in words(yellow.select_one(".tl"))
    revoked = built.page("units/chexiao-unit/")
    assert words(revoked.select_one(".badges")) == "文明单位"
    assert timeline(revoked)[0][1] == "省级文明单位 撤销 已核实"


def test_the_reason_of_a_revocation_stays_private(built):
    for path in built.site.rglob("*.*ml"):
        assert "不公开的原因" not in path.read_text(encoding="utf-8"), path


def test_tables_of_the_office_are_read(built):
    assert timeline(built.page("units/jiangpan/")) == [("2021", "第七届市级文明单位 单位自报", "单位自报")]
    assert words(built.page("units/jiangpan/").select_one(".tl .src")) == "中共云川市委、云川市人民政府"
    assert timeline(built.page("units/beidu/")) == [("2019 底", "市级文明单位标兵 单位自报", "单位自报")]


def test_units_lead_to_their_neighbours_by_pinyin(built):
    page = built.page("units/hexi-school/")
    assert [(words(a), a["href"]) for a in page.select("nav.pn a")] == [
        ("上一家（按拼音） 北渡环卫", "../../units/beidu/"),
        ("下一家（按拼音） 江畔社区", "../../units/jiangpan/"),
    ]
    assert [(link["rel"], link["href"]) for link in page.find_all("link", rel=["prev", "next"])] == [
        (["prev"], "../../units/beidu/"),
        (["next"], "../../units/jiangpan/"),
    ]
    assert page.select_one("nav.pn a.next") is not None
    assert built.page("units/yucun-village/").select_one("nav.pn a.next") is None


def test_related_units_are_of_the_same_kind_first(built):
    related = [words(c.select_one(".name")) for c in built.page("units/bailu-town/").select("#s-related .card")]
    assert related[0] == "渔村"
    assert "白鹭镇" not in related
    assert len(related) == 3


def test_photos_have_their_words_and_sizes(built):
    picture = built.page("units/bailu-town/").select_one("#s-photos img")
    assert picture["alt"] == "捡拾垃圾"
    assert (picture["width"], picture["height"]) == ("1000", "1500")  # the camera was held upright
    (source,) = picture.find_parent("picture").find_all("source")
    assert source["type"] == "image/webp"
    assert [size.split()[1] for size in source["srcset"].split(", ")] == ["267w", "533w", "1000w"]
    assert picture["src"].endswith("-1600.jpg")
    link = picture.find_parent("a")
    assert (link["class"], link["href"]) == (["zoom"], picture["src"])
    assert len(link.select("svg.ph > path")) == 12  # 4 × 3 or 3 × 4 fields
    assert words(picture.find_parent("figure").figcaption) == "志愿者清理河岸 2023年4月 · 白鹭河 · 宣传中心"


# --- articles ------------------------------------------------------------------------------------


def test_article_with_its_place_between_others(built):
    page = built.page("units/bailu-town/heyan/")
    assert crumbs(page) == [
        ("首页", "../../../"),
        ("单位", "../../../units/"),
        ("白鹭镇", "../../../units/bailu-town/"),
        ("一条河带出一支志愿队", None),
    ]
    assert [(words(a).split(" ")[-1], a["href"]) for a in page.select("nav.pn a")] == [
        ("河长制", "../../../units/bailu-town/he-zhang-zhi-zhi-yuan-he/"),
        ("领导小组文件", "../../../units/bailu-town/01-ling-dao-xiao-zu-wen-jian/"),
    ]
    assert [words(a) for a in page.select(".badges a")] == ["《春风》", "《秋实》"]
    assert page.select_one(".body h2")["id"] == "做法"


def test_archive_article_bears_its_document_name(built):
    page = built.page("units/bailu-town/01-ling-dao-xiao-zu-wen-jian/")
    assert [words(s) for s in page.select(".docname span")] == [
        "白鹭镇 · 文明创建档案 · 思想建设类",
        "01：领导小组文件",
    ]
    assert facts(page)["档案"] == "思想建设类"
    assert "2021年底" in words(page.select_one(".byline"))


def test_articles_of_a_unit_are_newest_first_and_unknown_last(built):
    page = built.page("units/bailu-town/")
    assert [words(h) for h in page.select("#s-experience h3")] == [
        "经验 已到时间的材料",
        "经验 河长制",
        "经验 一条河带出一支志愿队",
    ]
    assert [words(h) for h in page.select("#s-articles h3")] == ["制度 领导小组文件"]
    assert words(built.page("units/nasty/").select("#s-experience li")[-1]) == "20xx年 经验 日期不明的材料"


def test_old_addresses_lead_on(built):
    for old, new in (
        ("units/bailu/", "../../units/bailu-town/"),
        ("units/bailu-town/old/", "../../../units/bailu-town/he-zhang-zhi-zhi-yuan-he/"),
        ("words/", "../index-of-words/"),
    ):
        page = built.page(old)
        assert page.find("meta", attrs={"http-equiv": "refresh"})["content"] == f"0; url={new}"
        assert page.find("link", rel="canonical")["href"] == urljoin(BASE + old, new)
        assert words(page.h1) == "本页已移到新地址"


# --- the roll ------------------------------------------------------------------------------------


def test_roll_counts_by_level_grade_kind_and_region(built):
    page = built.page("honors/")
    steps = [words(li).split(" ") for li in page.select(".ladder > li")]
    assert [count for count, _ in steps] == ["0", "2", "4", "0", "1"]
    assert [name for _, name in steps[:4]] == ["全国级", "省级", "市级", "县级"]
    assert words(page.select_one(".steps-nav .note")).startswith("在册称号 6 项，其中 3 项有决定，3 项仅见于")
    levels = [[words(x) for x in level.select(".sec-h h2, .sec-h p, .grade, tr.kind")] for level in page.select(".lvl")]
    assert levels == [
        ["省级", "2 项称号 · 2 家单位 · 有决定的 2 项", "文明单位标兵 1 项", "文明单位 1 项", "文明单位 1 项", "文明单位 1 项"],
        [
            "市级", "4 项称号 · 4 家单位 · 有决定的 1 项", "文明单位标兵 1 项", "文明单位 1 项",
            "文明单位 1 项", "文明单位 1 项", "文明村镇 2 项", "文明村镇 2 项",
        ],
        ["已撤销、终止", "1 项，不计入在册"],
    ]  # fmt: skip
    where = [[words(div) for div in dl.find_all("div")] for dl in page.select("dl.where")]
    assert where == [["清源区 1", "望山县 1", "云岭县 0"], ["清源区 3", "望山县 1", "云岭县 0"]]


def test_roll_names_the_basis_of_every_title(built):
    table = built.page("honors/").select(".lvl table.roll-t")[-1]
    assert rows(table) == [
        ["文明村镇 2 项"],
        ["清源区 1", "白鹭镇 原名白鹭乡", "市级文明村镇", "第八届", "云文明委〔2024〕3号", "已核实", "有效"],
        ["望山县 1", "渔村", "市级文明村镇", "第七届", "未写明", "单位自报", "届期已过"],
    ]
    assert table.select_one("td a")["href"] == "../decisions/2024-03/"


def test_revoked_titles_stand_apart_and_are_not_counted(built):
    page = built.page("honors/")
    assert rows(page.select_one("#s-ended table")) == [
        ["落花单位", "第五届省级文明单位", "望山县", "川文明委〔2024〕6号", "2024年6月20日", "撤销"]
    ]
    assert "落花单位" not in words(page).split("已撤销、终止 1 项，不计入在册")[0].split("在册称号 6 项")[1]
    assert [words(a) for a in page.select(".wall a")] == ["河西学校", "清河街道"]


def test_the_roll_is_of_its_day(later):
    """The decision of January 2027 counts from then on."""
    table = later.page("honors/").select(".lvl table.roll-t")[-4]
    assert rows(table)[-1][-4:] == ["第七届", "川文明委〔2027〕1号", "已核实", "有效"]
    assert "在册称号 7 项，其中 4 项有决定" in later.main("honors/")


# --- notices -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "state", "headline", "boxes"),
    [
        ("earlier", "未开始", "11月16日开始", ["", "", "", "", "截止"]),
        ("built", "公示中", "还剩 3 个工作日", ["已过", "已过", "今天", "", "截止"]),
        ("later", "已结束待结果", "11月20日已截止", ["已过"] * 5),
    ],
)
def test_notice_opens_with_its_state_and_its_days(request, day, state, headline, boxes):
    page = request.getfixturevalue(day).page("notices/2026-11/")
    banner = page.select_one("[data-notice]")
    assert words(banner.select_one("[data-state]")) == state
    assert words(banner.select_one("[data-left]")) == headline
    assert words(banner.select_one(".dates")).startswith(
        "2026年11月16日（周一）至11月20日（周五），共 5 个工作日。 状态按"
    )
    assert [words(li.find("span")) for li in banner.select(".days li")] == boxes
    assert [time["datetime"] for time in banner.find_all("time")] == [f"2026-11-{d}" for d in range(16, 21)]
    assert (banner["data-starts"], banner["data-ends"]) == ("2026-11-16T00:00+08:00", "2026-11-21T00:00+08:00")


@pytest.mark.parametrize(
    ("day", "groups"),
    [
        ("earlier", {"公示中": 0, "未开始": 2, "结果已公布": 1, "已撤回": 1}),
        ("built", {"公示中": 1, "未开始": 1, "结果已公布": 1, "已撤回": 1}),
        ("later", {"公示中": 0, "已结束待结果": 2, "结果已公布": 1, "已撤回": 1}),
    ],
)
def test_notices_are_listed_by_state(request, day, groups):
    result = request.getfixturevalue(day)
    found = {
        words(s.h2): len(s.select("li.ntc")) for s in result.page("notices/").select("section.ntc-g:not([hidden])")
    }
    assert found == groups
    assert bool(result.page("").select(".strip:not([hidden])")) == (groups["公示中"] > 0)


def test_notice_names_units_with_and_without_a_page(built):
    page = built.page("notices/2026-11/")
    names = [(words(li.select_one(".n")), li.a["href"] if li.a else None) for li in page.select("ol.names li")]
    assert names == [("白鹭镇", "../../units/bailu-town/"), ("清源区渔村小学", None)]
    assert facts(page)["受理"] == "云川市文明办"


def test_notice_with_basis_outcome_and_attachment(built):
    page = built.page("notices/2026-09/")
    assert words(page.select_one(".outcome .to")) == "公示后已作出决定： 关于复查省级文明单位的决定"
    assert [a["href"] for a in page.select("#s-text + p a")] == ["../../decisions/2024-06/"]
    link = page.select_one(".file a")
    published = built.site / unquote(urljoin("notices/2026-09/", link["href"]))
    original = built.root / "content/notices/名单 & #1.xlsx"
    assert published.read_bytes() == original.read_bytes()
    assert hashlib.sha256(original.read_bytes()).hexdigest() in words(page.select_one(".file"))


def test_withdrawn_things_say_so_and_leave_the_lists(built):
    assert "本页已于2026年8月5日撤下：名单有误" in built.main("notices/2026-08/")
    assert "本页已于2026年10月撤下：机构撤并" in built.main("units/chehui/")
    assert "本页已于2026年10月1日撤下：内容有误" in built.main("units/hexi-school/chexia/")
    assert "本单位的简介" not in built.main("units/chehui/")
    for url in ("", "units/", "honors/", "news/", "topics/zhi-yuan-fu-wu/", "units/hexi-school/"):
        text = built.main(url)
        assert "撤下单位" not in text, url
        assert "撤下的材料" not in text, url


# --- decisions, volumes, topics, news, feeds -----------------------------------------------------


def test_decision_lists_by_event(built):
    page = built.page("decisions/2024-06/")
    groups = {words(h): h["id"] for h in page.select("h3.grade")}
    assert groups == {"晋级 1 家": "s-list-1", "黄牌 1 家": "s-list-2", "撤销 1 家": "s-list-3"}
    shown = {words(div.dt): words(div.dd) for div in page.select(".doc-facts > div")}
    assert shown == {
        "发文机关": "川岭省精神文明建设委员会",
        "文号": "川文明委〔2024〕6号",
        "成文日期": "2024年6月20日",
        "索引号": "000014349/2024-00006",
        "效力": "有效",
    }
    assert [words(p) for p in page.select(".why")] == ["原因：测评未达标"]
    assert crumbs(page)[-2:] == [("决定", "../../decisions/"), ("川文明委〔2024〕6号", None)]


def test_decisions_are_newest_first(built):
    page = built.page("decisions/")
    dates = [time["datetime"] for time in page.select("ul.decs time")]
    assert dates == ["2027-01-05", "2024-06-20", "2024-03-18", "2023-01-01", "2021-05-10"]
    assert words(page.select_one("ul.decs .note")) == "授予 1 家"
    assert "晋级 1 家 · 黄牌 1 家 · 撤销 1 家" in words(page)
    assert "废止" in words(page.select("ul.decs li")[3])


def test_volume_by_query_and_by_name(built):
    page = built.page("compilations/dier/")
    assert [words(x) for x in page.select(".toc h3")] == ["第一编 村镇 4 篇", "第二编 校园 0 篇", "版权页"]
    items = [
        (words(li.select_one(".no")), words(li.a), words(li.select_one(".by"))) for li in page.select(".toc ol li")
    ]
    assert items == [
        ("1", "已到时间的材料", "白鹭镇"),
        ("2", "河长制", "白鹭镇"),
        ("3", "一条河带出一支志愿队", "白鹭镇"),
        ("4", "领导小组文件", "白鹭镇"),
    ]
    assert words(page.select_one(".kicker")) == "经验汇编 · 第十二辑"
    assert [words(h) for h in built.page("compilations/").select(".vol-new h2, .shelf h3")] == ["春风", "秋实"]


def test_topics_show_zero_and_their_articles(built):
    assert [words(li) for li in built.page("topics/").select("li") if "篇" in words(li)] == [
        "志愿服务 1 篇",
        "移风易俗 1 篇",
    ]
    page = built.page("topics/zhi-yuan-fu-wu/")
    assert [words(h) for h in page.select("ul.list h3")] == ["经验 河长制"]


def test_news_come_by_month_newest_first(built):
    page = built.page("news/")
    months = [words(h).split(" ")[0] for h in page.select(".month h2")]
    assert months[:4] == ["2027年1月", "2026年11月", "2026年9月", "2026年8月"]
    assert months[-1] == "日期不详"
    assert sum(len(s.select("li")) for s in page.select(".month")) == 17
    assert "共 17 条" in words(page)


def test_feeds_page_gives_addresses_to_copy(built):
    page = built.page("feeds/")
    assert [code.get_text() for code in page.find_all("code")] == [f"{BASE}feeds/all.xml", f"{BASE}feeds/articles.xml"]
    assert {link["href"] for link in built.page("units/").find_all("link", type="application/rss+xml")} == {
        "../feeds/all.xml"
    }


def test_a_lost_reader_is_led_back(built):
    page = built.page("404.html")
    assert words(page.h1) == "找不到这一页"
    ways = [urljoin(f"{BASE}some/where/", a["href"]) for a in page.select(".ways a")]
    assert ways[:2] == [BASE, f"{BASE}about/"]
    assert page.form["action"] == "/showcase/search/"


def test_free_pages_keep_their_own_words(built):
    page = built.page("index-of-words/")
    assert words(page.h1) == f"词表{rich.NASTY}"
    assert "词表。" in words(page.main)
    assert crumbs(page)[0] == ("首页", "../")


# --- what must not be there ----------------------------------------------------------------------


def texts(result: site.Result) -> dict[str, str]:
    found = {}
    for path in sorted(result.site.rglob("*")):
        if path.suffix in (".html", ".xml", ".json", ".txt"):
            found[path.relative_to(result.site).as_posix()] = path.read_text(encoding="utf-8")
    assert len(found) > 40
    return found


def test_drafts_are_nowhere(built):
    for name, text in texts(built).items():
        assert "草稿密" not in text, name
    assert not [path for path in built.site.rglob("*") if "caogao" in path.name]
    sitemap = (built.site / "sitemap.xml").read_text(encoding="utf-8")
    assert "caogao" not in sitemap


def test_a_public_list_names_a_unit_that_has_no_page_yet(build):
    lists = site.DECISION.replace("[bailu-town]", "[bailu-town, caogao]")
    notice = site.NOTICE.replace("[bailu-town,", "[bailu-town, caogao,")
    hidden = rich.unit("云川市实验学校", "实验学校", "文明校园", "清源区", draft="true")
    result = build(
        {
            "content/decisions/2024-03.md": lists,
            "content/notices/2026-11.md": notice,
            "units/caogao/index.md": hidden,
        }
    )
    for url in ("decisions/2024-03/", "notices/2026-11/"):
        assert [words(n) for n in result.page(url).select("ol.names .n")][:2] == ["白鹭镇", "云川市实验学校"]
    contents = [entry.content[0].value for entry in feedparser.parse(result.text("feeds/all.xml")).entries]
    assert sum("云川市实验学校" in content for content in contents) == 2
    assert not any("caogao" in text for text in (result.text("feeds/all.xml"), result.text("decisions/2024-03/")))


def test_what_is_to_come_waits_for_its_day(built, later):
    for name, text in texts(built).items():
        assert "以后密" not in text, name
    assert "以后密材料" in later.main("units/bailu-town/")
    assert "以后密材料" in later.main("topics/zhi-yuan-fu-wu/")
    assert "以后密材料" in later.text("feeds/all.xml")
    assert "units/bailu-town/jianglai/" in later.text("sitemap.xml")
    assert "已到时间的材料" in built.main("units/bailu-town/")


def test_sitemap_has_every_public_page_once(built):
    locations = re.findall(r"<loc>([^<]*)</loc>", built.text("sitemap.xml"))
    pages = {
        BASE + path.parent.relative_to(built.site).as_posix().removeprefix(".") + "/"
        for path in built.site.rglob("index.html")
        if not re.search(
            'http-equiv="refresh"|gone-note|data-none="repeats|data-finder', path.read_text(encoding="utf-8")
        )  # moved, taken back, of a volume, or the search
    }
    assert sorted(locations) == sorted(page.replace(f"{BASE}/", BASE) for page in pages)
    assert BASE in locations


def published_images(result: site.Result) -> list[Path]:
    return [p for p in result.site.rglob("*") if p.suffix in (".webp", ".jpg", ".jpeg", ".png") and "photos" in p.parts]


def test_no_original_photo_is_published(built):
    originals = {hashlib.sha256(p.read_bytes()).hexdigest() for p in built.root.glob("units/*/photos/*")}
    assert len(originals) == 5
    published = [p for p in built.site.rglob("*") if p.is_file()]
    assert not originals & {hashlib.sha256(p.read_bytes()).hexdigest() for p in published}
    assert len(published_images(built)) >= 4


def test_what_was_taken_back_takes_its_pictures_along(built):
    pixels = []
    for path in published_images(built):
        with Image.open(path) as image:
            pixels.append(image.convert("RGB").getpixel((5, 5)))
    assert all(max(abs(a - b) for a, b in zip(pixel, (0x12, 0x34, 0x56), strict=True)) > 20 for pixel in pixels)
    assert built.page("units/chehui/").select("main img, main a[href*=photos]") == []


def test_photos_stand_upright(built):
    source = built.page("units/bailu-town/").select_one("#s-photos img")["src"]
    with Image.open(built.site / "units/bailu-town" / source) as image:
        top, bottom = image.convert("RGB").getpixel((500, 300)), image.convert("RGB").getpixel((500, 1200))
    assert image.size == (1000, 1500)
    assert top[0] > 150 > top[1], "red was left, and is above once turned"
    assert bottom[1] > 150 > bottom[0]


def test_no_published_photo_tells_where_it_was_made(built):
    for path in built.site.rglob("*"):
        if path.is_file():
            assert rich.SECRET.encode() not in path.read_bytes(), path
    for path in published_images(built):
        with Image.open(io.BytesIO(path.read_bytes())) as image:
            image.load()
            assert not image.getexif(), path
            assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & image.info.keys(), path


# --- every page ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(built) -> dict[str, BeautifulSoup]:
    """Every HTML page by its address."""
    found = {}
    for path in sorted(built.site.rglob("*.html")):
        name = path.relative_to(built.site).as_posix()
        found[name.removesuffix("index.html")] = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
    assert len(found) > 40
    return found


def test_every_page_is_chinese_with_one_heading_and_unique_ids(pages):
    for url, page in pages.items():
        assert page.html["lang"] == "zh-CN", url
        assert len(page.find_all("h1")) == 1, url
        repeated = [i for i, count in Counter(tag["id"] for tag in page.select("[id]")).items() if count > 1]
        assert repeated == [], url
        assert words(page.title), url
        assert page.find("meta", attrs={"name": "description"}), url
        assert len(page.find_all("main")) == 1, url


def test_no_page_has_inline_style_or_handlers(pages):
    for url, page in pages.items():
        assert not page.select("[style]"), url
        assert not [a for tag in page.find_all(True) for a in tag.attrs if a.startswith("on")], url
        assert not page.select("iframe, object, embed, style"), url


def test_no_page_loads_anything_from_elsewhere(pages):
    for url, page in pages.items():
        for tag in page.select("script[src], img[src], img[srcset], source, link[href], svg image, use"):
            if tag.name == "link" and tag["rel"] == ["canonical"]:
                assert tag["href"].startswith(BASE), url
                continue
            for address in (
                tag.get("src"),
                tag.get("href"),
                *[s.split()[0] for s in tag.get("srcset", "").split(",") if s],
            ):
                assert not address or not (urlsplit(address).scheme or address.startswith("//")), (url, address)


def test_every_picture_has_words_and_a_size(pages):
    for url, page in pages.items():
        for picture in page.find_all("img"):
            assert picture.has_attr("alt"), url
            assert int(picture["width"]) > 0, url
            assert int(picture["height"]) > 0, url


def addresses(page: BeautifulSoup) -> set[str]:
    found = {tag[name] for name in ("href", "src", "action") for tag in page.select(f"[{name}]")}
    for tag in page.select("[srcset]"):
        found |= {candidate.split()[0] for candidate in tag["srcset"].split(",")}
    return found


def test_every_address_leads_somewhere(built, pages):
    checked = 0
    for url, page in pages.items():
        for address in addresses(page):
            target = urlsplit(urljoin(BASE + url, address))
            if f"{target.scheme}://{target.netloc}" != "https://example.org":
                assert target.scheme in ("http", "https", "mailto", "tel"), (url, address)
                continue
            assert target.path.startswith("/showcase/"), (url, address)
            name = unquote(target.path).removeprefix("/showcase/")
            file = built.site / name
            assert (file if file.suffix else file / "index.html").is_file(), (url, address)
            checked += 1
            anchor = unquote(target.fragment)
            if anchor and name in pages:
                assert pages[name].find(id=anchor), (url, address)
    assert checked > 500


def test_names_never_become_markup(built, pages):
    """The only scripts are the page's own; hostile names are found again as text, exactly as written."""
    own = {words(s) for s in pages["about/"].find_all("script")}
    for url, page in pages.items():
        told = page.find_all("script", type="application/ld+json")
        assert all(json.loads(s.string)["@context"] == "https://schema.org" for s in told), url
        assert {words(s) for s in page.find_all("script", src=False) if s not in told} <= own, url
        assert {s["src"].rpartition("/")[2].partition(".")[0] for s in page.find_all("script", src=True)} <= {
            "as-of",
            "directory",
            "early",
            "lightbox",
            "notice-life",
            "read-aloud",
            "search",
        }, url
        assert not [i for i in page.find_all("img") if i.get("src") == "x"], url
    unit, article = pages["units/nasty/"], pages["units/nasty/x/"]
    assert words(unit.h1) == f"阿{rich.NASTY}"
    assert words(unit.select_one(".fullname")) == f"望山县{rich.NASTY}"
    assert words(unit.select_one(".cover figcaption span")) == "<img src=x onerror=alert(1)>&\"'"
    assert unit.select_one(".cover img")["alt"] == rich.NASTY
    assert unit.find("meta", attrs={"name": "description"})["content"] == rich.NASTY
    assert words(article.h1) == f"{rich.NASTY} ——{rich.NASTY}"
    assert facts(article)["测评要点"] == f"坏.1 {rich.NASTY}"
    assert article.select_one('a[rel~="external"]')["href"] == 'https://other.example/?a=1&b="><script>'
    assert words(pages["decisions/2023-01/"].h1) == rich.NASTY
    names = [words(name) for name in pages["units/"].select("li.card .name")]
    assert f"阿{rich.NASTY}" in names


def test_no_name_is_escaped_twice(pages):
    for url, page in pages.items():
        assert html_text.escape(rich.SCRIPT) not in page.get_text(), url


def test_every_page_says_of_which_day_it_is(built, pages):
    for url, page in pages.items():
        assert "数据截至 2026年11月17日" in words(page.footer), url  # the newest day of the content, not the build's


def test_a_volume_that_was_taken_back_is_told_of_nowhere(build):
    taken = site.COMPILATION.replace("date: 2026-11", "date: 2026-11\nwithdrawn: {date: 2026-11-12, reason: 有误}")
    about = "---\ntitle: 关于\nwithdrawn: {date: 2026-11-12, reason: <b>有误}\n---\n## 旧话\n旧话。\n"
    result = build({"content/compilations/chunfeng.md": taken, "content/about.md": about})
    assert "春风" not in result.main("") + result.main("units/bailu-town/heyan/")
    assert "本页已于2026年11月12日撤下：<b>有误" in result.main("about/")
    assert "旧话" not in result.text("about/")
    assert "/about/" not in result.text("sitemap.xml")


def test_places_of_one_name_are_told_apart(build):
    regions = "".join(
        f"      - {{code: '{code}', name: {name}, children: [{{code: '{code}01', name: 城关镇}}]}}\n"
        for code, name in (("9903", "甲县"), ("9904", "乙县"))
    )
    unit = "---\nname: {0}\nkind: 文明村镇\nregion: '{1}'\n---\n简介。\n"
    chosen = site.COMPILATION.replace("items: [bailu-town/heyan]", "select: {region: ['990301']}")
    result = build(
        {
            "site_config/regions.yml": site.REGIONS + regions,
            "units/jia/index.md": unit.format("甲镇", "990301"),
            "units/jia/x.md": site.ARTICLE.replace("一条河带出一支志愿队", "甲文"),
            "units/yi/index.md": unit.format("乙镇", "990401"),
            "units/yi/x.md": site.ARTICLE.replace("一条河带出一支志愿队", "乙文"),
            "content/compilations/chunfeng.md": chosen,
        }
    )
    assert "甲文" in result.main("compilations/chunfeng/")
    assert "乙文" not in result.main("compilations/chunfeng/")
    assert "甲县城关镇 1 乙县城关镇 1" in result.main("units/")


@pytest.mark.parametrize(
    ("part", "titles"),
    [
        ("select: {type: 经验}, order: [-date]", ["一条河带出一支志愿队", "甲年", "乙跨", "丙无"]),
        ("select: {type: 经验}, order: [date]", ["乙跨", "甲年", "一条河带出一支志愿队", "丙无"]),
        ("select: {since: 2021年}, order: [-date]", ["一条河带出一支志愿队", "甲年", "乙跨"]),
        ("select: {until: 2021}", ["甲年"]),
    ],
)
def test_volumes_choose_and_order_by_partial_dates(build, part, titles):
    dates = {"a": ("甲年", "2021"), "b": ("乙跨", "2021/2023"), "c": ("丙无", "未知")}
    articles = {
        f"units/bailu-town/{name}.md": site.ARTICLE.replace("一条河带出一支志愿队", title).replace("2023-09-15", date)
        for name, (title, date) in dates.items()
    }
    chosen = site.COMPILATION.replace("items: [bailu-town/heyan]", part)
    result = build({**articles, "content/compilations/chunfeng.md": chosen})
    found = re.findall("|".join(sorted(titles)), result.main("compilations/chunfeng/").partition("目录")[2])
    assert list(dict.fromkeys(found)) == titles


def test_a_workbook_is_read_as_it_is_seen(build):
    facts = [("项目", "数值"), ("满意率", 0.985), ("总数", 0.1 + 0.2)]
    honors = [("称号", "级别", "日期"), *((f"奖{n}", "市级", dt.datetime(2024, 3, 1)) for n in range(3))]
    result = build(
        {
            "units/bailu-town/facts.xlsx": workbook(facts, {"B2": "0.0%"}),
            "units/bailu-town/honors.xlsx": workbook(
                honors, {"C2": 'yyyy"年"m"月"', "C3": 'yyyy"年"', "C4": '[$-804]yyyy"年"m"月"d"日"'}
            ),
        }
    )
    page = result.main("units/bailu-town/")
    assert [fact for fact in ("满意率 98.5%", "总数 0.3") if fact in page] == ["满意率 98.5%", "总数 0.3"]
    assert [line for line in ("2024 3月 奖0", "2024 奖1", "2024 3月1日 奖2") if line not in page] == []


def workbook(lines: list[tuple[object, ...]], forms: dict[str, str]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in lines:
        book.active.append(line)
    for cell, form in forms.items():
        book.active[cell].number_format = form
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_media_link_must_be_an_address(check):
    meta = {"outlet": "日报", "title": "红马甲", "url": "javascript:alert(1)"}
    result = check({"units/bailu-town/m.md": rich.article("报道", "2024", type="媒体", media=meta)})
    assert result.code == 1
    assert [p.partition(": ")[2] for p in result.problems()] == [
        "url：网址“javascript:alert(1)”应以 https:// 或 http:// 开头，中间没有空格 (unsafe-link)"
    ]


def test_a_draft_among_the_free_pages_is_no_target_of_links(check):
    result = check(
        {
            "content/guide/caogao.md": rich.page(title="草稿", draft="true"),
            "content/notices/2026-11.md": site.NOTICE.replace("公示正文。", "见[指南](../guide/caogao.md)。"),
        }
    )
    assert [p.rpartition(" ")[2] for p in result.problems()] == ["(dead-link)"]
