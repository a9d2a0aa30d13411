"""No third party: every type of page in Chromium, with nothing but the site itself to be reached."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from showcase.policy import content_policy
from showcase.theming import allowed_html, refused_in

from . import page_types, site
from .browser import Browser, browser, served  # noqa: F401 – a fixture

QUIET = ("net::ERR_ABORTED",)
"""Media that the browser looks into and leaves."""
WATCH = "window.violations = []; addEventListener('securitypolicyviolation', e => violations.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}`));"


def test_the_policy_allows_the_site_and_nothing_else():
    rules = dict(part.split(" ", 1) for part in content_policy().split("; "))
    assert rules.pop("default-src") == rules.pop("object-src") == rules.pop("base-uri") == "'none'"
    assert set(rules.values()) == {"'self'"}
    assert "frame-ancestors" not in rules  # a meta element cannot say it
    assert content_policy(is_header=True) == f"{content_policy()}; frame-ancestors 'self'"
    assert "script-src 'self' 'wasm-unsafe-eval';" in content_policy(compiles=True)


def test_tables_of_free_pages_keep_their_alignment_without_style():
    made = '<th style="text-align: right;">数</th><td style="text-align: center;">1</td>'
    assert allowed_html(made) == '<th class="ta-right">数</th><td class="ta-center">1</td>'
    assert refused_in(allowed_html(made)) == ()


def test_what_extensions_leave_without_a_name_gets_one():
    box = '<input type="checkbox" disabled{}/>'
    assert 'aria-label="未办"' in allowed_html(box.format(""))
    assert 'aria-label="已办"' in allowed_html(box.format(" checked"))
    anchor = '<a id="__codelineno-0-1" name="__codelineno-0-1" href="#__codelineno-0-1"></a>'
    assert allowed_html(anchor) == '<span id="__codelineno-0-1"></span>'


@pytest.mark.parametrize(
    "html",
    [
        '<img alt="" src="https://cdn.example/a.png">', "<script>f()</script>", "<script src='//x.example/a.js'></script>",
        '<iframe src="http://x.example/">', "<style>p {}</style>", '<p style="color: red">', '<a onclick="f()">',
        '<img src="data:image/png;base64,AA">',
    ],
)  # fmt: skip
def test_what_browsers_will_not_load_is_said(html):
    assert len(refused_in(f"<p>前</p>{html}后")) == 1


@pytest.mark.parametrize(
    "html", ['<a href="https://x.example/?style=1">站外</a>', '<img src="../a.png">', "<p>写 style=1 的话</p>", "<code>&lt;script&gt;</code>"]
)  # fmt: skip
def test_what_is_allowed_is_not_said(html):
    assert refused_in(html) == ()


@pytest.fixture(scope="module")
def sites(tmp_path_factory) -> Path:
    """Below another folder, as in a sub-path of a portal."""
    return page_types.shared(tmp_path_factory)


def visit(found: Browser, base: str, url: str) -> list[str]:
    """What goes wrong on a page: requests elsewhere, requests that fail, violations, errors in the console.

    A data: address asks nobody. Those of the browser's own buttons on a video are no page's; of a page's own the
    policy would be violated.
    """
    found.heard.clear()
    found.open(f"{base}/{url}")
    found.run("new Promise(done => setTimeout(done, 120))")
    wrong = found.run("window.violations ?? []")
    for event in found.heard:
        method, said = event["method"], event["params"]
        if method == "Network.requestWillBeSent" and not said["request"]["url"].startswith((base, "data:")):
            wrong.append(f"elsewhere: {said['request']['url']}")
        elif method == "Network.loadingFailed" and said["errorText"] not in QUIET:
            wrong.append(f"failed: {said['errorText']} {said.get('blockedReason', '')}")
        elif method == "Network.responseReceived" and said["response"]["status"] >= 400:
            wrong.append(f"{said['response']['status']}: {said['response']['url']}")
        elif method == "Log.entryAdded" and said["entry"]["level"] in ("error", "warning"):
            wrong.append(f"log: {said['entry']['text']}")
        elif method == "Runtime.exceptionThrown":
            wrong.append(f"script: {said['exceptionDetails']['text']}")
        elif method == "Runtime.consoleAPICalled" and said["type"] in ("error", "warning"):
            wrong.append(f"console: {json.dumps(said['args'])[:200]}")
    return wrong


@pytest.fixture
def listening(browser):  # noqa: F811
    """With all that the browser tells of requests, and a name server that knows nobody."""
    heard = browser.heard = []
    message = browser._message

    def note():
        said = message()
        if "method" in said:
            heard.append(said)
        return said

    browser._message = note
    for domain in ("Network", "Log", "Runtime"):
        browser.call(f"{domain}.enable")
    browser.call("Network.setCacheDisabled", cacheDisabled=True)
    script = browser.call("Page.addScriptToEvaluateOnNewDocument", source=WATCH)["identifier"]
    browser.size(1440, 900)
    yield browser
    browser.call("Page.removeScriptToEvaluateOnNewDocument", identifier=script)
    for domain in ("Network", "Log", "Runtime"):
        browser.call(f"{domain}.disable")
    browser._message = message


@pytest.mark.browser
def test_no_page_asks_elsewhere_or_breaks_the_policy(listening, sites):
    """Scrolled to its end, so that what is loaded late is loaded too."""
    wrong = {}
    with served(sites.parent, policy="") as base:  # the pages' own policy must do
        below = f"{base}/{sites.name}"
        for kind in page_types.PAGE_TYPES:
            if (
                kind.moves_on or kind.name == "404"
            ):  # nobody sees it; answered at any depth, its links begin at the host
                continue
            found = visit(listening, below, kind.url)
            if kind.ready:
                listening.until(kind.ready)
            listening.run("scrollTo(0, document.body.scrollHeight)")
            found += listening.run("violations")
            if found:
                wrong[kind.name] = found
    with served(sites, policy="") as base:
        assert visit(listening, base, "404.html") == []
    assert wrong == {}


@pytest.mark.browser
def test_the_watch_sees_what_it_should(listening, tmp_path):
    """A page that breaks every rule: else the test above could pass for seeing nothing."""
    (tmp_path / "index.html").write_text(
        f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{content_policy()}"><p style="color: red">'
        '<script>throw 1</script><img src="gone.png" alt=""><img src="http://127.0.0.1:9/x.png" alt="">'
    )
    with served(tmp_path, policy="") as base:
        wrong = " ".join(visit(listening, base, ""))
    for expected in ("style-src-attr", "script-src-elem", "img-src", "404: "):
        assert expected in wrong


def test_no_page_has_scripts_or_styles_inside_or_names_another_site(sites):
    """Every page of both sites, read as text; data for machines (JSON-LD) is no script."""
    inside = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*\btype=\"application/(?:ld\+)?json\")|<style|<[a-z][^>]* (?:style|on[a-z]+)=\"|(?:src|srcset)=\"(?:https?:)?//"
    )
    pages = list(sites.rglob("*.html"))
    assert len(pages) > 300
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert not inside.search(text), (path, inside.search(text))
        assert f'content="{content_policy().replace(chr(39), "&#39;")}"' in text, path
        assert 'name="generator"' not in text
        assert "__config" not in text


def test_a_free_page_is_told_what_nobody_sees(tmp_path):
    page = '---\ntitle: 关于\n---\n<img src="https://cdn.example/a.png" alt="">\n'
    built = site.build(tmp_path, {"content/about.md": page})
    assert "content/about.md：浏览器不会载入" in built.output
