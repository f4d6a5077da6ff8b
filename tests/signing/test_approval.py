"""Signing exactly a sheet, and sending one back."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.signing import Signature, Signed, desk, send_back, sign_off
from tests.office import Office, codes, listing
from tests.signing.desks import FILE, entry, ledger, sheet, signature

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "site")
    made.write(FILE, [listing(1), listing(2)])
    return made


def _sign(office: Office, *targets: str, checksum: str, by: Signature | None = None) -> Signed:
    by = by or signature()
    with desk(office.folders, targets, by.on) as laid_out:
        return sign_off(laid_out, by, sheet=checksum)


def _return(
    office: Office, *targets: str, reason: str = "金额有误", checksum: str | None = None
) -> Signed:
    by = signature()
    with desk(office.folders, targets, by.on) as laid_out:
        return send_back(laid_out, by, reason, sheet=checksum)


def _returned(office: Office) -> list[dict[str, Any]]:
    file = ledger(office, "returned.jsonl")
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_the_checksum_of_the_sheet_signs_what_it_shows(office: Office) -> None:
    printed = sheet(office, FILE).checksum
    assert _sign(office, FILE, checksum=printed.lower()).ids == ["t-0001", "t-0002"]
    assert sheet(office).entries == ()


def test_a_record_changed_since_it_was_printed_refuses_all(office: Office) -> None:
    printed = sheet(office, FILE).checksum
    office.write(FILE, [listing(1), listing(2, published_on="2025-03-09")])
    before = ledger(office).read_bytes()
    signed = _sign(office, FILE, checksum=printed)
    assert ([problem.code for problem in signed.refused], signed.ids) == (["checksum-differs"], [])
    assert signed.refused[0].text("en") == (
        f"expected the checksum {sheet(office, FILE).checksum} of what waits here, found"
        f" '{printed}': nothing is signed; print the sheet anew with 'site-builder review' and"
        " have that one signed"
    )
    assert ledger(office).read_bytes() == before


def test_a_record_more_or_another_path_refuses_all(office: Office) -> None:
    printed = sheet(office, FILE).checksum
    assert codes_of(_sign(office, f"{FILE}#t-0001", checksum=printed)) == ["checksum-differs"]
    office.write("listings/b.yml", [listing(3)])
    assert codes_of(_sign(office, "content", checksum=printed)) == ["checksum-differs"]
    assert codes_of(_sign(office, FILE, checksum=printed)) == []


def codes_of(signed: Signed) -> list[str]:
    return [problem.code for problem in signed.refused]


def test_the_same_command_again_finds_its_work_done(office: Office) -> None:
    printed = sheet(office, FILE).checksum
    _sign(office, FILE, checksum=printed)
    before = ledger(office).read_bytes()
    again = _sign(office, FILE, checksum=printed)
    assert (again.ids, again.standing, again.refused) == ([], 2, [])
    assert ledger(office).read_bytes() == before


def test_a_sheet_that_others_signed_is_no_sheet_of_these_two(office: Office) -> None:
    printed = sheet(office, FILE).checksum
    _sign(office, FILE, checksum=printed)
    other = _sign(office, FILE, checksum=printed, by=signature(approver="另一人"))
    assert codes_of(other) == ["checksum-differs"]


def test_with_a_checksum_nothing_beyond_the_sheet_is_confirmed(office: Office) -> None:
    office.approve(f"{FILE}#t-0001")
    targets = (f"{FILE}#t-0001", f"{FILE}#t-0002")
    printed = sheet(office, *targets).checksum
    assert _sign(office, *targets, checksum=printed).ids == ["t-0002"]


def test_a_return_signs_nothing_and_says_who_and_why(office: Office) -> None:
    before = ledger(office).read_bytes()
    assert _return(office, f"{FILE}#t-0002").ids == ["t-0002"]
    assert ledger(office).read_bytes() == before
    (line,) = _returned(office)
    assert line == {
        "id": "t-0002",
        "kind": "listing",
        "drafter": "经办人",
        "approver": "审签人",
        "document": "签2号",
        "on": "2025-06-02",
        "reason": "金额有误",
        "sha256": entry(office, "t-0002").digest,
    }


def test_a_return_shows_as_long_as_the_record_is_the_returned_one(office: Office) -> None:
    _return(office, FILE)
    back = entry(office, "t-0001").returned
    assert back is not None
    assert (back.reason, back.approver) == ("金额有误", "审签人")
    office.write(FILE, [listing(1, published_on="2025-03-09"), listing(2)])
    assert entry(office, "t-0001").returned is None
    assert entry(office, "t-0002").returned is not None


def test_the_same_return_twice_leaves_one_line(office: Office) -> None:
    _return(office, FILE)
    _return(office, FILE)
    assert len(_returned(office)) == 2
    _return(office, FILE, reason="缺附件")
    assert len(_returned(office)) == 4
    back = entry(office, "t-0001").returned
    assert back is not None
    assert back.reason == "缺附件"


def test_a_return_of_another_sheet_is_refused(office: Office) -> None:
    printed = sheet(office, FILE).checksum
    office.write("listings/b.yml", [listing(3)])
    assert codes_of(_return(office, "content", checksum=printed)) == ["checksum-differs"]
    assert not ledger(office, "returned.jsonl").exists()


def test_what_stands_signed_cannot_be_sent_back(office: Office) -> None:
    office.approve(FILE)
    assert _return(office, FILE).ids == []
    assert not ledger(office, "returned.jsonl").exists()


@pytest.mark.parametrize(
    "broken",
    [
        b'{"id": "t-0001", "ki',
        b"\xff\xfe not json\n",
        b"[1]\n",
        b'{"id": "t-0001", "sha256": 3}\n',
        b'{"id": "t-0001"}\n',
        b"",
    ],
)
def test_what_was_sent_back_is_no_sign_off_and_no_problem(office: Office, broken: bytes) -> None:
    _return(office, FILE)
    with ledger(office, "returned.jsonl").open("ab") as stream:
        stream.write(broken)
    office.approve(FILE)
    report = office.build()
    assert (codes(report), office.shown()) == ([], {"t-0001", "t-0002"})


def test_a_return_counts_as_no_sign_off(office: Office) -> None:
    _return(office, FILE)
    office.build()
    assert office.shown() == set()


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="needs links")
def test_nobody_signs_into_a_file_that_is_not_read(office: Office, tmp_path: Path) -> None:
    printed, before = sheet(office, FILE).checksum, ledger(office).read_bytes()
    outside = tmp_path / "elsewhere.jsonl"
    ledger(office).rename(outside)
    for name in ("2025.jsonl", "returned.jsonl"):
        ledger(office, name).symlink_to(outside)
    for said in (_sign(office, FILE, checksum=printed), _return(office, FILE)):
        assert ([problem.code for problem in said.refused], said.ids) == (["outside-content"], [])
    assert outside.read_bytes() == before


def test_row_253_adds_one_line_and_leaves_252_signed(tmp_path: Path) -> None:
    office = Office(tmp_path)
    rows = [listing(number) for number in range(1, 253)]
    office.write("listings/a.jsonl", rows)
    assert len(office.approve("listings/a.jsonl").ids) == 252
    before = ledger(office).read_bytes()
    # Rows may be sorted and added anywhere.
    office.write("listings/a.jsonl", [listing(253), *reversed(rows)])
    signed = office.approve("listings/a.jsonl", on="2025-03-03")
    after = ledger(office).read_bytes()
    assert (signed.ids, signed.standing) == (["t-0253"], 252)
    assert after.startswith(before)
    assert after[len(before) :].count(b"\n") == 1
