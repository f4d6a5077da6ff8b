"""Two real trees of the release, and what is known of every file in them.

Readers are served from one tree, through a link, while the other is patched. The
facts are kept beside the state; a tree whose facts are lost, or that a killed
build left half-patched, is made again from nothing. They tell too what each file
was searched for, and found clean of.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.publish.leftovers import clear_leftovers
from site_builder.scan.pieces import files_under
from site_builder.store.database import Database, copy_database

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS tree (
    name TEXT PRIMARY KEY, code TEXT NOT NULL, is_sound INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (
    tree TEXT NOT NULL, path TEXT NOT NULL, fingerprint TEXT NOT NULL,
    sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, searched TEXT, PRIMARY KEY (tree, path)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS searched (
    tree TEXT NOT NULL, digest BLOB NOT NULL, excused BLOB, PRIMARY KEY (tree, digest)
) WITHOUT ROWID;
"""
_VERSION = 2
_DATABASE = "trees.sqlite"
_NAMES = ("a", "b")
RELEASES = ".releases"
SERVER = "server/"


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of one file: what it was made from, and what it holds."""

    fingerprint: str
    sha256: str
    bytes: int


class Trees:
    """The two trees of one output folder."""

    def __init__(self, output: Path, state: Path, code: str) -> None:
        self._database = Database(state / _DATABASE, _SCHEMA, version=_VERSION, durable=True)
        self._releases = output / RELEASES
        self._code = code
        self.live = self._tree_at(output / "site")
        self.idle = next(name for name in _NAMES if name != self.live)

    @classmethod
    def reading(cls, output: Path, state: Path, code: str, scratch: Path) -> Trees | None:
        """A copy of the facts to ask questions of, so that nothing is written; None if none."""
        if not (state / _DATABASE).is_file():
            return None
        try:
            copy_database(state / _DATABASE, scratch / _DATABASE)
        except sqlite3.Error:
            return None
        return cls(output, scratch, code)

    def close(self) -> None:
        """Close the facts."""
        self._database.close()

    def folder(self, name: str) -> Path:
        """The folder of a tree."""
        return self._releases / name

    def is_known(self, name: str) -> bool:
        """Whether the facts of a tree can be trusted."""
        query = "SELECT is_sound FROM tree WHERE name = ?"
        row = self._database.connection.execute(query, (name,)).fetchone()
        return bool(row and row["is_sound"]) and self.folder(name).is_dir()

    def is_current(self, name: str) -> bool:
        """Whether a tree was made by this very program, so that fingerprints compare."""
        query = "SELECT code FROM tree WHERE name = ?"
        row = self._database.connection.execute(query, (name,)).fetchone()
        return self.is_known(name) and row["code"] == self._code

    @property
    def is_served(self) -> bool:
        """Whether readers see the live tree whole, and the server's files beside it."""
        if self.live is None or not self.is_known(self.live) or not self.is_intact(self.live):
            return False
        server = self._releases.parent / SERVER
        return server.resolve() == (self.folder(self.live) / SERVER).resolve()

    def is_intact(self, name: str, part: str = "") -> bool:
        """Whether the files of a tree, or of one folder in it, are just what is known of them."""
        folder = self.folder(name)
        known = {path: fact for path, fact in self.facts(name) if path.startswith(part)}
        there = [path for path in files_under(folder) if path.startswith(part)]
        return len(there) == len(known) and all(
            path in known and _sha256(folder / path) == known[path].sha256 for path in there
        )

    def begin(self, *, anew: bool) -> None:
        """Mark the idle tree as being patched; make it anew if it cannot be trusted."""
        # No manifest lists the server's files, so verification would not miss one.
        if anew or not self.is_current(self.idle) or not self.is_intact(self.idle, SERVER):
            self._start_over()
        self.folder(self.idle).mkdir(parents=True, exist_ok=True)
        self._mark(self.idle, is_sound=False)

    def finish(self) -> None:
        """Mark the idle tree as whole."""
        self._mark(self.idle, is_sound=True)

    def fact(self, name: str, path: str) -> Fact | None:
        """What is known of one file of a tree."""
        query = "SELECT * FROM file WHERE tree = ? AND path = ?"
        row = self._database.connection.execute(query, (name, path)).fetchone()
        return None if row is None else Fact(row["fingerprint"], row["sha256"], row["bytes"])

    def facts(self, name: str) -> Iterator[tuple[str, Fact]]:
        """Every file of a tree, by path."""
        query = "SELECT * FROM file WHERE tree = ? ORDER BY path"
        for row in self._database.connection.execute(query, (name,)):
            yield row["path"], Fact(row["fingerprint"], row["sha256"], row["bytes"])

    def learn(self, facts: Iterable[tuple[str, Fact]]) -> None:
        """Note what the idle tree's files hold now."""
        with self._database.connection as connection:
            connection.executemany(
                "INSERT INTO file VALUES (?,?,?,?,?,NULL) ON CONFLICT (tree, path) DO UPDATE SET"
                " fingerprint=excluded.fingerprint, sha256=excluded.sha256, bytes=excluded.bytes",
                (
                    (self.idle, path, fact.fingerprint, fact.sha256, fact.bytes)
                    for path, fact in facts
                ),
            )

    def unlearn(self, paths: Iterable[str]) -> None:
        """Note that the idle tree no longer has these files."""
        with self._database.connection as connection:
            connection.executemany(
                "DELETE FROM file WHERE tree = ? AND path = ?", ((self.idle, p) for p in paths)
            )

    def searched(self, name: str) -> SearchedTree:
        """What the files of a tree were searched for."""
        return SearchedTree(self._database, name)

    def tree_of(self, site: Path) -> str | None:
        """The tree whose site is this very folder, if its facts can be trusted."""
        place = site.resolve()
        trees = (name for name in _NAMES if (self.folder(name) / "site").resolve() == place)
        return next(filter(self.is_current, trees), None)

    def difference(self) -> tuple[int, int, int]:
        """How many files of the idle tree are new or other than the live one's, gone, the same."""
        live = self.live if self.live and self.is_known(self.live) else ""
        connection = self._database.connection
        same = connection.execute(
            "SELECT count(*) FROM file a JOIN file b ON a.path = b.path"
            " WHERE a.tree = ? AND b.tree = ? AND a.sha256 = b.sha256",
            (self.idle, live),
        ).fetchone()[0]
        total = connection.execute(
            "SELECT count(*) FROM file WHERE tree = ?", (self.idle,)
        ).fetchone()[0]
        gone = connection.execute(
            "SELECT count(*) FROM file b WHERE b.tree = ? AND NOT EXISTS"
            " (SELECT 1 FROM file a WHERE a.tree = ? AND a.path = b.path)",
            (live, self.idle),
        ).fetchone()[0]
        return total - same, gone, same

    def _mark(self, name: str, *, is_sound: bool) -> None:
        with self._database.connection as connection:
            connection.execute(
                "INSERT OR REPLACE INTO tree VALUES (?,?,?)", (name, self._code, is_sound)
            )

    def _start_over(self) -> None:
        with self._database.connection as connection:
            connection.execute("DELETE FROM file WHERE tree = ?", (self.idle,))
            connection.execute("DELETE FROM searched WHERE tree = ?", (self.idle,))
            connection.execute("DELETE FROM tree WHERE name = ?", (self.idle,))
        folder = self.folder(self.idle)
        if folder.exists():
            # Creating files right after deleting many is an order of magnitude slower on ext4.
            discarded = folder.with_name(f"{folder.name}.discarded")
            shutil.rmtree(discarded, ignore_errors=True)
            folder.replace(discarded)

    def sweep(self) -> None:
        """Delete what was discarded and left behind by builds that were cut short."""
        clear_leftovers(self._releases)
        for folder in self._releases.glob("*.discarded"):
            shutil.rmtree(folder, ignore_errors=True)

    def _tree_at(self, link: Path) -> str | None:
        """The tree that readers see, wherever the link was made."""
        if not link.is_symlink() or not link.is_dir():
            return None
        served = link.resolve()
        trees = (name for name in _NAMES if (self.folder(name) / "site").resolve() == served)
        return next(trees, None)


@dataclass(frozen=True, slots=True)
class SearchedTree:
    """What the files of one tree were searched for and found clean of, scan by scan."""

    _database: Database
    _tree: str

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


def _sha256(file: Path) -> str | None:
    """The digest of a file; None where it cannot be read."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
