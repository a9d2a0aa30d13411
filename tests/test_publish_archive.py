"""The archive for a portal's operator: checksums, sameness, kills, and pages that open from a disk in Chromium."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from showcase.publishing.local_links import with_local_links
from showcase.publishing.manifests import manifest_of
from showcase.publishing.places import place_named
from showcase.publishing.values import ChangedSiteError, ForeignTargetError, NoRollbackError, PublishError
from tests import site
from tests.browser import Browser, browser
from tests.nginx import needed
from tests.publishing import AT, back_at, contents, marked_site, names_of_trouble, publish_to

__all__ = ["browser"]
REPOSITORY = Path(__file__).resolve().parent.parent


def unpacked(file: Path, room: Path) -> Path:
    """With the program that operators have, and every sum of it checked."""
    subprocess.run([needed("sha256sum"), "-c", "--quiet", f"{file.name}.sha256"], cwd=file.parent, check=True)
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        archive.extractall(room)
    subprocess.run([needed("sha256sum"), "-c", "--quiet", "--strict", "SHA256SUMS"], cwd=room, check=True)
    summed = {line[66:] for line in (room / "SHA256SUMS").read_text().splitlines()}
    assert summed == {p.relative_to(room).as_posix() for p in room.rglob("*") if p.is_file()} - {"SHA256SUMS"}
    return room


def test_the_archive_is_the_site(tmp_path):
    sites = [names_of_trouble(tmp_path / str(seed), seed) for seed in (1, 2)]
    for found in sites:  # of the marked names none has a backslash: Windows knows no such file
        for place in [*found.rglob("*\\*")]:
            for file in [*place.rglob("*"), place][::1] if place.is_dir() else [place]:
                file.unlink() if file.is_file() else file.rmdir()
    (sites[0] / "index.html").write_text('<a href="about/">x</a>')
    target = place_named(str(tmp_path / "给门户/成果展.zip"))
    file = tmp_path / "给门户/成果展.zip"
    for number, found in enumerate(sites):
        publish_to(target, found)
        room = unpacked(file, tmp_path / f"room-{number}")
        pages = {path: with_local_links(content) for path, content in contents(found).items() if path.endswith("html")}
        assert contents(room / "site") == {**contents(found), **pages}
        assert target.live().manifest == manifest_of(found)
        assert json.loads((room / "site/release.json").read_text())["content"] == manifest_of(found).content
    assert target.read("data/units.json") == b'{"rows": []}'
    with pytest.raises(PublishError, match="读不了"):
        target.read("nowhere")
    note = (tmp_path / "room-1/说明.txt").read_bytes().decode("utf-8-sig")
    assert "页面新增" in note
    assert "  修改　index.html\r\n" in note
    assert "这是第一份" in (tmp_path / "room-0/说明.txt").read_text("utf-8-sig")
    first = {path.name for path in file.parent.iterdir()}
    assert first == {"成果展.zip", "成果展.zip.sha256", "成果展.releases"}
    back_at(target)
    assert target.live().manifest == manifest_of(sites[0])
    unpacked(file, tmp_path / "back")
    with pytest.raises(NoRollbackError):
        back_at(target)
    publish_to(target, sites[1], keep=1)
    assert list((file.parent / "成果展.releases").glob("*.zip")) == []
    assert [entry.action for entry in target.history()] == ["发布", "发布", "退回", "发布"]


def test_the_same_release_has_the_same_bytes(tmp_path):
    found = marked_site(tmp_path / "site", 1)
    files = [tmp_path / name / "x.zip" for name in ("a", "b")]
    for file in files:
        publish_to(place_named(str(file)), found)
        (found / "index.html").touch()
    assert files[0].read_bytes() == files[1].read_bytes()
    with zipfile.ZipFile(files[0]) as archive:
        assert {info.date_time for info in archive.infolist()} == {AT.timetuple()[:6]}


def test_a_kill_at_any_step_leaves_the_old_or_the_new_archive(tmp_path, fast_folder):
    old, new = (marked_site(tmp_path / str(number), number) for number in (1, 2))
    command = [sys.executable, "-m", "tests.publishing", "archive", str(fast_folder), str(old), str(new)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=REPOSITORY)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["steps"] > 20
    assert told["wrong"] == []
    assert told["archives"] == 2


def test_refusals(tmp_path):
    found, file = marked_site(tmp_path / "site", 1), tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("letter.txt", "mine")
    with pytest.raises(ForeignTargetError, match="不是发布来的"):
        publish_to(place_named(str(file)), found)
    file.unlink()
    (tmp_path / "x.releases").mkdir()
    (tmp_path / "x.releases/letter").touch()
    with pytest.raises(ForeignTargetError, match="别的东西"):
        place_named(str(file)).live()
    (tmp_path / "x.releases/letter").unlink()
    target = place_named(str(file))
    publish_to(target, found)
    release, whole = target.live(), file.read_bytes()
    other = marked_site(tmp_path / "other", 2)
    with target.lock("甲", AT):
        manifest = manifest_of(other)
        (other / "index.html").write_text("changed")
        with pytest.raises(ChangedSiteError, match=r"index\.html"):
            target.send(type(release)("x", AT, manifest), other, lambda sent: None)
    assert file.read_bytes() == whole
    file.write_bytes(whole[: len(whole) // 2])  # the stick was pulled out
    assert target.live() is None
    publish_to(target, found)
    assert target.live().manifest == release.manifest


@pytest.mark.parametrize(
    ("written", "local"),
    [
        ('<a href="../units/x/#a">', '<a href="../units/x/index.html#a">'),
        ("<a class=b href=units/>", "<a class=b href=units/index.html>"),
        ("<A HREF='..'>", "<A HREF='../index.html'>"),
        ('<a href="./?q=1&amp;b=/">', '<a href="./index.html?q=1&amp;b=/">'),
        ('<a href=".">', '<a href="./index.html">'),
        ('<form action="../search/" role="search">', '<form action="../search/index.html" role="search">'),
        ('<meta http-equiv="refresh" content="0; url=../y/">', '<meta http-equiv="refresh" content="0; url=../y/index.html">'),
        *((same, same) for same in (
            '<a href="">', '<a href="#x/">', '<a href="/x/">', '<a href="//other/">', '<a href="https://other/x/">',
            '<a href="mailto:a@example.org">', '<a href="x.pdf">', '<a href="x/y.html#/">', '<img src="x/">', "<p>href='x/'",
            '<!-- <a href="x/"> -->', '<script>"<a href=\'x/\'>"</script>', '<meta name="d" content="1, url=x/">',
            '<a title="href=&quot;x/&quot;">', '<a data-href="x/">',
        )),
    ],
)  # fmt: skip
def test_links_to_folders(written, local):
    assert with_local_links(written.encode()).decode() == local
    assert with_local_links(local.encode()).decode() == local


@pytest.fixture(scope="module")
def from_disk(tmp_path_factory) -> Path:
    """A real site in an archive, unpacked."""
    room = tmp_path_factory.mktemp("disk")
    result = site.build(
        room,
        {
            "mkdocs.yml": site.MKDOCS + "extra_css: [assets/own.css]\n",
            "content/assets/own.css": "body { letter-spacing: 3px }",
        },
    )
    assert result.code == 0, result.output
    file = room / "x.zip"
    publish_to(place_named(str(file)), result.site)
    return unpacked(file, room / "room 空") / "site"


def clicked(browser: Browser, end: str) -> None:
    """Follow a link of the page, until the next one is there."""
    browser.events.clear()
    browser.run(f"setTimeout(() => document.querySelector('a[href$=\"{end}\"]').click()), 0")
    while "Page.loadEventFired" not in browser.events:
        browser.events.append(browser._message().get("method"))


@pytest.mark.browser
def test_it_opens_from_a_disk(browser, from_disk):
    """Click through the site as from a USB stick: every page has its styles, and nothing is blocked."""
    browser.call("Log.enable")
    browser.call("Runtime.enable")
    browser.heard = []
    start = (from_disk / "index.html").as_uri()
    seen, queue = set(), [start]
    while queue and len(seen) < 25:
        url = queue.pop(0)
        seen.add(url)
        browser.open(url)
        told = browser.run(
            "({css: getComputedStyle(document.body).letterSpacing, js: document.documentElement.classList.contains('js'),"
            " policy: Boolean(document.querySelector('meta[http-equiv=Content-Security-Policy]')),"
            " broken: [...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src),"
            " links: [...document.querySelectorAll('a[href], form[action]')].map(a => (a.href || a.action).split(/[?#]/)[0])})"
        )
        assert (told["css"], told["js"], told["policy"], told["broken"]) == ("3px", True, True, []), url
        inside = {link for link in told["links"] if link.startswith("file:")}
        assert [link for link in inside if link.endswith("/")] == [], url
        queue += sorted(link for link in inside if link.endswith(".html") and link not in seen and link not in queue)
    assert len(seen) == 25
    browser.open(start)
    clicked(browser, "units/index.html")
    assert browser.run("location.pathname").endswith("/site/units/index.html")
    assert browser.run("document.querySelector('form[data-directory]').textContent").startswith("从本地打开时不能筛选")
    assert browser.run("document.querySelector('.bar .tools').offsetHeight") == 0
    assert browser.run("document.querySelectorAll('[data-still] a[href*=\"bailu-town/index.html\"]').length") > 0
    clicked(browser, "search/index.html")
    said = browser.run("document.querySelector('[data-finder] [data-said]').textContent")
    assert said == "从本地打开时不能搜索，请用单位名录。"
    assert browser.run("document.querySelector('[data-finder] input[name=q]').disabled")
    browser.open((from_disk / "honors/index.html").as_uri())
    wrong = [m["params"] for m in browser.heard if m["method"] in ("Log.entryAdded", "Runtime.exceptionThrown")]
    browser.heard = None
    assert [one for one in wrong if not re.search(r"favicon", str(one))] == []
