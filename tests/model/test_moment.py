from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest

from site_builder.model.moment import Moment, Term, day_after
from tests.model.examples import at, day, shipped

# law.md §6B: (why, term, first day, last day shown). Article 201 to 203 of the Civil Code.
WORKED = [
    ("1: 令45 第十一条", Term(years=3), "2023-11-21", "2026-11-21"),
    ("2: 令45 第十一条, from 29 February", Term(years=3), "2024-02-29", "2027-02-28"),
    ("3: 令45 第十二条, six months from 31 August", Term(months=6), "2025-08-31", "2026-02-28"),
    ("4: the 2017 rule, first listing", Term(years=1), "2018-12-31", "2019-12-31"),
    ("5: 令36, general, the least", Term(months=3), "2026-11-30", "2027-02-28"),
    ("5: 令36, general, the most", Term(years=1), "2026-11-30", "2027-11-30"),
    ("6: 令45 第十一条, ends on National Day", Term(years=3), "2023-10-01", "2026-10-01"),
    ("12: 市场监管总局令45, from publication", Term(years=3), "2024-02-29", "2027-02-28"),
    ("13: 令36, severe, the least", Term(years=1), "2026-03-31", "2027-03-31"),
    ("13: 令36, severe, the most", Term(years=3), "2026-03-31", "2029-03-31"),
    ("13: 令45 第十二条, full", Term(months=6), "2026-05-31", "2026-11-30"),
    ("14: 令36, general", Term(years=1), "2025-06-01", "2026-06-01"),
    ("14: the three-year rule", Term(years=3), "2025-06-01", "2028-06-01"),
]


@pytest.mark.parametrize(
    ("term", "start", "last"), [row[1:] for row in WORKED], ids=[row[0] for row in WORKED]
)
def test_a_term_ends_as_worked_out_by_hand(term: Term, start: str, last: str) -> None:
    assert term.last_day_from(day(start)) == day(last)


def test_the_shipped_list_regime_counts_three_years_and_its_wait_six_months() -> None:
    regime = shipped()["arrears-list-2022"]
    assert (regime.clock.starts_with, regime.clock.term) == ("decided_on", Term(years=3))
    assert regime.early_removal is not None
    assert regime.early_removal.wait == Term(months=6)


def test_a_typical_case_has_no_term() -> None:
    clock = shipped()["typical-case"].clock
    assert (clock.starts_with, clock.term, clock.term_from_site) == ("published_on", None, False)


FOUR_YEARS = [date(2023, 1, 1) + timedelta(days=n) for n in range(4 * 365 + 1)]


def corresponding(start: date, months: int) -> date:
    """The same day of the month that many months on, walked one month at a time."""
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


@pytest.mark.parametrize("months", [1, 2, 3, 6, 11, 12, 36, 60])
def test_months_end_on_the_corresponding_day_or_the_months_last(months: int) -> None:
    for start in FOUR_YEARS:
        assert Term(months=months).last_day_from(start) == corresponding(start, months)


@pytest.mark.parametrize("years", [1, 2, 3, 5])
def test_a_year_is_twelve_months(years: int) -> None:
    for start in FOUR_YEARS:
        assert Term(years=years).last_day_from(start) == corresponding(start, 12 * years)


@pytest.mark.parametrize("days", [0, 1, 10, 365])
def test_days_are_counted_without_the_first(days: int) -> None:
    for start in FOUR_YEARS:
        counted = [start + timedelta(days=n + 1) for n in range(days)]
        assert Term(days=days).last_day_from(start) == (counted[-1] if counted else start)


def test_a_later_start_never_ends_earlier() -> None:
    ends = [Term(years=3).last_day_from(start) for start in FOUR_YEARS]
    assert ends == sorted(ends)


@pytest.mark.parametrize(
    "term", [Term(years=3), Term(months=36), Term(days=400), Term(years=999_999_999)]
)
def test_a_term_that_the_calendar_cannot_hold_ends_with_it(term: Term) -> None:
    assert term.last_day_from(date(9998, 12, 31)) == date.max


def test_the_calendars_last_day_has_none_after_it() -> None:
    assert day_after(date(2027, 2, 28)) == date(2027, 3, 1)
    assert day_after(date.max) is None


def test_a_day_is_its_midnight() -> None:
    assert at("2025-03-01") == at("2025-03-01T00:00") == Moment.start_of(date(2025, 3, 1))


def test_a_moment_is_written_as_it_is_read() -> None:
    assert [str(at(text)) for text in ("2025-03-01", "2025-03-01T00:00", "2025-03-01T09:05")] == [
        "2025-03-01",
        "2025-03-01",
        "2025-03-01T09:05",
    ]


def test_a_timestamp_carries_the_zone_of_the_law() -> None:
    assert at("2025-03-01T09:05").timestamp == "2025-03-01T09:05:00+08:00"


def test_moments_stand_in_the_order_of_time() -> None:
    ordered = ["2024-02-29", "2024-02-29T00:01", "2024-02-29T23:59", "2024-03-01"]
    assert sorted(map(at, reversed(ordered))) == [at(text) for text in ordered]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025",
        "2025-3-1",
        "2025/03/01",
        "20250301",
        "2025-02-29",
        "2025-13-01",
        "0000-01-01",
        "2025-03-01T",
        "2025-03-01T9:00",
        "2025-03-01 09:00",
        "2025-03-01T24:00",
        "2025-03-01T09:60",
        "2025-03-01T09:00:00",
        "2025-03-01T09:00+08:00",
        "2025-03-01\n",
        " 2025-03-01",
        "２０２５-０３-０１",
    ],
)
def test_anything_else_is_no_moment(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Moment.parse(text)
