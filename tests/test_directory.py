"""The directory: what a reader chooses in a real browser, against a plain look at the list of units."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pytest
import yaml

from showcase.loading.pinyin import sort_key_of
from showcase.model.vocabulary import Region, Regions
from showcase.views.directory.regions import region_tree, rolled_up
from tests import rich, site
from tests.browser import Browser, browser, served

__all__ = ["browser"]

KINDS = ["文明单位", "文明村镇", "文明校园"]
PLACES = {
    "清源区": ("清源区",),
    "清源区城关镇": ("清源区", "城关镇"),
    "河湾乡": ("清源区", "河湾乡"),
    "望山县": ("望山县",),
    "望山县城关镇": ("望山县", "城关镇"),
}
NAMES = "安宁所 白桥村 白塔所 百花校 北岸所 碧水所 常青校 城东所 春晓村 大河所 东湖所 东山村 丰收村 高岭所 光明校 海棠所 合心村 红星所".split()
SOUNDS = "an'ning'suo bai'qiao'cun bai'ta'suo bai'hua'xiao bei'an'suo bi'shui'suo chang'qing'xiao cheng'dong'suo chun'xiao'cun da'he'suo dong'hu'suo dong'shan'cun feng'shou'cun gao'ling'suo guang'ming'xiao hai'tang'suo he'xin'cun hong'xing'suo".split()


@dataclass(frozen=True)
class Told:
    """A unit as its author tells of it."""

    slug: str
    name: str
    sound: tuple[str, ...]
    others: tuple[str, ...]
    kind: str
    region: str
    level: str
    state: str

    def has(self, key: str) -> tuple[str, ...]:
        """The values of a facet that choose it."""
        if key == "az":
            return (self.sound[0][0].upper(),)
        if key == "region":
            parts = PLACES[self.region]
            return (parts[0], self.region) if len(parts) > 1 else parts
        return (getattr(self, key),)

    def hears(self, word: str) -> bool:
        text = "\n".join((self.name, *self.others, "".join(PLACES[self.region])))
        spoken = (
            self.sound,
            ("yun", "chuan", "shi", *self.sound, "quan", "cheng"),
            *[("jiu", "ming")] * len(self.others[1:]),
        )
        return word in text or any(is_typed(word, line) for line in spoken)


def is_typed(word: str, syllables: tuple[str, ...]) -> bool:
    """As initials, or from the beginning of a syllable."""
    starts = ("".join(syllables[n:]) for n in range(len(syllables)))
    return word in "".join(part[0] for part in syllables) or any(start.startswith(word) for start in starts)


def told(number: int) -> Told:
    level, state = [("市级", "未核实"), ("省级", "有效"), ("省级", "黄牌"), ("目前没有在册称号",) * 2][number % 4]
    others = (f"云川市{NAMES[number]}全称", *((f"旧名{number}",) if number % 5 == 0 else ()))
    region = list(PLACES)[number * 7 % 5]
    return Told(
        f"u{number:02}",
        NAMES[number],
        tuple(SOUNDS[number].split("'")),
        others,
        KINDS[number % 2],
        region,
        level,
        state,
    )


UNITS = [told(number) for number in range(len(NAMES))]
REGIONS = {"regions": [{"code": "99", "name": "川岭省", "children": [
    {"code": "9901", "name": "清源区", "children": [{"code": "990101", "name": "城关镇"}, {"code": "990102", "name": "河湾乡"}]},
    {"code": "9902", "name": "望山县", "children": [{"code": "990201", "name": "城关镇"}]},
    {"code": "9903", "name": "云岭县", "children": [{"code": f"9903{n:02}", "name": f"第{n}镇"} for n in range(10, 75)]},
]}]}  # fmt: skip
SPOKEN = {
    "重庆路": "chong qing lu", "长乐镇": "chang le zhen", "音乐厅": "yin yue ting", "校长班": "xiao zhang ban",
    "朝阳社区": "chao yang she qu", "长垣县": "chang yuan xian", "单家屯": "shan jia tun", "简单家常": "jian dan jia chang",
}  # fmt: skip
LIMITS = {"cards": 5, "names": 7, "entries": 4, "faces": 3}


def files(**limits: int) -> dict[str, str | bytes | None]:
    made: dict[str, str | bytes | None] = {"units/bailu-town/index.md": None, "units/bailu-town/heyan.md": None}
    made["units/bailu-town/photos/01-镇政府大院.jpg"] = None
    made["content/compilations/chunfeng.md"] = made["content/decisions/2024-03.md"] = None
    made["content/notices/2026-11.md"] = None
    for unit in UNITS:
        meta = {
            "former_names": [{"name": name, "until": "2011"} for name in unit.others[1:]],
            "summary": f"{unit.name}的话",
        }
        honors = [rich.honor("市级文明单位", "2020-05-01")] if unit.state == "未核实" else []
        made[f"units/{unit.slug}/index.md"] = rich.unit(
            unit.others[0], unit.name, unit.kind, unit.region, **meta, honors=honors
        )
    made["units/u03/photos/01-校门.jpg"] = site.photo(900, 600)
    held = {state: [unit.slug for unit in UNITS if unit.state == state] for state in ("有效", "黄牌")}
    every = [slug for slugs in held.values() for slug in slugs]
    made["content/decisions/a.md"] = rich.decision(
        "命名决定", "川文明委〔2024〕1号", "2024-05-01", rich.decided("授予", "文明单位", every, term="第五届")
    )
    made["content/decisions/b.md"] = rich.decision(
        "复查决定", "川文明委〔2025〕2号", "2025-05-01", rich.decided("黄牌", "文明单位", held["黄牌"])
    )
    inside = ", ".join(f"{key}: {value}" for key, value in limits.items())
    return {
        **made,
        "mkdocs.yml": site.MKDOCS.replace("today: 2026-11-18", f"today: 2026-11-18, limits: {{{inside}}}"),
        "site_config/regions.yml": yaml.safe_dump(REGIONS, allow_unicode=True),
    }


def built(folder, **limits: int) -> site.Result:
    result = site.build(folder, files(**limits))
    assert result.code == 0, result.output
    return result


def test_names_sound_as_people_say_them():
    """Letters of A–Z and what readers type come from it."""
    assert {name: re.sub(r"\d", "", sort_key_of(name)) for name in SPOKEN} == SPOKEN


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> site.Result:
    """All cards stand on the page."""
    return built(tmp_path_factory.mktemp("small"), cards=100)


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> site.Result:
    """The same units are too many for it."""
    return built(tmp_path_factory.mktemp("large"), **LIMITS)


@pytest.fixture(scope="module")
def addresses(small, large, tmp_path_factory) -> Iterator[Mapping[str, str]]:
    """Of both directories, in a folder of a strict server."""
    root = tmp_path_factory.mktemp("www") / "sub"
    root.mkdir()
    for name, result in (("small", small), ("large", large)):
        (root / name).symlink_to(result.site)
    with served(root.parent) as base:
        yield {name: f"{base}/sub/{name}/units/" for name in ("small", "large")}


# --- against the plain look ------------------------------------------------------------------------

Wanted = Mapping[str, list[str]]
FACETS = ("level", "kind", "region", "state", "az")


def fits(unit: Told, wanted: Wanted, without: str = "") -> bool:
    facets = (key for key in FACETS if key != without and wanted.get(key))
    words = [word for text in wanted.get("q", []) for word in text.split()]
    return all(set(unit.has(key)) & set(wanted[key]) for key in facets) and all(unit.hears(word) for word in words)


def named(wanted: Wanted) -> list[str]:
    return [unit.name for unit in UNITS if fits(unit, wanted)]


def counts(key: str, wanted: Wanted) -> Counter[str]:
    return Counter(value for unit in UNITS if fits(unit, wanted, key) for value in unit.has(key))


SHOWN = "[...document.querySelectorAll('[data-results] :is(th, .name) a')].map(a => a.textContent)"
SAID = "document.querySelector('[data-said]').textContent"
BOXES = "[...document.querySelectorAll('form input[type=checkbox]')].map(b => [b.name, b.value, Number(b.parentNode.querySelector('.n').textContent), b.checked])"
SETTLED = "document.querySelector('[data-found]').getAttribute('aria-busy') === 'false'"


def asks(wanted: Wanted, **more: str) -> str:
    return "?" + urlencode([(key, value) for key, values in wanted.items() for value in values] + list(more.items()))


def expect(browser: Browser, wanted: Wanted) -> None:
    """The page shows exactly the units and the counts that the plain look gives."""
    found = named(wanted)
    browser.until(f"{SAID} === '共 18 家，符合条件 {len(found)} 家'")
    browser.until(f"{SETTLED} && {SHOWN}.length === {min(60, len(found))}")
    assert browser.run(SHOWN) == found
    for key, value, count, checked in browser.run(BOXES):
        assert count == counts(key, wanted)[value], (key, value, wanted)
        assert checked == (value in wanted.get(key, [])), (key, value, wanted)
    letters = browser.run("[...document.querySelectorAll('.az a')].map(a => [a.textContent, a.className !== 'zero'])")
    assert {letter for letter, is_there in letters if is_there} == set(counts("az", wanted))


@pytest.mark.browser
@pytest.mark.parametrize("name", ["small", "large"])
def test_facets_combine_as_the_plain_look_does(browser, addresses, name):
    browser.size(1280, 900)
    dice = random.Random(8)
    choices = {"level": ["市级", "省级", "全国级", "目前没有在册称号"], "kind": KINDS, "region": [*PLACES, "云岭县"],
               "state": ["有效", "黄牌", "未核实", "限期整改"], "az": list("ABCDGH"), "q": ["所", "村", "旧名", "bt", "bai", "xiao", "望山", "dongh", "清源 suo", "全称"]}  # fmt: skip
    asked = [{"region": ["清源区"]}, {"region": ["清源区城关镇", "望山县"], "kind": ["文明单位"]}, {"q": ["ai"]}, {"q": ["jiuming"]},
             {"q": ["ycsbqc"]}, {"q": ["yun chuan shi bai"]}, {"q": ["jm"], "kind": [KINDS[0]]}]  # fmt: skip
    for _ in range(12):
        keys = dice.sample(list(choices), dice.choice([1, 2, 2, 3]))
        asked.append({key: dice.sample(choices[key], 1 if key in ("q", "az") else dice.choice([1, 2])) for key in keys})
    empty = 0
    for wanted in asked:
        browser.open(addresses[name] + asks(wanted))
        expect(browser, wanted)
        empty += not named(wanted)
    assert 0 < empty < len(asked), "some find nothing, not all"


@pytest.mark.browser
def test_a_reader_chooses_goes_back_and_takes_back(browser, addresses):
    browser.size(1280, 900)
    browser.open(addresses["large"])
    assert browser.run("document.querySelector('[data-found]').hidden"), "the page as it was built"
    assert not browser.run("performance.getEntriesByType('resource').some(r => r.name.endsWith('.json'))")
    box = "document.querySelector('input[value=\"{}\"]').click()"
    browser.run(box.format("省级"))
    expect(browser, {"level": ["省级"]})
    browser.run(box.format("文明村镇"))
    expect(browser, {"level": ["省级"], "kind": ["文明村镇"]})
    assert browser.run("location.search") == asks({"level": ["省级"], "kind": ["文明村镇"]})
    chips = "[...document.querySelectorAll('[data-chosen] button')]"
    assert browser.run(f"{chips}.map(b => b.getAttribute('aria-label'))") == ["去掉条件：省级", "去掉条件：文明村镇"]
    browser.run("history.back()")
    expect(browser, {"level": ["省级"]})
    browser.run("history.back()")
    browser.until("document.querySelector('[data-found]').hidden")
    assert browser.run(f"{SAID}") == "共 18 家"
    assert not any(checked for *_, checked in browser.run(BOXES))
    browser.run("history.forward()")
    expect(browser, {"level": ["省级"]})
    browser.run(f"{chips}[0].click()")
    browser.until("document.querySelector('[data-found]').hidden && location.search === ''")
    field = "const q = document.querySelector('#s-q'); q.focus();"
    for text in ("百", "百花"):
        browser.run(
            f"(() => {{ {field} q.value = '{text}'; q.dispatchEvent(new InputEvent('input', {{bubbles: true}})) }})()"
        )
        expect(browser, {"q": [text]})
    browser.run("history.back()")
    browser.until("document.querySelector('[data-found]').hidden && location.search === ''")
    assert browser.run("document.querySelector('#s-q').value") == "", "what is typed is one step"


@pytest.mark.browser
def test_regions_are_a_tree(browser, addresses):
    browser.size(1280, 900)
    browser.open(addresses["large"])
    tops = [value for key, value, *_ in browser.run(BOXES) if key == "region"]
    assert tops == ["清源区", "望山县", "云岭县"], "neither the province that holds all nor every township"
    assert {value: count for key, value, count, _ in browser.run(BOXES) if key == "region"} == {
        value: counts("region", {})[value] for value in tops
    }
    opener = "document.querySelector('[aria-label=\"清源区的下级地区\"]')"
    browser.run(f"{opener}.click()")
    browser.until(f"{opener}.getAttribute('aria-expanded') === 'true'")
    inside = [value for key, value, *_ in browser.run(BOXES) if key == "region"]
    assert inside == ["清源区", "清源区城关镇", "河湾乡", "望山县", "云岭县"]
    browser.run("document.querySelector('input[value=\"河湾乡\"]').click()")
    expect(browser, {"region": ["河湾乡"]})
    browser.open(addresses["large"] + asks({"region": ["望山县城关镇"]}))
    expect(browser, {"region": ["望山县城关镇"]})
    assert "望山县城关镇" in [value for _, value, _, checked in browser.run(BOXES) if checked], "the branch opens"
    browser.open(addresses["large"] + "?region=9901&region=" + quote("没有这里"))
    browser.until(f"{SAID} === '共 18 家，符合条件 0 家'")


@pytest.mark.browser
def test_cards_tables_orders_and_windows(browser, addresses):
    browser.size(1280, 900)
    browser.open(addresses["large"] + "?view=cards")
    browser.until(f"{SAID} === '共 18 家' && {SHOWN}.length === 18")
    assert browser.run(SHOWN) == NAMES
    card = "document.querySelectorAll('[data-results] .card')[3]"
    browser.run(f"{card}.scrollIntoView()")
    browser.until(f"{card}.querySelector('img')")
    assert browser.run(f"{card}.querySelector('.say').textContent") == "百花校的话"
    browser.until(f"{card}.querySelector('img').complete && {card}.querySelector('img').naturalWidth > 0")
    assert browser.run("document.querySelector('[data-view=cards]').getAttribute('aria-pressed')") == "true"
    browser.run("document.querySelector('[data-view=table]').click()")
    browser.until("document.querySelector('[data-found]').hidden && location.search === ''")
    orders = {
        "level": sorted(UNITS, key=lambda u: ("省级", "市级", "目前没有在册称号").index(u.level)),
        "region": sorted(UNITS, key=lambda u: ["清源区", "清源区城关镇", "河湾乡", "望山县", "望山县城关镇"].index(u.region)),
    }  # fmt: skip
    for sort, order in orders.items():
        browser.open(addresses["large"] + f"?sort={sort}&q=" + quote("全称"))
        browser.until(f"{SETTLED} && {SHOWN}.length === 18")
        assert browser.run(SHOWN) == [unit.name for unit in order], sort
    assert (
        browser.run("document.querySelector('[data-results] tbody tr').textContent")
        == "安宁所市级单位自报文明单位清源区"
    )
    browser.open(addresses["small"] + "?view=table&region=" + quote("清源区"))
    browser.until(
        f"{SETTLED} && document.querySelectorAll('[data-results] tr').length === {len(named({'region': ['清源区']})) + 1}"
    )
    browser.run("document.querySelector('[data-view=cards]').click()")
    browser.until(
        f"document.querySelectorAll('[data-results] li.card:not([data-number])').length === {len(named({'region': ['清源区']}))}"
    )
    browser.run("document.querySelector('form [type=reset]').click()")
    browser.until("document.querySelectorAll('[data-still] li.card').length === 18")
    assert browser.run("[...document.querySelectorAll('[data-still] .name')].map(n => n.textContent)") == NAMES


@pytest.mark.browser
def test_nothing_found_says_so_with_one_way_on(browser, addresses):
    browser.open(addresses["large"] + asks({"level": ["市级"], "state": ["黄牌"]}))
    browser.until("!document.querySelector('[data-none]').hidden")
    way = "document.querySelector('[data-none] button')"
    best = max(len(named({"state": ["黄牌"]})), len(named({"level": ["市级"]})))
    assert f"就有 {best} 家" in browser.run("document.querySelector('[data-why]').textContent")
    browser.run(f"{way}.click()")
    browser.until(f"{SAID} === '共 18 家，符合条件 {best} 家' && document.querySelector('[data-none]').hidden")


@pytest.mark.browser
def test_long_results_come_in_steps_and_never_fill_the_page(browser, addresses, large, tmp_path):
    """1,500 units from files put beside the page."""
    root = tmp_path / "sub" / "site"
    shutil.copytree(large.site, root)
    index = json.loads((root / "units/directory_index.json").read_bytes())
    parts = [json.loads((root / "units" / name).read_bytes()) for name, _ in index["files"]]
    lists = [key for key, value in parts[0].items() if isinstance(value, list) and key != "drafts"]
    row = {key: [part[key][n] for part in parts for n in range(len(part["slug"]))] for key in lists}
    many = {key: (values * 84)[:1500] for key, values in row.items()} | {"more": {}, "sounds": {}, "drafts": []}
    (root / "units/many.json").write_text(json.dumps(many), encoding="utf-8")
    told = {**index, "count": 1500, "files": [["many.json", 1500]]}
    (root / "units/directory_index.json").write_text(json.dumps(told), encoding="utf-8")
    with served(tmp_path) as base:
        browser.open(f"{base}/sub/site/units/?sort=level")
        more = "document.querySelector('[data-more] button')"
        for shown in range(60, 660, 60):
            browser.until(
                f"{SETTLED} && {SHOWN}.length === {shown} && {more}.textContent === '再看 60 家（还有 {1500 - shown} 家）'"
            )
            browser.run(f"{more}.click()")
        browser.until(f"{SHOWN}.length === 60 && {more}.textContent === '再看 60 家（还有 840 家）'")
        assert browser.run("document.activeElement === document.querySelector('[data-results] th a')")
        assert browser.run("location.search") == "?sort=level&from=600"
        browser.run("document.querySelector('[data-back] button').click()")
        browser.until(f"{SHOWN}.length === 600 && document.querySelector('[data-back]').hidden")
        browser.open(f"{base}/sub/site/units/?sort=level&from=600&show=120")
        browser.until(f"{SETTLED} && {SHOWN}.length === 120")
        (root / "units/many.json").unlink()
        browser.open(f"{base}/sub/site/units/?sort=level")
        browser.until(f"{SAID} === '没有读到名录的数据，请稍后再试。'")


@pytest.mark.browser
def test_on_a_phone_the_facets_are_folded_and_nothing_is_cut_off(browser, addresses):
    browser.size(390, 844, mobile=True)
    browser.open(addresses["large"] + asks({"region": ["清源区"]}))
    expect(browser, {"region": ["清源区"]})
    assert browser.run("document.documentElement.scrollWidth") <= 390
    browser.size(1280, 900)


# --- without a script ------------------------------------------------------------------------------


def test_without_a_script_regions_lead_to_what_lies_in_them(large):
    top = large.page("units/")
    assert top.select_one("form[data-directory]")["class"][0] == "js-only"
    lists = {a.get_text(): a["href"] for a in top.select("nav section.facet:nth-of-type(3) a")}
    assert list(lists.values()) == ["../units/by_region/9901/", "../units/by_region/9902/"]
    county = large.page("units/by_region/9901/")
    names = [
        a.get_text() for url in ("", "page_2/") for a in large.page(f"units/by_region/9901/{url}").select(".name-l a")
    ]
    assert names == named({"region": ["清源区"]})
    inside = [" ".join(a.get_text(" ").split()) for a in county.select(".below a")]
    assert inside == [
        f"城关镇 {len(named({'region': ['清源区城关镇']}))}",
        f"河湾乡 {len(named({'region': ['河湾乡']}))}",
    ]
    assert county.select_one("a.js-only")["href"] == "../../../units/?region=" + quote("清源区")
    assert [large.page("units/by_region/990201/").h1.get_text()] == ["望山县城关镇"]


def test_the_files_hold_every_unit_once_and_are_named_for_what_they_hold(small, large):
    for result, least in ((small, 1), (large, 5)):
        index = json.loads(result.text("units/directory_index.json"))
        parts = [json.loads(result.text(f"units/{name}")) for name, _ in index["files"]]
        assert [slug for part in parts for slug in part["slug"]] == [unit.slug for unit in UNITS]
        assert [len(part["slug"]) for part in parts] == [count for _, count in index["files"]]
        assert len(parts) == least
    said = [
        json.loads(large.text(f"units/{name}"))
        for name in json.loads(large.text("units/directory_index.json"))["faces"]
    ]
    assert [text for part in said for text in part["say"]] == [f"{unit.name}的话" for unit in UNITS]
    assert json.loads(small.text("units/directory_index.json"))["faces"] == []


# --- the tree --------------------------------------------------------------------------------------


def regions(*paths: str) -> Regions:
    parts = [tuple(path.split("/")) for path in paths]
    leaf = [not any(other[: len(path)] == path and other != path for other in parts) for path in parts]
    found = (
        Region(code="/".join(path), name=path[-1], path=path, order=number, is_leaf=is_leaf)
        for number, (path, is_leaf) in enumerate(zip(parts, leaf, strict=True))
    )
    return Regions(tuple(found))


@pytest.mark.parametrize(("paths", "used", "shown"), [
    (["省", "省/市", "省/市/甲", "省/市/乙"], {"省/市/甲"}, [("甲", -1), ("乙", -1)]),
    (["省", "省/市", "省/市/甲", "省/市/乙"], {"省/市", "省/市/甲"}, [("市", -1), ("甲", 0), ("乙", 0)]),
    (["省", "省/市", "省/市/甲", "外", "外/丙"], {"省/市/甲"}, [("甲", -1), ("丙", -1)]),
    (["省", "省/甲", "省/甲/镇", "省/乙"], {"省/甲", "省/甲/镇"}, [("甲", -1), ("镇", 0), ("乙", -1)]),
    (["市"], set(), [("市", -1)]),
    ([], set(), []),
])  # fmt: skip
def test_what_only_makes_the_tree_deeper_is_left_out(paths, used, shown):
    tree = region_tree(regions(*paths), used)
    assert [(node.region.name, node.parent) for node in tree] == shown
    own = {code: number for number, code in enumerate(sorted(used), 1)}
    counts = rolled_up(tree, lambda code: own.get(code, 0))
    for node, count in zip(tree, counts, strict=True):
        assert count == sum(n for code, n in own.items() if f"{code}/".startswith(f"{node.region.code}/"))
