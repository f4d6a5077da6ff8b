"""``approve``: what it signs, refuses and says, and its exit codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.command import Ran, run
from tests.office import Office, listing

FILE = "listings/a.yml"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "site")
    made.write(FILE, [listing(1), listing(2)])
    return made


def _approve(office: Office, *paths: str, approver: str = "审签人", drafter: str = "经办人") -> Ran:
    people = ("--drafter", drafter, "--approver", approver, "--document", "签批〔2025〕1号")
    where = ("--site", office.folders.site, "--lang", "en", "--on", "2025-03-02")
    return run("approve", *paths, *people, *where)


def test_everything_signed_exits_0(office: Office) -> None:
    found = _approve(office, "content/listings")
    assert (found.code, found.err) == (
        0,
        "2 signed off on 2025-03-02, 0 stood signed already, 0 refused\n",
    )
    head, *lines = found.out.splitlines()
    assert re.fullmatch(
        r"审签单 \w{8}, 2025-03-02: waiting for a sign-off 2, new 2, changed 0", head
    )
    assert lines == [
        "  new  listing  t-0001  content/listings/a.yml:1",
        "  new  listing  t-0002  content/listings/a.yml:14",
    ]


def test_quietly_nothing_but_what_went_wrong_is_said(office: Office) -> None:
    assert _approve(office, "content/listings", "--quiet") == Ran(0, "", "")


def test_what_changed_is_shown_field_by_field(office: Office) -> None:
    _approve(office, FILE)
    office.build()
    office.write(FILE, [listing(1, published_on="2025-03-09"), listing(2)])
    assert _approve(office, FILE).out.splitlines()[1:] == [
        "  changed  listing  t-0001  content/listings/a.yml:1",
        "    published_on: — → 2025-03-09",
    ]


def test_it_may_be_repeated(office: Office) -> None:
    _approve(office, "content/listings")
    assert _approve(office, "content/listings") == Ran(
        0, "", "0 signed off on 2025-03-02, 2 stood signed already, 0 refused\n"
    )


@pytest.mark.parametrize(
    ("stray", "said"),
    [
        (f"{FILE}#t-00019", "content/listings/a.yml: no record 't-00019'; did you mean 't-0001'?"),
        ("某", "某: expected a file or folder of the content folder, found none"),
    ],
)
@pytest.mark.parametrize("ending", [(), ("--return", "金额有误")])
def test_an_argument_that_names_nothing_exits_1_and_signs_nothing(
    office: Office, stray: str, said: str, ending: tuple[str, ...]
) -> None:
    found = _approve(office, f"{FILE}#t-0001", stray, *ending)
    assert (found.code, found.err.splitlines()[0]) == (1, said)
    assert " on 2025-03-02, " in found.err.splitlines()[1]
    assert found.err.splitlines()[1].startswith("0 ")
    assert found.err.splitlines()[2].startswith("nothing was signed or sent back: ")
    signed = office.content / "sign-offs"
    assert not [f for f in signed.iterdir() if "t-0001" in f.read_text("utf-8")]


def test_a_fault_in_a_file_exits_1_and_the_rest_is_signed(office: Office) -> None:
    office.write(FILE, [listing(1), {**listing(2), "colour": "red"}])
    found = _approve(office, FILE)
    assert (found.code, found.err.splitlines()[-1]) == (
        1,
        "1 signed off on 2025-03-02, 0 stood signed already, 1 refused",
    )


def test_self_approval_exits_1_and_signs_nothing(office: Office) -> None:
    assert _approve(office, FILE, approver="经 办人") == Ran(
        1,
        "",
        "expected an approver other than the drafter\n"
        "0 signed off on 2025-03-02, 0 stood signed already, 1 refused\n",
    )


def test_findings_are_said_and_exit_0(office: Office) -> None:
    office.write(FILE, [listing(1, regime="arears-list-2022")])
    found = _approve(office, FILE)
    assert found.code == 0
    assert found.err.splitlines() == [
        (
            "content/listings/a.yml:2: regime: no regime 'arears-list-2022';"
            " did you mean 'arrears-list-2022'?"
        ),
        "1 signed off on 2025-03-02, 0 stood signed already, 0 refused",
        (
            "1 of them do not show until what was found is put right, or let pass:"
            " see 'site-builder check'"
        ),
    ]


@pytest.mark.parametrize("option", ["--drafter", "--approver", "--document"])
@pytest.mark.parametrize("text", ["", "  ", "两行\n名字", "长" * 501])
def test_a_blank_or_endless_name_is_wrong_usage(office: Office, option: str, text: str) -> None:
    options = {"--drafter": "经办人", "--approver": "审签人", "--document": "签1号", option: text}
    given = [word for pair in options.items() for word in pair]
    found = run("approve", FILE, *given, "--site", office.folders.site, "--lang", "en")
    assert found == Ran(2, "", f"expected up to 500 characters on one line after {option}\n")
    assert "t-0001" not in (office.content / "sign-offs/2025.jsonl").read_text("utf-8")


@pytest.mark.parametrize("missing", ["--drafter", "--approver", "--document"])
def test_without_an_option_nothing_is_asked_for(office: Office, missing: str) -> None:
    options = {"--drafter": "经办人", "--approver": "审签人", "--document": "签1号"}
    given = [word for name, text in options.items() if name != missing for word in (name, text)]
    found = run("approve", FILE, *given, "--site", office.folders.site)
    assert (found.code, found.out) == (2, "")
    assert missing in found.err


def test_without_a_path_it_is_wrong_usage(office: Office) -> None:
    assert _approve(office).code == 2


def test_without_a_day_it_is_the_day_asked_about(office: Office) -> None:
    people = ("--drafter", "经办人", "--approver", "审签人", "--document", "签1号")
    found = run("approve", FILE, *people, "--site", office.folders.site, "--as-of", "2026-02-03")
    assert found.code == 0
    assert "2026-02-03" in (office.content / "sign-offs/2026.jsonl").read_text("utf-8")


def test_another_checksum_refuses_all_and_says_what_to_do(office: Office) -> None:
    found = _approve(office, FILE, "--checksum", "ABCD2345")
    assert found.code == 1
    assert "found 'ABCD2345': nothing is signed; print the sheet anew" in found.err
    assert "0 signed off on 2025-03-02, 0 stood signed already, 1 refused" in found.err
    assert "t-0001" not in (office.content / "sign-offs/2025.jsonl").read_text("utf-8")


def test_a_checksum_may_be_typed_in_any_case_and_spacing(office: Office) -> None:
    printed = _approve(office, FILE, "--checksum", "?").out.split()[1].rstrip(",")
    typed = f" {printed[:4].lower()} {printed[4:]} "
    assert _approve(office, FILE, "--checksum", typed).code == 0


def test_a_return_needs_no_document_and_signs_nothing(office: Office) -> None:
    before = (office.content / "sign-offs/2025.jsonl").read_bytes()
    people = ("--drafter", "经办人", "--approver", "审签人", "--return", "金额有误")
    where = ("--site", office.folders.site, "--lang", "en", "--on", "2025-03-02")
    found = run("approve", FILE, *people, *where)
    assert found.code == 0
    assert found.err == "2 sent back on 2025-03-02, 0 refused; nothing was signed\n"
    assert "t-0001" in found.out
    assert (office.content / "sign-offs/2025.jsonl").read_bytes() == before
    returned = (office.content / "sign-offs/returned.jsonl").read_text("utf-8")
    assert returned.count('"reason": "金额有误"') == 2
    assert '"document"' not in returned


@pytest.mark.parametrize("reason", ["", " ", "两行\n理由"])
def test_a_return_without_a_reason_is_wrong_usage(office: Office, reason: str) -> None:
    found = _approve(office, FILE, "--return", reason)
    assert found == Ran(2, "", "expected up to 500 characters on one line after --return\n")
    assert not (office.content / "sign-offs/returned.jsonl").exists()


def test_an_empty_checksum_is_wrong_usage(office: Office) -> None:
    assert _approve(office, FILE, "--checksum", " ").code == 2
