"""Publishing is one step: a failed build changes nothing, a reader never meets half a site, same input gives same bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from showcase import release
from showcase.config import moment
from showcase.release import Release
from tests import rich, site

WARNING = site.NOTICE.replace("working_days: 5", "working_days: 7")
ERROR = site.UNIT.replace("region: 清源区", "region: 无此区")


def snapshot(folder: Path) -> dict[str, str]:
    """Every file below a folder by its path, with its bytes' digest."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def leftovers(root: Path) -> list[str]:
    return [path.name for path in root.iterdir() if path.name.startswith(".site")]


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> site.Result:
    """A site that is there already; tests bring it back to what it was."""
    result = site.build(tmp_path_factory.mktemp("release"))
    assert result.code == 0, result.output
    return result


def hook(event: str, body: str) -> site.Files:
    """A site with a hook of its own: the plainest way to fail at a chosen moment of a real build."""
    return {
        "mkdocs.yml": f"{site.MKDOCS}hooks: [hook.py]\n",
        "hook.py": f"def {event}(*args, **kwargs):\n    {body}\n",
    }


THEME = site.MKDOCS.replace("language: zh,", "language: zh, custom_dir: site_config/theme,")
PAGE = '{{% extends "main.html" %}}{{% block page %}}{{{{ {} }}}}{{% endblock %}}'
FAILURES = {
    "a mistake in a unit": ({"units/bailu-town/index.md": ERROR}, (), "没有地区“无此区”"),
    "a damaged photo": ({"units/bailu-town/photos/01-镇政府大院.jpg": site.photo(400, 300)[:900]}, (), "(bad-photo)"),
    "a warning under --strict": ({"content/notices/2026-11.md": WARNING}, ("--strict",), "Aborted with 1 warning"),
    "MkDocs' own warning under --strict": (
        {"content/about.md": "---\ntitle: 关于\n---\n[坏](no.md)\n"},
        ("--strict",),
        "no.md",
    ),
    "a template of a page": (
        {"mkdocs.yml": THEME, "site_config/theme/unit.html": PAGE.format("view.no_such_field")},
        (),
        "UnitView has no field 'no_such_field'",
    ),
    "a template that MkDocs renders last": (
        {"mkdocs.yml": THEME, "site_config/theme/404.html": PAGE.format("1 // 0")},
        (),
        "ZeroDivisionError",
    ),
    "an error after everything was written": (hook("on_post_build", "raise RuntimeError('too late')"), (), "too late"),
    "an interruption": (hook("on_env", "raise KeyboardInterrupt"), (), "Aborted!"),
    "a wrong setting of the plugin": ({"mkdocs.yml": site.MKDOCS.replace("2026-11-18", "明天")}, (), "“明天”不是日期"),
    "broken settings of the office": ({"site_config/regions.yml": "regions: [\n"}, (), "(yaml-syntax)"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failed_build_leaves_the_site_as_it_was(published, failure):
    files, options, reason = FAILURES[failure]
    before = snapshot(published.site)
    mode = published.site.stat().st_mode
    try:
        failed = site.build(published.root, files, *options)
    finally:
        site.write(published.root, {**dict.fromkeys(files), **site.base_files()})
    assert failed.code != 0, failed.output
    assert reason in failed.output
    assert snapshot(published.site) == before
    assert published.site.stat().st_mode == mode
    assert leftovers(published.root) == []


def test_a_failed_first_build_leaves_nothing(build):
    failed = build({"units/bailu-town/index.md": ERROR})
    assert failed.code != 0
    assert not failed.site.exists()
    assert leftovers(failed.root) == []


def test_a_warning_alone_does_not_stop_a_build(build):
    result = build({"content/notices/2026-11.md": WARNING})
    assert result.code == 0, result.output
    assert [problem.rpartition(" ")[2] for problem in result.problems()] == ["(working-days)"]
    assert result.site.is_dir()


def test_a_build_replaces_the_site_and_what_is_gone_is_gone(build):
    first = build()
    (first.site / "stale.html").write_text("old", encoding="utf-8")
    assert (first.site / "units/bailu-town/heyan/index.html").exists()
    second = build({"units/bailu-town/heyan.md": None, "content/compilations/chunfeng.md": None})
    assert second.code == 0, second.output
    names = snapshot(second.site)
    assert not [name for name in names if "heyan" in name or "chunfeng" in name or "stale" in name]
    assert "heyan" not in second.text("feeds/all.xml")
    assert leftovers(second.root) == []


def test_others_may_read_the_site(build):
    old = os.umask(0o022)
    try:
        result = build()
        modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (result.site, *result.site.rglob("*"))}
        assert [path for path, mode in modes.items() if not mode & 0o004] == []
        assert [path for path, mode in modes.items() if path.is_dir() and not mode & 0o001] == []
        result.site.chmod(0o750)
        again = build()
    finally:
        os.umask(old)
    assert stat.S_IMODE(again.site.stat().st_mode) == 0o750, "the folder keeps the mode that it was given"


def test_same_input_same_bytes(tmp_path_factory):
    """Two folders, two days of the clock, one with a warm cache: every file alike."""
    files = rich.rich_files()
    one, other = (tmp_path_factory.mktemp(name) for name in ("one", "other"))
    first = site.build(one, files, SOURCE_DATE_EPOCH="1700000000")
    second = site.build(other, files, SOURCE_DATE_EPOCH="1800000000")
    assert (first.code, second.code) == (0, 0), first.output + second.output
    assert len(snapshot(first.site)) > 80
    assert snapshot(first.site) == snapshot(second.site)
    again = site.build(one, files)
    assert snapshot(again.site) == snapshot(first.site)


def test_the_clock_of_the_environment_counts_when_no_day_is_given(build):
    plain = {"mkdocs.yml": site.MKDOCS.replace("showcase: {today: 2026-11-18}", "showcase")}
    result = build(plain, SOURCE_DATE_EPOCH="1795190400")  # 16:00 in Greenwich is midnight in China
    assert result.code == 0, result.output
    assert "截至 2026年11月21日" in result.main("honors/")


@pytest.mark.parametrize(
    ("today", "epoch", "expected"),
    [
        (None, "1795190399", dt.datetime(2026, 11, 20, 23, 59, 59)),
        (None, "1795190400", dt.datetime(2026, 11, 21)),
        ("2026-11-18", "1795190400", dt.datetime(2026, 11, 18)),
        (dt.date(2026, 11, 18), "1795190400", dt.datetime(2026, 11, 18)),
        ("2026-11-17T20:00:00+00:00", "1795190400", dt.datetime(2026, 11, 18, 4)),
        ("2026-11-18 09:30", "1795190400", dt.datetime(2026, 11, 18, 9, 30)),
    ],
)
def test_the_day_is_an_argument(monkeypatch, today, epoch, expected):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert moment(today) == expected


def test_a_reader_never_meets_half_a_site(build):
    """Reads the start page, and a page and a feed that it leads to, all through three builds."""
    first = build()
    wanted = ("index.html", "units/bailu-town/index.html", "feeds/all.xml", "sitemap.xml")
    done, missed, reads = threading.Event(), [], [0]

    def read() -> None:
        while not done.is_set():
            for name in wanted:
                reads[0] += 1
                try:
                    if not (first.site / name).read_bytes().rstrip().endswith((b"</html>", b"</rss>", b"</urlset>")):
                        missed.append(f"half of {name}")
                except OSError as error:
                    missed.append(f"{name}: {error}")

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(3):
            assert site.run(first.root, "mkdocs", "build").code == 0
    finally:
        done.set()
        reader.join()
    assert reads[0] > 1000
    assert missed == []


# --- the exchange by itself ----------------------------------------------------------------------


@pytest.fixture(params=["at once", "in two renames"])
def exchange(request, monkeypatch):
    """With the system's exchange, and as where there is none."""
    if request.param == "in two renames":
        monkeypatch.setattr(release, "_exchange_at_once", lambda one, other: False)
    return request.param


def test_publish_and_undo(tmp_path, exchange):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "old.html").write_text("old", encoding="utf-8")
    new = Release(folder)
    (new.folder / "new.html").write_text("new", encoding="utf-8")
    assert set(snapshot(folder)) == {"old.html"}
    new.publish()
    assert set(snapshot(folder)) == {"new.html"}
    new.undo()
    assert set(snapshot(folder)) == {"old.html"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_publish_and_close(tmp_path, exchange):
    folder = tmp_path / "sub" / "site"
    first = Release(folder)
    (first.folder / "1.html").write_text("1", encoding="utf-8")
    first.publish()
    first.close()
    second = Release(folder)
    (second.folder / "2.html").write_text("2", encoding="utf-8")
    second.publish()
    second.close()
    assert set(snapshot(folder)) == {"2.html"}
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


def test_a_link_to_where_the_web_server_reads_stays_one(tmp_path):
    (tmp_path / "www").mkdir()
    folder = tmp_path / "site"
    folder.symlink_to(tmp_path / "www")
    new = Release(folder)
    (new.folder / "new.html").write_text("new", encoding="utf-8")
    new.publish()
    new.close()
    assert folder.is_symlink()
    assert set(snapshot(tmp_path / "www")) == {"new.html"}
    assert {path.name for path in tmp_path.iterdir()} == {"site", "www"}


def test_undoing_a_first_publication_leaves_nothing(tmp_path):
    first = Release(tmp_path / "site")
    first.publish()
    first.undo()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_build_left_is_swept(tmp_path):
    """Its process is no more; the folder of one that still builds stays."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, busy, other = (tmp_path / name for name in (f".site-{gone.pid}-ab", f".site-{os.getpid()}-cd", ".site-notes"))
    for folder in (left, busy, other):
        folder.mkdir()
    Release(tmp_path / "site").close()
    assert {path.name for path in tmp_path.iterdir()} == {busy.name, other.name}


def test_an_interrupted_process_leaves_no_folder(tmp_path):
    """Ctrl-C in the middle of a build, as a terminal sends it."""
    files = hook("on_env", "import time, pathlib; pathlib.Path('here').touch(); time.sleep(60)")
    site.write(tmp_path, {**site.base_files(), **files})
    before = signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a job in the background would inherit ignoring it
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build"], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    signal.signal(signal.SIGINT, before)
    try:
        for _ in range(300):
            if (tmp_path / "here").exists():
                break
            threading.Event().wait(0.1)
        assert leftovers(tmp_path)
        process.send_signal(2)
        assert process.wait(20) != 0
    finally:
        process.kill()
        process.wait()
    assert leftovers(tmp_path) == []
    assert not (tmp_path / "site").exists()
