"""``data/listings.json`` and ``data/cases.json``: the tables for programs."""

from __future__ import annotations

import io
import json
from functools import partial
from typing import TYPE_CHECKING, Any

from site_builder.export.cases import CASES
from site_builder.export.listings import LISTINGS
from site_builder.model.artifact import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from site_builder.export.tables import Table
    from site_builder.store.public import PublicCorpus

FORMAT = 1


def json_tables(corpus: PublicCorpus) -> Iterator[Artifact]:
    """The records of organisations, a record a line, null where nothing is public."""
    for table in (LISTINGS, CASES):
        path = f"site/data/{table.name}.json"
        yield Artifact(path, table.fingerprint(corpus), partial(_json, table, corpus))


def _json(table: Table, corpus: PublicCorpus) -> bytes:
    return json_lines("records", table.rows(corpus))


def json_lines(name: str, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """An object with the format and, under ``name``, ``rows``, each on a line of its own."""
    binary, encode = io.BytesIO(), json.JSONEncoder(ensure_ascii=False).encode
    binary.write(b'{"format": %d, "%s": [' % (FORMAT, name.encode()))
    for number, row in enumerate(rows):
        binary.write(b",\n" if number else b"\n")
        binary.write(encode(row).encode())
    binary.write(b"\n]}\n")
    return binary.getvalue()
