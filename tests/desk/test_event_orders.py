"""What an order comes to: on whom it acts, what follows, what is refused and what is unusual."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desk.ordering import events, order
from tests.office import Office, article, listing

FILE = "listings/a.yml"
REMOVED = {"kind": "removed_early", "on": "2025-05-05"}
NUMBER = "测人社列字〔2025〕1号"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "单位 公示")


def _one(office: Office, *happened: dict[str, Any], **changes: Any) -> Office:
    office.signed(FILE, [listing(1, events=list(happened), **changes)])
    return office


# Who is meant


@pytest.mark.parametrize(
    "written",
    [
        "t-0001",
        NUMBER,
        "测人社列字[2025]1号",
        "测人社列字(2025)1号",
        "测人社列字（２０２５）１号",
        " t-0001 ",
    ],
)
def test_a_removal_takes_all_parties_of_the_decision(office: Office, written: str) -> None:
    others = [listing(2, document="测人社列字[2025]1号"), listing(3)]
    office.signed(FILE, [listing(1), *others])
    office.signed("listings/b.jsonl", [listing(4, document=NUMBER)])
    found = order(office, written, "removed_early", "--on", "2025-06-10", "--document", "移1号")
    assert found.code == 0
    assert "recorded on 3 records in 2 files" in found.err
    event = {"kind": "removed_early", "on": "2025-06-10", "document": "移1号"}
    assert events(office, "t-0001") == events(office, "t-0002") == [event]
    assert events(office, "t-0003") == []
    office.build("2025-06-09")
    assert office.listed() == {"t-0001", "t-0002", "t-0003", "t-0004"}
    office.build("2025-06-10")
    assert office.listed() == {"t-0003"}


def test_a_decision_of_another_organ_is_another_decision(office: Office) -> None:
    organs = [
        {"id": name, "name": f"测试区{name}局", "level": "county", "region": "150102"}
        for name in ("hrss", "other")
    ]
    office.signed("organs.yml", organs)
    other = listing(2, document=NUMBER)
    other["decision"]["organ"] = "other"
    office.signed(FILE, [listing(1), other])
    assert order(office, "t-0001", "revoked", "--on", "2025-06-10").code == 0
    assert (len(events(office, "t-0001")), len(events(office, "t-0002"))) == (1, 0)
    found = order(office, NUMBER, "revoked", "--on", "2025-06-11")
    assert (found.code, found.out) == (2, "")
    assert found.err == (
        "expected one decision, found several records with this number: t-0001, t-0002\n"
    )


def test_a_name_and_an_amendment_are_of_one_record(office: Office) -> None:
    office.signed(FILE, [listing(1), listing(2, document=NUMBER)])
    words = ("renamed", "--on", "2025-06-10", "--name", "测试区新砾有限公司")
    assert order(office, NUMBER, *words).code == 2
    assert order(office, "t-0002", *words).code == 0
    assert (len(events(office, "t-0001")), len(events(office, "t-0002"))) == (0, 1)


def test_a_person_is_hidden_where_he_is_named_and_as_he_is_spelt(office: Office) -> None:
    office.signed(
        FILE,
        [
            listing(1, person="测试　甲"),
            listing(2, document=NUMBER, person="测试乙"),
            listing(3, document=NUMBER, person="测试甲"),
        ],
    )
    found = order(office, "t-0002", "person_hidden", "--on", "2025-06-10", "--name", "测试甲")
    assert found.code == 0
    assert [len(events(office, f"t-000{n}")) for n in (1, 2, 3)] == [1, 0, 1]
    assert events(office, "t-0001")[0]["name"] == "测试　甲"
    assert "测试甲" not in found.out + found.err
    office.build("2025-06-10")
    assert office.files_with("测试甲") == []


def test_a_party_of_which_it_cannot_be_true_is_left_out_and_the_rest_is_done(
    office: Office,
) -> None:
    revoked = [{"kind": "revoked", "on": "2025-05-01"}]
    office.signed(FILE, [listing(1), listing(2, document=NUMBER, events=revoked)])
    found = order(office, "t-0001", "removed_early", "--on", "2025-06-10")
    assert found.code == 0
    assert "not recorded here: it was revoked by 2025-06-10" in found.out
    assert (len(events(office, "t-0001")), len(events(office, "t-0002"))) == (1, 1)
    # Of the one that was named, it is refused.
    assert order(office, "t-0002", "removed_early", "--on", "2025-06-12").code == 1


def test_a_removal_written_on_one_party_is_written_on_the_others(office: Office) -> None:
    office.signed(FILE, [listing(1, events=[REMOVED]), listing(2, document=NUMBER)])
    assert order(office, NUMBER, "removed_early", "--on", "2025-05-05").code == 0
    assert events(office, "t-0001") == events(office, "t-0002") == [REMOVED]
    late = order(office, "t-0002", "removed_early", "--on", "2025-06-05")
    assert late.code == 1
    assert "it was removed on 2025-05-05 already" in late.err


@pytest.mark.parametrize("wanted", ["t-00011", "测人社列字〔2025〕99号", "", "()"])
def test_what_is_not_there_is_wrong_usage(office: Office, wanted: str) -> None:
    _one(office)
    found = order(office, wanted, "revoked", "--on", "2025-06-10")
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("no record and no decision ")


def test_an_article_has_no_events(office: Office) -> None:
    office.signed("typical-cases/tc-1.md", article())
    found = order(office, "tc-1", "revoked", "--on", "2025-06-10")
    assert (found.code, found.out) == (1, "")
    assert (
        found.err
        == "content/typical-cases/tc-1.md:2: records of kind 'typical case' have no events\n"
    )


# What follows


def test_what_follows_is_said_beforehand(office: Office) -> None:
    _one(office, {"kind": "remedied", "on": "2025-03-20"})
    found = order(office, "t-0001", "removed_early", "--on", "2025-10-01", "--dry-run")
    assert found.code == 0
    assert found.out == (
        "t-0001 (content/listings/a.yml:1): removal on 2025-10-01\n"
        "  now in force; from 2025-10-01 removed early\n"
        "  last day shown 2025-09-30 (24:00), hidden from 2025-10-01 for good\n"
        "  early removal: nothing left to apply for\n"
        "  it acts at once, on one person's word\n"
    )
    assert found.err == ""
    assert events(office, "t-0001") == [{"kind": "remedied", "on": "2025-03-20"}]


@pytest.mark.parametrize(
    ("words", "happened", "said"),
    [
        (
            ("remedied",),
            [],
            ["last day shown 2028-03-01 (24:00), hidden from 2028-03-02", "from 2025-12-11"],
        ),
        (("new_violation",), [], ["early removal is barred by new violation"]),
        (("suspended",), [], ["not shown; its term runs on, through 2028-03-01 (24:00)"]),
        (
            ("resumed",),
            [{"kind": "suspended", "on": "2025-05-01"}],
            ["now suspended; from 2025-06-10 in force", "until two people have signed it"],
        ),
        (
            ("restored",),
            [REMOVED],
            ["now removed early; from 2025-06-10 in force", "last day shown 2028-06-10"],
        ),
        (("revoked",), [], ["from 2025-06-10 revoked", "hidden from 2025-06-10 for good"]),
    ],
)
def test_the_consequences_are_those_of_the_law(
    office: Office, words: tuple[str, ...], happened: list[dict[str, Any]], said: list[str]
) -> None:
    _one(office, *happened)
    found = order(office, "t-0001", *words, "--on", "2025-06-10")
    assert found.code == 0
    for sentence in said:
        assert sentence in found.out


def test_what_it_says_is_what_a_build_does(office: Office) -> None:
    _one(office, {"kind": "suspended", "on": "2025-05-01"})
    office.build("2025-06-01")
    found = order(office, "t-0001", "resumed", "--on", "2025-06-10")
    assert "to have it signed: site-builder approve content/listings/a.yml#t-0001 " in found.out
    office.build("2025-06-10")
    assert office.listed() == set()
    office.approve(f"{FILE}#t-0001", on="2025-06-10")
    office.build("2025-06-10")
    assert office.listed() == {"t-0001"}


def test_a_draft_is_said_to_show_nowhere(office: Office) -> None:
    office.write(FILE, [listing(1)])
    found = order(office, "t-0001", "revoked", "--on", "2025-06-10")
    assert found.code == 0
    assert "shows nowhere until it has one" in found.out


# What is refused


@pytest.mark.parametrize(
    ("happened", "words", "said"),
    [
        (
            [],
            ("revoked", "--on", "2025-02-28"),
            "expected a day not before the decision of 2025-03-01",
        ),
        ([], ("removed_early", "--on", "2028-03-02"), "its term ended on 2028-03-01 (24:00)"),
        (
            [REMOVED],
            ("removed_early", "--on", "2025-06-10"),
            "it was removed on 2025-05-05 already",
        ),
        (
            [{"kind": "revoked", "on": "2025-05-01"}],
            ("removed_early", "--on", "2025-06-10"),
            "it was revoked by 2025-06-10",
        ),
        (
            [{"kind": "revoked", "on": "2025-05-01"}],
            ("revoked", "--on", "2025-06-10"),
            "the event 'revocation' of 2025-05-01 stands already",
        ),
        ([], ("resumed", "--on", "2025-06-10"), "no suspension stands on 2025-06-10"),
        (
            [{"kind": "suspended", "on": "2025-07-01"}],
            ("resumed", "--on", "2025-06-10"),
            "no suspension stands on 2025-06-10",
        ),
        (
            [{"kind": "suspended", "on": "2025-04-01"}, {"kind": "resumed", "on": "2025-05-01"}],
            ("resumed", "--on", "2025-06-10"),
            "no suspension stands on 2025-06-10",
        ),
        ([], ("unshielded", "--on", "2025-06-10"), "no shielding stands on 2025-06-10"),
        ([], ("restored", "--on", "2025-06-10"), "(令45 第十五条)"),
        (
            [REMOVED, {"kind": "restored", "on": "2025-05-10"}],
            ("restored", "--on", "2025-06-10"),
            "no early removal stands on 2025-06-10",
        ),
        (
            [{"kind": "remedied", "on": "2025-05-01"}],
            ("remedied", "--on", "2025-06-10"),
            "the event 'remedy' of 2025-05-01 stands already (令45 第十二条)",
        ),
        (
            [],
            ("entered_in_error", "--on", "2025-06-10", "--undoes", "removed_early:2025-05-05"),
            "no event 'removal' of 2025-05-05 in this record",
        ),
        (
            [
                REMOVED,
                {
                    "kind": "entered_in_error",
                    "on": "2025-05-06",
                    "event": {"kind": "removed_early", "on": "2025-05-05"},
                },
            ],
            ("entered_in_error", "--on", "2025-06-10", "--undoes", "removed_early:2025-05-05"),
            "the event 'removal' of 2025-05-05 was entered in error already",
        ),
        (
            [
                REMOVED,
                {
                    "kind": "entered_in_error",
                    "on": "2025-05-06",
                    "event": {"kind": "removed_early", "on": "2025-05-05"},
                },
            ],
            ("removed_early", "--on", "2025-05-05"),
            "was entered in error; to bring it back, undo that correction",
        ),
        ([], ("renewed", "--on", "2025-06-10"), "the regime 'arrears-list-2022' knows no renewal"),
        (
            [],
            ("person_hidden", "--on", "2025-06-10", "--name", "某甲"),
            "no person of this name in the record",
        ),
        (
            [],
            ("repaired", "--on", "2025-06-10"),
            "records of kind 'listing' know no event 'credit repair'",
        ),
        (
            [],
            ("amended", "--on", "2025-06-10", "--field", "employer.nam"),
            "no field 'employer.nam' here; did you mean 'employer.name'?",
        ),
        ([], ("revoked", "--on", "1899-12-31"), "expected a year from 1900"),
    ],
)
def test_what_cannot_have_happened_is_refused(
    office: Office, happened: list[dict[str, Any]], words: tuple[str, ...], said: str
) -> None:
    _one(office, *happened)
    before = (office.content / FILE).read_bytes()
    found = order(office, "t-0001", *words)
    assert found.code in {1, 2}
    assert found.out == ""
    assert said in found.err
    assert (office.content / FILE).read_bytes() == before


def test_a_day_of_its_decision_and_its_last_day_are_not_too_early_nor_too_late(
    office: Office,
) -> None:
    _one(office)
    assert order(office, "t-0001", "removed_early", "--on", "2028-03-01", "--dry-run").code == 0
    assert order(office, "t-0001", "revoked", "--on", "2025-03-01", "--dry-run").code == 0


def test_wages_may_be_paid_in_earnest_after_a_fraud(office: Office) -> None:
    happened = [
        {"kind": "remedied", "on": "2025-04-01"},
        REMOVED,
        {"kind": "restored", "on": "2025-05-20"},
    ]
    _one(office, *happened)
    assert order(office, "t-0001", "remedied", "--on", "2025-06-10").code == 0


def test_hiding_from_an_earlier_day_is_never_refused(office: Office) -> None:
    _one(office, {"kind": "revoked", "on": "2025-07-01"})
    assert order(office, "t-0001", "revoked", "--on", "2025-06-10").code == 0


# Twice, and back


def test_the_same_event_twice_changes_nothing(office: Office) -> None:
    _one(office)
    assert order(office, "t-0001", "removed_early", "--on", "2025-06-10").code == 0
    once = (office.content / FILE).read_bytes()
    again = order(office, "t-0001", "removed_early", "--on", "2025-06-10", "--document", "移9号")
    assert again.code == 0
    assert "it stands recorded already; nothing changes" in again.out
    assert (office.content / FILE).read_bytes() == once


def test_an_unsigned_event_twice_changes_nothing(office: Office) -> None:
    _one(office)
    office.build("2025-06-01")
    assert order(office, "t-0001", "remedied", "--on", "2025-06-10").code == 0
    again = order(office, "t-0001", "remedied", "--on", "2025-06-10")
    assert again.code == 0
    assert "it stands recorded already" in again.out
    assert len(events(office, "t-0001")) == 1


def test_the_one_event_is_undone_without_being_named(office: Office) -> None:
    office.signed(
        FILE, [listing(1, events=[REMOVED]), listing(2, document=NUMBER, events=[REMOVED])]
    )
    found = order(office, NUMBER, "entered_in_error", "--on", "2025-06-10")
    assert found.code == 0
    undone = {"kind": "removed_early", "on": "2025-05-05"}
    for name in ("t-0001", "t-0002"):
        assert events(office, name)[-1] == {
            "kind": "entered_in_error",
            "on": "2025-06-10",
            "event": undone,
        }
    assert found.out.count("now removed early; from 2025-06-10 in force") == 2
    again = order(office, NUMBER, "entered_in_error", "--on", "2025-06-10")
    assert (again.code, again.out.count("it stands recorded already")) == (0, 2)
    assert len(events(office, "t-0001")) == 2
    other_day = order(office, NUMBER, "entered_in_error", "--on", "2025-06-11")
    assert (other_day.code, len(events(office, "t-0001"))) == (2, 2)
    office.approve(FILE, on="2025-06-10")
    office.build("2025-06-10")
    assert office.listed() == {"t-0001", "t-0002"}


def test_of_several_events_the_one_must_be_named(office: Office) -> None:
    _one(office, {"kind": "remedied", "on": "2025-04-01"}, REMOVED)
    found = order(office, "t-0001", "entered_in_error", "--on", "2025-06-10")
    assert (found.code, found.out) == (2, "")
    assert found.err == (
        "expected --undoes with one of remedied:2025-04-01, removed_early:2025-05-05\n"
    )
    named = ("--undoes", "removed_early:2025-05-05")
    assert order(office, "t-0001", "entered_in_error", "--on", "2025-06-10", *named).code == 0


def test_without_events_there_is_nothing_to_undo(office: Office) -> None:
    _one(office)
    found = order(office, "t-0001", "entered_in_error", "--on", "2025-06-10")
    assert (found.code, found.err) == (2, "expected an event to undo, found none in this record\n")


def test_a_correction_can_itself_be_undone(office: Office) -> None:
    _one(office, REMOVED)
    order(office, "t-0001", "entered_in_error", "--on", "2025-05-10")
    back = ("--undoes", "entered_in_error:2025-05-10")
    found = order(office, "t-0001", "entered_in_error", "--on", "2025-05-20", *back)
    assert found.code == 0
    office.approve(FILE, on="2025-06-01")
    office.build("2025-06-01")
    assert office.listed() == set()


# What is unusual


@pytest.mark.parametrize(
    ("happened", "on", "said"),
    [
        ([], "2025-06-10", "without the event that its waiting time runs from"),
        (
            [{"kind": "remedied", "on": "2025-03-20"}],
            "2025-09-20",
            "removed on 2025-09-20, before it could be applied for from 2025-09-21",
        ),
        ([{"kind": "remedied", "on": "2025-03-20"}], "2025-09-21", ""),
        (
            [{"kind": "remedied", "on": "2025-03-20"}, {"kind": "convicted", "on": "2025-04-01"}],
            "2025-10-10",
            "removed on 2025-10-10, though conviction bars it",
        ),
    ],
)
def test_a_removal_before_its_time_is_honoured_with_a_warning(
    office: Office, happened: list[dict[str, Any]], on: str, said: str
) -> None:
    _one(office, *happened)
    found = order(office, "t-0001", "removed_early", "--on", on)
    assert found.code == 0
    assert said in found.err
    assert ("content/listings/a.yml" in found.err) is bool(said)
    assert events(office, "t-0001")[-1]["kind"] == "removed_early"


# Records that are faulty or changed


def test_a_faulty_record_can_still_be_hidden(office: Office) -> None:
    _one(office)
    office.build("2025-06-01")
    faulty = listing(1)
    faulty["employeer"] = faulty.pop("employer")
    office.write(FILE, [faulty])
    found = order(office, "t-0001", "revoked", "--on", "2025-06-05")
    assert found.code == 0
    office.build("2025-06-05")
    assert office.listed() == set()


def test_a_record_in_a_broken_file_is_told_by_hand(office: Office) -> None:
    _one(office)
    office.build("2025-06-01")
    broken = "- id: t-0001\n  regime: [\n"
    office.write(FILE, broken)
    found = order(office, "t-0001", "revoked", "--on", "2025-06-05", "--document", "撤1号")
    assert found.code == 1
    assert found.out.endswith("- {kind: revoked, on: 2025-06-05, document: 撤1号}\n")
    assert (office.content / FILE).read_text("utf-8") == broken


def test_a_record_that_moved_to_another_file_is_found_there(office: Office) -> None:
    _one(office)
    office.build("2025-06-01")
    (office.content / FILE).unlink()
    office.write(
        "listings/neu/b.yml", f"# neu\n{listing_yaml(listing(1, published_on='2025-03-09'))}"
    )
    found = order(office, "t-0001", "revoked", "--on", "2025-06-05")
    assert found.code == 0
    assert len(events(office, "t-0001", "listings/neu/b.yml")) == 1


def listing_yaml(record: dict[str, Any]) -> str:
    lines = [f"{key}: {value!r}" for key, value in record.items() if isinstance(value, str)]
    employer, decision = record["employer"], record["decision"]
    return "\n".join([*lines, f"employer: {employer!r}", f"decision: {decision!r}", ""])
