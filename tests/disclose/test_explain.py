from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from site_builder.disclose import explain
from site_builder.model.early_removal import EarlyRemovalStanding
from site_builder.model.moment import Term
from site_builder.model.record import EventKind, State
from tests.disclose.examples import (
    LIST_REGIME,
    a_listing,
    an_article,
    an_event,
    at,
    day,
    ruled,
    shipped,
    subject,
    subjects,
)

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.disclose import Explanation
    from site_builder.model.record import Record

NAME = shipped()[LIST_REGIME].name
SEVERE = shipped()["credit-severe-2026"].name


def explained(folder: Path, as_of: str, record: Record, **more: Any) -> Explanation:
    return explain(subject(folder, record, **more), at(as_of))


def steps(found: Explanation) -> list[tuple[str, str, str]]:
    return [(str(step.rule), step.citation, str(step.outcome)) for step in found.steps]


def test_a_listing_in_force_is_explained_rule_by_rule(tmp_path: Path) -> None:
    assert steps(explained(tmp_path, "2025-06-01", a_listing(decided_on="2024-02-29"))) == [
        ("sign-off", "", "signed off by two people"),
        (
            f"term under {NAME} ({LIST_REGIME})",
            "第十一条",
            "from 2024-02-29 (not counted) through 2027-02-28, 24:00",
        ),
        ("early removal", "第十二条、第十三条", "its waiting time has not begun"),
        # 国办发〔2025〕22号: credit sites count by their own rule, whose longer wait is told too.
        (
            f"other sites count by {SEVERE} (credit-severe-2026), reported by several sources",
            "第四条",
            "from 2024-02-29 (not counted) through 2027-02-28, 24:00",
        ),
        (
            f"other sites count by {SEVERE} (credit-severe-2026), reported by several sources",
            "第四条（最短公示期届满并纠正失信行为）",
            "repair may be applied for from 2025-03-01",
        ),
        ("state", "in_force", "in_force on 2025-06-01"),
    ]


def test_the_json_has_the_contracts_keys_and_days(tmp_path: Path) -> None:
    events = [an_event("remedied", "2025-08-31"), an_event("new_violation", "2025-09-01")]
    found = explained(tmp_path, "2025-10-01", a_listing("nm-2025-0012", *events)).as_json("en")
    assert {key: value for key, value in found.items() if key not in {"steps", "fields"}} == {
        "id": "nm-2025-0012",
        "kind": "listing",
        "as_of": "2025-10-01",
        "state": "in_force",
        "public": True,
        "regime": LIST_REGIME,
        "starts_on": "2025-03-01",
        "last_day": "2028-03-01",
        "hidden_from": "2028-03-02",
        "next_change_on": "2028-03-02",
        "early_removal": {
            "allowed": False,
            "may_apply_from": "2026-03-01",
            "barred_by": ["new_violation"],
        },
        "deadlines": [
            {
                "what": "publish",
                "on": "2025-03-28",
                "citation": "政府信息公开条例第二十六条",
                "state": "met",
                "met_on": "2025-03-02",
            },
            # Nobody has the calendar of 2028 yet.
            {
                "what": "remove",
                "on": None,
                "citation": "第十七条",
                "state": "unknown",
                "met_on": None,
            },
        ],
    }
    assert found["steps"][0] == {
        "rule": "sign-off",
        "citation": "",
        "outcome": "signed off by two people",
    }
    assert {
        "name": "decision.reason",
        "shown": "full",
        "citation": "第八条、第九条",
        "audience": "public",
    } in found["fields"]


def test_what_has_no_end_is_said_to_have_none(tmp_path: Path) -> None:
    found = explained(tmp_path, "2025-06-01", an_article("tc-1"))
    data = found.as_json("en")
    assert (data["last_day"], data["hidden_from"], data["next_change_on"]) == (None, None, None)
    assert steps(found)[1][2] == "from 2025-04-01, without a known end"


@pytest.mark.parametrize(
    ("days", "as_of", "said"),
    [
        ({"embargo_until": "2025-04-01T09:00"}, "2025-04-01", "shown from 2025-04-01T09:00"),
        ({"embargo_until": "2025-04-01T09:00"}, "2025-04-01T09:00", None),
        ({"published_on": "2025-04-02"}, "2025-04-01", "shown from 2025-04-02"),
    ],
)
def test_what_is_to_come_says_from_when_it_shows(
    tmp_path: Path, days: dict[str, Any], as_of: str, said: str | None
) -> None:
    found = steps(explained(tmp_path, as_of, an_article("tc-1", **days)))
    assert [outcome for rule, _, outcome in found if rule == "Not before"] == [said] * bool(said)


def test_each_event_says_whether_it_acts(tmp_path: Path) -> None:
    events = [
        an_event("revoked", "2025-09-01"),
        an_event("suspended", "2025-04-01", document="停字1号"),
        an_event("removed_early", "2025-05-01"),
        an_event("entered_in_error", "2025-05-10", undoes=("removed_early", "2025-05-01")),
    ]
    found = explained(tmp_path, "2025-06-01", a_listing("nm-1", *events))
    assert [step for step in steps(found) if step[0].startswith(("event", "state"))] == [
        ("event 'suspended' of 2025-04-01", "停字1号", "acts"),
        ("event 'removed_early' of 2025-05-01", "", "entered in error"),
        ("event 'entered_in_error' of 2025-05-10", "", "acts"),
        ("event 'revoked' of 2025-09-01", "", "has not happened yet"),
        ("state", "suspended", "suspended on 2025-06-01"),
    ]


def test_another_partys_removal_is_among_the_events(tmp_path: Path) -> None:
    removed = an_event("removed_early", "2026-01-05", document="移字1号")
    both = subjects(tmp_path, a_listing("nm-1", removed), a_listing("nm-2"))
    other = both.get("nm-2")
    assert other is not None
    found = explain(other, at("2026-02-01"))
    assert ("event 'removed_early' of 2026-01-05", "移字1号", "acts") in steps(found)
    assert (found.state, found.last_day) == (State.REMOVED_EARLY, day("2026-01-04"))


def test_a_hold_says_since_when(tmp_path: Path) -> None:
    held = {"nm-2025-0012": day("2025-05-10")}
    before = explained(tmp_path, "2025-05-09", a_listing(), held=held)
    since = explained(tmp_path, "2025-05-10", a_listing(), held=held)
    step = ("hold", "", "taken down by hand on 2025-05-10")
    assert (step in steps(before), step in steps(since)) == (False, True)
    assert (before.state, since.state) == (State.IN_FORCE, State.HELD)
    assert before.hidden_from == day("2025-05-10")


def test_a_draft_says_that_nobody_signed_it(tmp_path: Path) -> None:
    found = explained(tmp_path, "2025-06-01", a_listing(), drafts=["nm-2025-0012"])
    assert steps(found)[0] == ("sign-off", "", "no valid sign-off covers it")
    assert found.as_json("en")["public"] is False


def test_a_last_good_version_says_that_it_stands_in(tmp_path: Path) -> None:
    found = subjects(tmp_path, a_listing("nm-1"))
    found.store.mark([("nm-1", None, (), True)])
    standing = found.get("nm-1")
    assert standing is not None
    assert steps(explain(standing, at("2025-06-01")))[0] == (
        "sign-off",
        "",
        "tonight's version is faulty; the last good one stands",
    )


def test_a_kinder_rule_that_ends_it_is_named(tmp_path: Path) -> None:
    older = replace(shipped()[LIST_REGIME], id="test-regime", also_judged_by=("kinder",))
    clock = replace(older.clock, term=Term(years=1), citation="第二条")
    kinder = replace(older, id="kinder", clock=clock, in_force_from=day("2025-04-01"))
    record = a_listing(regime="test-regime")
    found = explained(tmp_path, "2025-06-01", record, regimes=[older, kinder])
    assert steps(found)[1:4] == [
        (
            f"term under {NAME} (test-regime)",
            "第十一条",
            "from 2025-03-01 (not counted) through 2028-03-01, 24:00",
        ),
        (
            f"judged by {NAME} (kinder) too",
            "第二条",
            "from 2025-03-01 (not counted) through 2026-03-01, 24:00",
        ),
        ("the earlier end wins", "立法法 第一百零四条", "2026-03-01, under kinder"),
    ]


def test_of_a_record_without_a_first_day_none_is_told(tmp_path: Path) -> None:
    record = a_listing()
    undated = replace(record, facts=replace(record.facts, starts={}))
    data = explained(tmp_path, "2025-06-01", undated).as_json("en")
    assert (data["state"], data["starts_on"], data["last_day"]) == ("unvetted", None, None)


REMEDIED = an_event("remedied", "2025-04-01")


def test_early_removal_is_told_of_a_listing_in_force(tmp_path: Path) -> None:
    found = explained(tmp_path, "2025-10-02", a_listing("nm-1", REMEDIED))
    assert found.early_removal == EarlyRemovalStanding(
        is_allowed=True, may_apply_from=day("2025-10-02"), barred_by=()
    )


@pytest.mark.parametrize(
    ("kind", "as_of"),
    [("removed_early", "2026-06-01"), ("revoked", "2026-06-01"), ("remedied", "2028-03-02")],
)
def test_who_has_left_the_list_cannot_apply_to_leave_it(
    tmp_path: Path, kind: str, as_of: str
) -> None:
    record = a_listing("nm-1", REMEDIED, an_event(kind, "2025-11-01"))
    assert not explained(tmp_path, as_of, record).early_removal.is_allowed


def test_a_payment_to_come_begins_no_wait(tmp_path: Path) -> None:
    found = explained(tmp_path, "2025-03-31", a_listing("nm-1", REMEDIED))
    assert found.early_removal.may_apply_from is None


# 令45 第十五条: a restored listing waits anew.
def test_a_restored_listing_waits_from_its_restoring(tmp_path: Path) -> None:
    events = [REMEDIED, an_event("removed_early", "2025-11-01"), an_event("restored", "2026-01-31")]
    found = explained(tmp_path, "2026-02-01", a_listing("nm-1", *events))
    assert found.early_removal.may_apply_from == day("2026-08-01")
    assert found.as_json("en")["starts_on"] == "2026-01-31"


def test_a_bar_entered_in_error_bars_nothing(tmp_path: Path) -> None:
    events = [
        REMEDIED,
        an_event("convicted", "2025-05-01"),
        an_event("entered_in_error", "2025-06-01", undoes=("convicted", "2025-05-01")),
    ]
    record = a_listing("nm-1", *events)
    barred = explained(tmp_path, "2025-05-31", record).early_removal.barred_by
    free = explained(tmp_path, "2025-10-02", record).early_removal
    assert barred == (EventKind.CONVICTED,)
    assert free.is_allowed


def test_every_sentence_is_there_in_chinese(tmp_path: Path) -> None:
    events = [an_event("suspended", "2025-04-01"), an_event("resumed", "2025-09-01")]
    found = explained(tmp_path, "2025-06-01", a_listing("nm-1", *events))
    chinese = found.as_json("zh")["steps"]
    assert [step["rule"] for step in chinese] != [rule for rule, _citation, _ in steps(found)]
    for step, (rule, _citation, outcome) in zip(chinese, steps(found), strict=True):
        assert (step["rule"], step["outcome"]) != (rule, outcome)


def test_a_field_that_no_rule_names_is_told_as_withheld(tmp_path: Path) -> None:
    record = a_listing(regime="test-regime")
    data = explained(tmp_path, "2025-06-01", record, regimes=[ruled("decision.reason")]).as_json(
        "en"
    )
    assert {
        "name": "decision.reason",
        "shown": "withheld",
        "citation": "",
        "audience": "internal",
    } in data["fields"]
