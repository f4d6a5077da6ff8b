"""Other places that show a record: which of them took it down, and which still have to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.model.record import EventKind
from site_builder.model.text import fold

if TYPE_CHECKING:
    from datetime import date

    from site_builder.model.course import Course
    from site_builder.model.record import Elsewhere, Event, Facts


def recalls(course: Course, facts: Facts, day: date) -> dict[Elsewhere, date]:
    """The places that had taken the record down by ``day``, and since when.

    What was taken down before the record was restored, or shown there anew, counts no more.
    """
    begun_on, live = course.start_on(day), course.live_events(day)
    found: dict[Elsewhere, date] = {}
    for place in facts.also_published:
        since = max(begun_on, place.on or begun_on)
        days = (event.on for event in live if since <= event.on and _is_recall(event, place))
        if (first := next(days, None)) is not None:
            found[place] = first
    return found


def still_published(course: Course, facts: Facts, day: date) -> tuple[Elsewhere, ...]:
    """The places that no event by ``day`` says have taken the record down."""
    if not facts.also_published:
        return ()
    recalled = recalls(course, facts, day)
    return tuple(place for place in facts.also_published if place not in recalled)


def _is_recall(event: Event, place: Elsewhere) -> bool:
    is_recall = event.kind is EventKind.RECALLED and event.channel is not None
    return is_recall and fold(event.channel or "") == fold(place.channel)
