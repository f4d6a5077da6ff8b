"""``data/listings.csv`` and ``data/cases.csv``: the tables for spreadsheets and scripts."""

from __future__ import annotations

import codecs
import csv
import re
from functools import partial
from typing import TYPE_CHECKING

from site_builder.export.pieces import gathered
from site_builder.export.record_tables import record_tables
from site_builder.model.artifact import in_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.export.tables import Cell, Table
    from site_builder.model.artifact import Artifact
    from site_builder.store.public import PublicCorpus

# Full-width signs too: Chinese spreadsheets take them for formulas.
_FORMULA = re.compile(r"[\t\r\n]|[\s\x00-\x20]*[=+\-@＝＋－＠]")
_BETWEEN = "；"


def csv_tables(corpus: PublicCorpus) -> Iterator[Artifact]:
    """The records of organisations, for any spreadsheet: UTF-8 with BOM, CRLF."""
    for table in record_tables(corpus):
        path = f"site/data/{table.data_set.name}.csv"
        yield in_pieces(path, table.fingerprint(corpus), partial(_csv, table, corpus))


class _Echo:
    """Gives a line back to whoever writes it."""

    @staticmethod
    def write(line: str) -> str:
        return line


def _csv(table: Table, corpus: PublicCorpus) -> Iterator[bytes]:
    return gathered(_lines(table, corpus))


def _lines(table: Table, corpus: PublicCorpus) -> Iterator[bytes]:
    write = csv.writer(_Echo(), lineterminator="\r\n").writerow
    yield codecs.BOM_UTF8
    yield str(write(table.columns)).encode()
    for row in table.rows(corpus):
        yield str(write([cell_text(row[column]) for column in table.columns])).encode()


def cell_text(cell: Cell) -> str:
    """What stands in the table: never a formula, however a spreadsheet reads it."""
    if cell is None:
        return ""
    if isinstance(cell, int):
        return str(cell)
    text = cell if isinstance(cell, str) else _BETWEEN.join(cell)
    return f"'{text}" if _FORMULA.match(text) else text
