"""The search, in a real browser: what it finds is what looking through every page finds."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import opencc
import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from pypinyin import lazy_pinyin

from showcase.kept import Kept, kept_in
from showcase.loading.pinyin import OTHER_SOUNDS
from showcase.outputs import Output
from showcase.search import Document, Unsearched, make_folding, read_page, shard_count, shard_of
from showcase.search_files import SearchError, SearchFiles
from tests import site
from tests.browser import Browser, browser, served

__all__ = ["browser"]

# --- a site of some hundred pages, in several shards -------------------------------------------------


def article(title: str, body: str, date: str, topic: str = "志愿服务") -> str:
    return f"---\ntype: 经验\ntitle: {title}\ndate: {date}\ntopics: [{topic}]\n---\n{body}\n"


SPECIAL = {
    "a1.md": article("旧窗口里的新规矩", "投入资金3.5万元，全年办件12,345件。见云文明委〔2024〕5号。PDF 与 App-2 都行。", "2019-03-02"),
    "a2.md": article("繁體一頁", "志願服務隊員學習臺灣來信，經驗交流會在後院舉行，車輛裡程３.５萬元。", "2021-03-02"),
    "a3.md": article("老㛃与𠮷家", "𠮷、䶮、㛃都是人名用字；面积120㎡，编号①，ＡＢＣ大写。投入13.5万元、35万元。", "2022-03-02"),
    "a4.md": article("千灯会", "萤火虫在河边。", "2023-01-02"),
    "a5.md": article("河边的夜晚", "我们办过千灯会。", "2025-01-02"),
    "a6.md": article("河边的早晨", "我们办过千灯会，也办过**千**灯会。", "2026-01-02"),
    "a7.md": article("断开的两段", "上一段末尾是千灯\n\n会在下一段开头。", "2026-02-02"),
    "a8.md": article("长段", "没有标点的长段落" * 400, "2018-02-02"),
}  # fmt: skip
UNIT = "---\nname: 云川市千灯镇人民政府\nshort_name: 千灯镇\nformer_names: [{{name: 长乐公社, until: 1984}}]\nkind: 文明单位\nregion: {region}\n---\n千灯镇在河边。\n"


@dataclass(frozen=True)
class Searched:
    """A site that is built, and what a plain look at its pages finds."""

    root: Path
    texts: dict[str, str]
    """All that can be found on a page, folded, by address."""
    units: dict[str, list[str]]
    """All names of units, by address of their own pages."""
    records: dict[str, dict[str, Any]]
    """What the index tells of pages, by path."""

    def plain(self, query: str) -> set[str]:
        """Addresses of all pages that have all words, or a unit's name in pinyin, which may have blanks in it."""
        found = set.intersection(*(self.pages(word) for word in query.split()))
        letters = "".join(query.split()).lower()
        return found | self.sounding(letters) if len(query.split()) > 1 and re.fullmatch("[a-z]+", letters) else found

    def pages(self, word: str) -> set[str]:
        found = {url for url, text in self.texts.items() if same(word) in text}
        if re.fullmatch("[A-Za-z]{2,}", word):
            found |= self.sounding(word.lower())
        return found

    def sounding(self, letters: str) -> set[str]:
        return {url for url, names in self.units.items() if any(is_pinyin(letters, name) for name in names)}


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Searched:
    root = tmp_path_factory.mktemp("demo")
    made = site.run(
        root, "showcase", "demo", "--units", "14", "--articles", "3", "--photos", "0", "--seed", "5", "site-source"
    )
    assert made.code == 0, made.output
    root = root / "site-source"
    region = re.search(r"^region: (.*)$", next(root.glob("units/[a-z]*/index.md")).read_text("utf-8"), re.MULTILINE)
    assert region
    site.write(root / "units" / "qiandeng-zhen", {"index.md": UNIT.format(region=region[1]), **SPECIAL})
    settings = (root / "mkdocs.yml").read_text("utf-8")
    assert "- showcase:\n" in settings
    site.write(root, {"mkdocs.yml": settings.replace("- showcase:\n", "- showcase:\n      limits: {shard: 120}\n")})
    built = site.run(root, "mkdocs", "build", "-q")
    assert built.code == 0, built.output
    pages = {file: BeautifulSoup(file.read_text("utf-8"), "lxml") for file in (root / "site").rglob("*.html")}
    told = {file: facts(soup) for file, soup in pages.items()}
    shown = {file: soup for file, soup in pages.items() if "data-none" not in told[file]}
    return Searched(
        root / "site",
        {address(root / "site", file): plain_text(soup, told[file]) for file, soup in shown.items()},
        {address(root / "site", f): told[f]["data-unit"].split("\n") for f in shown if "data-pinyin" in told[f]},
        {file.relative_to(root / "site").as_posix(): json.loads(file.read_text("utf-8")) for file in (root / "site/search").rglob("r/*.json")},
    )  # fmt: skip


def address(root: Path, file: Path) -> str:
    return file.relative_to(root).as_posix().removesuffix("index.html")


def facts(soup: BeautifulSoup) -> dict[str, str]:
    found = soup.find("meta", attrs={"name": "search-facts"})
    return {name: str(value) for name, value in found.attrs.items()} if isinstance(found, Tag) else {}


# --- looking through every page: all of it once more, by other means -----------------------------------

SIMPLE = opencc.OpenCC("t2s")
OTHER = dict.fromkeys("〔【[{〈《<〖", "(") | dict.fromkeys("〕】]}〉》>〗", ")") | dict.fromkeys("“”„‟「」『』‘’'‚‛`´", '"') | dict.fromkeys("—―–‑‐‒−─", "-")  # fmt: skip
CUT = "\uf8ff"
INLINE = frozenset("a abbr b bdi bdo cite code data del dfn em i img ins kbd mark picture q s samp small source span strong sub sup svg time u var wbr".split())  # fmt: skip


def one(sign: str) -> str:
    """What a character is to a search."""
    return "".join(
        OTHER.get(plain, simple(plain)) for plain in unicodedata.normalize("NFKC", OTHER.get(sign, sign)).lower()
    )


def simple(sign: str) -> str:
    found = SIMPLE.convert(sign) if "㐀" <= sign <= "﫿" else sign
    return found if len(found) == 1 and ord(found) < 0x10000 else sign


def same(text: str) -> str:
    blocks = ("".join(map(one, block)).split() for block in text.replace("\n", " ").split(CUT))
    return CUT.join(re.sub(r"(?<![0-9a-z]) | (?![0-9a-z])", "", " ".join(block)) for block in blocks if block)


def plain_text(soup: BeautifulSoup, told: dict[str, str]) -> str:
    main = soup.find(id="main")
    assert isinstance(main, Tag)
    for gone in main.select("script, style, noscript, template, nav, form, button, dialog, p.acts, div.acts"):
        gone.replace_with(CUT)
    for gone in main.select("svg"):
        gone.extract()
    for label in main.select("span, time, small, a"):  # what only the style sheet sets apart
        after = next((node for node in label.next_siblings if isinstance(node, Tag) or str(node).strip()), None)
        if isinstance(after, Tag) and after.name in ("span", "time", "small"):
            label.insert_after(CUT)
        if (
            label.name == "span"
            and set(label.attrs) == {"class"}
            and label["class"][0] != "nowrap"
            and not label.find(True)
        ):
            label.replace_with(f"{CUT}{label.get_text()}{CUT}")
    for block in main.find_all(lambda tag: tag.name not in INLINE):
        block.insert_before(CUT)
        block.insert_after(CUT)
    text = "".join(string for string in main.strings if type(string) is NavigableString)
    return same(CUT.join((told["data-title"], *told.get("data-unit", "").split("\n"), text)))


OTHERWISE = {sign: readings.split() for sign, readings in OTHER_SOUNDS.items()} | {
    "绿": ["lu"],
    "旅": ["lu"],
    "女": ["nu"],
}


def is_pinyin(letters: str, name: str) -> bool:
    said = [word for word in lazy_pinyin(name) if re.fullmatch("[a-z]+", word)]
    readings = [
        said,
        *([*said[:n], other, *said[n + 1 :]] for n in range(len(said)) for other in OTHERWISE.get(name[n], ())),
    ]
    return any(begins(letters, syllables) for syllables in readings)


def begins(letters: str, syllables: list[str]) -> bool:
    wholes = ("".join(syllables[start:]) for start in range(len(syllables)))
    return letters in "".join(word[0] for word in syllables) or any(whole.startswith(letters) for whole in wholes)


# --- a browser ---------------------------------------------------------------------------------------

WATCH = "window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(`${e.violatedDirective} ${e.blockedURI}`));"
ASK = """new Promise(done => {
  const box = document.querySelector("[data-finder]"), form = box.querySelector("form");
  box.addEventListener("found", event => done(event.detail.records), {once: true});
  form.elements.q.value = QUERY;
  form.requestSubmit();
})"""
SETTLED = "document.querySelector('[data-finder]')?.dataset.done !== undefined"
TITLES = "[...document.querySelectorAll('.hit h3')].map(node => node.textContent)"
COUNTS = """Object.fromEntries([...document.querySelectorAll("[data-narrow] input[name=kind]")].map(
  input => [input.value, Number(input.closest("label").querySelector(".n").textContent)]))"""
SAID = "document.querySelector('[data-said]').textContent"


@pytest.fixture(scope="module")
def finder(browser: Browser, searched: Searched, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finder]:
    www = tmp_path_factory.mktemp("www")
    (www / "sub").symlink_to(searched.root)  # below a folder, not at the root
    watch = browser.call("Page.addScriptToEvaluateOnNewDocument", source=WATCH)["identifier"]
    with served(www) as base:
        yield Finder(browser, f"{base}/sub/", searched)
    browser.call("Page.removeScriptToEvaluateOnNewDocument", identifier=watch)


@dataclass
class Finder:
    """The page of the search, open."""

    browser: Browser
    base: str
    searched: Searched

    def open(self, query: str = "") -> None:
        self.browser.open(f"{self.base}search/{query}")
        self.browser.until(SETTLED)

    def ask(self, query: str) -> list[str]:
        """Addresses of all that is found, in order."""
        records = self.browser.run(ASK.replace("QUERY", json.dumps(query)))
        return [self.searched.records[path]["url"] for path in records]


FIXED = [
    "单位", "文明单位", "全国文明单位", "交流", "经验", "经验交流", "志愿服务", "志願服務", "志願", "移风易俗", "决定", "關於", "命名", "公示", "公 示",
    "镇", "村", "的", "5", "a", "𠮷", "䶮", "㛃", "㎡", "①", "。", "3.5万元", "３.５万元", "3.5萬元", "13.5万元", "35万元", "12,345件", "万元",
    "云文明委〔2024〕5号", "云文明委(2024)5号", "云文明委［2024］5號", "〔2024〕", "2024", "2024年", "202", "24年3月", "PDF", "pdf", "ａｐｐ", "App-2", "abc",
    "qdz", "qiandengzhen", "qiandeng", "qiand", "iandeng", "QDZ", "qian deng zhen", "Qian Deng", "q d z", "ycs", "ycsqdz", "yunchuanshi", "YunChuanShiQianDeng", "renminzhengfu", "clgs", "changle", "zhanglegongshe", "gongs", "千灯会", "千灯 会", "河边 千灯会", "志愿 镇 2024", "志愿服务 志愿", "没有的词语呀", "千灯会在下",
    "臺灣", "台湾", "后院", "後院", "裡程", "没有标点的长段落没有标点的长段落没有标点的长段落", "“三个代表”", "—", "  志愿  ", "镇人民政府",
]  # fmt: skip


def test_every_query_finds_what_a_plain_look_finds(finder, searched):
    """Recall and precision 1.0, over queries of every kind and pieces of the pages themselves."""
    chance = random.Random(8)
    texts = [text.replace(CUT, " ") for _, text in sorted(searched.texts.items())]
    lines = [line for text in texts for line in text.split(" ") if len(line) > 12]
    pieces = []
    for size in (1, 2, 2, 3, 3, 4, 5, 6, 7, 9, 12) * 3:
        line = chance.choice(lines)
        start = chance.randrange(len(line) - size + 1)
        pieces.append(line[start : start + size])
    pieces += [f"{chance.choice(pieces)} {chance.choice(pieces)}" for _ in range(10)]
    finder.open()
    wrong = {}
    for query in dict.fromkeys((*FIXED, *pieces)):
        found, true = finder.ask(query), searched.plain(query)
        if set(found) != true or len(found) != len(true):
            wrong[query] = (sorted(set(found) - true)[:3], sorted(true - set(found))[:3])
    assert wrong == {}
    assert len(dict.fromkeys((*FIXED, *pieces))) > 100
    assert sum(bool(searched.plain(query)) for query in FIXED) > 50  # the truth is not empty


def test_every_page_is_in_the_index(searched):
    assert {record["url"] for record in searched.records.values()} == searched.texts.keys()
    assert len(searched.records) == len(searched.texts) > 120
    assert len(json.loads((searched.root / "search/catalog.json").read_text("utf-8"))["shards"]) > 1


def test_best_matches_come_first(finder):
    """The title, then the unit's name, then the words; of equals the newer one."""
    finder.open()
    records = [finder.searched.records[path] for path in finder.browser.run(ASK.replace("QUERY", '"千灯会"'))]
    assert records[0]["title"] == "千灯会"
    assert [record["title"] for record in records if record["type"] == "经验"] == ["千灯会", "河边的早晨", "河边的夜晚"]
    assert (
        finder.ask("千灯镇")[0]
        == finder.ask("云川市千灯镇人民政府")[0]
        == finder.ask("qdz")[0]
        == "units/qiandeng-zhen/"
    )
    records = [finder.searched.records[path] for path in finder.browser.run(ASK.replace("QUERY", '"千灯镇"'))]
    names = [2 if "千灯镇" in record["title"] else 1 if "千灯镇" in record.get("unit", "") else 0 for record in records]
    assert names == sorted(names, reverse=True)
    articles = [
        record["date"] for record in records if record["type"] == "经验" and record.get("unit", "").startswith("千灯镇")
    ]
    assert articles == sorted(articles, reverse=True)
    assert len(articles) == len(SPECIAL)


def test_a_name_that_begins_with_the_query_is_first(finder):
    """Of a unit, whole or from its beginning, written or by its sound; of a decision its number."""
    finder.open()
    records = finder.searched.records.values()
    unit = "units/qiandeng-zhen/"
    wanted = dict.fromkeys(["千灯镇", "千灯", "云川市千灯镇", "长乐公社", "長樂公社", "qdz", "qiandengzhen", "qian deng zhen", "clgs", "zhangle", "云川市千灯镇人民政府"], unit)  # fmt: skip
    titles = Counter(record["title"] for record in records)
    own = sorted((record["unit"].split("\n")[0], record["url"]) for record in records if record["type"] == "单位" and record.get("own"))  # fmt: skip
    wanted |= {name: url for name, url in own if titles[name] == 1}
    numbers = Counter(record.get("unit") for record in records if record["type"] == "决定")
    wanted |= {record["unit"]: record["url"] for record in records if record.get("own") and numbers[record.get("unit")] == 1}  # fmt: skip
    assert len(wanted) > 25
    assert {query: finder.ask(query)[0] for query in wanted} == wanted


HITS = """[...document.querySelectorAll('.hit')].map(hit => [hit.querySelector('a').textContent, hit.querySelectorAll('mark').length,
  hit.querySelector('.words').textContent.length])"""


def test_every_hit_shows_what_was_looked_for(finder):
    """Wherever it stands: in a sentence, a label, a topic, another name of the unit, a name that was typed by its sound."""
    finder.open()
    hits = {}
    for query in FIXED:
        if finder.ask(query):
            hits |= {(query, title): (marks, 0 < size < 400) for title, marks, size in finder.browser.run(HITS)}
    assert len({query for query, _ in hits}) >= 60
    assert [hit for hit, (marks, is_short) in hits.items() if not marks or not is_short] == []


# --- the page ------------------------------------------------------------------------------------------


def test_results_can_be_narrowed_counted_and_shared(finder, searched):
    """Facets: or within a group, and between groups; counts follow; the address keeps all of it."""
    b = finder.browser
    finder.open(f"?q={quote('志愿')}")
    true = searched.plain("志愿")
    records = {record["url"]: record for record in searched.records.values()}
    assert b.run(SAID) == f"找到 {len(true)} 条与“志愿”有关的内容"
    kinds = Counter(records[url]["kind"] for url in true if records[url].get("kind"))
    assert b.run(COUNTS) == kinds
    kind = max(kinds, key=lambda name: kinds[name])
    b.run(f"document.querySelector('[data-narrow] input[value=\"{kind}\"]').click()")
    b.until(f"{SAID}.startsWith('找到 {kinds[kind]} 条')")
    assert b.run(COUNTS) == kinds  # a group's own choice leaves its counts
    b.run("document.querySelector('[data-types] [data-type=单位]').click()")
    units = [url for url in true if records[url].get("kind") == kind and records[url]["type"] == "单位"]
    assert len(units) != kinds[kind]
    b.until(f"{SAID}.startsWith('找到 {len(units)} 条')")
    b.open(b.run("location.href"))
    b.until(SETTLED)
    assert b.run(SAID).startswith(f"找到 {len(units)} 条")
    assert b.run("document.querySelector('[data-narrow] :checked').value") == kind
    b.run("history.back()")
    b.until(f"{SAID}.startsWith('找到 {kinds[kind]} 条')")


def test_more_results_come_when_asked_for(finder, searched):
    b, true = finder.browser, searched.plain("志愿")
    finder.open(f"?q={quote('志愿')}")
    assert b.run("document.querySelectorAll('.hit').length") == 10 < len(true)
    b.run("document.querySelector('[data-more]').click()")
    b.until(f"document.querySelectorAll('.hit').length === {min(20, len(true))}")
    b.until("document.activeElement === document.querySelectorAll('.hit h3 a')[10]")
    links = b.run("[...document.querySelectorAll('.hit h3 a')].map(a => a.href)")
    assert len(set(links)) == len(links)
    assert {link.removeprefix(finder.base) for link in links} <= true


def test_words_are_shown_as_they_are_written_and_marked(finder):
    """No inserted space, no Simplified character in a Traditional text, no mark too many."""
    finder.open(f"?q={quote('志愿服务队员')}")
    hit = "[...document.querySelectorAll('.hit')].find(node => node.querySelector('h3').textContent === '繁體一頁')"
    marked = finder.browser.run(f"{hit}.querySelector('.words').innerHTML")
    assert "<mark>志願服務隊員</mark>學習臺灣來信，經驗交流會" in marked
    assert marked.count("<mark>") == 1
    finder.open(f"?q={quote('12,345 ＰＤＦ')}")
    assert finder.browser.run("[...document.querySelectorAll('.words mark')].map(n => n.textContent)") == [
        "12,345",
        "PDF",
    ]
    finder.open(f"?q={quote('千灯会 办过')}")
    shown = finder.browser.run("document.querySelector('[data-hits]').innerHTML")
    assert "我们<mark>办过</mark><mark>千灯会</mark>" in shown


def test_keys_paste_and_input_methods_search(finder):
    b = finder.browser
    done = "document.querySelector('[data-finder]').dataset.done"
    finder.open()
    b.run("document.activeElement.blur()")
    for kind in ("keyDown", "keyUp"):
        b.call(
            "Input.dispatchKeyEvent", type=kind, key="/", code="Slash", **({"text": "/"} if kind == "keyDown" else {})
        )
    assert b.run("document.activeElement.name + document.activeElement.value") == "q"
    b.call("Input.imeSetComposition", text="hebian", selectionStart=6, selectionEnd=6)
    b.run("new Promise(done => setTimeout(done, 400))")
    assert b.run(done) == ""  # letters of an unfinished word
    b.call("Input.insertText", text="河边")
    b.until(f"{done} === '河边'")
    assert "q=" in b.run("location.search")
    b.run("document.querySelector('#s-q').select()")
    b.run("document.execCommand('insertText', false, '千灯会')")  # what pasting does, without a key
    b.until(f"{done} === '千灯会'")
    b.press("Enter")
    b.until("document.activeElement.closest('.hit')")
    b.call("Input.dispatchKeyEvent", type="keyDown", key="ArrowDown", code="ArrowDown", windowsVirtualKeyCode=40)
    assert b.run("document.activeElement === document.querySelectorAll('.hit h3 a')[1]")
    b.press("Escape")
    assert b.run("document.activeElement.id") == "s-q"


def test_it_keeps_to_the_content_security_policy(finder):
    """Below a folder, with the strictest policy."""
    finder.open(f"?q={quote('志愿')}")
    assert finder.browser.run("refused") == []
    names = finder.browser.run("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert len(names) > 10
    assert [name for name in names if not name.startswith(finder.base)] == []


def test_nothing_found_says_so(finder):
    finder.open(f"?q={quote('没有的词语呀')}")
    assert finder.browser.run(SAID) == "没有找到与“没有的词语呀”有关的内容"
    assert finder.browser.run("!document.querySelector('.finder [data-none]').hidden")
    assert finder.browser.run("document.querySelector('.finder [data-none] a').getAttribute('href')") == "../units/"


def test_a_new_release_is_found_out(finder):
    """The page is open while another index takes the place of the one that it knows."""
    finder.open(f"?q={quote('志愿')}")
    folders = [folder for folder in finder.searched.root.glob("search/[0-9]*/*") if folder.name != "r"]
    catalog = finder.searched.root / "search/catalog.json"
    before = catalog.read_text("utf-8")
    for folder in folders:
        folder.rename(folder.with_name(f"{folder.name}x"))
    catalog.write_text(re.sub(r'(/[0-9a-f]{10})"', r'\1x"', before), encoding="utf-8")
    try:
        assert set(finder.ask("鎮人民政府")) == finder.searched.plain("镇人民政府")
    finally:
        catalog.write_text(before, encoding="utf-8")
        for folder in folders:
            folder.with_name(f"{folder.name}x").rename(folder)


def test_another_form_of_the_index_is_not_read(finder):
    """The page is from before a release whose index is of another form, or whose table folds otherwise."""
    catalog = finder.searched.root / "search/catalog.json"
    before = catalog.read_text("utf-8")
    told = json.loads(before)
    try:
        for other in ({"format": told["format"] + 1}, {"fold": "0"}):
            catalog.write_text(json.dumps(told | other), encoding="utf-8")
            finder.browser.open(f"{finder.base}search/?q={quote('志愿')}")
            finder.browser.until(f"{SAID} === '搜索暂时用不了。请刷新页面再试，或到单位名录查找。'")
    finally:
        catalog.write_text(before, encoding="utf-8")


def test_search_engines_are_not_led_to_it(searched):
    assert "<loc>https://" in (listed := (searched.root / "sitemap.xml").read_text("utf-8"))
    assert "/search/<" not in listed


def test_without_script_there_is_the_directory(finder):
    page = BeautifulSoup((finder.searched.root / "search/index.html").read_text("utf-8"), "lxml")
    assert [a["href"] for a in page.select("noscript a")] == ["../units/", "../news/"]
    assert page.select_one(".head a.find")["href"] == "../search/"
    lost = BeautifulSoup((finder.searched.root / "404.html").read_text("utf-8"), "lxml")
    assert lost.select_one(".lost form")["action"].endswith("/search/")


# --- the index by itself ---------------------------------------------------------------------------------

PAGE = (
    '<html><head><meta name="search-facts" data-title="{0}" data-type="经验"></head>'
    '<body><main><div id="main"><p>{1}</p></div></main></body></html>'
)


def publish(root: Path, pages: dict[str, str], kept: Kept | None, room: int = 5) -> tuple[dict[str, bytes], set[str]]:
    """Files of the index, and those of them that had to be made."""
    files: dict[str, bytes] = {}
    had = {path.relative_to(root).as_posix() for path in root.glob("search/**/*") if path.is_file()}

    def place(output: Output) -> None:
        files[output.url] = output.bytes()

    site.write(root, pages)
    keys = {path: str(hash(text)) for path, text in pages.items()}
    SearchFiles(root, kept or Kept(None), room, trusts_keys=True).write(keys, place, 1)
    site.write(root, files)
    return files, files.keys() - had


def many(count: int) -> dict[str, str]:
    units = ((f"units/u{n}/{part}index.html", n) for n in range(count) for part in ("", "a/"))
    return {path: PAGE.format(f"第{n}页", f"内容{n}") for path, n in units}


def test_one_edit_makes_one_shard(tmp_path):
    kept, pages = kept_in(tmp_path / "cache"), many(20)
    whole, _ = publish(tmp_path / "site", pages, kept)
    assert publish(tmp_path / "site", pages, kept) == (whole, set())
    edited = pages | {"units/u7/a/index.html": PAGE.format("第七页", "改过的内容")}
    files, new = publish(tmp_path / "site", edited, kept)
    shards = {name.split("/")[1] for name in new if not re.fullmatch(r"search/(facts\.\w+|catalog)\.json", name)}
    assert shards == {str(shard_of("units/u7/a/", 8))}
    assert files == publish(tmp_path / "clean", edited, None)[0]  # what was kept changes nothing
    fewer = {path: text for path, text in edited.items() if "/u9/" not in path}
    assert publish(tmp_path / "site", fewer, kept)[0] == publish(tmp_path / "clean2", fewer, None)[0]
    kept.close()


def test_what_says_the_same_makes_nothing(tmp_path):
    """Another header: every page is another file, and says the same."""
    kept, pages = kept_in(tmp_path / "cache"), many(8)
    publish(tmp_path / "site", pages, kept)
    other = {path: text.replace("<body>", "<body><header>新的页眉</header>") for path, text in pages.items()}
    assert publish(tmp_path / "site", other, kept)[1] == set()
    kept.close()


def test_a_page_without_words_fails_the_build(tmp_path):
    pages = many(3) | {"units/u1/index.html": PAGE.format("空", "<nav>只有导航</nav>")}
    with pytest.raises(SearchError, match=r"1 个页面没有进搜索的索引：units/u1/index\.html"):
        publish(tmp_path, pages, None)


def test_pages_of_one_unit_are_in_one_shard():
    assert len({shard_of(f"units/bailu/{rest}", 8) for rest in ("", "a/", "archive/by-indicator/")}) == 1
    assert len({shard_of(f"notices/{n}/", 8) for n in range(100)}) == 8
    assert [shard_count(pages, 1000) for pages in (0, 1000, 1001, 10_000, 80_000, 10**6)] == [1, 1, 2, 16, 32, 32]


def test_pages_are_read_as_readers_see_them():
    body = '甲<b>乙</b>丙<br>丁&amp;戊</p><nav>不要</nav><p>己<a>庚</a><span class="bdg">辛</span>壬<i>癸</i><span>子</span><span>丑</span>'
    page = read_page("a/index.html", PAGE.format("题", body))
    assert isinstance(page, Document)
    assert (page.url, page.title, page.text) == ("a/", "题", "甲乙丙\n丁&戊\n己庚\n辛\n壬癸子\n丑")
    moved = '<meta http-equiv="refresh" content="0"><body>移走'
    assert read_page("old/index.html", moved) == Unsearched("old/", "noindex")
    others = read_page("x.html", "<title>别人的页面</title><body><h1>标题</h1>正文</body>")
    assert isinstance(others, Document)
    assert (others.url, others.title, others.text) == ("x.html", "别人的页面", "标题\n正文")
    assert read_page("empty.html", "") == Unsearched("empty.html", "empty")


def test_folding_is_the_same_twice():
    folding = make_folding()
    for text in ("云文明委〔2024〕５號", "ＡＢＣ　ａｂ 12 34", "𠮷𝐀", "①㎡“引”—", "多 個\n空 格 ab c"):
        assert folding.fold(folding.fold(text)) == folding.fold(text)
        assert folding.fold(text) == same(text.replace("\n", CUT)).replace(CUT, "\n")


def test_search_can_be_left_out(build):
    result = build({"mkdocs.yml": site.MKDOCS.replace("2026-11-18}", "2026-11-18, search: false}")})
    assert result.code == 0, result.output
    assert not (result.site / "search").exists()
    assert result.page("").select_one(".head a.find")["href"] == "./units/"
