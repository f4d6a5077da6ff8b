"""What the public is told of a record's leaving before its last day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from site_builder.model.early_removal import early_removal
from site_builder.model.public import EarlyEnd
from site_builder.model.record import EventKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from site_builder.disclose.subject import Subject
    from site_builder.model.regime import EarlyRemoval, Regime

_OF_A_CRIME = frozenset({EventKind.CRIMINAL_PROCEEDINGS, EventKind.CONVICTED})


def early_end(subject: Subject, values: Mapping[str, Any], day: date) -> EarlyEnd:
    """What the page says on ``day``; ``values`` are those that show.

    The day of applying depends on what has happened, never on ``day`` itself, so that a
    new day alone changes no page.
    """
    regime, course = subject.regime, subject.course
    if regime is None or regime.early_removal is None:
        return EarlyEnd()
    rule = regime.early_removal
    standing = early_removal(regime, course.start_on(day), course.live_events(day), day)
    if standing.barred_by:
        return EarlyEnd(is_barred=_hides_its_reason(rule))
    return EarlyEnd(standing.may_apply_from if _shows_its_beginning(regime, rule, values) else None)


def _hides_its_reason(rule: EarlyRemoval) -> bool:
    """Whether that it is barred leaves open that no crime is suspected (刑诉法 第十二条)."""
    return not _OF_A_CRIME.issuperset(rule.barred_by)


def _shows_its_beginning(regime: Regime, rule: EarlyRemoval, values: Mapping[str, Any]) -> bool:
    """Whether the day from which the waiting time counts shows: the term's own always does."""
    if rule.wait_from == regime.clock.starts_with:
        return True
    return values.get(f"{rule.wait_from}_on") is not None
