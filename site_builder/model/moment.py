"""Moments and terms as the law counts them: in days, in Asia/Shanghai."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

ONE_DAY = timedelta(days=1)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?", re.ASCII)


def day_after(day: date) -> date | None:
    """The day after ``day``; None after the calendar's last."""
    return day + ONE_DAY if day < date.max else None


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A minute in Asia/Shanghai; the law looks at its day, an embargo at the minute."""

    at: datetime

    @classmethod
    def parse(cls, text: str) -> Moment:
        """Read ``DAY`` (its 00:00) or ``DAYTHH:MM``.

        Raises:
            ValueError: ``text`` is neither, or no such day exists.
        """
        match = _MOMENT.fullmatch(text)
        if match is None:
            raise ValueError(text)
        minute = time.fromisoformat(match[2]) if match[2] else time()
        return cls(datetime.combine(date.fromisoformat(match[1]), minute))

    @classmethod
    def start_of(cls, day: date) -> Moment:
        """The first minute of ``day``."""
        return cls(datetime.combine(day, time()))

    @property
    def day(self) -> date:
        """The calendar day in Asia/Shanghai."""
        return self.at.date()

    def __str__(self) -> str:
        """``DAY`` at midnight, else ``DAYTHH:MM``."""
        return (
            self.day.isoformat() if self.at.time() == time() else self.at.isoformat("T", "minutes")
        )

    @property
    def timestamp(self) -> str:
        """RFC 3339 with the zone, for feeds and machines."""
        return self.at.isoformat("T", "seconds") + "+08:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A length of time as a statute words it."""

    years: int = 0
    months: int = 0
    days: int = 0

    def last_day_from(self, start: date) -> date:
        """The last day of the term, when ``start`` itself is not counted.

        民法典 201: counting begins on the next day; 202: years and months end on
        the corresponding day, and where the month has none, on its last day. A term
        that the calendar cannot hold ends with it.
        """
        months = start.month - 1 + self.months + 12 * self.years
        year, month = start.year + months // 12, months % 12 + 1
        if year > date.max.year:
            return date.max
        last = calendar.monthrange(year, month)[1]
        corresponding = date(year, month, min(start.day, last))
        return corresponding + min(timedelta(days=self.days), date.max - corresponding)
