"""The page of a unit: why it holds its titles, how to reach it, whom it leads to; and what seldom occurs."""

from __future__ import annotations

from collections import Counter

import pytest
from bs4 import Tag
from hypothesis import given
from hypothesis import strategies as st

from showcase.model.collection import Collection
from showcase.model.documents import Source, Text
from showcase.model.units import Unit
from showcase.model.vocabulary import Region, Term
from showcase.views import Context
from showcase.views.related import Related
from tests import hard
from tests.browser import Browser, browser, served  # noqa: F401 – a fixture


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


# --- why, how to reach -----------------------------------------------------------------------------------


def test_a_title_is_told_with_its_decision_and_a_claim_without(hard_site):
    page = hard_site.page("units/chang/")
    proven, claimed = page.select("#s-grounds > ul > li")
    assert words(proven.h3) == "全国文明村镇 已核实"
    assert words(proven.select_one("ol li")) == (
        f"2025年3月1日 授予，依据中央精神文明建设指导委员会 《关于命名{hard.LONG}等全国文明村镇的决定》 （ 国文明委〔2025〕1号 ）"
    )
    assert proven.select_one("ol a")["href"] == "../../decisions/2025-01/"
    assert words(proven.select_one(".due")) == "本届到2028年3月1日届满。"
    assert words(claimed.p) == "本单位自报。本站没有找到授予的决定文件。"
    assert claimed["class"] == ["self"]


def test_a_unit_without_titles_gives_no_grounds(hard_site):
    page = hard_site.page("units/kong/")
    assert not page.select("#s-grounds, #s-experience, #s-articles, #s-photos, .cover")
    assert "目前没有本单位的荣誉记录" in words(page.select_one("#s-honors"))
    assert "本单位没有留下联系方式。" in words(page.select_one("#s-contact"))


def test_the_way_to_the_office_is_dialled_only_where_it_is_a_number(hard_site):
    page = hard_site.page("units/chang/")
    contact = page.select_one("#s-contact")
    assert "000-55512345 转 8001" in words(contact)
    assert [a["href"] for a in contact.select("a")] == ["tel:00055510000", "mailto:wmb@example.org"]


# --- related ---------------------------------------------------------------------------------------------


def unit(slug: str, kind: str, region: str) -> Unit:
    return Unit(
        text=Text(""),
        source=Source(f"units/{slug}/index.md"),
        slug=slug,
        name=slug,
        short_name=slug,
        kind=Term(name=kind, slug=kind, order=0),
        region=Region(code=region, name=region, path=(region,), order=0, is_leaf=True),
        pinyin=slug,
    )


def context_of(units: tuple[Unit, ...], base: Context) -> Context:
    from dataclasses import replace

    return replace(base, collection=replace(base.collection, units=units), honors={})


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> Context:
    """Of a site with one unit, whose place others take."""
    import datetime as dt

    from showcase.diagnostics import Diagnostics
    from showcase.loading import Folders, load_collection
    from tests import site

    root = tmp_path_factory.mktemp("related")
    site.write(root, site.base_files())
    folders = Folders(root=root, units=root / "units", content=root / "content", site_config=root / "site_config", cache=root / "cache")  # fmt: skip
    collection = load_collection(folders, Diagnostics())
    assert isinstance(collection, Collection)
    return Context(collection=collection, today=dt.date(2026, 11, 18), honors={}, texts={})


def test_in_a_ring_everybody_is_shown_as_often(base):
    units = tuple(unit(f"u{n:02d}", "甲", "a") for n in range(11))
    related = Related(context_of(units, base))
    shown = Counter(other.slug for one in units for other in related.units(one))
    assert set(shown.values()) == {3}
    assert [u.slug for u in related.units(units[9])] == ["u10", "u00", "u01"]


@given(st.lists(st.tuples(st.sampled_from("甲乙"), st.sampled_from("ab")), min_size=1, max_size=12))
def test_three_others_the_nearest_first_whatever_their_order(base, sides):
    units = tuple(unit(f"u{n:02d}", kind, region) for n, (kind, region) in enumerate(sides))
    related, turned = (Related(context_of(order, base)) for order in (units, units[::-1]))
    for one in units:
        found = related.units(one)
        assert found == turned.units(one)
        assert one not in found
        assert len(found) == len({u.slug for u in found}) == min(3, len(units) - 1)
        far = [(u.kind != one.kind, u.region != one.region and u.kind == one.kind) for u in found]
        assert far == sorted(far)
        beside = sum(u.kind == one.kind and u.region == one.region for u in units) - 1
        assert sum(f == (False, False) for f in far) == min(3, beside)


# --- in a browser ----------------------------------------------------------------------------------------

PAGES = (
    "", "units/", "units/chang/", "units/rare/", "units/kong/", "units/bailu-town/", "units/chang/changwen/",
    "units/bailu-town/liang-zhao/", "units/chang/archive/", "honors/", "topics/", "topics/zhi-yuan-fu-wu/", "news/",
    "notices/2026-12/", "decisions/2025-01/", "statistics/",
)  # fmt: skip
WATCH = "addEventListener('securitypolicyviolation', e => (window.refused ??= []).push(e.lineNumber))"
CUT_OFF = """[...document.querySelectorAll('main *')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width > 1 && box.right > innerWidth + 1 && !e.closest('.tbl, .vh, svg, .hero, [tabindex="0"]');
}).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.browser
def test_nothing_is_wider_than_its_page_and_nothing_is_refused(hard_site, browser):  # noqa: F811
    seen: Browser = browser
    seen.call("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
    with served(hard_site.site) as address:
        for width in (1440, 390):
            seen.size(width, 900)
            for url in PAGES:
                seen.open(f"{address}/{url}")
                assert seen.run("document.documentElement.scrollWidth") <= width, (url, width)
                assert seen.run(CUT_OFF) == [], (url, width)
                block = hard_site.text(url).partition('<script type="application/ld+json">')[0].count("\n") + 1
                assert block not in seen.run("window.refused ?? []"), (url, "a data block is no script")


@pytest.mark.browser
def test_forty_pictures_keep_their_size(hard_site, browser):  # noqa: F811
    seen: Browser = browser
    with served(hard_site.site) as address:
        seen.size(1440, 900)
        seen.open(f"{address}/units/bailu-town/liang-zhao/")
        boxes = seen.run(
            "[...document.querySelectorAll('.body figure')].map(f => [f.querySelector('img').clientWidth, f.querySelector('.pix').clientWidth])"
        )
    assert len(boxes) == hard.PICTURES
    assert all(image == box for image, box in boxes), "the placeholder reaches beyond the picture"
