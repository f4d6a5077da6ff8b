"""``data/listings.json``, ``.jsonl`` and those of the cases: the tables for programs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from site_builder.dictionary import SCHEMA_VERSION
from site_builder.export.pieces import gathered
from site_builder.export.record_tables import record_tables
from site_builder.export.tables import encode
from site_builder.model.artifact import fingerprint, in_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from site_builder.export.tables import Table
    from site_builder.model.artifact import Artifact
    from site_builder.store.public import PublicCorpus

FORMAT: Final = 1


def json_tables(corpus: PublicCorpus) -> Iterator[Artifact]:
    """The records of organisations, a record a line, null where nothing is public.

    Once as one value with the version of its schema, once as lines and nothing else.
    """
    for table in record_tables(corpus):
        name, known = table.data_set.name, table.fingerprint(corpus)
        whole, lines = partial(_whole, table, corpus), partial(_lines, table, corpus)
        yield in_pieces(f"site/data/{name}.json", fingerprint(known, SCHEMA_VERSION), whole)
        yield in_pieces(f"site/data/{name}.jsonl", known, lines)


def _whole(table: Table, corpus: PublicCorpus) -> Iterator[bytes]:
    return in_lines("records", table.lines(corpus))


def _lines(table: Table, corpus: PublicCorpus) -> Iterator[bytes]:
    return gathered(line.encode() + b"\n" for line in table.lines(corpus))


def in_lines(
    name: str, rows: Iterable[str], told: Mapping[str, Any] | None = None
) -> Iterator[bytes]:
    """An object with ``rows``, which are JSON, under ``name``, a line each, in pieces.

    In front of them stand the format, the version of the schema and what else is ``told``.
    """
    head = {"format": FORMAT, "schema_version": SCHEMA_VERSION, **(told or {}), name: []}
    return gathered(_parts(encode(head).removesuffix("]}").encode(), rows))


def _parts(head: bytes, rows: Iterable[str]) -> Iterator[bytes]:
    yield head
    for number, row in enumerate(rows):
        yield b",\n" if number else b"\n"
        yield row.encode()
    yield b"\n]}\n"
