"""What may be handed in besides texts: links, pipes, names, programs, documents with macros, files that are two things.

Each is refused, or left out of the site, and each with a diagnostic; what is good beside it stays good.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import socket
import stat
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.loading.drawings import drawing_danger_in
from showcase.loading.file_content import danger_in, hidden_danger_in, mismatch_in
from showcase.loading.file_names import folded_name, name_fault
from tests import site
from tests.test_bad import checked

UNIT, ARCHIVE = "units/bailu-town", "units/bailu-town/archive/思想建设类"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">%s</svg>'
CALLS = b"<script>alert(1)</script>"


def packed(*entries: str | tuple[str, bytes] | zipfile.ZipInfo, before: bytes = b"", comment: bytes = b"") -> bytes:
    """A ZIP of these, behind what comes before it."""
    stream = io.BytesIO(before)
    stream.seek(0, 2)
    with zipfile.ZipFile(stream, "a") as package:
        for entry in entries:
            name, content = entry if isinstance(entry, tuple) else (entry, b"x")
            package.writestr(name, content)
        package.comment = comment
    return stream.getvalue()


def linked() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("link.txt")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


WORD = ("[Content_Types].xml", "word/document.xml")
DANGEROUS: dict[str, tuple[str, bytes]] = {
    "a program as a PDF": (".pdf", b"MZ\x90\0" + bytes(60)),
    "a program as a text": (".txt", b"\x7fELF" + b"x" * 60),
    "a script as a text": (".txt", b"#!/bin/sh\nrm -r x\n"),
    "a page as a CSV": (".csv", "单位,备注\n甲,<script>alert(1)</script>\n".encode()),
    "a page as a text": (".txt", b"<!DOCTYPE html><p>"),
    "a page in UTF-16 as a text": (".txt", "\ufeff<html><script>".encode("utf-16-le")),
    "a drawing as a text": (".txt", SVG % CALLS),
    "a page before a PDF": (".pdf", b"<html>" + CALLS + PDF),
    "a picture before a PDF": (".pdf", b"GIF89a" + bytes(20) + PDF),
    "a page in a PDF's head": (".pdf", PDF[:9] + b"%" + CALLS + b"\n" + PDF[9:]),
    "a page behind a PDF": (".pdf", PDF + bytes(3000) + b"<html>" + CALLS),
    "a ZIP behind a PDF": (".pdf", packed("a.txt", before=PDF)),
    "a PDF with a script": (".pdf", PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (x) >>")),
    "a PDF that starts a program": (".pdf", PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /Launch >>")),
    "a document with macros": (".docx", packed(*WORD, "word/vbaProject.bin")),
    "a table with macros": (".xlsx", packed("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin")),
    "a table with controls": (".xlsx", packed("[Content_Types].xml", "xl/workbook.xml", "xl/activeX/activeX1.bin")),
    "an old document with macros": (".doc", OLE + "_VBA_PROJECT".encode("utf-16-le") + bytes(500)),
    "an old table with macros": (".xls", OLE + "_VBA_PROJECT_CUR".encode("utf-16-le") + bytes(500)),
    "a page as an old table": (".xls", b"<html><table></table>"),
    "a GIF before a ZIP": (".zip", packed("a.class", before=b"GIF89a" + bytes(20))),
    "a page before a ZIP": (".zip", packed("a.txt", before=b"<html>" + CALLS)),
    "a page in a ZIP's comment": (".zip", packed("a.txt", comment=CALLS)),
    "a page in a ZIP": (".zip", packed("材料/a.html")),
    "a drawing in a ZIP": (".zip", packed("a.svg")),
    "a program in a ZIP": (".zip", packed("a.EXE")),
    "a program in a ZIP, with a dot": (".zip", packed("a.exe. ")),
    "a program under another name in a ZIP": (".zip", packed(("a.txt", b"\x7fELF" + bytes(9)))),
    "a macro document in a ZIP": (".zip", packed(("a.docx", packed(*WORD, "word/vbaProject.bin")))),
    "a macro document of that name in a ZIP": (".zip", packed("a.docm")),
    "a ZIP in a ZIP in a ZIP": (".zip", packed(("a.zip", packed(("b.zip", packed(("c.zip", packed("d.txt")))))))),
    "a way out of the folder": (".zip", packed("../../a.txt")),
    "a way out, for Windows": (".zip", packed("..\\a.txt")),
    "an absolute path": (".zip", packed("/etc/passwd")),
    "a drive": (".zip", packed("C:\\a.txt")),
    "a link in a ZIP": (".zip", packed(linked())),
    "a ZIP that is damaged": (".zip", packed("a.txt")[:40]),
    "a document that is a ZIP": (".docx", packed("a.txt")),
    "a text that is a document": (".txt", packed(*WORD)),
    "nothing": (".pdf", b""),
}
GOOD: dict[str, tuple[str, bytes]] = {
    "a PDF": (".pdf", PDF),
    "a PDF with a byte order mark": (".pdf", b"\xef\xbb\xbf\n" + PDF),
    "a document": (".docx", packed(*WORD, "word/media/image1.png")),
    "an old document": (".doc", OLE),
    "a table of comparisons": (".csv", "单位,增减\n甲,<5%\n乙,>3%\n".encode()),
    "a text that begins like a program": (".txt", "MZ 编号说明\n".encode()),
    "a text in UTF-16": (".txt", "\ufeff单位".encode("utf-16-le")),
    "a ZIP": (".zip", packed("材料/a.txt", ("b.docx", packed(*WORD)), ("c.pdf", PDF), ("d.zip", packed("e.csv")))),
    "a ZIP of nothing": (".zip", packed()),
}


def fault(suffix: str, data: bytes) -> str:
    return mismatch_in(io.BytesIO(data), len(data), suffix) or danger_in(io.BytesIO(data), suffix)


@pytest.mark.parametrize("name", DANGEROUS)
def test_what_acts_is_refused(name):
    assert re.search("[\u4e00-\u9fff]", fault(*DANGEROUS[name]))


@pytest.mark.parametrize("name", GOOD)
def test_what_does_not_act_is_taken(name):
    assert fault(*GOOD[name]) == ""


@given(data=st.binary(max_size=200), head=st.sampled_from([b"", b"PK\3\4", b"%PDF-", OLE[:8], packed("a.txt")]), suffix=st.sampled_from([".pdf", ".zip", ".docx", ".txt", ".doc"]))  # fmt: skip
def test_any_bytes_are_judged(data, head, suffix):
    assert isinstance(fault(suffix, head + data), str)
    stream = io.BytesIO(head + data)
    stream.seek(3)
    assert isinstance(hidden_danger_in(stream, "照片"), str)
    assert stream.tell() == 3


DRAWINGS = [
    *(CALLS, b'<path onclick="x()"/>', b"<foreignObject/>", b'<a href="javascript:x()"/>', b'<a xlink:href="//e/"/>'),
    *(b'<image href="https://e/x.png"/>', b'<use href="data:image/svg+xml;base64,PHN2Zz4="/>', b"<style>@import 'x'</style>"),
    *(b'<path style="fill:url(https://e/)"/>', b'<set attributeName="href" to="javascript:x()"/>', b"<path>", b"<?xml-stylesheet href='x'?>"),
]  # fmt: skip


@pytest.mark.parametrize("inside", DRAWINGS)
def test_a_drawing_only_draws(inside):
    assert drawing_danger_in(SVG % inside)
    entity = b'<!DOCTYPE svg [<!ENTITY a "x">]>' + SVG % b"&a;"
    assert drawing_danger_in(entity)


def test_drawings_as_programs_write_them():
    good = b'<style>.a{fill:url(#b)}</style><use href="#b"/><a><path style="fill:red" d="M0 0"/></a><image href="data:image/png;base64,AAAA"/>'
    assert (
        drawing_danger_in(b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">' + SVG % good)
        == ""
    )


# --- names ---------------------------------------------------------------------------------------

NO_NAMES = [
    "CON.md",
    "con",
    "aux.txt",
    "NUL",
    "Com1.pdf",
    "LPT9",
    "末尾.",
    "末尾 ",
    " 开头.md",
    "a" * 101,
    "a\u202eb",
    "a\nb",
]


@pytest.mark.parametrize("name", NO_NAMES)
def test_no_name_for_every_system(name):
    assert name_fault(name, 100)


@pytest.mark.parametrize("name", ["console.md", "aux-1.md", "com10.md", "01-说明.jpg", "a.b.md", "é.md"])
def test_a_name_for_every_system(name):
    assert name_fault(name, 100) == ""


@given(name=st.text(max_size=12))
def test_names_are_folded_as_systems_do(name):
    for form in ("NFC", "NFD"):
        assert folded_name(unicodedata.normalize(form, name)) == folded_name(name)
    assert folded_name(folded_name(name)) == folded_name(name) or not name.isascii()


# --- in a site -----------------------------------------------------------------------------------

Place = Callable[[Path, Path], None]


def pipe(path: Path, _root: Path) -> None:
    os.mkfifo(path)


def listening(path: Path, root: Path) -> None:
    """A socket; its own path is too long for the system."""
    with socket.socket(socket.AF_UNIX) as end:
        here = os.open(path.parent, os.O_RDONLY)
        try:
            end.bind(f"/proc/self/fd/{here}/{path.name}")
        finally:
            os.close(here)


def device(path: Path, _root: Path) -> None:
    try:
        os.mknod(path, 0o600 | stat.S_IFCHR, os.makedev(1, 5))  # /dev/zero: whoever reads it reads for ever
    except PermissionError:
        pytest.skip("devices are made by root alone")


def link_to(target: str) -> Place:
    return lambda path, _root: path.symlink_to(target)


def file(data: bytes) -> Place:
    return lambda path, _root: path.write_bytes(data) and None


ODD: dict[str, tuple[str, Place]] = {
    "link to a secret": ("{}/a.md", link_to("/etc/passwd")),
    "link to nothing": ("{}/a.md", link_to("none")),
    "link to itself": ("{}/a.md", link_to("a.md")),
    "link to above": ("{}/oben", link_to("..")),
    "pipe": ("{}/a.md", pipe),
    "socket": ("{}/a.md", listening),
    "device": ("{}/a.md", device),
    "device's name": ("{}/CON.md", file(b"x")),
    "dot at the end": ("{}/a.", file(b"x")),
    "space at the end": ("{}/a.md ", file(b"x")),
    "long name": ("{}/" + "a" * 150 + ".md", file(b"x")),
    "hidden file": ("{}/.env", file(b"secret")),
    "beside a Mac's file": ("{}/._a.md", file(b"x")),
    "what a Mac packs": ("{}/__MACOSX", lambda path, _root: path.mkdir()),
    "same but for case": ("{}/Same.MD", file(b"x")),
    "same but for form": ("{}/e\u0301.txt", file(b"x")),
    "drawing with a script": ("{}/a.svg", file(SVG % CALLS)),
    "program": ("{}/a.exe", file(b"MZ\0\0")),
}
FOLDERS = [UNIT, f"{UNIT}/photos", "content", "content/notices", "site_config", "site_config/theme/assets"]


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    root = tmp_path_factory.mktemp("base")
    site.write(root, site.base_files())
    (root / "site_config/theme/assets").mkdir(parents=True)
    return root


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_odd_file_is_told(base, tmp_path, folder, figures):
    """One at a time, so that none hides behind another; a program that waits for a pipe would stand here for ever."""
    tried = told = 0
    for name, (where, put) in ODD.items():
        root = tmp_path / "site"
        shutil.copytree(base, root)
        path = root / where.format(folder)
        for other in ("same.md", "é.txt") if name.startswith("same") else ():
            (path.parent / other).write_bytes(b"x")
        put(path, root)
        is_trusted = folder.startswith("site_config") and name == "program"  # the theme is a program itself
        found = [d for d in checked(root) if d.rule not in ("front-matter", "privacy-unread")]
        assert found or is_trusted, (name, folder)
        assert all(not Path(d.location.path).is_absolute() for d in found)
        tried, told = tried + 1, told + bool(found)
        shutil.rmtree(root)
    figures("files tried", tried)
    figures("files refused or told", told)


@pytest.mark.parametrize(("folder", "rule"), [(ARCHIVE, {"unsafe-file", "archive-type"}), ("content/notices", {"unsafe-file", "attachment-type"}), ("content", {"unsafe-file"})])  # fmt: skip
def test_every_dangerous_file_is_refused(base, tmp_path, folder, rule, figures):
    """All of them at once, each under a name of its own; the good ones beside them pass."""
    shutil.copytree(base, tmp_path, dirs_exist_ok=True)
    (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    allowed = {name: entry for name, entry in GOOD.items() if folder != ARCHIVE or entry[0] != ".doc"}
    dangerous = {n: e for n, e in DANGEROUS.items() if folder != ARCHIVE or e[0] not in (".doc", ".xls")}
    names = {name: f"{n:02}-材料{suffix}" for n, (name, (suffix, _)) in enumerate({**dangerous, **allowed}.items())}
    for name, (_, data) in {**dangerous, **allowed}.items():
        (tmp_path / folder / names[name]).write_bytes(data)
    if folder == "content/notices":
        notice = site.NOTICE.replace("lists:", f"attachments: [{', '.join(names.values())}]\nlists:")
        site.write(tmp_path, {"content/notices/2026-11.md": notice})
    refused = {Path(d.location.path).name for d in checked(tmp_path).errors if d.rule in rule}
    assert refused == {names[name] for name in dangerous}
    figures("files tried", len(names))
    figures("files refused or told", len(refused))


def test_a_photo_that_is_two_things_is_refused(base, tmp_path, figures):
    shutil.copytree(base, tmp_path, dirs_exist_ok=True)
    whole = site.photo()
    hidden = {
        "02-GIFAR.jpg": packed("a.class", before=whole),
        "03-网页.jpg": whole[:20] + b"\xff\xfe" + (len(CALLS) + 2).to_bytes(2, "big") + CALLS + whole[20:],
        "04-末尾.jpg": whole + CALLS,
        "05-后门.jpg": whole + b"<?php system($_GET[0]); ?>",
    }
    for name, data in hidden.items():
        (tmp_path / UNIT / "photos" / name).write_bytes(data)
    found = checked(tmp_path)
    assert {Path(d.location.path).name for d in found.errors if d.rule == "unsafe-file"} == set(hidden)
    figures("files tried", len(hidden))
    figures("files refused or told", len(hidden))


@pytest.mark.parametrize("written", ["../../site_config/site.yml", "/etc/passwd", "..\\x.pdf", "a/../../x.pdf", "C:\\x.pdf", "//e/x.pdf"])  # fmt: skip
def test_no_path_leaves_its_folder(base, tmp_path, written):
    shutil.copytree(base, tmp_path, dirs_exist_ok=True)
    named = written.replace("\\", "\\\\")
    notice = site.NOTICE.replace("lists:", f'attachments: ["{named}"]\nlists:')
    unit = site.UNIT.replace("region:", f'cover: "{named}"\nregion:')
    article = site.ARTICLE + f"![图]({written})\n\n[文]({written})\n"
    site.write(tmp_path, {"content/notices/2026-11.md": notice, f"{UNIT}/index.md": unit, f"{UNIT}/heyan.md": article})
    faulty = {d.location.path for d in checked(tmp_path).errors}
    assert faulty == {"content/notices/2026-11.md", f"{UNIT}/index.md", f"{UNIT}/heyan.md"}


def test_nothing_of_what_systems_leave_behind_is_published(build):
    """MkDocs copies whatever lies in its folder."""
    names = (
        "~$稿子.docx",
        "Thumbs.db",
        "desktop.ini",
        "__MACOSX/x.txt",
        "guide/.DS_Store",
        "guide/.env",
        "guide/~$a.md",
    )
    result = build({f"content/{name}": "secret" for name in names})
    assert result.code == 0, result.output
    assert [line for line in result.problems() if "stray-file" in line] == [
        "content:1:1: 这里有 1 个隐藏的文件或文件夹（__MACOSX），不会发布，可以删去 (stray-file)",
        "content/guide:1:1: 这里有 1 个隐藏的文件或文件夹（.env），不会发布，可以删去 (stray-file)",
    ]
    published = {path.name for path in result.site.rglob("*")}
    assert not published & {Path(name).name for name in names}
    assert not any("secret" in path.read_text("utf-8", "ignore") for path in result.site.rglob("*") if path.is_file())


def test_the_limits_are_the_offices(base, tmp_path):
    """What the defaults refuse an office may allow, and the other way round."""
    shutil.copytree(base, tmp_path, dirs_exist_ok=True)
    long, aliases = "正文。" * 80_000, "---\ntype: 经验\ntitle: 甲\ndate: 2023\nauthors: &a [乙]\ntopics: *a\n---\n"
    site.write(tmp_path, {f"{UNIT}/long.md": site.ARTICLE + long, f"{UNIT}/aliases.md": aliases})
    assert {d.rule for d in checked(tmp_path).errors} == {"over-limit", "yaml-alias"}
    site.write(tmp_path, {"site_config/site.yml": site.SITE + "limits: {article: 300000, aliases: 2, name: 10}\n"})
    assert {d.rule for d in checked(tmp_path).errors} == {"unknown-term", "bad-file-name"}
