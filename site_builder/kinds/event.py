"""What happens to a listing or case after its decision, as written."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import model_validator

from site_builder.i18n import _
from site_builder.kinds.base import Values
from site_builder.kinds.faults import fault, no_field
from site_builder.kinds.fields import Day, Text, Words
from site_builder.model.fields import FIELDS
from site_builder.model.record import Event, EventKind, Kind

_NEEDED = {
    EventKind.RENAMED: "name",
    EventKind.PERSON_HIDDEN: "name",
    EventKind.ENTERED_IN_ERROR: "event",
    EventKind.AMENDED: "field",
    EventKind.RECALLED: "channel",
}
ListingEventKind = Literal[
    "removed_early",
    "revoked",
    "suspended",
    "shielded",
    "person_hidden",
    "resumed",
    "unshielded",
    "restored",
    "entered_in_error",
    "renamed",
    "amended",
    "renewed",
    "remedied",
    "new_violation",
    "criminal_proceedings",
    "convicted",
    "proceedings_ended",
    "contested",
    "contest_ended",
    "objection_received",
    "objection_answered",
    "removal_applied",
    "removal_refused",
    "correction_requested",
    "correction_answered",
    "recalled",
]
CaseEventKind = Literal[
    "changed",
    "revoked",
    "confirmed_unlawful",
    "confirmed_void",
    "repaired",
    "suspended",
    "shielded",
    "resumed",
    "unshielded",
    "entered_in_error",
    "contested",
    "contest_ended",
    "objection_received",
    "objection_answered",
    "correction_requested",
    "correction_answered",
    "recalled",
]


class _Undone(Values):
    on: Day


class UndoneListingEvent(_Undone):
    """The event of a listing that was entered in error."""

    kind: ListingEventKind


class UndoneCaseEvent(_Undone):
    """The event of a case that was entered in error."""

    kind: CaseEventKind


class _EventValues(Values):
    of: ClassVar[Kind]

    kind: str
    on: Day
    document: Text | None = None
    organ: Text | None = None
    reason: Text | None = None
    channel: Words | None = None

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> _EventValues:
        needed = _NEEDED.get(EventKind(self.kind))
        if needed and getattr(self, needed, None) is None:
            message = _("expected a value with an event of kind '{kind}'", kind=self.kind)
            raise fault("missing-field", message, needed)
        return self


class ListingEvent(_EventValues):
    """One event of a listing."""

    of = Kind.LISTING

    kind: ListingEventKind
    name: Words | None = None
    field: Words | None = None
    event: UndoneListingEvent | None = None

    @model_validator(mode="after")
    def _names_a_field(self) -> ListingEvent:
        if self.field is not None and self.field not in FIELDS[self.of]:
            raise fault("unknown-field", no_field(self.field, FIELDS[self.of]), "field")
        return self


class CaseEvent(_EventValues):
    """One event of a case; ``superseded_by`` is the document that changed it."""

    of = Kind.CASE

    kind: CaseEventKind
    superseded_by: Words | None = None
    event: UndoneCaseEvent | None = None


def event(values: ListingEvent | CaseEvent) -> Event:
    """The event in the model's words."""
    undone = values.event
    listed = values if isinstance(values, ListingEvent) else None
    return Event(
        kind=EventKind(values.kind),
        on=values.on,
        document=values.document,
        organ=values.organ,
        reason=values.reason,
        name=listed.name if listed else None,
        channel=values.channel,
        field=listed.field if listed else None,
        superseded_by=values.superseded_by if isinstance(values, CaseEvent) else None,
        undoes=(EventKind(undone.kind), undone.on) if undone else None,
    )
