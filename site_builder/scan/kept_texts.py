"""The folded texts of files that were looked into, kept for the nights to come.

Packed, with a page to begin from: pages share most of what they say. Each entry is sealed
and tells which bytes were folded, so that it is true whatever became of the rest of the
file. Where it cannot be read or written, files are folded again, and nothing is lost.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import struct
import sys
import unicodedata
import zlib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from site_builder.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS folding (code TEXT NOT NULL, sample BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS kept (
    path BLOB NOT NULL UNIQUE, mark TEXT NOT NULL, packed BLOB NOT NULL, seal BLOB NOT NULL
);
"""
_VERSION = 1
# A file's path, its mark, and its texts, packed.
Folded = tuple[str, str, bytes]
_FAULTS = (sqlite3.Error, OSError)
_HEAD = struct.Struct(">?I")
# Packing less costs more than it saves.
_WORTH_IT = 256
_SAMPLE = 32_000
_FAST = 1


class Packing:
    """Packs texts that are like a ``sample``, one of them after the other."""

    def __init__(self, sample: bytes) -> None:
        self._sample = sample[-_SAMPLE:]
        self._begun = zlib.compressobj(_FAST, zdict=self._sample)

    def packed(self, text: bytes) -> bytes:
        """One text, so that others may follow."""
        if len(text) < _WORTH_IT:
            return _HEAD.pack(False, len(text)) + text  # noqa: FBT003
        packing = self._begun.copy()
        data = packing.compress(text) + packing.flush()
        return _HEAD.pack(True, len(data)) + data  # noqa: FBT003

    def texts(self, packed: bytes) -> Iterator[bytes]:
        """The texts that were packed."""
        start = 0
        while start < len(packed):
            is_packed, size = _HEAD.unpack_from(packed, start)
            start += _HEAD.size
            data = packed[start : start + size]
            start += size
            yield zlib.decompressobj(zdict=self._sample).decompress(data) if is_packed else data


class KeptTexts:
    """The texts that one file keeps; what is told to it counts from ``commit`` on."""

    def __init__(self, file: Path, code: str) -> None:
        """Open what this very program kept; of another one nothing is believed.

        Raises:
            sqlite3.Error: It cannot be had.
            OSError: Nor can its folder.
        """
        self._code = f"{code} {sys.version} {unicodedata.unidata_version}"
        self._database = Database(file, _SCHEMA, version=_VERSION, durable=True, in_haste=True)
        row = self._database.connection.execute("SELECT code, sample FROM folding").fetchone()
        is_ours = row is not None and row["code"] == self._code and isinstance(row["sample"], bytes)
        self._take(row["sample"] if is_ours else b"")
        self.packing = Packing(row["sample"]) if is_ours else None
        self._is_broken = False

    @classmethod
    def opened(cls, file: Path, code: str) -> KeptTexts | None:
        """What is kept; None where it cannot be had."""
        try:
            return cls(file, code)
        except _FAULTS:
            return None

    def close(self) -> None:
        """Close it; what was not committed is forgotten, and all where writing failed."""
        with suppress(*_FAULTS):
            (self._database.remove if self._is_broken else self._database.close)()

    def texts(self, path: str, mark: str) -> Iterator[bytes] | None:
        """The folded texts of a file that bears this mark; None if they are not known."""
        if self.packing is None:
            return None
        query = "SELECT packed, seal FROM kept WHERE path = ? AND mark = ?"
        key = os.fsencode(path)
        try:
            row = self._database.connection.execute(query, (key, mark)).fetchone()
        except _FAULTS:
            return None
        if row is None or not isinstance(packed := row["packed"], bytes):
            return None
        return self.packing.texts(packed) if row["seal"] == self._seal(key, mark, packed) else None

    def start_over(self, sample: bytes) -> None:
        """Forget all texts; those to come are like this one."""
        self._take(sample[-_SAMPLE:])
        self.packing = Packing(self._sample)
        with self._writing() as connection:
            connection.execute("DELETE FROM kept")
            connection.execute("DELETE FROM folding")
            connection.execute("INSERT INTO folding VALUES (?,?)", (self._code, self._sample))

    def add(self, texts: Iterable[Folded]) -> None:
        """Keep the packed texts of files, each with its mark."""
        rows = ((os.fsencode(path), mark, packed) for path, mark, packed in texts)
        sealed = ((path, mark, text, self._seal(path, mark, text)) for path, mark, text in rows)
        with self._writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO kept VALUES (?,?,?,?)", sealed)

    def commit(self, marks: Mapping[str, str]) -> None:
        """Let it count, for these files alone, as long as they have these marks."""
        present = {os.fsencode(path): mark for path, mark in marks.items()}
        with self._writing() as connection:
            kept = connection.execute("SELECT path, mark FROM kept").fetchall()
            gone = ((row["path"],) for row in kept if present.get(row["path"]) != row["mark"])
            connection.executemany("DELETE FROM kept WHERE path = ?", gone)
            connection.commit()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """What fails here costs the next night some time, and this one nothing."""
        try:
            yield self._database.connection
        except _FAULTS:
            self._is_broken = True
            self.packing = None

    def _take(self, sample: bytes) -> None:
        self._sample = sample
        # Read once, and not for every text.
        self._begun = hashlib.blake2b(sample, digest_size=8)

    def _seal(self, path: bytes, mark: str, packed: bytes) -> bytes:
        seal = self._begun.copy()
        for part in (path, mark.encode("utf-8", "replace"), packed):
            seal.update(b"%d " % len(part))
            seal.update(part)
        return seal.digest()
