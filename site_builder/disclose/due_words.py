"""A deadline in one sentence, for whoever has to keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.i18n import _
from site_builder.model.due import DueState
from site_builder.words import WHATS

if TYPE_CHECKING:
    from site_builder.i18n import Message
    from site_builder.model.due import Due


def due_said(found: Due) -> Message:
    """What is to be done by when, or was done; of what is late, by how many working days."""
    return _done(found) if found.is_met else _to_do(found)


def _to_do(found: Due) -> Message:
    what, on, by = WHATS[found.rule.what], found.on, found.late_by
    if on is None:
        return _(
            "{what}: counts from {day}; its last day is unknown, for a calendar is missing",
            what=what,
            day=found.begun_on,
        )
    if found.state is DueState.OPEN:
        return _("{what}: by {on}", what=what, on=on)
    if by:
        return _("{what}: was due by {on}, late by {by} working days", what=what, on=on, by=by)
    return _("{what}: was due by {on}, late", what=what, on=on)


def _done(found: Due) -> Message:
    what, on, met_on, by = WHATS[found.rule.what], found.on, found.met_on, found.late_by
    if found.state is DueState.UNKNOWN:
        return _(
            "{what}: done on {met_on}; its last day is unknown, for a calendar is missing",
            what=what,
            met_on=met_on,
        )
    if found.state is DueState.MET:
        return _("{what}: done on {met_on}", what=what, met_on=met_on)
    if by:
        return _(
            "{what}: done on {met_on}, {by} working days after {on}",
            what=what,
            met_on=met_on,
            by=by,
            on=on,
        )
    return _("{what}: done on {met_on}, after {on}", what=what, met_on=met_on, on=on)
