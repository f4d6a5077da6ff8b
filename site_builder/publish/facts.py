"""What is known of every file of the two trees, kept in the state folder between builds.

What a file was made from, what it holds and leans on, what it was searched for. Every
fact is sealed, so that one in which a disk turned a bit is forgotten.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.publish.ground import Looked
from site_builder.scan.task import STANDS
from site_builder.store.database import Database

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FACTS = "trees.sqlite"
# What was folded of the files, for searches to come; of either tree, for it tells which bytes.
FOLDED = "folded.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS tree (
    name TEXT PRIMARY KEY, code TEXT NOT NULL, is_sound INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (
    tree TEXT NOT NULL, path TEXT NOT NULL, fingerprint TEXT NOT NULL,
    sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, stamp TEXT NOT NULL,
    seal BLOB NOT NULL, leans BLOB, searched TEXT, PRIMARY KEY (tree, path)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS searched (
    tree TEXT NOT NULL, digest BLOB NOT NULL, excused BLOB, PRIMARY KEY (tree, digest)
) WITHOUT ROWID;
"""
_VERSION = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of one file: what it was made from, and what it holds.

    ``stamp`` is the file's own when it was written; empty where it stands as it was.
    """

    fingerprint: str
    sha256: str
    bytes: int
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class LookedTree:
    """What the files of one tree hold, and what those that were found sound lean on."""

    _database: Database
    _tree: str

    def files(self, folder: str) -> Iterator[Looked]:
        """What is known of each file under ``folder``, which its path is told without."""
        query = (
            "SELECT substr(path, ?) AS path, stamp, sha256, leans FROM file"
            " WHERE tree = ? AND substr(path, 1, ?) = ?"
        )
        given = (len(folder) + 1, self._tree, len(folder), folder)
        for row in self._database.connection.execute(query, given):
            yield Looked(*row)

    def learn(self, folder: str, files: Iterable[Looked]) -> None:
        """Note what sound files lean on; of others, that nothing is known."""
        with self._database.connection as connection:
            connection.executemany(
                "UPDATE file SET stamp = ?, leans = ? WHERE tree = ? AND path = ? AND sha256 = ?",
                ((f.stamp, f.leans, self._tree, f"{folder}{f.path}", f.sha256) for f in files),
            )


@dataclass(frozen=True, slots=True)
class SearchedTree:
    """What the files of one tree were searched for and found clean of, scan by scan."""

    _database: Database
    _tree: str
    _code: str

    def kept(self) -> tuple[Path, str]:
        """The file in which folded texts are kept, and the program whose they are."""
        return self._database.path.with_name(FOLDED), self._code

    def files(self) -> Iterator[tuple[str, str]]:
        """Each file's path, with the mark that the scan gave to what it held."""
        query = "SELECT path, searched FROM file WHERE tree = ? AND searched IS NOT NULL"
        for row in self._database.connection.execute(query, (self._tree,)):
            yield row["path"], row["searched"]

    def records(self) -> Iterator[tuple[bytes, bytes | None]]:
        """Each record's digest, with a digest of what of it was shown lawfully."""
        query = "SELECT digest, excused FROM searched WHERE tree = ?"
        for row in self._database.connection.execute(query, (self._tree,)):
            yield row["digest"], row["excused"]

    def inherit(self, other: str) -> bool:
        """Let copies of what another tree holds count as searched; False if it was not.

        From then on all files of this tree count as searched only for what those of both
        were. A number that could stand in either may have been passed over in it.
        """
        given: dict[str, str | bytes | bool] = {
            "this": self._tree,
            "other": other,
            "stands": STANDS,
        }
        with self._database.connection as connection:
            if not _is_searched(connection, other):
                return False
            given["all"] = not _is_searched(connection, self._tree)
            connection.execute(
                "DELETE FROM searched WHERE tree = :this AND (:all OR excused IS NOT :stands"
                " AND NOT EXISTS (SELECT 1 FROM searched b WHERE b.tree = :other"
                " AND b.digest = searched.digest AND b.excused IS searched.excused))",
                given,
            )
            connection.execute(
                "INSERT OR IGNORE INTO searched SELECT :this, digest, excused FROM searched"
                " WHERE tree = :other AND (:all OR excused IS :stands)",
                given,
            )
        return True

    def learn(
        self, files: Iterable[tuple[str, str]], records: Iterable[tuple[bytes, bytes | None]]
    ) -> None:
        """Replace what is known by what the last scan looked into, and for."""
        with self._database.connection as connection:
            connection.execute("UPDATE file SET searched = NULL WHERE tree = ?", (self._tree,))
            connection.executemany(
                "UPDATE file SET searched = ? WHERE tree = ? AND path = ?",
                ((mark, self._tree, path) for path, mark in files),
            )
            connection.execute("DELETE FROM searched WHERE tree = ?", (self._tree,))
            connection.executemany(
                "INSERT INTO searched VALUES (?,?,?)",
                ((self._tree, digest, excused) for digest, excused in records),
            )


def _is_searched(connection: sqlite3.Connection, tree: str) -> bool:
    query = "SELECT 1 FROM file WHERE tree = ? AND searched IS NOT NULL LIMIT 1"
    return connection.execute(query, (tree,)).fetchone() is not None


def open_facts(state: Path, *, in_haste: bool = False) -> Database:
    """The facts in a state folder; none where they are lost, damaged or of another format."""
    return Database(state / FACTS, _SCHEMA, version=_VERSION, durable=True, in_haste=in_haste)


def seal_of(path: str, sha256: str, size: int) -> bytes:
    """A digest of what a file is known to hold."""
    told = f"{path}\0{sha256}\0{size}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=8).digest()


def fact_from(row: sqlite3.Row) -> Fact:
    """The fact that a row keeps."""
    return Fact(row["fingerprint"], row["sha256"], row["bytes"], row["stamp"])


def file_digest(file: Path) -> str | None:
    """The digest of a file; None where there is none, or a link in its place."""
    try:
        if file.is_symlink():
            return None
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
