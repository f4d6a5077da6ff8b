"""One row of somebody's sheet on its way to a record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from site_builder.errors import Problem, fit_to_print
from site_builder.i18n import Message
from site_builder.tables.cells import CellValue, address
from site_builder.tables.headings import Column, plain_heading
from site_builder.tables.values import Unclear, is_placeholder, read_text


@dataclass(frozen=True, slots=True)
class Doubt:
    """What keeps a row from being taken: at which column, under which code.

    It ``asks`` where the office has to say what is meant; ``can_be_taken`` where the answer
    登记 settles it.
    """

    code: str
    message: Message
    column: Column | None = None
    asks: bool = False
    can_be_taken: bool = False


@dataclass
class Row:
    """One row: where it stands, its cells below known headings, what was read of them.

    ``source`` is the name of the file that it came from. A row that ``is_only_seen`` is not
    taken, but not missing either. ``owned`` are the fields that the table speaks of: others of
    ``fields`` only fill gaps. ``filled`` is what the office wrote instead of cells, ``takes``
    what it answered; ``known_as`` is its fingerprint where its own cells are not at hand.
    """

    source: str
    sheet: str
    number: int
    cells: list[tuple[Column, CellValue]]
    mark: str | None = None
    is_only_seen: bool = False
    fields: dict[str, Any] = field(default_factory=dict)
    owned: tuple[str, ...] = ()
    doubts: list[Doubt] = field(default_factory=list)
    filled: dict[str, CellValue] = field(default_factory=dict)
    takes: bool | None = None
    known_as: str = ""
    merged: list[Row] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Where it stands, for people: its number, behind the name of its sheet."""
        number = str(self.number)
        return f"{fit_to_print(self.sheet)}!{number}" if self.sheet else number

    @property
    def place(self) -> tuple[str, str, str]:
        """What answers about it go by."""
        return self.source, self.sheet, self.fingerprint

    @cached_property
    def fingerprint(self) -> str:
        """What tells the row's own cells, as its source has them, from those of any other."""
        if self.known_as:
            return self.known_as
        said = sorted(
            (plain_heading(column.heading), text_of(value))
            for column, value in self.cells
            if not is_placeholder(value)
        )
        told = json.dumps([self.mark, said], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def is_sound(self) -> bool:
        """Whether nothing keeps it from being taken."""
        return not self.doubts and not self.is_only_seen and self.takes is not False

    @property
    def asks(self) -> bool:
        """Whether the office is asked what is meant, nothing else being wrong."""
        return bool(self.doubts) and all(doubt.asks for doubt in self.doubts)

    def value(self, column: Column, own: CellValue) -> CellValue:
        """What a cell says: what the office filled in, else its own."""
        return self.filled.get(column.heading, own)

    def valued(self) -> Iterator[tuple[Column, CellValue]]:
        """The cells with what the office filled in."""
        for column, own in self.cells:
            yield column, self.value(column, own)

    def columns_of(self, path: str) -> list[Column]:
        """The columns that give a field."""
        return [column for column, _value in self.cells if column.field == path]

    def cell(self, column: Column | None) -> str:
        """The address of its cell in a column; of its first one where none is meant."""
        first = self.cells[0][0].index if self.cells else 0
        return address(self.number, first if column is None else column.index)

    def problems(self) -> list[Problem]:
        """Its doubts as problems, with sheet, cell and the table's own heading."""
        return [
            Problem(
                code=doubt.code,
                message=doubt.message,
                path=self.source,
                sheet=self.sheet or None,
                cell=self.cell(doubt.column),
                field=doubt.column.heading if doubt.column else None,
            )
            for doubt in self.doubts
        ]


def text_of(value: CellValue) -> str:
    """A cell's value as text, whatever it holds."""
    try:
        return read_text(value, is_long=True)
    except Unclear:
        return str(value)
