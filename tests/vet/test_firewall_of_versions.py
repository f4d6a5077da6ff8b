"""What a faulty record was to say is looked into as well, so that all problems are told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import Office, article, case, codes, listing

PHONE = "请打电话13912345678找他。"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def told(office: Office) -> list[tuple[str, str | None, int | None]]:
    return [(p.code, p.field, p.line) for p in office.build().problems if p.record]


@pytest.mark.parametrize(
    ("body", "front", "fault"),
    [
        (f"![](a.png)\n\n{PHONE}", {}, "missing-picture"),
        (PHONE, {"tpyo": "1"}, "unknown-field"),
        (PHONE, {"published_on": "2025-02-30"}, "bad-date"),
    ],
)
def test_a_number_in_an_article_is_told_with_what_else_is_wrong(
    office: Office, body: str, front: dict[str, str], fault: str
) -> None:
    office.write("typical-cases/tc-1.md", article(body, **front))
    found = told(office)
    assert fault in {code for code, _field, _line in found}
    assert ("personal-data", "body") in {(code, field) for code, field, _line in found}


def test_a_number_in_a_case_is_told_with_what_else_is_wrong(office: Office) -> None:
    office.write("cases/c.yml", [case(1, facts=PHONE, type="unheard_of"), case(2, regime=5)])
    found = told(office)
    assert ("personal-data", "facts") in {(code, field) for code, field, _line in found}
    assert len(found) == 3


def test_names_that_a_record_may_tell_are_no_finding_where_it_is_faulty(office: Office) -> None:
    facts = "经查，该单位由王建国饭店转包，拖欠工人工资，逾期未支付。"
    office.write("cases/c.yml", [case(1, name="王建国饭店", facts=facts, tpyo="1")])
    office.write("listings/a.yml", [listing(2, tpyo="1")])
    assert {code for code, _field, _line in told(office)} == {"unknown-field"}


def test_what_it_says_lets_nothing_stand_elsewhere(office: Office) -> None:
    office.signed("typical-cases/tc-1.md", article())
    office.build()
    office.write("typical-cases/tc-1.md", article(PHONE, tpyo="1"))
    report = office.build()
    assert {"personal-data", "unknown-field"} <= set(codes(report))
    assert office.files_with("13912345678") == []
    assert "tc-1" in office.shown()
