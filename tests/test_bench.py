"""The measurements run, on a tenth of their size; nothing is asserted of time."""

from __future__ import annotations

import json

import pytest
from lxml import etree

from showcase.fonts import choose_fonts, find_faces, font_files
from tests.bench import (
    books,
    cluster,
    damage,
    directory,
    honors,
    inspection,
    pages,
    photos,
    privacy,
    sanitising,
    search,
    serve,
)  # fmt: skip
from tests.bench.compare import __main__ as compare
from tests.bench.compare.content import read_site, write_site
from tests.bench.compare.measure import Run
from tests.bench.compare.report import ratios
from tests.bench.compare.rounds import Figures
from tests.bench.compare.tools import hugo, material, pelican
from tests.bench.compare.tools import ours as ours_tool


def test_pages_are_measured(capsys):
    figures = pages.main(["--units", "60"])
    assert figures["pages"] == 300
    assert all(value > 0 for value in figures.values())
    assert "megabytes" in capsys.readouterr().out


def test_cleaning_is_measured():
    figures = sanitising.main(["--rounds", "3"])
    assert all(value > 0 for value in figures.values())


def test_folding_is_measured(capsys):
    figures = honors.main(["--events", "1000"])
    assert figures["titles"] == 200  # two titles a unit: the lower one is superseded, yet known
    assert all(value > 0 for value in figures.values())
    assert "events/s" in capsys.readouterr().out


@pytest.mark.browser
def test_the_directory_is_measured(capsys):
    figures = directory.main(["--units", "2000", "--page", "12", "--rounds", "1"])
    assert figures["files"] == 1 + 1 + 20
    assert 0 < figures["rows packed KB"] < figures["all packed KB"]
    assert "made s" in capsys.readouterr().out


@pytest.mark.skipif(choose_fonts(find_faces(font_files(None))) is None, reason="没有中文字体")
def test_books_are_measured(capsys):
    figures = books.main(["--articles", "10", "--photos", "20"])
    assert figures["epub size"] > 0
    assert figures["epub pages"] == 0
    assert "epub" in capsys.readouterr().out


def test_photos_are_measured(capsys):
    figures = photos.main(["--photos", "3", "--edge", "900", "--workers", "1", "--rounds", "1"])
    assert {"ours 1", "floor 1", "naive 1"} <= figures.keys()
    assert all(value > 0 for value in figures.values())
    assert "of floor" in capsys.readouterr().out


def test_photos_by_a_cluster_are_measured(capsys):
    figures = cluster.main(["--photos", "3", "--edge", "900", "--workers", "1", "--rounds", "1"])
    assert figures.keys() == {"here 1", "cluster 1", "task 1", "bytes"}
    assert all(value > 0 for value in figures.values())
    assert "400000 photos by 64 cores" in capsys.readouterr().out


def test_inspecting_is_measured(capsys):
    figures = inspection.main(["--files", "50"])
    assert figures["files"] == 50
    assert all(value > 0 for value in figures.values())
    assert "pictures, warm" in capsys.readouterr().out


def test_the_privacy_gate_is_measured(capsys):
    figures = privacy.main(["--rounds", "3", "--texts", "100"])
    assert figures["positives"] >= 200
    assert figures["negatives"] >= 150
    assert figures["overall, precision"] > 0.98
    assert 0.8 < figures["overall, recall"] < figures["overall, recall without the hard ones"]
    assert "of CPU a text" in capsys.readouterr().out


def test_tools_are_compared(capsys, tmp_path):
    results = compare.main(
        [
            "--pages",
            "8",
            "--units",
            "--runs",
            "1",
            "--only",
            "ours",
            "hugo",
            "pelican",
            "--no-install",
            "--out",
            str(tmp_path),
        ]
    )
    ours = results[0]
    assert ours.tool.key == "ours"
    assert all(len(ours.seconds(phase)) == 1 and ours.seconds(phase)[0] > 0 for phase in ("cold", "warm", "edit"))
    assert ours.published.pages >= 8
    assert ours.published.feeds > 1
    assert ours.memory.rss >= ours.memory.pss > 0
    assert "本项目" in capsys.readouterr().out
    assert "| 本项目 |" in (tmp_path / "compare.md").read_text(encoding="utf-8")
    etree.parse(tmp_path / "compare.svg")
    assert json.loads((tmp_path / "compare.json").read_text(encoding="utf-8"))[0]["tool"] == "ours"


@pytest.mark.parametrize(
    ("write", "unit_file", "article_file"),
    [
        (hugo.write, "content/units/{}/_index.md", "content/units/{}/zuofa-1.md"),
        (pelican.write, "content/{}.md", "content/{}-zuofa-1.md"),
        (material.write, "docs/units/{}/index.md", "docs/units/{}/zuofa-1.md"),
    ],
)
def test_every_tool_gets_the_same_texts(tmp_path, write, unit_file, article_file):
    write_site(tmp_path / "source", 12)
    content = read_site(tmp_path / "source")
    assert content.pages == 12
    write(content, tmp_path / "site")
    for unit in content.units:
        text = (tmp_path / "site" / unit_file.format(unit.slug)).read_text(encoding="utf-8")
        assert unit.name in text
        assert text.endswith(unit.body)
        article = (tmp_path / "site" / article_file.format(unit.slug)).read_text(encoding="utf-8")
        assert article.endswith(unit.articles[1].body)


def test_damage_is_measured(capsys, tmp_path):
    text = "感谢到XX镇来,投资万元，占全市第位。\n\n以?三个代表?为指导，学习党的和二中全会精神。\n"
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    figures = damage.main([str(tmp_path), "--show", "lost-digits"])
    assert figures["D01–D08 masks"] == 1
    assert figures["D09 lost quotes"] == 2
    assert figures["D20, D21 cut words"] == 1
    assert figures["D22 lost digits"] == 2
    assert "expected many" in capsys.readouterr().out


def test_the_preview_is_measured(capsys):
    figures = serve.main(["--units", "12", "--edits", "1"])
    assert {"unit", "honor", "article", "megabytes"} <= figures.keys()
    assert all(figure > 0 for name, figure in figures.items() if name != "load of the machine")
    assert "article" in capsys.readouterr().out


def test_searching_is_measured(capsys):
    figures = search.main(["--pages", "100", "--no-builds"])
    assert figures["pages"] > 80
    assert all(value > 0 for value in figures.values())
    assert "index, 1 process(es)" in capsys.readouterr().out


def test_ratios_are_of_the_same_round():
    tool = ours_tool.make()
    mine, theirs, once = (Figures(tool, 3000) for _ in range(3))
    mine.runs["cold"] += [Run(seconds, 0, 0) for seconds in (1, 2, 9)]
    theirs.runs["cold"] += [Run(seconds, 0, 0) for seconds in (2, 8, 9)]
    once.runs["cold"] += [Run(20, 0, 0)]
    assert ratios(mine, theirs, "cold") == [0.5, 0.25, 1]
    assert ratios(mine, once, "cold") == [0.1]
    assert ratios(mine, theirs, "warm") == []
