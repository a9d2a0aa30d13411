"""Word files → articles: real .docx written by pandoc and by hand, the command, and ``check`` of what came of it."""

from __future__ import annotations

import io
import zipfile

import pypandoc
import pytest
from PIL import Image

from tests import site

REPORT = """\
---
title: 白鹭镇文明创建工作情况汇报
---

一、基本情况

白鹭镇有五个村[^1]，**去年**新添一个[网址](https://example.org/)，见[书签](#here)。

（一）组织领导

1.成立领导小组。

![]({photo})

图1 志愿者（第一组）在河边

+----------+----------+
| 项目     | 说明     |
+==========+==========+
| 甲 \\| 乙 | - 一     |
|          | - 二     |
+----------+----------+

二、不足

有公式 $x^2$。<b>不是标记</b>

2026年3月5日

[^1]: 一条脚注。
"""


@pytest.fixture
def root(tmp_path):
    site.write(tmp_path, site.base_files())
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    (tmp_path / "a.jpg").write_bytes(site.photo(80, 60, exif=exif))
    markdown = REPORT.format(photo=tmp_path / "a.jpg")
    pypandoc.convert_text(markdown, "docx", format="markdown-raw_html", outputfile=str(tmp_path / "r.docx"))
    return tmp_path


def bring(root, *arguments: str) -> site.Result:
    result = site.run(root, "showcase", "import", *arguments)
    assert "Traceback" not in result.output
    return result


def test_a_report_becomes_an_article(root):
    result = bring(root, "r.docx", "bailu-town")
    assert result.code == 0, result.output
    assert result.output.splitlines() == [
        "写好 units/bailu-town/白鹭镇文明创建工作情况汇报.md，照片 1 张。请核对类别、日期和小标题。",
        "注意　表格里分段的单元格并成了一段，请核对",
        "注意　公式“x^{2}”成了普通文字，请核对",
        "没有发现问题",
    ]
    text = (root / "units/bailu-town/白鹭镇文明创建工作情况汇报.md").read_text(encoding="utf-8")
    assert text.startswith(
        '---\ntype: 汇报\ntitle: "白鹭镇文明创建工作情况汇报"\ndate: 2026年3月5日\n---\n## 一、基本情况\n'
    )
    assert "### （一）组织领导" in text
    assert "\n1.成立领导小组。" in text.replace("\\", ""), "a sentence is no heading"
    assert "![志愿者（第一组）在河边](photos/02-志愿者-第一组-在河边.jpg)" in text
    assert "图1" not in text
    assert "一；二" in text
    assert "[^1]: 一条脚注。" in text
    assert (root / "units/bailu-town/photos/02-志愿者-第一组-在河边.jpg").is_file()


def test_the_page_shows_it_without_metadata(root):
    bring(root, "r.docx", "bailu-town")
    result = site.run(root, "mkdocs", "build", "-q")
    assert result.code == 0, result.output
    pages = [p for p in (result.site / "units/bailu-town").glob("*/index.html") if "组织领导" in p.read_text()]
    assert len(pages) == 1
    assert "<b>不是标记" not in pages[0].read_text()
    assert "&lt;b&gt;不是标记" in pages[0].read_text()


def test_nothing_is_overwritten(root):
    bring(root, "r.docx", "bailu-town")
    article = root / "units/bailu-town/白鹭镇文明创建工作情况汇报.md"
    article.write_text("我的", encoding="utf-8")
    before = sorted(root.glob("units/**/*"))
    result = bring(root, "r.docx", "bailu-town")
    assert result.code == 2
    assert "已有 白鹭镇文明创建工作情况汇报.md，没有覆盖" in result.output
    assert article.read_text(encoding="utf-8") == "我的"
    assert sorted(root.glob("units/**/*")) == before


@pytest.mark.parametrize(
    ("file", "unit", "message"),
    [
        ("r.docx", "bailu", "没有单位文件夹“bailu”，是否想写“bailu-town”？"),
        ("gone.docx", "bailu-town", "没有“gone.docx”这个文件"),
        ("old.doc", "bailu-town", "“old.doc”只认 .docx；老格式 .doc 请先在 Word 里另存为 .docx"),
        ("broken.docx", "bailu-town", "“broken.docx”打不开，可能不是 Word 文件，或者已损坏、加了密码"),
        ("empty.docx", "bailu-town", "“empty.docx”里面没有文字"),
    ],
)
def test_what_cannot_be_read_is_told(root, file, unit, message):
    (root / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (root / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    pypandoc.convert_text("", "docx", format="markdown", outputfile=str(root / "empty.docx"))
    result = bring(root, file, unit)
    assert (result.code, result.output.splitlines()[0]) == (2, f"用法错误：{message}")


def test_a_picture_that_is_no_photo_stays_out(root):
    """Word keeps old drawings as EMF."""
    with zipfile.ZipFile(root / "r.docx") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = next(name for name in files if name.endswith(".jpg"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, data in files.items():
            archive.writestr(
                path.replace(name, name[:-4] + ".emf"), data.replace(name[5:].encode(), name[5:-4].encode() + b".emf")
            )
    (root / "emf.docx").write_bytes(stream.getvalue())
    result = bring(root, "emf.docx", "bailu-town")
    assert result.code == 0, result.output
    assert ".emf”不是照片的格式，没有收入" in result.output
    text = (root / "units/bailu-town/白鹭镇文明创建工作情况汇报.md").read_text(encoding="utf-8")
    assert "![" not in text
