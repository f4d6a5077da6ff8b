"""The last good contents before this one, as what would have to be undone to have them again.

Triggers note for every change of a good record, setting or file how to undo it, so that a
night's content costs what changed. A content is numbered once a release was made of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

KEPT: Final = 5
# Where the memory says whether the last release was made of an earlier content.
ROLLED_BACK: Final = "release/rolled-back"
# What a release leaves behind beside content: no rollback touches it.
_BESIDE: Final = ("release/", "regimes/")
_TABLES: Final = {
    "good": (("id",), ("kind", "path", "line", "digest", "first_on", "sign_off", "data")),
    "setting": (("kind", "id"), ("path", "digest", "data")),
    "file": (("path",), ("data",)),
}
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS content (number INTEGER PRIMARY KEY, as_of TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS undo (
    number INTEGER PRIMARY KEY AUTOINCREMENT, content INTEGER NOT NULL, statement TEXT NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class Content:
    """A good content: how many contents ago it stood, and the moment of its first release."""

    ago: int
    as_of: str


def past_schema() -> str:
    """The tables and triggers that keep the past of the good content beside them."""
    parts = [_SCHEMA]
    for table, (keys, columns) in _TABLES.items():
        new = " || ' AND ' || ".join(f"'{key} = ' || quote(NEW.{key})" for key in keys)
        names = ", ".join((*keys, *columns))
        values = " || ', ' || ".join(f"quote(OLD.{name})" for name in (*keys, *columns))
        sets = " || ', ' || ".join(f"'{name} = ' || quote(OLD.{name})" for name in columns)
        undo = {
            "INSERT": f"'DELETE FROM {table} WHERE ' || {new}",
            "UPDATE": f"'UPDATE {table} SET ' || {sets} || ' WHERE ' || {new}",
            "DELETE": f"'INSERT INTO {table} ({names}) VALUES (' || {values} || ')'",
        }
        for change, statement in undo.items():
            row = "OLD" if change == "DELETE" else "NEW"
            parts.append(
                f"CREATE TRIGGER IF NOT EXISTS {table}_{change.lower()} AFTER {change} ON {table}"
                f" WHEN {_condition(table, row)} BEGIN INSERT INTO undo (content, statement)"
                f" SELECT max(number) + 1, {statement} FROM content; END;"
            )
    return "\n".join(parts)


def _condition(table: str, row: str) -> str:
    """Nothing is undone before the first content; facts of a release are no content."""
    begun = "EXISTS (SELECT 1 FROM content)"
    if table != "file":
        return begun
    beside = (f"substr({row}.path, 1, {len(name)}) != '{name}'" for name in _BESIDE)
    return " AND ".join((begun, *beside))


class Past:
    """The numbered contents of one state folder."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def contents(self) -> Sequence[Content]:
        """The contents that can be had again, the latest first."""
        query = "SELECT number, as_of FROM content ORDER BY number DESC LIMIT ?"
        rows = self._connection.execute(query, (KEPT + 1,)).fetchall()
        return [Content(ago, row["as_of"]) for ago, row in enumerate(rows)][1:]

    def number(self, as_of: str) -> None:
        """Number the content of a release, unless nothing changed since the last one."""
        with self._connection as connection:
            last = self._last()
            query = "SELECT 1 FROM undo WHERE content > ?"
            if not last or connection.execute(query, (last,)).fetchone():
                connection.execute("INSERT INTO content (as_of) VALUES (?)", (as_of,))
            oldest = self._last() - KEPT
            connection.execute("DELETE FROM undo WHERE content <= ?", (oldest,))
            connection.execute("DELETE FROM content WHERE number < ?", (oldest,))

    def undo(self, ago: int) -> None:
        """Have the content of so many contents ago again; that can be undone in turn."""
        with self._connection:
            self._undo_after(self._last() - ago)

    def give_up(self) -> None:
        """Have the last numbered content again: what came after it was never released."""
        last = self._last()
        if last:
            with self._connection as connection:
                self._undo_after(last)
                connection.execute("DELETE FROM undo WHERE content > ?", (last,))

    def _last(self) -> int:
        found: int | None = self._connection.execute("SELECT max(number) FROM content").fetchone()[
            0
        ]
        return found or 0

    def _undo_after(self, number: int) -> None:
        query = "SELECT statement FROM undo WHERE content > ? ORDER BY number DESC"
        for row in self._connection.execute(query, (number,)).fetchall():
            self._connection.execute(row["statement"])
