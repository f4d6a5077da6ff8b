"""Every form of a table holds the same, each as its own readers expect it."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from site_builder.dictionary import CASES, CHANGES, DATA_SETS, LISTINGS, DataSet, Type
from site_builder.export import exports, xlsx
from site_builder.export.changes import ChangeRow
from site_builder.model.public import PublicRecord
from site_builder.model.regime import Audience, FieldRule, Show
from site_builder.store.public import PublicCorpus
from tests.export.examples import a_case, a_corpus, a_leaving, a_listing, an_entry, made
from tests.model.examples import a_regime

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1"]
PERSONS = [("张三", "legal_representative"), ("李某", "principal"), ("王某", "principal")]
RECORDS = (
    a_listing(
        "nm-1", persons=PERSONS, current_name="新名", employer={"former_names": ["甲", "乙"]}
    ),
    a_listing("nm-2", arrears={"amount": "99999999999999.99", "workers": 0}),
    *(
        a_listing(f"nm-formula-{number}", decision={"reason": text})
        for number, text in enumerate(FORMULAS)
    ),
    a_listing("nm-error", decision={"reason": "#N/A"}),
    a_case("cf-1", stages=[{"stage": "filed", "on": "2025-02-01", "organ": None}]),
)
TABLES = [LISTINGS, CASES]
named = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def files(folder: Path, *records: PublicRecord) -> dict[str, bytes]:
    changes = [a_leaving("nm-gone"), an_entry("nm-1")]
    found = made(exports(a_corpus(folder, records or RECORDS, changes=changes)))
    return {path.removeprefix("site/data/"): data for path, data in found.items()}


def in_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def in_workbook(data: bytes, sheet: int = 0) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    head, *rows = book.worksheets[sheet].values
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def as_in_csv(row: Mapping[str, Any], table: DataSet) -> dict[str, str]:
    """A row of JSON or of a workbook, in the words of the CSV."""
    types = {column.name: column.type for column in table.columns}
    return {name: _cell(value, types[name]) for name, value in row.items()}


def _cell(value: Any, kind: Type) -> str:
    match value:
        case None:
            return ""
        case list():
            return "；".join(value)
        case datetime() | date():
            return value.isoformat()[:10]
        case int() | float() if kind is Type.AMOUNT:
            return f"{value:.2f}"
    return str(value)


@named
def test_every_form_of_a_table_holds_the_same_values(tmp_path: Path, table: DataSet) -> None:
    found = files(tmp_path)
    rows = json.loads(found[f"{table.name}.json"])["records"]
    lines = [json.loads(line) for line in found[f"{table.name}.jsonl"].splitlines()]
    assert rows
    assert lines == rows
    expected = [as_in_csv(row, table) for row in rows]
    # Whatever begins like a formula has a mark before it.
    assert unmarked(in_csv(found[f"{table.name}.csv"])) == expected
    # The lines of a cell end in LF.
    in_lf = [{name: cell.replace("\r", "\n") for name, cell in row.items()} for row in expected]
    spread = [as_in_csv(row, table) for row in in_workbook(found[f"{table.name}.xlsx"])]
    assert unmarked(spread) == in_lf


def unmarked(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{name: cell.removeprefix("'") for name, cell in row.items()} for row in rows]


def test_no_cell_of_a_workbook_is_a_formula_or_looks_like_one(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files(tmp_path)["listings.xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "d"}
    texts = [str(cell.value) for cell in cells if cell.data_type in {"s", "inlineStr"}]
    assert sum(text.startswith("'") for text in texts) == len(FORMULAS)
    assert "#N/A" in texts
    assert not [text for text in texts if text.startswith(tuple("=+-@\t\r\n＝ "))]


def test_a_workbook_reckons_with_days_and_sums(tmp_path: Path) -> None:
    row = in_workbook(files(tmp_path)["listings.xlsx"])[-1]
    assert row["do_not_use_from"] == datetime(2028, 3, 2)  # noqa: DTZ001 - as spreadsheets know days
    assert (row["amount"], row["workers"]) == (186200, 14)


def test_a_sum_that_a_spreadsheet_would_round_stays_text(tmp_path: Path) -> None:
    rows = {row["id"]: row["amount"] for row in in_workbook(files(tmp_path)["listings.xlsx"])}
    assert rows["nm-2"] == "99999999999999.99"


def test_a_workbook_says_what_its_columns_mean_and_on_what_terms(tmp_path: Path) -> None:
    regime = a_regime("test-regime", title="示例办法", applies_to=("listing",))
    corpus = a_corpus(tmp_path, RECORDS)
    corpus.chrome = replace(corpus.chrome, regimes={regime.id: regime})
    data = made(xlsx.xlsx_tables(corpus))["site/data/listings.xlsx"]
    told = in_workbook(data, 1)
    assert [row["字段"] for row in told] == [column.name for column in LISTINGS.columns]
    [amount] = (row for row in told if row["字段"] == "amount")
    assert (amount["名称"], amount["计量单位"]) == ("拖欠金额", "元")
    [kind] = (row for row in told if row["字段"] == "party_kind")
    assert "enterprise＝企业" in kind["取值"]
    notes = [
        str(cell)
        for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[2].values
        for cell in row
    ]
    assert any("do_not_use_from" in line for line in notes)
    assert "许可：未声明" in "".join(notes)
    assert any("https://example.gov.cn/qxmd/data/" in line for line in notes)


def test_a_column_names_the_articles_that_let_it_show_with_their_laws() -> None:
    shown = {
        "employer.name": FieldRule(show=Show.FULL, citation="第一条"),
        "project.contractor": FieldRule(show=Show.WITHHELD, citation="第二条"),
        "arrears.amount": FieldRule(show=Show.FULL, citation="第三条", audience=Audience.INTERNAL),
    }
    law = a_regime("law", title="示例办法", fields=shown)
    others = a_regime("of-cases", title="另一办法", applies_to=("case",), fields=shown)
    basis = {each.name: LISTINGS.basis(each, (law, others)) for each in LISTINGS.columns}
    assert {name: found for name, found in basis.items() if found} == {
        "name": "《示例办法》第一条",
        "current_name": "《示例办法》第一条",
    }


def test_a_workbook_is_the_same_bytes_at_any_time(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path, RECORDS)
    before = made(xlsx.xlsx_tables(corpus))
    with mock.patch("time.time", return_value=2e9):
        assert made(xlsx.xlsx_tables(corpus)) == before
    with zipfile.ZipFile(io.BytesIO(before["site/data/listings.xlsx"])) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("1980-01-01T00:00:00Z") == 2


@pytest.mark.parametrize(("most", "expected"), [(3, True), (2, False)])
def test_a_table_of_too_many_rows_has_no_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, *, expected: bool
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", most)
    person = a_listing("nm-person", employer={"party_kind": "natural_person", "credit_code": None})
    found = files(tmp_path, *(a_listing(f"nm-{number}") for number in range(3)), person)
    assert ("listings.xlsx" in found) is expected
    assert "cases.xlsx" in found


@pytest.mark.parametrize(
    "name",
    [
        "data/listings.csv",
        "data/listings.json",
        "data/listings.jsonl",
        "data/changes.json",
        "data/changes.atom",
        "sitemap.xml",
    ],
)
def test_what_grows_with_the_records_comes_in_pieces_that_are_its_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("site_builder.export.pieces._LARGE", 300)
    changes = [an_entry("nm-1"), an_entry("nm-2"), a_leaving()]
    corpus = a_corpus(tmp_path, RECORDS, changes=changes)
    [file] = (each for each in exports(corpus) if each.path == f"site/{name}")
    pieces = list(_pieces(file))
    assert len(pieces) > 2
    assert max(map(len, pieces)) < 3000
    assert b"".join(pieces) == made(exports(corpus))[file.path]


def _pieces(file: Any) -> Iterator[bytes]:
    yield from file.pieces()


def test_natural_persons_are_in_no_form(tmp_path: Path) -> None:
    person = a_listing("nm-person", employer={"party_kind": "natural_person", "credit_code": None})
    found = files(tmp_path, person)
    assert json.loads(found["listings.json"])["records"] == []
    assert found["listings.jsonl"] == b""
    assert in_workbook(found["listings.xlsx"]) == in_csv(found["listings.csv"]) == []


# Schemas


def test_the_json_of_every_data_set_holds_to_its_schema(tmp_path: Path) -> None:
    found = files(tmp_path)
    for data_set in DATA_SETS:
        schema = json.loads(found[f"schema/{data_set.name}.json"])
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == f"https://example.gov.cn/qxmd/data/schema/{data_set.name}.json"
        whole = json.loads(found[f"{data_set.name}.json"])
        Draft202012Validator(schema).validate(whole)
        rows = whole["changes" if data_set is CHANGES else "records"]
        assert [list(row) for row in rows] == [[c.name for c in data_set.columns]] * len(rows)


@named
def test_each_line_of_json_lines_holds_to_the_schema_of_a_row(
    tmp_path: Path, table: DataSet
) -> None:
    found = files(tmp_path)
    schema = json.loads(found[f"schema/{table.name}.json"])
    row = Draft202012Validator(
        {**schema, "$ref": "#/$defs/row", "type": "object", "required": [], "properties": {}}
    )
    for line in found[f"{table.name}.jsonl"].splitlines():
        row.validate(json.loads(line))
    assert not row.is_valid({"id": "nm-1"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": None},
        {"amount": 186200.0},
        {"workers": "14"},
        {"decided_on": "2025/3/1"},
        {"party_kind": "firm"},
        {"former_names": []},
        {"page": "listings/nm-1.html"},
    ],
)
def test_a_schema_refuses_what_is_not_as_promised(tmp_path: Path, wrong: dict[str, Any]) -> None:
    found = files(tmp_path)
    whole = json.loads(found["listings.json"])
    whole["records"][0] |= wrong
    assert not Draft202012Validator(json.loads(found["schema/listings.json"])).is_valid(whole)


def test_the_dictionary_has_the_columns_of_the_changes() -> None:
    assert [column.name for column in CHANGES.columns] == list(ChangeRow.__annotations__)


@named
def test_the_last_two_columns_are_the_last(table: DataSet) -> None:
    assert [column.name for column in table.columns][-2:] == ["last_day", "do_not_use_from"]


def test_a_column_that_is_never_empty_is_never_empty(tmp_path: Path) -> None:
    rows = json.loads(files(tmp_path)["listings.json"])["records"]
    always = [column.name for column in LISTINGS.columns if column.is_always]
    assert all(row[name] is not None for row in rows for name in always)


def test_the_dictionary_is_part_of_a_workbooks_fingerprint(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path, RECORDS)
    other = PublicCorpus(corpus.path, replace(corpus.chrome, regimes={"r": a_regime("r")}))
    one, two = (
        {each.path: each.fingerprint for each in xlsx.xlsx_tables(each_corpus)}
        for each_corpus in (corpus, other)
    )
    assert all(one[path] != two[path] for path in one)
