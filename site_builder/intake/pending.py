"""What could not be taken, for the office to fill in: ``待处理.xlsx``."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from site_builder.errors import Problem
from site_builder.i18n import _
from site_builder.intake.personal import is_personal
from site_builder.intake.row import Row, text_of
from site_builder.model.record import Kind
from site_builder.tables.cells import Row as Line
from site_builder.tables.cells import Sheet
from site_builder.tables.headings import unit_of
from site_builder.tables.reading import read_tables
from site_builder.tables.values import is_placeholder

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

FILE_NAME: Final = "待处理.xlsx"
SOURCE, SHEET, NUMBER, REASON, ANSWER, MARK = (
    "来源文件",
    "工作表",
    "行号",
    "原因",
    "处理",
    "核对码",
)
TAKE: Final = "登记"
LEAVE: Final = "不登记"
_THEIRS: Final = "（原表）"  # behind a heading of theirs that is one of ours too
_OWN: Final = (SOURCE, SHEET, NUMBER, REASON, ANSWER, MARK)
_FILL: Final = PatternFill("solid", start_color="FFF2CC", end_color="FFF2CC")
_HEAD: Final = PatternFill("solid", start_color="DDE5EE", end_color="DDE5EE")
_WIDTHS: Final = {SOURCE: 22, SHEET: 12, NUMBER: 6, REASON: 60, ANSWER: 10, MARK: 10}
_LOOKED_AT: Final = 10
_LOST: Final = _(
    "expected the mark of the import in the last column, found none: restore it or remove the row"
)
_LONGEST: Final = 32_000  # characters that a cell may hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One row that waits for the office: where it came from, why, and its cells as text.

    ``row`` is the fingerprint of its own cells; ``asked`` are the headings to fill in.
    ``needs_answer``: it is not enough to fill in cells, 处理 has to be said. ``units`` are
    how many yuan one is below headings that do not say so themselves.
    """

    source: str
    sheet: str
    number: int
    reason: str
    kind: str
    row: str
    map: str = ""
    mark: str | None = None
    needs_answer: bool = False
    asked: tuple[str, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    answer: str = ""
    was: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """What answers about it go by."""
        return self.source, self.sheet, self.row

    @property
    def takes(self) -> bool | None:
        """What was answered; None: nothing."""
        return {TAKE: True, LEAVE: False}.get(self.answer)

    @property
    def is_touched(self) -> bool:
        """Whether the office has filled in anything since it was written."""
        return self.takes is not None or self.was != _digest(self.cells)

    def mark_text(self) -> str:
        """What the last column keeps for the way back."""
        kept = {
            "row": self.row,
            "kind": self.kind,
            "map": self.map,
            "mark": self.mark,
            "needs_answer": self.needs_answer,
            "asked": list(self.asked),
            "headings": list(self.cells),
            "was": self.was,
            **({"units": dict(self.units)} if self.units else {}),
        }
        return json.dumps(kept, ensure_ascii=False)


def _digest(cells: Mapping[str, str]) -> str:
    told = sorted((heading, text) for heading, text in cells.items() if text)
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:12]


def waiting(row: Row, kind: Kind, map_name: str) -> Waiting:
    """A row that could not be taken."""
    asked = tuple(dict.fromkeys(doubt.column.heading for doubt in row.doubts if doubt.column))
    lost = {
        doubt.column.heading for doubt in row.doubts if doubt.column and doubt.code == "bad-code"
    }
    cells = {
        column.heading: ""
        if is_placeholder(value) or column.heading in lost or is_personal(value)
        else as_written(text_of(value))
        for column, value in row.valued()
    }
    return Waiting(
        source=row.source,
        sheet=row.sheet,
        number=row.number,
        reason="；".join(dict.fromkeys(doubt_text(each) for each in row.problems())),
        kind=kind,
        row=row.fingerprint,
        map=map_name,
        mark=row.mark,
        needs_answer=any(doubt.can_be_taken for doubt in row.doubts),
        asked=asked,
        cells=cells,
        units={
            column.heading: str(column.unit)
            for column, _value in row.cells
            if column.unit is not None and unit_of(column.heading) is None
        },
        answer=TAKE if row.takes else "",
        was=_digest(cells),
    )


def as_written(text: str) -> str:
    """What a cell can hold of a text."""
    return ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)[:_LONGEST]


def doubt_text(problem: Problem) -> str:
    """A problem as the office reads it, with the heading that it is about."""
    said = problem.message.text("zh")
    return f"{problem.field}：{said}" if problem.field else said


def read_pending(data: bytes, path: str) -> tuple[list[Waiting], list[Problem]]:
    """The rows that wait, with what was filled in; a problem of any that lost its mark."""
    sheets, problems = read_tables(data, path, suffix=".xlsx")
    if problems:
        return [], problems
    if not is_pending(sheets):
        message = _("expected the column {name}, found none: restore or remove the file", name=MARK)
        return [], [Problem(code="lost-mark", path=path, message=message)]
    waiting, lost = waiting_in(sheets)
    return waiting, [
        Problem(code="lost-mark", path=path, sheet=sheet, cell=f"A{number}", message=_LOST)
        for sheet, number in lost
    ]


def is_pending(sheets: Iterable[Sheet]) -> bool:
    """Whether a table is one that ``write_pending`` made."""
    return any(_head(sheet) is not None for sheet in sheets)


def waiting_in(sheets: Iterable[Sheet]) -> tuple[list[Waiting], list[tuple[str, int]]]:
    """The rows that wait in such a file, and the sheet and number of those without a mark."""
    found: list[Waiting] = []
    lost: list[tuple[str, int]] = []
    for sheet in sheets:
        head = _head(sheet)
        if head is None:
            continue
        headings = [text_of(value) for value in sheet.rows[head].values]
        for line in sheet.rows[head + 1 :]:
            told = dict(zip(headings, map(text_of, line.values), strict=False))
            try:
                found.append(_waiting(told, json.loads(told.get(MARK, "")), line))
            except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError):
                lost.append((sheet.name, line.number))
    return found, lost


def _head(sheet: Sheet) -> int | None:
    """Which of the first rows holds our headings."""
    for index, line in enumerate(sheet.rows[:_LOOKED_AT]):
        if {SOURCE, REASON, MARK} <= set(map(text_of, line.values)):
            return index
    return None


def _waiting(told: Mapping[str, str], kept: Mapping[str, Any], line: Line) -> Waiting:
    number = told.get(NUMBER, "")
    return Waiting(
        source=told.get(SOURCE, ""),
        sheet=told.get(SHEET, ""),
        number=int(number) if number.isdigit() else line.number,
        reason=told.get(REASON, ""),
        kind=str(kept["kind"]),
        row=str(kept["row"]),
        map=str(kept.get("map", "")),
        mark=kept.get("mark"),
        needs_answer=bool(kept.get("needs_answer")),
        asked=tuple(kept.get("asked", ())),
        cells={heading: told.get(_shown(heading), "") for heading in kept["headings"]},
        units={str(name): str(Decimal(unit)) for name, unit in kept.get("units", {}).items()},
        answer=told.get(ANSWER, "").strip(),
        was=str(kept.get("was", "")),
    )


def write_pending(rows: Iterable[Waiting]) -> bytes:
    """The file: text in every cell, never a formula, the cells to fill in highlighted."""
    waiting = list(rows)
    headings = list(dict.fromkeys(_shown(name) for each in waiting for name in each.cells))
    columns = [*_OWN[:-1], *headings, MARK]
    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = "待处理"
    for index, name in enumerate(columns, start=1):
        cell = _put(sheet, 1, index, name)
        cell.font, cell.fill = Font(bold=True), _HEAD
        sheet.column_dimensions[get_column_letter(index)].width = _WIDTHS.get(name, 20)
    sheet.column_dimensions[get_column_letter(len(columns))].hidden = True
    sheet.freeze_panes = "A2"
    for number, each in enumerate(waiting, start=2):
        _put_row(sheet, number, each, columns)
    letter = get_column_letter(columns.index(ANSWER) + 1)
    choice = DataValidation(type="list", formula1=f'"{TAKE},{LEAVE}"', allow_blank=True)
    choice.add(f"{letter}2:{letter}{len(waiting) + 1}")
    sheet.add_data_validation(choice)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put_row(sheet: Worksheet, number: int, each: Waiting, columns: list[str]) -> None:
    told = {
        **{_shown(name): text for name, text in each.cells.items()},
        SOURCE: each.source,
        SHEET: each.sheet,
        NUMBER: str(each.number),
        REASON: each.reason,
        ANSWER: each.answer,
        MARK: each.mark_text(),
    }
    for index, name in enumerate(columns, start=1):
        cell = _put(sheet, number, index, told.get(name, ""))
        if name == REASON:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if name in map(_shown, each.asked) or (name == ANSWER and each.needs_answer):
            cell.fill = _FILL


def _shown(heading: str) -> str:
    return f"{heading}{_THEIRS}" if heading in _OWN else heading


def _put(sheet: Worksheet, row: int, column: int, text: str) -> Cell | MergedCell:
    cell = sheet.cell(row, column)
    cell.number_format = "@"
    if text:
        cell.value = as_written(text)
        cell.data_type = "s"  # a text that begins with = is no formula
    return cell
