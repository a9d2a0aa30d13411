"""Styles, scripts and pictures of the theme: each under a name that says its content, and none that no page loads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from showcase.assets import name_assets

from . import site
from .browser import browser, served  # noqa: F401 – a fixture

REPOSITORY = Path(__file__).parent.parent
STYLE = (REPOSITORY / "site_config/theme/assets/showcase.css").read_bytes()
THEME = "language: zh, custom_dir: site_config/theme, favicon: assets/sign.svg,"
MKDOCS = site.MKDOCS.replace("language: zh,", THEME) + "extra_css: [assets/a.css]\nextra_javascript: [assets/a.js]\n"
SIGN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def names(found: dict[str, bytes]) -> dict[str, str]:
    return {asset.name: asset.url for asset in name_assets(found)}


def test_a_name_is_its_content():
    one = names({"assets/a.js": b"1", "assets/b.js": b"2"})
    assert re.fullmatch(r"assets/a\.[0-9a-f]{10}\.js", one["assets/a.js"])
    again = names({"assets/b.js": b"2", "assets/a.js": b"3"})
    assert again["assets/b.js"] == one["assets/b.js"]
    assert again["assets/a.js"] != one["assets/a.js"]


def test_a_stylesheet_names_the_others_as_they_are_called_now():
    files = {
        "assets/s/main.css": b"@import 'more.css'; p { background: url( ../sign.svg#part ) } i { mask: url(data:x) }",
        "assets/s/more.css": b"b { background: url('/elsewhere.svg') , url(gone.svg) }",
        "assets/sign.svg": b"<svg/>",
    }
    made = {asset.name: asset for asset in name_assets(files)}
    sign, more = made["assets/sign.svg"].url, made["assets/s/more.css"].url
    main = made["assets/s/main.css"].content.decode()
    assert f"url(../{sign.removeprefix('assets/')}#part)" in main
    assert f"@import '{more.removeprefix('assets/s/')}'" in main
    assert "url(data:x)" in main
    assert made["assets/s/more.css"].content == b"b{background:url('/elsewhere.svg'),url(gone.svg)}"
    changed = names({**files, "assets/sign.svg": b"<svg />"})
    assert changed["assets/s/main.css"] != made["assets/s/main.css"].url
    assert changed["assets/s/more.css"] == more


def test_stylesheets_in_a_circle_come_to_an_end():
    assert len(names({"a.css": b"@import 'b.css';", "b.css": b"@import 'a.css';"})) == 2


@pytest.mark.browser
def test_a_packed_stylesheet_means_the_same(browser, tmp_path):  # noqa: F811
    """Chromium reads the same rules from both."""
    (packed,) = name_assets({"showcase.css": STYLE})
    (tmp_path / "index.html").write_text(
        '<!doctype html><link rel="stylesheet" href="a.css"><link rel="stylesheet" href="b.css">'
    )
    (tmp_path / "a.css").write_bytes(STYLE)
    (tmp_path / "b.css").write_bytes(packed.content)
    with served(tmp_path) as address:
        browser.open(address)
        read = "[...document.styleSheets].map(sheet => [...sheet.cssRules].map(rule => rule.cssText).join('\\n'))"
        written, small = browser.run(read)
    assert len(written) > 60_000
    assert re.sub(r",\s+", ",", small) == re.sub(r",\s+", ",", written)  # as written within var(): it means nothing


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    files = {
        "mkdocs.yml": MKDOCS,
        "site_config/theme/assets/a.css": "/* why */\np { margin: 0; }\n",
        "site_config/theme/assets/a.js": "'use strict';\n",
        "site_config/theme/assets/sign.svg": SIGN,
        "site_config/theme/assets/own.svg": SIGN,
        "site_config/theme/partials/copyright.html": '<img src="{{ asset("assets/own.svg") }}" alt="">',
        "content/pic.svg": SIGN,
    }
    root = tmp_path_factory.mktemp("assets")
    site.write(root, {**site.base_files(), **files})
    found = site.run(root, "mkdocs", "build", "--strict")
    assert found.code == 0, found.output
    return found


def test_pages_load_what_there_is_and_nothing_else_is_there(built):
    """Besides photos: only what the office wrote into content/ keeps its name."""
    named = set()
    for path in built.site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for address in re.findall(r'(?:src|href)="([^"]*assets/[^"]+)"', text):
            below = address.removeprefix("/showcase/")
            file = built.site / below if below != address else (path.parent / address).resolve()
            assert file.is_file(), (path, address)
            named.add(file.relative_to(built.site.resolve()).as_posix() if below == address else below)
    there = {path.relative_to(built.site).as_posix() for path in (built.site / "assets").rglob("*") if path.is_file()}
    plain = {name for name in there if not name.startswith("assets/photos/")}
    assert all(re.search(r"\.[0-9a-f]{10}\.\w+$", name) for name in plain)
    assert {re.sub(r"\.[0-9a-f]{10}(?=\.\w+$)", "", name) for name in plain & named} >= {
        "assets/a.css", "assets/a.js", "assets/own.svg", "assets/sign.svg",
    }  # fmt: skip
    ours = {path.name for path in (REPOSITORY / "plugins/showcase/templates/assets").iterdir()}
    unused = {re.sub(r"\.[0-9a-f]{10}(?=\.\w+$)", "", Path(name).name) for name in plain - named}
    assert unused <= ours  # scripts of page types that this small site does not have
    assert (built.site / "pic.svg").is_file()


def test_a_change_of_style_makes_every_page_anew_and_keeps_no_old_file(built):
    before = {path.name for path in built.site.glob("assets/a.*.css")}
    site.write(built.root, {"site_config/theme/assets/a.css": "p { margin: 1px; }\n"})
    again = site.run(built.root, "mkdocs", "build", "--strict")
    assert again.code == 0, again.output
    (style,) = again.site.glob("assets/a.*.css")
    assert style.name not in before
    pages = list(again.site.rglob("*.html"))
    assert [path for path in pages if style.name not in path.read_text(encoding="utf-8")] == []


def test_a_file_of_the_theme_that_is_not_there_fails_the_build(built):
    site.write(built.root, {"site_config/theme/partials/copyright.html": '{{ asset("assets/gone.svg") }}'})
    failed = site.run(built.root, "mkdocs", "build", "--strict")
    assert failed.code == 1
    assert "主题里没有文件 assets/gone.svg" in failed.output
