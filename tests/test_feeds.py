"""Feeds, read by a reader (feedparser) and judged by the letter of RSS 2.0."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from showcase.feeds import FeedItem, build_feed
from showcase.model.dates import parse_date
from showcase.model.vocabulary import FeedSpec
from tests import rich, site

BASE = "https://example.org/showcase/"
FEEDS = """\
feeds:
  - {slug: all, title: 全站更新, description: 全部 & 内容, content: [units, articles, notices, decisions, compilations]}
  - {slug: units, title: 单位, description: 新单位, content: [units]}
  - {slug: articles, title: 材料, description: 材料, content: [articles]}
  - {slug: experiences, title: 经验, description: 经验, content: [experiences]}
  - {slug: notices, title: 公示, description: 公示, content: [notices]}
  - {slug: decisions, title: 决定, description: 决定, content: [decisions]}
  - {slug: compilations, title: 汇编, description: 汇编, content: [compilations]}
  - {slug: newest, title: 最新, description: 最新三条, content: [articles, notices], limit: 3}
"""
BODY = """\
## 做法

见[单位](index.md#荣誉)、[上文](#做法)和[站外](https://other.example/?a=1&b=2)[^注]。

![河岸](photos/02-志愿者清理河岸.jpg)

控制符 &#8; &#xD800; &#xFFFE; 和 ]]> 与 `]]>` 都不碍事。

[^注]: 每周六。
"""


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
    assert len(found) == 8
    return found


# --- a strict judge ------------------------------------------------------------------------------

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
CHANNEL = {"title", "link", "description", "language", "docs", "generator", "lastBuildDate", ATOM_LINK}
ITEM = {"title", "link", "description", "guid", "category", "pubDate", CONTENT}
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
RFC_822 = re.compile(
    rf"(?:{'|'.join(DAYS)}), [0-3]\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{{4}}"
    r" [0-2]\d:[0-5]\d:[0-5]\d [+-]\d{4}"
)
XML_FORBIDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def only(parent: etree._Element, tag: str) -> str:
    """The text of the one child of this name."""
    found = parent.findall(tag)
    assert len(found) == 1, f"{len(found)} × {tag}"
    text = found[0].text or ""
    assert text == text.strip(), tag
    assert text, f"{tag} is empty"
    return text


def moment(text: str) -> dt.datetime:
    assert RFC_822.fullmatch(text), text
    found = parsedate_to_datetime(text)
    assert text.startswith(DAYS[found.weekday()]), text
    return found


def judge(data: bytes, address: str, base: str = BASE) -> list[etree._Element]:
    """Items of a feed that keeps every rule of RSS 2.0 and of its advisory board's profile."""
    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert not XML_FORBIDS.search(data.decode("utf-8"))
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    assert [child.tag for child in root] == ["channel"]
    channel = root[0]
    tags = [child.tag for child in channel]
    assert set(tags) - {"item"} <= CHANNEL, tags
    assert "item" not in tags or tags.index("item") == len(tags) - tags.count("item"), "items come last"
    for tag in ("title", "description", "docs", "generator"):
        only(channel, tag)
    assert only(channel, "link") == base
    assert re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", only(channel, "language"))
    assert channel.find(ATOM_LINK).attrib == {"href": address, "rel": "self", "type": "application/rss+xml"}
    assert len(channel.findall(ATOM_LINK)) == 1
    items = channel.findall("item")
    for item in items:
        judge_item(item, base)
    guids = [only(item, "guid") for item in items]
    assert len(guids) == len(set(guids))
    judge_dates(channel, items)
    return items


def judge_item(item: etree._Element, base: str) -> None:
    assert {child.tag for child in item} <= ITEM
    for tag in ("title", "description", CONTENT):
        assert only(item, tag)
    assert only(item, "link").startswith(base)
    assert "://" in only(item, "link")
    assert item.find("guid").attrib == {"isPermaLink": "false"}
    assert all(category.text for category in item.findall("category"))
    assert len(item.findall("pubDate")) <= 1
    judge_content(only(item, CONTENT))


def judge_content(html: str) -> None:
    """Nothing runs, nothing is relative."""
    for tag in BeautifulSoup(html, "lxml").find_all(True):
        assert tag.name not in ("script", "style", "iframe", "object", "embed", "form"), html
        for name, value in tag.attrs.items():
            assert not name.startswith("on"), html
            assert name not in ("style", "srcset"), html
            if name in ("href", "src"):
                assert urlsplit(value).scheme in ("https", "http", "mailto", "tel"), value
                assert urlsplit(value).netloc or urlsplit(value).scheme in ("mailto", "tel"), value


def judge_dates(channel: etree._Element, items: list[etree._Element]) -> None:
    dated = [moment(date.text) for item in items if (date := item.find("pubDate")) is not None]
    assert dated == sorted(dated, reverse=True)
    undated = [item.find("pubDate") is None for item in items]
    assert undated == sorted(undated), "items without a date come last"
    last = moment(only(channel, "lastBuildDate"))
    assert last == (max(dated) if dated else dt.datetime(2000, 1, 1, tzinfo=last.tzinfo))


def test_every_feed_keeps_the_rules(built):
    counts = {slug: len(judge(data, f"{BASE}feeds/{slug}.xml")) for slug, data in feeds(built).items()}
    # of the notices one has a result, an entry of its own where the decision itself is not in the feed
    parts = {"units": 8, "articles": 8, "notices": 4, "decisions": 5, "compilations": 2}
    assert counts == {**parts, "all": sum(parts.values()) - 1, "experiences": 6, "newest": 3}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<title>", b"<title/><title>"),
        (b'isPermaLink="false"', b'isPermaLink="true"'),
        (b"+0800</pubDate>", b"</pubDate>"),
        (b"<pubDate>Mon,", b"<pubDate>Tue,"),
        (b"<language>zh-CN</language>", b""),
        (b"<guid", b"<author>x</author><guid"),
        (b'rel="self"', b'rel="alternate"'),
        (b"<link>https://example.org/showcase/</link>", b"<link>/</link>"),
        (b'href="https://example.org/showcase/units/bailu-town/#', b'href="units/bailu-town/#'),
    ],
)
def test_the_judge_sees_what_is_wrong(built, old, new):
    """Else the test above would pass whatever is written."""
    data = feeds(built)["all"]
    assert old in data
    with pytest.raises(AssertionError):
        judge(data.replace(old, new, 1), f"{BASE}feeds/all.xml")


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
    entry = entries(built)["showcase:units/bailu-town/kongzhi/"]
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
    entry = entries(built)["showcase:units/bailu-town/kongzhi/"]
    assert (entry.title, entry.summary) == ("甲乙", "丙丁")
    text = BeautifulSoup(entry.content[0].value, "lxml").get_text()
    assert "和 ]]> 与 ]]> 都不碍事" in text
    assert "文中有响铃" in entries(built)["showcase:units/bailu-town/bell/"].content[0].value


def test_names_are_text_in_a_reader(built):
    entry = entries(built)["showcase:units/nasty/x/"]
    title = etree.fromstring(feeds(built)["articles"]).xpath("//item[guid='showcase:units/nasty/x/']/title")[0].text
    assert title == rich.NASTY
    assert rich.SCRIPT not in entry.content[0].value
    unit = entries(built)["showcase:units/nasty/"].content[0].value
    assert BeautifulSoup(unit, "lxml").li.get_text() == f"{rich.NASTY}：{rich.NASTY}{rich.NASTY}{rich.NASTY}"
    assert BeautifulSoup(unit, "lxml").img["alt"] == rich.NASTY


def test_partial_dates_are_the_first_day_they_may_mean(built):
    dates = {guid: entry.get("published") for guid, entry in entries(built).items()}
    assert dates["showcase:units/bailu-town/he-zhang-zhi-zhi-yuan-he/"] == "Wed, 01 May 2024 00:00:00 +0800"
    assert dates["showcase:units/bailu-town/01-ling-dao-xiao-zu-wen-jian/"] == "Mon, 01 Nov 2021 00:00:00 +0800"
    assert dates["showcase:compilations/dier/"] == "Wed, 01 Jan 2025 00:00:00 +0800"
    assert dates["showcase:notices/2026-11/"] == "Fri, 13 Nov 2026 00:00:00 +0800"
    assert dates["showcase:units/nasty/weizhi/"] is None


def test_each_feed_has_its_content(built):
    kinds = {slug: {guid.split(":")[1].split("/")[0] for guid in entries(built, slug)} for slug in feeds(built)}
    assert kinds["notices"] == {"notices"}
    assert kinds["units"] == kinds["articles"] == kinds["experiences"] == {"units"}
    assert kinds["all"] == {"units", "notices", "decisions", "compilations"}
    assert {tag.term for e in entries(built, "experiences").values() for tag in e.tags[:1]} == {"经验"}
    assert list(entries(built, "newest")) == [
        "showcase:notices/2026-12/",
        "showcase:notices/2026-11/",
        "showcase:notices/2026-09/",
    ]


def test_lists_stand_in_the_entry(built):
    notice = BeautifulSoup(entries(built)["showcase:notices/2026-11/"].content[0].value, "lxml")
    assert [li.get_text() for li in notice.find_all("li")] == ["云川市清源区白鹭镇人民政府", "清源区渔村小学"]
    decision = BeautifulSoup(entries(built)["showcase:decisions/2024-06/"].content[0].value, "lxml")
    headings = [h.get_text() for h in decision.find_all("h2")]
    assert headings == ["晋级：省级文明单位标兵", "黄牌：省级文明单位", "撤销：省级文明单位"]


def test_facts_read_as_on_the_page(built):
    """余 stands behind the number, 约 before it."""
    assert "志愿服务：1200余人次" in built.text("feeds/all.xml")


def test_what_is_hidden_or_withdrawn_is_in_no_feed(built):
    for slug, data in feeds(built).items():
        text = data.decode("utf-8")
        for word in ("草稿密", "caogao", "以后密", "撤下", "撤回", "不公开的原因", rich.SECRET):
            assert word not in text, (slug, word)


# --- for life ------------------------------------------------------------------------------------


def test_the_same_content_gives_the_same_bytes(built):
    before = feeds(built)
    again = site.run(built.root, "mkdocs", "build")
    assert again.code == 0, again.output
    assert feeds(again) == before


def test_today_does_not_show_in_a_feed(built, tmp_path):
    files = {**feed_files(), "mkdocs.yml": site.MKDOCS.replace("2026-11-18", "2026-11-29")}
    result = site.build(tmp_path, files)
    assert "数据截至 2026年11月29日" in result.main("") or "2026年11月29日" in result.text("")
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
    assert new["showcase:units/bailu-town/heyan/"].title == "两条河带出一支志愿队"
    assert {urlsplit(entry.link).netloc for entry in new.values()} == {"portal.example.com"}
    for slug, data in feeds(result).items():
        judge(data, f"https://portal.example.com/feeds/{slug}.xml", "https://portal.example.com/")


def test_an_empty_feed_is_valid(build):
    files: dict[str, str | None] = {"content/compilations/chunfeng.md": None, "content/notices/2026-11.md": None}
    empty = "  - {slug: books, title: 汇编, description: 尚无, content: [compilations]}\n"
    result = build({**files, "site_config/feeds.yml": site.FEEDS + empty})
    assert result.code == 0, result.output
    assert judge((result.site / "feeds/books.xml").read_bytes(), f"{BASE}feeds/books.xml") == []


# --- whatever is written -------------------------------------------------------------------------

_written = st.text(
    st.one_of(st.characters(), st.sampled_from("\x00\x08\x0b\x1f\x7f\x85\ud800\udfff\ufffe\uffff]]>&<\"'"))
)
_dates = st.sampled_from(["2008", "2008-05", "2008-05-12", "2007/2010", "20xx", "未知", "2008年底"]).map(parse_date)


@given(st.lists(st.tuples(_written, _written, _written, _dates), max_size=4), _written)
def test_no_word_of_an_author_breaks_a_feed(given_items, title):
    spec = FeedSpec(slug="x", title=f"题{title}", description=f"述{title}", content=("units",))
    items = [
        FeedItem(
            guid=f"showcase:{n}/",
            url=f"{BASE}{n}/",
            title=f"题{name}",
            summary=f"要{summary}",
            html=f"<p>{body}</p>",
            date=date,
            categories=("类",),
        )
        for n, (name, summary, body, date) in enumerate(given_items)
    ]
    data = build_feed(spec, items, BASE, "站")
    root = etree.fromstring(data)
    assert len(root.findall("channel/item")) == len(items)
    assert data == build_feed(spec, items, BASE, "站")
    assert not feedparser.parse(data).bozo


def test_feeds_lie_where_they_always_will(built):
    assert {path.name for path in Path(built.site / "feeds").glob("*")} == {
        *(f"{s}.xml" for s in feeds(built)),
        "index.html",
    }
