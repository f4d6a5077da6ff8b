from __future__ import annotations

import unicodedata

import pytest

from site_builder.model.text import (
    first_letter,
    fold,
    fold_number,
    has_han,
    trade_name,
    without_legal_form,
)
from tests.shared import shared


@pytest.mark.parametrize(
    ("name", "trade"),
    [
        ("内蒙古示例建筑工程有限公司", "示例建筑工程有限公司"),
        ("呼和浩特市示例建筑", "示例建筑"),
        ("内蒙古自治区赤峰市宁城县老哈农业", "老哈农业"),
        ("宁城县老哈农业", "老哈农业"),
        ("（内蒙古）示例建筑", "示例建筑"),
        ("内蒙古（集团）示例建筑", "示例建筑"),
        ("新城区建工", "建工"),
        ("广东省广州市白云区白云建筑有限公司", "白云建筑有限公司"),
        ("广东省广州市白云区白云示例建筑有限公司", "示例建筑有限公司"),
        ("呼和浩特市（示例）建筑有限公司", "(示例)建筑有限公司"),
        ("（示例）建筑有限公司", "(示例)建筑有限公司"),
        ("呼和浩特市（赛罕区）示例建筑", "示例建筑"),
        ("（内蒙古呼和浩特）示例建筑", "示例建筑"),
        ("（内蒙古", "(内蒙古"),
        ("上海长城建筑", "长城建筑"),
        ("中国建筑", "中国建筑"),
        ("安平建筑", "安平建筑"),
        ("衡水安平建筑", "安平建筑"),
        ("衡水安平示例建筑", "示例建筑"),
        ("朝阳建材厂", "朝阳建材厂"),
        ("朝阳市建材厂", "建材厂"),
        ("朝阳示例建材厂", "示例建材厂"),
        ("内蒙古", "内蒙古"),
        ("ＡＢ建筑", "AB建筑"),
        ("", ""),
    ],
)
def test_a_trade_name_begins_behind_the_place(name: str, trade: str) -> None:
    assert trade_name(name) == trade


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("内蒙古示例建筑工程有限公司", "S"),
        ("包头市铎栩钢结构工程有限公司", "D"),
        ("鑫源建筑", "X"),
        ("长城建筑", "C"),
        ("长兴建筑", "C"),
        ("重庆重工机械", "Z"),
        ("都市建筑", "D"),
        # As surnames, which the trade name begins with.
        ("曾记小吃店", "Z"),
        ("呼和浩特市单氏餐饮店", "S"),
        ("翟记面馆", "Z"),
        ("覃氏建材", "Q"),
        ("仇氏五金", "Q"),
        ("仇家饭馆", "Q"),
        ("查氏烧饼", "Z"),
        ("区氏贸易", "O"),
        ("解家面馆", "X"),
        ("曾大夫诊所", "Z"),
        ("重兴建筑", "C"),
        ("长风建筑", "C"),
        # Not as surnames.
        ("单县", "S"),
        ("重庆", "C"),
        ("曾经建筑", "C"),
        ("仇视建筑", "C"),
        ("单位食堂", "D"),
        ("查干诺尔商贸", "C"),
        ("区域物流", "Q"),
        ("解放建筑", "J"),
        ("种子商店", "Z"),
        ("重介建材", "Z"),
        ("重", "Z"),
        ("曾", "C"),
        ("“示例”建筑", "S"),
        ("ｘ建筑", "X"),
        ("abc建筑", "A"),
        ("123建筑", "#"),
        ("α建筑", "#"),
        # Two characters once in capitals.
        ("ẖ建筑", "H"),
        ("ß建筑", "S"),
        ("、", "#"),
        ("", "#"),
    ],
)
def test_a_firm_stands_under_the_first_letter_of_its_trade_name(name: str, letter: str) -> None:
    assert first_letter(name) == letter


def test_every_common_character_has_the_letter_of_its_sound() -> None:
    sounds = shared("cn-text/pinyin-8105.csv")
    plain = {row["char"]: unicodedata.normalize("NFD", row["pinyin"])[0].upper() for row in sounds}
    assert {char for char, sound in plain.items() if first_letter(char) != sound} <= {"㴔"}


def test_most_firms_stand_under_the_letter_of_their_brand() -> None:
    rows = [row for row in shared("cn-companies/brand-extraction.csv") if row["brand"]]
    same = sum(first_letter(row["name"]) == first_letter(row["brand"]) for row in rows)
    assert same / len(rows) > 0.9


# Brackets and width are folded, and nothing that tells two numbers apart.
ONE_NUMBER = [
    "示人社列字〔2025〕12号",
    "示人社列字﹝2025﹞12号",
    "示人社列字[2025]12号",
    "示人社列字［2025］12号",
    "示人社列字（2025）12号",
    "示人社列字(2025)12号",
    "示人社列字【2025】12号",
    "示人社列字〔２０２５〕１２号",
    " 示人社列字 〔2025〕 12 号 ",
    "示人社列字〔2025〕\u200b12号",
    "示人社列字\u200b〔2025〕1\u200b2号",
]


@pytest.mark.parametrize("written", ONE_NUMBER)
def test_a_number_is_the_same_in_any_brackets_and_width(written: str) -> None:
    assert fold_number(written) == fold_number(ONE_NUMBER[0])


def test_numbers_that_differ_stay_apart() -> None:
    numbers = [
        "示人社列字〔2025〕12号",
        "示人社列字〔2025〕1-2号",
        "示人社列字〔20251〕2号",
        "示人社列字〔2025〕12-1号",
        "示人社列字〔2025〕121号",
        "示人社监字〔2025〕12号",
        "示人社列字〔2024〕12号",
    ]
    assert len({fold_number(number) for number in numbers}) == len(numbers)


def test_folding_a_number_anew_changes_nothing() -> None:
    for written in ONE_NUMBER:
        assert fold_number(fold_number(written)) == fold_number(written)


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("示例建筑有限责任公司", "示例建筑"),
        ("示例集团有限公司", "示例"),
        ("示例建筑劳务有限公司第一分公司", "示例建筑劳务有限公司第一"),
        ("有限公司", "有限公司"),
        ("示例", "示例"),
        ("", ""),
    ],
)
def test_legal_forms_at_the_end_are_left_out(name: str, rest: str) -> None:
    assert without_legal_form(name) == rest


def test_folding_anew_changes_nothing() -> None:
    for row in shared("cn-companies/hard-names.csv"):
        assert fold(fold(row["name"])) == fold(row["name"])


@pytest.mark.parametrize(
    ("text", "is_so"),
    [("示", True), ("a示", True), ("㐀", True), ("\U00020000", True), ("abc", False), ("", False)],
)
def test_chinese_is_told_from_the_rest(text: str, is_so: bool) -> None:  # noqa: FBT001
    assert has_han(text) is is_so
