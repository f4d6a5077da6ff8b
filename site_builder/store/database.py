"""One SQLite file, opened once a process."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

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


class Database:
    """A SQLite file that a forked worker may go on reading.

    A connection must not cross a fork, so each process opens its own.
    """

    def __init__(self, path: Path, schema: str, *, version: int = 1, durable: bool = False) -> None:
        """Open ``path``; a file that is damaged or of another version is made again.

        Raises:
            sqlite3.OperationalError: It cannot be had for now, whole as it may be.
        """
        self.path = path
        self._durable = durable
        self._connections: dict[int, sqlite3.Connection] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self._is_sound(version):
            self.remove()
        self.connection.executescript(schema)
        self.connection.execute(f"PRAGMA user_version = {version}")
        self.connection.commit()

    @property
    def connection(self) -> sqlite3.Connection:
        """This process's own connection."""
        connection = self._connections.get(os.getpid())
        if connection is None:
            connection = sqlite3.connect(self.path, cached_statements=256)
            connection.row_factory = sqlite3.Row
            # A disk that turned a bit gives a text that is not what it was, and no error.
            connection.text_factory = _text
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
        if self.path.is_dir():
            shutil.rmtree(self.path)
        for suffix in ("", "-wal", "-shm", "-journal"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def _is_sound(self, version: int) -> bool:
        if not self.path.is_file():
            return not self.path.exists()
        # Only the long check compares indexes with their tables; what is scratch needs none.
        check = "integrity_check" if self._durable else "quick_check"
        try:
            found: int = self.connection.execute("PRAGMA user_version").fetchone()[0]
            return (
                found == version
                and self.connection.execute(f"PRAGMA {check}(1)").fetchone()[0] == "ok"
            )
        except sqlite3.DatabaseError as error:
            if self._is_damage(error):
                return False
            raise

    def _is_damage(self, error: sqlite3.DatabaseError) -> bool:
        """Whether a file is to blame, and not its disk: that one must not cost what it holds."""
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code == sqlite3.SQLITE_READONLY:  # its first bytes may say so too
            return os.access(self.path, os.W_OK)
        return code not in _NOT_DAMAGE


def copy_database(source: Path, copy: Path) -> None:
    """Copy a SQLite file as it stands, whoever else is writing to it.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    # A connection that may only read leaves files of its own behind.
    address = f"{source.absolute().as_uri()}?mode=rw"
    with (
        closing(sqlite3.connect(address, uri=True)) as there,
        closing(sqlite3.connect(copy)) as here,
    ):
        there.backup(here)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
