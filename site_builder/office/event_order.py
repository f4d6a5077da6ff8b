"""An order to record an event: a bank's or a court's message in one line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from site_builder.i18n import Message, _
from site_builder.kinds.base import faults_of
from site_builder.kinds.event import CaseEvent, ListingEvent, event
from site_builder.model.record import Event, EventKind, Kind
from site_builder.model.text import fold
from site_builder.words import EVENTS, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from site_builder.model.record import Record

MODELS: Final[dict[Kind, type[ListingEvent | CaseEvent]]] = {
    Kind.LISTING: ListingEvent,
    Kind.CASE: CaseEvent,
}
# What one record says of itself, and no other party of its decision does.
OF_ONE_RECORD: Final = frozenset(
    {
        EventKind.RENAMED,
        EventKind.AMENDED,
        EventKind.CONTESTED,
        EventKind.CONTEST_ENDED,
        EventKind.OBJECTION_RECEIVED,
        EventKind.OBJECTION_ANSWERED,
        EventKind.CORRECTION_REQUESTED,
        EventKind.CORRECTION_ANSWERED,
        EventKind.RECALLED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What happened, from which day, and under which document."""

    kind: EventKind
    on: date
    document: str | None = None
    organ: str | None = None
    reason: str | None = None
    name: str | None = None
    field: str | None = None
    superseded_by: str | None = None
    channel: str | None = None
    undoes: tuple[EventKind, date] | None = None

    def values(self) -> dict[str, Any]:
        """The event as it is written in a file."""
        texts = ("document", "organ", "reason", "name", "field", "superseded_by", "channel")
        written: dict[str, Any] = {"kind": self.kind.value, "on": self.on.isoformat()}
        written |= {name: text for name in texts if (text := getattr(self, name))}
        if self.undoes is not None:
            kind, on = self.undoes
            written["event"] = {"kind": kind.value, "on": on.isoformat()}
        return written

    def event(self, kind: Kind) -> Event | Message:
        """The event of a record of this kind, or why such a record can't have it."""
        model = MODELS.get(kind)
        if model is None:
            return _("records of kind '{kind}' have no events", kind=KINDS[kind])
        try:
            return event(model.model_validate(self.values()))
        except ValidationError as error:
            place, code, message = faults_of(model, error)[0]
            if place == ("kind",) and code == "unknown-value":
                return _(
                    "records of kind '{kind}' know no event '{event}'",
                    kind=KINDS[kind],
                    event=EVENTS[self.kind],
                )
            return message

    def for_record(self, record: Record) -> Order:
        """The order as it is written on one record: a person's name as the record spells it."""
        if self.kind is not EventKind.PERSON_HIDDEN:
            return self
        return replace(self, name=named_person(record, self.name or "") or self.name)


def named_person(record: Record, name: str) -> str | None:
    """How a record spells the name of one of its persons; None if it names no such."""
    people = (person["name"] for person in record.values.get("persons", ()))
    return next((person for person in people if fold(person) == fold(name)), None)


def same_event(one: Event, other: Event) -> bool:
    """Whether two are one event: of one kind and day, and of the same thing."""
    return (one.kind, one.on, one.field, one.channel, one.undoes) == (
        other.kind,
        other.on,
        other.field,
        other.channel,
        other.undoes,
    ) and fold(one.name or "") == fold(other.name or "")


def twin(events: Iterable[Event], ordered: Event) -> Event | None:
    """The same event among others."""
    return next((known for known in events if same_event(known, ordered)), None)
