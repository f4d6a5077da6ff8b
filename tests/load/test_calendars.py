"""Calendars that a site writes: which years they give, and what is said of faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.load.calendars import read_calendar, same_years
from site_builder.model.working_days import CalendarYear
from tests.model.examples import day

if TYPE_CHECKING:
    from site_builder.store.corpus import WrittenYear

PATH = "content/calendars/2027.yml"
MEANT = "no field 'holiday' here; did you mean 'holidays'?"
GOOD = """\
year: 2027
holidays: [2027-01-01, 2027-02-08]
workdays: [2027-02-06]
source: 国务院办公厅关于2027年部分节假日安排的通知
"""


def _read(text: str, path: str = PATH) -> tuple[list[WrittenYear], list[str]]:
    years, problems = read_calendar(text.encode(), path)
    return years, [f"{problem.code} {problem.text('en')}" for problem in problems]


def test_a_year_has_its_holidays_and_make_up_days() -> None:
    years, said = _read(GOOD)
    assert said == []
    assert [year.found for year in years] == [
        CalendarYear(
            2027,
            frozenset({day("2027-01-01"), day("2027-02-08")}),
            frozenset({day("2027-02-06")}),
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- {year: 2027, holidays: [2027-01-01]}\n- {year: 2028, holidays: [2028-01-01]}\n",
        "year: 2027\nholidays: [2027-01-01]\n---\nyear: 2028\nholidays: [2028-01-01]\n",
    ],
)
def test_a_file_holds_a_list_or_several_documents(text: str) -> None:
    years, said = _read(text)
    assert said == []
    assert [(year.year, year.found is not None) for year in years] == [(2027, True), (2028, True)]


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        (
            "holidays:",
            "holiday:",
            [
                f"missing-field {PATH}:1: holidays: expected a value, found nothing",
                f"unknown-field {PATH}:2: holiday: {MEANT}",
            ],
        ),
        (
            "2027-02-08]",
            "2026-12-31]",
            [f"bad-date {PATH}:2: holidays[1]: expected a day of 2027, found '2026-12-31'"],
        ),
        (
            "workdays: [2027-02-06]",
            "workdays: [2027-02-05]",
            [f"bad-date {PATH}:3: workdays[0]: expected a Saturday or Sunday, found '2027-02-05'"],
        ),
        (
            "2027-02-08]",
            "2027-02-06]",
            [f"duplicate-day {PATH}:3: workdays[0]: expected a day once, found '2027-02-06' twice"],
        ),
        (
            "2027-02-08]",
            "2027-02-30]",
            [f"bad-date {PATH}:2: holidays[1]: expected a day of the calendar, found '2027-02-30'"],
        ),
    ],
)
def test_what_cannot_be_is_said_and_leaves_the_year_unknown(
    wrong: str, right: str, said: list[str]
) -> None:
    years, found = _read(GOOD.replace(wrong, right))
    assert found == said
    assert [(year.year, year.found) for year in years] == [(2027, None)]


@pytest.mark.parametrize("text", ["", "year: [2027", "- 3\n", "holidays: [2027-01-01]\n"])
def test_where_the_file_cannot_tell_its_name_does(text: str) -> None:
    years, said = _read(text)
    assert len(said) == 1
    assert [(year.year, year.found) for year in years] == [(2027, None)]


def test_a_year_in_front_of_a_break_counts() -> None:
    years, said = _read(f"{GOOD}---\nyear: [")
    assert len(said) == 1
    assert [(year.year, year.found is not None) for year in years] == [(2027, True)]


def test_two_calendars_of_a_year_are_told_at_both_places() -> None:
    years, _said = _read(f"{GOOD}---\n{GOOD}")
    found = [(written.line, problem.text("en")) for written, problem in same_years(years)]
    assert found == [
        (6, f"{PATH}:6: year: expected one calendar of 2027, found another at {PATH}:1"),
        (1, f"{PATH}:1: year: expected one calendar of 2027, found another at {PATH}:6"),
    ]
