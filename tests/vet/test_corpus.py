"""Which version of each record stands, and that what hides is never lost."""

from __future__ import annotations

import json

import pytest

from tests.office import article, listing
from tests.vet.night import Nights, nights

__all__ = ["nights"]

FILE = "listings/a.yml"
REMOVED = {"kind": "removed_early", "on": "2025-05-01"}


def _without(value: str, record: dict[str, object]) -> dict[str, object]:
    return {key: item for key, item in record.items() if key != value}


def test_a_changed_record_stands_as_it_was_signed(nights: Nights) -> None:
    nights.signed(FILE, [listing(1)])
    nights.night()
    nights.write(FILE, [listing(1, name="测试区改名建筑有限公司")])
    night = nights.night()
    assert night.codes() == ["changed-after-sign-off"]
    assert night.value("t-0001", "employer", "name") == "测试区远穗1号建筑劳务有限公司"


def test_a_changed_record_without_a_last_good_version_is_unvetted(nights: Nights) -> None:
    nights.signed(FILE, [listing(1)])
    nights.write(FILE, [listing(1, name="测试区改名建筑有限公司")])
    assert nights.night().state("t-0001") == "unvetted"


def test_a_changed_record_is_hidden_by_an_event_of_tonight(nights: Nights) -> None:
    nights.signed(FILE, [listing(1)])
    nights.night()
    nights.write(FILE, [listing(1, name="测试区改名建筑有限公司", events=[REMOVED])])
    assert nights.night().state("t-0001") == "removed_early"


def test_a_faulty_record_stands_as_its_last_good_version(nights: Nights) -> None:
    nights.signed(FILE, [listing(1), listing(2)])
    nights.night()
    nights.write(FILE, [listing(1, regime="arears-list-2022"), listing(2)])
    night = nights.night()
    assert (night.state("t-0001"), night.state("t-0002")) == ("in_force", "in_force")
    assert night.value("t-0001", "regime") == "arrears-list-2022"


@pytest.mark.parametrize(
    "written",
    [
        [{"kind": "removed_erly", "on": "2025-05-01"}],
        [{"kind": "Removed early", "on": "2025-05-01"}],
        [{"kind": "提前移出", "on": "2025-05-01"}],
        [{"kind": "removed_early", "on": "2025年5月1日"}],
        [{"kind": "removed_early"}],
        [{"knd": "removed_early", "on": "2025-05-01"}],
        [{"removed_early": "2025-05-01"}],
        ["removed_early"],
        {"kind": "removed_early", "on": "2025-05-01"},
    ],
    ids=str,
)
def test_a_misspelt_removal_hides_all_the_same(nights: Nights, written: object) -> None:
    nights.signed(FILE, [listing(1), listing(2)])
    nights.night()
    nights.write(FILE, [listing(1, events=written), listing(2)])
    night = nights.night()
    assert (night.state("t-0001"), night.state("t-0002")) == ("removed_early", "in_force")


@pytest.mark.parametrize("key", ["event", "evnets", "removed_early"])
def test_a_removal_under_a_misspelt_key_hides_all_the_same(nights: Nights, key: str) -> None:
    nights.signed(FILE, [listing(1)])
    nights.night()
    value: object = "2025-05-01" if key == "removed_early" else [REMOVED]
    nights.write(FILE, [{**listing(1), key: value}])
    assert nights.night().state("t-0001") == "removed_early"


def test_a_misspelt_showing_event_does_not_hide(nights: Nights) -> None:
    nights.signed(FILE, [listing(1)])
    nights.night()
    nights.write(FILE, [listing(1, events=[{"kind": "unsheilded", "on": "2025-05-01"}])])
    assert nights.night().state("t-0001") == "in_force"


def test_a_slip_that_hides_a_person_without_a_name_hides_them_all(nights: Nights) -> None:
    nights.signed(FILE, [listing(1)])
    nights.night()
    nights.write(FILE, [listing(1, events=[{"kind": "person_hidden", "on": "2025-05-01"}])])
    night = nights.night()
    found = night.prepared.vetted.store.get("t-0001")
    assert found is not None
    assert [(event.kind.value, event.name) for event in found.events] == [("person_hidden", None)]


def test_an_article_withdrawn_in_other_words_is_withdrawn(nights: Nights) -> None:
    nights.signed("typical-cases/a.md", article())
    nights.night()
    nights.write("typical-cases/a.md", article(withdrawn="2025年5月1日"))
    assert nights.night().state("tc-1") == "withdrawn"


def test_an_article_withdrawn_under_a_misspelt_key_is_withdrawn(nights: Nights) -> None:
    nights.signed("typical-cases/a.md", article())
    nights.night()
    nights.write("typical-cases/a.md", article(withdrwan={"on": "2025-05-01"}))
    assert nights.night().state("tc-1") == "withdrawn"


def test_an_id_in_capitals_is_told_all_the_same(nights: Nights) -> None:
    nights.signed(FILE, [listing(1)])
    nights.night()
    nights.write(FILE, [{**listing(1, events=[REMOVED]), "id": "T-0001"}])
    night = nights.night()
    assert (night.state("t-0001"), night.codes()) == ("removed_early", ["bad-id"])


def test_a_faulty_removal_takes_the_other_parties_of_its_decision(nights: Nights) -> None:
    document = "测人社列字〔2025〕9号"
    nights.signed(FILE, [listing(1, document=document)])
    broken = listing(2, document=document, events=[REMOVED], regime="arears-list-2022")
    nights.write("listings/b.yml", [broken])
    assert nights.night().state("t-0001") == "removed_early"


def test_a_file_that_cannot_be_read_leaves_its_records_as_they_stood(nights: Nights) -> None:
    nights.signed(FILE, [listing(1), listing(2)])
    nights.night()
    nights.write(FILE, b"PK\x03\x04 a spreadsheet")
    night = nights.night()
    assert night.said() == [
        "content/listings/a.yml: expected plain text, found a ZIP archive or an Office file"
    ]
    assert (night.state("t-0001"), night.state("t-0002")) == ("in_force", "in_force")


def test_a_file_counts_as_far_as_it_can_be_read(nights: Nights) -> None:
    nights.signed("listings/a.jsonl", [listing(1), listing(2), listing(3)])
    nights.night()
    one = json.dumps(listing(1, events=[REMOVED]), ensure_ascii=False)
    nights.write("listings/a.jsonl", one + "\n{broken\n")
    night = nights.night()
    assert [night.state(f"t-000{n}") for n in (1, 2, 3)] == [
        "removed_early",
        "in_force",
        "in_force",
    ]


def test_a_folder_that_became_a_link_leaves_its_records_as_they_stood(nights: Nights) -> None:
    nights.signed("listings/2025/a.yml", [listing(1)])
    nights.night()
    (nights.content / "listings/2025").rename(nights.folders.site / "elsewhere")
    (nights.content / "listings/2025").symlink_to(nights.folders.site / "elsewhere")
    night = nights.night()
    assert night.said() == [
        (
            "content/listings/2025: expected a file inside the content folder,"
            " found a link that leads out of it"
        )
    ]
    assert night.state("t-0001") == "in_force"


def test_a_record_without_its_id_stands_as_it_was(nights: Nights) -> None:
    nights.signed(FILE, [listing(1), listing(2)])
    nights.night()
    nights.write(FILE, [_without("id", listing(1)), listing(2)])
    night = nights.night()
    assert (night.state("t-0001"), night.codes()) == ("in_force", ["missing-field"])


def test_a_record_gone_from_a_readable_file_is_not_kept(nights: Nights) -> None:
    nights.signed(FILE, [listing(1), listing(2)])
    nights.night()
    nights.write(FILE, [listing(2)])
    night = nights.night()
    assert (night.state("t-0001"), night.codes()) == ("gone", ["vanished"])


def test_twins_stand_as_the_one_that_was_and_keep_what_either_hides(nights: Nights) -> None:
    nights.signed(FILE, [listing(1)])
    nights.night()
    nights.write(FILE, [listing(1), listing(1, events=[REMOVED]), listing(1)])
    night = nights.night()
    assert (night.state("t-0001"), set(night.codes())) == ("removed_early", {"duplicate-id"})


def test_a_twin_of_a_faulty_record_does_not_stand(nights: Nights) -> None:
    nights.signed(FILE, [listing(1)])
    nights.write(FILE, [listing(1), listing(1, regime=None)])
    night = nights.night()
    assert night.state("t-0001") == "unvetted"
    assert night.codes() == ["duplicate-id", "duplicate-id", "missing-field"]


def test_an_honoured_event_stays_when_its_line_goes(nights: Nights) -> None:
    nights.signed(FILE, [listing(1, events=[REMOVED])])
    nights.night()
    nights.write(FILE, [listing(1)])
    night = nights.night()
    assert night.said() == [
        (
            "content/listings/a.yml:1: events: the event 'removal' of 2025-05-01 that"
            " a release honoured is gone or moved; the record stays hidden until a newer sign-off:"
            " approve content/listings/a.yml#t-0001"
        )
    ]
    assert night.state("t-0001") == "removed_early"


def test_an_honoured_event_stays_when_it_moves_to_a_later_day(nights: Nights) -> None:
    nights.signed(FILE, [listing(1, events=[{"kind": "suspended", "on": "2025-05-01"}])])
    nights.night()
    nights.write(FILE, [listing(1, events=[{"kind": "suspended", "on": "2025-08-01"}])])
    assert nights.night().state("t-0001") == "suspended"


def test_an_event_that_no_release_honoured_may_go(nights: Nights) -> None:
    nights.signed(FILE, [listing(1, events=[{"kind": "suspended", "on": "2025-08-01"}])])
    nights.night("2025-06-01")
    nights.write(FILE, [listing(1)])
    night = nights.night("2025-06-02")
    assert (night.state("t-0001"), night.codes()) == ("in_force", [])


def test_a_newer_sign_off_ends_an_honoured_event(nights: Nights) -> None:
    nights.signed(FILE, [listing(1, events=[{"kind": "suspended", "on": "2025-05-01"}])])
    nights.night()
    nights.write(FILE, [listing(1)])
    nights.approve(f"{FILE}#t-0001", on="2025-06-01")
    night = nights.night()
    assert (night.state("t-0001"), night.codes()) == ("in_force", [])
    assert nights.night().codes() == []


def test_an_honoured_hold_stays_when_its_line_goes(nights: Nights) -> None:
    nights.signed(FILE, [listing(1)])
    hold = {"id": "t-0001", "reason": "inquiry", "by": "值班员", "on": "2025-05-01"}
    nights.write("holds.yml", [hold])
    assert nights.night().state("t-0001") == "held"
    nights.write("holds.yml", "# 已解除\n")
    night = nights.night()
    assert night.state("t-0001") == "held"
    assert "hold-gone" in night.codes()


def test_a_faulty_hold_holds_all_the_same(nights: Nights) -> None:
    nights.signed(FILE, [listing(1)])
    nights.write("holds.yml", [{"id": "t-0001", "reason": "inquiry", "by": "值班员", "on": "今天"}])
    night = nights.night()
    assert night.said() == [
        "content/holds.yml:4: on: expected a day like 2025-03-01, found text of 2 characters"
    ]
    assert night.state("t-0001") == "held"


def test_of_two_holds_the_earlier_one_counts(nights: Nights) -> None:
    nights.signed(FILE, [listing(1)])
    hold = {"id": "t-0001", "reason": "inquiry", "by": "值班员"}
    nights.write("holds.yml", [{**hold, "on": "2025-05-01"}, {**hold, "on": "2025-08-01"}])
    assert nights.night().state("t-0001") == "held"
