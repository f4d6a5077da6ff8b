"""What was found of each record on an earlier night, so that it need not be asked of it again.

An answer holds while its record, its sign-off and the listing that it names are as they were,
and, as to what shows, until the next moment at which any of its days counts. It knows nothing
of the settings: whoever keeps answers says under which they were given.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from site_builder.model.moment import Moment
from site_builder.model.record import State
from site_builder.resources import program_digest
from site_builder.store.database import Database
from site_builder.store.private import copied

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from site_builder.model.record import Kind
    from site_builder.store.memory import Memory

ANSWERS: Final = "answers.sqlite"
# Where the memory tells of them.
GIVEN: Final = "release/answers.json"
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS answer (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, own BLOB NOT NULL, signed TEXT NOT NULL, linked BLOB,
    first_on TEXT, until TEXT NOT NULL, state TEXT NOT NULL, is_linked_public INTEGER NOT NULL,
    next_change TEXT, next_entry TEXT, withheld TEXT NOT NULL, shown TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS given (what TEXT PRIMARY KEY, told TEXT NOT NULL) WITHOUT ROWID;
"""
_SIGNED: Final = (
    "(SELECT hex(s.kind) || ' ' || hex(s.drafter) || ' ' || hex(s.approver) || ' ' ||"
    " hex(s.document) || ' ' || s.day || ' ' || s.first_on || ' ' || s.sha256 || ' ' || s.waivers"
    " FROM content.sign_off AS s WHERE s.id = r.id ORDER BY s.day DESC, s.rowid DESC LIMIT 1)"
)
_LINKED: Final = "(SELECT l.own FROM content.record AS l WHERE l.id = r.listing)"
_IS_LINKED_PUBLIC: Final = (
    "EXISTS (SELECT 1 FROM public.record AS p WHERE p.id = r.listing AND p.kind = 'listing')"
)
# Whose removal, or earlier listing, may count for another record.
_AMID_OTHERS: Final = (
    "r.kind = 'listing' AND (r.number IN (SELECT number FROM content.record WHERE number IS NOT"
    " NULL AND (removed = 1 OR hides != '[]')) OR EXISTS (SELECT 1 FROM content.record AS o"
    " WHERE o.kind = 'listing' AND o.code = r.code AND o.id != r.id))"
)
_ALONE: Final = "NOT EXISTS (SELECT 1 FROM temp.amid AS m WHERE m.id = r.id)"
# Under which settings records were held to stand.
VETTED_UNDER: Final = "vetted_under"
# Moments are kept as they are written: so they sort as they follow each other.
_NEVER: Final = "9999-12-31T23:59"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What disclosure found of a record in which nothing is wrong.

    It holds before the moment ``until``; None: as long as nothing else changes. ``withheld``
    are its values that must stand nowhere, ``shown`` those that its page shows.
    """

    id: str
    state: State
    until: Moment | None
    next_change: Moment | None
    next_entry: Moment | None
    withheld: tuple[str, ...]
    shown: tuple[str, ...]


class Answers:
    """The answers of one night, begun with those of the night before that still hold."""

    def __init__(self, path: Path) -> None:
        """Open the answers of a night; of another program's nothing is believed."""
        self._database = Database(path, _SCHEMA, version=int(program_digest()[:7], 16))

    @property
    def path(self) -> Path:
        """Where the answers lie."""
        return self._database.path

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def given(self, what: str) -> str:
        """Under which settings, or when, something was answered; empty if it was not."""
        query = "SELECT told FROM given WHERE what = ?"
        row = self._database.connection.execute(query, (what,)).fetchone()
        return str(row["told"]) if row else ""

    def give(self, **told: str) -> None:
        """Say under which settings, and when, all was answered."""
        with self._database.connection as connection:
            connection.executemany("INSERT OR REPLACE INTO given VALUES (?,?)", told.items())

    def forget_what_shows(self) -> None:
        """Let nothing be believed of what showed, only that records stood."""
        with self._database.connection as connection:
            connection.execute("DELETE FROM given WHERE what LIKE 'disclosed_%'")

    def recall(self, content: Path) -> None:
        """Let the records of a content stand that did, and are as they were then.

        Only for the settings under which they were vetted.
        """
        with self._beside(content=content) as connection:
            connection.execute(
                "UPDATE content.record AS r SET vetted = 1, same = 1, first_on = a.first_on"
                f" FROM main.answer AS a WHERE a.id = r.id AND a.own = r.own"
                f" AND a.signed = {_SIGNED} AND a.linked IS {_LINKED}"
            )

    def carry(
        self,
        content: Path,
        public: Path,
        as_of: Moment,
        without: Collection[str],
        *,
        is_believed: bool,
    ) -> None:
        """Leave of these answers, and of a public corpus, what holds at ``as_of``.

        ``without`` are records that must be asked again; where nothing ``is_believed``, all are.
        """
        with self._beside(content=content, public=public) as connection:
            for table in ("held", "amid"):
                connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} (id TEXT PRIMARY KEY)")
                connection.execute(f"DELETE FROM temp.{table}")
            # Found once, for to find it takes a look at all records.
            connection.execute(
                f"INSERT INTO temp.amid SELECT r.id FROM content.record AS r WHERE {_AMID_OTHERS}"
            )
            if is_believed:
                connection.execute(
                    "INSERT INTO temp.held SELECT a.id FROM main.answer AS a"
                    " JOIN content.record AS r ON r.id = a.id WHERE r.same = 1 AND r.hides = '[]'"
                    f" AND r.kind = a.kind AND a.until > ? AND {_ALONE}",
                    (str(as_of),),
                )
                connection.executemany(
                    "DELETE FROM temp.held WHERE id = ?", ((name,) for name in without)
                )
            self._leave(connection, "id NOT IN (SELECT id FROM temp.held)")

    def drop_unlinked(self, content: Path, public: Path) -> None:
        """Ask those again whose listing has come into the public or left it since."""
        with self._beside(content=content, public=public) as connection:
            self._leave(
                connection,
                "kind = 'case' AND id IN (SELECT a.id FROM main.answer AS a"
                " JOIN content.record AS r ON r.id = a.id WHERE r.listing IS NOT NULL"
                f" AND a.is_linked_public != {_IS_LINKED_PUBLIC})",
            )

    def learn(self, content: Path, public: Path, answers: Iterable[Answer]) -> None:
        """Keep what was found of records that two people signed as they are."""
        with self._beside(content=content, public=public) as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO main.answer SELECT r.id, r.kind, r.own,"
                f" {_SIGNED}, {_LINKED}, r.first_on, ?2, ?3, {_IS_LINKED_PUBLIC}, ?4, ?5, ?6, ?7"
                " FROM content.record AS r WHERE r.id = ?1 AND r.vetted = 1 AND r.stands_in = 0"
                f" AND r.hides = '[]' AND {_SIGNED} IS NOT NULL AND {_ALONE}",
                map(_row, answers),
            )

    def unanswered(self, content: Path, kind: Kind) -> list[str]:
        """The records of a kind of which nothing is known that holds, by id."""
        with self._beside(content=content) as connection:
            rows = connection.execute(
                "SELECT id FROM content.record WHERE kind = ?"
                " AND id NOT IN (SELECT id FROM main.answer) ORDER BY id",
                (kind,),
            )
            return [row["id"] for row in rows]

    def states(self, kind: Kind) -> list[tuple[str, State]]:
        """The records of a kind of which something is known, with their states."""
        query = "SELECT id, state FROM answer WHERE kind = ?"
        rows = self._database.connection.execute(query, (kind,))
        return [(row["id"], State(row["state"])) for row in rows]

    def next_moments(self) -> tuple[Moment | None, Moment | None]:
        """When the first of these records enters or leaves, and when the first enters."""
        query = "SELECT min(next_change), min(next_entry) FROM answer"
        row = self._database.connection.execute(query).fetchone()
        change, entry = (Moment.parse(found) if found else None for found in row)
        return change, entry

    def withheld(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each record's id with its values that must stand nowhere, if it has any."""
        query = "SELECT id, withheld FROM answer WHERE withheld != '[]' ORDER BY id"
        for row in self._database.connection.execute(query):
            yield row["id"], tuple(json.loads(row["withheld"]))

    def shown(self) -> Iterator[str]:
        """What the pages of these records show of names, codes and numbers."""
        for row in self._database.connection.execute("SELECT shown FROM answer ORDER BY id"):
            yield from json.loads(row["shown"])

    def ids(self) -> set[str]:
        """The records of which something is known."""
        return {row["id"] for row in self._database.connection.execute("SELECT id FROM answer")}

    @staticmethod
    def _leave(connection: sqlite3.Connection, lapsed: str) -> None:
        tables = ("public.record", "public.gone", "public.change", "main.answer")
        for table in tables:
            connection.execute(f"DELETE FROM {table} WHERE {lapsed}")

    @contextmanager
    def _beside(self, **others: Path) -> Iterator[sqlite3.Connection]:
        """The connection with other files open beside its own, each under its name."""
        connection = self._database.connection
        for name, path in others.items():
            # As bytes: a path need not be UTF-8, or not where the locale is POSIX.
            connection.execute(f"ATTACH ? AS {name}", (os.fsencode(path),))
        try:
            with connection:
                yield connection
        finally:
            for name in others:
                connection.execute(f"DETACH {name}")


def copy_answers(state: Path, memory: Memory, copy: Path) -> dict[str, str]:
    """Copy the answers of the last release; none where they are not as they were written.

    What is known of them: the digest of the corpus (``corpus``) that they were given with.
    """
    given: dict[str, str] = json.loads(memory.file(GIVEN) or b"{}")
    if given and copied(state / ANSWERS, copy) == given["sha256"]:
        return given
    copy.unlink(missing_ok=True)
    return {}


def _row(answer: Answer) -> tuple[str | None, ...]:
    return (
        answer.id,
        str(answer.until or _NEVER),
        answer.state,
        str(answer.next_change) if answer.next_change else None,
        str(answer.next_entry) if answer.next_entry else None,
        json.dumps(answer.withheld, ensure_ascii=False),
        json.dumps(answer.shown, ensure_ascii=False),
    )
