"""The archive of a unit, from the folder to its catalogue: categories, carriers, documents, the system's own order."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.demo.writing import to_csv, to_pdf, to_xlsx
from showcase.model.archive import missing_numbers, number_words
from tests import site
from tests.recordings import mp3

UNIT = "units/bailu-town/"
A = f"{UNIT}archive/"
PDF = to_pdf("巡河路线图", ["第一段到第三段", "第四段到第六段"])
BOOK = to_xlsx("代办件数", ("月份", "件数"), [("1月", "31")])
TABLE = to_csv(("年份", "人次"), [("2024", "60")])
EDITION = """\
name: 云川市文明单位测评体系
current: true
window: 2024—2026
items:
  - name: 志愿服务
    office: 团委
    indicators:
      - name: 志愿者队伍
        points:
          - {id: 志愿服务.1, text: 有登记}
          - {id: 志愿服务.2, text: 有固定项目}
      - name: 服务记录
        points:
          - {id: 志愿服务.3, text: 逐次记录}
  - name: 我们的节日
    indicators:
      - name: 节日活动
        points:
          - {id: 我们的节日.1, text: 有活动}
"""


def text(title: str, date: str = "2026-05-06", more: str = "", type: str = "制度") -> str:
    return f"---\ntype: {type}\ntitle: {title}\ndate: {date}\n{more}---\n{title}的正文。\n"


def package(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name in names:
            made.writestr(name, "<x/>")
    return stream.getvalue()


FILES: site.Files = {
    "site_config/taxonomies.yml": site.TAXONOMIES.replace(
        "archive: [思想建设类,", "archive: [{name: 思想建设类, office: 党政办公室}, 荣誉类,"
    ),
    f"{A}思想建设类/01-领导小组.md": text("领导小组文件", more="office: 组织科\n"),
    f"{A}思想建设类/02-分工表.xlsx": BOOK,
    f"{A}思想建设类/03：路线图.pdf": PDF,
    f"{A}思想建设类/03：路线图.md": text("巡河路线图的说明", "2026-08", "slug: luxian\noffice: 农业办\n"),
    f"{A}思想建设类/04-座谈.mp3": mp3(),
    f"{A}思想建设类/04-座谈.md": text("座谈的内容提要", "2026-09-01", "slug: zuotan\n", type="活动"),
    f"{A}文化教育类/01-培训.md": text("培训安排"),
    f"{A}教育培训类/02-人次.csv": TABLE,
    f"{A}教育培训类/03-课堂.jpg": site.photo(200, 120),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    result = site.build(tmp_path_factory.mktemp("archive"), FILES, "--strict")
    assert result.code == 0, result.output
    return result


def rows(built, section: str, url: str = A) -> list[list[str]]:
    table = built.page(url).find(id=section).find_parent("section")
    return [[" ".join(c.get_text(" ").split()) for c in row.find_all(["td", "th"])] for row in table.select("tbody tr")]


def test_a_category_is_a_catalogue(built):
    """No., title, date, carrier, responsible office; the office that the category names answers for the rest."""
    found = rows(built, "s-si-xiang-jian-she-lei")
    assert [[row[0], row[1].partition(" 下载")[0], *row[2:]] for row in found] == [
        ["01", "01：领导小组文件", "2026年5月6日", "文字", "组织科"],
        ["02", "02：分工表", "没有写日期", "文字", "党政办公室"],
        ["03", "03：巡河路线图的说明", "2026年8月", "文字", "农业办"],
        ["04", "04：座谈的内容提要", "2026年9月1日", "音像", "党政办公室"],
    ]


def test_folders_of_one_category_are_one_series(built):
    found = rows(built, "s-wen-hua-jiao-yu-lei")
    assert [(row[0], row[3]) for row in found] == [("01", "文字"), ("02", "文字"), ("03", "照片")]


def test_an_empty_category_says_so(built):
    section = built.page(A).find(id="s-rong-yu-lei").find_parent("section")
    assert "目前没有归入这一类的材料" in section.get_text()
    assert "0 件" in section.get_text()
    assert "荣誉类目前没有材料" in built.main(A)


@pytest.mark.parametrize(
    ("medium", "names"),
    [
        ("text", ["01：领导小组文件", "01：培训安排", "02：分工表", "02：人次", "03：巡河路线图的说明"]),
        ("photo", ["03：课堂"]),
        ("recording", ["04：座谈的内容提要"]),
    ],
)
def test_each_kind_of_carrier_has_its_list(built, medium, names):
    assert sorted(row[1].partition(" 下载")[0] for row in rows(built, f"s-{medium}")) == sorted(names)


@pytest.mark.parametrize(("content", "suffix"), [(PDF, ".pdf"), (BOOK, ".xlsx"), (TABLE, ".csv")])
def test_documents_are_published_unchanged(built, content, suffix):
    digest = hashlib.sha256(content).hexdigest()
    assert (built.site / f"{A}{digest[:20]}{suffix}").read_bytes() == content
    page = built.page(A)
    link = page.select_one(f'a[href$="/{A}{digest[:20]}{suffix}"][download]')
    assert link["download"].startswith("0")
    assert link["download"].endswith(suffix)
    assert f"SHA-256 {digest}" in page.get_text()


def test_a_note_offers_its_document(built):
    """The Markdown beside it is what is said of it, and counts once."""
    page = built.page(f"{UNIT}luxian/")
    digest = hashlib.sha256(PDF).hexdigest()
    (file,) = page.select(".file")
    assert file.a["href"] == f"../../../{A}{digest[:20]}.pdf"
    assert digest in file.get_text()
    assert "PDF，1 KB" in file.get_text()
    assert "正文" in page.select_one(".body").get_text()
    assert "共 7 件" in built.main(A)


def test_the_document_name_stands_bottom_right(built):
    """Requirement R23: on the page of a piece its name, on the catalogue what it is."""
    for url, name in ((f"{UNIT}luxian/", "03：巡河路线图的说明"), (A, "卷内目录")):
        (line,) = built.page(url).select(".docname")
        assert line.find_all("span")[-1].get_text() == name


def test_the_unit_leads_to_its_archive_and_back(built):
    assert built.page(UNIT).select_one(f'aside a[href$="{A}"]').get_text() == "7 件"
    assert built.page(A).select_one(".kicker a")["href"].endswith(UNIT)
    assert built.page(f"{UNIT}luxian/").select_one(f'a[href$="{A}#s-si-xiang-jian-she-lei"]')


def test_the_sample_pdf_can_be_read():
    """By another reader than ours."""
    assert pypdf.PdfReader(io.BytesIO(PDF)).pages[0].extract_text().split() == [
        "巡河路线图", "第一段到第三段", "第四段到第六段",
    ]  # fmt: skip


def test_a_unit_without_an_archive_has_its_page_too(tmp_path):
    result = site.build(tmp_path)
    assert "目前没有归档的材料" in result.main(A)
    assert result.page(UNIT).select_one(f'aside a[href$="{A}"]').get_text() == "0 件"


@pytest.mark.parametrize("held", ["draft: true\n", "publish: 2027-01-01T09:00\n", "withdrawn: {date: 2026-09-01}\n"])
def test_what_holds_back_the_note_holds_back_the_document(tmp_path, held):
    result = site.build(
        tmp_path, {f"{A}思想建设类/01-路线图.pdf": PDF, f"{A}思想建设类/01-路线图.md": text("说明", more=held)}
    )
    assert result.code == 0, result.output
    assert not list(result.site.rglob("*.pdf"))
    assert "路线图" not in result.text(A)
    assert hashlib.sha256(PDF).hexdigest() not in "".join(p.read_text() for p in result.site.rglob("*.html"))


def test_a_withdrawn_unit_takes_its_archive_along(tmp_path):
    unit = site.UNIT.replace("region:", "withdrawn: {date: 2026-09-01, reason: 已撤并}\nregion:")
    result = site.build(tmp_path, {f"{UNIT}index.md": unit, f"{A}思想建设类/01-路线图.pdf": PDF})
    assert result.code == 0, result.output
    assert not list(result.site.rglob("*.pdf"))
    assert not (result.site / A).exists()


def test_a_text_may_link_to_a_document(tmp_path):
    article = site.ARTICLE + "\n[路线图](archive/思想建设类/01-路线图.pdf)\n"
    result = site.build(tmp_path, {f"{UNIT}heyan.md": article, f"{A}思想建设类/01-路线图.pdf": PDF})
    assert result.code == 0, result.output
    link = result.page(f"{UNIT}heyan/").find("a", string="路线图")
    assert (result.site / UNIT / link["href"].removeprefix("../")).read_bytes() == PDF


def test_what_is_too_large_is_told_and_not_read(tmp_path):
    root = tmp_path / "site"
    site.write(root, {**site.base_files(), f"{A}思想建设类/01-卷.pdf": b"%PDF-1.4\n"})
    with (root / f"{A}思想建设类/01-卷.pdf").open("r+b") as stream:
        stream.truncate(500_000_000)  # a hole: 500 MB that take no room
    (problem,) = site.run(root, "showcase", "check").problems()
    assert "文件有 500.0 MB，超过 50 MB" in problem
    assert problem.endswith("(file-too-large)")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("01-甲.docx", package("word/document.xml")),
        ("01-甲.pptx", package("ppt/presentation.xml")),
        ("01-甲.ofd", package("OFD.xml")),
        ("01-甲.zip", package("a.csv")),
        ("01-甲.txt", "记录".encode("gb18030")),
        ("01-甲.txt", "记录".encode("utf-16")),
    ],
)
def test_documents_of_these_types_are_taken(tmp_path, name, content):
    assert site.check(tmp_path, {f"{A}思想建设类/{name}": content}).problems() == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("01-甲.docx", package("xl/workbook.xml")),
        ("01-甲.pdf", b"<html><script>alert(1)</script>"),
        ("01-甲.csv", b"\xef\xbb\xbf <svg onload=alert(1)>"),
        ("01-甲.ofd", b"PK\3\4"),
    ],
)
def test_what_is_something_else_is_refused(tmp_path, name, content):
    (problem,) = site.check(tmp_path, {f"{A}思想建设类/{name}": content}).problems()
    assert problem.endswith("(archive-type)")


# --- the system's own order ------------------------------------------------------------------------

TREE: site.Files = {
    "site_config/indicators/2026-shi.yml": EDITION,
    f"{UNIT}heyan.md": site.ARTICLE.replace("date:", "indicators: [志愿服务.3]\ndate:"),
    f"{A}01-志愿服务/01-志愿者队伍/01-登记.md": text("登记"),
    f"{A}志愿服务/志愿者队伍/02-名册.pdf": PDF,
    f"{A}01-志愿服务/02/01-第一点/01-逐次.md": text("逐次"),
    f"{A}01-志愿服务/01-总说.md": text("总说"),
    f"{A}思想建设类/01-文件.md": text("文件"),
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    result = site.build(tmp_path_factory.mktemp("tree"), TREE)
    assert result.code == 0, result.output
    return result


def outline(page) -> list[str]:
    """Headings and what lies below each, in the order of the page."""
    parts = page.select(".tree .sec-h h2, .tree h3, .tree h4, .tree .tree-l li > a, .tree p.tree-l")
    return ["".join(part.get_text().split()) for part in parts]


def test_materials_stand_in_the_order_of_the_system(tree):
    assert outline(tree.page(f"{A}by-indicator/")) == [
        "1志愿服务", "01：总说",
        "1.1志愿者队伍2件", "01：登记", "02：名册",
        "1.1.1有登记", "见这个指标的材料。", "1.1.2有固定项目", "见这个指标的材料。",
        "1.2服务记录2件", "1.2.1逐次记录", "01：逐次", "一条河带出一支志愿队",
        "2我们的节日", "2.1节日活动0件", "2.1.1有活动", "目前没有材料。",
    ]  # fmt: skip
    assert "4 个要点里，3 个有材料，共 5 件" in tree.main(f"{A}by-indicator/")


def test_material_of_a_folder_is_evidence_for_its_indicator(tree):
    page = tree.main(f"{UNIT}evidence/")
    for title in ("登记", "名册", "逐次", "一条河带出一支志愿队"):
        assert title in page
    assert "总说" not in page, "of an item alone nothing follows for any point"


def test_the_catalogue_leads_to_the_tree(tree):
    page = tree.page(A)
    assert page.select_one(f'a[href$="{A}by-indicator/"]')
    titles = [head.get_text() for head in page.select(".sec:not(.of-medium) h2")]
    assert titles[-3:] == ["志愿服务", "志愿服务 ▸ 志愿者队伍", "志愿服务 ▸ 服务记录 ▸ 志愿服务.3"], (
        "each with numbers of its own"
    )
    assert tree.page(f"{A}by-indicator/").select_one(f'.arch-nav a[href$="{A}"]')


def test_without_a_system_there_is_no_tree(built):
    assert not (built.site / A / "by-indicator").exists()
    assert "by-indicator" not in built.text(A)


def test_what_the_front_matter_names_counts_more_than_the_folder(tmp_path):
    named = text("登记", more="indicators: [我们的节日.1]\n")
    result = site.build(tmp_path, {**TREE, f"{A}01-志愿服务/01-志愿者队伍/01-登记.md": named})
    found = outline(result.page(f"{A}by-indicator/"))
    assert found[found.index("2.1.1有活动") + 1] == "01：登记"
    assert found.count("01：登记") == 1


# --- long archives -----------------------------------------------------------------------------------


def test_a_long_archive_is_cut_into_pages(tmp_path):
    files = {f"{A}思想建设类/{n:02d}-第{n}件.md": text(f"第{n}件") for n in range(1, 8)}
    config = site.MKDOCS.replace("{today: 2026-11-18}", "{today: 2026-11-18, limits: {rows: 4}}")
    result = site.build(tmp_path, {"mkdocs.yml": config, **files}, "--strict")
    assert result.code == 0, result.output
    pages = [A, *(f"{A}page_{n}/" for n in (2, 3, 4))]
    listed = [row[1] for url in pages for t in result.page(url).select("table") for row in _cells(t)]
    assert listed == [f"{n:02d}：第{n}件" for _ in range(2) for n in range(1, 8)]
    assert not (result.site / A / "page_5").exists()
    nav = result.page(A).select_one('.arch-nav a[href$="#s-text"]')
    target = nav["href"].partition("#")[0].replace("../", "")
    assert result.page(target).find(id="s-text")


def _cells(table) -> list[list[str]]:
    return [[c.get_text().strip() for c in row.find_all(["td", "th"])] for row in table.select("tbody tr")]


# --- numbers -----------------------------------------------------------------------------------------


@given(st.sets(st.integers(1, 99)))
def test_what_is_missing_and_what_is_there_is_all(numbers):
    missing = missing_numbers(numbers)
    assert set(missing) | numbers == set(range(1, max(numbers, default=0) + 1))
    assert not set(missing) & numbers


@given(st.sets(st.integers(0, 99), min_size=1))
def test_runs_tell_every_number_once(numbers):
    told = []
    for run in number_words(numbers).split("、"):
        first, _, last = run.partition("—")
        told += range(int(first), int(last or first) + 1)
    assert told == sorted(numbers)
