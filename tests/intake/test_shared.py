"""Sums in merged cells, units above the headings, columns without one: never a silent guess."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from site_builder.model.record import Kind
from tests.intake.clerk import HEADINGS, Clerk, codes, first_sheet, row, said


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return Clerk(tmp_path)


def _merged(clerk: Clerk, lines: list[dict[str, object]], *cells: str) -> Path:
    path = clerk.table(lines)
    book = load_workbook(path)
    for found in cells:
        first_sheet(book).merge_cells(found)
    book.save(path)
    return path


def _amounts(clerk: Clerk) -> list[str]:
    return [record["arrears"]["amount"] for record in clerk.records()]


def test_a_sum_that_is_merged_over_two_employers_is_a_question(clerk: Clerk) -> None:
    path = _merged(clerk, [row(1), row(2), row(3, 拖欠金额=None)], "I3:I4")
    outcome = clerk.take_in(path)
    assert codes(outcome) == ["shared-sum", "shared-sum"]
    assert [(cell, "3 to 4" in message) for _code, cell, message in said(outcome)] == [
        ("I3", True),
        ("I4", True),
    ]
    assert _amounts(clerk) == ["1000.00"]
    clerk.fill(0, 拖欠金额="500")
    clerk.fill(1, 处理="登记")
    clerk.fill(0, 处理="登记")
    assert clerk.take_in(path).is_clean
    assert sorted(_amounts(clerk)) == ["1000.00", "2000.00", "500.00"]


def test_a_sum_that_is_merged_over_the_lines_of_one_employer_is_its_own(clerk: Clerk) -> None:
    lines = [row(1), row(2), row(2, 法定代表人="测试人乙")]
    outcome = clerk.take_in(_merged(clerk, lines, "B3:B4", "E3:E4", "G3:G4", "I3:I4"))
    assert outcome.is_clean
    assert _amounts(clerk) == ["1000.00", "2000.00"]


def test_a_unit_beside_the_title_holds_for_the_sheet_and_for_what_waits(clerk: Clerk) -> None:
    title = "测试区失信名单    单位：万元"
    lines = [row(1, 拖欠金额=18.62), row(2, 拖欠金额="186200元"), row(3, 列入日期="不详")]
    path = clerk.table(lines, title=title)
    clerk.take_in(path)
    assert _amounts(clerk) == ["186200.00", "186200.00"]
    clerk.fill(0, 列入日期="2025/3/3", 拖欠金额="2")
    assert clerk.take_in(clerk.pending).is_clean
    assert _amounts(clerk)[-1] == "20000.00"


def test_a_word_that_is_not_on_a_closed_list_is_said_with_those_that_are(clerk: Clerk) -> None:
    clerk.kind = Kind.CASE
    head = "案件类型,制度,当事人,文书文号,决定机关,决定日期"
    line = "不知,credit-general-2026,测试区甲公司,1号,hrss,2026/5/1"
    (found,) = said(clerk.take_in(clerk.csv(f"{head}\n{line}\n")))
    assert found[:2] == ("bad-value", "A2")
    assert "支付令、行政处罚、重大违法、刑事案件、判决" in found[2]


def test_columns_without_a_heading_are_said(clerk: Clerk) -> None:
    line = ",".join(str(row(1)[heading] or "") for heading in HEADINGS)
    outcome = clerk.take_in(clerk.csv(",".join(HEADINGS) + f"\n{line},甲,,乙\n"))
    assert list(outcome.counted.strays) == ["K", "M"]
    assert len(clerk.records()) == 1
