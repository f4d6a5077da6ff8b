"""Whether a party may apply to leave early, from which day, or what bars it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.model.moment import day_after
from site_builder.model.record import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from site_builder.model.record import Event
    from site_builder.model.regime import Regime


@dataclass(frozen=True, slots=True)
class EarlyRemovalStanding:
    """Whether an application is allowed on the day asked about.

    ``may_apply_from`` is None while the waiting time has not begun or nothing can
    begin it.
    """

    is_allowed: bool
    may_apply_from: date | None
    barred_by: tuple[EventKind, ...]


def may_apply_from(regime: Regime, start: date, events: Iterable[Event]) -> date | None:
    """The first day of applying: the day after the waiting time is full (令45 第十二条).

    Where the regime counts it from the document itself (令36), from the day of that.

    The wait runs from the later of the event that begins it and the listing; that
    it is the later of both is an inference from "被列入…满6个月".
    """
    rule = regime.early_removal
    if rule is None or rule.wait is None:
        return None
    if rule.wait_from == regime.clock.starts_with:
        return day_after(rule.wait.last_day_from(start))
    begun = max((event.on for event in events if event.kind == rule.wait_from), default=None)
    if begun is None:
        return None
    return day_after(rule.wait.last_day_from(max(begun, start)))


def early_removal(
    regime: Regime | None, start: date, live: tuple[Event, ...], day: date
) -> EarlyRemovalStanding:
    """How early removal stands on ``day``, given the events that have happened."""
    if regime is None or regime.early_removal is None:
        return EarlyRemovalStanding(is_allowed=False, may_apply_from=None, barred_by=())
    barring = set(regime.early_removal.barred_by)
    found = (e.kind for e in live if e.kind in barring and not _is_over(e, live))
    barred = tuple(dict.fromkeys(found))
    first = may_apply_from(regime, start, live)
    return EarlyRemovalStanding(
        is_allowed=first is not None and first <= day and not barred,
        may_apply_from=first,
        barred_by=barred,
    )


def _is_over(event: Event, live: tuple[Event, ...]) -> bool:
    """Whether proceedings ended without a conviction, so that they bar no more (令45 第十三条)."""
    return event.kind is EventKind.CRIMINAL_PROCEEDINGS and any(
        other.kind is EventKind.PROCEEDINGS_ENDED and other.on >= event.on for other in live
    )
