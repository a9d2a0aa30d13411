"""``mkdocs serve``: drafts are seen, every kind of edit shows, a mistake does not end the preview."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import rich, site

CUSTOM = site.MKDOCS.replace("language: zh,", "language: zh, custom_dir: site_config/theme,")
PATIENCE = 30


@dataclass(frozen=True)
class Server:
    """A running preview."""

    root: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        return (self.root / "log.txt").read_text(encoding="utf-8")

    def get(self, url: str) -> str:
        """A page; empty while the server waits for a build that works."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/showcase/{url}", timeout=3) as response:
                return response.read().decode("utf-8")
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            return ""

    def await_(self, what: Callable[[], bool]) -> bool:
        """True once it holds; the process must live meanwhile."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log
            if what():
                return True
            time.sleep(0.2)
        return False

    def edit(self, files: site.Files) -> None:
        site.write(self.root, files)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    root = tmp_path_factory.mktemp("serve")
    drafts = {
        "units/bailu-town/caogao.md": rich.article("还没写完的材料", "2026-01-01", draft="true"),
        "units/xin-danwei/index.md": rich.unit("新单位全名", "新单位", "文明校园", "望山县", draft="true"),
        "units/bailu-town/jianglai.md": rich.article("以后的材料", "2026-01-01", publish="2030-01-01"),
        "content/guide/index.md": rich.page("指南的正文。\n", title="投稿指南", draft="true"),
    }
    site.write(root, {**site.base_files(), **drafts, "mkdocs.yml": CUSTOM, "site_config/theme/.keep": ""})
    port = free_port()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with (root / "log.txt").open("wb") as log:
        process = subprocess.Popen(command, cwd=root, stdout=log, stderr=log, env=environment)
    running = Server(root, port, process)
    try:
        assert running.await_(lambda: "白鹭镇" in running.get("")), running.log
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def test_drafts_are_seen_and_marked(server):
    page = server.get("units/bailu-town/caogao/")
    assert "还没写完的材料" in page
    assert re.search(r'<p class="ribbon"[^>]*><b>草稿</b>', page)
    assert "草稿" not in re.sub(r"(?s)<aside.*?</aside>", "", server.get("units/bailu-town/heyan/"))
    unit = server.get("units/xin-danwei/")
    assert 'class="ribbon"' in unit
    assert "新单位" in server.get("units/")
    for url, words in (("units/bailu-town/jianglai/", "以后的材料"), ("guide/", "指南的正文")):
        waiting = server.get(url)
        assert words in waiting
        assert re.search(r'<p class="ribbon"[^>]*><b>草稿</b>', waiting), url
    assert server.get("feeds/all.xml").startswith("<?xml")
    sitemap = server.get("sitemap.xml")
    assert "xin-danwei" not in sitemap
    assert "caogao" not in sitemap


def test_the_preview_leaves_the_site_alone(server):
    assert not (server.root / "site").exists()
    assert not [path for path in server.root.iterdir() if path.name.startswith(".site")]


def test_an_edited_unit_shows(server):
    server.edit({"units/bailu-town/index.md": site.UNIT + "\n新添的一段话。\n"})
    assert server.await_(lambda: "新添的一段话" in server.get("units/bailu-town/")), server.log


def test_a_new_article_and_a_new_photo_show(server):
    server.edit(
        {
            "units/bailu-town/xin.md": rich.article("刚写的材料", "2026-02-02"),
            "units/bailu-town/photos/09-刚拍的照片.jpg": site.photo(80, 60, "#336699"),
        }
    )
    assert server.await_(lambda: "刚拍的照片" in server.get("units/bailu-town/")), server.log
    assert "刚写的材料" in server.get("units/bailu-town/xin/")


def test_an_edited_setting_shows(server):
    server.edit({"site_config/site.yml": site.SITE + "lead: 新写的导语\n"})
    assert server.await_(lambda: "新写的导语" in server.get("")), server.log


def test_an_edited_decision_shows(server):
    server.edit({"content/decisions/2024-03.md": site.DECISION + "\n补充一句。\n"})
    assert server.await_(lambda: "补充一句" in server.get("decisions/2024-03/")), server.log


def test_an_edited_template_shows(server):
    server.edit({"site_config/theme/partials/copyright.html": "<p>新页脚 {{ as_of }}</p>"})
    assert server.await_(lambda: "新页脚 2026年11月18日" in server.get("about/")), server.log


def test_a_mistake_does_not_end_the_preview(server):
    server.edit({"units/bailu-town/heyan.md": site.ARTICLE.replace("type: 经验", "type: 经研")})
    told = "units/bailu-town/heyan.md:2:7: type：材料类型没有“经研”，是否想写“经验”？ (unknown-term)"
    assert server.await_(lambda: told in server.log), server.log
    server.edit({"units/bailu-town/heyan.md": site.ARTICLE.replace("一条河", "改好的一条河")})
    assert server.await_(lambda: "改好的一条河" in server.get("units/bailu-town/heyan/")), server.log


def test_a_mistake_in_a_template_does_not_end_it_either(server):
    server.edit(
        {"site_config/theme/news.html": "{% extends 'parts.html' %}{% block page %}{{ view.nothing }}{% endblock %}"}
    )
    assert server.await_(lambda: "has no field 'nothing'" in server.log), server.log
    server.edit(
        {"site_config/theme/news.html": "{% extends 'parts.html' %}{% block page %}<h1>新动态</h1>{% endblock %}"}
    )
    assert server.await_(lambda: "<h1>新动态</h1>" in server.get("news/")), server.log
