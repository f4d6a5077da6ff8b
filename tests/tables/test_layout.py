"""Where headings stand: below titles, in one line or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.model.record import Kind
from site_builder.tables import find_heading_row, layout_of, read_tables
from tests.tables.books import book

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from site_builder.tables import Layout


def _layout(data: bytes, suffix: str = ".xlsx", names: tuple[str, ...] = ()) -> Layout | None:
    sheets, problems = read_tables(data, "t", suffix=suffix)
    assert problems == []
    found = layout_of(sheets[0], Kind.LISTING, names)
    row = find_heading_row(sheets[0], Kind.LISTING, names)
    assert row == (None if found is None else found.index)
    return found


def test_titles_above_the_headings_are_passed_over() -> None:
    def change(_workbook: Workbook, sheet: Worksheet) -> None:
        sheet.merge_cells("A1:C1")

    rows = [("某区单位名称一览",), ("填报单位：某局", None, "2025年"), ("编号", "单位名称", "地区")]
    found = _layout(book([*rows, ("a-1", "甲", "150102")], change=change))
    assert found is not None
    assert (found.index, found.number, found.lines) == (2, 3, 1)
    assert dict(found.headings) == {0: "编号", 1: "单位名称", 2: "地区"}


def test_headings_over_two_merged_lines_are_joined() -> None:
    def change(_workbook: Workbook, sheet: Worksheet) -> None:
        for cells in ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:H1"):
            sheet.merge_cells(cells)

    rows = [
        ("编号", "单位名称", "移出", None, "列入决定", None, "总包单位", None),
        (None, None, "日期", "文号", "决定书文号", "决定机关", "名称", "备注"),
        ("a-1", "甲", "2025-03-01", "1号", "2号", "局", "乙", "无"),
    ]
    found = _layout(book(rows, change=change))
    assert found is not None
    assert (found.index, found.number, found.lines) == (1, 2, 2)
    assert [heading for _column, heading in found.headings] == [
        "编号", "单位名称", "移出日期", "移出文号", "决定书文号", "决定机关",
        "总包单位名称", "总包单位备注",
    ]  # fmt: skip


def test_two_lines_in_a_csv_have_their_group_over_the_first_column() -> None:
    text = (
        "编号,单位名称,移出,,列入决定,\n,,日期,文号,决定书文号,决定机关\na-1,甲,2025-03-01,1,2,局\n"
    )
    found = _layout(text.encode(), ".csv")
    assert found is not None
    assert [heading for _column, heading in found.headings][2:] == [
        "移出日期", "移出文号", "决定书文号", "决定机关",
    ]  # fmt: skip


def test_a_column_of_identity_cards_is_not_called_a_name() -> None:
    def change(_workbook: Workbook, sheet: Worksheet) -> None:
        sheet.merge_cells("C1:D1")

    rows = [
        ("编号", "单位名称", "法定代表人", None),
        (None, None, "姓名", "证件号"),
        ("a", "b", "c", "d"),
    ]
    found = _layout(book(rows, change=change))
    assert found is not None
    assert dict(found.headings)[2] == "法定代表人姓名"
    assert dict(found.headings)[3] == "法定代表人证件号"


def test_one_line_of_headings_does_not_swallow_the_first_row() -> None:
    found = _layout("编号,单位名称,地区\n法定代表人,b,c\n".encode(), ".csv")
    assert found is not None
    assert (found.index, found.lines) == (0, 1)


def test_headings_of_a_map_are_known_too() -> None:
    data = "説明\n企業名,公表日\nA社,2025-03-01\n".encode()
    assert _layout(data, ".csv") is None
    found = _layout(data, ".csv", ("企業名", "公表日"))
    assert found is not None
    assert found.number == 2


def test_a_sheet_of_something_else_has_no_headings() -> None:
    assert _layout(b"a,b,c\n1,2,3\n", ".csv") is None
    assert _layout("1,2,3\n说明,地区,其他\n".encode(), ".csv") is None


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("单位：万元", 10_000),
        ("（金额单位:人民币万 元、人）", 10_000),
        ("填报单位：某局  单位：元", 1),
        ("填报单位：元江县某局", None),
        ("2025年", None),
    ],
)
def test_a_unit_above_the_headings_holds_for_the_sheet(title: str, unit: int | None) -> None:
    found = _layout(book([("名单", title), ("单位名称", "拖欠金额"), ("甲", 2)]))
    assert found is not None
    assert found.unit == unit


def test_a_group_may_be_called_the_state_of_something() -> None:
    rows = [
        ("编号", "单位名称", "决定情况", None, "欠薪情况", None),
        (None, None, "文号", "日期", "金额（万元）", "人数"),
        ("a-1", "甲", "1号", "2025-03-01", 2, 3),
    ]
    found = _layout(book(rows))
    assert found is not None
    assert [heading for _column, heading in found.headings] == [
        "编号", "单位名称", "决定文号", "决定日期", "欠薪金额（万元）", "欠薪人数",
    ]  # fmt: skip
