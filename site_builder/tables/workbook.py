"""XLSX to sheets: values by calamine, marks and faults by a pass of our own."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

import python_calamine

from site_builder.errors import Problem
from site_builder.i18n import Message, _
from site_builder.tables.cells import CellValue, Range, Row, Sheet, Since1904
from site_builder.tables.limits import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_UNPACKED_MIB,
    TooLargeError,
    too_heavy,
    too_large,
)
from site_builder.tables.marks import Marks, sheet_marks
from site_builder.tables.packing import is_as_told

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_MIB: Final = 1 << 20
_MARKUP: Final = (b"<html", b"<!doctype", b"<table", b"<meta", b"<?xml", b"<style", b"<head")
# Programs in Visual Basic, and the sheets of commands that came before it.
_MACROS: Final = re.compile(r"(?:^|/)vbaproject\.bin$|(?:^|/)macrosheets/", re.IGNORECASE)


def read_workbook(data: bytes, path: str) -> tuple[list[Sheet], list[Problem]]:
    """The sheets of a workbook, or the one problem that keeps it from being read."""
    refused = _not_a_workbook(data) or _refused(data)
    if refused is None:
        found = _sheets(data)
        if isinstance(found, list):
            return found, []
        refused = found
    code, message = refused
    return [], [Problem(code=code, path=path, message=message)]


_Refusal = tuple[str, Message]


def _not_a_workbook(data: bytes) -> _Refusal | None:
    if data.startswith(_ZIP):
        return None
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            message = _("expected a table without a password: remove it in Excel and save again")
            return "protected-table", message
        return "unknown-format", _("expected an .xlsx file, found an old Excel file: save it anew")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:16].lower().startswith(_MARKUP):
        message = _("expected an .xlsx file, found a web page: open it in Excel and save as .xlsx")
        return "unknown-format", message
    return "bad-table", _("expected an .xlsx file, found something else: open it and save it anew")


def _damaged() -> _Refusal:
    return "bad-table", _(
        "expected a whole .xlsx file, found a damaged one: open it in Excel and save it anew"
    )


def _refused(data: bytes) -> _Refusal | None:
    """What the archive's own directory says against opening it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError):
        return _damaged()
    if sum(info.file_size for info in inside) > MOST_UNPACKED_MIB * _MIB:
        return "table-too-large", too_heavy()
    if any(_MACROS.search(info.filename) for info in inside):
        return "unknown-format", _("expected a table without macros: open it and save it as .xlsx")
    if any(info.flag_bits & 1 for info in inside):
        message = _("expected a table without a password: remove it in Excel and save again")
        return "protected-table", message
    return None if is_as_told(data, inside) else _damaged()


def _sheets(data: bytes) -> list[Sheet] | _Refusal:
    try:
        marks = sheet_marks(data)
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [
                _sheet(book, about, marks[about.name])  # none that was not looked into
                for about in book.sheets_metadata
                if about.typ is python_calamine.SheetTypeEnum.WorkSheet
            ]
    except TooLargeError as error:
        return "table-too-large", error.message
    except Exception:  # noqa: BLE001 (whatever a crafted file brings about is the file's fault)
        return _damaged()
    except BaseException as error:
        # A panic of the Rust below is no Exception; whatever else is none is not ours.
        if type(error).__module__ != "pyo3_runtime":
            raise
        return _damaged()


def _sheet(
    book: python_calamine.CalamineWorkbook, about: python_calamine.SheetMetadata, marks: Marks
) -> Sheet:
    found = book.get_sheet_by_name(about.name)
    merged = tuple(
        (first[0] + 1, first[1], last[0] + 1, last[1])
        for first, last in sorted(found.merged_cell_ranges or ())
    )
    cells = {
        number: [None if value == "" else value for value in values]
        for number, values in enumerate(found.to_python(skip_empty_area=False), 1)
    }
    if marks.first_day == Since1904.FIRST_DAY:
        cells = {number: list(map(_since_1904, values)) for number, values in cells.items()}
    _fill(cells, merged)
    faulty = {number for number, _column in marks.faults}
    rows = [
        Row(number, tuple(cells.get(number, ())), marks.mark(number))
        for number in sorted({*cells, *faulty})
        if number in faulty or not all(map(_says_nothing, cells[number]))
    ]
    is_hidden = about.visible is not python_calamine.SheetVisibleEnum.Visible
    return Sheet(about.name, rows, merged, is_hidden, marks.faults, marks.first_day)


def _since_1904(value: CellValue) -> CellValue:
    return Since1904(value) if isinstance(value, float) else value


def _says_nothing(value: CellValue) -> bool:
    return value is None or (isinstance(value, str) and value.isspace())


def _fill(cells: dict[int, list[CellValue]], merged: tuple[Range, ...]) -> None:
    """Let a merged range's value stand in each of its cells, as far as the sheet goes."""
    width = max(map(len, cells.values()), default=0)
    spare = MOST_ROWS * MOST_COLUMNS  # Excel's own ranges never overlap
    for top, left, bottom, right in merged:
        row = cells.get(top)
        value = row[left] if row and left < len(row) else None
        if _says_nothing(value):
            continue
        numbers = range(top, min(bottom, len(cells)) + 1)
        columns = range(left, min(right, width - 1) + 1)
        spare -= len(numbers) * len(columns)
        if spare < 0:
            raise TooLargeError(too_large())
        for number in numbers:
            for column in columns:
                cells[number][column] = value
