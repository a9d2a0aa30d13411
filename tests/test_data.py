"""The open data, read by others' programs: csv, json, openpyxl, and Frictionless's own validator."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from showcase.exports import to_csv
from showcase.exports.about import About
from showcase.exports.json_file import to_json
from showcase.exports.xlsx_file import to_xlsx
from showcase.kept import kept_in
from showcase.model.datasets import Dataset, Field
from tests import rich, site

BASE = "https://example.org/showcase/"
EVIDENCE = ("indicators", "evidence", "coverage")
TABLES = ("units", "honors", "spans", "events", "decisions", "articles", "notices", *EVIDENCE)
FORMULAS = {
    "name": "=cmd|'/C calc'!A0",
    "short_name": "+1+1",
    "former": "-2+3",
    "title": "@SUM(1,2)",
    "remark": "=HYPERLINK(\"https://other.example/\")",
}  # fmt: skip
ABOUT = About(title="甲", site_url=BASE, licence="", licence_url="", terms="乙", note="", as_of=dt.date(2026, 11, 13))


def data_files() -> dict[str, str | bytes | None]:
    """The rich site, a unit whose every word would be a formula, and a decision whose remark would."""
    hostile = rich.unit(
        FORMULAS["name"], FORMULAS["short_name"], "文明单位", "零一区", former_names=[{"name": FORMULAS["former"]}],
        honors=[{"title": FORMULAS["title"], "level": "县级", "date": "20xx", "source": "=奖牌", "by": ["+机关"]}],
    )  # fmt: skip
    granted = rich.decided("授予", "文明村镇", [], term="第六届", file="名单.csv")
    granted.pop("units")
    return {
        **rich.rich_files(),
        "site_config/regions.yml": rich.REGIONS + '          - {code: "0101", name: 零一区}\n',
        "units/hostile/index.md": hostile,
        "content/decisions/2022-02.md": rich.decision("关于备注的决定", "川文明委〔2022〕2号", "2022-02-02", granted),
        "content/decisions/名单.csv": '单位,备注\r\nhostile,"=HYPERLINK(""https://other.example/"")"\r\n',
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> site.Result:
    result = site.build(tmp_path_factory.mktemp("data"), data_files())
    assert result.code == 0, result.output
    return result


def records(result: site.Result, name: str) -> list[dict[str, Any]]:
    return json.loads(result.text(f"data/{name}.json"))


def table(result: site.Result, name: str) -> list[dict[str, str]]:
    content = (result.site / f"data/{name}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def one(rows: list[dict[str, Any]], **wanted: object) -> dict[str, Any]:
    found = [row for row in rows if all(row[key] == value for key, value in wanted.items())]
    assert len(found) == 1, found
    return found[0]


def validate(folder: Path) -> dict[str, Any]:
    """Frictionless in a process of its own: it warns, and changes what is imported."""
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "200"}
    )
    return json.loads(done.stdout)


# --- judged by its own tool -----------------------------------------------------------------------


def test_frictionless_validates_the_package(built):
    report = validate(built.site / "data")
    assert report["valid"], report
    assert {task["name"] for task in report["tasks"]} == {
        *TABLES, *(f"{name}-json" for name in TABLES), "showcase-xlsx",
    }  # fmt: skip


def test_frictionless_finds_what_we_break(built, tmp_path):
    """The validation above means something: a broken reference, key, type and size are found."""
    folder = tmp_path / "data"
    shutil.copytree(built.site / "data", folder)
    honors = (folder / "honors.csv").read_text(encoding="utf-8-sig")
    (folder / "honors.csv").write_bytes(honors.replace(",bailu-town,", ",no-such-unit,").encode("utf-8-sig"))
    found = {error["type"] for task in validate(folder)["tasks"] for error in task["errors"]}
    assert {"foreign-key", "hash-count"} <= found


def test_this_repositorys_package_is_valid(repository, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(tmp_path / "site")],
        cwd=repository, capture_output=True, text=True, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert validate(tmp_path / "site/data")["valid"]
    package = json.loads((tmp_path / "site/data/datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["licenses"][0]["path"].startswith("https://creativecommons.org/")


def test_package_describes_the_json_too(built):
    package = json.loads(built.text("data/datapackage.json"))
    described = {resource["name"]: resource for resource in package["resources"]}
    for name in TABLES:
        names = [field["name"] for field in described[f"{name}-json"]["schema"]["fields"]]
        titles = [field["name"] for field in described[name]["schema"]["fields"]]
        assert all(list(record) == names for record in records(built, name))
        assert all(list(row) == titles for row in table(built, name))
        key = described[f"{name}-json"]["schema"]["primaryKey"]
        keys = [tuple(record[part] for part in key) for record in records(built, name)]
        assert len(set(keys)) == len(keys) > 0, name
    assert package["created"] == "2026-11-17T00:00:00+08:00"  # of a notice, not the day of the build
    assert "licenses" not in package  # the site names none


# --- what is in it --------------------------------------------------------------------------------


def test_units_with_the_best_title(built):
    unit = one(records(built, "units"), slug="hexi-school")
    assert unit == {
        "slug": "hexi-school", "name": "云川市河西学校", "short_name": "河西学校", "former_names": [], "kind": "文明单位",
        "sector": None, "ownership": None, "region_code": "9902", "region": "望山县", "system": None, "parent": None,
        "title": "省级文明单位标兵", "level": "省级", "grade": "文明单位标兵", "state": "有效", "verified": True,
        "url": f"{BASE}units/hexi-school/",
    }  # fmt: skip
    assert one(records(built, "units"), slug="yucun-village")["parent"] == "bailu-town"
    assert one(records(built, "units"), slug="chexiao-unit")["title"] is None
    assert one(table(built, "units"), 单位代码="bailu-town")["曾用名"] == "白鹭乡"


def test_honors_with_states_and_holders(built):
    honors = records(built, "honors")
    revoked = one(honors, unit="chexiao-unit")
    assert (revoked["state"], revoked["current"], revoked["since"]) == ("撤销", False, "2024-06-20")
    assert (revoked["document"], revoked["decision"]) == ("川文明委〔2021〕1号", f"{BASE}decisions/2021-05/")
    claim = one(honors, title="市级卫生先进")
    assert (claim["verified"], claim["by"], claim["awarded"]) == (False, ["云川市卫健委"], "2020-05")
    holders = {
        (h["title"], h["holder"], h["state"]) for h in honors if h["unit"] == "bailu-town" and h["holder"] != "本单位"
    }
    assert holders == {("市级文明示范岗", "便民服务中心", None), ("市级文明职工", "3 人次", None)}
    unknown = one(honors, title="县级文明村丙")
    assert (unknown["awarded"], unknown["awarded_iso"]) == ("20xx", None)


def test_an_older_single_honour_renames_no_other(build):
    def ids(*honors: tuple[str, str]) -> set[str]:
        given = [{"title": title, "level": "县级", "date": date} for title, date in honors]
        result = build({"units/jia/index.md": rich.unit("清源区甲所", "甲所", "文明单位", "清源区", honors=given)})
        assert result.code == 0, result.output
        return {row["id"] for row in records(result, "honors") if row["unit"] == "jia"}

    before = ids(("先进单位", "2020"), ("先进单位", "2022-05"))
    assert before == {"jia/县级/先进单位/2020", "jia/县级/先进单位/2022"}
    assert ids(("先进单位", "2018"), ("先进单位", "2020"), ("先进单位", "2022-05")) == {
        *before, "jia/县级/先进单位/2018",
    }  # fmt: skip


def test_every_file_says_on_which_day_overdue_is_reckoned(built):
    described = json.loads(built.text("data/datapackage.json"))["description"]
    book = openpyxl.load_workbook(built.site / "data/showcase.xlsx", read_only=True)
    cells = "".join(str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if cell)
    assert all("“超期待复查”按网站生成那天推算" in text for text in (described, cells))


def test_spans_tell_the_roll_of_any_day(built):
    spans = [s for s in records(built, "spans") if s["unit"] == "qinghe-office"]
    told = [(s["state"], s["start"], s["end"]) for s in spans]
    assert told == [
        ("有效", "2021-05-10", "2024-05-10"),
        ("超期待复查", "2024-05-10", "2024-06-20"),
        ("黄牌", "2024-06-20", None),
    ]


def test_events_give_reasons_only_where_published(built):
    events = records(built, "events")
    assert one(events, unit="qinghe-office", event="黄牌")["reason"] == "测评未达标"
    assert one(events, unit="chexiao-unit", event="撤销")["reason"] is None
    assert one(events, unit="hostile", event="授予", verified=True)["remark"] == FORMULAS["remark"]


def test_decisions_articles_notices(built):
    assert one(records(built, "decisions"), slug="2024-06")["entries"] == 3
    assert one(records(built, "decisions"), slug="2024-06")["index_number"] == "000014349/2024-00006"
    article = one(records(built, "articles"), unit="bailu-town", title="领导小组文件")
    assert (article["date"], article["date_iso"], article["archive"]) == ("2021年底", "2021-11-01", "思想建设类")
    notice = one(records(built, "notices"), slug="2026-09")
    assert (notice["outcome"], notice["proposed"], notice["closes"]) == ("2024-06", 1, "2026-09-08")


def test_nothing_private_is_in_any_file(built):
    hidden = (
        "草稿密",
        "caogao",
        "以后密",
        "撤下单位",
        "撤下的材料",
        "关于撤回的公示",
        "不公开的原因",
        "000-55512345",
        "白鹭大道",
    )
    book = openpyxl.load_workbook(built.site / "data/showcase.xlsx")
    cells = "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    texts = [path.read_text(encoding="utf-8") for path in (built.site / "data").iterdir() if path.suffix != ".xlsx"]
    for word in hidden:
        assert not any(word in text for text in (*texts, cells)), word
    assert "authors" not in records(built, "articles")[0]


def test_authors_are_not_in_the_data(build):
    result = build({"units/bailu-town/heyan.md": rich.article("河", "2024", authors=["某某某作者"], office="宣传科")})
    assert result.code == 0, result.output
    texts = [path.read_bytes() for path in (result.site / "data").iterdir() if path.suffix != ".xlsx"]
    assert not any("某某某作者".encode() in text for text in texts)
    assert records(result, "articles")[0]["office"] == "宣传科"


# --- the three forms ------------------------------------------------------------------------------


def test_csv_opens_in_excel(built):
    for name in TABLES:
        content = (built.site / f"data/{name}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
    row = one(table(built, "articles"), 标题="河长制")
    assert (row["话题"], row["推荐"]) == ("志愿服务", "否")


def test_json_is_one_record_a_line(built):
    lines = built.text("data/units.json").splitlines()
    assert (lines[0], lines[-1]) == ("[", "]")
    assert [json.loads(line.rstrip(","))["slug"] for line in lines[1:-1]] == sorted(
        u["slug"] for u in records(built, "units")
    )


def test_xlsx_keeps_text_as_text(built):
    book = openpyxl.load_workbook(built.site / "data/showcase.xlsx")
    assert book.sheetnames == [
        "说明",
        "单位",
        "称号",
        "事项",
        "决定",
        "材料",
        "公示",
        "测评要点",
        "测评材料",
        "材料合计",
        "字段说明",
    ]
    units = cells(book["单位"], "单位代码")
    code = units["hostile"]["地区代码"]
    assert (code.value, code.data_type, code.number_format) == ("0101", "s", "@")
    honors = {row["称号"].value: row for row in cells(book["称号"], "称号编号").values()}
    assert honors["县级文明村丙"]["授予时间"].value == "20xx"
    assert honors["县级文明村丙"]["授予首日"].value is None
    assert honors["市级卫生先进"]["授予首日"].value == dt.datetime(2020, 5, 1)
    assert honors["市级卫生先进"]["授予首日"].number_format == "yyyy-mm-dd"
    decisions = cells(book["决定"], "决定代码")
    assert decisions["2024-06"]["文号"].value == "川文明委〔2024〕6号"
    assert (decisions["2024-06"]["名单条数"].value, decisions["2024-06"]["名单条数"].data_type) == (3, "n")
    assert all(sheet.freeze_panes == "A2" for sheet in book.worksheets[1:])
    about = {row[0]: row[1] for row in book["说明"].iter_rows(values_only=True)}
    assert about["数据截至"] == "2026年11月17日"
    assert about["使用许可"] == "未写明许可，转载请注明来源"
    words = {(row[0], row[2]) for row in book["字段说明"].iter_rows(values_only=True, min_row=2)}
    assert ("单位", "region_code") in words


def cells(sheet: Any, key: str) -> dict[str, dict[str, Any]]:
    """Rows of a sheet by key, cells by head."""
    heads = [cell.value for cell in sheet[1]]
    rows = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    return {row[key].value: row for row in rows}


# --- words that would be formulas -----------------------------------------------------------------


def test_formulas_are_text_in_every_form(built):
    unit = one(records(built, "units"), slug="hostile")
    assert (unit["name"], unit["short_name"], unit["former_names"]) == (
        FORMULAS["name"],
        FORMULAS["short_name"],
        [FORMULAS["former"]],
    )
    row = one(table(built, "units"), 单位代码="hostile")
    assert (row["单位全称"], row["简称"], row["曾用名"]) == tuple(
        f"'{FORMULAS[k]}" for k in ("name", "short_name", "former")
    )
    honor = one(table(built, "honors"), 单位代码="hostile", 已核实="否")
    assert (honor["称号"], honor["来源"], honor["授予机关"]) == (f"'{FORMULAS['title']}", "'=奖牌", "'+机关")
    book = openpyxl.load_workbook(built.site / "data/showcase.xlsx")
    cell = cells(book["单位"], "单位代码")["hostile"]["单位全称"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (FORMULAS["name"], "s", True)
    assert not [
        c.coordinate for sheet in book for r in sheet.iter_rows() for c in r if c.data_type == "f" or c.hyperlink
    ]
    for name in TABLES:
        assert not [v for row in table(built, name) for v in row.values() if v.startswith(("=", "+", "-", "@", "\t"))]


@pytest.mark.parametrize("word", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"])
def test_every_beginning_of_a_formula(word):
    dataset = Dataset(
        name="a", title="甲", description="", fields=(Field(name="w", title="词"),), rows=((word,), ("0101",))
    )
    assert to_csv(dataset).decode("utf-8-sig").splitlines()[1].lstrip('"').startswith("'")
    assert json.loads(to_json(dataset))[0]["w"] == word
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(ABOUT, [dataset])))["甲"]
    assert (sheet["A2"].data_type, sheet["A2"].quotePrefix) == ("s", True)
    assert (sheet["A3"].value, sheet["A3"].data_type, bool(sheet["A3"].quotePrefix)) == ("0101", "s", False)


def test_excel_knows_no_day_before_1900():
    fields = (Field(name="d", title="日", type="date"),)
    dataset = Dataset(
        name="a", title="甲", description="", fields=fields, rows=((dt.date(1899, 12, 31),), (dt.date(1949, 10, 1),))
    )
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(ABOUT, [dataset])))["甲"]
    assert (sheet["A2"].value, sheet["A3"].value) == ("1899-12-31", dt.datetime(1949, 10, 1))


def test_an_empty_table_is_a_table():
    dataset = Dataset(name="a", title="甲", description="", fields=(Field(name="w", title="词"),), rows=())
    assert to_csv(dataset) == "词\r\n".encode("utf-8-sig")
    assert json.loads(to_json(dataset)) == []
    assert openpyxl.load_workbook(io.BytesIO(to_xlsx(ABOUT, [dataset])))["甲"].max_row == 1


# --- the same again -------------------------------------------------------------------------------


def test_another_day_makes_the_same_bytes(built, tmp_path):
    """Twice, and on a day on which no state is another one: the clock is nowhere in the data."""
    mkdocs = site.MKDOCS.replace("2026-11-18", "2026-11-19")
    other = site.build(tmp_path, {**data_files(), "mkdocs.yml": mkdocs}, TZ="America/New_York")
    assert other.code == 0, other.output
    names = sorted(path.name for path in (built.site / "data").iterdir() if path.is_file())
    assert len(names) == 2 * len(TABLES) + 3
    for name in names:
        if name != "index.html":
            assert (other.site / "data" / name).read_bytes() == (built.site / "data" / name).read_bytes(), name


# --- the page -------------------------------------------------------------------------------------


def test_page_offers_every_file_with_size_and_rows(built):
    page = built.page("data/")
    links = {a["href"].removeprefix("../data/") for a in page.select("main a[download]")}
    assert links == {"showcase.xlsx", *(f"{name}.{form}" for name in TABLES for form in ("csv", "json"))}
    row = next(tr for tr in page.select(".data-t tbody tr") if tr.th.get_text() == "单位")
    assert row.select_one("td.r").get_text() == str(len(records(built, "units")))
    size = f"{max(1, round((built.site / 'data/units.csv').stat().st_size / 1000))} KB"
    assert row.select_one("a[href='../data/units.csv'] small").get_text() == size
    text = built.main("data/")
    assert "未写明许可，转载请注明来源" in text
    assert "数据截至 2026年11月17日" in text
    assert "状态推算到 2026年11月18日" in text


def test_page_explains_every_column(built):
    page = built.page("data/")
    package = json.loads(built.text("data/datapackage.json"))
    for resource in package["resources"]:
        if resource["format"] == "json":
            name = resource["name"].removesuffix("-json")
            assert page.select_one(f".data-t a[href='#s-{name}']") is not None
            heading = page.find(id=f"s-{name}")
            codes = [code.get_text() for code in heading.find_next("table").select("tbody code")]
            assert codes == [field["name"] for field in resource["schema"]["fields"]]


def test_a_licence_is_linked_and_described(build):
    licence = "licence: CC BY 4.0\nlicence_url: https://creativecommons.org/licenses/by/4.0/\n"
    result = build({"site_config/site.yml": site.SITE + licence}, "--strict")
    assert result.code == 0, result.output
    link = result.page("data/").select_one("main a[rel=license]")
    assert (link.get_text(), link["href"]) == ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
    package = json.loads(result.text("data/datapackage.json"))
    assert package["licenses"] == [{"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": link["href"]}]


def test_foot_tells_the_newest_day_of_the_content(build):
    result = build({"mkdocs.yml": site.MKDOCS.replace("2026-11-18", "2027-05-05")})
    assert result.code == 0, result.output
    assert "数据截至 2026年11月13日" in result.page("").footer.get_text()
    assert re.search(r"开放数据", result.page("").footer.get_text())


def test_units_own_dates_are_content_too(build):
    """What is to come is not."""
    honors = [{"title": "先进单位", "level": "县级", "date": "2026-11-15"}]
    facts = [
        {"label": "志愿服务", "value": "1200", "as_of": "2026-11-17"},
        {"label": "投入", "value": "1", "as_of": "2027"},
    ]
    told = []
    for given in ({"honors": honors}, {"honors": honors, "facts": facts}):
        result = build({"units/jia/index.md": rich.unit("清源区甲所", "甲所", "文明单位", "清源区", **given)})
        assert result.code == 0, result.output
        told.append(json.loads(result.text("data/datapackage.json"))["created"][:10])
    assert told == ["2026-11-15", "2026-11-17"]


def test_a_site_without_any_date_says_so(build):
    files = dict.fromkeys(
        (
            "content/decisions/2024-03.md",
            "content/notices/2026-11.md",
            "content/compilations/chunfeng.md",
            "units/bailu-town/heyan.md",
        )
    )
    result = build(files)
    assert result.code == 0, result.output
    assert "目前没有带日期的内容" in result.main("data/")
    assert "数据截至" not in result.page("").footer.get_text()
    assert validate(result.site / "data")["valid"]


def test_the_workbook_is_kept_until_a_table_changes(tmp_path):
    """What is kept is read again; what was made from other tables goes."""
    first = site.build(tmp_path)
    kept = kept_in(tmp_path / ".cache/showcase")
    (name,) = kept.keys("workbook")
    assert kept.get("workbook", name) == (first.site / "data/showcase.xlsx").read_bytes()
    kept.put("workbook", {name: b"kept"})
    again = site.build(tmp_path, {"content/notices/2026-11.md": site.NOTICE.replace("公示正文", "公示的正文")})
    assert (again.site / "data/showcase.xlsx").read_bytes() == b"kept", "its tables are the same"
    changed = site.build(tmp_path, {"units/bailu-town/index.md": site.UNIT.replace("白鹭镇人民政府", "白鹭镇政府")})
    assert openpyxl.load_workbook(changed.site / "data/showcase.xlsx")["单位"]["B2"].value == "云川市清源区白鹭镇政府"
    assert kept.keys("workbook").isdisjoint({name})
    kept.close()
