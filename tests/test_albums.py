"""What a reader sees of photos: albums by archive category, galleries in texts, every format, nothing original."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests import site
from tests.browser import browser, served
from tests.conftest import REPOSITORY
from tests.test_pages import words

__all__ = ["browser"]

STYLE = REPOSITORY / "site_config/theme/assets/showcase.css"
UNIT = "units/bailu-town"
NOTE = """---
type: 活动
title: 河道清理记
date: 2025-04
---
清理了三公里。

![河岸](../../photos/02-清理河岸.jpg)
![河心](../../photos/03-清理河心.jpg)
"""


def shades(*names: str) -> dict[str, bytes]:
    return {
        f"{UNIT}/{name}": site.photo(900, 600, f"#{hashlib.sha256(name.encode()).hexdigest()[:6]}") for name in names
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> site.Result:
    head = site.UNIT.replace(
        "---\n",
        "---\nphotos:\n  02-清理河岸.jpg: {archive: 文化教育类}\n  archive/思想建设类/02-奖牌.jpg: {alt: 一面奖牌}\n",
        1,
    )
    theme = "custom_dir: site_config/theme, language"
    return site.build(
        tmp_path_factory.mktemp("albums"),
        {
            "mkdocs.yml": f"{site.MKDOCS.replace('language', theme)}extra_css: [assets/showcase.css]\n",
            "site_config/theme/assets/showcase.css": STYLE.read_bytes(),
            **shades("photos/02-清理河岸.jpg", "photos/03-清理河心.jpg", "photos/04-红马甲.jpg"),
            **shades("archive/文化教育类/01-河道清理.jpg", "archive/思想建设类/02-奖牌.jpg"),
            f"{UNIT}/archive/文化教育类/01-河道清理.md": NOTE,
            f"{UNIT}/index.md": head,
        },
    )


def test_albums_follow_the_office_s_categories(built):
    albums = built.page(f"{UNIT}/").select("#s-photos .album")
    found = [(words(a.h3), [words(c) for c in a.select("figcaption")]) for a in albums]
    assert found == [
        ("思想建设类 1 张", ["奖牌"]),
        ("文化教育类 2 张", ["清理河岸", "河道清理"]),
        ("其他照片 2 张", ["清理河心", "红马甲"]),
    ]
    assert albums[0].img["alt"] == "一面奖牌"


def test_an_article_shows_the_photo_that_lies_beside_it(built):
    page = built.page(f"{UNIT}/01-he-dao-qing-li/")
    assert [words(f.figcaption) for f in page.select(".text > .gal figure")] == ["河道清理"]
    assert [words(f.figcaption) for f in page.select(".body .gal.n2 figure")] == ["清理河岸", "清理河心"]


def test_every_published_picture_is_ours(built):
    originals = {hashlib.sha256(file.read_bytes()).hexdigest() for file in (built.root / "units").rglob("*.jpg")}
    published = list((built.site / "assets/photos").iterdir())
    assert len(published) == 5 * 4 + 2  # the cover is small
    assert {file.suffix for file in published} == {".webp", ".jpg"}
    assert not originals & {hashlib.sha256(file.read_bytes()).hexdigest() for file in published}


def test_avif_is_an_option(build):
    config = site.MKDOCS.replace("{today: 2026-11-18}", "{today: 2026-11-18, photos: {avif: true}}")
    text = f"{site.ARTICLE}\n\n![院子](photos/01-镇政府大院.jpg)\n"
    result = build({"mkdocs.yml": config, f"{UNIT}/heyan.md": text})
    for url, place in ((f"{UNIT}/", ".cover"), (f"{UNIT}/heyan/", ".body")):
        sources = result.page(url).select(f"{place} source")
        assert [source["type"] for source in sources] == ["image/avif", "image/webp"]
        for candidate in ", ".join(source["srcset"] for source in sources).split(", "):
            assert (result.site / url / Path(candidate.split()[0])).resolve().is_file()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "density"), [(390, 2), (390, 3), (1440, 1)])
def test_the_browser_takes_what_it_needs(built, browser, width, density):
    """WebP, and of the sizes there are the smallest that is no smaller than what is shown; two pixels a point do."""
    sizes = f"""[...document.querySelectorAll('#s-photos source, .cover source')].map(source => {{
      const image = source.parentNode.querySelector('img');
      return [image.currentSrc, image.offsetWidth * {min(density, 2)}, source.srcset.split(', ').map(s => s.split(' '))]; }})"""
    with served(built.site) as address:
        browser.size(width, 900, deviceScaleFactor=density)
        browser.open(f"{address}/{UNIT}/")
        browser.run("document.querySelectorAll('img').forEach(image => { image.loading = 'eager'; })")
        browser.until(
            "[...document.querySelectorAll('#s-photos img')].every(image => image.currentSrc && image.complete)"
        )
        found = browser.run(sizes)
    assert len(found) == 6
    for source, shown, candidates in found:
        known = {Path(name).name: int(pixels[:-1]) for name, pixels in candidates}
        taken = known[Path(source).name]
        assert taken >= min(shown, max(known.values())) * 0.9, (source, shown, known)
        smaller = [pixels for pixels in known.values() if pixels < taken]
        assert all(pixels < shown * 1.1 for pixels in smaller), (source, shown, known)
