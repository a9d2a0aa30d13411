"""公示 from the first day to the outcome: what a citizen reads, downloads, subscribes to."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.diagnostics import Diagnostics, Location
from showcase.loading.attachments import load_attachment
from showcase.loading.files import Root
from showcase.model.documents import Source, Text
from showcase.model.office import Decision, DecisionEntry, DecisionList, Event, Notice, NoticeList
from showcase.model.outcomes import Difference, compare
from showcase.model.vocabulary import Jurisdiction, Taxonomy, Term
from tests import site

LIVE = site.MKDOCS.replace("showcase: {today: 2026-11-18}", "showcase")


def at(moment: str) -> dict[str, str]:
    """Environment of a build at a moment of the office's clock."""
    return {"SOURCE_DATE_EPOCH": str(int(dt.datetime.fromisoformat(f"{moment}+08:00").timestamp()))}


def page(title: str, date: str, **meta: Any) -> str:
    given = {"title": title, "date": date, "by": ["云川市文明办"], **meta}
    head = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in given.items())
    return f"---\n{head}\n---\n公示正文。\n\n特此公示。\n"


CONTACT = {"office": "云川市文明办", "phone": "000-55510000", "email": "wmb@example.org", "address": "政务中心 3 楼"}
NAMED = [
    {"title": "拟命名", "kind": "文明单位", "level": "市级", "application": "新申报", "units": ["a-unit", "b-unit", "渔村小学"]},
    {"title": "拟命名", "kind": "文明村镇", "level": "市级", "application": "转化", "units": ["bailu-town"]},
    {"title": "拟保留", "kind": "文明单位", "level": "市级", "application": "复查", "units": ["c-unit", "d-unit"]},
]  # fmt: skip


def unit(name: str) -> str:
    return f"---\nname: 云川市{name}\nshort_name: {name}\nkind: 文明单位\nregion: 望山县\n---\n{name}的概况。\n"


def listed(event: str, grade: str, units: list[str], **more: Any) -> dict[str, Any]:
    return {"event": event, "title": f"市级{grade}", "level": "市级", "jurisdiction": "云川市", "grade": grade, "term": "第九届", "units": units, **more}  # fmt: skip


DECIDED = [
    listed("授予", "文明单位标兵", ["a-unit"]),
    listed("授予", "文明单位", ["b-unit", "e-unit"]),
    listed("授予", "文明村镇", ["bailu-town"]),
    listed("复查保留", "文明单位", ["c-unit"]),
    listed("限期整改", "文明单位", ["d-unit"], reason="秘密的原因"),
]
BEFORE = [listed("授予", "文明单位", ["c-unit", "d-unit"]) | {"term": "第八届"}]
FILES: dict[str, str | bytes | None] = {
    "mkdocs.yml": LIVE,
    **{f"units/{slug}-unit/index.md": unit(name) for slug, name in zip("abcde", "甲乙丙丁戊", strict=True)},
    "units/a-unit/zuofa.md": site.ARTICLE,
    "content/decisions/2023-01.md": page(
        "关于命名第八届的决定", "2023-01-10", number="云文明委〔2023〕1号", lists=BEFORE
    ),
    "content/decisions/2026-10.md": page(
        "关于第九届的决定", "2026-10-30", number="云文明委〔2026〕7号", lists=DECIDED
    ),
    "content/notices/jieguo.md": page(
        "关于第九届拟命名的公示", "2026-10-09", opens="2026-10-12", closes="2026-10-16", working_days=5, lists=NAMED,
        contact=CONTACT, outcome="decisions/2026-10", basis=["云文明委〔2023〕1号", "省发〔2020〕1号"], attachments=["名单 一.csv"],
    ),
    "content/notices/名单 一.csv": "单位\n甲\n",
    "content/notices/jiqi.md": page(
        "关于节前的公示", "2026-09-29", opens="2026-09-30 09:00", closes="2026-10-10 17:30", lists=NAMED[:1]
    ),
    "content/notices/chehui.md": page(
        "关于写错的公示", "2026-11-02", opens="2026-11-03", closes="2026-11-09", lists=NAMED[:1], contact=CONTACT,
        withdrawn={"date": "2026-11-04", "reason": "名单有误"},
    ),
    "content/notices/hou.md": page(
        "关于以后的公示，" + "标题很长" * 20, "2026-11-18", opens="2026-12-28", closes="2027-01-05", lists=NAMED[:1], contact=CONTACT
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> site.Result:
    result = site.build(tmp_path_factory.mktemp("notices"), FILES, **at("2026-11-18T10:00"))
    assert result.code == 0, result.output
    return result


def words(tag: Any) -> str:
    return " ".join(tag.get_text(" ").split()) if tag else ""


# --- what the page says --------------------------------------------------------------------------


def test_parts_stand_in_the_order_of_real_notices(built):
    """标题 依据 程序 名单 反映方式 公示时间 联系方式 附件 落款 日期 (DOMAIN.md §3.1), the state before them."""
    text = built.main("notices/jieguo/")
    parts = (
        "关于第九届拟命名的公示 云川市文明办", "结果已公布", "公示后已作出决定", "公示正文 依据", "特此公示", "名单 共 6 家", "怎样反映意见",
        "请在公示时间内反映：2026年10月12日（周一）至10月16日（周五），共 5 个工作日。", "000-55510000", "附件下载",
    )  # fmt: skip
    places = [text.rindex(part) for part in parts]  # some lines stand above too, for print
    assert places == sorted(places)
    assert text.rindex("云川市文明办 2026年10月9日") > places[-1]
    numbers = built.page("notices/jieguo/").select("#s-text + p .nowrap")
    assert [(words(n), n.get("href")) for n in numbers] == [
        ("云文明委〔2023〕1号", "../../decisions/2023-01/"),
        ("省发〔2020〕1号", None),
    ]


def test_lists_are_counted_by_kind_and_application(built):
    found = built.page("notices/jieguo/")
    assert [words(h) for h in found.select("h3.grade")] == [
        "拟命名 4 家 ：文明单位 3、文明村镇 1；新申报 3、转化 1",
        "拟保留 2 家 ：文明单位 2；复查 2",
    ]
    table = [[words(cell) for cell in row.find_all(["th", "td"])] for row in found.select(".doc-count tr")]
    assert table == [
        ["名单", "文明 单位", "文明 村镇", "合计"],
        ["拟命名 · 新申报", "3", "0", "3"],
        ["拟命名 · 转化", "0", "1", "1"],
        ["拟保留 · 复查", "2", "0", "2"],
        ["合计", "5", "1", "6"],
    ]
    assert not built.page("notices/jiqi/").select(".doc-count"), "one list of one kind needs no table"


def test_an_entry_leads_to_its_unit_and_its_evidence(built):
    rows = {words(li.select_one(".n")): li for li in built.page("notices/jieguo/").select("ol.names li")}
    assert rows["甲"].select_one(".n a")["href"] == "../../units/a-unit/"
    links = rows["甲"].select("small a")
    assert [(words(a), a["aria-label"], a["href"]) for a in links] == [
        ("档案", "甲的档案", "../../units/a-unit/archive/")
    ]
    assert (built.site / "units/a-unit/archive/index.html").is_file()
    assert not rows["渔村小学"].select("a")


def test_a_unit_that_was_taken_back_has_no_evidence(build):
    """Its page says so and nothing else: there is nothing to lead to."""
    gone = unit("甲").replace("kind:", "withdrawn: {date: 2026-11-01, reason: 撤并}\nkind:", 1)
    result = build({**FILES, "units/a-unit/index.md": gone}, **at("2026-11-18T10:00"))
    row = next(li for li in result.page("notices/jieguo/").select("ol.names li") if "甲" in words(li))
    assert [a["href"] for a in row.select("a")] == ["../../units/a-unit/"]


def test_after_the_end_the_office_answers(built):
    """Both ways to write stand in the page; the one that does not hold is hidden, and neither says what is false."""
    for url, shown in (("notices/jieguo/", "after"), ("notices/jiqi/", "after"), ("notices/2026-11/", "until")):
        panels = built.page(url).select("[data-when]")
        assert [p["data-when"] for p in panels if not p.has_attr("hidden")] == [shown], url
        assert len(panels) == 2
    general = words(built.page("notices/jieguo/").select_one("[data-when=after]"))
    assert general.startswith("联系我们 公示时间已过。")
    assert "wmb@example.org" in general  # of site.yml
    assert "000-55510000" not in general  # of the notice


# --- outcome -------------------------------------------------------------------------------------


def test_the_outcome_stands_on_top_with_what_changed(built):
    found = built.page("notices/jieguo/")
    outcome = found.select_one("#s-outcome")
    assert words(outcome.select_one(".to")) == "公示后已作出决定： 关于第九届的决定"
    assert outcome.a["href"] == "../../decisions/2026-10/"
    assert words(outcome.select_one(".sub")) == (
        "云文明委〔2026〕7号 2026年10月30日 公示名单 6 家，结果一致 3 家，不同 3 家，另有名单之外 1 家"
    )
    rows = [[words(cell) for cell in row.find_all(["th", "td"])] for row in found.select(".changes tbody tr")]
    assert rows == [
        ["公示了，决定没有列入 1 家"],
        ["渔村小学", "拟命名文明单位", "没有列入"],
        ["公示名单上没有，决定列入 1 家"],
        ["戊 望山县", "没有公示", "授予市级文明单位"],
        ["结果与公示的不同 1 家"],
        ["丁 望山县", "拟保留文明单位", "限期整改市级文明单位"],
        ["等次或类别与公示的不同 1 家"],
        ["甲 望山县", "拟命名文明单位", "授予市级文明单位标兵"],
    ]
    assert "秘密的原因" not in built.text("notices/jieguo/")


def test_the_decision_leads_back(built):
    line = built.page("decisions/2026-10/").select_one(".from-notice")
    assert (
        words(line)
        == "决定之前的公示： 关于第九届拟命名的公示 2026年10月12日至10月16日。公示名单 6 家，结果一致 3 家，不同 3 家，另有名单之外 1 家"
    )
    assert line.a["href"] == "../../notices/jieguo/#s-outcome"
    assert not built.page("decisions/2023-01/").select(".from-notice")


def test_an_outcome_that_nobody_may_read_yet_is_not_told(build):
    hidden = page("关于第九届的决定", "2026-10-30", number="云文明委〔2026〕7号", lists=DECIDED, publish="2026-12-01")
    result = build({**FILES, "content/decisions/2026-10.md": hidden}, **at("2026-11-18T10:00"))
    found = result.page("notices/jieguo/")
    assert words(found.select_one("[data-state]")) == "已结束待结果"
    assert not found.select("#s-outcome")
    assert "关于第九届的决定" not in result.text("notices/jieguo/")


def test_many_changes_go_on_over_pages(build):
    """Rows of the table count among those of a page; nothing is lost and nothing comes twice."""
    slugs = [f"u-{n}" for n in range(12)]
    proposed = [
        {"title": "拟命名", "kind": "文明单位", "level": "市级", "units": [*slugs, *(f"没有页面{n}" for n in range(9))]}
    ]
    many: dict[str, str | bytes | None] = {
        **{f"units/{slug}/index.md": unit(f"单位{slug}") for slug in slugs},
        "mkdocs.yml": site.MKDOCS.replace("today: 2026-11-18", "today: 2026-11-18, limits: {rows: 5}"),
        "content/decisions/2026-10.md": page("决定", "2026-10-30", number="云文明委〔2026〕7号", lists=[listed("授予", "文明单位标兵", slugs)]),
        "content/notices/duo.md": page("公示", "2026-10-09", opens="2026-10-12", closes="2026-10-16", lists=proposed, outcome="decisions/2026-10"),
    }  # fmt: skip
    result = build(many)
    assert result.code == 0, result.output
    urls = ["notices/duo/", *(f"notices/duo/page_{n}/" for n in range(2, 10))]
    changes, names = [], []
    for url in urls:
        here = [words(th) for th in result.page(url).select(".changes th[scope=row]")]
        there = [words(n) for n in result.page(url).select("ol.names .n")]
        assert 1 <= len(here) + len(there) <= 5, url
        changes += here
        names += there
    assert not (result.site / "notices/duo/page_10").exists()
    assert len(changes) == len(set(changes)) == 21
    assert len(names) == len(set(names)) == 21


# --- what became of the lists --------------------------------------------------------------------

KINDS = Taxonomy("kinds", "类别", tuple(Term(name=n, slug=n, order=i) for i, n in enumerate(["文明单位", "文明村镇"])))
CITY = Term(name="市级", slug="city", order=2)
WHOSE = Jurisdiction(name="云川市", level=CITY, ladders=(("文明单位", "文明单位标兵"), ("文明村镇",), ("示范岗",)))
PLACE = Source("x.md")


def notice(*lists: tuple[str, str, list[str]]) -> Notice:
    day = dt.date(2026, 11, 16)
    made = tuple(NoticeList(title=t, kind=KINDS.find(k), level=CITY, units=tuple(units)) for t, k, units in lists)
    return Notice(slug="n", title="公示", date=day, opens=day, closes=day, lists=made, text=Text(""), source=PLACE)


def decision(*lists: tuple[Event, str, list[str]]) -> Decision:
    made = tuple(
        DecisionList(
            event=event, title=grade, level=CITY, jurisdiction=WHOSE,
            entries=tuple(DecisionEntry(unit=u, title=grade, grade=grade, term="", location=Location("x.md")) for u in units),
        )
        for event, grade, units in lists
    )  # fmt: skip
    return Decision(slug="d", title="决定", date=dt.date(2026, 12, 1), by=(), lists=made, text=Text(""), source=PLACE)


@pytest.mark.parametrize(
    ("title", "kind", "event", "grade", "difference"),
    [
        ("拟命名", "文明单位", Event.AWARD, "文明单位", None),
        ("拟命名", "文明单位", Event.AWARD, "文明单位标兵", Difference.OTHER_GRADE),
        ("拟命名", "文明单位", Event.AWARD, "文明村镇", Difference.OTHER_GRADE),
        ("拟命名", "文明单位", Event.AWARD, "示范岗", None),  # on no ladder with the kind, and no kind: nothing is said
        ("拟命名", "", Event.AWARD, "文明单位标兵", None),
        ("拟晋级", "文明单位", Event.PROMOTE, "文明单位标兵", None),
        ("拟保留", "文明单位", Event.RETAIN, "文明单位标兵", None),
        ("拟保留", "文明单位", Event.AWARD, "文明单位", None),
        ("拟保留", "文明单位", Event.YELLOW, "文明单位", Difference.OTHER_RESULT),
        ("拟撤销", "文明单位", Event.REVOKE, "文明单位", None),
        ("拟撤销", "文明单位", Event.RECTIFY, "文明单位", Difference.OTHER_RESULT),
        ("列入复查", "文明单位", Event.RETAIN, "文明单位", None),
        ("列入复查", "文明单位", Event.REVOKE, "文明单位", Difference.UNFAVOURABLE),
        ("名单一", "文明单位", Event.AWARD, "文明村镇", None),
    ],
)
def test_a_list_says_by_its_title_what_it_proposes(title, kind, event, grade, difference):
    found = compare(notice((title, kind, ["u"])), decision((event, grade, ["u"])), KINDS)
    assert [change.difference for change in found.changes] == ([difference] if difference else [])
    assert found.agreed == (difference is None)


def test_a_review_proposes_nothing_that_could_differ():
    found = compare(
        notice(("列入复查", "文明单位", ["a", "b", "c", "d"])),
        decision((Event.RETAIN, "文明单位", ["a", "b"]), (Event.REVOKE, "文明单位", ["c"])),
        KINDS,
    )
    assert found.tally == "公示名单 4 家，作出处理 1 家，没有列入决定 1 家"


def test_a_recommendation_says_nothing_of_others():
    """The higher body decides on units of other places too."""
    found = compare(notice(("拟推荐", "文明单位", ["u"])), decision((Event.AWARD, "文明单位", ["u", "other"])), KINDS)
    assert found.changes == ()


UNITS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6)


@given(UNITS, UNITS, UNITS)
def test_every_unit_is_told_of_once(named, kept, decided):
    """Agreed and different entries make up the list; nobody is both dropped and added."""
    kept = [u for u in kept if u not in named]
    found = compare(
        notice(("拟命名", "文明单位", named), ("拟保留", "文明单位", kept)),
        decision((Event.AWARD, "文明单位", decided)),
        KINDS,
    )
    added = [c.unit for c in found.changes if c.difference is Difference.ADDED]
    dropped = [c.unit for c in found.changes if c.difference is Difference.DROPPED]
    assert found.proposed == len(named) + len(kept) == found.agreed + len(found.changes) - len(added)
    assert set(dropped) == {*named, *kept} - set(decided)
    assert set(added) == set(decided) - {*named, *kept}


# --- attachments ---------------------------------------------------------------------------------


def test_an_attachment_can_be_fetched_and_verified(built):
    found = built.page("notices/jieguo/").select_one(".doc-files")
    original = (built.root / "content/notices/名单 一.csv").read_bytes()
    assert (built.site / "notices/名单 一.csv").read_bytes() == original
    assert found.select_one(".file a")["href"] == "../../notices/%E5%90%8D%E5%8D%95%20%E4%B8%80.csv"
    assert words(found.select_one(".file")) == (
        f"CSV 名单 一 CSV · 1 KB SHA-256 {hashlib.sha256(original).hexdigest()}"
    )
    assert [words(code) for code in found.select("code")] == [
        'certutil -hashfile "名单 一.csv" SHA256', 'shasum -a 256 "名单 一.csv"', 'sha256sum "名单 一.csv"',
    ]  # fmt: skip


def test_a_huge_attachment_is_told_and_never_read(check, tmp_path):
    with_huge = page("公示", "2026-11-13", opens="2026-11-16", closes="2026-11-20", attachments=["大.zip", "没有.pdf"])
    huge = tmp_path / "content/notices/大.zip"
    huge.parent.mkdir(parents=True)
    with huge.open("wb") as stream:
        stream.truncate(500_000_000)  # a hole: it takes no room
    result = check({"content/notices/2026-11.md": with_huge})
    assert result.problems() == [
        "content/notices/2026-11.md:7:15: 附件有 500.0 MB，超过 50 MB；请压缩，或分成几个文件 (file-too-large)",
        "content/notices/2026-11.md:7:24: 文件“没有.pdf”不存在 (missing-file)",
        "content/notices/大.zip:1:1: 看不到里面有没有身份证号码等：有 500 MB，超过 60 MB；请换成能查的文件，"
        "人工看过的把理由写入 accepted (privacy-unread)",
    ]
    before = _bytes_read()
    assert load_attachment(Root(tmp_path), huge, Location("x"), Diagnostics()) is None
    assert _bytes_read() - before < 100_000


def _bytes_read() -> int:
    """Of this process, from whatever files."""
    told = Path("/proc/self/io")
    return int(told.read_text().split()[1]) if told.exists() else 0


def test_an_attachment_at_the_limit_is_read_in_pieces(tmp_path):
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("a.bin", bytes(50_000_000 - 108))
    found = load_attachment(Root(tmp_path), file, Location("x"), Diagnostics())
    assert found is not None
    assert (found.size, found.sha256) == (50_000_000, hashlib.sha256(file.read_bytes()).hexdigest())


# --- calendars -----------------------------------------------------------------------------------


def events(built: site.Result, url: str) -> dict[str, icalendar.Event]:
    """As another program reads them."""
    data = (built.site / url).read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n")), "lines are folded (RFC 5545 §3.1)"
    assert b"\n" not in data.replace(b"\r\n", b"")
    data.decode("utf-8")
    calendar = icalendar.Calendar.from_ical(data)
    assert calendar.errors == []
    found = list(calendar.walk("VEVENT"))
    assert all(event.errors == [] for event in found)
    return {str(event["uid"]): event for event in found}


def test_a_calendar_of_all_and_one_a_notice(built):
    every = events(built, "notices/notices.ics")
    slugs = {"2026-11", "chehui", "hou", "jieguo", "jiqi"}
    assert set(every) == {f"{slug}@showcase-notices" for slug in slugs}
    for slug in slugs:
        own = events(built, f"notices/{slug}/notice.ics")
        assert own == {f"{slug}@showcase-notices": every[f"{slug}@showcase-notices"]}
        assert str(every[f"{slug}@showcase-notices"]["url"]) == f"https://example.org/showcase/notices/{slug}/"


def test_whole_days_end_before_the_next_one(built):
    event = events(built, "notices/jieguo/notice.ics")["jieguo@showcase-notices"]
    assert (event["dtstart"].dt, event["dtend"].dt) == (dt.date(2026, 10, 12), dt.date(2026, 10, 17))
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["dtstamp"].dt == dt.datetime(2026, 10, 8, 16, tzinfo=dt.UTC)
    assert str(event["summary"]) == "关于第九届拟命名的公示"
    assert str(event["status"]) == "CONFIRMED"
    assert "公示时间：2026年10月12日至2026年10月16日\n受理：云川市文明办" in str(event["description"])
    long = events(built, "notices/hou/notice.ics")["hou@showcase-notices"]
    assert str(long["summary"]) == "关于以后的公示，" + "标题很长" * 20


def test_moments_are_those_of_china(built):
    event = events(built, "notices/jiqi/notice.ics")["jiqi@showcase-notices"]
    china = dt.timezone(dt.timedelta(hours=8))
    assert event["dtstart"].dt == dt.datetime(2026, 9, 30, 9, tzinfo=china)
    assert event["dtend"].dt == dt.datetime(2026, 10, 10, 17, 30, tzinfo=china)


def test_what_was_taken_back_is_cancelled_and_tells_no_more(built):
    event = events(built, "notices/notices.ics")["chehui@showcase-notices"]
    assert (str(event["status"]), int(event["sequence"])) == ("CANCELLED", 1)
    assert str(event["description"]) == "本页已于2026年11月4日撤下：名单有误"
    found = built.page("notices/chehui/")
    assert words(found.select_one(".pill")) == "已撤回"
    assert "甲" not in built.main("notices/chehui/")


def test_calendars_are_the_same_bytes_and_are_left_alone(build, tmp_path):
    first = build(FILES, **at("2026-11-18T10:00"))
    files = sorted(first.site.glob("notices/**/*.ics"))
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in files}
    assert len(files) == 6
    build({"units/a-unit/index.md": unit("甲") + "\n多一句。\n"}, **at("2026-11-18T10:00"))
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in files} == before


def test_templates_offer_the_calendars(built):
    assert (
        built.page("notices/jieguo/").select_one('a[type="text/calendar"]')["href"] == "../../notices/jieguo/notice.ics"
    )
    assert built.page("notices/").select_one('a[type="text/calendar"]')["href"] == "../notices/notices.ics"


# --- feeds ---------------------------------------------------------------------------------------


def test_a_feed_of_notices_tells_the_result(build):
    feeds = "feeds:\n  - {slug: notices, title: 公示, description: 公示, content: [notices]}\n"
    result = build({**FILES, "site_config/feeds.yml": feeds}, **at("2026-11-18T10:00"))
    text = result.text("feeds/notices.xml")
    for guid in ("notices/jieguo/", "notices/jieguo/#s-outcome", "notices/2026-11/"):
        assert f">tag:example.org,2026:{guid}</guid>" in text
    assert "结果：关于第九届拟命名的公示" in text
    assert "公示名单 6 家，结果一致 3 家，不同 3 家，另有名单之外 1 家" in text
    assert "云川市丁：拟保留文明单位→限期整改市级文明单位" in text
    assert "已撤回" in text


# --- a day that is fixed -------------------------------------------------------------------------


def test_only_a_demonstration_of_a_fixed_day_stays_as_it_is(build):
    """A real site that happens to be built for a day tells the reader's time all the same."""
    live = build({})
    assert live.page("notices/2026-11/").select("[data-notice]")
    demo = build({"site_config/site.yml": site.SITE + "demo: true\ndemo_note: 演示数据\n"})
    assert not demo.page("notices/2026-11/").select("[data-notice]")
    assert "状态按 2026年11月18日 计" in demo.main("notices/2026-11/")
