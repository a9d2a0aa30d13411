"""Publishing to an emulator of an S3 store: order, headers, only what changed, the lock, kills, going back."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from showcase.publishing import s3_lock
from showcase.publishing.headers import cache_of, is_lasting, type_of
from showcase.publishing.manifests import manifest_of
from showcase.publishing.places import place_named
from showcase.publishing.s3_store import Store
from showcase.publishing.values import (
    BusyTargetError,
    ChangedSiteError,
    ForeignTargetError,
    NoRollbackError,
    PublishError,
)
from tests import s3_emulator
from tests.publishing import AT, back_at, contents, marked_site, names_of_trouble, publish_to
from tests.s3_emulator import BUCKET, client, readable

KILLS = 9


@pytest.fixture(scope="module")
def emulator():
    with s3_emulator.running() as port, pytest.MonkeyPatch.context() as patch:
        for name, value in s3_emulator.environment(port).items():
            patch.setenv(name, value)
        client().create_bucket(Bucket=BUCKET)
        yield port


@pytest.fixture
def prefix(emulator, request):
    """A prefix of its own for each test."""
    return f"站点/{request.node.name[:40]}"


def sent_by(prefix: str, site: Path) -> int:
    """Publish, and how many files were sent."""
    target, told = place_named(f"s3://{BUCKET}/{prefix}"), []
    from showcase.publishing.releasing import put_live

    with target.lock("test@here", AT):
        put_live(target, site, manifest_of(site), AT, "test@here", told.append)
    assert [one.files for one in told] == list(range(1, len(contents(site)) + 1))
    assert told[-1].bytes == told[-1].of_bytes == manifest_of(site).size
    return sum(one.is_new for one in told)


def keys(prefix: str, under: str = "") -> set[str]:
    answer = client().list_objects_v2(Bucket=BUCKET, Prefix=f"{prefix}/{under}")
    return {one["Key"].removeprefix(f"{prefix}/") for one in answer.get("Contents", ())}


def test_readers_get_the_site(prefix, tmp_path):
    sites = [names_of_trouble(tmp_path / str(seed), seed) for seed in range(3)]
    target = place_named(f"s3://{BUCKET}/{prefix}")
    assert target.live() is None
    for site in sites:
        publish_to(target, site, keep=2)
        assert contents(site).items() <= readable(prefix).items()
        left = readable(prefix).keys() - contents(site).keys()
        assert [path for path in left if not is_lasting(path)] == [], "of what is gone only assets stay"
        assert target.live().manifest == manifest_of(site)
    assert len(keys(prefix, ".showcase/releases/")) == 2
    assert ".showcase/switching.json" not in keys(prefix)
    assert ".showcase/lock" not in keys(prefix)
    assert json.loads(target.read("release.json"))["release"] == target.live().id
    with pytest.raises(PublishError, match="没有这个文件"):
        target.read("nowhere")
    back_at(target)
    assert contents(sites[1]).items() <= readable(prefix).items()
    assert [p for p in readable(prefix).keys() - contents(sites[1]).keys() if not is_lasting(p)] == []
    with pytest.raises(NoRollbackError):
        back_at(target)
    publish_to(target, sites[2], keep=1)
    assert readable(prefix) == contents(sites[2]), "with one kept nothing else can be read"
    assert [entry.action for entry in target.history()] == ["发布", "发布", "发布", "退回", "发布"]


def test_only_what_changed_is_sent(prefix, tmp_path):
    first, second = (marked_site(tmp_path / str(number), number) for number in (1, 2))
    assert sent_by(prefix, first) == 4, "equal pages are one blob"
    assert sent_by(prefix, second) == 2, "an asset, and the page"
    assert sent_by(prefix, first) == 0
    (second / "about/index.html").write_text("<p>new</p>")
    assert sent_by(prefix, second) == 1


def test_types_and_caching(prefix, tmp_path):
    site = marked_site(tmp_path / "site", 1)
    (site / "data").mkdir()
    (site / "data/units.json").write_text("{}")
    publish_to(place_named(f"s3://{BUCKET}/{prefix}"), site)
    said = {}
    for path in ("index.html", "assets/same.0123abcd.css", "data/units.json", "release.json"):
        answer = client().head_object(Bucket=BUCKET, Key=f"{prefix}/{path}")
        said[path] = (answer["ContentType"], answer["CacheControl"], answer.get("ContentEncoding", ""))
    assert said == {
        "index.html": ("text/html; charset=utf-8", "no-cache", ""),
        "assets/same.0123abcd.css": ("text/css; charset=utf-8", "public, max-age=31536000, immutable", ""),
        "data/units.json": ("application/json", "no-cache", ""),
        "release.json": ("application/json", "no-cache", ""),
    }
    assert cache_of("assets/photos/0123456789abcdef0123-800.webp").endswith("immutable")
    assert cache_of("search/catalog.json") == "no-cache"
    assert type_of("assets/x.WEBP") == "image/webp"
    assert type_of("CNAME") == "application/octet-stream"


def test_a_kill_at_any_request(prefix, tmp_path, figures):
    for number in range(KILLS + 1):
        marked_site(tmp_path / "sites" / str(number), number, pages=12)
    command = [sys.executable, "-m", "tests.s3_emulator", f"s3://{BUCKET}/{prefix}", str(tmp_path / "sites"), "5"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    figures("publishing to an S3 emulator: publishes", told["publishes"])
    figures("publishing to an S3 emulator: kills", told["kills"])
    figures("publishing to an S3 emulator: failures", len(told["wrong"]))
    assert told["wrong"] == []
    assert told["kills"] >= 5


def test_the_lock(prefix, monkeypatch):
    first, second = (place_named(f"s3://{BUCKET}/{prefix}") for _ in range(2))
    busy = pytest.raises(BusyTargetError, match=r"甲@机房（2026-11-18T09:30:00.*秒后可以")
    with first.lock("甲@机房", AT), busy, second.lock("乙", AT):
        pass
    with first.lock("甲@机房", AT):
        monkeypatch.setattr(s3_lock, "_machine", lambda: "another")
        with pytest.raises(BusyTargetError), second.lock("乙", AT):
            pass
        monkeypatch.setattr(s3_lock, "LEASE", -1)  # the store's clock went on
        with second.lock("乙", AT):
            monkeypatch.undo()
        assert ".showcase/lock" not in keys(prefix)


def test_a_lost_lock_stops(prefix, monkeypatch):
    target = place_named(f"s3://{BUCKET}/{prefix}")
    monkeypatch.setattr(s3_lock, "_RENEWAL", 0.05)
    with target.lock("甲", AT):
        client().put_object(Bucket=BUCKET, Key=f"{prefix}/.showcase/lock", Body=b"{}")
        for thread in [t for t in s3_lock.threading.enumerate() if t.name.startswith("Thread")]:
            thread.join(2)
        with pytest.raises(PublishError, match="别人可能已经接着发布"):
            target.tidy(1)
    assert ".showcase/lock" in keys(prefix), "another's lock stays"


def test_refusals(prefix, tmp_path, monkeypatch):
    site = marked_site(tmp_path / "site", 1)
    target = place_named(f"s3://{BUCKET}/{prefix}")
    client().put_object(Bucket=BUCKET, Key=f"{prefix}/letter.txt", Body=b"mine")
    with pytest.raises(ForeignTargetError, match=r"letter\.txt"):
        publish_to(target, site)
    client().delete_object(Bucket=BUCKET, Key=f"{prefix}/letter.txt")
    publish_to(target, site)
    client().put_object(Bucket=BUCKET, Key=f"{prefix}/letter.txt", Body=b"mine")
    other = marked_site(tmp_path / "other", 2)
    publish_to(target, other, keep=1)
    assert "letter.txt" in keys(prefix), "what is not ours is not removed"
    manifest, release = manifest_of(site), target.live()
    (site / "index.html").write_text("changed")
    later = type(release)("20270101-000000-0123456789ab", AT + dt.timedelta(days=60), manifest, release.id)
    with target.lock("甲", AT), pytest.raises(ChangedSiteError, match=r"index\.html"):
        target.send(later, site, lambda sent: None)
    assert contents(other).items() <= readable(prefix).items()
    with pytest.raises(PublishError, match="没有这个存储桶"):
        place_named("s3://no-such-bucket-here/x").live()
    for wrong in ("s3://", "s3://A/x", "s3:///x", "s3://bucket/a\nb"):
        with pytest.raises(PublishError, match="写得不对"):
            place_named(wrong)
    with pytest.raises(PublishError, match="连不上"):
        Store("bucket", "x", "http://127.0.0.1:1").get("y")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("HOME", os.devnull)
    with pytest.raises(PublishError, match="没有访问密钥"):
        place_named(f"s3://{BUCKET}/{prefix}").live()
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(PublishError, match="先安装"):
        place_named(f"s3://{BUCKET}/{prefix}").live()
