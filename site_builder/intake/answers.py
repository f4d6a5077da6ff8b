"""What the office answered, back to the rows that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from site_builder.intake.ids import Answer, IdsFile
from site_builder.intake.pending import Waiting, as_written
from site_builder.intake.personal import is_personal
from site_builder.intake.row import Row, text_of
from site_builder.intake.sheets import Lookup, mark_doubt
from site_builder.tables.cells import CellValue
from site_builder.tables.headings import Column
from site_builder.tables.values import is_placeholder

Place = tuple[str, str, str]


def apply(rows: Iterable[Row], ids: IdsFile, waiting: Iterable[Waiting]) -> set[str]:
    """Let every row have what was answered about it, now or before.

    A list that was saved under a new name keeps the answers of the old one: where at
    least half of what was asked about that one stands here too. Gives those names.
    """
    rows = list(rows)
    told = _told(ids, waiting)
    names = _same(rows, told)
    by_row = {
        (source, row): answer for (source, _sheet, row), answer in told.items() if source in names
    }
    for row in rows:
        answer = told.get(row.place) or next(
            (by_row[name, row.fingerprint] for name in names if (name, row.fingerprint) in by_row),
            None,
        )
        if answer is not None:
            _answer(row, answer)
    return set(names)


def _told(ids: IdsFile, waiting: Iterable[Waiting]) -> dict[Place, Answer]:
    told = dict(ids.answers)
    for each in waiting:
        known = told.get(each.place)
        takes = known.takes if known and each.takes is None else each.takes
        told[each.place] = Answer(
            source=each.source,
            sheet=each.sheet,
            row=each.row,
            takes=takes,
            cells={**(known.cells if known else {}), **_filled(each.cells)},
        )
    return told


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    """What is kept of it: never what nobody may keep."""
    return {
        heading: text
        for heading, text in cells.items()
        if not is_placeholder(text) and not is_personal(text)
    }


def _same(rows: list[Row], told: Iterable[Place]) -> list[str]:
    """The sources that these rows are of, under an older name."""
    here = {row.fingerprint for row in rows}
    asked: dict[str, list[bool]] = {}
    for source, _sheet, row in told:
        asked.setdefault(source, []).append(row in here)
    return [source for source, found in asked.items() if sum(found) * 2 >= len(found)]


def _answer(row: Row, answer: Answer) -> None:
    row.takes = answer.takes
    own = {column.heading: as_written(text_of(value)) for column, value in row.cells}
    row.filled = {
        heading: text
        for heading, text in answer.cells.items()
        if heading in own and text != own[heading]
    }
    row.doubts = [
        doubt
        for doubt in row.doubts
        if not (doubt.can_be_taken and row.takes)
        and not (doubt.column and doubt.column.heading in row.filled)
    ]


def remembered(rows: Iterable[Row], ids: IdsFile, *, is_whole: bool) -> IdsFile:
    """The ids with what was answered about these rows; of rows that are gone, nothing."""
    rows = list(rows)
    sources = {row.source for row in rows}
    here = {row.place for row in rows}
    kept = {
        place: answer
        for place, answer in ids.answers.items()
        if not is_whole or place[0] not in sources or place in here
    }
    for row in rows:
        if row.takes is not None or row.filled:
            kept[row.place] = Answer(
                source=row.source,
                sheet=row.sheet,
                row=row.fingerprint,
                takes=row.takes,
                cells={heading: text_of(value) for heading, value in row.filled.items()},
            )
    return IdsFile(ids.drawn, kept)


def row_of(each: Waiting, look: Lookup) -> Row:
    """A row out of ``待处理.xlsx`` itself, by what is written there."""
    columns = [look.column(heading, index) for index, heading in enumerate(each.cells)]
    cells: list[tuple[Column, CellValue]] = [
        (_in_unit(column, each), each.cells[column.heading] or None) for column in columns if column
    ]
    row = Row(each.source, each.sheet, each.number, cells, each.mark, known_as=each.row)
    row.takes = each.takes
    row.filled = dict(_filled(each.cells))
    if each.mark is not None and not row.takes:
        row.doubts.append(mark_doubt(each.mark))
    return row


def _in_unit(column: Column, each: Waiting) -> Column:
    unit = each.units.get(column.heading)
    return replace(column, unit=Decimal(unit)) if unit else column
