"""Tonight's content on disk: every record as written, and what vetting found of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from site_builder.model.record import Event, Record, SignOff
from site_builder.model.text import fold_number
from site_builder.model.waiver import Waiver
from site_builder.store.codec import (
    event_from_json,
    event_to_json,
    places_to_json,
    record_from_json,
    record_to_json,
)
from site_builder.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from sqlite3 import Row

_SCHEMA = """
CREATE TABLE IF NOT EXISTS record (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL, line INTEGER NOT NULL,
    digest TEXT NOT NULL, number TEXT, removed INTEGER NOT NULL, data TEXT NOT NULL,
    places TEXT NOT NULL DEFAULT '{}',
    vetted INTEGER NOT NULL DEFAULT 0, stands_in INTEGER NOT NULL DEFAULT 0,
    first_on TEXT, hides TEXT NOT NULL DEFAULT '[]'
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_kind ON record (kind, id);
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


class ContentStore:
    """Holds records by id; ``load`` adds them, ``vet`` says how each stands."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, _SCHEMA)

    @property
    def path(self) -> Path:
        """Where the store lies."""
        return self._database.path

    def close(self) -> None:
        """Close the file: Windows deletes none that is open."""
        self._database.close()

    def add(self, records: Iterable[Record]) -> None:
        """Add or replace ``records``."""
        with self._database.connection as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO record"
                " (id, kind, path, line, digest, number, removed, data, places)"
                " VALUES (?,?,?,?,?,?,?,?,?)",
                (_row(record) for record in records),
            )

    def mark(self, marks: Iterable[tuple[str, date | None, Iterable[Event], bool]]) -> None:
        """Mark records as vetted: id, first sign-off, extra hiding events, whether it stands in."""
        rows = (
            (first_on.isoformat() if first_on else None, _events(hides), stands_in, record_id)
            for record_id, first_on, hides, stands_in in marks
        )
        with self._database.connection as connection:
            connection.executemany(
                "UPDATE record SET vetted = 1, first_on = ?, hides = ?, stands_in = ? WHERE id = ?",
                rows,
            )

    def hide(self, record_id: str, events: Iterable[Event]) -> None:
        """Add hiding events to a record as it stands."""
        with self._database.connection as connection:
            connection.execute(
                "UPDATE record SET hides = ? WHERE id = ?", (_events(events), record_id)
            )

    def get(self, record_id: str) -> Vetted | None:
        """The record with this id; None if the content has none."""
        row = self._database.connection.execute(
            "SELECT * FROM record WHERE id = ?", (record_id,)
        ).fetchone()
        return None if row is None else _vetted(row)

    def has(self, record_id: str) -> bool:
        """Whether the content has a record with this id."""
        query = "SELECT 1 FROM record WHERE id = ?"
        return self._database.connection.execute(query, (record_id,)).fetchone() is not None

    def records(self, kind: str | None = None) -> Iterator[Vetted]:
        """Every record, or every one of a kind, by id; the store may be changed meanwhile."""
        last = ""
        while True:
            condition = "id > ?" if kind is None else "kind = ? AND id > ?"
            values = (last,) if kind is None else (kind, last)
            query = f"SELECT * FROM record WHERE {condition} ORDER BY id LIMIT 500"
            rows = self._database.connection.execute(query, values).fetchall()
            if not rows:
                return
            yield from map(_vetted, rows)
            last = rows[-1]["id"]

    def heads(self) -> Iterator[Head]:
        """Every record without its values, by id."""
        query = (
            "SELECT id, kind, path, line, digest, json_extract(places, '$.sheet') AS sheet,"
            " json_extract(places, '$.cells.id[0]') AS cell FROM record ORDER BY id"
        )
        for row in self._database.connection.execute(query):
            yield Head(**row)

    def removals(self) -> Iterator[Vetted]:
        """The records that a removal concerns, so that it can take their whole decision."""
        condition = "number IS NOT NULL AND (removed = 1 OR hides != '[]')"
        query = f"SELECT * FROM record WHERE {condition} ORDER BY id"
        yield from map(_vetted, self._database.connection.execute(query))

    def with_events(self) -> Iterator[Vetted]:
        """The records to which something happened, or to another party of their document."""
        query = (
            "SELECT * FROM record WHERE hides != '[]'"
            " OR json_array_length(data, '$.facts.events') > 0 OR number IN (SELECT number"
            " FROM record WHERE removed = 1 OR hides != '[]') ORDER BY id"
        )
        yield from map(_vetted, self._database.connection.execute(query))

    def repeated_numbers(self, kind: str) -> Iterator[Vetted]:
        """The records of a kind whose document number another bears too, by id."""
        query = (
            "SELECT * FROM record WHERE kind = ? AND number IN (SELECT number FROM record"
            " WHERE kind = ? AND number IS NOT NULL GROUP BY number HAVING count(*) > 1)"
            " ORDER BY id"
        )
        yield from map(_vetted, self._database.connection.execute(query, (kind, kind)))

    def numbered(self, number: str) -> Iterator[str]:
        """The ids of the records of this document number, however it is written."""
        query = "SELECT id FROM record WHERE number = ? ORDER BY id"
        for row in self._database.connection.execute(query, (fold_number(number),)):
            yield row["id"]

    def add_sign_offs(self, lines: Iterable[tuple[SignOff, str, int]]) -> None:
        """Keep lines; of several for one id the newest counts: by its day, then as given."""
        rows = (
            (
                s.id,
                s.kind,
                s.drafter,
                s.approver,
                s.document,
                s.on.isoformat(),
                s.first_on.isoformat(),
                s.sha256,
                path,
                line,
                json.dumps([asdict(waiver) for waiver in s.waivers], ensure_ascii=False),
            )
            for s, path, line in lines
        )
        with self._database.connection as connection:
            connection.executemany("INSERT INTO sign_off VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows)

    def sign_off(self, record_id: str) -> tuple[SignOff, str, int] | None:
        """The newest sign-off of a record, with the file and line it stands on."""
        query = "SELECT * FROM sign_off WHERE id = ? ORDER BY day DESC, rowid DESC LIMIT 1"
        row = self._database.connection.execute(query, (record_id,)).fetchone()
        if row is None:
            return None
        found = SignOff(
            id=row["id"],
            kind=row["kind"],
            drafter=row["drafter"],
            approver=row["approver"],
            document=row["document"],
            on=date.fromisoformat(row["day"]),
            first_on=date.fromisoformat(row["first_on"]),
            sha256=row["sha256"],
            waivers=tuple(Waiver(**waiver) for waiver in json.loads(row["waivers"])),
        )
        return found, row["path"], row["line"]

    def without_first_sign_off(self) -> Iterator[tuple[str, str, int]]:
        """The records whose newest line names a first one that is not there: id, path and line.

        The first line of an id says its own day twice; each later one repeats that day.
        """
        query = (
            "SELECT id FROM sign_off WHERE id IN (SELECT id FROM record)"
            " GROUP BY id HAVING min(first_on) != min(day) OR min(first_on) != max(first_on)"
            " ORDER BY id"
        )
        for row in self._database.connection.execute(query).fetchall():
            found = self.sign_off(row["id"])
            if found is not None and not self._has_line(row["id"], found[0].first_on):
                yield row["id"], found[1], found[2]

    def _has_line(self, record_id: str, first_on: date) -> bool:
        """Whether a line says that it is the first of its id, and of this day."""
        query = "SELECT 1 FROM sign_off WHERE id = ? AND day = ? AND first_on = day"
        values = (record_id, first_on.isoformat())
        return self._database.connection.execute(query, values).fetchone() is not None

    def kinds(self) -> dict[str, str]:
        """The kind of every record, by id."""
        rows = self._database.connection.execute("SELECT id, kind FROM record")
        return {row["id"]: row["kind"] for row in rows}

    def has_regime(self, regime: str) -> bool:
        """Whether any record names this regime."""
        query = "SELECT 1 FROM record WHERE json_extract(data, '$.facts.regime') = ?"
        return self._database.connection.execute(query, (regime,)).fetchone() is not None

    def has_kind(self, kind: str) -> bool:
        """Whether there is any record of a kind."""
        query = "SELECT 1 FROM record WHERE kind = ? LIMIT 1"
        return self._database.connection.execute(query, (kind,)).fetchone() is not None

    def count(self) -> int:
        """How many records there are."""
        row = self._database.connection.execute("SELECT count(*) FROM record").fetchone()
        return int(row[0])

    def ids(self) -> set[str]:
        """The ids of all records."""
        return {row["id"] for row in self._database.connection.execute("SELECT id FROM record")}


def _row(record: Record) -> tuple[object, ...]:
    facts = record.facts
    number = fold_number(facts.number) if facts.number else None
    removed = any(event.kind == "removed_early" for event in facts.events)
    return (
        record.id,
        record.kind,
        record.path,
        record.line,
        record.digest,
        number,
        removed,
        record_to_json(record),
        places_to_json(record.places),
    )


def _events(events: Iterable[Event]) -> str:
    return json.dumps([event_to_json(event) for event in events], ensure_ascii=False)


def _vetted(row: Row) -> Vetted:
    return Vetted(
        record=record_from_json(dict(row), row["data"]),
        is_vetted=bool(row["vetted"]),
        stands_in=bool(row["stands_in"]),
        first_on=date.fromisoformat(row["first_on"]) if row["first_on"] else None,
        hides=tuple(event_from_json(event) for event in json.loads(row["hides"])),
    )
