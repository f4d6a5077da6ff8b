"""Workbooks made to exhaust the machine, or to run something: refused at once, in a sentence."""

from __future__ import annotations

import io
import time
import zipfile

import openpyxl
import pytest

from site_builder.tables import read_tables

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
