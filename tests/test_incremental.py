"""A build after another one: only what changed is made, and the site is the one that a clean build would give."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from showcase.kept import Kept
from tests import rich, site
from tests.test_release import snapshot

CACHE = ".cache/showcase/kept-2.sqlite"
ABOUT = "---\ntitle: 关于\n---\n{}\n"
UNIT = "units/bailu-town/index.md"
ARTICLE = "units/bailu-town/heyan.md"


def clean_build(root: Path, place: Path) -> dict[str, str]:
    """What the same content gives where nothing was ever built."""
    sources = shutil.copytree(root, place, ignore=shutil.ignore_patterns("site", ".cache", ".site*"))
    result = site.run(sources, "mkdocs", "build")
    assert result.code == 0, result.output
    return snapshot(result.site)


def again(root: Path, files: site.Files | None = None, *options: str, **env: str) -> site.Result:
    """Build what lies there, with some files changed."""
    site.write(root, files or {})
    return site.run(root, "mkdocs", "build", "-v", *options, env=env)


def rendered(result: site.Result) -> set[str] | None:
    """Addresses of the pages that were rendered; ``None`` when there was nothing to do at all."""
    assert result.code == 0, result.output
    if "没有变化" in result.output:
        return None
    match = re.search(r"pages rendered: ?(.*)", result.output)
    assert match, result.output
    return {f"{url}index.html" for url in match[1].split(" ")} if match[1] else set()


def untouched(folder: Path) -> dict[Path, tuple[int, ...]]:
    """What changes when somebody writes to a file or into a folder."""
    found = {path: path.stat() for path in folder.rglob("*")}
    return {path: (f.st_ino, f.st_size, f.st_mtime_ns, f.st_ctime_ns) for path, f in found.items()}


def settle(root: Path) -> None:
    """As if the last change were some seconds ago: only then is a file's time to be relied on."""
    newest = max(os.lstat(path).st_ctime for path in root.rglob("*") if "site" not in path.relative_to(root).parts[:1])
    while time.time() < newest + 2.2:
        time.sleep(0.1)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The rich site, built once."""
    site.write(tmp_path, rich.rich_files())
    assert site.run(tmp_path, "mkdocs", "build").code == 0
    return tmp_path


# --- the same as a clean build, whatever was edited ----------------------------------------------


def _text(root: Path, choose: random.Random) -> None:
    path = choose.choice(sorted(root.glob("units/*/*.md")))
    path.write_text(path.read_text(encoding="utf-8") + f"\n又写一段，第{choose.randrange(99)}句。\n", encoding="utf-8")


def _honor(root: Path, choose: random.Random) -> None:
    path = choose.choice(sorted(root.glob("units/*/index.md")))
    text = path.read_text(encoding="utf-8")
    year = choose.randrange(2010, 2026)
    claim = f"{{title: 市级先进集体{year}, level: 市级, date: {year}-05}}"
    if "\nhonors:\n- " in text:
        text = text.replace("\nhonors:\n- ", f"\nhonors:\n- {claim}\n- ", 1)
    elif "honors:" not in text:
        text = text.replace("---\n", f"---\nhonors:\n- {claim}\n", 1)
    path.write_text(text, encoding="utf-8")


def _new_article(root: Path, choose: random.Random) -> None:
    folder = choose.choice(sorted(path.parent for path in root.glob("units/*/index.md")))
    number = choose.randrange(10_000)
    (folder / f"xin-{number}.md").write_text(rich.article(f"新做法{number}", "2025-03-02"), encoding="utf-8")


def _gone_article(root: Path, choose: random.Random) -> None:
    for path in choose.sample(
        sorted(root.glob("units/*/xin-*.md")), k=min(1, len(list(root.glob("units/*/xin-*.md"))))
    ):
        path.unlink()


def _renamed_photo(root: Path, choose: random.Random) -> None:
    photos = sorted(root.glob("units/*/photos/*.jpg"))
    if photos:
        path = choose.choice(photos)
        path.write_bytes(site.photo(64 + choose.randrange(30), 48, f"#{choose.randrange(0x1000000):06x}"))


def _archive_file(root: Path, choose: random.Random) -> None:
    """A document appears, changes or goes; by its folder or by what is beside it, it is in several pages."""
    folder = choose.choice(sorted(path.parent for path in root.glob("units/*/index.md"))) / "archive/思想建设类"
    path = folder / f"{choose.randrange(1, 4):02d}-文件.csv"
    if path.exists() and choose.random() < 0.4:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"年份,人次\n2024,{choose.randrange(99)}\n", encoding="utf-8")


def _new_unit(root: Path, choose: random.Random) -> None:
    number = choose.randrange(1000)
    unit = rich.unit(f"云川市第{number}新单位", f"第{number}新单位", "文明单位", "望山县")
    site.write(root, {f"units/xin-danwei-{number}/index.md": unit})


def _gone_unit(root: Path, choose: random.Random) -> None:
    units = sorted(root.glob("units/xin-danwei-*"))
    if units:
        shutil.rmtree(choose.choice(units))


def _setting(root: Path, choose: random.Random) -> None:
    path = root / "site_config/site.yml"
    text = re.sub(r"lead: .*\n", "", path.read_text(encoding="utf-8"))
    path.write_text(f"{text}lead: 第{choose.randrange(99)}次改的话\n", encoding="utf-8")


def _free_page(root: Path, choose: random.Random) -> None:
    (root / "content/about.md").write_text(ABOUT.format(f"改到第{choose.randrange(99)}次。"), encoding="utf-8")


def _draft(root: Path, choose: random.Random) -> None:
    path = choose.choice(sorted(root.glob("units/*/xin-*.md")) or [root / "content/about.md"])
    text = path.read_text(encoding="utf-8")
    has = "draft: true\n" in text
    text = text.replace("draft: true\n", "") if has else text.replace("---\n", "---\ndraft: true\n", 1)
    path.write_text(text, encoding="utf-8")


def _notice(root: Path, choose: random.Random) -> None:
    number = choose.randrange(1000)
    notice = rich.notice(f"第{number}号公示", "2026-11-01", "2026-11-02", "2026-11-06")
    site.write(root, {f"content/notices/gongshi-{number}.md": notice})


def _volume(root: Path, choose: random.Random) -> None:
    """Another choice, another order, other things left out: chapters come, go and change places."""
    number = choose.randrange(1, 4)
    part = {
        "title": "选",
        "select": {"type": "经验"},
        "order": [choose.choice(["title", "-date", "level"])],
        "limit": number,
    }
    meta = {"leave_out": choose.sample(["做法", "不足", "打算"], k=2), "kind": choose.choice(["经验", "制度"])}
    date = choose.choice(["2023", "2026-11", "2027-01"])
    site.write(root, {"content/compilations/xuan.md": rich.page(title="选本", date=date, parts=[part], **meta)})


def _today(root: Path, choose: random.Random) -> None:
    path = root / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"2026-1[01]-\d\d", f"2026-11-{choose.randrange(10, 29)}", text), encoding="utf-8")


def _site_edited(root: Path, choose: random.Random) -> None:
    """Somebody writes to a published file, in place, and sets its time back."""
    path = choose.choice(sorted(root.glob("site/**/*.html")))
    facts = path.stat()
    with path.open("r+b") as stream:
        stream.seek(facts.st_size // 2)
        stream.write(b"HACKED")
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    _text, _text, _honor, _new_article, _gone_article, _renamed_photo, _new_unit, _gone_unit, _setting, _free_page,
    _archive_file, _archive_file,
    _draft, _notice, _volume, _volume, _today, _site_edited,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_edited_the_site_is_that_of_a_clean_build(built, tmp_path_factory, seed):
    choose = random.Random(seed)
    for _ in range(4):
        for edit in choose.choices(EDITS, k=choose.randrange(1, 4)):
            edit(built, choose)
        result = again(built)
        assert result.code == 0, result.output
        assert snapshot(result.site) == clean_build(built, tmp_path_factory.mktemp("clean") / "site-of")


def test_exactly_the_pages_are_rendered_that_show_a_new_honour(built):
    before = snapshot(built / "site")
    path = built / UNIT
    text = path.read_text(encoding="utf-8")
    claim = "{title: 市级先进集体, level: 市级, date: 2019-05}"
    path.write_text(text.replace("\nhonors:\n- ", f"\nhonors:\n- {claim}\n- ", 1), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    made = rendered(again(built))
    after = snapshot(built / "site")
    changed = {name for name in after if name.endswith(".html") and after[name] != before.get(name)}
    assert "units/bailu-town/index.html" in changed
    assert made == changed
    assert len(changed) < len([name for name in after if name.endswith(".html")]) / 2


def test_a_sentence_in_an_article_changes_its_page_and_its_chapters_alone(built):
    path = built / ARTICLE
    path.write_text(path.read_text(encoding="utf-8") + "\n再添一句。\n", encoding="utf-8")
    volumes = [f"compilations/{volume}" for volume in ("chunfeng", "dier")]
    chapters = {f"{volume}/{page}/index.html" for volume in volumes for page in ("bailu-town--heyan", "print")}
    assert rendered(again(built)) == {"units/bailu-town/heyan/index.html", *chapters}


# --- nothing changed -----------------------------------------------------------------------------


def test_an_unchanged_site_is_left_alone_and_warned_of_again(tmp_path):
    """Files keep bytes, times and inodes; the same warnings come, and ``--strict`` fails on them."""
    site.write(tmp_path, {**site.base_files(), "content/notices/2026-11.md": site.NOTICE.replace("days: 5", "days: 7")})
    settle(tmp_path)
    first = site.run(tmp_path, "mkdocs", "build")
    assert (first.code, len(first.problems())) == (0, 1)
    facts = untouched(first.site)
    second = again(tmp_path)
    assert rendered(second) is None
    assert second.problems() == first.problems()
    assert untouched(first.site) == facts
    strict = again(tmp_path, {}, "--strict")
    assert strict.code == 1
    assert untouched(first.site) == facts


def test_a_file_that_was_only_read_is_no_changed_one(tmp_path):
    """Reading a new file for the first time sets the time of its last access: that keeps nothing from being kept."""
    site.write(tmp_path, rich.rich_files())
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        os.utime(path, (0, path.stat().st_mtime))
    settle(tmp_path)

    def kept_after_a_check() -> dict[str, bytes]:
        assert site.run(tmp_path, "showcase", "check").code == 0
        kept = Kept(tmp_path / CACHE)
        found = {kind: kept.get_many(kind, kept.keys(kind)) for kind in ("unit", "office", "settings")}
        kept.close()
        return {f"{kind} {key}": value for kind, values in found.items() for key, value in values.items()}

    before = kept_after_a_check()
    assert len(before) > 4
    assert kept_after_a_check() == before


def test_files_that_stay_the_same_keep_their_times(built):
    pages = (path for path in (built / "site").rglob("*.*") if "search" not in path.parts)  # its index has other words
    before = {path: path.stat() for path in pages}
    assert rendered(again(built, {"content/about.md": ABOUT.format("改了。")})) == set()
    touched = {
        p.relative_to(built / "site").as_posix() for p in before if p.stat().st_mtime_ns != before[p].st_mtime_ns
    }
    assert touched == {"about/index.html"}


def test_a_site_that_is_gone_comes_back_without_rendering(built):
    before = snapshot(built / "site")
    shutil.rmtree(built / "site")
    assert rendered(again(built)) == set()
    assert snapshot(built / "site") == before


def test_an_added_file_in_the_site_is_removed(built):
    settle(built)
    (built / "site/extra.html").write_text("not ours", encoding="utf-8")
    assert rendered(again(built)) == set()
    assert not (built / "site/extra.html").exists()


def test_what_other_plugins_do_is_never_taken_from_a_cache(tmp_path):
    hook = "def on_post_page(output, page, config):\n    return output.replace('关于', '{}')\n"
    settings = {"mkdocs.yml": f"{site.MKDOCS}hooks: [hook.py]\n"}
    assert site.build(tmp_path, {**settings, "hook.py": hook.format("甲")}).code == 0
    second = again(tmp_path, {"hook.py": hook.format("乙")})
    assert second.code == 0, second.output
    assert "乙" in second.text("about/")


def test_what_another_plugin_wrote_does_not_outlive_it(tmp_path):
    """Its file has the address and, to us, the makings of one of ours."""
    hook = (
        "import pathlib\ndef on_post_build(config):\n"
        "    pathlib.Path(config.site_dir, 'feeds/all.xml').write_text('theirs')\n"
    )
    settings = {"mkdocs.yml": f"{site.MKDOCS}hooks: [hook.py]\n", "hook.py": hook}
    assert site.build(tmp_path, settings).text("feeds/all.xml") == "theirs"
    alone = again(tmp_path, {"mkdocs.yml": site.MKDOCS, "hook.py": None})
    assert alone.code == 0, alone.output
    assert "<rss" in alone.text("feeds/all.xml")


# --- the clock -----------------------------------------------------------------------------------


def test_time_passes(tmp_path):
    """A scheduled article appears at its moment; a clock that is set back takes it away again."""
    clock = {"mkdocs.yml": site.MKDOCS.replace("{today: 2026-11-18}", "{}")}
    later = site.ARTICLE.replace("date: 2023-09-15", "date: 2023-09-15\npublish: 2026-11-18T12:00")
    site.write(tmp_path, {**site.base_files(), **clock, "units/bailu-town/later.md": later})
    page = tmp_path / "site/units/bailu-town/later/index.html"
    noon = 1_795_003_200  # 2026-11-18T20:00+08:00
    seen = []
    for moment in (noon - 9 * 3600, noon - 8 * 3600 + 60, noon - 9 * 3600, noon + 86_400):
        settle(tmp_path)
        result = again(tmp_path, SOURCE_DATE_EPOCH=str(moment))
        assert result.code == 0, result.output
        seen.append(page.exists())
    assert seen == [False, True, False, True]


# --- damage --------------------------------------------------------------------------------------


def flip(path: Path, places: Iterable[int]) -> None:
    content = bytearray(path.read_bytes())
    for place in places:
        content[place % len(content)] ^= 0x5A
    path.write_bytes(content)


@pytest.mark.parametrize("seed", range(3))
def test_flipped_bytes_in_the_cache_never_reach_a_page(built, seed):
    """Values carry digests; what SQLite itself cannot read is thrown away."""
    before = snapshot(built / "site")
    choose = random.Random(seed)
    file = built / CACHE
    flip(file, (choose.randrange(100, file.stat().st_size) for _ in range(40)))
    shutil.rmtree(built / "site")
    result = again(built)
    assert result.code == 0, result.output
    assert snapshot(built / "site") == before
    assert rendered(again(built, {"content/about.md": ABOUT.format("改。")})) is not None


def test_a_turned_value_is_not_believed(tmp_path):
    kept = Kept(tmp_path / "kept")
    kept.put("kind", {"a": b"value", "b": b"other"})
    kept.close()
    with sqlite3.connect(tmp_path / "kept") as connection:
        ((value,),) = connection.execute("SELECT value FROM kept WHERE key = 'a'").fetchall()
        connection.execute("UPDATE kept SET value = ? WHERE key = 'a'", (value[:-1] + b"E",))
    connection.close()
    kept = Kept(tmp_path / "kept")
    assert (kept.get("kind", "a"), kept.get("kind", "b"), kept.trouble) == (None, b"other", "")


def test_flipped_bytes_in_a_rendition_are_made_anew(built):
    before = snapshot(built / "site")
    for file in (built / ".cache/showcase/photos").iterdir():
        flip(file, (file.stat().st_size // 2,))
    shutil.rmtree(built / "site")
    result = again(built)
    assert result.code == 0, result.output
    assert snapshot(built / "site") == before


@pytest.mark.parametrize("what", ["empty", "no database", "a folder", "nothing to write to"])
def test_an_unusable_cache_costs_time_only(built, what):
    before = snapshot(built / "site")
    file = built / CACHE
    if what == "nothing to write to":
        shutil.rmtree(built / ".cache")
        (built / ".cache").mkdir()
        (built / ".cache/showcase").write_text("in the way", encoding="utf-8")
        files: dict[str, str | bytes | None] = {
            p.relative_to(built).as_posix(): None for p in built.glob("units/*/photos/*")
        }
        result = again(built, files)  # photos have nowhere to go: they are told, in one place
        if result.code:
            assert "(cache-unwritable)" in result.output or "错误" in result.output
            return
    elif what == "a folder":
        file.unlink()
        file.mkdir()
    else:
        file.write_bytes(b"" if what == "empty" else b"no database at all" * 100)
    result = again(built)
    assert result.code == 0, result.output
    assert snapshot(built / "site") == before


def test_two_builds_at_once(built, tmp_path_factory):
    """One after the other has its site in place; both succeed, and nothing is mixed."""
    site.write(built, {ARTICLE: site.ARTICLE + "\n两次同时建。\n"})
    command = [sys.executable, "-m", "mkdocs", "build"]
    both = [subprocess.Popen(command, cwd=built, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for _ in range(2)]
    for process in both:
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0, output.decode()
    wanted = clean_build(built, tmp_path_factory.mktemp("clean") / "site-of")
    assert snapshot(built / "site") == wanted
    assert again(built, {"content/about.md": ABOUT.format("再改。")}).code == 0
    assert {path.name for path in built.iterdir() if path.name.startswith(".site")} == set()


@pytest.mark.parametrize("most", [4096, 30_000, 200_000])
def test_a_full_disk_is_told_and_changes_nothing(built, most):
    """Files may not grow beyond some bytes, as on a disk that is full: the cache, pages or a table fail first."""
    before = snapshot(built / "site")
    site.write(built, {"content/about.md": ABOUT.format("改" * 4000), UNIT: site.UNIT + "\n改了。\n"})
    limit = f"import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); "
    command = limit + "import sys; sys.argv = ['mkdocs', 'build']; runpy.run_module('mkdocs', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", command], cwd=built, capture_output=True, text=True, check=False)
    assert done.returncode or most > 30_000
    if done.returncode:
        assert "写不进去" in done.stdout + done.stderr, done.stdout + done.stderr
        assert snapshot(built / "site") == before
    assert again(built).code == 0
    assert {path.name for path in built.iterdir() if path.name.startswith(".site")} == set()


@pytest.mark.parametrize("after", [0.4, 0.8, 1.2, 1.6])
def test_a_killed_build_leaves_a_cache_that_can_be_used(built, tmp_path_factory, after):
    site.write(built, {UNIT: (built / UNIT).read_text(encoding="utf-8") + "\n被打断的一次。\n"})
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build"], cwd=built, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    result = again(built)
    assert result.code == 0, result.output
    assert snapshot(built / "site") == clean_build(built, tmp_path_factory.mktemp("clean") / "site-of")
