"""``data/listings.xlsx`` and ``data/cases.xlsx``: the tables for people with a spreadsheet.

A workbook travels without this site, so it says itself what its columns mean, from when on its
rows may not be used, and where the newest one is.
"""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

import xlsxwriter

from site_builder.dictionary import MOST_ROWS, TYPES, Type
from site_builder.export.csv import cell_text
from site_builder.export.notes import notes
from site_builder.export.record_tables import record_tables
from site_builder.export.xml import clean
from site_builder.i18n import _, say
from site_builder.model.artifact import Artifact, fingerprint
from site_builder.packed import steadied

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from site_builder.dictionary import Column
    from site_builder.export.tables import Cell, Table
    from site_builder.store.public import PublicCorpus

# A workbook must tell days of its own; that of the build would change its bytes.
_NO_DAY: Final = datetime(1980, 1, 1, tzinfo=UTC)
# What a cell can hold; and numbers of more digits are rounded.
_LONGEST: Final = 32_767
_MOST_DIGITS: Final = 15
# Spreadsheets believe that 1900 was a leap year.
_FIRST_DAY: Final = date(1900, 3, 1)
_WIDTHS: Final = {Type.TEXT: 24, Type.LIST: 24, Type.ADDRESS: 40}
_USUAL_WIDTH: Final = 14
_NOTES_WIDTH: Final = 100
_DICTIONARY: Final = (
    (_("Column"), 22),
    (_("What it is called"), 22),
    (_("Type"), 34),
    (_("Unit"), 8),
    (_("Meaning"), 60),
    (_("Words of the list"), 40),
    (_("Articles that let it show"), 80),
)


def xlsx_tables(corpus: PublicCorpus) -> Iterator[Artifact]:
    """A workbook of each table of up to 20,000 rows: rows, dictionary, notes."""
    laws = [regime.digest for regime in corpus.chrome.regimes.values()]
    for table in record_tables(corpus):
        if _is_short(table, corpus):
            known = fingerprint(
                table.fingerprint(corpus), *laws, *notes(corpus.chrome, table.data_set)
            )
            path = f"site/data/{table.data_set.name}.xlsx"
            yield Artifact(path, known, partial(_workbook, table, corpus))


def _is_short(table: Table, corpus: PublicCorpus) -> bool:
    if corpus.count(table.kind) <= MOST_ROWS:
        return True
    return next(islice(table.lines(corpus), MOST_ROWS, None), None) is None


def _workbook(table: Table, corpus: PublicCorpus) -> bytes:
    chrome, made = corpus.chrome, io.BytesIO()
    # Row by row, so that no sheet is held whole.
    with xlsxwriter.Workbook(made, {"constant_memory": True}) as book:
        title, publisher = table.data_set.title, chrome.organ_name(chrome.site.publisher)
        about = {"title": say(title), "author": clean(publisher), "created": _NO_DAY}
        book.set_properties(about)
        _Rows(book, table).write(corpus)
        _dictionary(book, table, corpus)
        _notes(book, notes(chrome, table.data_set))
    return steadied(made)


class _Rows:
    """The first sheet: a row for each record."""

    def __init__(self, book: Workbook, table: Table) -> None:
        self._table = table
        self._sheet: Worksheet = book.add_worksheet(say(_("Records")))
        self._bold = book.add_format({"bold": True})
        self._sums = book.add_format({"num_format": "0.00"})
        self._days = book.add_format({"num_format": "yyyy-mm-dd"})

    def write(self, corpus: PublicCorpus) -> None:
        columns, last = self._table.data_set.columns, 0
        widths = (_WIDTHS.get(column.type, _USUAL_WIDTH) for column in columns)
        _lay_out(self._sheet, self._bold, zip(self._table.columns, widths, strict=True))
        for last, row in enumerate(self._table.rows(corpus), 1):
            for at, column in enumerate(columns):
                if (value := row[column.name]) is not None:
                    self._cell(last, at, column, value)
        self._sheet.autofilter(0, 0, last, len(columns) - 1)

    def _cell(self, row: int, at: int, column: Column, value: Cell) -> None:
        """A number or a day that can be reckoned with; anything else is text, never a formula."""
        if isinstance(value, int):
            self._sheet.write_number(row, at, value)
            return
        text = cell_text(value)
        if column.type is Type.AMOUNT and len(text.replace(".", "")) <= _MOST_DIGITS:
            self._sheet.write_number(row, at, float(text), self._sums)
        elif column.type is Type.DAY and (day := date.fromisoformat(text)) >= _FIRST_DAY:
            self._sheet.write_datetime(row, at, datetime.combine(day, time()), self._days)
        else:
            self._sheet.write_string(row, at, _held(text))


def _held(text: str) -> str:
    """What a cell can hold of a text; its lines end in LF."""
    text = clean(text).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) <= _LONGEST:
        return text
    cut = say(_("… (cut: the whole text stands on the page)"))
    return text[: _LONGEST - len(cut)] + cut


def _dictionary(book: Workbook, table: Table, corpus: PublicCorpus) -> None:
    sheet: Worksheet = book.add_worksheet(say(_("Dictionary")))
    bold, wrapped = book.add_format({"bold": True}), _wrapped(book)
    _lay_out(sheet, bold, ((say(label), width) for label, width in _DICTIONARY))
    regimes = corpus.chrome.regimes.values()
    for row, column in enumerate(table.data_set.columns, 1):
        meanings = column.words.items()
        words = (say(_("{word} = {meaning}", word=word, meaning=said)) for word, said in meanings)
        told = (
            column.name,
            say(column.label),
            say(TYPES[column.type]),
            say(column.unit) if column.unit else "",
            say(column.meaning),
            say(_("; ")).join(words),
            table.data_set.basis(column, regimes),
        )
        for at, text in enumerate(told):
            sheet.write_string(row, at, _held(cell_text(text)), wrapped)


def _notes(book: Workbook, told: Iterable[str]) -> None:
    sheet: Worksheet = book.add_worksheet(say(_("Notes")))
    wrapped = _wrapped(book)
    sheet.set_column(0, 0, _NOTES_WIDTH)
    for row, line in enumerate(told):
        sheet.write_string(row, 0, _held(cell_text(line)), wrapped)


def _wrapped(book: Workbook) -> Format:
    return book.add_format({"text_wrap": True, "valign": "top"})


def _lay_out(sheet: Worksheet, bold: Format, columns: Iterable[tuple[str, int]]) -> None:
    """The row of headings, which stays in sight, and the columns as wide as they need be."""
    sheet.freeze_panes(1, 1)
    for at, (heading, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, heading, bold)
