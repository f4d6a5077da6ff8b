"""Tables the way offices make them: what becomes a record, and what is said of the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from site_builder.model.record import Kind
from tests.intake.clerk import CODES, HEADINGS, Clerk, codes, first_sheet, row, said


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return Clerk(tmp_path)


def test_a_list_with_a_title_totals_and_footers_becomes_records(clerk: Clerk) -> None:
    path = clerk.table([row(1), row(2)], title="测试区拖欠农民工工资失信名单（2025年）")
    book = load_workbook(path)
    sheet = first_sheet(book)
    sheet.merge_cells("A1:J1")
    sheet.append(["合  计", None, None, None, None, None, None, None, 3000])
    sheet.append([])
    sheet.append(["填表人：测试人甲", None, None, None, "审核人：测试人乙"])
    sheet.append(["注：本表一式两份。"])
    book.save(path)
    outcome = clerk.take_in(path)
    assert outcome.is_clean
    assert outcome.counted.totals == 3
    assert [record["decision"]["number"] for record in clerk.records()] == [
        "测人社列字〔2025〕1号",
        "测人社列字〔2025〕2号",
    ]


def test_a_line_that_stands_over_others_is_no_record(clerk: Clerk) -> None:
    path = clerk.table([row(1), row(2)])
    book = load_workbook(path)
    sheet = first_sheet(book)
    sheet.append(["本名单由测试区人力资源和社会保障局负责解释"])
    sheet.append([None, "以下空白"])
    sheet.insert_rows(2)
    sheet["A2"] = "一、测试区（2户）"
    for line in (2, 5):
        sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=10)
    book.save(path)
    outcome = clerk.take_in(path)
    assert outcome.is_clean
    assert (outcome.counted.totals, len(clerk.records())) == (3, 2)


def test_a_reason_that_begins_like_a_total_is_no_total(clerk: Clerk) -> None:
    headings = ("单位名称", "列入事由", "决定书文号", "决定机关", "列入日期", "拖欠金额")
    lines = [
        row(1, 列入事由="累计3个月未支付工资", 决定书文号="2025年1号决定"),
        row(2, 列入事由="共计10人工资未付"),
        row(3, 列入事由="累计（2024年以来）拖欠工资", 列入日期="尚未填写"),
        {"单位名称": "合计", "列入事由": "共计3户", "拖欠金额": 6000},
        {"单位名称": "合计3户14人", "拖欠金额": 6000},
    ]
    outcome = clerk.take_in(clerk.table(lines, headings=headings))
    assert (outcome.counted.totals, len(outcome.plan.new)) == (2, 2)
    assert [each.number for each in outcome.plan.open] == [4]


def test_a_record_holds_what_its_cells_say_in_the_contract_s_forms(clerk: Clerk) -> None:
    path = clerk.table(
        [
            row(
                1,
                统一社会信用代码="９１１５０１０２MA0AAAA1X7 ",
                决定书文号="测人社列字[2025]１号",
                列入日期=dt.date(2025, 3, 1),
                拖欠金额="18.62万元",
                法定代表人="测试人甲、测试人乙",
            )
        ]
    )
    assert clerk.take_in(path).is_clean
    record = clerk.records()[0]
    assert record == {
        "id": record["id"],
        "regime": "arrears-list-2022",
        "employer": {
            "name": "测试区远穗1号建筑有限公司",
            "credit_code": "91150102MA0AAAA1X7",
        },
        "persons": [
            {"name": "测试人甲", "role": "legal_representative"},
            {"name": "测试人乙", "role": "legal_representative"},
        ],
        "decision": {
            "number": "测人社列字〔2025〕1号",
            "organ": "hrss",
            "decided_on": "2025-03-01",
            "reason": "拖欠工人工资，经责令限期支付，逾期未支付",
        },
        "arrears": {"amount": "186200.00"},
    }


@pytest.mark.parametrize(
    "written",
    [
        "2025/3/1",
        "2025.3.1",
        "20250301",
        20250301,
        45717,
        "2025年3月1日",
        "２０２５年３月１日",
        "二〇二五年三月一日",
        dt.date(2025, 3, 1),
    ],
)
def test_days_are_understood_however_they_are_written(clerk: Clerk, written: object) -> None:
    clerk.take_in(clerk.table([row(1, 列入日期=written)]))
    assert clerk.records()[0]["decision"]["decided_on"] == "2025-03-01"


def test_a_code_that_became_a_number_is_refused_with_the_way_out(clerk: Clerk) -> None:
    outcome = clerk.take_in(clerk.table([row(1, 统一社会信用代码=9.15e17), row(2)]))
    assert said(outcome) == [
        (
            "bad-code",
            "C2",
            "expected a code as text, found a number: format the cell as text, write anew",
        )
    ]
    assert len(clerk.records()) == 1
    assert clerk.waiting()[0]["统一社会信用代码"] is None


@pytest.mark.parametrize(
    ("heading", "value", "code", "cell"),
    [
        ("列入日期", "2025-02-30", "bad-date", "G2"),
        ("列入日期", "2024-06 或 2024-12", "bad-date", "G2"),
        ("列入日期", None, "clock-cannot-start", "G2"),
        ("决定书文号", None, "clock-cannot-start", "E2"),
        ("统一社会信用代码", "91150102MA0AAAA1X8", "bad-credit-code", "C2"),
        ("拖欠金额", "约20万元", "bad-number", "I2"),
        ("决定机关", "测试县人社局", "unknown-organ", "F2"),
        ("单位名称", None, "missing-field", "B2"),
        ("移出日期", "明年", "bad-date", "J2"),
        ("单位名称", "同上", "bad-value", "B2"),
        ("决定机关", "〃", "bad-value", "F2"),
        ("单位名称", "测试区甲有限公司、测试区乙有限公司", "bad-value", "B2"),
        ("决定书文号", "测人社列字〔2025〕1号、测人社列字〔2025〕2号", "bad-value", "E2"),
    ],
)
def test_a_faulty_cell_is_said_with_its_address(
    clerk: Clerk, heading: str, value: object, code: str, cell: str
) -> None:
    outcome = clerk.take_in(clerk.table([row(1, **{heading: value}), row(2)]))
    assert [(found[0], found[1]) for found in said(outcome)] == [(code, cell)]
    problem = outcome.plan.open[0].problems()[0]
    assert (problem.sheet, problem.field) == ("Sheet", heading)
    assert len(clerk.records()) == 1


def test_an_organ_goes_by_its_alias_too_and_two_of_one_alias_are_a_question(clerk: Clerk) -> None:
    organ = {"level": "county", "region": "150102", "aliases": ["区人社局"]}
    clerk.office.write(
        "organs.yml",
        [
            {"id": "hrss", "name": "测试区人力资源和社会保障局", **organ},
            {"id": "other", "name": "测试二区人社局", **organ, "aliases": ["区人社局", "二区局"]},
        ],
    )
    lines = [row(1, 决定机关="二区局"), row(2, 决定机关="区人社局")]
    outcome = clerk.take_in(clerk.table(lines))
    assert clerk.records()[0]["decision"]["organ"] == "other"
    assert outcome.plan.open[0].asks
    assert "hrss, other" in said(outcome)[0][2]


def test_hidden_filtered_and_struck_rows_are_questions(clerk: Clerk) -> None:
    path = clerk.table([row(1), row(2), row(3)])
    book = load_workbook(path)
    sheet = first_sheet(book)
    sheet.row_dimensions[3].hidden = True
    for cell in sheet[4]:
        cell.font = Font(strike=True)
    book.save(path)
    outcome = clerk.take_in(path)
    assert [found.asks for found in outcome.plan.open] == [True, True]
    assert codes(outcome) == ["unsure-row", "unsure-row"]
    assert len(clerk.records()) == 1
    assert [line["行号"] for line in clerk.waiting()] == ["3", "4"]


def test_a_hidden_sheet_is_said_and_its_rows_are_not_taken(clerk: Clerk) -> None:
    path = clerk.table([row(1)])
    book = load_workbook(path)
    hidden = book.create_sheet("去年")
    hidden.append(list(HEADINGS))
    hidden.append([row(9).get(heading) for heading in HEADINGS])
    hidden.sheet_state = "hidden"
    book.save(path)
    outcome = clerk.take_in(path)
    assert codes(outcome) == ["hidden-sheet"]
    assert len(clerk.records()) == 1
    assert not clerk.take_in(path, sheet="去年").gone.ids
    assert len(clerk.records()) == 2


def test_all_sheets_with_headings_are_read_and_others_passed_over(clerk: Clerk) -> None:
    path = clerk.table([row(1)])
    book = load_workbook(path)
    second = book.create_sheet("第二批")
    second.append(list(HEADINGS))
    second.append([row(2).get(heading) for heading in HEADINGS])
    book.create_sheet("说明").append(["本表由测试区填报"])
    book.save(path)
    outcome = clerk.take_in(path)
    assert outcome.is_clean
    assert codes(outcome) == ["no-headings"]
    assert len(clerk.records()) == 2


def test_no_sheet_with_headings_is_a_problem(clerk: Clerk) -> None:
    book = Workbook()
    first_sheet(book).append(["甲", "乙"])
    path = clerk.desk / "空.xlsx"
    book.save(path)
    outcome = clerk.take_in(path)
    assert not outcome.is_clean
    assert codes(outcome) == ["no-headings", "no-headings"]
    assert not (clerk.folder / "import.jsonl").exists()


def test_headings_over_two_lines_and_merged_cells_are_read(clerk: Clerk) -> None:
    book = Workbook()
    sheet = first_sheet(book)
    sheet.append(["单位名称", "决定", None, None])
    sheet.append([None, "决定书文号", "决定机关", "列入日期"])
    sheet.append(["测试区甲建筑有限公司", "测人社列字〔2025〕1号", "hrss", "2025-03-01"])
    sheet.append(["测试区乙建筑有限公司", None, None, None])
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:D1")
    for column in "BCD":
        sheet.merge_cells(f"{column}3:{column}4")
    path = clerk.desk / "两行.xlsx"
    book.save(path)
    outcome = clerk.take_in(path)
    assert outcome.is_clean
    assert {record["decision"]["number"] for record in clerk.records()} == {"测人社列字〔2025〕1号"}
    assert len(clerk.named()) == 2


def test_what_looks_personal_is_never_read_and_said_so(clerk: Clerk) -> None:
    identity = "150102199001011234"
    headings = (*HEADINGS, "身份证号码", "联系电话", "备注")
    line = row(1, 身份证号码=identity, 联系电话="13800000000", 备注="见卷宗", 列入日期="不详")
    outcome = clerk.take_in(clerk.table([line, row(2)], headings=headings))
    assert list(outcome.counted.dropped) == ["身份证号码", "联系电话"]
    assert list(outcome.counted.ignored) == ["备注"]
    assert identity not in str(clerk.waiting())
    assert not [data for data, _time in clerk.state().values() if identity.encode() in data]


def test_a_csv_as_excel_saves_it_in_china_is_read(clerk: Clerk) -> None:
    text = "单位名称,决定书文号,决定机关,列入日期\r\n测试区甲公司,〔2025〕1号,hrss,2025-03-01\r\n"
    assert clerk.take_in(clerk.csv(text, encoding="gb18030")).is_clean
    assert list(clerk.named()) == ["测试区甲公司"]


def test_a_row_said_twice_is_one_record_and_a_contradiction_a_question(clerk: Clerk) -> None:
    twice = row(1, 统一社会信用代码=CODES[0])
    lines = [
        row(1, 拖欠金额=None, 统一社会信用代码=CODES[0]),
        twice,
        row(1, 拖欠金额=5, 统一社会信用代码=CODES[0]),
    ]
    outcome = clerk.take_in(clerk.table(lines))
    assert [(one.number, other.number) for one, other in outcome.plan.merged] == [(2, 3)]
    assert said(outcome) == [
        (
            "rows-disagree",
            "I4",
            "row 2 is about the same and says otherwise here: which of them counts?",
        )
    ]
    assert [record["arrears"] for record in clerk.records()] == [{"amount": "1000.00"}]


def test_what_a_hand_written_file_holds_is_not_imported_again(clerk: Clerk) -> None:
    hand = {
        "id": "by-hand",
        "regime": "arrears-list-2022",
        "employer": {"name": "测试区甲公司"},
        "decision": {
            "number": "测〔2025〕1号",
            "organ": "测试区人力资源和社会保障局",
            "decided_on": "2025-03-01",
        },
    }
    clerk.office.write("listings/a.yml", [hand])
    headings = "单位名称,决定书文号,决定机关,列入日期,列入事由\n"
    line = "测试区甲公司,测[2025]1号,hrss,2025-03-01,"
    outcome = clerk.take_in(clerk.csv(f"{headings}{line}\n"))
    assert outcome.is_clean
    assert [other.id for _row, other in outcome.plan.already] == ["by-hand"]
    outcome = clerk.take_in(clerk.csv(f"{headings}{line}拖欠工资\n"))
    assert said(outcome) == [
        (
            "already-there",
            "E2",
            (
                "record 'by-hand' in content/listings/a.yml:1 says otherwise:"
                " put it right there, or say if this is another"
            ),
        )
    ]
    assert clerk.records() == []


def test_rows_whose_term_has_ended_are_counted_unless_asked_for(clerk: Clerk) -> None:
    path = clerk.table([row(1, 列入日期="2022-03-01"), row(2, 列入日期="2022-06-01")])
    outcome = clerk.take_in(path, as_of="2025-03-02")
    assert outcome.is_clean
    assert (len(outcome.plan.ended), len(clerk.records())) == (1, 1)
    assert len(clerk.take_in(path, as_of="2025-03-02", keeps_ended=True).plan.new) == 1


def test_a_record_that_is_known_stays_when_its_term_ends(clerk: Clerk) -> None:
    path = clerk.table([row(1, 列入日期="2022-03-01")])
    clerk.take_in(path, as_of="2025-03-01")
    outcome = clerk.take_in(path, as_of="2025-03-02")
    assert (len(outcome.plan.unchanged), len(outcome.plan.ended)) == (1, 0)


def test_a_claimed_end_is_compared_and_never_kept(clerk: Clerk) -> None:
    headings = (*HEADINGS, "公示截止期")
    lines = [row(1, 公示截止期="2028-03-02"), row(2, 公示截止期="2028-03-09")]
    outcome = clerk.take_in(clerk.table(lines, headings=headings))
    assert outcome.is_clean
    warning = outcome.plan.warnings[0]
    assert (warning.code, warning.cell) == ("end-differs", "K3")
    assert "2028" not in str(clerk.records())


def test_a_formula_without_a_value_is_a_faulty_cell(clerk: Clerk) -> None:
    outcome = clerk.take_in(clerk.table([row(1, 列入日期="=A1")]))
    assert said(outcome)[0][:2] == ("bad-cell", "G2")


def test_a_sheet_without_a_column_that_every_record_needs_is_one_problem(clerk: Clerk) -> None:
    lines = [row(number) for number in (1, 2, 3)]
    clerk.take_in(clerk.table(lines))
    before = clerk.records()
    headings = [heading for heading in HEADINGS if heading != "决定机关"]
    outcome = clerk.take_in(clerk.table(lines, headings=headings))
    (problem,) = outcome.problems
    assert (problem.code, problem.sheet) == ("missing-column", "Sheet")
    assert "(decision.organ): add one" in str(problem.message)
    assert not outcome.is_clean
    assert (outcome.gone.ids, clerk.waiting(), clerk.records()) == ([], [], before)


def test_a_case_needs_its_type_and_regime(clerk: Clerk) -> None:
    path = clerk.csv("当事人,案号,审理法院,判决日期\n测试区甲公司,1号,hrss,2025-03-01\n")
    outcome = clerk.take_in(path, kind=Kind.CASE)
    assert codes(outcome) == ["missing-column", "missing-column"]


def test_what_is_hardly_meant_is_warned_of_and_taken(clerk: Clerk) -> None:
    headings = [*HEADINGS, "拖欠人数"]
    lines = [
        row(1, 拖欠金额=9.5, 拖欠人数=14),
        row(2, 列入日期="2206-03-01"),
        row(3, 拖欠金额=100000, 拖欠人数=14),
    ]
    outcome = clerk.take_in(clerk.table(lines, headings=headings))
    assert (outcome.is_clean, len(outcome.plan.new)) == (True, 3)
    assert [
        (p.code, p.path, p.sheet, p.cell, p.field, p.is_error) for p in outcome.plan.warnings
    ] == [
        ("implausible-amount", "名单.xlsx", "Sheet", "I2", "拖欠金额", False),
        ("decided-later", "名单.xlsx", "Sheet", "G3", "列入日期", False),
    ]


def _below(path: Path, *lines: Sequence[Any]) -> Path:
    """The table with more lines below a blank one."""
    book = load_workbook(path)
    sheet = first_sheet(book)
    sheet.append([])
    for line in lines:
        sheet.append(list(line))
    book.save(path)
    return path


def test_who_is_told_below_as_having_left_does_not_become_a_listing(clerk: Clerk) -> None:
    headings = [heading for heading in HEADINGS if heading not in {"拖欠金额", "移出日期"}]
    left = ["移出日期" if heading == "列入日期" else heading for heading in headings]
    line = [row(2)[heading] for heading in headings]
    path = clerk.table([row(1)], headings=headings, title="一、列入名单")
    outcome = clerk.take_in(_below(path, ["二、移出名单"], left, line))
    assert [(problem.code, problem.cell) for problem in outcome.problems] == [
        ("missing-column", "B7")
    ]
    assert [record["decision"]["number"] for record in clerk.records()] == ["测人社列字〔2025〕1号"]


def test_each_table_on_a_sheet_counts_in_its_own_unit(clerk: Clerk) -> None:
    headings = [*HEADINGS[:8], "拖欠金额（万元）"]
    below = [*HEADINGS[:8], "拖欠金额（元）"]
    line = [*(row(2)[heading] for heading in HEADINGS[:8]), 200000]
    path = clerk.table([{**row(1), "拖欠金额（万元）": 18.62}], headings=headings)
    assert clerk.take_in(_below(path, below, line)).is_clean
    assert [record["arrears"] for record in clerk.records()] == [
        {"amount": "186200.00"},
        {"amount": "200000.00"},
    ]


def test_a_table_below_that_gives_no_decisions_is_passed_over_and_said(clerk: Clerk) -> None:
    path = _below(clerk.table([row(1)]), ["单位名称", "地区"], ["测试区甲公司", "150102"])
    outcome = clerk.take_in(path)
    assert [(p.code, p.cell) for p in outcome.counted.problems] == [("no-headings", "A4")]
    assert len(clerk.records()) == 1
