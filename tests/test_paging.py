"""Long lists: cut into pages of which none holds too much, and on which together nothing is missing or told twice."""

from __future__ import annotations

import csv
import io
import json
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from bs4 import BeautifulSoup

from showcase.differences import compare, read_build
from tests import rich, site
from tests.browser import served as strict_server
from tests.test_data import validate
from tests.test_rolls import dom

LIMITS = {
    "cards": 5, "names": 4, "children": 3, "rows": 5, "lines": 3, "records": 7, "titles": 4, "addresses": 30,
}  # fmt: skip
NAMES = "安宁 白桥 白塔 百花 北岸 碧水 常青 城东 春晓 大河 东湖 东山 丰收 高岭".split()
SLUGS = [f"u{number:02}" for number in range(len(NAMES))]


def files() -> dict[str, str | bytes | None]:
    """Fourteen units below one, two decisions with long lists, a notice, a volume and a topic with eight articles."""
    units: dict[str, str | bytes | None] = {}
    for number, (slug, name) in enumerate(zip(SLUGS, NAMES, strict=True)):
        honors = [rich.honor("市级文明单位", f"20{10 + number}-05-01")] if number < 9 else []
        single = {"title": "县级先进集体", "level": "县级", "date": "2019"}
        region = "清源区" if number < 11 else "望山县"
        system = {"system": "bailu-town"} if number else {}
        meta = {"honors": [*honors, single], **system}
        units[f"units/{slug}/index.md"] = rich.unit(f"云川市{name}所", f"{name}所", "文明单位", region, **meta)
    articles = {
        f"units/u00/wen-{n}.md": rich.article(f"第{n}篇", f"2022-0{n + 1}-01", topics=["志愿服务"]) for n in range(8)
    }
    prizes = [
        {**rich.city("授予", "文明单位", [slug]), "title": "创建奖", "grade": "", "prize": "一等奖"}
        for slug in SLUGS[:4]
    ]
    decisions = {
        "content/decisions/many.md": rich.decision(
            "命名决定", "云文明委〔2025〕1号", "2025-01-01", rich.city("授予", "文明单位", SLUGS, term="第七届"),
        ),
        "content/decisions/gone.md": rich.decision(
            "撤销决定", "云文明委〔2026〕1号", "2026-01-01", rich.city("撤销", "文明单位", SLUGS[:6], term="第七届"),
        ),
        "content/decisions/prizes.md": rich.decision("表彰决定", "云文明委〔2026〕2号", "2026-02-01", *prizes),
        **{
            f"content/decisions/small-{n}.md": rich.decision(f"第{n}份", f"云文明委〔2020〕{n}号", f"2020-0{n}-01")
            for n in range(1, 4)
        },
    }  # fmt: skip
    lists = [{"title": "拟保留", "units": SLUGS[:7]}, {"title": "拟撤销", "units": SLUGS[7:9]}]
    notices = {
        f"content/notices/n-{n}.md": rich.notice(
            f"第{n}次公示",
            f"2024-0{n}-01",
            f"2024-0{n}-02",
            f"2024-0{n}-08",
            lists=lists,
            accepted=[{"rule": "overdue-result", "reason": "例子"}],
        )
        for n in range(1, 6)
    }
    volume = site.COMPILATION.replace("items: [bailu-town/heyan]", "select: {type: [经验]}")
    return {
        **units, **articles, **decisions, **notices, "site_config/regions.yml": rich.REGIONS,
        "content/compilations/chunfeng.md": volume,
    }  # fmt: skip


def limited(**limits: int) -> str:
    inside = ", ".join(f"{key}: {value}" for key, value in {**LIMITS, **limits}.items())
    return site.MKDOCS.replace("today: 2026-11-18", f"today: 2026-11-18, limits: {{{inside}}}")


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> site.Result:
    """The site as it is with the real limits: far below them."""
    result = site.build(tmp_path_factory.mktemp("whole"), files(), "--strict")
    assert result.code == 0, result.output
    return result


@pytest.fixture(scope="module")
def cut(tmp_path_factory) -> site.Result:
    """The same with small ones."""
    result = site.build(tmp_path_factory.mktemp("cut"), {**files(), "mkdocs.yml": limited()}, "--strict")
    assert result.code == 0, result.output
    return result


def words(tag) -> str:
    return re.sub(r"\s+", " ", tag.get_text("", strip=False)).strip()


def every_page(result: site.Result) -> list[str]:
    return sorted(f"{p.parent.relative_to(result.site).as_posix()}/" for p in result.site.rglob("index.html"))


def pages_of(result: site.Result, url: str) -> list[tuple[str, BeautifulSoup]]:
    """A list's pages, as a reader turns them."""
    found, here = [], url
    while here:
        page = result.page(here)
        found.append((here, page))
        turn = page.select_one("nav.pages a[rel=next]")
        here = posixpath.normpath(here + turn["href"]) + "/" if turn else ""
    return found


def links_in(result: site.Result, url: str, select: str) -> list[list[str]]:
    """Addresses that a list's pages lead to, page by page."""
    return [[posixpath.normpath(here + a["href"]) for a in page.select(select)] for here, page in pages_of(result, url)]


def flat(pages: list[list[str]]) -> list[str]:
    return [link for page in pages for link in page]


# --- small sites -----------------------------------------------------------------------------------


def test_what_fits_one_page_is_one_page(whole):
    assert not [url for url in every_page(whole) if "page_" in url or "/by_" in url or "/all_" in url]
    assert not [url for url in every_page(whole) if whole.page(url).select("nav.pages, .outline")]
    assert not list((whole.site / "data").glob("*-2.*")) + list(whole.site.glob("sitemap-*"))
    assert whole.page("units/").select("form[data-directory] input[type=checkbox]")


# --- all lists -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("url", "select", "most"), [
    ("topics/zhi-yuan-fu-wu/", "ul.list h3 a", LIMITS["lines"]),
    ("news/", "ul.list h3 a", LIMITS["lines"]),
    ("decisions/", "ul.decs h2 a", LIMITS["lines"]),
    ("notices/", "ul.ntcs h3 a", LIMITS["lines"]),
    ("compilations/chunfeng/", ".toc ol li div a", LIMITS["rows"]),
    ("decisions/many/", "ol.names a", LIMITS["rows"]),
    ("notices/n-1/", "ol.names .n a", LIMITS["rows"]),
    ("honors/terms/yun-chuan-shi-di-qi-jie/", "tbody th[scope=row] a", LIMITS["rows"]),
    ("honors/others/", "tbody th[scope=row] a", LIMITS["rows"]),
    ("honors/revoked/", "tbody th[scope=row] a", LIMITS["rows"]),
    ("honors/regions/9901/", "tbody th[scope=row] a", LIMITS["rows"]),
    ("honors/bodies/", ".roll-wall a", LIMITS["names"]),
    ("honors/years/", ".roll-wall a", LIMITS["names"]),
])  # fmt: skip
def test_every_list_is_cut_and_loses_nothing(whole, cut, url, select, most):
    found = links_in(cut, url, select)
    assert all(1 <= len(page) <= most for page in found), url
    assert Counter(flat(found)) == Counter(flat(links_in(whole, url, select))), url
    assert flat(found) == flat(links_in(whole, url, select)), "in the same order"
    if len(flat(found)) > most:
        assert len(found) == -(-len(flat(found)) // most), url


def test_pages_tell_which_they_are(cut):
    found = pages_of(cut, "topics/zhi-yuan-fu-wu/")
    assert [url for url, _ in found] == [
        "topics/zhi-yuan-fu-wu/", "topics/zhi-yuan-fu-wu/page_2/", "topics/zhi-yuan-fu-wu/page_3/",
    ]  # fmt: skip
    for number, (url, page) in enumerate(found, 1):
        above, below = page.select("nav.pages")
        assert words(above.p) == words(below.p) == f"第 {number} 页，共 3 页"
        assert words(above.select_one("[aria-current=page]")) == str(number)
        assert {nav["aria-label"] for nav in (above, below)} == {"分页", "列表之后的分页"}
        assert page.find("link", rel="canonical")["href"] == f"https://example.org/showcase/{url}"
        rels = {link["rel"][0] for link in page.select("head link[rel=prev], head link[rel=next]")}
        assert rels == {"prev", "next"} - {"prev" if number == 1 else "", "next" if number == 3 else ""}
    assert words(found[1][1].title).startswith("志愿服务（第 2 页）")
    assert words(found[0][1].title).startswith("志愿服务 - ")
    crumbs = found[1][1].select('nav[aria-label="当前位置"] li')
    assert [words(li) for li in crumbs] == ["首页", "话题", "志愿服务", "第 2 页"]
    assert crumbs[2].a["href"] == "../../../topics/zhi-yuan-fu-wu/"


def test_counts_are_those_of_the_whole(cut):
    _, second = pages_of(cut, "decisions/many/")[1]
    assert words(second.select_one("#s-list-1 small")) == "14 家"
    assert [words(no) for no in second.select(".names .no")] == [str(n) for n in range(6, 11)]
    assert "现予公布" in words(pages_of(cut, "decisions/many/")[0][1].main)
    assert "现予公布" not in words(second.main)
    _, last = pages_of(cut, "news/")[-1]
    assert last.select_one(".month h2 small")


def test_every_link_leads_somewhere(cut):
    """Anchors too: what begins on another page keeps its anchor in the list of parts."""
    broken = []
    pages = {url: cut.page(url) for url in every_page(cut)}
    ids = {url: {tag["id"] for tag in page.select("[id]")} for url, page in pages.items()}
    for url, page in pages.items():
        here = "" if url == "./" else url
        for a in page.select("main a[href]"):
            address, anchor = urldefrag(a["href"].partition("?")[0])
            if re.match(r"[a-z]+:", address):
                continue
            path = posixpath.normpath(f"{here}{unquote(address)}") if address else here.rstrip("/")
            target = f"{path}/" if path != "." else "./"
            if target in ids:
                if anchor and anchor not in ids[target]:
                    broken.append((url, a["href"]))
            elif not (cut.site / path).is_file():
                broken.append((url, a["href"]))
    assert broken == []
    asking = {
        urldefrag(a["href"].partition("?")[0])[0] for page in pages.values() for a in page.select("main a[href*='?']")
    }
    assert {posixpath.normpath(address).rpartition("/")[2] for address in asking} == {"units"}, (
        "only the directory filters"
    )


def test_what_was_taken_back_has_no_further_pages(tmp_path):
    gone = files()["content/decisions/many.md"].replace(
        "---\n", "---\nwithdrawn: {date: 2026-11-01, reason: 名单有误}\n", 1
    )
    result = site.build(tmp_path, {**files(), "content/decisions/many.md": gone, "mkdocs.yml": limited()})
    assert result.code == 0, result.output
    assert [url for url in every_page(result) if url.startswith("decisions/many/")] == ["decisions/many/"]
    assert "安宁所" not in result.main("decisions/many/")


# --- directory -------------------------------------------------------------------------------------


def test_the_directory_names_every_unit_once(cut):
    found = links_in(cut, "units/", ".name-l a")
    assert sorted(flat(found)) == sorted(f"units/{slug}" for slug in (*SLUGS, "bailu-town"))
    assert max(map(len, found)) == LIMITS["names"]
    names = [words(a) for _, page in pages_of(cut, "units/") for a in page.select(".name-l a")]
    assert names == [
        "安宁所",
        "白鹭镇",
        "白桥所",
        "白塔所",
        "百花所",
        "北岸所",
        "碧水所",
        *(f"{n}所" for n in NAMES[6:]),
    ]


def test_letters_lead_to_the_page_where_they_begin(cut):
    for url, page in pages_of(cut, "units/"):
        leading = {words(a): a["href"] for a in page.select(".az a")}
        assert set(leading) == set("ABCDFG")
        for letter, href in leading.items():
            address, anchor = urldefrag(href)
            there = posixpath.normpath(url + address) + "/" if address else url
            heading = cut.page(there).find(id=anchor)
            assert words(heading) == letter
            assert words(heading.find_next("a"))
    assert "（续）" in words(pages_of(cut, "units/")[1][1].select_one(".name-g h3"))


def test_every_choice_leads_to_a_list_of_exactly_those(cut):
    page = cut.page("units/")
    units = {f"units/{slug}" for slug in (*SLUGS, "bailu-town")}
    for facet in page.select("nav .facet"):
        listed = []
        for a in facet.select("a.opt"):
            url = posixpath.normpath("units/" + a["href"]) + "/"
            found = links_in(cut, url, ".name-l a")
            assert len(flat(found)) == int(words(a.select_one(".n"))), url
            assert max(map(len, found)) <= LIMITS["names"], url
            assert cut.page(url).select_one(".facet a[aria-current=page]")["href"].endswith(url.removeprefix("units/"))
            listed += flat(found)
        assert sorted(listed) == sorted(units), words(facet.h2)
        assert all(words(zero.select_one(".n")) == "0" for zero in facet.select("span.opt.zero"))
    assert words(page.select("nav .facet h2")[2]) == "地区"
    assert [words(li) for li in page.select("nav .facet")[1].select("li")] == ["文明单位14", "文明村镇1", "文明校园0"]
    assert not page.select(".card"), "no filter that sees one page alone"
    assert not cut.page("units/page_2/").select("form[data-directory]")


def test_a_unit_names_some_of_those_below_and_leads_to_all(cut):
    page = cut.page("units/bailu-town/")
    below = next(div for div in page.select("dl.facts div") if words(div.dt) == "下属单位")
    assert [words(a) for a in below.select("dd > a")] == ["白桥所", "白塔所", "百花所"]
    assert words(below.small) == "全部 13 家"
    assert flat(links_in(cut, "units/bailu-town/all_units/", ".name-l a")) == [f"units/{slug}" for slug in SLUGS[1:]]
    unit = cut.page("units/u00/")
    assert [words(a) for a in unit.select("#s-experience h3 a")] == ["第7篇", "第6篇", "第5篇"]
    assert words(unit.select_one(".rest")) == "全部 8 篇材料"
    assert len(flat(links_in(cut, "units/u00/all_articles/", "ul.list h2 a"))) == 8


# --- rolls -----------------------------------------------------------------------------------------


def roll_pages(result: site.Result) -> Iterator[tuple[str, BeautifulSoup]]:
    for url in every_page(result):
        if url.startswith("honors/"):
            yield url, result.page(url)


def test_no_roll_passes_its_bound_and_every_table_is_that_of_its_page(cut):
    seen = 0
    for url, page in roll_pages(cut):
        rows = page.select("main tbody th[scope=row]")
        file = cut.site / url / "roll.csv"
        link = page.select_one("a[download]")
        assert file.is_file() is (link is not None), url
        if url == "honors/":
            continue
        assert len(rows) <= LIMITS["rows"], url
        if link:
            told = list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))
            assert len(told) <= LIMITS["rows"], url
            assert f"{len(told)} 行" in words(link), url
        if "page_" in url and rows:
            seen += 1
            shown = {th.a["href"].rstrip("/").rpartition("/")[2] for th in rows}
            assert {row["单位代号"] for row in told} == shown, url
    assert seen > 5


def test_a_part_that_begins_elsewhere_is_still_found(cut):
    first = cut.page("honors/regions/9901/")
    outline = {words(div.dt): div for div in first.select("dl.outline div")}
    assert set(outline) == {"市级", "不再在册的称号"}
    assert "id" not in outline["市级"].attrs
    past = outline["不再在册的称号"]
    there, anchor = urldefrag(past.a["href"])
    assert past["id"] == anchor
    assert cut.page(posixpath.normpath("honors/regions/9901/" + there) + "/").find("section", id=anchor)


def test_a_region_with_parts_counts_and_those_without_have_the_rows(whole, cut):
    def holders(result: site.Result, *urls: str) -> list[str]:
        return sorted(link for url in urls for link in flat(links_in(result, url, ".lvl tbody th a")))

    assert holders(cut, "honors/regions/99/") == []
    leaves = ("honors/regions/9901/", "honors/regions/9902/")
    assert holders(cut, *leaves) == holders(whole, *leaves) == holders(whole, "honors/regions/99/")
    assert not cut.page("honors/regions/99/").select("a[download]")
    assert "名单见开放数据" in cut.main("honors/regions/99/")


# --- data ------------------------------------------------------------------------------------------


def test_data_come_in_parts_that_make_the_whole(whole, cut):
    package = {r["name"]: r for r in json.loads(cut.text("data/datapackage.json"))["resources"]}
    for name in ("units", "honors", "events", "decisions", "articles", "notices", "spans"):
        parts = [json.loads(cut.text(f"data/{file}")) for file in parts_of(cut, name, "json")]
        assert [row for part in parts for row in part] == json.loads(whole.text(f"data/{name}.json")), name
        assert all(len(part) <= LIMITS["records"] for part in parts), name
        tables = [(cut.site / "data" / file).read_text(encoding="utf-8-sig") for file in parts_of(cut, name, "csv")]
        heads = {table.partition("\n")[0] for table in tables}
        assert len(heads) == 1, name
        whole_rows = (whole.site / f"data/{name}.csv").read_text(encoding="utf-8-sig").split("\n")[1:]
        assert [line for table in tables for line in table.split("\n")[1:] if line] == [li for li in whole_rows if li]
        if len(parts) > 1:
            assert package[name]["path"] == parts_of(cut, name, "csv")
    assert isinstance(package["honors"]["path"], list)
    assert "bytes" not in package["honors"]


def parts_of(result: site.Result, name: str, suffix: str) -> list[str]:
    found = [path.name for path in (result.site / "data").glob(f"{name}*.{suffix}")]
    return sorted(found, key=lambda file: (len(file), file))


def test_frictionless_reads_the_parts_as_one_table(cut):
    report = validate(cut.site / "data")
    assert report["valid"], report
    rows = {task["name"]: task["stats"].get("rows") for task in report["tasks"]}
    assert rows["honors"] == sum(len(json.loads(cut.text(f"data/{file}"))) for file in parts_of(cut, "honors", "json"))


def test_the_page_lists_every_part(cut):
    page = cut.page("data/")
    links = [a["href"].removeprefix("../data/") for a in page.select(".data-t td.get a")]
    published = [p.name for p in (cut.site / "data").glob("*") if re.fullmatch(r"[a-z]+(-\d+)?\.(csv|json)", p.name)]
    assert sorted(links) == sorted(set(published) - {"datapackage.json"})
    labels = [a["aria-label"] for a in page.select(".data-t td.get a") if a["href"] == "../data/honors-2.csv"]
    assert re.fullmatch(r"下载称号：CSV 第 2 部分，\d+ KB", labels[0])
    assert "按 7 行一个文件分成几部分" in words(page.main)


def test_the_difference_of_a_whole_and_a_cut_site_is_none_of_content(whole, cut):
    found = compare(read_build(whole.site), read_build(cut.site))
    assert found.changes == ()
    assert found.missing == ()
    assert "units/page_2/" in found.added


def test_the_sitemap_is_an_index_of_parts(whole, cut):
    def locations(result: site.Result, name: str) -> list[str]:
        return re.findall(r"<loc>https://example.org/showcase/([^<]*)</loc>", result.text(name))

    parts = locations(cut, "sitemap.xml")
    assert "<sitemapindex" in cut.text("sitemap.xml")
    assert parts == [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    assert len(parts) > 1
    listed = [locations(cut, part) for part in parts]
    assert all(len(part) <= LIMITS["addresses"] for part in listed)
    told = [url for part in listed for url in part]
    assert len(told) == len(set(told))
    assert set(locations(whole, "sitemap.xml")) <= set(told)
    assert "units/page_2/" in told


@pytest.mark.browser
def test_the_roll_of_a_day_is_put_together_from_its_files(whole, cut, tmp_path):
    assert len(list((cut.site / "honors").glob("as-of*.json"))) == 4
    assert len(json.loads(cut.text("honors/as-of.json"))["units"]) == LIMITS["titles"]

    def shown(result: site.Result) -> tuple[str, str]:
        folder = tmp_path / result.root.name
        folder.mkdir(exist_ok=True)
        if not (folder / "sub").exists():
            (folder / "sub").symlink_to(result.site)
        with strict_server(folder) as address:
            page = dom(f"{address}/sub/honors/?date=2025-06-30", tmp_path / "profile")
        return words(page.select_one("[data-as-of-said]")), words(page.select_one("[data-as-of-roll]"))

    assert shown(cut) == shown(whole)
    assert shown(cut)[0].startswith("截至2025年6月30日在册 15 项")


# --- addresses and settings ------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["news/page_2", "units/by_kind/x", "units/bailu-town/all_units/page_3"])
def test_addresses_of_further_pages_belong_to_nobody_else(check: Callable[..., site.Result], url):
    result = check({f"content/{url}.md": "---\ntitle: 占位\n---\n文。\n"})
    assert result.code == 1
    assert f"网址“/{url}/”已属于自动生成的页面，请改文件名 (duplicate-url)" in result.output
    taken = check({f"content/{url}.md": None, "content/about.md": f"---\ntitle: 关于\naliases: [{url}]\n---\n文。\n"})
    assert f"旧网址“{url}/”已属于自动生成的页面 (duplicate-url)" in taken.output


def test_a_limit_that_would_hold_nothing_is_refused(tmp_path: Path):
    result = site.build(tmp_path, {"mkdocs.yml": limited(rows=0)})
    assert result.code != 0
    assert "mkdocs.yml 的 limits.rows 是 0，应是大于 0 的整数" in result.output
