"""Amounts and counts in a cell that is merged over several employers: to ask whose they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from site_builder.i18n import _
from site_builder.intake.keys import KEY_FIELDS
from site_builder.intake.row import Doubt, Row
from site_builder.model.record import Kind
from site_builder.tables.cells import CellValue, Range, Sheet, is_blank
from site_builder.tables.headings import Column

_SUMS: Final = frozenset({"amount", "fine", "workers"})


def ask_about_shared(rows: Iterable[Row], sheet: Sheet, kind: Kind) -> None:
    """Ask of each row whose sum stands in a cell merged over rows of several employers.

    An organ or a number that is merged holds for each of its rows; a sum may be that of
    all of them together.
    """
    tall = [found for found in sheet.merged if found[2] > found[0]]
    if not tall:
        return
    rows = list(rows)
    for first, left, last, right in tall:
        below = [row for row in rows if first <= row.number <= last]
        if len({_party(row, kind) for row in below}) < 2:  # noqa: PLR2004 (one has it alone)
            continue
        for row in below:
            row.doubts += [
                _doubt(column, (first, left, last, right))
                for column, value in row.cells
                if left <= column.index <= right and _is_sum(column) and not is_blank(value)
            ]


def _is_sum(column: Column) -> bool:
    return column.field.rpartition(".")[2] in _SUMS


def _party(row: Row, kind: Kind) -> tuple[CellValue, ...]:
    at = KEY_FIELDS[kind]
    return tuple(value for column, value in row.cells if column.field in {at.name, at.code})


def _doubt(column: Column, merged: Range) -> Doubt:
    message = _(
        "this cell is merged over rows {first} to {last}: does each of them have it, or all"
        " together?",
        first=merged[0],
        last=merged[2],
    )
    return Doubt("shared-sum", message, column, asks=True, can_be_taken=True)
