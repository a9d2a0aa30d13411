"""Working days and the life of a notice: the algebra, compared with counting day by day."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from showcase.model.dates import parse_date
from showcase.model.documents import Publication, Source, Text, Withdrawal
from showcase.model.notice_life import NoticeLife, NoticeState, days_left, life_of, result_due, state_at, stated_days
from showcase.model.office import Decision, Notice
from showcase.model.workdays import Counted, CountedFrom, Delay, WorkCalendar

DAY = dt.timedelta(days=1)
days = st.dates(dt.date(2019, 1, 1), dt.date(2021, 12, 31))
moments = st.datetimes(dt.datetime(2019, 1, 1), dt.datetime(2021, 12, 31))
ORDER = [NoticeState.BEFORE, NoticeState.OPEN, NoticeState.CLOSED, NoticeState.DECIDED]


@st.composite
def calendars(draw):
    return WorkCalendar.of(draw(st.sets(st.integers(2019, 2021))), draw(st.sets(days)), draw(st.sets(days)))


# --- the calendar --------------------------------------------------------------------------------


@given(calendars(), days, days, st.sampled_from(CountedFrom))
def test_a_count_is_the_days_that_are_worked(calendar, first, last, how):
    start = first + (how is CountedFrom.NEXT_DAY) * DAY
    worked = [start + n * DAY for n in range((last - start).days + 1) if calendar.is_working(start + n * DAY)]
    found = calendar.count(first, last, how)
    assert found.days == len(worked)
    assert tuple(worked) == calendar.days(start, last)
    years = set(range(start.year, last.year + 1)) if start <= last else set()
    assert set(found.unknown) == years - set(calendar.years)


@given(calendars(), days, days, days)
def test_counts_of_two_spans_add_up(calendar, one, two, three):
    first, middle, last = sorted((one, two, three))
    whole = calendar.count(first, last).days
    assert whole == calendar.count(first, middle).days + calendar.count(middle, last, CountedFrom.NEXT_DAY).days


@given(calendars(), days, st.integers(1, 30))
def test_the_day_so_many_working_days_after(calendar, day, number):
    found = calendar.after(day, number)
    assert calendar.is_working(found)
    assert calendar.count(day, found, CountedFrom.NEXT_DAY).days == number
    assert Delay(number).last_day(day, calendar) == found
    assert Delay(number, is_working=False).last_day(day, calendar) == day + number * DAY


@given(calendars(), days)
def test_the_working_day_on_or_before(calendar, day):
    found = calendar.on_or_before(day)
    assert found <= day
    assert calendar.is_working(found)
    assert calendar.count(found, day).days == 1


@given(calendars(), calendars(), days)
def test_years_that_are_laid_over_are_as_they_are_there(calendar, other, day):
    other = WorkCalendar.of(
        other.years, (d for d in other.off if d.year in other.years), (d for d in other.worked if d.year in other.years)
    )
    both = calendar.with_years(other)
    assert set(both.years) == {*calendar.years, *other.years}
    assert both.is_working(day) == (other if day.year in other.years else calendar).is_working(day)
    assert both.with_years(other) == both


def test_holidays_may_begin_in_the_december_before():
    plain = WorkCalendar.of([2018], [], [])
    assert plain.count(dt.date(2018, 12, 24), dt.date(2019, 1, 4)) == Counted(10, (2019,))
    both = plain.with_years(
        WorkCalendar.of([2019], [dt.date(2018, 12, 31), dt.date(2019, 1, 1)], [dt.date(2018, 12, 29)])
    )
    assert both.count(dt.date(2018, 12, 24), dt.date(2019, 1, 4)) == Counted(9)


def test_years_without_a_table_are_said():
    assert Counted(5).note == ""
    assert Counted(5, (2027,)).note == "2027年未计节假日"
    assert Counted(9, (2027, 2028)).note == "2027、2028年未计节假日"
    assert WorkCalendar().count(dt.date(1000, 1, 1), dt.date(2999, 12, 31)).note == "1000—2999年未计节假日"


# --- the life of a notice ------------------------------------------------------------------------


@st.composite
def lives(draw):
    return NoticeLife(
        starts=draw(moments),
        ends=draw(moments),
        result=draw(st.one_of(st.none(), st.just(dt.datetime(1, 1, 1)), moments)),
        is_withdrawn=draw(st.booleans()),
    )


@given(lives(), moments, moments)
def test_states_never_go_back(life, one, two):
    earlier, later = life.state_at(min(one, two)), life.state_at(max(one, two))
    if life.is_withdrawn:
        assert {earlier, later} == {NoticeState.WITHDRAWN}
    else:
        assert ORDER.index(earlier) <= ORDER.index(later)


@given(lives(), moments, moments)
def test_changes_are_all_changes_and_nothing_else(life, one, two):
    earlier, later = min(one, two), max(one, two)
    for change in life.changes:
        assert life.state_at(change) is not life.state_at(change - dt.timedelta(microseconds=1))
    between = [change for change in life.changes if earlier < change <= later]
    assert bool(between) == (life.state_at(earlier) is not life.state_at(later))


def notice(opens="2026-11-16", closes="2026-11-20", **fields):
    return Notice(
        slug="n", title="公示", date=dt.date(2026, 11, 13), opens=dt.date.fromisoformat(opens),
        closes=dt.date.fromisoformat(closes), text=Text(""), source=Source("n.md"), **fields,
    )  # fmt: skip


def decision(**publication):
    return Decision(
        slug="d", title="决定", date=dt.date(2026, 11, 27), by=("云川市文明办",), text=Text(""),
        publication=Publication(**publication), source=Source("d.md"),
    )  # fmt: skip


def at(text):
    return dt.datetime.fromisoformat(text)


def test_a_day_is_meant_from_its_first_moment_to_its_last():
    life = life_of(notice(), ())
    assert life.changes == (at("2026-11-16 00:00"), at("2026-11-21 00:00"))
    assert state_at(notice(), at("2026-11-20 23:59:59")) is NoticeState.OPEN
    timed = life_of(notice(opens_at=dt.time(9), closes_at=dt.time(17, 30)), ())
    assert timed.changes == (at("2026-11-16 09:00"), at("2026-11-20 17:30"))


def test_a_result_counts_from_when_it_can_be_read():
    named = notice(outcome="d")
    assert life_of(named, [decision()]).changes == (at("2026-11-16 00:00"), at("2026-11-21 00:00"))
    assert state_at(named, at("2026-11-21 00:00"), [decision()]) is NoticeState.DECIDED
    scheduled = decision(publish=at("2026-12-01 10:00"))
    assert life_of(named, [scheduled]).changes[-1] == at("2026-12-01 10:00")
    assert state_at(named, at("2026-12-01 09:59"), [scheduled]) is NoticeState.CLOSED
    assert state_at(named, at("2026-12-01 10:00"), [scheduled]) is NoticeState.DECIDED
    for never in (decision(draft=True), decision(withdrawn=Withdrawal(parse_date("2026-12"), ""))):
        assert state_at(named, at("2999-01-01 00:00"), [never]) is NoticeState.CLOSED
    assert state_at(notice(), at("2999-01-01 00:00"), [decision()]) is NoticeState.CLOSED


def test_what_was_taken_back_stays_so():
    taken = notice(publication=Publication(withdrawn=Withdrawal(parse_date("2026-11-17"), "有误")))
    assert life_of(taken, ()).changes == ()
    assert state_at(taken, at("2026-11-16 09:00")) is NoticeState.WITHDRAWN


def test_a_notice_counts_as_it_says_or_else_as_the_office_does():
    calendar = WorkCalendar.of([2026], [], [])
    for how, usual, days in (
        (None, CountedFrom.SAME_DAY, 5), (None, CountedFrom.NEXT_DAY, 4), (CountedFrom.SAME_DAY, CountedFrom.NEXT_DAY, 5),
    ):  # fmt: skip
        assert stated_days(notice(counted_from=how), calendar, usual) == Counted(days)


def test_days_left_and_the_day_a_result_is_due():
    calendar = WorkCalendar.of([2026], [dt.date(2026, 11, 19)], [])
    assert days_left(notice(), dt.date(2026, 11, 1), calendar) == Counted(4)
    assert days_left(notice(), dt.date(2026, 11, 18), calendar) == Counted(2)
    assert days_left(notice(), dt.date(2026, 11, 21), calendar) == Counted(0)
    assert result_due(notice(), Delay(5), calendar) == dt.date(2026, 11, 27)
