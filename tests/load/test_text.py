import zipfile
from io import BytesIO

import pytest

from site_builder.load.text import bad_character, decode, dotted, foreign, shown, whole_number


@pytest.mark.parametrize(
    "data", ["甲\n乙\n", "\ufeff甲\n乙\n", "甲\r\n乙\r\n", "甲\r乙\r", "\ufeff甲\r\n乙\n"]
)
def test_every_way_to_end_lines_reads_as_lf_without_bom(data: str) -> None:
    assert decode(data.encode(), "a.yml") == ("甲\n乙\n", None)


def test_what_is_not_utf_8_names_its_line_and_leaves_the_text_before_it() -> None:
    text, problem = decode("甲\r\n乙".encode() + b"\xff\n", "a.yml")
    assert text == "甲\n乙"
    assert problem is not None
    assert problem.code == "bad-encoding"
    assert problem.text("en") == "a.yml:2: expected UTF-8 text, found bytes that are not"


def test_gb18030_is_called_by_its_name() -> None:
    _text, problem = decode("id: a\nname: 呼和浩特市".encode("gb18030"), "a.yml")
    assert problem is not None
    assert problem.text("en") == (
        "a.yml:2: expected UTF-8 text, found what looks like GB18030: save it as UTF-8"
    )


def _a_zip() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (_a_zip(), "expected plain text, found a ZIP archive or an Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "expected plain text, found an old Office file"),
        (b"%PDF-1.7\n", "expected plain text, found a PDF"),
        (b"\x89PNG\r\n\x1a\n", "expected plain text, found a picture"),
        (b"\x1f\x8b\x08", "expected plain text, found a compressed file"),
        ("id: 甲".encode("utf-16"), "expected UTF-8 text, found UTF-16: save it as UTF-8"),
        ("id: 甲".encode("utf-16-le"), "expected UTF-8 text, found UTF-16: save it as UTF-8"),
        ("id: 甲".encode("utf-16-be"), "expected UTF-8 text, found UTF-16: save it as UTF-8"),
        (b"id: a\0b", "expected plain text, found binary data"),
    ],
)
def test_a_foreign_file_is_called_by_its_name(data: bytes, found: str) -> None:
    assert str(foreign(data)) == found


@pytest.mark.parametrize("char", ["\t", "\n", "~", "\xa0", "甲", "\u2028", "\ufffd", "😀", "𠀀"])
def test_what_people_write_is_no_bad_character(char: str) -> None:
    assert bad_character(char) is None


@pytest.mark.parametrize(
    "char",
    ["\0", "\x0b", "\r", "\x7f", "\x85", "\ud800", "\ufdd0", "\ufffe", "\U0010ffff"],
)
def test_what_no_page_can_carry_is_a_bad_character(char: str) -> None:
    assert str(bad_character(f"甲{char}")) == (
        "expected text without control characters, found one at character 2 of 2"
    )


@pytest.mark.parametrize("text", ["0", "7", "-7", "20250301", "9" * 640])
def test_a_number_that_would_be_written_the_same_is_a_number(text: str) -> None:
    assert whole_number(text) == int(text)


@pytest.mark.parametrize(
    "text", ["", "-0", "+7", "007", "0555567", "1_000", "0o7", "0x1F", "1.0", "1e3", "٣", "9" * 641]
)
def test_any_other_number_stays_as_written(text: str) -> None:
    assert whole_number(text) == text


def test_a_path_is_written_with_dots_and_indexes() -> None:
    assert dotted(("events", 0, "on")) == "events[0].on"


def test_a_key_is_printed_short_and_without_what_moves_a_cursor() -> None:
    assert shown("\x1b[2J" + "k" * 100) == "\N{REPLACEMENT CHARACTER}[2J" + "k" * 56 + "…"
