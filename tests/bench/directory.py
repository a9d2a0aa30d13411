"""What the directory costs a reader: ``python -m tests.bench.directory --units 20000``.

A page of the demonstration is built for as many units as its first page names; the files beside it are then made of
so many units by the same function, and served compressed. Chromium, its processor slowed down (4 times: a cheap
phone), opens the page and does what readers do. Printed are the kilobytes of the first view, and of each step its
kilobytes, the longest task or frame of the browser (0 where none is over 50 ms) and the seconds until all is shown,
each the least of the rounds: what else the machine does only adds to it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from showcase.diagnostics import Diagnostics, Location
from showcase.loading import Folders, load_collection
from showcase.model.collection import Collection
from showcase.model.dates import parse_date
from showcase.model.documents import Source, Text
from showcase.model.ledger import honor_states
from showcase.model.units import FormerName, Honor, Photo, Unit
from showcase.views import Context
from showcase.views.directory import directory_files
from tests.browser import Browser, served

TODAY = dt.date(2026, 11, 18)
SYLLABLES = "安an 白bai 碧bi 常chang 春chun 大da 东dong 丰feng 高gao 光guang 海hai 河he 红hong 江jiang 金jin 兰lan 柳liu 龙long 明ming 南nan 平ping 青qing 泉quan 山shan 石shi 松song 桃tao 望wang 西xi 新xin 阳yang 云yun 竹zhu".split()
ENDS = "村cun 镇zhen 社区she'qu 小学xiao'xue 医院yi'yuan 供电所gong'dian'suo 税务局shui'wu'ju".split()
ROUNDS = 3


def build_page(folder: Path, units: int) -> Path:
    """A site in a province of some 2,000 townships, whose directory has the form of a large one."""
    demo = [sys.executable, "-m", "showcase", "demo", "--units", str(units), "--articles", "0", "--photos", "0"]
    subprocess.run([*demo, str(folder)], check=True, capture_output=True)
    regions = folder / "site_config/regions.yml"
    tree = yaml.safe_load(regions.read_text(encoding="utf-8"))
    dice = random.Random(5)
    for number in range(20, 34):
        counties = [_county(dice, f"99{number}{n:02}") for n in range(10)]
        tree["regions"][0]["children"].append(
            {"code": f"99{number}", "name": f"{_words(dice)[0]}市", "children": counties}
        )
    regions.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("- showcase:\n", "- showcase:\n      limits: {cards: 5}\n"), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, capture_output=True)
    return folder / "site"


def _words(dice: random.Random) -> tuple[str, str]:
    """A name and its pinyin."""
    parts = [*dice.choices(SYLLABLES, k=2), dice.choice(ENDS)]
    names, sounds = (
        ["".join(c for c in part if c > "z") for part in parts],
        ["".join(c for c in part if c <= "z") for part in parts],
    )
    return "".join(names), " ".join(sounds).replace("'", " ")


def _county(dice: random.Random, code: str) -> dict[str, object]:
    towns = [{"code": f"{code}{n:02}", "name": f"{_words(dice)[0][:2]}{n}镇"} for n in range(15)]
    return {"code": code, "name": f"{_words(dice)[0][:2]}县", "children": towns}


def synthetic(known: Collection, count: int) -> Collection:
    """So many units in all regions, half of them with a title, a cover and a sentence."""
    dice = random.Random(7)
    config = known.config
    places = [region for region in config.regions.all if region.is_leaf]
    kinds = list(config.taxonomies.kinds)
    units = []
    for number in range(count):
        name, sound = _words(dice)
        place = dice.choice(places)
        whose = dice.choice(config.taxonomies.jurisdictions)
        honor = Honor(
            title="文明单位",
            grade="文明单位",
            jurisdiction=whose,
            level=whose.level,
            date=parse_date("2020"),
            term="第八届",
            location=Location("u"),
        )
        photo = Photo(
            path=f"{number}.jpg", file="", number=1, caption=name, width=1600, height=1067, digest=f"{number:064x}"
        )
        units.append(
            Unit(
                slug=f"{sound.replace(' ', '-')}-{number}",
                name=f"{place.full_name}{name}{number}",
                short_name=f"{name}{number}",
                pinyin=sound,
                kind=dice.choice(kinds),
                region=place,
                text=Text(""),
                source=Source(f"units/{number}/index.md"),
                honors=(honor,) if number % 2 else (),
                cover=photo if number % 2 else None,
                summary="把群众的小事一件件记在本上，" * 2 if number % 2 else "",
                former_names=(FormerName(f"{name}旧名"),) if number % 20 == 0 else (),
            )
        )
    return replace(known, units=tuple(units), decisions=(), notices=(), compilations=(), digests={})


WATCH = """window.tasks = [];
for (const type of ['longtask', 'long-animation-frame'])
  new PerformanceObserver(list => list.getEntries().forEach(e => tasks.push(e.duration))).observe({type, buffered: true});"""
LOADED = """(() => { const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
return entries.reduce((sum, e) => sum + e.transferSize, 0) / 1000; })()"""
SETTLED = "document.querySelector('[data-found]').getAttribute('aria-busy') === 'false' && document.querySelector('[data-results] a') !== null"


def steps(browser: Browser) -> Iterator[tuple[str, str, str]]:
    """What readers do, as a name, a script, and by what its end is known."""
    region = browser.run("[...document.querySelectorAll('.open')].pop().previousElementSibling.control.value")
    typed = "(() => {{ const q = document.querySelector('#s-q'); q.value = '{}'; q.dispatchEvent(new InputEvent('input', {{bubbles: true}})); }})()"
    yield "one facet", "document.querySelector('fieldset[data-facet=kind] input').click()", SETTLED
    yield "another", f"document.querySelector('input[value=\"{region}\"]').click()", SETTLED
    yield (
        "open a region",
        "[...document.querySelectorAll('.open')].pop().click()",
        "[...document.querySelectorAll('[data-facet=region] > div > .pick > .below')].pop().children.length > 0",
    )
    yield (
        "all again",
        "document.querySelector('form [type=reset]').click()",
        "document.querySelector('[data-found]').hidden",
    )
    yield "typing pinyin", typed.format("qs"), SETTLED
    yield "typing a word", typed.format("小学"), SETTLED
    yield (
        "by level",
        "(s => { s.value = 'level'; s.dispatchEvent(new Event('change')); })(document.querySelector('select[name=sort]'))",
        SETTLED,
    )
    yield "as cards", "document.querySelector('[data-view=cards]').click()", SETTLED
    yield (
        "60 more",
        "document.querySelector('[data-more] button').click()",
        "document.querySelectorAll('[data-results] .card').length === 120",
    )
    yield "a letter", "[...document.querySelectorAll('.az a:not(.zero)')].pop().click()", SETTLED


def one_round(browser: Browser, address: str) -> Iterator[tuple[str, float]]:
    browser.open("about:blank")
    browser.call("Network.clearBrowserCache")
    browser.open(address)
    browser.run("new Promise(done => setTimeout(done, 1500))")
    yield "first view KB", browser.run(LOADED)
    yield "first view longest ms", browser.run("Math.max(0, ...tasks.splice(0))")
    before = browser.run(LOADED)
    for name, script, end in steps(browser):
        start = time.perf_counter()
        browser.run(f"{script}, new Promise(done => setTimeout(done, 200))")
        browser.until(end)
        yield f"{name} s", time.perf_counter() - start
        browser.run("new Promise(done => setTimeout(done, 300))")
        after = browser.run(LOADED)
        yield f"{name} KB", after - before
        yield f"{name} longest ms", browser.run("Math.max(0, ...tasks.splice(0))")
        before = after


def main(arguments: list[str] | None = None) -> dict[str, float]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=20_000)
    parser.add_argument("--page", type=int, default=520, help="units of the site of which the page is")
    parser.add_argument("--slower", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "demo"
        root = build_page(folder, options.page)
        figures = write_files(folder, root, options.units)
        if chromium:
            browser = Browser(chromium, Path(made) / "profile")
            browser.call("Emulation.setCPUThrottlingRate", rate=options.slower)
            browser.call("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
            browser.call("Network.enable")
            browser.call("Network.setCacheDisabled", cacheDisabled=True)
            browser.size(390, 844, mobile=True)
            with served(root, policy="", gzipped=True) as base:
                rounds = [dict(one_round(browser, f"{base}/units/")) for _ in range(options.rounds)]
            browser.close()
            figures |= {name: min(each[name] for each in rounds) for name in rounds[0]}
    for name, figure in figures.items():
        print(f"{name:28} {figure:10.2f}")
    return figures


def write_files(folder: Path, root: Path, units: int) -> dict[str, float]:
    """The data of so many units in place of those that the build made."""
    for old in (root / "units").glob("directory_*.json"):
        old.unlink()
    known = load_collection(
        Folders(folder, folder / "units", folder / "content", folder / "site_config"), Diagnostics()
    )
    assert known is not None
    collection = synthetic(known, units)
    context = Context(collection=collection, today=TODAY, honors=honor_states(collection, TODAY), texts={})
    start = time.perf_counter()
    files = dict(directory_files(context))
    seconds = time.perf_counter() - start
    for url, content in files.items():
        (root / url).write_bytes(content)
    rows = [content for content in files.values() if content.startswith(b'{"slug"')]
    packed = {url: len(gzip.compress(content, 6)) / 1000 for url, content in files.items()}
    return {
        "made s": seconds, "files": float(len(files)), "all KB": sum(map(len, files.values())) / 1000, "all packed KB": sum(packed.values()),
        "index packed KB": packed["units/directory_index.json"], "rows packed KB": sum(len(gzip.compress(r, 6)) for r in rows) / 1000,
        "largest packed KB": max(packed.values()),
    }  # fmt: skip


if __name__ == "__main__":
    main()
