"""Publishing into a directory: releases, the link that switches them, kills, rollback, refusals, the log."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from showcase.publishing.directory import DirectoryTarget
from showcase.publishing.journal import append_entry, journal_text, read_journal
from showcase.publishing.manifests import manifest_bytes, manifest_of, read_manifest
from showcase.publishing.values import (
    BusyTargetError,
    ChangedSiteError,
    Entry,
    FileChanges,
    ForeignTargetError,
    NoRollbackError,
    PublishError,
    release_of,
)
from tests.publishing import AT, UNCHANGED, back, marked_site, publish


@pytest.fixture
def sites(tmp_path):
    """Five sites that differ in a marker."""
    return [marked_site(tmp_path / f"site-{number}", number) for number in range(5)]


@pytest.fixture
def target(tmp_path):
    return tmp_path / "live"


def shown(target: Path) -> dict[str, bytes]:
    """What readers see, without the one file that knows the time."""
    site = target / "current/site"
    found = {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    assert json.loads(found.pop("release.json"))["release"] == site.resolve().parent.name
    return found


def contents(site: Path) -> dict[str, bytes]:
    return {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def test_a_release_is_the_site_and_its_hash(sites, target):
    publish(target, sites[0])
    assert shown(target) == contents(sites[0])
    told = json.loads((target / "current/site/release.json").read_text())
    manifest = manifest_of(sites[0])
    assert told == {
        "release": f"20261118-093000-{manifest.content[:12]}",
        "published": "2026-11-18T09:30:00+08:00",
        "content": manifest.content,
        "files": 7,
        "bytes": manifest.size,
    }
    assert DirectoryTarget(target).live().manifest == manifest


def test_what_did_not_change_is_one_file_with_many_names(sites, target):
    for site in sites[:3]:
        publish(target, site)
    same = target / "current/site" / next(iter(UNCHANGED))
    assert same.stat().st_nlink == 3
    assert (target / "current/site/index.html").stat().st_nlink == 1
    assert {place.stat().st_mode & 0o777 for place in target.rglob("*") if place.is_file()} == {0o644}


def test_versions_of_a_page_never_bear_the_same_second(sites, target):
    """nginx makes the ETag of size and whole seconds: two publishes within one would look alike."""
    seen = set()
    for site in sites:
        publish(target, site)  # all at the same moment
        found = (target / "current/site/index.html").stat()
        seen.add((found.st_size, int(found.st_mtime)))
    assert len(seen) == len(sites)


def test_the_newest_are_kept_and_the_link_has_them_all(sites, target):
    for site in sites:
        publish(target, site, keep=3)
    assert len(list((target / "releases").iterdir())) == 3
    links = {place.name: place.resolve() for place in (target / "current").iterdir()}
    assert set(links) == {"site", "before", "earlier"}
    assert contents(sites[3]).items() <= contents(links["before"]).items()
    assert contents(sites[2]).items() <= contents(links["earlier"]).items()
    publish(target, sites[0], keep=1)
    assert [place.name for place in (target / "releases").iterdir()] == [DirectoryTarget(target).live().id]


def test_back_and_back_and_on(sites, target):
    for site in sites[:3]:
        publish(target, site)
    back(target)
    assert shown(target) == contents(sites[1])
    assert contents(sites[2]).items() <= contents(target / "current/before").items(), "its readers still ask for assets"
    back(target)
    assert shown(target) == contents(sites[0])
    with pytest.raises(NoRollbackError, match="退不回去"):
        back(target)
    publish(target, sites[3])
    back(target)
    assert shown(target) == contents(sites[0]), "back to what was live before, not to what was newest"
    actions = [entry.action for entry in DirectoryTarget(target).history()]
    assert actions == ["发布", "发布", "发布", "退回", "退回", "发布", "退回"]


def test_what_is_live_is_not_published_again(sites, target):
    publish(target, sites[0])
    before = target.joinpath("current").readlink()
    publish(target, sites[0], at=AT + dt.timedelta(days=1))
    assert target.joinpath("current").readlink() == before
    assert len(DirectoryTarget(target).history()) == 1


def test_a_kill_at_any_step_leaves_the_old_or_the_new_site(sites, fast_folder):
    """Every step on the disk of publishing, and of going back, one after the other; then it is run again."""
    command = [sys.executable, "-m", "tests.publishing", "every", str(fast_folder), *map(str, sites[:3])]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["publish"] > 60
    assert told["back"] > 10
    assert told["wrong"] == []


def test_a_place_that_is_not_ours_is_refused(sites, tmp_path, target):
    other = tmp_path / "home"
    (other / "letters").mkdir(parents=True)
    with pytest.raises(ForeignTargetError, match="letters"):
        publish(other, sites[0])
    assert [place.name for place in other.iterdir()] == ["letters"]
    with pytest.raises(ForeignTargetError, match="不是文件夹"):
        publish(sites[0] / "index.html", sites[0])
    publish(target, sites[0])
    (target / "notes.txt").write_text("mine")
    with pytest.raises(ForeignTargetError, match=r"notes\.txt"):
        publish(target, sites[1])
    assert shown(target) == contents(sites[0])


def test_two_at_once(sites, target):
    first, second = DirectoryTarget(target), DirectoryTarget(target)
    busy = pytest.raises(BusyTargetError, match="甲@机房（2026-11-18T09:30:00")
    with first.lock("甲@机房", AT), busy, second.lock("乙@机房", AT):
        pass
    with second.lock("乙@机房", AT):
        pass


def test_a_killed_one_holds_nobody_up(sites, target):
    code = (
        "import os, signal; from pathlib import Path; from showcase.publishing.directory import DirectoryTarget; "
        "from tests.publishing import AT; lock = DirectoryTarget(Path(os.sys.argv[1])).lock('甲', AT); lock.__enter__(); "
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(target)], check=False, cwd=Path(__file__).parent.parent)
    assert done.returncode == -signal.SIGKILL
    assert "甲" in (target / "lock").read_text()
    publish(target, sites[0])


def test_a_site_that_changes_meanwhile_is_not_published(sites, target, monkeypatch):
    publish(target, sites[0])
    manifest, place = manifest_of(sites[1]), DirectoryTarget(target)
    release = release_of(manifest, AT, place.live())
    (sites[1] / "index.html").write_text("<p>another</p>")
    with place.lock("甲", AT), pytest.raises(ChangedSiteError, match=r"index\.html"):
        place.send(release, sites[1], lambda sent: None)
    (sites[1] / "index.html").unlink()
    with place.lock("甲", AT), pytest.raises(ChangedSiteError, match=r"index\.html"):
        place.send(release, sites[1], lambda sent: None)
    assert shown(target) == contents(sites[0])


def test_what_somebody_changed_at_the_place_is_sent_again(sites, target):
    publish(target, sites[0])
    same = target / "current/site/about/index.html"
    wrong = same.read_bytes()[::-1]
    same.write_bytes(wrong)
    publish(target, sites[1])
    assert shown(target) == contents(sites[1])


def test_a_damaged_manifest_is_no_reason_to_stop(sites, target):
    publish(target, sites[0])
    (target / "current/site/../manifest.json").resolve().write_text("{")
    assert DirectoryTarget(target).live() is None
    publish(target, sites[1])
    assert shown(target) == contents(sites[1])


@pytest.mark.parametrize("strange", ["link", "fifo", "name"])
def test_only_plain_files_are_published(sites, target, strange):
    if strange == "link":
        (sites[0] / "photos").symlink_to("/etc")
    elif strange == "fifo":
        os.mkfifo(sites[0] / "pipe")
    else:
        (sites[0] / "a\nb").write_text("")
    with pytest.raises(PublishError, match="不能发布"):
        publish(target, sites[0])
    with pytest.raises(PublishError, match="不是建好的网站"):
        publish(target, target.parent)
    assert not (target / "current").exists()


def test_manifests_read_what_they_write(sites):
    release = release_of(manifest_of(sites[0]), AT, None)
    assert read_manifest(manifest_bytes(release)) == release
    shutil.copytree(sites[0], copy := sites[0].parent / "copy")
    (copy / "release.json").write_text("{}")
    assert manifest_of(copy).content == release.manifest.content, "the file with the time is none of the content"
    for broken in (b"", b"[]", b'{"files": 3}', b'{"files": [["a"]]}'):
        with pytest.raises(ValueError, match=r"\w"):
            read_manifest(broken)


def test_file_changes(sites):
    changes = FileChanges.between(manifest_of(sites[0]), manifest_of(sites[1]))
    assert [f.path for f in changes.pages.new] == ["only-1/index.html"]
    assert [f.path for f in changes.pages.gone] == ["only-0/index.html"]
    assert [f.path for f in changes.pages.changed] == ["index.html", "units/u1/index.html", "units/u2/index.html"]
    assert not FileChanges.between(manifest_of(sites[0]), manifest_of(sites[0]))
    assert len(FileChanges.between(None, manifest_of(sites[0])).new) == 7


def test_a_torn_line_of_the_log_loses_no_other(tmp_path):
    file, entry = tmp_path / "log", Entry("发布", "a", "b", AT, "甲@机房", 3, 5)
    append_entry(file, entry)
    with file.open("a") as stream:
        stream.write('{"action": "发布", "rel')
    append_entry(file, entry)
    assert read_journal(file) == (entry, entry)
    assert journal_text(read_journal(file)).count("2026-11-18 09:30:00　发布　a　3 个文件") == 2
    assert journal_text(()) == "还没有发布过\n"
