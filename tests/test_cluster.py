"""Photos by other machines: a real scheduler and real workers give the same bytes, and lose nothing when one is killed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from showcase.diagnostics import Diagnostics
from showcase.loading.files import Root
from showcase.loading.photos import probe_photos
from showcase.renditions import ClusterError, Progress, hire_cluster, make_renditions
from tests import site
from tests.bench.photos import make_photos
from tests.cluster import Cluster, cluster, wait_for
from tests.conftest import REPOSITORY

KINDS = {
    "01-竖.jpg": {},
    "02-图.png": {"format": "PNG"},
    "03-网.webp": {"format": "WEBP"},
    "04-扫描.tif": {"format": "TIFF"},
}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """Nobody of it is killed: tests share it."""
    with cluster(tmp_path_factory.mktemp("cluster"), threads=2) as whole:
        yield whole


def photos_in(folder: Path, count: int = 0, edge: int = 900):
    folder.mkdir(exist_ok=True)
    for number, (name, save) in enumerate(KINDS.items()):
        (folder / name).write_bytes(site.photo(500 + number, 300, **save))
    make_photos(folder, count, edge)
    return probe_photos(Root(folder), sorted(folder.iterdir()), {}, Diagnostics())


def made(cache: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (cache / "photos").iterdir() if file.suffix != ".tmp"}


def namespace(mount: str, *folders: Path) -> tuple[str, ...]:
    """A command that runs another one in a world of its own, where folders are mounted in another way."""
    command = ("unshare", "--mount", "sh", "-c", f'{mount} && exec "$@"', *map(str, folders))
    if not shutil.which("unshare") or subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("folders cannot be mounted here: it takes Linux and an administrator")
    return command


def test_the_same_bytes_as_here(tmp_path, running):
    photos = photos_in(tmp_path / "photos", 8)
    here, there = tmp_path / "here", tmp_path / "there"
    told: list[tuple[Progress, threading.Thread]] = []
    before = threading.active_count()
    assert make_renditions(photos, here, avif=True) == ()
    assert (
        make_renditions(
            photos,
            there,
            avif=True,
            hire=hire_cluster(running.address),
            tell=lambda progress: told.append((progress, threading.current_thread())),
        )
        == ()
    )
    assert made(there) == made(here)
    assert len(made(here)) > 40
    assert [progress.done for progress, _ in told] == list(range(1, len(photos) + 1))
    assert told[-1][0] == Progress(len(photos), len(photos), len(made(here)) - len(photos))
    assert {thread for _, thread in told} == {threading.main_thread()}
    assert list(there.glob("*.tmp")) == []
    assert threading.active_count() == before, "pages are not rendered by forks beside threads"
    wait_for(lambda: running.tasks() == 0)


def test_a_killed_worker_loses_nothing(tmp_path):
    photos = photos_in(tmp_path / "photos", 16, 1200)
    killed: list[int] = []

    def kill(progress: Progress) -> None:
        if not killed:
            killed.append(whole.busy())
            os.kill(killed[0], signal.SIGKILL)

    with cluster(tmp_path / "cluster") as whole:
        found = make_renditions(photos, tmp_path / "there", hire=hire_cluster(whole.address), tell=kill)
        assert sum(process.poll() is not None for process in whole.processes) == 1
    assert (len(killed), found) == (1, ())
    make_renditions(photos, tmp_path / "here")
    assert made(tmp_path / "there") == made(tmp_path / "here")


def test_problems_of_photos_are_told_as_here(tmp_path, running):
    photos = photos_in(tmp_path / "photos", 3)
    broken, gone = Path(photos[2].file), Path(photos[5].file)
    content = broken.read_bytes()[:-200]
    broken.write_bytes(content)
    photos = probe_photos(Root(tmp_path / "photos"), sorted((tmp_path / "photos").iterdir()), {}, Diagnostics())
    gone.write_bytes(site.photo())
    here = make_renditions(photos, tmp_path / "here")
    assert [(d.location.path, d.rule) for d in here] == [(broken.name, "bad-photo"), (gone.name, "photo-changed")]
    assert make_renditions(photos, tmp_path / "there", hire=hire_cluster(running.address)) == here
    assert made(tmp_path / "there") == made(tmp_path / "here")


def test_a_cache_that_workers_cannot_write_is_told_as_here(tmp_path):
    photos = photos_in(tmp_path / "photos")
    (tmp_path / "cache").mkdir()
    inside = namespace('mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"', tmp_path / "cache")
    with cluster(tmp_path / "logs", 0) as whole:
        whole.worker("--no-nanny", inside=inside)
        whole.wait(1)
        (found,) = make_renditions(photos, tmp_path / "cache", hire=hire_cluster(whole.address))
    assert str(found) == (
        "01-竖.jpg:1:1: 缓存写不进去（Read-only file system），照片没有做完；"
        "请看磁盘是否已满、缓存文件夹能否写入 (cache-unwritable)"
    )


KILLER = """
import os, signal
from showcase.renditions import decoding, making

def deadly(opened, header, size):
    if header.width == 501:
        os.kill(os.getpid(), signal.SIGKILL)
    return decoding.upright(opened, header, size)

making.upright = deadly
"""


def test_a_photo_that_kills_is_named_and_no_other_lost(tmp_path):
    """Workers of whom each has a nanny that starts it anew; a batch may lose two, not the usual four: it takes time."""
    photos = photos_in(tmp_path / "photos", 8)
    (tmp_path / "killer.py").write_text(KILLER)
    options = ("--nanny", "--preload", str(tmp_path / "killer.py"))
    with cluster(tmp_path / "cluster", 2, *options, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1") as whole:
        (found,) = make_renditions(photos, tmp_path / "there", hire=hire_cluster(whole.address))
    assert str(found) == (
        "02-图.png:1:1: 做这张照片的工作进程一再被系统结束，多半是内存不够；请缩小或换一张，"
        "或给工作进程更多内存 (deadly-photo)"
    )
    others = [photo for photo in photos if photo.path != found.location.path]
    make_renditions(others, tmp_path / "here")
    assert made(tmp_path / "there") == made(tmp_path / "here")


# --- what is wrong with a cluster ----------------------------------------------------------------


def complaint(tmp_path: Path, whole: Cluster) -> str:
    photos = photos_in(tmp_path / "photos")
    with pytest.raises(ClusterError) as failure:
        make_renditions(photos, tmp_path / "cache", hire=hire_cluster(whole.address))
    assert made(tmp_path / "cache") == {}
    return str(failure.value)


@pytest.fixture
def old(tmp_path):
    """A folder with the package in another version."""
    shutil.copytree(REPOSITORY / "plugins/showcase", tmp_path / "old/showcase", ignore=lambda *_: ["__pycache__"])
    with (tmp_path / "old/showcase/renditions/making.py").open("a") as file:
        file.write("# another version\n")
    return {"PYTHONPATH": str(tmp_path / "old")}


def test_a_worker_with_other_code_is_refused(tmp_path, old):
    with cluster(tmp_path / "cluster-logs", 1) as whole:
        worker = whole.worker("--no-nanny", env=old)
        whole.wait(2)
        said = complaint(tmp_path, whole)
        assert "和本机的版本不同，做出的照片会不一样：showcase 的代码 " in said
        assert said.endswith("；请装同样的版本")
        os.killpg(worker.pid, signal.SIGKILL)
        (tmp_path / "old/showcase/renditions/identity.py").unlink()
        whole.worker("--no-nanny", env=old)
        wait_for(lambda: "Remove worker" in whole.log())
        whole.wait(2)
        assert "没有装和本机一样的 showcase（" in complaint(tmp_path, whole)


def test_a_worker_with_other_code_that_comes_late_is_refused(tmp_path, old):
    photos = photos_in(tmp_path / "photos", 40)

    def join(progress: Progress) -> None:
        if progress.done == 1:
            whole.worker("--no-nanny", env=old)
            whole.wait(2)

    with cluster(tmp_path / "logs", 1) as whole, pytest.raises(ClusterError, match=r"showcase 的代码 .*（本机 "):
        make_renditions(photos, tmp_path / "cache", hire=hire_cluster(whole.address), tell=join)


@pytest.mark.parametrize(("hidden", "said"), [("cache", "看不到缓存 "), ("photos", "看不到照片 ")])
def test_a_worker_that_sees_other_folders_is_refused(tmp_path, hidden, said):
    for name in ("empty", "cache", "photos"):
        (tmp_path / name).mkdir()
    inside = namespace('mount --bind "$0" "$1" && shift', tmp_path / "empty", tmp_path / hidden)
    with cluster(tmp_path / "logs", 1) as whole:
        whole.worker("--no-nanny", inside=inside)
        whole.wait(2)
        found = complaint(tmp_path, whole)
    assert said + str(tmp_path / hidden) in found
    assert found.endswith("照片和缓存要放在共享文件夹里，各台机器挂在同一个路径")


def test_a_cluster_without_workers_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("showcase.renditions.cluster._CONNECT", 1)
    with cluster(tmp_path / "logs", 0) as whole:
        assert complaint(tmp_path, whole) == (
            f"集群 {whole.address} 里一个工作进程也没有；请先在各台机器上运行 dask worker {whole.address}"
        )


def test_workers_that_are_gone_for_good_are_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr("showcase.renditions.cluster._LONELY", 1.0)
    monkeypatch.setattr("showcase.renditions.cluster._LOOK", 0.2)
    photos = photos_in(tmp_path / "photos", 8)
    with cluster(tmp_path / "logs", 1) as whole, pytest.raises(ClusterError) as failure:
        make_renditions(
            photos,
            tmp_path / "cache",
            hire=hire_cluster(whole.address),
            tell=lambda _: os.killpg(whole.processes[-1].pid, signal.SIGKILL),
        )
    assert str(failure.value).startswith("集群的工作进程都没有了，多半是内存不够；没有做完的照片：0")


def test_a_scheduler_that_is_lost_is_told(tmp_path):
    photos = photos_in(tmp_path / "photos", 8)
    with (
        cluster(tmp_path / "logs", 1) as whole,
        pytest.raises(ClusterError, match="连接断了，照片没有做完；已做好的留"),
    ):
        make_renditions(
            photos,
            tmp_path / "cache",
            hire=hire_cluster(whole.address),
            tell=lambda _: os.killpg(whole.processes[0].pid, signal.SIGKILL),
        )


# --- the site ------------------------------------------------------------------------------------


def with_cluster(address: str) -> dict[str, str | bytes | None]:
    return {"mkdocs.yml": site.MKDOCS.replace("2026-11-18}", f'2026-11-18, cluster: "{address}"}}')}


def test_a_build_with_a_cluster_is_the_same_site(tmp_path, running):
    photos = {f"units/bailu-town/photos/{n:02}-新.jpg": site.photo(900 + n, 600) for n in range(2, 9)}
    sites = []
    for name, files in (("here", photos), ("there", {**photos, **with_cluster(running.address)})):
        (tmp_path / name).mkdir()
        result = site.build(tmp_path / name, files, "--strict")
        assert result.code == 0, result.output
        assert "制作了 8 张照片的 30 个尺寸，用时" in result.output
        sites.append({p.relative_to(result.site): p.read_bytes() for p in result.site.rglob("*") if p.is_file()})
    assert sites[0] == sites[1]


def test_an_interrupt_cancels_the_work(tmp_path, running):
    site.write(tmp_path, {**site.base_files(), **with_cluster(running.address)})
    make_photos(tmp_path / "units/bailu-town/photos", 40, 1600)
    command = [sys.executable, "-m", "mkdocs", "build"]
    with (tmp_path / "log.txt").open("wb") as log:
        build = subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=log)
    cache = tmp_path / ".cache/showcase"
    wait_for(lambda: any(cache.glob("photos/*.jpg")))
    build.send_signal(signal.SIGINT)
    assert build.wait(20) == 1
    wait_for(lambda: running.tasks() == 0 and not list(cache.glob("photos/*.tmp")))
    assert len(list(cache.glob("photos/*.jpg"))) < 30
    assert list(cache.glob("*.tmp")) == []
    assert "Traceback" not in (tmp_path / "log.txt").read_text(encoding="utf-8")
    assert not (tmp_path / "site").exists()


def test_a_build_without_its_scheduler_says_so_and_publishes_nothing(build):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        result = build(with_cluster(address))
    assert result.code == 1
    assert f"连不上集群 {address}；请看 mkdocs.yml 的 cluster 是否写对" in result.output
    assert "Traceback" not in result.output
    assert not result.site.exists()


def test_an_address_that_is_none_is_told(build):
    result = build(with_cluster("127.0.0.1"))
    assert result.code == 1
    assert "mkdocs.yml 的 cluster“127.0.0.1”应形如 tcp://主机:8786" in result.output


def test_without_dask_the_command_to_install_it_is_told(tmp_path):
    photos_in(tmp_path / "photos")
    code = (
        "import sys; sys.modules['distributed'] = None\n"
        "from showcase.renditions import hire_cluster\n"
        "with hire_cluster('tcp://127.0.0.1:1')([], None): pass\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.endswith("没有装 Dask：请运行 pip install showcase[cluster]\n")
