"""A small CSV as a table of an article: its headings, then its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from site_builder.article.unfit import UnfitError
from site_builder.i18n import _
from site_builder.tables import CellValue, Row, read_tables

MOST_ROWS: Final = 300
MOST_COLUMNS: Final = 20
MOST_CHARACTERS: Final = 1000  # of one cell
_SURNAME, _GIVEN = re.compile("姓氏?"), re.compile("名字?")


def rows(data: bytes) -> list[tuple[str, ...]]:
    """The headings and the rows of a CSV in UTF-8 or GB18030, all as wide as the headings.

    Raises:
        UnfitError: It is no CSV, has no headings, or is too large to be read on a page.
    """
    sheets, problems = read_tables(data, "", suffix=".csv")
    for problem in problems:
        raise UnfitError("bad-table", problem.message, problem.line)
    found = [row for sheet in sheets for row in sheet.rows]
    if not found:
        raise UnfitError("bad-table", _("expected a table with headings, found none"))
    width = _width(found[0])
    if len(found) > MOST_ROWS + 1 or width > MOST_COLUMNS:
        message = _(
            "expected at most {rows} rows and {columns} columns in a table that is shown",
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
        )
        raise UnfitError("bad-table", message, found[0].number)
    return [_cells(row, width) for row in found]


def told(table: list[tuple[str, ...]]) -> Iterator[str]:
    """What a table says: its headings, each cell behind its heading, what shares a row.

    That is figures, and a name whose surname has a column of its own.
    """
    headings, *rest = table
    yield from headings
    names = [
        number
        for number, (one, other) in enumerate(pairwise(headings))
        if _SURNAME.fullmatch(one) and _GIVEN.fullmatch(other)
    ]
    for row in rest:
        yield from (
            f"{heading}：{cell}" for heading, cell in zip(headings, row, strict=True) if cell
        )
        yield from (f"姓名：{row[at]}{row[at + 1]}" for at in names if row[at] and row[at + 1])
        figures = [cell for cell in row if cell.isdigit()]
        if len(figures) > 1:
            yield " ".join(figures)


def _width(headings: Row) -> int:
    """How many columns the headings name, which must be named one and all."""
    width = max(index for index, value in enumerate(headings.values, 1) if value is not None)
    if any(headings.value(index) is None for index in range(width)):
        message = _("expected a heading over every column, found one empty")
        raise UnfitError("bad-table", message, headings.number)
    return width


def _cells(row: Row, width: int) -> tuple[str, ...]:
    if any(value is not None for value in row.values[width:]):
        message = _("expected no cell beyond the headings, found one")
        raise UnfitError("bad-table", message, row.number)
    cells = tuple(_text(row.value(index)) for index in range(width))
    if any(len(cell) > MOST_CHARACTERS for cell in cells):
        message = _("expected at most {limit} characters in a cell", limit=MOST_CHARACTERS)
        raise UnfitError("bad-table", message, row.number)
    return cells


def _text(value: CellValue) -> str:
    return "" if value is None else str(value).strip()
