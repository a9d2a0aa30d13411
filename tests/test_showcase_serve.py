"""``showcase serve``: what is saved is seen, whatever is saved; a mistake takes no page away and says where it is."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import rich, site
from tests.browser import browser

__all__ = ["browser"]

CUSTOM = site.MKDOCS.replace("language: zh,", "language: zh, custom_dir: site_config/theme,")
PATIENCE = 60
OWN = "__showcase/"


@dataclass(frozen=True)
class Server:
    """A running preview."""

    root: Path
    address: str
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        return (self.root / "log.txt").read_text(encoding="utf-8")

    def open(self, url: str) -> tuple[int, str]:
        """Status and text, whatever the status."""
        try:
            with urllib.request.urlopen(self.address + url, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode("utf-8")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode("utf-8")

    def get(self, url: str) -> str:
        return self.open(url)[1]

    def bytes(self, url: str) -> bytes:
        with urllib.request.urlopen(self.address + url, timeout=PATIENCE) as answer:
            return answer.read()

    def own(self, name: str) -> str:
        """What only the preview has lies at the server's root."""
        root = re.match(r"http://[^/]+/", self.address)
        assert root
        with urllib.request.urlopen(f"{root[0]}{OWN}{name}", timeout=PATIENCE) as answer:
            return answer.read().decode("utf-8")

    @property
    def epoch(self) -> int:
        return int(json.loads(self.own("state.json"))["epoch"])

    @property
    def errors(self) -> list[str]:
        return json.loads(self.own("state.json"))["errors"]

    def await_(self, what: Callable[[], object]) -> bool:
        """True once it holds; looked at again whenever there is something new. The process must live meanwhile."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log
            if what():
                return True
            time.sleep(0.05)
        return False

    def save(self, files: site.Files, what: Callable[[], bool]) -> None:
        """What is saved is seen."""
        site.write(self.root, files)
        assert self.await_(what), self.log


def base(**more: str | bytes) -> dict[str, str | bytes | None]:
    return {**site.base_files(), "mkdocs.yml": CUSTOM, "site_config/theme/.keep": "", **more}


@contextmanager
def running(root: Path, files: site.Files, *options: str) -> Iterator[Server]:
    site.write(root, files)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "showcase", "serve", "--port", "0", *options]
    with (root / "log.txt").open("wb") as log:
        process = subprocess.Popen(command, cwd=root, stdout=log, stderr=log, env=environment)
    try:
        end = time.monotonic() + PATIENCE
        while not (found := re.search(r"http://\S+", (root / "log.txt").read_text("utf-8"))):
            assert process.poll() is None, (root / "log.txt").read_text("utf-8")
            assert time.monotonic() < end
            time.sleep(0.05)
        yield Server(root, found[0], process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    drafts = {
        "units/bailu-town/caogao.md": rich.article("还没写完的材料", "2026-01-01", draft="true"),
        "units/xin-danwei/index.md": rich.unit("新单位全名", "新单位", "文明校园", "望山县", draft="true"),
        "units/bailu-town/jianglai.md": rich.article("以后的材料", "2026-01-01", publish="2030-01-01"),
        "content/guide/index.md": rich.page("指南的正文。\n", title="投稿指南", draft="true"),
    }
    with running(tmp_path_factory.mktemp("preview"), {**base(), **drafts}) as found:
        yield found


def test_drafts_are_seen_and_marked(server):
    for url, words in (
        ("units/bailu-town/caogao/", "还没写完的材料"),
        ("units/xin-danwei/", "新单位"),
        ("units/bailu-town/jianglai/", "以后的材料"),
        ("guide/", "指南的正文"),
    ):
        page = server.get(url)
        assert words in page
        assert re.search(r'<p class="ribbon"[^>]*><b>草稿</b>', page), url
    assert "草稿" not in re.sub(r"(?s)<aside.*?</aside>", "", server.get("units/bailu-town/heyan/"))
    sitemap = server.get("sitemap.xml")
    assert "units/bailu-town/heyan/" in sitemap
    assert "xin-danwei" not in sitemap
    assert "caogao" not in sitemap


def test_nothing_is_written_beside_the_cache(server):
    assert not (server.root / "site").exists()
    assert not [path for path in server.root.iterdir() if path.name.startswith(".site")]


def test_an_address_without_its_slash_and_one_that_is_not(server):
    with urllib.request.urlopen(server.address + "units/bailu-town") as answer:
        assert answer.url == server.address + "units/bailu-town/"
    status, page = server.open("units/nobody/")
    assert status == 404
    assert "找不到这一页" in page
    assert server.open("../mkdocs.yml")[0] == 404 or "site_name:" not in server.get("../mkdocs.yml")
    assert "site_name:" not in server.get("%2e%2e/mkdocs.yml").replace("og:site_name", "")
    assert "site_name:" not in server.get("assets/%2e%2e/%2e%2e/mkdocs.yml").replace("og:site_name", "")


def test_an_edited_unit_shows(server):
    server.save(
        {"units/bailu-town/index.md": site.UNIT + "\n新添的一段话。\n"},
        lambda: "新添的一段话" in server.get("units/bailu-town/"),
    )


def test_who_waits_is_told_of_a_change(server):
    assert server.await_(lambda: server.own(f"live?epoch={server.epoch - 1}") != "0")
    epoch = server.epoch
    site.write(server.root, {"units/bailu-town/index.md": site.UNIT + "\n等来的一段话。\n"})
    told = server.own(f"live?epoch={epoch}")
    assert int(told) > epoch
    page = server.get("units/bailu-town/")
    assert "等来的一段话" in page
    assert re.search(rf'<script src="/{OWN}reload.js" data-epoch="{told}" defer></script></body>', page)


def test_an_editor_that_writes_beside_and_renames_is_seen(server):
    unit = server.root / "units/bailu-town"
    (unit / ".index.md.swp").write_text("b0VIM", encoding="utf-8")
    (unit / "index.md.new").write_text(site.UNIT + "\n换名写入的一段。\n", encoding="utf-8")
    (unit / "index.md.new").replace(unit / "index.md")
    (unit / ".index.md.swp").unlink()
    assert server.await_(lambda: "换名写入的一段" in server.get("units/bailu-town/")), server.log
    assert server.await_(lambda: server.errors == []), server.log


def test_a_new_article_and_a_new_photo_show(server):
    server.save(
        {
            "units/bailu-town/xin.md": rich.article("刚写的材料", "2026-02-02"),
            "units/bailu-town/photos/09-刚拍的照片.jpg": site.photo(80, 60, "#336699"),
        },
        lambda: "刚拍的照片" in server.get("units/bailu-town/") and "刚写的材料" in server.get("units/bailu-town/"),
    )
    assert "刚写的材料" in server.get("units/bailu-town/xin/")
    page = server.get("units/bailu-town/")
    pictures = set(re.findall(r"assets/photos/[\w-]+\.(?:webp|jpg)", page))
    assert len(pictures) >= 4
    assert all(server.bytes(picture) for picture in pictures)
    assert page.count('<svg class="ph"') == 2


def test_a_unit_comes_moves_and_goes(server):
    new = rich.unit("清源区渔村小学", "渔村小学", "文明校园", "清源区")
    server.save({"units/yucun/index.md": new}, lambda: "渔村小学" in server.get("units/yucun/"))
    assert "渔村小学" in server.get("units/")
    (server.root / "units/yucun").rename(server.root / "units/yucun-xiaoxue")
    assert server.await_(lambda: "渔村小学" in server.get("units/yucun-xiaoxue/")), server.log
    assert server.open("units/yucun/")[0] == 404
    server.save(
        {"units/yucun-xiaoxue/index.md": new.replace("渔村小学", "大渔村小学")},
        lambda: "大渔村小学" in server.get("units/"),
    )
    shutil.rmtree(server.root / "units/yucun-xiaoxue")
    assert server.await_(lambda: server.open("units/yucun-xiaoxue/")[0] == 404), server.log
    server.save({"units/yucun-xiaoxue/index.md": new}, lambda: "渔村小学" in server.get("units/yucun-xiaoxue/"))
    assert "大渔村小学" not in server.get("units/")


def test_an_edited_setting_shows(server):
    server.save(
        {"site_config/site.yml": site.SITE + "lead: 新写的导语\nphone: 000-12345678\n"},
        lambda: "新写的导语" in server.get(""),
    )
    assert "000-12345678" in server.get("about/")
    server.save(
        {"site_config/taxonomies.yml": site.TAXONOMIES.replace("{name: 文明村镇,", "{name: 文明村镇, slug: cun,")},
        lambda: server.open("honors/kinds/cun/")[0] == 200,
    )


def test_an_edited_decision_shows(server):
    server.save(
        {"content/decisions/2024-03.md": site.DECISION.replace("授予", "黄牌") + "\n补充一句。\n"},
        lambda: "补充一句" in server.get("decisions/2024-03/"),
    )
    assert "黄牌" in server.get("units/bailu-town/")
    server.save({"content/decisions/2024-03.md": site.DECISION}, lambda: "黄牌" not in server.get("units/bailu-town/"))


def test_an_edited_free_page_shows(server):
    server.save(
        {"content/about.md": "---\ntitle: 关于\n---\n重写的[单位](units/bailu-town/index.md)。\n"},
        lambda: "重写的" in server.get("about/"),
    )
    assert '<a href="../units/bailu-town/">单位</a>' in server.get("about/")


def test_an_edited_template_and_style_show(server):
    server.save(
        {"site_config/theme/partials/copyright.html": "<p>新页脚 {{ as_of }}</p>"},
        lambda: "新页脚 2026年11月18日" in server.get("about/"),
    )
    assert "新页脚 2026年11月18日" in server.get("units/bailu-town/")
    server.save(
        {
            "site_config/theme/assets/new.css": "p { margin: 0 }",
            "mkdocs.yml": CUSTOM.replace("site_name: 测试站", "site_name: 测试站\nextra_css: [assets/new.css]"),
        },
        lambda: "assets/new." in server.get("units/bailu-town/"),
    )

    def style() -> str:
        (name,) = re.findall(r"assets/new\.[0-9a-f]{10}\.css", server.get("units/bailu-town/"))
        return server.get(name)

    assert style() == "p{margin:0}"
    server.save({"site_config/theme/assets/new.css": "p { margin: 1px }"}, lambda: style() == "p{margin:1px}")


def test_a_mistake_leaves_the_last_good_page_and_says_so(server):
    server.save(
        {"units/bailu-town/heyan.md": site.ARTICLE.replace("一条河带出", "两条河带出")},
        lambda: "两条河带出" in server.get("units/bailu-town/heyan/"),
    )
    told = "units/bailu-town/heyan.md:2:7: type：材料类型没有“经研”，是否想写“经验”？ (unknown-term)"
    server.save(
        {"units/bailu-town/heyan.md": site.ARTICLE.replace("type: 经验", "type: 经研")}, lambda: server.errors == [told]
    )
    for url in ("units/bailu-town/heyan/", "units/bailu-town/", "", "about/"):
        status, page = server.open(url)
        assert status == 200
        assert f"<li>{told}</li>" in page
        assert f'<link rel="stylesheet" href="/{OWN}notice.css">' in page
    assert "两条河带出" in server.get("units/bailu-town/heyan/")
    assert told in server.log
    server.save(
        {"units/bailu-town/heyan.md": site.ARTICLE.replace("一条河带出", "三条河带出")},
        lambda: "三条河带出" in server.get("units/bailu-town/heyan/"),
    )
    assert "showcase-notice" not in server.get("units/bailu-town/heyan/")
    assert server.await_(lambda: re.search(r"已改正 \d+ 个问题；没有问题了", server.log)), server.log


def test_other_pages_go_on_while_a_mistake_stands(server):
    server.save({"units/bailu-town/index.md": site.UNIT.replace("kind: ", "kind: [")}, lambda: server.errors != [])
    assert "白鹭镇在白鹭河边" in server.get("units/bailu-town/")
    server.save(
        {"units/xin-danwei/index.md": rich.unit("新单位全名", "改了的新单位", "文明校园", "望山县", draft="true")},
        lambda: "改了的新单位" in server.get("units/xin-danwei/"),
    )
    assert 'id="showcase-notice"' in server.get("units/xin-danwei/")
    server.save({"units/bailu-town/index.md": site.UNIT}, lambda: server.errors == [])


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("units/bailu-town/heyan.md", site.ARTICLE + "\n[去](nichts.md)\n", "dead-link"),
        ("units/bailu-town/index.md", site.UNIT.replace("---\n白", "system: nobody\n---\n白"), "unknown-unit"),
        ("content/decisions/2024-03.md", site.DECISION.replace("bailu-town", "bailu-tonw"), "unknown-unit"),
        ("content/about.md", "---\ntitle: [\n---\n关于。\n", "yaml-syntax"),
        ("site_config/taxonomies.yml", "kinds: [", "yaml-syntax"),
        ("site_config/site.yml", "name: [", "yaml-syntax"),
    ],
)
def test_every_kind_of_mistake_is_told_and_ends_with_its_repair(server, name, content, told):
    before = (server.root / name).read_text("utf-8")
    server.save({name: content}, lambda: any(f"({told})" in error for error in server.errors))
    assert [error for error in server.errors if not error.startswith(name)] == []
    page = server.get("units/bailu-town/")
    assert "白鹭镇在白鹭河边" in page
    assert f"{name}:" in page
    server.save({name: before}, lambda: server.errors == [])
    assert "showcase-notice" not in server.get("units/bailu-town/")


def test_a_mistake_in_a_template_keeps_the_page(server):
    assert "最新" in server.get("news/") or server.open("news/")[0] == 200
    name = "site_config/theme/news.html"
    server.save(
        {name: "{% extends 'parts.html' %}{% block page %}{{ view.nothing }}{% endblock %}"},
        lambda: "has no field &#x27;nothing&#x27;" in server.get("news/"),
    )
    assert "<h1" in server.get("news/")
    server.save(
        {name: "{% extends 'parts.html' %}{% block page %}<h1>新动态</h1>{% endblock %}"},
        lambda: "<h1>新动态</h1>" in server.get("news/"),
    )
    assert "showcase-notice" not in server.get("news/")


def test_mkdocs_yml_with_a_mistake_keeps_all(server):
    good = (server.root / "mkdocs.yml").read_text("utf-8")
    server.save({"mkdocs.yml": good + "docs_dir: nowhere\n"}, lambda: "mkdocs.yml" in server.get("about/"))
    assert "白鹭镇" in server.get("units/bailu-town/")
    limited = good.replace("today: 2026-11-18", "today: 2026-11-18, limits: {rows: 0}")
    server.save({"mkdocs.yml": limited}, lambda: "limits.rows 是 0，应是大于 0 的整数" in server.get("about/"))
    server.save({"mkdocs.yml": good}, lambda: "showcase-notice" not in server.get("about/"))


def test_another_folder_needs_another_start(server):
    good = (server.root / "mkdocs.yml").read_text("utf-8")
    site.write(server.root, {"other/about.md": "x"})
    other = good.replace("docs_dir: content", "docs_dir: other")
    server.save({"mkdocs.yml": other}, lambda: "重新运行 showcase serve" in server.get("about/"))
    server.save({"mkdocs.yml": good}, lambda: "showcase-notice" not in server.get("about/"))


def test_settings_that_are_wrong_from_the_start(tmp_path):
    with running(tmp_path, {**base(), "site_config/taxonomies.yml": "kinds: ["}) as found:
        status, page = found.open("units/bailu-town/")
        assert status == 503
        assert "<li>site_config/taxonomies.yml:2:1: 列表或花括号没有写完" in page
        found.save(
            {"site_config/taxonomies.yml": site.TAXONOMIES},
            lambda: "白鹭镇在白鹭河边" in found.get("units/bailu-town/"),
        )
        assert "showcase-notice" not in found.get("units/bailu-town/")


@pytest.mark.browser
def test_a_browser_shows_what_was_saved_by_itself(server, browser):
    def after_saving(text: str) -> None:
        """The browser loads the page again, without being asked to."""
        browser.events.clear()
        site.write(server.root, {"units/bailu-town/index.md": text})
        while "Page.loadEventFired" not in browser.events:
            browser.events.append(browser._message().get("method"))

    assert server.await_(lambda: settled(server)), server.log
    browser.open(server.address + "units/bailu-town/")
    after_saving(site.UNIT + "\n浏览器自己刷新。\n")
    assert browser.run("document.body.textContent.includes('浏览器自己刷新')")
    after_saving(site.UNIT.replace("region: 清源区", "region: 清原区"))
    assert browser.run("document.querySelector('#showcase-notice li').textContent.includes('清原区')")
    box = "document.querySelector('#showcase-notice').getBoundingClientRect()"
    assert browser.run(f"[{box}.top, {box}.width === document.documentElement.clientWidth]") == [0, True]
    after_saving(site.UNIT)
    assert browser.run("document.querySelector('#showcase-notice') === null")


def test_the_folder_of_all_units_may_go_and_come_back(server):
    units, aside = server.root / "units", server.root / "aside"
    units.rename(aside)
    assert server.await_(lambda: server.errors != []), server.log
    assert "白鹭镇" in server.get("units/bailu-town/")
    aside.rename(units)
    assert server.await_(lambda: server.errors == []), server.log
    server.save(
        {"units/bailu-town/index.md": site.UNIT + "\n回来以后。\n"},
        lambda: "回来以后" in server.get("units/bailu-town/"),
    )


def test_the_system_tells_of_changes_and_nobody_polls(tmp_path):
    from watchdog.observers.polling import PollingObserver

    from showcase.serving.watching import Watcher

    watcher = Watcher([tmp_path])
    assert not isinstance(watcher.observer, PollingObserver)
    watcher.start()
    try:
        assert watcher.wait(0.01) == frozenset()
        (tmp_path / "a").write_text("x", encoding="utf-8")
        assert watcher.wait(PATIENCE) == {str(tmp_path / "a")}
        assert not watcher.has_news
    finally:
        watcher.close()


def test_an_interrupt_ends_it_at_once_though_a_browser_waits(tmp_path):
    with running(tmp_path, base()) as found:
        page = found.get("")
        epoch = re.search(r'data-epoch="(\d+)"', page)
        assert epoch
        time.sleep(1)  # the first look at everything is over
        waiting = subprocess.Popen(
            [sys.executable, "-c", "import sys, urllib.request as r; r.urlopen(sys.argv[1]).read()",
             f"{found.address.split('/showcase')[0]}/{OWN}live?epoch={found.epoch}"],
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(0.5)
        start = time.monotonic()
        found.process.send_signal(signal.SIGINT)
        assert found.process.wait(20) == 0, found.log
        assert time.monotonic() - start < 10  # the browser alone would have it wait for 30
        waiting.wait(20)
        assert found.log.splitlines()[2:] == ["结束"]


def test_a_port_that_is_taken_is_told(server, tmp_path):
    port = re.search(r":(\d+)/", server.address)
    assert port
    site.write(tmp_path, base())
    done = site.run(tmp_path, "showcase", "serve", "--port", port[1])
    assert done.code == 2
    assert "这个端口已有程序在用，请用 --port 换一个" in done.output
    assert "Traceback" not in done.output


def test_without_livereload_pages_are_as_published(tmp_path):
    with running(tmp_path, base(), "--no-livereload") as found:
        served = found.get("units/bailu-town/")
    built = site.build(tmp_path, base())
    assert served == built.text("units/bailu-town/")


# --- by construction the same as a build ----------------------------------------------------------


def edits(root: Path, choose: random.Random) -> None:
    """One change of the kinds that authors make."""
    units = sorted(path.parent for path in (root / "units").glob("[a-z]*/index.md"))
    unit = choose.choice(units)
    texts = sorted(path for path in unit.glob("*.md"))
    match choose.randrange(7):
        case 0:
            file = choose.choice(texts)
            file.write_text(file.read_text("utf-8") + f"\n加一句{choose.random()}。\n", encoding="utf-8")
        case 1:
            claim = f"honors:\n  - {{title: 先进集体{choose.randrange(99)}, level: 市级, date: 202{choose.randrange(6)}-05}}\n"
            text = unit.joinpath("index.md").read_text("utf-8")
            if "\nhonors:\n" not in text:
                unit.joinpath("index.md").write_text(text.replace("---\n", f"---\n{claim}", 1), encoding="utf-8")
        case 2:
            name = f"xin-{choose.randrange(1000)}"
            site.write(root, {f"units/{unit.name}/{name}.md": rich.article(f"新材料{name}", "2025-03-04")})
        case 3:
            article = next((path for path in texts if path.name.startswith("xin-")), None)
            if article:
                article.unlink()
        case 4:
            name = f"new-{choose.randrange(1000)}"
            if not (root / "units" / name).exists():
                new = rich.unit(f"新单位{name}", f"新{name}", "文明校园", "望山县")
                site.write(root, {f"units/{name}/index.md": new})
        case 5:
            gone = next((path for path in units if path.name.startswith("new-")), None)
            if gone:
                shutil.rmtree(gone)
        case 6:
            entry = f"  - {{event: 授予, title: 市级文明村镇, level: 市级, jurisdiction: 云川市, grade: 文明村镇, term: 第{choose.choice('五六七')}届, units: [{choose.choice(['bailu-town', 'yanwo'])}]}}\n"
            date = f"20{choose.randrange(10, 20)}-01-1{choose.randrange(10)}"
            head = f"---\ntitle: 关于命名的决定\nnumber: 云〔20{choose.randrange(10, 20)}〕{choose.randrange(90)}号\ndate: {date}\nby: [云川市文明办]\nlists:\n"
            site.write(root, {f"content/decisions/d-{choose.randrange(3)}.md": f"{head}{entry}---\n正文。\n"})


LIMITS = "cards: 2, names: 1, children: 1, rows: 2, lines: 1, records: 5, titles: 1, addresses: 30"


@pytest.mark.parametrize(("seed", "limits"), [(1, ""), (2, LIMITS)])
def test_after_any_edits_all_is_as_a_clean_build_has_it(tmp_path, seed, limits):
    """Every file of the site, byte by byte."""
    choose = random.Random(seed)
    more = {
        "units/yanwo/index.md": rich.unit("燕窝村", "燕窝村", "文明村镇", "清源区"),
        "site_config/site.yml": site.SITE,
        "mkdocs.yml": CUSTOM.replace("today: 2026-11-18", f"today: 2026-11-18, limits: {{{limits}}}"),
    }
    with running(tmp_path, {**base(), **more}, "--no-livereload") as found:
        for _ in range(12):
            epoch = found.epoch
            before = digest(tmp_path)
            edits(tmp_path, choose)
            found.get(choose.choice(["", "units/", "units/bailu-town/", "honors/", "statistics/", "decisions/"]))
            if digest(tmp_path) != before:
                assert found.await_(lambda epoch=epoch: found.epoch > epoch), found.log
        assert found.await_(lambda: settled(found)), found.log
        clean = tmp_path / "clean"
        for name in ("units", "content", "site_config", "mkdocs.yml"):
            source = tmp_path / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, clean / name) if clean.mkdir(
                exist_ok=True
            ) is None else None
        built = site.run(clean, "mkdocs", "build", "-q")
        assert built.code == 0, built.output
        files = sorted(path for path in built.site.rglob("*") if path.is_file())
        assert len(files) > 60
        assert bool(limits) == (built.site / "sitemap-2.xml").exists() == (built.site / "units/page_2").exists()
        catalog = (built.site / "search/catalog.json").read_bytes()  # made when it is asked for, after the pages
        assert found.await_(lambda: found.open("search/catalog.json") == (200, catalog.decode())), found.log
        different = [path for path in files if found.bytes(served_as(path, built.site)) != path.read_bytes()]
        assert different == []


def settled(found: Server) -> bool:
    epoch = found.epoch
    time.sleep(1)
    return found.epoch == epoch


def served_as(path: Path, root: Path) -> str:
    return urllib.request.pathname2url(path.relative_to(root).as_posix().removesuffix("index.html"))


def digest(root: Path) -> list[tuple[str, int, int]]:
    found = (path for name in ("units", "content") for path in sorted((root / name).rglob("*")))
    return [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in found]
