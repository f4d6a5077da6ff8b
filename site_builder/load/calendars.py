"""Official calendars that a site has beyond what the library knows: ``calendars/*.yml``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from site_builder.errors import Problem
from site_builder.i18n import _
from site_builder.kinds.base import faults_of
from site_builder.kinds.calendar import CalendarValues, calendar_faults
from site_builder.kinds.faults import Fault, problem
from site_builder.load.yaml_core import read_yaml
from site_builder.model.working_days import CalendarYear
from site_builder.store.corpus import WrittenYear

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.load.entries import Entry

_YEAR: Final = re.compile(r"(?<!\d)[12]\d{3}(?!\d)", re.ASCII)


def read_calendar(data: bytes, path: str) -> tuple[list[WrittenYear], list[Problem]]:
    """The years of one file, those without their days that can't be used, and the problems."""
    reading = read_yaml(data, path)
    years: list[WrittenYear] = []
    problems = list(reading.problems)
    for entry in reading.entries:
        found = _year(entry)
        if isinstance(found, CalendarYear):
            days = found if entry.is_sound else None
            years.append(WrittenYear(found.year, path, entry.line_of(()), days))
            continue
        problems += [problem(path, entry.line_of(fault[0]), fault, None) for fault in found]
        written = _YEAR.fullmatch(str(entry.values.get("year")))
        if written:
            years.append(WrittenYear(int(written[0]), path, entry.line_of(()), None))
    if problems:
        known = {year.year for year in years}
        years += [guess for guess in unreadable_years(path) if guess.year not in known]
    return years, problems


def unreadable_years(path: str) -> Iterator[WrittenYear]:
    """The years that a file's name speaks of, where the file itself can't tell."""
    for year in _YEAR.findall(path.rpartition("/")[2]):
        yield WrittenYear(int(year), path, None, None)


def same_years(years: Iterable[WrittenYear]) -> Iterator[tuple[WrittenYear, Problem]]:
    """Each calendar of a year that has another one: nobody can tell which of them is meant."""
    seen: dict[int, WrittenYear] = {}
    for written in years:
        first = seen.setdefault(written.year, written) if written.line else written
        if first is not written:
            yield written, _said_twice(written, first)
            yield first, _said_twice(first, written)


def _said_twice(written: WrittenYear, other: WrittenYear) -> Problem:
    message = _(
        "expected one calendar of {year}, found another at {path}:{line}",
        year=written.year,
        path=other.path,
        line=other.line,
    )
    return Problem(
        code="duplicate-year", path=written.path, line=written.line, field="year", message=message
    )


def _year(entry: Entry) -> CalendarYear | list[Fault]:
    try:
        values = CalendarValues.model_validate(entry.values)
    except ValidationError as error:
        return faults_of(CalendarValues, error)
    faults = list(calendar_faults(values))
    return faults or CalendarYear(
        values.year, frozenset(values.holidays), frozenset(values.workdays)
    )
