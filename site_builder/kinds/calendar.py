"""The official calendar of one year, in ``calendars/*.yml``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from site_builder.i18n import _
from site_builder.kinds.base import Values
from site_builder.kinds.faults import Fault
from site_builder.kinds.fields import Day, Text, Year
from site_builder.model.working_days import is_weekend


class CalendarValues(Values):
    """A year's holidays and make-up days as written, after the State Council's notice."""

    year: Year
    holidays: tuple[Day, ...]
    workdays: tuple[Day, ...] = ()
    source: Text = ""


def calendar_faults(values: CalendarValues) -> Iterator[Fault]:
    """What cannot be so: days of another year, days said twice, make-up days within the week."""
    seen: set[date] = set()
    for field, days in (("holidays", values.holidays), ("workdays", values.workdays)):
        for index, day in enumerate(days):
            place = (field, index)
            if day.year != values.year:
                message = _(
                    "expected a day of {year}, found '{found}'", year=values.year, found=day
                )
                yield place, "bad-date", message
            if day in seen:
                yield (
                    place,
                    "duplicate-day",
                    _("expected a day once, found '{found}' twice", found=day),
                )
            elif field == "workdays" and not is_weekend(day):
                message = _("expected a Saturday or Sunday, found '{found}'", found=day)
                yield place, "bad-date", message
            seen.add(day)
