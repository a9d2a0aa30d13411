"""What others show of a page: the drawn preview, Open Graph, and what it says to machines."""

from __future__ import annotations

import io
import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import Tag
from fontTools.ttLib import TTCollection, TTFont
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from showcase import fonts
from showcase.fonts import FontSet, known_fonts, known_signs
from showcase.kept import Kept
from showcase.model.social import Lettering, PreviewCard, Stamp
from showcase.model.units import Photo
from showcase.previews import PreviewOptions, open_studio
from showcase.social import lettering_of, make_previews, making, preview_file
from showcase.social.drawing import Hands, draw_preview
from showcase.social.lettering import Hand
from showcase.social.lines import broken, cut
from tests import hard, site

BASE = "https://example.org/showcase/"
CARD = PreviewCard(
    name="青禾区人民医院",
    stamps=(Stamp("省级 · 标兵", "pro"), Stamp("文明单位", "kind")),
    is_verified=True,
    place="云川市青禾区 · 第六届",
    site="云川市文明单位创建成果展",
    chop=("云川", "文明"),
)
PAGES = ("", "units/", "units/chang/", "units/rare/", "units/rare/jingyan/", "honors/", "notices/2026-12/", "about/")


@pytest.fixture(scope="module")
def found() -> FontSet:
    chosen = known_fonts(Kept(None), None)
    if chosen is None:
        pytest.skip("no Chinese font on this machine")
    return chosen


@pytest.fixture(scope="module")
def hands(found) -> Hands:
    chains = making._chains(found)
    signs = known_signs(Kept(None), dict.fromkeys(face for chain in chains for face in chain))
    return Hands(Hand(chains[0], signs), Hand(chains[1], signs))


@pytest.fixture(scope="module")
def lettering(found) -> Lettering:
    return lettering_of(found, Kept(None))


# --- words into lines ------------------------------------------------------------------------------------

TEXT = st.text("白鹭镇人民政府（），。·AB12 ", min_size=1, max_size=70)


def measure(text: str) -> float:
    return sum(10 if ord(sign) > 255 else 5 for sign in text)


@given(TEXT, st.integers(60, 300))
def test_lines_hold_all_words_and_fit(text, width):
    lines = broken(text, width, measure)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        parts = re.findall(r"[（]*(?:[A-Za-z0-9]+|[^A-Za-z0-9（])[）、，。·]*", line)
        assert measure(line) <= width or len(parts) <= 1 or len(set(line) & set("（），。·")) > 0
    assert not any(line[0] in "，。）" for line in lines[1:])


@given(TEXT, st.integers(20, 300))
def test_what_is_cut_fits_and_says_so(text, width):
    shown = cut(text, width, measure)
    assert shown == text if measure(text) <= width else shown.endswith("…")
    assert measure(shown) <= max(width, 10)


def test_a_name_is_broken_behind_a_place_and_never_leaves_one_sign():
    assert broken("云川市青禾区人民医院", 70, measure) == ("云川市青禾区", "人民医院")
    assert [len(line) for line in broken("白" * 31, 100, measure)] == [8, 8, 8, 7]


# --- drawing ---------------------------------------------------------------------------------------------


def markers(jpeg: bytes) -> list[int]:
    """Segments of a JPEG up to its pixels, read by its grammar (ISO/IEC 10918-1)."""
    assert jpeg[:2] == b"\xff\xd8"
    at, kinds = 2, []
    while jpeg[at + 1] != 0xDA:
        kinds.append(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    assert jpeg.endswith(b"\xff\xd9")
    return kinds


def test_a_preview_has_its_size_and_nothing_but_pixels(hands):
    drawn = draw_preview(CARD, hands, None)
    assert Image.open(io.BytesIO(drawn)).size == (1200, 630)
    assert set(markers(drawn)) <= {0xE0, 0xDB, 0xC0, 0xC4}, "JFIF, tables, frame: no EXIF, no comment, no profile"
    assert draw_preview(CARD, hands, None) == drawn
    assert draw_preview(replace(CARD, name="青禾区人民医"), hands, None) != drawn


def test_every_sign_is_drawn_by_a_font_that_has_it(hands, lettering):
    """fontTools says which glyph a sign has; its pixels are not those of the box."""
    letters = hands.name.at(48)
    assert lettering.can(hard.LONG + hard.RARE)
    for sign in f"{hard.RARE}镇党":
        face = letters._face_of(sign)
        assert glyph_name(face.file, face.index, sign) not in (None, ".notdef"), sign
        box = shape(letters, face, "\U000fffff")
        assert ImageChops.difference(shape(letters, face, sign), box).getbbox(), sign


def glyph_name(file: str, index: int, sign: str) -> str | None:
    is_many = file.endswith((".ttc", ".otc"))
    with TTCollection(file, lazy=True) if is_many else TTFont(file, lazy=True) as opened:
        font = opened.fonts[index] if is_many else opened
        return font.getBestCmap().get(ord(sign))


def shape(letters, face, sign: str) -> Image.Image:
    image = Image.new("L", (70, 70))
    ImageDraw.Draw(image).text((5, 5), sign, fill=255, font=letters._fonts[face])
    return image


def test_the_longest_name_is_drawn_whole(hands):
    """All of its lines lie between the stamps and the place; the last sign changes the picture."""
    whole = draw_preview(replace(CARD, name=hard.LONG, place=""), hands, None)
    without = draw_preview(replace(CARD, name=hard.LONG[:-1] + "街", place=""), hands, None)
    pixels = [Image.open(io.BytesIO(one)).convert("L") for one in (whole, without)]
    changed = ImageChops.difference(*pixels).point(lambda value: 255 if value > 40 else 0).getbbox()
    assert changed is not None
    assert 140 < changed[1] < changed[3] < 440
    ink = pixels[0].crop((0, 428, 800, 505)).getextrema()[0]
    assert ink > 200, "the name runs into what stands below"


def test_the_crop_keeps_what_it_must(hands, tmp_path):
    """A photo red at the left and green at the right, with the focus at its right edge."""
    photo = Image.new("RGB", (1600, 600), "#c00000")
    photo.paste("#00c000", (800, 0, 1600, 600))
    photo.save(tmp_path / "a.webp", lossless=True)
    cover = Photo(path="a", file="a", number=1, caption="", width=1600, height=600, digest="a", focus=(1.0, 0.5))
    drawn = Image.open(io.BytesIO(draw_preview(replace(CARD, cover=cover), hands, tmp_path / "a.webp")))
    for at in ((700, 250), (1190, 20)):
        red, green, _ = drawn.getpixel(at)
        assert green > 150 > red


# --- what no font has ------------------------------------------------------------------------------------


def test_a_line_that_cannot_be_drawn_is_left_out():
    able = Lettering("k", frozenset(map(ord, "青禾区人民医院文明单位云川市创建成果展 ")))
    fitting = able.fit(CARD)
    assert fitting is not None
    assert (fitting.name, fitting.place, fitting.stamps) == ("青禾区人民医院", "", (Stamp("文明单位", "kind"),))
    assert able.fit(replace(CARD, name="𠮷祥村")) is None, "without its name there is nothing to draw"
    assert able.lacking(replace(CARD, name="𠮷祥村"))[:3] == "𠮷祥村"
    assert able.fit(replace(CARD, name="青禾\ufe00区\u200b")).name == "青禾区"


def test_an_address_tells_every_difference():
    able = Lettering("k", frozenset())
    others = [
        replace(CARD, name="白鹭镇"), replace(CARD, stamps=()), replace(CARD, is_verified=False),
        replace(CARD, place=""), replace(CARD, chop=()), replace(CARD, site=""),
    ]  # fmt: skip
    assert len({able.url(card) for card in (CARD, *others)} | {Lettering("l", frozenset()).url(CARD)}) == 8


def test_without_fonts_nothing_is_drawn_and_the_report_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "_PLACES", ())
    studio = open_studio(PreviewOptions(wanted=True), Kept(None), tmp_path)
    assert studio.lettering is None
    made = studio.make(None)
    assert made.outputs == ()
    assert re.search("没有中文字体.*安装 fonts-noto-cjk", made.notes[0])
    assert open_studio(PreviewOptions(), Kept(None), tmp_path).make(None).notes == ()


def test_workers_draw_the_same(found, tmp_path):
    """Twenty are worth forking for; one is not."""
    able = lettering_of(found, Kept(None))
    cards = [replace(CARD, name=f"白鹭镇第{n}小学") for n in range(20)]
    many = {able.file_name(card): card for card in cards}
    assert make_previews(many, found, Kept(None), tmp_path / "many", lambda r: Path("none")) == 20
    one = dict([random.Random(1).choice(list(many.items()))])
    assert make_previews(one, found, Kept(None), tmp_path / "one", lambda r: Path("none")) == 1
    assert make_previews(one, found, Kept(None), tmp_path / "one", lambda r: Path("none")) == 0
    (name,) = one
    assert preview_file(name, tmp_path / "one").read_bytes() == preview_file(name, tmp_path / "many").read_bytes()


# --- on pages --------------------------------------------------------------------------------------------


def told(page: Tag) -> dict[str, str]:
    return {m["property"]: m["content"] for m in page.select("meta[property^='og:']")}


def graph(page: Tag) -> dict[str, dict]:
    data = json.loads(page.find("script", type="application/ld+json").string)
    assert data["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in data["@graph"]}


@pytest.mark.parametrize("url", PAGES)
def test_every_page_says_what_it_is(hard_site, found, url):
    page = hard_site.page(url)
    og = told(page)
    assert og["og:url"] == BASE + url == page.find("link", rel="canonical")["href"]
    assert og["og:site_name"] == "云川市文明单位创建成果展"
    assert og["og:locale"] == "zh_CN"
    assert og["og:title"]
    assert og["og:image:alt"]
    file = hard_site.site / og["og:image"].removeprefix(BASE)
    size = (int(og["og:image:width"]), int(og["og:image:height"]))
    with Image.open(file) as image:
        assert (image.format, image.size) == ("JPEG", size)
    assert size == (1200, 630)


def test_pages_of_nobody_share_the_sites_preview(hard_site, found):
    images = {url: told(hard_site.page(url))["og:image"] for url in PAGES}
    assert len({images[url] for url in ("", "units/", "honors/", "notices/2026-12/", "about/")}) == 1
    assert images["units/rare/"] == images["units/rare/jingyan/"] != images["units/chang/"] != images[""]


def test_a_claim_is_no_award(hard_site):
    unit = graph(hard_site.page("units/chang/"))["Organization"]
    assert unit["award"] == ["全国文明村镇"], "市级文明村镇 is what the unit says"
    assert unit["name"] == hard.LONG
    assert (unit["telephone"], unit["address"]["addressCountry"]) == ("000-55512345 转 8001", "CN")
    assert "award" not in graph(hard_site.page("units/kong/"))["Organization"]


def test_machines_find_the_way_and_the_search(hard_site):
    home = graph(hard_site.page(""))
    assert home["WebSite"]["potentialAction"]["target"]["urlTemplate"] == f"{BASE}search/?q={{search_term_string}}"
    article = graph(hard_site.page("units/rare/jingyan/"))
    steps = article["BreadcrumbList"]["itemListElement"]
    assert [step["item"] for step in steps] == [
        BASE, f"{BASE}units/", f"{BASE}units/rare/", f"{BASE}units/rare/jingyan/",
    ]  # fmt: skip
    assert [step["position"] for step in steps] == [1, 2, 3, 4]
    assert article["Article"]["datePublished"] == article["WebPage"]["datePublished"] == "2026-03-02"
    assert article["Article"]["image"] == article["WebPage"]["primaryImageOfPage"]
    unit = graph(hard_site.page("units/rare/"))["WebPage"]
    assert (unit["dateModified"], "datePublished" in unit) == ("2026-03-02", False)
    assert article["Article"]["author"]["@id"] == graph(hard_site.page("units/rare/"))["Organization"]["@id"]


def test_without_drawn_previews_the_cover_stands_for_a_unit(tmp_path):
    """And nobody else's picture for a page that has none."""
    evil = site.UNIT.replace("short_name: 白鹭镇", "short_name: 白鹭镇\nsummary: '</script><script>alert(1)</script>'")
    built = site.build(tmp_path, {"units/bailu-town/index.md": evil})
    assert built.code == 0, built.output
    page = built.page("units/bailu-town/")
    assert told(page)["og:image"].startswith(f"{BASE}assets/photos/")
    assert (tmp_path / "site" / told(page)["og:image"].removeprefix(BASE)).is_file()
    assert (told(page)["og:image:width"], told(page)["og:image:alt"]) == ("60", "镇政府大院")
    assert "og:image" not in told(built.page("honors/"))
    assert graph(page)["Organization"]["description"] == "</script><script>alert(1)</script>"
    assert "alert(1)" not in [s.string for s in page.find_all("script")]


def test_a_damaged_preview_is_drawn_again(found, tmp_path):
    files = {"mkdocs.yml": site.MKDOCS.replace("today: 2026-11-18", "today: 2026-11-18, social: true")}
    first = site.build(tmp_path, files)
    assert "新画分享图 2 张" in first.output
    before = {p.name: p.read_bytes() for p in (first.site / "assets/previews").iterdir()}
    victim = next((tmp_path / ".cache/showcase/previews").iterdir())
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 255
    victim.write_bytes(content)
    again = site.build(tmp_path, {**files, "units/bailu-town/index.md": site.UNIT + "又一句。\n"})
    assert "新画分享图 1 张" in again.output
    assert {p.name: p.read_bytes() for p in (again.site / "assets/previews").iterdir()} == before
