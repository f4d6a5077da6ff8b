"""A SQLite file: what is damaged is made again, and what cannot be had for now is kept."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from site_builder.store.database import Database

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = "CREATE TABLE IF NOT EXISTS thing (id TEXT PRIMARY KEY, data TEXT) WITHOUT ROWID;"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that holds one row."""
    database = _opened(tmp_path / "state" / "things.sqlite")
    with database.connection as connection:
        connection.execute("INSERT INTO thing VALUES ('t-1', 'kept')")
    database.close()
    return database.path


def _opened(path: Path) -> Database:
    return Database(path, SCHEMA, durable=True)


def _rows(path: Path) -> int:
    database = _opened(path)
    try:
        return len(database.connection.execute("SELECT id, data FROM thing").fetchall())
    finally:
        database.close()


def test_a_sound_file_keeps_what_it_holds(file: Path) -> None:
    assert _rows(file) == 1


def test_a_bit_that_turned_in_a_columns_name_makes_the_file_again(file: Path) -> None:
    data = file.read_bytes()
    assert data.count(b"data TEXT") == 1
    file.write_bytes(data.replace(b"data TEXT", b"dat\xe1 TEXT"))
    assert _rows(file) == 0


@pytest.mark.parametrize("beside", ["", "-wal", "-shm", "-journal"])
def test_a_folder_in_place_of_a_file_is_no_end_of_it(file: Path, beside: str) -> None:
    place = file.with_name(file.name + beside)
    place.unlink(missing_ok=True)
    (place / "inside").mkdir(parents=True)
    assert _rows(file) == (1 if beside else 0)


@pytest.mark.parametrize(
    "name",
    ["SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_BUSY", "SQLITE_READONLY"],
)
def test_a_disk_that_fails_costs_nothing_that_the_file_holds(file: Path, name: str) -> None:
    error = sqlite3.OperationalError(name)
    error.sqlite_errorcode = getattr(sqlite3, name)
    failing = mock.patch.object(sqlite3, "connect", side_effect=error)
    with failing, pytest.raises(sqlite3.OperationalError):
        _opened(file)
    assert _rows(file) == 1


@pytest.mark.parametrize("place", [18, 19])
def test_first_bytes_that_forbid_to_write_or_read_are_damage(file: Path, place: int) -> None:
    data = bytearray(file.read_bytes())
    data[place] ^= 0x40
    file.write_bytes(data)
    assert _rows(file) == 0
