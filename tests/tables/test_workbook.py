"""XLSX: cells with their types, merged ranges, marks, faults; and what is none."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from site_builder.tables import Sheet, read_amount, read_day, read_tables
from tests.tables.books import book

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HOSTILE = Path(__file__).parents[3] / "shared" / "data" / "hostile" / "xlsx"
HEAD = ("编号", "单位名称", "列入日期", "金额")
ROWS = [HEAD, ("a-1", "甲", dt.date(2025, 3, 1), 18.62), ("a-2", "乙", "2025-03-02", 3)]


def _sheets(data: bytes) -> list[Sheet]:
    sheets, problems = read_tables(data, "t.xlsx", suffix=".xlsx")
    assert problems == []
    return sheets


def _code(data: bytes, suffix: str = ".xlsx") -> str:
    sheets, problems = read_tables(data, "t", suffix=suffix)
    assert sheets == []
    assert len(problems) == 1
    return problems[0].code


def _repacked(data: bytes, **parts: bytes) -> bytes:
    """The workbook with other bytes for parts of its archive, by the end of their names."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            stem = Path(name).stem
            new.writestr(name, parts.pop(stem, old.read(name)))
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


def test_cells_keep_their_types_and_places() -> None:
    def change(_workbook: Workbook, sheet: Worksheet) -> None:
        sheet.insert_rows(1, 2)
        sheet.insert_cols(1)
        sheet["F4"] = True
        sheet["G4"] = dt.time(8, 30)

    found = _sheets(book(ROWS, change=change))[0]
    assert found.name == "名单"
    assert [row.number for row in found.rows] == [3, 4, 5]
    assert found.rows[1].values == (
        None, "a-1", "甲", dt.date(2025, 3, 1), 18.62, True, dt.time(8, 30),
    )  # fmt: skip


def test_a_merged_value_fills_its_range() -> None:
    def change(_workbook: Workbook, sheet: Worksheet) -> None:
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("C3:D9")

    found = _sheets(book(ROWS, change=change))[0]
    assert [row.values[1] for row in found.rows[1:]] == ["甲", "甲"]
    assert found.merged == ((2, 1, 3, 1), (3, 2, 9, 3))
    assert found.rows[2].values[2:] == ("2025-03-02", "2025-03-02")


def test_rows_that_may_not_be_meant_are_marked() -> None:
    def change(_workbook: Workbook, sheet: Worksheet) -> None:
        for number in range(4, 8):
            sheet.append([f"a-{number}", "丙"])
        sheet.row_dimensions[2].hidden = True
        sheet["B3"].font = Font(strike=True)
        struck = TextBlock(InlineFont(strike=True), "18万")
        sheet["B4"] = CellRichText(struck, "20万")
        sheet.row_dimensions[5].height = 0

    found = _sheets(book(ROWS, change=change))[0]
    marks = [row.mark for row in found.rows]
    assert marks == [None, "hidden", "struck", "struck", None, None, None]


def test_a_filter_is_told_from_a_hidden_row() -> None:
    def change(_workbook: Workbook, sheet: Worksheet) -> None:
        sheet.auto_filter.ref = "A1:D2"
        sheet.auto_filter.add_filter_column(0, ["a-9"])
        sheet.row_dimensions[2].hidden = True
        sheet.row_dimensions[3].hidden = True

    found = _sheets(book(ROWS, change=change))[0]
    assert [row.mark for row in found.rows] == [None, "filtered", "hidden"]


def test_formulas_without_values_and_errors_are_faults_of_their_cells() -> None:
    def change(_workbook: Workbook, sheet: Worksheet) -> None:
        sheet["C2"] = "=TODAY()"
        sheet["D3"] = "#N/A"
        sheet["D3"].data_type = "e"
        sheet["A5"] = "=A1"

    found = _sheets(book(ROWS, change=change))[0]
    assert set(found.faults) == {(2, 2), (3, 3), (5, 0)}
    assert "#N/A" in str(found.faults[3, 3])
    assert [row.number for row in found.rows] == [1, 2, 3, 5]


def test_a_formula_with_its_value_is_a_value() -> None:
    data = book([*ROWS, ("a-3", "丙", None, "=1+1")])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    valued = re.sub(rb"</f><v(></v| ?/)>", b"</f><v>2</v>", sheet)
    assert valued != sheet
    found = _sheets(_repacked(data, sheet1=valued))[0]
    assert found.faults == {}
    assert found.rows[3].values[3] == 2


def test_sheets_come_in_order_and_say_whether_they_are_hidden() -> None:
    def change(workbook: Workbook, _sheet: Worksheet) -> None:
        workbook.create_sheet("空")
        workbook.create_sheet("选项").append(["企业"])
        workbook["选项"].sheet_state = "veryHidden"
        workbook.create_chartsheet("图")

    found = _sheets(book(ROWS, change=change))
    names = [(sheet.name, len(sheet.rows), sheet.hidden) for sheet in found]
    assert names == [("名单", 3, False), ("空", 0, False), ("选项", 1, True)]


def test_a_formatted_column_is_no_long_sheet() -> None:
    def change(_workbook: Workbook, sheet: Worksheet) -> None:
        sheet["XFD1048576"].font = Font(bold=True)

    assert len(_sheets(book(ROWS, change=change))[0].rows) == 3


@pytest.mark.parametrize("place", ["XFD1", "A1048576", "A100001", "GS1"])
def test_a_sheet_beyond_the_limits_is_refused_before_it_is_opened(place: str) -> None:
    def change(_workbook: Workbook, sheet: Worksheet) -> None:
        sheet[place] = "x"

    assert _code(book(ROWS, change=change)) == "table-too-large"


def test_a_zip_bomb_is_refused_unopened() -> None:
    stream = io.BytesIO(book(ROWS))
    with (
        zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/bomb", "w", force_zip64=True) as bomb,
    ):
        block = bytes(1 << 24)
        for _number in range(33):
            bomb.write(block)
    assert _code(stream.getvalue()) == "table-too-large"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"PK\x03\x04 cut short", "bad-table"),
        (b"\xd0\xcf\x11\xe0" + bytes(512), "unknown-format"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected-table"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "unknown-format"),
        ("编号,名称\n".encode(), "bad-table"),
    ],
)
def test_what_is_no_workbook(data: bytes, code: str) -> None:
    assert _code(data) == code


@pytest.mark.parametrize("suffix", [".xls", ".XLS", ".xlsm", ".et", ".ods", ".xlsb", ".doc"])
def test_other_formats_are_named_with_the_way_out(suffix: str) -> None:
    sheets, problems = read_tables(book(ROWS), "t", suffix=suffix)
    assert sheets == []
    assert [problem.code for problem in problems] == ["unknown-format"]
    assert ".xlsx" in str(problems[0].message)


def test_macros_are_refused_under_any_name() -> None:
    assert _code(_repacked(book(ROWS), **{"xl/vbaProject.bin": b"macro"})) == "unknown-format"


@pytest.mark.parametrize("length", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_damaged(length: float) -> None:
    data = book(ROWS)
    assert _code(data[: int(len(data) * length)]) == "bad-table"


@pytest.mark.parametrize("part", ["sheet1", "workbook", "styles", "workbook.xml"])
def test_a_workbook_with_a_broken_part_is_damaged(part: str) -> None:
    assert _code(_repacked(book(ROWS), **{part: b"<a><b></a>"})) == "bad-table"


def test_entities_do_not_swell() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "' + b"x" * 1000 + b'">'
    for index in range(9):
        bomb += f'<!ENTITY {chr(98 + index)} "{f"&{chr(97 + index)};" * 10}">'.encode()
    bomb += b"]><worksheet><sheetData><row r='1'><c t='inlineStr'><is><t>&j;</t></is></c>"
    bomb += b"</row></sheetData></worksheet>"
    sheets, problems = read_tables(_repacked(book(ROWS), sheet1=bomb), "t", suffix=".xlsx")
    assert problems or not sheets[0].rows


@pytest.mark.skipif(not HOSTILE.exists(), reason="no shared data")
def test_every_hostile_workbook_is_read_or_refused() -> None:
    codes = {}
    for path in sorted(HOSTILE.iterdir()):
        _sheets, problems = read_tables(path.read_bytes(), path.name, suffix=".xlsx")
        codes[path.name] = [problem.code for problem in problems]
    assert codes.pop("pass_protected.xlsx") == ["protected-table"]
    assert codes.pop("issue252.xlsx") == ["bad-table"]
    assert all(found == [] for found in codes.values())


SAMPLE: Any = book(ROWS)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=6))
def test_no_damage_raises(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for place, byte in changes:
        data[place] = byte
    read_tables(bytes(data), "t", suffix=".xlsx")


def test_a_bare_number_counts_from_1904_where_its_workbook_does() -> None:
    def change(workbook: Workbook, sheet: Worksheet) -> None:
        workbook.epoch = CALENDAR_MAC_1904
        sheet["B2"] = dt.date(2025, 3, 1)
        sheet["C2"].number_format = "General"

    day = (dt.date(2025, 3, 1) - dt.date(1904, 1, 1)).days
    (sheet,) = _sheets(book([["甲", "乙", "丙"], [day, None, 186200.5]], change=change))
    assert sheet.first_day == dt.date(1904, 1, 1)
    row = sheet.rows[1]
    assert [read_day(row.value(0)), read_day(row.value(1))] == ["2025-03-01", "2025-03-01"]
    assert read_amount(row.value(2)) == "186200.50"
    (usual,) = _sheets(book([["甲"], [day + 1462]]))
    assert read_day(usual.rows[1].value(0)) == "2025-03-01"
