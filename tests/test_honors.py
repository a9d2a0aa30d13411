"""What decisions and claims make of a title: the fold of ``model/ledger.py``, on small sites and on any events."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.diagnostics import Diagnostics, Location
from showcase.loading import Folders, load_collection
from showcase.model.collection import Collection, SiteConfig
from showcase.model.dates import parse_date
from showcase.model.documents import Source, Text
from showcase.model.events import events_by_unit
from showcase.model.honors import State
from showcase.model.ledger import apply, honor_ledgers, honor_states, settle
from showcase.model.office import Decision, DecisionEntry, DecisionList, Event
from showcase.model.terms import term_number
from showcase.model.units import Honor, Unit
from showcase.model.vocabulary import Jurisdiction, Region, Regions, Site, Taxonomies, Taxonomy, Term
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


@pytest.mark.parametrize(("renews", "state"), [(True, "有效"), (False, "超期待复查")])
def test_a_review_renews_the_term_where_the_office_says_so(tmp_path, renews, state):
    words = site.TAXONOMIES.replace("term_years: 3", f"term_years: 3, review_renews: {str(renews).lower()}")
    decisions = {
        "content/decisions/2024-03.md": site.DECISION.replace("2024-03-18", "2022-03-18"),
        "content/decisions/2024-09.md": decision("复查保留", "文明村镇", 9, "2024-09-01"),
    }
    site.write(tmp_path, {**site.base_files(), **decisions, "site_config/taxonomies.yml": words})
    collection = load_collection(
        Folders(*(tmp_path / n for n in ("", "units", "content", "site_config"))), Diagnostics()
    )
    (held,) = honor_states(collection, dt.date(2026, 11, 18))["bailu-town"]
    assert held.state.value == state
    first_day_over = dt.date(2027, 9, 1) if renews else dt.date(2025, 3, 18)
    assert [settle_on(collection, day) for day in (first_day_over - dt.timedelta(1), first_day_over)] == [
        State.VALID,
        State.OVERDUE,
    ]


def settle_on(collection: Collection, day: dt.date) -> State:
    return honor_states(collection, day)["bailu-town"][0].state


def test_a_chain_across_jurisdictions(states):
    """``follows``: what the unit rose from is no longer counted, in whatever order the file tells it."""
    city = "{title: 市级文明单位, level: 市级, jurisdiction: 云川市, grade: 文明单位, date: 20xx}"
    province = (
        "{title: 省级文明单位, level: 省级, jurisdiction: 川岭省, grade: 文明单位, date: 20xx, follows: 市级文明单位}"
    )
    for honors in (f"{city}, {province}", f"{province}, {city}"):
        assert sorted(state for _, _, state, _ in states(honors=honors)) == ["已晋级", "有效"]


def test_a_claim_takes_no_decided_title_off_the_roll(states):
    province = (
        "{title: 省级文明单位, level: 省级, jurisdiction: 川岭省, grade: 文明单位, date: 2026, follows: 市级文明单位}"
    )
    held = states(decision("授予", "文明单位", 1, "2025-01-01"), honors=province)
    assert [state for _, _, state, _ in held] == ["有效", "有效"]


def test_a_review_proves_the_award_that_only_the_unit_tells_of(states):
    claim = HONOR.format(grade="文明单位", date="2019-05")
    told = decision("复查保留", "文明单位", 1, "2025-01-01")
    assert states(told, honors=claim) == [("文明单位", "第八届", "有效", ["授予", "复查保留"])]


def test_single_honours_of_several_years_stand_beside_each_other(states):
    yearly = ", ".join(f"{{title: 市级工人先锋号, level: 市级, jurisdiction: 云川市, date: {y}}}" for y in (2019, 2022))
    assert [(grade, state) for grade, _, state, _ in states(honors=yearly)] == [("", "有效"), ("", "有效")]


def test_restoring_without_a_term_restores_what_is_under_a_warning(states):
    """Not what was revoked long before."""
    told = [
        decision(event, "文明单位", n, f"{2017 + n}-01-01", term)
        for n, (event, term) in enumerate(
            (("授予", "第六届"), ("撤销", "第六届"), ("授予", "第七届"), ("黄牌", '""'), ("恢复", '""')), 1
        )
    ]
    assert [(term, list(events)) for _, term, _, events in states(*told)] == [
        ("第六届", ["授予", "撤销"]),
        ("第七届", ["授予", "黄牌", "恢复"]),
    ]


def test_an_earlier_term_given_afterwards_ends_no_later_one(states):
    told = (
        decision("授予", "文明单位", 1, "2025-03-01", "第八届"),
        decision("授予", "文明单位", 2, "2025-09-01", "第七届"),
    )
    assert [(term, state) for _, term, state, _ in states(*told)] == [("第八届", "有效"), ("第七届", "届满")]


def test_renaming_keeps_the_years_and_a_lost_title_that_comes_back_has_new_ones(states):
    given = decision("授予", "文明单位", 1, "2022-01-01")
    assert states(given, decision("认定", "文明单位", 2, "2024-06-01"))[0][2] == "超期待复查"
    lost = decision("撤销", "文明单位", 2, "2023-01-01")
    assert states(given, lost, decision("恢复", "文明单位", 3, "2026-06-01"))[0][2] == "有效"


def test_claims_of_several_levels_without_a_jurisdiction_stand_apart(states):
    told = ", ".join(
        f"{{title: {level}文明单位, level: {level}, grade: 文明单位, date: {year}}}"
        for level, year in (("县级", 2015), ("省级", 2015), ("全国级", 2018))
    )
    assert [state for _, _, state, _ in states(honors=told)] == ["有效", "有效", "有效"]


def test_what_was_given_this_year_is_given_by_today(tmp_path):
    honors = "honors: [{title: 市级文明单位, level: 市级, jurisdiction: 云川市, grade: 文明单位, date: 2026}]\n"
    unit = site.UNIT.replace("region: 清源区\n", f"region: 清源区\n{honors}")
    site.write(tmp_path, {**site.base_files(), "units/bailu-town/index.md": unit, "content/decisions/2024-03.md": None})
    collection = load_collection(
        Folders(*(tmp_path / n for n in ("", "units", "content", "site_config"))), Diagnostics()
    )
    today = dt.date(2026, 11, 18)
    (held,) = honor_states(collection, today)["bailu-town"]
    assert (held.on(today), held.state, held.award.date.written) == (State.VALID, State.VALID, "2026")


# --- properties over any events -------------------------------------------------------------------

CITY = Term(name="市级", slug="shiji", order=1)
HERE = Jurisdiction(name="云川市", level=CITY, ladders=(("文明单位", "文明单位标兵"), ("文明村镇",)), term_years=3)
PLACE = Region(code="1", name="某区", path=("某区",), order=0, is_leaf=True)
SOURCE = Source("units/u/index.md")
UNIT = Unit(
    slug="u", name="某单位", short_name="某单位", kind=Term(name="文明单位", slug="k", order=0), region=PLACE,
    text=Text(""), source=SOURCE,
)  # fmt: skip
CONFIG = SiteConfig(
    site=Site(name="站", place="某市"),
    taxonomies=Taxonomies(**{key: Taxonomy(key, key) for key in ("kinds", "levels", "topics", "ownership", "sectors", "archive")}),
    regions=Regions((PLACE,)),
)  # fmt: skip
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2026, 12, 31))
GRADES = st.sampled_from(["文明单位", "文明单位标兵", "文明村镇", ""])
TERMS = st.sampled_from(["", "第七届", "第八届"])


@st.composite
def decisions(draw) -> tuple[Decision, ...]:
    """Any number of decisions, each with some lists; several may be of one day."""
    days = draw(st.lists(DAYS, max_size=8))
    return tuple(draw(made_on(day, n)) for n, day in enumerate(days, 1))


@st.composite
def made_on(draw, day: dt.date, number: int) -> Decision:
    rows = draw(st.lists(st.tuples(st.sampled_from(Event), GRADES, TERMS), min_size=1, max_size=3))
    lists = []
    for line, (event, grade, term) in enumerate(rows, 1):
        place = Location(f"content/decisions/d{number}.md", line)
        entry = DecisionEntry(unit="u", title=f"市级{grade or '先锋号'}", grade=grade, term=term, location=place)
        lists.append(DecisionList(event=event, title=entry.title, level=CITY, jurisdiction=HERE, entries=(entry,)))
    return Decision(
        slug=f"d{number}", title="决定", number=f"云〔{day.year}〕{number}号", date=day, by=("云川市文明委",),
        lists=tuple(lists), text=Text(""), source=SOURCE,
    )  # fmt: skip


@st.composite
def claims(draw) -> tuple[Honor, ...]:
    dates = st.one_of(DAYS.map(str), st.sampled_from(["20xx", "未知", "2019", "2022-05"]))
    rows = draw(st.lists(st.tuples(GRADES, TERMS, dates), max_size=5))
    return tuple(
        Honor(
            title=f"市级{grade or '先锋号'}", level=CITY, jurisdiction=HERE, grade=grade, term=term,
            date=parse_date(date), location=Location("units/u/index.md", line),
        )
        for line, (grade, term, date) in enumerate(rows, 1)
    )  # fmt: skip


def collected(made: tuple[Decision, ...], honors: tuple[Honor, ...] = ()) -> Collection:
    return Collection(config=CONFIG, units=(replace(UNIT, honors=honors),), decisions=made)


@given(decisions(), claims(), st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(made, honors, random):
    shuffled = list(made)
    random.shuffle(shuffled)
    day = dt.date(2026, 11, 18)
    assert honor_states(collected(made, honors), day) == honor_states(collected(tuple(shuffled), honors), day)


@given(decisions(), DAYS)
def test_folding_to_a_day_and_then_on_is_folding_to_the_end(made, day):
    """What a build of that day knew, and the decisions since, one by one."""
    ledger = honor_ledgers(collected(made), day)["u"]
    for event in events_by_unit(collected(made), dt.date.max)["u"]:
        if event.date.latest > day:
            ledger = apply(UNIT, ledger, event)
    assert ledger == honor_ledgers(collected(made), dt.date.max)["u"]


@given(decisions(), DAYS)
def test_the_look_up_of_a_day_is_the_fold_to_that_day(made, day):
    """What the browser finds in the spans is what a build of that day would have said."""
    then = {h.id: h.state for h in honor_states(collected(made), day)["u"]}
    now = {h.id: h.on(day) for h in honor_states(collected(made), dt.date(2030, 1, 1))["u"]}
    assert {honor: state for honor, state in now.items() if state is not None} == then


@given(decisions(), claims())
def test_what_was_taken_away_is_not_in_force_unless_restored(made, honors):
    held = honor_states(collected(made, honors), dt.date(2030, 1, 1))["u"]
    for honor in held:
        for event, following in pairwise((*honor.events, None)):
            if event.event in (Event.REVOKE, Event.END) and following is not None:
                assert following.event is Event.RESTORE
        if honor.last.event in (Event.REVOKE, Event.END):
            assert not honor.state.counts
    named = Counter((h.grade, h.term) for h in held if h.term and h.grade and h.is_verified and len(h.events) > 1)
    revoked = [h for h in held if h.state is State.REVOKED and h.term and h.grade]
    for honor in revoked:
        alike = [h for h in held if (h.grade, h.term) == (honor.grade, honor.term) and h.is_verified]
        assert not any(h.state.counts and h.award.date > honor.last.date for h in alike), named


def test_a_decision_may_say_that_a_title_ends_with_a_higher_one(tmp_path):
    chain = site.DECISION.replace("市级", "省级").replace("云川市,", "川岭省,").replace("2024-03-18", "2025-03-18")
    chain = chain.replace("云文明委〔2024〕3号", "川文明委〔2025〕1号").replace(
        "term: 第八届", "term: 第五届, follows: 市级文明村镇"
    )
    site.write(tmp_path, {**site.base_files(), "content/decisions/2025-03.md": chain})
    collection = load_collection(
        Folders(*(tmp_path / n for n in ("", "units", "content", "site_config"))), Diagnostics()
    )
    held = honor_states(collection, dt.date(2026, 11, 18))["bailu-town"]
    assert [(h.title, h.state.value) for h in held] == [("市级文明村镇", "已晋级"), ("省级文明村镇", "有效")]


def test_a_revocation_reaches_a_title_that_a_later_one_stands_for(states):
    told = decision("授予", "文明单位", 1, "2022-01-01", "第七届"), decision("授予", "文明单位", 2, "2025-01-01")
    taken = decision("撤销", "文明单位", 3, "2026-01-01", "第七届")
    assert [(term, state) for _, term, state, _ in states(*told, taken)] == [("第七届", "撤销"), ("第八届", "有效")]
    anyway = decision("撤销", "文明单位", 3, "2026-01-01", '""')
    assert [(term, state) for _, term, state, _ in states(*told, anyway)] == [("第七届", "届满"), ("第八届", "撤销")]


@given(decisions(), claims())
def test_spans_follow_each_other_without_a_gap(made, honors):
    for honor in honor_states(collected(made, honors), dt.date(2030, 1, 1))["u"]:
        spans = list(honor.spans)
        assert spans[-1].end is None
        assert spans[-1].state is honor.state
        for span, following in pairwise(spans):
            assert span.end == following.start
            assert span.start is None or span.start < following.start
            assert span.state is not following.state


@given(decisions())
def test_a_higher_rung_supersedes_the_lower(made):
    held = honor_states(collected(made), dt.date(2030, 1, 1))["u"]
    for high in (h for h in held if h.grade == "文明单位标兵" and h.award.event in (Event.AWARD, Event.PROMOTE)):
        since = high.changes[0].since
        low = [h for h in held if h.grade == "文明单位" and h.changes[0].since and h.changes[0].since < since]
        moved_later = [e for h in low for e in h.events if e.date >= high.award.date]
        assert moved_later or not counts(high.on(since)) or not any(counts(h.on(since)) for h in low)


def counts(state: State | None) -> bool:
    return state is not None and state.counts


@given(decisions(), claims())
def test_no_claim_takes_a_decided_title_off_the_roll(made, honors):
    """A title that was given and never touched; what happens to others may depend on what a claim adds to it.

    Nor is it of an earlier term than another decision speaks of: whether that one stands for it may depend on which
    title a claim shows to have been retained.
    """
    day = dt.date(2030, 1, 1)
    lists = [listed for decision in made for listed in decision.lists if listed.event in (Event.REVOKE, Event.END)]
    taken = {entry.term for listed in lists for entry in listed.entries}  # a claim may be what was taken away
    terms = [term_number(entry.term) or 0 for decision in made for listed in decision.lists for entry in listed.entries]
    with_claims = {e.location: honor for honor in honor_states(collected(made, honors), day)["u"] for e in honor.events}
    for honor in honor_states(collected(made), day)["u"]:
        is_untouched = len(honor.events) == 1 and taken.isdisjoint({"", honor.term})
        is_untouched = is_untouched and (term_number(honor.term) or 0) >= max(terms)
        if is_untouched and honor.award.event in (Event.AWARD, Event.PROMOTE) and honor.state.counts:
            assert with_claims[honor.award.location].state.counts


@given(claims())
def test_claims_alone_are_never_verified_and_never_lost(honors):
    held = honor_states(collected((), honors), dt.date(2030, 1, 1))["u"]
    assert not any(honor.is_verified for honor in held)
    told = {(honor.grade, honor.title) for honor in honors}
    assert {(honor.grade, honor.title) for honor in held} == told


@given(decisions(), claims(), DAYS)
def test_settling_is_done_once(made, honors, day):
    ledger = honor_ledgers(collected(made, honors), day)["u"]
    once = [settle(honor, day) for honor in ledger.honors]
    assert [settle(honor, day) for honor in once] == once
