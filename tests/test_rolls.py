"""Rolls: the same honours cut every way, and as of any day, in a real browser too."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import posixpath
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from showcase.diagnostics import Diagnostics
from showcase.loading import Folders, load_collection
from showcase.model.honors import HonorState
from showcase.model.ledger import honor_states
from tests import rich, site
from tests.browser import served as strict_server

TODAY = dt.date(2026, 11, 18)
DAYS = (
    dt.date(2015, 12, 31),  # the first claim
    dt.date(2018, 4, 9), dt.date(2018, 4, 10),  # the eve of the first award, and its day
    dt.date(2022, 5, 5), dt.date(2023, 6, 5), dt.date(2023, 6, 6),  # 黄牌, the eve of 恢复, 恢复
    dt.date(2023, 10, 9), dt.date(2023, 10, 10),  # the eve of a revocation, and its day
    dt.date(2024, 6, 20), TODAY,
)  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> site.Result:
    result = site.build(tmp_path_factory.mktemp("rolls"), rich.roll_files())
    assert result.code == 0, result.output
    return result


@pytest.fixture(scope="module")
def fold(built) -> list[HonorState]:
    """What the model itself says of the same files."""
    folders = Folders(built.root, built.root / "units", built.root / "content", built.root / "site_config")
    collection = load_collection(folders, Diagnostics())
    assert collection is not None
    public = collection.public(dt.datetime(2026, 11, 18, 9))
    shown = {unit.slug for unit in public.units if unit.publication.withdrawn is None}
    return [h for slug, held in honor_states(public, TODAY).items() if slug in shown for h in held]


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def rows(table: Tag | None) -> list[list[str]]:
    assert table is not None
    return [[words(cell) for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")]


def heads(table: Tag | None) -> list[str]:
    assert table is not None
    return [words(cell) for cell in table.select("thead th")]


def data(built: site.Result, url: str) -> list[dict[str, str]]:
    raw = (built.site / url / "roll.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


def tallies(page: BeautifulSoup) -> dict[str, str]:
    return {words(div.dt): words(div.dd) for div in page.select("dl.tallies > div")}


def listed(page: BeautifulSoup) -> set[str]:
    """Names of units in the tables of a page."""
    return {words(th.a) for th in page.select("main tbody th[scope=row]")}


def pages(built: site.Result) -> list[str]:
    found = (built.site / "honors").rglob("index.html")
    return sorted(f"{path.parent.relative_to(built.site).as_posix()}/" for path in found)


# --- all pages -----------------------------------------------------------------------------------


def test_every_cut_has_its_pages(built):
    found = {url.removeprefix("honors/") for url in pages(built)}
    assert {
        "", "levels/", "levels/quan-guo-ji/", "levels/sheng-ji/", "regions/", "regions/99/", "regions/9900/", "regions/9904/",
        "kinds/", "kinds/wen-ming-xiao-yuan/", "terms/", "terms/yun-chuan-shi-di-qi-jie/", "bodies/",
        "bodies/yun-chuan-shi-zong-gong-hui/", "years/", "years/2015/", "years/2017/", "years/2026/",
        "revoked/", "history/", "others/",
    } <= found  # fmt: skip


def test_every_page_has_its_place_its_day_and_its_data(built):
    for url in pages(built):
        page = built.page(url)
        crumbs = [words(li) for li in page.select('nav[aria-label="当前位置"] li')]
        assert crumbs[:2] == ["首页", "光荣榜"], url
        assert re.search(r"截至20\d\d年\d+月\d+日", words(page.select_one(".docname"))), url
        is_index = url.count("/") == 2 and url.split("/")[1] in (
            "levels",
            "regions",
            "kinds",
            "terms",
            "bodies",
            "years",
        )
        link = page.select_one("a[download]")
        assert (link is None) is is_index, url
        if link is not None:
            assert posixpath.normpath(url + link["href"]) == f"{url}roll.csv", url
            counted = re.search(r"(\d+) 行", words(link))
            assert counted, url
            assert int(counted[1]) == len(data(built, url)), url


def test_no_table_has_an_empty_column_or_an_empty_cell(built):
    for url in pages(built):
        for table in built.page(url).select("table"):
            assert table.caption, url
            assert all(th["scope"] for th in table.find_all("th")), url
            body = [row for row in rows(table) if len(row) == len(heads(table))]
            assert all(any(cell not in ("", "—") for cell in column) for column in zip(*body, strict=True)), url
            assert not [row for row in rows(table) if "" in row], url


def test_the_roll_leads_to_every_other_one(built):
    """By chips with counts, or by way of an index."""
    page = built.page("honors/")
    chips = {a["href"].removeprefix("../honors/"): words(a) for a in page.select("dl.cut-l a")}
    assert chips["levels/shi-ji/"] == "市级 8"
    assert chips["terms/yun-chuan-shi-di-qi-jie/"] == "云川市第七届 6"
    assert chips["revoked/"] == "已撤销、终止 4"
    assert chips["history/"] == "历史称号 24"
    linked = {f"honors/{href}" for href in chips}
    for cut in ("levels", "regions", "kinds", "terms", "bodies", "years"):
        index = built.page(f"honors/{cut}/")
        linked |= {a["href"].removeprefix("../../") for a in index.select(".roll-wall a")}
    assert set(pages(built)) - linked == {"honors/"}
    assert [a["href"] for a in page.select(".after a")][-2:] == ["../statistics/", "../data/"]


def test_level_kind_and_region_hold_what_the_roll_holds(built):
    whole = {row["编号"] for row in data(built, "honors/")}
    assert len(whole) == 11
    for cut in ("levels", "kinds"):
        parts = [url for url in pages(built) if url.startswith(f"honors/{cut}/") and url != f"honors/{cut}/"]
        found = [row["编号"] for url in parts for row in data(built, url)]
        assert sorted(found) == sorted(whole), cut
    city = {row["编号"] for row in data(built, "honors/regions/9900/")}
    below = [row["编号"] for code in ("9901", "9902", "9903", "9904") for row in data(built, f"honors/regions/{code}/")]
    assert sorted(below) == sorted(city)
    assert whole < city  # with what was held before
    assert "，含清源区、望山县、云岭县、江北县" in built.main("honors/regions/9900/")


def test_an_empty_roll_says_so(built):
    assert "目前没有在册的全国级称号。" in built.main("honors/levels/quan-guo-ji/")
    assert tallies(built.page("honors/levels/quan-guo-ji/")) == dict.fromkeys(
        ("在册称号", "单位", "有决定", "单位自报"), "0"
    )
    assert "2017年没有命名、复查或撤销的记录。" in built.main("honors/years/2017/")


def test_claims_have_no_state_but_can_be_overdue(built):
    page = built.page("honors/levels/shi-ji/")
    states = {words(tr.th.a): words(tr.select_one(".state")) for tr in page.select("tr:has(.prf)")}
    assert states["江畔社区"] == "届期已过"
    assert states["单项公司"] == "未核实"
    assert states["恢复供电所"] == "超期待复查"
    assert "超期待复查" in words(page.select_one("dl.key"))


# --- former names --------------------------------------------------------------------------------


def test_a_renamed_unit_is_found_under_its_former_names(built):
    assert "老名站" in built.main("honors/")
    for url in ("honors/history/", "honors/regions/9904/"):
        text = built.main(url)
        assert "时称“旧名所”" in text, url  # in 2021
        assert "老名站" in text, url
    seventh = built.page("honors/terms/yun-chuan-shi-di-qi-jie/")
    assert words(seventh.find("a", string="新名中心").parent) == "新名中心 时称“旧名所”"
    sixth = {row["单位代号"]: row["时称"] for row in data(built, "honors/terms/yun-chuan-shi-di-liu-jie/")}
    assert (sixth["gaiming"], sixth["liangjie"]) == ("老名站", "")
    assert "新名中心 时称“老名站”" in built.main("honors/years/2018/")
    # 认定 of June 2023 came under the present name
    assert "时称" not in built.main("honors/years/2023/").partition("截至2023年12月31日在册")[0]


# --- revoked, ended ------------------------------------------------------------------------------


def test_revoked_and_ended_are_told_apart(built):
    page = built.page("honors/revoked/")
    revoked, ended = page.select_one("#s-revoked table"), page.select_one("#s-ended table")
    assert [(row[0], row[1], row[2], row[-1]) for row in rows(revoked)] == [
        ("2024年6月20日", "落花单位", "省级文明单位", "撤销"),
        ("2023年10月10日", "两级撤销站", "省级文明单位", "撤销"),
        ("2023年10月10日", "两级撤销站", "市级文明单位", "撤销"),
    ]
    assert [(row[0], row[1], row[-1]) for row in rows(ended)] == [("2022年9月1日", "终止厂", "终止")]
    assert "企业注销" in words(ended)
    assert "恢复供电所" not in words(page.find("main"))
    assert tallies(page) == {"撤销": "3", "终止": "1"}


def test_reasons_only_where_the_decision_publishes_them(built):
    reasons = {(row[1], row[2]): row[-2] for row in rows(built.page("honors/revoked/").select_one("#s-revoked table"))}
    assert reasons == {
        ("落花单位", "省级文明单位"): "—",
        ("两级撤销站", "省级文明单位"): "—",
        ("两级撤销站", "市级文明单位"): "发生责任事故",
    }
    published = [p for p in built.site.rglob("*") if p.suffix in (".html", ".csv", ".json", ".xml")]
    assert len(published) > 100
    for path in published:
        text = path.read_text(encoding="utf-8")
        assert rich.REASON not in text, path
        assert "不公开的原因" not in text, path


# --- terms, bodies, others -----------------------------------------------------------------------


def test_a_term_tells_what_has_become_of_it(built):
    page = built.page("honors/terms/yun-chuan-shi-di-qi-jie/")
    assert tallies(page) == {
        "命名": "6", "有决定": "4", "仍在册": "4", "已晋级": "0", "届满": "1", "撤销": "1", "终止": "0",
    }  # fmt: skip
    became = {row[1]: row[-2:] for row in rows(page.select_one("table"))}
    assert became["两届学校"] == ["届满", "2024年3月20日"]
    assert became["两级撤销站"] == ["撤销", "2023年10月10日"]
    assert became["恢复供电所"] == ["超期待复查", "2024年4月10日"]


def test_what_a_merger_brought_was_not_named(build):
    """认定 opens a title for the successor: it is listed and counted on the roll, not among the named."""
    confirmed = rich.page(
        "认定。\n", title="关于认定的决定", number="云文明委〔2025〕7号", date="2025-07-01", by=["云川市文明委"],
        lists=[{"event": "认定", "title": "市级文明村镇", "level": "市级", "jurisdiction": "云川市", "grade": "文明村镇",
                "term": "第八届", "units": ["hebing"]}],
    )  # fmt: skip
    result = build({
        "content/decisions/2025-07.md": confirmed,
        "units/hebing/index.md": rich.unit("清源区合并镇人民政府", "合并镇", "文明村镇", "清源区"),
    })  # fmt: skip
    assert result.code == 0, result.output
    page = result.page("honors/terms/yun-chuan-shi-di-ba-jie/")
    assert (tallies(page)["命名"], tallies(page)["仍在册"]) == ("1", "2")
    assert "命名过的称号 1 项，另有由认定等得来的 1 项，" in words(page.find("main"))
    assert "合并镇" in listed(page)
    row = result.page("statistics/").find("th", string="云川市第八届").parent
    assert [words(cell) for cell in row.find_all("td")][-2:] == ["1", "2"]


def test_a_body_lists_what_it_gave_and_with_whom(built):
    for slug in ("yun-chuan-shi-zong-gong-hui", "yun-chuan-shi-wen-ming-ban"):
        page = built.page(f"honors/bodies/{slug}/")
        assert tallies(page) == {"称号": "0", "单项荣誉": "2", "联合授予": "2", "称号仍在册": "0"}
        assert [words(h) for h in page.select(".sec-h h2")] == ["2025年", "2022年"]
        joint = {row[1]: row[heads(table).index("联合授予")] for table in page.select("table") for row in rows(table)}
        assert joint == dict.fromkeys(("恢复供电所", "单项公司"), "云川市总工会、云川市文明办（联合）")
    committee = built.page("honors/bodies/yun-chuan-shi-jing-shen-wen-ming-jian-she-wei-yuan-hui/")
    assert "联合授予" not in heads(committee.select_one("table"))
    assert tallies(committee)["称号"] == "11"


def test_single_honours_and_those_of_others_stand_apart(built):
    page = built.page("honors/others/")
    assert tallies(page) == {"单项荣誉": "8", "下属单位的荣誉": "2", "个人荣誉": "2", "个人人次": "7"}
    years = [words(h).split(" ")[0] for h in page.select("#s-singles h3")]
    assert years == ["2025年", "2022年", "2020年", "年份不详"]
    assert "年份不详（原文“20xx”）" in words(page.select("#s-singles table")[-1])
    assert "收费班组" in words(page.select_one("#s-subunits table"))
    assert words(page.select_one("#s-persons .note")) == "不计入本单位，只列人次，不列姓名。"
    assert [row[-2] for row in rows(page.select_one("#s-persons table"))] == ["3 人次", "4 人次"]
    assert "工人先锋号" not in built.main("honors/")
    assert {row["类型"] for row in data(built, "honors/others/")} == {"单项荣誉", "下属单位的荣誉", "个人荣誉"}


def test_history_tells_the_whole_course(built):
    table = built.page("honors/history/").select_one("table")
    course = {(row[0], row[4]): row[-2:] for row in rows(table)}
    assert course["恢复供电所", "第七届"] == [
        "2021年4月10日起有效，2022年5月5日起黄牌，2023年6月6日起有效，2024年4月10日起超期待复查", "超期待复查",
    ]  # fmt: skip
    assert course["承接局", "2015年"] == ["2015年起未核实，2018年5月起已晋级", "已晋级"]
    assert course["单项公司", "年份不详"] == ["未核实（起始日期不详）", "未核实"]
    terms = [row[4] for row in rows(table) if row[0] == "两届学校"]
    assert terms == ["第六届", "第七届", "第八届"]


def test_a_decision_without_a_number_is_cited_by_its_title(built):
    row = next(
        r for r in built.page("honors/history/").select("tbody tr") if "第八届" in words(r) and "两届" in words(r)
    )
    assert words(row.select_one('a[href="../../decisions/2024-eighth/"]')) == "《关于命名第八届市级文明单位的决定》"


# --- years, and any day --------------------------------------------------------------------------


def test_a_year_tells_its_events_and_its_end(built):
    page = built.page("honors/years/2023/")
    counted = tallies(page)
    assert {event: n for event, n in counted.items() if n != "0"} == {"认定": "1", "恢复": "1", "撤销": "2"}
    assert counted["授予"] == "0"
    assert [words(h.a) for h in page.select("#s-events h3")] == ["云文明委〔2023〕6号", "川文明委〔2023〕5号"]
    assert [(row[0], row[1]) for row in rows(page.select("#s-events table")[1])] == [("撤销", "两级撤销站")] * 2
    assert "另有 2 项称号没有写明日期" in built.main("honors/years/2023/")
    assert [a["href"] for a in page.select(".pn a")] == ["../../../honors/years/2022/", "../../../honors/years/2024/"]
    assert words(built.page("honors/years/2026/").select_one("#s-roll h2")) == "截至2026年11月18日在册"
    became = {
        (row["单位代号"], row["届次"]): (row["当年事项"], row["年底状态"]) for row in data(built, "honors/years/2023/")
    }
    assert became["chexiao-two", "第七届"] == ("2023年10月10日撤销（川文明委〔2023〕5号）", "撤销")
    assert became["liangjie", "第七届"] == ("", "有效")


def test_the_basis_of_a_year_is_of_that_year(built):
    row = next(
        r for r in built.page("honors/years/2022/").select(".lvl tbody tr") if r.th and "清河街道" in words(r.th)
    )
    assert "川文明委〔2021〕1号" in words(row)  # not the yellow card of 2024


def held_on(fold: list[HonorState], day: dt.date) -> list[tuple[str, str, str]]:
    """Name, former name of that day, title: as the fold has it."""
    shown = ((h, h.on(day)) for h in fold if h.is_title)
    return sorted(
        (h.unit.short_name, h.unit.former_name_on(day), h.title)
        for h, state in shown
        if state is not None and state.counts
    )


@pytest.mark.parametrize("year", range(2015, 2026))
def test_the_end_of_every_year_is_that_of_the_fold(built, fold, year):
    page = built.page(f"honors/years/{year}/")
    held = held_on(fold, dt.date(year, 12, 31))
    assert f"在册的称号 {len(held)} 项" in words(page.select_one(".lead"))
    assert listed(BeautifulSoup("".join(f"<main>{lvl}</main>" for lvl in page.select(".lvl")), "lxml")) == {
        h[0] for h in held
    }


def test_the_published_intervals_are_the_fold(built, fold):
    """A reader who looks up ``start ≤ day < end`` finds what the fold says, names included."""
    known = json.loads(built.text("honors/as-of.json"))
    for day in DAYS:
        asked, found = day.isoformat(), []
        for name, _, _, _, former, numbers in known["units"]:
            then = next((old for old, end in former if asked < end), "")
            for title, *_, spans in (known["titles"][n] for n in numbers):
                states = [s for s, start, end in spans if start and start <= asked and (end is None or asked < end)]
                assert len(states) <= 1
                found += [(name, then, title) for state in states if known["states"][state][2]]
        assert sorted(found) == held_on(fold, day), day


@pytest.fixture
def served(built, tmp_path) -> Iterator[str]:
    """The site below a folder of a server that forbids inline code, as the real one does."""

    (tmp_path / "sub").symlink_to(built.site)
    with strict_server(tmp_path) as address:
        yield f"{address}/sub/honors/"


def dom(url: str, folder: Path) -> BeautifulSoup:
    """A page after its scripts have run."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no chromium on PATH")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--virtual-time-budget=8000"]
    done = subprocess.run(
        [chromium, *options, f"--user-data-dir={folder}", "--dump-dom", url],
        capture_output=True, text=True, timeout=90, check=True,
    )  # fmt: skip
    return BeautifulSoup(done.stdout, "lxml")


@pytest.mark.browser
def test_the_control_shows_the_roll_of_any_day(served, fold, tmp_path):
    for day in DAYS:
        page = dom(f"{served}?date={day}", tmp_path / "profile")
        held = held_on(fold, day)
        shown = page.select("[data-as-of-roll] tbody tr")
        found = [
            (
                words(tr.th.a),
                re.sub("时称“(.*)”", r"\1", words(tr.small)) if tr.small else "",
                words(tr.select_one(".ttl")),
            )
            for tr in shown
        ]
        assert sorted(found) == held, day
        said = words(page.select_one("[data-as-of-said]"))
        assert said.startswith(f"截至{day.year}年{day.month}月{day.day}日在册 {len(held)} 项"), day
        assert "另有 2 项没有写明日期，没有列出。" in said
        assert all("hidden" in part.attrs for part in page.select("[data-now]"))
        assert all(a["href"].startswith("../units/") for a in page.select("[data-as-of-roll] th a"))


@pytest.mark.browser
def test_the_control_refuses_other_days_and_starts_with_today(served, tmp_path):
    page = dom(f"{served}?date=1990-01-01", tmp_path / "profile")
    assert words(page.select_one("[data-as-of-said]")) == "请选2015年12月31日至2026年11月18日之间的一天。"
    assert "hidden" in page.select_one("[data-as-of-roll]").attrs
    page = dom(served, tmp_path / "profile")
    form = page.select_one("form[data-as-of]")
    assert "hidden" not in form.attrs
    assert "hidden" not in page.select_one("[data-now]").attrs
    field = form.input
    assert (field["min"], field["max"], field["value"]) == ("2015-12-31", "2026-11-18", "2026-11-18")
    assert form.label["for"] == field["id"]


def test_without_script_there_are_the_years(built):
    page = built.page("honors/")
    assert "hidden" in page.select_one("form[data-as-of]").attrs
    assert "请在下面按年份看" in words(page.noscript)
    (script,) = (s["src"] for s in page.select('script[src*="as-of"]'))
    assert re.fullmatch(r"\.\./assets/as-of\.[0-9a-f]{10}\.js", script)
    assert (built.site / "honors" / script).resolve().is_file()
    others = [url for url in pages(built) if url != "honors/" and built.page(url).select('script[src*="as-of"]')]
    assert others == []


# --- large sites ---------------------------------------------------------------------------------


def test_a_level_too_large_for_the_roll_is_counted_there(tmp_path):
    """201 titles: the roll counts them, the level's page lists them; 601: regions do, in pages."""
    for number, is_long in ((201, False), (601, True)):
        root = tmp_path / str(number)
        root.mkdir()
        slugs = [f"u{n}" for n in range(number)]
        units = {f"units/{s}/index.md": rich.unit(f"第{s}单位", f"第{s}单位", "文明单位", "清源区") for s in slugs}
        decided = rich.city("授予", "文明单位", slugs, term="第七届")
        files = {
            **units,
            "content/decisions/many.md": rich.decision("命名决定", "云文明委〔2025〕1号", "2025-01-01", decided),
        }
        result = site.build(root, files)
        assert result.code == 0, result.output
        roll, level = result.page("honors/"), result.page("honors/levels/shi-ji/")
        assert "第u7单位" not in words(roll.select_one("[data-now]"))
        assert "../honors/levels/shi-ji/" in [a["href"] for a in roll.select("#s-shi-ji a")]
        assert ("第u7单位" in words(level.find("main"))) is not is_long
        assert words(level.select("#s-shi-ji dl.where")[-1]) == f"清源区 {number + 1}"
        region = [result.page("honors/regions/9901/")]
        if is_long:
            region.append(result.page("honors/regions/9901/page_2/"))
        assert sum("第u7单位" in {words(a) for a in page.select("tbody th a")} for page in region) == 1
        assert len(set.union(*map(listed, region))) == number + 1
        table = result.site / "honors/levels/shi-ji/roll.csv"
        assert table.is_file() is not is_long
        assert is_long or len(data(result, "honors/levels/shi-ji/")) == number + 1
        year = result.page("honors/years/2025/")
        assert ("第u7单位" in words(year.find("main"))) is not is_long
        assert f"{number} 件" in words(year.select_one("#s-events"))


# --- addresses -----------------------------------------------------------------------------------

URLS = "site_config/urls.yml"
SECOND = site.DECISION.replace("3号", "4号").replace("2024-03-18", "2024-05-05")


def addresses(result: site.Result) -> list[str]:
    return [url for url in pages(result) if url.startswith("honors/bodies/") and url != "honors/bodies/"]


def test_names_that_sound_alike_get_addresses_of_their_own(build):
    """In the order of the names, whatever the order of the files."""
    other = SECOND.replace("云川市精神文明建设委员会", "云川市精神文明健设委员会").replace("第八届", "第9届")
    result = build({"content/decisions/2024-02.md": other})
    assert result.code == 0, result.output
    plain = "honors/bodies/yun-chuan-shi-jing-shen-wen-ming-jian-she-wei-yuan-hui"
    assert addresses(result) == [f"{plain}-2/", f"{plain}/"]
    assert "云川市精神文明健设委员会" in result.main(f"{plain}/")


def test_addresses_once_recorded_never_change(tmp_path):
    site.write(tmp_path, site.base_files())
    recorded = "授予机关/云川市精神文明建设委员会: shi-wen-ming-wei\n届次/云川市/第八届: ba-jie\n授予机关/已撤的办公室: lao-ban\n"
    site.write(tmp_path, {URLS: recorded})
    result = site.run(tmp_path, "showcase", "urls")
    assert result.output == "新写入 10 个网址，共 13 个。\n"
    kept = (tmp_path / URLS).read_text(encoding="utf-8")
    assert all(line in kept for line in recorded.splitlines())
    result = site.run(tmp_path, "mkdocs", "build")
    assert addresses(result) == ["honors/bodies/shi-wen-ming-wei/"]
    assert "honors/terms/ba-jie/" in pages(result)


def test_a_new_name_takes_no_recorded_address(build):
    recorded = "授予机关/旧机关: yun-chuan-shi-jing-shen-wen-ming-jian-she-wei-yuan-hui\n"
    result = build({URLS: recorded})
    assert addresses(result) == ["honors/bodies/yun-chuan-shi-jing-shen-wen-ming-jian-she-wei-yuan-hui-2/"]


def test_two_recorded_names_of_one_address_are_an_error(check):
    result = check({URLS: "授予机关/甲: same\n授予机关/乙: same\n届次/云川市/第八届: same\n"})
    assert result.problems() == [
        "site_config/urls.yml:2:9: “授予机关/乙”的网址“same”与“授予机关/甲”相同 (duplicate-url)"
    ]


def test_a_very_long_name_still_has_a_file(build):
    result = build(
        {"content/decisions/2024-03.md": site.DECISION.replace("云川市精神文明", "云川市" + "精神文明" * 40)}
    )
    assert result.code == 0, result.output
    (address,) = addresses(result)
    assert len(address) < 100


@pytest.mark.parametrize(
    "old",
    [
        "honors/years/2019",
        "honors/bodies",
        "honors/bodies/yun-chuan-shi-jing-shen-wen-ming-jian-she-wei-yuan-hui",
        "honors/terms/yun-chuan-shi-di-ba-jie",
        "honors/kinds/wen-ming-cun-zhen",
        "honors/levels/shi-ji",
        "honors/regions/9901",
    ],
)
def test_no_old_address_hides_a_roll(check, old):
    result = check({"units/bailu-town/index.md": site.UNIT.replace("kind:", f"aliases: [{old}]\nkind:")})
    assert [p.partition(": ")[2] for p in result.problems()] == [f"旧网址“{old}/”已属于自动生成的页面 (duplicate-url)"]


@pytest.mark.parametrize("old", ["bodies/jiu-ming", "terms/jiu-jie", "kinds/jiu", "levels/jiu", "regions/9999"])
def test_the_address_of_a_roll_that_is_gone_may_lead_elsewhere(build, old):
    """Also while urls.yml still keeps the slug of the old name."""
    recorded = "授予机关/旧名: jiu-ming\n"
    about = f"---\ntitle: 关于\naliases: [honors/{old}]\n---\n关于本站。\n"
    result = build({"content/about.md": about, URLS: recorded})
    assert result.code == 0, result.output
    assert "../about/" in result.text(f"honors/{old}/index.html")


def test_a_code_that_is_no_address_is_told(check):
    result = check({"site_config/regions.yml": site.REGIONS.replace('"9902"', '"99/02"')})
    assert any("地区代码“99/02”是网址的一部分，只用字母、数字和连字符 (bad-slug)" in p for p in result.problems())
