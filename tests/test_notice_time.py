"""The same files at other moments: what a reader, a scheduler and the office get."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from showcase.diagnostics import Diagnostics
from showcase.loading import Folders, load_collection
from showcase.model.changes import changes_after, next_change
from showcase.model.dates import CHINA
from showcase.model.ledger import honor_states
from showcase.model.notice_life import states_of
from tests import rich, site
from tests.test_incremental import again, clean_build, rendered, settle
from tests.test_release import snapshot

MKDOCS = site.MKDOCS.replace("showcase: {today: 2026-11-18}", "showcase")
TIMED = site.NOTICE.replace("opens: 2026-11-16", "opens: 2026-11-16 10:00").replace(
    "closes: 2026-11-20", "closes: 2026-11-20 17:00\noutcome: decisions/2026-11"
)
RESULT = (
    site.DECISION.replace("2024〕3号", "2026〕12号").replace("date: 2024-03-18", "date: 2026-11-20")
    .replace("决定正文", "后来的决定").replace("第八届", "第九届") .replace("by: [", "publish: 2026-11-24 09:00\nby: [")
)  # fmt: skip
FILES: site.Files = {
    "mkdocs.yml": MKDOCS, "content/notices/2026-11.md": TIMED, "content/decisions/2026-11.md": RESULT,
}  # fmt: skip


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def epoch(text: str) -> dict[str, str]:
    """The clock of a build."""
    return {"SOURCE_DATE_EPOCH": str(int(at(text).replace(tzinfo=CHINA).timestamp()))}


def state(result: site.Result) -> str:
    found = result.page("notices/2026-11/").select_one("[data-state]")
    assert found is not None
    return found.get_text(strip=True)


def table(result: site.Result) -> dict[str, object]:
    rows = json.loads(result.text("data/notices.json"))
    (row,) = rows["rows"] if isinstance(rows, dict) and "rows" in rows else rows
    return dict(row)


# --- builds --------------------------------------------------------------------------------------


def test_the_same_files_tell_another_state_when_its_moment_has_come(tmp_path):
    """Before, at the minute, inside, after, and with the result; in between nothing is built."""
    site.write(tmp_path, {**site.base_files(), **FILES})
    for moment, word in (
        ("2026-11-16 09:00:00", "未开始"), ("2026-11-16 09:59:59", None), ("2026-11-16 10:00:00", "公示中"),
        ("2026-11-16 10:01:00", None), ("2026-11-20 16:59:00", "公示中"), ("2026-11-20 17:00:00", "已结束待结果"),
        ("2026-11-24 08:59:00", "已结束待结果"), ("2026-11-24 09:00:00", "结果已公布"), ("2026-11-24 23:59:59", None),
        ("2026-11-16 09:00:00", "未开始"),
    ):  # fmt: skip
        settle(tmp_path)
        result = again(tmp_path, **epoch(moment))
        pages = rendered(result)
        assert (pages is None) == (word is None), moment
        if word:
            assert state(result) == word, moment
            assert table(result)["state"] == word


@pytest.mark.parametrize("moment", ["2026-11-16 10:00:00", "2026-11-20 17:00:00", "2026-11-24 09:00:00"])
def test_what_time_changed_is_what_a_clean_build_gives(tmp_path, moment, monkeypatch):
    root = tmp_path / "site"
    site.write(root, {**site.base_files(), **FILES})
    before = at(moment) - dt.timedelta(minutes=1)
    assert again(root, **epoch(before.isoformat())).code == 0
    result = again(root, **epoch(moment))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch(moment)["SOURCE_DATE_EPOCH"])
    assert snapshot(result.site) == clean_build(root, tmp_path / "clean")


def test_a_result_is_not_told_before_it_can_be_read(tmp_path):
    for moment, is_told in (("2026-11-24 08:59:00", False), ("2026-11-24 09:00:00", True)):
        result = site.build(tmp_path, FILES, **epoch(moment))
        assert result.code == 0, result.output
        assert ("decisions/2026-11/" in result.text("notices/2026-11/index.html")) == is_told
        assert ("公示结果：" in result.text("feeds/all.xml")) == is_told
        assert table(result)["outcome"] == ("2026-11" if is_told else None)
        word = "已有结果" if is_told else "尚未决定"
        assert word in result.main("statistics/")


def test_the_moment_may_stand_in_mkdocs_yml(tmp_path):
    for moment, word in (
        ("2026-11-16 09:59", "未开始"),
        ("2026-11-16T10:00:00+08:00", "公示中"),
        ("2026-11-16 02:00:00Z", "公示中"),
    ):
        mkdocs = site.MKDOCS.replace("today: 2026-11-18", f'today: "{moment}"')
        result = site.build(tmp_path / word, {**FILES, "mkdocs.yml": mkdocs})
        assert result.code == 0, result.output
        assert state(result) == word


def test_times_of_day_are_shown_and_exported(tmp_path):
    result = site.build(tmp_path, FILES, **epoch("2026-11-17 12:00:00"))
    assert "2026年11月16日（周一） 10:00至11月20日（周五） 17:00" in result.main("notices/2026-11/")
    assert "公示时间：2026-11-16 10:00至2026-11-20 17:00" in result.text("feeds/all.xml")
    row = table(result)
    assert (row["opens"], row["opens_at"], row["closes"], row["closes_at"]) == (
        "2026-11-16",
        "10:00",
        "2026-11-20",
        "17:00",
    )
    assert row["counted_days"] == 5


def test_a_warning_comes_with_its_day(tmp_path):
    """The result is due 20 working days after the end; that is told from the day after on, and not from the cache."""
    site.write(tmp_path, {**site.base_files(), "mkdocs.yml": MKDOCS})
    for moment, is_told in (("2026-12-18 23:00:00", False), ("2026-12-19 00:00:00", True)):
        result = site.run(tmp_path, "showcase", "check", env=epoch(moment))
        assert ("(overdue-result)" in result.output) == is_told, result.output
    assert "到 2026-12-18（20 个工作日）还没有公布结果" in result.output
    ninety = {"site_config/site.yml": site.SITE + "result_within: 90天\n"}
    site.write(tmp_path, ninety)
    assert site.run(tmp_path, "showcase", "check", env=epoch("2026-12-19 00:00:00")).problems() == []


# --- the next change -----------------------------------------------------------------------------


def test_the_scheduler_is_told_the_moment(tmp_path):
    site.write(tmp_path, {**site.base_files(), **FILES})

    def ask(moment: str, *more: str) -> site.Result:
        return site.run(tmp_path, "showcase", "next-change", *more, env=epoch(moment))

    for now, then in (
        ("2026-11-15 12:00:00", "2026-11-16T10:00:00+08:00"), ("2026-11-16 10:00:00", "2026-11-17T00:00:00+08:00"),
        ("2026-11-20 00:00:00", "2026-11-20T17:00:00+08:00"), ("2026-11-20 17:00:00", "2026-11-24T09:00:00+08:00"),
        ("2026-11-24 09:00:00", "2027-01-01T00:00:00+08:00"),
    ):  # fmt: skip
        result = ask(now, "--format", "iso")
        assert (result.code, result.output) == (0, f"{then}\n"), now
    told = json.loads(ask("2026-11-20 17:00:00", "--format", "json").output)
    assert told["at"] == "2026-11-24T09:00:00+08:00"
    assert told["changes"] == [
        {"what": "公示《关于拟命名名单的公示》结果可以看到", "path": "content/notices/2026-11.md"},
        {
            "what": "决定《关于命名第八届云川市文明村镇的决定》到了公布时间".replace("八", "九"),
            "path": "content/decisions/2026-11.md",
        },
    ]
    text = ask("2026-11-15 12:00:00").output
    assert text.startswith("下一次变化：2026年11月16日 10:00（北京时间）\n　公示《关于拟命名名单的公示》开始　content/")
    site.write(tmp_path, {"content/decisions/2026-11.md": None, "content/notices/2026-11.md": site.NOTICE})
    assert ask("2027-01-01 00:00:00").output == (
        "下一次变化：2027年3月18日 00:00（北京时间）\n"
        "　云川市清源区白鹭镇人民政府的“市级文明村镇”届期已满，超期待复查　units/bailu-town/index.md\n"
    )


def test_an_unreadable_site_has_no_moment(tmp_path):
    broken = {**FILES, "content/notices/2026-11.md": TIMED.replace("opens: 2026-11-16 10:00", "opens: 明天")}
    site.write(tmp_path, {**site.base_files(), **broken})
    result = site.run(tmp_path, "showcase", "next-change", "--format", "iso")
    assert result.code == 1
    assert "1 个错误，说不准下一次变化" in result.output
    assert site.run(tmp_path, "showcase", "next-change", "--today", "明天").code == 2


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """The rich site, with notices and texts that wait for an hour."""
    root: Path = tmp_path_factory.mktemp("rich")
    site.write(root, {**rich.roll_files(), **FILES})
    diagnostics = Diagnostics()
    folders = Folders(root, root / "units", root / "content", root / "site_config")
    collection = load_collection(folders, diagnostics)
    assert collection is not None
    assert diagnostics.errors == ()
    return collection


def truth(collection, moment):
    """What a reader is told at a moment, as far as it is not how many days are left."""
    public = collection.public(moment)
    honors = honor_states(public, moment.date())
    return (
        tuple(thing.url for thing in public.things),
        tuple(states_of(public.notices, public.decisions, moment).items()),
        tuple((state.id, state.state) for slug in sorted(honors) for state in honors[slug]),
        public.newest_date(moment.date()),
    )


def test_no_change_is_missed(everything):
    """From one announcement to the next: just before it all is still as it was after the one before."""
    moment, end = at("2026-11-10 00:00"), at("2027-06-01 00:00")
    last, seen = truth(everything, moment), 0
    while moment < end:
        was, announced = moment, changes_after(everything, moment)[0].at
        assert announced > moment
        before = truth(everything, announced - dt.timedelta(seconds=1))
        assert before == last, f"something changed between {moment} and {announced}"
        last, moment, seen = truth(everything, announced), announced, seen + 1
        only_days = all("过了一天" in change.what or "进入" in change.what for change in changes_after(everything, was))
        assert only_days or last != before, f"nothing changed at {announced}"
    assert seen > 10


def test_a_build_holds_no_longer_than_until_the_next_change(everything):
    moment = at("2026-11-10 00:00")
    for _ in range(400):
        until = next_change(everything, moment)
        assert moment < until <= dt.datetime.combine(moment.date() + dt.timedelta(days=1), dt.time())
        assert truth(everything, moment) == truth(everything, until - dt.timedelta(microseconds=1))
        assert until <= changes_after(everything, moment)[0].at
        moment = until
