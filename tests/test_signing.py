"""Signing off: what is written, what is refused, and that it may be repeated."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest
import rfc8785

from site_builder.model.moment import Moment
from site_builder.signing import Signature, Signed, sign
from tests.office import ORGANS, Office, listing

if TYPE_CHECKING:
    from pathlib import Path

FILE = "listings/a.yml"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def _sign(office: Office, *targets: str, on: str = "2025-03-02", **people: str) -> Signed:
    names = {"drafter": "经办人", "approver": "审签人", "document": "签1号", **people}
    return sign(office.folders, targets, Signature(**names, on=Moment.parse(on).day))


def _lines(office: Office, year: int = 2025) -> list[dict[str, Any]]:
    text = (office.content / f"sign-offs/{year}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _refused(signed: Signed) -> list[str]:
    return [problem.text("en") for problem in signed.refused]


def test_a_line_says_who_when_under_what_and_exactly_which_values(office: Office) -> None:
    record = listing(1)
    office.write(FILE, [record])
    _sign(office, f"content/{FILE}")
    assert _lines(office)[-1] == {
        "id": "t-0001",
        "kind": "listing",
        "drafter": "经办人",
        "approver": "审签人",
        "document": "签1号",
        "on": "2025-03-02",
        "first_on": "2025-03-02",
        "sha256": hashlib.sha256(rfc8785.dumps(record)).hexdigest(),
    }


def test_a_line_goes_into_the_file_of_its_year(office: Office) -> None:
    office.write(FILE, [listing(1)])
    _sign(office, f"content/{FILE}", on="2026-01-01")
    assert [line["id"] for line in _lines(office, 2026)] == ["t-0001"]


def test_a_last_line_without_its_end_is_ended_first(office: Office) -> None:
    file = office.content / "sign-offs/2025.jsonl"
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    office.write(FILE, [listing(1)])
    _sign(office, f"content/{FILE}")
    assert [line["id"] for line in _lines(office)] == ["hrss", "t-0001"]


@pytest.mark.parametrize(
    "target",
    [
        "content/listings/a.yml",
        "listings/a.yml",
        "content/listings",
        "listings",
        "content/",
        "listings/../listings",
    ],
)
def test_a_target_is_given_from_the_site_or_its_content(office: Office, target: str) -> None:
    office.write(FILE, [listing(1), listing(2)])
    assert set(_sign(office, target).ids) == {"t-0001", "t-0002"}


def test_a_target_is_given_from_where_one_stands(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.write(FILE, [listing(1)])
    monkeypatch.chdir(office.content / "listings")
    assert _sign(office, "a.yml").ids == ["t-0001"]


def test_one_record_is_signed_by_its_id(office: Office) -> None:
    office.write(FILE, [listing(1), listing(2)])
    assert _sign(office, f"content/{FILE}#t-0002").ids == ["t-0002"]
    assert _sign(office, "#t-0001").ids == ["t-0001"]


def test_what_stands_signed_gets_no_second_line(office: Office) -> None:
    office.write(FILE, [listing(1), listing(2)])
    _sign(office, f"content/{FILE}#t-0001")
    signed = _sign(office, f"content/{FILE}", f"content/{FILE}", "content")
    assert (signed.ids, signed.standing) == (["t-0002"], 2)
    assert [line["id"] for line in _lines(office)] == ["hrss", "t-0001", "t-0002"]


def test_a_record_named_by_its_id_is_confirmed_anew_but_only_once(office: Office) -> None:
    office.write(FILE, [listing(1)])
    _sign(office, f"content/{FILE}")
    assert _sign(office, f"content/{FILE}#t-0001", on="2025-06-01").ids == ["t-0001"]
    assert _sign(office, f"content/{FILE}#t-0001", on="2025-06-01").ids == []
    assert [line["on"] for line in _lines(office)[1:]] == ["2025-03-02", "2025-06-01"]


def test_what_one_person_signed_alone_is_signed_anew(office: Office) -> None:
    office.write(FILE, [listing(1)])
    _sign(office, f"content/{FILE}")
    file = office.content / "sign-offs/2025.jsonl"
    file.write_text(file.read_text("utf-8").replace("审签人", "经办人"), "utf-8")
    assert _sign(office, f"content/{FILE}").ids == ["t-0001"]


def test_the_first_day_is_kept_and_may_only_become_earlier(office: Office) -> None:
    office.write(FILE, [listing(1)])
    _sign(office, f"content/{FILE}", on="2025-04-01")
    _sign(office, f"content/{FILE}#t-0001", on="2025-06-01")
    _sign(office, f"content/{FILE}#t-0001", on="2025-03-05")
    assert [line["first_on"] for line in _lines(office)[1:]] == [
        "2025-04-01",
        "2025-04-01",
        "2025-03-05",
    ]


def test_a_sign_off_of_an_older_day_than_the_newest_is_told_not_to_count(office: Office) -> None:
    office.write(FILE, [listing(1)])
    _sign(office, f"content/{FILE}", on="2025-06-01")
    office.write(FILE, [listing(1, published_on="2025-03-09")])
    signed = _sign(office, f"content/{FILE}", on="2025-05-31")
    assert [problem.text("en") for problem in signed.findings] == [
        "content/sign-offs/2025.jsonl:2: this sign-off of 2025-06-01 counts, being the newest"
    ]


@pytest.mark.parametrize("approver", ["经办人", "经 办 人", "　经办人"])
def test_nobody_approves_what_he_drafted(office: Office, approver: str) -> None:
    office.write(FILE, [listing(1)])
    signed = _sign(office, f"content/{FILE}", approver=approver)
    assert _refused(signed) == ["expected an approver other than the drafter"]
    assert len(_lines(office)) == 1


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (
            "content/nothing.yml",
            "content/nothing.yml: expected a file or folder of the content folder, found none",
        ),
        (
            "../elsewhere",
            "../elsewhere: expected a file or folder of the content folder, found none",
        ),
        ("/etc/passwd", "/etc/passwd: expected a file or folder of the content folder, found none"),
        ("x" * 300, "x" * 64 + "…: expected a file or folder of the content folder, found none"),
        (
            "content/listings/a.yml#t-0009",
            "content/listings/a.yml: no record 't-0009'; did you mean 't-0001'?",
        ),
        ("content/listings/a.yml#hrss", "content/listings/a.yml: no record 'hrss' here"),
    ],
)
def test_a_target_that_names_nothing_is_refused_and_nothing_is_signed(
    office: Office, target: str, message: str
) -> None:
    office.write(FILE, [listing(1)])
    office.write("listings/b.yml", [listing(2)])
    signed = _sign(office, target, "listings/b.yml")
    assert (_refused(signed), signed.ids) == ([message], [])
    assert len(_lines(office)) == 1


def test_a_file_that_holds_nothing_to_sign_is_refused_and_the_rest_is_signed(
    office: Office,
) -> None:
    office.write("listings/b.yml", [listing(2)])
    signed = _sign(office, "content/site.yml", "listings/b.yml")
    assert _refused(signed) == ["content/site.yml: expected records, found none"]
    assert signed.ids == ["t-0002"]


def test_a_link_that_leads_out_is_refused(office: Office, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_text("id: t-0009\n", "utf-8")
    (office.content / "listings").mkdir()
    (office.content / "listings/a.yml").symlink_to(outside)
    assert _refused(_sign(office, "content/listings/a.yml")) == [
        "content/listings/a.yml: expected a file or folder of the content folder, found none"
    ]


def test_a_faulty_record_is_refused_and_its_neighbours_are_signed(office: Office) -> None:
    office.write(FILE, [listing(1), listing(2, arears={"workers": 3})])
    signed = _sign(office, f"content/{FILE}")
    assert _refused(signed) == [
        "content/listings/a.yml:27: arears: no field 'arears' here; did you mean 'arrears'?"
    ]
    assert signed.ids == ["t-0001"]


def test_a_faulty_record_named_by_its_id_is_refused_with_its_fault(office: Office) -> None:
    office.write(FILE, [listing(1), listing(2, arears={"workers": 3})])
    assert _refused(_sign(office, f"content/{FILE}#t-0002")) == [
        "content/listings/a.yml:27: arears: no field 'arears' here; did you mean 'arrears'?"
    ]
    assert _refused(_sign(office, f"content/{FILE}#t-0001")) == []


def test_an_unreadable_file_is_refused(office: Office) -> None:
    office.write(FILE, b"PK\x03\x04")
    assert _refused(_sign(office, f"content/{FILE}")) == [
        "content/listings/a.yml: expected plain text, found a ZIP archive or an Office file"
    ]


def test_findings_are_said_and_refuse_nothing(office: Office) -> None:
    office.write(FILE, [listing(1, regime="arears-list-2022")])
    signed = _sign(office, f"content/{FILE}")
    assert [problem.text("en") for problem in signed.findings] == [
        (
            "content/listings/a.yml:2: regime: no regime 'arears-list-2022';"
            " did you mean 'arrears-list-2022'?"
        )
    ]
    assert (signed.ids, signed.refused) == (["t-0001"], [])


def test_a_regime_of_the_site_is_signed_like_a_record(office: Office) -> None:
    office.write(
        "regimes/own-list.yml",
        {
            "id": "own-list",
            "name": "示例办法",
            "applies_to": ["listing"],
            "clock": {"term": {"years": 1}},
            "fields": {},
        },
    )
    assert _sign(office, "content/regimes").ids == ["own-list"]


def test_a_listing_signed_with_its_organ_gives_no_finding(tmp_path: Path) -> None:
    office = Office(tmp_path / "site")
    office.write("organs.yml", [*ORGANS, {"id": "other", "name": "另一机关", "level": "county"}])
    record = listing(1)
    record["decision"]["organ"] = "other"
    office.write("listings/a.yml", [record])
    assert office.approve("organs.yml", "listings/a.yml").findings == []
