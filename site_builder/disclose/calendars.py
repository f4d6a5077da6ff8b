"""The working days of a site: official calendars of a library, and the site's own beyond it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from site_builder.errors import Problem, Severity
from site_builder.i18n import _
from site_builder.model.working_days import CalendarYear, WorkingDays

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

CALENDARS = "content/calendars"
_NOVEMBER = 11  # the State Council gives out the next year's calendar by then


def working_days(own: Mapping[int, CalendarYear | None]) -> WorkingDays:
    """The working days of every year that is known; ``own`` calendars go before the library's."""
    return WorkingDays(year for year in {**_official(), **own}.values() if year is not None)


@cache
def _official() -> dict[int, CalendarYear]:
    """The calendars that the library holds."""
    # Its tables are read by those alone who count working days.
    from chinese_calendar.constants import (  # type: ignore[import-untyped]  # noqa: PLC0415
        holidays,
        workdays,
    )

    return {
        year: CalendarYear(
            year,
            frozenset(day for day in holidays if day.year == year),
            frozenset(day for day in workdays if day.year == year),
        )
        for year in {day.year for day in holidays}
    }


def calendar_missing(known: WorkingDays, day: date) -> Iterator[Problem]:
    """A warning, in November and December, that deadlines of the next year can't be computed."""
    year = day.year + 1
    if day.month >= _NOVEMBER and not known.knows(year):
        message = _(
            "expected the holidays and make-up days of {year} in content/calendars/{year}.yml,"
            " as the State Council's notice has them, found none: deadlines of {year} are unknown",
            year=year,
        )
        yield Problem(
            code="calendar-missing",
            path=CALENDARS,
            message=message,
            severity=Severity.WARNING,
        )
