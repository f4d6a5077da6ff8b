"""Any spreadsheet to sheets; what is none says the way out in a clerk's words."""

from __future__ import annotations

from typing import Final

from site_builder.errors import Problem
from site_builder.i18n import Message, _
from site_builder.tables.cells import Sheet
from site_builder.tables.csv_table import read_csv
from site_builder.tables.workbook import read_workbook

SUFFIXES: Final = frozenset({".csv", ".xlsx"})
# Formats of tables that are not read, each with the way out.
_SAVE: Final = _("expected a table as .xlsx or .csv: open it and save it as .xlsx")
_MACROS: Final = _("expected a table without macros: open it and save it as .xlsx")
OTHER_SUFFIXES: Final[dict[str, Message]] = {
    **dict.fromkeys((".xls", ".et", ".ett", ".ods", ".xlsb", ".xlt", ".xltx", ".numbers"), _SAVE),
    **dict.fromkeys((".xlsm", ".xltm", ".xlam"), _MACROS),
}


def read_tables(data: bytes, path: str, *, suffix: str) -> tuple[list[Sheet], list[Problem]]:
    """The sheets of a table as far as it can be read; any problem says that it ended early.

    Never raises. ``suffix`` is the file's, ``.csv`` or ``.xlsx`` in any case. Cells that
    cannot be told are no problem of the file: ``Sheet.faults`` holds them.
    """
    suffix = suffix.lower()
    if suffix not in SUFFIXES:
        return [], [Problem(code="unknown-format", path=path, message=other_format(suffix))]
    if not data.strip():
        message = _("expected a table, found an empty file")
        return [], [Problem(code="empty-file", path=path, message=message)]
    return read_csv(data, path) if suffix == ".csv" else read_workbook(data, path)


def other_format(suffix: str) -> Message:
    """What to do with a file of another format."""
    return OTHER_SUFFIXES.get(suffix.lower(), _SAVE)
