"""The rows of tonight's content: what the store keeps of a record, and how it is read back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from site_builder.model.record import Event, Record
from site_builder.model.text import fold_number
from site_builder.store.codec import (
    event_from_json,
    event_to_json,
    places_to_json,
    record_from_json,
    record_to_json,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Row

# ``own`` is a digest of all that a record says, wherever in its file it stands; ``same`` ones
# stand as they did on the last night.
CONTENT: Final = """
CREATE TABLE IF NOT EXISTS record (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL, line INTEGER NOT NULL,
    digest TEXT NOT NULL, number TEXT, code TEXT, listing TEXT, removed INTEGER NOT NULL,
    own BLOB NOT NULL, data TEXT NOT NULL, places TEXT NOT NULL DEFAULT '{}',
    vetted INTEGER NOT NULL DEFAULT 0, stands_in INTEGER NOT NULL DEFAULT 0,
    first_on TEXT, hides TEXT NOT NULL DEFAULT '[]', same INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_kind ON record (kind, id);
CREATE INDEX IF NOT EXISTS by_code ON record (code) WHERE kind = 'listing';
CREATE TABLE IF NOT EXISTS sign_off (
    id TEXT NOT NULL, kind TEXT NOT NULL, drafter TEXT NOT NULL, approver TEXT NOT NULL,
    document TEXT NOT NULL, day TEXT NOT NULL, first_on TEXT NOT NULL, sha256 TEXT NOT NULL,
    path TEXT NOT NULL, line INTEGER NOT NULL, waivers TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS signed ON sign_off (id, day);
"""


@dataclass(frozen=True, slots=True)
class Vetted:
    """A record, whether two people stand behind it, and hiding events beyond its own.

    ``stands_in`` says that it is the last good version of a record whose newest one
    is faulty. ``first_on`` is the day of its first sign-off.
    """

    record: Record
    is_vetted: bool
    stands_in: bool
    first_on: date | None
    hides: tuple[Event, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """The record's own events and every hiding event that stands besides."""
        return (*self.record.facts.events, *self.hides)


@dataclass(frozen=True, slots=True)
class Head:
    """What a sign-off needs of a record: its id, kind, place and digest."""

    id: str
    kind: str
    path: str
    line: int
    sheet: str | None
    cell: str | None
    digest: str


def record_row(record: Record) -> tuple[object, ...]:
    """A record as the store keeps it."""
    facts = record.facts
    number = fold_number(facts.number) if facts.number else None
    removed = any(event.kind == "removed_early" for event in facts.events)
    data, ends_on = record_to_json(record), record.places.ends_on
    said = "\0".join((record.kind, record.path, record.digest, str(ends_on), data))
    return (
        record.id,
        record.kind,
        record.path,
        record.line,
        record.digest,
        number,
        facts.code,
        record.values.get("listing"),
        removed,
        hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest(),
        data,
        places_to_json(record.places),
    )


def events_row(events: Iterable[Event]) -> str:
    """Hiding events as the store keeps them."""
    return json.dumps([event_to_json(event) for event in events], ensure_ascii=False)


def vetted_from(row: Row) -> Vetted:
    """The record that ``record_row`` kept, and what vetting found of it."""
    return Vetted(
        record=record_from_json(dict(row), row["data"]),
        is_vetted=bool(row["vetted"]),
        stands_in=bool(row["stands_in"]),
        first_on=date.fromisoformat(row["first_on"]) if row["first_on"] else None,
        hides=tuple(event_from_json(event) for event in json.loads(row["hides"])),
    )
