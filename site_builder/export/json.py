"""``data/listings.json``: the table for programs."""

from __future__ import annotations

import io
import json
from functools import partial
from typing import TYPE_CHECKING

from site_builder.export.listings import rows, table_fingerprint
from site_builder.model.artifact import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.store.public import PublicCorpus

FORMAT = 1


def json_table(corpus: PublicCorpus) -> Iterator[Artifact]:
    """The listings of organisations, a record a line, null where nothing is public."""
    yield Artifact("site/data/listings.json", table_fingerprint(corpus), partial(_table, corpus))


def _table(corpus: PublicCorpus) -> bytes:
    binary, encode = io.BytesIO(), json.JSONEncoder(ensure_ascii=False).encode
    binary.write(b'{"format": %d, "records": [' % FORMAT)
    for number, row in enumerate(rows(corpus)):
        binary.write(b",\n" if number else b"\n")
        binary.write(encode(row).encode())
    binary.write(b"\n]}\n")
    return binary.getvalue()
