"""``data/listings.json``, ``.jsonl`` and those of the cases: the tables for programs."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from site_builder.dictionary import SCHEMA_VERSION
from site_builder.export.cases import CASES
from site_builder.export.listings import LISTINGS
from site_builder.export.pieces import gathered
from site_builder.model.artifact import fingerprint, in_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from site_builder.export.tables import Table
    from site_builder.model.artifact import Artifact
    from site_builder.store.public import PublicCorpus

FORMAT: Final = 1
_encode = json.JSONEncoder(ensure_ascii=False).encode


def json_tables(corpus: PublicCorpus) -> Iterator[Artifact]:
    """The records of organisations, a record a line, null where nothing is public.

    Once as one value with the version of its schema, once as lines and nothing else.
    """
    for table in (LISTINGS, CASES):
        name, known = table.data_set.name, table.fingerprint(corpus)
        whole, lines = partial(_whole, table, corpus), partial(_lines, table, corpus)
        yield in_pieces(f"site/data/{name}.json", fingerprint(known, SCHEMA_VERSION), whole)
        yield in_pieces(f"site/data/{name}.jsonl", known, lines)


def _whole(table: Table, corpus: PublicCorpus) -> Iterator[bytes]:
    return in_lines("records", table.rows(corpus))


def _lines(table: Table, corpus: PublicCorpus) -> Iterator[bytes]:
    return gathered(_encode(row).encode() + b"\n" for row in table.rows(corpus))


def in_lines(
    name: str, rows: Iterable[Mapping[str, Any]], told: Mapping[str, Any] | None = None
) -> Iterator[bytes]:
    """An object with ``rows`` under ``name``, each on a line of its own, in pieces.

    In front of them stand the format, the version of the schema and what else is ``told``.
    """
    head = {"format": FORMAT, "schema_version": SCHEMA_VERSION, **(told or {}), name: []}
    return gathered(_parts(_encode(head).removesuffix("]}").encode(), rows))


def _parts(head: bytes, rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    yield head
    for number, row in enumerate(rows):
        yield b",\n" if number else b"\n"
        yield _encode(row).encode()
    yield b"\n]}\n"
