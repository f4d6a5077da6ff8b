"""Where headings stand: below titles, in one line or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_builder.model.record import Kind
from site_builder.tables import layout_of, read_tables, tables_of
from tests.tables.books import book

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from site_builder.tables import CellValue, Layout


def _layout(data: bytes, suffix: str = ".xlsx", names: tuple[str, ...] = ()) -> Layout | None:
    sheets, problems = read_tables(data, "t", suffix=suffix)
    assert problems == []
    return layout_of(sheets[0], Kind.LISTING, names)


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


def _tables(rows: Sequence[tuple[CellValue, ...]]) -> list[tuple[list[str], list[int]]]:
    sheets, problems = read_tables(book(rows), "t", suffix=".xlsx")
    assert problems == []
    return [
        (
            [heading for _column, heading in layout.headings],
            [row.number for row in table.rows[layout.index + 1 :]],
        )
        for table, layout in tables_of(sheets[0], Kind.LISTING)
    ]


def test_a_table_below_another_has_headings_of_its_own() -> None:
    came = ("序号", "单位名称", "决定书文号", "列入日期", "拖欠金额（万元）")
    left = ("序号", "单位名称", "决定书文号", "移出日期", "备注")
    first, second = (1, "甲", "1号", "2025-03-01", 2), (1, "乙", "2号", "2025-03-02", "无")
    rows = [("一、列入",), came, first, (), ("二、移出名单",), left, second]
    assert _tables(rows) == [(list(came), [3]), (list(left), [7])]


def test_a_table_without_rows_does_not_swallow_the_one_below() -> None:
    came = ("序号", "单位名称", "决定书文号", "列入日期", "拖欠金额（万元）", "地区")
    left = ("序号", "单位名称", "决定书文号", "移出日期")
    rows = [came, (), left, (1, "乙", "2号", "2025-03-02")]
    assert _tables(rows) == [(list(came), []), (list(left), [4])]


def test_a_short_table_above_a_wide_one_is_not_taken_for_its_title() -> None:
    short, wide = ("单位名称", "列入日期"), ("编号", "单位名称", "列入日期", "地区", "拖欠金额")
    rows = [short, ("甲", "2025-03-01"), wide, ("a-1", "乙", "2025-03-01", "150102", 1)]
    assert _tables(rows) == [(list(short), [2]), (list(wide), [4])]


def test_headings_over_two_lines_on_every_page_begin_no_table() -> None:
    title = ("某区名单（续）",)
    heads = [
        ("序号", "单位名称", "列入决定", None, "备注"),
        (None, None, "文号", "日期", None),
    ]
    first, second = (1, "甲", "1号", "2025-03-01"), (2, "乙", "2号", "2025-03-01")
    found = _tables([("某区名单",), *heads, first, title, *heads, second])
    assert found == [(["序号", "单位名称", "列入决定文号", "列入决定日期", "备注"], [4, 8])]


def test_a_row_of_words_begins_no_table() -> None:
    heads = ("编号", "单位名称", "项目名称", "列入日期")
    rows = [heads, ("a-1", "名称", "工程", "2025-03-01"), ("a-2", "乙", "单位名称", "列入日期")]
    assert _tables(rows) == [(list(heads), [2, 3])]


def test_a_unit_above_the_first_table_holds_till_another_is_named() -> None:
    one, other = ("单位名称", "列入日期", "拖欠金额"), ("列入日期", "单位名称", "拖欠金额")
    row = ("2025-03-01", "甲", 2)
    rows = [("单位：万元",), one, row, other, row, ("单位：元",), one, row]
    sheets, _problems = read_tables(book(rows), "t", suffix=".xlsx")
    units = [layout.unit for _table, layout in tables_of(sheets[0], Kind.LISTING)]
    assert units == [10_000, 10_000, 1]
