"""``data/listings.csv``: the table for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io
import re
from functools import partial
from typing import TYPE_CHECKING, cast

from site_builder.export.listings import COLUMNS, rows, table_fingerprint
from site_builder.model.artifact import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.export.listings import Cell
    from site_builder.store.public import PublicCorpus

# Full-width signs too: Chinese spreadsheets take them for formulas.
_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]|\s+[=+\-@＝＋－＠]")
_BETWEEN = "；"


def csv_table(corpus: PublicCorpus) -> Iterator[Artifact]:
    """The listings of organisations, for any spreadsheet: UTF-8 with BOM, CRLF."""
    yield Artifact("site/data/listings.csv", table_fingerprint(corpus), partial(_table, corpus))


def _table(corpus: PublicCorpus) -> bytes:
    binary = io.BytesIO()
    with io.TextIOWrapper(binary, "utf-8-sig", newline="") as text:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for row in rows(corpus):
            cells = cast("Iterable[Cell]", row.values())  # mypy takes any TypedDict's for objects
            writer.writerow([cell_text(cell) for cell in cells])
        text.flush()
        return binary.getvalue()


def cell_text(cell: Cell) -> str:
    """What stands in the table: never a formula, however a spreadsheet reads it."""
    if cell is None:
        return ""
    if isinstance(cell, int):
        return str(cell)
    text = cell if isinstance(cell, str) else _BETWEEN.join(cell)
    return f"'{text}" if _FORMULA.match(text) else text
