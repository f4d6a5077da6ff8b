"""Values that carry a digest of themselves, so that a bit that a disk turned is noticed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_SEAL = 16


def seal(data: bytes, *beside: object) -> bytes:
    """A digest of a value and of what stands beside it."""
    parts = repr(beside).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(parts + b"\0" + data, digest_size=_SEAL).digest()


def sealed(text: str, *beside: object) -> str:
    """A text with the digest of it, and of what stands beside it, in front."""
    return seal(text.encode("utf-8", "surrogatepass"), *map(_plain, beside)).hex() + text


def unsealed(row: sqlite3.Row, name: str) -> str | None:
    """The value of a column; None if it, or what stands beside it, is not as it was written."""
    written = str(row[name])
    beside = (row[column] for column in row.keys() if column not in {name, "line"})  # noqa: SIM118
    text = written[2 * _SEAL :]
    return text if sealed(text, *beside) == written else None


def whole(row: sqlite3.Row) -> bytes | None:
    """The bytes of a file; None if they are not what was written."""
    written = row["data"] if isinstance(row["data"], bytes) else b""
    data = written[_SEAL:]
    return data if seal(data, row["path"]) + data == written else None


def _plain(value: object) -> object:
    """A member of an enumeration as the text that it is written as."""
    return str(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Sealed:
    """A table of sealed entries: by which columns each is known, and which one is sealed."""

    name: str
    keys: tuple[str, ...]
    column: str

    def has_damage(self, connection: sqlite3.Connection) -> bool:
        """Whether any entry is not what was written."""
        return next(self._damaged(connection), None) is not None

    def drop_damaged(self, connection: sqlite3.Connection) -> None:
        """Delete each entry that is not what was written."""
        found = list(self._damaged(connection))
        condition = " AND ".join(f"CAST({key} AS BLOB) = ?" for key in self.keys)
        with connection:
            connection.executemany(f"DELETE FROM {self.name} WHERE {condition}", found)

    def _damaged(self, connection: sqlite3.Connection) -> Iterator[tuple[bytes, ...]]:
        """The keys of such entries as they lie on the disk: a damaged one may be no text."""
        order = ", ".join(self.keys)
        raw = ", ".join(f"CAST({key} AS BLOB)" for key in self.keys)
        keys = connection.execute(f"SELECT {raw} FROM {self.name} ORDER BY {order}")
        rows = connection.execute(f"SELECT * FROM {self.name} ORDER BY {order}")
        for key, row in zip(keys, rows, strict=True):
            sound = whole(row) if self.name == "file" else unsealed(row, self.column)
            if sound is None:
                yield tuple(key)
