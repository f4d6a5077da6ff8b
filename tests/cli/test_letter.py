"""``letter``: where it goes, what it never writes over, and how it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.command import Ran, run
from tests.office import Office, listing, tree

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "单位 公示")
    made.signed("listings/a.yml", [listing(1)])
    return made


def _letter(office: Office, *words: object, as_of: str = "2028-03-02") -> Ran:
    where = ("--site", office.folders.site, "--as-of", as_of, "--lang", "en")
    return run("letter", *words, *where)


def test_it_is_printed_in_chinese_and_nothing_is_written(office: Office) -> None:
    before = tree(office.folders.site)
    ran = _letter(office, "t-0001")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("　　　　　　　　停止公示告知书（公示期届满）\n\n文号：＿")
    assert ran.out.endswith("局（印章）\n　　　　　　　　　　　　2028年3月2日\n")
    assert tree(office.folders.site) == before


def test_it_goes_to_files_and_then_is_not_printed(office: Office, tmp_path: Path) -> None:
    word, page = tmp_path / "新 夹" / "告知书.docx", tmp_path / "告知书.html"
    ran = _letter(office, "t-0001", "--docx", word, "--html", page)
    assert ran == Ran(0, "", f"written: {word}\nwritten: {page}\n")
    assert word.read_bytes().startswith(b"PK")
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert _letter(office, "t-0001", "--html", page, "--quiet") == Ran(0, "", "")


def test_it_is_not_written_over_what_somebody_filled_in(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "告知书.docx"
    file.write_text("文号：已填", "utf-8")
    ran = _letter(office, "t-0001", "--docx", file)
    assert ran == Ran(2, "", f"{file} is there already: name another file, or delete it\n")
    assert file.read_text("utf-8") == "文号：已填"


@pytest.mark.parametrize("inner", ["content", "output", "output/site", ".site-builder"])
@pytest.mark.parametrize("option", ["--docx", "--html"])
def test_never_among_the_content_nor_where_the_public_reads(
    office: Office, inner: str, option: str
) -> None:
    office.build("2028-03-02")
    before = tree(office.folders.site)
    ran = _letter(office, "t-0001", option, office.folders.site / inner / "a")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("expected a folder outside ")
    assert ran.err.endswith(f" after {option}\n")
    assert tree(office.folders.site) == before


def test_a_state_without_a_letter_exits_1_and_says_the_state(office: Office) -> None:
    ran = _letter(office, "t-0001", as_of="2028-03-01")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("t-0001 on 2028-03-01: in force; there is a letter once ")


def test_an_unknown_id_is_wrong_usage_and_names_the_nearest(office: Office) -> None:
    assert _letter(office, "t-001") == Ran(2, "", "no record 't-001'; did you mean 't-0001'?\n")
