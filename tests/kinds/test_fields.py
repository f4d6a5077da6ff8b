"""Each type of field at its edges, and that no message repeats what may be personal."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kinds.reading import CASE, LISTING, STATISTIC, changed, kept, said


def _of(path: str, value: Any) -> list[str]:
    return [
        text.removeprefix(f"{path}: ") for text in said("listing", changed(LISTING, path, value))
    ]


@pytest.mark.parametrize("day", ["1900-01-01", "2024-02-29", "2999-12-31"])
def test_a_day_of_the_calendar_is_one(day: str) -> None:
    assert _of("decision.decided_on", day) == []


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2025/3/1", "expected a day like 2025-03-01, found '2025/3/1'"),
        ("2025-3-1", "expected a day like 2025-03-01, found '2025-3-1'"),
        ("2025年3月1日", "expected a day like 2025-03-01, found '2025年3月1日'"),
        (20250301, "expected a day like 2025-03-01, found '20250301'"),
        ("２０２５-03-01", "expected a day like 2025-03-01, found text of 10 characters"),
        ("2025-03-01T09:00", "expected a day like 2025-03-01, found '2025-03-01T09:00'"),
        ("三月一日", "expected a day like 2025-03-01, found text of 4 characters"),
        ("13812345678", "expected a day like 2025-03-01, found text of 11 characters"),
        (True, "expected a day like 2025-03-01, found true or false"),
        ([], "expected a value, found nothing: without it the term cannot be counted"),
        (["2025-03-01"], "expected a day like 2025-03-01, found a list of 1"),
        ({"year": 2025}, "expected a day like 2025-03-01, found keys with values"),
        ("2025-02-29", "expected a day of the calendar, found '2025-02-29'"),
        ("2025-13-01", "expected a day of the calendar, found '2025-13-01'"),
        ("0000-00-00", "expected a day of the calendar, found '0000-00-00'"),
        ("1899-12-31", "expected a year from 1900 to 2999, found '1899-12-31'"),
        ("9999-12-31", "expected a year from 1900 to 2999, found '9999-12-31'"),
    ],
)
def test_what_is_no_day_is_told(written: object, message: str) -> None:
    assert _of("decision.decided_on", written) == [message]


@pytest.mark.parametrize("minute", ["2023-01-20T09:00", "2023-01-20", "2023-01-20T23:59"])
def test_an_embargo_ends_on_a_minute_or_a_day(minute: str) -> None:
    assert kept("typical-case", {**CASE, "embargo_until": minute})["embargo_until"] == minute


@pytest.mark.parametrize(
    "minute", ["2023-01-20T24:00", "2023-01-20 09:00", "2023-01-20T9:00", "2023-01-20T09:00:30"]
)
def test_another_minute_is_told(minute: str) -> None:
    assert said("typical-case", {**CASE, "embargo_until": minute}) == [
        (
            "embargo_until: expected a day like 2025-03-01 or a minute like 2025-03-01T09:00,"
            f" found '{minute}'"
        )
    ]


@pytest.mark.parametrize("amount", ["0", "0.5", "186200.00", 186200, "99999999999999.99"])
def test_an_amount_is_yuan_to_the_fen(amount: object) -> None:
    assert _of("arrears.amount", amount) == []


@pytest.mark.parametrize(
    ("amount", "found"),
    [
        ("186,200.00", "text of 10 characters"),
        ("-1", "text of 2 characters"),
        ("1.005", "text of 5 characters"),
        ("1e6", "text of 3 characters"),
        ("18万", "text of 3 characters"),
        ("１００", "text of 3 characters"),
        ("1" * 15, "text of 15 characters"),
        (-5, "a number"),
        (True, "true or false"),
    ],
)
def test_what_is_no_amount_is_told_without_it(amount: object, found: str) -> None:
    assert _of("arrears.amount", amount) == [f"expected a number like 186200.00, found {found}"]


@pytest.mark.parametrize("count", [0, 14, "14", "14.0", 999_999_999])
def test_workers_are_a_whole_number(count: object) -> None:
    assert _of("arrears.workers", count) == []


@pytest.mark.parametrize("count", [-1, 10**9, "14人", "1.5", "14.", "14.01", True])
def test_what_is_no_whole_number_is_told(count: object) -> None:
    (message,) = _of("arrears.workers", count)
    assert message.startswith("expected a whole number from 0 to 999999999, found ")


@pytest.mark.parametrize("code", ["91150102MA0AAAA1X7"])
def test_a_credit_code_with_its_check_character_is_one(code: str) -> None:
    assert _of("employer.credit_code", code) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("91150102MA0AAAA1X8", "text of 18 characters"),
        ("91150102MA0AAAA1X", "text of 17 characters"),
        ("张三李四王五赵六钱七孙八周九吴十", "text of 16 characters"),
        ("ivan ivanovich", "text of 14 characters"),
        (911501, "text of 6 characters"),
    ],
)
def test_what_is_no_credit_code_is_told_without_it(code: object, found: str) -> None:
    assert _of("employer.credit_code", code) == [
        (
            "expected a unified social credit code of 18 characters with a right check character,"
            f" found {found}"
        )
    ]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("91150102ma0aaaa1x7", "U+006D LATIN SMALL LETTER M at character 9 of 18"),
        ("9115 0102 MA0A AAA1 X7", "U+0020 SPACE at character 5 of 22"),
        ("９1150102MA0AAAA1X7", "U+FF19 FULLWIDTH DIGIT NINE at character 1 of 18"),
        ("91150102MA0AАAA1X7", "U+0410 CYRILLIC CAPITAL LETTER A at character 13 of 18"),
        ("91150102MΑ0AAAA1X7", "U+0391 GREEK CAPITAL LETTER ALPHA at character 10 of 18"),
        ("9115O102MA0AAAA1X7", "U+004F LATIN CAPITAL LETTER O at character 5 of 18"),
        ("9I150102MA0AAAA1X7", "U+0049 LATIN CAPITAL LETTER I at character 2 of 18"),
        ("91150102MA0AAAA1X\u200b7", "U+200B ZERO WIDTH SPACE at character 18 of 19"),
    ],
)
def test_what_passes_for_a_character_of_a_credit_code_is_named(code: str, found: str) -> None:
    assert _of("employer.credit_code", code) == [
        f"expected 0-9 and A-Z without I, O, S, V and Z, found {found}"
    ]


def test_what_passes_for_a_digit_or_a_letter_of_an_id_is_named() -> None:
    assert _of("employer.registration_number", "11O108000000016") == [
        "expected 0-9, found U+004F LATIN CAPITAL LETTER O at character 3 of 15"
    ]
    assert _of("id", "nm-2025-а") == [
        "expected a-z, 0-9 and -, found U+0430 CYRILLIC SMALL LETTER A at character 9 of 9"
    ]


def test_an_old_registration_number_has_fifteen_digits_and_a_check() -> None:
    assert _of("employer.registration_number", "110108000000016") == []
    for wrong in ("110108000000010", "1101080000000", "11010800000001X"):
        assert _of("employer.registration_number", wrong) == [
            (
                "expected an old registration number of 15 digits with a right check digit,"
                f" found text of {len(wrong)} characters"
            )
        ]


@pytest.mark.parametrize("name", ["abc", "a" * 64, "nm-2025-0012", "---", "x-1", 123])
def test_an_id_of_plain_characters_is_one(name: object) -> None:
    assert _of("id", name) == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ab", "'ab'"),
        ("a" * 65, "text of 65 characters"),
        ("NM-2025", "'NM-2025'"),
        ("nm_2025", "'nm_2025'"),
        ("nm 2025", "'nm 2025'"),
        ("示例公司", "'示例公司'"),
        ("nm-2025\n", "'nm-2025�'"),
        ("../../etc", "'../../etc'"),
        ("X150102199001011234", "text of 19 characters"),
    ],
)
def test_what_is_no_id_is_told(name: str, found: str) -> None:
    assert _of("id", name) == [f"expected 3 to 64 characters of a-z, 0-9 and -, found {found}"]


@pytest.mark.parametrize(
    "name", ["index", "page-2", "region", "region-1", "letter-a", "organs", "2025", "2025-03"]
)
def test_an_id_that_an_address_needs_is_refused(name: str) -> None:
    assert _of("id", name) == [
        (
            "expected an id that is not index, page-…, region…, letter…, organ… or a year,"
            f" found '{name}'"
        )
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (" ", "expected text, found only spaces"),
        ("\u200b", "expected text, found only spaces"),
        ("两行\n名称", "expected text on one line, found several lines"),
        ("名称\n", "expected text on one line, found several lines"),
        ("名" * 501, "expected at most 500 characters, found text of 501 characters"),
        (["名称"], "expected text, found a list of 1"),
        (True, "expected text, found true or false"),
        ({"cn": "名称"}, "expected text, found keys with values"),
    ],
)
def test_a_name_is_words_on_one_line(text: object, message: str) -> None:
    assert _of("employer.name", text) == [message]


def test_a_name_of_a_list_is_not_left_empty() -> None:
    assert _of("employer.former_names", ["旧名", ""]) == [
        "employer.former_names[1]: expected a value, found nothing"
    ]


def test_a_number_without_quotes_is_text_where_text_is_meant() -> None:
    assert kept("listing", changed(LISTING, "employer.region", 150102))["employer"]["region"] == (
        "150102"
    )


@pytest.mark.parametrize("value", ["120", "-3.5", "0.000001", 120])
def test_a_figure_may_have_six_decimals(value: object) -> None:
    assert said("statistic", {**STATISTIC, "value": value}) == []


@pytest.mark.parametrize("value", ["约120", "1,200", "0.0000001", "12%"])
def test_what_is_no_figure_is_told(value: str) -> None:
    assert said("statistic", {**STATISTIC, "value": value}) == [
        f"value: expected a number like 3.8, found text of {len(value)} characters"
    ]


def test_nothing_an_empty_text_and_an_empty_list_are_as_good_as_left_out() -> None:
    blank = {
        **LISTING,
        "persons": [],
        "arrears": None,
        "published_on": "",
        "project": {"name": "", "contractor": None},
        "events": [],
    }
    assert kept("listing", blank) == kept("listing", LISTING)


def test_an_unknown_key_is_told_though_it_holds_nothing() -> None:
    assert said("listing", {**LISTING, "workers": None}) == ["workers: no field 'workers' here"]


def test_defaults_are_not_among_the_values_that_are_signed() -> None:
    assert "party_kind" not in kept("listing", LISTING)["employer"]


HIDING = [
    *map(chr, (0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x180B, 0x180E, 0x2800, 0x3164, 0xFEFF, 0xFFA0)),
    *map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))),
    *map(chr, (0xFE00, 0xFE0E, 0xFE0F, 0xFFF9, 0x1D173, 0xE0001, 0xE0020, 0xE007F, 0xE0100)),
]


@pytest.mark.parametrize("char", HIDING, ids=lambda char: f"{ord(char):04X}")
@pytest.mark.parametrize("field", ["employer.name", "decision.number"])
def test_a_character_that_hides_is_refused_in_a_name(field: str, char: str) -> None:
    (message,) = _of(field, f"示例{char}公司")
    assert message.startswith("expected characters that everybody sees, found U+")
    assert f"U+{ord(char):04X}" in message
    assert message.endswith(" at character 3 of 5")


@pytest.mark.parametrize("char", HIDING[:-2], ids=lambda char: f"{ord(char):04X}")
def test_a_character_that_hides_is_refused_in_a_longer_text(char: str) -> None:
    (message,) = _of("decision.reason", f"拖欠a{char}b工资")
    assert f"U+{ord(char):04X}" in message


@pytest.mark.parametrize(
    "text", ["❤️ 👨‍👩‍👧 1️⃣ ☎︎ 👍🏽", "葛\U000e0100飾", "ᠮᠣᠩᠭᠣᠯ᠎ᠠ", "𰻝𫚈", "α射线 ТОО"]
)
def test_a_longer_text_keeps_what_gives_its_characters_their_shape(text: str) -> None:
    assert _of("decision.reason", text) == []


def test_a_mongolian_name_keeps_its_letters() -> None:
    assert _of("employer.name", "ᠰᠠᠷᠠᠨ᠎ᠠ") == []
