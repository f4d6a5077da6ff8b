"""CSV to one sheet: the encodings and separators in which offices save it."""

from __future__ import annotations

import csv
import re
from typing import Final

from site_builder.errors import Problem
from site_builder.i18n import Message, _
from site_builder.kinds.unmerged import unmerged
from site_builder.model.text import has_han
from site_builder.tables.cells import Row, Sheet
from site_builder.tables.limits import (
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    too_large,
    too_long,
)

_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_BOM: Final = "\ufeff"
_SEPARATORS: Final = ",;\t"
_LOOKED_AT: Final = 20
_LONGEST_CHARACTER: Final = 4
_NO_TEXT: Final = (
    (b"PK\x03\x04", _("expected a CSV file, found an Excel workbook: name it .xlsx")),
    (b"\xd0\xcf\x11\xe0", _("expected a CSV file, found an old Excel file: save it as .xlsx")),
)
# How platforms keep Excel from making a number of a code: ="9115…".
_KEPT_AS_TEXT: Final = re.compile(r'="([^"]*)"')
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_UNCLOSED: Final = _("expected a closing quotation mark, found the end of the file")
_CUT: Final = _("expected the end of the last character, found the end of the file")


def read_csv(data: bytes, path: str) -> tuple[list[Sheet], list[Problem]]:
    """The one sheet of a CSV file as far as it can be read, and what ended it."""
    for beginning, message in _NO_TEXT:
        if data.startswith(beginning):
            return [], [Problem(code="bad-table", path=path, message=message)]
    text, fault = _decoded(data)
    if len(text) > MOST_CHARACTERS:
        return [], [Problem(code="table-too-large", path=path, message=too_long())]
    if "\0" in text:
        message = _("expected a CSV file, found binary data")
        return [], [Problem(code="bad-table", path=path, message=message)]
    merge = unmerged(text, path)
    if merge is not None:
        before = text.split("\n")[: (merge.line or 1) - 1]
        return [Sheet("", _rows("\n".join(before))[0])], [merge]
    rows, number, ended = _rows(text)
    problems = []
    if isinstance(ended, Message):
        code = "table-too-large" if ended.msgid == too_large().msgid else "bad-csv"
        problems.append(Problem(code=code, path=path, line=number, message=ended))
    if problems and problems[0].code == "table-too-large":
        return [], problems
    if fault is not None:
        rows = rows[:-1] if rows and rows[-1].number == number else rows
        problems = [Problem(code="bad-encoding", path=path, line=number, message=fault)]
    return [Sheet("", rows)], problems


def _decoded(data: bytes) -> tuple[str, Message | None]:
    """Text out of UTF-8, UTF-16 or GB18030; up to a fault, and what it is."""
    if data.startswith(_UTF_16):
        return _decoded_as("utf-16", data)
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        text = data[: error.start].decode("utf-8-sig")
        # Chinese that was UTF-8 so far is UTF-8 with a fault, whatever else it could be read as.
        if has_han(text):
            is_cut = len(data) - error.start < _LONGEST_CHARACTER and error.end == len(data)
            return text, _CUT if is_cut else _bad_bytes()
    return _decoded_as("gb18030", data)


def _decoded_as(encoding: str, data: bytes) -> tuple[str, Message | None]:
    try:
        return data.decode(encoding), None
    except UnicodeDecodeError as error:
        text = data[: error.start].decode(encoding, "ignore").removeprefix(_BOM)
        is_cut = error.end >= len(data) and len(data) - error.start < _LONGEST_CHARACTER
        return text, _CUT if is_cut else _bad_bytes()


def _bad_bytes() -> Message:
    return _("expected UTF-8 or GB18030 text, found bytes that are neither: save it as UTF-8")


def _rows(text: str) -> tuple[list[Row], int, Message | None]:
    """The rows of a text, the number of the last, and what ended them before its end."""
    separator, text = _separator(text)
    rows: list[Row] = []
    number = 0
    limit = csv.field_size_limit(len(text) + 1)
    try:
        # A file in memory would hold four bytes for each character of the whole.
        lines = (line[0] for line in _LINE.finditer(text))
        reader = csv.reader(lines, delimiter=separator, strict=True)
        for number, cells in enumerate(reader, 1):
            if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
                return rows, number, too_large()
            values = tuple(map(cell_of, cells))
            if any(value is not None for value in values):
                rows.append(Row(number, values))
    except csv.Error as error:
        return rows, number + 1, _fault(error)
    finally:
        csv.field_size_limit(limit)
    return rows, number, None


def cell_of(text: str) -> str | None:
    """What a cell says whose text, without the quotes around it, is this."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _KEPT_AS_TEXT.fullmatch(text):
        text = found[1]
    return text if text and not text.isspace() else None


def _fault(error: csv.Error) -> Message:
    if "unexpected end" in str(error):
        return _UNCLOSED
    return _("expected a separator after the closing quotation mark, found text")


def _separator(text: str) -> tuple[str, str]:
    """What parts the cells, and the text without Excel's own line about it (``sep=;``)."""
    first, _end, rest = text.partition("\n")
    said = first.strip().lower()
    if said.startswith("sep=") and said[4:5] and said[4] in _SEPARATORS:
        return said[4], rest
    counts = dict.fromkeys(_SEPARATORS, 0)
    is_quoted = False
    lines = 0
    for char in text[: 1 << 16]:
        if char == '"':
            is_quoted = not is_quoted
        elif is_quoted:
            continue
        elif char in counts:
            counts[char] += 1
        elif char == "\n":
            lines += 1
            if lines == _LOOKED_AT:
                break
    return max(_SEPARATORS, key=lambda char: counts[char]), text
