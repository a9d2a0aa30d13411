"""Payloads that are known to run in browsers, wherever an author can write: nothing of them runs on the site.

They stand in texts, front matter, captions, names of files, cells of tables and targets of links. What the check
refuses is counted and never published; the rest is built for real and opened in Chromium, without the policy that
would hide a hole: no dialog, no script but the site's own files, no request to anywhere else.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import markdown
import pytest

from showcase.markdown import Links, clean_page, render
from showcase.model.documents import Text
from tests import site
from tests.browser import Browser, browser, served
from tests.conftest import REPOSITORY
from tests.test_bad import checked

__all__ = ["browser"]

CORPUS = REPOSITORY / "../shared/corpus/xss/payloads.json"
OPENLY = ""
"""No policy: what a browser is told to block is not seen to be harmless."""
LINKS = Links(folder="units/bailu-town", root="units/bailu-town", page_url="units/bailu-town/p/")
WAYS: dict[str, Callable[[str], str]] = {
    "body": lambda p: f"前文\n\n{p}\n\n后文\n",
    "within a line": lambda p: f"前文 {line(p)} 后文\n",
    "heading": lambda p: f"## {line(p)}\n",
    "cell": lambda p: f"| 甲 | 乙 |\n|---|---|\n| {line(p).replace('|', chr(92) + '|')} | 1 |\n",
    "link": lambda p: f"[链接]({line(p)})\n",
    "link in brackets": lambda p: f"[链接](<{line(p)}>)\n",
    "title of a link": lambda p: f'[链接](https://example.org/ "{line(p)}")\n',
    "words of a link": lambda p: f"[{line(p)}](https://example.org/)\n",
    "definition": lambda p: f"[链接][甲]\n\n[甲]: {line(p)}\n",
    "picture": lambda p: f"![{line(p)}]({line(p)})\n",
    "code": lambda p: f"``` {line(p)}\n{p}\n```\n",
    "footnote": lambda p: f"文[^1]\n\n[^1]: {line(p)}\n",
}
"""How a payload may stand in a text."""
EXTENSIONS = ["tables", "footnotes", "toc", "attr_list", "md_in_html", "admonition", "pymdownx.superfences"]
TRAP = """(() => {
  const fired = [];
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = (...a) => { fired.push(name + a); };
  Object.defineProperty(window, "trapped", {value: fired});
})()
//# sourceURL=trap.js"""
ACTS = r"""(documents => documents.flatMap(page => [...page.querySelectorAll("main *, .payloads *")].flatMap(e => [
  ...(["SCRIPT", "IFRAME", "OBJECT", "EMBED", "BASE", "META", "STYLE", "LINK"].includes(e.tagName) &&
    !(e.tagName === "SCRIPT" && /^\/assets\/[\w.-]+\.js$/.test(new URL(e.src || "x:", location).pathname)) ? [e.outerHTML] : []),
  ...[...e.attributes].filter(a => /^on|^style$|^srcdoc$/i.test(a.name) ||
    /^(href|src|srcset|action|formaction|xlink:href|data|poster|background)$/i.test(a.name) &&
    /^[\x00-\x20]*(javascript|data|vbscript|blob|file)[\x00-\x20]*:/i.test(a.value)).map(a => e.outerHTML)])))"""
OPEN = """(async urls => {
  document.body.replaceChildren();
  const frames = urls.map(url => Object.assign(document.createElement("iframe"), {src: url}));
  await Promise.all(frames.map(f => new Promise(done => { f.onload = done; document.body.append(f); })));
  await new Promise(done => setTimeout(done, 150));
  const pages = frames.map(f => f.contentDocument);
  for (const page of pages) page.addEventListener("click", e => e.preventDefault(), true);  // where links lead is looked at
  for (const page of pages) for (const e of page.querySelectorAll("main *, .payloads *")) {
    if (e.tagName === "DETAILS") e.open = true;
    e.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
    e.dispatchEvent(new Event("focus"));
    if (e.tagName !== "A" && e.tagName !== "BUTTON") e.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}));
  }
  await new Promise(done => setTimeout(done, 50));
  return {fired: frames.flatMap(f => f.contentWindow.trapped), acts: (ACTS)(pages), sizes: pages.map(p => p.body.innerText.length)};
})(URLS)
//# sourceURL=probe.js""".replace("ACTS", ACTS)


def line(payload: str) -> str:
    """On one line, where only one can stand."""
    return " ".join(payload.split())


@pytest.fixture(scope="module")
def payloads() -> list[str]:
    if not CORPUS.is_file():
        pytest.skip(f"no payloads in {CORPUS.resolve()}")
    return [item["payload"] for item in json.loads(CORPUS.read_text(encoding="utf-8"))]


def text_of(payload: str) -> tuple[str, int, int]:
    """One text with the payload in all ways that are not refused; how many were tried, and refused."""
    good = [way(payload) for way in WAYS.values() if not render(Text(way(payload), 1), LINKS).refusals]
    kept: list[str] = []
    for piece in good:  # one may open what the next stands in
        if not render(Text("\n\n".join([*kept, piece]), 1), LINKS).refusals:
            kept.append(piece)
    return "\n\n".join(kept), len(WAYS), len(WAYS) - len(kept)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def cells(*rows: list[str]) -> str:
    return "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows) + "\n"


@dataclass(frozen=True)
class Laid:
    """A site full of payloads."""

    files: dict[str, str | bytes | None]
    tried: int
    refused: int


def laid(payloads: list[str]) -> Laid:
    files: dict[str, str | bytes | None] = {**site.base_files(), "units/bailu-town/heyan.md": None}
    files["content/compilations/chunfeng.md"] = None
    tried, refused = 0, 0
    for n, payload in enumerate(payloads):
        body, t, r = text_of(payload)
        tried, refused = tried + t, refused + r
        head = "".join(f"{key}: {quoted(payload)}\n" for key in ("title", "subtitle", "summary", "office"))
        files[f"units/bailu-town/p{n:03}.md"] = (
            f"---\ntype: 经验\ndate: 2023\n{head}authors: [{quoted(payload)}]\n---\n{body}\n"
        )
        if n % 8 == 0:
            files[f"units/u{n:03}/index.md"] = site.UNIT.replace(
                "云川市清源区白鹭镇人民政府", quoted(f"{n}{line(payload)}")
            ).replace(
                "short_name: 白鹭镇",
                f"short_name: {quoted(f'{n}{line(payload)}')}\nsummary: {quoted(payload)}\nsystem: {quoted(payload)}",
            )
            office = f"contact: {{office: {quoted(payload)}, phone: {quoted(payload)}, email: {quoted(payload)}, address: {quoted(payload)}}}"
            files[f"content/notices/n{n:03}.md"] = (
                re.sub(
                    r"contact: .*",
                    lambda _, office=office: office,
                    site.NOTICE.replace("关于拟命名名单的公示", quoted(line(payload))),
                )
                .replace("title: 拟命名,", f"title: {quoted(line(payload))},")
                .replace("清源区渔村小学", quoted(f"校{line(payload)}"))
            )
    words = [line(p) for p in payloads]
    files["units/bailu-town/facts.csv"] = cells(
        ["项目", "数值", "单位"], *([f"{n}{w}", w, w] for n, w in enumerate(words))
    )
    files["units/bailu-town/honors.csv"] = cells(
        ["称号", "级别", "日期", "授予机关", "来源"],
        *([f"{n}{w}", "市级", "2024", w, w] for n, w in enumerate(words) if n % 6 == 0),
    )
    rows = []
    for n, word in enumerate(words[::4]):
        name = (
            re.sub(r"[\x00-\x1f\x7f]", "", f"{n:03}-{word}")
            .replace("/", "-")
            .encode("ascii", "ignore")[:90]
            .decode()
            .rstrip(" .")
            + ".jpg"
        )
        files[f"units/bailu-town/photos/{name}"] = site.photo(60 + n, 40)
        if n % 2:
            rows.append([name, word, words[n], words[-n], words[n * 2]])
    files["units/bailu-town/photos.csv"] = cells(["文件", "说明", "替代文字", "地点", "来源"], *rows)
    return Laid(files, tried + 5 * len(payloads) + 11 * len(payloads[::8]) + 6 * len(words) + 5 * len(rows), refused)


def without_faulty(root: Path) -> int:
    """Take away the files that the check refuses; how many."""
    removed = 0
    for _ in range(4):
        errors = checked(root).errors
        for path in {found.location.file for found in errors}:
            file = root / path
            shutil.rmtree(file.parent) if file.name == "index.md" else file.unlink()
            removed += 1
        if not errors:
            return removed
    raise AssertionError([str(found) for found in errors])


def opened(chromium: Browser, base: str, urls: list[str], own: frozenset[str] = frozenset()) -> list[str]:
    """Everything that happened on these pages and should not have.

    :param own: inline scripts that every page of the site has
    """
    (found,) = [chromium.call("Page.addScriptToEvaluateOnNewDocument", source=TRAP)]
    chromium.call("Debugger.enable")
    chromium.call("Network.enable")
    bad: list[str] = []
    try:
        chromium.open(f"{base}/host.html")
        for start in range(0, len(urls), 25):
            chromium.heard = []
            told = chromium.run(OPEN.replace("URLS", json.dumps(urls[start : start + 25])))
            assert min(told["sizes"]) > 0, "an empty page shows nothing"
            bad += [f"fired: {word}" for word in told["fired"]] + [f"acts: {word[:200]}" for word in told["acts"]]
            heard, chromium.heard = chromium.heard, None
            bad += [
                word for message in heard if (word := _wrong(message, base)) and not _is_own(chromium, message, own)
            ]
    finally:
        chromium.heard = None
        chromium.call("Page.removeScriptToEvaluateOnNewDocument", identifier=found["identifier"])
        chromium.call("Debugger.disable")
        chromium.call("Network.disable")
    return bad


def _is_own(chromium: Browser, message: dict[str, Any], own: frozenset[str]) -> bool:
    if message["method"] != "Debugger.scriptParsed" or not own:
        return False
    return chromium.call("Debugger.getScriptSource", scriptId=message["params"]["scriptId"])["scriptSource"] in own


def _wrong(message: dict[str, Any], base: str) -> str:
    params = message["params"]
    if message["method"] == "Page.javascriptDialogOpening":
        return f"dialog: {params['message']}"
    if message["method"] == "Network.requestWillBeSent":
        url = params["request"]["url"]
        return "" if url.startswith((f"{base}/", "data:", "about:")) else f"request: {url}"
    if message["method"] == "Debugger.scriptParsed":
        url = params["url"]
        own = url in ("trap.js", "probe.js") or re.fullmatch(rf"{re.escape(base)}/\S+\.js", url)
        return "" if own or not params["length"] else f"script: {url or params['scriptId']}"
    return ""


def page(*bodies: str) -> str:
    inside = "".join(f"<section>{body}</section>" for body in bodies)
    return f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>x</title><div class="payloads">。{inside}</div></html>'


@pytest.mark.browser
def test_the_trap_catches(tmp_path, browser):
    """Each of these raw, one a page: what is trapped is trapped by each of its means."""
    raw = {
        "<script>alert(1)</script>": "fired",
        "<img src=x onerror=alert(1)>": "script",
        "<img src=https://evil.example/x.png>": "request",
        "<a href='javascript:alert(1)'>x</a>": "acts",
        "<svg onload=alert(1)>": "fired",
        "<iframe src='//evil.example/'></iframe>": "request",
    }
    (tmp_path / "host.html").write_text(page())
    for n, payload in enumerate(raw):
        (tmp_path / f"{n}.html").write_text(page(payload))
    with served(tmp_path, OPENLY) as base:
        for n, (payload, kind) in enumerate(raw.items()):
            found = {word.partition(":")[0] for word in opened(browser, base, [f"/{n}.html"])}
            assert kind in found, (payload, found)


@pytest.mark.browser
def test_what_the_functions_make_of_payloads_does_nothing(tmp_path, browser, payloads, figures):
    """Also of what is refused, and so never published; and of the office's pages where they are checked."""
    made = [[render(Text(way(p), 1), LINKS).html.text for way in WAYS.values()] for p in payloads]
    free = [
        clean_page(markdown.markdown(way(p), extensions=EXTENSIONS)).html for p in payloads for way in WAYS.values()
    ]
    pages = [page(*(html for pieces in made[n : n + 30] for html in pieces)) for n in range(0, len(made), 30)]
    pages += [page(*free[n : n + 300]) for n in range(0, len(free), 300)]
    (tmp_path / "host.html").write_text(page())
    for n, html in enumerate(pages):
        (tmp_path / f"{n}.html").write_text(html, encoding="utf-8", errors="replace")
    with served(tmp_path, OPENLY) as base:
        bad = opened(browser, base, [f"/{n}.html" for n in range(len(pages))])
    tried = len(free) + sum(map(len, made))
    figures("payloads tried in the Markdown functions", tried)
    figures("payloads fired", len(bad))
    assert bad == []
    assert tried == 2 * len(WAYS) * len(payloads)


@pytest.mark.browser
def test_a_site_full_of_payloads_does_nothing(tmp_path, browser, payloads, figures):
    found = laid(payloads)
    site.write(tmp_path, found.files)
    faulty = without_faulty(tmp_path)
    built = site.run(tmp_path, "mkdocs", "build")
    stopped = set(re.findall(r"site/(units/bailu-town/p\d+)/index\.html:\d+:\d+: .* \(published-", built.output))
    for path in stopped:  # by the gate before publishing, for what looks like a picture in a text
        (tmp_path / f"{path}.md").unlink()
    built = site.run(tmp_path, "mkdocs", "build") if stopped else built
    assert built.code == 0, built.output[-3000:]
    urls = sorted(f"/{path.relative_to(built.site).as_posix()}" for path in built.site.rglob("*.html"))
    assert len(urls) > len(payloads), "most of them are there"
    own = frozenset(re.findall(r"<script>(.*?)</script>", built.text("404.html"), re.DOTALL))
    (built.site / "host.html").write_text(page())
    with served(built.site, OPENLY) as base:
        bad = opened(browser, base, urls, own)
    figures("payloads tried on a site", found.tried)
    figures("payloads refused by the check", found.refused)
    figures("files with payloads refused by the check", faulty + len(stopped))
    figures("pages with payloads opened", len(urls))
    figures("payloads fired", len(bad))
    assert bad == []
