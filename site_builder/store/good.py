"""What the state folder keeps of good content: its tables, and what their rows mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from site_builder.model.record import Event, Record
from site_builder.store.codec import record_from_json
from site_builder.store.sealed import Sealed, unsealed

if TYPE_CHECKING:
    import sqlite3

GOOD = """
CREATE TABLE IF NOT EXISTS good (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, path TEXT NOT NULL, line INTEGER NOT NULL,
    digest TEXT NOT NULL, first_on TEXT, sign_off TEXT NOT NULL, data TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS good_by_path ON good (path);
CREATE TABLE IF NOT EXISTS setting (
    kind TEXT NOT NULL, id TEXT NOT NULL, path TEXT NOT NULL, digest TEXT NOT NULL,
    data TEXT NOT NULL, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS honoured (
    id TEXT NOT NULL, event TEXT NOT NULL, sign_off TEXT NOT NULL, PRIMARY KEY (id, event)
) WITHOUT ROWID;
"""
HELD = "held"
WITHDRAWN = "withdrawn"
GOOD_VERSION = 2
RECORDS = Sealed("good", ("id",), "data")
OTHERS = (
    Sealed("setting", ("kind", "id"), "data"),
    Sealed("file", ("path",), "data"),
    Sealed("honoured", ("id", "event"), "sign_off"),
)


@dataclass(frozen=True, slots=True)
class Good:
    """The last version of a record that two people stood behind.

    ``sign_off`` is the digest of values that they signed.
    """

    record: Record
    first_on: date | None
    sign_off: str


@dataclass(frozen=True, slots=True)
class Honoured:
    """A hiding that some release honoured: an event, or a hold (``event`` is None).

    ``is_withdrawal`` says that it is neither, but an article's ``withdrawn``.
    """

    id: str
    event: Event | None
    on: date
    sign_off: str
    is_withdrawal: bool = False


def good_from(row: sqlite3.Row) -> Good | None:
    """What a row keeps of a record; None if it is not as it was written."""
    data, first_on = unsealed(row, "data"), row["first_on"]
    if data is None:
        return None
    return Good(
        record_from_json(dict(row), data),
        date.fromisoformat(first_on) if first_on else None,
        row["sign_off"],
    )
