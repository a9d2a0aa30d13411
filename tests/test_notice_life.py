"""A page built last week tells the truth today: the browser's clock before, inside and after a period, anywhere.

The site is served under a policy that refuses everything inline.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from showcase.diagnostics import Diagnostics
from showcase.loading import Folders
from showcase.model.collection import Collection
from showcase.model.notice_life import days_left, life_of
from showcase.pipeline import check
from tests import site
from tests.browser import Browser, browser, served
from tests.test_notices import FILES, at, page

__all__ = ["browser"]

CHINA = dt.timezone(dt.timedelta(hours=8))
BUILT = "2026-09-28T12:00"
"""Before everything that the notices of these tests have to tell."""
LIFE: dict[str, str | bytes | None] = {
    **FILES,
    "content/decisions/2026-10.md": page(
        "关于第九届的决定", "2026-09-25", number="云文明委〔2026〕7号",
        lists=[{"event": "授予", "title": "市级文明单位", "level": "市级", "jurisdiction": "云川市", "grade": "文明单位", "units": ["a-unit"]}],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Built on 28 September, and never again."""
    root = tmp_path_factory.mktemp("life") / "showcase"
    result = site.build(root, LIFE, **at(BUILT))
    assert result.code == 0, result.output
    with served(result.site.parent) as base:
        yield f"{base}/site/"


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    root = tmp_path_factory.mktemp("model")
    site.write(root, {**site.base_files(), **LIFE})
    folders = Folders(root, root / "units", root / "content", root / "site_config")
    checked = check(folders, dt.datetime.fromisoformat(BUILT), Diagnostics())
    assert checked is not None
    return checked.collection


@contextlib.contextmanager
def frozen(browser: Browser, moment: dt.datetime, zone: str, *, runs: bool = False) -> Iterator[None]:
    """The browser's clock stands at a moment (or starts from it), in some time zone."""
    now = f"{int(moment.timestamp() * 1000)}{' + Real.now() - start' if runs else ''}"
    script = f"""{{ const Real = Date, start = Real.now();
      globalThis.Date = class extends Real {{
        constructor(...given) {{ if (given.length) super(...given); else super({now}); }}
        static now() {{ return {now}; }} }}; }}"""
    added = browser.call("Page.addScriptToEvaluateOnNewDocument", source=script)["identifier"]
    browser.call("Emulation.setTimezoneOverride", timezoneId=zone)
    try:
        yield
    finally:
        browser.call("Page.removeScriptToEvaluateOnNewDocument", identifier=added)
        browser.call("Emulation.setTimezoneOverride", timezoneId="")


READ = """(() => {
  const text = node => node ? node.textContent.trim() : "", banner = document.querySelector("[data-main]");
  return {
    state: text(banner.querySelector("[data-state]")), left: text(banner.querySelector("[data-left]")),
    css: [...banner.classList].filter(c => c !== "banner").concat(banner.querySelector(".pill").classList[1]),
    days: [...banner.querySelectorAll("[data-day]")].map(d => [d.dataset.day, text(d.querySelector("[data-word]"))]),
    today: [...banner.querySelectorAll("[aria-current]")].map(d => d.dataset.day),
    told: [...banner.querySelectorAll("[data-told]")].some(t => t.offsetParent),
    panels: [...document.querySelectorAll("[data-when]")].filter(p => p.offsetParent).map(p => p.querySelector("h2").textContent),
    dates: banner.querySelector(".dates").firstChild.textContent,
  };
})()"""

MOMENTS = {
    "2026-11": [  # whole days: 16 to 20 November
        "2026-10-01T00:00", "2026-11-15T23:59:59", "2026-11-16T00:00", "2026-11-16T12:00", "2026-11-17T00:00", "2026-11-18T23:59:59",
        "2026-11-19T00:00", "2026-11-20T00:00", "2026-11-20T23:59:59", "2026-11-21T00:00", "2027-03-01T08:00",
    ],
    "jiqi": [  # 30 September 9:00 to 10 October 17:30, over the holidays; Saturday the 10th is worked
        "2026-09-29T20:00", "2026-09-30T08:59:59", "2026-09-30T09:00", "2026-10-01T00:00", "2026-10-07T23:59:59", "2026-10-08T00:00",
        "2026-10-09T00:00", "2026-10-10T00:00", "2026-10-10T17:29:59", "2026-10-10T17:30", "2026-10-10T23:00", "2026-10-11T00:00",
    ],
    "jieguo": ["2026-10-11T23:59:59", "2026-10-12T00:00", "2026-10-16T23:59:59", "2026-10-17T00:00"],  # its decision is known
    "hou": ["2026-12-28T00:00", "2026-12-31T10:00", "2027-01-04T10:00", "2027-01-05T10:00", "2027-01-06T00:00"],
}  # fmt: skip


def expected(collection: Collection, slug: str, moment: dt.datetime) -> dict[str, Any]:
    """What the model of the build says of that moment."""
    notice = next(n for n in collection.notices if n.slug == slug)
    calendar, today = collection.config.calendar, moment.date()
    state = life_of(notice, collection.decisions).state_at(moment)
    note = calendar.count(notice.opens, notice.closes).note
    opens, closes = (f"{d.month}月{d.day}日" for d in (notice.opens, notice.closes))
    at_opens, at_closes = (f" {t:%H:%M} " if t else "" for t in (notice.opens_at, notice.closes_at))
    left = f"还剩 {days_left(notice, today, calendar).days} 个工作日" + (f"（{note}）" if note else "")
    lines = {"未开始": f"{opens}{at_opens}开始", "公示中": f"今天{at_closes}截止" if today == notice.closes else left}
    days = calendar.days(notice.opens, notice.closes)
    css = {"未开始": "soon", "公示中": "open", "已结束待结果": "wait", "结果已公布": "done"}[state.value]
    return {
        "state": state.value,
        "left": lines.get(state.value, f"{closes}已截止"),
        "css": [css, css],
        "days": [[day.isoformat(), _word(day, today, notice.closes)] for day in days],
        "today": [day.isoformat() for day in days if day == today],
        "told": False,
        "panels": ["怎样反映意见" if state.value in lines else "联系我们"],
    }


def _word(day: dt.date, today: dt.date, closes: dt.date) -> str:
    if day <= today:
        return "今天" if day == today else "已过"
    return "截止" if day == closes else "调休上班" if day.weekday() >= 5 else ""


@pytest.mark.browser
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Shanghai", "Pacific/Kiritimati"])
@pytest.mark.parametrize("slug", sorted(MOMENTS))
def test_the_page_tells_the_truth_of_any_moment(browser, address, collection, slug, zone):
    browser.size(1280, 900)
    for written in MOMENTS[slug]:
        moment = dt.datetime.fromisoformat(written)
        with frozen(browser, moment.replace(tzinfo=CHINA), zone):
            browser.open(f"{address}notices/{slug}/")
            found = browser.run(READ)
        dates = found.pop("dates")
        assert found == expected(collection, slug, moment), (written, zone)
        assert "年" in dates


@pytest.mark.browser
def test_holidays_and_worked_weekends_are_counted(browser, address):
    """By hand: 30 September, 8, 9 and (Saturday, worked) 10 October 2026; National Day is off."""
    for written, left in (("2026-09-30T10:00", "还剩 4 个工作日"), ("2026-10-05T10:00", "还剩 3 个工作日")):
        with frozen(browser, dt.datetime.fromisoformat(written).replace(tzinfo=CHINA), "America/New_York"):
            browser.open(f"{address}notices/jiqi/")
            found = browser.run(READ)
        assert (found["state"], found["left"]) == ("公示中", left)
        assert [day for day, _ in found["days"]] == ["2026-09-30", "2026-10-08", "2026-10-09", "2026-10-10"]


LISTED = """Object.fromEntries([...document.querySelectorAll("[data-group]")].filter(g => g.offsetParent).map(g =>
  [g.querySelector("h2").textContent + g.querySelector("[data-count]").textContent,
   [...g.querySelectorAll("li h3 a")].map(a => a.getAttribute("href").split("/").at(-2))]))"""
STRIPS = """[...document.querySelectorAll(".strip")].filter(s => s.offsetParent).map(s =>
  [s.querySelector("a").getAttribute("href").split("/").at(-2), s.querySelector("[data-state]").textContent, s.querySelector("[data-left]").textContent])"""


@pytest.mark.browser
def test_lists_and_home_follow(browser, address):
    """Notices go to the group of their state; the home page, built before, shows what is open now."""
    told = {
        "2026-09-29T00:00": ({"公示中0": [], "未开始4": ["hou", "2026-11", "jieguo", "jiqi"], "已撤回1": ["chehui"]}, []),
        "2026-10-08T08:00": (
            {"公示中1": ["jiqi"], "未开始3": ["hou", "2026-11", "jieguo"], "已撤回1": ["chehui"]},
            [["jiqi", "公示中", "还剩 3 个工作日"]],
        ),
        "2026-11-20T22:00": (
            {"公示中1": ["2026-11"], "未开始1": ["hou"], "已结束待结果1": ["jiqi"], "结果已公布1": ["jieguo"], "已撤回1": ["chehui"]},
            [["2026-11", "公示中", "今天截止"]],
        ),
    }  # fmt: skip
    for written, (groups, strips) in told.items():
        with frozen(browser, dt.datetime.fromisoformat(written).replace(tzinfo=CHINA), "America/New_York"):
            browser.open(f"{address}notices/")
            assert browser.run(LISTED) == groups, written
            assert not browser.run("!!document.querySelector('[data-told-all]').offsetParent")
            empty = browser.run("document.querySelector('[data-group=open] .empty').offsetParent !== null")
            assert empty == (not strips)
            browser.open(address)
            assert browser.run(STRIPS) == strips, written


@pytest.mark.browser
def test_a_page_that_stays_open_changes_and_says_so(browser, address):
    """Quiet when it is opened; what changes later is announced."""
    almost = dt.datetime(2026, 11, 15, 23, 59, 59, tzinfo=CHINA)
    with frozen(browser, almost, "America/New_York", runs=True):
        browser.open(f"{address}notices/2026-11/")
        assert browser.run(READ)["state"] == "未开始"
        assert browser.run("document.querySelector('.now').getAttribute('aria-live')") == "polite"
        browser.until("document.querySelector('[data-state]').textContent === '公示中'")
        assert browser.run(READ)["left"] == "还剩 5 个工作日"
    assert "aria-live" not in (site_text := browser.run("fetch(location.href).then(r => r.text())"))
    assert "未开始" in site_text


@pytest.mark.browser
def test_without_script_the_dates_stand_plainly(browser, address):
    """The state is that of the day of the build, which is named; nothing that may be false later is said without it."""
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(f"{address}notices/2026-11/")
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
        found = browser.run(READ)
        assert (found["state"], found["told"]) == ("未开始", True)
        assert found["dates"].startswith("2026年11月16日（周一）至11月20日（周五），共 5 个工作日。")
        assert browser.run("document.querySelector('.told').textContent.trim()") == "状态按2026年9月28日计"
        assert found["panels"] == ["怎样反映意见"]
        assert "2026年11月16日（周一）至11月20日（周五）" in browser.run(
            "document.querySelector('[data-when=until] .hint').textContent"
        )
        browser.call("Emulation.setScriptExecutionDisabled", value=True)
        browser.open(f"{address}notices/")
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
        assert "状态按2026年9月28日计" in browser.run(
            "document.querySelector('[data-told-all]').textContent.replace(/\\s/g, '')"
        )
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
