"""What is kept between builds: last good content, honoured hidings, parsed lines.

The state folder is its owner's alone. Losing it costs time and the last good
versions, never correctness: whatever is missing, damaged or of another format is
made again. Each entry is sealed by a digest of itself, so that one in which a disk
turned a bit is forgotten, and not believed.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from site_builder.resources import program_digest
from site_builder.store.codec import (
    event_from_json,
    event_to_json,
    record_to_json,
)
from site_builder.store.database import Database
from site_builder.store.good import (
    GOOD,
    GOOD_VERSION,
    HELD,
    OTHERS,
    RECORDS,
    WITHDRAWN,
    Good,
    Honoured,
    good_from,
)
from site_builder.store.past import Past, past_schema
from site_builder.store.private import keep_private
from site_builder.store.sealed import seal, sealed, unsealed, whole

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# A row is longer than half a page of a table without rowids, where it would take two; and here
# those that are asked for one after the other lie so.
_PARSED = """
CREATE TABLE IF NOT EXISTS parsed (hash BLOB PRIMARY KEY, data TEXT NOT NULL);
"""
_NONE: Mapping[str, str] = MappingProxyType({})


class Memory:
    """The state folder, opened for one build."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        self._good = Database(
            folder / "good.sqlite", GOOD + past_schema(), version=GOOD_VERSION, durable=True
        )
        # What another program made of a line is never asked for again.
        program = int(program_digest()[:7], 16)
        self._parsed = Database(folder / "parsed.sqlite", _PARSED, version=program)
        self._has_damaged_records = False

    @classmethod
    def reading(cls, folder: Path, scratch: Path) -> Memory | None:
        """A copy of the state to ask questions of, so that nothing is written; None if none."""
        if not (folder / "good.sqlite").is_file():
            return None
        # What lines gave is kept beside: without it a province is read for minutes.
        for name in ("good.sqlite", "good.sqlite-wal", "parsed.sqlite"):
            if (folder / name).is_file() and not (scratch / name).exists():
                shutil.copyfile(folder / name, keep_private(scratch / name))
        return cls(scratch)

    def close(self) -> None:
        """Close the files."""
        self._good.close()
        self._parsed.close()

    @property
    def is_empty(self) -> bool:
        """Whether no build that published remembered anything here."""
        return self._good.connection.execute("SELECT 1 FROM file").fetchone() is None

    @property
    def is_damaged(self) -> bool:
        """Whether an entry is not what was written; of records, one that was read by now."""
        others = (table.has_damage(self._good.connection) for table in OTHERS)
        return self._has_damaged_records or any(others)

    def drop_damaged(self) -> None:
        """Forget for good whatever is not what was written."""
        for table in (RECORDS, *OTHERS) if self._has_damaged_records else OTHERS:
            table.drop_damaged(self._good.connection)

    @property
    def past(self) -> Past:
        """The good contents before this one."""
        return Past(self._good.connection)

    # Last good records

    def good(self, record_id: str) -> Good | None:
        """The last good version of a record."""
        row = self._good.connection.execute(
            "SELECT * FROM good WHERE id = ?", (record_id,)
        ).fetchone()
        return None if row is None else self._found(row)

    def first_on(self, record_id: str) -> date | None:
        """The day of a record's first sign-off as remembered, whether or not that is damaged."""
        query = "SELECT first_on FROM good WHERE id = ?"
        row = self._good.connection.execute(query, (record_id,)).fetchone()
        try:
            return date.fromisoformat(row["first_on"]) if row and row["first_on"] else None
        except ValueError:
            return date.min

    def goods(self, but: Mapping[str, str] = _NONE) -> Iterator[Good]:
        """Every last good record by id, less those whose id and kind are in ``but``."""
        for row in self._good.connection.execute("SELECT * FROM good ORDER BY id"):
            # What is damaged is noticed all the same.
            is_passed = but.get(row["id"]) == row["kind"] and unsealed(row, "data") is not None
            good = None if is_passed else self._found(row)
            if good is not None:
                yield good

    def _found(self, row: sqlite3.Row) -> Good | None:
        good = good_from(row)
        self._has_damaged_records |= good is None
        return good

    def ids(self) -> list[str]:
        """The ids of all records that are remembered."""
        return [row["id"] for row in self._good.connection.execute("SELECT id FROM good")]

    def counts(self) -> dict[str, int]:
        """How many records of each kind are remembered."""
        rows = self._good.connection.execute("SELECT kind, count(*) FROM good GROUP BY kind")
        return {row[0]: row[1] for row in rows}

    def remember(self, goods: Iterable[Good]) -> None:
        """Keep ``goods`` as their records' last good versions, where they differ."""
        with self._good.connection as connection:
            for good in goods:
                record = good.record
                first_on = good.first_on.isoformat() if good.first_on else None
                known = (record.id, record.kind, record.path)
                rest = (record.digest, first_on, good.sign_off)
                data = sealed(record_to_json(record), *known, *rest)
                # Hiding events stand outside the digest, so the data is compared too.
                connection.execute(
                    "INSERT INTO good VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET"
                    " kind=excluded.kind, path=excluded.path, line=excluded.line,"
                    " digest=excluded.digest, first_on=excluded.first_on,"
                    " sign_off=excluded.sign_off, data=excluded.data"
                    " WHERE data != excluded.data OR path != excluded.path"
                    " OR digest != excluded.digest OR first_on IS NOT excluded.first_on"
                    " OR sign_off != excluded.sign_off",
                    (*known, record.line, *rest, data),
                )

    def forget(self, record_ids: Iterable[str]) -> None:
        """Drop records that are gone for good."""
        with self._good.connection as connection:
            connection.executemany(
                "DELETE FROM good WHERE id = ?", ((name,) for name in record_ids)
            )

    # Settings and files

    def settings(self, kind: str) -> dict[str, tuple[str, str]]:
        """Last good settings of a kind: id to (path, JSON of its values)."""
        rows = self._good.connection.execute("SELECT * FROM setting WHERE kind = ?", (kind,))
        found = {row["id"]: (row["path"], unsealed(row, "data")) for row in rows}
        return {name: (path, data) for name, (path, data) in found.items() if data is not None}

    def remember_settings(self, kind: str, settings: dict[str, tuple[str, str]]) -> None:
        """Keep exactly these as the last good settings of a kind, where they differ."""
        with self._good.connection as connection:
            rows = connection.execute("SELECT id FROM setting WHERE kind = ?", (kind,)).fetchall()
            stale = ((kind, row["id"]) for row in rows if row["id"] not in settings)
            connection.executemany("DELETE FROM setting WHERE kind = ? AND id = ?", stale)
            connection.executemany(
                "INSERT INTO setting VALUES (?,?,?,?,?) ON CONFLICT (kind, id) DO UPDATE SET"
                " path=excluded.path, digest=excluded.digest, data=excluded.data"
                " WHERE data != excluded.data",
                (
                    (kind, name, path, "", sealed(data, kind, name, path, ""))
                    for name, (path, data) in settings.items()
                ),
            )

    def file(self, path: str) -> bytes | None:
        """A file's last good bytes."""
        row = self._good.connection.execute("SELECT * FROM file WHERE path = ?", (path,)).fetchone()
        return None if row is None else whole(row)

    def remember_file(self, path: str, data: bytes) -> None:
        """Keep a file's bytes as its last good ones, where they differ."""
        with self._good.connection as connection:
            connection.execute(
                "INSERT INTO file VALUES (?,?) ON CONFLICT (path) DO UPDATE SET data=excluded.data"
                " WHERE data != excluded.data",
                (path, seal(data, path) + data),
            )

    def files_under(self, prefix: str) -> dict[str, bytes]:
        """Last good bytes of the files whose path begins with ``prefix``."""
        query = "SELECT path, data FROM file WHERE substr(path, 1, ?) = ?"
        rows = self._good.connection.execute(query, (len(prefix), prefix))
        found = {row["path"]: whole(row) for row in rows}
        return {path: data for path, data in found.items() if data is not None}

    def lay_out(self, prefix: str, folder: Path) -> Path | None:
        """Write the last good files under ``prefix`` into a folder; None where there are none."""
        files = self.files_under(prefix)
        for name, data in files.items():
            path = folder / name.removeprefix(prefix)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return folder if files else None

    def remember_files_under(self, prefix: str, files: dict[str, bytes]) -> None:
        """Keep exactly these as the last good files under ``prefix``."""
        for path, data in files.items():
            self.remember_file(path, data)
        self.keep_files(prefix, set(files))

    def keep_files(self, prefix: str, names: set[str]) -> None:
        """Drop the files under ``prefix`` that are not among ``names``."""
        query = "SELECT path FROM file WHERE substr(path, 1, ?) = ?"
        with self._good.connection as connection:
            rows = connection.execute(query, (len(prefix), prefix)).fetchall()
            stale = [(row["path"],) for row in rows if row["path"] not in names]
            connection.executemany("DELETE FROM file WHERE path = ?", stale)

    # Honoured hidings

    def honoured(self) -> dict[str, list[Honoured]]:
        """Every hiding that a release honoured, by record."""
        found: dict[str, list[Honoured]] = {}
        for row in self._good.connection.execute("SELECT * FROM honoured ORDER BY id, event"):
            if (sign_off := unsealed(row, "sign_off")) is None:
                continue
            written = json.loads(row["event"])
            kind, on = written["kind"], date.fromisoformat(written["on"])
            event = None if kind in {HELD, WITHDRAWN} else event_from_json(written)
            hiding = Honoured(row["id"], event, on, sign_off, is_withdrawal=kind == WITHDRAWN)
            found.setdefault(row["id"], []).append(hiding)
        return found

    def honour(self, hidings: Iterable[Honoured]) -> None:
        """Remember hidings that this release honours."""
        with self._good.connection as connection:
            for hiding in hidings:
                event, kind = hiding.event, WITHDRAWN if hiding.is_withdrawal else HELD
                written = (
                    event_to_json(event) if event else {"kind": kind, "on": hiding.on.isoformat()}
                )
                text = json.dumps(written, ensure_ascii=False, sort_keys=True)
                connection.execute(
                    "INSERT OR REPLACE INTO honoured VALUES (?,?,?)",
                    (hiding.id, text, sealed(hiding.sign_off, hiding.id, text)),
                )

    def release(self, record_ids: Iterable[str]) -> None:
        """Forget the hidings of records that a newer sign-off covers."""
        with self._good.connection as connection:
            connection.executemany(
                "DELETE FROM honoured WHERE id = ?", ((name,) for name in record_ids)
            )

    # Parsed lines

    def parsed(self, digest: bytes) -> str | None:
        """What parsing a line with this hash gave before."""
        row = self._parsed.connection.execute(
            "SELECT * FROM parsed WHERE hash = ?", (digest,)
        ).fetchone()
        # An index in which a disk turned a bit leads to another's.
        return unsealed(row, "data") if row is not None and row["hash"] == digest else None

    def remember_parsed(self, parsed: Iterable[tuple[bytes, str]]) -> None:
        """Keep what parsing lines gave."""
        with self._parsed.connection as connection:
            values = ((digest, sealed(text, digest)) for digest, text in parsed)
            connection.executemany("INSERT OR REPLACE INTO parsed VALUES (?,?)", values)
