"""What a reader sees of decisions: prizes, outcomes, reasons, numbers; and of a unit's history, told by them."""

from __future__ import annotations

import pytest

from tests import site
from tests.rich import decided, decision, honor, page, unit

CITY = {"level": "市级", "jurisdiction": "云川市"}
HIDDEN = "内部掌握的原因"


def city(event: str, grade: str, units: list[str], **meta) -> dict:
    return {"event": event, "title": f"市级{grade}", "grade": grade, "units": units, **CITY, **meta}


def prize(name: str, units: list[str], **meta) -> dict:
    return {"event": "授予", "title": "创建成果展评", "prize": name, "units": units, **CITY, **meta}


FILES = {
    "content/decisions/2024-03.md": None,
    "units/bailu-town/index.md": unit(
        "白鹭镇人民政府", "白鹭镇", "文明村镇", "清源区", former_names=[{"name": "白鹭乡", "until": "2022"}],
        honors=[
            honor("县级文明村镇", "20xx", "", jurisdiction="", level="县级", source="荣誉室奖牌"),
            honor("市级文明村镇", "2021-03-16", "文明村镇", term="第七届", document="云文明委〔2021〕2号", follows="县级文明村镇"),
            honor("市级文明村镇", "2024", "文明村镇", term="第八届"),
        ],
    ),
    "units/shui/index.md": unit("渡口水文站", "水文站", "文明单位", "望山县"),
    "units/xin/index.md": unit("新华书店", "书店", "文明单位", "望山县"),
    "content/decisions/2021-03.md": decision(
        "关于命名第七届的决定", "云文明委〔2021〕2号", "2021-03-16",
        city("授予", "文明村镇", ["bailu-town"], term="第七届"),
        city("授予", "文明单位", ["shui", "xin"], term="第七届"),
    ),
    "content/decisions/2022-11.md": decision(
        "关于命名省级文明单位的决定", "川文明委〔2022〕7号", "2022-11-18", decided("授予", "文明单位", ["shui"], term="第五届"),
    ),
    "content/decisions/2024-03-18.md": decision(
        "关于命名第八届的决定", "云文明委〔2024〕3号", "2024-03-18", city("授予", "文明村镇", ["bailu-town"], term="第八届"),
    ),
    "content/decisions/2026-01.md": decision(
        "关于撤销称号的决定", "", "2026-01-23",
        decided("撤销", "文明单位", ["shui"], term="第五届", reason=HIDDEN),
        city("撤销", "文明单位", ["shui"], term="第七届", reason="台账补填", publish_reason=True),
        accepted=[{"rule": "missing-number", "reason": "原件没有编号"}],
    ),
    "content/decisions/2026-05.md": decision(
        "展评获奖通报", "云文明委〔2026〕4号", "2026-05-15",
        prize("一等奖", ["shui"], quota=2), prize("二等奖", ["bailu-town", "xin"]),
        accepted=[{"rule": "prize-quota", "reason": "一等奖空缺一个"}],
    ),
    "content/decisions/2026-06.md": decision(
        "竞赛通报", "云文明委〔2026〕6号", "2026-06-15", {**prize("", []), "title": "窗口竞赛", "units": [], "file": "竞赛.csv"},
    ),
    "content/decisions/竞赛.csv": "序号,单位,奖项,备注\n1,水文站,金奖,并列\n2,书店,金奖,并列\n3,白鹭镇,银奖,\n",
    "content/decisions/2026-07.md": decision(
        "撤回奖项的决定", "云文明委〔2026〕7号", "2026-07-15", {**prize("银奖", ["bailu-town"]), "event": "撤销", "title": "窗口竞赛"},
    ),
    "content/decisions/2026-08.md": decision(
        "动态管理通报", "云文明委〔2026〕18号", "2026-09-20", {**city("黄牌", "文明单位", []), "file": "黄牌.csv"},
    ),
    "content/decisions/黄牌.csv": f"单位,备注\n甲小学,{HIDDEN}\n",
    "units/jia/index.md": unit("甲小学", "甲小学", "文明校园", "清源区"),
    "units/yi/index.md": unit("乙小学", "乙小学", "文明校园", "清源区"),
    "content/decisions/2026-09.md": decision(
        "两级命名", "云文明委〔2026〕9号", "2026-09-15",
        {**city("授予", "文明单位", []), "file": "两级.csv", "term": "第八届"},
        {**decided("授予", "文明单位", []), "file": "两级.csv", "term": "第五届"},
    ),
    "content/decisions/两级.csv": "单位\n甲小学\n乙小学\n",
    "content/decisions/2026-10.md": decision(
        "撤销省级称号", "川文明委〔2026〕10号", "2026-10-15", decided("撤销", "文明单位", ["jia"], term="第五届"),
    ),
    "content/guide/index.md": page(title="指南"),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    result = site.build(tmp_path_factory.mktemp("decisions"), FILES, "--strict")
    assert result.code == 0, result.output
    return result


def words(tag) -> str:
    return " ".join(tag.get_text(" ").split())


def test_prizes_are_a_table_of_prize_quota_and_winners(built):
    found = built.page("decisions/2026-05/")
    table = found.select_one("table.prizes")
    assert [words(th) for th in table.select("thead th")] == ["奖项", "名额", "获奖单位"]
    rows = [[words(cell) for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")]
    assert rows == [["一等奖", "2", "水文站 望山县"], ["二等奖", "2", "白鹭镇 清源区 书店 望山县"]]
    assert table.select_one("a")["href"] == "../../units/shui/"
    assert words(found.select_one("#s-lists")).startswith("名单 共 3 家 创建成果展评 3 家")
    assert "授予" not in words(found.select_one(".events"))


def test_a_table_may_name_prizes_row_by_row(built):
    table = built.page("decisions/2026-06/").select_one("table.prizes")
    rows = [[words(cell) for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")]
    assert rows == [["金奖", "2", "水文站 望山县，并列 书店 望山县，并列"], ["银奖", "1", "白鹭镇 撤销 清源区"]]


def test_prizes_are_told_but_not_counted(built):
    assert "创建成果展评一等奖" in words(built.page("units/shui/").select_one("ol.tl"))
    assert "创建成果展评" not in built.main("honors/")
    assert "目前没有在册称号" in built.main("units/")


def test_a_list_says_what_has_become_of_its_titles(built):
    found = built.page("decisions/2021-03/")
    rows = {words(li.select_one(".n")): li.select_one(".st") for li in found.select(".nos li")}
    assert {name: words(badge) if badge else "" for name, badge in rows.items()} == {
        "白鹭镇": "届满",
        "水文站": "撤销",
        "书店": "超期待复查",
    }
    assert "后来的变化" in words(found.select_one("#s-lists"))
    assert "时称“白鹭乡”" in words(found.select_one("#s-lists"))
    assert built.page("decisions/2024-03-18/").select(".nos .st") == []


def test_two_lists_of_one_table_are_told_apart(built):
    """The province took back its own title; the city's is as it was."""
    groups = built.page("decisions/2026-09/").select(".kinds > div")
    shown = {
        words(g.h4): [words(li.select_one(".st")) if li.select_one(".st") else "" for li in g.select("li")]
        for g in groups
    }
    assert shown == {"第八届市级文明单位 2 家": ["黄牌", ""], "第五届省级文明单位 2 家": ["撤销", ""]}


def test_a_prize_that_is_taken_back_is_not_won(built):
    taken = built.page("decisions/2026-07/")
    assert taken.select("table.prizes") == []
    assert "撤销 1 家 窗口竞赛银奖" in words(taken.select_one("#s-lists"))
    rows = [words(row) for row in built.page("decisions/2026-06/").select("table.prizes tbody tr")]
    assert rows[1].endswith("白鹭镇 撤销 清源区")
    assert "窗口竞赛" in built.main("honors/revoked/")


def test_a_decision_without_a_number_is_cited_by_its_title(built):
    found = built.page("decisions/2026-01/")
    assert "没有文号" in words(found.select_one(".doc-facts"))
    assert "《关于撤销称号的决定》" in words(built.page("units/shui/").select_one("ol.tl"))
    assert "没有文号" in built.main("decisions/")


def test_a_revocation_at_two_levels_is_told_twice(built):
    line = [words(li) for li in built.page("units/shui/").select("ol.tl li")]
    assert len(line) == 6
    revoked = [text for text in line if "撤销" in text]
    assert ["第五届省级文明单位" in revoked[0], "第七届市级文明单位" in revoked[1]] == [True, True]
    assert "原因：台账补填" in revoked[1]


def test_reasons_are_told_only_where_the_decision_says_so(built):
    for path in built.site.rglob("*"):
        if path.suffix in (".html", ".xml", ".csv", ".json"):
            assert HIDDEN not in path.read_text(encoding="utf-8"), path
    assert "原因：台账补填" in words(built.page("decisions/2026-01/").main)


def test_a_history_says_where_each_line_comes_from(built):
    lines = [words(li) for li in built.page("units/bailu-town/").select("ol.tl li")]
    assert [("已核实" in line, "单位自报" in line) for line in lines] == [(True, False)] * 5 + [(False, True)]
    assert "由“县级文明村镇”晋级" in lines[4]
    assert "时称“白鹭乡”" in lines[4]
    assert "届满" in lines[4]
    assert "来源：荣誉室奖牌" in lines[5]
    assert "原文写作“20xx”，本站不推测" in lines[5]
    assert "晋级" not in lines[3]
