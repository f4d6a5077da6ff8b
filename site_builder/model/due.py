"""A deadline of one record: on which day, and whether it was met, by that day or later."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from site_builder.model.record import Elsewhere
    from site_builder.model.regime import Deadline
    from site_builder.model.working_days import WorkingDays


class DueState(StrEnum):
    """Where a deadline stands; unknown where its day can't be computed."""

    OPEN = "open"
    LATE = "late"
    MET = "met"
    MET_LATE = "met_late"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What an office owes, or owed, on one record.

    It counts from ``begun_on``, which may lie ahead where the law gives it already: the
    end of a term, a day of review. ``on`` is its last day, through 24:00; None where the
    calendar of a year is missing. ``late_by`` are the working days past it, until it was
    met or until now. ``places`` are those that still have to take a record down.
    """

    rule: Deadline
    begun_on: date
    on: date | None
    state: DueState
    met_on: date | None = None
    late_by: int | None = None
    places: tuple[Elsewhere, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether it was done, in time or not."""
        return self.met_on is not None

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it is not done."""
        return self.state is DueState.LATE


def due(
    rule: Deadline,
    begun_on: date,
    met_on: date | None,
    day: date,
    known: WorkingDays,
    *,
    places: tuple[Elsewhere, ...] = (),
) -> Due:
    """How a deadline that counts from ``begun_on`` stands on ``day``."""
    on = due_on(rule, begun_on, known)
    state = _state(rule, begun_on, on, met_on, day)
    is_past = on is not None and state in {DueState.LATE, DueState.MET_LATE}
    return Due(
        rule=rule,
        begun_on=begun_on,
        on=on,
        state=state,
        met_on=met_on,
        late_by=known.between(on, met_on or day) if on and is_past else None,
        places=places,
    )


def due_on(rule: Deadline, begun_on: date, known: WorkingDays) -> date | None:
    """The last day of a deadline; the day it counts from is not counted (民法典 201)."""
    if rule.working_days is not None:
        return known.after(begun_on, rule.working_days)
    return rule.term.last_day_from(begun_on) if rule.term else begun_on


def _state(
    rule: Deadline, begun_on: date, on: date | None, met_on: date | None, day: date
) -> DueState:
    if on is None:
        # So many working days take no fewer days: what was done within them was in time.
        is_sure = met_on is not None and (met_on - begun_on).days <= (rule.working_days or 0)
        return DueState.MET if is_sure else DueState.UNKNOWN
    if met_on is not None:
        return DueState.MET if met_on <= on else DueState.MET_LATE
    return DueState.LATE if on < day else DueState.OPEN
