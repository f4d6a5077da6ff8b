"""The public corpus: every record in force at one moment, re-readable, on disk."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from site_builder.i18n import CHINESE, Speech
from site_builder.model.record import Kind
from site_builder.model.regions import lineage
from site_builder.store.database import Database
from site_builder.store.public_rows import (
    PUBLIC,
    change_from,
    change_row,
    gone_from,
    gone_row,
    record_from,
    record_row,
    validity_from,
    validity_row,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from site_builder.model.public import Gone, PublicChange, PublicRecord, Validity
    from site_builder.model.regime import Regime
    from site_builder.model.site import Channel, Organ, Site

Facet = Literal[
    "region", "prefecture", "province", "organ", "letter", "month", "type", "listing", "hidden_from"
]
# Kinds that are looked up by name, in the order in which they are shown.
LOOKED_UP = (Kind.LISTING, Kind.CASE, Kind.TYPICAL_CASE, Kind.NEWS, Kind.PAGE)
# Of how many records a telephone reads a row each for any look-up, and of how many where
# somebody wants more than the best.
SMALL = 1_000
LARGE = 20_000
_FACETS: tuple[Facet, ...] = get_args(Facet)

_ORDERS = ("starts_on", "published_on")
# Digests stand in the indexes, so that asking whether a list changed reads no record.
_INDEXES = (
    "".join(
        f"CREATE INDEX IF NOT EXISTS by_{order} ON record (kind, {order} DESC, id, digest);\n"
        for order in _ORDERS
    )
    + "CREATE INDEX IF NOT EXISTS by_id ON record (kind, id, path, digest, listing);\n"
    + "".join(
        f"CREATE INDEX IF NOT EXISTS by_{facet}"
        f" ON record (kind, {facet}, starts_on DESC, id, digest);\n"
        for facet in _FACETS
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """What every page may show besides records, and the language in which it does."""

    site: Site
    organs: Mapping[str, Organ]
    channels: tuple[Channel, ...]
    regimes: Mapping[str, Regime]
    speech: Speech = CHINESE

    def organ_name(self, organ: str | None) -> str:
        """The body's name; empty where a record names none."""
        return self.organs[organ].name if organ and organ in self.organs else ""

    def organ_phone(self, organ: str | None) -> str | None:
        """The body's telephone, if it has one."""
        return self.organs[organ].phone if organ and organ in self.organs else None

    def channels_in(self, region: str | None) -> tuple[Channel, ...]:
        """Where to complain in ``region``, the nearest first; without one, everywhere."""
        around = lineage(region)[::-1] if region else ()
        found: dict[str, Channel] = {}
        for code in around:
            found.update({c.id: c for c in self.channels if code in c.regions})
        found.update({c.id: c for c in self.channels if not c.regions})
        return tuple(found.values())

    def board_regions(self) -> list[str]:
        """The regions with a notice board: each with channels, and then the publisher's own."""
        own = {code for channel in self.channels for code in channel.regions}
        publisher = self.organs.get(self.site.publisher)
        home = {publisher.region} if own and publisher and publisher.region else set()
        return sorted(own | home)


class Summary(NamedTuple):
    """A record by its id: its page, its digest, and the listing that it names if it does."""

    id: str
    path: str
    digest: str
    listing: str | None


class Row(NamedTuple):
    """A record's place in a list: which it is, the day that it stands under, and its digest."""

    id: str
    day: str
    digest: str


class PublicCorpus:
    """Reads the public records of one moment; only ``disclose`` fills it."""

    def __init__(self, path: Path, chrome: Chrome) -> None:
        self.chrome = chrome
        self.path = path
        self.database = Database(path, PUBLIC)

    @cached_property
    def validity(self) -> Validity:
        """For which moment the corpus was disclosed, and how long it may be relied on."""
        row = self.database.connection.execute("SELECT * FROM validity").fetchone()
        return validity_from(row)

    def fill_validity(self, validity: Validity) -> None:
        """Say for which moment the corpus is; for ``disclose`` alone."""
        query = "INSERT OR REPLACE INTO validity VALUES (1,?,?,?)"
        with self.database.connection as connection:
            connection.execute(query, validity_row(validity))

    def close(self) -> None:
        """Close the file, so that it may be deleted."""
        self.database.close()

    def fill(self, records: Iterable[PublicRecord]) -> None:
        """Add ``records``; for ``disclose`` alone."""
        with self.database.connection as connection:
            connection.executemany(
                "INSERT INTO record VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                map(record_row, records),
            )

    def fill_gone(self, gone: Iterable[Gone]) -> None:
        """Add ended records' addresses; for ``disclose`` alone."""
        with self.database.connection as connection:
            connection.executemany("INSERT INTO gone VALUES (?,?,?,?,?,?,?)", map(gone_row, gone))

    def fill_changes(self, changes: Iterable[PublicChange]) -> None:
        """Add what entered and left of late; for ``disclose`` alone."""
        query = "INSERT INTO change VALUES (?,?,?,?,?,?,?,?,?)"
        with self.database.connection as connection:
            connection.executemany(query, map(change_row, changes))

    def take_out(self, record_id: str) -> None:
        """Forget a record, what it did of late, and that it ended; for ``disclose`` alone."""
        with self.database.connection as connection:
            for table in ("record", "change", "gone"):
                connection.execute(f"DELETE FROM {table} WHERE id = ?", (record_id,))

    def put(self, record: PublicRecord) -> None:
        """Let a record stand in place of what was known of it; for ``disclose`` alone."""
        with self.database.connection as connection:
            connection.execute(
                "INSERT OR REPLACE INTO record VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                record_row(record),
            )

    def index(self) -> None:
        """Make the indexes that lists need, once everything is in; for ``disclose`` alone."""
        self.database.connection.executescript(_INDEXES)

    def get(self, record_id: str) -> PublicRecord | None:
        """The public record with this id; None if there is none in force."""
        query = "SELECT data FROM record WHERE id = ?"
        row = self.database.connection.execute(query, (record_id,)).fetchone()
        return None if row is None else record_from(row["data"])

    def records(
        self,
        kind: Kind,
        *,
        facet: Facet | None = None,
        value: str | None = None,
        order: Literal["starts_on", "published_on"] = "starts_on",
        limit: int = -1,
    ) -> Iterator[PublicRecord]:
        """Records of one kind, newest first, then by id; of one facet's value if given."""
        where, values = _where(kind, facet, value)
        query = f"SELECT data FROM record WHERE {where} ORDER BY {order} DESC, id LIMIT ?"
        for row in self.database.connection.execute(query, (*values, limit)):
            yield record_from(row["data"])

    def these(self, ids: Collection[str]) -> Iterator[PublicRecord]:
        """The records with these ids, in the order in which they are named."""
        query = "SELECT id, data FROM record WHERE id IN (SELECT value FROM json_each(?))"
        rows = self.database.connection.execute(query, (json.dumps(list(ids)),))
        found = dict(map(tuple, rows))
        return (record_from(found[record_id]) for record_id in ids)

    def rows(
        self,
        kind: Kind,
        *,
        facet: Facet | None = None,
        value: str | None = None,
        order: Literal["starts_on", "published_on"] = "starts_on",
        limit: int = -1,
    ) -> Iterator[Row]:
        """What is known of the records that the same call of ``records`` gives, without them."""
        where, values = _where(kind, facet, value)
        query = (
            f"SELECT id, substr({order}, 1, 10), digest FROM record"
            f" WHERE {where} ORDER BY {order} DESC, id LIMIT ?"
        )
        return map(Row._make, self.database.connection.execute(query, (*values, limit)))

    def summaries(self, kind: Kind) -> Iterator[Summary]:
        """What is known of every record of one kind without reading it, by id."""
        query = "SELECT id, path, digest, listing FROM record WHERE kind = ? ORDER BY id"
        for row in self.database.connection.execute(query, (kind,)):
            yield Summary(*row)

    def digest(self, record_id: str) -> str:
        """The digest of the public record with this id; empty if there is none in force."""
        query = "SELECT digest FROM record WHERE id = ?"
        row = self.database.connection.execute(query, (record_id,)).fetchone()
        return row["digest"] if row else ""

    def count(self, kind: Kind, *, facet: Facet | None = None, value: str | None = None) -> int:
        """How many records of one kind are in force."""
        where, values = _where(kind, facet, value)
        query = f"SELECT count(*) FROM record WHERE {where}"
        return int(self.database.connection.execute(query, values).fetchone()[0])

    @property
    def is_small(self) -> bool:
        """Whether a telephone reads a row of every record that is looked up at once."""
        return sum(map(self.count, LOOKED_UP)) <= SMALL

    @property
    def is_large(self) -> bool:
        """Whether a telephone could never read a row of every record that is looked up."""
        return sum(map(self.count, LOOKED_UP)) > LARGE

    def facet(self, kind: Kind, facet: Facet) -> list[tuple[str, int]]:
        """Each value that a facet has, with its number of records, in the values' order."""
        _check(facet)
        condition = f"kind = ? AND {facet} IS NOT NULL"
        query = f"SELECT {facet}, count(*) FROM record WHERE {condition} GROUP BY 1 ORDER BY 1"
        return [(row[0], row[1]) for row in self.database.connection.execute(query, (kind,))]

    def titles(self, kind: Kind) -> Iterator[str]:
        """What each record of one kind is called, by id; empty for those without a title."""
        query = "SELECT title FROM record WHERE kind = ? ORDER BY id"
        return (row[0] for row in self.database.connection.execute(query, (kind,)))

    def has_title(self, title: str) -> bool:
        """Whether some public record is called exactly this."""
        query = "SELECT 1 FROM record WHERE title = ?"
        return self.database.connection.execute(query, (title,)).fetchone() is not None

    def ids(self) -> set[str]:
        """The ids of all public records."""
        return {row["id"] for row in self.database.connection.execute("SELECT id FROM record")}

    def gone(self, record_id: str | None = None) -> Iterator[Gone]:
        """The records that ended within the last year, by id; or one of them."""
        query = "SELECT * FROM gone WHERE ?1 IS NULL OR id = ?1 ORDER BY id"
        for row in self.database.connection.execute(query, (record_id,)):
            yield gone_from(row)

    def gone_paths(self) -> Iterator[str]:
        """The addresses that those had to themselves: a figure stood among others."""
        return (gone.path for gone in self.gone() if "#" not in gone.path)

    def changes(self, record_id: str | None = None) -> Iterator[PublicChange]:
        """What entered or left within the last 90 days, newest first, then by id; or one record."""
        query = "SELECT * FROM change WHERE ?1 IS NULL OR id = ?1 ORDER BY day DESC, id"
        for row in self.database.connection.execute(query, (record_id,)):
            yield change_from(row)


def digests(rows: Iterable[Row]) -> str:
    """The digests of these records, joined: what is made of them reads no more."""
    return ",".join(row.digest for row in rows)


def _check(facet: str) -> None:
    if facet not in _FACETS:
        raise ValueError(facet)


def _where(kind: Kind, facet: Facet | None, value: str | None) -> tuple[str, tuple[str, ...]]:
    if facet is None or value is None:
        return "kind = ?", (kind,)
    _check(facet)
    return f"kind = ? AND {facet} = ?", (kind, value)
