"""Cells that name one party or decision, and those that name several, or only point at one."""

from __future__ import annotations

import time

import pytest

from site_builder.tables import Unclear
from site_builder.tables.names import read_decision, read_party, spelt_out


@pytest.mark.parametrize(
    "written",
    [
        "示人社列字〔2025〕1号、示人社列字〔2025〕2号",
        "示人社列字[2025]1号\n示人社列字[2025]2号",
        "示人社监字〔2025〕1号；示人社列字〔2025〕2号",
        "示人社列字〔2025〕8号和9号",
        "示人社列字〔2025〕8、9号",
        "无文号",
    ],
)
def test_a_cell_with_several_decisions_or_none_is_no_decision(written: str) -> None:
    with pytest.raises(Unclear):
        read_decision(written)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("示人社列字（2025）第 1 号", "示人社列字〔2025〕第1号"),
        ("示人社列字〔2025〕1-3号", "示人社列字〔2025〕1-3号"),
        ("示人社列字〔二〇二五〕十八号", "示人社列字〔二〇二五〕十八号"),
        ("2025年第19号", "2025年第19号"),
        ("12", "12"),
    ],
)
def test_a_cell_with_one_decision(written: str, number: str) -> None:
    assert read_decision(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "测试区甲建筑有限公司、测试区乙劳务有限公司",
        "测试区甲建筑有限公司\n测试区乙建材厂",
        "测试区甲建筑有限公司；测试区乙劳务有限公司",
    ],
)
def test_a_cell_with_several_firms_names_no_party(written: str) -> None:
    with pytest.raises(Unclear):
        read_party(written)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("测试区\n云垦劳务有限公司", "测试区云垦劳务有限公司"),
        ("测试区甲建筑有限公司\n（一分公司）", "测试区甲建筑有限公司（一分公司）"),
        ("测试区甲烟酒、百货店", "测试区甲烟酒、百货店"),
        ("Test Works\nLtd", "Test Works Ltd"),
        (" 甲 ", "甲"),
    ],
)
def test_a_party_s_name_goes_on_where_its_line_was_broken(written: str, name: str) -> None:
    assert read_party(written) == name


@pytest.mark.parametrize("written", ["同上", " 〃 ", '"', "”"])
def test_a_sign_for_what_stands_above_says_nothing(written: str) -> None:
    with pytest.raises(Unclear):
        spelt_out(written)


@pytest.mark.parametrize("value", ["无", None, 3, "同上述决定", ""])
def test_what_says_something_or_nothing_is_left_as_it_is(value: str | int | None) -> None:
    assert spelt_out(value) == value


def test_a_cell_that_is_too_long_for_names_is_soon_read() -> None:
    text = "公司" * 50_000
    begun = time.process_time()
    assert read_party(text) == text
    assert time.process_time() - begun < 3
