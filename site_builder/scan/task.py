"""What a scan is to do and what it found, on disk: all that its process and ours share.

Withheld values pass through this file and no other way. It lies in a folder of its
owner's alone, for as long as the scan runs.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from site_builder.scan.scanner import Leak, Withheld, folded
from site_builder.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SCHEMA = """
CREATE TABLE IF NOT EXISTS setting (
    folder BLOB NOT NULL, jobs INTEGER NOT NULL, kept BLOB, code TEXT
);
CREATE TABLE IF NOT EXISTS record (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, texts TEXT NOT NULL, digest BLOB NOT NULL,
    excused BLOB, is_new INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS searched (digest BLOB PRIMARY KEY, excused BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stands (digest BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shown (number INTEGER PRIMARY KEY, text BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS lawful (path BLOB PRIMARY KEY, texts TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (
    path BLOB PRIMARY KEY, stamp TEXT, sha256 TEXT, searched TEXT, mark TEXT,
    is_known INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS leak (
    path BLOB NOT NULL, record TEXT NOT NULL, PRIMARY KEY (path, record)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ending (fault TEXT NOT NULL);
"""
# What one automaton holds at most, so that it never grows with the province.
RECORDS_AT_A_TIME = 20_000
VALUES_AT_A_TIME = 120_000
# Fewer files are folded sooner than a file with their texts is opened.
WORTH_KEEPING = 1_000
_DONE = ""
# What `searched` says beside the digest of a number that may stand, in place of what is excused.
STANDS = b"number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Where to look, and what for.

    What a text of ``shown`` contains may stand anywhere, what one of ``lawful`` contains
    only in the file of that path. Without ``withheld`` records nothing is found. A file of
    ``known``, by its path, holds bytes of this digest as long as it bears this stamp.
    """

    folder: Path
    paths: Iterable[str]
    withheld: Iterable[Withheld]
    shown: Iterable[str]
    lawful: Mapping[str, frozenset[str]]
    known: Iterable[tuple[str, str, str]] = ()
    jobs: int = 1


class Searched(Protocol):
    """What earlier scans of a folder are known to have looked for, and in which bytes.

    Each file of ``files``, as long as it has this mark, shows nothing of any of ``records``.
    """

    def files(self) -> Iterable[tuple[str, str]]:
        """Each file's path with its mark."""

    def records(self) -> Iterable[tuple[bytes, bytes | None]]:
        """Each record's digest, with a digest of what of it was shown lawfully.

        Among them, the digest of each number that could stand anywhere, marked as such.
        """

    def kept(self) -> tuple[Path, str] | None:
        """The file in which folded texts are kept, and the program whose they are."""

    def learn(
        self,
        files: Iterable[tuple[str, str]],
        records: Iterable[tuple[bytes, bytes | None]],
    ) -> None:
        """Replace what is known, in one step."""


class Task:
    """One scan, from what it is to do to what it found."""

    def __init__(self, file: Path) -> None:
        self._database = Database(file, _SCHEMA)
        self._connection = self._database.connection

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    # What is to be done

    def prepare(self, search: Search, searched: Searched | None) -> None:
        """Write down what to do, and what need not be done again."""
        with self._connection as connection:
            kept = (None, None) if searched is None else searched.kept() or (None, None)
            file = kept[0] and os.fsencode(kept[0])
            setting = (os.fsencode(search.folder), search.jobs, file, kept[1])
            connection.execute("INSERT INTO setting VALUES (?,?,?,?)", setting)
            connection.executemany(
                "INSERT INTO record (id, texts, digest) VALUES (?,?,?)", map(_row, search.withheld)
            )
            texts = ((text,) for text in folded(search.shown))
            connection.executemany("INSERT INTO shown (text) VALUES (?)", texts)
            allowed = (
                (os.fsencode(path), json.dumps(sorted(found)))
                for path, found in search.lawful.items()
            )
            connection.executemany("INSERT INTO lawful VALUES (?,?)", allowed)
            paths = ((os.fsencode(path),) for path in search.paths)
            connection.executemany("INSERT INTO file (path) VALUES (?)", paths)
            known = ((stamp, sha256, os.fsencode(path)) for path, stamp, sha256 in search.known)
            connection.executemany("UPDATE file SET stamp = ?, sha256 = ? WHERE path = ?", known)
            if searched is not None:
                self._recall(searched)

    def _recall(self, searched: Searched) -> None:
        marks = ((mark, os.fsencode(path)) for path, mark in searched.files())
        self._connection.executemany("UPDATE file SET searched = ? WHERE path = ?", marks)
        self._connection.executemany("INSERT INTO searched VALUES (?,?)", searched.records())
        self._connection.execute(
            "UPDATE record SET is_new = 0 WHERE digest IN (SELECT digest FROM searched)"
        )

    def setting(self) -> tuple[str, int]:
        """The folder to look into, and by how many processes."""
        row = self._connection.execute("SELECT * FROM setting").fetchone()
        return os.fsdecode(row["folder"]), row["jobs"]

    def kept_at(self) -> tuple[Path, str] | None:
        """The file that keeps folded texts, and the program whose they are; None for few files."""
        row = self._connection.execute("SELECT kept, code FROM setting").fetchone()
        count = self._connection.execute("SELECT count(*) FROM file").fetchone()[0]
        is_kept = row["kept"] and count >= WORTH_KEEPING
        return (Path(os.fsdecode(row["kept"])), row["code"]) if is_kept else None

    @property
    def has_many_batches(self) -> bool:
        """Whether the files are to be looked into more than once."""
        row = self._connection.execute("SELECT count(*) FROM record").fetchone()
        return bool(row[0] > RECORDS_AT_A_TIME)

    def lawful(self) -> dict[str, list[str]]:
        """What may stand in one file alone, by its path."""
        rows = self._connection.execute("SELECT path, texts FROM lawful")
        return {os.fsdecode(row["path"]): json.loads(row["texts"]) for row in rows}

    def shown(self) -> Iterator[bytes]:
        """What may stand anywhere, folded."""
        for row in self._connection.execute("SELECT text FROM shown ORDER BY number"):
            yield row["text"]

    def batches(self, *, only_new: bool) -> Iterator[tuple[list[int], list[Withheld]]]:
        """The records and their numbers, all values of one together, so many at a time."""
        query = (
            "SELECT number, id, texts FROM record"
            " WHERE number > ? AND is_new >= ? ORDER BY number LIMIT ?"
        )
        last = 0
        while True:
            rows = self._connection.execute(query, (last, only_new, RECORDS_AT_A_TIME))
            numbers, records, values = [], [], 0
            for row in rows:
                texts = tuple(json.loads(row["texts"]))
                numbers.append(row["number"])
                records.append(Withheld(row["id"], texts))
                values += len(texts)
                if values >= VALUES_AT_A_TIME:
                    break
            rows.close()
            if not numbers:
                return
            last = numbers[-1]
            yield numbers, records

    def stamped(self) -> dict[str, tuple[str | None, str | None]]:
        """The files by path, each with the stamp and the digest that are known of it."""
        rows = self._connection.execute("SELECT path, stamp, sha256 FROM file ORDER BY path")
        return {os.fsdecode(row["path"]): (row["stamp"], row["sha256"]) for row in rows}

    def marked(self, *, known: bool) -> dict[str, str]:
        """The files that earlier scans are, or are not, known to have looked into; their marks."""
        query = "SELECT path, mark FROM file WHERE is_known = ? ORDER BY path"
        rows = self._connection.execute(query, (known,))
        return {os.fsdecode(row["path"]): row["mark"] for row in rows}

    # What was found

    def mark(self, marks: Iterable[tuple[str, str]]) -> None:
        """Note what each file holds before anything is looked for in it."""
        with self._connection as connection:
            connection.executemany(
                "UPDATE file SET mark = ?1, is_known = coalesce(searched = ?1, 0) WHERE path = ?2",
                ((mark, os.fsencode(path)) for path, mark in marks),
            )

    def has_changed(self, marks: Iterable[tuple[str, str]]) -> bool:
        """Whether any file holds something else by now."""
        query = "SELECT 1 FROM file WHERE path = ? AND mark = ?"
        found = (
            self._connection.execute(query, (os.fsencode(path), mark)).fetchone()
            for path, mark in marks
        )
        return any(row is None for row in found)

    def excuse(self, excused: Iterable[tuple[int, bytes | None]]) -> None:
        """Note what of each record is shown lawfully."""
        with self._connection as connection:
            connection.executemany(
                "UPDATE record SET excused = ? WHERE number = ?",
                ((digest, number) for number, digest in excused),
            )

    def renew(self) -> None:
        """Take for new each record of which something else is shown lawfully than before."""
        with self._connection as connection:
            connection.execute(
                "UPDATE record SET is_new = 1 WHERE EXISTS (SELECT 1 FROM searched"
                " WHERE searched.digest = record.digest AND searched.excused IS NOT NULL"
                " AND searched.excused IS NOT record.excused)"
            )

    def let_stand(self, numbers: Iterable[bytes]) -> None:
        """Note the numbers that may stand, though they look like somebody's; by their digests."""
        with self._connection as connection:
            connection.executemany("INSERT INTO stands VALUES (?)", ((each,) for each in numbers))

    @property
    def lets_fewer_stand(self) -> bool:
        """Whether a number may stand no longer that could when the files were searched."""
        query = (
            "SELECT 1 FROM searched WHERE excused = ?"
            " AND digest NOT IN (SELECT digest FROM stands) LIMIT 1"
        )
        return self._connection.execute(query, (STANDS,)).fetchone() is not None

    def add(self, leaks: Iterable[Leak]) -> None:
        """Note what was found."""
        with self._connection as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO leak VALUES (?,?)",
                ((os.fsencode(leak.path), leak.record) for leak in leaks),
            )

    def end(self, fault: str = _DONE) -> None:
        """Note that all was done, or by which kind of fault it broke off."""
        with self._connection as connection:
            connection.execute("INSERT INTO ending VALUES (?)", (fault,))

    # What came of it

    def fault(self) -> str | None:
        """None if everything was looked into; else what kept it from that, if it is known."""
        row = self._connection.execute("SELECT fault FROM ending").fetchone()
        return None if row and row["fault"] == _DONE else (row["fault"] if row else "")

    def leaks(self) -> list[Leak]:
        """Everything found, by path and record."""
        rows = self._connection.execute("SELECT path, record FROM leak")
        return sorted(Leak(os.fsdecode(row["path"]), row["record"]) for row in rows)

    def teach(self, searched: Searched) -> None:
        """Let what is known now stand for the next time: files without a leak, and all records."""
        files = self._connection.execute(
            "SELECT path, mark FROM file WHERE path NOT IN (SELECT path FROM leak)"
        )
        records = self._connection.execute(
            "SELECT DISTINCT digest, excused FROM record UNION ALL SELECT digest, ? FROM stands",
            (STANDS,),
        )
        searched.learn(
            ((os.fsdecode(row["path"]), row["mark"]) for row in files),
            ((row["digest"], row["excused"]) for row in records),
        )


def _row(record: Withheld) -> tuple[str, str, bytes]:
    texts = json.dumps(record.values)
    digest = hashlib.blake2b(f"{record.id}\0{texts}".encode(), digest_size=16).digest()
    return record.id, texts, digest
