"""The measurements run, on a tenth of their size; nothing is asserted of time."""

from __future__ import annotations

from tests.bench import honors, inspection, pages, photos


def test_pages_are_measured(capsys):
    figures = pages.main(["--units", "60"])
    assert figures["pages"] == 300
    assert all(value > 0 for value in figures.values())
    assert "megabytes" in capsys.readouterr().out


def test_folding_is_measured(capsys):
    figures = honors.main(["--events", "1000"])
    assert figures["titles"] == 200  # two titles a unit: the lower one is superseded, yet known
    assert all(value > 0 for value in figures.values())
    assert "events/s" in capsys.readouterr().out


def test_photos_are_measured(capsys):
    figures = photos.main(["--photos", "3", "--edge", "900", "--workers", "1", "--rounds", "1"])
    assert {"ours 1", "floor 1", "naive 1"} <= figures.keys()
    assert all(value > 0 for value in figures.values())
    assert "of floor" in capsys.readouterr().out


def test_inspecting_is_measured(capsys):
    figures = inspection.main(["--files", "50"])
    assert figures["files"] == 50
    assert all(value > 0 for value in figures.values())
    assert "pictures, warm" in capsys.readouterr().out
