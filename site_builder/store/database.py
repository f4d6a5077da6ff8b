"""One SQLite file, opened once a process."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from site_builder.store.private import keep_private

# What says something of the disk or of other programs, and nothing of what the file holds.
_NOT_DAMAGE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
    }
)
# Where a file of SQLite says which programs may write to it, and what all of them write there.
_WRITE_VERSION = 18
_WRITE_VERSIONS = (b"\1", b"\2", b"")
# A text in which a disk turned a bit is read all the same, and found to be damaged.
_TEXT = partial(str, encoding="utf-8", errors="replace")


class Database:
    """A SQLite file that a forked worker may go on reading.

    A connection must not cross a fork, so each process opens its own.
    """

    def __init__(
        self,
        path: Path,
        schema: str,
        *,
        version: int = 1,
        durable: bool = False,
        in_haste: bool = False,
    ) -> None:
        """Open ``path``; a file that is damaged or of another version is made again.

        ``in_haste`` asks no more than a quick look, where each entry is sealed by itself.

        Raises:
            sqlite3.OperationalError: It cannot be had for now, whole as it may be.
        """
        self.path = path
        self._durable = durable
        self._in_haste = in_haste
        self._connections: dict[int, sqlite3.Connection] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        for folder in filter(Path.is_dir, self._files()):
            shutil.rmtree(folder)  # SQLite would never get past one
        if path.exists() and self._is_sound(schema, version):
            return
        self.remove()
        self.connection.executescript(schema)
        self.connection.execute(f"PRAGMA user_version = {version}")
        self.connection.commit()

    @property
    def connection(self) -> sqlite3.Connection:
        """This process's own connection."""
        connection = self._connections.get(os.getpid())
        if connection is None:
            with suppress(OSError):  # SQLite itself says what is wrong
                keep_private(self.path)
            connection = sqlite3.connect(self.path, cached_statements=256)
            connection.row_factory = sqlite3.Row
            # A disk that turned a bit gives a text that is not what it was, and no error.
            connection.text_factory = _TEXT
            connection.execute(f"PRAGMA synchronous = {'FULL' if self._durable else 'OFF'}")
            connection.execute(f"PRAGMA journal_mode = {'WAL' if self._durable else 'MEMORY'}")
            self._connections[os.getpid()] = connection
        return connection

    def close(self) -> None:
        """Close this process's connection."""
        connection = self._connections.pop(os.getpid(), None)
        if connection is not None:
            connection.close()

    def remove(self) -> None:
        """Close and delete the file."""
        self.close()
        for file in self._files():
            file.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        """The file, and those that SQLite keeps beside it."""
        name = self.path.name
        return [self.path.with_name(name + suffix) for suffix in ("", "-wal", "-shm", "-journal")]

    def _is_sound(self, schema: str, version: int) -> bool:
        try:
            found: int = self.connection.execute("PRAGMA user_version").fetchone()[0]
            # A turned bit may forbid all writing.
            self.connection.execute(f"PRAGMA user_version = {found}")
            return (
                found == version
                and (self._in_haste or self._is_whole())
                and self._has_tables(schema)
            )
        except sqlite3.DatabaseError as error:
            if self._is_damage(error):
                return False
            raise

    def _is_whole(self) -> bool:
        # Only the long check compares indexes with their tables; what is scratch needs none.
        check = "integrity_check" if self._durable else "quick_check"
        return bool(self.connection.execute(f"PRAGMA {check}(1)").fetchone()[0] == "ok")

    def _has_tables(self, schema: str) -> bool:
        """Whether every table is the one that is made: a bit may have turned in a column's name.

        No check of SQLite's own would notice. Tables that a newer program keeps besides are added;
        indexes may be made later.
        """
        self.connection.executescript(schema)
        found = _made(self.connection)
        with closing(sqlite3.connect(":memory:")) as other:
            other.executescript(schema)
            made = _made(other)
        return found >= made and not any(sort == "table" for sort, _sql in found - made)

    def _is_damage(self, error: sqlite3.DatabaseError) -> bool:
        """Whether a file is to blame, and not its disk: that one must not cost what it holds."""
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code == sqlite3.SQLITE_READONLY:
            return self._forbids_writing()
        return code not in _NOT_DAMAGE

    def _forbids_writing(self) -> bool:
        """Whether the file itself says that only newer programs may write to it."""
        with suppress(OSError), self.path.open("rb") as stream:
            return stream.read(_WRITE_VERSION + 1)[_WRITE_VERSION:] not in _WRITE_VERSIONS
        return False


def _made(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Everything that was made in a database: its sort, and how it was made."""
    query = "SELECT type, sql FROM sqlite_master WHERE sql IS NOT NULL"
    return {(row[0], row[1]) for row in connection.execute(query)}


def copy_database(source: Path, copy: Path) -> None:
    """Copy a SQLite file as it stands, whoever else is writing to it.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    # A connection that may only read leaves files of its own behind.
    address = f"{source.absolute().as_uri()}?mode=rw"
    with (
        closing(sqlite3.connect(address, uri=True)) as there,
        closing(sqlite3.connect(keep_private(copy))) as here,
    ):
        there.backup(here)
