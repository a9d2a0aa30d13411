"""``showcase diff``: what the office reads before it publishes, from two real builds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from showcase.differences import Build, compare
from showcase.differences.wording import to_text
from tests import rich, site

DECISIONS = "content/decisions/"
GIVEN = rich.decision(
    "关于命名省级文明单位的决定", "川文明委〔2023〕1号", "2023-05-10",
    rich.decided("授予", "文明单位", ["jia", "yi", "ding", "wu"], term="第五届"),
)  # fmt: skip
ADDED = rich.decision(
    "关于增补省级文明单位的决定", "川文明委〔2024〕1号", "2024-02-10", rich.decided("授予", "文明单位", ["bing"], term="第五届"),
)  # fmt: skip
REVIEWED = rich.decision(
    "关于复查的决定", "川文明委〔2024〕6号", "2024-06-20",
    rich.decided("黄牌", "文明单位", ["bing"]),
)  # fmt: skip
NEWEST = rich.decision(
    "关于今年复查的决定", "川文明委〔2026〕8号", "2026-04-08",
    rich.decided("撤销", "文明单位", ["jia"]),
    rich.decided("黄牌", "文明单位", ["yi"]),
    rich.decided("恢复", "文明单位", ["bing"]),
    rich.decided("晋级", "文明单位标兵", ["ding"], term="第六届"),
    rich.decided("授予", "文明村镇", ["zi"], term="第六届"),
)  # fmt: skip


def small(name: str, **meta: Any) -> str:
    return rich.unit(f"望山县{name}", name, "文明单位", "望山县", **meta)


def old_files() -> dict[str, str | bytes | None]:
    return {
        **site.base_files(),
        "mkdocs.yml": site.MKDOCS.replace("2026-11-18", "2026-04-30"),
        "content/notices/2026-11.md": None,
        "content/notices/2026-03.md": rich.notice(
            "关于拟保留名单的公示", "2026-03-02", "2026-03-03", "2026-03-09", lists=[{"title": "拟保留", "units": ["jia"]}]
        ),
        "content/compilations/chunfeng.md": site.COMPILATION.replace("2026-11", "2026-03"),
        **{f"units/{slug}/index.md": small(name) for slug, name in zip(
            ("jia", "yi", "bing", "ding", "wu", "gone"), ("甲所", "乙所", "丙所", "丁所", "戊所", "庚所"), strict=True)},
        "units/zi/index.md": small("子村", honors=[
            {"title": "省级文明村镇", "level": "省级", "jurisdiction": "川岭省", "grade": "文明村镇", "date": "2026"},
            {"title": "县级先进", "level": "县级", "date": "2020"},
        ]),
        "units/gone/x.md": rich.article("庚所的材料", "2020"),
        "units/gone/index.md": small("庚所", honors=[{"title": "县级旧荣誉", "level": "县级", "date": "2019"}]),
        "units/wu/lost.md": rich.article("要删去的材料", "2021"),
        "units/wu/moved.md": rich.article("要移走的材料", "2022"),
        "units/wu/edited.md": rich.article("要改的材料", "2023"),
        f"{DECISIONS}2023-05.md": GIVEN,
        f"{DECISIONS}2024-02.md": ADDED,
        f"{DECISIONS}2024-06.md": REVIEWED,
    }  # fmt: skip


def new_files() -> dict[str, str | bytes | None]:
    return {
        **old_files(),
        "mkdocs.yml": site.MKDOCS.replace("2026-11-18", "2026-06-01"),  # of 戊所 three years are over by then
        "units/bailu-town/index.md": site.UNIT.replace("short_name: 白鹭镇", "short_name: 新白鹭镇").replace(
            "云川市清源区白鹭镇人民政府", "云川市清源区新白鹭镇人民政府"
        ),
        "units/xin/index.md": small("辛所"),
        "units/gone/index.md": small("庚所", withdrawn={"date": "2026-05", "reason": "机构撤并"}),
        "units/zi/index.md": small("子村", sector="教育", honors=[
            {"title": "省级文明村镇", "level": "省级", "jurisdiction": "川岭省", "grade": "文明村镇", "date": "2026"},
        ]),
        "units/wu/lost.md": None,
        "units/wu/moved.md": None,
        "units/yi/arrived.md": rich.article("要移走的材料", "2022", aliases=["units/wu/moved"]),
        "units/wu/edited.md": rich.article("改过的材料", "2023-05", topics=["志愿服务"]),
        "content/notices/2026-03.md": rich.notice(
            "关于拟保留名单的公示", "2026-03-02", "2026-03-03", "2026-03-09", outcome="decisions/2026-04",
            lists=[{"title": "拟保留", "units": ["jia"]}],
        ),
        f"{DECISIONS}2026-04.md": NEWEST,
    }  # fmt: skip


def built(root: Path, files: dict[str, str | bytes | None]) -> Path:
    site.write(root, {name: content for name, content in files.items() if content is not None})
    done = site.run(root, "mkdocs", "build")
    assert done.code == 0, done.output
    return done.site


@pytest.fixture(scope="module")
def old(tmp_path_factory) -> Path:
    return built(tmp_path_factory.mktemp("old"), old_files())


@pytest.fixture(scope="module")
def new(tmp_path_factory) -> Path:
    return built(tmp_path_factory.mktemp("new"), new_files())


def diff(root: Path, *arguments: object) -> site.Result:
    result = site.run(root, "showcase", "diff", *map(str, arguments))
    assert "Traceback" not in result.output
    return result


def test_every_kind_of_change_in_words(old, new, tmp_path):
    lines = diff(tmp_path, old, new).output.splitlines()
    summary = dict(part.split("：", 1) for part in lines[0].split("；"))
    assert summary["单位"] == "新增 1、更名 1、修改 2、撤下 1"
    assert summary["称号"] == ("晋级 1、核实 1、恢复 1、黄牌 1、超期 1、转为已晋级 1、撤销 1、随单位撤下 1、减少 1")
    assert summary["决定"] == "新增 1"
    assert summary["材料"] == "新增 1、修改 1、随单位撤下 1、减少 2"
    assert summary["公示"] == "修改 1"
    for line in (
        "  新增　望山县辛所（xin）",
        "  更名　云川市清源区白鹭镇人民政府 → 云川市清源区新白鹭镇人民政府（bailu-town）",
        "  撤下　望山县庚所（gone）",
        "    行业：空 → 教育",
        "  晋级　丁所　第六届省级文明单位标兵：有效，已核实　川文明委〔2026〕8号",
        "  转为已晋级　丁所　第五届省级文明单位：有效 → 已晋级",
        "  撤销　甲所　第五届省级文明单位：有效 → 撤销　川文明委〔2026〕8号",
        "  黄牌　乙所　第五届省级文明单位：有效 → 黄牌　川文明委〔2026〕8号",
        "  恢复　丙所　第五届省级文明单位：黄牌 → 有效　川文明委〔2026〕8号",
        "  超期　戊所　第五届省级文明单位：有效 → 超期待复查",
        "  核实　子村　第六届省级文明村镇：单位自报 → 已核实　川文明委〔2026〕8号",
        "  减少　子村　县级先进：有效",
        "    请核对：历史不应消失：是误删，还是改了等次、届次",
        "    标题：要改的材料 → 改过的材料",
        "    时间：2023 → 2023-05",
        "    话题：空 → 志愿服务",
        "    结果：空 → 2026-04",
    ):
        assert line in lines, line


def test_a_lost_address_is_an_error_with_advice(old, new, tmp_path):
    result = diff(tmp_path, old, new)
    assert result.code == 1
    tail = result.output.partition("错误：")[2].splitlines()
    assert tail == [
        "1 个网址失效，发布后别人存的链接会打不开",
        "  /units/wu/lost/",
        "页面移走了：在新页面的文件头写 aliases: [units/wu/lost]",
        "内容不要了：留着原来的文件，在文件头写 withdrawn: {date: 日期, reason: 原因}",
    ]  # the moved one has its alias, the unit that was taken back a page that says so


def test_the_same_as_json(old, new, tmp_path):
    result = diff(tmp_path, old, new, "--format", "json")
    assert result.code == 1
    told = json.loads(result.output)
    assert told["summary"]["称号"]["撤销"] == 1
    assert told["addresses"]["missing"] == ["units/wu/lost/"]
    assert "units/xin/" in told["addresses"]["added"]
    revoked = next(change for change in told["changes"] if change["kind"] == "撤销")
    assert revoked == {
        "subject": "称号", "kind": "撤销", "key": "jia/川岭省/文明单位/第五届", "name": "甲所　第五届省级文明单位",
        "before": "有效", "after": "撤销", "document": "川文明委〔2026〕8号", "fields": [], "attention": "",
    }  # fmt: skip
    assert sum(sum(kinds.values()) for kinds in told["summary"].values()) == len(told["changes"])


def test_nothing_changed(old, tmp_path):
    result = diff(tmp_path, old, old)
    assert (result.code, result.output) == (0, "没有变化\n")


def test_data_folders_can_be_compared_alone(old, new, tmp_path):
    result = diff(tmp_path, old / "data", new / "data")
    assert result.code == 0  # no page is looked at
    assert "撤销 1" in result.output.splitlines()[0]
    assert diff(tmp_path, old, new / "data").code == 0


def test_an_older_build_has_no_data(old, new, tmp_path):
    shutil.copytree(old, tmp_path / "older", ignore=shutil.ignore_patterns("data"))
    result = diff(tmp_path, "older", new)
    assert result.code == 1
    assert result.output.splitlines()[1] == "旧的一次没有 data 文件夹，只比较了网址"
    assert "撤销" not in result.output
    backwards = diff(tmp_path, new, "older")
    assert backwards.code == 1
    assert "  /data/honors.json" in backwards.output.splitlines()
    assert "订阅源、数据和附件没有转址页，请保留原来的文件名" in backwards.output


def test_files_other_than_pages_must_stay_too(old, tmp_path):
    shutil.copytree(old, tmp_path / "less")
    (tmp_path / "less/feeds/articles.xml").unlink()
    shutil.rmtree(tmp_path / "less/assets")
    result = diff(tmp_path, old, "less")
    assert result.code == 1
    assert "  /feeds/articles.xml" in result.output.splitlines()
    assert "aliases" not in result.output
    assert "/assets/" not in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none", "new"], "没有“none”这个文件夹"),
        (["empty", "new"], "“empty”不是建好的网站，也不是它的 data 文件夹"),
        (["new", "broken"], "读不了 broken/data/units.json：不是 JSON 文件"),
        (["new", "odd"], "读不了 odd/data/units.json：应是一行一条记录的 JSON"),
        (["new", "partial"], "读不了 partial/data/events.json"),
        (["new"], "没有写明新网站"),
        (["new", "new", "--format", "xml"], "“--format”只能是：text、json"),
    ],
)
def test_what_cannot_be_read_is_a_wrong_call(tmp_path, arguments, message):
    for name in ("new", "broken", "odd", "partial"):
        tables = ("units", "honors", "events", "decisions", "articles", "notices")
        site.write(tmp_path / name, {"index.html": "", **{f"data/{table}.json": "[]\n" for table in tables}})
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken/data/units.json").write_text("[{", encoding="utf-8")
    (tmp_path / "odd/data/units.json").write_text('{"a": 1}', encoding="utf-8")
    (tmp_path / "partial/data/events.json").unlink()
    result = diff(tmp_path, *arguments)
    assert result.code == 2
    assert result.output.startswith(f"用法错误：{message}")


def files(*names: str) -> Build:
    return Build(None, frozenset(names), True)


def test_the_table_of_a_roll_goes_with_its_page():
    """A body's name was corrected: with an alias the page is a redirect, and nothing is missing."""
    old = files("honors/bodies/jiu/index.html", "honors/bodies/jiu/roll.csv", "about/index.html")
    redirected = compare(old, files("honors/bodies/jiu/index.html", "about/index.html"))
    assert redirected.missing == ()
    gone = compare(old, files("about/index.html"))
    assert gone.missing == ("honors/bodies/jiu/", "honors/bodies/jiu/roll.csv")
    told = to_text(gone)
    assert "aliases: [honors/bodies/jiu]" in told
    assert "withdrawn" not in told
    assert "订阅源" not in told
    other = compare(files("feeds/index.html", "feeds/all.csv"), files("feeds/index.html"))
    assert other.missing == ("feeds/all.csv",)


# --- kinds of change that two builds seldom show: the comparison alone -------------------------------


def tables(**given: list[dict[str, Any]]) -> Build:
    names = ("units", "honors", "events", "decisions", "articles", "notices")
    return Build({name: tuple(given.get(name, ())) for name in names}, frozenset(), True)


def honor(**given: Any) -> dict[str, Any]:
    return {
        "id": "a/市/文明单位", "unit": "a", "unit_name": "甲", "title": "文明单位", "jurisdiction": "市", "grade": "文明单位",
        "term": None, "holder": "本单位", "state": "有效", "verified": True, "current": True, **given,
    }  # fmt: skip


def event(name: str, date: str, **given: Any) -> dict[str, Any]:
    return {"id": f"a/市/文明单位@{date}{name}", "honor": "a/市/文明单位", "date": date, "event": name, **given}


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ({"state": "有效"}, {"state": "限期整改"}, "  限期整改　甲　文明单位：有效 → 限期整改　文〔1〕1号"),
        ({"state": "有效"}, {"state": "届满"}, "  届满　甲　文明单位：有效 → 届满"),
        ({"state": "黄牌"}, {"state": "终止"}, "  终止　甲　文明单位：黄牌 → 终止　文〔1〕1号"),
        ({"state": "超期待复查"}, {"state": "有效"}, "  复查保留　甲　文明单位：超期待复查 → 有效　文〔1〕1号"),
        ({}, {}, "  复查保留　甲　文明单位：2026-01-01　文〔1〕1号"),
        ({"verified": True}, {"verified": False}, "    请核对：原来有决定，现在没有了"),
        ({"title": "文明单位"}, {"title": "市文明单位"}, "    称号：文明单位 → 市文明单位"),
    ],
)
def test_words_for_states(before, after, line):
    told = [event("授予", "2020")]
    tells = [*told, event("复查保留", "2026-01-01", document="文〔1〕1号")]
    found = compare(tables(honors=[honor(**before)], events=told), tables(honors=[honor(**after)], events=tells))
    assert line in to_text(found).splitlines()


def test_a_claim_that_got_its_term_by_a_decision_is_not_lost():
    old = tables(honors=[honor(verified=False)])
    new = tables(honors=[honor(id="a/市/文明单位/第八届", term="第八届")])
    assert to_text(compare(old, new)).splitlines()[0] == "称号：核实 1"


def test_an_event_that_is_gone_or_corrected_is_told():
    old = tables(honors=[honor()], events=[event("授予", "2020", reason=None), event("黄牌", "2021")])
    new = tables(honors=[honor()], events=[event("授予", "2020", reason="公开的原因")])
    lines = to_text(compare(old, new)).splitlines()
    assert "    2020 授予的原因：空 → 公开的原因" in lines
    assert "  减少事项　甲　文明单位：2021 黄牌" in lines


def test_columns_that_only_one_build_knows_are_no_change():
    old = tables(units=[{"slug": "a", "name": "甲", "url": "https://old.example/units/a/"}])
    new = tables(units=[{"slug": "a", "name": "甲", "url": "https://new.example/units/a/", "fresh": 1}])
    assert to_text(compare(old, new)) == "没有变化\n"
