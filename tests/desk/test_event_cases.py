"""Events of cases: their own kinds, one record alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desk.ordering import events, order
from tests.office import Office, listing

FILE = "cases/a.yml"


def case(number: int, **changes: Any) -> dict[str, Any]:
    """A penalty of an invented firm, issued on 2026-04-02 unless said otherwise."""
    record = {
        "id": f"cf-{number:04}",
        "type": "administrative_penalty",
        "regime": "credit-general-2026",
        "party": {"name": f"测试区砾川{number}号建设有限公司", "region": "150102"},
        "document": {
            "number": changes.pop("document", f"测人社罚字〔2026〕{number}号"),
            "organ": "hrss",
            "issued_on": changes.pop("issued_on", "2026-04-02"),
        },
    }
    return {**record, **changes}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "site")
    made.signed(FILE, [case(1), case(2)], on="2026-04-03")
    return made


def _order(office: Office, *words: str) -> Any:
    return order(office, *words, as_of="2026-05-01")


@pytest.mark.parametrize("kind", ["changed", "revoked", "confirmed_unlawful", "confirmed_void"])
def test_a_withdrawn_decision_is_revoked_alone(office: Office, kind: str) -> None:
    found = _order(office, "测人社罚字(2026)1号", kind, "--on", "2026-05-10")
    assert found.code == 0
    assert "now in force; from 2026-05-10 revoked" in found.out
    assert "this reason, are published at its old address for a year" in found.out
    assert "行政处罚法第四十八条" in found.out
    assert (len(events(office, "cf-0001", FILE)), len(events(office, "cf-0002", FILE))) == (1, 0)


def test_what_takes_its_place_is_written(office: Office) -> None:
    words = ("changed", "--on", "2026-05-10", "--superseded-by", "测人社罚字〔2026〕9号")
    assert _order(office, "cf-0001", *words).code == 0
    assert events(office, "cf-0001", FILE)[0]["superseded_by"] == "测人社罚字〔2026〕9号"


def test_a_repair_before_its_time_is_honoured_with_a_warning(office: Office) -> None:
    found = _order(office, "cf-0001", "repaired", "--on", "2026-06-10")
    assert found.code == 0
    assert "removed early" in found.out
    assert "are published" not in found.out
    assert "removed on 2026-06-10, before it could be applied for from 2026-07-03" in found.err
    later = _order(office, "cf-0002", "repaired", "--on", "2026-07-03")
    assert (later.code, "before it could" in later.err) == (0, False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("removed_early", "--on", "2026-05-10"), "know no event 'removal'"),
        (
            ("person_hidden", "--on", "2026-05-10", "--name", "甲"),
            "know no event 'hiding of a person'",
        ),
        (("resumed", "--on", "2026-05-10"), "no suspension stands"),
        (("revoked", "--on", "2026-04-01"), "a day not before the decision of 2026-04-02"),
        (("repaired", "--on", "2027-04-03"), "its term ended on 2027-04-02 (24:00)"),
    ],
)
def test_what_a_case_cannot_have_is_refused(
    office: Office, words: tuple[str, ...], said: str
) -> None:
    found = _order(office, "cf-0001", *words)
    assert (found.code, found.out) == (1, "")
    assert said in found.err


def test_two_cases_of_one_document_are_meant_by_their_ids(office: Office) -> None:
    office.signed("cases/b.yml", [case(3, document="测人社罚字〔2026〕1号")], on="2026-04-03")
    found = _order(office, "测人社罚字〔2026〕1号", "revoked", "--on", "2026-05-10")
    assert found.code == 2
    assert found.err.endswith("with this number: cf-0001, cf-0003\n")
    assert _order(office, "cf-0003", "revoked", "--on", "2026-05-10").code == 0
    assert events(office, "cf-0001", FILE) == []


def test_a_number_of_a_case_and_a_decision_is_not_clear(office: Office) -> None:
    office.signed("listings/a.yml", [listing(1, document="测人社罚字〔2026〕1号")])
    assert _order(office, "测人社罚字〔2026〕1号", "revoked", "--on", "2026-05-10").code == 2
