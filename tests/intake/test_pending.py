"""``待处理.xlsx``: what could not be taken goes out, is filled in, and comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font

from site_builder.intake import ENDED
from tests.intake.clerk import CODES, HEADINGS, Clerk, codes, first_sheet, row, said


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return Clerk(tmp_path)


def _struck(clerk: Clerk, lines: list[dict[str, object]], at: int) -> Path:
    path = clerk.table(lines)
    book = load_workbook(path)
    for cell in first_sheet(book)[at]:
        cell.font = Font(strike=True)
    book.save(path)
    return path


def test_it_says_where_why_and_what_the_row_holds(clerk: Clerk) -> None:
    clerk.take_in(clerk.table([row(1), row(2, 列入日期="不详", 统一社会信用代码=CODES[0])]))
    (line,) = clerk.waiting()
    assert list(line)[:5] == ["来源文件", "工作表", "行号", "原因", "处理"]
    assert (line["来源文件"], line["工作表"], line["行号"]) == ("名单.xlsx", "Sheet", "3")
    assert line["原因"].startswith("列入日期：")
    assert line["单位名称"] == row(2)["单位名称"]
    assert line["统一社会信用代码"] == CODES[0]
    assert "序号" not in line
    sheet = first_sheet(load_workbook(clerk.pending))
    headings = [cell.value for cell in sheet[1]]
    filled = [name for name, cell in zip(headings, sheet[2], strict=True) if cell.fill.fill_type]
    assert filled == ["列入日期"]
    assert {cell.number_format for cell in sheet[2]} == {"@"}
    assert sheet.data_validations.dataValidation[0].formula1 == '"登记,不登记"'


@pytest.mark.parametrize("text", ["=1+1", "+8613", "-1", "@SUM(A1)", '=HYPERLINK("x")'])
def test_no_cell_of_it_is_a_formula(clerk: Clerk, text: str) -> None:
    quoted = text.replace('"', '""')
    line = f'"{quoted}",2,hrss,x'
    clerk.take_in(clerk.csv(f"单位名称,决定书文号,决定机关,列入日期\n{line}\n"))
    sheet = first_sheet(load_workbook(clerk.pending))
    assert {cell.data_type for line in sheet for cell in line if cell.value is not None} == {"s"}
    assert clerk.waiting()[0]["单位名称"] == text


def test_a_filled_cell_is_taken_with_the_next_import_and_remembered(clerk: Clerk) -> None:
    path = clerk.table([row(1), row(2, 列入日期="不详")])
    clerk.take_in(path)
    clerk.fill(0, 列入日期="2025年3月3日")
    outcome = clerk.take_in(path)
    assert (outcome.is_clean, len(outcome.plan.new)) == (True, 1)
    assert clerk.records()[1]["decision"]["decided_on"] == "2025-03-03"
    assert not clerk.pending.exists()
    before = clerk.state()
    assert clerk.take_in(path).is_clean
    assert clerk.state() == before


def test_it_follows_its_row_when_the_list_is_sorted(clerk: Clerk) -> None:
    lines = [row(1), row(2, 列入日期="不详"), row(3, 列入日期="不详")]
    clerk.take_in(clerk.table(lines))
    clerk.fill(1, 列入日期="2025-03-09")
    outcome = clerk.take_in(clerk.table(list(reversed(lines))))
    assert len(outcome.plan.open) == 1
    assert {r["decision"]["number"]: r["decision"]["decided_on"] for r in clerk.records()} == {
        "测人社列字〔2025〕1号": "2025-03-02",
        "测人社列字〔2025〕3号": "2025-03-09",
    }


def test_a_row_put_right_in_its_source_needs_no_answer(clerk: Clerk) -> None:
    clerk.take_in(clerk.table([row(1, 列入日期="不详")]))
    clerk.fill(0, 列入日期="2025-03-09")
    assert clerk.take_in(clerk.table([row(1, 列入日期="2025-03-10")])).is_clean
    assert clerk.records()[0]["decision"]["decided_on"] == "2025-03-10"
    assert not clerk.pending.exists()


def test_an_answer_that_is_no_better_stays_with_what_was_written(clerk: Clerk) -> None:
    path = clerk.table([row(1, 列入日期="不详", 拖欠金额="约5万")])
    clerk.take_in(path)
    clerk.fill(0, 列入日期="2025-03-09")
    outcome = clerk.take_in(path)
    assert [(code, cell) for code, cell, _m in said(outcome)] == [("bad-number", "I2")]
    assert clerk.waiting()[0]["列入日期"] == "2025-03-09"
    clerk.fill(0, 拖欠金额="5万元")
    assert clerk.take_in(path).is_clean
    assert clerk.records()[0]["arrears"] == {"amount": "50000.00"}


@pytest.mark.parametrize("cell", ["约18", "壹拾万元整"])
@pytest.mark.parametrize("is_above", [False, True])
def test_an_amount_is_asked_for_in_the_unit_in_which_the_answer_is_read(
    clerk: Clerk, cell: str, *, is_above: bool
) -> None:
    heading = "拖欠金额" if is_above else "拖欠金额（万元）"
    headings = [*HEADINGS[:8], heading]
    path = clerk.table(
        [row(1, **{heading: cell})], headings=headings, title="单位：万元" if is_above else None
    )
    message = said(clerk.take_in(path))[0][2]
    assert " in ten thousand yuan, like 18.62, " in message
    clerk.fill(0, **{heading: "18.62"})
    assert clerk.take_in(path).is_clean
    assert clerk.records()[0]["arrears"] == {"amount": "186200.00"}


def test_a_struck_row_is_taken_or_left_out_as_the_office_says(clerk: Clerk) -> None:
    path = _struck(clerk, [row(1), row(2)], 3)
    clerk.take_in(path)
    clerk.fill(0, 处理="不登记")
    for _time in range(2):
        outcome = clerk.take_in(path)
        assert (outcome.is_clean, len(outcome.plan.left_out)) == (True, 1)
    assert len(clerk.records()) == 1
    assert not clerk.pending.exists()

    path = _struck(clerk, [row(1), row(3)], 3)
    clerk.take_in(path)
    clerk.fill(0, 处理="登记")
    for _time in range(2):
        assert clerk.take_in(path).is_clean
    assert len(clerk.records()) == 2


def test_a_known_record_that_is_struck_through_stays_until_it_is_left_out(clerk: Clerk) -> None:
    clerk.take_in(clerk.table([row(1), row(2)]))
    path = _struck(clerk, [row(1), row(2)], 3)
    assert codes(clerk.take_in(path)) == ["unsure-row"]
    clerk.fill(0, 处理="不登记")
    assert codes(clerk.take_in(path)) == ["missing-rows"]
    outcome = clerk.take_in(path, missing=ENDED)
    assert outcome.is_clean
    assert clerk.records()[1]["events"][0]["kind"] == "removed_early"


def test_the_second_of_two_rows_may_count(clerk: Clerk) -> None:
    path = clerk.table([row(1), row(1, 拖欠金额=5)])
    clerk.take_in(path)
    clerk.fill(0, 处理="登记")
    outcome = clerk.take_in(path)
    assert (outcome.is_clean, len(outcome.plan.merged)) == (True, 1)
    assert clerk.records()[0]["arrears"] == {"amount": "5.00"}


def test_it_can_be_imported_itself(clerk: Clerk) -> None:
    path = clerk.table([row(1), row(2, 列入日期="不详"), row(3, 列入日期="不详")])
    clerk.take_in(path)
    clerk.fill(0, 列入日期="2025-03-09")
    outcome = clerk.take_in(clerk.pending)
    assert (outcome.is_clean, len(outcome.plan.new), outcome.untouched) == (False, 1, 1)
    assert [line["行号"] for line in clerk.waiting()] == ["4"]
    assert outcome.gone.ids == []
    # The source has not changed, and neither do the records.
    ids = clerk.named()
    outcome = clerk.take_in(path)
    assert (len(outcome.plan.new), len(outcome.plan.unchanged)) == (0, 2)
    assert clerk.named() == ids


def test_it_keeps_the_rows_of_other_lists(clerk: Clerk) -> None:
    one = clerk.table([row(1, 列入日期="不详")], "甲.xlsx")
    other = clerk.table([row(2, 单位名称=None)], "乙.xlsx", headings=HEADINGS[:8])
    clerk.take_in(one)
    clerk.take_in(other)
    assert [line["来源文件"] for line in clerk.waiting()] == ["乙.xlsx", "甲.xlsx"]
    before = clerk.state()
    clerk.take_in(one)
    assert clerk.state() == before
    clerk.fill(0, 单位名称="测试区丁公司")
    assert clerk.take_in(other).is_clean
    assert [line["来源文件"] for line in clerk.waiting()] == ["甲.xlsx"]


def test_answers_go_along_when_the_list_is_saved_under_a_new_name(clerk: Clerk) -> None:
    lines = [row(1), row(2, 列入日期="不详")]
    clerk.take_in(clerk.table(lines))
    clerk.fill(0, 列入日期="2025-03-09")
    assert clerk.take_in(clerk.table(lines)).is_clean
    assert clerk.take_in(clerk.table(lines, "名单(1).xlsx")).is_clean
    assert len(clerk.records()) == 2


def test_a_damaged_one_is_left_alone(clerk: Clerk) -> None:
    clerk.pending.write_bytes(b"PK\x03\x04 cut off")
    outcome = clerk.take_in(clerk.table([row(1)]))
    assert codes(outcome) == ["bad-table"]
    assert clerk.pending.read_bytes() == b"PK\x03\x04 cut off"
    assert clerk.records() == []


def test_headings_of_theirs_that_are_ours_too_are_kept_apart(clerk: Clerk) -> None:
    chart = clerk.map(
        "columns: {原因: decision.reason, 名称: employer.name, 文号: decision.number,"
        " 机关: decision.organ, 日期: decision.decided_on}\n"
    )
    path = clerk.csv("原因,名称,文号,机关,日期\n拖欠工资,测试区甲公司,〔2025〕1号,hrss,不详\n")
    clerk.take_in(path, map=chart)
    assert clerk.waiting()[0]["原因（原表）"] == "拖欠工资"
    clerk.fill(0, 日期="2025-03-01")
    assert clerk.take_in(clerk.pending).is_clean
    assert clerk.records()[0]["decision"]["reason"] == "拖欠工资"


def test_a_row_that_lost_its_mark_stops_the_import_before_its_answers_are_lost(
    clerk: Clerk,
) -> None:
    path = clerk.table([row(1, 列入日期="不详")])
    clerk.take_in(path)
    clerk.fill(0, 列入日期="2025-03-09", 核对码=None)
    before = clerk.state()
    assert codes(clerk.take_in(path)) == ["lost-mark"]
    assert clerk.state() == before


def test_what_a_cell_cannot_hold_is_not_taken_for_an_answer(clerk: Clerk) -> None:
    text = "单位名称,决定书文号,决定机关,列入日期\n测试区\x07公司,1,hrss,2025-03-01\n"
    path = clerk.csv(text)
    for _time in range(2):
        outcome = clerk.take_in(path)
        assert [code for code, _cell, _message in said(outcome)] == ["bad-character"]
    assert clerk.records() == []
    assert clerk.waiting()[0]["单位名称"] == "测试区�公司"


def test_two_rows_with_the_same_cells_wait_as_one(clerk: Clerk) -> None:
    path = clerk.table([row(1, 列入日期="不详"), row(1, 列入日期="不详")])
    outcome = clerk.take_in(path)
    assert (len(outcome.plan.open), len(clerk.waiting())) == (2, 1)
    clerk.fill(0, 列入日期="2025-03-09")
    outcome = clerk.take_in(path)
    assert (outcome.is_clean, len(outcome.plan.merged)) == (True, 1)
