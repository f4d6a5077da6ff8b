"""What a release hid once stays hidden, until two people sign the record anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from site_builder.errors import Problem
from site_builder.i18n import _
from site_builder.store.decisions import Decisions
from site_builder.vet.told_events import fit_to_tell
from site_builder.words import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.i18n import Message
    from site_builder.model.record import Event, EventKind, Record, SignOff
    from site_builder.store.memory import Memory
    from site_builder.vet.vetted import VettedCorpus

HOLDS_FILE = "content/holds.yml"


def keep_honoured(vetted: VettedCorpus, memory: Memory) -> None:
    """Keep every hiding that a release honoured, until a newer sign-off covers the record."""
    decisions = Decisions(vetted.store, vetted.organ_of)
    for name, hidings in memory.honoured().items():
        found = vetted.store.get(name)
        if found is None:
            continue
        others = [event for events in decisions.others(found) for event in events]
        signed = signature(vetted.store.sign_off(name))
        covers = found.is_vetted and not found.stands_in
        extra: list[Event] = list(found.hides)
        for hiding in hidings:
            if covers and _is_newer(signed, hiding.sign_off):
                vetted.released.append(name)
            elif hiding.is_withdrawal:
                _keep_withdrawn(vetted, name, hiding.on)
            elif hiding.event is None:
                _keep_hold(vetted, found.record, hiding.on)
            elif not _still_there((*found.record.facts.events, *others, *extra), hiding.event):
                extra.append(fit_to_tell(hiding.event))
                vetted.problems.append(_gone_event(found.record, hiding.event.kind, hiding.on))
        if len(extra) > len(found.hides):
            vetted.store.hide(name, extra)


def signature(signed: tuple[SignOff, str, int] | None) -> str:
    """What tells one sign-off of a record from a newer one of the same values."""
    if signed is None:
        return ""
    # As releases remember it, whatever a sign-off has come to hold since.
    said = signed[0]
    parts = ("id", "kind", "drafter", "approver", "document", "on", "first_on", "sha256")
    told = [*parts, "waivers"] if said.waivers else parts
    values = ", ".join(f"{name}={getattr(said, name)!r}" for name in told)
    return f"{said.on} SignOff({values})"


def _is_newer(signed: str, honoured: str) -> bool:
    """Whether a sign-off is another than the one that stood then, and of no earlier day."""
    day = len("2025-03-01")
    return bool(signed) and signed != honoured and signed[:day] >= honoured[:day]


def _still_there(events: Iterable[Event], honoured: Event) -> bool:
    return any(
        event.kind is honoured.kind and event.name == honoured.name and event.on <= honoured.on
        for event in events
    )


def _target(record: Record) -> str:
    """What to sign: naming the file alone signs only what changed, lest a hiding end unnoticed."""
    return f"{record.path}#{record.id}"


def _keep_hold(vetted: VettedCorpus, record: Record, on: date) -> None:
    if vetted.held.get(record.id, date.max) <= on:
        return
    vetted.held[record.id] = on
    message = _(
        "a hold of {day} that a release honoured is gone; it stays until a newer sign-off:"
        " approve {target}",
        day=on,
        target=_target(record),
    )
    vetted.problems.append(
        Problem(code="hold-gone", path=HOLDS_FILE, record=record.id, message=message)
    )


def _keep_withdrawn(vetted: VettedCorpus, name: str, on: date) -> None:
    found = vetted.store.get(name)
    if found is None:
        return
    facts = found.record.facts
    if facts.withdrawn_on is not None and facts.withdrawn_on <= on:
        return
    vetted.store.add([replace(found.record, facts=replace(facts, withdrawn_on=on))])
    if found.is_vetted:
        vetted.store.mark([(name, found.first_on, found.hides, found.stands_in)])
    message = _(
        "the withdrawal of {day} that a release honoured is gone or moved;"
        " the article stays withdrawn until a newer sign-off: approve {target}",
        day=on,
        target=_target(found.record),
    )
    vetted.problems.append(_gone(found.record, "withdrawn", message))


def _gone_event(record: Record, kind: EventKind, on: date) -> Problem:
    message = _(
        "the event '{kind}' of {day} that a release honoured is gone or moved;"
        " the record stays hidden until a newer sign-off: approve {target}",
        kind=EVENTS[kind],
        day=on,
        target=_target(record),
    )
    return _gone(record, "events", message)


def _gone(record: Record, field_name: str, message: Message) -> Problem:
    return Problem(
        code="hiding-event-gone",
        path=record.path,
        line=record.line,
        sheet=record.sheet,
        cell=record.cell,
        field=field_name,
        record=record.id,
        message=message,
    )
