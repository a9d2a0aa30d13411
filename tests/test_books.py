"""Volumes as books, read by others: pypdf, poppler's tools, epubcheck, an XML parser; what is not there is skipped."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader

from showcase.books.tree import blocks_of, texts_of
from showcase.fonts import Face, choose_fonts, find_faces, font_files
from tests import site
from tests.site import ARTICLE, MKDOCS, photo

HAS_FONTS = choose_fonts(find_faces(font_files(None))) is not None
needs_fonts = pytest.mark.skipif(not HAS_FONTS, reason="没有中文字体，排不了版：apt-get install fonts-noto-cjk")
EPUBCHECK = Path("/usr/share/java/epubcheck.jar")
UNIT = "units/bailu-town"
SENTENCE = "每周六上午，志愿者沿着白鹭河走一遍，见到垃圾就捡起来，见到污水就记下来，回来写进巡河本。"
LONG = "".join(
    f"\n\n## {number}、第{number}件事\n\n（一）先看\n\n" + "\n\n".join([SENTENCE * 4] * 5) for number in "一二三四"
)
RICH = f"""\
---
type: 经验
title: 一条河带出一支志愿队
subtitle: 白鹭镇的做法
date: 2023-09-15
---
开头一段有脚注[^1]，有**重点**，有[外面的网页](https://example.org/a?b=1)，也有[另一篇](heyan.md)。
这一行和上一行是同一段。

![志愿者在河岸捡拾垃圾](photos/02-巡河.jpg)

| 项目 | 次数 | 说明 |
|:--|--:|:-:|
| 巡河 | 52 | 每周 |
| 清淤 | 4 | 每季 |
{LONG}

- 第一条
  1. 其中一
  2. 其中二
- 第二条

> 老人说：河清了。

[^1]: 脚注里的话。
"""
HOSTILE = """\
---
type: 经验
title: "#read(\\"/etc/passwd\\") <script>题目"
date: 2023-10-01
---
`#read("/etc/passwd")`{=typst} 和 #set page(width: 1pt) 和 $x$ 和 @ref 和 \\ 和 // 注释 和 &lt;label&gt; 和 *星*。

控制字\x01符、零宽\u200b字符、\u202e方向字符。<b>粗</b>

#pagebreak() #panic("x") ]] }} \\u{41} [[[ "引" '号' -- --- ... ~

> > > > > > > > > > > > > > > > 很深

- - - - - - - - - - - - - 也很深

[中文网址](https://例子.example.org/路径?问=答) [空](https://example.org/%zz)

| 只有一列 |
|--|
| a | b | c |
"""
VOLUME = """\
---
title: 春风
subtitle: 云川市文明单位经验交流汇编
series: {name: 经验交流汇编, number: 3}
date: 2026-11
by: [云川市文明办]
editors: [创建科]
parts:
  - {title: 志愿服务, items: [bailu-town/zhiyuan-he, bailu-town/heyan]}
  - {title: 其他, items: [bailu-town/huai]}
---
编者按：**先看**再动手。
"""
OFFICIAL = VOLUME.replace("title: 春风", "title: 公文样式的一辑", 1).replace(
    "date: 2026-11", "date: 2026-10\nlayout: 公文"
)
FILES = {
    **site.base_files(),
    f"{UNIT}/zhiyuan-he.md": RICH,
    f"{UNIT}/huai.md": HOSTILE,
    f"{UNIT}/fangge.md": f"---\ntype: 制度\ntitle: 方格\ndate: 2024-01-01\n---\n{'国' * 2800}\n",
    f"{UNIT}/photos/02-巡河.jpg": photo(1800, 1200, exif=Image.Exif()),
    "content/compilations/chunfeng.md": VOLUME,
    "content/compilations/gongwen.md": OFFICIAL.replace("items: [bailu-town/huai]", "items: [bailu-town/fangge]"),
}


def book(root: Path, *arguments: str) -> site.Result:
    result = site.run(root, "showcase", "book", *arguments)
    assert "Traceback" not in result.output
    return result


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both volumes in all forms."""
    root = tmp_path_factory.mktemp("books")
    site.write(root, FILES)
    result = book(root, "--format", "pdf,epub,html")
    assert result.code == 0, result.output
    return root


def reader(root: Path, slug: str = "chunfeng") -> PdfReader:
    return PdfReader(io.BytesIO((root / "books" / f"{slug}.pdf").read_bytes()))


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


def outline(pdf: PdfReader, nodes: list | None = None, depth: int = 0) -> list[tuple[int, str, int]]:
    found = []
    for node in pdf.outline if nodes is None else nodes:
        if isinstance(node, list):
            found += outline(pdf, node, depth + 1)
        else:
            found.append((depth, words(node.title), pdf.get_destination_page_number(node)))
    return found


@needs_fonts
def test_a_pdf_says_what_it_is(printed):
    pdf = reader(printed)
    assert pdf.metadata.title == "春风：云川市文明单位经验交流汇编"
    assert pdf.metadata.author == "云川市文明办"
    assert str(pdf.metadata.creation_date.date()) == "2026-11-01"
    catalogue = pdf.trailer["/Root"]
    assert catalogue["/Lang"] == "zh-CN"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "pdfuaid:part" in catalogue["/Metadata"].get_data().decode()


@needs_fonts
def test_bookmarks_lead_to_parts_chapters_and_headings(printed):
    pdf = reader(printed)
    marks = outline(pdf)
    titles = [(depth, title) for depth, title, _ in marks]
    assert titles[:5] == [
        (0, "前言"), (0, "目录"), (0, "志愿服务"), (1, "一条河带出一支志愿队"), (2, "一、第一件事"),
    ]  # fmt: skip
    assert (3, "（一）先看") in titles
    assert (0, "其他") in titles
    for _, title, page in marks:
        assert title in words(pdf.pages[page].extract_text()), title


@needs_fonts
def test_page_numbers_in_the_contents_are_those_of_the_pages(printed):
    pdf = reader(printed)
    labels = pdf.page_labels
    pages = [page for depth, _, page in outline(pdf) if depth == 1]
    contents = next(page.extract_text() for page in pdf.pages if words(page.extract_text()).startswith("目录"))
    lines = [line for line in contents.splitlines() if re.search(r"\d+$", line.strip()) and "·" in line]
    told = [int(re.search(r"(\d+)$", line.strip())[1]) for line in lines]
    assert len(told) == len(pages) == 3
    assert [labels[page] for page in pages] == [str(number) for number in told]
    for page, number in zip(pages, told, strict=True):
        assert pdf.pages[page].extract_text().strip().splitlines()[-1].strip() == str(number)


@needs_fonts
def test_a_part_begins_on_the_right(printed):
    pdf = reader(printed)
    for depth, title, page in outline(pdf):
        if depth == 0 and title in ("志愿服务", "其他"):
            assert page % 2 == 0, "the first page of a PDF is a right one"


@needs_fonts
def test_words_of_a_chapter_are_those_of_the_source(printed):
    pdf = reader(printed)
    marks = outline(pdf)
    first = next(page for _, title, page in marks if title == "一条河带出一支志愿队")
    text = ""
    for page in pdf.pages[first : first + 12]:
        lines = page.extract_text().splitlines()
        kept = [
            line for line in lines if words(line) not in ("春风", "一条河带出一支志愿队") and not line.strip().isdigit()
        ]
        text += words("".join(kept))
    body = words("".join(re.findall(r"(?m)^(?:## )?(.*)$", LONG)))
    assert "1脚注里的话。" in text
    assert body in text.replace("1脚注里的话。", "", 1), "the footnote stands at the foot of its page"
    assert "也有另一篇。这一行和上一行是同一段。" in text, "no blank between two lines of Chinese"
    assert "老人说：河清了。" in text


@needs_fonts
@pytest.mark.parametrize("slug", ["chunfeng", "gongwen"])
def test_all_fonts_are_embedded_as_subsets(printed, slug):
    names = set()
    for page in reader(printed, slug).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            names.add(inner["/BaseFont"])
            assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object())
    assert names
    assert all(re.match(r"/[A-Z]{6}\+", name) for name in names)


@needs_fonts
@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="没有 pdffonts：apt-get install poppler-utils")
def test_poppler_says_the_same_of_fonts(printed):
    told = subprocess.run(["pdffonts", printed / "books/gongwen.pdf"], capture_output=True, text=True, check=True)
    rows = told.stdout.splitlines()[2:]
    assert rows
    assert all(re.search(r"\s(yes)\s+(yes)\s+(yes)\s+\d+\s+\d+$", row) for row in rows), told.stdout


@needs_fonts
def test_photos_are_printed_at_220_dots_and_carry_nothing(printed):
    pdf = reader(printed)
    images = [image for page in pdf.pages for image in page.images]
    ((width, height),) = [i.image.size for i in images]
    assert (width, height) == (996, 664), "no more than print can show"
    assert not images[0].image.getexif()
    data = (printed / "books/chunfeng.pdf").read_bytes()
    assert b"Exif\0" not in data
    placed = re.search(rb"([\d.]+) 0 0 -?([\d.]+) [\d.]+ [\d.]+ cm[^/]*/\w+ Do", _content_with_image(pdf))
    assert placed, "the picture's own matrix"
    assert width / (float(placed[1]) / 72) >= 220


def _content_with_image(pdf: PdfReader) -> bytes:
    return next(page.get_contents().get_data() for page in pdf.pages if page.images)


@needs_fonts
def test_official_layout_keeps_the_grid(printed):
    """GB/T 9704—2012, 5.2: A4, 22 lines of 28 characters."""
    pdf = reader(printed, "gongwen")
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [595, 842]
    full = next(page for page in pdf.pages if page.extract_text().count("国") > 500)
    rows = [line for line in full.extract_text().splitlines() if "国" in line]
    first = next(
        number for number, page in enumerate(pdf.pages) if page is full or page.extract_text() == full.extract_text()
    )
    whole = pdf.pages[first + 1].extract_text()
    assert (len(rows), max(map(len, rows))) <= (22, 28)
    assert whole.count("国") == 22 * 28
    assert re.search(r"—\s*\d+\s*—", whole)


@needs_fonts
def test_hostile_words_are_only_words(printed):
    text = words("".join(page.extract_text() for page in reader(printed).pages))
    assert '#read("/etc/passwd")<script>题目' in text
    assert "#setpage(width:1pt)" in text
    assert "root:" not in text
    assert "控制字符、零宽字符、方向字符。粗" in text
    assert "很深" in text
    assert "也很深" in text


@needs_fonts
def test_the_same_bytes_every_time(printed, tmp_path):
    site.write(tmp_path, FILES)
    book(tmp_path, "--format", "epub,pdf,html", "--out", "elsewhere")
    for file in sorted((printed / "books").iterdir()):
        assert file.read_bytes() == (tmp_path / "elsewhere" / file.name).read_bytes(), file.name


@needs_fonts
def test_only_what_changed_is_made_again(tmp_path):
    site.write(tmp_path, FILES)
    assert book(tmp_path).output.count("制作《") == 4
    again = book(tmp_path)
    assert "制作《" not in again.output
    assert again.output.count("MB：") == 4
    site.write(tmp_path, {f"{UNIT}/huai.md": HOSTILE + "\n再添一句。\n"})
    changed = book(tmp_path)
    assert re.findall("制作《(.*?)》的 (.*?)……", changed.output) == [("春风", "PDF"), ("春风", "EPUB")]
    content = (tmp_path / "books/chunfeng.epub").read_bytes()
    (kept,) = [f for f in (tmp_path / ".cache/showcase/books").glob("*.epub") if f.read_bytes() == content]
    kept.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert re.findall("制作《(.*?)》的 (.*?)……", book(tmp_path).output) == [("春风", "EPUB")]
    assert kept.read_bytes() == content


def pages_of(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert archive.infolist()[0].filename == "mimetype"
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_epub_is_well_formed_and_whole(printed):
    files = pages_of(printed / "books/chunfeng.epub")
    trees = {
        name: ElementTree.fromstring(data) for name, data in files.items() if name.endswith((".xhtml", ".opf", ".xml"))
    }
    package = files["EPUB/package.opf"].decode()
    assert "<dc:language>zh-CN</dc:language>" in package
    assert re.search(r"urn:uuid:[0-9a-f-]{36}", package)
    named = set(re.findall(r'href="([^"]+)"', package))
    assert {f"EPUB/{name}" for name in named} == {name for name in files if name.startswith("EPUB/")} - {
        "EPUB/package.opf"
    }
    shown = {src for tree in trees.values() for node in tree.iter() if (src := node.get("src"))}
    assert all(f"EPUB/{src}" in files for src in shown)
    assert len([src for src in shown if src.endswith(".jpg")]) == 1
    chapter = files["EPUB/chapter-001.xhtml"].decode()
    assert 'epub:type="noteref"' in chapter
    assert 'href="chapter-002.xhtml"' in chapter, "a link to another chapter stays in the book"
    assert "#read(" in files["EPUB/chapter-003.xhtml"].decode()


@pytest.mark.skipif(
    not EPUBCHECK.exists() or shutil.which("java") is None, reason="没有 epubcheck：apt-get install epubcheck"
)
def test_epubcheck_finds_nothing(printed):
    order = ["java", "-jar", EPUBCHECK, printed / "books/chunfeng.epub"]
    told = subprocess.run(order, capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in told.stdout + told.stderr, told.stdout + told.stderr


def test_one_html_file_holds_all(printed):
    text = (printed / "books/chunfeng.html").read_text(encoding="utf-8")
    assert not re.search(r'(?:src|srcset)="(?!data:image/)', text)
    assert "<script" not in text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r' href="#([^"]+)"', text)) <= set(ids)


@needs_fonts
def test_a_character_that_no_font_has_is_said_and_never_a_box(tmp_path):
    site.write(tmp_path, {**FILES, f"{UNIT}/heyan.md": ARTICLE.replace("每周六", "每周六\U00032000")})
    result = book(tmp_path, "chunfeng", "--format", "pdf")
    (problem,) = [line for line in result.problems() if "book-glyph" in line]
    assert problem.startswith(f"{UNIT}/heyan.md:8:4: 没有字体印得出")
    assert "U+32000" in problem
    assert result.code == 0, "a warning"
    assert "每周六〓上午" in words("".join(page.extract_text() for page in reader(tmp_path).pages))
    again = book(tmp_path, "chunfeng", "--format", "pdf")
    assert "制作《" not in again.output
    assert problem in again.problems(), "said again, though nothing is made"
    accepted = ARTICLE.replace("每周六", "每周六\U00032000").replace(
        "type: 经验", "type: 经验\naccepted: [{rule: book-glyph, reason: 人名}]"
    )
    site.write(tmp_path, {f"{UNIT}/heyan.md": accepted})
    assert book(tmp_path, "chunfeng", "--format", "pdf").problems() == []
    assert "unused-acceptance" not in site.run(tmp_path, "showcase", "check").output


@needs_fonts
def test_the_site_offers_its_books(tmp_path):
    files = {**FILES, "mkdocs.yml": MKDOCS.replace("showcase: {", "showcase: {books: true, ")}
    result = site.build(tmp_path, files)
    assert result.code == 0, result.output
    links = {a.get_text(" ", strip=True): a["href"] for a in result.page("compilations/chunfeng").select("a[download]")}
    assert [name.split()[0] for name in links] == ["PDF", "EPUB"]
    for name, href in links.items():
        file = result.site / "compilations/chunfeng" / href.rpartition("/")[2]
        size = file.stat().st_size
        assert f"{size / 1e6:.1f} MB" in name or f"{round(size / 1000)} KB" in name
    pdf = PdfReader(io.BytesIO((result.site / "compilations/chunfeng/chunfeng.pdf").read_bytes()))
    assert f"{len(pdf.pages)} 页" in " ".join(links)
    before = {f: f.stat().st_mtime_ns for f in result.site.rglob("*.pdf")}
    again = site.build(tmp_path, {**files, f"{UNIT}/index.md": site.UNIT + "\n添一句。\n"})
    assert "制作《" not in again.output
    assert {f: f.stat().st_mtime_ns for f in result.site.rglob("*.pdf")} == before


def test_without_being_asked_a_site_has_no_books(build):
    result = build()
    assert not list(result.site.rglob("*.pdf"))
    assert not result.page("compilations/chunfeng").select("a[download]")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chunfen"], "用法错误：没有可以做成书的汇编“chunfen”，是否想写“chunfeng”？"),
        (["--format", "doc"], "用法错误：“--format”里没有“doc”，只能是：pdf、epub、html"),
    ],
)
def test_wrong_calls_are_told(tmp_path, arguments, message):
    site.write(tmp_path, site.base_files())
    result = book(tmp_path, *arguments)
    assert (result.code, result.output.splitlines()[0]) == (2, message)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{font: ziti}", "mkdocs.yml 的 books 里没有“font”，只有 fonts（字体文件夹）"),
        ("{fonts: ziti}", "mkdocs.yml 的 books.fonts 写的“ziti”不是文件夹"),
    ],
)
def test_wrong_settings_are_told(tmp_path, written, message):
    settings = {"mkdocs.yml": MKDOCS.replace("showcase: {", f"showcase: {{books: {written}, ")}
    result = site.build(tmp_path, settings)
    assert (result.code, message in result.output, "Traceback" in result.output) == (1, True, False), result.output
    assert message in book(tmp_path).output


def test_fonts_that_stand_in_are_named():
    def face(name: str) -> Face:
        return Face(name, f"{name}.ttf", 0, (name,))

    assert choose_fonts([]) is None
    free = choose_fonts([face("Noto Serif CJK SC")])
    assert free is not None
    assert dict(free.stand_ins) == {
        "黑体": "Noto Serif CJK SC", "楷体": "Noto Serif CJK SC", "仿宋": "Noto Serif CJK SC", "小标宋": "Noto Serif CJK SC",
    }  # fmt: skip
    real = choose_fonts(map(face, ("SimSun", "SimHei", "KaiTi", "FangSong", "FZXiaoBiaoSong-B05S", "Noto Sans CJK SC")))
    assert real is not None
    assert real.stand_ins == ()
    assert real.families["fang"] == ("FangSong", "Noto Sans CJK SC")


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        ("<p>一、总的情况</p><p>正文。</p>", ["h1", "p"]),
        ("<p>一、这一句很长，讲完了。</p>", ["p"]),
        ("<h2>（一）先看</h2><h3>1.再做</h3><h4>（1）再看</h4>", ["h2", "h3", "h4"]),
        ("<h2>没有编号</h2><h3>下一级</h3>", ["h1", "h2"]),
        ("<p>1.5 万人参加</p>", ["p"]),
    ],
)
def test_levels_are_known_by_their_numbers(html, kinds):
    assert [f"h{b['level']}" if b["t"] == "h" else b["t"] for b in blocks_of(html, {})] == kinds


def test_ranks_go_down_one_by_one():
    """As PDF/UA asks for, whatever levels an author leaves out."""
    blocks = blocks_of("<h2>（1）深</h2><h2>一、高</h2><h2>1.又深</h2>", {})
    assert [(b["level"], b["rank"]) for b in blocks] == [(4, 1), (1, 1), (3, 2)]


@pytest.mark.parametrize(
    ("rows", "columns", "spans"),
    [
        ('<tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr>', 2, [2, 1, 1]),
        ('<tr><td rowspan="9">a</td><td>b</td></tr><tr><td>c</td></tr>', 2, [1, 1, 1, 1]),
        ("<tr><td>a</td></tr><tr><td>b</td><td>c</td></tr>", 2, [1, 1, 1, 1]),
        ("", 1, []),
    ],
)
def test_cells_always_fit(rows, columns, spans):
    (table,) = blocks_of(f"<table>{rows}</table>", {})
    assert table["columns"] == columns
    assert [cell["x"] for row in table["rows"] for cell in row] == spans


def test_pictures_that_follow_each_other_stand_in_pairs():
    figure = '<figure><img src="a" alt="x" width="3" height="2"><figcaption>说明</figcaption></figure>'
    blocks = blocks_of(figure * 3 + '<figure><img src="gone" alt=""></figure>', {"a": "a.jpg"})
    assert [block["t"] for block in blocks] == ["pair", "fig"]
    assert "说明" in "".join(texts_of(blocks))
