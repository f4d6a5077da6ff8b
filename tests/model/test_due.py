"""How one deadline stands: the day itself is in time, the next is late, done is done."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from site_builder.disclose.calendars import working_days
from site_builder.model.due import DueState, due, due_on
from site_builder.model.moment import Term
from site_builder.model.regime import Deadline, What
from site_builder.model.working_days import WorkingDays
from tests.model.examples import day

BEGUN = st.dates(date(2004, 1, 1), date(2026, 6, 30))
LATER = st.integers(0, 120).map(lambda days: timedelta(days=days))
COUNTS = st.integers(1, 40)


@cache
def known() -> WorkingDays:
    return working_days({})


def a_rule(count: int | None = 10, term: Term | None = None) -> Deadline:
    return Deadline(
        what=What.REMOVE, after="ended", citation="第十七条", working_days=count, term=term
    )


def test_a_deadline_may_be_a_length_of_time_or_the_day_itself() -> None:
    begun = day("2026-01-31")
    assert due_on(a_rule(None, Term(months=1)), begun, known()) == day("2026-02-28")
    assert due_on(a_rule(None), begun, known()) == begun


def test_what_is_past_says_by_how_many_working_days() -> None:
    late = due(a_rule(3), day("2026-09-30"), None, day("2026-10-13"), known())
    assert (late.on, late.state, late.late_by) == (day("2026-10-10"), DueState.LATE, 2)
    on_the_weekend = due(a_rule(5), day("2026-11-06"), day("2026-11-14"), date.max, known())
    assert (on_the_weekend.state, on_the_weekend.late_by) == (DueState.MET_LATE, 0)


def test_late_into_an_unknown_year_is_late_by_nobody_knows_how_much() -> None:
    late = due(a_rule(3), day("2026-12-01"), None, day("2027-01-04"), known())
    assert (late.state, late.late_by) == (DueState.LATE, None)


@given(BEGUN, COUNTS, LATER)
def test_it_is_open_through_its_last_day_and_late_from_the_next(
    begun: date, count: int, later: timedelta
) -> None:
    found = due(a_rule(count), begun, None, begun + later, known())
    if found.on is not None:
        assert found.state is (DueState.LATE if begun + later > found.on else DueState.OPEN)
        assert found.is_late is (found.state is DueState.LATE)


@given(BEGUN, COUNTS, LATER, LATER)
def test_once_it_is_met_no_day_changes_how(
    begun: date, count: int, met: timedelta, later: timedelta
) -> None:
    met_on = begun + met
    found = due(a_rule(count), begun, met_on, met_on + later, known())
    assert found == due(a_rule(count), begun, met_on, met_on, known())
    if found.on is not None:
        assert found.state is (DueState.MET if met_on <= found.on else DueState.MET_LATE)


@given(BEGUN, COUNTS, LATER)
def test_without_a_calendar_it_is_unknown_unless_so_few_days_were_in_time_for_sure(
    begun: date, count: int, later: timedelta
) -> None:
    nothing = WorkingDays(())
    assert due(a_rule(count), begun, None, begun + later, nothing).state is DueState.UNKNOWN
    found = due(a_rule(count), begun, begun + later, begun + later, nothing)
    assert found.state is (DueState.MET if later.days <= count else DueState.UNKNOWN)
    if found.state is DueState.MET and (really := due_on(a_rule(count), begun, known())):
        assert begun + later <= really
