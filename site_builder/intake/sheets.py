"""Sheets to rows: which of their lines are rows at all, and below which headings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from site_builder.errors import Problem, Severity, quoted
from site_builder.i18n import Message, _
from site_builder.intake.keys import KEY_FIELDS
from site_builder.intake.lines import is_no_row
from site_builder.intake.map_file import SHIPPED, FieldMap, shipped_kind, shipped_map
from site_builder.intake.row import Doubt, Row
from site_builder.intake.shared import ask_about_shared
from site_builder.model.record import Kind
from site_builder.tables.cells import CellValue, Sheet, address, is_blank, letters
from site_builder.tables.cells import Row as Line
from site_builder.tables.headings import NOTHING, Column, field_of, plain_heading, unit_of
from site_builder.tables.layout import Layout, is_repeated, tables_of
from site_builder.tables.vocabulary import UNITS

# What a heading looks like below which stands what must never be public.
_PERSONAL: Final = re.compile(
    "身份|证件(号|类型)|护照|手机|电话|联系方式|联系人|住址|家庭|银行|账号|账户|开户|卡号|微信|邮箱|出生"
)
_MARKS: Final[dict[str, Message]] = {
    "hidden": _("this row is hidden: is it to be taken over?"),
    "filtered": _("this row is filtered out: is it to be taken over?"),
    "struck": _("this row is struck through: is it to be taken over?"),
}


@dataclass(slots=True)
class Counted:
    """What of the sheets was passed over, so that nothing is lost without a word."""

    totals: int = 0
    headings: list[str] = field(default_factory=list)
    ignored: dict[str, None] = field(default_factory=dict)
    dropped: dict[str, None] = field(default_factory=dict)
    strays: dict[str, None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Which column means what.

    By a map file (``has_map``) or a shipped map, and by the headings that are built in: but a
    field for which a map file names a heading is given by no other.
    """

    kind: Kind
    fields: FieldMap
    has_map: bool

    def column(self, heading: str, index: int) -> Column | None:
        """What stands below a heading; None where it is not taken over."""
        plain = plain_heading(heading)
        named = {plain_heading(name): name for name in self.fields.columns}
        if plain in named:
            name = named[plain]
            path = field_of(self.fields.columns[name], self.kind)
            form = self.fields.formats.get(name)
            unit = Decimal(UNITS[form]) if form in UNITS else unit_of(heading)
            return Column(heading, index, path or "", unit, None if form in UNITS else form)
        if self.is_dropped(heading):
            return None
        found = field_of(heading, self.kind)
        if self.has_map and found in self._given_by_map():
            return None
        # Ids are drawn: what others call 编号 counts lines.
        is_field = found is not None and found not in {"id", NOTHING}
        return Column(heading, index, found or "", unit_of(heading)) if is_field else None

    def _given_by_map(self) -> set[str | None]:
        return {field_of(path, self.kind) for path in self.fields.columns.values()}

    def is_dropped(self, heading: str) -> bool:
        """Whether what stands below a heading is never looked at."""
        plain = plain_heading(heading)
        if plain in {plain_heading(name) for name in self.fields.drop}:
            return True
        named = {plain_heading(name) for name in self.fields.columns}
        return plain not in named and bool(_PERSONAL.search(plain))

    def tells_decisions(self, layout: Layout) -> bool:
        """Whether a sheet gives numbers or days of decisions: a list of addresses does not."""
        columns = (self.column(heading, index) for index, heading in layout.headings)
        given = {*self.fields.constants, *(column.field for column in columns if column)}
        at = KEY_FIELDS[self.kind]
        return bool(given & {at.number, at.date})

    def is_counter(self, heading: str) -> bool:
        """Whether a heading only counts lines."""
        return field_of(heading, self.kind) == NOTHING


def lookup(kind: Kind, fields: FieldMap | None, sheets: Iterable[Sheet]) -> Lookup:
    """How the headings of sheets are read: by the map given, else as they look."""
    if fields is not None:
        return Lookup(kind, fields, has_map=not fields.shipped)
    maps = [shipped_map(name) for name in SHIPPED if shipped_kind(name) is kind]
    for sheet in sheets:
        for known in maps:
            layouts = [layout for _table, layout in tables_of(sheet, kind, known.headings)]
            if any(_tells(known, kind, layout) for layout in layouts):
                return Lookup(kind, known, has_map=False)
    return Lookup(kind, FieldMap(), has_map=False)


def _tells(known: FieldMap, kind: Kind, layout: Layout) -> bool:
    """Whether a sheet is of the sort that a map is for: its number or day is called so."""
    at = KEY_FIELDS[kind]
    telling = {
        plain_heading(name) for name, path in known.columns.items() if path in {at.number, at.date}
    }
    return any(plain_heading(heading) in telling for _column, heading in layout.headings)


def rows_of(
    source: str, sheets: Iterable[Sheet], look: Lookup, only: str | None
) -> tuple[list[Row], Counted]:
    """The rows of every sheet with headings that are known.

    Sheets that are not meant (hidden ones, others than the one asked for) are only seen:
    whose row stands there is not missing.
    """
    counted = Counted()
    rows: list[Row] = []
    for sheet in sheets:
        tables = tables_of(sheet, look.kind, look.fields.headings)
        lists = [(table, layout) for table, layout in tables if look.tells_decisions(layout)]
        if not sheet.hidden:  # what lists choose from lies out of sight, and is no list
            others = [layout for _table, layout in tables if not look.tells_decisions(layout)]
            counted.problems += [_no_list(source, sheet, layout) for layout in others if lists]
            counted.problems += [] if lists else [_no_headings(source, sheet)]
        if not lists:
            continue
        is_meant = sheet.name == only if only is not None else not sheet.hidden
        found = [
            row for table, layout in lists for row in _rows(source, table, layout, look, counted)
        ]
        ask_about_shared(found, sheet, look.kind)
        if is_meant:
            layouts = [layout for _table, layout in lists]
            counted.headings += [name for each in layouts for _index, name in each.headings]
        elif only is None and found:
            counted.problems.append(_hidden(source, sheet))
        for row in found:
            row.is_only_seen = not is_meant
        rows += found
    _note_headings(look, counted)
    if look.has_map and counted.headings:
        counted.problems += look.fields.missing(counted.headings)
    return rows, counted


def _note_headings(look: Lookup, counted: Counted) -> None:
    for heading in counted.headings:
        if look.is_dropped(heading):
            counted.dropped[heading] = None
        elif look.column(heading, 0) is None and not look.is_counter(heading):
            counted.ignored[heading] = None


def _rows(
    source: str, sheet: Sheet, layout: Layout, look: Lookup, counted: Counted
) -> Iterator[Row]:
    columns = [
        replace(column, unit=column.unit or layout.unit)
        for index, heading in layout.headings
        if (column := look.column(heading, index)) is not None
    ]
    named = {index for index, _heading in layout.headings}
    for line in sheet.rows[layout.index + 1 :]:
        if is_repeated(line, layout):
            continue
        if is_no_row(line, columns, look.kind):
            counted.totals += 1
            continue
        _note_strays(line, named, counted)
        cells = [(column, line.value(column.index)) for column in columns]
        faults = {
            column.index: sheet.faults[line.number, column.index]
            for column in columns
            if (line.number, column.index) in sheet.faults
        }
        if faults or any(not is_blank(value) for _column, value in cells):
            yield _row(source, sheet, line, cells, faults)


def _note_strays(line: Line, named: Collection[int], counted: Counted) -> None:
    """Say which columns without a heading hold something."""
    for index, value in enumerate(line.values):
        if index not in named and not is_blank(value):
            counted.strays[letters(index)] = None


def _row(
    source: str,
    sheet: Sheet,
    line: Line,
    cells: list[tuple[Column, CellValue]],
    faults: Mapping[int, Message],
) -> Row:
    row = Row(source, sheet.name, line.number, cells, line.mark)
    row.doubts = [
        Doubt("bad-cell", faults[column.index], column)
        for column, _value in cells
        if column.index in faults
    ]
    if line.mark is not None:
        row.doubts.append(mark_doubt(line.mark))
    return row


def mark_doubt(mark: str) -> Doubt:
    """The question about a row that is hidden, filtered out or struck through."""
    return Doubt("unsure-row", _MARKS[mark], asks=True, can_be_taken=True)


def _no_headings(source: str, sheet: Sheet) -> Problem:
    message = _("no row of headings with a decision's number or day in this sheet: passed over")
    return Problem(
        code="no-headings",
        path=source,
        sheet=sheet.name or None,
        message=message,
        severity=Severity.WARNING,
    )


def _no_list(source: str, sheet: Sheet, layout: Layout) -> Problem:
    """A table below another that gives no decisions: its rows are not those of the first."""
    message = _("this table gives no number or day of a decision: passed over")
    return Problem(
        code="no-headings",
        path=source,
        sheet=sheet.name or None,
        cell=address(layout.number, layout.headings[0][0]),
        message=message,
        severity=Severity.WARNING,
    )


def _hidden(source: str, sheet: Sheet) -> Problem:
    message = _(
        "sheet {name} is hidden and was not taken over: show it in Excel, or name it by --sheet",
        name=quoted(sheet.name),
    )
    return Problem(code="hidden-sheet", path=source, sheet=sheet.name, message=message)
