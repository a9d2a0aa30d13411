"""What decisions and claims make of a title: the fold of ``model/honors.py`` on small sites."""

from __future__ import annotations

import datetime as dt

import pytest

from showcase.diagnostics import Diagnostics
from showcase.loading import Folders, load_collection
from showcase.model.honors import State
from showcase.model.ledger import honor_states
from tests import site

HONOR = "{{title: 市级{grade}, level: 市级, jurisdiction: 云川市, grade: {grade}, date: {date}}}"


def decision(event: str, grade: str, number: int, date: str, term: str = "第八届") -> str:
    listed = f"event: {event}, title: 市级{grade}, level: 市级, jurisdiction: 云川市, grade: {grade}"
    return (
        f"---\ntitle: 决定\nnumber: 云文明委〔2025〕{number}号\ndate: {date}\nby: [云川市文明委]\n"
        f"lists:\n  - {{{listed}, term: {term}, units: [bailu-town]}}\n---\n正文。\n"
    )


@pytest.fixture
def states(tmp_path):
    """Grade, term, state and events of every title of the one unit."""

    def fold(*decisions: str, honors: str = "") -> list[tuple[str, str, str, list[str]]]:
        unit = site.UNIT.replace("region: 清源区\n", f"region: 清源区\nhonors: [{honors}]\n")
        files = {"units/bailu-town/index.md": unit, "content/decisions/2024-03.md": None}
        files |= {f"content/decisions/d-{n}.md": text for n, text in enumerate(decisions)}
        site.write(tmp_path, {**site.base_files(), **files})
        folders = Folders(*(tmp_path / name for name in ("", "units", "content", "site_config")))
        collection = load_collection(folders, Diagnostics())
        assert collection is not None
        held = honor_states(collection, dt.date(2026, 11, 18))["bailu-town"]
        return [(s.grade, s.term, s.state.value, [e.event.value for e in s.events]) for s in held]

    return fold


def test_a_title_given_twice_is_one(states):
    told = decision("授予", "文明单位", 1, "2024-01-01"), decision("授予", "文明单位", 2, "2025-01-01")
    assert states(*told) == [("文明单位", "第八届", "有效", ["授予", "授予"])]


def test_a_title_of_another_term_is_another(states):
    told = decision("授予", "文明单位", 1, "2022-01-01", "第七届"), decision("授予", "文明单位", 2, "2025-01-01")
    assert [(term, state) for _, term, state, _ in states(*told)] == [("第七届", "届满"), ("第八届", "有效")]


@pytest.mark.parametrize("event", ["授予", "晋级"])
def test_a_higher_rung_for_the_holder_of_a_lower_one_is_a_promotion(states, event):
    told = decision("授予", "文明单位", 1, "2022-01-01", "第七届"), decision(event, "文明单位标兵", 2, "2025-01-01")
    assert states(*told) == [
        ("文明单位", "第七届", "已晋级", ["授予"]),
        ("文明单位标兵", "第八届", "有效", ["晋级"]),
    ]


def test_a_lower_rung_is_no_promotion(states):
    told = decision("授予", "文明单位标兵", 1, "2022-01-01"), decision("授予", "文明单位", 2, "2025-01-01")
    assert [(grade, state) for grade, _, state, _ in states(*told)] == [
        ("文明单位标兵", "超期待复查"),
        ("文明单位", "有效"),
    ]


def test_what_was_revoked_may_be_restored(states):
    told = [decision(event, "文明单位", n, f"2025-0{n}-01") for n, event in enumerate(("授予", "撤销", "恢复"), 1)]
    assert states(*told) == [("文明单位", "第八届", "有效", ["授予", "撤销", "恢复"])]
    assert states(*told[:2], decision("复查保留", "文明单位", 3, "2025-03-01"))[0][2] == "撤销"


def test_decisions_of_one_day_go_by_their_numbers(states):
    told = decision("撤销", "文明单位", 10, "2025-01-01"), decision("授予", "文明单位", 9, "2025-01-01")
    assert states(*told) == [("文明单位", "第八届", "撤销", ["授予", "撤销"])]


@pytest.mark.parametrize(("date", "count"), [("2018", 1), ("20xx", 1), ("2026", 2), ("2025", 1)])
def test_a_claim_from_which_the_unit_rose_is_not_counted_again(states, date, count):
    claim = HONOR.format(grade="文明单位", date=date)
    higher = HONOR.format(grade="文明单位标兵", date="2025")
    for held in (
        states(decision("授予", "文明单位标兵", 1, "2025-01-01"), honors=claim),
        states(honors=f"{claim}, {higher}"),
        states(honors=f"{higher}, {claim}"),
    ):
        assert sum(State(state).counts for _, _, state, _ in held) == count
        assert len(held) == 2
