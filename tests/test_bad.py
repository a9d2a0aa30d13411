"""Every mistake of an author: a folder of ``tests/bad`` each, and exactly what is said of it.

``files/`` is what differs from the base site (``remove.txt`` names what is missing from it, ``links.txt``
the symbolic links, of which one leads in a circle), and
``expect.txt`` has every line that ``showcase check`` prints, in its order: text and number must match.
"""

from __future__ import annotations

import ast
import datetime as dt
import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest

from showcase.diagnostics import Diagnostics, Severity
from showcase.loading import Folders
from showcase.pipeline import check
from tests import site
from tests.conftest import REPOSITORY

BAD = REPOSITORY / "tests/bad"
CASES = sorted(path.name for path in BAD.iterdir())
LINE = re.compile(r"[^:]+:\d+:\d+: .+ \(([a-z-]+)\)")

WARNINGS = {
    "empty-selection", "hidden-article", "no-picture",
    "animated-photo", "archive-gap", "broken-paragraph", "byte-order-mark", "claim-not-decided",
    "control-character", "copied-remains", "document-conflict", "duplicate-name", "duplicate-photo",
    "future-date", "half-width-punctuation", "heading-level", "holidays-differ", "honor-conflict",
    "honor-order", "likely-misprint", "listed-twice", "lost-digits", "lost-quotes", "masked-words",
    "media-codec", "media-note", "media-slow-start", "media-type", "missing-grade", "missing-number",
    "near-duplicate", "numbering-gap", "odd-characters", "overdue-result", "photo-type", "privacy-person",
    "privacy-suspect", "privacy-unread", "prize-quota", "repealed-decision", "score-range", "score-sum",
    "stray-file", "threshold-unit", "unused-acceptance", "working-days", "wrong-sum",
}  # fmt: skip
EITHER = {
    "archive-folder",
    "archive-name",
    "bad-file-name",
    "cut-words",
    "former-name",
    "notice-dates",
    "unknown-column",
}
"""Errors in one place, warnings in another."""

WITHOUT_FOLDER = {
    "unreadable-file": "needs a pipe or a folder without permission, which Git does not keep: tested below",
    "same-name": "needs names that Windows and macOS cannot keep apart: tested in test_files.py",
    "removed-html": "found where MkDocs renders the office's pages: tested in test_free_pages.py",
    "published-metadata": "found in a site when it is built: tested in test_inspection.py, as are the next four",
    "published-original": "as above",
    "published-unreadable": "as above",
    "published-author": "as above",
    "published-opaque": "as above",
    "book-glyph": "found where books are made, with the fonts that are there: tested in test_books.py",
}
NO_RULES = {
    "aria-label", "data-footnote-backref", "data-footnote-backref-idx", "data-footnote-ref", "data-footnotes",
    "data-heading-content", "data-lang", "data-sourcepos", "footnote-backref", "footnote-ref", "line-break", "ta-center",
    "ta-right", "utf-16", "utf-16-be", "utf-16-le", "utf-8", "utf-8-sig",
}  # fmt: skip
"""Strings of the checking modules that look like names of rules, and are HTML, ODF or encodings."""


def place(name: str, root: Path) -> Path:
    """The base site with the files of a case."""
    site.write(root, site.base_files())
    removed = BAD / name / "remove.txt"
    for path in removed.read_text(encoding="utf-8").splitlines() if removed.exists() else ():
        (root / path).unlink()
    files = BAD / name / "files"
    if files.exists():
        shutil.copytree(files, root, dirs_exist_ok=True)
    links = BAD / name / "links.txt"
    for line in links.read_text(encoding="utf-8").splitlines() if links.exists() else ():
        path, _, target = line.partition(" -> ")
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)
    return root


def checked(root: Path) -> Diagnostics:
    diagnostics = Diagnostics()
    folders = Folders(root, root / "units", root / "content", root / "site_config")
    check(folders, dt.datetime(2026, 11, 18), diagnostics)
    return diagnostics


def expected(name: str) -> list[str]:
    return (BAD / name / "expect.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", CASES)
def test_exactly_this_is_said(name, tmp_path):
    found = checked(place(name, tmp_path))
    assert [str(d) for d in found] == expected(name)
    for diagnostic in found:
        is_warning = diagnostic.severity is Severity.WARNING
        assert diagnostic.rule in EITHER or is_warning == (diagnostic.rule in WARNINGS)


def rule_names() -> set[str]:
    """Every string of the checking modules that may be a rule."""
    package = REPOSITORY / "plugins/showcase"
    folders = (
        package / "loading",
        package / "markdown",
        package / "rules",
        package / "inspection",
        package / "privacy",
        package / "proofreading",
    )
    modules = [package / "diagnostics.py", *(m for f in folders for m in f.glob("*.py"))]
    texts = (
        node.value
        for module in modules
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {text for text in texts if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", text)} - NO_RULES


def test_every_rule_has_a_case():
    covered = {match[1] for name in CASES for line in expected(name) if (match := LINE.fullmatch(line))}
    assert rule_names() - WITHOUT_FOLDER.keys() - covered == set()
    assert covered - rule_names() == set(), "a rule that no module reports"
    assert WITHOUT_FOLDER.keys() & covered == set()


def test_every_line_is_whole():
    """One place, a message that ends without a full stop, one rule; in Chinese."""
    for name in CASES:
        for line in expected(name):
            assert LINE.fullmatch(line), f"{name}: {line}"
            message = line.split(": ", 1)[1].rpartition(" (")[0]
            assert re.search(r"[\u4e00-\u9fff]", message), line
            assert not message.endswith(("。", "，", "：")), line
            assert not re.search(r"\b(?:None|str|int|list|dict|Traceback)\b", message), line


@pytest.mark.parametrize("name", ["several-in-one-file", "accepted-used", "working-days"])
def test_the_command_says_the_same(name, tmp_path):
    result = site.run(place(name, tmp_path), "showcase", "check")
    assert result.problems() == expected(name)
    is_error = any(LINE.fullmatch(line)[1] not in WARNINGS | EITHER for line in expected(name))
    assert result.code == int(is_error), result.output
    assert "Traceback" not in result.output


def test_mkdocs_stops_on_the_same(tmp_path):
    result = site.run(place("several-in-one-file", tmp_path), "mkdocs", "build")
    assert result.problems() == expected("several-in-one-file")
    assert result.code == 1
    assert not result.site.exists()
    assert "Traceback" not in result.output


def test_a_pipe_is_not_waited_for(tmp_path):
    site.write(tmp_path, site.base_files())
    os.mkfifo(tmp_path / "units/bailu-town/管道.md")
    assert [str(d) for d in checked(tmp_path)] == [
        "units/bailu-town/管道.md:1:1: 这不是普通文件，读不了 (unreadable-file)"
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_what_may_not_be_read_is_said(tmp_path):
    site.write(tmp_path, site.base_files())
    (tmp_path / "units/bailu-town/heyan.md").chmod(0)
    (tmp_path / "units/bailu-town/photos").chmod(0)
    try:
        found = [d.rule for d in checked(tmp_path)]
    finally:
        (tmp_path / "units/bailu-town/photos").chmod(0o755)
    assert found == ["unreadable-file", "unreadable-file"]


def test_a_folder_that_vanishes_is_said(tmp_path, monkeypatch):
    """As under ``serve``, or without permission: what ``iterdir`` raises is no traceback."""
    site.write(tmp_path, site.base_files())
    real = Path.iterdir

    def iterdir(self):
        if self.name == "photos":
            raise PermissionError(13, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    assert [(d.location.path, d.rule) for d in checked(tmp_path)] == [("units/bailu-town/photos", "unreadable-file")]


def test_names_in_another_encoding_are_said(tmp_path):
    """A ZIP packed under a Chinese Windows leaves names in GBK; macOS has no such files."""
    site.write(tmp_path, site.base_files())
    name = os.fsencode(tmp_path / "units/bailu-town") + "/稿子.md".encode("gbk")
    try:
        with open(name, "wb") as stream:
            stream.write(b"x")
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    (found,) = checked(tmp_path)
    assert (found.location.path, found.rule) == ("units/bailu-town/????.md", "bad-file-name")
    assert site.run(tmp_path, "showcase", "check").code == 1


def test_order_does_not_depend_on_the_disk(monkeypatch):
    """The same mistakes, met in another order, are told in the same order."""
    with tempfile.TemporaryDirectory() as folder:
        root = place("bad-date", Path(folder))
        real = Path.iterdir
        monkeypatch.setattr(Path, "iterdir", lambda self: sorted(real(self), reverse=True))
        assert [str(d) for d in checked(root)] == expected("bad-date")
