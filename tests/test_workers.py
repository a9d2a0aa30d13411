"""Forked workers: the same results as one process, log lines in order, no failure lost, nobody left behind."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from showcase.workers import WorkerError, fork_map
from tests import site

NAMES = "第 {} 页".format


@pytest.fixture
def alone(monkeypatch):
    """As in a build: what other tests have left running here must not keep us from forking."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@pytest.mark.usefixtures("alone")
def test_results_come_in_order():
    assert fork_map(lambda n: (n * n, os.getpid()), 0, NAMES, 4) == []
    found = fork_map(lambda n: (n * n, os.getpid()), 1000, NAMES, 4)
    assert [square for square, _ in found] == [n * n for n in range(1000)]
    assert len({process for _, process in found} - {os.getpid()}) == 4
    large = fork_map(lambda n: bytes([n]) * 3_000_000, 8, NAMES, 3)  # more than a pipe holds
    assert [(len(one), one[0]) for one in large] == [(3_000_000, n) for n in range(8)]


def test_with_threads_there_is_no_fork():
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert set(fork_map(lambda _: os.getpid(), 20, NAMES, 4)) == {os.getpid()}
    finally:
        stop.set()
        thread.join()


@pytest.mark.usefixtures("alone")
def test_what_is_logged_comes_back_in_order(caplog):
    def work(number: int) -> None:
        time.sleep(0.002 * (number % 3))
        logging.getLogger("mkdocs.plugins.x").warning("第 %s 页，%s", number, ["甲"])

    with caplog.at_level("WARNING"):
        fork_map(work, 20, NAMES, 4)
    assert [record.getMessage() for record in caplog.records] == [f"第 {n} 页，['甲']" for n in range(20)]
    assert {record.name for record in caplog.records} == {"mkdocs.plugins.x"}


@pytest.mark.usefixtures("alone")
def test_a_failure_is_told_with_its_place():
    def work(number: int) -> int:
        return 1 // (number - 7)

    with pytest.raises(WorkerError, match=r"^第 7 页\nTraceback(.|\n)*ZeroDivisionError"):
        fork_map(work, 20, NAMES, 3)


@pytest.mark.usefixtures("alone")
def test_a_worker_that_the_system_kills_names_its_page(monkeypatch):
    started: list[int] = []
    fork = os.fork
    monkeypatch.setattr(os, "fork", lambda: started.append(process := fork()) or process)

    def work(number: int) -> int:
        if number == 11:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(WorkerError, match="第 11 页：制作它的进程被系统结束（信号 9）"):
        fork_map(work, 40, NAMES, 4)
    assert len(started) == 4
    for process in started:
        with pytest.raises(ProcessLookupError):  # none is left
            os.kill(process, 0)


WAITING = """
import os, signal, sys, time
from showcase.workers import fork_map
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background inherits ignoring it
def work(number):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(60)
fork_map(work, 3, str, 3)
"""


def test_an_interrupt_ends_all_workers_at_once():
    with subprocess.Popen([sys.executable, "-c", WAITING], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as parent:
        workers = [int(parent.stdout.readline()) for _ in range(3)]
        parent.send_signal(signal.SIGINT)
        assert parent.wait(10) != 0
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def test_a_build_by_workers_has_the_same_bytes(tmp_path):
    units = {f"units/unit-{n}/index.md": site.UNIT.replace("白鹭镇", f"第{n}镇") for n in range(60)}
    sites = []
    for workers in (1, 3):
        root = tmp_path / str(workers)
        root.mkdir()
        config = site.MKDOCS.replace("2026-11-18}", f"2026-11-18, workers: {workers}}}")
        built = site.build(root, {**units, "mkdocs.yml": config})
        assert built.code == 0, built.output
        files = sorted(path for path in built.site.rglob("*") if path.is_file())
        sites.append({path.relative_to(built.site).as_posix(): path.read_bytes() for path in files})
    assert sites[0] == sites[1]
    assert "units/unit-59/index.html" in sites[0]


def test_a_broken_page_is_named_and_nothing_is_published(tmp_path):
    units = {f"units/unit-{n}/index.md": site.UNIT.replace("白鹭镇", f"第{n}镇") for n in range(60)}
    broken = "{% extends 'parts.html' %}{% block page %}{{ view.no_such_field }}{% endblock %}"
    config = site.MKDOCS.replace("language: zh", "custom_dir: theme, language: zh").replace(
        "2026-11-18}", "2026-11-18, workers: 3}"
    )
    built = site.build(tmp_path, {**units, "mkdocs.yml": config, "theme/article.html": broken})
    assert built.code == 1
    assert "units/bailu-town/heyan/" in built.output
    assert "UnitView has no field" not in built.output
    assert "ArticleView has no field 'no_such_field'" in built.output
    assert not built.site.exists()


def test_a_template_of_the_site_says_what_it_must_extend(tmp_path):
    config = site.MKDOCS.replace("language: zh", "custom_dir: theme, language: zh")
    old = "{% extends 'main.html' %}{% block page %}<h1>动态</h1>{% endblock %}"
    built = site.build(tmp_path, {"mkdocs.yml": config, "theme/news.html": old})
    assert built.code == 1
    assert "news.html：页面的模板要以 {% extends 'parts.html' %} 开头" in built.output
