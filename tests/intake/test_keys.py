"""How a row is known again: which slips of the pen are forgiven, and which are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from site_builder.intake.ids import ALPHABET, IdsFile, draw_id, read_ids
from site_builder.intake.keys import Key, Known, is_slip
from site_builder.model.record import Kind
from site_builder.model.text import fold

KEY = Key("hrss", "1号", "2025-03-01", "91150102MA0AAAA1X7", "测试区晨砾建筑有限公司")
NO_CODE = replace(KEY, code="")


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [
        ({}, True),
        ({"organ": "other"}, True),
        ({"number": "2号"}, True),
        ({"date": "2025-03-02"}, True),
        ({"code": "91150102MA0CHEN01U"}, True),  # of the same name: the code was wrong
        ({"code": ""}, True),
        ({"name": "别的公司"}, True),  # of the same code: the name was wrong
        ({"organ": "other", "date": "2025-03-02"}, False),
        ({"number": "2号", "date": "2025-03-02"}, False),
        ({"code": "91150102MA0CHEN01U", "name": "别的公司"}, False),
        ({"code": "", "name": "别的公司"}, False),
        ({"code": "", "number": "2号"}, True),
    ],
)
def test_all_but_one_of_the_four_parts_agree(changes: dict[str, str], is_same: bool) -> None:  # noqa: FBT001
    found = Known({"l-1": [KEY]}).find({0: replace(KEY, **changes)})
    assert found == ({0: "l-1"} if is_same else {})


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("测试区晨砾建筑有限公司", "测试区晨烁建筑有限公司", True),
        ("测试区晨砾建筑有限公司", "测试区砾晨建筑有限公司", True),
        ("测试区晨砾建筑有限公司", "测试区晨砾建筑有限责任公司", True),
        ("测试区晨砾建筑有限公司", "测试区晨砾建筑工程有限公司", True),
        ("测试区晨砾1号建筑有限公司", "测试区远穗2号建筑有限公司", False),
        ("测试区晨砾建筑有限公司", "测试区远穗建筑有限公司", False),
        ("", "测试区远穗建筑有限公司", False),
    ],
)
def test_a_slip_of_the_pen_in_a_name(one: str, other: str, is_same: bool) -> None:  # noqa: FBT001
    assert is_slip(fold(one), fold(other)) is is_same
    assert is_slip(fold(other), fold(one)) is is_same


def test_the_same_comes_before_the_similar() -> None:
    other = replace(NO_CODE, number="2号")
    found = Known({"l-1": [NO_CODE], "l-2": [other]}).find({0: other, 1: NO_CODE})
    assert found == {0: "l-2", 1: "l-1"}


def test_a_row_read_only_in_part_is_known_by_the_rest() -> None:
    known = Known({"l-1": [NO_CODE], "l-2": [replace(NO_CODE, name=fold("测试区远穗公司"))]})
    assert known.find({0: replace(NO_CODE, number="", date="")}) == {0: "l-1"}
    assert known.find({0: Key("hrss", "", "", "", "")}) == {}


def test_two_records_that_may_both_be_meant_are_not_guessed() -> None:
    known = {"l-1": [replace(NO_CODE, date="2025-03-02")], "l-2": [replace(NO_CODE, number="2号")]}
    assert Known(known).find({0: NO_CODE}) == {}


def test_ids_are_opaque_and_of_letters_that_nobody_mistakes() -> None:
    drawn = {draw_id(Kind.CASE, ()) for _time in range(200)}
    assert len(drawn) == 200
    assert all(name.startswith("c-") and len(name) == 12 for name in drawn)
    assert {char for name in drawn for char in name[2:]} <= set(ALPHABET)
    assert not set("01oil5s8b2z") & set(ALPHABET)


def test_a_line_of_the_ids_file_that_is_none_is_a_problem() -> None:
    found, problems = read_ids(b'{"id": "l-1"}\nnonsense\n[1]\n{"x": 1}\n', "content/x.ids")
    assert list(found.drawn) == ["l-1"]
    assert [problem.line for problem in problems] == [2, 3, 4]
    assert read_ids(IdsFile().text().encode(), "x")[1] == []
