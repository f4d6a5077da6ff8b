"""Tables as content: the same records whatever holds them, each fault at its cell."""

from __future__ import annotations

import base64
import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from site_builder.load.records import Reader
from site_builder.load.tables import Table
from site_builder.model.record import Kind
from tests.office import Office, codes, listing
from tests.tables.books import book

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from site_builder.errors import Problem
    from site_builder.report import Report

HOSTILE = Path(__file__).parents[3] / "shared" / "data" / "hostile"
HEAD = ["编号", "单位名称", "法定代表人", "决定书文号", "列入日期", "列入事由", "决定机关", "地区"]
REASON = "拖欠工人工资，经责令限期支付，逾期未支付"


def _row(number: int, *more: Any) -> list[Any]:
    day = dt.date(2025, 3, 1)
    names = [
        f"测试区云垦{number}号劳务有限公司",
        f"测试人{number}",
        f"测人社列字〔2025〕{number}号",
    ]
    return [f"t-{number:04}", *names, day, REASON, "hrss", "150102", *more]


def _csv(rows: Sequence[Sequence[Any]], encoding: str = "utf-8") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode(encoding)


def _said(report: Report) -> list[str]:
    return [problem.text("en") for problem in report.problems]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "site")


# The same record


def _read(folder: Path, name: str, data: bytes, kind: Kind) -> tuple[dict[str, str], list[Problem]]:
    """The digest of each record in a file, by id, and its problems."""
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    file = Reader(folder, None).open(place, name, kind)
    return {record.id: record.digest for record in file.records()}, file.problems


words = st.text("测试区甲乙丙丁工程有限公司abc（）·1 ", min_size=1, max_size=12).map(str.strip)
words = words.filter(lambda text: text not in {"", "无"} and not text.startswith("'"))
days = st.dates(dt.date(2017, 1, 1), dt.date(2030, 12, 31))
records = st.fixed_dictionaries(
    {
        "employer.name": words,
        "decision.number": st.integers(1, 999).map("测人社列字〔2025〕{}号".format),
        "decision.organ": words,
        "decision.decided_on": days,
    },
    optional={
        "employer.region": st.sampled_from(["150102", "测试区"]),
        "decision.reason": st.text("拖欠工资，\n。1 ", min_size=1).map(str.strip).filter(bool),
        "arrears.amount": st.integers(0, 10**9).map(lambda fen: f"{fen // 100}.{fen % 100:02}"),
        "arrears.workers": st.integers(0, 9999),
        "project.name": words,
        "legal_representative": st.text("张王李赵一二三", min_size=1, max_size=3),
        "responsible_person": st.text("张王李赵一二三", min_size=1, max_size=3),
        "events.remedied.on": days,
        "events.new_violation.on": days,
        "events.resumed.on": days,
        "events.removed_early.on": days,
    },
)
IN_CHINESE = {
    "id": "编号",
    "employer.name": "单位名称",
    "decision.number": "决定书文号",
    "decision.organ": "决定机关",
    "decision.decided_on": "列入日期",
    "employer.region": "地区",
    "decision.reason": "列入事由",
    "arrears.amount": "拖欠金额（元）",
    "arrears.workers": "涉及人数",
    "project.name": "项目名称",
    "legal_representative": "法定代表人",
    "responsible_person": "直接责任人员",
    "events.remedied.on": "改正日期",
    "events.new_violation.on": "new_violation",
    "events.resumed.on": "恢复日期",
    "events.removed_early.on": "移出日期",
}


def _as_yaml(number: int, fields: Mapping[str, Any]) -> dict[str, Any]:
    record: dict[str, Any] = {"id": f"r-{number:03}", "regime": "arrears-list-2022"}
    for role in ("legal_representative", "responsible_person"):
        if role in fields:
            record.setdefault("persons", []).append({"name": fields[role], "role": role})
    order = ["removed_early", "resumed", "remedied", "new_violation"]
    events = [
        {"kind": kind, "on": str(fields[f"events.{kind}.on"])}
        for kind in sorted(order, key=lambda k: str(fields.get(f"events.{k}.on")))
        if f"events.{kind}.on" in fields
    ]
    for path, value in fields.items():
        group, _dot, leaf = path.partition(".")
        if leaf and group != "events":
            inner = record.setdefault(group, {})
            inner[leaf] = str(value) if isinstance(value, dt.date) else value
    return {**record, "events": events}


def _typed(path: str, cell: Any) -> Any:
    """A cell with the type that Excel would give it."""
    return float(cell) if path == "arrears.amount" and cell else cell


@settings(max_examples=40, deadline=None)
@given(st.lists(records, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_one_record_has_one_digest_in_every_form_and_order(
    tmp_path_factory: pytest.TempPathFactory, found: list[dict[str, Any]], random: Any
) -> None:
    folder = tmp_path_factory.mktemp("forms")
    written = [_as_yaml(number, fields) for number, fields in enumerate(found)]
    expected, problems = _read(
        folder, "a.yml", yaml.safe_dump(written, allow_unicode=True).encode(), Kind.LISTING
    )
    assert (len(expected), problems) == (len(found), [])
    paths = ["id", *sorted({path for fields in found for path in fields})]
    random.shuffle(paths)
    rows = [
        [f"r-{number:03}" if path == "id" else fields.get(path) for path in paths]
        for number, fields in enumerate(found)
    ]
    random.shuffle(rows)
    english: list[list[Any]] = [paths, *rows]
    chinese: list[list[Any]] = [[IN_CHINESE[path] for path in paths], *rows]
    typed = [[_typed(path, cell) for path, cell in zip(paths, row, strict=True)] for row in rows]
    forms = {
        "b.csv": _csv(english),
        "c.csv": _csv(chinese, "gb18030"),
        "d.xlsx": book(english),
        "e.xlsx": book([chinese[0], *typed]),
    }
    for name, data in forms.items():
        assert _read(folder, name, data, Kind.LISTING) == (expected, []), name


def test_a_sign_off_of_one_form_stands_for_another(office: Office) -> None:
    office.signed("listings/list.yml", [listing(1), listing(2)])
    (office.content / "listings/list.yml").unlink()
    rows = [HEAD]
    for number in (2, 1):
        values = listing(number)
        rows.append(
            [
                values["id"], values["employer"]["name"], values["persons"][0]["name"],
                values["decision"]["number"], "2025/3/1", values["decision"]["reason"],
                "hrss", "150102",
            ]
        )  # fmt: skip
    office.write("listings/list.xlsx", book(rows))
    report = office.build()
    assert (report.outcome, codes(report)) == ("published", [])
    assert office.listed() == {"t-0001", "t-0002"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_in_chinese_builds_and_shows(office: Office, encoding: str) -> None:
    office.signed("listings/名单 2025.csv", _csv([HEAD, _row(1), _row(2)], encoding))
    report = office.build()
    assert (report.outcome, _said(report)) == ("published", [])
    assert office.listed() == {"t-0001", "t-0002"}
    assert "测试区云垦1号劳务有限公司" in office.page("listings/t-0001.html")


def test_several_sheets_hold_several_lists(office: Office) -> None:
    def change(workbook: Workbook, sheet: Worksheet) -> None:
        sheet.insert_rows(1)
        sheet["A1"] = "拖欠农民工工资失信联合惩戒对象名单"
        sheet.merge_cells("A1:H1")
        second = workbook.create_sheet("二")
        second.append(HEAD)
        second.append(_row(2))
        workbook.create_sheet("空")

    office.signed("listings/list.xlsx", book([HEAD, _row(1)], change=change))
    assert _said(office.build()) == []
    assert office.listed() == {"t-0001", "t-0002"}


def test_penalties_of_the_exchange_are_cases(tmp_path: Path) -> None:
    head = [
        "编号",
        "制度",
        "行政相对人名称",
        "行政处罚决定书文号",
        "处罚决定日期",
        "处罚机关",
        "处罚类别",
    ]
    row = ["p-0001", "credit-general-2026", "甲公司", "罚〔2026〕1号", "2026/4/2", "hrss", "罚款"]
    data = _csv([[*head, "罚款金额（万元）", "法定代表人"], [*row, "2", "张三"]])
    written = {
        "id": "p-0001",
        "type": "administrative_penalty",
        "regime": "credit-general-2026",
        "party": {"name": "甲公司", "legal_representative": "张三"},
        "document": {"number": "罚〔2026〕1号", "organ": "hrss", "issued_on": "2026-04-02"},
        "penalty": {"type": "罚款", "fine": "20000.00"},
    }
    expected, problems = _read(
        tmp_path, "a.yml", yaml.safe_dump(written, allow_unicode=True).encode(), Kind.CASE
    )
    assert problems == []
    assert _read(tmp_path, "b.csv", data, Kind.CASE) == (expected, [])
    _found, problems = _read(
        tmp_path, "c.csv", data.replace("制度".encode(), "制 度 x".encode()), Kind.CASE
    )
    assert [(p.code, p.cell, p.field) for p in problems if p.code == "unknown-field"] == [
        ("unknown-field", "B1", "制 度 x")
    ]


# Hiding


@pytest.mark.parametrize(
    "heading", ["移出日期", "撤销日期", "中止日期", "removed_early", "events.revoked"]
)
def test_an_event_in_a_column_hides_on_its_day(office: Office, heading: str) -> None:
    head = [*HEAD, "改正日期", heading]
    rows = [_row(1, "2025-04-01", None), _row(2, None, None)]
    office.signed("listings/list.xlsx", book([head, *rows]))
    office.build()
    rows[0][-1] = dt.date(2026, 1, 5)
    office.write("listings/list.xlsx", book([head, *rows]))
    assert office.build("2026-01-04").outcome == "published"
    assert office.listed() == {"t-0001", "t-0002"}
    assert office.build("2026-01-05").outcome == "published"
    assert office.listed() == {"t-0002"}
    assert office.files_with("云垦1号") == []


def test_a_stay_that_ends_shows_the_record_again(office: Office) -> None:
    head = [*HEAD, "中止日期", "恢复日期"]
    office.signed("listings/list.csv", _csv([head, _row(1, "2025/5/1", "2025/6/1")]))
    shown = [
        (office.build(day), office.listed())[1]
        for day in ("2025-04-30", "2025-05-01", "2025-06-01")
    ]
    assert shown == [{"t-0001"}, set(), {"t-0001"}]


@pytest.mark.parametrize("cell", ["待定", "2025-13-01", "2026-02或2026-03", "=TODAY()", True])
def test_a_removal_whose_day_cannot_be_read_hides_at_once(office: Office, cell: object) -> None:
    head = [*HEAD, "移出日期"]
    office.signed("listings/list.xlsx", book([head, _row(1), _row(2)]))
    office.build()
    office.write("listings/list.xlsx", book([head, _row(1, cell), _row(2)]))
    report = office.build()
    assert report.outcome == "partial"
    assert office.listed() == {"t-0002"}
    [problem] = [problem for problem in report.problems if problem.is_error]
    assert (problem.sheet, problem.cell, problem.field) == ("名单", "I2", "移出日期")


def test_a_removal_under_a_misspelt_heading_hides(office: Office) -> None:
    rows = [_row(1, "2025-05-20"), _row(2, None)]
    office.signed("listings/list.csv", _csv([HEAD, *rows]))
    office.build()
    office.write("listings/list.csv", _csv([[*HEAD, "移出日其"], *rows]))
    report = office.build()
    assert _said(report) == [
        "content/listings/list.csv:I1: 移出日其: no field '移出日其' here; did you mean '移出日期'?"
    ]
    assert office.listed() == {"t-0002"}


def test_a_removal_in_a_row_with_another_fault_hides(office: Office) -> None:
    head = [*HEAD, "移出日期", "统一社会信用代码"]
    office.signed("listings/list.xlsx", book([head, _row(1), _row(2)]))
    office.build()
    rows = [_row(1, dt.date(2025, 5, 20), 9.15e17), _row(2, None, 9.15e17)]
    office.write("listings/list.xlsx", book([head, *rows]))
    report = office.build()
    assert codes(report) == ["bad-code", "bad-code"]
    assert office.listed() == {"t-0002"}


@pytest.mark.parametrize("mark", ["hidden", "struck", "sheet"])
def test_a_row_that_may_not_be_meant_stands_as_it_was(office: Office, mark: str) -> None:
    rows = [_row(1), _row(2)]
    office.signed("listings/list.xlsx", book([HEAD, *rows]))
    office.build()

    def change(workbook: Workbook, sheet: Worksheet) -> None:
        if mark == "hidden":
            sheet.row_dimensions[2].hidden = True
        elif mark == "struck":
            sheet["B2"].font = Font(strike=True)
        else:
            workbook.create_sheet("空")
            sheet.sheet_state = "hidden"

    rows[0][1] = "测试区改了名的劳务有限公司"
    office.write("listings/list.xlsx", book([HEAD, *rows], change=change))
    report = office.build()
    assert "unsure-row" in codes(report)
    assert office.listed() == {"t-0001", "t-0002"}
    assert "改了名" not in office.page("listings/t-0001.html")


# What is wrong, and where


def test_problems_name_sheet_cell_and_the_tables_own_heading(office: Office) -> None:
    head = [*HEAD, "统一社会信用代码", "拖欠金额（万元）"]
    bad = _row(2, "91150102MA0AAAA1X0", "约18万")
    bad[4], bad[6] = "2025年3月", "不存在的局"
    lost = _row(3)
    lost[6] = "不存在的局"
    blank = [None, *_row(4)[1:]]
    office.signed("listings/list.xlsx", book([head, _row(1), bad, lost, blank]))
    told = {said.removeprefix("content/listings/list.xlsx:名单!") for said in _said(office.build())}
    assert told == {
        "E3: 列入日期: expected a day like 2025-03-01, found '2025年3月'",
        (
            "I3: 统一社会信用代码: expected a unified social credit code of 18 characters"
            " with a right check character, found text of 18 characters"
        ),
        (
            "J3: 拖欠金额（万元）: expected an exact amount in ten thousand yuan, like 18.62,"
            " found text of 4 characters"
        ),
        "G4: 决定机关: no organ '不存在的局' in organs.yml",
        (
            "A5: 编号: expected an id, found none: other people's tables go through"
            " 'site-builder import', which gives ids"
        ),
    }
    assert office.listed() == {"t-0001"}


def test_a_changed_row_is_told_by_its_cell(office: Office) -> None:
    office.signed("listings/list.xlsx", book([HEAD, _row(1), _row(2)]))
    office.build()
    changed = _row(2)
    changed[5] = "别的事由"
    office.write("listings/list.xlsx", book([HEAD, changed, _row(1), _row(3)]))
    report = office.build()
    assert [(p.code, p.line, p.sheet, p.cell) for p in report.problems] == [
        ("changed-after-sign-off", 2, "名单", "A2")
    ]
    assert "别的事由" not in office.page("listings/t-0002.html")


def test_one_id_twice_is_told_at_both_cells(office: Office) -> None:
    office.signed("listings/list.xlsx", book([HEAD, _row(1), _row(1), _row(2)]))
    report = office.build()
    assert [(p.code, p.cell, p.field) for p in report.problems if p.is_error] == [
        ("duplicate-id", "A3", "编号"),
        ("duplicate-id", "A2", "编号"),
    ]
    assert "名单!A2" in str(report.problems[0].message)
    assert office.listed() == {"t-0002"}


def test_a_column_that_every_record_needs_is_missed_once(office: Office) -> None:
    rows = [[*row[:3], *row[4:]] for row in (HEAD, _row(1), _row(2))]
    office.write("listings/list.csv", _csv(rows))
    report = office.build()
    assert [(p.code, p.line, p.cell, p.field) for p in report.problems] == [
        ("missing-field", 1, None, "决定书文号")
    ]


def test_a_table_of_other_people_is_sent_to_import(office: Office) -> None:
    office.write("listings/list.csv", _csv([row[1:] for row in (HEAD, _row(1))]))
    [said] = _said(office.build())
    assert said.startswith("content/listings/list.csv:1: 编号: ")
    assert "site-builder import" in said


def test_two_columns_for_one_field_are_one_too_many(office: Office) -> None:
    office.write("listings/list.csv", _csv([[*HEAD, "行政相对人名称"], _row(1, "甲")]))
    report = office.build()
    assert [(p.code, p.cell) for p in report.problems] == [("duplicate-key", "I1")]
    assert office.listed() == set()


def test_an_end_that_differs_is_a_warning_and_no_part_of_what_is_signed(office: Office) -> None:
    office.signed("listings/list.csv", _csv([HEAD, _row(1), _row(2), _row(3)]))
    ends = ["2028-03-01", "2028-02-29", "长期"]
    rows = [_row(number + 1, end) for number, end in enumerate(ends)]
    office.write("listings/list.csv", _csv([[*HEAD, "公示截止期"], *rows]))
    report = office.build()
    assert report.outcome == "published"
    assert office.listed() == {"t-0001", "t-0002", "t-0003"}
    assert {problem.code for problem in report.problems if not problem.is_error} == {"end-differs"}
    # The day of the decision is not counted (民法典 201): 2028-03-01 is the last.
    assert {problem.cell for problem in report.problems} == {"I3", "I4"}


def test_rows_without_values_and_repeated_headings_are_no_records(office: Office) -> None:
    rows = [["序号", *HEAD], [1, *_row(1)], [2], ["序号", *HEAD], [" "], [3, *_row(2)], [4]]
    office.signed("listings/list.csv", _csv(rows))
    assert _said(office.build()) == []
    assert office.listed() == {"t-0001", "t-0002"}


def test_what_stands_below_other_headings_is_read_by_these(office: Office) -> None:
    sums, below = [*HEAD, "拖欠金额（万元）"], [*HEAD, "拖欠金额（元）"]
    rows = [sums, _row(1, "18.62"), [], below, _row(2, "200000"), [], [*HEAD, "撤销日期"]]
    office.signed("listings/list.csv", _csv([*rows, _row(3, "2025-05-01")]))
    report = office.build()
    assert _said(report) == []
    assert office.listed() == {"t-0001", "t-0002"}
    read = Table(_csv(rows), "list.csv", Kind.LISTING, ".csv")
    assert [entry.values["arrears"] for entry in read.entries()] == [
        {"amount": "186200.00"},
        {"amount": "200000.00"},
    ]


def test_a_cell_below_no_heading_is_told_and_holds_its_row_back(office: Office) -> None:
    rows = [HEAD, _row(1), _row(2, "2025-05-01"), [*[None] * 9, "x"]]
    office.signed("listings/list.csv", _csv([HEAD, _row(1), _row(2)]))
    office.write("listings/list.csv", _csv(rows))
    report = office.build()
    assert [(p.code, p.cell, p.record) for p in report.problems if p.code == "unknown-field"] == [
        ("unknown-field", "I3", "t-0002"),
        ("unknown-field", "J4", None),
    ]
    assert office.listed() == {"t-0001"}


@pytest.mark.parametrize(
    ("column", "written"),
    [(1, "同上"), (1, "测试区甲厂、测试区乙厂"), (3, "某字〔2025〕1号、2号"), (6, "〃")],
)
def test_a_cell_that_names_several_or_points_at_another_is_told(
    office: Office, column: int, written: str
) -> None:
    row = _row(1)
    row[column] = written
    office.write("listings/list.csv", _csv([HEAD, row]))
    found = [(p.code, p.cell) for p in office.build().problems]
    assert found == [("bad-value", f"{'ABCDEFGH'[column]}2")]


def test_a_bad_character_is_told_at_its_cell(office: Office) -> None:
    row = _row(1)
    row[5] = "a\x07b"
    office.write("listings/list.csv", _csv([HEAD, row]))
    assert [(p.code, p.cell) for p in office.build().problems] == [("bad-character", "F2")]


# Files


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_records_of_a_damaged_file_stand(office: Office, name: str) -> None:
    rows = [HEAD, _row(1), _row(2), _row(3)]
    whole = _csv(rows).replace("测试区云垦3号".encode(), '"测试区云垦3号"'.encode())
    whole = whole if name == "list.csv" else book(rows)
    office.signed(f"listings/{name}", _csv(rows) if name == "list.csv" else whole)
    assert office.build().outcome == "published"
    cut = whole[: whole.rindex("3号".encode())] if name == "list.csv" else whole[:-200]
    office.write(f"listings/{name}", cut)
    report = office.build()
    assert report.outcome == "partial"
    assert len(report.problems) == 1
    assert office.listed() == {"t-0001", "t-0002", "t-0003"}


def test_other_formats_get_their_way_out_and_kept_ids_are_let_be(office: Office) -> None:
    office.signed("listings/list.yml", [listing(1)])
    office.write("listings/~$list.xlsx", b"lock")
    office.write("listings/list.ids", b'{"id": "t-0001"}\n')
    for name in ("a.xls", "b.xlsm", "c.et", "d.ods"):
        office.write(f"listings/{name}", b"\xd0\xcf\x11\xe0")
    report = office.build()
    assert codes(report) == ["unknown-format"] * 4
    assert all(".xlsx" in str(problem.message) for problem in report.problems)
    assert office.listed() == {"t-0001"}


def test_articles_are_kept_in_no_table(office: Office) -> None:
    office.write("news/list.csv", _csv([["编号", "标题"], ["n-1", "x"]]))
    assert codes(office.build()) == ["unknown-format"]


@pytest.mark.skipif(not HOSTILE.exists(), reason="no shared data")
def test_hostile_tables_among_the_listings_leave_the_rest_alone(office: Office) -> None:
    office.signed("listings/list.yml", [listing(1), listing(2)])
    files = set()
    for path in sorted((HOSTILE / "xlsx").iterdir()):
        office.write(f"listings/{path.name}", path.read_bytes())
        files.add(f"content/listings/{path.name}")
    for line in (HOSTILE / "csv-spectrum.jsonl").read_text("utf-8").splitlines():
        found = json.loads(line)
        name = f"listings/{found['name']}.csv"
        office.write(name, base64.b64decode(found["csv_base64"]))
        files.add(f"content/{name}")
    report = office.build()
    assert report.outcome == "partial"
    assert office.listed() == {"t-0001", "t-0002"}
    assert {problem.path for problem in report.problems} == files


def test_a_unit_above_the_headings_counts_where_a_heading_has_none(tmp_path: Path) -> None:
    title = ["名单", "单位：万元"]
    rows = [title, [*HEAD, "拖欠金额"], _row(1, 18.62)]
    plain = _read(tmp_path, "listings/a.csv", _csv(rows), Kind.LISTING)
    told = [[*HEAD, "拖欠金额（万元）"], _row(1, 18.62)]
    assert plain == _read(tmp_path, "listings/b.csv", _csv(told), Kind.LISTING)
    assert plain[1] == []
    assert len(plain[0]) == 1
