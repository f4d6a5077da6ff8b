"""Cells of a workbook filled in place: every other byte of its parts stays.

Only the sheet's own XML is touched, so that formulas keep their values, and charts,
comments, rules and styles are what they were.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from site_builder.tables import address, read_tables
from site_builder.tables.xml import parser as xml_parser

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from site_builder.office.fill import Fill
    from site_builder.tables import Sheet

_REFERENCE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_SPANS: Final = re.compile(rb"""\s+spans=("[^"]*"|'[^']*')""")
_DIMENSION: Final = re.compile(rb"""(<(?:\w+:)?dimension\s+ref=")([A-Z]+\d+)(?::([A-Z]+\d+))?(")""")
_TAG: Final = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_UTF_8: Final = re.compile(rb"""encoding=["']utf-8["']""", re.IGNORECASE)
_HEAD: Final = 200


@dataclass(slots=True)
class _Cell:
    column: int
    start: int
    end: int
    style: str | None


@dataclass(slots=True)
class _Row:
    """Where a row's XML stands: its tag, its end, and its cells."""

    start: int
    inside: int
    end: int
    cells: list[_Cell] = field(default_factory=list)


def with_cells(data: bytes, path: str, fills: Sequence[Fill]) -> bytes | None:
    """``data`` with blank cells filled; None where a sheet's XML can't be told."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _parts(archive)
            made = {}
            for sheet in read_tables(data, path, suffix=".xlsx")[0]:
                own = [fill for fill in fills if fill.sheet == sheet.name]
                if own:
                    part = parts[sheet.name]
                    made[part] = _filled(archive.read(part), own, sheet)
            return _rewritten(archive, made)
    except (zipfile.BadZipFile, expat.ExpatError, KeyError, ValueError, IndexError, OSError):
        return None


def _rewritten(archive: zipfile.ZipFile, made: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for info in archive.infolist():
            data = made.get(info.filename)
            written.writestr(info, archive.read(info) if data is None else data)
    return out.getvalue()


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Each sheet's name and the part of the archive that holds it."""
    book = next(iter(_relations(archive, "_rels/.rels", "", "/officeDocument").values()))
    folder, name = posixpath.split(book)
    inside = _relations(
        archive, posixpath.join(folder, "_rels", f"{name}.rels"), folder, "/worksheet"
    )
    found: dict[str, str] = {}

    def sheet(tag: str, given: dict[str, str]) -> None:
        if _local(tag) == "sheet":
            ids = [value for key, value in given.items() if _local(key) == "id"]
            name = given["name"]
            found.update((name, inside[key]) for key in ids if key in inside)

    _parse(archive.read(book), sheet)
    return found


def _relations(archive: zipfile.ZipFile, part: str, folder: str, sort: str) -> dict[str, str]:
    found: dict[str, str] = {}

    def relation(tag: str, given: dict[str, str]) -> None:
        if _local(tag) == "Relationship" and given.get("Type", "").endswith(sort):
            target = given["Target"]
            inner = posixpath.normpath(posixpath.join(folder, target))
            found[given["Id"]] = target[1:] if target.startswith("/") else inner

    _parse(archive.read(part), relation)
    return found


def _parse(data: bytes, start: Callable[[str, dict[str, str]], None]) -> None:
    parser = xml_parser()
    parser.StartElementHandler = start
    parser.Parse(data, True)  # noqa: FBT003 (expat's own signature)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _filled(xml: bytes, fills: Sequence[Fill], sheet: Sheet) -> bytes:
    """A sheet's XML with its cells, put in from the last to the first."""
    rows, prefix = _rows(xml)
    by_row: dict[int, list[Fill]] = {}
    for fill in fills:
        by_row.setdefault(fill.row, []).append(fill)
    for number in sorted(by_row, reverse=True):
        row = rows[number]
        for fill in sorted(by_row[number], key=lambda fill: fill.column, reverse=True):
            xml = _with_cell(xml, row, prefix, fill, _style(fill, rows, sheet))
        xml = _without_spans(xml, row)
    return _with_dimension(xml, max(fill.column for fill in fills))


def _rows(xml: bytes) -> tuple[dict[int, _Row], str]:
    """Every row by its number, and the prefix that its tags bear."""
    if b"encoding=" in xml[:_HEAD] and not _UTF_8.search(xml[:_HEAD]):
        raise ValueError  # offsets are told in bytes of UTF-8
    rows: dict[int, _Row] = {}
    prefix = ""
    parser = xml_parser()
    last = _Row(0, 0, 0)

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal last, prefix
        at = parser.CurrentByteIndex
        if _local(tag) == "row":
            prefix = tag.removesuffix("row")
            number = int(given["r"]) if "r" in given else max(rows, default=0) + 1
            inside = _behind(xml, at)
            last = rows[number] = _Row(at, inside, inside)
        elif _local(tag) == "c":
            place = _REFERENCE.fullmatch(given.get("r", ""))
            column = _column(place[1]) if place else _next_column(last)
            behind = _behind(xml, at)
            # Where a tag closes itself, expat tells of its end somewhere else.
            known = behind if xml[behind - 2 : behind] == b"/>" else 0
            last.cells.append(_Cell(column, at, known, given.get("s")))

    def end(tag: str) -> None:
        at = parser.CurrentByteIndex
        if _local(tag) == "row" and not _is_closed(xml, last):
            last.end = at
        elif _local(tag) == "c" and not last.cells[-1].end:
            last.cells[-1].end = _behind(xml, at)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(xml, True)  # noqa: FBT003 (expat's own signature)
    return rows, prefix


def _is_closed(xml: bytes, row: _Row) -> bool:
    """Whether a row is one tag that closes itself."""
    return xml[row.inside - 2 : row.inside] == b"/>"


def _behind(xml: bytes, at: int) -> int:
    """Behind the tag that begins at ``at``; a ``>`` in an attribute does not end it."""
    found = _TAG.match(xml, at)
    if found is None:
        raise ValueError
    return found.end()


def _next_column(row: _Row) -> int:
    return row.cells[-1].column + 1 if row.cells else 0


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _style(fill: Fill, rows: Mapping[int, _Row], sheet: Sheet) -> tuple[str | None, date | None]:
    """The style of a cell; where it makes a number a day, the day from which it counts."""
    row = rows[fill.row]
    own = next((cell.style for cell in row.cells if cell.column == fill.column), None)
    if fill.is_day:
        for known in sheet.rows:
            if isinstance(known.value(fill.column), date | datetime) and known.number in rows:
                cells = rows[known.number].cells
                style = next((c.style for c in cells if c.column == fill.column), None)
                return style, None if style is None else sheet.first_day
    beside = row.cells[-1].style if row.cells and fill.is_heading else None
    return own or beside, None


def _with_cell(
    xml: bytes, row: _Row, prefix: str, fill: Fill, style: tuple[str | None, date | None]
) -> bytes:
    cell = _cell(prefix, fill, *style)
    old = next((cell for cell in row.cells if cell.column == fill.column), None)
    if old is not None:
        return xml[: old.start] + cell + xml[old.end :]
    after = next((cell.start for cell in row.cells if cell.column > fill.column), None)
    if after is None and _is_closed(xml, row):
        opened = xml[row.start : row.inside - 2].rstrip() + b">"
        closing = f"</{prefix}row>".encode()
        made = xml[: row.start] + opened + cell + closing + xml[row.inside :]
        row.inside = row.end = row.start + len(opened)
        return made
    at = row.end if after is None else after
    return xml[:at] + cell + xml[at:]


def _cell(prefix: str, fill: Fill, style: str | None, first_day: date | None) -> bytes:
    look = "" if style is None else f" s={quoteattr(style)}"
    begin = f'<{prefix}c r="{address(fill.row, fill.column)}"{look}'
    if first_day is not None:
        serial = (date.fromisoformat(fill.text) - first_day).days
        return f"{begin}><{prefix}v>{serial}</{prefix}v></{prefix}c>".encode()
    text = f'<{prefix}t xml:space="preserve">{escape(fill.text)}</{prefix}t>'
    return f'{begin} t="inlineStr"><{prefix}is>{text}</{prefix}is></{prefix}c>'.encode()


def _without_spans(xml: bytes, row: _Row) -> bytes:
    """The row without the columns that it once spanned, which it may exceed now."""
    tag = xml[row.start : row.inside]
    return xml[: row.start] + _SPANS.sub(b"", tag) + xml[row.inside :]


def _with_dimension(xml: bytes, column: int) -> bytes:
    """The sheet's own range, as wide as it now is."""

    def widened(found: re.Match[bytes]) -> bytes:
        last = _REFERENCE.fullmatch((found[3] or found[2]).decode())
        if last is None or _column(last[1]) >= column:
            return found[0]
        corner = address(int(last[2]), column).encode()
        return found[1] + found[2] + b":" + corner + found[4]

    return _DIMENSION.sub(widened, xml, count=1)
