"""Lists and tables as offices write them in Excel: titles above, merged cells, totals, other signs and columns."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import openpyxl
import pytest

from showcase.diagnostics import Diagnostics
from showcase.loading import Folders, load_collection
from showcase.model.terms import term_number, term_of
from showcase.pipeline import check
from tests import site
from tests.rich import decided, decision, unit

Rows = Sequence[Sequence[object]]
NAMES = {"shui": "水文站", "xin": "书店（城北）", "xiao": "第一小学"}


def workbook(rows: Rows, *merged: str) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for cells in merged:
        book.active.merge_cells(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def files(name: str, table: str | bytes, **meta) -> dict:
    units = {
        f"units/{slug}/index.md": unit(f"云川市{name}", name, "文明单位", "望山县") for slug, name in NAMES.items()
    }
    listed = {**decided("授予", "文明单位", [], term="第五届"), "file": name, **meta}
    found = {**site.base_files(), **units, f"content/decisions/{name}": table}
    found["content/decisions/2022-11.md"] = decision("关于命名的决定", "川文明委〔2022〕7号", "2022-11-18", listed)
    return found


def told(root, written: dict) -> list[str]:
    """What ``showcase check`` says."""
    diagnostics = Diagnostics()
    site.write(root, written)
    folders = Folders(root, root / "units", root / "content", root / "site_config")
    check(folders, dt.datetime(2026, 11, 18), diagnostics)
    return [str(d) for d in diagnostics]


def collection(root, written: dict):
    site.write(root, written)
    diagnostics = Diagnostics()
    found = load_collection(Folders(root, root / "units", root / "content", root / "site_config"), diagnostics)
    assert [str(d) for d in diagnostics] == []
    return found


def entries(root, name: str, table: str | bytes, *keys: str, **meta) -> list[tuple]:
    """Unit and other values of each entry of a list whose table has this content and no fault."""
    found = collection(root, files(name, table, **meta))
    (listed,) = next(d for d in found.decisions if d.slug == "2022-11").lists
    return [tuple(getattr(entry, key) for key in ("unit", *keys)) for entry in listed.entries]


def test_merged_cells_are_the_value_of_all_their_rows(tmp_path):
    rows = [("单位", "等次"), ("水文站", "文明单位标兵"), ("书店（城北）", None), ("第一小学", "文明单位")]
    found = entries(tmp_path, "名单.xlsx", workbook(rows, "B2:B3"), "grade")
    assert found == [("shui", "文明单位标兵"), ("xin", "文明单位标兵"), ("xiao", "文明单位")]


def test_a_merged_prize_is_a_prize_of_all(tmp_path):
    rows = [("奖项", "单位"), ("一等奖", "水文站"), (None, "第一小学"), ("二等奖", "书店（城北）")]
    found = entries(tmp_path, "名单.xlsx", workbook(rows, "A2:A3"), "prize")
    assert found == [("shui", "一等奖"), ("xiao", "一等奖"), ("xin", "二等奖")]


def test_a_merged_unit_has_several_prizes_but_no_empty_row_is_one(tmp_path):
    rows = [("单位", "奖项"), ("水文站", "一等奖"), (None, "二等奖"), (None, None), ("第一小学", "二等奖")]
    found = entries(tmp_path, "名单.xlsx", workbook(rows, "A2:A4"), "prize")
    assert found == [("shui", "一等奖"), ("shui", "二等奖"), ("xiao", "二等奖")]


def test_merged_heads_and_unnamed_columns_stay_as_they_are(tmp_path):
    rows = [("单位", None, "等次"), ("水文站", None, "文明单位标兵"), ("第一小学", None, None)]
    found = entries(tmp_path, "名单.xlsx", workbook(rows, "A1:B1", "A2:B2", "A3:B3", "C2:C3"), "grade")
    assert found == [("shui", "文明单位标兵"), ("xiao", "文明单位标兵")]


def test_ranges_that_reach_beyond_the_sheet_end_with_it(tmp_path):
    rows = [("单位", "等次"), ("水文站", "文明单位标兵"), ("第一小学", None)]
    assert entries(tmp_path, "名单.xlsx", workbook(rows, "B2:C40"), "grade") == [
        ("shui", "文明单位标兵"),
        ("xiao", "文明单位标兵"),
    ]


def test_titles_above_the_heads_are_skipped(tmp_path):
    rows = [
        ("第五届文明单位名单", None, None),
        ("川岭省文明委", None, "2022年"),
        (None,),
        ("序号", "单位", "备注"),
        (1, "水文站", "x"),
    ]
    found = entries(tmp_path, "名单.xlsx", workbook(rows, "A1:C1"), "remark", "location")
    assert [(slug, remark) for slug, remark, _ in found] == [("shui", "x")]
    assert str(found[0][2]) == "content/decisions/名单.xlsx[Sheet]:5:2"


def test_lines_below_a_title_keep_their_numbers(tmp_path):
    said = told(tmp_path, files("名单.csv", "名单,\n单位,等次\n水文站,\n水闻站,\n"))
    assert said == ["content/decisions/名单.csv:4:1: 没有单位“水闻站”，是否想写“水文站”？ (unknown-unit)"]


def test_a_word_in_a_title_row_is_not_the_heads(tmp_path):
    """填报单位 and 日期 stand above many tables."""
    honors = "单位,白鹭镇,日期,2024\n称号,级别,日期,来源\n县级文明村,县级,2019,奖牌\n"
    found = collection(tmp_path, {**site.base_files(), "units/bailu-town/honors.csv": honors})
    assert [honor.title for honor in found.units[0].honors] == ["县级文明村"]


@pytest.mark.parametrize("total", ["合计", "总　计", "小 计", "合计："])
def test_totals_are_no_units(tmp_path, total):
    assert entries(tmp_path, "名单.csv", f"序号,单位\n1,水文站\n{total},1\n2,第一小学\n") == [("shui",), ("xiao",)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_any_usual_sign_parts_the_columns(tmp_path, sign, encoding):
    rows = [("名单", ""), ("单位", "备注"), ("水文站", "一,二"), ("第一小学", "三;四")]
    text = "".join(f'"{unit}"{sign}"{remark}"\n' for unit, remark in rows)
    found = entries(tmp_path, "名单.csv", text.encode(encoding), "remark")
    assert found == [("shui", "一,二"), ("xiao", "三;四")]


@pytest.mark.parametrize("written", ["书店(城北)", "书店 （城北）", "云川市书店(城北)　", "书店（城北）", " xin"])
def test_width_and_spaces_of_a_name_do_not_matter(tmp_path, written):
    assert entries(tmp_path, "名单.xlsx", workbook([("单位",), (written,)])) == [("xin",)]


def test_names_that_differ_in_width_only_are_ambiguous(tmp_path):
    written = files("名单.csv", "单位\n书店(城北)\n")
    written["units/xin-er/index.md"] = unit("望山县书店", "书店(城北)", "文明单位", "望山县")
    said = told(tmp_path, written)
    assert any(line.startswith("content/decisions/名单.csv:2:1: 有 2 个单位叫“书店(城北)”") for line in said), said


def test_further_columns_of_a_list_are_a_warning(tmp_path):
    site.write(tmp_path, files("名单.csv", "单位,县区,单位地址,联系人\n水文站,望山县,x,y\n"))
    result = site.run(tmp_path, "showcase", "check")
    assert result.code == 0, result.output
    assert result.problems() == [
        f"content/decisions/名单.csv:1:{column}: 没有“{head}”这一列，不读 (unknown-column)"
        for column, head in ((2, "县区"), (3, "单位地址"), (4, "联系人"))
    ]


def test_a_misspelt_column_and_those_of_other_tables_stay_errors(tmp_path):
    site.write(tmp_path, files("名单.csv", "单位,等級\n水文站,文明单位标兵\n"))
    site.write(tmp_path, {"units/shui/facts.csv": "项目,数值,县区\n职工,48,望山县\n"})
    result = site.run(tmp_path, "showcase", "check")
    assert result.code == 1
    assert "没有“等級”这一列，是否想写“等次”？" in result.output
    assert "没有“县区”这一列，可用：" in result.output


@pytest.mark.parametrize("written", [8, "8", "八届", "第8届", "第八届", "第 ８ 届"])
def test_a_term_is_one_however_it_is_written(tmp_path, written):
    table = workbook([("单位", "届次"), ("水文站", written), ("第一小学", None)])
    assert entries(tmp_path, "名单.xlsx", table, "term", term="8") == [("shui", "第八届"), ("xiao", "第八届")]


def test_a_term_of_an_honor_is_one_too(tmp_path):
    honors = "称号,级别,授予范围,等次,届次,日期\n市级文明村镇,市级,云川市,文明村镇,8,2024-03-18\n"
    found = collection(tmp_path, {**site.base_files(), "units/bailu-town/honors.csv": honors})
    assert [honor.term for honor in found.units[0].honors] == ["第八届"]


@pytest.mark.parametrize(
    ("written", "term", "number"),
    [("15", "第十五届", 15), ("第十五届", "第十五届", 15), ("二十届", "第二十届", 20), ("第99届", "第九十九届", 99)]
    + [(text, text, None) for text in ("第二批", "2019—2021年度", "2024", "0", "第〇届", "")],
)
def test_terms(written, term, number):
    assert (term_of(written), term_number(written)) == (term, number)


def test_a_formula_that_was_never_calculated_is_told(tmp_path):
    table = workbook([("名单",), ("单位", "备注"), ("水文站", "x"), ('="第一"&"小学"', "y"), ("=B3", "z")])
    assert told(tmp_path, files("名单.xlsx", table)) == [
        "content/decisions/名单.xlsx[Sheet]:4:1: 这一格是公式，没有存下结果（这样的共 2 格）；请在 Excel 里打开，保存一次 (bad-table)"
    ]


def test_formulas_in_columns_that_are_not_read_do_not_matter(tmp_path):
    table = workbook([("单位", None), ("水文站", None), ("第一小学", None)])
    assert entries(tmp_path, "名单.xlsx", table) == [("shui",), ("xiao",)]
    said = told(tmp_path, files("名单.xlsx", workbook([("单位", "电话"), ("水文站", "=1+1")])))
    assert said == ["content/decisions/名单.xlsx[Sheet]:1:2: 没有“电话”这一列，不读 (unknown-column)"]
