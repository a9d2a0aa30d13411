"""Feeds, read by a reader (feedparser) and judged by the letter of RSS 2.0, Atom 1.0, JSON Feed 1.1 and OPML 2.0."""

from __future__ import annotations

import functools
import json
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from showcase.feeds.values import FeedItem, FeedPage
from showcase.feeds.writing import write_feed
from showcase.model.dates import parse_date
from showcase.model.feeds import Feed, FeedGroup, Form
from tests import feed_judge, rich, site
from tests.browser import browser, served
from tests.feed_judge import judge, paths

__all__ = ["browser"]
BASE = "https://example.org/showcase/"
FEEDS = """\
tag: "wmb.example.org,2026"
feeds:
  - {slug: all, title: 全站更新, description: 全部 & 内容, content: [units, articles, notices, decisions, compilations]}
  - {slug: units, title: 单位, description: 新单位, content: [units]}
  - {slug: articles, title: 材料, description: 材料, content: [articles]}
  - {slug: experiences, title: 经验, description: 经验, content: [experiences]}
  - {slug: notices, title: 公示, description: 公示, content: [notices]}
  - {slug: decisions, title: 决定, description: 决定, content: [decisions]}
  - {slug: compilations, title: 汇编, description: 汇编, content: [compilations]}
  - {slug: honors, title: 称号, description: 称号的变化, content: [honors], limit: 2, pages: 3}
  - {slug: newest, title: 最新, description: 最新三条, content: [articles, notices], limit: 3}
"""
BODY = """\
## 做法

见[单位](index.md#荣誉)、[上文](#做法)和[站外](https://other.example/?a=1&b=2)[^注]。

![河岸](photos/02-志愿者清理河岸.jpg)

控制符 &#8; &#xD800; &#xFFFE; 和 ]]> 与 `]]>` 都不碍事。

[^注]: 每周六。
"""


@functools.cache  # the workbook in it has the time at which it was made
def feed_files() -> dict[str, str | bytes | None]:
    return {
        **rich.rich_files(),
        "site_config/feeds.yml": FEEDS,
        "units/bailu-town/index.md": str(rich.rich_files()["units/bailu-town/index.md"]) + "\n## 荣誉\n",
        "units/bailu-town/kongzhi.md": rich.page(
            BODY, type="活动", title="甲\x08乙", date="2024-06", summary="丙\x0b丁"
        ),
        "units/bailu-town/bell.md": rich.article("铃", "2024-06-01") + "\n文中有\x07响铃。\n",
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> site.Result:
    result = site.build(tmp_path_factory.mktemp("feeds"), feed_files())
    assert result.code == 0, result.output
    return result


def feeds(result: site.Result) -> dict[str, bytes]:
    found = {path.stem: path.read_bytes() for path in sorted((result.site / "feeds").glob("*.xml"))}
    return {slug: data for slug, data in found.items() if not slug.endswith(".atom")}


# --- by the letter -------------------------------------------------------------------------------

TAG = "tag:wmb.example.org,2026:"


def test_every_feed_keeps_the_rules_in_every_form(built):
    folder = built.site / "feeds"
    counts = {path: len(judge(folder, path, BASE)) for path in paths(folder)}
    shared = {path: count for path, count in counts.items() if "/" not in path}
    # what was taken back is told too; of four notices two have opened since they were published, one was taken back and
    # one has a result, which is an entry where the decision itself is not in the feed
    assert shared == {
        "all": 34, "units": 9, "articles": 10, "experiences": 8, "notices": 8, "decisions": 6, "compilations": 2,
        "honors": 2, "honors_2": 2, "honors_3": 1, "newest": 3,
    }  # fmt: skip
    assert {path for path in counts if path.startswith("kinds/")} == {
        "kinds/wen-ming-dan-wei", "kinds/wen-ming-cun-zhen", "kinds/wen-ming-xiao-yuan",
    }  # fmt: skip
    assert counts["kinds/wen-ming-xiao-yuan"] == 0, "nothing yet, but it can be subscribed to"
    assert {path for path in counts if path.startswith("units/")} == {
        f"units/{path.parent.name}"
        for path in (built.root / "units").glob("*/index.md")
        if path.parent.name != "caogao"
    }
    assert {path for path in counts if path.startswith("regions/")} == {
        f"regions/{code}" for code in ("99", "9900", "9901", "9902", "9903", "9904")
    }
    assert {path for path in counts if path.startswith("topics/")} == {"topics/zhi-yuan-fu-wu", "topics/yi-feng-yi-su"}


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        (".xml", b"<title>", b"<title/><title>"),
        (".xml", b'isPermaLink="false"', b'isPermaLink="true"'),
        (".xml", b"+0800</pubDate>", b"</pubDate>"),
        (".xml", b"<pubDate>Wed,", b"<pubDate>Tue,"),
        (".xml", b"<language>zh-CN</language>", b""),
        (".xml", b"<guid", b"<author>x</author><guid"),
        (".xml", b'rel="self"', b'rel="alternate"'),
        (".xml", b"<link>https://example.org/showcase/</link>", b"<link>/</link>"),
        (".xml", b'href="https://example.org/showcase/units/bailu-town/#', b'href="units/bailu-town/#'),
        (".atom.xml", b"<author><name>", b"<author><name/><name>"),
        (".atom.xml", b'rel="self"', b'rel="alternate"'),
        (".atom.xml", b"</published>", b"0</published>"),
        (".atom.xml", b"<published>2", b"<published>3"),
        (".atom.xml", b'href="https://example.org/showcase/units/bailu-town/kongzhi/">', b'href="kongzhi/">'),
        (".atom.xml", b'type="html"', b'type="CDATA"'),
        (".json", b'"id"', b'"ID"'),
        (".json", b'"content_html"', b'"content"'),
        (".json", b'"feed_url"', b'"next_url"'),
        (".json", b'src=\\"https:', b'src=\\"'),
    ],
)
def test_the_judges_see_what_is_wrong(built, form, old, new):
    """Else the test above would pass whatever is written."""
    data = (built.site / f"feeds/all{form}").read_bytes()
    rules = {".xml": feed_judge.judge_rss, ".atom.xml": feed_judge.judge_atom, ".json": feed_judge.judge_json}[form]
    rules(data, f"{BASE}feeds/all{form}")
    assert old in data
    with pytest.raises((AssertionError, KeyError)):
        rules(data.replace(old, new, 1), f"{BASE}feeds/all{form}")


def test_the_list_of_all_feeds(built):
    root = feed_judge.parsed((built.site / "feeds/feeds.opml").read_bytes(), "opml")
    groups = {group.get("text"): [line.get("xmlUrl") for line in group] for group in root.find("body")}
    assert list(groups) == ["栏目", "按地区", "按话题", "按类别", "按单位"]
    listed = [urlsplit(url).path.removeprefix("/showcase/") for urls in groups.values() for url in urls]
    assert len(listed) == len(set(listed))
    known = {f"feeds/{path}.xml" for path in paths(built.site / "feeds")}
    assert set(listed) == {path for path in known if "_" not in path} - {"feeds/units/chehui.xml"}
    for line in root.iter("outline"):
        if page := line.get("htmlUrl"):
            assert (built.site / urlsplit(page).path.removeprefix("/showcase/") / "index.html").is_file(), page


def test_files_are_as_long_as_it_says(built):
    found = [item for path in paths(built.site / "feeds") for item in entries_of(built, path, Form.JSON)]
    files = {f["url"]: f for item in found for f in item.get("attachments", ())}
    assert {urlsplit(url).path.rpartition(".")[2] for url in files} == {"jpg", "xlsx"}
    for url, file in files.items():
        place = built.site / unquote(urlsplit(url).path).removeprefix("/showcase/")
        assert place.stat().st_size == file["size_in_bytes"], url
    rss = etree.fromstring(feeds(built)["units"]).findall("channel/item/enclosure")
    assert {(e.get("url"), int(e.get("length"))) for e in rss} <= {(u, f["size_in_bytes"]) for u, f in files.items()}
    assert rss


def entries_of(result: site.Result, path: str, form: Form) -> list:
    data = (result.site / f"feeds/{path}{form.suffix}").read_bytes()
    return json.loads(data)["items"] if form is Form.JSON else feedparser.parse(data).entries


def test_pages_of_a_feed_lead_on(built):
    """RFC 5005 §3, and ``next_url``."""
    links = {link.rel: link.href for link in feedparser.parse(feeds(built)["honors_2"]).feed.links}
    step = f"{BASE}feeds/honors{{}}.xml"
    assert links == {
        "self": step.format("_2"), "alternate": BASE, "first": step.format(""), "last": step.format("_3"),
        "previous": step.format(""), "next": step.format("_3"),
    }  # fmt: skip
    url, seen = f"{BASE}feeds/honors.json", []
    while url:
        feed = json.loads((built.site / url.removeprefix(BASE)).read_bytes())
        seen += [item["id"] for item in feed["items"]]
        url = feed.get("next_url")
    assert len(seen) == len(set(seen)) == 5


def test_what_happens_to_titles_is_told(built):
    told = {entry.id: entry.title for n in ("", "_2", "_3") for entry in entries_of(built, f"honors{n}", Form.ATOM)}
    june = f"{TAG}decisions/2024-06/#"
    assert told == {
        f"{june}promote": "晋级省级文明单位标兵：云川市河西学校",
        f"{june}yellow": "黄牌（省级文明单位）：清源区清河街道办事处",
        f"{june}revoke": "撤销省级文明单位：望山县撤销单位",
        f"{TAG}decisions/2024-03/#award": "授予市级文明村镇：云川市清源区白鹭镇人民政府",
        f"{TAG}decisions/2021-05/#award": "授予省级文明单位 3 家",
    }
    unit = [entry.id for entry in entries_of(built, "units/chexiao-unit", Form.RSS)]
    scope = "units-chexiao-unit"
    assert unit == [f"{june}revoke-{scope}", f"{TAG}decisions/2021-05/#award-{scope}", f"{TAG}units/chexiao-unit/"]
    assert f"{june}revoke" in {entry.id for entry in entries_of(built, "decisions", Form.RSS)}, "with other things"
    region = {entry.id: entry.title for entry in entries_of(built, "regions/9901", Form.RSS)}
    assert f"{june}yellow-regions-9901" in region
    assert f"{june}revoke-regions-9901" not in region, "another region"
    assert "不公开的原因" not in built.text("feeds/honors.json") + built.text("feeds/units/chexiao-unit.json")


def test_what_happens_to_notices_is_told(built):
    told = {entry.id.removeprefix(f"{TAG}notices/"): entry for entry in entries_of(built, "notices", Form.ATOM)}
    assert told["2026-11/#opens"].title == "公示开始：关于拟命名名单的公示"
    assert told["2026-11/#opens"].published == "2026-11-16T00:00:00+08:00"
    assert "000-55510000" in told["2026-11/#opens"].summary
    assert "2026-12/#opens" not in told, "not yet"
    assert told["2026-09/#s-outcome"].title == "结果：关于以往的公示"
    assert told["2026-08/#withdrawn"].title == "撤回公示：关于撤回的公示"
    assert told["2026-08/#withdrawn"].published == "2026-08-05T00:00:00+08:00"
    old = told["2026-08/"]
    assert (old.published, old.updated) == ("2026-08-03T00:00:00+08:00", "2026-08-05T00:00:00+08:00")
    assert "本页已于2026年8月5日撤下：名单有误" in old.summary
    assert "公示正文" not in json.dumps(entries_of(built, "notices", Form.JSON)[-1], ensure_ascii=False)


def test_each_word_of_the_vocabulary_has_its_feed(built):
    def urls(path: str) -> list[str]:
        return [entry.link.removeprefix(BASE) for entry in entries_of(built, path, Form.RSS)]

    assert urls("topics/yi-feng-yi-su") == ["units/nasty/x/"]
    town = urls("units/bailu-town")
    assert {"units/bailu-town/", "units/bailu-town/heyan/", "notices/2026-11/", "decisions/2024-03/"} <= set(town)
    assert all("yucun" not in url for url in town)
    assert set(town) <= set(urls("regions/9901")) | {"decisions/2024-03/"}
    assert "units/nasty/x/" in urls("regions/9903")
    assert {url.partition("/")[0] for url in urls("regions/9900")} == {"decisions", "notices", "units"}
    assert "units/yucun-village/" in urls("kinds/wen-ming-cun-zhen")
    assert not entries_of(built, "regions/9904", Form.RSS)
    entry = next(e for e in entries_of(built, "units/bailu-town", Form.JSON) if e["url"].endswith("/heyan/"))
    assert "content_html" not in entry, "summaries: the text is one click away"
    assert entry["content_text"] == "每周六上午巡河一次。"


def test_pages_name_their_feeds(built):
    def found(url: str) -> list[tuple[str, str]]:
        links = built.page(url).select('link[rel="alternate"]')
        return [(a["type"], urljoin(f"{BASE}{url}", a["href"]).removeprefix(f"{BASE}feeds/")) for a in links]

    types = [form.media_type for form in Form]
    for url, path in (
        ("units/bailu-town/", "units/bailu-town"),
        ("units/bailu-town/heyan/", "units/bailu-town"),
        ("topics/zhi-yuan-fu-wu/", "topics/zhi-yuan-fu-wu"),
        ("honors/regions/9901/", "regions/9901"),
        ("honors/kinds/wen-ming-xiao-yuan/", "kinds/wen-ming-xiao-yuan"),
    ):
        own = list(zip(types, (f"{path}{form.suffix}" for form in Form), strict=True))
        assert found(url)[:3] == own, url
        assert ("application/rss+xml", "all.xml") in found(url)
    assert found("notices/")[-3:] == list(zip(types, ("notices.xml", "notices.atom.xml", "notices.json"), strict=True))
    pages = [path.relative_to(built.site).as_posix() for path in built.site.rglob("index.html")]
    for page in pages:
        for media_type, path in found(page.removesuffix("index.html")):
            assert media_type in types
            assert (built.site / "feeds" / path).is_file(), page
    button = built.page("units/bailu-town/").select_one('.acts a[type="application/rss+xml"]')
    assert (button.get_text(), button["href"]) == ("订阅本单位", "../../feeds/units/bailu-town.xml")


def test_the_page_of_feeds_lists_them(built):
    page = built.page("feeds/")
    assert [h.get_text() for h in page.select(".feeds h2")] == ["栏目", "按地区", "按话题", "按类别", "按单位"]
    urls = {urljoin(f"{BASE}feeds/", a["href"]).removeprefix(BASE) for a in page.select(".fd-f a")}
    units = built.page("feeds/units/")
    urls |= {urljoin(f"{BASE}feeds/units/", a["href"]).removeprefix(BASE) for a in units.select(".fd-f a")}
    shown = {path for path in paths(built.site / "feeds") if "_" not in path and path != "units/chehui"}
    assert urls == {f"feeds/{path}{form.suffix}" for path in shown for form in Form}
    assert page.select_one("a[download]")["href"] == "../feeds/feeds.opml"


def test_a_browser_shows_a_feed(built, browser):
    """By the style sheet: what is for machines is hidden, and its links lead on."""
    with served(built.site) as base:
        for path in ("all.xml", "all.atom.xml", "units/bailu-town.atom.xml"):
            for width in (390, 1440):
                browser.size(width, 900)
                browser.open(f"{base}/feeds/{path}")
                seen = browser.run("document.documentElement.innerText ?? document.documentElement.textContent")
                assert seen
                hidden = "[...document.querySelectorAll('guid, id, encoded, content, updated, generator')]"
                assert browser.run(f"{hidden}.every(e => getComputedStyle(e).display === 'none')")
                assert browser.run("document.documentElement.scrollWidth <= innerWidth"), (path, width)
                assert browser.run("getComputedStyle(document.documentElement).display") == "block"
        assert browser.run("document.querySelectorAll('summary a[href]').length > 0")


# --- as a reader sees it -------------------------------------------------------------------------


def test_a_reader_reads_it(built):
    for slug, data in feeds(built).items():
        found = feedparser.parse(data)
        assert not found.bozo, (slug, found.get("bozo_exception"))
        assert found.version == "rss20"
        assert found.feed.link == BASE
        assert found.feed.language == "zh-CN"
    found = feedparser.parse(feeds(built)["all"])
    assert found.feed.title == "云川市文明单位创建成果展 · 全站更新"
    assert found.feed.subtitle == "全部 & 内容"


def entries(result: site.Result, slug: str = "all") -> dict[str, feedparser.FeedParserDict]:
    return {entry.id: entry for entry in feedparser.parse(feeds(result)[slug]).entries}


def test_entries_carry_the_whole_text(built):
    entry = entries(built)[f"{TAG}units/bailu-town/kongzhi/"]
    content = BeautifulSoup(entry.content[0].value, "lxml")
    assert [a["href"] for a in content.find_all("a")][:3] == [
        f"{BASE}units/bailu-town/#%E8%8D%A3%E8%AA%89",
        f"{BASE}units/bailu-town/kongzhi/#%E5%81%9A%E6%B3%95",
        "https://other.example/?a=1&b=2",
    ]
    assert content.img["src"].startswith(f"{BASE}assets/photos/")
    assert (built.site / urlsplit(content.img["src"]).path.removeprefix("/showcase/")).is_file()
    assert "每周六。" in content.get_text()
    assert entry.link == f"{BASE}units/bailu-town/kongzhi/"
    assert [tag.term for tag in entry.tags] == ["活动"]


def test_control_characters_do_not_kill_a_feed(built):
    entry = entries(built)[f"{TAG}units/bailu-town/kongzhi/"]
    assert (entry.title, entry.summary) == ("甲乙", "丙丁")
    text = BeautifulSoup(entry.content[0].value, "lxml").get_text()
    assert "和 ]]> 与 ]]> 都不碍事" in text
    assert "文中有响铃" in entries(built)[f"{TAG}units/bailu-town/bell/"].content[0].value


def test_names_are_text_in_a_reader(built):
    entry = entries(built)[f"{TAG}units/nasty/x/"]
    items = etree.fromstring(feeds(built)["articles"]).findall("channel/item")
    title = next(item.findtext("title") for item in items if item.findtext("guid").endswith(":units/nasty/x/"))
    assert title == rich.NASTY
    assert rich.SCRIPT not in entry.content[0].value
    unit = entries(built)[f"{TAG}units/nasty/"].content[0].value
    assert BeautifulSoup(unit, "lxml").li.get_text() == f"{rich.NASTY}：{rich.NASTY}{rich.NASTY}{rich.NASTY}"
    assert BeautifulSoup(unit, "lxml").img["alt"] == rich.NASTY


def test_partial_dates_are_the_first_day_they_may_mean(built):
    dates = {guid: entry.get("published") for guid, entry in entries(built).items()}
    assert dates[f"{TAG}units/bailu-town/he-zhang-zhi-zhi-yuan-he/"] == "Wed, 01 May 2024 00:00:00 +0800"
    assert dates[f"{TAG}units/bailu-town/01-ling-dao-xiao-zu-wen-jian/"] == "Mon, 01 Nov 2021 00:00:00 +0800"
    assert dates[f"{TAG}compilations/dier/"] == "Wed, 01 Jan 2025 00:00:00 +0800"
    assert dates[f"{TAG}notices/2026-11/"] == "Fri, 13 Nov 2026 00:00:00 +0800"
    assert dates[f"{TAG}units/nasty/weizhi/"] is None


def test_each_feed_has_its_content(built):
    kinds = {slug: {guid.removeprefix(TAG).split("/")[0] for guid in entries(built, slug)} for slug in feeds(built)}
    assert kinds["notices"] == {"notices"}
    assert kinds["units"] == kinds["articles"] == kinds["experiences"] == {"units"}
    assert kinds["all"] == {"units", "notices", "decisions", "compilations"}
    assert {tag.term for e in entries(built, "experiences").values() for tag in e.tags[:1]} == {"经验", "撤下"}
    assert list(entries(built, "newest")) == [
        f"{TAG}notices/2026-12/",
        f"{TAG}notices/2026-11/#opens",
        f"{TAG}notices/2026-11/",
    ]


def test_lists_stand_in_the_entry(built):
    notice = BeautifulSoup(entries(built)[f"{TAG}notices/2026-11/"].content[0].value, "lxml")
    assert [li.get_text() for li in notice.find_all("li")] == ["云川市清源区白鹭镇人民政府", "清源区渔村小学"]
    decision = BeautifulSoup(entries(built)[f"{TAG}decisions/2024-06/"].content[0].value, "lxml")
    headings = [h.get_text() for h in decision.find_all("h2")]
    assert headings == ["晋级：省级文明单位标兵", "黄牌：省级文明单位", "撤销：省级文明单位"]


def test_facts_read_as_on_the_page(built):
    """余 stands behind the number, 约 before it."""
    assert "志愿服务：1200余人次" in built.text("feeds/all.xml")


def test_what_is_hidden_is_in_no_feed(built):
    for path in sorted((built.site / "feeds").rglob("*.*")):
        text = path.read_text(encoding="utf-8")
        for word in ("草稿密", "caogao", "以后密", "不公开的原因", rich.SECRET):
            assert word not in text, (path, word)


def test_what_was_taken_back_says_so_and_no_more(built):
    """Whoever has the entry learns it, for the id is the same."""
    told = entries(built, "articles")
    gone = told[f"{TAG}units/hexi-school/chexia/"]
    assert (gone.title, gone.summary) == ("已撤下：撤下的材料", "本页已于2026年10月1日撤下：内容有误")
    assert "content" not in gone
    unit = entries(built, "units")[f"{TAG}units/chehui/"]
    assert (unit.title, unit.summary) == ("已撤下：撤下单位全名", "本页已于2026年10月撤下：机构撤并")
    assert not unit.enclosures


# --- for life ------------------------------------------------------------------------------------


def test_the_same_content_gives_the_same_bytes(built):
    before = feeds(built)
    again = site.run(built.root, "mkdocs", "build")
    assert again.code == 0, again.output
    assert feeds(again) == before


def test_today_does_not_show_in_a_feed(built, tmp_path):
    files = {**feed_files(), "mkdocs.yml": site.MKDOCS.replace("2026-11-18", "2026-11-24")}
    result = site.build(tmp_path, files)
    assert "2026年11月24日" in result.text("")
    assert feeds(result) == feeds(built)


def test_guids_do_not_change_with_title_address_or_date(built, tmp_path):
    files = feed_files()
    changed = {
        "mkdocs.yml": site.MKDOCS.replace("https://example.org/showcase/", "https://portal.example.com"),
        "site_config/site.yml": site.SITE.replace("文明单位创建成果展", "新名字"),
        "units/bailu-town/heyan.md": site.ARTICLE.replace("一条河", "两条河").replace("2023-09-15", "2022"),
        "content/notices/2026-11.md": site.NOTICE.replace("关于拟命名", "拟命名").replace("2026-11-13", "2026-11-12"),
    }
    result = site.build(tmp_path, {**files, **changed})
    assert result.code == 0, result.output
    old, new = entries(built), entries(result)
    assert set(old) == set(new)
    assert new[f"{TAG}units/bailu-town/heyan/"].title == "两条河带出一支志愿队"
    assert {urlsplit(entry.link).netloc for entry in new.values()} == {"portal.example.com"}
    for path in paths(result.site / "feeds"):
        judge(result.site / "feeds", path, "https://portal.example.com/")


def test_an_empty_feed_is_valid(build):
    files: dict[str, str | None] = {"content/compilations/chunfeng.md": None, "content/notices/2026-11.md": None}
    empty = "  - {slug: books, title: 汇编, description: 尚无, content: [compilations]}\n"
    result = build({**files, "site_config/feeds.yml": site.FEEDS + empty})
    assert result.code == 0, result.output
    assert judge(result.site / "feeds", "books", BASE) == []
    first = entries_of(result, "all", Form.JSON)[0]["id"]
    assert first.startswith("tag:example.org,2026:"), "by the site's host where the office states nothing"


# --- whatever is written -------------------------------------------------------------------------

_written = st.text(
    st.one_of(st.characters(), st.sampled_from("\x00\x08\x0b\x1f\x7f\x85\ud800\udfff\ufffe\uffff]]>&<\"'"))
)
_dates = st.sampled_from(["2008", "2008-05", "2008-05-12", "2007/2010", "20xx", "未知", "2008年底"]).map(parse_date)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(_written, _written, _written, _dates), max_size=4), _written)
def test_no_word_of_an_author_breaks_a_feed(given_items, title):
    feed = Feed(path="x", group=FeedGroup.OFFICE, title=f"题{title}", description=f"述{title}")
    items = [
        FeedItem(
            id=f"{TAG}{n}/", url=f"{BASE}{n}/", title=name, summary=summary, html=f"<p>{body}</p>", date=date,
            categories=("类",), author=f"谁{name}",
        )
        for n, (name, summary, body, date) in enumerate(sorted(given_items, key=lambda item: item[3], reverse=True))
    ]  # fmt: skip
    page = FeedPage(feed=feed, items=tuple(items), site_url=BASE, site_name="站", author="办", id=f"{TAG}feeds/x")
    for form, name in ((Form.RSS, "rss"), (Form.ATOM, "atom")):
        data = write_feed(page, form)
        feed_judge.parsed(data, name)
        assert len(feedparser.parse(data).entries) == len(items)
        assert data == write_feed(page, form)
    assert not list(feed_judge.json_rules().iter_errors(json.loads(write_feed(page, Form.JSON))))
