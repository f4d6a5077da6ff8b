"""The tables of records: listings and cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.export.cases import CASES
from site_builder.export.listings import LISTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.export.tables import Table
    from site_builder.store.public import PublicCorpus


def record_tables(corpus: PublicCorpus) -> Iterator[Table]:
    """Each table, its rows complete."""
    for table in (LISTINGS, CASES):
        table.complete(corpus)
        yield table
