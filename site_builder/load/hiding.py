"""What a faulty record still says that only hides, slips of the pen included.

A misspelt removal must not pass for "still listed": what looks like a hiding event
hides, and one whose day can't be read hides at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from site_builder.kinds.faults import keys_of, nearest
from site_builder.kinds.fields import id_in
from site_builder.model.nearest import nearest_word
from site_builder.model.record import ONLY_HIDING, Event, EventKind, Kind
from site_builder.store.corpus import Faulty, Hold

if TYPE_CHECKING:
    from site_builder.kinds import Spec
    from site_builder.load.entries import Entry
    from site_builder.model.record import Record

_ANY_DAY = re.compile(r"(\d{4})\D{0,3}(\d{1,2})\D{0,3}(\d{1,2})")
_ALIKE = 0.8
_KINDS = sorted(EventKind)


def faulty_record(
    entry: Entry, kind: Kind, spec: Spec, path: str, draft: Record | None = None
) -> Faulty | None:
    """What is left of a record that cannot be used; None if its id can't be told."""
    name = id_in(entry.values)
    if name is None:
        return None
    number, organ = spec.decision or ("", "")
    cells = entry.cells
    cell, heading = (cells and cells.of(("id",))) or (None, "id")
    return Faulty(
        name,
        kind,
        path,
        entry.line_of(()),
        hides=tuple(_events(entry.values, spec)),
        withdrawn_on=_withdrawn_on(entry.values, spec),
        identifying=tuple(
            text for place in spec.identifying for text in _texts(entry.values, place)
        ),
        number=next(_texts(entry.values, number), None) if number else None,
        organ=next(_texts(entry.values, organ), None) if organ else None,
        sheet=cells.sheet if cells else None,
        cell=cell,
        heading=heading,
        draft=draft,
    )


def faulty_hold(entry: Entry) -> Hold | None:
    """A hold that cannot be used as written holds all the same; None if its id can't be told."""
    name = id_in(entry.values)
    on = _day(entry.values.get("on")) or date.min
    return None if name is None else Hold(name, "", "", on, entry.line_of(()))


def _events(values: Mapping[str, Any], spec: Spec) -> Iterator[Event]:
    known = set(keys_of(spec.model)) - {"events"}
    for key, value in values.items():
        if key in known:
            continue
        if _is_like(key, "events"):
            items = value if isinstance(value, list) else [value]
            for item in items:
                yield from _event(item)
        elif (kind := _hiding_kind(key)) is not None:  # removed_early: 2026-01-05
            yield Event(kind=kind, on=_day(value) or date.min)


def _event(written: object) -> Iterator[Event]:
    if isinstance(written, str):
        written = {"kind": written}
    if not isinstance(written, dict):
        return
    kind = _hiding_kind(_kind_in(written))
    if kind is not None:
        name = written.get("name")
        on = _day(written.get("on")) or date.min
        yield Event(kind=kind, on=on, name=name if isinstance(name, str) else None)


def _kind_in(written: Mapping[str, Any]) -> object:
    if "kind" in written:
        return written["kind"]
    known = {"on", "document", "organ", "reason", "name", "field", "event"}
    others = [part for key, value in written.items() if key not in known for part in (value, key)]
    return next((part for part in others if _hiding_kind(part) is not None), None)


def _hiding_kind(written: object) -> EventKind | None:
    return _hiding_word(written) if isinstance(written, str) else None


@lru_cache(maxsize=4096)  # a long list may be wrong in the same way on every line
def _hiding_word(written: str) -> EventKind | None:
    plain = written.strip().lower().replace("-", "_").replace(" ", "_")
    near = nearest_word(plain, _KINDS, _ALIKE)
    meant = near or (None if plain.isascii() else nearest(plain, _KINDS))
    return EventKind(meant) if meant in ONLY_HIDING else None


def _withdrawn_on(values: Mapping[str, Any], spec: Spec) -> date | None:
    known = set(keys_of(spec.model))
    if "withdrawn" not in known:
        return None
    known.remove("withdrawn")
    for key, value in values.items():
        if key not in known and _is_like(key, "withdrawn") and value not in (None, "", [], {}):
            return _day(value.get("on") if isinstance(value, dict) else value) or date.min
    return None


def _is_like(key: str, known: str) -> bool:
    plain = key.strip().lower()
    return plain == known or nearest_word(plain, [known], _ALIKE) is not None


def _day(value: object) -> date | None:
    match = _ANY_DAY.search(str(value))
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _texts(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _texts(item, path)
    elif isinstance(value, dict) and path:
        head, _dot, rest = path.partition(".")
        yield from _texts(value.get(head), rest)
    elif (
        isinstance(value, (str, int))
        and not path
        and not isinstance(value, bool)
        and str(value).strip()
    ):
        yield str(value)
