"""An event written into a table: its columns filled or added, and nothing else changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from site_builder.kinds import KINDS
from site_builder.kinds.base import Parsed, parse
from site_builder.kinds.fields import id_in
from site_builder.load.tables import Table
from site_builder.office.csv_cells import with_cells as with_csv_cells
from site_builder.office.event_added import with_event
from site_builder.office.fill import Fill
from site_builder.office.xlsx_cells import with_cells as with_xlsx_cells
from site_builder.tables import field_of, read_tables, tables_of
from site_builder.tables.values import is_placeholder
from site_builder.tables.vocabulary import EVENT_PARTS, EVENTS_IN_CHINESE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.load.entries import Entry
    from site_builder.model.record import Kind
    from site_builder.tables import Layout, Row, Sheet

    Place = tuple[str, int]


def with_events(
    data: bytes, path: str, kind: Kind, events: Mapping[Place, Mapping[str, Any]]
) -> bytes | None:
    """``data`` with one event more for each record, by its id and row; None if it can't be.

    What comes back was read again: it says what the table said, and the events.
    """
    suffix = PurePath(path).suffix.lower()
    before, told = _read(data, path, kind)
    wanted = {_index(before, place): event for place, event in events.items()}
    sheets, _problems = read_tables(data, path, suffix=suffix)
    fills = list(_fills(sheets, kind, before, wanted))
    if None in wanted or not fills or any(not fill.text for fill in fills):
        return None
    with_cells = with_csv_cells if suffix == ".csv" else with_xlsx_cells
    # Days as days where the column holds such; as text where that is not read back the same.
    for as_written in (fills, [replace(fill, is_day=False) for fill in fills]):
        made = with_cells(data, path, as_written)
        if made is None:
            continue
        after, said = _read(made, path, kind)
        if said == told and _says_the_same(before, after, kind, wanted):
            return made
    return None


def _read(data: bytes, path: str, kind: Kind) -> tuple[tuple[Entry, ...], list[str]]:
    """A table's rows, and the codes of what is wrong with it."""
    table = Table(data, path, kind, PurePath(path).suffix)
    entries = tuple(table.entries())
    return entries, [problem.code for problem in table.problems]


def by_hand(values: Mapping[str, Any]) -> str:
    """The cells that say what an event does, as a person would fill them in."""
    event = values["kind"]
    return "; ".join(f"events.{event}.{part} = {text}" for part, text in _parts(values).items())


def _parts(event: Mapping[str, Any]) -> dict[str, str]:
    """What goes into which cell of an event's."""
    parts = {key: str(value) for key, value in event.items() if key not in {"kind", "event"}}
    if "event" in event:
        parts["event"] = f"{event['event']['kind']}:{event['event']['on']}"
    return parts


def _index(entries: tuple[Entry, ...], place: Place) -> int | None:
    name, line = place
    found = [
        index
        for index, entry in enumerate(entries)
        if entry.line_of(()) == line and id_in(entry.values) == name
    ]
    return found[0] if len(found) == 1 else None


def _fills(
    sheets: list[Sheet],
    kind: Kind,
    entries: tuple[Entry, ...],
    wanted: Mapping[int | None, Mapping[str, Any]],
) -> Iterator[Fill]:
    grids: dict[tuple[str, int], _Grid] = {}
    for sheet in sheets:
        for table, layout in tables_of(sheet, kind):
            made = _Grid.of(table, layout, kind)
            grids |= {(sheet.name, row.number): made for row in table.rows}
    for index, event in wanted.items():
        entry = None if index is None else entries[index]
        if entry is None:
            continue
        number = entry.line_of(())
        grid = grids.get(((entry.cells and entry.cells.sheet) or "", number))
        if grid is not None:
            yield from grid.fills(number, event)


@dataclass(slots=True)
class _Grid:
    """One sheet's columns for events, those that are added among them."""

    sheet: Sheet
    layout: Layout
    kind: Kind
    width: int
    is_chinese: bool
    columns: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: Sheet, layout: Layout, kind: Kind) -> _Grid:
        width = max(len(row.values) for row in sheet.rows)
        is_chinese = any(not heading.isascii() for _index, heading in layout.headings)
        grid = cls(sheet, layout, kind, width, is_chinese)
        for index, heading in layout.headings:
            grid.columns.setdefault(field_of(heading, kind) or heading, []).append(index)
        return grid

    def fills(self, number: int, event: Mapping[str, Any]) -> Iterator[Fill]:
        """The cells of a row that say the event, and the headings that they need."""
        row = next(row for row in self.sheet.rows if row.number == number)
        turn = self._turn(row, event["kind"])
        for part, text in _parts(event).items():
            path = f"events.{event['kind']}.{part}"
            columns = self.columns.setdefault(path, [])
            while len(columns) <= turn:
                columns.append(self.width)
                heading = self._heading(path, event["kind"], part)
                yield Fill(
                    self.sheet.name, self.layout.number, self.width, heading, is_heading=True
                )
                self.width += 1
            yield Fill(self.sheet.name, number, columns[turn], text, is_day=part == "on")

    def _turn(self, row: Row, event: str) -> int:
        """Which of several columns for one event, from the left, the row has free."""
        prefix = f"events.{event}."
        known = [columns for path, columns in self.columns.items() if path.startswith(prefix)]
        for turn in range(max(map(len, known), default=0)):
            cells = [columns[turn] for columns in known if turn < len(columns)]
            if all(self._is_free(row, column) for column in cells):
                return turn
        return max(map(len, known), default=0)

    def _is_free(self, row: Row, column: int) -> bool:
        is_fault = (row.number, column) in self.sheet.faults
        return not is_fault and is_placeholder(row.value(column))

    def _heading(self, path: str, event: str, part: str) -> str:
        """A heading that means ``path``, in the table's language; empty if there is none."""
        spoken = EVENTS_IN_CHINESE[self.kind].get(event, ())
        words = EVENT_PARTS.get(part, ())
        chinese = f"{spoken[0]}{words[0]}" if self.is_chinese and spoken and words else path
        return next((word for word in (chinese, path) if field_of(word, self.kind) == path), "")


def _says_the_same(
    before: tuple[Entry, ...],
    after: tuple[Entry, ...],
    kind: Kind,
    wanted: Mapping[int | None, Mapping[str, Any]],
) -> bool:
    if len(before) != len(after):
        return False
    return all(
        one.is_sound is other.is_sound
        and (one.cells and one.cells.ends_on) == (other.cells and other.cells.ends_on)
        and _is_as_told(one.values, other.values, kind, wanted.get(index))
        for index, (one, other) in enumerate(zip(before, after, strict=True))
    )


def _is_as_told(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    kind: Kind,
    event: Mapping[str, Any] | None,
) -> bool:
    expected = before if event is None else with_event(before, event)
    if expected is None or _in_any_order(expected) != _in_any_order(after):
        return False
    spec = KINDS[kind]
    return isinstance(parse(spec, after), Parsed) or not isinstance(parse(spec, before), Parsed)


def _in_any_order(values: Mapping[str, Any]) -> dict[str, Any]:
    """A row's values: a table has no order of events but that of their days."""
    events = sorted(json.dumps(event, sort_keys=True) for event in values.get("events", ()))
    return {**values, "events": events}
