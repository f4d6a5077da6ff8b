"""Which fields of a record the public sees: only those that its regime names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from site_builder.disclose.redaction import redact
from site_builder.model.fields import (
    FIELDS,
    LISTS,
    PEOPLE,
    STAGES,
    TOLD_BY_EVENTS,
    empty_values,
)
from site_builder.model.record import EventKind, Kind
from site_builder.model.regime import FieldRule, Show
from site_builder.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from site_builder.disclose.subject import Subject
    from site_builder.model.record import Record
    from site_builder.model.regime import Regime

# News, pages and statistics need no regime: all fields of their kind show.
_OPEN = FieldRule(show=Show.FULL, citation="")
_WITHHELD = FieldRule(show=Show.WITHHELD, citation="")
_ORGANS = frozenset({"organ", "decision.organ", "document.organ"})
_REGIONS = frozenset({"region", "occurred_in", "employer.region", "party.region"})
_PARTY_KINDS = frozenset({"employer.party_kind", "party.party_kind"})
_DAYS = frozenset({"published_on", "decision.decided_on", "document.issued_on", "source.date"})
_SUMS = frozenset({"arrears.amount", "arrears.workers", "penalty.fine"})
_FIRMS_NUMBERS = frozenset({"credit_code", "registration_number"})
# Of an id, a word of a closed list, a day or a sum no part shows: whole or not at all.
_WHOLE = (
    _ORGANS
    | _REGIONS
    | _PARTY_KINDS
    | _DAYS
    | _SUMS
    | TOLD_BY_EVENTS
    | {"type", "listing", "cases", "body", "republished_by", STAGES}
)
# The event that tells a field, and the one that takes it back.
_TOLD_BY = {
    "contested_on": (EventKind.CONTESTED, EventKind.CONTEST_ENDED),
    "remedied_on": (EventKind.REMEDIED, EventKind.RESTORED),
}


@dataclass(frozen=True, slots=True)
class ShownField:
    """How much of one field shows, and by which article."""

    name: str
    shown: Show
    citation: str


def rule_for(kind: Kind, regime: Regime | None, path: str) -> FieldRule:
    """The rule for a field; a field without one is withheld."""
    if path not in FIELDS[kind]:
        return _WITHHELD
    if regime is None:
        return _OPEN if kind in {Kind.NEWS, Kind.PAGE, Kind.STATISTIC} else _WITHHELD
    if path == f"{PEOPLE}.role":
        return regime.fields.get(f"{PEOPLE}.name", _WITHHELD)
    return regime.fields.get(path, _WITHHELD)


def _rule(subject: Subject, path: str) -> FieldRule:
    """The rule for a field of this record: a human being's may be stricter."""
    rule = rule_for(subject.record.kind, subject.regime, path)
    if rule.natural_persons is not None and is_natural_person(subject.record):
        rule = replace(rule, show=rule.natural_persons)
    if (path in _WHOLE and rule.show is not Show.FULL) or _would_pass_for_a_firm(subject, path):
        return replace(rule, show=Show.WITHHELD)
    return rule


def _would_pass_for_a_firm(subject: Subject, path: str) -> bool:
    """Whether a human being, whose kind of party does not show, would show a firm's number."""
    group, _dot, leaf = path.rpartition(".")
    if leaf not in _FIRMS_NUMBERS or not is_natural_person(subject.record):
        return False
    return _rule(subject, f"{group}.party_kind").show is not Show.FULL


def is_natural_person(record: Record) -> bool:
    """Whether the party of a record is a human being."""
    party = record.values.get("employer") or record.values.get("party") or {}
    return bool(party.get("party_kind") == "natural_person")


def shown_values(subject: Subject, day: date) -> dict[str, Any]:
    """Every field of the record's kind: shown as its rule says, or None."""
    record = subject.record
    values = empty_values(record.kind)
    for path in FIELDS[record.kind]:
        group, _dot, leaf = path.rpartition(".")
        if path == "body" or group == PEOPLE:
            continue
        value = _shown_field(subject, path, day)
        if value is not None:
            (values[group] if group else values)[leaf] = value
    if PEOPLE in values:
        values[PEOPLE] = _people(subject, day)
    return values


def _shown_field(subject: Subject, path: str, day: date) -> Any:
    if path == STAGES:
        return _stages(subject, day)
    if path in TOLD_BY_EVENTS:
        found = told_by_events(subject, path, day)
        return str(found) if found and _rule(subject, path).show is Show.FULL else None
    if path == "republished_by":
        shown = _shown(subject, path, _rule(subject, path))
        return list(dict.fromkeys(filter(None, map(subject.organ_of, shown))))
    return _shown(subject, path, _rule(subject, path))


def told_by_events(subject: Subject, path: str, day: date) -> date | None:
    """The day of the latest event that tells a field, unless one since has taken it back."""
    tells, takes_back = _TOLD_BY[path]
    live = subject.course.live_events(day)
    told = max((event.on for event in live if event.kind is tells), default=None)
    taken_back = max((event.on for event in live if event.kind is takes_back), default=None)
    return None if told is None or (taken_back is not None and taken_back >= told) else told


def shows_body(subject: Subject) -> bool:
    """Whether an article's text shows."""
    return _rule(subject, "body").show is Show.FULL


def shown_name(subject: Subject, day: date) -> str | None:
    """The party's newest name after a renaming; None if it was never renamed."""
    rule = _rule(subject, "employer.name")
    renamed = [e for e in subject.course.live_events(day) if e.kind is EventKind.RENAMED and e.name]
    return redact(renamed[-1].name or "", rule.show, "employer.name") if renamed else None


def field_report(subject: Subject, day: date) -> list[ShownField]:
    """Every field that the record has, and how much of it shows."""
    record = subject.record
    is_nobody_shown = not _people(subject, day)
    found = []
    told = [path for path in TOLD_BY_EVENTS if _is_told(subject, path, day)]
    for path in [*_written(record.values), *(["body"] if record.body else []), *sorted(told)]:
        rule = _rule(subject, path)
        is_hidden = path.startswith(f"{PEOPLE}.") and is_nobody_shown
        shown = Show.WITHHELD if is_hidden else rule.show
        found.append(ShownField(path, shown, rule.citation))
    return found


def _is_told(subject: Subject, path: str, day: date) -> bool:
    return path in FIELDS[subject.record.kind] and told_by_events(subject, path, day) is not None


def _written(values: Mapping[str, Any], prefix: str = "") -> list[str]:
    paths: dict[str, None] = {}
    for key, value in values.items():
        path = f"{prefix}{key}"
        if path in {"id", "regime", "events", "withdrawn", "embargo_until"}:
            continue
        nested = value if isinstance(value, list) and path != STAGES else [value]
        if nested and isinstance(nested[0], dict):
            paths |= dict.fromkeys(name for item in nested for name in _written(item, f"{path}."))
        else:
            paths[path] = None
    return list(paths)


def _shown(subject: Subject, path: str, rule: FieldRule) -> Any:
    value = _value(subject, path)
    if path in LISTS:
        shown = (redact(str(item), rule.show, path) for item in value or [])
        return [item for item in shown if item is not None]
    if isinstance(value, str):
        return redact(value, rule.show, path)
    return value if rule.show is Show.FULL else None


def _value(subject: Subject, path: str) -> Any:
    """The value as written, but bodies and regions by what their names stand for."""
    if path in _ORGANS:
        return subject.organ
    if path in _REGIONS:
        return subject.region
    value: Any = subject.record.values
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return "enterprise" if path in _PARTY_KINDS and value is None else value


def _stages(subject: Subject, day: date) -> list[dict[str, Any]]:
    """The stages that have been reached by ``day``; later ones have not happened yet."""
    if _rule(subject, STAGES).show is Show.WITHHELD:
        return []
    return [
        {"stage": step["stage"], "on": step["on"], "organ": subject.organ_of(step.get("organ"))}
        for step in subject.record.values.get(STAGES, ())
        if step["on"] <= day.isoformat()
    ]


def _people(subject: Subject, day: date) -> list[dict[str, str]]:
    rule = _rule(subject, f"{PEOPLE}.name")
    live = subject.course.live_events(day)
    hidings = [event.name for event in live if event.kind is EventKind.PERSON_HIDDEN]
    if None in hidings:
        return []  # a slip that names nobody must not leave the one who was meant
    hidden = {fold(name) for name in hidings if name}
    people = []
    for person in subject.record.values.get(PEOPLE, ()):
        is_ruled = not rule.roles or person["role"] in rule.roles
        name = redact(person["name"], rule.show, f"{PEOPLE}.name") if is_ruled else None
        if name is not None and fold(person["name"]) not in hidden:
            people.append({"name": name, "role": person["role"]})
    return people
