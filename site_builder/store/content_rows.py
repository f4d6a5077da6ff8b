"""The rows of tonight's content: what the store keeps of a record, and how it is read back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from site_builder.model.record import Event, EventKind, Kind, Record
from site_builder.model.text import fold_number
from site_builder.store.codec import (
    event_from_json,
    event_to_json,
    places_to_json,
    record_from_json,
    record_to_json,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

# ``own`` is a digest of all that a record says, wherever in its file it stands; ``same`` ones
# stand as they did on the last night.
# A row is longer than half a page of a table without rowids, where it would take two.
CONTENT: Final = """
CREATE TABLE IF NOT EXISTS record (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL, line INTEGER NOT NULL,
    digest TEXT NOT NULL, number TEXT, code TEXT, listing TEXT, removed INTEGER NOT NULL,
    own BLOB NOT NULL, data TEXT NOT NULL, places TEXT NOT NULL DEFAULT '{}',
    vetted INTEGER NOT NULL DEFAULT 0, stands_in INTEGER NOT NULL DEFAULT 0,
    first_on TEXT, hides TEXT NOT NULL DEFAULT '[]', same INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS by_kind ON record (kind, id);
CREATE INDEX IF NOT EXISTS by_code ON record (code) WHERE kind = 'listing';
CREATE TABLE IF NOT EXISTS sign_off (
    id TEXT NOT NULL, kind TEXT NOT NULL, drafter TEXT NOT NULL, approver TEXT NOT NULL,
    document TEXT NOT NULL, day TEXT NOT NULL, first_on TEXT NOT NULL, sha256 TEXT NOT NULL,
    path TEXT NOT NULL, line INTEGER NOT NULL, waivers TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS signed ON sign_off (id, day);
"""
_COLUMNS: Final = ("id", "kind", "path", "line", "digest", "places")


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


@dataclass(frozen=True, slots=True)
class Row:
    """A record as the store keeps it: of all its values only those by which it is looked for."""

    id: str
    kind: Kind
    path: str
    line: int
    digest: str
    data: str
    number: str | None = None
    code: str | None = None
    listing: str | None = None
    removed: bool = False
    places: str = "{}"
    ends_on: str = ""

    @classmethod
    def of(cls, record: Record) -> Row:
        """A record to be kept."""
        facts, ends_on = record.facts, record.places.ends_on
        return cls(
            id=record.id,
            kind=record.kind,
            path=record.path,
            line=record.line,
            digest=record.digest,
            data=record_to_json(record),
            number=fold_number(facts.number) if facts.number else None,
            code=facts.code,
            listing=record.values.get("listing"),
            removed=any(event.kind is EventKind.REMOVED_EARLY for event in facts.events),
            places=places_to_json(record.places),
            ends_on=ends_on.isoformat() if ends_on else "",
        )

    @classmethod
    def unpacked(cls, text: str, kind: Kind, path: str, line: int) -> Row:
        """The row that was ``packed``, for a record that stands on this line now."""
        known, data = text.split("\n", 1)
        name, digest, number, code, listing, removed = json.loads(known)
        return cls(name, kind, path, line, digest, data, number, code, listing, removed)

    def packed(self) -> str:
        """What of a record that has a line to itself can be kept apart from its place."""
        known = [self.id, self.digest, self.number, self.code, self.listing, self.removed]
        return f"{json.dumps(known, ensure_ascii=False)}\n{self.data}"

    def record(self) -> Record:
        """The record itself."""
        columns = {name: getattr(self, name) for name in _COLUMNS}
        return record_from_json(columns, self.data)

    def values(self) -> tuple[object, ...]:
        """The values of the columns in their order, ``own`` among them."""
        said = f"{self.kind}\0{self.path}\0{self.digest}\0{self.ends_on}\0{self.data}"
        return (
            self.id,
            self.kind,
            self.path,
            self.line,
            self.digest,
            self.number,
            self.code,
            self.listing,
            self.removed,
            hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest(),
            self.data,
            self.places,
        )


def events_row(events: Iterable[Event]) -> str:
    """Hiding events as the store keeps them."""
    return json.dumps([event_to_json(event) for event in events], ensure_ascii=False)


def vetted_from(row: sqlite3.Row) -> Vetted:
    """The record that a ``Row`` kept, and what vetting found of it."""
    return Vetted(
        record=record_from_json(dict(row), row["data"]),
        is_vetted=bool(row["vetted"]),
        stands_in=bool(row["stands_in"]),
        first_on=date.fromisoformat(row["first_on"]) if row["first_on"] else None,
        hides=tuple(event_from_json(event) for event in json.loads(row["hides"])),
    )
