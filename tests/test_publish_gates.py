"""Gates before publishing: links over the finished bytes, empty columns; the sheet that people sign; the command."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from showcase.differences import Change, Differences, build_of, compare, read_build
from showcase.kept import Kept, kept_in
from showcase.model.columns import COLUMNS, ColumnState
from showcase.publishing.gates import Gate, address_gate, column_gate
from showcase.publishing.links import broken_links
from showcase.publishing.manifests import manifest_of
from showcase.publishing.pages import facts_of
from showcase.publishing.sending import SendingProgress
from showcase.publishing.sheet import Sheet, sheet_html
from showcase.publishing.values import File, Manifest, Sent, release_of
from tests import site
from tests.nginx import needed

AT = dt.datetime(2026, 11, 18, 9, 30)
URL = "https://example.org/showcase/"


def links(folder: Path, files: dict[str, str], url: str = URL, kept: Kept | None = None) -> list[str]:
    site.write(folder, {"index.html": "<p>home</p>", **files})
    return [str(found) for found in broken_links(folder, manifest_of(folder), url, kept or kept_in(None))]


GOOD = """<!doctype html>
<!-- <a href="commented.html"> -->
<link rel=stylesheet href=../assets/a.css?v=3><script src="../assets/a.js">if (a < b) x = '<a href="no.html">'</script>
<a href="">self</a> <a href="#here">x</a><a href="#">top</a><a href='#top'>top</a><p id=here title="a > b">…</p>
<a href="../"></a><a href="/showcase/"></a><a href="https://example.org/showcase/u/#here"></a><a name="old"></a>
<a href="../u/index.html#old"></a><a href="https://example.org/">the portal's</a><a href="//else.where/x"></a>
<a href="mailto:a@example.org"></a><a href="tel:000-1"></a><a href="javascript:void(0)"></a><a href="../#:~:text=home"></a>
<img src="../%E5%9B%BE%20a.png" srcset="../assets/a.css 1x, ../%E5%9B%BE%20a.png 2x" alt='href="no.html"'>
<a href="../?q=%E5%9B%BE&amp;n=1#"></a><p>href="no.html" is only said</p><textarea><a href="no.html"></textarea>
<meta http-equiv="refresh" content="0; url=../"><meta name="x" content="0; url=no.html"><video poster="../assets/a.css"></video>
"""


def test_what_leads_somewhere(tmp_path):
    files = {"u/index.html": GOOD, "assets/a.css": "", "assets/a.js": "", "图 a.png": ""}
    assert links(tmp_path, files) == []


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ('<a href="no/">', "没有这个文件"),
        ('<a href="../v/no.html#x">', "没有这个文件"),
        ('<a href="../assets/a.css/">', "没有这个文件"),
        ('<a href="#no">', "指向的页面里没有这个位置"),
        ('<a href="../#no">', "指向的页面里没有这个位置"),
        ('<a href="https://example.org/showcase/no/">', "没有这个文件"),
        ('<a href="/elsewhere/">', "离开了网站"),
        ('<a href="../../x">', "离开了网站"),
        ("<img src=no.png>", "没有这个文件"),
        ('<img srcset="../assets/a.css 1x, no.png 2x">', "没有这个文件"),
        ("<source srcset='no.webp'>", "没有这个文件"),
        ('<video poster="no.jpg">', "没有这个文件"),
        ('<meta content="0;URL=no/" http-equiv=Refresh>', "没有这个文件"),
        ('<svg><use xlink:href="#a" href="no.svg#a">', "没有这个文件"),
        ('<form action="no">', "没有这个文件"),
        ('<a href="http://[x">', "不是网址"),
        ('<a\nclass="b"\n href="no"\n>', "没有这个文件"),
        ('<a title="x"href="no">', "没有这个文件"),
    ],
)
def test_what_leads_nowhere(tmp_path, written, reason):
    (found,) = links(tmp_path, {"u/index.html": f"<p>\n{written}", "assets/a.css": ""})
    assert found.startswith("u/index.html:2: “")
    assert found.endswith(reason)


def test_what_pages_say_is_kept_by_their_bytes(tmp_path):
    """The second time no page is read; what became of the other page still counts."""
    kept, folder = kept_in(tmp_path / "cache"), tmp_path / "site"
    files = {"u/index.html": '<a href="../v/">', "v/index.html": "<p>v</p>"}
    assert links(folder, files, kept=kept) == []
    manifest = manifest_of(folder)
    (folder / "u/index.html").write_text("unread")
    assert broken_links(folder, manifest, URL, kept) == ()
    shutil.rmtree(folder / "v")
    without = Manifest.of(file for file in manifest.files if not file.path.startswith("v/"))
    assert [found.page for found in broken_links(folder, without, URL, kept)] == ["u/index.html"]


def test_a_page_without_an_end_takes_no_time():
    for content in (
        b"<a " + b"x='" * 50_000,
        b"<" * 200_000,
        b"<!--" * 50_000,
        b"<a href=" * 30_000,
        b"<script>" * 20_000,
    ):
        facts_of(content)


def test_empty_columns():
    def states(empty):
        day = dt.date(2026, 11, 18)
        return [ColumnState(column, int(n >= empty), day, day) for n, column in enumerate(COLUMNS)]

    assert column_gate(states(0)) == Gate("空栏目检查")
    assert column_gate(states(1)) == Gate("空栏目检查", (), ("空白栏目 1 个：动态",))
    assert column_gate(states(5)).errors == (
        "空白栏目 5 个：动态、公示、决定、单位、光荣榜；达到 5 个，检查时单项否决",
    )


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_counts_files_and_bytes(monkeypatch):
    """A line written over on a terminal, whole lines in a log; what was there already is not counted as sent."""
    clock = iter(range(0, 1000, 11))
    monkeypatch.setattr("showcase.publishing.sending.time.monotonic", lambda: next(clock))
    for stream, line in (
        (Terminal(), "\r发送 ████████████░░░░░░░░░░░░ 1/2 个文件，1.5/2.0 MB"),
        (io.StringIO(), "发送 1/2 个文件，1.5/2.0 MB\n"),
    ):
        progress = SendingProgress(stream)
        progress.tell(Sent(1, 2, 1_500_000, 2_000_000))
        progress.tell(Sent(2, 2, 2_000_000, 2_000_000, is_new=False))
        assert stream.getvalue().startswith(line)
        assert progress.close() == "发送了 1 个文件，1.5 MB；其余沿用上一次的"


def test_lost_addresses():
    found = Differences(changes=(), missing=("old/",))
    assert address_gate(found, may_go=False).errors == ("/old/ 打不开了",)
    assert address_gate(found, may_go=True).warnings == ("/old/ 打不开了",)


def many_changes(count: int) -> Sheet:
    """A sheet of which every list is too long, with words of any length and of markup."""
    name = "云川市清源区白鹭镇人民政府<b>驻柳湾村工作队</b>" * 4
    changes = tuple(
        Change(subject="称号", kind="减少", key=str(n), name=name, after="有效", attention="历史不应消失")
        for n in range(count)
    )
    found = Differences(changes=changes, missing=tuple(f"units/u{n}/" for n in range(count)))
    old = Manifest.of(File(f"units/u{n}/index.html", 1, "0" * 64) for n in range(count))
    new = Manifest.of(File(f"units/v{n}/index.html", 1, "1" * 64) for n in range(count))
    lines = tuple(f"{name}{n}" for n in range(count))
    gates = [
        Gate(title, lines, lines)
        for title in ("内容检查", "隐私检查", "文件信息检查", "链接检查", "空栏目检查", "旧网址检查")
    ]
    accepted = [f"警告　{name}", *(f"隐私例外　{name}：书面同意" for _ in range(count))]
    return Sheet(name[:60], f"/srv/{name}", AT, new, release_of(old, AT, None), found, gates, accepted)


def test_the_sheet_says_how_much_it_leaves_out():
    text = re.sub(r"<[^>]+>", "\n", sheet_html(many_changes(300)))
    assert "另有 891 条" in text  # of 300 addresses, 300 changes, 300 new pages; what is gone is told once
    for words in ("发布审签单", "初审", "复审", "终审", "保密审查", "日期", "不通过（300 处）", "另有 297 条"):
        assert words in text, words
    assert "&lt;b&gt;" in text
    assert text.count("隐私例外") == 1 + 4, "what people sign for comes before other warnings"


@pytest.mark.browser
@pytest.mark.parametrize("count", [0, 300])
def test_the_sheet_is_one_page(tmp_path, count):
    chromium, pdfinfo = needed("chromium"), needed("pdfinfo")
    (tmp_path / "sheet.html").write_text(sheet_html(many_changes(count)), encoding="utf-8")
    order = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    order += [f"--user-data-dir={tmp_path}/profile", f"--print-to-pdf={tmp_path}/sheet.pdf"]
    subprocess.run([*order, (tmp_path / "sheet.html").as_uri()], check=True, capture_output=True, timeout=60)
    told = subprocess.run([pdfinfo, tmp_path / "sheet.pdf"], check=True, capture_output=True, text=True).stdout
    assert re.search(r"Pages:\s+1$", told, re.MULTILINE), told
    assert "A4" in told


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """A built site beside its sources."""
    root = tmp_path_factory.mktemp("project")
    files = {"mkdocs.yml": site.MKDOCS.replace(URL, "https://example.org/")}
    result = site.build(root, files, "--strict")
    assert result.code == 0, result.output
    return root


def publish(root: Path, *options: str) -> site.Result:
    return site.run(root, "showcase", "publish", *options, env={"SOURCE_DATE_EPOCH": "1794965400"})


def test_from_the_command(project, tmp_path):
    """First, refused without a terminal; published; nothing new; changed; back; the two logs."""
    root = shutil.copytree(project, tmp_path / "project")
    refused = publish(root, "live", "--site", "site")
    assert (refused.code, "--yes" in refused.output) == (1, True)
    assert not (root / "live/current").exists()
    shutil.rmtree(root / "live")
    tried = publish(root, "live", "--site", "site", "--dry-run")
    assert (tried.code, "没有发布" in tried.output, (root / "live").exists()) == (0, True, False)

    first = publish(root, "live", "--yes", "--sheet", "sheet.html")
    assert first.code == 0, first.output
    assert "第一次发布到这里" in first.output
    assert "链接检查：通过" in first.output
    assert "初审" in (root / "sheet.html").read_text(encoding="utf-8")
    assert (root / "live/current/site/index.html").read_bytes() == (root / "site/index.html").read_bytes()
    content = manifest_of(root / "site").content

    same = publish(root, "live", "--site", "site", "--yes")
    assert (same.code, "没有要发布的" in same.output) == (0, True)

    site.write(
        root,
        {
            "units/bailu-town/index.md": site.UNIT.replace(
                "name: 云川市清源区白鹭镇人民政府", "name: 云川市白鹭镇人民政府"
            )
        },
    )
    other = publish(root, "live", "--yes", "--approved", content[:12])
    assert (other.code, "不符" in other.output) == (1, True)
    changed = publish(root, "live", "--site", "site", "--yes")
    assert changed.code == 0, changed.output
    assert "单位：更名 1" in changed.output
    back = publish(root, "live", "--rollback", "--yes")
    assert (back.code, "已退回" in back.output) == (0, True)
    assert manifest_of(root / "live/current/site").content == content

    told = site.run(root, "showcase", "published", "live")
    assert [line.split("　")[1] for line in told.output.splitlines()[::2]] == ["退回", "发布", "发布"]
    logs = [
        site.run(root, "showcase", "published", "live", "--format", "json").output,
        (root / "published.jsonl").read_text(),
    ]
    assert logs[0] == logs[1]
    assert json.loads(logs[0].splitlines()[0])["content"] == content


def test_what_does_not_pass_is_not_published(project, tmp_path):
    root = shutil.copytree(project, tmp_path / "project")
    broken = root / "site/about/index.html"
    broken.write_text(broken.read_text(encoding="utf-8") + '<a href="../nowhere/">x</a>', encoding="utf-8")
    (root / "site/plain.jpg").write_bytes((root / "units/bailu-town/photos/01-镇政府大院.jpg").read_bytes())
    found = publish(root, "live", "--site", "site", "--yes")
    assert found.code == 1
    assert "文件信息检查、链接检查不通过，没有发布；线上没有动。" in found.output
    assert "链接检查：不通过（1 处）" in found.output
    assert "about/index.html:" in found.output
    assert "文件信息检查：不通过（1 处）" in found.output
    assert not (root / "live/current").exists()

    site.write(root, {"units/bailu-town/index.md": f"{site.UNIT}\n手机 {'139' + '12345678'}\n"})
    found = publish(root, "live", "--site", "site", "--yes")
    assert "隐私检查：不通过（1 处）" in found.output
    assert "139" + "12345678" not in found.output
    assert publish(root, "live", "--yes").code == 1, "the build itself fails"
    assert not (root / "live/current").exists()


def test_wrong_calls(project, tmp_path):
    assert publish(project).code == 2
    assert publish(project, str(tmp_path / "x"), "--approved", "abc").code == 2
    assert "不认识" in publish(project, "gopher://x", "--yes").output
    assert "不是建好的网站" in publish(project, str(tmp_path / "x"), "--site", "units", "--yes").output
    assert "里有别的东西" in publish(project, "units", "--site", "site", "--yes").output


@pytest.mark.parametrize(("answer", "code"), [(b"y\n", 0), (b"\n", 1), (b"n\n", 1)])
def test_a_person_is_asked(project, tmp_path, answer, code):
    try:
        ours, theirs = pty.openpty()
    except OSError:
        pytest.skip("no terminals on this machine")
    command = [sys.executable, "-m", "showcase", "publish", str(tmp_path / "live"), "--site", "site"]
    env = {**os.environ, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(command, cwd=project, stdin=theirs, stdout=subprocess.PIPE, text=True, env=env) as asking:
        os.write(ours, answer)
        told = asking.communicate(timeout=60)[0]
    os.close(ours)
    os.close(theirs)
    assert "吗？[y/N]" in told
    assert asking.returncode == code
    assert (tmp_path / "live/current").exists() == (code == 0)


def test_a_place_is_compared_like_a_folder(project):
    built = manifest_of(project / "site")
    there = build_of(built.by_path, lambda path: (project / "site" / path).read_bytes())
    assert there == read_build(project / "site")
    assert compare(there, read_build(project / "site")) == Differences(changes=())
