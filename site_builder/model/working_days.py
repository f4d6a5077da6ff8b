"""Working days: weekdays without public holidays, with the weekends that are worked instead."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from site_builder.model.moment import day_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The public holidays of one year, and the weekend days that are worked instead."""

    year: int
    holidays: frozenset[date]
    workdays: frozenset[date]

    def working_days(self) -> Iterator[date]:
        """The working days of the year, in order."""
        first = date(self.year, 1, 1).toordinal()
        for day in map(date.fromordinal, range(first, date(self.year, 12, 31).toordinal() + 1)):
            is_weekday = day.weekday() < _SATURDAY and day not in self.holidays
            if is_weekday or day in self.workdays:
                yield day


class WorkingDays:
    """Counts working days through the years that are known; of others it says None.

    The State Council gives out each year's calendar late in the year before, so what
    lies beyond the last known year is never computed as if it had no holidays.
    """

    def __init__(self, years: Iterable[CalendarYear]) -> None:
        known = {found.year: found for found in years}
        self._years = frozenset(known)
        self._days = [day for _year, found in sorted(known.items()) for day in found.working_days()]

    def knows(self, year: int) -> bool:
        """Whether the calendar of ``year`` is at hand."""
        return year in self._years

    def after(self, day: date, count: int) -> date | None:
        """The ``count``-th working day after ``day``, which itself is not counted (民法典 201).

        None where that needs the calendar of a year that is not known.
        """
        if count == 0:
            return day
        place = bisect_right(self._days, day) + count - 1
        found = self._days[place] if place < len(self._days) else None
        return found if found is not None and self._knows_between(day, found) else None

    def between(self, day: date, later: date) -> int | None:
        """How many working days lie after ``day``, through ``later``; None if not known."""
        if not self._knows_between(day, later):
            return None
        return bisect_right(self._days, later) - bisect_right(self._days, day)

    def _knows_between(self, day: date, later: date) -> bool:
        first = day_after(day) or day
        return all(self.knows(year) for year in range(first.year, later.year + 1))


def is_weekend(day: date) -> bool:
    """Whether ``day`` is a Saturday or a Sunday."""
    return day.weekday() >= _SATURDAY
