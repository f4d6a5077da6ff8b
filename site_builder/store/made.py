"""What is made of one record alone, kept beside it until it says something else.

A table of two hundred thousand rows changes every night, and nearly all of its rows are those
of the night before. They are copied, and only what is made of other records is made.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from site_builder.model.public import PublicRecord
    from site_builder.model.record import Kind
    from site_builder.store.public import PublicCorpus

_AT_A_TIME = 1_000


class Made:
    """A text that one maker makes of each record of some kinds."""

    def __init__(self, corpus: PublicCorpus, what: str) -> None:
        self._corpus = corpus
        self._what = what

    def complete(
        self, kinds: Collection[Kind], reads: str, make: Callable[[PublicRecord], str]
    ) -> None:
        """Make what is missing; everything if the maker ``reads`` something else besides."""
        connection = self._corpus.database.connection
        for some in self._some(
            "SELECT id FROM made WHERE what = ? AND (reads <> ? OR NOT EXISTS (SELECT 1 FROM"
            " record WHERE record.id = made.id AND record.digest = made.digest))",
            (self._what, reads),
        ):
            with connection:
                connection.executemany(
                    "DELETE FROM made WHERE what = ? AND id = ?",
                    ((self._what, record_id) for record_id in some),
                )
        for kind in kinds:
            for some in self._some(
                "SELECT id FROM record WHERE kind = ? AND NOT EXISTS"
                " (SELECT 1 FROM made WHERE made.what = ? AND made.id = record.id) ORDER BY id",
                (kind, self._what),
            ):
                with connection:
                    connection.executemany(
                        "INSERT INTO made VALUES (?,?,?,?,?)",
                        (
                            (self._what, record.id, record.digest, reads, make(record))
                            for record in self._corpus.these(some)
                        ),
                    )

    def _some(self, query: str, values: tuple[str, ...]) -> Iterator[list[str]]:
        """The ids that a query finds, so many at a time as one transaction may hold in memory."""
        rows = self._corpus.database.connection.execute(query, values)
        ids = iter([row["id"] for row in rows])
        while some := list(islice(ids, _AT_A_TIME)):
            yield some

    def of(self, kind: Kind, *, order: Literal["id", "starts_on"] = "id") -> Iterator[str]:
        """What was made of the records of a kind: by id, or the newest first."""
        by = "record.id" if order == "id" else "record.starts_on DESC, record.id"
        rows = self._corpus.database.connection.execute(
            "SELECT made.data FROM record JOIN made ON made.what = ? AND made.id = record.id"
            f" WHERE record.kind = ? ORDER BY {by}",
            (self._what, kind),
        )
        return (row["data"] for row in rows)

    def these(self, ids: Collection[str]) -> list[str]:
        """What was made of the records with these ids, in the order in which they are named."""
        rows = self._corpus.database.connection.execute(
            "SELECT id, data FROM made WHERE what = ? AND id IN (SELECT value FROM json_each(?))",
            (self._what, json.dumps(list(ids))),
        )
        found = dict(map(tuple, rows))
        return [found[record_id] for record_id in ids]
