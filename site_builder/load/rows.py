"""One row of a table to the values of a record, each with the cell it stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, TypeAlias

from site_builder.errors import Problem, Severity
from site_builder.i18n import Message, _
from site_builder.kinds.fields import id_in
from site_builder.load.entries import Cells, Entry, Path
from site_builder.load.text import bad_character
from site_builder.model.record import ONLY_HIDING, EventKind
from site_builder.tables import (
    CellValue,
    Column,
    Row,
    Sheet,
    Unclear,
    address,
    is_blank,
    read_field,
)
from site_builder.tables.headings import ENDS_ON, ROLES, STAGES

_NO_ID: Final = _(
    "expected an id, found none: other people's tables go through 'site-builder import',"
    " which gives ids"
)
_MARKED: Final = {
    "hidden": _("expected a row that is meant, found a hidden one: show it or delete it"),
    "filtered": _("expected a row that is meant, found one filtered out: clear the filter"),
    "struck": _("expected a row that is meant, found one struck through: restore or delete it"),
}
_STEPS: Final = {"events": "kind", "stages": "stage"}  # how each list names what happened
_Step: TypeAlias = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one sheet below its headings.

    ``name`` is the sheet's, None for a CSV. ``strangers`` are columns whose headings are
    unknown, with the field that was probably meant: a removal under a misspelt heading
    hides all the same. ``constants`` hold for every row.
    """

    columns: Sequence[Column]
    strangers: Sequence[Column]
    constants: Mapping[str, Any]
    sheet: Sheet
    path: str
    name: str | None
    headings: Mapping[int, str]

    def read(self, row: Row) -> tuple[Entry | None, list[Problem]]:
        """The entry that a row is, and what is wrong with it; None where it says nothing."""
        strays = [
            index
            for index, value in enumerate(row.values)
            if index not in self.headings and not is_blank(value)
        ]
        columns = (*self.columns, *self.strangers)
        if not strays and not any(self._holds(row, column) for column in columns):
            return None, []
        found = _Row(self, row)
        for column in self.columns:
            found.take(column)
        if strays:
            found.stray(strays[0])
        return found.entry(), found.problems

    def _holds(self, row: Row, column: Column) -> bool:
        is_fault = (row.number, column.index) in self.sheet.faults
        return is_fault or not is_blank(row.value(column.index))


@dataclass(slots=True)
class _Row:
    reader: RowReader
    row: Row
    problems: list[Problem] = field(default_factory=list)
    _values: dict[str, Any] = field(default_factory=dict)
    _places: dict[Path, tuple[str, str]] = field(default_factory=dict)
    _told: set[Path] = field(default_factory=set)
    _persons: dict[str, list[tuple[str, Column]]] = field(default_factory=dict)
    _steps: dict[_Step, dict[str, tuple[Any, Column]]] = field(default_factory=dict)
    _unclear: set[int] = field(default_factory=set)
    _ends_on: date | None = None

    def take(self, column: Column) -> None:
        """Read the row's cell in a column."""
        head, _dot, rest = column.field.partition(".")
        if column.field == ENDS_ON:
            self._claim(column)
            return
        value = self._read(column)
        if head in _STEPS:
            name, _dot, part = rest.partition(".")
            self._take_step(head, name, part, (value, column))
        elif column.field in ROLES:
            self._persons[column.field] = [(name, column) for name in value or ()]
            if column.index in self._unclear:
                self._told.add(("persons",))
        else:
            self._put(tuple(column.field.split(".")), value, column)

    def stray(self, index: int) -> None:
        """Tell of a cell below no heading: a comma too many may have moved the others."""
        message = _("expected a heading above this cell, found none")
        self._say("unknown-field", message, address(self.row.number, index))

    def _claim(self, column: Column) -> None:
        """The last day that the table claims: computed anew, so that it can only be told of."""
        value = self._read(column, severity=Severity.WARNING)
        self._places[ENDS_ON,] = self._cell(column)
        self._ends_on = date.fromisoformat(value) if value else None

    def _read(self, column: Column, *, severity: Severity = Severity.ERROR) -> Any:
        try:
            return self._checked(column)
        except Unclear as error:
            self._unclear.add(column.index)
            code = error.code if severity is Severity.ERROR else "end-differs"
            self._say(code, error.message, *self._cell(column), severity=severity)
        return None

    def _checked(self, column: Column) -> Any:
        fault = self.reader.sheet.faults.get((self.row.number, column.index))
        if fault is not None:
            raise Unclear("bad-cell", fault)
        value = self.row.value(column.index)
        if isinstance(value, str) and (message := bad_character(value)):
            raise Unclear("bad-character", message)
        return read_field(column, value)

    def _put(self, path: Path, value: Any, column: Column) -> None:
        self._places[path] = self._cell(column)
        if column.index in self._unclear:
            self._told.add(path)
        if value in (None, []):
            return
        inner = self._values
        for part in path[:-1]:
            inner = inner.setdefault(str(part), {})
        inner[str(path[-1])] = value

    def _take_step(self, head: str, name: str, part: str, found: tuple[Any, Column]) -> None:
        """A part of an event or stage; a second column for it is of a second one."""
        turn = 0
        while part in self._steps.get((head, name, turn), {}):
            turn += 1
        self._steps.setdefault((head, name, turn), {})[part] = found

    def entry(self) -> Entry:
        """The row as an entry, persons in the order of their roles, events in that of days."""
        for role in ROLES:
            for name, column in self._persons.get(role, ()):
                people = self._values.setdefault("persons", [])
                self._places["persons", len(people)] = self._cell(column)
                people.append({"name": name, "role": role})
        self._suspect()
        for head in _STEPS:
            self._set_steps(head)
        if ("id",) in self._places and "id" not in self._values and ("id",) not in self._told:
            self._told.add(("id",))
            self._say("missing-field", _NO_ID, *self._places["id",])
        if self.row.mark is not None:
            self._say("unsure-row", _MARKED[self.row.mark])
        problems = self._named()
        values = {**self.reader.constants, **self._values}
        cells = Cells(self.reader.name, self._places, frozenset(self._told), self._ends_on)
        is_sound = not any(problem.is_error for problem in problems)
        return Entry(values, {(): self.row.number}, is_sound=is_sound, cells=cells)

    def _named(self) -> list[Problem]:
        """The problems found, with the id that the row bears."""
        name = id_in(self._values)
        self.problems = [replace(problem, record=name) for problem in self.problems]
        return self.problems

    def _set_steps(self, head: str) -> None:
        steps = [
            ({_STEPS[head]: name, **_written(parts)}, parts)
            for (of, name, _turn), parts in self._steps.items()
            if of == head and self._happened(parts)
        ]
        if not steps:
            return
        # By day, so that no order of columns makes another record of it.
        steps.sort(key=lambda step: (step[0].get("on", ""), _rank(head, step[0][_STEPS[head]])))
        self._values[head] = [values for values, _parts in steps]
        for index, (_values, parts) in enumerate(steps):
            self._place_step((head, index), parts)

    def _happened(self, parts: Mapping[str, tuple[Any, Column]]) -> bool:
        return any(
            value is not None or column.index in self._unclear for value, column in parts.values()
        )

    def _place_step(self, path: Path, parts: Mapping[str, tuple[Any, Column]]) -> None:
        first = parts.get("on") or next(iter(parts.values()))
        self._places[path] = self._cell(first[1])
        for part, (_value, column) in parts.items():
            self._places[(*path, part)] = self._cell(column)
            if column.index in self._unclear:
                self._told.add((*path, part))

    def _suspect(self) -> None:
        """Let what stands under a misspelt heading hide, if hiding is what it does."""
        for column in self.reader.strangers:
            head, _dot, rest = column.field.partition(".")
            name, _dot, part = rest.partition(".")
            value = self.row.value(column.index)
            if head == "events" and part == "on" and EventKind(name) in ONLY_HIDING:
                # Its heading is a problem of the sheet: nothing more is to be said of it.
                self._unclear.update([] if is_blank(value) else [column.index])
                self._take_step(head, name, part, (_day_or_none(column, value), column))

    def _cell(self, column: Column) -> tuple[str, str]:
        return address(self.row.number, column.index), self.reader.headings[column.index]

    def _say(
        self,
        code: str,
        message: Message,
        cell: str | None = None,
        heading: str | None = None,
        *,
        severity: Severity = Severity.ERROR,
    ) -> None:
        self.problems.append(
            Problem(
                code=code,
                message=message,
                path=self.reader.path,
                line=self.row.number,
                sheet=self.reader.name,
                cell=cell,
                field=heading,
                severity=severity,
            )
        )


def _written(parts: Mapping[str, tuple[Any, Column]]) -> dict[str, Any]:
    return {part: value for part, (value, _column) in parts.items() if value is not None}


def _rank(head: str, name: str) -> int:
    return list(EventKind).index(EventKind(name)) if head == "events" else STAGES.index(name)


def _day_or_none(column: Column, value: CellValue) -> str | None:
    """The day in a cell; None, which hides at once, where it can't be read."""
    try:
        return str(read_field(column, value) or "") or None
    except Unclear:
        return None
