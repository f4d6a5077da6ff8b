"""What a month or a year came to, counted from the vetted records themselves."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from site_builder.disclose import changes_of
from site_builder.errors import UsageError
from site_builder.i18n import _
from site_builder.model.moment import ONE_DAY, Moment
from site_builder.model.record import Kind, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from site_builder.disclose import Subject, Subjects

_PERIOD: Final = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)
_FIRST_YEAR: Final = 1900
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Period:
    """A month of a year; without a month the whole year."""

    year: int
    month: int | None = None

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``2026-10`` or ``2026``.

        Raises:
            UsageError: ``text`` is neither.
        """
        found = _PERIOD.fullmatch(text)
        year, month = (int(found[1]), int(found[2] or 1)) if found else (0, 0)
        if found is None or year < _FIRST_YEAR or not 1 <= month <= _MONTHS:
            raise UsageError(_("expected a month like 2026-10 or a year like 2026"))
        return cls(year, month if found[2] else None)

    @property
    def first_day(self) -> date:
        """The day on which it begins."""
        return date(self.year, self.month or 1, 1)

    @property
    def last_day(self) -> date:
        """The day on which it ends."""
        month = self.month or _MONTHS
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    def months(self) -> list[Period]:
        """The months of a year; of a month, itself."""
        return [self] if self.month else [Period(self.year, m) for m in range(1, _MONTHS + 1)]

    def __str__(self) -> str:
        """``2026-10`` or ``2026``."""
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)


@dataclass(slots=True)
class Sums:
    """Records, and what they say of money and of workers where they say it."""

    count: int = 0
    amount: Decimal = Decimal(0)
    workers: int = 0
    fines: Decimal = Decimal(0)
    without_amount: int = 0

    def add(self, values: Mapping[str, Any]) -> None:
        """Count one record more."""
        arrears = values.get("arrears") or {}
        self.count += 1
        self.amount += Decimal(arrears.get("amount", 0))
        self.without_amount += "amount" not in arrears
        self.workers += int(arrears.get("workers", 0))
        self.fines += Decimal((values.get("penalty") or {}).get("fine", 0))


@dataclass(slots=True)
class Listings:
    """Listings that were new within a period, that left, and those in force on its last day."""

    entered: Sums = field(default_factory=Sums)
    left: Counter[State] = field(default_factory=Counter)
    in_force: int = 0
    by_region: Counter[str | None] = field(default_factory=Counter)
    by_organ: Counter[str | None] = field(default_factory=Counter)


@dataclass(slots=True)
class Cases:
    """Cases decided within a period; ``publicised`` are those that the public could read.

    ``sealed`` are those that the law lets nobody publish; ``told`` those of which a typical case
    tells. ``unsigned`` are those that wait for two people, and are counted nowhere else.
    """

    all: Sums = field(default_factory=Sums)
    publicised: int = 0
    sealed: int = 0
    told: int = 0
    unsigned: int = 0
    by_type: Counter[str] = field(default_factory=Counter)
    by_organ: Counter[str | None] = field(default_factory=Counter)
    by_region: Counter[str | None] = field(default_factory=Counter)
    publicised_by_region: Counter[str | None] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What a period came to, as far as it was known at a moment; of a year, by months too."""

    period: Period
    as_of: Moment
    listings: Listings
    cases: Cases
    months: tuple[tuple[Listings, Cases], ...] = ()


def bulletin(
    subjects: Subjects, period: Period, as_of: Moment, region_of: Callable[[str | None], str | None]
) -> Bulletin:
    """Count what the vetted records tell of a period that is over.

    ``region_of`` gives the region under which a record is counted.

    Raises:
        UsageError: The period is not over.
    """
    if period.last_day >= as_of.day:
        message = _(
            "expected a month or a year that is over by {day}, found {period}",
            day=as_of.day,
            period=period,
        )
        raise UsageError(message)
    parts = period.months()
    listings, cases = [Listings() for _part in parts], [Cases() for _part in parts]
    whole = _Counting(period, as_of, region_of)
    single = [_Counting(part, as_of, region_of) for part in parts]
    found = Bulletin(
        period,
        as_of,
        Listings(),
        Cases(),
        () if period.month else tuple(zip(listings, cases, strict=True)),
    )
    for subject in subjects.all(Kind.LISTING):
        whole.listing(subject, found.listings)
        for counting, into in zip(single, listings, strict=True):
            counting.listing(subject, into)
    told = _told(subjects, as_of)
    for subject in subjects.all(Kind.CASE):
        whole.case(subject, found.cases, told)
        for counting, tally in zip(single, cases, strict=True):
            counting.case(subject, tally, told)
    return found


@dataclass(frozen=True, slots=True)
class _Counting:
    """Counts single records into what they belong to."""

    period: Period
    as_of: Moment
    region_of: Callable[[str | None], str | None]

    def listing(self, subject: Subject, into: Listings) -> None:
        if not subject.found.is_vetted:
            return
        first, last = self.period.first_day, self.period.last_day
        found = list(changes_of(subject, first - ONE_DAY, last))
        if self._is_new(subject):
            into.entered.add(subject.record.values)
            into.by_region[self.region_of(subject.region)] += 1
            into.by_organ[subject.organ] += 1
        left = [change.state for change in found if change.change == "leaves"]
        if left:
            into.left[left[-1]] += 1
        into.in_force += subject.course.state(Moment.start_of(last)) is State.IN_FORCE

    def _is_new(self, subject: Subject) -> bool:
        """Whether it first showed within the period: what comes back is not listed anew."""
        first_shown = next((begin.day for begin, _end in subject.course.shown()), None)
        return first_shown is not None and (
            self.period.first_day <= first_shown <= self.period.last_day
        )

    def case(self, subject: Subject, into: Cases, told: frozenset[str]) -> None:
        decided_on = subject.record.facts.starts.get("issued_on")
        first, last = self.period.first_day, self.period.last_day
        if decided_on is None or not first <= decided_on <= last:
            return
        if not subject.found.is_vetted:
            into.unsigned += 1
            return
        region = self.region_of(subject.region)
        is_publicised = _was_public(subject, self.as_of)
        into.all.add(subject.record.values)
        into.by_type[subject.record.values["type"]] += 1
        into.by_organ[subject.organ] += 1
        into.by_region[region] += 1
        into.publicised_by_region[region] += is_publicised
        into.publicised += is_publicised
        into.sealed += subject.course.state(self.as_of) is State.SEALED
        into.told += subject.record.id in told


def _was_public(subject: Subject, as_of: Moment) -> bool:
    """Whether the public could ever read it by ``as_of``, whatever became of it since."""
    return any(begin <= as_of for begin, _end in subject.course.shown())


def _told(subjects: Subjects, as_of: Moment) -> frozenset[str]:
    """The cases of which a typical case tells that the public could read."""
    return frozenset(_cases_told(subjects, as_of))


def _cases_told(subjects: Subjects, as_of: Moment) -> Iterator[str]:
    for subject in subjects.all(Kind.TYPICAL_CASE):
        if _was_public(subject, as_of):
            yield from subject.record.values.get("cases", ())
