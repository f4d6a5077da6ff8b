"""Cells of a CSV file filled in place: encoding, separator, quotes and line ends stay."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from site_builder.tables import is_blank, read_tables
from site_builder.tables.csv_table import cell_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from site_builder.office.fill import Fill

_SEPARATORS: Final = ",;\t"
_ENCODINGS: Final = ("utf-8", "gb18030")
_UTF_16: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SAID: Final = re.compile(r"sep=([,;\t])[ \t]*(?:\r\n|\n)", re.IGNORECASE)


@dataclass(slots=True)
class _Line:
    """One row: its cells as they are written, quotes and all, and how it ends."""

    cells: list[str]
    end: str


@dataclass(slots=True)
class _Text:
    """A file's text as rows; ``beginning`` is what stands before the first."""

    beginning: str
    separator: str
    lines: list[_Line] = field(default_factory=list)

    def __str__(self) -> str:
        rows = (self.separator.join(line.cells) + line.end for line in self.lines)
        return self.beginning + "".join(rows)

    def fill(self, row: int, column: int, text: str) -> None:
        line = self.lines[row - 1]
        line.cells += [""] * (column + 1 - len(line.cells))
        filled = [cell for cell in line.cells if cell]
        is_quoted = bool(filled) and all(cell.startswith('"') for cell in filled)
        needs_quotes = (
            any(char in text for char in f'{self.separator}"\r\n') or text != text.strip()
        )
        quoted = '"' + text.replace('"', '""') + '"'
        line.cells[column] = quoted if is_quoted or needs_quotes else text


def with_cells(data: bytes, path: str, fills: Sequence[Fill]) -> bytes | None:
    """``data`` with blank cells filled; None where its text can't be told exactly."""
    encoding = _encoding(data)
    if encoding is None:
        return None
    text = _parsed(data, data.decode(encoding), path)
    if text is None:
        return None
    for fill in fills:
        text.fill(fill.row, fill.column, fill.text)
    try:
        return str(text).encode(encoding)
    except UnicodeEncodeError:
        return None


def _encoding(data: bytes) -> str | None:
    """The encoding in which the file comes out the same again."""
    for name in (_UTF_16.get(data[:2]), *_ENCODINGS):
        try:
            if name and data.decode(name).encode(name) == data:
                return name
        except UnicodeError:
            continue
    return None


def _parsed(data: bytes, text: str, path: str) -> _Text | None:
    """The text cut into the same rows and cells that the table's reader sees."""
    beginning = "\ufeff" if text.startswith("\ufeff") else ""
    if parted := _SAID.match(text, len(beginning)):
        beginning += parted[0]
    sheets, problems = read_tables(data, path, suffix=".csv")
    wanted = {row.number: row.values for sheet in sheets for row in sheet.rows}
    if problems or not wanted:
        return None
    for separator in _SEPARATORS:
        found = _Text(beginning, separator, list(_lines(text[len(beginning) :], separator)))
        said = dict(enumerate(map(_values, found.lines), 1))
        seen = {number: cells for number, cells in said.items() if not all(map(is_blank, cells))}
        if seen == wanted and str(found) == text:
            return found
    return None


def _values(line: _Line) -> tuple[str | None, ...]:
    """What the cells of a row say, as the table's reader says it."""
    return tuple(_value(cell) for cell in line.cells)


def _value(cell: str) -> str | None:
    return cell_of(cell[1:-1].replace('""', '"') if cell.startswith('"') else cell)


def _lines(text: str, separator: str) -> Iterator[_Line]:
    cell = re.compile(rf'("(?:[^"]|"")*"|[^{separator}\r\n]*)({separator}|\r\n|\r|\n|$)')
    at, cells = 0, list[str]()
    while at < len(text):
        found = cell.match(text, at)
        if found is None:
            return  # no such table: what comes of it will not be the same
        cells.append(found[1])
        at = found.end()
        if found[2] != separator:
            yield _Line(cells, found[2])
            cells = []
        elif at == len(text):
            cells.append("")
    if cells:
        yield _Line(cells, "")
