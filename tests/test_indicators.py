"""The assessment system: what is read, what is counted, and what readers get."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from showcase.model.assessment import Standing, read_value
from showcase.model.dates import parse_date
from showcase.model.documents import Source, Text
from showcase.model.evidence import Coverage, evidence_of, state_of
from showcase.model.indicators import Assessment, Edition, Indicator, Item, Operator, Point, Threshold, Window
from showcase.model.units import Article, ArticleType, Unit
from showcase.model.vocabulary import Region, Term

WINDOW = Window(written="2024-01—2026-12", first=dt.date(2024, 1, 1), last=dt.date(2026, 12, 31))
IDS = ("志愿服务.1", "志愿服务.2", "优质服务.1")


def edition(*ids: str, window: Window | None = WINDOW) -> Edition:
    """One item with an indicator for each id."""
    indicators = tuple(
        Indicator(name=i, slug=f"i-{n}", points=(Point(id=i, text=i, window=window),)) for n, i in enumerate(ids)
    )
    return Edition(slug="e", name="体系", items=(Item(name="项目", indicators=indicators),))


def unit_of(*articles: Article) -> Unit:
    """A unit with nothing but these."""
    kind = Term(name="文明单位", slug="danwei", order=0)
    region = Region(code="1", name="甲", path=("甲",), order=0, is_leaf=True)
    source = Source("units/x/index.md")
    return Unit(
        slug="x",
        name="某单位",
        short_name="某",
        kind=kind,
        region=region,
        articles=articles,
        text=Text(""),
        source=source,
    )


@st.composite
def articles(draw: st.DrawFn) -> tuple[Article, ...]:
    """Materials with dates in, across and out of the window, or with none."""
    dates = ("2023", "2024-03", "2025-05-01", "2023/2024", "2027-01", "20xx", "未知")
    made = []
    for n in range(draw(st.integers(0, 8))):
        named = draw(st.lists(st.sampled_from((*IDS, "e/志愿服务.1", "f/志愿服务.2", "无.9")), max_size=4))
        made.append(
            Article(
                unit="x", slug=f"a-{n}", name=f"a-{n}", type=draw(st.sampled_from(ArticleType)), title=f"材料{n}",
                date=parse_date(draw(st.sampled_from(dates))), featured=draw(st.booleans()), indicators=tuple(named),
                text=Text(""), source=Source(f"units/x/a-{n}.md"),
            )
        )  # fmt: skip
    return tuple(made)


@given(articles())
def test_every_point_has_one_state(found: tuple[Article, ...]) -> None:
    """Counts of states come to all points, and the share is 100 and 0 only when it is all or none."""
    evidence = evidence_of(unit_of(*found), edition(*IDS))
    assert sum(evidence.counts.values()) == len(IDS)
    for state in Coverage:
        assert evidence.counts[state] == sum(evidence.at(point).state is state for point in IDS)
    assert (evidence.share == 100) == (evidence.counts[Coverage.PRESENT] == len(IDS))
    assert (evidence.share == 0) == (evidence.counts[Coverage.PRESENT] == 0)


@given(articles(), st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(found: tuple[Article, ...], random: st.random.random.Random) -> None:
    """The best material is the best in whatever order the files are read."""
    shuffled = list(found)
    random.shuffle(shuffled)
    one, other = (evidence_of(unit_of(*some), edition(*IDS)) for some in (found, shuffled))
    assert {p: one.at(p).materials for p in IDS} == {p: other.at(p).materials for p in IDS}


@given(articles(), articles())
def test_more_material_never_makes_it_less(found: tuple[Article, ...], more: tuple[Article, ...]) -> None:
    """A point's state can only get better, and an indicator is as good as the best of its points."""
    order = tuple(Coverage)
    before = evidence_of(unit_of(*found), edition(*IDS))
    after = evidence_of(unit_of(*found, *more), edition(*IDS))
    for point in IDS:
        assert order.index(after.at(point).state) <= order.index(before.at(point).state)
    together = after.of_points(after.edition.points.values())
    assert order.index(together.state) == min(order.index(after.at(point).state) for point in IDS)


def test_a_date_that_is_not_known_is_not_held_against_the_window() -> None:
    """Masks are unknown, never guessed (R67); without a window everything counts."""
    assert state_of(WINDOW, parse_date("20xx")) is Coverage.UNDATED
    assert state_of(WINDOW, None) is Coverage.UNDATED
    assert state_of(None, None) is Coverage.PRESENT
    assert state_of(WINDOW, parse_date("2023/2024")) is Coverage.PRESENT
    assert state_of(WINDOW, parse_date("2023-12-31")) is Coverage.OUTSIDE


@given(
    st.decimals(0, 100, places=1), st.decimals(0, 100, places=1), st.sampled_from(Operator)
)  # fmt: skip
def test_a_gap_is_what_is_left_to_the_target(value: Decimal, target: Decimal, operator: Operator) -> None:
    """Value less target is the gap, whatever the sign; met and gap cannot contradict each other."""
    threshold = Threshold(operator=operator, value=target, unit="%")
    line = Assessment(of="x", value=f"{value}%", location=Source("x").at())
    reading = read_value(threshold, line)
    assert reading.gap == value - target
    assert (reading.standing is Standing.MET) == threshold.is_met(value)
    if operator is Operator.AT_LEAST:
        assert threshold.is_met(value) == (value - target >= 0)


def test_another_unit_is_not_converted() -> None:
    """96.5 分 says nothing of a target in per cent, and 未知 says nothing at all."""
    threshold = Threshold(operator=Operator.ABOVE, value=Decimal(85), unit="%")
    at = Source("x").at()
    assert (
        read_value(threshold, Assessment(of="x", value="96.5", unit="分", location=at)).standing is Standing.OTHER_UNIT
    )
    assert read_value(threshold, Assessment(of="x", value="未知", location=at)).standing is Standing.UNKNOWN
    assert read_value(threshold, Assessment(of="x", value="96.5", location=at)).standing is Standing.MET
    assert read_value(threshold, None).standing is Standing.NONE
