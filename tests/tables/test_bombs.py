"""Workbooks made to exhaust the machine, or to run something: refused at once, in a sentence."""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from typing import TYPE_CHECKING

import openpyxl
import pytest

from site_builder.tables import read_tables

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHEET = "xl/worksheets/sheet1.xml"
_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)
_DAMAGED = "expected a whole .xlsx file, found a damaged one: open it in Excel and save it anew"
_MACROS = "expected a table without macros: open it and save it as .xlsx"


def _workbook(**parts: str | bytes) -> bytes:
    plain, out = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    assert book.active
    book.active.append(["编号"])
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return out.getvalue()


def _sheet(text: str = "", more: str = "", before: str = "") -> str:
    cell = f'<c r="A1" t="inlineStr"><is><t>{text}</t></is></c>'
    return (
        f'{before}<worksheet xmlns="{_SPACE}"><sheetData><row r="1">{cell}</row></sheetData>{more}'
        "</worksheet>"
    )


_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_TEXTS = f'<sst xmlns="{_SPACE}"><si><t>&a11;</t></si></sst>'


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({_SHEET: _sheet("&a11;", before=_LAUGHS)}, _DAMAGED),
        ({_SHEET: _sheet("&a;", before=_OUTSIDE)}, _DAMAGED),
        ({"xl/sharedStrings.xml": f"{_LAUGHS}{_TEXTS}"}, _DAMAGED),
        ({"xl/styles.xml": f"{_LAUGHS}<styleSheet>&a11;</styleSheet>"}, _DAMAGED),
        ({_SHEET: _sheet("x" * (50 << 20))}, _DAMAGED),
        ({"xl/x.bin": bytes(513 << 20)}, "expected at most 512 MiB once unpacked, found more"),
        ({"xl/vbaProject.bin": b"x"}, _MACROS),
        ({"xl/other/VBAPROJECT.BIN": b"x"}, _MACROS),
        ({"xl/macrosheets/sheet1.xml": "<a/>"}, _MACROS),
    ],
    ids=["laughs", "outside", "shared", "styles", "cell", "unpacked", "vba", "moved", "sheets"],
)
def test_a_bomb_or_a_program_is_refused_at_once(
    parts: dict[str, str | bytes], message: str
) -> None:
    data = _workbook(**parts)
    begun = time.process_time()
    sheets, problems = read_tables(data, "a.xlsx", suffix=".xlsx")
    assert time.process_time() - begun < 5
    assert (sheets, [problem.message.text("en") for problem in problems]) == ([], [message])


def test_ranges_merged_over_each_other_are_refused() -> None:
    corner = '<row r="20000"><c r="GR20000"><v>1</v></c></row></sheetData>'
    merged = '<mergeCell ref="A1:GR20000"/>' * 200
    data = _sheet("x", f"<mergeCells>{merged}</mergeCells>").replace("</sheetData>", corner)
    _sheets, problems = read_tables(_workbook(**{_SHEET: data}), "a.xlsx", suffix=".xlsx")
    assert [problem.code for problem in problems] == ["table-too-large"]


def test_a_link_to_another_workbook_is_not_followed() -> None:
    sheets, problems = read_tables(
        _workbook(**{"xl/externalLinks/externalLink1.xml": "<a/>"}), "a.xlsx", suffix=".xlsx"
    )
    assert (len(sheets), problems) == (1, [])


_FAR = '<row r="1048576"><c r="XFD1048576"{sort}>{value}</c></row></sheetData>'
_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


def _with_far(sort: str, value: str) -> bytes:
    far = _FAR.format(sort=f' t="{sort}"' if sort else "", value=value)
    return _workbook(**{_SHEET: _sheet("x").replace("</sheetData>", far)})


@pytest.mark.parametrize(
    ("sort", "value"),
    [
        ("str", '<f>""</f><v></v>'),
        ("inlineStr", "<is><t></t></is>"),
        ("inlineStr", "<is></is>"),
        ("d", "<v></v>"),
        ("s", "<v></v>"),
    ],
)
def test_an_empty_value_at_the_far_corner_makes_no_room(sort: str, value: str) -> None:
    """The library ends the whole program where there is no memory for so many cells."""
    sheets, problems = read_tables(_with_far(sort, value), "a.xlsx", suffix=".xlsx")
    assert (sheets, [problem.code for problem in problems]) == ([], ["table-too-large"])


def test_a_cell_with_a_format_alone_may_stand_anywhere() -> None:
    sheets, problems = read_tables(_with_far("", ""), "a.xlsx", suffix=".xlsx")
    assert ([len(sheet.rows) for sheet in sheets], problems) == ([1], [])


def test_formulas_drawn_down_to_the_last_row_are_read() -> None:
    cell = '<row r="1048576"><c r="C1048576" t="str"><f>""</f><v></v></c></row></sheetData>'
    data = _workbook(**{_SHEET: _sheet("x").replace("</sheetData>", cell)})
    sheets, problems = read_tables(data, "a.xlsx", suffix=".xlsx")
    assert ([len(sheet.rows) for sheet in sheets], problems) == ([1], [])


def test_a_cell_in_no_column_is_refused() -> None:
    cell = '<row r="2"><c r="AAAAAAAA2"><v>1</v></c></row></sheetData>'
    data = _workbook(**{_SHEET: _sheet("x").replace("</sheetData>", cell)})
    _sheets, problems = read_tables(data, "a.xlsx", suffix=".xlsx")
    assert [problem.message.text("en") for problem in problems] == [_DAMAGED]


def _shared(cells: int, length: int) -> bytes:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, cells + 1)
    )
    return _workbook(
        **{
            _SHEET: f'<worksheet xmlns="{_SPACE}"><sheetData>{rows}</sheetData></worksheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{_SPACE}"><si><t>{"x" * length}</t></si></sst>',
        }
    )


@pytest.mark.parametrize(
    ("cells", "length", "message"),
    [
        (20_000, 1 << 21, _DAMAGED),
        (
            50_000,
            32_767,
            "expected at most 100 million characters in all cells, found more: divide the table",
        ),
    ],
)
def test_a_text_that_very_many_cells_share_is_refused(
    cells: int, length: int, message: str
) -> None:
    """A few kB would be read as more than there is memory."""
    _sheets, problems = read_tables(_shared(cells, length), "a.xlsx", suffix=".xlsx")
    assert [problem.message.text("en") for problem in problems] == [message]


def test_sheets_that_all_end_far_down_are_refused_together() -> None:
    cell = '<row r="20000"><c r="GR20000"><v>1</v></c></row></sheetData>'
    parts = {
        f"xl/worksheets/sheet{n}.xml": _sheet("x").replace("</sheetData>", cell)
        for n in range(1, 8)
    }
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="s{n}"/>' for n in range(1, 8))
    data = _workbook(**{**parts, _BOOK: _book(sheets), _RELATIONS: _relations(range(1, 8))})
    _sheets, problems = read_tables(data, "a.xlsx", suffix=".xlsx")
    assert [problem.code for problem in problems] == ["table-too-large"]


def test_a_sheet_behind_another_of_its_name_is_not_read_unseen() -> None:
    sheets = "".join(f'<sheet name="名单" sheetId="{n}" r:id="s{n}"/>' for n in (1, 2))
    far = _FAR.format(sort="", value="<v>1</v>")
    parts = {
        _SHEET: _sheet("x").replace("</sheetData>", far),
        "xl/worksheets/sheet2.xml": _sheet("x"),
        _BOOK: _book(sheets),
        _RELATIONS: _relations((1, 2)),
    }
    _sheets, problems = read_tables(_workbook(**parts), "a.xlsx", suffix=".xlsx")
    assert [problem.message.text("en") for problem in problems] == [_DAMAGED]


def test_a_part_of_the_same_name_but_for_case_is_not_read_unseen() -> None:
    far = _FAR.format(sort="", value="<v>1</v>")
    parts = {"xl/worksheets/Sheet1.xml": _sheet("x").replace("</sheetData>", far)}
    _sheets, problems = read_tables(_workbook(**parts), "a.xlsx", suffix=".xlsx")
    assert [problem.message.text("en") for problem in problems] == [_DAMAGED]


def test_a_part_that_unpacks_to_more_than_it_says_is_refused() -> None:
    """Python stops at the size that is told; the library that reads the sheet does not."""
    text = f'<sst xmlns="{_SPACE}"><si><t>{"x" * (8 << 20)}</t></si></sst>'.encode()
    honest, lie = len(text).to_bytes(4, "little"), (100).to_bytes(4, "little")
    data = _workbook(**{"xl/sharedStrings.xml": text})
    told = data.replace(honest, lie)
    check = zlib.crc32(text).to_bytes(4, "little"), zlib.crc32(text[:100]).to_bytes(4, "little")
    told = told.replace(*check)
    assert told.count(lie) >= data.count(lie) + 2
    begun = time.process_time()
    _sheets, problems = read_tables(told, "a.xlsx", suffix=".xlsx")
    assert [problem.message.text("en") for problem in problems] == [_DAMAGED]
    assert time.process_time() - begun < 1


def _book(sheets: str) -> str:
    return (
        f'<workbook xmlns="{_SPACE}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships"><sheets>{sheets}</sheets></workbook>'
    )


def _relations(numbers: Iterable[int]) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    sort = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    each = "".join(
        f'<Relationship Id="s{n}" Type="{sort}" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    return f'<Relationships xmlns="{space}">{each}</Relationships>'
