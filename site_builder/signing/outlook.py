"""How a record will look in public once it is signed: as disclosure itself says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from site_builder.disclose import explain
from site_builder.disclose.links import settle_links
from site_builder.disclose.policy import shown_name, shown_values, shows_body
from site_builder.model.moment import Moment
from site_builder.model.record import Kind, State
from site_builder.model.regime import Show
from site_builder.model.regions import full_name
from site_builder.store.content import Vetted

if TYPE_CHECKING:
    from datetime import date

    from site_builder.disclose import Subject, Subjects
    from site_builder.model.record import Record


@dataclass(frozen=True, slots=True)
class PublicField:
    """One field as the public will see it; ``values`` are empty where nothing of it shows."""

    name: str
    shown: Show
    values: tuple[Any, ...]
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A record's state and days as of one day, and every field that it has.

    ``shows_from`` is the day on which a record to come enters. ``is_held_back`` says
    that an error keeps it from being shown, signed or not.
    """

    state: State
    starts_on: date | None
    shows_from: date | None
    last_day: date | None
    regime: str | None
    is_held_back: bool
    fields: tuple[PublicField, ...]


def outlook(record: Record, subjects: Subjects, day: date, *, is_held_back: bool) -> Outlook:
    """What the public will see of ``record``, were it signed as it stands."""
    moment = Moment.start_of(day)
    subject = _signed(record, subjects, day)
    found = explain(subject, moment)
    shown = _Shown(subject, subjects, day)
    fields = [
        PublicField(field.name, field.shown, shown.values(field.name, field.shown), field.citation)
        for field in found.fields
    ]
    if (name := shown_name(subject, day)) is not None:
        fields.insert(0, PublicField("current_name", Show.FULL, (name,), ""))
    return Outlook(
        state=found.state,
        starts_on=found.starts_on,
        shows_from=found.next_change_on if found.state is State.SCHEDULED else None,
        last_day=found.last_day,
        regime=subject.regime.name if subject.regime else None,
        is_held_back=is_held_back,
        fields=tuple(fields),
    )


def _signed(record: Record, subjects: Subjects, day: date) -> Subject:
    """The record as a subject of two people's signatures, with every hiding of tonight's."""
    stored = subjects.store.get(record.id)
    return subjects.subject(
        Vetted(
            record,
            is_vetted=True,
            stands_in=False,
            first_on=stored.first_on if stored else day,
            hides=stored.hides if stored else (),
        )
    )


class _Shown:
    """The values of one record as disclosure lets them out, written for people."""

    def __init__(self, subject: Subject, subjects: Subjects, day: date) -> None:
        self._subject = subject
        self._subjects = subjects
        self._moment = Moment.start_of(day)
        self._values = shown_values(subject, day)

    def values(self, name: str, shown: Show) -> tuple[Any, ...]:
        """What shows of a field: bodies and regions by their names."""
        if shown is Show.WITHHELD:
            return ()
        if name == "body":
            body = settle_links(self._subject.record.body, self._is_listed)
            return (body,) if shows_body(self._subject, self._moment.day) else ()
        return tuple(self._named(name, value) for value in _at(self._values, name))

    def _named(self, name: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: self._named(key, item) for key, item in value.items() if item}
        leaf = name.rpartition(".")[2]
        if leaf == "organ" and (organ := self._subjects.chrome.organs.get(str(value))):
            return organ.name
        if leaf in {"region", "occurred_in"}:
            return full_name(str(value)) or value
        return value

    def _is_listed(self, record_id: str) -> bool:
        found = self._subjects.get(record_id)
        return (
            found is not None
            and found.record.kind is Kind.LISTING
            and found.course.state(self._moment) is State.IN_FORCE
        )


def _at(values: Any, name: str) -> list[Any]:
    """Everything that stands at a dotted name, in lists too."""
    if values is None:
        return []
    if isinstance(values, list | tuple):
        return [found for item in values for found in _at(item, name)]
    if not name:
        return [values]
    key, _dot, rest = name.partition(".")
    return _at(values.get(key), rest) if isinstance(values, Mapping) else []
