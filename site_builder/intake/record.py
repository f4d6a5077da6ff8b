"""A record and the same by field path: ``decision.number``, ``events.removed_early.on``."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

# What a sheet gives, by field path; persons by their role, as a list of names.
Fields: TypeAlias = Mapping[str, Any]

ROLES: Final = (
    "legal_representative",
    "principal",
    "responsible_manager",
    "responsible_person",
)
_REPEATED: Final = {"events": "kind", "stages": "stage"}


def flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """The plain fields of a record by path; events, stages and persons are left out."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            found |= {f"{key}.{inner}": item for inner, item in value.items()}
        elif not isinstance(value, list) or all(isinstance(item, str) for item in value):
            found[key] = value
    return found


def merged(
    values: Mapping[str, Any],
    fields: Fields,
    owned: Iterable[str],
    given: Mapping[str, str],
) -> dict[str, Any]:
    """A record's values with what a sheet says of the fields that it owns.

    An owned field that the sheet leaves empty is emptied; of the others, a value fills
    only what the record lacks. Events stay, but where the sheet gave one last time
    (``given``: its kind and day) and now gives another day, that one moves.
    """
    found: dict[str, Any] = copy.deepcopy(dict(values))
    known = flat(values)
    owned = [path for path in owned if path in fields]
    gaps = [path for path in fields if path not in owned and known.get(path) is None]
    for path in (*owned, *gaps):
        head, _dot, rest = path.partition(".")
        if path in ROLES:
            _set_persons(found, path, fields.get(path) or [])
        elif head not in _REPEATED:
            _set(found, path, fields.get(path))
        elif head == "stages":
            _set_step(found, head, rest, fields.get(path))
    for kind, event in _events(fields).items():
        _set_event(found, kind, event, given.get(kind))
    return found


def event_days(fields: Fields) -> dict[str, str]:
    """The day of each event that a sheet gives."""
    return {kind: event["on"] for kind, event in _events(fields).items() if "on" in event}


def _set(values: dict[str, Any], path: str, value: Any) -> None:
    *groups, leaf = path.split(".")
    inner = values
    for group in groups:
        if value is None and group not in inner:
            return
        inner = inner.setdefault(group, {})
    if value is None:
        inner.pop(leaf, None)
    else:
        inner[leaf] = value
    if groups and not inner:
        values.pop(groups[0], None)


def _set_persons(values: dict[str, Any], role: str, names: Iterable[str]) -> None:
    persons = values.get("persons", [])
    fresh = [{"name": name, "role": role} for name in names]
    kept = [person for person in persons if person.get("role") != role]
    if [person for person in persons if person.get("role") == role] == fresh:
        return
    at = next((i for i, person in enumerate(persons) if person.get("role") == role), len(kept))
    values["persons"] = [*kept[:at], *fresh, *kept[at:]]


def _set_step(values: dict[str, Any], head: str, path: str, value: Any) -> None:
    name, _dot, leaf = path.partition(".")
    steps = values.setdefault(head, [])
    step = next((step for step in steps if step.get("stage") == name), None)
    if step is None and value is not None:
        step = {"stage": name}
        steps.append(step)
    if step is None:
        return
    if value is not None:
        step[leaf] = value
    elif leaf == "on":
        steps.remove(step)
    else:
        step.pop(leaf, None)


def _events(fields: Fields) -> dict[str, dict[str, Any]]:
    """What a sheet says of each kind of event."""
    found: dict[str, dict[str, Any]] = {}
    for path, value in fields.items():
        head, _dot, rest = path.partition(".")
        if head == "events" and value is not None:
            kind, _dot, leaf = rest.partition(".")
            found.setdefault(kind, {"kind": kind})[leaf or "on"] = value
    return found


def _set_event(
    values: dict[str, Any], kind: str, event: Mapping[str, Any], given: str | None
) -> None:
    events = values.setdefault("events", [])
    same = [known for known in events if known.get("kind") == kind]
    known = next((each for each in same if each.get("on") == event.get("on")), None)
    if known is None and given is not None:
        known = next((each for each in same if each.get("on") == given), None)
    if known is None:
        events.append(dict(event))
    else:
        known.update(event)


DELETED: Final = "清单中已删除"
REMOVAL: Final[dict[str, str]] = {"listing": "removed_early", "case": "repaired"}


def with_removal(kind: str, values: Mapping[str, Any], day: str) -> dict[str, Any]:
    """A record that its list no longer has: hidden from ``day``, for it may not just vanish."""
    event = {"kind": REMOVAL[kind], "on": day, "reason": DELETED}
    return {**values, "events": [*values.get("events", []), event]}


def without_removal(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """A record without the event that ``with_removal`` gave it."""
    events = [
        event
        for event in values.get("events", [])
        if not (event.get("kind") == REMOVAL[kind] and event.get("reason") == DELETED)
    ]
    if len(events) == len(values.get("events", [])):
        return dict(values)
    found = {**values, "events": events}
    return found if events else {key: value for key, value in found.items() if key != "events"}
