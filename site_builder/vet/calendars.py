"""Which calendar of each year stands: tonight's, its last good self, or none."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from site_builder.model.working_days import CalendarYear
from site_builder.vet.settings import is_unread

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.store.corpus import WrittenYear
    from site_builder.store.memory import Memory

CALENDAR: Final = "calendar"


@dataclass(slots=True)
class Calendars:
    """A site's own calendars; ``good`` is what to remember of them.

    A year that is written, but so that it can't be used, is None: it is not known,
    whatever the library says of it.
    """

    years: dict[int, CalendarYear | None] = field(default_factory=dict)
    good: dict[str, tuple[str, str]] = field(default_factory=dict)


def settle_calendars(
    written: Iterable[WrittenYear], unread: set[str], memory: Memory | None
) -> Calendars:
    """Decide for every year that the site speaks of which calendar stands tonight."""
    found = Calendars()
    known = memory.settings(CALENDAR) if memory else {}
    for year in written:
        if year.found is not None:
            found.years[year.year] = year.found
            found.good[str(year.year)] = (year.path, _to_json(year.found))
        else:
            found.years.setdefault(year.year, None)
    for name, (path, data) in known.items():
        is_broken = name not in found.good and int(name) in found.years
        if is_broken or (name not in found.good and is_unread(path, unread)):
            found.years[int(name)] = _from_json(data)
            found.good[name] = (path, data)
    return found


def _to_json(year: CalendarYear) -> str:
    days = {
        name: sorted(day.isoformat() for day in values)
        for name, values in (("holidays", year.holidays), ("workdays", year.workdays))
    }
    return json.dumps({"year": year.year, **days})


def _from_json(data: str) -> CalendarYear:
    values = json.loads(data)
    holidays, workdays = (
        frozenset(map(date.fromisoformat, values[name])) for name in ("holidays", "workdays")
    )
    return CalendarYear(values["year"], holidays, workdays)
