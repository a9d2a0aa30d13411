"""Volumes: what is taken up, what is left out, and the pages that a reader turns."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import feedparser
import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from showcase.markdown.sections import blocks_of, without_lines
from showcase.model.documents import Text
from showcase.model.office import Skeleton
from showcase.volumes import recognise, shorten
from tests import rich, site
from tests.test_incremental import again, clean_build, rendered
from tests.test_release import snapshot

CHAPTER = "compilations/chunfeng/bailu-town--heyan/"
ARTICLE = "units/bailu-town/heyan/"
REPORT = """\
尊敬的各位领导：

大家好！

现将创建工作汇报如下：

全镇有九个村。[^1]

## 一、基本概况及近年获奖情况

镇里有五十二人。

## 二、主要做法

### （一）巡河

每周一次，见[打算](#五下一步打算)和[做法](#二主要做法)。[^2]

![巡河](photos/01-镇政府大院.jpg)

## 三、取得的成效

水清了。

## 四、存在的不足

人手少。[^3]

[^1]: 截至年底。
[^3]: 指冬天。

## 五、下一步打算

再添两个人。

[^2]: 雨天除外。

以上汇报，请批评指正。

谢谢大家！
"""


def volume(parts: list[dict[str, Any]], **meta: Any) -> str:
    head = {"title": "春风", "date": "2026-11", "by": ["云川市文明办"], "parts": parts, **meta}
    return rich.page("编者按。\n", **head)


def report(result: str = "水清了。") -> str:
    body = REPORT.replace("水清了。", result)
    return rich.page(body, type="汇报", title="一条河带出一支志愿队", date="2023-09-15")


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def sentence(tag: Tag | None) -> str:
    """As it is read: what must not break stands in tags of its own."""
    assert tag is not None
    return tag.get_text().strip()


def targets(page: BeautifulSoup, url: str) -> list[str]:
    """Site-relative addresses of the links in the main part."""
    found = (urljoin(f"https://x/{url}", str(a["href"])) for a in page.select("main a[href]"))
    return [unquote(address.removeprefix("https://x/")) for address in found if address.startswith("https://x/")]


def contents(result: site.Result, slug: str = "chunfeng") -> list[str]:
    return [words(a) for a in result.page(f"compilations/{slug}/").select(".toc ol li div > a:not(.by)")]


@pytest.fixture(scope="module")
def cut(tmp_path_factory) -> site.Result:
    """A report without greetings, shortcomings and plans."""
    files = {
        "units/bailu-town/heyan.md": report(),
        "units/bailu-town/zaiban.md": rich.article("再办一年", "2024-01-02"),
        "content/compilations/chunfeng.md": volume(
            [{"title": "河边", "items": ["bailu-town/heyan"]}, {"title": "街上", "items": ["bailu-town/zaiban"]}],
            leave_out=["称谓", "不足", "打算"], series={"name": "经验交流汇编", "number": "3"}, editors=["创建科"],
        ),
    }  # fmt: skip
    result = site.build(tmp_path_factory.mktemp("cut"), files, "--strict")
    assert result.code == 0, result.output
    return result


# --- the web volume --------------------------------------------------------------------------------


def test_contents_lead_to_chapters_and_chapters_to_each_other(cut):
    page = cut.page("compilations/chunfeng/")
    assert [words(h) for h in page.select(".toc h3")] == ["第一编 河边 1 篇", "第二编 街上 1 篇", "版权页"]
    assert words(page.select_one(".toc .sec-h p")) == "2 编 2 篇"
    assert targets(page, "compilations/chunfeng/").count(CHAPTER) == 2, "in the contents, and where reading begins"
    first = cut.page(CHAPTER)
    assert "compilations/chunfeng/bailu-town--zaiban/" in targets(first, CHAPTER)
    assert {"compilations/chunfeng/", ARTICLE, "units/bailu-town/"} <= set(targets(first, CHAPTER))
    assert not first.select(".pn .prev")
    assert words(cut.page("compilations/chunfeng/bailu-town--zaiban/").select_one(".pn .prev")).endswith("志愿队")
    assert words(first.select_one(".byline")).startswith("第 1 篇 云川市清源区白鹭镇人民政府")


def test_a_chapter_names_the_article_and_is_counted_nowhere(cut):
    for url, canonical in (
        (CHAPTER, ARTICLE),
        ("compilations/chunfeng/print/", "compilations/chunfeng/"),
    ):
        page = cut.page(url)
        assert [link["href"] for link in page.select("link[rel=canonical]")] == [
            f"https://example.org/showcase/{canonical}"
        ]
        assert page.select('meta[name="search-facts"][data-none^="repeats"]')
        assert not page.select('meta[name="robots"]')
    for path in ("sitemap.xml", "feeds/all.xml", "feeds/articles.xml", "data/articles.json", "units/index.html"):
        assert "--heyan" not in cut.text(path), path
        assert "/print/" not in cut.text(path), path
    assert len(feedparser.parse(cut.text("feeds/articles.xml")).entries) == 2


def test_article_and_unit_say_where_they_were_taken_up(cut):
    link = cut.page(ARTICLE).select_one(".badges a")
    assert words(link) == "《春风》"
    assert CHAPTER in targets(cut.page(ARTICLE), ARTICLE)
    share = cut.page("units/bailu-town/").select_one("#s-volumes")
    assert words(share) == "收入汇编 全部汇编 2 篇 《春风》 一条河带出一支志愿队 ； 再办一年"


def test_what_is_left_out_is_said_and_can_be_read(cut):
    page = cut.page(CHAPTER)
    body = words(page.select_one(".body"))
    assert [words(h) for h in page.select(".body h2")] == [
        "一、基本概况及近年获奖情况", "二、主要做法", "三、取得的成效",
    ]  # fmt: skip
    for gone in ("领导", "大家好", "汇报如下", "人手少", "再添", "批评指正", "谢谢", "指冬天"):
        assert gone not in body
        assert gone in cut.main(ARTICLE)
    assert words(page.select_one(".cut")) == "编入时有删节：略去称谓、不足、打算。 读全文"
    told = [sentence(p) for p in cut.page("compilations/chunfeng/").select(".colophon p")]
    assert told == [
        "《春风》，经验交流汇编第三辑，云川市文明办编印，2026年11月。",
        "编辑：创建科。",
        "收录 1 家单位，2 编 2 篇。",
        "编入时有删节：1 篇略去称谓、不足、打算；全文见各单位的网页。",
    ]
    whole = cut.page("compilations/chunfeng/bailu-town--zaiban/")
    assert not whole.select(".cut"), "of what was not shortened nothing is said"


def test_footnotes_are_numbered_anew_and_links_find_what_was_left_out(cut):
    page = cut.page(CHAPTER)
    assert [words(sup) for sup in page.select(".body sup")] == ["1", "2"]
    assert [words(li).removesuffix(" ↩") for li in page.select(".body .footnotes li")] == ["截至年底。", "雨天除外。"]
    links = targets(page, CHAPTER)
    assert f"{ARTICLE}#五下一步打算" in links, "into the full text"
    assert f"{CHAPTER}#二主要做法" in links, "into the chapter itself"
    assert page.find(id="二主要做法") is not None
    assert page.select(".body figure img")


def test_the_whole_volume_stands_on_one_page(cut):
    url = "compilations/chunfeng/print/"
    page = cut.page(url)
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    assert len(ids) == len(set(ids)), "two chapters have the same headings"
    inside = [urldefrag(link)[1] for link in targets(page, url) if urldefrag(link)[0] == url]
    assert set(inside) - set(ids) == set()
    assert {"c1", "c2", "c1-二主要做法"} <= set(inside)
    assert f"{ARTICLE}#五下一步打算" in targets(page, url)
    assert [words(h) for h in page.select("main article h2")] == [
        "编者的话",
        "目录",
        "第一编 河边",
        "第二编 街上",
        "版权页",
    ]
    assert [words(h) for h in page.select(".vp-chapter h3")] == ["一条河带出一支志愿队", "再办一年"]
    assert {h.name for h in page.select(".vp-chapter .body :is(h1,h2,h3,h4,h5,h6)")} == {"h4", "h5"}
    assert "编入时有删节：略去称谓、不足、打算。" in words(page.select_one("#c1"))


def test_a_long_volume_is_printed_in_several_pages(build):
    articles = {f"units/bailu-town/a{n}.md": rich.article(f"第{n}篇材料", "2024-01-02") for n in range(5)}
    chosen = volume([{"title": "全部", "select": {"type": "经验"}, "order": ["title"]}])
    limits = site.MKDOCS.replace("2026-11-18}", "2026-11-18, limits: {chapters: 4}}")
    result = build({**articles, "content/compilations/chunfeng.md": chosen, "mkdocs.yml": limits})
    pages = [result.page(f"compilations/chunfeng/print/{rest}") for rest in ("", "page_2/")]
    assert [len(page.select(".vp-chapter")) for page in pages] == [4, 2]
    assert [bool(page.select(".vp-cover")) for page in pages] == [True, False]
    assert [bool(page.select(".vp-colophon")) for page in pages] == [False, True]
    links = targets(pages[0], "compilations/chunfeng/print/")
    assert {"compilations/chunfeng/print/#c4", "compilations/chunfeng/print/page_2/#c5"} <= set(links)
    assert not (result.site / "compilations/chunfeng/print/page_3").exists()


def test_a_volume_that_was_taken_back_has_no_chapters(build):
    taken = volume(
        [{"title": "河边", "items": ["bailu-town/heyan"]}], withdrawn={"date": "2026-11-12", "reason": "有误"}
    )
    result = build({"content/compilations/chunfeng.md": taken})
    assert [p.name for p in (result.site / "compilations/chunfeng").iterdir()] == ["index.html"]
    assert not result.page("units/bailu-town/").select("#s-volumes")


# --- what is taken up ------------------------------------------------------------------------------

CITY = {
    "level": "市级",
    "jurisdiction": "云川市",
    "grade": "文明村镇",
    "title": "市级文明村镇",
    "units": ["bailu-town"],
}


def revoked_on(day: str) -> site.Files:
    decision = rich.page(
        title="关于撤销称号的决定", number="云文明委〔2026〕9号", date=day, by=["云川市文明委"],
        lists=[{"event": "撤销", "reason": "滑坡密", **CITY}],
    )  # fmt: skip
    other = rich.unit("云川市望山县云岭小学", "云岭小学", "文明校园", "望山县")
    return {
        "content/decisions/2026-09.md": decision,
        "units/yunling/index.md": other,
        "units/yunling/a.md": rich.article("云岭的做法", "2024-03-01"),
    }


@pytest.mark.parametrize("date", ["2026-11", "2027-03", "未知"])
def test_a_revoked_unit_stays_out_of_a_new_volume(build, date):
    chosen = volume([{"title": "经验", "select": {"type": "经验"}}], date=date)
    result = build({**revoked_on("2026-09-01"), "content/compilations/chunfeng.md": chosen})
    assert contents(result) == ["云岭的做法"]
    assert "收入" not in result.main(ARTICLE)


def test_a_revoked_unit_is_taken_by_name(build):
    named = volume([{"title": "经验", "items": ["bailu-town/heyan"]}], date="2026-11")
    result = build({**revoked_on("2026-09-01"), "content/compilations/chunfeng.md": named}, "--strict")
    note = sentence(result.page(CHAPTER).select_one(".lost"))
    assert note == "该单位的市级文明村镇称号已于2026年9月1日撤销（云文明委〔2026〕9号），本辑只取其材料。看决定"
    assert "decisions/2026-09/" in targets(result.page(CHAPTER), CHAPTER)
    assert "称号已撤销" in result.main("compilations/chunfeng/")


@pytest.mark.parametrize("level", [{}, {"level": ["市级"]}])
def test_a_volume_that_is_out_keeps_the_unit_and_says_so(build, level):
    chosen = volume([{"title": "经验", "select": {"type": "经验", **level}}], date="2026-03")
    result = build({**revoked_on("2026-09-01"), "content/compilations/chunfeng.md": chosen})
    assert contents(result)[0] == "一条河带出一支志愿队"
    assert "本辑出版后，该单位的市级文明村镇称号已于2026年9月1日撤销" in sentence(
        result.page(CHAPTER).select_one(".lost")
    )
    told = sentence(result.page("compilations/chunfeng/").select_one(".colophon"))
    assert "云川市清源区白鹭镇人民政府：本辑出版后" in told
    assert "滑坡密" not in result.text(CHAPTER) + result.text("compilations/chunfeng/")


def test_a_restored_unit_is_as_any_other(build):
    restored = rich.page(
        title="恢复",
        number="云文明委〔2026〕10号",
        date="2026-10-08",
        by=["云川市文明委"],
        lists=[{"event": "恢复", **CITY}],
    )
    chosen = volume([{"title": "经验", "select": {"type": "经验"}}])
    result = build(
        {
            **revoked_on("2026-09-01"),
            "content/decisions/2026-10.md": restored,
            "content/compilations/chunfeng.md": chosen,
        }
    )
    assert contents(result) == ["一条河带出一支志愿队", "云岭的做法"]
    assert not result.page(CHAPTER).select(".lost")


def test_a_query_takes_each_article_once_the_first_ones_in_order(build):
    titles = {"a": "《左邻》", "b": "八个班", "c": "“阿姨”的本子", "d": "陈家桌"}
    articles = {f"units/bailu-town/{n}.md": rich.article(title, "2024-01-02") for n, title in titles.items()}
    chosen = volume(
        [
            {"title": "选", "select": {"type": "经验"}, "order": ["title"], "limit": 3},
            {"title": "名", "items": ["bailu-town/b"]},
            {"title": "余", "select": {"type": "经验"}, "order": ["-title"]},
        ]
    )
    result = build({**articles, "content/compilations/chunfeng.md": chosen}, "--strict")
    assert contents(result) == ["“阿姨”的本子", "陈家桌", "一条河带出一支志愿队", "八个班", "《左邻》"]


def test_a_volume_that_is_out_takes_in_nothing_later(build):
    later = {"units/bailu-town/later.md": rich.article("后来的事", "2026-05-01")}
    for date, titles in (("2026-04", ["一条河带出一支志愿队"]), ("2026-05", ["后来的事", "一条河带出一支志愿队"])):
        chosen = volume([{"title": "经验", "select": {"type": "经验"}, "order": ["-date"]}], date=date)
        result = build({**later, "content/compilations/chunfeng.md": chosen})
        assert contents(result) == titles


def test_sections_are_chosen_by_heading_or_by_what_they_are(build):
    for sections, expected in (
        (["（一）巡河"], ["（一）巡河"]),
        (["做法", "取得的成效"], ["二、主要做法", "（一）巡河", "三、取得的成效"]),
        (["不足"], ["四、存在的不足"]),
    ):
        part = {"title": "河边", "items": [{"article": "bailu-town/heyan", "sections": sections}]}
        files = {"units/bailu-town/heyan.md": report(), "content/compilations/chunfeng.md": volume([part])}
        result = build(files, "--strict")
        page = result.page(CHAPTER)
        assert [words(h) for h in page.select(".body :is(h2,h3)")] == expected
        assert "各位领导" not in words(page.select_one(".body"))
        names = "".join(f"“{name}”" for name in sections)
        assert words(page.select_one(".cut")) == f"编入时有删节：节选{names}。 读全文"
        assert "编入时有删节：1 篇只选其中几节" in result.main("compilations/chunfeng/")


# --- kinds -----------------------------------------------------------------------------------------


def test_an_album_shows_its_pictures_first(build):
    files = {
        "units/bailu-town/heyan.md": report(),
        "content/compilations/chunfeng.md": volume([{"title": "河边", "items": ["bailu-town/heyan"]}], kind="图片"),
    }
    result = build(files, "--strict")
    item = result.page("compilations/chunfeng/").select_one(".album-toc li")
    assert item is not None
    assert item.select("img")
    assert "1 幅" in words(item)
    text = result.page(CHAPTER).select_one(".text")
    assert text is not None
    assert [tag.get("class") for tag in text.find_all("div", recursive=False)] == [
        ["gal", "n1"],
        ["body", "md-typeset"],
    ]
    assert len(text.select("img")) == 1, "before the words, and not in them again"
    assert words(result.page("compilations/chunfeng/").select_one(".toc .sec-h p")) == "1 编 1 组"


def test_rules_are_counted_in_classes_and_items(build):
    files = {
        "content/compilations/chunfeng.md": volume([{"title": "规矩", "items": ["bailu-town/heyan"]}], kind="制度")
    }
    result = build(files)
    assert words(result.page("compilations/chunfeng/").select_one(".toc h3")) == "第一类 规矩 1 项"
    assert "收录 1 家单位，1 类 1 项。" in result.main("compilations/chunfeng/")
    assert result.page("compilations/chunfeng/").select_one(".kicker").get_text() == "制度汇编"


@pytest.mark.parametrize("kind", ["新闻", "媒体"])
def test_news_say_where_they_were_printed(build, kind):
    media = {"outlet": "云川日报", "title": "河边的人", "date": "2025-03-01"}
    files = {
        "units/bailu-town/heyan.md": rich.article("河边的人", "2025-03-01", type="媒体", media=media),
        "content/compilations/chunfeng.md": volume([{"title": "报道", "items": ["bailu-town/heyan"]}], kind=kind),
    }
    result = build(files)
    assert "原载云川日报《河边的人》，2025年3月1日" in result.main("compilations/chunfeng/")
    assert "原载云川日报" in result.main(CHAPTER)


# --- the skeleton of a report ----------------------------------------------------------------------


@pytest.mark.parametrize(("text", "kinds"), [
    ("尊敬的各位领导：\n\n正文。", ["称谓"]),
    ("各位领导、同志们：\n\n大家好！\n\n下面，我就创建工作向各位作简要汇报。\n\n正文。", ["称谓", "称谓", "称谓"]),
    ("复查组各位同志：\n\n正文。", ["称谓"]),
    ("正文。\n\n各位领导：", []),
    ("我们镇有九个村。\n\n谢谢大家！", ["称谓"]),
    ("谢谢大家的人：\n\n正文。", []),
    ("各位领导：\n\n现将情况汇报如下，数字截至年底。\n\n正文。", ["称谓"]),
    ("## 一、我局基本概况及近年获奖情况\n\n甲。", ["概况+获奖"]),
    ("## 五、存在的不足\n\n甲。", ["不足"]),
    ("## 存在问题和下一步打算\n\n甲。", ["不足+打算"]),
    ("## 三、不足一百户的村怎么办\n\n甲。", []),
    ("## 打算盘的人\n\n甲。", []),
    ("## 四、精神文明创建以来取得的成效\n\n甲。", ["成效"]),
    ("甲。\n\n乙。\n\n虽然我们做了一些工作，取得一定成绩，但还有不足，主要表现在：\n\n- 人少", ["不足"]),
    ("今后，我们将去河边。\n\n甲。\n\n乙。\n\n丙。\n\n丁。", []),
    ("甲。\n\n乙。\n\n下一步，我们将再添两个人。\n\n白鹭镇\n\n2026年1月", ["打算"]),
    ("```\n## 不足\n```\n\n甲。", []),
    ("> ## 不足\n\n甲。", []),
    ("不足\n---\n\n甲。", ["不足"]),
])  # fmt: skip
def test_what_is_recognised(text, kinds):
    found = recognise(blocks_of(Text(text)))
    assert ["+".join(sorted(kind.value for kind in span.kinds)) for span in found] == kinds


def test_a_section_of_two_kinds_is_left_out_only_when_both_are():
    text = Text("甲。\n\n## 不足与打算\n\n乙。\n")
    assert shorten(text, (), [Skeleton.SHORTCOMINGS]).text == text
    assert shorten(text, (), [Skeleton.SHORTCOMINGS, Skeleton.PLANS]).text.markdown == "甲。\n"


def test_a_heading_under_which_nothing_is_left_goes_too():
    text = Text("甲。\n\n## 四、问题\n\n### 不足\n\n乙。\n\n### 打算\n\n丙。\n\n## 五、账目\n\n丁。\n")
    short = shorten(text, (), [Skeleton.SHORTCOMINGS, Skeleton.PLANS])
    assert short.text.markdown.split() == ["甲。", "##", "五、账目", "丁。"]


def test_a_text_that_is_nothing_else_stays_whole():
    text = Text("## 下一步打算\n\n再添两个人。\n")
    assert shorten(text, (), [Skeleton.PLANS]).text == text


HEADINGS = st.sampled_from(["一、基本情况", "主要做法", "三、成效", "存在的不足", "下一步打算", "一盏灯", "账目"])
BODY = st.sampled_from(
    ["甲。", "- 一\n- 二", "> 引文", "| a |\n|---|\n| 1 |", "```\n## 不足\n```", "文[^N]。\n\n[^N]: 注。"]
)


@given(st.lists(st.tuples(HEADINGS, BODY), min_size=1, max_size=6), st.sets(st.sampled_from(list(Skeleton))))
def test_what_is_not_left_out_stays_as_it_was_written(sections, leave_out):
    parts = [f"## {heading}\n\n{body.replace('N', str(n))}\n" for n, (heading, body) in enumerate(sections)]
    text = Text("开头。\n\n" + "\n".join(parts))
    kinds = {
        "情况": Skeleton.OVERVIEW,
        "做法": Skeleton.MEASURES,
        "成效": Skeleton.RESULTS,
        "不足": Skeleton.SHORTCOMINGS,
        "打算": Skeleton.PLANS,
    }
    gone = [
        next((kind for word, kind in kinds.items() if word in heading), None) in leave_out for heading, _ in sections
    ]
    kept = [part for part, is_gone in zip(parts, gone, strict=True) if not is_gone]
    short = shorten(text, (), leave_out)
    left = re.sub(r"\[\^.\]: 注。", "", short.text.markdown).split()
    assert left == re.sub(r"\[\^.\]: 注。", "", "开头。\n\n" + "\n".join(kept)).split()
    assert bool(short.left_out) == any(gone)
    again_short = shorten(short.text, (), leave_out)
    assert again_short.text.markdown.split() == short.text.markdown.split(), "nothing more is found the second time"


@given(st.text(alphabet="#>-ab \n`[]:^1", max_size=80))
def test_blocks_cover_a_text_in_order(markdown):
    found = blocks_of(Text(markdown))
    assert all(block.start < block.stop for block in found)
    assert all(one.stop == two.start for one, two in pairwise(found))
    assert without_lines(Text(markdown), ()).markdown.split() == markdown.split()


# --- built again -----------------------------------------------------------------------------------


def test_one_more_sentence_remakes_its_chapter_alone(tmp_path):
    articles = {
        "units/bailu-town/heyan.md": report(),
        "units/bailu-town/zaiban.md": rich.article("再办一年", "2024-01-02"),
        "content/compilations/chunfeng.md": volume(
            [{"title": "河边", "items": ["bailu-town/heyan", "bailu-town/zaiban"]}], leave_out=["打算"]
        ),
    }
    assert site.build(tmp_path, articles).code == 0
    made = rendered(again(tmp_path, {"units/bailu-town/heyan.md": report("水清了，鱼回来了。")}))
    mine = {CHAPTER, "compilations/chunfeng/print/", ARTICLE}
    assert made == {f"{url}index.html" for url in mine}
    without = report().replace("五、下一步打算", "五、后来").replace("#五下一步打算", "#五后来")
    made = rendered(again(tmp_path, {"units/bailu-town/heyan.md": without}))
    assert made is not None
    assert "compilations/chunfeng/index.html" in made, "the contents say what was left out"
    assert snapshot(site.Result(tmp_path, 0, "").site) == clean_build(tmp_path, tmp_path.parent / "clean")
