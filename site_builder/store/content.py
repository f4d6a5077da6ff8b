"""Tonight's content on disk: every record as written, and what vetting found of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from site_builder.model.record import Event, Record, SignOff
from site_builder.model.text import fold_number
from site_builder.model.waiver import Waiver
from site_builder.store.content_rows import (
    CONTENT,
    Head,
    Row,
    Vetted,
    events_row,
    vetted_from,
)
from site_builder.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["ContentStore", "Head", "Row", "Vetted"]


class ContentStore:
    """Holds records by id; ``load`` adds them, ``vet`` says how each stands."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, CONTENT)

    @property
    def path(self) -> Path:
        """Where the store lies."""
        return self._database.path

    def close(self) -> None:
        """Close the file: Windows deletes none that is open."""
        self._database.close()

    def add(self, records: Iterable[Record | Row]) -> None:
        """Add or replace ``records``."""
        with self._database.connection as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO record"
                " (id, kind, path, line, digest, number, code, listing, removed, own, data, places)"
                " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                ((each if isinstance(each, Row) else Row.of(each)).values() for each in records),
            )

    def mark(self, marks: Iterable[tuple[str, date | None, Iterable[Event], bool]]) -> None:
        """Mark records as vetted: id, first sign-off, extra hiding events, whether it stands in."""
        rows = (
            (first_on.isoformat() if first_on else None, events_row(hides), stands_in, record_id)
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
                "UPDATE record SET hides = ? WHERE id = ?", (events_row(events), record_id)
            )

    def get(self, record_id: str) -> Vetted | None:
        """The record with this id; None if the content has none."""
        if not record_id.isascii():  # no id, and perhaps nothing that a database knows
            return None
        row = self._database.connection.execute(
            "SELECT * FROM record WHERE id = ?", (record_id,)
        ).fetchone()
        return None if row is None else vetted_from(row)

    def has(self, record_id: str) -> bool:
        """Whether the content has a record with this id."""
        query = "SELECT 1 FROM record WHERE id = ?"
        return (
            record_id.isascii()
            and self._database.connection.execute(query, (record_id,)).fetchone() is not None
        )

    def records(self, kind: str | None = None, *, but_same: bool = False) -> Iterator[Vetted]:
        """Every record, or every one of a kind, by id; the store may be changed meanwhile.

        Those are left out ``but_same``, if so asked, that stand as they did on an earlier night.
        """
        last = ""
        while True:
            condition = "id > ?" if kind is None else "kind = ? AND id > ?"
            values = (last,) if kind is None else (kind, last)
            condition += " AND same = 0" if but_same else ""
            query = f"SELECT * FROM record WHERE {condition} ORDER BY id LIMIT 500"
            rows = self._database.connection.execute(query, values).fetchall()
            if not rows:
                return
            yield from map(vetted_from, rows)
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
        yield from map(vetted_from, self._database.connection.execute(query))

    def decided_after(self, day: date) -> Iterator[Record]:
        """The listings and cases whose decision is of a later day, by id."""
        query = (
            "SELECT * FROM record WHERE coalesce(json_extract(data, '$.facts.starts.decided_on'),"
            " json_extract(data, '$.facts.starts.issued_on')) > ? ORDER BY id"
        )
        rows = self._database.connection.execute(query, (day.isoformat(),))
        yield from (vetted_from(row).record for row in rows)

    def with_events(self) -> Iterator[Vetted]:
        """The records to which something happened, or to another party of their document."""
        query = (
            "SELECT * FROM record WHERE hides != '[]'"
            " OR json_array_length(data, '$.facts.events') > 0 OR number IN (SELECT number"
            " FROM record WHERE removed = 1 OR hides != '[]') ORDER BY id"
        )
        yield from map(vetted_from, self._database.connection.execute(query))

    def repeated_numbers(self, kind: str) -> Iterator[Vetted]:
        """The records of a kind whose document number another bears too, by id."""
        query = (
            "SELECT * FROM record WHERE kind = ? AND number IN (SELECT number FROM record"
            " WHERE kind = ? AND number IS NOT NULL GROUP BY number HAVING count(*) > 1)"
            " ORDER BY id"
        )
        yield from map(vetted_from, self._database.connection.execute(query, (kind, kind)))

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

    def count_same(self) -> int:
        """How many records stand as they did on an earlier night."""
        row = self._database.connection.execute("SELECT sum(same) FROM record").fetchone()
        return int(row[0] or 0)

    def count(self) -> int:
        """How many records there are."""
        row = self._database.connection.execute("SELECT count(*) FROM record").fetchone()
        return int(row[0])

    def names(self, *, but_same: bool = False) -> list[str]:
        """The ids of all records in their order; ``but_same`` as ``records`` has it."""
        where = "WHERE same = 0" if but_same else ""
        rows = self._database.connection.execute(f"SELECT id FROM record {where} ORDER BY id")
        return [row["id"] for row in rows]

    def ids(self) -> set[str]:
        """The ids of all records."""
        return {row["id"] for row in self._database.connection.execute("SELECT id FROM record")}
