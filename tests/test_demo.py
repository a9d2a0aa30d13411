"""``showcase demo``: the same seed makes the same valid, varied site."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tempfile
from collections import Counter
from pathlib import Path

import pytest
import stdnum.cn
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from showcase.demo import MAX_UNITS, Plan, make_site, write_files
from showcase.demo.histories import history_of
from showcase.demo.plan import identify
from showcase.demo.words import names
from showcase.diagnostics import Diagnostics
from showcase.loading import Folders
from showcase.pipeline import check as check_folders
from tests import site


def made(**numbers: int) -> dict[str, bytes]:
    """A site in memory."""
    return dict(make_site(Plan(**{"photos": 0, **numbers})))


def heads(files: dict[str, bytes], pattern: str) -> list[tuple[dict, str]]:
    """Front matter and body of the files whose path fits."""
    found = []
    for name, data in files.items():
        if re.fullmatch(pattern, name):
            _, head, body = data.decode().split("---\n", 2)
            found.append((yaml.load(head, yaml.BaseLoader), body))
    return found


def demo(folder: Path, *options: str) -> site.Result:
    """The command."""
    return site.run(folder.parent, "showcase", "demo", *options, str(folder))


# --- the same again, and nearly the same -----------------------------------------------------------


def test_same_seed_makes_same_bytes():
    assert made(units=12, photos=1) == made(units=12, photos=1)


def test_another_seed_makes_another_site():
    one, other = made(units=12), made(units=12, seed=2)
    units = {name for name in one if name.endswith("/index.md")}
    assert not units & other.keys() - {"content/guide/index.md"}


@pytest.mark.parametrize("units", [1, 9, 10, 40, 119])
def test_a_unit_more_leaves_the_others_alike(units):
    less, more = made(units=units), made(units=units + 1)
    own = {name: data for name, data in less.items() if name.startswith("units/")}
    assert {name: more[name] for name in own} == own


def test_photos_change_no_text_but_where_they_stand():
    """What is drawn for one purpose does not shift what is drawn for another."""
    without, with_photos = made(units=6), made(units=6, photos=2)
    album = {"content/compilations/yingji.md"}  # is made of nothing else
    texts = [{name for name in made if name.endswith(".md")} for made in (without, with_photos)]
    assert texts[0] == texts[1] - album


# --- valid -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("units", "seed"), [(1, 1), (1, 5), (3, 2), (60, 1), (60, 3), (150, 4)])
def test_made_site_has_no_problem(tmp_path, units, seed):
    result = demo(tmp_path / "demo", "--units", str(units), "--seed", str(seed), "--articles", "2", "--photos", "1")
    assert result.code == 0, result.output
    checked = site.run(tmp_path / "demo", "showcase", "check", "--strict")
    assert checked.output == "没有发现问题\n"
    assert checked.code == 0


@given(
    seed=st.integers(),
    units=st.integers(1, 14),
    articles=st.integers(0, 4),
    day=st.dates(dt.date(2012, 1, 1), dt.date(2060, 1, 1)),
)
@example(seed=13_000_000_000, units=1, articles=0, day=dt.date(2012, 1, 1))  # a mobile number
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_seed_and_day_make_a_site_without_problem(seed, units, articles, day):
    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        list(write_files(root, make_site(Plan(units, articles, 1, seed, day, 64))))
        folders = Folders(root, root / "units", root / "content", root / "site_config", root / ".cache")
        diagnostics = Diagnostics()
        assert check_folders(folders, dt.datetime.combine(day, dt.time()), diagnostics) is not None
        assert [str(problem) for problem in diagnostics] == []


def test_nothing_is_accepted():
    assert not any(b"\naccepted:" in data for data in made(units=60).values())


def test_made_site_builds_and_looks_as_the_repository_does(tmp_path, repository):
    demo(tmp_path / "demo", "--units", "12", "--articles", "2", "--photos", "1", "--photo-edge", "200")
    built = site.run(tmp_path / "demo", "mkdocs", "build", "--strict")
    assert built.code == 0, built.output
    assert "WARNING" not in built.output
    for path in (tmp_path / "demo/units").iterdir():
        assert built.page(f"units/{path.name}/").h1
    style = "site_config/theme/assets/showcase.css"
    assert (tmp_path / "demo" / style).read_bytes() == (repository / style).read_bytes()
    assert built.page("").select_one('link[rel="stylesheet"][href*="assets/showcase."]')
    assert "汀泉市" in built.main("honors/")
    assert "示意" in built.text("about/") or "演示" in built.text("about/")


# --- as much as was asked for ------------------------------------------------------------------------


def test_counts_are_told_as_they_are(tmp_path):
    result = demo(tmp_path / "demo", "--units", "30", "--articles", "3", "--photos", "2", "--photo-edge", "64")
    told = [int(number) for number in re.findall(r"(\d+) [个篇张份辑]", result.output)]
    folder = tmp_path / "demo"
    units = list(folder.glob("units/*/index.md"))
    articles = [path for path in folder.glob("units/**/*.md") if path not in units]
    office = [len(list(folder.glob(f"content/{kind}/*.md"))) for kind in ("decisions", "notices", "compilations")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert told == [len(units), len(articles), len(list(folder.glob("units/**/*.jpg"))), *office, len(files)]
    assert told[0] == 30


def test_averages_are_near_what_was_asked_for():
    files = made(units=300, articles=4)
    articles = len(heads(files, r"units/.*\.md")) - 300
    assert 3.5 < articles / 300 < 4.5


@pytest.mark.parametrize("nothing", ["articles", "photos"])
def test_nought_is_none(nothing):
    files = made(**{"units": 20, "articles": 1, "photos": 1, nothing: 0})
    kinds = Counter(
        Path(name).suffix if Path(name).name != "index.md" else "" for name in files if name.startswith("units/")
    )
    assert kinds[{"articles": ".md", "photos": ".jpg"}[nothing]] == 0


def test_photos_are_as_large_as_asked_for():
    files = made(units=3, photos=2, articles=0, photo_edge=1200)
    sizes = {Image.open(io.BytesIO(data)).size for name, data in files.items() if name.endswith(".jpg")}
    assert sizes == {(1200, 900)}


# --- varied ------------------------------------------------------------------------------------------


def test_names_and_addresses_are_each_once():
    """Also where the list of names begins anew."""
    plan = Plan(MAX_UNITS)
    size = len(names().stems)
    units = [
        identify(plan, number)
        for number in (*range(3000), *range(size, size + 3000), *range(MAX_UNITS - 3000, MAX_UNITS))
    ]
    assert len({unit.slug for unit in units}) == len({unit.name for unit in units}) == 9000
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", unit.slug) for unit in units)
    assert len(names().more) * size + size >= MAX_UNITS


def test_histories_have_everything_that_can_happen():
    plan = Plan(1500)
    steps = [step for number in range(1500) for step in history_of(plan, identify(plan, number)).steps]
    events = {"授予", "晋级", "复查保留", "黄牌", "限期整改", "恢复", "撤销", "认定", "终止"}
    assert {step.event for step in steps} == events
    assert {step.occasion.body.level for step in steps} == {"省级", "市级", "县级"}
    assert any(step.follows for step in steps)
    assert any(step.prize for step in steps)


def test_units_are_of_all_kinds():
    files = made(units=300, photos=1)
    units = [head for head, _ in heads(files, r"units/[^/]+/index\.md")]
    assert len({unit["kind"] for unit in units}) == 6
    assert len({unit["sector"] for unit in units}) == 13
    for key in ("system", "parent", "former_names", "aims", "honors", "featured", "cover"):
        assert any(key in unit for unit in units), key
    honors = [honor for unit in units for honor in unit.get("honors", [])]
    assert any("document" in honor for honor in honors)
    assert any("source" in honor for honor in honors)
    assert any("holder" in honor for honor in honors)
    assert {"honors.csv", "honors.xlsx", "facts.csv", "photos.csv"} <= {Path(name).name for name in files}


def test_articles_are_of_all_types_and_no_two_alike():
    files = made(units=120, photos=1)
    articles = heads(files, r"units/.*(?<!/index)\.md")
    assert len({head["type"] for head, _ in articles}) == 8
    assert Counter(body for _, body in articles).most_common(1)[0][1] == 1
    every = "\n".join(body for _, body in articles)
    for sign in ("\n## ", "\n### ", "\n- ", "\n1. ", "\n| ", "\n> ", "[^1]: ", "\n![", ".md)"):
        assert sign in every, sign
    assert any("/archive/" in name and name.endswith(".md") for name in files)


def test_some_units_have_documents_in_their_archive():
    """In a category and in the system's own folders; numbers of a folder are a series without gaps."""
    archived = [name for name in made(units=120, photos=1) if "/archive/" in name]
    assert {Path(name).suffix for name in archived} >= {".md", ".jpg", ".pdf", ".csv"}
    assert any(name.count("/") > 4 for name in archived)
    folders: dict[str, set[int]] = {}
    for name in archived:
        folder, _, file = name.rpartition("/")
        folders.setdefault(folder, set()).add(int(file[:2]))
    assert all(numbers == set(range(1, len(numbers) + 1)) for numbers in folders.values())


def test_articles_are_of_a_length_that_is_read():
    articles = heads(made(units=120), r"units/(?!.*/media/).*(?<!/index)\.md")
    lengths = [len("".join(body.split())) for _, body in articles]
    assert min(lengths) > 550
    assert max(lengths) < 2000


def test_lists_are_inline_when_short_and_tables_when_long():
    files = made(units=300)
    lists = [item for head, _ in heads(files, r"content/decisions/.*\.md") for item in head["lists"]]
    assert {"units", "file"} == {key for item in lists for key in ("units", "file") if key in item}
    assert {Path(item["file"]).suffix for item in lists if "file" in item} == {".csv", ".xlsx"}
    name = next(item["file"] for item in lists if item.get("file", "").endswith(".csv"))
    rows = list(csv.reader(io.StringIO(files[f"content/decisions/{name}"].decode("utf-8-sig", "replace"))))
    assert len(rows) > 9


def test_notices_are_to_come_open_and_over():
    today = dt.date(2026, 11, 18)
    notices = [head for head, _ in heads(made(units=60), r"content/notices/.*\.md")]
    days = [(dt.date.fromisoformat(head["opens"]), dt.date.fromisoformat(head["closes"])) for head in notices]
    assert any(opens > today for opens, _ in days)
    assert any(opens <= today <= closes for opens, closes in days)
    assert any(closes < today and head.get("outcome") for (_, closes), head in zip(days, notices, strict=True))
    applications = {item["application"] for head in notices for item in head["lists"]}
    assert {"新申报", "复查"} <= applications


# --- nothing real --------------------------------------------------------------------------------------


def test_no_place_is_real():
    """Against all counties, cities and provinces that there are or were since 1980."""
    table = (Path(stdnum.cn.__file__).parent / "loc.dat").read_text(encoding="utf-8")
    words = names()
    invented = [words.province, *(city.name for city in words.cities), *(county.name for county in words.counties)]
    assert len(invented) == 136
    assert [name for name in invented if name.removesuffix("省") in table] == []
    real = set(re.findall(r"(?:\]|=\")(\w\w)[市区县]", table))
    assert len(real) > 1000
    assert [stem.name for stem in words.stems if stem.name in real] == []


def test_phones_and_addresses_are_nobodys():
    units = [head for head, _ in heads(made(units=60), r"units/[^/]+/index\.md")]
    assert all(unit["contact"]["phone"].startswith("000-") for unit in units)
    text = "\n".join(data.decode() for name, data in made(units=60).items() if name.endswith((".md", ".yml")))
    assert set(re.findall(r"@([\w.]+)", text)) == {"example.org"}
    hosts = set(re.findall(r"https?://([\w.]+)", text))
    assert {host for host in hosts if not host.endswith("example.org")} == set()


# --- wrong calls ---------------------------------------------------------------------------------------


def test_a_folder_with_something_in_it_stays_as_it_is(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    result = demo(tmp_path)
    assert result.code == 2
    assert "不是空文件夹" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--units", "0", "“--units”应是 1—40000 的整数"),
        ("--articles", "viele", "“--articles”应是 0—49 的整数"),
        ("--seed", "x", "“--seed”应是整数"),
        ("--today", "2026.1.1", "“2026.1.1”不是日期"),
    ],
)
def test_wrong_numbers_are_told_in_chinese(tmp_path, option, value, message):
    result = demo(tmp_path / "demo", option, value)
    assert result.code == 2
    assert message in result.output
    assert not (tmp_path / "demo").exists()
