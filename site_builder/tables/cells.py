"""What any spreadsheet comes down to: sheets of rows of cells, each with its address."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from typing import Final, TypeAlias

from site_builder.i18n import Message

CellValue: TypeAlias = (
    str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
)
Range: TypeAlias = tuple[int, int, int, int]

FIRST_DAY: Final = dt.date(1899, 12, 30)  # what nearly every workbook writes as 0

_LETTERS = 26


class Since1904(float):
    """A bare number of a workbook that counts its days from 1904, should it be a day."""

    FIRST_DAY: Final = dt.date(1904, 1, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something.

    ``number`` counts from 1, as Excel shows it. ``mark`` says why it may not be meant:
    ``hidden`` by hand, ``filtered`` out, ``struck`` through.
    """

    number: int
    values: tuple[CellValue, ...]
    mark: str | None = None

    def value(self, index: int) -> CellValue:
        """The cell in a column counted from 0; None beyond the row's end."""
        return self.values[index] if index < len(self.values) else None


@dataclass(slots=True)
class Sheet:
    """One sheet, its blank rows left out; a CSV is one sheet without a name.

    ``merged`` are ranges as first row, first column, last row, last column, rows from 1
    and columns from 0; the value of each already fills it. ``faults`` are the cells that
    cannot be told, by row from 1 and column from 0: they hold None, and why. ``first_day``
    is the day that the workbook writes as 0.
    """

    name: str
    rows: list[Row]
    merged: tuple[Range, ...] = ()
    hidden: bool = False
    faults: dict[tuple[int, int], Message] = field(default_factory=dict)
    first_day: dt.date = FIRST_DAY


def address(row: int, column: int) -> str:
    """A cell as Excel names it, ``B7``: rows count from 1, columns from 0."""
    return f"{letters(column)}{row}"


@cache
def letters(column: int) -> str:
    """A column as Excel names it; columns count from 0."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + letter) + name
    return name


def is_blank(value: CellValue) -> bool:
    """Whether a cell holds nothing that could be read."""
    return value is None or (isinstance(value, str) and not value.strip())
