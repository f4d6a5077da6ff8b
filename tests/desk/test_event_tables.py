"""An event in a table: its cells filled or its columns added, all else as it was."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any, get_args

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH
from openpyxl.worksheet.datavalidation import DataValidation

from site_builder.kinds.event import CaseEventKind, ListingEventKind
from site_builder.load.tables import Table
from site_builder.model.record import Kind
from site_builder.office.event_table import with_events
from site_builder.tables import field_of
from site_builder.tables.vocabulary import EVENT_PARTS
from tests.desk.ordering import order
from tests.office import Office

if TYPE_CHECKING:
    from pathlib import Path

EVENT = {"kind": "removed_early", "on": "2026-01-05", "document": "示人社移字〔2026〕2号"}
HEADINGS = ["序号", "编号", "单位名称", "地区", "决定书文号", "决定机关", "列入日期", "列入事由"]


def _row(number: int, *more: Any) -> list[Any]:
    name = f"测试区晨砾{number}号有限公司"
    decision = [f"测人社列字〔2025〕{number}号", "hrss", "2025-03-01", '拖欠"工资", 未付\n逾期']
    return [number, f"x-000{number}", name, "150102", *decision, *more]


def _csv(rows: list[list[Any]], separator: str = ",", end: str = "\r\n", **more: Any) -> str:
    out = io.StringIO()
    writer: Any = csv.writer(out, delimiter=separator, lineterminator=end, **more)
    writer.writerows(rows)
    return out.getvalue()


def _entries(data: bytes, path: str) -> list[dict[str, Any]]:
    table = Table(data, path, Kind.LISTING, path[path.rindex(".") :])
    found = [entry.values for entry in table.entries()]
    assert table.problems == []
    return found


def _with(data: bytes, path: str, line: int, event: Any = None) -> bytes:
    """``data`` with the event on the record of a row, after a look at what must hold."""
    event = event or EVENT
    table = Table(data, path, Kind.LISTING, path[path.rindex(".") :])
    entry = next(entry for entry in table.entries() if entry.line_of(()) == line)
    made = with_events(data, path, Kind.LISTING, {(entry.values["id"], line): event})
    assert made is not None
    expected = _entries(data, path)
    values = next(values for values in expected if values["id"] == entry.values["id"])
    values["events"] = sorted([*values.get("events", ()), event], key=lambda e: str(e["on"]))
    assert _entries(made, path) == expected
    return made


# CSV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_encoding_separator_quotes_and_line_ends_stay(
    encoding: str, separator: str, end: str
) -> None:
    rows = [HEADINGS, _row(1), _row(2), _row(3)]
    old = _csv(rows, separator, end)
    made = _with(old.encode(encoding), "a.csv", 3).decode(encoding)
    lines = [_csv([row], separator, end) for row in rows]
    lines[0] = lines[0].removesuffix(end) + separator.join(["", "移出日期", "移出文号"]) + end
    lines[2] = (
        lines[2].removesuffix(end) + separator.join(["", "2026-01-05", EVENT["document"]]) + end
    )
    assert made == "".join(lines)


def test_an_event_stands_below_the_headings_of_its_own_table() -> None:
    other = [HEADINGS[0], *HEADINGS[:0:-1]]
    last = _row(2)
    old = _csv([HEADINGS, _row(1), [], other, [last[0], *last[:0:-1]]])
    made = list(csv.reader(io.StringIO(_with(old.encode(), "a.csv", 5).decode())))
    assert made[0] == HEADINGS
    assert made[3][-2:] == ["移出日期", "移出文号"]


def test_excels_own_line_about_the_separator_stays() -> None:
    old = "sep=;\r\n" + _csv([HEADINGS, _row(1)], ";")
    assert _with(old.encode(), "a.csv", 2).decode().startswith("sep=;\r\n序号;编号;")


@pytest.mark.parametrize("written", ['="91150102MA0AAAA1X7"', '"=""91150102MA0AAAA1X7"""'])
def test_a_code_that_is_kept_from_becoming_a_number_stays(written: str) -> None:
    old = _csv([[*HEADINGS, "统一社会信用代码"], _row(1, "91150102MA0AAAA1X7")])
    old = old.replace("91150102MA0AAAA1X7", written)
    made = _with(old.encode(), "a.csv", 2).decode()
    assert made.endswith(f",{written},2026-01-05,示人社移字〔2026〕2号\r\n")


def test_a_last_line_without_an_end_stays_so() -> None:
    old = _csv([HEADINGS, _row(1)], end="\n").removesuffix("\n")
    assert _with(old.encode(), "a.csv", 2).decode() == _csv(
        [[*HEADINGS, "移出日期", "移出文号"], _row(1, "2026-01-05", EVENT["document"])], end="\n"
    ).removesuffix("\n")


def test_cells_that_are_there_are_filled() -> None:
    rows = [[*HEADINGS, "退出日期", "备注2", "移出文号"], _row(1, "", "", ""), _row(2, "/", "", "")]
    rows = [[cell for index, cell in enumerate(row) if index != 9] for row in rows]
    old = _csv(rows)
    rows[2][-2:] = ["2026-01-05", EVENT["document"]]
    assert _with(old.encode(), "a.csv", 3).decode() == _csv(rows)


def test_where_the_cell_is_taken_a_second_column_is_added() -> None:
    rows = [[*HEADINGS, "移出日期"], _row(1, "2025-06-01"), _row(2)]
    old = _csv(rows)
    rows[0] += ["移出日期", "移出文号", "移出文号"]
    rows[1] += ["2026-01-05", "", EVENT["document"]]
    assert _with(old.encode(), "a.csv", 2).decode() == _csv(rows)


def test_english_headings_stay_english() -> None:
    headings = ["id", "employer.name", "region", "decision.number", "decision.organ", "decided_on"]
    row = ["x-0001", "甲建筑有限公司", "150102", "甲1号", "hrss", "2025-03-01"]
    made = _with(_csv([headings, row]).encode(), "a.csv", 2)
    assert (
        made.decode()
        .splitlines()[0]
        .endswith(",events.removed_early.on,events.removed_early.document")
    )


def test_where_all_cells_are_quoted_the_new_ones_are_too() -> None:
    old = _csv([HEADINGS, _row(1)], quoting=csv.QUOTE_ALL)
    made = _with(old.encode(), "a.csv", 2).decode()
    assert made.endswith(f',"2026-01-05","{EVENT["document"]}"\r\n')


def test_several_rows_share_the_new_columns() -> None:
    data = _csv([HEADINGS, *map(_row, (1, 2, 3))]).encode()
    places = {("x-0001", 2): EVENT, ("x-0003", 4): {**EVENT, "document": "移3号"}}
    made = with_events(data, "a.csv", Kind.LISTING, places)
    assert made is not None
    assert made.decode().splitlines()[0].count("移出") == 2
    assert [len(values.get("events", ())) for values in _entries(made, "a.csv")] == [1, 0, 1]


CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=8
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    reasons=st.lists(CELLS | st.just('a"b\n,;'), min_size=1, max_size=4),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    separator=st.sampled_from([",", ";", "\t"]),
    data=st.data(),
)
def test_in_any_table_only_the_event_is_new(
    *, reasons: list[str], quoting: int, separator: str, data: st.DataObject
) -> None:
    rows = [HEADINGS, *([*_row(n)[:-1], reason] for n, reason in enumerate(reasons, 1))]
    text = _csv(rows, separator, quoting=quoting)
    line = data.draw(st.integers(2, len(rows)))
    made = _with(text.encode(), "a.csv", line).decode()
    head, body = text.split("\r\n", 1)
    assert made.startswith(head)
    lines = [_csv([row], separator, quoting=quoting) for row in rows[1:]]
    assert [each for index, each in enumerate(lines, 2) if index != line] == [
        each for each in lines if each in made and each in body and each != lines[line - 2]
    ]


# XLSX


def _book(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "名单"
    for row in rows:
        sheet.append(row)
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def test_a_workbook_keeps_its_title_formulas_comments_and_rules() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "名单"
    sheet.append(["拖欠农民工工资失信名单"])
    sheet.append(HEADINGS)
    for number in (1, 2):
        sheet.append(_row(number))
    sheet.merge_cells("A1:H1")
    sheet["C3"].comment = Comment("来电核实", "经办人")
    sheet["B2"].font = Font(bold=True)
    sheet.add_data_validation(DataValidation("list", formula1='"hrss"', sqref="F3:F9"))
    sheet.freeze_panes = "A3"
    other = book.create_sheet("说明")
    other.sheet_state = "hidden"
    other.append(["填表说明"])
    old = _saved(book)
    made = _with(old, "a.xlsx", 4)
    with zipfile.ZipFile(io.BytesIO(old)) as before, zipfile.ZipFile(io.BytesIO(made)) as after:
        assert before.namelist() == after.namelist()
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed == ["xl/worksheets/sheet1.xml"]
    found = _sheet(made)
    assert [cell.value for cell in found[2]][-2:] == ["移出日期", "移出文号"]
    assert [cell.value for cell in found[4]][-2:] == ["2026-01-05", EVENT["document"]]
    assert found["C3"].comment.text == "来电核实"
    assert found.freeze_panes == "A3"
    assert found.dimensions == "A1:J4"


def test_a_formula_keeps_its_value() -> None:
    """Only a program that computes could fill it again; so its part is not written anew."""
    data = _book(HEADINGS, _row(1), _row(2))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(
        b'<c r="A2" t="n"><v>1</v></c>', b'<c r="A2"><f>ROW()-1</f><v>1</v></c>'
    )
    assert b"<f>" in parts[name]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    made = _with(out.getvalue(), "a.xlsx", 2)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert b'<c r="A2"><f>ROW()-1</f><v>1</v></c>' in archive.read(name)


@pytest.mark.parametrize("epoch", [WINDOWS_EPOCH, MAC_EPOCH])
def test_a_day_is_a_day_where_the_column_holds_days(epoch: dt.datetime) -> None:
    rows = [[*HEADINGS, "移出日期", "移出文号"], _row(1, dt.date(2025, 6, 1), "移1号"), _row(2)]
    book = openpyxl.load_workbook(io.BytesIO(_book(*rows)))
    book.epoch = epoch
    made = _with(_saved(book), "a.xlsx", 3)
    found = _sheet(made)
    assert found["I3"].value == dt.datetime(2026, 1, 5)  # noqa: DTZ001 (days have no zone)
    assert found["I3"].number_format == found["I2"].number_format
    assert found["J3"].value == EVENT["document"]


def test_a_document_that_looks_like_a_formula_is_text() -> None:
    made = _with(_book(HEADINGS, _row(1)), "a.xlsx", 2, {**EVENT, "document": '=1+1 & "<x>"'})
    assert _sheet(made)["J2"].value == '=1+1 & "<x>"'


def test_of_two_sheets_the_right_one_is_written() -> None:
    book = openpyxl.load_workbook(io.BytesIO(_book(HEADINGS, _row(1))))
    sheet: Any = book.create_sheet("二月")
    sheet.append(HEADINGS)
    sheet.append(_row(2))
    made = with_events(_saved(book), "a.xlsx", Kind.LISTING, {("x-0002", 2): EVENT})
    assert made is not None
    found = openpyxl.load_workbook(io.BytesIO(made))
    assert [sheet.max_column for sheet in found.worksheets] == [8, 10]


def test_headings_over_two_lines() -> None:
    upper = ["序号", "编号", "单位名称", "地区", "列入", None, None, "列入事由"]
    lower = [None, None, None, None, "决定书文号", "决定机关", "列入日期", None]
    made = _with(_book(upper, lower, _row(1)), "a.xlsx", 3)
    assert _sheet(made)["I3"].value == "2026-01-05"


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"id\n", "编号,单位名称\nx-0009,甲\n".encode()]
)
def test_what_is_no_such_table_is_left_alone(data: bytes) -> None:
    for path in ("a.csv", "a.xlsx"):
        assert with_events(data, path, Kind.LISTING, {("x-0001", 2): EVENT}) is None


# Whole orders


@pytest.mark.parametrize("name", ["甲 乙.csv", "甲 乙.xlsx"])
def test_a_removal_in_a_table_hides_on_its_day(tmp_path: Path, name: str) -> None:
    office = Office(tmp_path / "site")
    rows = [HEADINGS, _row(1), _row(2)]
    data = _csv(rows).encode("gb18030") if name.endswith(".csv") else _book(*rows)
    office.signed(f"listings/{name}", data)
    found = order(office, "测人社列字[2025]1号", "removed_early", "--on", "2025-06-10")
    assert found.code == 0
    assert f"content/listings/{name}" in found.out
    office.build("2025-06-09")
    assert office.listed() == {"x-0001", "x-0002"}
    office.build("2025-06-10")
    assert office.listed() == {"x-0002"}
    again = order(office, "x-0001", "removed_early", "--on", "2025-06-10")
    assert "it stands recorded already" in again.out


@pytest.mark.parametrize("lock", ["~$a.xlsx", ".~a.xlsx"])
def test_a_workbook_that_excel_holds_open_is_left_alone(tmp_path: Path, lock: str) -> None:
    office = Office(tmp_path / "site")
    office.signed("listings/a.xlsx", _book(HEADINGS, _row(1)))
    office.write(f"listings/{lock}", b"\0")
    before = (office.content / "listings/a.xlsx").read_bytes()
    found = order(office, "x-0001", "revoked", "--on", "2025-06-10")
    assert found.code == 1
    assert "open in another program (Excel?)" in found.err
    assert (office.content / "listings/a.xlsx").read_bytes() == before


@pytest.mark.parametrize("kind", [Kind.LISTING, Kind.CASE])
def test_every_event_has_its_columns(kind: Kind) -> None:
    events = get_args(ListingEventKind if kind is Kind.LISTING else CaseEventKind)
    paths = {f"events.{event}.{part}" for event in events for part in EVENT_PARTS}
    assert {path for path in paths if field_of(path, kind) == path} == paths


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (("amended", "--field", "employer.name"), {"kind": "amended", "field": "employer.name"}),
        (
            ("entered_in_error",),
            {"kind": "entered_in_error", "event": {"kind": "removed_early", "on": "2025-05-05"}},
        ),
    ],
)
def test_corrections_have_columns_of_their_own(
    tmp_path: Path, words: tuple[str, ...], values: dict[str, Any]
) -> None:
    office = Office(tmp_path / "site")
    data = _csv([[*HEADINGS, "移出日期"], _row(1, "2025-05-05")]).encode()
    office.signed("listings/a.csv", data)
    found = order(office, "x-0001", *words, "--on", "2025-06-10")
    assert found.code == 0, found.err
    made = (office.content / "listings/a.csv").read_bytes()
    assert {**values, "on": "2025-06-10"} in _entries(made, "a.csv")[0]["events"]
