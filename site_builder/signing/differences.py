"""What changed in a record, field by field, of all that a sign-off covers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from site_builder.model.record import UNSIGNED

if TYPE_CHECKING:
    from site_builder.model.record import Record

# A text is compared paragraph by paragraph.
_BODY = "body"
_PICTURES = "files"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that a field had and has; None where it had, or has, none."""

    field: str
    old: Any
    new: Any


def covered(record: Record) -> dict[str, Any]:
    """The values of a record that its sign-off covers, its text and its pictures too."""
    values = {key: value for key, value in record.values.items() if key != "withdrawn"}
    if events := [event for event in values.get("events", ()) if event["kind"] not in UNSIGNED]:
        values["events"] = events
    else:
        values.pop("events", None)
    if record.body:
        values[_BODY] = [line for line in record.body.split("\n") if line.strip()]
    if record.facts.files:
        values[_PICTURES] = [f"{name} {sha256}" for name, sha256 in record.facts.files]
    return values


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Every field that differs; with nothing old, every field."""
    before, after = dict(_fields(old)), dict(_fields(new))
    return [
        change
        for name in dict.fromkeys([*after, *before])
        for change in _compared(name, before.get(name, ()), after.get(name, ()))
    ]


def _fields(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Each field with its values: one of a plain field, several of a list."""
    for key, value in values.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from _fields(value, f"{name}.")
        elif isinstance(value, list | tuple):
            yield name, tuple(value)
        elif value is not None:
            yield name, (value,)


def _compared(name: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
    if not old or not new:
        yield from (Change(name, value, None) for value in old)
        yield from (Change(name, None, value) for value in new)
        return
    matcher = SequenceMatcher(None, _comparable(old), _comparable(new), autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag != "equal":
            pairs = zip_longest(old[old_from:old_to], new[new_from:new_to])
            yield from (Change(name, gone, come) for gone, come in pairs)


def _comparable(values: Sequence[Any]) -> list[str]:
    return [json.dumps(value, ensure_ascii=False, sort_keys=True) for value in values]
