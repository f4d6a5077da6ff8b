"""What cells say, and what is refused rather than guessed."""

from __future__ import annotations

import datetime as dt
import time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.tables import (
    Unclear,
    read_amount,
    read_code,
    read_count,
    read_day,
    read_number,
    read_text,
)
from site_builder.tables.values import is_placeholder

if TYPE_CHECKING:
    from site_builder.tables import CellValue

THE_FIRST_OF_MARCH: list[CellValue] = [
    dt.date(2025, 3, 1),
    dt.datetime(2025, 3, 1, 10, 30),  # noqa: DTZ001 (as calamine gives it)
    dt.datetime(2025, 2, 28, 23, 59, 59, 999_999),  # noqa: DTZ001 (a fraction of a serial day)
    "2025-03-01",
    "2025/3/1",
    "2025.3.1",
    "2025/3/1 0:00",
    "20250301",
    "20250301.0",
    20250301,
    20250301.0,
    45717,
    45717.0,
    45717.5,
    "45717",
    "２０２５年３月１日",
    "2025 年 3 月 1 日",
    "二〇二五年三月一日",
    "二○二五年三月一日",
    " 2025-3-1 ",
]
NO_DAYS: list[CellValue] = [
    "2025-03",
    "2025年3月",
    2025,
    "2025",
    202503,
    2025.3,
    "2024-06 或 2024-12",
    "2025-03-01至2025-04-01",
    "2025/02/30",
    "2025年2月30日",
    "二〇二五年十三月一日",
    "25.3.1",
    "3/1/2025",
    "2025/3.1",
    "待定",
    "0000-00-00",
    "18990101",
    9.15e17,
    float("inf"),
    float("nan"),
    True,
    dt.time(1, 2),
    dt.timedelta(days=1),
]


@pytest.mark.parametrize("value", THE_FIRST_OF_MARCH)
def test_a_day_is_read_however_it_is_written(value: CellValue) -> None:
    assert read_day(value) == "2025-03-01"


@pytest.mark.parametrize("value", NO_DAYS)
def test_what_may_be_another_day_is_refused(value: CellValue) -> None:
    with pytest.raises(Unclear) as found:
        read_day(value)
    assert found.value.code in {"bad-date", "bad-value"}


@given(st.dates(dt.date(1949, 10, 1), dt.date(2999, 12, 31)))
def test_every_day_comes_back_from_every_writing(day: dt.date) -> None:
    written: list[CellValue] = [
        day,
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
    ]
    assert {read_day(value) for value in written} == {day.isoformat()}


@pytest.mark.parametrize(
    ("spoken", "day"),
    [
        ("二〇二四年十二月三十一日", "2024-12-31"),
        ("二零一九年十月二十日", "2019-10-20"),
        ("二〇二五年元月廿八日", "2025-01-28"),
        ("二〇二五年十一月十日", "2025-11-10"),
    ],
)
def test_days_in_words(spoken: str, day: str) -> None:
    assert read_day(spoken) == day


def test_a_pattern_says_how_days_are_written_and_which_is_meant() -> None:
    assert read_day("31/12/2024", "%d/%m/%Y") == "2024-12-31"
    assert read_day("31/12/2024", "%d/%m/%Y +1 day") == "2025-01-01"
    assert read_day(dt.date(2024, 12, 31), "%d/%m/%Y +1 day") == "2025-01-01"
    with pytest.raises(Unclear):
        read_day("2024-12-31", "%d/%m/%Y")


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        ("9999-12-31", "%Y-%m-%d +1 day"),
        (dt.date(9999, 12, 31), "%Y-%m-%d +1 day"),
        ("2024-12-31", "%Y-%m-%d +99999999 days"),
        ("2024-2024", "%Y-%Y"),
        ("2024-12-31", "%Q"),
    ],
)
def test_a_pattern_that_leads_to_no_day_is_told(value: str | dt.date, pattern: str) -> None:
    with pytest.raises(Unclear) as told:
        read_day(value, pattern)
    assert told.value.code == "bad-date"


@pytest.mark.parametrize(
    ("value", "yuan"),
    [
        ("18.62万元", "186200.00"),
        ("18.62万", "186200.00"),
        ("１８.６２ 万元", "186200.00"),
        ("186200元", "186200.00"),
        ("186,200.00", "186200.00"),
        ("186，200", "186200.00"),
        ("￥186,200.00元整", "186200.00"),
        ("人民币186200元", "186200.00"),
        ("1.2亿", "120000000.00"),
        (186200, "186200.00"),
        (186200.0, "186200.00"),
        (0.1 + 0.2, "0.30"),
        (1234567.1, "1234567.10"),
        ("0", "0.00"),
    ],
)
def test_amounts(value: CellValue, yuan: str) -> None:
    assert read_amount(value) == yuan


@pytest.mark.parametrize(
    "value",
    [
        *["约18万元", "18万余元", "超过18万元", "18万元以上", "不足18万", "15万-18万", "十八万"],
        *["186.200,00", "1,86,200", "-5", "186200.005", "1e5", "abc", True, 10**15, float("nan")],
    ],
)
def test_what_is_no_exact_amount_is_refused(value: CellValue) -> None:
    with pytest.raises(Unclear) as found:
        read_amount(value)
    assert found.value.code in {"bad-number", "bad-value"}


def test_the_headings_unit_holds_where_the_cell_has_none() -> None:
    assert read_amount("18.62", Decimal(10_000)) == "186200.00"
    assert read_amount(18.62, Decimal(10_000)) == "186200.00"
    assert read_amount("2.000001", Decimal(10_000)) == "20000.01"
    assert read_amount("186200元", Decimal(10_000)) == "186200.00"


@given(st.integers(0, 10**13), st.integers(0, 99))
def test_every_amount_keeps_each_fen(yuan: int, fen: int) -> None:
    assert read_amount(f"{yuan}.{fen:02}") == f"{yuan}.{fen:02}"
    assert read_amount(f"{yuan:,}.{fen:02}元") == f"{yuan}.{fen:02}"


@pytest.mark.parametrize("value", [14, 14.0, "14", "14人", "14名", "１４ 人", "14.0"])
def test_counts(value: CellValue) -> None:
    assert read_count(value) == 14


@pytest.mark.parametrize("value", ["14.5", 14.5, "约14", "十四", "-1", True, "14户人"])
def test_what_is_no_count_is_refused(value: CellValue) -> None:
    with pytest.raises(Unclear):
        read_count(value)


def test_a_code_is_text_or_nothing() -> None:
    assert read_code(" ９１15 0102ma0aaaa1x7\n") == "91150102MA0AAAA1X7"
    assert read_code("'150102000012345") == "150102000012345"
    for value in (9.15e17, 150102000012345, "9.15E+17", "9.15011E17", True, dt.date(2025, 3, 1)):
        with pytest.raises(Unclear):
            read_code(value)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("示人社列字[2025]12号", "示人社列字〔2025〕12号"),
        ("示人社列字（２０２５） 12 号", "示人社列字〔2025〕12号"),
        ("示人社列字【2025】12-1号", "示人社列字〔2025〕12-1号"),
        ("(2024)内0102民初12号", "（2024）内0102民初12号"),
        ("〔2024〕内0102民初12号", "（2024）内0102民初12号"),
        ("示人社列字(12)号", "示人社列字(12)号"),
    ],
)
def test_a_number_has_one_spelling(written: str, number: str) -> None:
    assert read_number(written) == number
    assert read_number(number) == number


def test_texts_are_what_excel_shows() -> None:
    assert read_text(150102.0) == "150102"
    assert read_text(0.1 + 0.2) == "0.3"
    assert read_text(1e15) == "1000000000000000"
    assert read_text(dt.date(2025, 3, 1)) == "2025-03-01"
    assert read_text(" 甲\r\n 乙 ") == "甲 乙"
    assert read_text(" 甲\r\n乙\r ", is_long=True) == "甲\n乙"


def test_a_dash_says_nothing_and_a_word_something() -> None:
    nothing: list[CellValue] = [None, "", " ", "\u3000", "-", "——", "—", "/", "／", " 无 "]
    something: list[CellValue] = ["待定", "0", 0, "x", False]
    assert [value for value in nothing if not is_placeholder(value)] == []
    assert [value for value in something if is_placeholder(value)] == []


@pytest.mark.parametrize("value", ["20253", 20253, dt.datetime(1900, 1, 5)])  # noqa: DTZ001
def test_a_month_or_a_small_number_is_no_day(value: CellValue) -> None:
    with pytest.raises(Unclear):
        read_day(value)


@pytest.mark.parametrize("blank", [" ", "\t", "\u3000", "\n"])
def test_a_cell_of_very_many_blanks_is_soon_read(blank: str) -> None:
    begun = time.process_time()
    assert read_text(f"甲{blank * 300_000}乙\n丙").endswith("乙 丙")
    assert time.process_time() - begun < 3
