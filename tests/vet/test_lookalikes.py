"""Letters that pass for others are told with their place, in numbers and in names."""

from __future__ import annotations

from typing import Any

import pytest

from tests.office import case, listing
from tests.vet.night import Nights, nights

__all__ = ["nights"]


def _said(nights: Nights, *records: dict[str, Any]) -> list[str]:
    nights.signed("listings/a.jsonl", records)
    return [text.removeprefix("content/listings/a.jsonl:1: ") for text in nights.night().said()]


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("测人社列字〔2O25〕1号", "U+004F LATIN CAPITAL LETTER O at character 8 of 13"),
        (
            "测人社列字（２０２ｌ）1号",
            "U+FF4C FULLWIDTH LATIN SMALL LETTER L at character 10 of 13",
        ),
        ("测人社列字[Z025]1号", "U+005A LATIN CAPITAL LETTER Z at character 7 of 13"),
        ("测人社列字〔2025〕1O号", "U+004F LATIN CAPITAL LETTER O at character 13 of 14"),
        ("测人社列字〔2025〕l2号", "U+006C LATIN SMALL LETTER L at character 12 of 14"),
        ("测人社列字〔2025〕А1号", "U+0410 CYRILLIC CAPITAL LETTER A at character 12 of 14"),
    ],
)
def test_a_letter_that_stands_for_a_digit_is_told(nights: Nights, number: str, found: str) -> None:
    assert _said(nights, listing(1, document=number)) == [
        f"decision.number: expected a digit or a letter of the document's own, found {found}"
    ]


@pytest.mark.parametrize(
    "number",
    ["测人社列字〔2025〕1号", "(2025)内0105民初12号之1", "内A-O1〔二○二五〕号", "测列字2025L-3号"],
)
def test_a_number_with_letters_of_its_own_is_none_of_these(nights: Nights, number: str) -> None:
    assert _said(nights, listing(1, document=number)) == []


def test_a_number_in_another_alphabet_holds_its_record_back(nights: Nights) -> None:
    nights.signed("cases/a.jsonl", [case(1, document="测人社罚字〔2026〕ΑΒ1号")])
    night = nights.night(as_of="2026-06-01")
    assert night.codes() == ["lookalike-character"]
    assert night.state("tc-0001") == "unvetted"


def test_a_latin_slip_in_a_number_holds_nothing_back(nights: Nights) -> None:
    nights.signed("listings/a.jsonl", [listing(1, document="测人社列字〔2O25〕1号")])
    assert nights.night().state("t-0001") == "in_force"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("测试区ТСL建筑有限公司", "U+0422 CYRILLIC CAPITAL LETTER TE at character 4 of 12"),
        ("测试区АВС建筑有限公司", "U+0410 CYRILLIC CAPITAL LETTER A at character 4 of 12"),
        ("测试区HΟME建筑有限公司", "U+039F GREEK CAPITAL LETTER OMICRON at character 5 of 13"),
    ],
)
def test_a_lookalike_in_a_chinese_name_is_a_warning(nights: Nights, name: str, found: str) -> None:
    assert _said(nights, listing(1, name=name)) == [
        (
            f"employer.name: expected letters of one alphabet, found {found}, which looks like a"
            " Latin letter"
        )
    ]


@pytest.mark.parametrize(
    "name",
    [
        "测试区TCL建筑有限公司",
        "测试区ＡＢＣ公司",
        "白特阿（Батаа）劳务部",
        "测试区α射线检测公司",
        "Батаа",
    ],
)
def test_an_honest_word_in_a_name_is_no_lookalike(nights: Nights, name: str) -> None:
    assert _said(nights, listing(1, name=name)) == []
