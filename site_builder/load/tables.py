"""Tables as content: each row of each sheet an entry, its cells and headings remembered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from site_builder.errors import Problem, fit_to_print
from site_builder.i18n import Message, _
from site_builder.load.entries import Entry, Path
from site_builder.load.rows import RowReader
from site_builder.model.record import Kind
from site_builder.tables import Sheet, address, read_tables
from site_builder.tables.headings import (
    NOTHING,
    Column,
    column_of,
    field_of,
    heading_of,
    nearest_heading,
)
from site_builder.tables.layout import Layout, is_repeated, tables_of
from site_builder.tables.vocabulary import DEFAULT_REGIME, PENALTY_TYPE, PENALTY_WORD

_NEEDED: Final = {
    Kind.LISTING: ("employer.name", "decision.number", "decision.organ", "decision.decided_on"),
    Kind.CASE: (
        "regime",
        "type",
        "party.name",
        "document.number",
        "document.organ",
        "document.issued_on",
    ),
}
TABLES: Final = frozenset(_NEEDED)  # the kinds that may be kept in tables
_REPEATABLE: Final = ("events.", "stages.")
_NO_HEADINGS: Final = _(
    "expected a row of headings like 编号 and 单位名称, or id and employer.name, found none"
)
_HIDDEN_SHEET: Final = _("expected a sheet that is meant, found a hidden one: show it or delete it")
_NO_ID: Final = _(
    "expected an id in every row, found none: other people's tables go through"
    " 'site-builder import', which gives ids"
)


class Table:
    """One table being read: ``entries`` first, then what was wrong with it.

    Not whole: the file could not be read to its end, so that what is missing here may
    still stand in it.
    """

    def __init__(self, data: bytes, path: str, kind: Kind, suffix: str) -> None:
        self._path = path
        self._kind = kind
        self._is_csv = suffix.lower() == ".csv"
        self._sheets, self.problems = read_tables(data, path, suffix=suffix)
        self.is_whole = not self.problems

    def entries(self) -> Iterator[Entry]:
        """An entry for each row that says anything, sheet by sheet."""
        is_empty = not any(sheet.rows for sheet in self._sheets)
        if is_empty and not self.problems:
            message = _("expected a table, found an empty file")
            self.problems.append(Problem(code="empty-file", path=self._path, message=message))
            self.is_whole = False
        for sheet in self._sheets:
            reader = _SheetReader(sheet, self._path, self._kind, is_csv=self._is_csv)
            yield from reader.entries()
            self.problems += reader.problems
            self.is_whole = self.is_whole and reader.is_whole


class _SheetReader:
    """One sheet on its way to being read: its entries first, then what was wrong with it."""

    def __init__(self, sheet: Sheet, path: str, kind: Kind, *, is_csv: bool) -> None:
        self.problems: list[Problem] = []
        self.is_whole = True
        self._sheet = sheet
        self._path = path
        self._kind = kind
        self._name = None if is_csv else sheet.name
        self._told: set[Path] = set()
        self._is_sound = True

    def entries(self) -> Iterator[Entry]:
        """An entry for each row below the headings that says anything."""
        tables = tables_of(self._sheet, self._kind)
        if not tables:
            self._without_headings()
        for table, layout in tables:
            yield from self._below(table, layout)

    def _below(self, table: Sheet, layout: Layout) -> Iterator[Entry]:
        if self._sheet.hidden and not self._has_ids(layout):
            return  # what lists choose from, kept out of sight
        self._told, self._is_sound = set(), True
        columns, strangers = self._columns(layout)
        if self._sheet.hidden:
            self._is_sound = False
            self._say("unsure-row", _HIDDEN_SHEET, line=layout.number)
        self._find_missing(layout, columns)
        constants = self._constants(layout, columns)
        headings = {index: fit_to_print(heading) for index, heading in layout.headings}
        rows = RowReader(
            columns, strangers, constants, self._sheet, self._path, self._name, headings
        )
        for row in table.rows[layout.index + 1 :]:
            if is_repeated(row, layout):
                continue
            entry, problems = rows.read(row)
            self.problems += problems
            if entry is not None:
                yield self._in_sheet(entry)

    def _has_ids(self, layout: Layout) -> bool:
        return any(field_of(heading, self._kind) == "id" for _index, heading in layout.headings)

    def _in_sheet(self, entry: Entry) -> Entry:
        """The entry with what was found of its whole sheet."""
        cells = entry.cells
        if cells is None or (self._is_sound and not self._told):
            return entry
        told = cells.told | self._told
        return replace(entry, is_sound=False, cells=replace(cells, told=told))

    def _without_headings(self) -> None:
        if self._sheet.rows and not self._sheet.hidden:
            self.is_whole = False
            first = self._sheet.rows[0]
            self._say("no-headings", _NO_HEADINGS, line=first.number)

    def _columns(self, layout: Layout) -> tuple[list[Column], list[Column]]:
        """The columns whose headings are known, and hints of what the others may hide."""
        columns: list[Column] = []
        strangers: list[Column] = []
        seen: dict[str, str] = {}
        for index, heading in layout.headings:
            column = column_of(heading, index, self._kind, layout.unit)
            if column is None:
                strangers += self._stranger(layout, index, heading)
            elif column.field == NOTHING:
                continue
            elif column.field in seen and not column.field.startswith(_REPEATABLE):
                self._say_twice(layout, column, seen[column.field])
            else:
                seen[column.field] = heading
                columns.append(column)
        return columns, strangers

    def _stranger(self, layout: Layout, index: int, heading: str) -> list[Column]:
        near = nearest_heading(heading, self._kind)
        shown = fit_to_print(heading)
        message = (
            _("no field '{key}' here; did you mean '{near}'?", key=shown, near=near)
            if near
            else _("no field '{key}' here", key=shown)
        )
        self._is_sound = False
        self._say("unknown-field", message, layout, index, heading)
        field = field_of(near, self._kind) if near else None
        return [Column(heading, index, field)] if field else []

    def _say_twice(self, layout: Layout, column: Column, first: str) -> None:
        self._is_sound = False
        message = _(
            "expected one column for each field, found '{first}' and '{second}' for one",
            first=fit_to_print(first),
            second=fit_to_print(column.heading),
        )
        self._say("duplicate-key", message, layout, column.index, column.heading)

    def _find_missing(self, layout: Layout, columns: list[Column]) -> None:
        """Say once of a whole sheet that it has no column for what every record needs."""
        given = {column.field for column in columns}
        if self._kind is Kind.CASE and PENALTY_WORD in _joined(layout):
            given.add("type")
        missing = [field for field in ("id", *_NEEDED[self._kind]) if field not in given]
        for field in missing:
            message = (
                _NO_ID
                if field == "id"
                else _("expected a column for what every record needs, found none")
            )
            name = heading_of(field, self._kind) if not _joined(layout).isascii() else field
            self._told.add(tuple(field.split(".")))
            self._say("missing-field", message, line=layout.number, field=name or field)

    def _constants(self, layout: Layout, columns: list[Column]) -> dict[str, Any]:
        """What a table says of all its rows by being the table it is."""
        given = {column.field for column in columns}
        found: dict[str, Any] = {}
        if self._kind in DEFAULT_REGIME and "regime" not in given:
            found["regime"] = DEFAULT_REGIME[self._kind]
        if self._kind is Kind.CASE and "type" not in given and PENALTY_WORD in _joined(layout):
            found["type"] = PENALTY_TYPE
        return found

    def _say(
        self,
        code: str,
        message: Message,
        layout: Layout | None = None,
        index: int = 0,
        heading: str = "",
        *,
        line: int | None = None,
        field: str | None = None,
    ) -> None:
        self.problems.append(
            Problem(
                code=code,
                message=message,
                path=self._path,
                line=layout.number if layout else line,
                sheet=self._name,
                cell=address(layout.number, index) if layout else None,
                field=fit_to_print(heading) if layout else field,
            )
        )


def _joined(layout: Layout) -> str:
    return "".join(heading for _index, heading in layout.headings)
