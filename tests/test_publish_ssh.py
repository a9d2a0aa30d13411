"""Publishing over ssh to a real sshd on loopback: the same layout, kills at random moments, refusals in words."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from showcase.publishing.manifests import manifest_of
from showcase.publishing.places import place_named
from showcase.publishing.shell import address_of, reason_of
from showcase.publishing.ssh import SshTarget
from showcase.publishing.values import (
    BusyTargetError,
    ChangedSiteError,
    ForeignTargetError,
    NoRollbackError,
    PublishError,
    release_of,
)
from tests import sshd
from tests.publishing import AT, back_at, contents, marked_site, names_of_trouble, publish_to

KILLS = 8


@pytest.fixture(scope="module")
def server():
    with sshd.short_room() as room, sshd.running(room) as found:
        yield found


@pytest.fixture
def place(server, fast_folder, monkeypatch):
    """A folder on the server whose name is hard, and how a person writes it."""
    monkeypatch.setenv("SHOWCASE_SSH_CONFIG", str(server.config))
    folder = fast_folder / "成果 展's $(touch no)"
    return folder, server.place(folder)


def shown(folder: Path) -> dict[str, bytes]:
    return contents(folder / "current/site")


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in (folder / "releases", folder / "states", folder) for path in path.glob(".*")]


def test_the_far_folder_is_the_site(place, tmp_path):
    folder, written = place
    sites = [names_of_trouble(tmp_path / str(seed), seed) for seed in range(3)]
    told = []
    for site in sites:
        publish_to(place_named(written), site, keep=2)
        assert shown(folder) == contents(site)
        assert place_named(written).live().manifest == manifest_of(site)
    target = place_named(written)
    assert target.read("data/units.json") == b'{"rows": []}'
    with pytest.raises(PublishError, match="No such"):
        target.read("nowhere")
    assert len(list((folder / "releases").iterdir())) == 2
    assert leftovers(folder) == []
    same = folder / "current/site/about/index.html"
    assert same.stat().st_nlink == 2, "what did not change is one file with many names"
    back_at(target)
    assert shown(folder) == contents(sites[1])
    with pytest.raises(NoRollbackError):
        back_at(target)
    same.write_text("<p>ABOUT</p>")  # of equal size
    os.utime(same, (1e9, 1e9))
    with target.lock("甲", AT):
        release = release_of(manifest_of(sites[2]), AT, target.live(), AT.replace(year=2027))
        target.send(release, sites[2], told.append)
        target.switch(release)
        target.tidy(1)
    assert shown(folder) == contents(sites[2]), "what somebody changed there is sent again"
    assert (told[-1].files, told[-1].bytes) == (len(contents(sites[2])), manifest_of(sites[2]).size)
    assert [one.files for one in told] == list(range(1, len(told) + 1))
    assert not any(one.is_new for one in told), "the release before has them all"
    assert [entry.action for entry in target.history()] == ["发布", "发布", "发布", "退回"]
    assert list((folder / "releases").iterdir()) == [folder / "releases" / release.id]
    seconds = {(folder / "current/site/index.html").stat().st_mtime}
    assert seconds == {release.at.timestamp() - 8 * 3600 - time.timezone}, "the time of the release"


def test_a_kill_at_any_moment_leaves_the_old_or_the_new_site(place, tmp_path, figures):
    folder, written = place
    sites = [marked_site(tmp_path / str(number), number, pages=40) for number in range(KILLS + 2)]
    publish_to(place_named(written), sites[0])
    start = time.monotonic()
    publish_to(place_named(written), sites[1])
    took = time.monotonic() - start  # a child also starts Python, so that at this time it is still at it
    chance, kills, failures, old = random.Random(11), 0, 0, sites[1]
    for number, site in enumerate(sites[2:]):
        command = [sys.executable, "-m", "tests.publishing", "to", written, str(site)]
        child = subprocess.Popen(command, cwd=Path(__file__).parent.parent, start_new_session=True)
        time.sleep(took * (0.3 + 0.7 * chance.random()))
        if number % 2:
            os.killpg(child.pid, signal.SIGKILL)  # with its ssh and rsync
        else:
            child.kill()
        kills += child.wait() == -signal.SIGKILL
        failures += shown(folder) not in (contents(old), contents(site))
        for _ in range(100):
            try:
                publish_to(place_named(written), site)
                break
            except BusyTargetError:  # the connection of the killed one is being closed
                time.sleep(0.05)
        failures += shown(folder) != contents(site) or leftovers(folder) != []
        old = site
    figures("publishing over ssh: publishes", len(sites))
    figures("publishing over ssh: kills", kills)
    figures("publishing over ssh: failures", failures)
    assert kills >= 5
    assert failures == 0
    assert place_named(written).history()[-1].release == place_named(written).live().id


def test_two_at_once_and_a_silent_one(place):
    folder, written = place
    first, second = place_named(written), place_named(written)
    busy = pytest.raises(BusyTargetError, match="甲@机房（2026-11-18T09:30:00")
    with first.lock("甲@机房", AT), busy, second.lock("乙", AT):
        pass
    with second.lock("乙", AT):
        (folder / "locks" / "99").symlink_to("0 0 0 丙")
        with pytest.raises(PublishError, match="别人已经接着发布"):
            second.tidy(1)
    with first.lock("甲@机房", AT):
        assert [one.name for one in (folder / "locks").iterdir()] == ["100"]


def test_a_changed_site_and_a_half_sent_one(place, tmp_path):
    folder, written = place
    old, new = marked_site(tmp_path / "old", 1), marked_site(tmp_path / "new", 2)
    publish_to(place_named(written), old)
    target = place_named(written)
    release = release_of(manifest_of(new), AT, target.live())
    page = new / "index.html"
    whole = page.read_bytes()
    page.write_bytes(whole[::-1])
    with target.lock("甲", AT), pytest.raises(ChangedSiteError, match=r"index\.html"):
        target.send(release, new, lambda sent: None)
    page.unlink()
    with target.lock("甲", AT), pytest.raises(ChangedSiteError, match=r"index\.html"):
        target.send(release, new, lambda sent: None)
    assert shown(folder) == contents(old)
    page.write_bytes(whole)
    told = []
    with target.lock("甲", AT):
        target.send(release, new, told.append)
    sent = [one for one in told if one.is_new]
    assert len(sent) <= 1, "what was half-sent is used"
    publish_to(target, new)
    assert leftovers(folder) == []


def test_a_place_that_is_not_ours_is_refused(place, tmp_path):
    folder, written = place
    site = marked_site(tmp_path / "s", 1)
    (folder / "letters").mkdir(parents=True)
    with pytest.raises(ForeignTargetError, match="letters"):
        publish_to(place_named(written), site)
    with pytest.raises(ForeignTargetError, match="letters"):
        place_named(written).live()
    assert [one.name for one in folder.iterdir()] == ["letters"]
    (folder / "letters").rmdir()
    publish_to(place_named(written), site)
    (folder / ".env").write_text("x")
    with pytest.raises(ForeignTargetError, match=r"\.env"):
        place_named(written).history()
    (folder / "file").write_text("")
    with pytest.raises(ForeignTargetError, match="不是文件夹"):
        place_named(f"{written}/file").live()


def test_nothing_but_words_when_it_cannot_be(server, place, tmp_path, monkeypatch):
    folder, written = place
    site = marked_site(tmp_path / "s", 1)
    with pytest.raises(PublishError, match="拒绝连接"):
        publish_to(place_named(written.replace(f":{server.port}", ":1")), site)
    known = server.room / "known"
    told = known.read_text()
    known.write_text("")
    with pytest.raises(PublishError, match="不认识这台服务器"):
        publish_to(place_named(written), site)
    known.write_text(told)
    other = tmp_path / "config"
    other.write_text(server.config.read_text().replace(f"IdentityFile {server.room}/client", "IdentityFile /nowhere"))
    monkeypatch.setenv("SHOWCASE_SSH_CONFIG", str(other))
    with pytest.raises(PublishError, match="不认我们的密钥"):
        place_named(written).live()
    monkeypatch.setenv("SHOWCASE_SSH_CONFIG", str(server.config))
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    with pytest.raises(PublishError, match="本机没有 ssh"):
        place_named(written).live()
    (tmp_path / "ssh-only").mkdir()
    (tmp_path / "ssh-only/ssh").symlink_to(shutil.which("ssh", path=os.defpath + ":/usr/bin"))
    monkeypatch.setenv("PATH", str(tmp_path / "ssh-only"))
    with pytest.raises(PublishError, match="本机没有 rsync"):
        publish_to(place_named(written), site)
    assert not (folder / "current").exists()


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("bash: line 1: rsync: command not found\nrsync error: x (code 127)", "服务器上没有 rsync"),
        ('rsync: [receiver] write failed on "x": No space left on device (28)', "磁盘满了"),
        ("sh: 3: cannot create x: Permission denied", "没有写这个文件夹的权限"),
        ("me@host: Permission denied (publickey).", "不认我们的密钥"),
        ("whatever", "服务器报错（whatever）"),
        ("", "代号 9"),
    ],
)
def test_reasons(told, reason):
    assert reason in reason_of(told, 9)


def test_how_places_are_written():
    short = address_of("web@showcase.example.org:/srv/成果 展")
    assert (short.user, short.host, short.path) == ("web", "showcase.example.org", "/srv/成果 展")
    assert str(short) == "web@showcase.example.org:/srv/成果 展"
    assert address_of("web@host:~/site").path == "site"
    assert address_of("ssh://web@[::1]:2222/srv/a%20b").port == 2222
    assert address_of("ssh://host/srv/x").login == "host"
    assert isinstance(place_named("web@host:site"), SshTarget)
    for written in ("/srv/showcase", "C:\\site", "site.zip"):
        assert address_of(written) is None
    for wrong in ("ssh://-oProxyCommand=x/srv", "ssh://host", "ssh://a@host:99999/x", "a@host:/", "a@host:x\ny"):
        with pytest.raises(PublishError, match="写得不对"):
            address_of(wrong)
