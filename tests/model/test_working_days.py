"""Working days: the worked examples of the law, and the same as a slow count."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.disclose.calendars import working_days
from site_builder.model.working_days import CalendarYear, WorkingDays
from tests.model.examples import day

# As if no day of 2027 were a holiday in spring; what the State Council gives out may differ.
ASSUMED_2027 = CalendarYear(2027, frozenset({day("2027-01-01")}), frozenset())
DAYS = st.dates(date(2004, 1, 1), date(2026, 12, 31))
COUNTS = st.integers(0, 60)


@cache
def known() -> WorkingDays:
    return working_days({})


@pytest.mark.parametrize(
    ("after", "count", "found"),
    [
        ("2026-11-21", 10, "2026-12-04"),  # 令45 第十七条, from a Saturday
        ("2019-12-31", 20, "2020-02-05"),  # the spring festival that was lengthened
        ("2026-10-01", 10, "2026-10-20"),  # an end on National Day
        ("2026-09-30", 3, "2026-10-10"),  # a Saturday that is worked
        ("2026-09-21", 7, "2026-10-08"),
        ("2026-09-21", 20, "2026-10-26"),
        ("2026-01-20", 20, "2026-02-24"),  # 令45 第八条
        ("2026-02-24", 20, "2026-03-23"),  # … and another 20 with approval
        ("2026-01-20", 40, "2026-03-23"),
        ("2026-09-28", 5, "2026-10-10"),  # 令45 第六条
        ("2026-09-10", 15, "2026-10-08"),  # 令45 第十四条
    ],
)
def test_the_worked_examples_of_the_law(after: str, count: int, found: str) -> None:
    assert known().after(day(after), count) == day(found)


def test_a_day_that_needs_an_unknown_year_is_never_guessed() -> None:
    assert known().after(day("2027-02-28"), 10) is None
    assert known().after(day("2026-12-30"), 2) is None
    assert known().after(day("2026-12-31"), 1) is None
    assert known().after(day("2003-12-30"), 1) is None
    assert known().after(date.max, 1) is None


def test_a_calendar_makes_its_year_known() -> None:
    assert working_days({2027: ASSUMED_2027}).after(day("2027-02-28"), 10) == day("2027-03-12")
    assert working_days({2027: ASSUMED_2027}).after(day("2026-12-31"), 1) == day("2027-01-04")


def test_no_count_leaps_over_a_year_that_is_not_known() -> None:
    found = working_days({2028: CalendarYear(2028, frozenset(), frozenset())})
    assert found.after(day("2026-12-31"), 1) is None
    assert found.between(day("2026-12-01"), day("2028-01-31")) is None
    assert found.after(day("2027-12-31"), 1) == day("2028-01-03")


def test_a_sites_calendar_goes_before_the_librarys() -> None:
    one_more = CalendarYear(2026, frozenset({day("2026-11-23")}), frozenset())
    assert working_days({2026: one_more}).after(day("2026-11-21"), 1) == day("2026-11-24")


def test_of_a_calendar_that_cannot_be_used_nothing_is_known() -> None:
    assert working_days({2026: None}).after(day("2026-11-21"), 1) is None
    assert not working_days({2026: None}).knows(2026)
    assert working_days({2026: None}).knows(2025)


@given(DAYS, COUNTS)
def test_it_agrees_with_a_count_day_by_day(start: date, count: int) -> None:
    from chinese_calendar import is_workday  # type: ignore[import-untyped]  # noqa: PLC0415

    found: date | None = start
    left = count
    while left and found is not None:
        found += timedelta(days=1)
        try:
            left -= is_workday(found)
        except NotImplementedError:
            found = None
    assert known().after(start, count) == found


@given(DAYS, COUNTS)
def test_n_working_days_take_n_days_and_at_most_one_holiday_more_a_week(
    start: date, count: int
) -> None:
    found = known().after(start, count)
    if found is not None:
        assert timedelta(days=count) <= found - start <= timedelta(days=count * 2 + 12)


@given(DAYS, DAYS, COUNTS)
def test_who_begins_later_is_never_due_earlier(one: date, other: date, count: int) -> None:
    first, second = (known().after(start, count) for start in sorted((one, other)))
    assert second is None or (first is not None and first <= second)


@given(DAYS, st.integers(1, 60))
def test_what_lies_between_a_day_and_its_deadline_is_the_term(start: date, count: int) -> None:
    found = known().after(start, count)
    if found is not None:
        assert known().between(start, found) == count
