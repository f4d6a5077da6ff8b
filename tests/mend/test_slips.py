"""Slips of the hand: each mended where it can mean one thing only, and nothing else touched."""

from __future__ import annotations

import pytest

from site_builder.model.record import Kind
from tests.mend.mending import ARTICLE, LISTING, fixed

COLON = "a full-width colon after the key"
SPACE = "another space than the usual one"
INDENT = "tabs or full-width spaces in the indentation"
QUOTES = "curly or full-width quotation marks"
BRACKETS = "full-width brackets or commas"
DAY = "a day written another way"
WIDE = "full-width characters, quotation marks or blanks in a code, a number or a word"
EVENT = "events: [{kind: removed_early, on: 2026-01-05, reason: 好，已付：清}]\n"


@pytest.mark.parametrize(
    ("right", "slip", "what"),
    [
        ("regime: ", "regime：", COLON),
        ("regime: ", "regime： ", COLON),
        ("regime: ", "regime ：", COLON),
        ("decision:\n", "decision：\n", COLON),
        ("  number: ", "  number：", COLON),
        ("  decided_on: ", "  decided_on﹕", COLON),
        ("regime: ", "regime:", "no space after the colon"),
        ("published_on: ", "published_on:", "no space after the colon"),
        ("regime: ", "regime:\u3000", SPACE),
        ("regime: ", "regime:\xa0", SPACE),
        ("  name: ", "\tname: ", INDENT),
        ("  name: ", "\u3000name: ", INDENT),
        ("  number: ", "\xa0 number: ", INDENT),
        ("id: ", "id：", COLON),
        ("regime: ", "ｒｅｇｉｍｅ: ", "a key in quotation marks or full-width letters"),
        ("regime: ", "“regime”: ", "a key in quotation marks or full-width letters"),
        ("t-0001", "ｔ-０００１", WIDE),
        ("t-0001", "“t-0001”", WIDE),
        ("2025-03-05", "２０２５-０３-０５", DAY),
        ("2025-03-05", "2025－03－05", DAY),
        ("2025-03-05", "2025/3/5", DAY),
        ("2025-03-05", "2025.3.5", DAY),
        ("2025-03-05", "2025-3-5", DAY),
        ("2025-03-05", "2025年3月5日", DAY),
        ("2025-03-05", "2025 年 3 月 5 号", DAY),
        ("2025-03-05", "20250305", DAY),
        ("2025-03-05", "“2025-03-05”", DAY),
        ("2025-03-05", "\u30002025-03-05", DAY),
        ('"150102"', '"１５０１０２"', WIDE),
    ],
)
def test_a_slip_in_a_record_is_mended(right: str, slip: str, what: str) -> None:
    found = fixed(LISTING.replace(right, slip, 1))
    assert found.text == LISTING
    assert {said for _line, said in found.made} == {what}
    assert found.left == []


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ("kind: ", "kind："),
        ("kind: ", "kind:"),
        (", on: ", "，on: "),
        (", on: ", "，on："),
        ("[{", "［｛"),
        ("}]", "｝］"),
        ("[{", "[｛"),
    ],
)
def test_a_slip_between_brackets_is_mended_and_words_are_left(right: str, slip: str) -> None:
    text = LISTING + EVENT
    assert fixed(text.replace(right, slip)).text == text


def test_events_below_each_other_are_mended() -> None:
    text = f"{LISTING}events:\n  - kind: remedied\n    on: 2025-06-01\n"
    slips = text.replace("- kind: ", "－ kind：").replace("    on: ", "\t\ton：")
    assert fixed(slips).text == text


def test_many_slips_in_one_file_are_mended_at_once_and_told_by_line() -> None:
    slips = LISTING.replace("id: ", "id：").replace("2025-03-05", "2025年3月5日")
    found = fixed(slips)
    assert found.text == LISTING
    assert found.made == [(1, COLON), (11, DAY)]


def test_a_value_that_curly_quotation_marks_were_to_protect() -> None:
    text = LISTING.replace("拖欠：工资，逾期“未付”", '"拖欠: 工资"')
    assert fixed(text.replace('"拖欠: 工资"', "“拖欠: 工资”")).text == text
    assert fixed(text.replace('工资"', "工资”")).text == text


@pytest.mark.parametrize(
    "words",
    [
        "“拖欠工资”",
        "［2025］12号",
        "organ：见下",
        "|\n    organ：见下\n    \t缩进\n    number:12",
        ">\n    regime：见下\n\n    “好”",
        '"organ：见\n    title：下"',
        "见\n    organ：下",
        "'a：b，c'",
        "２０２５年３月１日",
    ],
)
def test_what_people_say_stays_as_it_is_beside_a_slip(words: str) -> None:
    text = LISTING.replace("拖欠：工资，逾期“未付”", words)
    assert fixed(text).text == text
    assert fixed(text.replace("regime: ", "regime：")).text == text


def test_line_ends_and_the_mark_of_the_file_stay() -> None:
    text = "\ufeff" + LISTING.replace("\n", "\r\n")
    assert fixed(text.replace("regime: ", "regime：")).text == text


def test_two_records_of_which_one_is_signed() -> None:
    inner = LISTING.replace("\n", "\n  ").rstrip()
    first, second = f"- {inner}\n", f"- {inner.replace('t-0001', 't-0002')}\n"
    slip = second.replace("regime: ", "regime：").replace("2025-03-05", "2025/3/5")
    assert fixed(first + slip, signed={1}).text == first + second
    assert fixed(slip + first, signed={12}).text == second + first


def test_no_line_of_a_signed_record_changes() -> None:
    slips = LISTING.replace("2025-03-05", "2025/3/5")
    assert fixed(slips, signed={1}).text == slips


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ("2025-03-05", "2025/13/5"),
        ("2025-03-05", "25/3/5"),
        ("2025-03-05", "2025年3月"),
        ("2025-03-05", "2025/2/30"),
        ("2025-03-05", "约2025-03-05"),
        ("regime: ", "regiem："),
        ("employer:", "employer:\n  name：乙公司"),
    ],
)
def test_what_can_mean_two_things_or_none_is_left(right: str, slip: str) -> None:
    slips = LISTING.replace(right, slip, 1)
    assert fixed(slips).text == slips


def test_a_slip_beside_another_fault_is_left_and_told_with_its_line() -> None:
    slips = LISTING.replace("regime: ", "regime：") + "tags: [a\n"
    found = fixed(slips)
    assert (found.text, found.made, found.left) == (slips, [], [2])


def test_a_tab_that_could_stand_at_two_depths_is_left() -> None:
    slips = "id: hrss\nname: 某局\nlevel: county\naliases:\n    - 甲\n\t- 乙\n"
    found = fixed(slips, "organ")
    assert found.text in {slips, slips.replace("\t", "    ")}


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ("title: ", "title："),
        ("tags: [", "tags: ［"),
        ("source: {name: ", "source: {name："),
        ("2025-01-02", "2025年1月2日"),
        ('"150102"', "150102"),
        ("---\nid", "———\nid"),
        ("---\nid", "－－－\nid"),
        ("02}\n---", "02}\n———"),
        ("02}\n---", "02}\n\u3000---"),
    ],
)
def test_the_front_matter_of_an_article_is_mended_and_its_body_is_not(
    right: str, slip: str
) -> None:
    found = fixed(ARTICLE.replace(right, slip, 1), Kind.TYPICAL_CASE, "md")
    expected = ARTICLE.replace('"150102"', "150102") if right == '"150102"' else ARTICLE
    assert found.text == expected
    assert found.left == []


def test_a_signed_article_stays_as_it_is() -> None:
    slips = ARTICLE.replace("2025-01-02", "2025/1/2")
    assert fixed(slips, Kind.TYPICAL_CASE, "md", signed={2}).text == slips


LINE = (
    '{"id": "t-0001", "regime": "arrears-list-2022", "employer": {"name": "甲“公”，司：一"},'
    ' "decision": {"number": "1号", "organ": "hrss", "decided_on": "2025-03-01"}}\n'
)


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ('"id": ', '"id"：'),
        ('"id": ', "“id”: "),
        ('"id": "t-0001"', "“id”: “t-0001”"),
        ('"t-0001"', '"t-0001”'),
        ('"id": ', "＂id＂: "),
        ('1号", ', '1号"，'),
        ('{"number"', '｛"number"'),
        ("2025-03-01", "2025年3月1日"),
        ("t-0001", "ｔ-０００１"),
    ],
)
def test_a_line_of_json_is_mended(right: str, slip: str) -> None:
    other = '{"id":"t-0002",  "regime" : "x"}\n'
    found = fixed(LINE.replace(right, slip) + other, form="jsonl")
    assert found.text.replace(" ", "") == (LINE + other).replace(" ", "")
    assert found.text.endswith(other)


def test_a_line_of_json_that_is_broken_otherwise_stays() -> None:
    slips = LINE.replace('"id": ', '"id"：').replace("}}", "}")
    assert fixed(slips, form="jsonl").text == slips


def test_a_signed_line_of_json_stays() -> None:
    slips = LINE.replace("2025-03-01", "2025/3/1")
    assert fixed(slips, form="jsonl", signed={1}).text == slips
