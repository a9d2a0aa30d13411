"""What the rules for government sites ask of every page: tags, 404, robots.txt, sitemap, no empty columns."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from showcase.model.columns import COLUMNS, Column, ColumnState, column_notes
from showcase.sitemap import robots

from . import site

SITE = site.SITE + "site_code: '9900000001'\ncolumns: {公示: 通知公告}\n"
MORE = {
    "site_config/site.yml": SITE,
    "content/about.md": "---\ntitle: 关于\ndescription: 本站是什么\npublish: 2026-11-02 09:30\n---\n|甲|\n|--:|\n|1|\n",
    "content/notices/2026-11.md": site.NOTICE.replace(
        "date: 2026-11-13\n", "date: 2026-11-13\npublish: 2026-11-13 09:30\n"
    ),
    "content/decisions/2024-03.md": site.DECISION.replace("date: 2024-03-18\n", "date: 2024-03-18\npublish: 2024-03-20\n"),
    "units/bailu-town/heyan.md": site.ARTICLE.replace("2023-09-15\n", "2023-09-15\nauthors: [王青]\ntopics: [志愿服务]\n"),
    "units/bailu-town/nian.md": site.ARTICLE.replace("2023-09-15", "2023-09").replace("一条河", "一座桥"),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    found = site.build(tmp_path_factory.mktemp("government"), MORE)
    assert found.code == 0, found.output
    return found


def tags(built, url: str) -> dict[str, str]:
    found = built.page(url).select("meta[name]")
    names = [tag["name"] for tag in found]
    assert len(names) == len(set(names)), names
    return {tag["name"]: tag["content"] for tag in found if tag["name"] != "search-facts"}


def test_every_page_names_the_site(built):
    for path in built.site.rglob("*.html"):
        said = tags(built, path.relative_to(built.site).as_posix())
        assert said["SiteName"] == "云川市文明单位创建成果展"
        assert said["SiteDomain"] == "example.org"
        assert said["SiteIDCode"] == "9900000001"


def test_a_column_says_what_it_is(built):
    said = tags(built, "notices/")
    assert (said["ColumnName"], said["ColumnType"]) == ("公示", "通知公告")
    assert said["ColumnDescription"]
    assert said["ColumnKeywords"].split(",")[0] == "公示"
    assert not {"ArticleTitle", "PubDate", "ContentSource"} & said.keys()
    assert tags(built, "decisions/")["ColumnType"] == "政策文件"


def test_an_article_says_what_it_is_and_where_it_stands(built):
    said = tags(built, "units/bailu-town/heyan/")
    assert said["ArticleTitle"] == "一条河带出一支志愿队"
    assert said["ContentSource"] == "云川市清源区白鹭镇人民政府"
    assert (said["Author"], said["Keywords"]) == ("王青", "志愿服务")
    assert said["Url"] == "https://example.org/showcase/units/bailu-town/heyan/"
    assert (said["ColumnName"], said["ColumnType"]) == ("单位", "单位名录")
    assert "ColumnDescription" not in said
    assert tags(built, "units/bailu-town/")["Image"].startswith("https://example.org/showcase/assets/photos/")


def test_a_time_is_said_only_where_somebody_wrote_one(built):
    """Never an invented one: 伪造发稿日期 fails a site whatever else is right."""
    assert tags(built, "notices/2026-11/")["PubDate"] == "2026-11-13 09:30"
    assert tags(built, "decisions/2024-03/")["PubDate"] == "2024-03-20"
    assert tags(built, "units/bailu-town/heyan/")["PubDate"] == "2023-09-15"
    assert "PubDate" not in tags(built, "units/bailu-town/nian/")


def test_a_free_page_is_the_offices_article(built):
    said = tags(built, "about/")
    assert (said["ArticleTitle"], said["ContentSource"]) == ("关于", "云川市文明办")
    assert said["PubDate"] == "2026-11-02 09:30"
    assert built.page("about/").select_one("th.ta-right")


def test_the_home_page_is_the_site_and_no_column(built):
    assert not {"ColumnName", "ArticleTitle"} & tags(built, "").keys()


def test_a_page_that_is_not_there_helps_on_and_is_not_listed(built):
    assert tags(built, "404.html")["robots"] == "noindex"
    page = built.page("404.html")
    assert page.select_one("form")["action"] == "/showcase/search/"  # from whatever depth it is answered


def test_the_sitemap_has_every_page_that_may_be_listed(built):
    listed = set(re.findall(r"<loc>https://example.org/showcase/([^<]*)</loc>", built.text("sitemap.xml")))
    pages = set()
    for path in built.site.rglob("index.html"):
        url = path.parent.relative_to(built.site).as_posix()
        page = built.page(path.relative_to(built.site).as_posix())
        address = page.select_one("link[rel=canonical]")["href"].removeprefix("https://example.org/showcase/")
        if address == ("" if url == "." else f"{url}/") and not page.select_one("meta[name=robots]"):
            pages.add(address)
    assert len(pages) > 30
    assert listed == pages


def test_robots_says_where_the_sitemap_is(built):
    text = built.text("robots.txt")
    assert "Sitemap: https://example.org/showcase/sitemap.xml" in text
    assert "子目录 /showcase/" in text
    assert robots("https://example.org/", hidden=False) == (
        b"User-agent: *\nAllow: /\nSitemap: https://example.org/sitemap.xml\n"
    )


def test_a_test_site_is_listed_nowhere(tmp_path):
    found = site.build(tmp_path, {"site_config/site.yml": f"{site.SITE}hidden: true\n"})
    assert found.code == 0, found.output
    pages = list(found.site.rglob("*.html"))
    assert all('<meta name="robots" content="noindex">' in path.read_text(encoding="utf-8") for path in pages)
    assert "Disallow: /showcase/" in found.text("robots.txt")
    assert "Sitemap" not in found.text("robots.txt")


# --- columns -----------------------------------------------------------------------------------------

TODAY = dt.date(2026, 11, 18)
NOTICES = next(column for column in COLUMNS if column.name == "公示")


def state(column: Column = NOTICES, count: int = 1, days: int | None = 0) -> ColumnState:
    newest = None if days is None else TODAY - dt.timedelta(days)
    return ColumnState(column, count, newest, TODAY)


def test_nothing_is_said_of_columns_that_are_filled_and_fresh():
    assert column_notes([state(days=26 * 7)]) == ()


def test_a_column_that_waits_too_long_is_named():
    assert column_notes([state(days=26 * 7 + 1)]) == ("“公示”已有 26 周没有更新，一般 26 周内要有新内容",)


@pytest.mark.parametrize(("count", "is_serious"), [(4, False), (5, True)])
def test_empty_columns_are_counted(count, is_serious):
    empty = [state(column, 0, None) for column in COLUMNS[:count]]
    (note,) = column_notes([*empty, state()])
    assert note.startswith(f"空白栏目 {count} 个：动态、公示、")
    assert ("单项否决" in note) == is_serious


def test_the_build_tells_of_them(tmp_path):
    removed = {"content/notices/2026-11.md": None, "content/compilations/chunfeng.md": None}
    numbers = "icp: 川ICP备00000000号\npolice_record: 川公网安备00000000000000号\n"
    found = site.build(tmp_path, {**removed, "site_config/site.yml": SITE + numbers})
    foot = found.page("").find("footer")
    assert foot.find("a", href="https://beian.miit.gov.cn/").string == "川ICP备00000000号"
    assert foot.find("a", href="https://beian.mps.gov.cn/").string == "川公网安备00000000000000号"
    assert "空白栏目 3 个：公示、经验汇编、话题" in found.output
    checked = site.run(tmp_path, "showcase", "check", "--columns")
    assert "栏目　决定：1 条，最近一次 2024-03-18\n" in checked.output
    assert "空白栏目 3 个：公示、经验汇编、话题" in checked.output
    assert "“动态”已有" in found.output
