"""Other places that still show a record which has ended here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.model.record import EventKind

if TYPE_CHECKING:
    from datetime import date

    from site_builder.model.record import Elsewhere, Facts


def still_published(facts: Facts, day: date) -> tuple[Elsewhere, ...]:
    """The places that no event by ``day`` says have taken the record down."""
    recalled = {
        event.channel
        for event in facts.events
        if event.kind is EventKind.RECALLED and event.on <= day
    }
    return tuple(place for place in facts.also_published if place.channel not in recalled)
