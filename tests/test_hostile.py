"""Whatever is put into the folders, the answer is a diagnostic, never a traceback – and soon.

Everything runs in process: a crash of the interpreter or a hang would be a failure too.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from showcase.diagnostics import Diagnostics
from showcase.loading import Folders, schema
from showcase.loading.files import Root, decode
from showcase.loading.photo_names import PHOTO_SUFFIXES
from showcase.loading.photos import probe_photo
from showcase.loading.yaml_tree import parse_yaml
from showcase.model.dates import DateError, parse_date, parse_day
from showcase.model.renditions import plan_renditions
from showcase.pipeline import check
from showcase.renditions import make_renditions
from tests import site
from tests.conftest import REPOSITORY

UNIT = "units/bailu-town/index.md"
ARTICLE = "units/bailu-town/heyan.md"
CORPUS = REPOSITORY / "../shared/corpus/images"
fuzz = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def root(tmp_path):
    return laid(tmp_path)


def laid(root: Path) -> Path:
    """The base site, with limits that let through what shall get as far as it can."""
    wide = "limits: {article: 10000000, front_matter: 10000000, text: 10000, links: 100000, name: 200}\n"
    site.write(root, {**site.base_files(), "site_config/site.yml": site.SITE + wide})
    return root


def faulty(found: Diagnostics) -> set[str]:
    """Files with errors."""
    return {error.location.file for error in found.errors}


def problems(root: Path, files: site.Files) -> Diagnostics:
    """Check the base site with these files; every message is whole and points into its file.

    No clock is asserted: an input that brings quadratic time back lets the run of tests stand for minutes.
    """
    site.write(root, files)
    diagnostics = Diagnostics()
    check(Folders(root, root / "units", root / "content", root / "site_config"), dt.datetime(2026, 11, 18), diagnostics)
    for found in diagnostics:
        line = str(found)
        assert len(line.splitlines()) == 1, line
        assert len(line) < 2000, line
        assert re.search(r"[\u4e00-\u9fff]", found.message), line
        assert found.location.line >= 1, line
        assert found.location.column >= 1, line
        assert not Path(found.location.path).is_absolute(), line
    return diagnostics


# --- bytes and YAML ------------------------------------------------------------------------------

SIGNS = st.sampled_from(
    [*"\t\n\r\0 :-[]{}\"'|>&*!%@`#?,，：“”　~=_.<>/()\ufeff\u2028\x85", "---\n", "甲", "a", "1", "  ", ": "]
)
MARKUP = st.lists(SIGNS, max_size=60).map("".join)


@fuzz
@given(data=st.binary(max_size=400))
def test_random_bytes(root, data):
    found = problems(root, {ARTICLE: data, UNIT: b"---\n" + data + b"\n---\n" + data})
    assert faulty(found) >= {ARTICLE, UNIT}


@fuzz
@given(text=MARKUP)
def test_random_front_matter(root, text):
    found = problems(root, {ARTICLE: f"---\n{text}\n---\n{text}\n", "site_config/feeds.yml": text})
    assert ARTICLE in faulty(found), "it has neither type nor title"


@fuzz
@given(text=MARKUP)
def test_random_settings(root, text):
    for name in ("taxonomies", "regions", "site", "feeds", "urls"):
        files = site.base_files()
        path = f"site_config/{name}.yml"
        problems(root, {path: f"{files.get(path, '')}{text}"})
        assert faulty(problems(root, {path: files.get(path)})) == set(), "nothing of it stays"


@settings(max_examples=400, deadline=None, derandomize=True)
@given(text=st.one_of(MARKUP, st.text(max_size=80)))
@example(text="\u2028:")
def test_yaml_is_read_or_refused(text):
    diagnostics = Diagnostics()
    tree = parse_yaml(text, "a.md", 2, diagnostics)
    assert tree.is_sound or diagnostics.errors
    lines = text.count("\n") + 2
    for found in diagnostics:
        assert 2 <= found.location.line <= lines + len(re.findall("\r", text)) + 1


DEEP = {
    "brackets": "[" * 900_000,
    "spaced brackets": "a: " + "[ " * 400_000,
    "closed brackets": "a: " + "[" * 5_000 + "]" * 5_000,
    "braces": "{a: " * 200_000,
    "braces over lines": "{a:\n" * 200_000,
    "dashes": "- " * 400_000,
    "questions": "? " * 400_000,
    "dashes and keys": "- a: " * 100_000,
    "indents": "".join(" " * n + "a:\n" for n in range(1_300)),
    "indented dashes": "".join(" " * (40 * n) + "- " * 20 + "\n" for n in range(200)),
    "flows": "a: " + "[x" * 300_000,
    "many flows": "a: " + "[x] " * 200_000,
    "one flow": "a: [" + "x, " * 200_000 + "]",
    "full-width flow": "a: [" + "甲，" * 100_000 + "]",
    "anchor in itself": "a: &a [*a]",
    "laughs": "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*{'a' if n == 0 else f'b{n - 1}'}, *a]\n" for n in range(30)),
    "aliases": "a: &a [x]\n" + "".join(f"b{n}: *a\n" for n in range(20_000)),
    "merges": "a: &a {x: 1}\n" + "".join(f"b{n}: {{<<: *a}}\n" for n in range(5_000)),
    "keys": "".join(f"k{n}: v\n" for n in range(40_000)),
    "same keys": "a: b\n" * 20_000,
    "long key": "x" * 500_000 + ": 1",
    "long line": "a: " + "文" * 300_000,
    "long name": "name: " + "文" * 300_000,
    "long quotes": "a: " + '"' * 900_000,
    "open quote": 'a: "' + "文\n" * 200_000,
    "full-width colons": "a：" * 200_000,
    "full-width quotes": "a: “" + "“" * 300_000,
    "spaces": " " * 900_000 + "x",
    "full-width spaces": "\u3000" * 300_000 + "x",
    "tabs": "\t" * 900_000 + "x",
    "lines": "\n" * 900_000,
    "block": "a: |\n" + "  x\n" * 200_000,
    "nul": "\0" * 900_000,
    "controls": "".join(map(chr, range(32))) * 30_000,
    "tags": "a: " + "!x " * 300_000,
    "stars": "a: " + "*" * 900_000,
    "percent": "%YAML 9.9\n" * 50_000,
    "documents": "---\n" * 200_000,
    "comments": "#" * 900_000,
}


@pytest.mark.parametrize("name", DEEP)
def test_a_megabyte_of_nonsense_is_soon_refused(root, name):
    text = DEEP[name][:990_000]
    assert ARTICLE in faulty(problems(root, {ARTICLE: f"---\n{text}\n---\n", "site_config/feeds.yml": text}))


BODIES = {
    "quotes": "> " * 300_000,
    "lists": "- " * 300_000,
    "indented lists": "".join(" " * (2 * n) + "- x\n" for n in range(900)),
    "divs": "<div>" * 190_000,
    "links": "[" * 900_000,
    "images": "![](" * 240_000,
    "emphasis": "*a_" * 300_000,
    "dead links": "[a](b.md) " * 20_000,
    "dead anchors": "[a](#b) " * 20_000,
    "scripts": "<script>x</script>\n" * 20_000,
    "onclick": "<b onclick=x>y</b>\n" * 10_000,
    "open tag": "<a href='" + "x" * 900_000,
    "comment": "<!--" + "-" * 900_000,
    "table": "|" * 400_000 + "\n" + "|-" * 200_000 + "\n",
    "wide table": "|a" * 3_000 + "|\n" + "|-" * 3_000 + "|\n" + "|b|\n" * 50,
    "footnotes": "".join(f"[^{n}]\n\n[^{n}]: x\n\n" for n in range(10_000)),
    "entities": "&amp;" * 190_000,
    "headings": "## 甲\n\n" * 60_000,
    "underlined headings": "甲\n-\n" * 100_000,
    "headings in quotes": "> ## 甲\n\n" * 60_000,
    "blank lines": "\n" * 900_000 + "x",
    "blanks": " " * 900_000 + "x",
    "rule": "-" * 900_000 + "x",
    "rules": "---\n\n" * 100_000,
    "fences": "`" * 900_000,
    "line": "文" * 320_000,
}


TOO_DEEP = "quotes, lists, divs, links, images, dead links, dead anchors, rules, headings, underlined headings, headings in quotes"
BODY_RULES = {**dict.fromkeys(TOO_DEEP.split(", "), "too-deep"), "scripts": "unsafe-html", "onclick": "unsafe-html"}
"""What is refused; all else is read to its end."""


@pytest.mark.parametrize("name", BODIES)
def test_a_megabyte_of_markdown_is_soon_done(root, name):
    text = BODIES[name].encode()[:990_000].decode("utf-8", "ignore")
    rules = {d.rule for d in problems(root, {ARTICLE: site.ARTICLE + text}).errors}
    assert rules == ({BODY_RULES[name]} if name in BODY_RULES else set())


def test_no_more_is_listed_than_anybody_reads(root):
    extra = "".join(f"x{n}: 1\n" for n in range(20_000))
    found = problems(root, {ARTICLE: site.ARTICLE.replace("date:", f"{extra}date:")})
    assert len(found) == 101
    assert "还有 19900 处问题没有列出，请先改正已列出的" in {d.message for d in found}


@fuzz
@given(data=st.binary(max_size=300))
def test_any_bytes_decode_or_are_refused(data):
    from showcase.diagnostics import Location

    diagnostics = Diagnostics()
    text = decode(data, Location("a.md"), diagnostics)
    assert text is not None or diagnostics.errors


# --- shapes --------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        *("", "~", "甲", "true", "no", "5", "-1", "1e9", "2024-05-01", "2024-13", "20xx", "99" * 40, "云〔2024〕3号"),
        *("bailu-town", "photos/01-镇政府大院.jpg", "../x", "/etc/passwd", "heyan.md", "市级", "云川市", "文明单位"),
        *("a\nb", "a\x00b", "\ud800", "“”", "{{ x }}", "{message}", "%s", "<script>", "javascript:x", "x" * 300),
    ]
)
VALUES = st.recursive(
    st.one_of(st.none(), WORDS, st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=6,
)


def dumped(data: object) -> str:
    """YAML that says exactly this; a lone surrogate is nothing that a file can hold."""
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    return str(text).encode("utf-8", "ignore").decode()


def shapes(kind: type, required: dict[str, object]) -> st.SearchStrategy[dict[str, object]]:
    """Front matter with known keys and anything behind them, often with what is required."""
    keys = st.sampled_from([*kind.model_fields, "title", "甲"])
    return st.tuples(st.sampled_from([required, {}]), st.dictionaries(keys, VALUES, max_size=5)).map(
        lambda parts: {**parts[0], **parts[1]}
    )


LIST = {"event": "授予", "title": "市级文明单位", "level": "市级", "jurisdiction": "云川市", "units": ["bailu-town"]}
KINDS = {
    UNIT: (schema.UnitSchema, {"name": "甲", "kind": "文明单位", "region": "清源区"}),
    ARTICLE: (schema.ArticleSchema, {"type": "经验", "title": "甲", "date": "2024"}),
    "content/decisions/2024-03.md": (
        schema.DecisionSchema,
        {"title": "甲", "number": "云〔2024〕3号", "date": "2024-05-01", "by": ["乙"], "lists": [LIST]},
    ),
    "content/notices/2026-11.md": (
        schema.NoticeSchema,
        {"title": "甲", "date": "2024-05-01", "opens": "2024-05-01", "closes": "2024-05-08", "by": ["乙"]},
    ),
    "content/compilations/chunfeng.md": (
        schema.CompilationSchema,
        {"title": "甲", "date": "2024", "parts": [{"title": "乙", "select": {"type": "经验"}}]},
    ),
    "content/about.md": (schema.FreePageSchema, {"title": "甲"}),
}


@pytest.mark.parametrize("path", KINDS)
def test_any_shape_of_front_matter(tmp_path_factory, path):
    kind, required = KINDS[path]
    root = laid(tmp_path_factory.mktemp("site"))

    @fuzz
    @given(data=shapes(kind, required))
    def run(data):
        found = problems(root, {path: f"---\n{dumped(data)}---\n正文\n"})
        assert path in faulty(found) or required.keys() <= data.keys(), "what is missing is told"

    run()


NESTED = {
    UNIT: ("honors", {"title": "甲", "level": "市级", "date": "2024"}, schema.HonorSchema),
    "content/decisions/2024-03.md": ("lists", LIST, schema.UnitSchema),
    "content/notices/2026-11.md": ("lists", {"title": "拟命名", "units": ["bailu-town"]}, schema.HonorSchema),
    "content/compilations/chunfeng.md": ("parts", {"title": "乙", "items": ["bailu-town/heyan"]}, schema.PartSchema),
}


@pytest.mark.parametrize("path", NESTED)
def test_any_shape_inside_a_list(tmp_path_factory, path):
    name, item, inner = NESTED[path]
    root = laid(tmp_path_factory.mktemp("site"))
    keys = st.sampled_from([*item, *inner.model_fields])
    items = st.lists(
        st.dictionaries(keys, VALUES, max_size=4).map(lambda extra: {**item, **extra}) | VALUES, max_size=3
    )

    @fuzz
    @given(found=items)
    def run(found):
        told = problems(root, {path: f"---\n{dumped({**KINDS[path][1], name: found})}---\n正文\n"})
        assert faulty(told) <= {path}, "a fault is told where it is"

    run()


SETTINGS = {
    "site_config/taxonomies.yml": schema.TaxonomiesSchema,
    "site_config/regions.yml": schema.RegionsSchema,
    "site_config/site.yml": schema.SiteSchema,
    "site_config/feeds.yml": schema.FeedsSchema,
    "site_config/urls.yml": schema.SiteSchema,
}


@pytest.mark.parametrize("path", SETTINGS)
def test_any_shape_of_settings(tmp_path_factory, path):
    root = laid(tmp_path_factory.mktemp("site"))
    base = yaml.load(str(site.base_files().get(path, "{}")), yaml.BaseLoader)

    @fuzz
    @given(data=shapes(SETTINGS[path], base))
    def run(data):
        found = problems(root, {path: dumped(data)})
        needed = (
            set()
            if path.endswith("urls.yml")
            else {name for name, field in SETTINGS[path].model_fields.items() if field.is_required()}
        )
        assert path in faulty(found) or needed <= data.keys(), "what is missing is told"

    run()


@settings(max_examples=500, deadline=None, derandomize=True)
@given(
    text=st.one_of(
        st.text(max_size=20),
        st.text("0123456789年月日-/.—~至xX* 一二三四五六七八九十〇○上下半旬中初底末第季度连续", max_size=14),
    )
)
def test_any_date_is_read_or_refused(text):
    for read in (parse_date, parse_day):
        try:
            read(text)
        except DateError as error:
            message = str(error)
        else:
            continue
        assert re.search(r"[\u4e00-\u9fff]", message)


# --- tables --------------------------------------------------------------------------------------


@fuzz
@given(data=st.one_of(st.binary(max_size=300), MARKUP.map(str.encode)), heads=st.booleans())
def test_any_csv(root, data, heads):
    written = "称号,级别,日期\n".encode() + data if heads else data
    found = problems(
        root, {"units/bailu-town/honors.csv": written, "units/bailu-town/photos.csv": "文件\n".encode() + data}
    )
    assert faulty(found) <= {"units/bailu-town/honors.csv", "units/bailu-town/photos.csv"}


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@fuzz
@given(seed=st.integers(0, 10**6))
def test_damaged_workbooks(root, seed):
    data = bytearray(
        workbook([["称号", "级别", "日期"], ["市级文明单位", "市级", dt.date(2024, 3, 1)], [1.5, True, 3]])
    )
    chance = random.Random(seed)
    for _ in range(chance.randrange(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    found = problems(root, {"units/bailu-town/honors.xlsx": bytes(data[: chance.randrange(len(data)) or None])})
    assert faulty(found) <= {"units/bailu-town/honors.xlsx"}


def test_a_workbook_of_gigabytes_is_refused(root):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        for name in ("xl/workbook.xml", "xl/sharedStrings.xml"):
            book.writestr(name, b" " * 80_000_000)
    assert [d.rule for d in problems(root, {"units/bailu-town/honors.xlsx": stream.getvalue()})] == ["bad-table"]


@pytest.mark.parametrize(
    "data", [b"x" * 4_000_000, b"\n" * 4_000_000, b"," * 4_000_000, b'"' * 3_999_999, b"a,\n" * 900_000]
)
def test_large_tables(root, data):
    table = "units/bailu-town/honors.csv"
    assert faulty(problems(root, {table: data})) == {table}, "it has no heads"
    assert faulty(problems(root, {table: "称号,级别,日期\n".encode() + data})) <= {table}


# --- pictures ------------------------------------------------------------------------------------


def probed(folder: Path, path: Path) -> bool:
    """A photo that can be planned, or an error; made into renditions, or an error."""
    diagnostics = Diagnostics()
    photo = probe_photo(Root(folder), path, None, diagnostics)
    assert (photo is None) == bool(diagnostics.errors), path.name
    if photo is not None:
        assert photo.width > 0 < photo.height
        assert plan_renditions(photo)
    return photo is not None


CHUNKS = 8


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_corpus_of_pictures(tmp_path, chunk):
    """Real and hostile pictures, under the suffix that they have and under that of a photo."""
    if not CORPUS.is_dir():
        pytest.skip(f"no pictures in {CORPUS.resolve()}")
    found = set()
    for path in sorted(CORPUS.iterdir())[chunk::CHUNKS]:
        for suffix in {path.suffix.lower() if path.suffix.lower() in PHOTO_SUFFIXES else ".jpg", ".png"}:
            copy = tmp_path / f"01-照片{suffix}"
            shutil.copyfile(path, copy)
            found.add(probed(tmp_path, copy))
    assert found == {True, False}, "some are good, some are not"


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_corpus_is_made_or_refused(tmp_path, chunk):
    """The smaller ones to the end: what cannot be decoded whole is said then."""
    if not CORPUS.is_dir():
        pytest.skip(f"no pictures in {CORPUS.resolve()}")
    photos = []
    for number, path in enumerate(sorted(CORPUS.iterdir())[chunk::CHUNKS]):
        copy = tmp_path / f"{number:02}-照片{path.suffix.lower()}"
        shutil.copyfile(path, copy)
        photo = probe_photo(Root(tmp_path), copy, None, Diagnostics())
        if photo is not None and photo.width * photo.height < 500_000:
            photos.append(photo)
    assert photos
    for found in make_renditions(photos, tmp_path / "cache"):
        assert found.rule == "bad-photo"


def picture(form: str) -> bytes:
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "甲"
    Image.effect_mandelbrot((40, 30), (-2, -1, 1, 1), 20).convert("RGB").save(stream, form, exif=exif)
    return stream.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "GIF"])
def test_damaged_pictures(tmp_path, form):
    whole = picture(form)
    path = tmp_path / "01-照片.jpg"
    chance, found = random.Random(form), set()
    for _ in range(250):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(min(len(data), 300))] = chance.randrange(256)
        path.write_bytes(bytes(data[: chance.randrange(len(data)) or None]) if chance.random() < 0.3 else bytes(data))
        found.add(probed(tmp_path, path))
    assert found == {True, False}, "some damage does not matter"


# --- names ---------------------------------------------------------------------------------------


ODD = (
    *("a" * 200, "-", "..md", "甲 乙.md", "%2e%2e.md", "<script>.md", "a&b.md", "'.md", '".md', "index.MD", "CON.md"),
    *("a\nb.md", "\x1b[31m.md", "\u202e.md", "é.md", "e\u0301.md", "😀.md", "[x](y).md", "{{x}}.md", "$(x).md"),
)


@pytest.mark.parametrize("name", ODD)
def test_odd_names(root, name):
    found = problems(root, {f"units/bailu-town/{name}": site.ARTICLE, f"units/bailu-town/photos/02-{name}.jpg": b"x"})
    assert len(found)
    shutil.rmtree(root / "units/bailu-town/photos")
    problems(root, {f"units/{name}/index.md": site.UNIT, f"content/notices/{name}": site.NOTICE})


def test_separators_of_our_own_are_text_like_any_other(build):
    """What stands between the parts of a page in the making must not come from an author."""
    text = '---\ntype: 经验\ntitle: "甲\\x1f乙 <!--split-->"\ndate: 2023-09-15\n---\n&#31;正文&#x1f;<!--split-->末尾\n'
    result = build({"units/bailu-town/heyan.md": text})
    assert result.code == 0, result.output
    page = result.page("units/bailu-town/heyan/")
    assert "<!--split-->" in page.h1.get_text()
    assert "正文" in page.select_one(".body").get_text()
    assert page.select_one(".body").get_text().strip().endswith("末尾")
    assert page.select_one("footer.foot") is not None
    assert page.title.get_text().endswith("文明单位创建成果展")
    assert "<!--split-->" not in result.text("units/bailu-town/heyan/index.html")
