"""Which calendar stands from one night to the next, and when its lack is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.model.examples import day
from tests.vet.night import nights

if TYPE_CHECKING:
    from tests.vet.night import Night, Nights

__all__ = ["nights"]

YEAR = {"year": 2027, "holidays": ["2027-01-01"], "workdays": ["2027-02-06"]}


def _first_day(night: Night) -> str:
    """The first working day after 2026-12-31, as it stands."""
    return str(night.prepared.subjects.working_days.after(day("2026-12-31"), 1))


def test_a_calendar_needs_no_sign_off(nights: Nights) -> None:
    nights.write("calendars/2027.yml", YEAR)
    night = nights.night("2026-12-01")
    assert (_first_day(night), night.codes()) == ("2027-01-04", [])


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("2026-10-31", []),
        ("2026-11-01", ["calendar-missing"]),
        ("2026-12-31", ["calendar-missing"]),
        ("2025-12-31", []),
    ],
)
def test_from_november_on_the_next_years_lack_is_told(
    nights: Nights, as_of: str, said: list[str]
) -> None:
    night = nights.night(as_of)
    assert night.codes() == said
    assert not any(problem.is_error for problem in night.prepared.problems)


def test_a_calendar_that_broke_stands_as_it_last_was(nights: Nights) -> None:
    nights.write("calendars/2027.yml", YEAR)
    nights.night()
    for broken in ("", "year: [", {**YEAR, "workday": []}, {**YEAR, "holidays": ["2028-01-01"]}):
        nights.write("calendars/2027.yml", broken)
        night = nights.night()
        assert (_first_day(night), len(night.codes())) == ("2027-01-04", 1)


def test_a_calendar_that_was_never_good_leaves_its_year_unknown(nights: Nights) -> None:
    nights.write("calendars/2026.yml", {"year": 2026, "holidays": ["2025-01-01"]})
    night = nights.night()
    assert night.codes() == ["bad-date"]
    assert not night.prepared.subjects.working_days.knows(2026)
    assert night.prepared.subjects.working_days.knows(2025)


def test_a_calendar_that_is_gone_is_forgotten(nights: Nights) -> None:
    file = nights.write("calendars/2027.yml", YEAR)
    nights.night()
    file.unlink()
    night = nights.night()
    assert (_first_day(night), night.codes()) == ("None", [])


def test_of_two_calendars_of_a_year_neither_stands(nights: Nights) -> None:
    nights.write("calendars/a.yml", YEAR)
    nights.write("calendars/b.yml", {**YEAR, "workdays": ["2027-01-02"]})
    night = nights.night()
    assert (_first_day(night), night.codes()) == ("None", ["duplicate-year", "duplicate-year"])


def test_what_is_no_yaml_in_the_folder_is_told(nights: Nights) -> None:
    nights.write("calendars/2027.txt", "2027-01-01")
    assert nights.night().codes() == ["unknown-format"]
