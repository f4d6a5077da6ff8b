"""What the chief is shown: what waits, what changed, how it will look, what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from site_builder.resources import pack_folder
from site_builder.signing import Standing, as_text
from site_builder.signing.checksum import checksum
from site_builder.signing.differences import Change
from tests.office import ORGANS, Office, article, listing
from tests.signing.desks import FILE, entry, ledger, sheet
from tests.vet.night import Nights

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.signing import Entry


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Two listings, signed and remembered by one night."""
    made = Nights(tmp_path / "site")
    made.signed(FILE, [listing(1), listing(2)])
    made.night()
    return made


def _public(found: Entry, name: str) -> tuple[str, tuple[Any, ...]]:
    assert found.outlook is not None
    field = next(field for field in found.outlook.fields if field.name == name)
    return field.shown.value, field.values


def test_what_stands_signed_does_not_wait(office: Office) -> None:
    assert sheet(office).entries == ()
    office.write(FILE, [listing(1), listing(2), listing(3)])
    assert [each.id for each in sheet(office).entries] == ["t-0003"]


def test_its_checksum_is_of_exactly_what_waits(office: Office) -> None:
    office.write(FILE, [listing(1), listing(2), listing(3)])
    one = sheet(office)
    office.write("listings/b.yml", [listing(4)])
    both = sheet(office)
    assert one.checksum != both.checksum == checksum(both.entries)
    assert sheet(office, "content/listings/a.yml").checksum == one.checksum


def test_a_change_is_said_field_by_field(office: Office) -> None:
    office.write(FILE, [listing(1, published_on="2025-03-09"), listing(2)])
    found = entry(office, "t-0001")
    assert (found.standing, str(found.signed_on)) == (Standing.CHANGED, "2025-03-02")
    assert found.changes == (Change("published_on", None, "2025-03-09"),)


def test_only_the_version_that_was_signed_is_compared_with(office: Office) -> None:
    office.write(FILE, [listing(1, published_on="2025-03-09"), listing(2)])
    office.approve(FILE, on="2025-06-01")  # signed, but never built: not at hand
    office.write(FILE, [listing(1, published_on="2025-03-10"), listing(2)])
    found = entry(office, "t-0001")
    assert not found.is_signed_version_at_hand
    assert Change("employer.name", None, listing(1)["employer"]["name"]) in found.changes


def test_without_a_state_folder_the_signed_version_is_not_at_hand(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.signed(FILE, [listing(1)])
    office.write(FILE, [listing(1, published_on="2025-03-09")])
    found = entry(office, "t-0001")
    assert (found.standing, found.is_signed_version_at_hand) == (Standing.CHANGED, False)
    assert not office.folders.state.exists()


def test_a_hiding_event_waits_for_nobody(office: Office) -> None:
    events = [{"kind": "suspended", "on": "2025-05-01"}]
    office.write(FILE, [listing(1, events=events), listing(2)])
    assert sheet(office).entries == ()


def test_a_hiding_event_is_no_change_but_shows_in_the_outlook(office: Office) -> None:
    events = [{"kind": "suspended", "on": "2025-05-01"}]
    office.write(FILE, [listing(1, events=events, published_on="2025-03-09"), listing(2)])
    found = entry(office, "t-0001")
    assert [change.field for change in found.changes] == ["published_on"]
    assert found.outlook is not None
    assert found.outlook.state == "suspended"


def test_the_outlook_is_what_the_public_would_see(office: Office) -> None:
    record = listing(3, person="测试人甲", arrears={"amount": "100.00"})
    office.write(FILE, [listing(1), listing(2), record])
    found = entry(office, "t-0003")
    assert found.outlook is not None
    assert (found.outlook.state, str(found.outlook.last_day)) == ("in_force", "2028-03-01")
    assert _public(found, "employer.name") == ("full", (record["employer"]["name"],))
    assert _public(found, "employer.region") == ("full", ("内蒙古自治区呼和浩特市新城区",))
    assert _public(found, "decision.organ") == ("full", (ORGANS[0]["name"],))


def test_a_field_that_the_regime_does_not_name_shows_nothing(office: Office) -> None:
    office.write(
        "regimes/own.yml",
        {
            "id": "own",
            "name": "示例办法",
            "applies_to": ["listing"],
            "clock": {"starts_with": "decided_on", "term": {"years": 1}, "citation": "第一条"},
            "fields": {
                "employer.name": {"show": "full", "citation": "第二条"},
                "persons.name": {"show": "surname", "citation": "第三条"},
            },
        },
    )
    office.write("listings/b.yml", [listing(3, regime="own", person="欧阳某甲")])
    found = entry(office, "t-0003")
    assert _public(found, "persons.name") == ("surname", ("欧阳某",))
    assert _public(found, "decision.number") == ("withheld", ())


def test_a_record_to_come_says_when_it_enters(office: Office) -> None:
    office.write("listings/b.yml", [listing(3, published_on="2025-07-01")])
    found = entry(office, "t-0003").outlook
    assert found is not None
    assert (found.state, str(found.shows_from)) == ("scheduled", "2025-07-01")


def test_a_link_to_a_listing_that_waits_with_it_shows(office: Office) -> None:
    body = "涉事[某建筑](listing:t-0003)与[他家](listing:t-0009)。"
    office.write("typical-cases/a.md", article(body))
    office.write("listings/b.yml", [listing(3)])
    _shown, (text,) = _public(entry(office, "tc-1"), "body")
    assert text.strip() == "涉事[某建筑](listing:t-0003)与某公司。"


def test_findings_are_those_of_check_and_say_what_they_hold_back(office: Office) -> None:
    office.write("listings/b.yml", [listing(3, regime="arears-list-2022")])
    found = entry(office, "t-0003")
    assert [problem.code for problem in found.findings] == ["unknown-regime"]
    assert found.outlook is not None
    assert found.outlook.is_held_back


def test_an_organ_signed_together_with_its_listing_is_no_finding(office: Office) -> None:
    record = listing(3)
    record["decision"]["organ"] = "other"
    office.write("organs.yml", [*ORGANS, {"id": "other", "name": "另一机关", "level": "county"}])
    office.write("listings/b.yml", [record])
    assert {each.id: each.findings for each in sheet(office).entries} == {"other": (), "t-0003": ()}


def test_a_faulty_record_is_refused_with_what_is_wrong(office: Office) -> None:
    office.write("listings/b.yml", [listing(3, arears={"workers": 3}), listing(4)])
    found = sheet(office)
    assert [each.id for each in found.entries] == ["t-0004"]
    assert [problem.code for problem in found.refused] == ["unknown-field"]


def test_a_sign_off_by_one_person_alone_waits_for_another(office: Office) -> None:
    file = ledger(office)
    file.write_text(file.read_text("utf-8").replace("审签人", "经办人"), "utf-8")
    assert {each.standing for each in sheet(office).entries} == {Standing.UNSOUND}


def test_a_regime_as_shipped_needs_no_sign_off(office: Office) -> None:
    shipped = pack_folder() / "arrears-list-2022.yml"
    office.write("regimes/arrears-list-2022.yml", shipped.read_bytes())
    assert sheet(office).entries == ()


def test_a_site_without_a_usable_site_file_still_shows_what_waits(office: Office) -> None:
    office.write("site.yml", "name: [")
    office.folders.state.rename(office.folders.site / "elsewhere")
    office.write("listings/b.yml", [listing(3)])
    found = entry(office, "t-0003")
    assert (found.outlook, found.changes[0].new) == (None, "t-0003")
    assert "Once signed: cannot be said: site.yml" in as_text(sheet(office), "en")


def test_what_the_site_loosens_waits_with_what_each_option_loosens(office: Office) -> None:
    office.set_up(
        is_signed=False, grounds={"spp-case-info-2021": "同意转载"}, only_warn=["plate", "health"]
    )
    found = entry(office, "site")
    assert (found.kind, found.place, found.outlook) == ("site", "content/site.yml:13", None)
    assert [(each.field, each.new) for each in found.changes] == [
        ("grounds.spp-case-info-2021", "同意转载"),
        ("only_warn", "plate"),
        ("only_warn", "health"),
    ]
    text = as_text(sheet(office), "en")
    assert "Shown though of another field of law: spp-case-info-2021" in text
    assert "Findings that only warn, and keep nothing from the public" in text


def test_a_site_that_loosens_nothing_has_nothing_to_sign(office: Office) -> None:
    assert sheet(office, "content/site.yml").entries == ()
