"""CSV in the encodings and separators of offices, whole and broken."""

from __future__ import annotations

import base64
import csv
import io
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.tables import read_tables

SPECTRUM = Path(__file__).parents[3] / "shared" / "data" / "hostile" / "csv-spectrum.jsonl"
TEXT = "编号,单位名称,备注\na-1,某某公司,甲\na-2,某乙公司,乙\n"
ROWS = [("编号", "单位名称", "备注"), ("a-1", "某某公司", "甲"), ("a-2", "某乙公司", "乙")]


def _rows(data: bytes) -> list[tuple[object, ...]]:
    sheets, problems = read_tables(data, "t.csv", suffix=".csv")
    assert problems == []
    return [row.values for row in sheets[0].rows]


def _fault(data: bytes) -> tuple[list[tuple[object, ...]], str, int | None]:
    sheets, problems = read_tables(data, "t.csv", suffix=".csv")
    assert len(problems) == 1
    rows: list[tuple[object, ...]] = [row.values for sheet in sheets for row in sheet.rows]
    return rows, problems[0].code, problems[0].line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_encoding_line_end_and_separator(encoding: str, end: str, separator: str) -> None:
    text = TEXT.replace("\n", end).replace(",", separator)
    assert _rows(text.encode(encoding)) == ROWS


def test_excels_own_line_about_the_separator() -> None:
    assert _rows(("sep=;\n" + TEXT.replace(",", ";")).encode("utf-8-sig")) == ROWS


def test_commas_in_texts_do_not_make_them_the_separator() -> None:
    assert _rows(b'a;b\n"1,2,3,4";"5,6,7"\n') == [("a", "b"), ("1,2,3,4", "5,6,7")]


def test_rows_are_numbered_as_excel_shows_them() -> None:
    sheets, _problems = read_tables(b'a,b\n\n"1\n2",3\n4\n,,\n5,6,7\n', "t.csv", suffix=".csv")
    assert [(row.number, row.values) for row in sheets[0].rows] == [
        (1, ("a", "b")),
        (3, ("1\n2", "3")),
        (4, ("4",)),
        (6, ("5", "6", "7")),
    ]


def test_the_spectrum() -> None:
    if not SPECTRUM.exists():
        pytest.skip("no shared data")
    for line in SPECTRUM.read_text("utf-8").splitlines():
        given = json.loads(line)
        head, *rows = _rows(base64.b64decode(given["csv_base64"]))
        found = [dict(zip(head, [cell or "" for cell in row], strict=False)) for row in rows]
        assert found == [
            {key: value for key, value in row.items() if key in found[index]}
            for index, row in enumerate(given["expected"])
        ], given["name"]


def test_a_file_cut_within_quotes_counts_up_to_there() -> None:
    rows, code, line = _fault(TEXT.encode() + '"a-3","某丙'.encode())
    assert (rows, code, line) == (ROWS, "bad-csv", 4)


def test_a_file_cut_within_a_character_counts_up_to_there() -> None:
    rows, code, line = _fault(TEXT.encode() + "a-3,丙".encode()[:-1])
    assert (rows, code, line) == (ROWS, "bad-encoding", 4)
    rows, code, line = _fault(TEXT.encode("gb18030") + "a-3,丙".encode("gb18030")[:-1])
    assert (rows, code, line) == (ROWS, "bad-encoding", 4)


def test_bytes_of_no_encoding() -> None:
    rows, code, _line = _fault(TEXT.encode() + b"a-3,\xff\xff\xff,x\na-4,y,z\n")
    assert (rows, code) == (ROWS, "bad-encoding")


def test_a_table_of_more_text_than_is_held_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.tables.csv_table.MOST_CHARACTERS", len(TEXT) - 1)
    assert _fault(TEXT.encode()) == ([], "table-too-large", None)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_an_end_of_line_within_quotes_is_of_the_cell_and_ends_no_row(end: str) -> None:
    assert _rows(f'a,b{end}1,"x{end}y\u2028z"{end}'.encode()) == [("a", "b"), ("1", "x\ny\u2028z")]


def test_what_is_read_takes_no_four_bytes_a_character() -> None:
    data = b'a\n"' + b"x" * 4_000_000
    tracemalloc.start()
    _fault(data)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 7 * len(data)


def test_text_behind_a_closing_quote() -> None:
    rows, code, line = _fault(TEXT.encode() + b'"a-3"x,y,z\n')
    assert (rows, code, line) == (ROWS, "bad-csv", 4)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b" \n\n", "empty-file"),
        (b"PK\x03\x04 and more", "bad-table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "bad-table"),
        (b"a,b\n1,\0\n", "bad-table"),
        (b"," * 300 + b"x", "table-too-large"),
        (b"x\n" * 100_001, "table-too-large"),
    ],
)
def test_what_is_no_table(data: bytes, code: str) -> None:
    rows, found, _line = _fault(data)
    assert (rows, found) == ([], code)


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    read_tables(data, "t.csv", suffix=".csv")


cells = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=8
).filter(str.strip)


@given(st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_a_program_writes_comes_back(rows: list[list[str]]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)
    assert _rows(stream.getvalue().encode("utf-8-sig")) == [tuple(row) for row in rows]


def test_a_cell_that_a_platform_keeps_as_text_says_what_it_keeps() -> None:
    assert _rows('编号,代码\na-1,"=""91150102MA0AAAA1X7"""\na-2,=1+1\n'.encode()) == [
        ("编号", "代码"),
        ("a-1", "91150102MA0AAAA1X7"),
        ("a-2", "=1+1"),
    ]


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "|||||||", "=======", ">>>>>>> other"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_ends_at_the_mark_of_an_unresolved_merge(mark: str, end: str) -> None:
    text = TEXT.replace("a-2", f"{mark}\na-2").replace("\n", end)
    assert _fault(text.encode()) == (ROWS[:2], "unresolved-merge", 3)
