"""Which fields of a record the public sees: only those that its regime names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from site_builder.disclose.redaction import redact, surnames_alone
from site_builder.disclose.rules import (
    ORGANS,
    PARTY_KINDS,
    REGIONS,
    is_personal,
    rule_of,
)
from site_builder.model.fields import (
    FIELDS,
    LISTS,
    PEOPLE,
    STAGES,
    STEPS,
    TOLD_BY_EVENTS,
    empty_values,
)
from site_builder.model.record import EventKind
from site_builder.model.regime import Audience, FieldRule, Show
from site_builder.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from site_builder.disclose.subject import Subject

# The event that tells a field, and the one that takes it back.
_TOLD_BY = {
    "contested_on": (EventKind.CONTESTED, EventKind.CONTEST_ENDED),
    "remedied_on": (EventKind.REMEDIED, EventKind.RESTORED),
}


@dataclass(frozen=True, slots=True)
class ShownField:
    """How much of one field shows, by which article, and whom it is for."""

    name: str
    shown: Show
    citation: str
    audience: Audience


def shown_values(subject: Subject, day: date) -> dict[str, Any]:
    """Every field of the record's kind: shown as its rule says, or None."""
    record = subject.record
    values = empty_values(record.kind)
    alone = surnames_alone(_known_by_surname(subject, day), subject.site.given_names)
    for path in FIELDS[record.kind]:
        group, _dot, leaf = path.rpartition(".")
        if path == "body" or group == PEOPLE:
            continue
        value = _shown_field(subject, path, day, alone)
        if value is not None:
            (values[group] if group else values)[leaf] = value
    if PEOPLE in values:
        values[PEOPLE] = _people(subject, day, alone)
    return values


def _known_by_surname(subject: Subject, day: date) -> Iterator[str]:
    """The names of the record's human beings that show by the surname alone."""
    record = subject.record
    for path in ("employer.name", "party.name", "party.legal_representative"):
        if is_personal(record, path) and rule_of(subject, path, day).show is Show.SURNAME:
            yield from filter(None, (_value(subject, path),))
    if rule_of(subject, f"{PEOPLE}.name", day).show is Show.SURNAME:
        yield from (person["name"] for person in _people_shown(subject, day))


def _shown_field(subject: Subject, path: str, day: date, alone: Mapping[str, str]) -> Any:
    if path in STEPS:
        return _steps(subject, path, day)
    if path in TOLD_BY_EVENTS:
        found = told_by_events(subject, path, day)
        return str(found) if found and rule_of(subject, path, day).show is Show.FULL else None
    value = _value(subject, path)
    if value is None:
        # Most records lack most of the fields that they may have.
        return [] if path in LISTS else None
    shown = _shown(subject, path, value, rule_of(subject, path, day), alone)
    if path == "republished_by":
        return list(dict.fromkeys(filter(None, map(subject.organ_of, shown))))
    return shown


def told_by_events(subject: Subject, path: str, day: date) -> date | None:
    """The day of the latest event that tells a field, unless one since has taken it back."""
    tells, takes_back = _TOLD_BY[path]
    live = subject.course.live_events(day)
    told = max((event.on for event in live if event.kind is tells), default=None)
    taken_back = max((event.on for event in live if event.kind is takes_back), default=None)
    return None if told is None or (taken_back is not None and taken_back >= told) else told


def shows_body(subject: Subject, day: date) -> bool:
    """Whether an article's text shows."""
    return rule_of(subject, "body", day).show is Show.FULL


def shown_name(subject: Subject, day: date) -> str | None:
    """The party's newest name after a renaming; None if it was never renamed."""
    rule = rule_of(subject, "employer.name", day)
    renamed = [e for e in subject.course.live_events(day) if e.kind is EventKind.RENAMED and e.name]
    if not renamed:
        return None
    return redact(renamed[-1].name or "", rule.show, "employer.name", subject.site.given_names)


def field_report(subject: Subject, day: date) -> list[ShownField]:
    """Every field that the record has, and how much of it shows."""
    record = subject.record
    is_nobody_shown = not _people_shown(subject, day)
    found = []
    told = [path for path in TOLD_BY_EVENTS if _is_told(subject, path, day)]
    for path in [*_written(record.values), *(["body"] if record.body else []), *sorted(told)]:
        rule = rule_of(subject, path, day)
        is_hidden = path.startswith(f"{PEOPLE}.") and is_nobody_shown
        shown = Show.WITHHELD if is_hidden else rule.show
        found.append(ShownField(path, shown, rule.citation, rule.audience))
    return found


def _is_told(subject: Subject, path: str, day: date) -> bool:
    return path in FIELDS[subject.record.kind] and told_by_events(subject, path, day) is not None


def _written(values: Mapping[str, Any], prefix: str = "") -> list[str]:
    paths: dict[str, None] = {}
    for key, value in values.items():
        path = f"{prefix}{key}"
        if path in {"id", "regime", "events", "withdrawn", "embargo_until"}:
            continue
        nested = value if isinstance(value, list) and path not in STEPS else [value]
        if nested and isinstance(nested[0], dict):
            paths |= dict.fromkeys(name for item in nested for name in _written(item, f"{path}."))
        else:
            paths[path] = None
    return list(paths)


def _shown(
    subject: Subject, path: str, value: Any, rule: FieldRule, alone: Mapping[str, str]
) -> Any:
    given = subject.site.given_names
    if path in LISTS:
        shown = (redact(str(item), rule.show, path, given) for item in value)
        return [item for item in shown if item is not None]
    if isinstance(value, str):
        if rule.show is Show.SURNAME and is_personal(subject.record, path):
            return alone.get(value) or redact(value, rule.show, path, given)
        return redact(value, rule.show, path, given)
    return value if rule.show is Show.FULL else None


def _value(subject: Subject, path: str) -> Any:
    """The value as written, but bodies and regions by what their names stand for."""
    if path in ORGANS:
        return subject.organ
    if path in REGIONS:
        return subject.region
    value: Any = subject.record.values
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return "enterprise" if path in PARTY_KINDS and value is None else value


def _steps(subject: Subject, path: str, day: date) -> list[dict[str, Any]]:
    """The stages, or corrections, of the days until ``day``; later ones have not happened yet."""
    if rule_of(subject, path, day).show is Show.WITHHELD:
        return []
    steps = [s for s in subject.record.values.get(path, ()) if s["on"] <= day.isoformat()]
    if path != STAGES:
        return [dict(step) for step in steps]
    return [
        {"stage": step["stage"], "on": step["on"], "organ": subject.organ_of(step.get("organ"))}
        for step in steps
    ]


def _people(subject: Subject, day: date, alone: Mapping[str, str]) -> list[dict[str, str]]:
    show = rule_of(subject, f"{PEOPLE}.name", day).show
    people = []
    for person in _people_shown(subject, day):
        name = person["name"]
        shown = alone[name] if show is Show.SURNAME else redact(name, show, f"{PEOPLE}.name")
        if shown is not None:
            people.append({"name": shown, "role": person["role"]})
    return people


def _people_shown(subject: Subject, day: date) -> list[Mapping[str, str]]:
    """The persons as written who show in full or in part."""
    rule = rule_of(subject, f"{PEOPLE}.name", day)
    live = subject.course.live_events(day)
    hidings = [event.name for event in live if event.kind is EventKind.PERSON_HIDDEN]
    if rule.show is Show.WITHHELD or None in hidings:
        return []  # a slip that names nobody must not leave the one who was meant
    hidden = {fold(name) for name in hidings if name}
    return [
        person
        for person in subject.record.values.get(PEOPLE, ())
        if (not rule.roles or person["role"] in rule.roles) and fold(person["name"]) not in hidden
    ]
